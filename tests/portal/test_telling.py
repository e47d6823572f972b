"""Telling words: what is found in hostile texts, and what is kept of them."""

from __future__ import annotations

import tracemalloc

from generator.portal import telling
from generator.readers.frontmatter import parse_article
from tests.support import READING, article


def test_a_text_without_spaces_is_no_word() -> None:
    """Nor is it kept, though roots of words are: an archive of such texts would fill the memory."""
    tracemalloc.start()
    try:
        for number in range(8):
            body = f"x{number}" + "ab" * 250_000
            record, problems = parse_article(article("Banjir", body).encode(), "daerah/a.md", READING)
            assert record is not None, problems
            assert telling.telling(record) == [("banjir", 3)]
            del record
        assert tracemalloc.get_traced_memory()[0] < 2_500_000
    finally:
        tracemalloc.stop()
