"""Tags that mean one thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks_support import LONG, checked, found, said
from tests.support import Portal, article, site


def tagged(folder: Path, *tags: str) -> Portal:
    """A site with an article for each tag, an hour apart."""
    portal = site(folder)
    for number, tag in enumerate(tags):
        text = article(LONG, f"Isi {number}.", tags=f"[{tag}]", timestamp=f"2024-09-{number + 1:02d} 10:00 WIB")
        portal.add(f"content/daerah/{number:02d}.md", text)
    return portal


def test_spellings_of_one_tag(tmp_path: Path) -> None:
    """The commonest is the right one; the others can be mended."""
    portal = tagged(tmp_path, "Jawa Tengah", "Jawa Tengah", "jawa tengah", "jawa-tengah")
    assert said(portal, "near-tags") == [
        '02.md:6: the tag "jawa tengah" is spelled "Jawa Tengah" elsewhere; 1 article',
        '03.md:6: the tag "jawa-tengah" is spelled "Jawa Tengah" elsewhere; 1 article',
    ]
    assert [(mend.old, mend.new) for mend in checked(portal).mends] == [
        ("jawa tengah", "Jawa Tengah"), ("jawa-tengah", "Jawa Tengah"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("short", "whole"), [("Jateng", "Jawa Tengah"), ("NTT", "Nusa Tenggara Timur"), ("JawaTengah", "Jawa Tengah")]
)
def test_a_short_name_and_the_whole(tmp_path: Path, short: str, whole: str) -> None:
    """They are merged by people, for each has a page of its own."""
    portal = tagged(tmp_path, whole, short, whole)
    (one,) = found(portal, "near-tags")
    assert one.message == f'the tags "{short}" (1) and "{whole}" (2) seem to mean one thing'
    assert one.hint == f'merge them: ssg tags rename "{short}" "{whole}"'
    assert (one.where.line, one.where.column) == (6, 8)
    assert checked(portal).mends == ()


def test_a_slip_of_the_pen(tmp_path: Path) -> None:
    """A rare tag that differs in one letter from a common one."""
    portal = tagged(tmp_path, *["Perikanan"] * 10, "Perikannan")
    assert said(portal, "near-tags") == [
        '10.md:6: the tags "Perikannan" (1) and "Perikanan" (10) seem to mean one thing'
    ]


@pytest.mark.parametrize(
    ("tag", "other"), [("Pemilu 2029", "Pemilu 2024"), ("Banjar", "Banjir"), ("Perairan", "Pengairan")]
)
def test_tags_that_only_look_alike(tmp_path: Path, tag: str, other: str) -> None:
    """Other years, short words and other words are other tags."""
    assert said(tagged(tmp_path, *[other] * 10, tag), "near-tags") == []
