"""Plans which files the output consists of, and which of them are stale.

A page is a row of the store, and belongs to a document, to a group (the pages of a listing) or to the site. Only the
pages of changed owners are visited; one no longer planned keeps a row without a kind until its file is deleted.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from generator.base.errors import Problem
from generator.engine.clock import Clock
from generator.engine.planning import documents, listings, most_read, site_wide
from generator.engine.planning.collisions import Clash, collisions, reserved_pages
from generator.engine.planning.rows import Section, choose, joined, place, place_arrivals
from generator.engine.planning.site_wide import mark_host_files
from generator.lint import dead_links
from generator.model.delta import Delta
from generator.model.kinds import OF_DOCUMENT, SITE_WIDE, WRITTEN
from generator.model.lookup_keys import count_key, key_of
from generator.model.records import Record
from generator.model.site import Site
from generator.model.urls import is_bare
from generator.store import dependencies, pages
from generator.store.database import Store
from generator.theming.theme import Theme

_BESIDE = ("redirect", "alias", "standing")
"""Kinds of pages, besides articles, that have folders of their own."""
_TEXTS = tuple(kind for kind in OF_DOCUMENT if kind in WRITTEN)
"""Kinds of pages that are made of Markdown files."""


class Plan(Record, frozen=True):
    """The findings of planning."""

    problems: tuple[Problem, ...]
    """Address collisions and dead links; with any, the transaction must be rolled back."""
    warnings: tuple[Problem, ...]
    """New dead links that the site tolerates."""
    keys: frozenset[int]
    """Changed keys: those of the delta, and those of added or removed addresses."""


def plan(store: Store, delta: Delta, site: Site, theme: Theme, clock: Clock, *, ahead: bool = False) -> Plan:
    """Update the pages for what changed, and mark stale ones.

    With `ahead`, media files are published whatever shows them, as for a preview.
    """
    assets = {path: content for path, (_, content) in theme.assets.items()}
    whole = joined(
        (
            documents.plan(store, delta, site, ahead=ahead),
            documents.plan_variants(store, delta, theme.recipes),
            listings.plan(store, delta, site),
            listings.plan_calendar(store, delta.days, site),
            _search(store, delta, site, clock.now),
            site_wide.plan(store, site, assets, theme.ground, clock.now),
        )
    )
    carried = _carry_out(store, delta, whole)
    problems = [*listings.rival_profiles(store, delta), *_collisions(store, delta, site, whole, carried)]
    counted = most_read.plan(store, site, clock.now)
    keys = delta.invalidated.keys | carried.moved | counted.keys
    checked = dead_links.check(store, delta, keys | delta.addresses, site, clock.now)
    problems += checked.errors
    if not problems:
        if not delta.first:
            # On a first reading no page has read anything.
            _mark(store, delta, keys)
        mark_host_files(store, site)
    return Plan(tuple(problems), (*checked.warnings, *counted.warnings), frozenset(keys))


def _search(store: Store, delta: Delta, site: Site, now: int) -> Section:
    if not site.search:
        return Section([], [])
    # Imported here, for a fast start without a search.
    from generator.engine.planning import search  # noqa: PLC0415

    return search.plan(store, delta, site, now)


class _Carried(Record, frozen=True):
    moved: set[int]
    clashes: list[Clash]


def _carry_out(store: Store, delta: Delta, whole: Section) -> _Carried:
    """Update the table of pages.

    If two pages want one address, one of them gets it, so that links to it are not reported as dead.
    """
    rows = {row.key: row for row in whole.rows}
    choice = choose(whole.wanted, rows)
    gone = [row for row in whole.rows if row.key not in choice.pages]
    pages.unplan(store, (row.id for row in gone))
    placed = place(store, choice.pages, {row.id for row in whole.rows})
    moved = placed.moved.union(row.key for row in gone)
    came = (choice.pages[key].page for key in choice.pages.keys() - rows.keys())
    if any(page.kind == "tags" for page in chain(came, (row.page for row in gone))):
        moved.add(count_key("letters"))
    clashes = [*choice.clashes, *placed.clashes]
    if delta.first:
        clashes += place_arrivals(store)
        # On a new site, no page depends on these.
        moved.clear()
    return _Carried(moved, clashes)


def _collisions(store: Store, delta: Delta, site: Site, whole: Section, carried: _Carried) -> list[Problem]:
    """Return the problems of pages with the same address."""
    changed = [
        want.page
        for want in whole.wanted
        if want.page.kind in _TEXTS or (want.page.kind in SITE_WIDE and key_of(want.page) in carried.moved)
    ]
    changed += delta.reserved
    if delta.first:
        # Its articles are not in the list of wanted pages.
        changed += reserved_pages(store, site)
        changed += pages.of_kinds(store, _BESIDE) if is_bare(site.reading.permalink) else ()
    return collisions(store, site, changed, carried.clashes)


def _mark(store: Store, delta: Delta, keys: Iterable[int]) -> None:
    causes: dict[int, str] = {}
    for key in sorted(keys):
        for page in dependencies.pages_of_key(store, key):
            causes.setdefault(page, delta.invalidated.causes.get(key, ""))
    for group, seqs in delta.invalidated.groups.items():
        for size in dependencies.levels(store, group):
            for seq in seqs:
                for page in dependencies.pages_around(store, group, size, seq):
                    causes[page] = causes.get(page) or delta.invalidated.causes.get(seq, "")
    pages.mark_for_check(store, causes)
