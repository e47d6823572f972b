"""Front matter of an article: the words of others for its keys, and what each key becomes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.base.dates import parse, parse_day
from generator.base.errors import Problem
from generator.base.timestamps import Stamp
from generator.config.article_keys import ARTICLE, MEANINGLESS
from generator.config.front_matter import folder_kanal, split_tags
from generator.config.keys import words_of
from generator.markup.documents import parse_article
from generator.model.records import Article, Correction, Ending, Link, Matter, Named, Photo, Retraction
from generator.model.site import Reading, Region
from tests.support import READING, article

MEANT = """\
author: penulis wartawan reporter authors by post_author
title: judul headline name nama tajuk post_title
timestamp: tanggal waktu date published terbit post_date publish_date pubdate
updated: diperbarui pembaruan lastmod modified post_modified last_modified
category: kategori kanal rubrik categories section post_category
tags: tag label topik keywords post_tag
photo: foto gambar image picture featured_image thumbnail
source: sumber sources
editor: penyunting redaktur editors
initials: inisial paraf
summary: ringkasan description teras deskripsi excerpt
region: daerah wilayah lokasi
type: jenis tipe
draft: draf konsep
expires: kedaluwarsa berakhir
aliases: alias alamat_lama
corrections: koreksi ralat
retracted: dicabut pencabutan
verification: verifikasi
sponsor: mitra pemasang
gone: tamat ditutup
follows: lanjutan
related: terkait artikel_terkait
unrelated: tidak_terkait
slug: post_name
"""


SYNONYMS = {**words_of(ARTICLE), **MEANINGLESS}


@pytest.mark.parametrize("line", MEANT.splitlines())
def test_what_others_call_a_key(line: str) -> None:
    """In Indonesian, and in the systems that newsrooms come from."""
    key, words = line.split(":")
    assert {word: SYNONYMS.get(word) for word in words.split()} == dict.fromkeys(words.split(), key)


def test_each_word_means_a_key_that_there_is() -> None:
    """And none of them is a key itself."""
    names = {one.name for one in ARTICLE}
    assert set(SYNONYMS.values()) <= {*names, ""}, "or one that means nothing here"
    assert not SYNONYMS.keys() & names


def matter(**keys: str) -> Matter:
    """Return the front matter of an article without mistakes."""
    read, problems = parse_article(article(**keys).encode(), "daerah/2024/10/a.md", READING)
    assert not problems
    assert read is not None
    return read.matter


def test_an_article_that_says_little() -> None:
    """Is a report that readers get, of the kanal of its folder, with the slug of its file."""
    found = matter()
    assert (found.title, found.category, found.type, found.slug, found.draft) == (
        "Judul",
        "daerah",
        "berita",
        "a",
        False,
    )
    assert (found.tags, found.initials, found.region, found.aliases, found.photo, found.corrections) == (
        (),
        "",
        "",
        (),
        None,
        (),
    )
    assert (found.expires, found.retracted, found.indonesian) == (0, None, False)


@pytest.mark.parametrize(
    ("key", "value", "field", "expected"),
    [
        ("draft", "true", "draft", True), ("draft", "false", "draft", False), ("type", "opini", "type", "opini"), ("slug", "perahu", "slug", "perahu"), ("tags", "[Banjir, Rob]", "tags", ("Banjir", "Rob")),
        ("initials", "LL", "initials", "LL"), ("category", "nasional", "category", "nasional"), ("author", "[Sari, Made]", "authors", ("Sari", "Made")), ("editor", "Budi", "editors", ("Budi",)),
        ("summary", "Air naik.", "summary", "Air naik."), ("aliases", "[/lama/]", "aliases", ("/lama/",)), ("updated", "2024-10-09 17:00 WIB", "updated", parse("2024-10-09 17:00", "WIB")),
        ("expires", "2024-10-09 17:00 WIB", "expires", parse("2024-10-09 17:00", "WIB").epoch),
    ],
)  # fmt: skip
def test_each_key_is_what_it_says(key: str, value: str, field: str, expected: object) -> None:
    """With its value as it was written."""
    assert getattr(matter(**{key: value}), field) == expected


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("advertorial", "iklan, adv, pariwara, sponsored, konten berbayar, berbayar"), ("opini", "kolom, tajuk, tajuk rencana, editorial, esai"), ("foto", "galeri, berita foto"), ("infografik", "infografis"),
        ("berita", "news, post, article, artikel, feature, features"),
    ],
)  # fmt: skip
def test_what_others_call_a_sort_of_article(kind: str, words: str) -> None:
    """The hint names ours."""
    for word in words.split(", "):
        (found,) = parse_article(article(type=word).encode(), "daerah/a.md", READING)[1]
        assert (found.code, str(found.hint)) == ("bad-value", f'did you mean "{kind}"?'), word
    for word in ("hak-jawab", "ralat", "koreksi"):
        (found,) = parse_article(article(type=word).encode(), "daerah/a.md", READING)[1]
        assert found.message == f'"{word}" is no sort of article'


def said(path: str = "daerah/2024/10/a.md", reading: Reading = READING, **keys: str) -> list[str]:
    """Return what is wrong with an article."""
    problems = parse_article(article(**keys).encode(), path, reading)[1]
    return [f"{one.where.line}:{one.where.column} {one.message} | {one.hint}" for one in problems]


ADD = "add it: 2024-10-09 16:10 WIB; for an old article of which nobody knows it, add time_unknown: true"
REGIONS = (Region("jawa-tengah", "Jawa Tengah"), Region("jawa-tengah/demak", "Demak", "Jawa Tengah"))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"category": "[daerah, nasional]"}, '6:11 an article is in one kanal, not in "daerah", "nasional" | keep one of them; the others may be tags'), ({"category": "x"}, '6:11 "x" is not a kanal of this site | it must be one of daerah, nasional'),
        ({"category": "daera"}, '6:11 "daera" is not a kanal of this site | did you mean "daerah"?'), ({"slug": "A B"}, '6:7 "A B" is not a slug | write it like "a-b"'), ({"slug": "'!!'"}, '6:7 "!!" is not a slug | write it like "nama-artikel"'),
        ({"id": "A 1"}, '6:5 "A 1" is not an id: that is made of a-z, 0-9 and hyphens | write it like "a-1"'), ({"id": "'!!'"}, '6:5 "!!" is not an id: that is made of a-z, 0-9 and hyphens | write it like "10482"'),
        ({"updated": "2024-10-09 16:09 WIB"}, "6:10 the article was updated before it was published | check timestamp and updated"), ({"expires": "2024-10-09 16:10 WIB"}, "6:10 the article is taken down before it is published | check timestamp and expires"),
        ({"expires": "2024-10-08"}, "6:10 the article is taken down before it is published | check timestamp and expires"), ({"sponsor": "[A, B]"}, "6:10 an article has one sponsor | keep one of them"), ({"verification": "x"}, '6:15 "x" is not a known verification | choose one of pending'),
        ({"type": "advertorial"}, '1:0 "sponsor" is missing: paid content says who pays | write sponsor: {name: …, url: …}'), ({"timestamp": "2024-10-09"}, f'5:12 "2024-10-09" has no time of day | {ADD}'), ({"title": ""}, '1:0 "title" is missing: an article has a headline | write title: …'),
        ({"timestamp": ""}, '1:0 "timestamp" is missing: an article has a time of publication | write timestamp: 2024-10-09 16:10 WIB'), ({"author": ""}, '1:0 "author" is missing: readers are told who wrote it | write author: …, a name or a list'),
        ({"editor": ""}, '1:0 "editor" is missing: a published article needs an editor who answers for it | write editor: …, or draft: true for now'), ({"draft": "''"}, "6:8 draft is empty, so this article would be published | write draft: true, or delete the line"),
        ({"type": "Hak Jawab"}, '6:7 "Hak Jawab" is no sort of article | it belongs to the report that it answers or corrects: write there corrections: [{timestamp: 2024-10-09 16:10 WIB, type: hak-jawab, text: …}]'),
        ({"status": "pending"}, '6:1 unknown key "status" | did you mean "draft"?'), ({"status": "private"}, '6:1 unknown key "status" | did you mean "draft"?'), ({"status": "''"}, "6:9 status is empty, so this article would be published | write status: draft, or delete the line"),
        ({"status": "~"}, "6:9 status is empty, so this article would be published | write status: draft, or delete the line"), ({"status": "draf"}, '6:9 "draf" is not a known status | did you mean "draft"?'), ({"status": "Diserahkan"}, '6:9 "Diserahkan" is not a known status | did you mean "review"?'),
        ({"status": "siap"}, '6:9 "siap" is not a known status | did you mean "ready"?'), ({"status": "reviewed"}, '6:9 "reviewed" is not a known status | did you mean "review"?'), ({"status": "[draft]"}, '6:9 status must be text, not a list | write "status: …" on one line, without brackets'),
        ({"layout": "x"}, '6:1 unknown key "layout" | delete the line: it means nothing here'), ({"published": "true"}, '6:1 unknown key "published" | did you mean "draft"?'),
        ({"published": "2024"}, '6:1 unknown key "published" | did you mean "timestamp"?'), *(({"status": word}, '6:1 unknown key "status" | delete the line: it means nothing here') for word in ("publish", "Published", "terbit", "tayang", "future", "scheduled")),
    ],
)  # fmt: skip
def test_what_is_said_of_a_mistake(keys: dict[str, str], expected: str) -> None:
    """One thing, with its place and what to write."""
    assert said(**keys) == [expected]


@pytest.mark.parametrize(
    ("path", "keys", "expected"),
    [
        ("a.md", {}, ['1:0 "category" is missing: the file is in no kanal\'s folder | write category: one of daerah, nasional']), ("a.md", {"category": "daerah"}, []), ("baru/a.md", {}, ['1:0 "category" is missing: the folder "baru" is not a kanal of this site | write category: one of daerah, nasional']),
        ("daera/a.md", {}, ['1:0 "category" is missing: the folder "daera" is not a kanal of this site | write category: daerah']), ("daerah/!!.md", {}, ['1:0 "slug" is missing: the file\'s name has no letters to make an address of | add slug: nama-artikel']), ("daerah/!!.md", {"slug": "a"}, []),
    ],
)  # fmt: skip
def test_what_a_path_lacks_a_key_says(path: str, keys: dict[str, str], expected: list[str]) -> None:
    """Kanal and slug."""
    assert said(path, **keys) == expected


@pytest.mark.parametrize(
    ("keys", "field", "value"),
    [
        ({"slug": "a" * 120}, "slug", "a" * 120), ({"id": "a" * 120}, "id", "a" * 120), ({"category": "[daerah, daerah]"}, "category", "daerah"), ({"updated": "2024-10-09 16:10 WIB"}, "updated", parse("2024-10-09 16:10", "WIB")), ({"verification": "pending"}, "verification", True),
        ({"expires": "2024-10-09"}, "expires", parse("2024-10-09 23:59", "WIB").epoch), ({"timestamp": "1960-01-01 10:00", "expires": "1970-01-01 07:00"}, "expires", 1), ({"expires": "2024-10-09 16:11 WIB"}, "expires", parse("2024-10-09 16:11", "WIB").epoch), ({"author": "", "draft": "true"}, "authors", ()), ({"sponsor": "{name: A, url: https://a.example}"}, "sponsor", Named("A", "https://a.example")),
        ({"timestamp": "2024-10-09", "time_unknown": "true"}, "stamp", parse_day("2024-10-09", "WIB")), ({"timestamp": "2024-10-09", "time_unknown": "true", "updated": "2024-10-10"}, "updated", parse_day("2024-10-10", "WIB")),
        ({"timestamp": "2024-10-09", "time_unknown": "true", "updated": "2024-10-10 09:00 WIB"}, "updated", parse("2024-10-10 09:00", "WIB")), ({"region": "/Jawa Tengah/ "}, "region", "Jawa Tengah"),
        ({"related": "[satu, /dua/]"}, "related", (Link("link", "satu", "related", 6, 11), Link("link", "/dua/", "related", 6, 17))), ({"unrelated": "[satu]"}, "unrelated", (Link("link", "satu", "unrelated", 6, 13),)), ({"follows": "/a/"}, "follows", "/a/"),
    ],
)  # fmt: skip
def test_what_is_right_at_its_bounds(keys: dict[str, str], field: str, value: object) -> None:
    """And as it was written."""
    assert getattr(matter(**keys), field) == value


@pytest.mark.parametrize("keys", [{"slug": "a" * 121}, {"id": "a" * 121}])
def test_what_is_too_long(keys: dict[str, str]) -> None:
    """More than 120 letters."""
    assert len(said(**keys)) == 1


@pytest.mark.parametrize(
    ("written", "region", "place", "hint"),
    [
        ("Jawa Tengah/Demak", "Jawa Tengah/Demak", "jawa-tengah/demak", ""), ("demak", "Jawa Tengah/Demak", "jawa-tengah/demak", ""), ("Jawa Tengah", "Jawa Tengah", "jawa-tengah", ""),
        ("Jawa Tenga", "Jawa Tenga", "", 'did you mean "Jawa Tengah"?'), ("Bali", "Bali", "", "write province and regency as regions in site.yaml has them, or add it there"),
    ],
)  # fmt: skip
def test_a_region_is_one_of_the_site(written: str, region: str, place: str, hint: str) -> None:
    """As site.yaml writes it, with its slug; any other stays as it is written."""
    found, problems = parse_article(article(region=written).encode(), "daerah/a.md", replace(READING, regions=REGIONS))
    assert [str(one.hint) for one in problems] == [hint] * bool(hint)
    assert found is not None
    assert (found.matter.region, found.matter.place) == (region, place)


def test_an_id_is_wanted_if_addresses_are_made_of_it() -> None:
    """By the permalink of site.yaml."""
    reading = replace(READING, permalink="/{id}/")
    assert said(reading=reading) == [
        '1:0 "id" is missing: permalink in site.yaml makes addresses of it | add id: 10482, which no other article has'
    ]
    assert said(reading=reading, id="7") == []


def read(tags: str) -> tuple[tuple[str, ...] | None, list[str]]:
    """Return the tags of an article, and what is wrong with them."""
    found, problems = parse_article(article(tags=tags).encode(), "daerah/a.md", READING)
    return found and found.matter.tags, [f"{one.code} {one.message} | {one.hint}" for one in problems]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("a", ["a"]), ("a, b;c", ["a", "b", "c"]), ("#a #b", ["a", "b"]), ("#a\t#b, ", ["a", "b"]), ("harga ikan", ["harga ikan"]), ("C#, a#b", ["C#", "a#b"]), (",;", []), ("##a", ["#a"]),
    ],
)  # fmt: skip
def test_a_text_that_holds_several(text: str, tags: list[str]) -> None:
    """They are apart by commas, semicolons and the signs of hashtags."""
    assert split_tags(text) == tags


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("[Banjir, Rob]", ("Banjir", "Rob")), ("['#Banjir', banjir, BANJIR]", ("Banjir",)), ("harga ikan", ("harga ikan",)), ("['a, b']", ("a, b",)), ("'#rob'", ("rob",)), ("[]", ()), (f"[{'a' * 100}]", ("a" * 100,)),
    ],
)  # fmt: skip
def test_tags_in_their_order(written: str, tags: tuple[str, ...]) -> None:
    """Of several spellings the first."""
    assert read(written) == (tags, [])


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a, b", 'bad-tag "a, b" are several tags in one text | write tags: [a, b]'), ("'#a #b'", 'bad-tag "#a #b" are several tags in one text | write tags: [a, b]'),
        ("['!!']", 'bad-value "!!" has no letters to make an address of | write it with the letters a-z'), (f"[{'a' * 101}]", f'bad-tag "{"a" * 60}…" is too long for a tag | at most 100 characters'),
    ],
)  # fmt: skip
def test_what_is_no_tag(written: str, said: str) -> None:
    """And what to write instead."""
    found, problems = read(written)
    assert found is None
    assert [one.replace("a" * 101, "a" * 60 + "…") for one in problems] == [said]


WHOLE = replace(READING, base_url="https://uji.example")


def read_photo(photo: str, *, draft: bool = False, credit: bool = True) -> tuple[Photo | None, list[Problem]]:
    text = article(photo=photo, **({"draft": "true"} if draft else {}))
    found, problems = parse_article(text.encode(), "daerah/a.md", replace(WHOLE, require_credit=credit))
    return (found.matter.photo if found is not None else None), problems


@pytest.mark.parametrize(
    ("caption", "credit", "expected"),
    [
        ("Air naik", "Sari", ("Air naik", "Sari")), ("Air naik (Foto: Sari)", "", ("Air naik", "Sari")),
        ("Air naik (sumber foto : Sari ) ", "", ("Air naik", "Sari")), ("Air (Ilustrasi: Sari)", "Budi", ("Air", "Budi")),
        ("Air (Foto: Sari) naik", "Budi", ("Air (Foto: Sari) naik", "Budi")), ("Air (Gambar: Sari)", "Budi", ("Air (Gambar: Sari)", "Budi")),
        ("Air", "Foto: Sari", ("Air", "Sari")), ("Air", "foto : Sari", ("Air", "Sari")), ("Air", "Potret Sari", ("Air", "Potret Sari")),
    ],
)  # fmt: skip
def test_who_took_it(caption: str, credit: str, expected: tuple[str, str]) -> None:
    """Also where the caption says so at its end; the word for a photo is left out."""
    photo, problems = read_photo(f'{{src: /foto/a.jpg, caption: "{caption}", credit: "{credit}"}}')
    assert problems == []
    assert photo is not None
    assert (photo.caption, photo.credit) == expected


@pytest.mark.parametrize(
    ("caption", "told"),
    [
        *((name, True) for name in (
            "IMG_2041.jpg", "banjir.JPEG", "a.jpg", "a.png", "a.webp", "a.avif", "a.gif", "a.heic", "a.tif", "a.tiff", "IMG-2041", "dsc 01", "DSCF0001",
            "DJI_0007", "PXL_2024", "Screenshot 2024-10-09", "vid1", "WhatsApp Image 2024-10-09 at 16.10",
        )),
        *((name, False) for name in ("Air naik di a.jpg", "img", "a.pdf", "IMG dari udara", "Gambar WhatsApp", "Dsc: 4 orang, 2 perahu")),
    ],
)  # fmt: skip
def test_the_name_of_a_file_is_no_caption(caption: str, told: bool) -> None:
    """As cameras, telephones and programs write them."""
    _, problems = read_photo(f'{{src: /foto/a.jpg, caption: "{caption}", credit: Sari}}')
    assert [one.code for one in problems] == ["unfinished-text"] * told


@pytest.mark.parametrize("focus", ["50% 30%", "0% 100%", "100% 0%", "7% 99%"])
def test_a_point_to_keep_in_view(focus: str) -> None:
    """Two percentages."""
    photo, problems = read_photo(f"{{src: /foto/a.jpg, credit: Sari, focus: {focus}}}")
    assert problems == []
    assert photo is not None
    assert photo.focus == focus


@pytest.mark.parametrize("focus", ["101% 0%", "50%", "50% 30", "50 30", "kiri atas", "050% 1%"])
def test_no_point_of_a_picture(focus: str) -> None:
    """Anything else is told."""
    _, problems = read_photo(f"{{src: /foto/a.jpg, credit: Sari, focus: {focus}}}")
    assert [one.code for one in problems] == ["bad-value"]
    assert "50% 20%" in str(problems[0].hint)


@pytest.mark.parametrize(
    ("more", "draft", "required", "codes"),
    [
        ("", False, True, ["missing-credit"]), ("", True, True, []), ("", False, False, []), (", ai: Nama Alat", False, True, []),
        (", credit: Sari", False, True, []),
    ],
)  # fmt: skip
def test_a_photo_names_who_took_it(more: str, draft: bool, required: bool, codes: list[str]) -> None:
    """Unless a tool made it, it is a draft's, or the portal asks for none."""
    _, problems = read_photo(f"{{src: /foto/a.jpg{more}}}", draft=draft, credit=required)
    assert [one.code for one in problems] == codes


