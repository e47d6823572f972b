"""What a new portal begins with."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.lint.rules.placeholders import ADDRESS, COMPANY, NAME, PLACEHOLDERS, SAMPLE_TITLES, SAMPLES
from tests.lint_support import found
from tests.support import CONFIG, ROOT, Portal, site

SKELETON = ROOT / "generator/skeleton"


def test_all_that_a_new_portal_leaves_to_be_filled_in(tmp_path: Path) -> None:
    """Each name of site.yaml in its line, each standing page, and what is told of people who do not exist."""
    shutil.copytree(SKELETON, tmp_path / "site")
    portal = Portal(tmp_path / "site")
    told = found(portal, "placeholder-text")
    keys = [one.excerpt.split(": ", 1)[0].strip() for one in told if one.where.path == "site.yaml"]
    assert keys == [
        "description",
        "base_url",
        "- slug",
        "company",
        "address",
        "penanggung_jawab",
        "pemimpin_redaksi",
        "email",
        "phone",
    ]
    drafts = {f"content/pages/{file.name}" for file in (SKELETON / "content/pages").iterdir()}
    samples = {
        f"content/{file.relative_to(SKELETON / 'content').as_posix()}"
        for file in SKELETON.glob("content/*/2026/**/*.md")
    }
    profile = "content/authors/sari-anggraini.md"
    assert {one.where.path for one in told} == {"site.yaml", profile, *drafts, *samples}
    assert len(samples) == 3
    assert {one.where.line for one in told if one.where.path in drafts} == {5}
    assert {(one.where.line, one.where.column) for one in told if one.where.path in samples} == {(2, 8)}


def test_what_is_told_is_in_a_new_portal() -> None:
    """Word for word: who changes it there would be told of it no longer."""
    texts = "".join(one.read_text("utf-8") for one in SKELETON.rglob("*") if one.suffix in (".md", ".yaml"))
    told = (NAME, ADDRESS, COMPANY, *PLACEHOLDERS, *SAMPLE_TITLES, *SAMPLES)
    assert [one for one in told if one not in texts] == []


def test_samples_are_told_where_the_line_that_begins_with_draf_is_gone(tmp_path: Path) -> None:
    """Whoever deletes that alone has not filled in the page."""
    shutil.copytree(SKELETON, tmp_path / "site")
    portal = Portal(tmp_path / "site")
    for name, left in (
        ("tentang", "dalam berita contoh adalah rekaan"),
        ("redaksi", "PT Nama Perusahaan Pers"),
        ("kontak", "Jalan Contoh Nomor 1"),
    ):
        file = portal.folder / f"content/pages/{name}.md"
        file.write_text(re.sub(r"^\*Draf:.*\n", "", file.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
        (one,) = [one for one in found(portal, "placeholder-text") if one.where.path.endswith(f"{name}.md")]
        assert left in one.excerpt


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://kabar.example", 1), ("https://kabar.example.com", 1), ("https://kabar.test/portal", 1),
        ("https://example.co.id", 0), ("https://kabarexample.id", 0), ("https://kabaruji.com", 0),
    ],
)  # fmt: skip
def test_an_address_that_is_nobodys_for_ever(tmp_path: Path, url: str, told: int) -> None:
    """At its line."""
    portal = site(tmp_path, config=CONFIG.replace("https://uji.example", url))
    assert [one.where.line for one in found(portal, "placeholder-text")] == [3] * told
