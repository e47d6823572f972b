"""Comments in a text: notes of the editors, which no reader ever sees.

A comment on lines of its own is a block; any other is part of the text around it and ends in it. Code between fences
or backticks keeps its comments, since they are what it shows; what is code by four blanks alone is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from generator.model.records import Record

OPENING = "<!--"
_CLOSING = "-->"
_BREAKS = frozenset({"softbreak", "hardbreak"})
_STICKING = frozenset(" .,;:!?)")
"""Before these a space that stood before a comment goes."""
_PAGE = re.compile(r"<!--\s*(?:halaman|nextpage)\s*-->", re.IGNORECASE)
_MORE = re.compile(r"<!--\s*more\b.*-->", re.IGNORECASE | re.DOTALL)
PAGE = re.compile(r"<!--\s*halaman\s*-->", re.IGNORECASE)
"""A comment on a line of its own that splits an article."""


class Comment(Record, frozen=True):
    """A comment in running text."""

    line: int
    """Of the text, from 0."""
    text: str
    """The comment; empty if it never ends."""
    in_title: bool = False
    """Whether it stands in the title of a link or picture, where it is no comment."""
    is_indented: bool = False
    """Whether four blanks before it make it code, which nobody who writes a note has in mind."""

    @property
    def is_page(self) -> bool:
        """Whether it would split the article if it stood on a line of its own."""
        return bool(_PAGE.fullmatch(self.text))

    @property
    def is_more(self) -> bool:
        """Whether it is the mark of other programs for the end of what lists show."""
        return bool(_MORE.fullmatch(self.text))


def indented(token: Token) -> Iterator[Comment]:
    """Yield the first line of a comment in code that is made by four blanks."""
    line = token.map[0] if token.map else 0
    for number, text in enumerate(token.content.split("\n")):
        if OPENING in text:
            yield Comment(line + number, text[text.index(OPENING) :], is_indented=True)
            return


def block(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse a comment at top level, as the library's html_block would; one with text behind it is part of that text.

    The token's `content` is the comment, or empty if it never ends; `info` is what follows it on its last line.
    """
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(OPENING, position) or state.is_code_block(start):
        return False
    close = state.src.find(_CLOSING, position + 2)
    end = state.eMarks[start]
    if 0 <= close <= end - len(_CLOSING) and state.src[close + len(_CLOSING) : end].strip():
        return False
    if silent:
        # Called from inside for a line after a list item, or below the rows of a table.
        return not state.level or state.sCount[start] < state.blkIndent or state.parentType == "table"
    if state.level:
        return False
    token = state.push("comment", "", 0)
    after = start + 1
    if close < 0:
        after = state.lineMax
    else:
        close += len(_CLOSING)
        while state.eMarks[after - 1] < close:
            after += 1
        token.content = state.src[position:close]
        token.info = state.src[close : state.eMarks[after - 1]].strip()
    token.map = [start, after]
    state.line = after
    return True


def inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse a comment in running text; one without an end takes all that follows."""
    start = state.pos
    if not state.src.startswith(OPENING, start):
        return False
    close = state.src.find(_CLOSING, start + 2, state.posMax)
    end = state.posMax if close < 0 else close + len(_CLOSING)
    if not silent:
        token = state.push("comment", "", 0)
        token.content = "" if close < 0 else state.src[start:end]
        token.meta = {"span": (start, end)}
    state.pos = end
    return True


def take_out(token: Token) -> Iterator[Comment]:
    """Take the comments out of an inline token and yield them; it is hidden if nothing is left of it."""
    line = token.map[0] if token.map else 0
    for child in token.children or ():
        if child.type == "comment":
            yield Comment(line + token.content.count("\n", 0, child.meta["span"][0]), child.content)
        elif child.type in ("link_open", "image"):
            if OPENING in str(child.attrs.get("title", "")):
                yield Comment(line, "", in_title=True)
            if child.type == "image" and OPENING in child.content:
                yield from take_out(child)
    _cut(token)


def _cut(token: Token) -> None:
    children = token.children or []
    spans = [child.meta["span"] for child in children if child.type == "comment"]
    if not spans:
        return
    kept: list[Token] = []
    after_comment = False
    for child in children:
        if child.type == "comment":
            after_comment = True
            continue
        if child.type == "text":
            if after_comment and child.content[:1] in _STICKING:
                _trim(kept)
            elif after_comment and _ends_with_space(kept):
                child.content = child.content.lstrip()
            if kept and kept[-1].type == "text":
                kept[-1].content += child.content
                continue
        if child.type in _BREAKS:
            _trim(kept)
            if _ends_with_space(kept):
                continue
        kept.append(child)
        after_comment = after_comment and child.type == "text" and not child.content
    _trim(kept)
    while kept and kept[-1].type in _BREAKS:
        kept.pop()
        _trim(kept)
    token.children = kept
    token.hidden = not kept
    begin, parts = 0, []
    for start, end in spans:
        parts.append(token.content[begin:start])
        begin = end
    token.content = "".join((*parts, token.content[begin:])).strip()
    if len(kept) == 1 and kept[0].type == "text":
        token.content = kept[0].content


def _ends_with_space(tokens: list[Token]) -> bool:
    """Return whether nothing stands before what comes next on its line, or a space does."""
    return not tokens or tokens[-1].type in _BREAKS or (tokens[-1].type == "text" and tokens[-1].content.endswith(" "))


def _trim(tokens: list[Token]) -> None:
    """Remove spaces at the end of a line, and the text that is nothing else."""
    while tokens and tokens[-1].type == "text":
        tokens[-1].content = tokens[-1].content.rstrip()
        if tokens[-1].content:
            return
        tokens.pop()
