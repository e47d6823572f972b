"""Pictures: which photos have few sizes, as site.yaml and theme.yaml say it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.portal.site import OldPictures, Site
from generator.portal.variants import WHOLE, Recipe, Sparse
from generator.readers import config
from generator.readers.pictures import with_old
from tests.support import CONFIG

WIDE, ALL = Recipe("lebar", (16, 9), (384, 1200)), Recipe("utuh", WHOLE, (480, 960))


def read(archive: str) -> Site:
    site, problems = config.parse(f"{CONFIG}pictures:\n  archive: {archive}\n")
    assert site is not None, problems
    return site


def test_an_age_is_in_years_or_months() -> None:
    """In whole ones, in any letter case; the widths need not be said, nor anything at all."""
    assert read("{older_than: 1y}").old_pictures == OldPictures(12)
    assert read("{older_than: 18 MO, widths: [736, 384]}").old_pictures == OldPictures(18, (384, 736))
    assert read("").old_pictures == OldPictures()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        *((f"{{older_than: {age}}}", f'"{age}" is not an age of articles') for age in ("0y", "-1y", "90d", "101y", "365", "1.5y")),
        ("{widths: [48]}", '"pictures.archive.older_than" is missing: the archive begins at an age'),
        *(
            (f"{{older_than: 1y, widths: {widths}}}", "the widths of an old photo are one to 3 whole numbers from 16 to 1,600")
            for widths in ("[15]", "[x]", "[1601]", "[48, 64, 96, 128]", "[-384]", "[384px]")
        ),
        ("{older_then: 1y}", "older_then"), ("1y", "must be a group of keys"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(given: str, message: str) -> None:
    """At its place in site.yaml."""
    site, (problem,) = config.parse(f"{CONFIG}pictures:\n  archive: {given}\n")
    assert site is None
    assert (problem.where.path, problem.where.line) == ("site.yaml", 10)
    assert message in problem.message


def test_no_photo_is_wider_when_it_is_old() -> None:
    """Than any recipe of the theme: what the theme or nobody says is cut to that, what site.yaml says is an error."""
    site = read("{older_than: 1y}")
    assert with_old((WIDE, ALL), (), site)[0][0].sparse == Sparse((384, 736), (480, 960))
    assert with_old((WIDE, ALL), (64, 128), site)[0][0].sparse == Sparse((64, 128), (480, 960))
    assert with_old((Recipe("a", (1, 1), (300,)),), (), site)[0][0].sparse == Sparse((300,))
    assert with_old((), (), site) == ((), [])
    recipes, problems = with_old((WIDE, ALL), (), read("{older_than: 1y, widths: [1200]}"))
    assert (recipes[1].sparse, problems) == (Sparse((1200,), (480, 960)), [])
    _, (problem,) = with_old((WIDE, ALL), (), read("{older_than: 1y, widths: [384, 1201]}"))
    assert str(problem.where) == "site.yaml:10:37"
    assert problem.message.startswith(
        "a photo of an old article cannot be 1,201 pixels wide, since the theme's widest is"
    )


def test_without_an_age_recipes_are_as_they_were() -> None:
    """No file differs of a portal that does not ask for it."""
    site, _ = config.parse(CONFIG)
    assert site is not None
    assert with_old((WIDE, ALL), (64,), site) == ((WIDE, ALL), [])


@pytest.mark.parametrize(("age", "months"), [("1mo", 1), ("1 y", 12), ("100Y", 1200), ("1200mo", 1200)])
def test_bounds_of_an_age(age: str, months: int) -> None:
    """From a month to a hundred years."""
    assert read(f"{{older_than: {age}}}").old_pictures.months == months


@pytest.mark.parametrize("age", ["1201mo", "0mo", "12345mo", "1m", "1ybaru"])
def test_what_is_no_age(age: str) -> None:
    """With how to write one."""
    _, (problem,) = config.parse(f"{CONFIG}pictures:\n  archive: {{older_than: {age}}}\n")
    assert (str(problem.message), str(problem.hint)) == (
        f'"{age}" is not an age of articles',
        'write it in years or months: "1y" or "18mo"',
    )


@pytest.mark.parametrize("widths", ["[16]", "[1600, 16, 20]", "384"])
def test_bounds_of_widths(widths: str) -> None:
    """One to three, of 16 to 1,600 pixels, which are put in order."""
    found = read(f"{{older_than: 1y, widths: {widths}}}").old_pictures.widths
    assert found == {"[16]": (16,), "[1600, 16, 20]": (16, 20, 1600), "384": (384,)}[widths]


def test_the_widest_width_may_be_that_of_the_theme() -> None:
    """And what the theme says for old photos is cut to it; of a theme that shows no whole photo there is none."""
    site = read("{older_than: 1y, widths: [1200]}")
    assert with_old((WIDE,), (), site) == ((replace(WIDE, sparse=Sparse((1200,), ())),), [])
    assert with_old((WIDE,), (384, 1200, 1201), read("{older_than: 1y}"))[0][0].sparse == Sparse((384, 1200), ())
    assert with_old((WIDE,), (1201,), read("{older_than: 1y}"))[0][0].sparse == Sparse((1200,), ())
