"""Hrefs: addresses of the site become addresses below the path of base_url, and nothing else does."""

from __future__ import annotations

import pytest

from generator.pages import hrefs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<a href="/x/">', '<a href="/p/x/">'), ("<a href='/x/'>", "<a href='/p/x/'>"), ("<a href=/x/>", "<a href=/p/x/>"),
        ('<a title="a > b" href="/">', '<a title="a > b" href="/p/">'), ('<a href="//x/">', '<a href="//x/">'),
        ('<a href="https://x/">', '<a href="https://x/">'), ('<a href="#x">', '<a href="#x">'),
        ('<img src="/a" srcset="/a 1w, /b 2w, //c 3w">', '<img src="/p/a" srcset="/p/a 1w, /p/b 2w, //c 3w">'),
        ('<meta content="0; url=/x/">', '<meta content="0; url=/p/x/">'), ('<p>href="/x/"</p>', '<p>href="/x/"</p>'),
        ('<meta content="/x/">', '<meta content="/x/">'), ('<use xlink:href="/a#b">', '<use xlink:href="/p/a#b">'),
    ],
)  # fmt: skip
def test_addresses_in_tags(text: str, expected: str) -> None:
    """In whichever quotation marks; others' addresses and text stay."""
    assert hrefs.html(text, "/p") == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.css", "a{background:url(/aset/x.svg) url( '/y' ) url(x.svg) url(//z)}", "a{background:url(/p/aset/x.svg) url( '/p/y' ) url(x.svg) url(//z)}"),
        ("a.css", '@import "/aset/b.css"; [href^="/tag/"]{} a/*x*/', '@import "/p/aset/b.css"; [href^="/p/tag/"]{} a/*x*/'),
        ("a.js", 'fetch("/fragmen/a.html"); x = a / b; y = "/"', 'fetch("/p/fragmen/a.html"); x = a / b; y = "/"'),
    ],
)  # fmt: skip
def test_addresses_in_files_of_the_theme(path: str, text: str, expected: str) -> None:
    """In stylesheets wherever they can stand, in scripts those of files that pages load."""
    assert hrefs.asset(text.encode(), path, "/p").decode() == expected


def test_bytes_that_are_no_text_stay() -> None:
    """A theme's file is published whatever it holds."""
    assert hrefs.asset(b'\xff url("/a")', "a.css", "/p") == b'\xff url("/p/a")'
