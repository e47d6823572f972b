"""Sites whose files are taken in by the index alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.engine_support import Index
from tests.support import site


@pytest.fixture
def indexed(tmp_path: Path) -> Iterator[Callable[..., Index]]:
    """Make an index of a site, under a name; none of its files is taken in yet."""
    made: list[Index] = []

    def make(text: str, name: str = "site", **how: str) -> Index:
        made.append(Index(site(tmp_path / name, text, **how)))
        return made[-1]

    yield make
    for one in made:
        one.store.close()
