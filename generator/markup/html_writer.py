"""The writer for texts with HTML, where site.yaml permits it.

Consecutive blocks of HTML are one text, like a table with empty lines in it. So is everything between the two tags of
an element, such as Markdown within <details>.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from generator.markup.allowed_html import Anchor, Block, HtmlFilter, Inline
from generator.markup.collector import Draft
from generator.markup.comments import PAGE
from generator.markup.commonmark import Parser
from generator.markup.sanitizer import Sanitizer
from generator.markup.writer import Writer, enter, opened_link
from generator.model.records import Piece

_HOLDING = re.compile(r"<(/?)(blockquote|dd|details|dl|figure|li|ol|table|td|th|ul)\b", re.IGNORECASE)
"""Elements that may contain blocks of Markdown."""
_BREAKS = frozenset({"softbreak", "hardbreak"})
_WITHIN = frozenset({"image", "footnote_ref", "task"})
"""Inline tokens that become more than text and simple elements."""


class HtmlWriter(Writer):
    """The writer with rules for HTML."""

    def __init__(self, parser: Any = None) -> None:
        super().__init__(parser)
        self._parser: Parser = parser

    def html(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Write HTML and the Markdown between it to the last page of the draft; the result is empty."""
        draft: Draft = env["draft"]
        token, blocks = tokens[idx], tokens[idx].children or []
        filtered = HtmlFilter(draft, self._parser.normalizeLink)
        begin = 0
        for number, block in enumerate(blocks):
            if block.type == "html_block" and block.level == token.level:
                if number > begin:
                    filtered.put(Block(tuple(blocks[begin:number])))
                enter(draft, block)
                filtered.raw(block.content, draft.span[0])
                begin = number + 1
        first = self._settled(filtered, options, env, loose=True)
        if not draft.first and not token.level:
            draft.first = first
        return ""

    def renderInlineAsText(  # noqa: N802 - the library's name
        self, tokens: Sequence[Token] | None, options: OptionsDict, env: EnvType
    ) -> str:
        return super().renderInlineAsText(
            [token for token in tokens or () if token.type != "html_inline"], options, env
        )

    def _leave(self, note: Sequence[Token], draft: Draft) -> None:
        """Check the HTML of an unwritten footnote: an unclosed comment would be visible."""
        for block in note:
            if block.type == "html_block":
                filtered = HtmlFilter(draft, self._parser.normalizeLink)
                filtered.raw(block.content, block.map[0] if block.map else 0)
                filtered.html()

    def _blocks(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> None:
        super()._blocks(_grouped(tokens), options, env)

    def _paragraph(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> Sequence[Piece]:
        inline = tokens[index + 1]
        if not _has_html(inline):
            return super()._paragraph(tokens, index, options, env)
        draft: Draft = env["draft"]
        before, after = ("", "") if tokens[index].hidden or inline.hidden else ("<p>", "</p>")
        pieces, first = self._mixed(inline, options, env, before=before, after=after)
        if not draft.first and not tokens[index].level:
            draft.first = first
        return pieces

    def _inline(self, token: Token, options: OptionsDict, env: EnvType) -> Sequence[Piece]:
        if not _has_html(token):
            return super()._inline(token, options, env)
        return self._mixed(token, options, env, phrases=True)[0]

    def _mixed(
        self,
        token: Token,
        options: OptionsDict,
        env: EnvType,
        *,
        before: str = "",
        after: str = "",
        phrases: bool = False,
    ) -> tuple[Sequence[Piece], str]:
        """Return the pieces of a line of Markdown with HTML in it, and its text; `phrases` allows no blocks."""
        draft: Draft = env["draft"]
        enter(draft, token)
        filtered = HtmlFilter(draft, self._parser.normalizeLink, phrases=phrases)
        children = token.children or []
        line = draft.span[0]
        filtered.put(before)
        for index, child in enumerate(children):
            if child.type == "html_inline":
                filtered.raw(child.content, line)
                line += child.content.count("\n")
            elif child.type == "link_open":
                opening = opened_link(children, index, draft)
                filtered.put(Anchor(opening=tuple(opening), closing=draft.close))
            elif child.type == "link_close":
                filtered.put("</a>")
            else:
                pieces = tuple(self._pieces([child], options, env))
                if child.type in _WITHIN:
                    filtered.put(Inline(pieces, is_link=child.type == "footnote_ref"))
                else:
                    filtered.put("".join(piece for piece in pieces if isinstance(piece, str)))
                    line += child.type in _BREAKS
        filtered.put(after)
        out = draft.pages[-1]
        begin = len(out)
        first = self._settled(filtered, options, env, loose=False)
        written = out[begin:]
        del out[begin:]
        return written, first or draft.texts[-1]

    def _settled(self, filtered: HtmlFilter, options: OptionsDict, env: EnvType, *, loose: bool) -> str:
        """Write the result of a filter to the last page, and return the text of its first paragraph."""
        draft: Draft = env["draft"]

        def block(beside: Block) -> None:
            draft.pages[-1] += beside.pieces
            if beside.tokens:
                boxed, draft.boxed = draft.boxed, -1
                self._blocks(beside.tokens, options, env)
                draft.boxed = boxed

        html = filtered.html()
        return Sanitizer(html, filtered.placeholders, draft, block, loose=loose).write()


def _has_html(token: Token) -> bool:
    return "<" in token.content and any(child.type == "html_inline" for child in token.children or ())


def _grouped(tokens: Sequence[Token]) -> Sequence[Token]:
    """Group blocks of HTML, and tokens between an element's tags, into one token with children."""
    if not any(token.type == "html_block" for token in tokens):
        return tokens
    ends = _ends(tokens)
    found: list[Token] = []
    index, count = 0, len(tokens)
    while index < count:
        token = tokens[index]
        if token.type != "html_block":
            found.append(token)
            index += 1
            continue
        begin, end = index, index + 1
        while index < end:
            if tokens[index].type == "html_block" and tokens[index].level == token.level:
                end = max(end, ends.get(index, index) + 1)
            index += 1
            if index == end < count and tokens[end].type == "html_block" and tokens[end].level == token.level:
                end += 1
        found.append(Token("html", "", 0, level=token.level, children=list(tokens[begin:end])))
    return found


def _ends(tokens: Sequence[Token]) -> dict[int, int]:
    """Return the HTML blocks that open an element, each with the last block that closes one."""
    ends: dict[int, int] = {}
    opened: dict[int, list[tuple[str, int]]] = {}
    """Level -> open elements, each with the number of its block."""
    for index, token in enumerate(tokens):
        if token.nesting < 0:
            opened.pop(token.level + 1, None)
        elif (token.type == "comment" and PAGE.fullmatch(token.content)) or "entry" in token.meta:
            opened.clear()
        elif token.type == "html_block":
            here = opened.setdefault(token.level, [])
            for end, written in _HOLDING.findall(token.content):
                name = written.lower()
                if not end:
                    here.append((name, index))
                elif name in (other for other, _ in here):
                    while here:
                        last, begin = here.pop()
                        if last == name:
                            ends[begin] = max(index, ends.get(begin, index))
                            break
    return ends
