"""Claims: two things that want one address, now or at an hour to come.

What is scheduled has no page yet, and gets it at night, when nobody is there to
mend anything. So its addresses, and those of the lists that it brings, are held
against all others when it is saved. What is found depends on the hour in one
way only: as time goes on it can become less, never more.

Two articles may have one address one after the other. Lists are there for
longer than any article, so an address that a list has, or will have, is
nobody else's at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from generator.base.dates import Stamp
from generator.base.errors import Problem, Where
from generator.portal import urls
from generator.portal.facts import of_article
from generator.portal.keys import page_key, url_key
from generator.portal.kinds import LISTS, OF_ARTICLE, OF_DOCUMENT
from generator.portal.packing import unpack_article
from generator.portal.page import Page
from generator.portal.records import Record
from generator.portal.seq import SHIFT
from generator.portal.site import Site
from generator.portal.urls import output_path
from generator.store import pages
from generator.store.database import Store
from generator.store.scheduled import OTHER, OWN

_HINT = "give one of them another slug, alias or file name"


class _Claim(Record, frozen=True):
    """A page of an article whose hour will come, or a page that is there."""

    page: Page
    start: int = 0
    """Seconds since 1970; 0 when it is there now."""
    end: int = 0
    """When it is taken down; 0 for never."""
    cause: str = ""
    """Of a list: what brings it, as the end of a sentence."""


def owner(one: Page) -> tuple[bool, int | None, str]:
    """Return whose page it is; the numbers of documents and of groups are not told apart by themselves."""
    return one.kind == "listing", one.ref, one.path


def is_own(one: Page) -> bool:
    """Tell whether a page is the portal's own, not that of a file; then it has its address, whoever else wants it."""
    return one.kind not in OF_DOCUMENT


def origin(store: Store, one: Page) -> str:
    """Return what a page is made of, in words: a file, or a part of the portal."""
    if not is_own(one):
        return "content/" + str(store.all("SELECT path FROM docs WHERE id = ?", one.ref)[0][0])
    if one.kind == "listing":
        kind, slug = store.all("SELECT kind, slug FROM groups WHERE id = ?", one.ref)[0]
        return f"a listing ({kind} {slug})" if slug else "a listing"
    return "a file of the theme" if one.kind == "asset" else f"a page of the portal itself ({one.kind})"


def rank(store: Store, one: Page) -> tuple[bool, str, str]:
    """Return what decides which of two pages is to blame: an alias, rather than the page that it hits."""
    return one.kind == "redirect", origin(store, one), one.path


def collision(store: Store, one: Page, other: Page, then: str = "") -> Problem:
    """Return the problem of two pages that want one address; `then` says from which hour on, unless it is now."""
    (_, first, _), (_, second, place) = sorted(rank(store, page) for page in (one, other))
    url = "/" + place.removesuffix("index.html")
    what = first if first != second else "this article itself"
    message = f'the address "{url}" is {"also" if then else "already"} that of {what}{then}'
    if one.path != other.path:
        message += ", but for letter case or Unicode form, which many hosts do not tell apart"
    return Problem(Where(second), message, _HINT, other=first)


def coming(store: Store, site: Site, name: int) -> list[_Claim]:
    """Return the pages of articles whose hour will come at an address, the first of them first."""
    rows = store.all(
        "SELECT id, record, seq, ifnull(expires, 0) FROM asleep JOIN docs ON docs.id = asleep.doc"
        " JOIN records ON records.doc = docs.id WHERE key = ? AND grp = ? AND coming ORDER BY seq",
        name, OWN,
    )  # fmt: skip
    return [
        _Claim(Page(one.path, one.kind, doc, one.number), seq >> SHIFT, expires)
        for doc, record, seq, expires in rows
        for one in of_article(unpack_article(record), site.reading.media_url).outputs
        if page_key(one.path) == name
    ]


def to_come(store: Store, site: Site, names: Iterable[int], later: dict[int, tuple[int, int]]) -> Iterator[Problem]:
    """Yield the collisions of what is scheduled with all else, one for each address.

    Args:
        store: the store, with the pages as they are planned now.
        site: the configuration.
        names: keys of the addresses where something may be new, now or later.
        later: keys of numbered pages to come, with the group and the number.

    """
    if not later and not store.all("SELECT 1 FROM asleep LIMIT 1"):
        return
    for name in sorted(names):
        if name in later or store.all("SELECT 1 FROM asleep WHERE key = ? LIMIT 1", name):
            problem = _clash(store, site, name, later.get(name))
            if problem is not None:
                yield problem


def _clash(store: Store, site: Site, name: int, number: tuple[int, int] | None) -> Problem | None:
    """Return the first collision at an address, now or later."""
    there = pages.at(store, name)
    wanting = coming(store, site, name)
    lists: _Claim | None = None
    if there is not None and there.kind in LISTS:
        lists = _Claim(there)
    elif there is not None:
        wanting.insert(0, _Claim(there, end=_end(store, there)))
    if not wanting:
        return None
    lists = lists or _list_to_come(store, site, name, wanting[0].page.path, number)
    # In the order of their hours, one that meets any that follow meets the next: thousands may take turns.
    pairs = [(wanting[0], lists)] if lists else (pair for pair in pairwise(wanting) if _meet(*pair))
    for one, other in pairs:
        then = f" from {_hour(max(one.start, other.start), site.zone)} on{other.cause}"
        return collision(store, one.page, other.page, then)
    return None


def _meet(one: _Claim, other: _Claim) -> bool:
    """Tell whether two pages are there at one time."""
    return (not one.end or other.start < one.end) and (not other.end or one.start < other.end)


def _end(store: Store, one: Page) -> int:
    """Return when a page that is there is taken down; 0 for never."""
    if one.kind not in OF_ARTICLE:
        return 0
    return int(store.all("SELECT ifnull(expires, 0) FROM docs WHERE id = ?", one.ref)[0][0])


def _list_to_come(store: Store, site: Site, name: int, path: str, number: tuple[int, int] | None) -> _Claim | None:
    """Return the list that articles will bring to an address, or the numbered page of one, with whoever brings it."""
    page, missing = None, 1
    if number is not None:
        kind, slug, count = store.all("SELECT kind, slug, count FROM groups WHERE id = ?", number[0])[0]
        url = urls.listing_url(kind, slug)
        page = Page(output_path(f"{url}{number[1]}/"), "listing", *number)
        # The page comes when the list has one more page's worth than what the numbered pages hold.
        name, missing = url_key(url), (number[1] + 1) * site.per_page - count
    rows = store.all(
        "SELECT grp, path, seq FROM asleep JOIN docs ON docs.id = asleep.doc"
        " WHERE key = ? AND grp <> ? AND coming ORDER BY seq LIMIT 1 OFFSET ?",
        name, OWN, missing - 1,
    )  # fmt: skip
    if not rows:
        return None
    group, article, seq = rows[0]
    if page is None and group == OTHER:
        # Of the archive or the index of tags, whose addresses are in small letters.
        page = Page(path.lower(), "archive")
    elif page is None:
        kind, slug = store.all("SELECT kind, slug FROM groups WHERE id = ?", group)[0]
        page = Page(output_path(urls.listing_url(kind, slug)), "listing", group)
    return _Claim(page, seq >> SHIFT, cause=f", when content/{article} comes out")


def _hour(epoch: int, zone: str) -> str:
    return f"{Stamp(epoch, zone).local:%Y-%m-%d %H:%M} {zone}"
