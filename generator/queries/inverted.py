"""The words of articles turned round: which articles of a segment have a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.search import files
from generator.search.files import Posting
from generator.store import words
from generator.store.database import Store

_FILES = 32
"""The most files of terms whose postings are in memory at a time, each of some 160 articles."""


class Inverted:
    """The postings of one segment at a time; large segments are read in turns, so that none takes more memory."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: tuple[int, int, int, int] | None = None
        self._postings: Mapping[bytes, Posting] = {}
        self._terms: Sequence[Sequence[bytes]] = ()
        self._counts: dict[int, dict[str, int]] = {}
        """Turn -> the spellings that it brought, with the number of articles of each."""
        self._spellings: tuple[dict[str, int], Sequence[Sequence[str]]] | None = None

    def terms(self, lo: int, hi: int, number: int, of: int) -> tuple[Mapping[bytes, Posting], Sequence[bytes]]:
        """Return postings, and the terms of file `number` of `of` of the segment from seq `lo` to `hi`, in order."""
        self._read(lo, hi, of, number * _turns(of) // of)
        return self._postings, self._terms[number]

    def spellings(self, lo: int, hi: int, number: int, of: int, shards: int) -> tuple[dict[str, int], Sequence[str]]:
        """Return counts of words, and the words of file `number` of `of` of spellings, in order; see `files.spellings`.

        `shards` are the segment's files of terms.
        """
        if self._held is None or self._held[:3] != (lo, hi, shards):
            self._read(lo, hi, shards, 0)
        if self._spellings is None:
            for turn in range(_turns(shards)):
                if turn not in self._counts:
                    self._read(lo, hi, shards, turn)
            counts = {word: count for part in self._counts.values() for word, count in part.items()}
            self._spellings = counts, files.split_spellings(counts, of)
        return self._spellings[0], self._spellings[1][number]

    def _read(self, lo: int, hi: int, of: int, turn: int) -> None:
        if self._held == (lo, hi, of, turn):
            return
        if self._held is None or self._held[:3] != (lo, hi, of):
            self._counts, self._spellings = {}, None
        self._held = None
        self._postings = {}
        self._postings = files.inverted(words.every(self._store, lo, hi), turn, _turns(of))
        self._terms = files.split(self._postings, of)
        self._counts[turn] = files.spellings(self._postings)
        self._held = lo, hi, of, turn


def _turns(of: int) -> int:
    return max(1, of // _FILES)
