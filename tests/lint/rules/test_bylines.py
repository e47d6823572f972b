"""Bylines and initials that fit no profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.config.article_keys import spelled
from generator.lint.rules.bylines import bylines
from generator.model.records import Body, Profile
from generator.model.site import Site
from tests.lint_support import LONG, checked, evidence, found, row, said, told
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
    assert {path for one in checked(portal).fixable for path in one.paths} == {"daerah/a.md", "daerah/b.md"}


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
    assert [(one.entry, *one.right) for one in checked(portal).fixable] == [(name, "Sari Anggraini")]


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
    assert checked(portal).fixable == ()


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
    assert [(one.entry, *one.right) for one in checked(portal).fixable] == [("Oleh: Sari", "Sari")]


def test_an_address_is_no_name(portal: Portal) -> None:
    """Nobody is told to write a profile for it; if a profile has it, its name is offered, and mended."""
    portal.add("content/authors/wati.md", "---\nname: Wati Lestari\nemail: wati@uji.example\n---\n")
    portal.add("content/daerah/a.md", article(LONG, author="budi@uji.example", editor="wati@uji.example"))
    whose, known = found(portal, "near-byline")
    assert whose.message == '"budi@uji.example" is an address or a number, not a name, and readers would see it'
    assert whose.hint == "write the name of the person"
    assert known.hint == 'write "Wati Lestari" (ssg check --fix does)'
    assert [one.right for one in checked(portal).fixable] == [("Wati Lestari",)]
    assert said(portal, "missing-profile") == []


PROFILES = tuple(
    Profile(f"authors/{slug}.md", slug, name, initials, "", email, "", Body(((),), (), "", 0, ""))
    for slug, name, initials, email in (
        ("sari-wulan", "Sari Wulan", "sw", "sari@uji.id"), ("budi-rahman", "Budi Rahman", "", "Budi@uji.id"),
        ("budi-rahmat", "Budi Rahmat", "", ""), ("andika", "Andika", "", ""),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "Sari Wulan",
            "",
        ),
        (
            "SW",
            "",
        ),
        (
            "budi-rahman",
            "",
        ),
        (
            "Sari Wulann",
            """\
near-byline b.md:0:0 author <Sari Wulann>
  "Sari Wulann" has no profile, but "Sari Wulan" has; 2 articles
  > write "Sari Wulan" (ssg check --fix does), or write a profile for Sari Wulann
  of a.md b.md
  right Sari Wulan
""",
        ),
        (
            "Sri Wlan",
            """\
near-byline b.md:0:0 author <Sri Wlan>
  "Sri Wlan" has no profile, but "Sari Wulan" has; 2 articles
  > write "Sari Wulan" (ssg check --fix does), or write a profile for Sri Wlan
  of a.md b.md
  right Sari Wulan
""",
        ),
        (
            "Srwulan",
            """\
missing-profile b.md:0:0 author <Srwulan>
  "Srwulan" has no profile; 2 articles
  > write content/authors/srwulan.md with name: Srwulan
  of a.md b.md
""",
        ),
        (
            "Budi Rahmax",
            """\
near-byline b.md:0:0 author <Budi Rahmax>
  "Budi Rahmax" has no profile, but "Budi Rahman" has; 2 articles
  > write "Budi Rahman" (ssg check --fix does), or write a profile for Budi Rahmax
  of a.md b.md
""",
        ),
        (
            "Andik",
            """\
missing-profile b.md:0:0 author <Andik>
  "Andik" has no profile; 2 articles
  > write content/authors/andik.md with name: Andik
  of a.md b.md
""",
        ),
        (
            "Andikx",
            """\
near-byline b.md:0:0 author <Andikx>
  "Andikx" has no profile, but "Andika" has; 2 articles
  > write "Andika" (ssg check --fix does), or write a profile for Andikx
  of a.md b.md
  right Andika
""",
        ),
        (
            "Oleh: Sari Wulan",
            """\
