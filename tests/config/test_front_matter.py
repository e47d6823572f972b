"""Front matter of an article: the words of others for its keys, and what readers get of each key.

What is said of mistakes is in fixtures/problems.txt.
"""

from __future__ import annotations

import re

from tests.lint_support import LONG, each
from tests.support import article, ld, png, site

MEANT = """\
author: wartawan reporter authors by post_author
title: headline name nama tajuk post_title
timestamp: tanggal date published terbit post_date publish_date pubdate
updated: pembaruan lastmod modified post_modified last_modified
category: kategori rubrik categories section post_category
tags: label topik keywords post_tag
photo: gambar image picture featured_image thumbnail
source: sources
editor: penyunting redaktur editors
initials: paraf
summary: description teras deskripsi excerpt
region: daerah lokasi
type: tipe
draft: konsep
expires: kedaluwarsa
aliases: alias
corrections: ralat
retracted: pencabutan
sponsor: mitra pemasang
gone: tamat ditutup
related: artikel_terkait
slug: post_name
"""


def test_what_others_call_a_key(tmp_path):
    """In newsrooms, and in the systems that they come from: the hint names ours."""
    meant = {word: key for line in MEANT.splitlines() for key, words in [line.split(":")] for word in words.split()}
    found = each(tmp_path, [article(LONG, **{word: "Kata"}) for word in meant], "unknown-key", "missing-key")
    hints = dict(zip(meant, ([one.hint for one in told] for told in found), strict=True))
    names = {word: [re.sub('.*"(.*)".*', r"\1", hint) for hint in told] for word, told in hints.items()}
    assert names == {word: [key] for word, key in meant.items()}


def test_who_took_a_photo(tmp_path):
    """Also where the caption says so at its end; the word for a photo is left out."""
    given = {
        ("Air naik", "Sari"): ("Air naik", "Sari"), ("Air naik (Foto: Sari)", ""): ("Air naik", "Sari"),
        ("Air naik (sumber foto : Sari ) ", ""): ("Air naik", "Sari"), ("Air (Ilustrasi: Sari)", "Budi"): ("Air", "Budi"),
        ("Air (Gambar: Sari)", "Budi"): ("Air (Gambar: Sari)", "Budi"), ("Air", "Foto: Sari"): ("Air", "Sari"),
        ("Air", "Potret Sari"): ("Air", "Potret Sari"),
    }  # fmt: skip
    portal = site(tmp_path)
    portal.add("content/foto/a.png", png(40, 30))
    for number, (caption, credit) in enumerate(given):
        photo = f'{{src: /foto/a.png, caption: "{caption}", credit: "{credit}"}}'
        portal.add(f"content/daerah/{number}.md", article(photo=photo))
    portal.build()
    for number, (caption, credit) in enumerate(given.values()):
        page = portal.read(f"daerah/2024/10/{number}/index.html")
        shown = re.sub("<[^>]*>", "", re.findall("<figcaption>(.*?)</figcaption>", page, re.DOTALL)[0])
        assert " ".join(shown.split()) == f"{caption} (Foto: {credit})"


def test_the_name_of_a_file_is_no_caption(tmp_path):
    """As cameras, telephones and programs write them."""
    names = "IMG_2041.jpg banjir.JPEG a.webp a.heic IMG-2041 DSCF0001 DJI_0007 PXL_2024 vid1".split()
    names += ["dsc 01", "Screenshot 2024-10-09", "WhatsApp Image 2024-10-09 at 16.10"]
    words = ["Air naik di a.jpg", "img", "IMG dari udara", "Gambar WhatsApp", "Dsc: 4 orang, 2 perahu"]
    photo = '{{src: https://a.example/a.jpg, caption: "{}", credit: Sari}}'
    texts = [article(LONG, photo=photo.format(caption)) for caption in (*names, *words)]
    found = [bool(told) for told in each(tmp_path, texts, "unfinished-text")]
    assert found == [True] * len(names) + [False] * len(words)


def test_tags_in_their_order(tmp_path):
    """Of several spellings the first; hashtags lose their sign."""
    portal = site(tmp_path)
    given = {"a": "['#Banjir', Rob, banjir, BANJIR]", "b": "harga ikan", "c": "['a, b']", "d": "'#rob'", "e": "[]"}
    for name, tags in given.items():
        portal.add(f"content/daerah/{name}.md", article(tags=tags))
    portal.build()
    shown = {
        name: re.findall('property="article:tag" content="(.*?)"', portal.read(f"daerah/2024/10/{name}/index.html"))
        for name in given
    }
    assert shown == {"a": ["Banjir", "Rob"], "b": ["harga ikan"], "c": ["a, b"], "d": ["rob"], "e": []}


