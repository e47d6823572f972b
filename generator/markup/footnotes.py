"""Footnotes: `[^1]` in the text, and `[^1]: …` in a paragraph of its own somewhere below.

They are numbered in the order in which the text refers to them. Each stands at the end of the page that refers to it
first, so that an article on several pages has every one of them once. Ids hold an underscore, as no heading's does.
"""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from generator.model.urls import Anchors

_REFERENCE = re.compile(r"\[\^([^\s\]]{1,200})\]")


def reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
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


def take_out(state: StateCore) -> None:
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
    """The footnotes of a text, as far as it is written."""

    def __init__(self, anchors: Anchors) -> None:
        self._anchors = anchors
        self._numbers: dict[str, int] = {}
        self._times: dict[int, int] = {}
        self.waiting: list[str] = []
        """Labels of the footnotes that the page is to end with."""

    def __contains__(self, label: str) -> bool:
        return label in self._numbers

    def number(self, label: str) -> int:
        """Return the number of a footnote that the text refers to."""
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
    """Return the id of a footnote."""
    return f"catatan_{number}"


def reference_id(number: int) -> str:
    """Return the id of the first reference to a footnote."""
    return f"rujukan_{number}"
