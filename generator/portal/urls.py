"""Addresses: where things of the portal are, and how listings are cut into pages."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from generator.portal.seq import first_seq

SITEMAP_LIMIT = 50_000
"""Addresses in one sitemap file, by the sitemaps.org protocol."""


def listing_url(kind: str, slug: str) -> str:
    """Return the address of the front page of a group's listing; empty for a group that has none."""
    if kind == "all":
        return "/terkini/"
    if kind == "kanal":
        return f"/{slug}/"
    if kind == "tag":
        return f"/tag/{slug}/"
    return f"/penulis/{slug}/" if kind == "author" else ""


def numbered(count: int, per_page: int) -> int:
    """Return how many numbered pages a listing has beside its front page.

    Page 1 holds the oldest articles, so a full page never changes. The front
    page holds the newest: one page's worth, and up to one less than two.
    """
    return max(0, count // per_page - 1)


def day_url(day: date) -> str:
    """Return the address of the archive of a day."""
    return f"/indeks/{day.year:04d}/{day.month:02d}/{day.day:02d}/"


def month_url(year: int, month: int) -> str:
    """Return the address of the archive of a month."""
    return f"/indeks/{year:04d}/{month:02d}/"


def year_url(year: int) -> str:
    """Return the address of the archive of a year."""
    return f"/indeks/{year:04d}/"


def letter_url(letter: str) -> str:
    """Return the address of the list of the tags that begin with a letter or digit."""
    return f"/indeks/tag/{letter}/"


def sitemap_url(year: int, month: int, part: int) -> str:
    """Return the address of part `part` (from 0) of the sitemap of a month."""
    return f"/sitemap-{year:04d}-{month:02d}{f'-{part + 1}' if part else ''}.xml"


def month_days(year: int, month: int) -> tuple[int, int]:
    """Return the first day of a month and that of the next one, counted from 1970-01-01."""
    first = (date(year, month, 1) - date(1970, 1, 1)).days
    # The month after December 9999 has no first day that could be a date.
    return first, first + monthrange(year, month)[1]


def span(start: int, end: int) -> tuple[int, int]:
    """Return the range of seqs of the time from `start` until before `end`, in seconds since 1970."""
    return first_seq(start), first_seq(end) - 1
