"""Meant: what was probably meant by a link or a picture that leads nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.lint import suggestions
from generator.lint.suggestions import with_suggestions
from tests.engine_support import Index
from tests.support import article, png

SITE = f"""
-- content/authors/sari-wulan.md --
---
name: Sari Wulan
initials: sw
---
-- content/authors/budi-rahman.md --
---
name: Budi Rahman
initials: brn
---
-- content/authors/tanpa.md --
---
name: Tanpa Inisial
---
-- content/daerah/banjir-di-kota.md --
{article("Banjir di Kota Lama", author="Sari Wulan")}
-- content/daerah/rob.md --
{article("Rob", author="[Sari Wulan, Budi Rahman]")}
-- content/daerah/tamu.md --
{article("Harga Ikan Naik Lagi", author="Tamu")}
"""
HINT = sentence("hint")


@pytest.fixture
def taken(indexed: Callable[..., Index]) -> Index:
    one = indexed(SITE)
    for name in ("foto/kapal-besar.png", "arsip/Kapal.jpg", "foto/kapal.png"):
        one.portal.add(f"content/{name}", png(2, 2))
    one.take(*one.paths())
    return one


def problem(code: str, target: str, path: str = "daerah/rob.md") -> Problem:
    return Problem(Where(f"content/{path}"), code, sentence("x"), HINT, target=target)


@pytest.mark.parametrize(
    ("code", "target", "path", "hint"),
    [
        ("dead-link", "banjir-di-kotta", "daerah/rob.md", 'did you mean "banjir-di-kota"?'),
        ("dead-link", "banjir-di-kotta.md", "daerah/rob.md", 'did you mean "banjir-di-kota"?'),
        ("dead-link", "/daerah/banjir-di-kotta/", "daerah/rob.md", "hint"),
        ("dead-link", "zzz", "daerah/rob.md", "hint"),
        ("dead-link", "Banjir di Kota Lama", "daerah/rob.md", "write Baca Juga: [](/daerah/banjir-di-kota.md)"),
        ("dead-link", "harga ikan naek lagi", "daerah/rob.md", "write Baca Juga: [](/daerah/tamu.md)"),
        ("dead-link", "Tidak Ada yang Begini", "daerah/rob.md", "hint"),
        ("missing-picture", "/lain/kapal-besar.png", "daerah/rob.md", 'did you mean "/foto/kapal-besar.png"?'),
        ("missing-picture", "/KAPAL.PNG", "daerah/rob.md", 'did you mean "/foto/kapal.png"?'),
        ("missing-picture", "/foto/kapal.gif", "daerah/rob.md", 'did you mean "/arsip/Kapal.jpg"?'),
        ("missing-picture", "/foto/kapal-besarr.png", "daerah/rob.md", 'did you mean "/foto/kapal-besar.png"?'),
        ("missing-picture", "/foto/zzz.png", "daerah/rob.md", "hint"),
        ("unknown-initials", "xx", "daerah/banjir-di-kota.md", 'did you mean "sw"?'),
        ("unknown-initials", "BRM", "daerah/rob.md", 'did you mean "brn"?'),
        ("unknown-initials", "xyz", "daerah/rob.md", "hint"),
        ("unknown-initials", "brm", "daerah/tamu.md", 'did you mean "brn"?'),
        ("unknown-initials", "brm", "daerah/tiada.md", 'did you mean "brn"?'),
        ("ambiguous-link", "banjir-di-kotta", "daerah/rob.md", "hint"),
        ("missing-picture", "", "daerah/rob.md", "hint"),
    ],
)
def test_what_was_meant(taken: Index, code: str, target: str, path: str, hint: str) -> None:
    """Something that is there and looks like it; where nothing does, the hint stays."""
    given = problem(code, target, path)
    [found] = with_suggestions(taken.store, [given])
    assert (found.hint, found.said, found.where, found.target) == (hint, given.said, given.where, target)


def test_a_few_names_are_looked_for(taken: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that come first in the files, each once for all that name it; the order stays."""
    monkeypatch.setattr(suggestions, "_FEW", 1)
    given = [
        problem("dead-link", "robb", "z.md"),
        problem("dead-link", "tamuu", "a.md"),
        problem("dead-link", "tamuu", "z.md"),
    ]
    assert [one.hint for one in with_suggestions(taken.store, given)] == [
        "hint", 'did you mean "tamu"?', 'did you mean "tamu"?'
    ]  # fmt: skip
    assert with_suggestions(taken.store, []) == []


def test_how_much_is_looked_at() -> None:
    """Few names among many files, of which few are read."""
    assert (suggestions._FEW, suggestions._LIKE, suggestions._CANDIDATES, suggestions._READ) == (20, 0.6, 5000, 50)
