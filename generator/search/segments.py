"""How the index is cut: by the days of the articles and the day of the build, and by nothing else.

Each closed year is a segment, each closed quarter of this year, each closed month of this quarter, the days of this
month before today, and today. So an article that is published changes the few files of today; midnight moves them into
the month, which closes under its own name; and months become a quarter, and quarters a year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated
from zlib import crc32

import msgspec
from msgspec import Meta

from generator.base import timestamps
from generator.base.digest import digest

NUMBERING = 4
"""Bytes of a numbering."""
CHUNK = 96
"""Articles in a file of documents."""
_SMALL, _FEW, _LARGE, MOST_SHARDS = 16, 64, 160, 1024
"""Articles for each file of terms: 16, but 160 where there are more than 64 files. There are never more than 1024."""
_SPELLING = 16
"""Files of terms for each file of spellings."""


class Cut(msgspec.Struct, frozen=True):
    """A stretch of days."""

    name: str
    """"2024", "2026-q1", "2026-03" or "2026-11-29"."""
    start: int
    """Its first day, counted from 1970-01-01."""
    end: int
    """The day after its last."""


class Head(msgspec.Struct, frozen=True):
    """A segment, as the manifest has it."""

    name: Annotated[str, Meta(pattern=r"^\d{4}(-q\d|(-\d\d){1,2})?$")]
    documents: Annotated[int, Meta(ge=1)]
    shards: Annotated[int, Meta(ge=1, le=MOST_SHARDS)]
    spellings: Annotated[int, Meta(ge=1, le=MOST_SHARDS)]
    """Files of spellings."""
    numbering: str
    """In hex."""
    months: tuple[tuple[int, int], ...]
    """Year times 100 plus month, and number of documents, oldest first."""


def cuts(today: int, oldest: int) -> Iterator[Cut]:
    """Yield the cuts from today back to the day of the oldest article, newest first.

    `today` takes in whatever comes later, too.
    """
    day = timestamps.day_of(today)
    yield Cut(day.isoformat(), today, timestamps.month_days(9999, 12)[1])
    start, _ = timestamps.month_days(day.year, day.month)
    if start < today and oldest < today:
        yield Cut(f"{day.year:04}-{day.month:02}", start, today)
    quarter = (day.month - 1) // 3
    months = ((f"{month:02}", month, month) for month in range(day.month - 1, 3 * quarter, -1))
    quarters = ((f"q{number}", 3 * number - 2, 3 * number) for number in range(quarter, 0, -1))
    for name, first, last in (*months, *quarters):
        start, end = _days(day.year, first, last)
        if oldest < end:
            yield Cut(f"{day.year:04}-{name}", start, end)
    for year in range(day.year - 1, timestamps.day_of(oldest).year - 1, -1):
        yield Cut(f"{year:04}", *_days(year, 1, 12))


def _days(year: int, first: int, last: int) -> tuple[int, int]:
    """Return the first day of some months of a year, and the day after."""
    return timestamps.month_days(year, first)[0], timestamps.month_days(year, last)[1]


def numbering(names: Iterable[str]) -> bytes:
    """Return what stands for a segment's articles, by their names in order: with another, their numbers mean others."""
    return digest("\n".join(names).encode(), NUMBERING)


def shards(documents: int) -> int:
    """Return the number of files of terms, a power of two."""
    wanted = max(min(documents / _SMALL, _FEW), documents / _LARGE)
    number = 1
    while number < wanted and number < MOST_SHARDS:
        number *= 2
    return number


def spelling_shards(documents: int) -> int:
    return max(1, shards(documents) // _SPELLING)


def chunks(documents: int) -> int:
    """Return the number of files of documents."""
    return -(-documents // CHUNK)


def shard_of(term: bytes, shards: int) -> int:
    """Return the number of the file that holds a term, of a power of two: a word as it is written is in its stem's."""
    return crc32(term.partition(b"=")[0]) * shards >> 32
