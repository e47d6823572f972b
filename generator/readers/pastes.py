"""Pastes: what a text loses that comes from Word, WhatsApp or a web page, where a line break is all that it takes.

In Markdown, lines below each other are one paragraph, and a list begins with a hyphen.
"""

from __future__ import annotations

import re

from markdown_it.token import Token

from generator.readers.leftovers import Leftover

BULLETS = "•●▪■◦○‣►▸➢·"
_BULLET = re.compile(rf"[{BULLETS}][ \t\xa0]*(?=\w)")
_DASH = re.compile(r"(?:[–—]|o)[ \t\xa0]+(?=\w)")
"""What may be a bullet if two lines begin with it: a dash, and the letter o, which Word makes of a hollow one."""
_ENDED = re.compile(r"[.!?…][”\"’')\]]*$")
_SHORT, _LONG = 60, 120
"""Characters of a line that may be a paragraph if it ends as one does: of three lines and more, and of two."""


def find(token: Token) -> list[Leftover]:
    """Return what is lost of the lines of an inline token: that they are a list, or paragraphs."""
    lines = [line.strip() for line in token.content.split("\n")]
    first = token.map[0] if token.map else 0
    marked = [number for number, line in enumerate(lines) if _BULLET.match(line)]
    if not marked:
        dashes = [number for number, line in enumerate(lines) if _DASH.match(line)]
        marked = dashes if len(dashes) > 1 else []
    if marked:
        return [Leftover(first + marked[0], "bullet", lines[marked[0]][:1])]
    shortest = _LONG if len(lines) == 2 else _SHORT
    if len(lines) > 1 and all(len(line) >= shortest and _ENDED.search(line) for line in lines):
        return [Leftover(first + 1, "lines", lines[1])]
    return []
