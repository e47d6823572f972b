"""Other systems' Markdown, including all HTML that they allow in it, as HTML.

From there it is processed like any other body: into Warta's Markdown, with addresses resolved and words compared. Style
that differs from Warta's (bullets, line breaks) is normalized.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import unescape
from itertools import accumulate
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, paragraph
from markdown_it.token import Token

from generator.base.text import squeeze
from generator.markup import rules

_LONGEST = 2000
_TAG = re.compile(r"<[^<>]*>")
REFERENCE = "data-warta-reference"
"""Attribute of an element that stands for a reference to a footnote; its value is the footnote's number."""
NOTE = "data-warta-note"
"""Attribute of an element that holds the footnote of a number."""
_BLANK = re.compile(r"\n\s*\n")


def from_markdown(body: str, _context: object) -> str:
    """Return a Markdown body as HTML; footnotes are elements with their number."""
    parser = _parser()
    env: dict[str, Any] = {}
    tokens = parser.parse(_ended(body), env)
    labels = _referred(tokens) if "footnotes" in env else ()
    env["numbers"] = {label: number for number, label in enumerate(labels, 1)}
    return str(parser.renderer.render(tokens, parser.options, env))


def plain_line(text: str) -> str:
    """Return what readers see of one line of Markdown, such as a summary: neither signs of emphasis nor addresses.

    A very long one stays as it is, since the parser's work is not bounded by its length alone.
    """
    if len(text) > _LONGEST:
        return text
    if rules.is_plain(text := squeeze(text)):
        return text
    html = _parser().renderInline(text, {"numbers": {}})
    return squeeze(unescape(_TAG.sub("", html)))


def _ended(text: str) -> str:
    """Return a text with a trailing line feed, without which the library may read past the end."""
    return text if text.endswith("\n") else f"{text}\n"


def places(body: str) -> list[tuple[int, int, str]]:
    """Return where HTML and fenced code are in a Markdown body: from, to, and "html" or "fence"."""
    # As many characters as before, each of which the parser would take for the end of a line.
    text = body.replace("\r", "\n")
    lines = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    lines[-1] = len(text)
    kinds = {"html_block": "html", "fence": "fence"}
    return [
        (lines[token.map[0]], lines[token.map[1]], kinds[token.type])
        for token in _blocks().parse(_ended(text))
        if token.type in kinds and token.map
    ]


def part_of_html(text: str) -> str:
    """Return Markdown as HTML that may stand within a block of HTML, which a blank line would end."""
    rendered = _plain().render(text) if text.startswith("\n") else _plain().renderInline(text)
    return _BLANK.sub("\n", str(rendered).strip())


@cache
def _blocks() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).disable("inline")
    parser.block.ruler.before("table", "plain", rules.paragraph)
    return parser


@cache
def _plain() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True})


def _referred(tokens: Sequence[Token]) -> list[str]:
    """Return the labels of footnotes that the text refers to, directly or through others, in text order."""
    leads: dict[str, list[str]] = {"": []}
    where = ""
    for token in tokens:
        if token.type == "footnote_reference_open":
            where = token.meta["label"]
        elif token.type == "footnote_reference_close":
            where = ""
        for inner in token.children or ():
            if inner.type == "footnote_ref":
                leads.setdefault(where, []).append(inner.meta["label"])
    found = list(dict.fromkeys(leads[""]))
    for label in found:
        # It grows meanwhile.
        found += [other for other in dict.fromkeys(leads.get(label, ())) if other not in found]
    return found


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}, renderer_cls=_Writer).enable(["table", "strikethrough"])
    rules.enable_footnotes(parser)
    rules.enable_definitions(parser)
    parser.block.ruler.before("deflist", "no_term", _no_term)
    parser.block.ruler.before("table", "plain", rules.paragraph)
    return parser


def _no_term(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse a paragraph above a line with a tilde, which is no definition in Hugo or Jekyll."""
    after = start + 1 + (start + 1 < end and state.isEmpty(start + 1))
    if silent or after >= end or not state.src.startswith("~", state.bMarks[after] + state.tShift[after]):
        return False
    return paragraph(state, start, end, silent)


class _Writer(RendererHTML):
    """Writes footnotes in place; one without a reference is ordinary text."""

    def footnote_ref(self, tokens: Sequence[Token], idx: int, _options: Any, env: Any) -> str:
        label = tokens[idx].meta["label"]
        number = env["numbers"].get(label)
        return f'<sup {REFERENCE}="{number}"></sup>' if number else escapeHtml(f"[^{label}]")

    def footnote_reference_open(self, tokens: Sequence[Token], idx: int, _options: Any, env: Any) -> str:
        number = env["numbers"].get(tokens[idx].meta["label"])
        return f'<div {NOTE}="{number}">' if number else "<div>"

    def footnote_reference_close(self, *_: Any) -> str:
        return "</div>"
