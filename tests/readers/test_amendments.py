"""What is said of an article after it was published."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.base.dates import Stamp
from generator.base.errors import Problem
from generator.portal.records import Article, Correction, Ending, Retraction
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


def said(**keys: str) -> list[str]:
    return [f"{one.where.line}:{one.where.column} {one.message} | {one.hint}" for one in read(**keys)[1]]


REASONS = "sara, kesusilaan, masa-depan-anak, trauma-korban, dewan-pers"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"corrections": "[{text: X}]"}, ['6:0 "corrections.timestamp" is missing: a correction has a time of its own | write timestamp: …']),
        ({"corrections": "[{timestamp: 2024-10-09 17:00 WIB}]"}, ['6:0 "corrections.text" is missing: a correction says what was wrong | write text: …']),
        ({"retracted": "{reason: sara}"}, ['6:0 "retracted.timestamp" is missing: a withdrawal has a time of its own | write timestamp: …']),
        ({"retracted": "{timestamp: 2024-10-09 17:00 WIB}"}, [f'6:0 "retracted.reason" is missing: Pedoman Media Siber 5a allows five reasons only | write reason: one of {REASONS}']),
        ({"retracted": "{timestamp: 2024-10-09 16:00 WIB, reason: sara}"}, ["6:24 the withdrawal is older than the article | check the time"]),
        ({"corrections": "[{timestamp: 2024-10-09 16:00 WIB, text: X}]"}, ["6:27 the correction is older than the article | check the time"]),
        ({"retracted": "{reason: sara, tanggal: 2024-10-09 17:00 WIB}"}, ['6:27 unknown key "retracted.tanggal" | did you mean "timestamp"?']),
        ({"gone": "true", "retracted": "{timestamp: 2024-10-09 17:00 WIB, reason: sara}"}, ["6:7 an article is either withdrawn or gone | delete gone: what is withdrawn says so at its address"]),
        ({"corrections": "x"}, ['6:14 corrections must be a list, not text | write corrections: and below it, for each entry, "- timestamp: 2024-10-09 16:10 WIB" and the other keys under the first']),
        ({"retracted": "x"}, ["6:12 retracted must be a group of keys, not text | write retracted: and below it, indented, timestamp: 2024-10-09 16:10 WIB"]),
    ],
)  # fmt: skip
def test_what_is_said_of_amendments(keys: dict[str, str], expected: list[str]) -> None:
    """With place and hint."""
    assert said(**keys) == expected


def test_a_withdrawal_that_cannot_be_read_is_one() -> None:
    """With the first of all times, so that its headline is hidden all the same."""
    found, _ = parse_article(
        article(title="Nama", retracted="{reason: x, title: Dicabut}").encode(), "daerah/a.md", READING, broken=True
    )
    assert found is not None
    assert found.matter.title == "Dicabut"
    assert found.matter.retracted == Retraction(Stamp(0, "WIB"), "dewan-pers", "", "Nama")
    corrected, _ = parse_article(
        article(corrections="[{text: X, link: /x/}]").encode(), "daerah/a.md", READING, broken=True
    )
    assert corrected is not None
    assert corrected.matter.corrections == (Correction(Stamp(0, "WIB"), "koreksi", "X", "/x/", 6, 31),)
    without, _ = parse_article(article(timestamp="").encode(), "daerah/a.md", READING, broken=True)
    assert without is not None
    assert without.matter.stamp == Stamp(0, "WIB")


def test_links_of_corrections_to_the_site_itself() -> None:
    """Written in full, they are paths."""
    text = "[{timestamp: 2024-10-09 17:00 WIB, text: X, link: https://uji.example/x/}]"
    found, problems = parse_article(
        article(corrections=text).encode(), "daerah/a.md", replace(READING, base_url="https://uji.example")
    )
    assert problems == []
    assert found is not None
    assert [one.link for one in found.matter.corrections] == ["/x/"]
