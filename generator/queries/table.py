"""The table of queries, by the name that the store keeps with each dependency."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.queries.addresses import followed, picture, standing, target
from generator.queries.answers import Answer
from generator.queries.articles import entries, everything, latest, placed, span, stretch
from generator.queries.days import counts, months, neighbours
from generator.queries.ledgers import ledger
from generator.queries.names import author, labels, letters, longer, person, popular, profile, tag, terms
from generator.queries.related import related_to
from generator.queries.sequels import sequels

QUERIES: dict[str, Callable[..., Answer[Any]]] = {
    query.__name__: query
    for query in (
        latest, placed, span, everything, stretch, related_to, person, profile, target, followed, picture, tag, author,
        terms, popular, letters, longer, counts, months, neighbours, entries, standing, ledger,
        sequels, labels,
    )
}  # fmt: skip