def test_what_is_missing_is_shown_whole() -> None:
    """Ready to paste: of a photo that is but an address, all of it."""
    assert [str(one.hint) for one in read_photo("/foto/a.jpg")[1]] == ["write photo: {src: /foto/a.jpg, credit: …}"]
    assert [
        "credit" in str(one.hint) and "photo:" not in str(one.hint) for one in read_photo("{src: /foto/a.jpg}")[1]
    ] == [True]
    (found,) = read_photo("{caption: A, credit: Sari}")[1]
    assert (found.code, "src: /foto/…" in str(found.hint)) == ("missing-key", True)


def test_a_picture_that_readers_may_not_see() -> None:
    """From http:// on a portal of https://."""
    assert [one.code for one in read_photo("{src: 'http://x.example/a.jpg', credit: Sari}")[1]] == ["unreachable-link"]
    assert read_photo("{src: 'https://x.example/a.jpg', credit: Sari}")[1] == []


@pytest.mark.parametrize(
    ("photo", "said"),
    [
        ("{src: /a.jpg, caption: a.jpg, credit: S}", ["6:31 this caption is the name of a file | write what the photo shows, and where and when"]), ("{src: /a.jpg, credit: S, focus: x}", ['6:40 "x" is not a point of a picture | write it like "50% 20%"']),
        ("{src: /a.jpg}", ['6:0 "photo.credit" is missing: a photo names who took it | write credit: …']), ("/a.jpg", ['6:0 "photo.credit" is missing: a photo names who took it | write photo: {src: /a.jpg, credit: …}']), ("{credit: S}", ['6:0 "photo.src" is missing: a photo needs a file | write src: /foto/…']),
        ("{src: /a.jpg, credit: S, fit: x}", ['6:38 "x" is not a known photo.fit | choose one of whole']), ("{src: /a.jpg, credit: S, fit: WHOLE}", []), ("{src: /a.jpg, ai: Alat}", []), ("a.jpg", ['6:0 "photo.credit" is missing: a photo names who took it | write photo: {src: a.jpg, credit: …}']),
        ("foto", ["6:8 photo must be a group of keys, not text | write photo: and below it, indented, src: /foto/2024/10/x.jpg"]), ("/foto", ['6:0 "photo.credit" is missing: a photo names who took it | write photo: {src: /foto, credit: …}']), ("a.abcdef", ["6:8 photo must be a group of keys, not text | write photo: and below it, indented, src: /foto/2024/10/x.jpg"]),
        ("{src: http://a.id/b.jpg, credit: S}", ["6:14 readers may not see this picture: the portal has https://, and its address has not | write https://…, or save the picture below content/, and write its path: /foto/2024/10/x.jpg"]),
    ],
)  # fmt: skip
def test_what_is_said_of_a_photo(photo: str, said: list[str]) -> None:
    """With its place and what to write; a single address, or a file's name, is that of the picture."""
    _, problems = read_photo(photo)
    assert [f"{one.where.line}:{one.where.column} {one.message} | {one.hint}" for one in problems] == said


