"""Ageing: which articles are old at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base import dates
from generator.portal.ageing import NONE_OLD, ageing


def at(text: str, zone: str = "WIB") -> int:
    return dates.parse(text, zone).epoch


@pytest.mark.parametrize(
    ("months", "now", "since"),
    [
        (12, "2026-11-30 23:59", "2025-11-01 00:00"), (12, "2026-12-01 00:00", "2025-12-01 00:00"),
        (1, "2026-01-31 12:00", "2025-12-01 00:00"), (18, "2026-11-15 12:00", "2025-05-01 00:00"),
    ],
)  # fmt: skip
def test_articles_grow_old_on_the_first_of_a_month(months: int, now: str, since: str) -> None:
    """In the zone of the site."""
    for zone in ("WIB", "WIT"):
        assert ageing(months, zone, at(f"{now} {zone}")).since == at(f"{since} {zone}")


def test_without_an_age_nothing_is_old() -> None:
    """Nor before there are years."""
    assert ageing(0, "WIB", at("2026-11-30 23:59 WIB")).since == NONE_OLD
    assert ageing(0, "WIB", 0).hour_of(0) is None
    assert ageing(1200, "WIB", -(1 << 35)).since < 0
    assert ageing(1, "WIB", 0).hour_of(at("9999-12-01 00:00 WIB")) is None


@given(st.integers(-(1 << 31), 1 << 37), st.integers(1, 1200), st.sampled_from(["WIB", "WITA", "WIT"]))
def test_the_hour_is_the_first_at_which_it_is_old(epoch: int, months: int, zone: str) -> None:
    """And not the second before."""
    hour = ageing(months, zone, 0).hour_of(epoch)
    assert hour is not None
    assert ageing(months, zone, hour - 1).since <= epoch < ageing(months, zone, hour).since
