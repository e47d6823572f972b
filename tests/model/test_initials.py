"""Initials: whose the closing mark of an article may be."""

from __future__ import annotations

import pytest

from generator.markup.documents import parse_article
from generator.model.initials import unexplained
from tests.support import READING, article


@pytest.mark.parametrize(
    ("mark", "keys", "expected"),
    [
        ("SW", {}, ()), ("sw", {}, ()), ("S.W.", {}, ()), ("sari", {}, ()), ("XX", {}, ("XX",)), ("S", {}, ("S",)),
        ("SW/XX", {}, ("XX",)), ("AB & CD", {}, ("AB", "CD")), ("XX/XX", {}, ("XX",)), ("XX", {"initials": "xx"}, ()),
        ("SW/XX", {"initials": "XX"}, ()), ("XX", {"author": "[Sari Wulan, Xaverius Xena]"}, ()),
        ("XX", {"retracted": "{timestamp: 2024-10-10 10:00 WIB, reason: sara, text: Dicabut.}"}, ()),
    ],
)  # fmt: skip
def test_which_initials_the_article_does_not_explain(mark, keys, expected):
    """Those that are neither in the front matter nor made of an author's name."""
    text = article("Judul", f"Isi.***({mark})", **keys)
    record, problems = parse_article(text.encode(), "daerah/a.md", READING)
    assert record is not None, problems
    assert unexplained(record) == expected
