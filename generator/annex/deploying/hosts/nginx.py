"""The maps of an nginx configuration, with names that do not clash with other portals in the same nginx."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from generator.annex.deploying.hosts import headers
from generator.annex.deploying.hosts.rules import Rule
from generator.base.digest import digest
from generator.model.site import Site

_SHORT = 40
"""Longest text, in bytes, that fits into a map by default, with cache lines of 64 bytes."""
_PIECE = 32
"""Bytes of a piece, leaving room for the number before it."""

Entries = Iterable[tuple[str, str]]


def map_of(source: str, name: str, entries: Entries) -> Iterator[str]:
    yield f"map {source if re.fullmatch(r'[$a-z_0-9]+', source) else quoted(source)} {name} {{"
    for key, value in entries:
        yield f"    {key if key == 'default' else quoted(key)}  {quoted(value)};"
    yield "}"
    yield ""


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def word(text: str) -> str:
    return text if re.fullmatch("[a-z-]+", text) else quoted(text)


def entries_of(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """Yield old and new addresses. nginx compares texts without regard to case, but patterns with it."""
    known: set[str] = set()
    for rule in rules:
        key = f"{rule.path}?{rule.query}" if rule.query else rule.path
        if rule.exact or key.lower() in known:
            yield _pattern(key), rule.target
        else:
            known.add(key.lower())
            yield key, rule.target


def maps_of(source: str, name: str, entries: Entries) -> Iterator[str]:
    """Yield the maps from an address to its value; the last one is called `name`."""
    short: list[tuple[str, str]] = []
    long: dict[str, str] = {}
    for key, value in entries:
        if key.startswith("~") or len(key.encode()) <= _SHORT:
            short.append((key, value))
        elif key.isascii():
            long[key.lower()] = value
        else:
            # Pieces are cut by bytes, and an accented letter has several.
            short.append((_pattern(key, "~*"), value))
    if long:
        yield from _in_pieces(source, name, long)
        short.insert(0, ("default", f"{name}_long"))
    yield from map_of(source, name, short)


def _pattern(key: str, how: str = "~") -> str:
    return f"{how}^{re.escape(key)}$"


def _in_pieces(source: str, name: str, entries: dict[str, str]) -> Iterator[str]:
    """Yield the maps that look up long texts step by step: from a number and one more piece to a number.

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


_LONGEST = 26
"""Length of the part that distinguishes a portal's variables: nginx allows names of 46 by default."""
_TEXTS = dict.fromkeys((*headers.TYPES.values(), *headers.NAMED.values(), "text/xml", "application/javascript"))


def tag_of(site: Site) -> str:
    """Return what distinguishes this portal's variables from those of another in the same nginx."""
    name = headers.host_name(site) + site.base_path
    tag = re.sub(r"\W", "__", name.replace(".", "_"), flags=re.ASCII)
    return tag if len(tag) <= _LONGEST else f"{tag[: _LONGEST - 9]}_{digest(name.encode()).hex()[:8]}"


def listed(directive: str) -> str:
    """Return a directive that lists types; HTML is always one of them."""
    words = " ".join(kind for kind in _TEXTS if kind != "text/html")
    lines = textwrap.wrap(
        f"{directive} {words};", 110, initial_indent=" " * 4, subsequent_indent=" " * 8, break_on_hyphens=False
    )
    return "\n".join(lines)
