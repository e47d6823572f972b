"""A stream of items with a summary at its end."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item")
Summary = TypeVar("Summary")


class Stream(Generic[Item, Summary]):
    """The items of a generator, to be passed over once, and then what it returned."""

    def __init__(self, items: Generator[Item, None, Summary]) -> None:
        self._items = items
        self._summaries: list[Summary] = []

    def __iter__(self) -> Iterator[Item]:
        self._summaries.append((yield from self._items))

    @property
    def summary(self) -> Summary:
        """What the generator returned.

        Raises:
            ValueError: there are items left.

        """
        if not self._summaries:
            raise ValueError("a stream has a summary when all of it has passed")
        return self._summaries[0]
