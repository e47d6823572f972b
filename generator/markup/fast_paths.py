"""Parses what most of an article is made of without walking through all rules of the library.

That is paragraphs of one line, texts without markup, and links without any in or beside them. The tokens are those of
the library; a property test holds that they are.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Literal

from markdown_it import MarkdownIt, helpers
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from generator.model.records import Record

_STARTERS = frozenset("#>-*+_`~[<0123456789")
"""Characters that can begin a block other than a paragraph."""
_OTHERS = _STARTERS | {":", " ", "\t"}
"""The same for a line whose blanks were not counted yet, and the sign behind which stands what a term means."""
_SIGN = re.compile(r"[\n\\`~*_\[\]<&]")
"""What is inline markup or can begin it; a "!" does so only before a "["."""
_DESTINATION = r"[A-Za-z0-9_/.,:?=#%+@~-]+"
_PLAIN_DESTINATION = re.compile(rf"{_DESTINATION}(?=[ )\n])")
"""Link destinations without escapes, for which the library's walk by characters is not needed."""
_LINK = re.compile(rf"\[(?<!!\[)(?!\^)([^\n\\`~*_\[\]<&]+)\]\(({_DESTINATION})\)")
"""A link that is neither a picture nor a footnote, without markup in it."""


_CLOSE = Token("paragraph_close", "p", -1, block=True)
"""The end of all paragraphs that stand in nothing else: nobody changes it."""


class _Destination(Record, frozen=True):
    """What the library's parseLinkDestination returns."""

    ok: bool
    pos: int
    str: str


def destination(string: str, pos: int, maximum: int) -> Any:
    """Return what the library's parseLinkDestination would, faster."""
    match = _PLAIN_DESTINATION.match(string, pos, maximum)
    if match:
        return _Destination(ok=True, pos=match.end(), str=match[0])
    return helpers.parseLinkDestination(string, pos, maximum)


def blocks(state: StateCore) -> None:
    """Parse the blocks of a text: the paragraphs of one line with which it begins here, the rest by the rules."""
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
    # The last of them may be a term, and what follows say what it means.
    del state.tokens[-3:]
    rest = StateBlock(whole_lines(state.src), state.md, state.env, state.tokens)
    state.md.block.tokenize(rest, last, rest.lineMax)


def whole_lines(text: str) -> str:
    """Return a text with a line feed at its end, without which the library may read on behind it."""
    return text if text.endswith("\n") else f"{text}\n"


def paragraph(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse a paragraph of one line that no other rule can claim; the tokens are those of the paragraph rule."""
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
    """Parse a paragraph of one line unless it may be a term: below an empty line may follow what defines it."""
    after = start + 2
    if after < state.lineMax and state.src.startswith((":", "~"), state.bMarks[after] + state.tShift[after]):
        return False
    return paragraph(state, start, end, silent)


def _paragraph(line: str, start: int, level: int) -> tuple[Token, Token, Token]:
    after = start + 1
    return (
        _token("paragraph_open", "p", 1, [start, after], level, None, "", block=True),
        _token("inline", "", 0, [start, after], level + 1, [], mdTrim(line), block=True),
        Token("paragraph_close", "p", -1, level=level, block=True) if level else _CLOSE,
    )


def _token(
    kind: str, tag: str, nesting: Literal[-1, 0, 1], lines: list[int] | None, level: int, children: list[Token] | None,
    content: str, *, block: bool,
) -> Token:  # fmt: skip
    """Return a token: half of what an article is parsed into is made here, in half of the time that its class takes."""
    token = Token.__new__(Token)
    token.type, token.tag, token.nesting, token.level, token.block = kind, tag, nesting, level, block
    token.map, token.children, token.content = lines, children, content
    token.attrs, token.markup, token.info, token.meta, token.hidden = {}, "", "", {}, False
    return token


def is_plain(text: str) -> bool:
    """Return whether a text holds no inline markup.

    Signs that are looked for one by one are found in a seventh of the time of an expression.
    """
    return not (
        "*" in text or "[" in text or "\n" in text or "_" in text or "<" in text or "&" in text
        or "`" in text or "~" in text or "\\" in text
    )  # fmt: skip


def linked(content: str, parser: MarkdownIt) -> list[Token]:
    """Return the tokens of a content whose only markup is links; none of any other."""
    parts = _LINK.split(content) if "*" not in content else ()
    if len(parts) < 2 or any(map(_SIGN.search, parts[::3])):
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
    """Return the token of a text without markup; none if there is no text."""
    return [_token("text", "", 0, None, level, None, content, block=False)] if content else []
