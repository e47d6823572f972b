"""Lengths of time, and times as seconds since 1970."""

from __future__ import annotations

import pytest

from generator.base import dates, spans
from generator.base.dates import DateError, Stamp


@pytest.mark.parametrize(
    ("text", "epoch"), [("1728465000", 1728465000), ("0", 0), ("2024-10-09 16:10", 1728465000), ("253000000000", None), ("-5", None), ("99999999999", 99999999999), ("x", None)]
)  # fmt: skip
def test_the_now_of_a_build(text, epoch):
    """A timestamp or seconds since 1970, in the years that a page can show."""
    if epoch is None:
        with pytest.raises(DateError):
            spans.parse_now(text, "WIB")
    else:
        assert spans.parse_now(text, "WIB") == epoch
        assert dates.portal(Stamp(epoch, "WIT"))


def test_durations():
    """Minutes, hours and days."""
    assert [spans.duration(text) for text in ("90m", "48h", " 2 d ")] == [5400, 172800, 172800]
    for text in ("", "48", "h", "-1h", "1w", "1.5h", "٣h", "9" * 50 + "h"):
        with pytest.raises(DateError, match="is not a length of time"):
            spans.duration(text)
