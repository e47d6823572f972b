"""Examples: where a text shows code, in which nothing is a link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from generator.markup.commonmark import extras_of, parser
from generator.markup.writer import Writer

_BLOCKS = frozenset(("fence", "code_block"))
_RUN = re.compile("`+")
_SLASHES = 100
"""Backslashes that are counted before a backtick."""


def examples(text: str) -> list[tuple[int, int]]:
    """Return where code begins and ends in the body of a file, in order.

    Args:
        text: the body; its line ends may be of any sort.

    """
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    tokens = parser(Writer, "", extras_of(text), html=False).parse(text.replace("\r\n", "\n"), {})
    return [span for token in tokens for span in _of(token, text, starts)]


def _of(token: Token, text: str, starts: list[int]) -> Iterator[tuple[int, int]]:
    if token.map is None:
        return
    start, end = starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)]
    if token.type in _BLOCKS:
        yield start, end
    elif any(child.type == "code_inline" for child in token.children or ()):
        yield from _in_line(text, start, end)


def _in_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the code between backticks: as many end it as begin it; one behind a backslash begins none."""
    runs = [found.span() for found in _RUN.finditer(text, start, end)]
    number = 0
    while number < len(runs):
        opening, after = runs[number]
        before = text[max(start, opening - _SLASHES) : opening]
        if (len(before) - len(before.rstrip("\\"))) % 2:
            opening += 1
        length = after - opening
        last = next((one for one in range(number + 1, len(runs)) if runs[one][1] - runs[one][0] == length), number)
        if length and last > number:
            yield opening, runs[last][1]
        number = last + 1