near-byline b.md:0:0 author <Oleh: Sari Wulan>
  "Oleh: Sari Wulan" is a name with other words, and so another person
  > write "Sari Wulan" (ssg check --fix does)
  of a.md b.md
  right Sari Wulan
""",
        ),
        (
            "oleh Entah",
            """\
near-byline b.md:0:0 author <oleh Entah>
  "oleh Entah" is a name with other words, and so another person
  > write "Entah" (ssg check --fix does)
  of a.md b.md
  right Entah
""",
        ),
        (
            "Laporan Budi Rahman",
            """\
near-byline b.md:0:0 author <Laporan Budi Rahman>
  "Laporan Budi Rahman" is a name with other words, and so another person
  > write "Budi Rahman" (ssg check --fix does)
  of a.md b.md
  right Budi Rahman
""",
        ),
        (
            "Budi Rahman (br)",
            """\
near-byline b.md:0:0 author <Budi Rahman (br)>
  "Budi Rahman (br)" is a name with other words, and so another person
  > write "Budi Rahman" (ssg check --fix does)
  of a.md b.md
  right Budi Rahman
""",
        ),
        (
            "Sari Wulan - Demak",
            """\
near-byline b.md:0:0 author <Sari Wulan - Demak>
  "Sari Wulan - Demak" is a name with other words, and so another person
  > write "Sari Wulan" (ssg check --fix does)
  of a.md b.md
  right Sari Wulan
""",
        ),
        (
            "Sari Wulan, S.H., M.Si",
            """\
near-byline b.md:0:0 author <Sari Wulan, S.H., M.Si>
  "Sari Wulan, S.H., M.Si" is a name with other words, and so another person
  > write "Sari Wulan" (ssg check --fix does)
  of a.md b.md
  right Sari Wulan
""",
        ),
        (
            "Sari Wulan, Wartawan",
            """\
near-byline b.md:0:0 author <Sari Wulan, Wartawan>
  "Sari Wulan, Wartawan" is a name with other words, and so another person
  > write "Sari Wulan" (ssg check --fix does)
  of a.md b.md
  right Sari Wulan
""",
        ),
        (
            "Sari Wulan dan Budi Rahman",
            """\
joined-bylines b.md:0:0 author <Sari Wulan dan Budi Rahman>
  "Sari Wulan dan Budi Rahman" are several people in one name
  > write penulis: [Sari Wulan, Budi Rahman] (ssg check --fix does)
  of a.md b.md
  right Sari Wulan | Budi Rahman
""",
        ),
        (
            "Sari Wulan/Orang Lain, S.Sos",
            """\
joined-bylines b.md:0:0 author <Sari Wulan/Orang Lain, S.Sos>
  "Sari Wulan/Orang Lain, S.Sos" are several people in one name
  > write penulis: [Sari Wulan, Orang Lain]
  of a.md b.md
""",
        ),
        (
            "Orang Lain",
            """\
missing-profile b.md:0:0 author <Orang Lain>
  "Orang Lain" has no profile; 2 articles
  > write content/authors/orang-lain.md with name: Orang Lain
  of a.md b.md
""",
        ),
        (
            "sari@uji.id",
            """\
near-byline b.md:0:0 author <sari@uji.id>
  "sari@uji.id" is an address or a number, not a name, and readers would see it
  > write "Sari Wulan" (ssg check --fix does)
  of a.md b.md
  right Sari Wulan
""",
        ),
        (
            "budi@uji.id",
            """\
near-byline b.md:0:0 author <budi@uji.id>
  "budi@uji.id" is an address or a number, not a name, and readers would see it
  > write "Budi Rahman" (ssg check --fix does)
  of a.md b.md
  right Budi Rahman
""",
        ),
        (
            "lain@uji.id",
            """\
near-byline b.md:0:0 author <lain@uji.id>
  "lain@uji.id" is an address or a number, not a name, and readers would see it
  > write the name of the person
  of a.md b.md
