"""Tags of an article, as people write them."""

from __future__ import annotations

import pytest

from generator.readers.frontmatter import parse_article
from generator.readers.tagging import parted
from tests.support import READING, article


def read(tags: str) -> tuple[tuple[str, ...] | None, list[str]]:
    """Return the tags of an article, and what is wrong with them."""
    found, problems = parse_article(article(tags=tags).encode(), "daerah/a.md", READING)
    return found and found.matter.tags, [f"{one.code} {one.message} | {one.hint}" for one in problems]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("a", ["a"]), ("a, b;c", ["a", "b", "c"]), ("#a #b", ["a", "b"]), ("#a\t#b, ", ["a", "b"]), ("harga ikan", ["harga ikan"]), ("C#, a#b", ["C#", "a#b"]), (",;", []), ("##a", ["#a"]),
    ],
)  # fmt: skip
def test_a_text_that_holds_several(text: str, tags: list[str]) -> None:
    """They are apart by commas, semicolons and the signs of hashtags."""
    assert parted(text) == tags


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("[Banjir, Rob]", ("Banjir", "Rob")), ("['#Banjir', banjir, BANJIR]", ("Banjir",)), ("harga ikan", ("harga ikan",)), ("['a, b']", ("a, b",)), ("'#rob'", ("rob",)), ("[]", ()), (f"[{'a' * 100}]", ("a" * 100,)),
    ],
)  # fmt: skip
def test_tags_in_their_order(written: str, tags: tuple[str, ...]) -> None:
    """Of several spellings the first."""
    assert read(written) == (tags, [])


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a, b", 'bad-tag "a, b" are several tags in one text | write tags: [a, b]'), ("'#a #b'", 'bad-tag "#a #b" are several tags in one text | write tags: [a, b]'),
        ("['!!']", 'bad-value "!!" has no letters to make an address of | write it with the letters a-z'), (f"[{'a' * 101}]", f'bad-tag "{"a" * 60}…" is too long for a tag | at most 100 characters'),
    ],
)  # fmt: skip
def test_what_is_no_tag(written: str, said: str) -> None:
    """And what to write instead."""
    found, problems = read(written)
    assert found is None
    assert [one.replace("a" * 101, "a" * 60 + "…") for one in problems] == [said]