def read_amendments(**keys: str) -> tuple[Article | None, list[Problem]]:
    """Return an article of 16:10, and what is wrong with it."""
    return parse_article(article(**keys).encode(), "daerah/a.md", READING)


def codes(**keys: str) -> list[str]:
    return [one.code for one in read_amendments(**keys)[1]]


@pytest.mark.parametrize(("time", "expected"), [("16:09", ["date-order"]), ("16:10", []), ("16:11", [])])
def test_nothing_is_amended_before_it_is_published(time: str, expected: list[str]) -> None:
    """At the same minute it may be."""
    assert codes(corrections=f"[{{timestamp: 2024-10-09 {time} WIB, text: X}}]") == expected
    assert codes(retracted=f"{{timestamp: 2024-10-09 {time} WIB, reason: sara}}") == expected


@pytest.mark.parametrize("kind", ["ralat", "koreksi", "hak-jawab"])
def test_sorts_of_corrections(kind: str) -> None:
    """One that names none is a koreksi; the newest comes first, with the place of its link."""
    found, problems = read_amendments(
        corrections=f"[{{timestamp: 2024-10-09 17:00 WIB, text: Lama}}, {{timestamp: 2024-10-09 18:00 WIB, text: Baru, type: {kind}, link: /x/}}]"
    )
    assert problems == []
    assert found is not None
    assert [(one.kind, one.text, one.link) for one in found.matter.corrections] == [
        (kind, "Baru", "/x/"), ("koreksi", "Lama", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("reason", ["sara", "kesusilaan", "masa-depan-anak", "trauma-korban", "dewan-pers"])
def test_reasons_of_a_withdrawal(reason: str) -> None:
    """The headline may be replaced, and the old one is known."""
    found, problems = read_amendments(
        title="Nama Korban",
        retracted=f"{{timestamp: 2024-10-09 17:00 WIB, reason: {reason}, title: Dicabut, text: Maaf.}}",
    )
    assert problems == []
    assert found is not None
    withdrawn = found.matter.retracted
    assert withdrawn is not None
    assert (found.matter.title, withdrawn.reason, withdrawn.text) == ("Dicabut", reason, "Maaf.")
    assert "Nama Korban" in str(withdrawn)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"corrections": "[{text: X}]"}, ["missing-key"]), ({"corrections": "[{timestamp: 2024-10-09 17:00 WIB}]"}, ["missing-key"]),
        ({"corrections": "[{timestamp: kemarin, text: X}]"}, ["bad-date"]), ({"corrections": "[{timestamp: 2024-10-09 17:00 WIB, text: X, type: salah}]"}, ["bad-value"]),
        ({"retracted": "{reason: sara}"}, ["missing-key"]), ({"retracted": "{timestamp: 2024-10-09 17:00 WIB}"}, ["missing-key"]),
        ({"retracted": "{timestamp: 2024-10-09 17:00 WIB, reason: malu}"}, ["bad-value"]),
    ],
)  # fmt: skip
def test_what_an_amendment_needs(keys: dict[str, str], expected: list[str]) -> None:
    """A time, and what was wrong, or why."""
    assert codes(**keys) == expected


