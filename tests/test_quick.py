"""The quick tier says soon what it has found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import LONG


@pytest.mark.skipif(LONG, reason="the long tests look for the smallest example, however long that takes")
def test_a_red_property_is_told_at_once() -> None:
    """The first example that fails is shown, and nobody waits for a smaller one."""
    failed = []

    @given(st.lists(st.integers()))
    def red(values: list[int]) -> None:
        if sum(values) > 1000:
            failed.append(values)
            pytest.fail("as it should")

    with pytest.raises(pytest.fail.Exception):
        red()
    # Found, and shown.
    assert len(failed) <= 3
