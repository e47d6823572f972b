"""Queries for articles: the newest, and those of a range.

Each query takes the archive and plain values, so that a page can record what it asked. A horizon (`upto`) is the
highest seq that an answer may contain: what is newer does not count.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.digest import digest
from generator.model.records import Article, Card
from generator.queries.answers import Answer, of_value
from generator.queries.archive import Archive
from generator.store.dependencies import Read


def latest(archive: Archive, count: int, kind: str, slug: str, upto: int) -> Answer[list[Card]]:
    """Return the newest articles of a group, newest first.

    Args:
        archive: the archive.
        count: how many at most.
        kind: of the group: all, kanal or type.
        slug: of the group.
        upto: the horizon.

    """
    seqs, read = archive.newest(archive.group(kind, slug), upto, count)
    return _cards(archive, seqs, [read])


def placed(
    archive: Archive, count: int, upto: int, template: str, variable: str, start: int, length: int
) -> Answer[list[Card]]:
    """Return the newest articles of the portal, which a page shows in a place of their own and nowhere else.

    What follows the horizon says which place that is, for whoever exchanges what stands there (see `pages.shared`).
    """
    del template, variable, start, length
    return latest(archive, count, "all", "", upto)


def span(archive: Archive, group: int, lo: int, hi: int) -> Answer[list[Card]]:
    """Return the articles of a group from seq `lo` to `hi`, newest first."""
    return _cards(archive, archive.between(group, lo, hi)[::-1], [(group, lo, hi)])


def everything(archive: Archive, lo: int, hi: int) -> Answer[list[Card]]:
    """Return all articles from seq `lo` to `hi`, newest first."""
    return span(archive, archive.group("all", ""), lo, hi)


def stretch(archive: Archive, lo: int, hi: int, start: int, count: int) -> Answer[list[Card]]:
    """Return some of the articles from seq `lo` to `hi`, oldest first.

    What comes before them decides which they are, and is read in so far; what follows them is not.

    Args:
        archive: the archive.
        lo: the lowest seq.
        hi: the highest seq.
        start: how many are left out, the oldest.
        count: how many at most.

    """
    group = archive.group("all", "")
    seqs = archive.between(group, lo, hi)[start : start + count]
    return _cards(archive, seqs, [(group, lo, seqs[-1] if len(seqs) == count else hi)])


def entries(archive: Archive, count: int, kind: str, slug: str, upto: int) -> Answer[list[tuple[Card, Article]]]:
    """Return the newest articles with their bodies, for a feed, newest first.

    Args:
        archive: the archive.
        count: how many at most.
        kind: of the group: all, kanal or region.
        slug: of the group.
        upto: the horizon.

    """
    seqs, read = archive.newest(archive.group(kind, slug), upto, count)
    articles = [(row.card, archive.article(row.doc)) for row in archive.cards(seqs)]
    return of_value(articles, [read, (archive.group("body", ""), *read[1:])])


def _cards(archive: Archive, seqs: Sequence[int], reads: Sequence[Read]) -> Answer[list[Card]]:
    """Return an answer that consists of cards."""
    rows = archive.cards(seqs)
    return Answer([row.card for row in rows], digest(b"".join(row.digest for row in rows)), tuple(reads))