def test_corrections_and_withdrawals(tmp_path):
    """The newest correction comes first, and one that names no sort is a Koreksi; of what is withdrawn the headline may go."""
    portal = site(tmp_path)
    older, newer = (
        "{timestamp: 2024-10-09 17:00 WIB, text: Lama.}",
        "{timestamp: 2024-10-09 18:00 WIB, text: Baru., type: %s}",
    )
    for kind in ("ralat", "hak-jawab"):
        link = "{timestamp: 2024-10-09 16:10 WIB, text: Tautan., link: 'https://uji.example/daerah/'}"
        portal.add(f"content/daerah/{kind}.md", article(corrections=f"[{older}, {newer % kind}, {link}]"))
    for reason in ("sara", "kesusilaan", "masa-depan-anak", "trauma-korban", "dewan-pers"):
        gone = f"{{timestamp: 2024-10-09 17:00 WIB, reason: {reason}, title: Dicabut, text: Maaf.}}"
        portal.add(f"content/daerah/{reason}.md", article("Nama Korban", retracted=gone))
    portal.build()
    for kind, label in (("ralat", "Ralat"), ("hak-jawab", "Hak Jawab")):
        page = portal.read(f"daerah/2024/10/{kind}/index.html")
        assert re.search(f"{label}.*Baru.*Koreksi.*Lama.*Koreksi.*Tautan", page, re.DOTALL)
        assert 'href="/daerah/"' in page.rpartition("Tautan.")[2][:60], "the portal's own address is a path"
    for path, data in portal.files().items():
        assert b"Nama Korban" not in data, path
    assert "Maaf." in portal.read("daerah/2024/10/sara/index.html")


def test_a_withdrawal_that_cannot_be_read_is_one(tmp_path):
    """Its headline is hidden all the same, where the article is held back."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("Nama Korban"))
    portal.add("content/daerah/b.md", article("Lain", "Baca Juga: [](a)"))
    portal.build()
    portal.edit("content/daerah/a.md", "author:", "retracted: {reason: x, title: Dicabut}\nauthor:")
    assert [one.code for one in portal.build(hold=True).held]
    assert not any(b"Nama Korban" in data for path, data in portal.files().items() if path.endswith((".html", ".xml")))


def test_where_an_article_is_on_its_way(tmp_path):
    """What was handed in is a draft, and `draft: true` goes before it; a mistake in what is certainly a draft stops no news."""
    published = [{}, {"status": "ready"}]
    drafts = [
        {"status": "draft"}, {"status": "Review"}, {"draft": "true", "status": "ready"}, {"draft": '"true"'}, {"status": "draf"},
        {"draft": "false", "status": "review"}, {"status": "diserahkan"},
        {"status": "review", "editor": "", "author": "", "photo": "/foto/a.jpg"},
    ]  # fmt: skip
    portal = site(tmp_path)
    for number, keys in enumerate([*published, *drafts]):
        portal.add(f"content/daerah/{number}.md", article(**keys))
    portal.build()
    assert sorted(path.name for path in (portal.output / "daerah/2024/10").iterdir()) == ["0", "1"]


def test_an_article_that_is_over(tmp_path):
    """For good, with what readers are told."""
    portal = site(tmp_path)
    given = {"true": "", "Lomba sudah selesai.": "Lomba sudah selesai.", "false": "Isinya.", "": "Isinya."}
    for number, gone in enumerate(given):
        portal.add(
            f"content/daerah/{number}.md",
            article("Lomba Foto", "Isinya.").replace("---\nIsi", f"gone: {gone}\n---\nIsi"),
        )
    portal.build()
    for number, shown in enumerate(given.values()):
        page = portal.read(f"daerah/2024/10/{number}/index.html")
        assert shown in page
        assert ("Isinya." in page) is (shown == "Isinya.")


def test_when_a_live_report_ends(tmp_path):
    """A day after it began unless it says when; a day alone ends with its last minute."""
    given = {
        "": "2024-10-10T16:10", "2024-10-09 16:11 WIB": "2024-10-09T16:11", "2024-10-10 06:00 WITA": "2024-10-10T06:00",
        "2024-10-16 16:10 WIB": "2024-10-16T16:10", "2024-10-09": "2024-10-09T23:59",
    }  # fmt: skip
    portal = site(tmp_path)
    for number, until in enumerate(given):
        keys = {"live_until": until} if until else {}
        body = "## 16.10 WIB – Air naik\n\nSampai lutut."
        portal.add(f"content/daerah/{number}.md", article(body=body, type="live", **keys))
    portal.build()
    for number, until in enumerate(given.values()):
        report = ld(portal.read(f"daerah/2024/10/{number}/index.html"))["LiveBlogPosting"]
        assert str(report["coverageEndTime"]).startswith(until)
