"""Headings: their levels closed up, and their ids.

The page's only h1 is the headline, so the first heading of a text is an h2, whatever its writer began with, and no
level is left out below it. Each page of a split article begins anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from generator.base.text import slugify, squeeze
from generator.markup.inlines import plain
from generator.model.records import Record
from generator.model.urls import Anchors

_DEEPEST = 6


class Opening(Record, frozen=True):
    """The beginning of a heading."""

    tag: str
    """At its new level."""
    html: str


class Outline:
    """The headings of a text, as far as it is written."""

    def __init__(self, title: str, anchors: Anchors) -> None:
        """Begin a text.

        Args:
            title: the headline that stands above it.
            anchors: the ids of the text.

        """
        self._title = slugify(title)
        self._anchors = anchors
        self._above: list[int] = []
        """Levels, as they are written, of the heading before and of those above it."""

    def begin_page(self) -> None:
        """Begin another page of a split article."""
        self._above.clear()

    def opening(self, tokens: Sequence[Token], index: int, part: int, *, first: bool) -> str:
        """Return the tag of the heading at `index` with its id; empty if the heading is left out.

        One that shows nothing is left out, and so is one of the first level that begins the text and repeats its title.

        Args:
            tokens: of the text.
            index: of the token that opens the heading, which is given its new level.
            part: number of the page, from 1.
            first: whether nothing stands above it.

        """
        opening, inline, closing = tokens[index : index + 3]
        if not inline.children:
            return ""
        begun = self.begin(int(opening.tag[1]), squeeze(plain(inline.children, pictures=True)), part, first=first)
        if begun is None:
            return ""
        closing.tag = begun.tag
        return begun.html

    def begin(self, level: int, text: str, part: int, *, first: bool) -> Opening | None:
        """Begin a heading; the result is None if it is left out.

        Args:
            level: as it is written.
            text: of the heading.
            part: number of the page, from 1.
            first: whether nothing stands above it.

        """
        if first and level == 1 and self._title and slugify(text) == self._title:
            return None
        while self._above and self._above[-1] >= level:
            self._above.pop()
        self._above.append(level)
        tag = f"h{min(len(self._above) + 1, _DEEPEST)}"
        return Opening(tag, f'<{tag} id="{self._anchors.add(text, part)}">')
