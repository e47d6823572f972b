"""Tags that mean one thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.tags import near_tags
from generator.portal.site import Site
from tests.checks_support import LONG, checked, desk, found, look, said, told
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


def test_all_that_is_said_of_tags(configuration: Site) -> None:
    """At the newest article that has the rarer one, with all that have it."""
    looks = [look(f"{n}.md", tags=("Pemilu 2024", "Banjir Rob")) for n in range(4)]
    looks += [
        look("5.md", tags=("pemilu 2024",)),
        look("6.md", tags=("pemilu 2024",)),
        look("7.md", tags=("Banjir-Robb",)),
    ]
    looks.append(look("8.md", tags=("Pemilu-2024",), withdrawn=True))
    assert (
        told(near_tags(desk(configuration, *looks)))
        == """\
near-tags 6.md:0:0 tags <pemilu 2024>
  the tag "pemilu 2024" is spelled "Pemilu 2024" elsewhere; 2 articles
  > write "Pemilu 2024" (ssg check --fix does)
  of 5.md 6.md
  mend 5.md tags: pemilu 2024 -> Pemilu 2024[]
  mend 6.md tags: pemilu 2024 -> Pemilu 2024[]
"""
    )
