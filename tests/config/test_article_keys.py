"""Front matter with Indonesian keys: one table for both languages, one language a file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from generator.base.sentences import language
from generator.cli import main
from generator.config import article_keys, keys, rewriting
from generator.config.article_keys import name_in
from generator.config.keys import Key, spelling_of_file
from generator.editing.changes import apply
from generator.editing.moving import moving
from generator.editing.tags import renamed
from generator.markup.documents import parse_article, parse_profile, parse_standing
from generator.model.records import Article
from generator.theming.loading import read_site_yaml
from tests.lint_support import said
from tests.support import CONFIG, NOW, READING, ROOT, Portal, article, site

EITHER = replace(READING, indonesian_keys=True)
WHOLE = """---
title: Judul
author: Sari
editor: Budi
timestamp: 2026-11-24 16:10 WIB
draft: ya
summary: Ringkasan.
tags: [Satu, Dua]
region: Jawa
photo: {src: /a.jpg, caption: K, credit: B, alt: A, focus: 50% 30%, fit: whole, ai: Alat}
source: {name: BPBD, url: https://a.example}
category: daerah
type: advertorial
sponsor: {name: Bank, url: https://b.example}
initials: SA
updated: 2026-11-24 17:10 WIB
expires: 2026-11-25 16:10 WIB
time_unknown: tidak
slug: lain
id: 7
aliases: [/lama/]
verification: pending
follows: satu
related: [dua]
unrelated: [tiga]
corrections: [{timestamp: 2026-11-24 17:10 WIB, type: ralat, text: Isi, link: /a/}]
retracted: {timestamp: 2026-11-24 18:10 WIB, reason: sara, title: T, text: Isi}
---
Isi.
"""
JUDUL = """---
judul: Pasar Pagi
penulis: Sari Wulan
editor: Budi Rahman
waktu: 2024-10-09 16:10 WIB
tag: [Pasar, Ikan]
---
Isi.
"""
A = "content/daerah/2024/10/a.md"


def translated(text: str, table: tuple[Key, ...] = article_keys.ARTICLE) -> str:
    """Return a text with the Indonesian names of its keys."""
    for one in (*table, *(inner for top in table for inner in top.below)):
        text = re.sub(rf"(^|[{{ ]){one.name}:", rf"\1{one.local}:", text, flags=re.MULTILINE)
    return text


def plain(article: Article | None) -> Article | None:
    """Return an article without what tells in which words its keys were written, or how long these were."""
    if article is None:
        return None
    matter = article.matter
    links = {
        name: tuple(replace(one, text="", line=0, column=0) for one in getattr(matter, name))
        for name in ("related", "unrelated")
    }
    return replace(
        article,
        matter=replace(
            matter, indonesian=False, photo=matter.photo and replace(matter.photo, line=0, column=0), **links,
            corrections=tuple(replace(one, line=0, column=0) for one in matter.corrections),
        ),
    )  # fmt: skip


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    made = site(tmp_path, config=CONFIG + "keys: id\n")
    made.add(A, JUDUL)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    monkeypatch.chdir(made.folder)
    return made


def test_a_file_says_the_same_in_both_languages() -> None:
    """With every key that there is, of the file and of the groups in it."""
    english, problems = parse_article(WHOLE.encode(), "daerah/a.md", EITHER)
    assert problems == []
    text = translated(WHOLE)
    assert not re.search(r"title|author|timestamp|name:|text:", text)
    indonesian, problems = parse_article(text.encode(), "daerah/a.md", EITHER)
    assert problems == []
    assert indonesian is not None
    assert indonesian.matter.indonesian
    assert plain(indonesian) == plain(english)


def test_no_two_keys_have_one_name() -> None:
    """In a group each Indonesian name is one key's, and no other key's English name."""
    tables = [article_keys.ARTICLE, article_keys.AUTHOR, article_keys.PAGE, keys.NAMED]
    for table in [*tables, *(key.keys for top in tables for key in top if key.keys)]:
        names = [name for key in table for name in {key.name, key.local}]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (JUDUL.replace("penulis:", "author:"), '3: unknown key "author" | the keys of this file are Indonesian: write "penulis"'),
        (
            JUDUL.replace("judul:", "title:").replace("penulis:", "author:"),
            '5: these keys have other names here: "waktu", "tag" | write waktu → timestamp, tag → tags; ssg check --fix does it',
        ),
        (JUDUL.replace("judul:", "judl:"), '2: unknown key "judl" | did you mean "judul"?'),
        (JUDUL.replace("penulis: Sari Wulan\n", ""), '1: "penulis" is missing: readers are told who wrote it | write penulis: …, a name or a list'),
        (JUDUL.replace("editor: Budi Rahman\n", ""), '1: "editor" is missing: a published article needs an editor who answers for it | write editor: …, or draf: true for now'),
        (JUDUL.replace(" 16:10 WIB", ""), '5: "2024-10-09" has no time of day | add it: 2024-10-09 16:10 WIB; for an old article of which nobody knows it, add jam_tidak_diketahui: true'),
        (JUDUL.replace("tag: [", "draf: entah\ntag: ["), '6: draf must be true or false, not "entah" | write true or false'),
        (JUDUL.replace("tag: [Pasar, Ikan]", "tag: Pasar, Ikan"), '6: "Pasar, Ikan" are several tags in one text | write tag: [Pasar, Ikan]'),
        (JUDUL.replace("tag:", "foto: /a.jpg\ntag:"), '6: "foto.kredit" is missing: a photo names who took it | write foto: {berkas: /a.jpg, kredit: …}'),
        (JUDUL.replace("tag:", "foto: {berkas: /a.jpg}\ntag:"), '6: "foto.kredit" is missing: a photo names who took it | write kredit: …'),
        (JUDUL.replace("tag:", "foto: {src: /a.jpg, kredit: X}\ntag:"), '6: unknown key "foto.src" | the keys of this file are Indonesian: write "berkas"'),
        (JUDUL.replace("tag:", "diperbarui: 2024-10-08 10:00\ntag:"), "6: the article was updated before it was published | check waktu and diperbarui"),
        (JUDUL.replace("tag:", "koreksi: salah\ntag:"), '6: koreksi must be a list, not text | write koreksi: and below it, for each entry, "- waktu: 2024-10-09 16:10 WIB" and the other keys under the first'),
        (JUDUL.replace("tag:", "jenis: advertorial\ntag:"), '1: "sponsor" is missing: paid content says who pays | write sponsor: {nama: …, alamat: …}'),
        (JUDUL.replace("tag:", "dicabut: {waktu: 2024-10-10 10:00}\ntag:"), '6: "dicabut.alasan" is missing: Pedoman Media Siber 5a allows five reasons only | write alasan: one of sara'),
    ],
)  # fmt: skip
def test_what_is_said_names_keys_as_the_file_has_them(text: str, problem: str) -> None:
    """A file has the language of its first key that tells; one of the other language is an error at its line."""
    _, problems = parse_article(text.encode(), "daerah/a.md", EITHER)
    told = [f"{one.where.line}: {one.message} | {one.hint}" for one in problems]
    assert any(one.startswith(problem) for one in told), told


def test_without_the_setting_keys_are_english() -> None:
    """An Indonesian one is answered with the English one, and with the setting."""
    _, problems = parse_article(JUDUL.encode(), "daerah/a.md", READING)
    renamed = "judul → title, penulis → author, waktu → timestamp, tag → tags"
    (problem,) = problems
    assert (
        problem.hint == f"write {renamed}; ssg check --fix does it; or write keys: id in site.yaml for Indonesian keys"
    )
    _, (problem,) = parse_article(article(judul="Pasar").replace("title: Judul\n", "").encode(), "daerah/a.md", READING)
    assert language("id").put(problem.advice) == (
        'tulis "title", atau atur keys: id di site.yaml supaya kunci boleh berbahasa Indonesia'
    )


@pytest.mark.parametrize(
    ("parse", "key"), [(parse_article, "judul"), (parse_profile, "nama"), (parse_standing, "judul")]
)
def test_a_file_without_front_matter_is_told_how_one_begins(parse: Any, key: str) -> None:
    """With the first key of its kind, in the language of the site."""
    _, problems = parse(b"Isi.", "a.md", EITHER)
    assert f'then "{key}: …" and the other keys' in problems[0].hint


def test_a_site_has_files_in_both_languages(portal: Portal) -> None:
    """Their pages have the bytes that they would have with keys of the other one; people and pages too."""
    portal.add("content/authors/sari-wulan.md", "---\nnama: Sari Wulan\njabatan: Wartawan\n---\nBio.\n")
    portal.add("content/pages/tentang.md", "---\njudul: Tentang\nringkasan: Kami.\n---\nIsi.\n")
    english = {"judul": "title", "penulis": "author", "waktu": "timestamp", "tag": "tags"}
    portal.build()
    before = portal.files()
    text = JUDUL
    for old, new in english.items():
        text = text.replace(f"{old}:", f"{new}:")
    portal.add(A, text)
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\nrole: Wartawan\n---\nBio.\n")
    portal.build()
    assert portal.files() == before == portal.clean()
    portal.add(A, JUDUL)
    portal.add("site.yaml", CONFIG)
    assert {one.code for one in portal.problems()} == {"missing-key"}


def test_new_files_and_schemas_have_them(portal: Portal) -> None:
    """What ssg new writes can be built."""

    def ask(*words: str) -> str:
        result = CliRunner().invoke(main.group, list(words), standalone_mode=False)
        assert result.exception is None, result.stderr
        return result.stdout

    ask("new", "article", "Jalan Desa", "--kanal", "daerah", "--author", "Sari")
    text = (portal.folder / "content/daerah/2024/10/jalan-desa.md").read_text("utf-8")
    assert re.findall(r"^\w+", text, re.MULTILINE) == ["judul", "penulis", "waktu", "draf"]
    assert "foto: {berkas: /foto/2024/10/" in text
    ask("new", "author", "Budi Rahman")
    ask("new", "page", "Tentang Kami")
    assert portal.build().ahead.drafts == 1
    printed = json.loads(ask("schema", "article"))
    assert "judul" in printed["else"]["properties"]
    assert "title" not in printed["else"]["properties"]
    assert '"base_url"' in ask("schema", "site")


def test_commands_change_them_where_they_stand(portal: Portal) -> None:
    """Ssg mv, ssg tags rename and ssg check --fix."""
    portal.add(
        "content/nasional/b.md", JUDUL.replace("tag:", "lanjutan: a\nfoto: {berkas: /foto/a.svg, kredit: X}\ntag:")
    )
    portal.add("content/foto/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    portal.build()
    done = moving(portal.folder, read_site_yaml(portal.folder), "daerah/2024/10/a.md", "daerah/2024/10/c.md")
    apply(portal.folder, done.changes, done.moves)
    text = (portal.folder / "content/daerah/2024/10/c.md").read_text("utf-8")
    assert "alamat_lama:\n  - /daerah/2024/10/a/\n" in text
    assert "lanjutan: c\n" in (portal.folder / "content/nasional/b.md").read_text("utf-8")
    done = moving(portal.folder, read_site_yaml(portal.folder), "foto/a.svg", "foto/b.svg")
    apply(portal.folder, done.changes, done.moves)
    assert "berkas: /foto/b.svg" in (portal.folder / "content/nasional/b.md").read_text("utf-8")
    apply(portal.folder, renamed(portal.folder, read_site_yaml(portal.folder), "ikan", "Ikan Laut"))
    assert "tag: [Pasar, Ikan Laut]\n" in (portal.folder / "content/daerah/2024/10/c.md").read_text("utf-8")
    portal.build(strict_addresses=True)
    assert portal.files() == portal.clean()


def test_addresses_that_go_are_told_in_the_words_of_the_file(portal: Portal) -> None:
    """The line to write is one that the file may have."""
    portal.build()
    portal.edit(A, "tag:", "slug: lain\ntag:")
    (warning,) = portal.build().warnings
    assert warning.hint.startswith("write alamat_lama: [/daerah/2024/10/a/] into its front matter")
    portal.edit(A, "tag:", "draf: ya\ntag:")
    (warning,) = portal.build().warnings
    assert "end it with selesai: true, withdraw it with dicabut: …" in warning.hint


def test_checks_find_the_place(portal: Portal) -> None:
    """Of a key that a rule knows by its English name."""
    assert said(portal, "headline-length") == ["2024/10/a.md:2: the headline has 10 characters, fewer than 20"]


@pytest.mark.parametrize(
    ("written", "name"),
    [(("judul",), "tag"), (("title",), "tags"), ((), "tags"), (("judul", "tags"), "tags"), (("editor",), "tags")],
)
def test_the_name_of_a_key_in_a_file(written: tuple[str, ...], name: str) -> None:
    """That which it has; else by the language of the others."""
    assert name_in(written, "tags") == name


@pytest.mark.parametrize(
    ("written", "indonesian"), [(("editor", "slug"), True), (("editor", "title"), False), ((), True)]
)
def test_the_language_of_a_file(written: tuple[str, ...], indonesian: bool) -> None:
    """That of the first key which is of one language alone; that of the setting if none is."""
    assert spelling_of_file(article_keys.ARTICLE, written, either=True).indonesian == indonesian


def test_the_documents_have_all_names() -> None:
    """Of both languages, in the guide for reporters."""
    text = (ROOT / "docs/id/menulis.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| `(\w+)` \|", text, re.MULTILINE))
    assert rows == {key.local: key.name for key in article_keys.ARTICLE if key.local != key.name}
    sample = re.findall(r"^```text\n(---\n.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert len(sample) == 1
    assert parse_article(sample[0].encode(), "daerah/a.md", EITHER)[1] == []
    assert rewriting.values(sample[0]) is not None
