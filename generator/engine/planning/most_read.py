"""Works out the most read articles from the counts that the owner's host or counter gives.

Counts are an input like the clock: each build reads them again, so what a new file changes, what an edit of an article
changes, and what ends by the clock are one thing.
"""

from __future__ import annotations

import os
from collections import Counter
from urllib.parse import unquote

from generator.base.errors import Problem
from generator.model.counts import FILE, KEPT, Counts, MostRead
from generator.model.lookup_keys import count_key, url_key
from generator.model.records import Record
from generator.model.site import Site
from generator.model.urls import is_web, on_site, own_path, target_url
from generator.store import documents, pages, times
from generator.store.database import Store

_AHEAD = 86400
"""Seconds by which another machine's clock may be ahead."""


class MostReadPlan(Record, frozen=True):
    """The key that is touched, if the most read articles differ, and what is wrong with the counts."""

    keys: frozenset[int]
    warnings: tuple[Problem, ...]


def plan(store: Store, site: Site, now: int) -> MostReadPlan:
    """Bring the most read articles up to date, after the pages were planned."""
    after, problems = _counted(store, site, now) if os.path.lexists(store.site / FILE) else (MostRead(), [])
    before = times.most_read(store)
    if after != before:
        times.set_most_read(store, after)
    differ = after.articles != before.articles
    return MostReadPlan(frozenset({count_key("views")} if differ else ()), tuple(problems))


def _counted(store: Store, site: Site, now: int) -> tuple[MostRead, list[Problem]]:
    # Imported here, for a fast start: most portals have no counts.
    from generator.config.popular import early, read_counts, strange  # noqa: PLC0415

    counts, problems = read_counts(store.site, site.zone)
    if counts is None:
        return MostRead(), problems
    ranked, unknown = _ranked(store, site, counts)
    problems += [strange(unknown)] if unknown else []
    problems += [early()] if counts.until > now + _AHEAD else []
    return MostRead(counts.ends, ranked if now < counts.ends else ()), problems


def _ranked(store: Store, site: Site, counts: Counts) -> tuple[tuple[str, ...], list[str]]:
    """Return the paths of the most read articles below content/, and what is no address of this portal.

    The views of an article's own address and of its former ones are added; its other pages do not count.
    """
    totals: Counter[int] = Counter()
    unknown: list[str] = []
    for address, count in counts.views.items():
        key = _key(address, site)
        articles = documents.articles_named(store, key) if key else set()
        if len(articles) == 1:
            totals[articles.pop()] += count
        elif not articles and (not key or pages.at(store, key) is None):
            unknown.append(address)
    ordered = sorted((-count, documents.path(store, doc)) for doc, count in totals.items() if count)
    return tuple(path for _, path in ordered[:KEPT]), unknown


def _key(address: str, site: Site) -> int:
    """Return the key of an address; 0 if it is none of this portal."""
    path = own_path(address, site.base_url) if is_web(address) else address
    if path == address and path.startswith(f"{site.base_path}/"):
        path = on_site(path, site.base_path)
    return url_key(target_url(unquote(path))) if path.startswith("/") else 0
