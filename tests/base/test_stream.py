"""A stream of items with a summary at its end."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from generator.base.stream import Stream


def counted(items: list[str]) -> Generator[str, None, int]:
    yield from items
    return len(items)


def test_a_stream_has_its_summary_when_it_has_passed():
    """The items come as they are, and what the generator returned is there afterwards."""
    stream = Stream(counted(["a", "b"]))
    assert list(stream) == ["a", "b"]
    assert stream.summary == 2


def test_there_is_no_summary_while_items_are_left():
    """Whoever asks too early is told so, rather than given half of it."""
    stream = Stream(counted(["a", "b"]))
    next(iter(stream))
    with pytest.raises(ValueError, match="when all of it has passed"):
        _ = stream.summary