@pytest.mark.parametrize(
    ("gone", "ended"),
    [("true", Ending()), ("false", None), ("", None), ("Lomba sudah selesai.", Ending("Lomba sudah selesai."))],
)
def test_an_article_that_is_over(gone: str, ended: Ending | None) -> None:
    """For good, with what readers are told."""
    found, problems = read_amendments(gone=gone)
    assert problems == []
    assert found is not None
    assert found.matter.ended == ended


def test_an_article_is_withdrawn_or_gone() -> None:
    """Not both."""
    assert codes(gone="true", retracted="{timestamp: 2024-10-09 17:00 WIB, reason: sara}") == ["bad-value"]


def said_of_amendments(**keys: str) -> list[str]:
    return [f"{one.where.line}:{one.where.column} {one.message} | {one.hint}" for one in read_amendments(**keys)[1]]


REASONS = "sara, kesusilaan, masa-depan-anak, trauma-korban, dewan-pers"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"corrections": "[{text: X}]"}, ['6:0 "corrections.timestamp" is missing: a correction has a time of its own | write timestamp: …']),
        ({"corrections": "[{timestamp: 2024-10-09 17:00 WIB}]"}, ['6:0 "corrections.text" is missing: a correction says what was wrong | write text: …']),
        ({"retracted": "{reason: sara}"}, ['6:0 "retracted.timestamp" is missing: a withdrawal has a time of its own | write timestamp: …']),
        ({"retracted": "{timestamp: 2024-10-09 17:00 WIB}"}, [f'6:0 "retracted.reason" is missing: Pedoman Media Siber 5a allows five reasons only | write reason: one of {REASONS}']),
        ({"retracted": "{timestamp: 2024-10-09 16:00 WIB, reason: sara}"}, ["6:24 the withdrawal is older than the article | check the time"]),
        ({"corrections": "[{timestamp: 2024-10-09 16:00 WIB, text: X}]"}, ["6:27 the correction is older than the article | check the time"]),
        ({"retracted": "{reason: sara, tanggal: 2024-10-09 17:00 WIB}"}, ['6:27 unknown key "retracted.tanggal" | did you mean "timestamp"?']),
        ({"gone": "true", "retracted": "{timestamp: 2024-10-09 17:00 WIB, reason: sara}"}, ["6:7 an article is either withdrawn or gone | delete gone: what is withdrawn says so at its address"]),
        ({"corrections": "x"}, ['6:14 corrections must be a list, not text | write corrections: and below it, for each entry, "- timestamp: 2024-10-09 16:10 WIB" and the other keys under the first']),
        ({"retracted": "x"}, ["6:12 retracted must be a group of keys, not text | write retracted: and below it, indented, timestamp: 2024-10-09 16:10 WIB"]),
    ],
)  # fmt: skip
def test_what_is_said_of_amendments(keys: dict[str, str], expected: list[str]) -> None:
    """With place and hint."""
    assert said_of_amendments(**keys) == expected


