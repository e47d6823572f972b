"""Seqs: the order of articles."""

from __future__ import annotations

from generator.model.ordinal import BEGINNING, END, first_ordinal, last_ordinal, ordinal_range, seconds_between


def test_seconds_do_not_overlap() -> None:
    """The last place of a second comes right before the first of the next one, before 1970 too."""
    for epoch in (-1, 0, 1_700_000_000):
        assert last_ordinal(epoch) + 1 == first_ordinal(epoch + 1)


def test_a_day_is_a_range_of_seqs() -> None:
    """Its first second is in it, the first of the next day is not."""
    lo, hi = ordinal_range(86400, 2 * 86400)
    assert (lo, hi) == (first_ordinal(86400), last_ordinal(2 * 86400 - 1))


def test_all_times_lie_between_the_ends() -> None:
    """The years 1 to 9999 do, and both ends fit SQLite's whole numbers."""
    assert -(1 << 63) <= BEGINNING < first_ordinal(-62_135_596_800)
    assert last_ordinal(253_402_300_799) < END < 1 << 63


def test_places_are_no_part_of_a_distance() -> None:
    """Whichever comes first."""
    for one in (first_ordinal(-5), last_ordinal(-5)):
        for other in (first_ordinal(7), last_ordinal(7)):
            assert seconds_between(one, other) == seconds_between(other, one) == 12
