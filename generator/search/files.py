"""The files of a segment, to and from bytes: terms with their documents, documents, and words for misspelled ones.

Each is raw deflate, as browsers read it, of a payload: a byte for the format, four bytes of the segment's numbering
(see `segments.numbering`), and the contents. Numbers are LEB128. All of it is exact: one index has one form.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import sub

import msgspec

from generator.search import words
from generator.search.segments import NUMBERING, Head, shard_of

FORMAT = 1
_MOST = 64 << 20
"""Bytes of a payload; a larger one is damage."""
_LETTERS = 255
"""The most bytes of a term."""
_WIDEST = 28
"""Bits of a number before its last byte, at most."""
SHORTEST, _SHORT = 5, 6
"""Letters of the shortest words that a misspelled one may mean, and of the longest that are filed by two letters at
each end, longer ones by three: of two letters that are swapped in the middle of a shorter word, each end has one."""


class DamagedIndexError(Exception):
    """A file of the index is not what it should be."""


class Posting(msgspec.Struct, frozen=True):
    """The documents of a term in a segment, ascending, and the mark of each (see `words.packed`)."""

    documents: Sequence[int]
    marks: bytes | bytearray


NO_POSTING = Posting((), b"")


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


def decode_terms(data: bytes) -> tuple[bytes, dict[bytes, Posting]]:
    """Return the numbering and the postings of a file of terms.

    Raises:
        DamagedIndexError: it is none.

    """
    order, body = _unpack(data)
    with _Damage():
        starts, lengths, letters, counts, gaps, marks = _sections_of(body, 6)
        sizes = [*_numbers_of(counts)]
        found: dict[bytes, Posting] = {}
        steps, place = _numbers_of(gaps), 0
        for term, size in zip(_terms_of(starts, lengths, letters), sizes, strict=True):
            documents = [*accumulate(next(steps) for _ in range(size))]
            found[term] = Posting(documents, marks[place : place + size])
            place += size
        if place != len(marks) or next(steps, None) is not None:
            raise ValueError(place)
        return order, found


def encode_documents(rows: Sequence[Row], order: bytes) -> bytes:
    return _pack(order, msgspec.json.encode(rows), zlib.Z_DEFAULT_STRATEGY)


def decode_documents(data: bytes) -> tuple[bytes, list[Row]]:
    """Return the numbering and the rows of a file of documents.

    Raises:
        DamagedIndexError: it is none.

    """
    order, body = _unpack(data)
    with _Damage():
        return order, msgspec.json.decode(body, type=list[Row])


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


def decode_spellings(data: bytes) -> tuple[bytes, dict[str, int]]:
    """Return the numbering and the words of a file of spellings.

    Raises:
        DamagedIndexError: it is none.

    """
    order, body = _unpack(data)
    with _Damage():
        starts, lengths, letters, counts = _sections_of(body, 4)
        terms = [term.decode() for term in _terms_of(starts, lengths, letters)]
        return order, dict(zip(terms, _numbers_of(counts), strict=True))


class _Damage:
    """Whatever goes wrong in its block is damage."""

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, (ValueError, IndexError, StopIteration, RuntimeError, msgspec.DecodeError)):
            raise DamagedIndexError from error


def _pack(order: bytes, body: bytes, strategy: int = zlib.Z_RLE) -> bytes:
    # In lists of small numbers longer repetitions are chance: looking for them takes thirty times as long, for nothing.
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, strategy=strategy)
    return packer.compress(bytes((FORMAT,)) + order + body) + packer.flush()


def _unpack(data: bytes) -> tuple[bytes, bytes]:
    unpacker = zlib.decompressobj(-15)
    try:
        plain = unpacker.decompress(data, _MOST)
    except zlib.error as error:
        raise DamagedIndexError from error
    if not unpacker.eof or len(plain) <= NUMBERING or plain[0] != FORMAT:
        raise DamagedIndexError
    return plain[1 : 1 + NUMBERING], plain[1 + NUMBERING :]


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


def _terms_of(starts: bytes, lengths: bytes, letters: bytes) -> Iterator[bytes]:
    last, place = b"", 0
    for start, length in zip(starts, lengths, strict=True):
        last = last[:start] + letters[place : place + length]
        place += length
        yield last


def _sections(*parts: bytes | bytearray) -> bytes:
    return b"".join(_numbers([len(part)]) + part for part in parts)


def _sections_of(body: bytes, count: int) -> list[bytes]:
    found, place = [], 0
    for _ in range(count):
        end = place
        while body[end] > 127:
            end += 1
        (size,) = _numbers_of(body[place : end + 1])
        place = end + 1 + size
        found.append(body[end + 1 : place])
    if place != len(body):
        raise ValueError(place)
    return found


def _numbers(values: Iterable[int]) -> bytes:
    found = bytearray()
    for value in values:
        while value > 127:
            found.append(value & 127 | 128)
            value >>= 7  # noqa: PLW2901 - what is left of it
        found.append(value)
    return bytes(found)


def _numbers_of(data: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in data:
        value |= (byte & 127) << shift
        if byte < 128:
            yield value
            value = shift = 0
        elif shift < _WIDEST:
            shift += 7
        else:
            raise ValueError(value)
    if shift:
        raise ValueError(value)


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
    """See `query.both_ways`."""


def encode_manifest(manifest: Manifest) -> bytes:
    return msgspec.json.encode(manifest) + b"\n"


def decode_manifest(data: bytes) -> Manifest:
    """Return a manifest.

    Raises:
        DamagedIndexError: it is none.

    """
    with _Damage():
        return msgspec.json.decode(data, type=Manifest)
