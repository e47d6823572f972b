"""Write: two steps of changes as one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.write import Changes

TREES = st.dictionaries(st.sampled_from("abcde"), st.sampled_from(["1", "2", "3"]))


def between(before: dict[str, str], after: dict[str, str]) -> Changes:
    return Changes(
        {path: shown for path, shown in after.items() if path not in before},
        {path: shown for path, shown in after.items() if path in before and before[path] != shown},
        {path: shown for path, shown in before.items() if path not in after},
    )


@given(TREES, TREES, TREES)
def test_two_steps_are_one(first: dict[str, str], second: dict[str, str], third: dict[str, str]) -> None:
    """Two steps together turn the first tree into the third; a file that came back as it was may be called changed."""
    both, direct = between(first, second).then(between(second, third)), between(first, third)
    assert (both.added, both.deleted.keys()) == (direct.added, direct.deleted.keys())
    assert {path: both.changed[path] for path in direct.changed} == direct.changed
    assert both.changed.keys() <= first.keys() & third.keys()
    assert all(third[path] == shown for path, shown in both.changed.items())
