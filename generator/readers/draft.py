"""A draft: what the writer of a body collects, and the body that is made of it.

`sealed` is where a body leaves for the rest of the program: all that the Markdown library has decoded passes its gate.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from generator.base.codes import Code
from generator.base.errors import Problem, Where
from generator.base.text import clean, lead
from generator.portal.records import Blank, Body, Link, Piece

BACA_HINT = "write Baca Juga: [headline](/kanal/2024/10/slug/), or [](slug) for the headline of the target"
_DASHES = (" - ", " \N{EN DASH} ", " \N{EM DASH} ")
_MAX_MISSES = 20
"""Targets not found after which no more columns are looked for, since that would take time for nothing."""


class Draft:
    """What one run of the writer collects; it lives as long as one call of `parse_body`."""

    def __init__(self, text: str, path: str, first_line: int, *, sponsored: bool) -> None:
        self.text = text
        self.path = path
        self.first_line = first_line
        self.rel = "sponsored noopener" if sponsored else "noopener"
        self.pages: list[list[Piece]] = [[]]
        self.links: list[Link] = []
        self.texts: list[str] = []
        self.first = ""
        self.problems: list[Problem] = []
        self.silent: list[tuple[int, int]] = []
        """Line of the file and column of each picture with neither alt text nor caption."""
        self.span = (0, 0)
        """Lines of the block that is being written: the first, from 0, and the one after the last."""
        self.seen = (0, 0)
        """Line and column up to which targets were found."""
        self.misses = 0
        """Targets that are not at their links, as those of [references]."""
        self.close: Piece = ""
        """What closes the link that is open."""

    @cached_property
    def lines(self) -> list[str]:
        """The text by lines."""
        return self.text.split("\n")

    def problem(self, line: int, code: Code, message: str, hint: str = "", column: int = 0) -> None:
        """Add a problem at a line of the text, counted from 0."""
        where = Where(self.path, line + self.first_line, column)
        self.problems.append(Problem(where, code, message, hint, self.lines[line] if line < len(self.lines) else ""))

    def locate(self, target: str) -> tuple[int, int]:
        """Return line (from 0) and column (from 1) of a link's target, or of its block if the target is not found."""
        if self.misses > _MAX_MISSES:
            return self.span[0], 1
        line, column = max(self.seen, (self.span[0], 0))
        for number in range(line, min(self.span[1], len(self.lines))):
            for opening in ("](", "](<"):
                start = self.lines[number].find(opening + target, column)
                if start >= 0:
                    self.seen = (number, start + 1)
                    return number, start + len(opening) + 1
            column = 0
        self.misses += 1
        return self.span[0], 1

    def add(self, kind: Literal["link", "image", "baca"], target: str, text: str, caption: str = "") -> int:
        """Record a link, with a problem if it has no target, and return its number."""
        line, column = self.locate(target)
        if not target:
            what = {"link": "the link has", "image": "the picture has", "baca": "this Baca Juga has"}[kind]
            hint = BACA_HINT if kind == "baca" else "write the address between the parentheses"
            self.problem(line, "bad-link", f"{what} no address", hint, column)
        self.links.append(Link(kind, target, text, line + self.first_line, column, caption))
        return len(self.links) - 1


def sealed(draft: Draft, mark: str) -> Body:
    """Return the body of a draft, with all of its texts cleaned; `mark` is the reporter's closing mark."""
    links = [
        Link(one.kind, clean(one.target), clean(one.text), one.line, one.column, clean(one.caption))
        for one in draft.links
    ]
    words = _count_words(" ".join(draft.texts))
    return Body(
        tuple(map(_sealed_page, draft.pages)), tuple(links), clean(mark), words, clean(lead(draft.first)),
        tuple(draft.silent),
    )  # fmt: skip


def _sealed_page(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the pieces of a page, with consecutive texts joined and all of them cleaned."""
    sealed: list[Piece] = []
    html: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            html.append(piece)
            continue
        if html:
            sealed.append(clean("".join(html)))
            html = []
        sealed.append(Blank(piece.kind, piece.link, clean(piece.text)))
    if html:
        sealed.append(clean("".join(html)))
    return tuple(sealed)


def _count_words(plain: str) -> int:
    """Count words as people do: a number is one, a dash between spaces is none."""
    return len(plain.split()) - sum(map(plain.count, _DASHES))