def test_a_withdrawal_that_cannot_be_read_is_one() -> None:
    """With the first of all times, so that its headline is hidden all the same."""
    found, _ = parse_article(
        article(title="Nama", retracted="{reason: x, title: Dicabut}").encode(), "daerah/a.md", READING, broken=True
    )
    assert found is not None
    assert found.matter.title == "Dicabut"
    assert found.matter.retracted == Retraction(Stamp(0, "WIB"), "dewan-pers", "", "Nama")
    corrected, _ = parse_article(
        article(corrections="[{text: X, link: /x/}]").encode(), "daerah/a.md", READING, broken=True
    )
    assert corrected is not None
    assert corrected.matter.corrections == (Correction(Stamp(0, "WIB"), "koreksi", "X", "/x/", 6, 31),)
    without, _ = parse_article(article(timestamp="").encode(), "daerah/a.md", READING, broken=True)
    assert without is not None
    assert without.matter.stamp == Stamp(0, "WIB")


def test_links_of_corrections_to_the_site_itself() -> None:
    """Written in full, they are paths."""
    text = "[{timestamp: 2024-10-09 17:00 WIB, text: X, link: https://uji.example/x/}]"
    found, problems = parse_article(
        article(corrections=text).encode(), "daerah/a.md", replace(READING, base_url="https://uji.example")
    )
    assert problems == []
    assert found is not None
    assert [one.link for one in found.matter.corrections] == ["/x/"]


