"""Our rules for the Markdown library: comments, footnotes, addresses, and the quick ways of plain text.

Comments are notes of the editors, which readers never see. One on lines of its own is a block; any other belongs to the
text around it and ends within it.
"""

from __future__ import annotations

import re
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline, autolink
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from generator.base.sentences import sentence
from generator.markup.builder import BodyBuilder
from generator.markup.inlines import OPENING, visible
from generator.markup.source import PAGE

_CLOSING = "-->"
_STICKING = frozenset(" .,;:!?)\n")
"""Before these, and at an end, a space left by a comment is removed."""
_NEVER_ENDS = sentence("this comment never ends")
_REFERENCE = re.compile(r"\[\^([^\s\]]{1,200})\]")


def comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse a comment as the library's html_block; one followed by text on its line is part of that text.

    No other HTML is a block, so that an unclosed <pre> does not swallow the rest of an article.
    """
    position, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if not state.src.startswith(OPENING, position):
        return False
    close = state.src.find(_CLOSING, position + 2, last)
    if close >= 0 and state.src[close + len(_CLOSING) : last].strip():
        return False
    return html_block(state, start, end, silent)


def without_comments(tokens: list[Token], builder: BodyBuilder) -> list[Token]:
    """Return block tokens without the comments among them, with a problem for each mistake in one."""
    for token in tokens:
        if token.type == "html_block":
            line = token.map[0] if token.map else 0
            rest = visible(token.content)
            if PAGE.search(token.content):
                _misplaced(builder, line, token.content.strip())
            elif _CLOSING not in token.content[token.content.rfind(OPENING) + 2 :]:
                builder.problem(line, "bad-comment", _NEVER_ENDS, sentence('end it with "-->"'))
            elif rest.strip():
                hint = sentence('put the text below the line with "-->"')
                builder.problem(line, "bad-comment", sentence("text follows a comment on its line"), hint)
    return [token for token in tokens if token.type != "html_block"]


def comment(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Drop a comment in running text and the space that it would leave; one that never ends takes all that follows."""
    start = state.pos
    if not state.src.startswith(OPENING, start):
        return False
    close = state.src.find(_CLOSING, start + 2, state.posMax)
    state.pos = state.posMax if close < 0 else close + len(_CLOSING)
    if silent:
        return True
    if state.pos == state.posMax or state.src[state.pos] in _STICKING:
        state.pending = state.pending.rstrip(" ")
    builder, line = state.env["builder"], state.env["line"] + state.src.count("\n", 0, start)
    if close < 0:
        hint = sentence(
            'end it with "-->" before the next empty line, list, quote or heading, or put it on lines of its own'
        )
        builder.problem(line, "bad-comment", _NEVER_ENDS, hint, builder.column(line, OPENING))
    elif PAGE.fullmatch(state.src, start, state.pos):
        _misplaced(builder, line, state.src[start : state.pos])
    return True


def _misplaced(builder: BodyBuilder, line: int, text: str) -> None:
    if builder.is_live:
        said, hint = sentence("a live report cannot be split into pages"), sentence("remove <!-- halaman -->")
        builder.problem(line, "bad-pages", said, hint)
        return
    message = sentence("this does not split the article, since it stands in the text")
    hint = sentence("put <!-- halaman --> on a line of its own, outside of lists and quotes")
    builder.problem(line, "bad-comment", message, hint, builder.column(line, text))


# ------------------------------------------------ footnotes and addresses


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
