"""Severities: what is tolerated is left out, listed, and comes back with what it waits for."""

from __future__ import annotations

import pytest

from tests.photos import cut_short, jpeg
from tests.support import CONFIG, Portal, article, site

OLD = "content/daerah/lama/2004.md"
NEW = "content/daerah/2024/10/baru.md"
TOLERANT = """severity:
  dead-link: warning
  missing-picture: warning
  broken-picture: warning
  missing-author: warning
  missing-editor: warning
  missing-credit: warning
  unknown-key: warning
"""
FOLDER = """severity:
  folders:
    - path: daerah/lama/**
      dead-link: warning
      missing-picture: warning
      broken-picture: warning
      missing-author: warning
      missing-editor: warning
      missing-credit: warning
      unknown-key: warning
"""
BODY = """Awal [denah](/tiada/) itu.

Baca Juga: [](tiada)

![Air](/foto/tiada.jpg "Air naik.")

![Air](/foto/tiada.jpg "Air naik")

[![Air](/foto/tiada.jpg)](/daerah/)

Akhir."""
ARCHIVED = f"""---
title: Banjir Lama
timestamp: 2004-10-09 16:10 WIB
layout: post
follows: tiada
photo: {{src: /foto/muka.jpg}}
---
{BODY}
"""


@pytest.fixture
def portal(tmp_path) -> Portal:
    """A site with one article of today."""
    portal = site(tmp_path)
    portal.add(NEW, article("Baru", "Isi."))
    return portal


def same(portal: Portal) -> None:
    """The output is that of a build from nothing."""
    assert portal.files() == portal.clean()


def codes(portal: Portal) -> list[str]:
    return sorted({problem.code for problem in portal.problems()})


@pytest.mark.parametrize("config", [TOLERANT, FOLDER], ids=["everywhere", "by folder"])
def test_what_is_tolerated_is_left_out_and_counted(portal, config):
    """A link becomes text, a box, a picture and its paragraph are not there; the report says how many there are."""
    portal.add(OLD, ARCHIVED)
    assert {"missing-author", "missing-credit", "missing-editor", "unknown-key"} <= set(codes(portal))
    portal.add("site.yaml", CONFIG + config)
    report = portal.build()
    html = portal.read("daerah/2004/10/2004/index.html")
    assert "Awal denah itu." in html
    assert "<figure><figcaption>Air naik.</figcaption></figure>" in html
    assert "tiada" not in html.replace("2004", "")
    assert "muka.jpg" not in html
    assert "<p></p>" not in html
    assert "muka.jpg" not in portal.read("daerah/index.html")
    assert report.tolerated == {
        "dead-link": 3, "missing-author": 1, "missing-credit": 1, "missing-editor": 1, "missing-picture": 4,
        "unknown-key": 1,
    }  # fmt: skip
    assert len(report.warnings) == 12
    same(portal)
    assert portal.build().tolerated == report.tolerated
    assert portal.report is not None
    assert portal.report.warnings == ()


@pytest.mark.slow
def test_what_comes_into_being_is_shown_where_it_was_left_out(portal):
    """The picture, the target and the photo of a person: exactly the pages that wait for them change."""
    portal.add("site.yaml", CONFIG + TOLERANT)
    portal.add(OLD, ARCHIVED)
    portal.add("content/authors/sari.md", "---\nname: Sari Wulan\nphoto: /foto/sari.jpg\n---\nSaya.\n")
    portal.build()
    before = portal.files()
    portal.add("content/foto/tiada.jpg", jpeg())
    report = portal.build()
    same(portal)
    assert "missing-picture" in report.tolerated
    assert "tiada.jpg" in portal.read("daerah/2004/10/2004/index.html") or "gambar/" in portal.read(
        "daerah/2004/10/2004/index.html"
    )
    changed = {path for path, data in portal.files().items() if path in before and before[path] != data}
    assert {path for path in changed if path.endswith("index.html")} == {"daerah/2004/10/2004/index.html"}
    portal.add("content/foto/muka.jpg", jpeg())
    portal.add("content/foto/sari.jpg", jpeg())
    portal.build()
    assert "sari.jpg" in portal.read("daerah/2024/10/baru/index.html")
    portal.add("content/daerah/2024/10/tiada.md", article("Tiada", "Ada."))
    report = portal.build()
    same(portal)
    assert report.tolerated.get("dead-link") == 1
    assert "missing-picture" not in report.tolerated
    for path in ("foto/tiada.jpg", "foto/muka.jpg", "foto/sari.jpg", "daerah/2024/10/tiada.md"):
        portal.remove(f"content/{path}")
        portal.build()
    same(portal)
    assert "sari.jpg" not in portal.read("daerah/2024/10/baru/index.html")