@pytest.mark.parametrize(
    ("keys", "draft", "review"),
    [
        ({}, False, False), ({"status": "draft"}, True, False), ({"status": "Review"}, True, True), ({"status": "ready"}, False, False),
        ({"draft": "true", "status": "review"}, True, False), ({"draft": "true", "status": "ready"}, True, False),
        ({"draft": "false", "status": "review"}, True, True), ({"draft": '"true"'}, True, False),
    ],
)  # fmt: skip
def test_where_an_article_is_on_its_way(keys: dict[str, str], draft: bool, review: bool) -> None:
    """What was handed in is a draft that says so, and `draft: true` goes before it."""
    found = matter(**keys)
    assert (found.draft, found.review) == (draft, review)


@pytest.mark.parametrize(
    ("status", "draft"), [("draf", True), ("diserahkan", True), ("siap", False), ("publish", False)]
)
def test_a_status_in_other_words_is_published_by_nobody(status: str, draft: bool) -> None:
    """A mistake in what is certainly a draft stops no news."""
    found, problems = parse_article(article(status=status).encode(), "daerah/a.md", READING, broken=True)
    assert problems
    assert found is not None
    assert (found.matter.draft, found.matter.review) == (draft, status == "diserahkan")


def test_a_draft_that_was_handed_in_may_lack_what_a_draft_may() -> None:
    """Editor, author and credit are demanded when it is published."""
    assert said(status="review", editor="", author="", photo="/foto/a.jpg") == []
    assert len(said(status="ready", editor="", author="", photo="/foto/a.jpg")) == 3


