"""Two things that will want one address when scheduled articles are published.

What is scheduled has no page yet, and gets it at night, when nobody is there to mend anything. So its addresses, and
those of the lists that it brings, are held against all others when it is saved. As time goes on, collisions can only
become fewer.

Two articles may have one address one after the other. Lists are there for longer than any article, so an address that a
list has, or will have, is nobody else's at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations, islice, pairwise

from msgspec.structs import replace

from generator.base.errors import Problem
from generator.base.sentences import sentence
from generator.base.timestamps import Stamp
from generator.engine.planning.collisions import collision
from generator.model.codec import decode
from generator.model.index_entry import of_article
from generator.model.kinds import LISTS, OF_ARTICLE
from generator.model.lookup_keys import key_of, url_key
from generator.model.ordinal import SHIFT
from generator.model.page import Page
from generator.model.records import Article, Record
from generator.model.site import Site
from generator.model.urls import numbered_url, output_path
from generator.store import documents, groups, pages, reserved_addresses
from generator.store.database import Store

_FEW = 100
"""Pages at one address of which each is compared with each, where all that collide are held back."""


class Occupancy(Record, frozen=True):
    """A page at an address, and the time during which it is there."""

    page: Page
    start: int = 0
    """Seconds since 1970; 0 when it is there now."""
    end: int = 0
    """When it is taken down; 0 for never."""
    cause: str = ""
    """Of a list: the file of content/ that brings it."""

    def meets(self, other: Occupancy) -> bool:
        """Return whether both pages are there at one time."""
        return (not self.end or other.start < self.end) and (not other.end or self.start < other.end)


def future_pages_at(store: Store, site: Site, key: int) -> list[Occupancy]:
    """Return the pages that scheduled articles will have at an address, in the order of their publication."""
    return [
        Occupancy(replace(page, ref=article.doc), article.seq >> SHIFT, article.expires)
        for article in reserved_addresses.articles_at(store, key)
        for page in of_article(decode(Article, article.record), site.reading.media_url).pages
        if key_of(page) == key
    ]


def all_future_pages(store: Store, site: Site) -> list[Page]:
    """Return the pages that all scheduled articles will have."""
    return [
        replace(page, ref=article.doc)
        for article in reserved_addresses.articles(store)
        for page in of_article(decode(Article, article.record), site.reading.media_url).pages
    ]


def future_collisions(
    store: Store, site: Site, keys: Iterable[int], later: Mapping[int, tuple[int, int]],
    rivals: Mapping[int, Collection[Page]],
) -> Iterator[Problem]:  # fmt: skip
    """Yield the collisions of what is scheduled with all else, one for each address unless files are held back.

    `keys` are addresses where something may be new, `later` numbered pages that lists may get, with group and number,
    and `rivals` addresses that several pages want now: which of them has it may change by the hour.
    """
    if not later and reserved_addresses.is_empty(store):
        return
    for key in sorted(keys):
        if key in later or reserved_addresses.has_address(store, key):
            found = _future_collisions(store, site, key, later.get(key), rivals.get(key, ()))
            yield from found if site.severities.hold else islice(found, 1)


def _future_collisions(
    store: Store, site: Site, key: int, number: tuple[int, int] | None, rivals: Collection[Page]
) -> Iterator[Problem]:
    """Yield the collisions at an address, now or later."""
    now = pages.at(store, key)
    claims = future_pages_at(store, site, key)
    listing: Occupancy | None = None
    if now is not None and now.kind in LISTS:
        listing = Occupancy(now)
    elif now is not None:
        there = sorted(rivals, key=lambda page: page.path) or [now]
        expiries = [documents.expiry(store, page.owner) if page.kind in OF_ARTICLE else 0 for page in there]
        claims = [*(Occupancy(page, end=end) for page, end in zip(there, expiries, strict=True)), *claims]
    if not claims:
        return
    listing = listing or _future_list(store, site, key, claims[0].page.path, number)
    # In the order of their hours, one that meets any that follow meets the next: thousands may take turns.
    pairs: Iterable[tuple[Occupancy, Occupancy]] = pairwise(claims)
    if listing:
        pairs = ((claim, listing) for claim in claims)
    elif site.severities.hold and len(claims) <= _FEW:
        pairs = combinations(claims, 2)
    for claim, other in (pair for pair in pairs if listing or pair[0].meets(pair[1])):
        hour = _hour(max(claim.start, other.start), site.zone)
        then = (
            sentence("from {hour} on, when {file} comes out", hour=hour, file=other.cause)
            if other.cause
            else sentence("from {hour} on", hour=hour)
        )
        yield collision(store, claim.page, other.page, then)


def _future_list(store: Store, site: Site, key: int, path: str, number: tuple[int, int] | None) -> Occupancy | None:
    """Return the list, or the numbered page of one, that scheduled articles will bring to an address."""
    page, missing = None, 1
    if number is not None:
        group = groups.get(store, number[0])
        url = site.paths.listing_url(group.kind, group.slug)
        page = Page(output_path(numbered_url(url, number[1])), "listing", *number)
        # The page comes when the list has one more page's worth than what the numbered pages hold.
        key, missing = url_key(url), (number[1] + 1) * site.per_page - group.published
    bringer = reserved_addresses.bringer(store, key, missing)
    if bringer is None:
        return None
    if page is None and bringer.group == reserved_addresses.OTHER:
        # Of the archive or the index of tags, whose addresses are in small letters.
        page = Page(path.lower(), "archive")
    elif page is None:
        group = groups.get(store, bringer.group)
        page = Page(output_path(site.paths.listing_url(group.kind, group.slug)), "listing", group.id)
    return Occupancy(page, bringer.seq >> SHIFT, cause=f"content/{bringer.path}")


def _hour(epoch: int, zone: str) -> str:
    return f"{Stamp(epoch, zone).local:%Y-%m-%d %H:%M} {zone}"
