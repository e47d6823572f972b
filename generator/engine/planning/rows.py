"""Updates the table of pages to the pages that should exist."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from generator.base.workers import batches
from generator.engine.planning.collisions import Clash, is_portals, owner_of
from generator.model.kinds import LISTS, REDIRECTS
from generator.model.lookup_keys import key_of, spelling_key
from generator.model.page import Page, Status
from generator.model.rebuild_reasons import Reason
from generator.model.records import Record
from generator.store import pages, times
from generator.store.database import Store
from generator.store.pages import Row


class Wanted(Record, frozen=True):
    """A page that should exist."""

    page: Page
    reason: Reason | None = None
    """Why it is made again even if its row is unchanged."""


class Section(Record, frozen=True):
    """A part of the plan: the pages of some owners."""

    wanted: list[Wanted]
    rows: list[Row]
    """The current rows of these owners; unwanted ones are removed."""


def joined(parts: Iterable[Section]) -> Section:
    sections = list(parts)
    return Section([page for part in sections for page in part.wanted], [row for part in sections for row in part.rows])


_BATCH = 500
"""Articles of a first reading whose pages are planned at a time."""


class Chosen(Record, frozen=True):
    """The page that gets each address."""

    pages: dict[int, Wanted]
    clashes: list[Clash]


class PlacedPages(Record, frozen=True):
    """Keys of addresses that were added, removed or respelled, and collisions."""

    moved: set[int]
    clashes: list[Clash]


def choose(wanted: Iterable[Wanted], rows: Mapping[int, Row]) -> Chosen:
    """Decide which page gets each address; `rows` are the owners' current ones, by key.

    If two want one, a build fails but a preview goes on, with the stronger claim, else with the previous owner.
    """
    chosen: dict[int, Wanted] = {}
    clashes: list[Clash] = []
    for want in wanted:
        key = key_of(want.page)
        other = chosen.setdefault(key, want)
        if other is not want:
            clashes += _clash(want.page, other.page)
            if _prevails(want.page, other.page, rows.get(key)):
                chosen[key] = want
    return Chosen(chosen, clashes)


def _prevails(page: Page, other: Page, row: Row | None) -> bool:
    if _claim(page) != _claim(other):
        return _claim(page) > _claim(other)
    return row is not None and owner_of(row.page) == owner_of(page)


def _clash(page: Page, other: Page) -> list[Clash]:
    """Return the clash of two pages that want one address; a list is shown where site.yaml would lead on."""
    kinds = {page.kind, other.kind}
    return [] if "moved" in kinds and not kinds.isdisjoint(LISTS) else [(page, other)]


def _claim(page: Page) -> int:
    """Return how strong a page's claim to its address is.

    The portal's own is before what site.yaml leads on, that before a document, and an old address is last.
    """
    if is_portals(page):
        return 2 if page.kind == "moved" else 3
    return 0 if page.kind in REDIRECTS else 1


def place(store: Store, chosen: Mapping[int, Wanted], known: Container[int]) -> PlacedPages:
    """Update the rows of some pages, by address key, and insert missing ones.

    `known` rows, by id, are from the last build and may get another owner. Any other row was planned in this build, so
    a different owner is a collision.
    """
    there = pages.by_key(store, chosen)
    moved: set[int] = set()
    clashes: list[Clash] = []
    fresh: list[tuple[int, Wanted]] = []
    for key, want in chosen.items():
        row = there.get(key)
        if row is None:
            fresh.append((key, want))
            continue
        before, page = row.page, want.page
        is_others = owner_of(before) != owner_of(page) or _claim(before) != _claim(page)
        if before.kind and is_others and row.id not in known:
            clashes += _clash(page, before)
            if _claim(page) <= _claim(before):
                continue
        if not before.kind or before.path != page.path:
            moved.add(key)
        if before.path != page.path:
            _respell(store, row, page.path)
        if want.reason or before != page:
            reason = want.reason or (Reason.INPUT_CHANGED if before.kind else Reason.NEW_PAGE)
            pages.update(store, row.id, page, reason)
    digests = _take_over(store, [want.page.path for _, want in fresh])
    rows = ((key, want.page, want.reason or Reason.NEW_PAGE, digests.get(want.page.path)) for key, want in fresh)
    pages.insert(store, rows)
    moved.update(key for key, _ in fresh)
    return PlacedPages(moved, clashes)


def _respell(store: Store, row: Row, path: str) -> None:
    """Change the spelling of a page's address; its old file is deleted through a row of its own."""
    content = pages.digest_of(store, row.id)
    # It may return to a spelling whose file still exists, since no build has ended in between.
    pages.set_digest(store, row.id, _take_over(store, [path]).get(path))
    if content is not None:
        pages.insert_leftover(store, spelling_key(row.page.path), row.page.path, content)


def _take_over(store: Store, paths: Iterable[str]) -> dict[str, bytes]:
    """Return the digests of respelled files that were to be deleted, and keep the files."""
    return pages.pop_digests(store, map(spelling_key, paths)) if pages.has_leftovers(store) else {}


def place_arrivals(store: Store) -> list[Clash]:
    """Insert the rows of a first reading's articles, in batches; return the collisions."""
    clashes: list[Clash] = []
    for part in batches(times.arrival_states(store), _BATCH):
        chosen = choose(
            (
                Wanted(page.of(doc), Reason.NEW_FILE)
                for doc, state, facts in part
                if state != Status.HIDDEN
                for page in facts.pages
            ),
            {},
        )
        # Everything in the table was planned in this build.
        clashes += chosen.clashes + place(store, chosen.pages, ()).clashes
    times.clear_arrivals(store)
    return clashes
