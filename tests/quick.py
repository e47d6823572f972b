"""How thorough the tests are: a sample that shows most mistakes in a tenth of the time, or all that hours can find.

`make test` and CI take the sample, which is the same each time, on every machine. `make test-long` explores.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

LONG = bool(os.environ.get("WARTA_LONG"))
"""Whether everything is tried that can be, at random, rather than a sample."""


def examples(many: int) -> int:
    """Return how many examples a property is tried with: as many as given, or a tenth."""
    return many if LONG else max(1, many // 10)


def stride(sampled: int) -> int:
    """Return how far apart the moments are that are tried one after the other: each, or so many."""
    return 1 if LONG else sampled


def sample(values: Sequence[T], step: int) -> Sequence[T]:
    """Return all values, or each `step`th of them."""
    return values if LONG else values[::step]
