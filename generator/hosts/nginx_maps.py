"""Maps of nginx for addresses: as many and as long as they are, with what nginx has room for by default.

`map_hash_bucket_size` may stand once in all of nginx, so a file that sets it would shut out the next portal's. A map
keeps texts of some forty bytes; longer ones are looked up in pieces, each by a number for what stood before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.hosts.rules import Rule

_SHORT = 40
"""Bytes of a text that a map has room for by default, on processors with cache lines of 64 bytes."""
_PIECE = 32
"""Bytes of a piece, which leaves room for the number before it."""

Entries = Iterable[tuple[str, str]]


def map_of(source: str, name: str, entries: Entries) -> Iterator[str]:
    """Yield the lines of one map."""
    yield f"map {source if re.fullmatch(r'[$a-z_0-9]+', source) else quoted(source)} {name} {{"
    for key, value in entries:
        yield f"    {key if key == 'default' else quoted(key)}  {quoted(value)};"
    yield "}"
    yield ""


def quoted(text: str) -> str:
    """Return a text as one word."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def entries_of(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """Yield old addresses and new ones. nginx compares texts without regard to letter case, and patterns with it."""
    known: set[str] = set()
    for rule in rules:
        key = f"{rule.path}?{rule.query}" if rule.query else rule.path
        if rule.exact or key.lower() in known:
            yield _pattern(key), rule.target
        else:
            known.add(key.lower())
            yield key, rule.target


def maps_of(source: str, name: str, entries: Entries) -> Iterator[str]:
    """Yield the maps from an address to what it stands for, the last of which is called `name`."""
    short: list[tuple[str, str]] = []
    long: dict[str, str] = {}
    for key, value in entries:
        if key.startswith("~") or len(key.encode()) <= _SHORT:
            short.append((key, value))
        elif key.isascii():
            long[key.lower()] = value
        else:
            # Pieces are cut by bytes, and a letter with an accent has several.
            short.append((_pattern(key, "~*"), value))
    if long:
        yield from _in_pieces(source, name, long)
        short.insert(0, ("default", f"{name}_long"))
    yield from map_of(source, name, short)


def _pattern(key: str, how: str = "~") -> str:
    return f"{how}^{re.escape(key)}$"


def _in_pieces(source: str, name: str, entries: dict[str, str]) -> Iterator[str]:
    """Yield the maps that look up long texts: step by step, from the number of what was read to that of one more piece.

    A text that has ended keeps its number, so that all of them arrive at the last step, behind the end of the longest.
    """
    steps: list[dict[str, int]] = [{} for _ in range(max(map(len, entries)) // _PIECE + 1)]
    arrived: dict[str, str] = {}
    count = 0
    for key, value in entries.items():
        before = 0
        for step, start in enumerate(range(0, len(key), _PIECE)):
            piece = f"{before}:{key[start : start + _PIECE]}"
            if piece not in steps[step]:
                count += 1
                steps[step][piece] = count
            before = steps[step][piece]
        arrived[str(before)] = value
    number = "0"
    for step, pieces in enumerate(steps):
        part, reached = f"{name}_part{step}", f"{name}_at{step}"
        yield from map_of(source, part, [(f"~^.{{{step * _PIECE}}}(.{{1,{_PIECE}}})", "$1")])
        ended = [(r"~^([0-9]+):$", "$1")] if step else []
        yield from map_of(f"{number}:{part}", reached, [*((k, str(v)) for k, v in pieces.items()), *ended])
        number = reached
    yield from map_of(number, f"{name}_long", arrived.items())
