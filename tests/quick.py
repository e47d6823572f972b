"""How thorough the tests are: `make test` is quick and does the same each time, `make test-long` explores."""

from __future__ import annotations

import os

LONG = bool(os.environ.get("WARTA_LONG"))
"""Whether everything is tried that can be, at random, rather than a sample that is the same on every machine."""


def examples(many: int) -> int:
    """Return how many examples a property is tried with: as many as given, or a fifth of them in a quick run."""
    return many if LONG else max(1, many // 5)


def stride(quick: int) -> int:
    """Return how far apart the moments are that are tried one after the other: each of them, or `quick` in a quick run."""
    return 1 if LONG else quick
