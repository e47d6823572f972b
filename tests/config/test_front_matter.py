"""Front matter of an article: the words of others for its keys, and what each key becomes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.base.dates import parse, parse_day
from generator.config.article_keys import ARTICLE, MEANINGLESS
from generator.config.keys import words_of
from generator.markup import documents
from generator.model.records import Link, Matter, Named
from generator.model.regions import Region
from generator.model.site import Reading
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
    read, problems = documents.parse_article(article(**keys).encode(), "daerah/2024/10/a.md", READING)
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
        (found,) = documents.parse_article(article(type=word).encode(), "daerah/a.md", READING)[1]
        assert (found.code, str(found.hint)) == ("bad-value", f'did you mean "{kind}"?'), word
    for word in ("hak-jawab", "ralat", "koreksi"):
        (found,) = documents.parse_article(article(type=word).encode(), "daerah/a.md", READING)[1]
        assert found.message == f'"{word}" is no sort of article'


def said(path: str = "daerah/2024/10/a.md", reading: Reading = READING, **keys: str) -> list[str]:
    """Return what is wrong with an article."""
    problems = documents.parse_article(article(**keys).encode(), path, reading)[1]
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
        ({"status": "draft"}, '6:1 unknown key "status" | did you mean "draft"?'), ({"layout": "x"}, '6:1 unknown key "layout" | delete the line: it means nothing here'), ({"published": "true"}, '6:1 unknown key "published" | did you mean "draft"?'),
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
        ({"expires": "2024-10-09"}, "expires", parse("2024-10-09 23:59", "WIB").epoch), ({"expires": "2024-10-09 16:11 WIB"}, "expires", parse("2024-10-09 16:11", "WIB").epoch), ({"author": "", "draft": "true"}, "authors", ()), ({"sponsor": "{name: A, url: https://a.example}"}, "sponsor", Named("A", "https://a.example")),
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
    found, problems = documents.parse_article(
        article(region=written).encode(), "daerah/a.md", replace(READING, regions=REGIONS)
    )
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
