"""The files of a segment, as bytes: terms with their documents, documents, and words for misspelled ones.

Each is raw deflate, as browsers read it, of a payload: a byte for the format, four bytes of the segment's numbering
(see `segments.numbering`), and the contents. Numbers are LEB128. All of it is exact: one index has one form.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from operator import sub

import msgspec

from generator.search import words
from generator.search.segments import Head, shard_of

FORMAT = 1
_LETTERS = 255
"""The most bytes of a term."""
SHORTEST, _SHORT = 5, 6
"""Letters of the shortest words that a misspelled one may mean, and of the longest that are filed by two letters at
each end, longer ones by three: of two letters that are swapped in the middle of a shorter word, each end has one."""


class Posting(msgspec.Struct, frozen=True):
    """The documents of a term in a segment, ascending, and the mark of each (see `words.packed`)."""

    documents: Sequence[int]
    marks: bytes | bytearray


class Row(msgspec.Struct, frozen=True, array_like=True):
    """A document as results show it."""

    url: str
    headline: str
    minutes: int
    """Since 1970-01-01 UTC."""
    offset: int
    """Minutes of its zone east of UTC."""
    kanal: str
    type: str
    summary: str
    photo: str
    byline: str
    flags: int
    """The sum of `WITHDRAWN`, `TIMELESS` and `ARTIFICIAL`."""


WITHDRAWN, TIMELESS, ARTIFICIAL = 1, 2, 4
"""An article of which only the notice is left; one of which only the day is known; one with a photo made by an AI."""


def inverted(articles: Iterable[bytes], turn: int = 0, turns: int = 1) -> dict[bytes, Posting]:
    """Return the postings of a segment's articles, in order, from their packed words.

    With `turns`, a power of two, only of the terms in one of as many equal parts of the segment's files.
    """
    found: dict[bytes, tuple[array[int], bytearray]] = {}
    others: set[bytes] = set()
    for number, data in enumerate(articles):
        terms, marks = words.unpacked(data)
        for term, mark in zip(terms, marks, strict=True):
            posting = found.get(term)
            if posting is None:
                if term in others:
                    continue
                if turns > 1 and shard_of(term, turns) != turn:
                    others.add(term)
                    continue
                posting = found[term] = array("I"), bytearray()
            posting[0].append(number)
            posting[1].append(mark)
    return {term: Posting(*posting) for term, posting in found.items()}


def split(found: Mapping[bytes, Posting], shards: int) -> list[list[bytes]]:
    """Return the terms of each file, in the order of their bytes."""
    parts: list[list[bytes]] = [[] for _ in range(shards)]
    for term in sorted(found):
        parts[shard_of(term, shards)].append(term)
    return parts


def encode_terms(found: Mapping[bytes, Posting], terms: Sequence[bytes], order: bytes) -> bytes:
    """Return a file of some terms, which are in order."""
    gaps, marks = bytearray(), bytearray()
    for term in terms:
        documents = found[term].documents
        steps = [documents[0], *map(sub, documents[1:], documents)]
        gaps += bytes(steps) if max(steps) < 128 else _numbers(steps)
        marks += found[term].marks
    counts = [len(found[term].documents) for term in terms]
    return _pack(order, _sections(*_front_coded(terms), _numbers(counts), gaps, marks))


def encode_documents(rows: Sequence[Row], order: bytes) -> bytes:
    return _pack(order, msgspec.json.encode(rows), zlib.Z_DEFAULT_STRATEGY)


def spellings(found: Mapping[bytes, Posting]) -> dict[str, int]:
    """Return the words that a misspelled one may mean, each with its number of documents: those of two or more."""
    return {
        word: len(posting.documents)
        for term, posting in found.items()
        if len(posting.documents) > 1 and len(word := term.decode()) >= SHORTEST and word.isalpha()
    }


def ends(word: str, sizes: Iterable[int]) -> set[bytes]:
    """Return the first and last letters of a word, marked as such, for each number of letters."""
    return {end for size in sizes for end in (f"<{word[:size]}".encode(), f">{word[-size:]}".encode())}


def end_size(length: int) -> int:
    """Return how many letters at each end a word of some length is filed by: one wrong letter spares one end."""
    return 2 if length <= _SHORT else 3


def split_spellings(found: Mapping[str, int], shards: int) -> list[list[str]]:
    """Return the words of each file of spellings, in order; a word stands in one or two."""
    parts: list[list[str]] = [[] for _ in range(shards)]
    for word in sorted(found):
        for number in {shard_of(end, shards) for end in ends(word, (end_size(len(word)),))}:
            parts[number].append(word)
    return parts


def encode_spellings(found: Mapping[str, int], chosen: Sequence[str], order: bytes) -> bytes:
    counts = _numbers([found[word] for word in chosen])
    return _pack(order, _sections(*_front_coded([word.encode() for word in chosen]), counts))


def _pack(order: bytes, body: bytes, strategy: int = zlib.Z_RLE) -> bytes:
    # In lists of small numbers longer repetitions are chance: looking for them takes thirty times as long, for nothing.
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, strategy=strategy)
    return packer.compress(bytes((FORMAT,)) + order + body) + packer.flush()


def _front_coded(terms: Sequence[bytes]) -> tuple[bytes, bytes, bytes]:
    """Return for each term how many bytes it shares with the one before, how many follow, and these."""
    starts, lengths, letters, last = bytearray(), bytearray(), bytearray(), b""
    for term in terms:
        start, most = 0, min(len(last), len(term), _LETTERS)
        while start < most and last[start] == term[start]:
            start += 1
        rest = term[start:]
        starts.append(start)
        lengths.append(len(rest))
        letters += rest
        last = term
    return bytes(starts), bytes(lengths), bytes(letters)


def _sections(*parts: bytes | bytearray) -> bytes:
    return b"".join(_numbers([len(part)]) + part for part in parts)


def _numbers(values: Iterable[int]) -> bytes:
    found = bytearray()
    for value in values:
        while value > 127:
            found.append(value & 127 | 128)
            value >>= 7  # noqa: PLW2901 - what is left of it
        found.append(value)
    return bytes(found)


class Manifest(msgspec.Struct, frozen=True):
    """What a browser reads first."""

    today: str
    segments: tuple[Head, ...]
    """Newest first."""
    kanal: Mapping[str, str]
    """Slug -> name; so are regions and types."""
    regions: Mapping[str, str]
    types: Mapping[str, str]
    synonyms: Mapping[str, str]
    """See `synonyms.both_ways`."""


def encode_manifest(manifest: Manifest) -> bytes:
    return msgspec.json.encode(manifest) + b"\n"
