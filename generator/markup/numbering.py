"""Headings and footnotes of a text: their levels, numbers and ids."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from generator.base.text import slugify, squeeze
from generator.markup.inlines import plain
from generator.model.urls import Anchors

_DEEPEST = 6


class Outline:
    """The headings of a text below its headline, as far as it is written.

    The page's only h1 is the headline, so the first heading of a text is an h2, whatever its writer began with, and no
    level is left out below it. Each page of a split article begins anew.
    """

    def __init__(self, title: str, anchors: Anchors) -> None:
        self._title = slugify(title)
        self._anchors = anchors
        self._above: list[int] = []
        """Levels, as they are written, of the heading before and of those above it."""

    def begin_page(self) -> None:
        self._above.clear()

    def opening(self, tokens: Sequence[Token], index: int, part: int, *, first: bool) -> str:
        """Return the tag of a heading, whose tokens get its new level; empty if it shows nothing or is left out."""
        opening, inline, closing = tokens[index : index + 3]
        if not inline.children:
            return ""
        text = squeeze(plain(inline.children, pictures=True))
        closing.tag, html = self.begin(int(opening.tag[1]), text, part, first=first)
        return html

    def begin(self, level: int, text: str, part: int, *, first: bool) -> tuple[str, str]:
        """Return a heading's name at its new level, and its tag; both are empty if it repeats the title.

        It has a level and a text, stands on a page, counted from 1, and is `first` if nothing stands above it.
        """
        if first and level == 1 and self._title and slugify(text) == self._title:
            return "", ""
        while self._above and self._above[-1] >= level:
            self._above.pop()
        self._above.append(level)
        tag = f"h{min(len(self._above) + 1, _DEEPEST)}"
        return tag, f'<{tag} id="{self._anchors.add(text, part)}">'


_REFERENCE = re.compile(r"\[\^([^\s\]]{1,200})\]")


def footnote_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse a reference to a footnote that there is; the library's own rule takes time by the square of `[^[^[^`."""
    if "footnotes" not in state.env:
        return False
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None or f":{found[1]}" not in state.env["footnotes"]["refs"]:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": found[1]}
    state.pos = found.end()
    return True


def take_out_footnotes(state: StateCore) -> None:
    """Move the footnotes out of the text, to `env["notes"]`: for each label the tokens of each that has it."""
    if "footnotes" not in state.env:
        return
    notes: dict[str, list[list[Token]]] = {}
    text: list[Token] = []
    stack = [text]
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            stack.append([token])
            notes.setdefault(token.meta["label"], []).append(stack[-1])
        elif token.type == "footnote_reference_close":
            stack.pop()
        else:
            stack[-1].append(token)
    state.tokens = text
    state.env["notes"] = notes


class Notes:
    """The footnotes of a text, as far as it is written, numbered in the order in which the text refers to them.

    Each stands at the end of the page that refers to it first, so that an article on several pages has every one of
    them once. Ids hold an underscore, as no heading's does.
    """

    def __init__(self, anchors: Anchors) -> None:
        self._anchors = anchors
        self._numbers: dict[str, int] = {}
        self._times: dict[int, int] = {}
        self.waiting: list[str] = []
        """Labels of the footnotes that the page is to end with."""

    def __contains__(self, label: str) -> bool:
        return label in self._numbers

    def number(self, label: str) -> int:
        return self._numbers[label]

    def refer(self, label: str, part: int) -> tuple[int, str]:
        """Refer to a footnote from a page, and return its number and the id of the reference."""
        number = self._numbers.get(label, 0)
        if not number:
            number = self._numbers[label] = len(self._numbers) + 1
            self._anchors.parts[note_id(number)] = part
            self.waiting.append(label)
        times = self._times[number] = self._times.get(number, 0) + 1
        anchor = reference_id(number) if times == 1 else f"{reference_id(number)}_{times}"
        self._anchors.parts[anchor] = part
        return number, anchor


def note_id(number: int) -> str:
    return f"catatan_{number}"


def reference_id(number: int) -> str:
    return f"rujukan_{number}"
