"""Other systems' Markdown, including all HTML that they allow in it, as HTML.

From there it is processed like any other body: into Warta's Markdown, with addresses resolved and words compared. Style
that differs from Warta's (bullets, line breaks) is normalized.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import unescape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from generator.base.text import squeeze
from generator.markup import rules

_LONGEST = 2000
_TAG = re.compile(r"<[^<>]*>")
REFERENCE = "data-warta-reference"
"""Attribute of an element that stands for a reference to a footnote; its value is the footnote's number."""
NOTE = "data-warta-note"
"""Attribute of an element that holds the footnote of a number."""


def from_markdown(body: str, _context: object) -> str:
    """Return a Markdown body as HTML; footnotes are elements with their number."""
    parser = _parser()
    env: dict[str, Any] = {}
    # Without a line feed at the end the library may read past it.
    tokens = parser.parse(body.rstrip("\n") + "\n", env)
    inside = (inner for token in tokens for inner in token.children or () if inner.type == "footnote_ref")
    labels = dict.fromkeys(inner.meta["label"] for inner in inside)
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


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}, renderer_cls=_Writer).enable(["table", "strikethrough"])
    rules.enable_additions(parser)
    return parser


class _Writer(RendererHTML):
    """Writes footnotes in place; one without a reference is ordinary text."""

    def footnote_ref(self, tokens: Sequence[Token], idx: int, _options: Any, env: Any) -> str:
        return f'<sup {REFERENCE}="{env["numbers"][tokens[idx].meta["label"]]}"></sup>'

    def footnote_reference_open(self, tokens: Sequence[Token], idx: int, _options: Any, env: Any) -> str:
        number = env["numbers"].get(tokens[idx].meta["label"])
        return f'<div {NOTE}="{number}">' if number else "<div>"

    def footnote_reference_close(self, *_: Any) -> str:
        return "</div>"
