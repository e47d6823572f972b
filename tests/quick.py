"""How thorough the tests are: a quick sample, all of it as in CI, or whatever can be found in hours.

`make test` is quick and `make test ALL=1` tries all: both do the same each time, on every machine. `make test-long`
explores.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

LONG = bool(os.environ.get("WARTA_LONG"))
"""Whether everything is tried that can be, at random, rather than a sample that is the same on every machine."""
ALL = LONG or bool(os.environ.get("WARTA_ALL"))
"""Whether a sample holds what CI wants to know, rather than what shows most mistakes in a tenth of the time."""


def examples(many: int) -> int:
    """Return how many examples a property is tried with: as many as given, a fifth of them in CI, or a tenth."""
    return many if LONG else max(1, many // (5 if ALL else 10))


def stride(all_of_it: int) -> int:
    """Return how far apart the moments are that are tried one after the other: each, or so many, or twice as many."""
    return 1 if LONG else all_of_it if ALL else 2 * all_of_it


def sample(values: Sequence[T], step: int) -> Sequence[T]:
    """Return all values; each `step`th of them in a quick run, and twice as many in CI."""
    return values if LONG else values[:: (step + 1) // 2 if ALL else step]
