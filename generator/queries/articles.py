"""Queries for articles: the newest, those of a range, the related ones.

Each query takes the archive and plain values, so that a page can record what it asked. A horizon (`upto`) is the
highest seq that an answer may contain: what is newer does not count.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.digest import digest
from generator.base.text import slugify
from generator.portal import related
from generator.portal.records import Article, Card
from generator.portal.seq import BEGINNING
from generator.queries.answers import Answer, of_value
from generator.queries.archive import Archive
from generator.store.reads import Read


def latest(archive: Archive, count: int, kind: str, slug: str, upto: int) -> Answer[list[Card]]:
    """Return the newest articles of a group, newest first.

    Args:
        archive: the archive.
        count: how many at most.
        kind: of the group: all, kanal or type.
        slug: of the group.
        upto: the horizon.

    """
    group = archive.group(kind, slug)
    seqs = archive.newest(group, upto, count)
    low = seqs[-1] if len(seqs) == count else BEGINNING
    return _cards(archive, seqs, [(group, low, upto)])


def span(archive: Archive, group: int, lo: int, hi: int) -> Answer[list[Card]]:
    """Return the articles of a group from seq `lo` to `hi`, newest first."""
    return _cards(archive, archive.between(group, lo, hi)[::-1], [(group, lo, hi)])


def everything(archive: Archive, lo: int, hi: int) -> Answer[list[Card]]:
    """Return all articles from seq `lo` to `hi`, newest first."""
    return span(archive, archive.group("all", ""), lo, hi)


def related_to(archive: Archive, doc: int, count: int, upto: int) -> Answer[list[Card]]:
    """Return the articles that are most related to one, the best first.

    Args:
        archive: the archive.
        doc: id of the article.
        count: how many at most.
        upto: the horizon.

    """
    seq = archive.seq_of(doc)
    try:
        own, tags = archive.traits.get(seq), archive.card(seq).card.tags
    except LookupError:
        # The notice of a withdrawn article; its page is made again when it becomes an article.
        return of_value([], [])
    reads: list[Read] = []
    everyone = archive.group("all", "")
    around = archive.newest(everyone, seq - 1, related.AROUND)[::-1]
    reads.append((everyone, around[0] if len(around) == related.AROUND else BEGINNING, seq))
    weights: dict[int, int] = {}
    for tag in map(slugify, tags):
        group = archive.group("tag", tag)
        older, newer = archive.around(group, seq, upto, related.NEAREST)
        low = older[-1] if len(older) == related.NEAREST else BEGINNING
        high = newer[-1] if len(newer) == related.NEAREST else upto
        reads.append((group, low, high))
        weight = related.weight(older, around)
        for other in (*older, *newer):
            weights[other] = weights.get(other, 0) + weight
    candidates = zip(weights.values(), weights, archive.traits.load(weights), strict=True)
    return _cards(archive, related.best(own, candidates, count), reads, slow=True)


def entries(archive: Archive, count: int, category: str, upto: int) -> Answer[list[tuple[Card, Article]]]:
    """Return the newest articles with their bodies, for a feed, newest first.

    Args:
        archive: the archive.
        count: how many at most.
        category: slug of a kanal; empty for all articles.
        upto: the horizon.

    """
    group = archive.group("kanal", category) if category else archive.group("all", "")
    seqs = archive.newest(group, upto, count)
    low = seqs[-1] if len(seqs) == count else BEGINNING
    articles = [(row.card, archive.article(row.doc)) for row in archive.cards(seqs)]
    return of_value(articles, [(group, low, upto), (archive.group("body", ""), low, upto)])


def _cards(archive: Archive, seqs: Sequence[int], reads: Sequence[Read], *, slow: bool = False) -> Answer[list[Card]]:
    """Return an answer that consists of cards; one that is slow to work out keeps its seqs."""
    rows = archive.cards(seqs)
    digests = b"".join(row.digest for row in rows)
    return Answer([row.card for row in rows], digest(digests), tuple(reads), tuple(seqs) if slow else ())
