"""A parse that becomes dearer is noticed, however busy the machine is."""

from __future__ import annotations

import re

import pytest

from tools import steps


@pytest.mark.slow
@pytest.mark.parametrize("name", steps.HELD)
def test_a_parse_takes_no_more_steps_than_are_held(name: str) -> None:
    """Neither calls nor uses of patterns, by more than three tenths."""
    found, held = steps.measured(name), steps.HELD[name]
    assert found.calls <= steps.MOST * held.calls, (found, held)
    assert found.patterns <= steps.MOST * held.patterns, (found, held)


def test_steps_are_counted() -> None:
    """Calls in Python and in C, and uses of patterns among them."""
    pattern = re.compile("a")

    def work() -> None:
        for _ in range(3):
            pattern.search("b")
            len("b")

    found = steps.counted(work)
    assert found.patterns == 3
    assert 6 <= found.calls - 1 <= 8
