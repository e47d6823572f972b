"""Front matter with Indonesian keys, in any file. What is said of mistakes is in fixtures/problems.txt."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.lint_support import said
from tests.support import ROOT, Portal, article, indonesian, png, site, ssg_here

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
    made = site(tmp_path)
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
    half = WHOLE.index("region:")
    portal.add(A, WHOLE[:half] + indonesian("---\n" + WHOLE[half:]).removeprefix("---\n"))
    portal.build()
    assert portal.files() == before


def test_schemas_have_both_names(portal: Portal) -> None:
    """Of which an article needs one."""
    printed = json.loads(ssg_here(portal, "schema", "article").stdout)
    assert {"title", "judul"} <= printed["properties"].keys()
    assert {"anyOf": [{"required": ["title"]}, {"required": ["judul"]}]} in printed["allOf"]


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


def test_checks_find_the_place(portal: Portal) -> None:
    """Of a key that a rule knows by its English name."""
    assert "2024/10/a.md:2: the headline has 5 characters, fewer than 20" in said(portal, "headline-length")


def test_the_sample_of_the_guide_for_reporters_is_an_article(portal: Portal) -> None:
    """The one with Indonesian keys."""
    text = (ROOT / "docs/id/menulis.md").read_text("utf-8")
    (sample,) = re.findall(r"^```text\n(---\njudul.*?)^```", text, re.MULTILINE | re.DOTALL)
    portal.add(A, sample)
    assert {one.code for one in portal.problems() if one.path == A} <= {"missing-picture", "dead-link"}
