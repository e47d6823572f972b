"""What is read from inline tokens: their text, and addresses as HTML holds them."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

_TEXTS = frozenset({"text", "code_inline"})
_ENDS = frozenset({"softbreak", "hardbreak"})


def plain(tokens: Sequence[Token], *, pictures: bool = False) -> str:
    """Return the text of inline tokens, code included; `pictures` includes alt texts too."""
    return "".join(
        token.content
        if token.type in _TEXTS or (pictures and token.type == "image")
        else " "
        if token.type in _ENDS
        else ""
        for token in tokens
    )


def href(target: str) -> str:
    """Return an external address as HTML may hold it."""
    return escapeHtml(f"https:{target}" if target.startswith("//") else target)