def test_the_record_of_an_article_that_says_little() -> None:
    """What it does not say is empty, or what a portal would mean."""
    assert matter() == Matter(
        title="Judul", stamp=parse("2024-10-09 16:10 WIB", "WIB"), authors=("Sari Wulan",), category="daerah",
        type="berita", slug="a", tags=(), editors=("Budi Rahman",), initials="", sources=(), region="", photo=None,
        summary="", aliases=(), draft=False, review=False, updated=None, expires=0, sponsor=None, verification=False,
        follows="", corrections=(), retracted=None, related=(), unrelated=(), id="", place="", ended=None,
        live_until=None, indonesian=False,
    )  # fmt: skip


def test_sources_are_named() -> None:
    """With their addresses, if they have any."""
    found = matter(source="[Antara, {name: BPS, url: https://bps.example/x}]").sources
    assert found == (Named("Antara"), Named("BPS", "https://bps.example/x"))


def test_a_withdrawn_article_keeps_its_headline_unless_it_has_another() -> None:
    """The reason and its time are known either way."""
    found, problems = read_amendments(title="Nama", retracted="{timestamp: 2024-10-09 17:00 WIB, reason: sara}")
    assert problems == []
    assert found is not None
    assert found.matter.title == "Nama"
    assert found.matter.retracted == Retraction(parse("2024-10-09 17:00 WIB", "WIB"), "sara", "", "Nama")


