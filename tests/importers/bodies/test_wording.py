"""The words of a body, on both sides."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.importers.bodies.tree import parse
from generator.importers.bodies.wording import compare, words_of, words_of_html, words_of_tree


@pytest.mark.parametrize(
    ("before", "after", "added", "removed", "expected"),
    [
        ("a b c", "a b c", "", "", ("", "")), ("a b c", "a c", "", "", ("b", "")), ("a c", "a b c", "", "", ("", "b")), ("a b c", "a c", "", "b", ("", "")), ("a c", "a b c", "b", "", ("", "")), ("a b", "b a", "", "", ("", "")),
        ("a a b", "a b", "", "", ("a", "")), ("a a b", "a b", "", "a", ("", "")), ("a a a b", "a b", "", "a", ("a", "")), ("", "a", "", "", ("", "a")), ("a", "", "", "", ("a", "")), ("x a y", "x b y", "", "", ("a", "b")), ("a b a", "a", "", "", ("a b", "")),
        ("z y a", "a", "", "", ("y z", "")),
    ],
)  # fmt: skip
def test_words_that_were_lost_and_that_came(
    before: str, after: str, added: str, removed: str, expected: tuple[str, str]
) -> None:
    """Counted, in any order, but for those that were meant to."""
    lost, come = compare(before.split(), after.split(), Counter(added.split()), Counter(removed.split()))
    assert (" ".join(lost), " ".join(come)) == expected


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>a</p><p>b</p>", "a b"), ("a<b>b</b>c", "abc"), ("a<br>b<hr>c", "a b c"), ("<td>a</td><td>b</td>", "a b"), ("a<script>x</script>b", "ab"), ("a<style>x</style><title>y</title>b", "ab"), ("a&shy;b\u200bc", "abc"), ("a<!-- x -->b", "ab"), ("<ul><li>a<li>b</ul>", "a b"),
    ],
)  # fmt: skip
def test_the_words_that_readers_see(html: str, words: str) -> None:
    """Blocks part them, and what is around words does not."""
    assert words_of_tree(parse(html)) == words.split()


def test_words_of_a_piece_of_html() -> None:
    """But for addresses."""
    assert words_of_html("<p>a &amp; <b>b</b>b</p><p>b https://x.example/ a</p>") == Counter(
        {"a": 2, "&": 1, "bb": 1, "b": 1}
    )
    assert words_of("a\u00adb  c\u200bd\n") == ["ab", "cd"]
