"""Reads a file of rows line by line, so that a row without an end fills no memory; a list of JSON is read whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TextIO

MOST = 64 << 20
"""Characters of a row."""
_PIECE = 1 << 20
_LARGEST = 512 << 20
"""Characters of a list."""
_BETWEEN = re.compile(r"[ \t\r\n,]*")
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str)


class Lines(Iterator[str]):
    """The lines of an open file; a row longer than `MOST` is the end."""

    def __init__(self, opened: TextIO) -> None:
        self._opened = opened
        self._spent = 0
        self.is_endless = False

    def begin(self) -> None:
        """Say that what follows is another row."""
        self._spent = 0

    def __next__(self) -> str:
        line = self._opened.readline(MOST - self._spent)
        self._spent += len(line)
        self.is_endless = self._spent >= MOST
        if not line or self.is_endless:
            raise StopIteration
        return line

    def values(self) -> Iterator[tuple[int, str]]:
        """Yield each value of a file of JSON with its line: one a line, or those of a list; an empty one for a cut."""
        number, line = 1, self._opened.readline(_PIECE)
        while line.isspace():
            number, line = number + 1, self._opened.readline(_PIECE)
        if line.lstrip().startswith("["):
            yield from _listed(line + self._opened.read(_LARGEST), number)
            return
        if line and not line.endswith("\n"):
            line += next(self, "")
        while line and not self.is_endless:
            if not line.isspace():
                yield number, line
            self.begin()
            number, line = number + 1, next(self, "")


def _listed(text: str, number: int) -> Iterator[tuple[int, str]]:
    """Yield the values of a list that begins on a line."""
    at = text.index("[") + 1
    while True:
        start = at
        if gap := _BETWEEN.match(text, at):
            at = gap.end()
        number += text.count("\n", start, at)
        if text.startswith("]", at):
            return
        try:
            end = _DECODER.raw_decode(text, at)[1]
        except (ValueError, RecursionError):
            yield number, ""
            return
        yield number, text[at:end]
        number += text.count("\n", at, end)
        at = end
