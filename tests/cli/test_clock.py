"""The hour of a command: where it comes from, and what is no hour."""

from __future__ import annotations

import time

import pytest

from generator.base.errors import UsageError
from generator.cli.clock import now_of
from tests.support import NOW


@pytest.mark.parametrize(
    ("given", "environment", "now"),
    [
        ("2024-10-10 12:00 WIB", None, NOW), ("2024-10-10 12:00", None, NOW), ("2024-10-10 12:00 WITA", None, NOW - 3600),
        ("0", None, 0), ("1728465000", "7", 1728465000), (None, "7", 7), (None, "0", 0),
    ],
)  # fmt: skip
def test_an_hour_that_is_given(
    monkeypatch: pytest.MonkeyPatch, given: str | None, environment: str | None, now: int
) -> None:
    """By an option, or else by the environment; without a zone it is that of Jakarta."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if environment is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", environment)
    assert now_of(given) == now


def test_the_present(monkeypatch: pytest.MonkeyPatch) -> None:
    """In whole seconds, if nothing is given."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(time, "time", lambda: 1234.9)
    assert now_of(None) == 1234


@pytest.mark.parametrize(
    ("given", "environment", "said"),
    [
        (None, "", 'SOURCE_DATE_EPOCH: "" is not a number of seconds since 1970; write it like "1728465000"'),
        (None, "besok", 'SOURCE_DATE_EPOCH: "besok" is not a number of seconds since 1970; write it like "1728465000"'),
        (
            "besok",
            "7",
            '--now: "besok" is not a timestamp; write it like "2024-10-09 16:10 WIB" or "Rabu, 9 Oktober 2024 | 16:10 WIB"',
        ),
    ],
)
def test_what_is_no_hour(monkeypatch: pytest.MonkeyPatch, given: str | None, environment: str, said: str) -> None:
    """It is told where it was given, and what to write; nothing, too, comes from a command that failed."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", environment)
    with pytest.raises(UsageError) as error:
        now_of(given)
    assert str(error.value) == said
