"""Plans which files the output consists of, and which of them are stale.

A page is a row of the store, and belongs to a document, to a group (the pages of a listing) or to the site. Only the
pages of changed owners are visited; one no longer planned keeps a row without a kind until its file is deleted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from generator.base.errors import Problem
from generator.engine.clock import Clock
from generator.engine.planning import documents, listings, most_read, site_wide
from generator.engine.planning.collisions import (
    Clash,
    all_future_pages,
    collision,
    collisions,
    files_for_folders,
    future_collisions,
    future_pages_at,
    trailing_slash_clashes,
)
from generator.engine.planning.rows import Section, Wanted, choose, joined, place, place_arrivals
from generator.engine.planning.site_wide import mark_host_files
from generator.lint import dead_links
from generator.lint.site_rules import numbered_page
from generator.model.delta import Delta
from generator.model.kinds import OF_DOCUMENT, WRITTEN
from generator.model.lookup_keys import count_key, key_of, page_key
from generator.model.page import Page
from generator.model.records import Record
from generator.model.site import Site
from generator.model.urls import is_bare, page_url
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
    problems = [*listings.rival_profiles(store, delta), *_collisions(store, delta, site, whole, carried, clock.now)]
    # A published article may take addresses that an unpublished one gave up.
    vacated = {key for key in delta.reserved.vacated if pages.at(store, key) is None}
    counted = most_read.plan(store, site, clock.now)
    keys = delta.invalidated.keys | carried.moved | vacated | counted.keys
    checked = dead_links.check(store, delta, keys | delta.reserved.brought, site, clock.now)
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
    chosen: dict[int, Wanted]
    """Key -> the page that has the address."""
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
    return _Carried(choice.pages, moved, clashes)


def _collisions(store: Store, delta: Delta, site: Site, whole: Section, carried: _Carried, now: int) -> list[Problem]:
    """Return the problems of pages with the same address, now or later, and of files in the place of folders."""
    wanted = [want.page for want in whole.wanted]
    to_come = [page for own in delta.reserved.pages.values() for page in own]

    def planned(path: str) -> Page | None:
        key = page_key(path)
        return carried.chosen[key].page if key in carried.chosen else pages.at(store, key)

    def future(path: str) -> Page | None:
        return next((claim.page for claim in future_pages_at(store, site, page_key(path))), None)

    known = {row.key for row in whole.rows}
    problems = files_for_folders(store, [*wanted, *to_come], known, planned, future)
    problems += collisions(store, carried.clashes)
    if is_bare(site.reading.permalink):
        looked_at = [*wanted, *to_come]
        if delta.first:
            # Its articles are not in the list of wanted pages.
            looked_at = [*pages.of_kinds(store, _BESIDE), *all_future_pages(store, site)]
        problems += [collision(store, *pair) for pair in trailing_slash_clashes(looked_at, planned, future)]
    # Documents may have the addresses of numbered pages that lists will get.
    later = {**delta.reserved.numbered}
    for page in chain(wanted, to_come):
        if page.kind in _TEXTS and (number := numbered_page(store, page_url(page.path), site.per_page)):
            later[key_of(page)] = number
    keys = {*carried.chosen, *carried.moved, *delta.reserved.scheduled, *later}
    rivals: defaultdict[int, set[Page]] = defaultdict(set)
    for pair in carried.clashes:
        rivals[key_of(pair[0])].update(pair)
    if not site.severities.hold:
        # Present conflicts have been reported.
        keys -= rivals.keys()
    return [*problems, *future_collisions(store, site, keys, later, rivals, now)]


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
