"""The source of a text before it is parsed: without comments, with Markdown's list signs, cut into pages or entries."""

from __future__ import annotations

import re

from generator.model.records import Record

BULLETS = "•●▪■◦‣►▸➢·➤➔👉🔹🔸✅✔✓☑\uf0b7\uf0a7\uf0d8\uf0fc\uf076"
"""Signs that begin a list item as a hyphen does; the last ones are from Word's symbol fonts."""
_SIGN = rf"[{BULLETS}]\ufe0f?[ \t\xa0]*(?=[^\s{BULLETS}])"
_ANY_SIGN = re.compile(rf"^[ \t]*{_SIGN}", re.MULTILINE)
_BROKEN = re.compile(rf"(?<!\\)\\(?=\n[ \t]*{_SIGN})")
"""A line break before a list item, which other programs write."""
OPENING = "<!--"
PAGE = re.compile(r"<!--\s*(?:halaman(?:\s+\d+)?|nextpage)\s*-->", re.IGNORECASE)
"""The comment that splits an article where it is on a line of its own."""
_FENCE = r"(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}).*?(?:^[ \t>]*(?P=fence)[`~]*[ \t\r]*$|\Z)"
_LINES = re.compile(
    rf"^[ \t]*(?:{_FENCE}|(?P<page>{PAGE.pattern})[ \t]*$|(?P<sign>{_SIGN})|\#{{1,2}}[ \t](?P<heading>[^\n]*)$)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_CLOSING = re.compile(r"[ \t]#+[ \t]*$")
"""The signs that may close a heading."""
_CODE = re.compile(
    rf"^[ \t>]*{_FENCE}|(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t\r]*\n).)*?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_ONE = r"<!--(?:-?>|.*?(?:-->|\Z))"
_COMMENT = re.compile(rf"{_CODE.pattern}|(?<!\\)(?P<comment>{_ONE}(?:[ \t]*{_ONE})*)", re.MULTILINE | re.DOTALL)
_STICKING = frozenset((*" .,;:!?)", ""))
"""Before these, and at the end of a line, a space left by a comment is removed."""


class Comment(Record, frozen=True):
    """Notes of the editors, one or several in a row, which readers never see."""

    line: int
    """Of the text, from 0."""
    column: int
    """From 1."""
    text: str
    alone: bool
    """Whether nothing else is on their lines."""


def without_comments(text: str) -> tuple[str, list[int], list[Comment]]:
    """Return a text without comments, which line of the text each of its lines was, and the comments.

    Code keeps them. One alone on its lines leaves these empty, and one that splits the article stays.
    """
    parts, lines, comments = list[str](), [0], list[Comment]()
    copied = line = 0
    for found in _COMMENT.finditer(text):
        start, end = found.span()
        if found["comment"] is None:
            continue
        before = text[text.rfind("\n", 0, start) + 1 : start]
        behind = text[end : text.find("\n", end) % (len(text) + 1)]
        at = line + text.count("\n", copied, start)
        comment = Comment(at, len(before) + 1, found[0], not (before + behind).strip())
        comments.append(comment)
        if comment.alone and PAGE.fullmatch(comment.text):
            continue
        kept = text[copied:start]
        if behind[:1] in _STICKING:
            kept = kept.rstrip(" ")
        height = comment.text.count("\n")
        if comment.alone:
            kept, height = kept + "\n" * height, 0
        parts.append(kept)
        lines += range(line + 1, line + 1 + kept.count("\n"))
        line = lines[-1] + height
        copied = end
    rest = text[copied:]
    return "".join((*parts, rest)), [*lines, *range(line + 1, line + 2 + rest.count("\n"))], comments


class Part(Record, frozen=True):
    """A page, an entry, or what precedes the entries."""

    first: int
    """Its first line, from 0."""
    end: int
    """The line after its last one."""
    heading: str = ""
    """Of an entry, as written; it is on the line before."""


def cut(text: str, *, in_entries: bool) -> tuple[str, list[Part]]:
    """Return a text with hyphens for other list signs, line by line, and its pages, or its entries.

    Code stays as it is.
    """
    has_signs = _ANY_SIGN.search(text) is not None
    text = _BROKEN.sub("", text) if has_signs else text
    made, parts = list[str](), list[Part]()
    copied = counted = line = first = 0
    heading = ""
    for found in _LINES.finditer(text) if has_signs or in_entries or OPENING in text else ():
        if found["sign"]:
            made += (text[copied : found.start("sign")], "- ")
            copied = found.end()
        elif found["heading" if in_entries else "page"] is not None:
            line += text.count("\n", counted, found.start())
            counted = found.start()
            parts.append(Part(first, line, heading))
            first, heading = line + 1 + found[0].count("\n"), _CLOSING.sub("", found["heading"] or "").strip()
    parts.append(Part(first, line + 1 + text.count("\n", counted), heading))
    return "".join((*made, text[copied:])), parts


def spans_of_code(text: str) -> list[tuple[int, int]]:
    """Return start and end of all code, which contains no links, in order."""
    return [found.span() for found in _CODE.finditer(text)]
