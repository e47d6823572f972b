r"""Unmeant: what is left in a text that no reader should see, though it is no markup.

| in the text | meant as |
|---|---|
| `â€œair` | “air”: letters that some program has read in another encoding |
| `\n` | the end of a line, that of a program |
| `[TODO]`, `[cek lagi]` | a note to oneself |
| `lorem ipsum` | a text to be written |
| `[halaman 2]` | a mark that splits the article |
| `***(SA)` before the end | the closing mark |
"""

from __future__ import annotations

import re

from markdown_it.token import Token

from generator.portal.records import RemarkKind
from generator.readers.comments import PAGE
from generator.readers.garbled import garbled
from generator.readers.leftovers import Leftover

_NOTE = r"todo|tk|cek|lengkapi|konfirmasi|tambahkan|tanya(?:kan)?|menyusul"
_NUMBERED = r"(?:halaman|hal|hlm|page)\.?\s{0,3}\d{0,3}"
_OPENING = re.compile(rf"\[(?:{_NOTE}|{_NUMBERED})\b", re.IGNORECASE)
_PATTERNS: tuple[tuple[RemarkKind, re.Pattern[str]], ...] = (
    ("feed", re.compile(r"\\n(?=\\n|[A-Z“\"]|\s|$)")),
    ("page", re.compile(rf"(?<!\\)\[{_NUMBERED}\](?![(\[:])", re.IGNORECASE)),
    ("note", re.compile(rf"(?<!\\)\[(?:{_NOTE})\b[^\[\]\n]{{0,80}}\](?![(\[:])", re.IGNORECASE)),
    ("note", re.compile(r"\bTODO\b")),
    ("filler", re.compile(r"\blorem ipsum\b", re.IGNORECASE)),
    ("mark", re.compile(r"\*\*\*\s?\(\w[\w/. ]{0,11}\)")),
)
_PAGE = re.compile(rf"<!--\s{{0,9}}(?:{_NUMBERED}|nextpage|page ?break)\s{{0,9}}-->", re.IGNORECASE)
"""A comment that seems to be meant as one that splits the article."""


def may_hold(text: str) -> bool:
    """Return whether a text may hold any of it, which hardly one does."""
    return (
        "\\n" in text
        or "TODO" in text
        or "orem ipsum" in text
        or garbled(text) != ""
        or 0 <= text.find("***") < text.rstrip().rfind("\n")
        or ("[" in text and _OPENING.search(text) is not None)
    )


def find(token: Token) -> list[Leftover]:
    """Return what an inline token holds of it, the first of each sort; code shows what it shows."""
    text = token.content
    found: dict[RemarkKind, tuple[int, str]] = {}
    if letters := garbled(text):
        found["garbled"] = text.index(letters), letters
    for kind, pattern in _PATTERNS:
        if match := pattern.search(text):
            found.setdefault(kind, (match.start(), match[0]))
    code = [child.content for child in token.children or () if child.type == "code_inline"]
    line = token.map[0] if token.map else 0
    return [
        Leftover(line + text.count("\n", 0, at), kind, what)
        for kind, (at, what) in found.items()
        if not any(what in one for one in code)
    ]


def pages(token: Token) -> list[Leftover]:
    """Return what a comment at top level holds of it."""
    text = token.content
    if not _PAGE.fullmatch(text) or PAGE.fullmatch(text):
        return []
    return [Leftover(token.map[0] if token.map else 0, "page", text)]
