"""Parses what most of an article is: one-line paragraphs, and texts with no markup but links.

The tokens are those of the library, whose rules are not asked; a property test compares them
(`tests/markup/test_commonmark.py`).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, block, text_join
from markdown_it.token import Token

_STARTERS = frozenset("#>-*+_`~[<0123456789")
"""Characters that can begin a block other than a paragraph."""
_OTHERS = _STARTERS | {":", " ", "\t"}
"""The same for a line whose indentation is not known, or that may define a term above it."""
_LINK = re.compile(r"\[(?<!!\[)(?!\^)([^\n\\`~*_\[\]<&]+)\]\(([A-Za-z0-9_/.,:?=#%+@~-]+)\)")
"""A link without markup in it, neither a picture nor a footnote."""
_STOPS = re.compile(r"[\n\\`~*_\[\]<&!]")
"""Characters in a paragraph that an inline rule is asked about."""
_CLOSE = Token("paragraph_close", "p", -1, block=True)
"""The end of every paragraph at top level, which nobody changes."""


def whole_lines(text: str) -> str:
    """Return a text with a trailing line feed, without which the library may read past the end."""
    return text if text.endswith("\n") else f"{text}\n"


def enable(parser: MarkdownIt, *, terms: bool) -> None:
    """Make a parser ask its rules only about what may be more than plain text; `terms` if it knows definitions."""
    parser.block.ruler.before("table", "plain", paragraph_or_term if terms else paragraph)
    parser.core.ruler.at("block", blocks)
    parser.core.ruler.at("text_join", _join)
    parser.inline.terminator_re = _STOPS


def blocks(state: StateCore) -> None:
    """Parse the blocks of a text: the one-line paragraphs that it begins with here, the rest by the rules."""
    if state.inlineMode:
        block(state)
        return
    lines = [*state.src.split("\n"), ""]
    last = 0
    for number, line in enumerate(lines):
        if line:
            if line[0] in _OTHERS or lines[number + 1]:
                break
            state.tokens += _paragraph(line, number, 0)
            last = number
    else:
        return
    # The last of them may be a term that the next line defines.
    del state.tokens[-3:]
    rest = StateBlock(state.src, state.md, state.env, state.tokens)
    state.md.block.tokenize(rest, last, rest.lineMax)


def paragraph(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse a one-line paragraph that no other rule can claim, into the tokens of the paragraph rule."""
    after = start + 1
    if after < state.lineMax and not state.isEmpty(after):
        return False
    position = state.bMarks[start] + state.tShift[start]
    if silent or state.src[position] in _STARTERS or state.is_code_block(start):
        return False
    state.line = after
    state.tokens += _paragraph(state.src[position : state.eMarks[start]], start, state.level)
    return True


def paragraph_or_term(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse a one-line paragraph, unless it may be a term whose definition follows an empty line."""
    after = start + 2
    if after < state.lineMax and state.src.startswith((":", "~"), state.bMarks[after] + state.tShift[after]):
        return False
    return paragraph(state, start, end, silent)


def _paragraph(line: str, number: int, level: int) -> tuple[Token, Token, Token]:
    lines = [number, number + 1]
    return (
        _token("paragraph_open", "p", 1, lines, level, None),
        _token("inline", "", 0, [*lines], level + 1, [], mdTrim(line)),
        Token("paragraph_close", "p", -1, level=level, block=True) if level else _CLOSE,
    )


def _token(
    kind: str, tag: str, nesting: Literal[-1, 0, 1], lines: list[int] | None, level: int, children: list[Token] | None,
    content: str = "", *, block: bool = True,
) -> Token:  # fmt: skip
    """Return a token, in half of the time that its class takes; half of the tokens of an article are made here."""
    token = Token.__new__(Token)
    token.type, token.tag, token.nesting, token.level, token.block = kind, tag, nesting, level, block
    token.map, token.children, token.content = lines, children, content
    token.attrs, token.markup, token.info, token.meta, token.hidden = {}, "", "", {}, False
    return token


def inline(state: StateCore) -> None:
    """Parse the inline content of blocks by the library's rules, unless it has no markup but links."""
    for token in state.tokens:
        if token.type == "inline":
            content = token.content
            simple = text(content) if is_plain(content) else linked(content, state.md)
            token.children = simple or state.md.inline.parse(content, state.md, state.env, [])


def _join(state: StateCore) -> None:
    if "\\" in state.src or "&" in state.src:
        text_join(state)


def is_plain(text: str) -> bool:
    # One by one, these are found in a seventh of the time of an expression.
    return not (
        "*" in text or "[" in text or "\n" in text or "_" in text or "<" in text or "&" in text
        or "`" in text or "~" in text or "\\" in text
    )  # fmt: skip


def linked(content: str, parser: MarkdownIt) -> list[Token]:
    """Return the tokens of a content whose only markup is links; empty for any other."""
    parts = _LINK.split(content) if "*" not in content else ()
    if len(parts) < 2 or not all(is_plain(part) and "]" not in part for part in parts[::3]):
        return []
    tokens = text(parts[0])
    rest = iter(parts[1:])
    while one := tuple(islice(rest, 3)):
        label, target, behind = one
        href = parser.normalizeLink(target)
        if not parser.validateLink(href):
            return []
        tokens.append(Token("link_open", "a", 1, {"href": href}))
        tokens += text(label, 1)
        tokens.append(Token("link_close", "a", -1))
        tokens += text(behind)
    return tokens


def text(content: str, level: int = 0) -> list[Token]:
    return [_token("text", "", 0, None, level, None, content, block=False)] if content else []
