"""Comments in a text: notes of the editors, which readers never see.

A comment on lines of its own is a block; any other belongs to the text around it and ends within it. Code in fences or
backticks keeps its comments; in code made by four spaces they are refused.
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
"""Before these, a space left by a comment is removed."""
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
    """Whether it is in the title of a link or picture, where it does not work."""
    is_indented: bool = False
    """Whether four spaces before it make it code, which the writer of a note does not intend."""

    @property
    def is_page(self) -> bool:
        """Whether it would split the article on a line of its own."""
        return bool(_PAGE.fullmatch(self.text))

    @property
    def is_more(self) -> bool:
        """Whether it is another program's "read more" mark."""
        return bool(_MORE.fullmatch(self.text))


def indented(token: Token) -> Iterator[Comment]:
    """Yield the first comment in code made by four spaces."""
    line = token.map[0] if token.map else 0
    for number, text in enumerate(token.content.split("\n")):
        if OPENING in text:
            yield Comment(line + number, text[text.index(OPENING) :], is_indented=True)
            return


def block(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse a top-level comment like the library's html_block; one followed by text on its line is part of that text.

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
        # Called by the library for a line after a list item, or below a table's rows.
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
    """Parse a comment in running text; an unclosed one takes everything that follows."""
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
    """Remove the comments of an inline token and yield them; a token left empty is hidden."""
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
    """Return whether the next token comes at the start of a line or after a space."""
    return not tokens or tokens[-1].type in _BREAKS or (tokens[-1].type == "text" and tokens[-1].content.endswith(" "))


def _trim(tokens: list[Token]) -> None:
    """Remove trailing spaces, and text tokens that become empty."""
    while tokens and tokens[-1].type == "text":
        tokens[-1].content = tokens[-1].content.rstrip()
        if tokens[-1].content:
            return
        tokens.pop()