@pytest.mark.slow
def test_a_broken_picture_is_left_out_until_it_is_whole(portal):
    """One that only decoding shows to be broken as well; cards and search engines get none of it."""
    portal.add("site.yaml", CONFIG + TOLERANT)
    portal.add("content/foto/a.jpg", cut_short())
    portal.add("content/foto/b.jpg", b"bukan gambar")
    portal.add(NEW, article("Baru", "![A](/foto/b.jpg)", photo="{src: /foto/a.jpg, credit: X, alt: Air}"))
    report = portal.build()
    assert report.tolerated == {"broken-picture": 2}
    same(portal)
    assert "foto/a.jpg" not in portal.read("daerah/2024/10/baru/index.html") + portal.read("index.html")
    portal.add("content/foto/a.jpg", jpeg())
    portal.add("content/foto/b.jpg", jpeg())
    assert not portal.build().tolerated
    same(portal)
    portal.add("content/foto/a.jpg", cut_short())
    assert portal.build().tolerated == {"broken-picture": 1}
    same(portal)


def test_pictures_are_decoded_when_broken_ones_may_be_left_out(portal):
    """Those too that were read before, and are shown only afterwards; nothing else is read again."""
    portal.add("content/foto/a.jpg", cut_short())
    portal.build()
    portal.add("site.yaml", CONFIG + TOLERANT)
    portal.add(NEW, article("Baru", "![A](/foto/a.jpg)"))
    assert portal.build().tolerated == {"broken-picture": 1}
    same(portal)


def test_a_stricter_site_names_all_that_was_tolerated(portal):
    """Of what was read long ago too; and it is tolerated again without reading or making anything."""
    portal.add("site.yaml", CONFIG + TOLERANT)
    portal.add(OLD, ARCHIVED)
    portal.build()
    files = portal.files()
    portal.add("site.yaml", CONFIG)
    assert codes(portal) == [
        "dead-link", "missing-author", "missing-credit", "missing-editor", "missing-picture", "unknown-key",
    ]  # fmt: skip
    assert portal.files() == files
    portal.add("site.yaml", CONFIG + FOLDER)
    report = portal.build()
    assert (report.rendered, report.warnings) == (0, ())
    portal.add("site.yaml", CONFIG + FOLDER.replace("      dead-link: warning\n", ""))
    assert codes(portal) == ["dead-link"]


def test_a_warning_may_be_an_error(portal):
    """Of files that are saved now, and of those that were published with it."""
    portal.add("content/foto/a.jpg", jpeg())
    portal.add(NEW, article("Baru", "![](/foto/a.jpg)"))
    assert [one.code for one in portal.build().warnings] == ["missing-alt"]
    portal.add("site.yaml", CONFIG + "severity: {missing-alt: error}\n")
    assert codes(portal) == ["missing-alt"]
    portal.add(NEW, article("Baru", "![Air](/foto/a.jpg)"))
    portal.build()
    portal.add(NEW, article("Baru", "![](/foto/a.jpg) Lagi."))
    assert codes(portal) == ["missing-alt"]


def test_what_is_scheduled_is_told_and_tolerated_when_it_is_saved(portal):
    """Its hour brings no error, and neither does the hour of what it waits for."""
    portal.add("site.yaml", CONFIG + TOLERANT)
    portal.add(NEW, article("Baru", BODY, timestamp="2024-10-11 08:00 WIB"))
    report = portal.build()
    assert report.tolerated == {"dead-link": 2, "missing-picture": 3}
    portal.now += 86_400
    report = portal.build()
    assert report.tolerated == {"dead-link": 2, "missing-picture": 3}
    assert report.warnings == ()
    same(portal)
    portal.add("site.yaml", CONFIG)
    portal.now -= 86_400
    assert codes(portal) == ["dead-link", "missing-picture"]


def test_a_picture_of_the_portals_own_folders_is_no_matter_of_severity(portal):
    """Nothing can be put there but by a theme."""
    portal.add("site.yaml", CONFIG + TOLERANT)
    portal.add(NEW, article("Baru", "![A](/aset/tiada.png)"))
    assert codes(portal) == ["reserved-address"]


@pytest.mark.parametrize("state", ["expires: 2024-10-10 01:00 WIB", "draft: true"])
def test_tolerated_links_to_what_is_there_at_other_hours(tmp_path, state):
    """They are dead no more as soon as an article is saved that brings their addresses, though it is not published."""
    links = ("indeks/2024/10/07", "tag/banjir", "terkini/halaman/1", "daerah/2024/10/baru", "indeks/tag/b")
    portal = site(tmp_path, config=f"{CONFIG}per_page: 1\nseverity: {{dead-link: warning}}\n")
    portal.add("content/daerah/a.md", article("A", " ".join(f"[x](/{link}/)" for link in links)))
    assert portal.build().tolerated == {"dead-link": len(links)}
    text = article("Baru", tags="[Banjir]", timestamp="2024-10-07 10:00 WIB")
    portal.add("content/daerah/baru.md", text.replace("title:", f"{state}\ntitle:", 1))
    assert portal.build().tolerated == {}
    portal.remove("content/daerah/baru.md")
    assert portal.build().tolerated == {"dead-link": len(links)}


