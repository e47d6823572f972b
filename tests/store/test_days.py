"""Days: how many articles each day has."""

from __future__ import annotations

import pytest

from generator.store import days
from generator.store.database import Store


@pytest.fixture
def filled(store: Store) -> Store:
    for day, step in ((10, 2), (12, 1), (20, 3), (20, 1)):
        days.add(store, day, step)
    return store


def test_days_between_two(filled: Store) -> None:
    """The first counts, the last does not."""
    assert days.counts(filled) == [(10, 2), (12, 1), (20, 4)]
    assert days.between(filled, 10, 20) == [(10, 2), (12, 1)]
    assert days.between(filled, 11, 21) == [(12, 1), (20, 4)]
    assert [days.total(filled, *span) for span in ((10, 20), (11, 21), (13, 20))] == [3, 5, 0]
    assert [days.has_any(filled, *span) for span in ((10, 11), (11, 12), (12, 13), (13, 20), (20, 21))] == [
        True, False, True, False, True
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "expected"),
    [(9, (None, 10)), (10, (None, 12)), (11, (10, 12)), (12, (10, 20)), (20, (12, None)), (21, (20, None))],
)
def test_the_nearest_days(filled: Store, day: int, expected: tuple[int | None, int | None]) -> None:
    """On either side, with articles."""
    assert days.nearest(filled, day) == expected


def test_days_without_articles_go(filled: Store) -> None:
    """What is added is counted, and what is nothing any more is no day."""
    assert [days.add(filled, 10, -1), days.add(filled, 12, -1), days.add(filled, 30, 5)] == [1, 0, 5]
    days.remove_empty(filled)
    assert days.counts(filled) == [(10, 1), (20, 4), (30, 5)]
