"""Queries for sequels: what later articles say of an earlier one, though its own file does not."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.index_entry import own_keys
from generator.model.lookup_keys import answered_key, file_key, followed_key
from generator.model.records import Followed, Sequels
from generator.queries.answers import Answer, of_value
from generator.queries.archive import Archive
from generator.store.dependencies import of_key
from generator.store.names import Sequel

_NONE = Sequels((), ())


def sequels(archive: Archive, doc: int) -> Answer[Sequels]:
    """Return the published articles that continue one, and those whose corrections lead to it, the oldest first.

    Whoever comes or goes among them touches the name of its file.
    """
    article = archive.article(doc)
    keys = own_keys(article)
    followed, answered = set(map(followed_key, keys)), set(map(answered_key, keys))
    rows = [row for row in archive.sequels([*followed, *answered]) if row.doc != doc]
    found = Sequels(_cards(archive, rows, followed), _cards(archive, rows, answered)) if rows else _NONE
    return of_value(found, [of_key(file_key(article.path))])


def _cards(archive: Archive, rows: Iterable[Sequel], keys: set[int]) -> tuple[Followed, ...]:
    """Return those of some articles that have one of some names."""
    seqs = {row.seq for row in rows if row.key in keys}
    cards = [row.card for row in archive.cards(sorted(seqs))]
    return tuple(Followed(card.title, card.url, card.stamp) for card in cards)
