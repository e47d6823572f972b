"""What the browser is told of the language, which has no table of its own."""

from __future__ import annotations

import msgspec

from generator.base import stemming
from generator.search.words import STOPWORDS

_HALF_LIFE = 12
"""Months."""
_RECENCY = tuple(128 + round(128 * 0.5 ** (months / _HALF_LIFE)) for months in range(121))
"""What the points of an article are multiplied by, in 256ths, by its age in months; the last goes for all older."""


def encode() -> bytes:
    """Return the stemmer's tables, the stop words and what newness is worth; they change with the program alone."""
    tables = {"stemmer": stemming.tables(), "stopwords": sorted(STOPWORDS), "recency": _RECENCY}
    return msgspec.json.encode(tables) + b"\n"
