"""Shortcuts: what they make is what the library makes; `test_markdown` holds that for any text."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination
from mdit_py_plugins.deflist import deflist_plugin

from generator.markup import fast_paths
from generator.markup.commonmark import Parser, parser


class Stock(Parser):
    """The library's rules with Warta's opinion on addresses."""


def stock() -> MarkdownIt:
    made = Stock("commonmark", {"html": False, "maxNesting": 20})
    made.use(deflist_plugin)
    return made.enable(["table", "strikethrough"])


@pytest.mark.parametrize(
    "text",
    [
        "a", "a\n", "a\n\nb", "a\n\n\nb\n", "\n\na", "a\nb", "a\n\nb\nc\n\nd", " a", "a \n\n b\t\n", "   a\n\n    b", "a\n\n\tb", "a\n\n- b\n\n  c\n- d", "a\n\n> b\n\nc", "a\n\n1. b", "a\n\n12\n\n3", "a\n\n# b", "a\n---\n\nb", "a\n\n* * *\n\nb", "a\n\n_b_", "a\n\n`b`", "a\n\n~~~\nb\n~~~", "a\n\n[b]: /c\n\n[b]",
        "a\n\n+ b", "a\n\n<b>", "istilah\n\n: arti", "istilah\n: arti", "a\n\nistilah\n\n: arti\n\nb", "istilah\n\n~ arti", "> a\n>\n> b", "- istilah\n\n  : arti", "- a\n\n      b", "| a | b |\n|-|-|\n| c | d |", "[a](/b)", "c [a](/b) d [e](https://f.id/g?h=1#i) j", "[a](/b)[c](/d)", "![a](/b)", '[a](/b "c")', "[a](</b c>)", "[a](b c)",
        "[a](ftp:b)", "[a](/b) [c](ftp:d)", "[*a*](/b)", "*a* [b](/c)", "[a](/b) &amp; c", "[a](/b) <c>", "[a](/b) \\* c", "[a](/b)\n[c](/d)", "[a](/b) [c]", "[^a](/b)", "[a](mailto:b@c.id)", "[a]()", "[](/b)", "a!b", "!", "a ! [b](/c)", "![b](/c) [d](/e)", "a_b", "a~b", "a\\b", "a&b", "a<b", "a`b", "a[b", "a]b", "a\u00a0\n\n\u00a0b", "é “ü”",
    ],
)  # fmt: skip
def test_the_tokens_are_those_of_the_library(text: str) -> None:
    """Of paragraphs, texts and links, and of what is none of these."""
    text = fast_paths.whole_lines(text)
    assert parser().parse(text, {}) == stock().parse(text, {})


@pytest.mark.parametrize("sign", "*[\n_<&`~\\")
def test_a_text_with_a_sign_of_markup_is_not_plain(sign: str) -> None:
    """Any other is."""
    assert not fast_paths.is_plain(f"a{sign}b")
    assert fast_paths.is_plain("a ] ! # - 1. “b”")


@pytest.mark.parametrize(("text", "whole"), [("", "\n"), ("a", "a\n"), ("a\n", "a\n"), ("a\n ", "a\n \n")])
def test_whole_lines(text: str, whole: str) -> None:
    """A text ends with a line end."""
    assert fast_paths.whole_lines(text) == whole


@pytest.mark.parametrize(
    "text",
    [
        "/a)",
        "/a b)",
        "/a\n)",
        "/a",
        "<a b>)",
        "a(b)c)",
        "/é)",
        "/a\\)b)",
        "&amp;)",
        ")",
        "",
        "/a%20b?c=d&e=f#g)",
        "x" * 9 + ")",
    ],
)
@pytest.mark.parametrize("start", [0, 1])
def test_a_destination_ends_where_the_library_finds_its_end(text: str, start: int) -> None:
    """Within the bounds that are looked at."""
    for end in (len(text), max(0, len(text) - 1)):
        ours, theirs = fast_paths.destination(text, start, end), parseLinkDestination(text, start, end)
        assert (ours.ok, ours.pos, ours.str) == (theirs.ok, theirs.pos, theirs.str)