""",
        ),
        (
            "@sari",
            """\
near-byline b.md:0:0 author <@sari>
  "@sari" is an address or a number, not a name, and readers would see it
  > write the name of the person
  of a.md b.md
""",
        ),
        (
            "0812 345",
            """\
near-byline b.md:0:0 author <0812 345>
  "0812 345" is an address or a number, not a name, and readers would see it
  > write the name of the person
  of a.md b.md
""",
        ),
        (
            "081234",
            """\
missing-profile b.md:0:0 author <081234>
  "081234" has no profile; 2 articles
  > write content/authors/081234.md with name: 081234
  of a.md b.md
""",
        ),
        (
            "www.uji.id",
            """\
near-byline b.md:0:0 author <www.uji.id>
  "www.uji.id" is an address or a number, not a name, and readers would see it
  > write the name of the person
  of a.md b.md
""",
        ),
        (
            "Sari Wulan dkk.",
            """\
joined-bylines b.md:0:0 author <Sari Wulan dkk.>
  "Sari Wulan dkk." are several people, of whom one has a name
  > write all of them as a list, penulis: [one, two], or the one who answers for it
  of a.md b.md
""",
        ),
        (
            "Orang Lain, et al",
            """\
joined-bylines b.md:0:0 author <Orang Lain, et al>
  "Orang Lain, et al" are several people, of whom one has a name
  > write all of them as a list, penulis: [one, two], or the one who answers for it
  of a.md b.md
""",
        ),
        (
            "<b>Orang, Lain</b>",
            """\
missing-profile b.md:0:0 author <<b>Orang, Lain</b>>
  "<b>Orang, Lain</b>" has no profile; 2 articles
  > write content/authors/b-orang-lain-b.md with name: <b>Orang, Lain</b>
  of a.md b.md
""",
        ),
        (
            "A dan 1",
            """\
missing-profile b.md:0:0 author <A dan 1>
  "A dan 1" has no profile; 2 articles
  > write content/authors/a-dan-1.md with name: A dan 1
  of a.md b.md
""",
        ),
        (
            "日本",
            """\
missing-profile b.md:0:0 author <日本>
  "日本" has no profile; 2 articles
  > write content/authors/nama.md with name: 日本
  of a.md b.md
""",
        ),
    ],
)
def test_all_that_is_said_of_a_byline(configuration: Site, name: str, expected: str) -> None:
    """With what to write, in the newest article, and what is changed by --fix in both."""
    rows = (
        row("a.md", authors=(name,)),
        row("b.md", authors=("Sari Wulan", name), written=spelled(indonesian=True).written),
    )
    over = row("c.md", authors=(name, "Entah Siapa"), withdrawn=True)
    assert told(bylines(evidence(configuration, *rows, over, profiles=PROFILES))) == expected


def test_all_that_is_said_of_an_editor(configuration: Site) -> None:
    """Nobody needs a profile for that, and without any profile no author does."""
    editors = "Sari Wulann", "Orang Lain", "Ani dan Budi"
    assert (
        told(bylines(evidence(configuration, row(editors=editors), profiles=PROFILES)))
        == """\
near-byline daerah/a.md:0:0 editor <Sari Wulann>
  "Sari Wulann" has no profile, but "Sari Wulan" has; 1 article
  > write "Sari Wulan" (ssg check --fix does), or write a profile for Sari Wulann
  of daerah/a.md
  right Sari Wulan
joined-bylines daerah/a.md:0:0 editor <Ani dan Budi>
  "Ani dan Budi" are several people in one name
  > write editor: [Ani, Budi]
  of daerah/a.md
"""
    )
    assert (
        told(bylines(evidence(configuration, row(authors=editors))))
        == """\
joined-bylines daerah/a.md:0:0 author <Ani dan Budi>
  "Ani dan Budi" are several people in one name
  > write author: [Ani, Budi]
  of daerah/a.md
"""
    )
