"""Searches an index, as the page `/cari/` does in the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from generator.base.text import distance
from generator.search import files, ranking
from generator.search.files import NO_POSTING, SHORTEST, DamagedIndexError, Posting, Row
from generator.search.query import Query, Slot, parse
from generator.search.ranking import Hit
from generator.search.segments import CHUNK, Head, shard_of

MANIFEST = "indeks.json"
_T = TypeVar("_T")


class Results(msgspec.Struct, frozen=True):
    """What a query finds."""

    hits: tuple[Hit, ...]
    """All of it, in order."""
    corrected: Mapping[str, str]
    """Word of the query -> the word that was looked up in its place."""
    unknown: tuple[str, ...]
    """Words that no article has."""
    left_out: int
    """Words that were too many."""

    @property
    def whole(self) -> int:
        """How many have all words."""
        return sum(hit.whole for hit in self.hits)


class Searcher:
    """Answers queries from an index; a file is read once."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        """Open the index whose files `read` returns by their paths below its folder.

        Raises:
            OSError: a file cannot be read, now or later; the list of segments alone may be missing.
            DamagedIndexError: it is no index.

        """
        self._read = read
        self.manifest = files.decode_manifest(read(MANIFEST))
        self._terms: dict[str, dict[bytes, Posting]] = {}
        self._spellings: dict[str, dict[str, int]] = {}
        self._rows: dict[str, list[Row]] = {}

    def search(self, text: str, filters: Sequence[str] = (), *, year: str = "", newest_first: bool = False) -> Results:
        """Return the results of a query; `filters` as for `ranking.rank`, `year` limits it to one."""
        query = parse(text, self.manifest.synonyms)
        heads = self.heads(year)
        segments = self._segments(heads, ranking.terms_of(query, filters))
        corrected: dict[str, str] = {}
        unknown = []
        slots = []
        for slot in query.slots:
            other = ""
            if not slot.is_extra and not _is_known(slot, segments):
                other = self._corrected(slot, heads)
                if other:
                    corrected[slot.word] = other
                else:
                    unknown.append(slot.word)
            slots.append(Slot(other, slot.place, other, "") if other else slot)
        if corrected:
            query = Query(tuple(slots), query.left_out)
            segments = self._segments(heads, ranking.terms_of(query, filters))
        hits = ranking.rank(query, segments, filters, newest_first=newest_first)
        return Results(tuple(hits), corrected, tuple(unknown), query.left_out)

    def heads(self, year: str = "") -> list[Head]:
        """Return the segments of a year, or all."""
        return [head for head in self.manifest.segments if head.name.startswith(year)]

    def row(self, hit: Hit, year: str = "") -> Row:
        """Return a result as it is shown; `year` as for the search."""
        head = self.heads(year)[hit.segment]
        number, place = divmod(hit.document, CHUNK)
        rows = self._file(self._rows, head, f"d{number}", files.decode_documents)
        if place >= len(rows):
            raise DamagedIndexError(head.name)
        return rows[place]

    def _segments(self, heads: Iterable[Head], terms: Sequence[str]) -> list[ranking.Segment]:
        return [
            ranking.Segment(
                head.documents, head.months,
                {term: posting for term in terms if (posting := self._posting(head, term)) is not None},
            )
            for head in heads
        ]  # fmt: skip

    def _posting(self, head: Head, term: str) -> Posting | None:
        # What a command line has beside text is in no term.
        data = term.encode(errors="replace")
        number = str(shard_of(data, head.shards))
        return self._file(self._terms, head, number, files.decode_terms).get(data)

    def _corrected(self, slot: Slot, heads: Iterable[Head]) -> str:
        """Return the word that most documents have of those with one letter less, more, other or swapped."""
        meant = [word for word in dict.fromkeys((slot.term, slot.word)) if len(word) >= SHORTEST - 1 and word.isalpha()]
        counts: dict[str, int] = {}
        for head in heads:
            numbers = {
                shard_of(end, head.spellings)
                for word in meant
                for end in files.ends(word, {files.end_size(len(word) + more) for more in (-1, 0, 1)})
            }
            known: dict[str, int] = {}
            for number in numbers:
                part = self._file(self._spellings, head, f"e{number}", files.decode_spellings)
                known |= part
            for word, count in known.items():
                if word in counts or any(abs(len(word) - len(one)) < 2 and distance(word, one) == 1 for one in meant):
                    counts[word] = counts.get(word, 0) + count
        return min(counts, key=lambda word: (-counts[word], word), default="")

    def _file(self, known: dict[str, _T], head: Head, number: str, decode: Callable[[bytes], tuple[bytes, _T]]) -> _T:
        path = f"{head.name}/{number}.bin"
        if path not in known:
            try:
                order, found = decode(self._read(path))
            except FileNotFoundError as error:
                # The list says that it is there.
                raise DamagedIndexError(path) from error
            if order.hex() != head.numbering:
                raise DamagedIndexError(path)
            known[path] = found
        return known[path]


def _is_known(slot: Slot, segments: Iterable[ranking.Segment]) -> bool:
    """Return whether any document has a word, or what means the same."""
    return any(
        all(segment.postings.get(term, NO_POSTING).documents for term in way)
        for segment in segments
        for way in slot.ways
    )
