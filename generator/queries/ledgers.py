"""Queries for the public ledgers: corrections and withdrawals, by their own times."""

from __future__ import annotations

from generator.base.timestamps import Stamp
from generator.model.records import Article, Entry, EntryKind
from generator.queries.answers import Answer, of_value
from generator.queries.archive import Archive
from generator.store import ledgers


def ledger(archive: Archive, group: int, lo: int, hi: int) -> Answer[list[Entry]]:
    """Return the entries of a ledger from seq `lo` to `hi`, newest first."""
    found = [_entry(archive.article(doc), number) for doc, number in ledgers.between(archive.store, group, lo, hi)]
    return of_value(found, [(group, lo, hi)])


def _entry(article: Article, number: int) -> Entry:
    """Return an entry of an article: its withdrawal, or a correction by its number from the oldest."""
    if retracted := article.matter.retracted:
        return _made(article, retracted.stamp, "dicabut", retracted.text, retracted.reason)
    correction = article.matter.corrections[-1 - number]
    return _made(article, correction.stamp, correction.kind, correction.text)


def _made(article: Article, stamp: Stamp, of: EntryKind, text: str, reason: str = "") -> Entry:
    matter = article.matter
    return Entry(
        path=article.path, url=article.url, title=matter.title, stamp=stamp, category=matter.category, type=matter.type,
        summary=text, photo=None, region="", updated=None, of=of, reason=reason,
        published=matter.stamp,
    )  # fmt: skip
