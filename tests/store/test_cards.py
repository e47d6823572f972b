"""Cards: what other pages may show of a published article."""

from __future__ import annotations

import pytest

from generator.model.page import Status
from generator.store import cards, documents
from generator.store.database import Store
from generator.store.documents import Row


@pytest.fixture
def filled(store: Store) -> Store:
    documents.put(store, Row(7, "article", "a.md", b"", 10, Status.SHOWN), b"")
    documents.put(store, Row(8, "article", "b.md", b"", 20, Status.SHOWN), b"")
    documents.put(store, Row(9, "article", "c.md", b"", 30, Status.HIDDEN), b"")
    cards.insert(store, [(20, 8, b"dua" * 99, b"d"), (10, 7, b"satu", b"s"), (15, 3, b"lain", b"l")])
    return store


def test_cards_by_article_and_by_seq(filled: Store) -> None:
    """In the order of seqs; nothing of what is not published."""
    assert cards.of(filled, 8) == (20, b"dua" * 99, b"d")
    assert cards.of(filled, 9) is None
    assert cards.rows(filled, "card", (20, 10, 11)) == [(10, 7, b"satu"), (20, 8, b"dua" * 99)]
    assert cards.rows(filled, "traits", (20, 10, 11)) == [(10, 7, b"s"), (20, 8, b"d")]
    assert list(cards.every_traits(filled)) == [(7, b"s"), (3, b"l"), (8, b"d")]
    cards.remove(filled, 20)
    assert cards.of(filled, 8) is None
