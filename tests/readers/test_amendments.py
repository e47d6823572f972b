"""What is said of an article after it was published."""

from __future__ import annotations

import pytest

from generator.base.errors import Problem
from generator.portal.records import Article, Ending
from generator.readers.frontmatter import parse_article
from tests.support import READING, article


def read(**keys: str) -> tuple[Article | None, list[Problem]]:
    """Return an article of 16:10, and what is wrong with it."""
    return parse_article(article(**keys).encode(), "daerah/a.md", READING)


def codes(**keys: str) -> list[str]:
    return [one.code for one in read(**keys)[1]]


@pytest.mark.parametrize(("time", "expected"), [("16:09", ["date-order"]), ("16:10", []), ("16:11", [])])
def test_nothing_is_amended_before_it_is_published(time: str, expected: list[str]) -> None:
    """At the same minute it may be."""
    assert codes(corrections=f"[{{timestamp: 2024-10-09 {time} WIB, text: X}}]") == expected
    assert codes(retracted=f"{{timestamp: 2024-10-09 {time} WIB, reason: sara}}") == expected


@pytest.mark.parametrize("kind", ["ralat", "koreksi", "hak-jawab"])
def test_sorts_of_corrections(kind: str) -> None:
    """One that names none is a koreksi; the newest comes first, with the place of its link."""
    found, problems = read(
        corrections=f"[{{timestamp: 2024-10-09 17:00 WIB, text: Lama}}, {{timestamp: 2024-10-09 18:00 WIB, text: Baru, type: {kind}, link: /x/}}]"
    )
    assert problems == []
    assert found is not None
    assert [(one.kind, one.text, one.link) for one in found.matter.corrections] == [
        (kind, "Baru", "/x/"), ("koreksi", "Lama", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("reason", ["sara", "kesusilaan", "masa-depan-anak", "trauma-korban", "dewan-pers"])
def test_reasons_of_a_withdrawal(reason: str) -> None:
    """The headline may be replaced, and the old one is known."""
    found, problems = read(
        title="Nama Korban",
        retracted=f"{{timestamp: 2024-10-09 17:00 WIB, reason: {reason}, title: Dicabut, text: Maaf.}}",
    )
    assert problems == []
    assert found is not None
    withdrawn = found.matter.retracted
    assert withdrawn is not None
    assert (found.matter.title, withdrawn.reason, withdrawn.text) == ("Dicabut", reason, "Maaf.")
    assert "Nama Korban" in str(withdrawn)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"corrections": "[{text: X}]"}, ["missing-key"]), ({"corrections": "[{timestamp: 2024-10-09 17:00 WIB}]"}, ["missing-key"]),
        ({"corrections": "[{timestamp: kemarin, text: X}]"}, ["bad-date"]), ({"corrections": "[{timestamp: 2024-10-09 17:00 WIB, text: X, type: salah}]"}, ["bad-value"]),
        ({"retracted": "{reason: sara}"}, ["missing-key"]), ({"retracted": "{timestamp: 2024-10-09 17:00 WIB}"}, ["missing-key"]),
        ({"retracted": "{timestamp: 2024-10-09 17:00 WIB, reason: malu}"}, ["bad-value"]),
    ],
)  # fmt: skip
def test_what_an_amendment_needs(keys: dict[str, str], expected: list[str]) -> None:
    """A time, and what was wrong, or why."""
    assert codes(**keys) == expected


@pytest.mark.parametrize(
    ("gone", "ended"),
    [("true", Ending()), ("false", None), ("", None), ("Lomba sudah selesai.", Ending("Lomba sudah selesai."))],
)
def test_an_article_that_is_over(gone: str, ended: Ending | None) -> None:
    """For good, with what readers are told."""
    found, problems = read(gone=gone)
    assert problems == []
    assert found is not None
    assert found.matter.ended == ended


def test_an_article_is_withdrawn_or_gone() -> None:
    """Not both."""
    assert codes(gone="true", retracted="{timestamp: 2024-10-09 17:00 WIB, reason: sara}") == ["bad-value"]
