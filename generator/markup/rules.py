"""Our rules for the Markdown library: footnotes, addresses, and the quick ways of plain text."""

from __future__ import annotations

import re
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, autolink
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

_REFERENCE = re.compile(r"\[\^([^\s\]]{1,200})\]")

enable_definitions = deflist_plugin


def enable_footnotes(parser: MarkdownIt) -> None:
    parser.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.after("image", "footnote_ref", footnote_reference)


def footnote_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse a reference to an existing footnote; the library's own rule takes quadratic time for `[^[^[^`."""
    found = _REFERENCE.match(state.src, state.pos, state.posMax) if "footnotes" in state.env else None
    if found is None or f":{found[1]}" not in state.env["footnotes"]["refs"]:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": found[1]}
    state.pos = found.end()
    return True


def footnotes_apart(tokens: list[Token]) -> tuple[list[Token], list[list[Token]]]:
    """Return block tokens without footnotes, and the footnotes, each with its opening token first."""
    text = list[Token]()
    notes, stack = list[list[Token]](), [text]
    for token in tokens:
        if token.type == "footnote_reference_open":
            stack.append([token])
            notes.append(stack[-1])
        elif token.type == "footnote_reference_close":
            stack.pop()
        else:
            stack[-1].append(token)
    return text, notes


def inner_autolink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse an address in angle brackets; inside a link it is text, since a browser would end the link there."""
    before = len(state.tokens)
    found = autolink(state, silent)
    if found and state.linkLevel:
        state.tokens[before:] = [token for token in state.tokens[before:] if token.type == "text"]
    return found


# ------------------------------------------------ quick ways, priced in docs/performance.md

_STARTERS = frozenset("#>-*+_`~[<0123456789")
"""Characters that can begin a block other than a paragraph of one line."""
STOPS = re.compile(r"[\n\\`~*_\[\]<&!]")
"""Characters at which inline rules are asked."""
_INLINE = re.compile(r"[\n\\`~*_\[\]<&]")
"""The same; without one of these, an exclamation mark means nothing."""
_LINK = re.compile(r"(?<!!)\[(?!\^)([^\n\\`~*_\[\]<&]+)\]\(([A-Za-z0-9_/.,:?=#%+@~-]+)\)")
"""A link without markup in it, neither a picture nor a footnote."""


def paragraph(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse a one-line paragraph that no other rule can claim, into the tokens of the paragraph rule."""
    after = start + 1
    if silent or (after < state.lineMax and not state.isEmpty(after)):
        return False
    position = state.bMarks[start] + state.tShift[start]
    if state.src[position] in _STARTERS or state.is_code_block(start):
        return False
    after += 1
    if after < state.lineMax and state.src.startswith((":", "~"), state.bMarks[after] + state.tShift[after]):
        # It may be a term, whose definition follows an empty line.
        return False
    state.line = start + 1
    lines, level = [start, state.line], state.level
    state.tokens += (
        quick_token("paragraph_open", "p", 1, lines, level),
        quick_token("inline", "", 0, lines, level + 1, mdTrim(state.src[position : state.eMarks[start]])),
        quick_token("paragraph_close", "p", -1, None, level),
    )
    return True


def quick_token(
    kind: str, tag: str, nesting: Literal[-1, 0, 1], lines: list[int] | None, level: int, content: str = ""
) -> Token:
    """Return a token, in half of the time that its class takes; most tokens of an article are made here."""
    token = Token.__new__(Token)
    token.type, token.tag, token.nesting, token.level, token.block = kind, tag, nesting, level, kind != "text"
    token.map, token.children, token.content = lines, None, content
    token.attrs, token.markup, token.info, token.meta, token.hidden = {}, "", "", {}, False
    return token


def is_plain(text: str) -> bool:
    """Return whether a text has no sign that an inline rule is asked about."""
    return _INLINE.search(text) is None


def quick_inline(content: str, parser: MarkdownIt) -> list[Token]:
    """Return the tokens of a text without any markup but links; empty for any other."""
    parts = _LINK.split(content) if "](" in content else (content,)
    if not all(map(is_plain, parts[::3])):
        return []
    tokens = _text(parts[0])
    for label, target, behind in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        href = parser.normalizeLink(target)
        if not parser.validateLink(href):
            return []
        tokens += (Token("link_open", "a", 1, {"href": href}), *_text(label), Token("link_close", "a", -1))
        tokens += _text(behind)
    return tokens


def _text(content: str) -> list[Token]:
    return [quick_token("text", "", 0, None, 0, content)] if content else []
