"""Bare addresses in a text."""

from __future__ import annotations

import pytest
from markdown_it.token import Token

from generator.markup.autolinks import link


def linked(text: str) -> list[str]:
    """Return the addresses that become links, which are their own texts."""
    found = link([Token("text", "", 0, content=text, level=2)], str)
    assert "".join(one.content for one in found) == text, "no letter is lost"
    for before, inside, after in zip(found, found[1:], found[2:], strict=False):
        if before.type == "link_open":
            assert (before.level, inside.level, after.level, after.type) == (2, 3, 2, "link_close")
            assert (before.attrs["href"], before.markup, before.info) == (inside.content, "linkify", "auto")
    return [str(one.attrs["href"]) for one in found if one.type == "link_open"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lihat https://a.example/x dan http://b.example.", ["https://a.example/x", "http://b.example"]), ("(https://a.example/x)", ["https://a.example/x"]),
        ("https://a.example/x_(y)", ["https://a.example/x_(y)"]), ("[https://a.example/x]", ["https://a.example/x"]), ("https://a.example/[x]", ["https://a.example/[x]"]),
        *((f"https://a.example/x{sign}", ["https://a.example/x"]) for sign in ("?", "!", ".", ",", ":", ";", "*", "_", "~", "'", "’", "…", "?!", ").", "...)")),
        *((f"https://a.example{sign}", ["https://a.example"]) for sign in "),.;:!'\"”’»]*_~…"), ("https://a.example?x=1#y", ["https://a.example?x=1#y"]),
        ("HTTPS://A.EXAMPLE/x", ["HTTPS://A.EXAMPLE/x"]), ("https://a.example:8080/x", ["https://a.example:8080/x"]), ("https://a.example:123456", ["https://a.example"]),
        ("https://a-b_c.d.example", ["https://a-b_c.d.example"]), ("“https://a.example/x”", ["https://a.example/x"]), ("https://a.example/x|y", ["https://a.example/x"]),
        (f"https://{'a' * 63}.example", [f"https://{'a' * 63}.example"]), (f"https://{'a' * 64}.example", []), ("https://" + "a." * 8 + "id", ["https://" + "a." * 8 + "id"]),
        ("https://" + "a." * 9 + "id", []), ("https://a.e", []), ("https://localhost/x", []), ("https://1.2.3.4/x", []), ("xhttps://a.example", []), ("/https://a.example", []),
        (":https://a.example", []), ("@https://a.example", []), (".https://a.example", []), ("-https://a.example", []), ("ftp://a.example", []), ("https://a.example<b", []),
        (f"https://a.example/{'x' * 1500}", [f"https://a.example/{'x' * 1500}"]), (f"https://a.example/{'x' * 1501}", [f"https://a.example/{'x' * 1500}"]),
    ],
)  # fmt: skip
def test_what_becomes_a_link(text: str, expected: list[str]) -> None:
    """From http to the end of the address, which is neither the end of a sentence nor a bracket of it."""
    assert linked(text) == expected


def test_the_text_of_a_link_stays() -> None:
    """There is no link in a link; behind it there may be."""
    inside = Token("text", "", 0, content="https://a.example")
    tokens = [
        Token("link_open", "a", 1),
        inside,
        Token("link_close", "a", -1),
        inside,
        Token("code_inline", "code", 0, content="https://a.example"),
    ]
    assert [one.type for one in link(tokens, str)] == [
        "link_open", "text", "link_close", "link_open", "text", "link_close", "code_inline",
    ]  # fmt: skip
