"""What is read from inline tokens: their text, and addresses as HTML holds them."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from generator.readers.commonmark import reach

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


def can_show(source: str) -> bool:
    """Return whether a picture is on this site or comes over https."""
    return reach(source) != "external" or href(source).lower().startswith("https:")


def foreign_picture(source: str, alt: str, caption: str) -> str:
    """Return the HTML of a picture on another site; of a figure if it has a caption."""
    image = f'<img src="{href(source)}" alt="{escapeHtml(alt)}" loading="lazy" decoding="async">'
    return f"<figure>{image}<figcaption>{escapeHtml(caption)}</figcaption></figure>" if caption else image
