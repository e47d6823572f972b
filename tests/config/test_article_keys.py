"""Front matter with Indonesian keys: one language a file. What is said of mistakes is in fixtures/problems.txt."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.lint_support import said
from tests.support import CONFIG, ROOT, Portal, article, indonesian, png, site, ssg_here

WHOLE = """---
title: Judul
author: Sari
editor: Budi
timestamp: 2024-10-08 16:10 WIB
summary: Ringkasan.
tags: [Satu, Dua]
region: Jawa
photo: {src: /a.png, caption: K, credit: B, alt: A, focus: 50% 30%, fit: whole, ai: Alat}
source: {name: BPBD, url: https://a.example}
category: daerah
type: advertorial
sponsor: {name: Bank, url: https://b.example}
initials: SA
updated: 2024-10-08 17:10 WIB
expires: 2026-11-25 16:10 WIB
time_unknown: tidak
slug: lain
id: 7
aliases: [/lama/]
verification: pending
follows: satu
related: [dua]
unrelated: [tiga]
corrections: [{timestamp: 2024-10-08 17:10 WIB, type: ralat, text: Isi, link: /daerah/}]
---
Isi.
"""
A = "content/daerah/2024/10/a.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path, config=CONFIG + "keys: id\n")
    made.add("content/a.png", png(40, 30))
    for name in ("satu", "dua", "tiga"):
        made.add(f"content/nasional/{name}.md", article(name.title()))
    made.add(A, indonesian(WHOLE))
    return made


def test_a_file_says_the_same_in_both_languages(portal: Portal) -> None:
    """With every key that there is, of the file and of the groups in it; people and pages too."""
    assert not re.search(r"title|author|timestamp|name:|text:", indonesian(WHOLE))
    portal.add("content/authors/sari-wulan.md", "---\nnama: Sari Wulan\njabatan: Wartawan\n---\nBio.\n")
    portal.add("content/pages/tentang.md", "---\njudul: Tentang\nringkasan: Kami.\n---\nIsi.\n")
    portal.build()
    before = portal.files()
    portal.add(A, WHOLE)
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\nrole: Wartawan\n---\nBio.\n")
    portal.build()
    assert portal.files() == before == portal.clean()
    portal.add(A, indonesian(WHOLE))
    portal.add("site.yaml", CONFIG)
    assert "missing-key" in {one.code for one in portal.problems()}


def test_new_files_and_schemas_have_them(portal: Portal) -> None:
    """What ssg new writes can be built."""
    now = {"SOURCE_DATE_EPOCH": str(portal.now)}
    assert (
        ssg_here(portal, "new", "article", "Jalan Desa", "--kanal", "daerah", "--author", "Sari", **now).returncode == 0
    )
    text = (portal.folder / "content/daerah/2024/10/jalan-desa.md").read_text("utf-8")
    assert re.findall(r"^\w+", text, re.MULTILINE) == ["judul", "penulis", "waktu", "draf"]
    assert "foto: {berkas: /foto/2024/10/" in text
    assert ssg_here(portal, "new", "author", "Budi Rahman", **now).returncode == 0
    assert portal.build().ahead["drafts"] == 1
    printed = json.loads(ssg_here(portal, "schema", "article").stdout)["else"]["properties"]
    assert "judul" in printed
    assert "title" not in printed


def test_commands_change_them_where_they_stand(portal: Portal) -> None:
    """Ssg mv and ssg tags rename."""
    portal.add("content/nasional/b.md", indonesian(article("B", follows="lain", tags="[Pasar, Ikan]")))
    portal.build()
    for words in ("mv content/daerah/2024/10/a.md content/daerah/2024/10/c.md", "tags rename Ikan Laut"):
        assert ssg_here(portal, *words.split()).returncode == 0
    text = (portal.folder / "content/nasional/b.md").read_text("utf-8")
    assert "tag: [Pasar, Laut]\n" in text
    portal.build(strict_addresses=True)
    assert portal.files() == portal.clean()


def test_addresses_that_go_are_told_in_the_words_of_the_file(portal: Portal) -> None:
    """The line to write is one that the file may have."""
    portal.build()
    portal.edit(A, "slug: lain", "slug: baru")
    hints = [one.hint for one in portal.build().warnings if one.code == "lost-address"]
    assert "write alamat_lama: [/daerah/2024/10/lain/] into its front matter" in hints[0]
    portal.edit(A, "slug: baru", "slug: baru\ndraf: ya")
    hints = [one.hint for one in portal.build().warnings if one.code == "lost-address"]
    assert "end it with selesai: true, withdraw it with dicabut: …" in hints[0]


def test_checks_find_the_place(portal: Portal) -> None:
    """Of a key that a rule knows by its English name."""
    assert "2024/10/a.md:2: the headline has 5 characters, fewer than 20" in said(portal, "headline-length")


def test_the_guide_for_reporters_has_all_names(portal: Portal) -> None:
    """Of both languages, and its sample is an article."""
    text = (ROOT / "docs/id/menulis.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| `(\w+)` \|", text, re.MULTILINE))
    known = {}
    for language in ("keys: id\n", ""):
        portal.add("site.yaml", CONFIG + language)
        printed = json.loads(ssg_here(portal, "schema", "article").stdout)
        known[language] = list((printed["else"] if language else printed)["properties"])
    assert rows == {local: name for local, name in zip(*known.values(), strict=True) if local != name}
    (sample,) = re.findall(r"^```text\n(---\n.*?)^```", text, re.MULTILINE | re.DOTALL)
    portal.add("site.yaml", CONFIG + "keys: id\n")
    portal.add(A, sample)
    assert {one.code for one in portal.problems() if one.path == A} <= {"missing-picture", "dead-link"}
