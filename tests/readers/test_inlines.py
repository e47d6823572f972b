"""Inline tokens: their text, and addresses as HTML holds them."""

from __future__ import annotations

import pytest
from markdown_it.token import Token

from generator.readers.inlines import can_show, foreign_picture, href, plain


def test_the_text_of_inline_tokens() -> None:
    """Line ends are spaces; code is text, and pictures are if they are wanted."""
    kinds = {
        "text": "a",
        "softbreak": "",
        "code_inline": "b",
        "hardbreak": "",
        "image": "c",
        "html_inline": "<d>",
        "link_open": "",
    }
    tokens = [Token(kind, "", 0, content=content) for kind, content in kinds.items()]
    assert plain(tokens) == "a b "
    assert plain(tokens, pictures=True) == "a b c"


@pytest.mark.parametrize(
    ("target", "shown", "written"),
    [
        ("/a.png", True, "/a.png"), ("a.png", True, "a.png"), ("#x", True, "#x"), ("//a.id/b", True, "https://a.id/b"), ("http://a.id/b", False, "http://a.id/b"),
        ("HTTPS://a.id/b?c&d", True, "HTTPS://a.id/b?c&amp;d"), ('https://a.id/"<', True, "https://a.id/&quot;&lt;"),
    ],
)  # fmt: skip
def test_addresses(target: str, shown: bool, written: str) -> None:
    """Pictures elsewhere are shown over https alone."""
    assert (can_show(target), href(target)) == (shown, written)


def test_a_picture_elsewhere() -> None:
    """With its caption in a figure."""
    image = '<img src="https://a.id/b.png?x&amp;y" alt="a&quot;b" loading="lazy" decoding="async">'
    assert foreign_picture("//a.id/b.png?x&y", 'a"b', "") == image
    assert (
        foreign_picture("//a.id/b.png?x&y", 'a"b', "c & d")
        == f"<figure>{image}<figcaption>c &amp; d</figcaption></figure>"
    )
