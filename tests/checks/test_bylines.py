"""Bylines and initials that fit no profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks_support import LONG, checked, found, said
from tests.support import Portal, article, site


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add("content/authors/sari.md", "---\nname: Sari Anggraini\ninitials: SA\n---\n")
    portal.add("content/authors/budi.md", "---\nname: Budi Rahman\n---\n")
    return portal


@pytest.mark.parametrize("name", ["Sari Angraini", "Sari Anggriani", "sari  anggrain", "Sari Anggrainie"])
def test_a_misspelled_name_is_no_new_person(portal: Portal, name: str) -> None:
    """The profile that is meant is named, with what to write, and how many articles have the name."""
    portal.add("content/daerah/a.md", article(LONG, author=name))
    portal.add("content/daerah/b.md", article(LONG, author=name, timestamp="2024-10-08 10:00 WIB"))
    (one,) = found(portal, "near-byline")
    spelled = " ".join(name.split())
    assert one.message == f'"{spelled}" has no profile, but "Sari Anggraini" has; 2 articles'
    assert one.hint.startswith('write "Sari Anggraini" (ssg check --fix does)')
    assert (one.where.path, one.where.line) == ("content/daerah/a.md", 3)
    assert {mend.path for mend in checked(portal).mends} == {"daerah/a.md", "daerah/b.md"}


def test_an_editor_may_be_misspelled_too(portal: Portal) -> None:
    """But editors need no profile."""
    portal.add("content/daerah/a.md", article(LONG, author="Sari Anggraini", editor="[Budi Rachman, Wati]"))
    assert said(portal, "near-byline") == ['a.md:4: "Budi Rachman" has no profile, but "Budi Rahman" has; 1 article']
    assert said(portal, "missing-profile") == []


@pytest.mark.parametrize(
    "name",
    [
        "Sari Anggraini dan Rustam",
        "Sari Anggraini, Rustam",
        "Sari Anggraini & Rustam",
        "Sari Anggraini/Rustam",
        "Sari Anggraini + Rustam",
        "Sari Anggraini bersama Rustam",
    ],
)
def test_several_people_in_one_name(portal: Portal, name: str) -> None:
    """They become a list."""
    portal.add("content/daerah/a.md", article(LONG, author=f'"{name}"'))
    (one,) = found(portal, "joined-bylines")
    assert one.message == f'"{name}" are several people in one name'
    assert one.hint == "write author: [Sari Anggraini, Rustam]"


@pytest.mark.parametrize(
    "name",
    [
        "Sari Anggraini (SA)", "Sari Anggraini (Kontributor)", "Sari Anggraini | Kabar Uji", "Sari Anggraini - Muara Teduh",
        "Sari Anggraini – Demak", "Sari Anggraini, Wartawan Kabar Uji", "Sari Anggraini, S.Sos", "Kontributor: Sari Anggraini",
        "Oleh: Sari Anggraini (SA)", "Pewarta: Sari Anggraini, S.I.Kom., M.Si",
    ],
)  # fmt: skip
def test_a_name_with_other_words_is_no_new_person(portal: Portal, name: str) -> None:
    """Where the name alone is that of a profile, it is offered, and mended."""
    portal.add("content/daerah/a.md", article(LONG, author=f'"{name}"'))
    (one,) = found(portal, "near-byline")
    assert one.message == f'"{name}" is a name with other words, and so another person'
    assert [(mend.old, mend.new) for mend in checked(portal).mends] == [(name, "Sari Anggraini")]


@pytest.mark.parametrize("name", ["Wati (kontributor)", "Jean-Luc Sari", "Sari-Wati Lestari", "Muhammad Al-Fatih"])
def test_other_words_behind_an_unknown_name_may_be_a_part_of_it(portal: Portal, name: str) -> None:
    """Nobody knows; a profile is asked for."""
    portal.add("content/daerah/a.md", article(LONG, author=f'"{name}"'))
    assert said(portal, "near-byline") == []
    assert said(portal, "missing-profile") == [f'a.md:3: "{name}" has no profile; 1 article']


@pytest.mark.parametrize("name", ["Sari Anggraini dkk.", "Sari Anggraini dan kawan-kawan", "Sari, dan tim"])
def test_people_whom_nobody_names(portal: Portal, name: str) -> None:
    """They are asked for, and no profile of `kawan-kawan`."""
    portal.add("content/daerah/a.md", article(LONG, author=f'"{name}"'))
    (one,) = found(portal, "joined-bylines")
    assert one.message == f'"{name}" are several people, of whom one has a name'
    assert checked(portal).mends == ()


@pytest.mark.parametrize("name", ["[Sari Anggraini](/penulis/sari/)", "../../etc/passwd", "<b>Sari/Budi</b>"])
def test_markup_and_paths_are_no_names_of_several_people(portal: Portal, name: str) -> None:
    """No list of their pieces is offered."""
    portal.add("content/daerah/a.md", article(LONG, author=f'"{name}"'))
    assert said(portal, "joined-bylines") == []


def test_a_degree_is_no_second_person(portal: Portal) -> None:
    """What stands behind a comma and has points is one."""
    portal.add("content/daerah/a.md", article(LONG, author='"Wati Lestari, S.H., M.Hum."'))
    assert said(portal, "joined-bylines") == []
    assert said(portal, "missing-profile") == ['a.md:3: "Wati Lestari, S.H., M.Hum." has no profile; 1 article']


def test_a_name_without_a_profile_is_told_once(portal: Portal) -> None:
    """At its newest article, with the number of all."""
    portal.add("content/daerah/a.md", article(LONG, author="Wati"))
    portal.add("content/daerah/b.md", article(LONG, author="Wati", timestamp="2024-10-08 10:00 WIB"))
    portal.add("content/daerah/c.md", article(LONG, author="SA"))
    (one,) = found(portal, "missing-profile")
    assert (one.where.path, one.message) == ("content/daerah/a.md", '"Wati" has no profile; 2 articles')
    assert one.hint == "write content/authors/wati.md with name: Wati"


def test_a_portal_without_profiles_is_asked_for_none(tmp_path: Path) -> None:
    """Nothing is said of its bylines."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG))
    assert said(portal, "missing-profile") == []


def test_what_is_no_name_is_told_without_profiles_too(tmp_path: Path) -> None:
    """Several names in one and words before a name invent a person on any portal; a word alone is a name."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, author="'Oleh: Sari'", editor="Budi/Wati"))
    portal.add("content/daerah/b.md", article(LONG, author="Oleh", timestamp="2024-10-08 10:00 WIB"))
    assert said(portal, "near-byline") == ['a.md:3: "Oleh: Sari" is a name with other words, and so another person']
    assert said(portal, "joined-bylines") == ['a.md:4: "Budi/Wati" are several people in one name']
    assert [(mend.old, mend.new) for mend in checked(portal).mends] == [("Oleh: Sari", "Sari")]


def test_an_address_is_no_name(portal: Portal) -> None:
    """Nobody is told to write a profile for it; if a profile has it, its name is offered, and mended."""
    portal.add("content/authors/wati.md", "---\nname: Wati Lestari\nemail: wati@uji.example\n---\n")
    portal.add("content/daerah/a.md", article(LONG, author="budi@uji.example", editor="wati@uji.example"))
    whose, known = found(portal, "near-byline")
    assert whose.message == '"budi@uji.example" is an address or a number, not a name, and readers would see it'
    assert whose.hint == "write the name of the person"
    assert known.hint == 'write "Wati Lestari" (ssg check --fix does)'
    assert [mend.new for mend in checked(portal).mends] == ["Wati Lestari"]
    assert said(portal, "missing-profile") == []