def read_live(**keys: str) -> tuple[Stamp | None, list[str]]:
    """Return the end of a live report with one entry, and what is wrong with it."""
    text = article(body="## 16.10 WIB – Air naik\n\nSampai lutut.", **keys)
    found, problems = parse_article(text.encode(), "daerah/2024/10/a.md", READING, broken=True)
    assert found is not None
    return found.matter.live_until, [
        f"{one.where.line}:{one.where.column} {one.message} | {one.hint}" for one in problems
    ]


@pytest.mark.parametrize(
    ("keys", "until"),
    [
        ({}, "2024-10-10 16:10 WIB"), ({"live_until": "2024-10-09 16:11 WIB"}, "2024-10-09 16:11 WIB"),
        ({"live_until": "2024-10-10 06:00 WITA"}, "2024-10-10 06:00 WITA"),
        ({"live_until": "2024-10-16 16:10 WIB"}, "2024-10-16 16:10 WIB"), ({"live_until": "2024-10-09"}, "2024-10-09 23:59 WIB"),
    ],
)  # fmt: skip
def test_when_a_live_report_ends(keys: dict[str, str], until: str) -> None:
    """A day after it began unless it says when, which is within a week; other articles have no end."""
    assert read_live(type="live", **keys) == (parse(until, "WIB"), [])


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"type": "live", "live_until": "2024-10-09 16:10 WIB"}, "7:13 the live report ends before it begins | check timestamp and live_until"),
        ({"type": "live", "live_until": "2024-10-16 16:11 WIB"}, "7:13 a live report takes 7 days at most | write an earlier time; what goes on after it is a report of its own, with follows: and this one's address"),
        ({"live_until": "2024-10-10 16:10 WIB"}, "6:13 only a live report has an end | write type: live, or delete live_until"),
    ],
)  # fmt: skip
def test_what_is_said_of_the_end_of_a_live_report(keys: dict[str, str], expected: str) -> None:
    """One thing; its entries are judged by the last end that can be."""
    last = parse("2024-10-16 16:10 WIB", "WIB") if "type" in keys else None
    assert read_live(**keys) == (last, [expected])


SUBS = replace(READING, categories=("daerah", "daerah/jawa", "daerah/bali", "nasional"))


@pytest.mark.parametrize(
    ("path", "kanal"),
    [
        ("daerah/jawa/2024/a.md", "daerah/jawa"), ("daerah/jawa/a.md", "daerah/jawa"), ("daerah/a.md", "daerah"),
        ("daerah/2024/10/a.md", "daerah"), ("daerah/jawa.md", "daerah"), ("nasional/jawa/a.md", "nasional"),
        ("daerah/lain-lain/a.md", "daerah"),
    ],
)  # fmt: skip
def test_the_folder_of_a_sub_kanal(path: str, kanal: str) -> None:
    """Is its kanal, whatever folders are below it; a folder of another name is none."""
    found, problems = parse_article(article().encode(), path, SUBS)
    assert problems == []
    assert found is not None
    assert found.matter.category == kanal
    assert folder_kanal(path, SUBS) == kanal


@pytest.mark.parametrize(
    ("path", "keys", "expected"),
    [
        ("daerah/jawaa/a.md", {}, ['1:0 "category" is missing: the folder "daerah/jawaa" is not a kanal of this site | write category: daerah/jawa']),
        ("daerah/jawaa/2024/a.md", {}, ['1:0 "category" is missing: the folder "daerah/jawaa" is not a kanal of this site | write category: daerah/jawa']),
        ("daerah/jawaa/a.md", {"category": "daerah"}, []), ("daerah/jawaa.md", {}, []), ("daerah/jawa/jawaa/a.md", {}, []),
    ],
)  # fmt: skip
def test_a_folder_that_is_nearly_a_sub_kanal(path: str, keys: dict[str, str], expected: list[str]) -> None:
    """Is asked about, unless the article says which it is in."""
    assert said(path, SUBS, **keys) == expected
