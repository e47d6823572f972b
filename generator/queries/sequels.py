"""Queries for sequels: what later articles say of an earlier one, though its own file does not."""

from __future__ import annotations

from collections.abc import Iterable

from generator.portal.facts import own_keys
from generator.portal.keys import answered_key, file_key, followed_key
from generator.portal.records import Followed, Sequels
from generator.queries.answers import Answer, of_value
from generator.queries.archive import Archive
from generator.store import names


def sequels(archive: Archive, doc: int) -> Answer[Sequels]:
    """Return the published articles that continue one, and those whose corrections lead to it, the oldest first.

    Whoever comes or goes among them touches the name of its file.
    """
    article = archive.article(doc)
    keys = own_keys(article)
    found = Sequels(_cards(archive, map(followed_key, keys), doc), _cards(archive, map(answered_key, keys), doc))
    return of_value(found, [(-file_key(article.path), 0, 0)])


def _cards(archive: Archive, keys: Iterable[int], doc: int) -> tuple[Followed, ...]:
    """Return the articles that have one of some names, but for one itself."""
    seqs = {seq for key in keys for other, seq in names.published(archive.store, key) if other != doc}
    cards = [row.card for row in archive.cards(sorted(seqs))]
    return tuple(Followed(card.title, card.url, card.stamp) for card in cards)
