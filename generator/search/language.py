"""What the browser is told of the language, so that it finds the same as Python: it has no table of its own."""

from __future__ import annotations

import msgspec

from generator.base import stemming
from generator.search.ranking import RECENCY
from generator.search.words import STOPWORDS


def encode() -> bytes:
    """Return the stemmer's tables, the stop words and what newness is worth; they change with the program alone."""
    tables = {"stemmer": stemming.tables(), "stopwords": sorted(STOPWORDS), "recency": RECENCY}
    return msgspec.json.encode(tables) + b"\n"
