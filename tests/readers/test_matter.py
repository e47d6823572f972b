"""Front matter of an article: the words of others for its keys, and what each key becomes."""

from __future__ import annotations

import pytest

from generator.base.dates import parse
from generator.portal.records import Matter
from generator.readers import frontmatter
from generator.readers.keys import ARTICLE
from generator.readers.matter import SYNONYMS
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
    read, problems = frontmatter.parse_article(article(**keys).encode(), "daerah/2024/10/a.md", READING)
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
        (found,) = frontmatter.parse_article(article(type=word).encode(), "daerah/a.md", READING)[1]
        assert (found.code, str(found.hint)) == ("bad-value", f'did you mean "{kind}"?'), word
    for word in ("hak-jawab", "ralat", "koreksi"):
        (found,) = frontmatter.parse_article(article(type=word).encode(), "daerah/a.md", READING)[1]
        assert found.message == f'"{word}" is no sort of article'