REGIONS = "regions: {Jawa Tengah: [Demak]}\n"
WITHDRAWN = "{timestamp: 2024-10-09 18:00 WIB, reason: sara, text: Dicabut.}"
STORED = {
    "broken-picture": article("Satu", "![A](/foto/rusak.jpg)"),
    "cut-value": article("Satu # dua", "Isi."),
    "dead-fragment": article("Satu", "[x](#tiada)"),
    "dead-link": article("Satu", "[x](baruu)"),
    "ambiguous-link": article("Satu", "[x](kembar)"),
    "bad-related": article("Satu", "Isi.", related="[/daerah/]"),
    "garbled-text": article("Satu", "Kata \u00e2\u20ac\u0153kutipan\u00e2\u20ac\u009d."),
    "markup-as-text": article("Satu", "<b>Isi</b>"),
    "missing-alt": article("Satu", "![](/foto/utuh.jpg)"),
    "missing-author": article("Satu", "Isi.", author=""),
    "missing-credit": article("Satu", "Isi.", photo="{src: /foto/utuh.jpg, alt: Air}"),
    "missing-editor": article("Satu", "Isi.", editor=""),
    "missing-picture": article("Satu", "![A](/foto/utuhh.jpg)"),
    "missing-time": article("Satu", "Isi.", timestamp="2024-10-09"),
    "no-effect": article("Satu", "Isi[^a].\n\n[^a]: Ya.\n\n[^b]: Tidak."),
    "own-alias": article("Satu", "Isi.", aliases="[/daerah/2024/10/own-alias/]"),
    "own-editor": article("Satu", "Isi.", editor="SW"),
    "unclear-path": article("Satu", "![A](foto/utuh.jpg)"),
    "unfinished-text": article("Satu", "[TODO] Isi."),
    "unknown-initials": article("Satu", "Isi. ***(SX)"),
    "unknown-key": article("Satu", "Isi.", layuot="post"),
    "unknown-region": article("Satu", "Isi.", region="Dmak"),
    "unlabelled-sponsor": article("Satu", "Isi.", sponsor="{name: Bank Uji}"),
    "unreachable-link": article("Satu", "[x](http://localhost/x)"),
    "withdrawn-slug": article("Satu", "Isi.", retracted=WITHDRAWN),
}  # fmt: skip
"""Code -> an article that is published with such a fault, which is kept in the store."""


@pytest.mark.slow
def test_what_is_tolerated_no_more_is_told_as_if_it_had_just_been_written(tmp_path):
    """Place, sentence, hint and excerpt are those of a site that never tolerated it."""
    portal = site(tmp_path)
    portal.add("content/authors/sari.md", "---\nname: Sari Wulan\ninitials: SW\n---\nSaya.\n")
    portal.add("content/foto/utuh.jpg", jpeg())
    portal.add("content/foto/rusak.jpg", cut_short())
    for kanal in ("nasional", "olahraga"):
        portal.add(f"content/{kanal}/2024/10/kembar.md", article("Kembar"))
    for code, text in STORED.items():
        portal.add(f"content/daerah/2024/10/{code}/foto/utuh.jpg", jpeg(30, 20))
        portal.add(f"content/daerah/2024/10/{code}/{code}.md", text)

    def config(severity: str) -> None:
        lines = "".join(f"  {code}: {severity}\n" for code in STORED)
        portal.add("site.yaml", CONFIG + REGIONS + f"desk: {{review: true}}\nseverity:\n{lines}")

    config("warning")
    told = portal.build(all=True).warnings
    assert {(one.path.rpartition("/")[2], one.code) for one in told} >= {(f"{code}.md", code) for code in STORED}
    config("error")
    later = portal.problems(all=True)
    assert sorted(later) == sorted(one for one in told if one.code in STORED)
    portal.remove(".ssg")
    assert portal.problems(all=True) == later


def test_a_broken_picture_is_told_in_the_language_of_the_desk(portal, monkeypatch):
    """Wherever it is found: while variants are made of it too."""
    portal.add("content/foto/a.jpg", cut_short())
    portal.add(NEW, article("Baru", "![A](/foto/a.jpg)"))
    monkeypatch.setenv("SSG_LANG", "id")
    (problem,) = portal.problems()
    assert "rusak atau terpotong" in problem.message
