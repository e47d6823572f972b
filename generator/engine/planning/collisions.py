"""Pages that want one address, now or once scheduled articles are published, and their problems.

A scheduled article has no page yet, and gets it at night, when nobody can fix anything. So its addresses, and those of
the lists that it creates, are checked against all others when it is saved. As time goes on, collisions can only become
fewer.

Two articles may have one address in turn. Lists outlive articles, so an address that a list has or will have belongs to
nothing else at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from itertools import islice

from generator.base.errors import Problem, Where
from generator.base.sentences import NOTHING, Sentence, as_it_is, sentence
from generator.base.text import fold
from generator.base.timestamps import Stamp
from generator.lint.references import text_of
from generator.model.codec import decode
from generator.model.index_entry import of_article
from generator.model.kinds import COPIED, LISTS, OF_ARTICLE, OF_DOCUMENT, REDIRECTS
from generator.model.lookup_keys import key_of, page_key, url_key
from generator.model.ordinal import SHIFT
from generator.model.page import Page
from generator.model.records import Article, Record
from generator.model.site import Site, SiteFile
from generator.model.urls import TEXTS, numbered_url, output_path, page_url
from generator.store import documents, folders, groups, pages, reserved_addresses
from generator.store.database import Store

Clash = tuple[Page, Page]
"""Two pages that want one address."""
_HINT = sentence("give one of them another slug, alias or file name")


def owner_of(page: Page) -> tuple[bool, int | None, str]:
    """Return an identity of the owner; ids of documents and groups may be equal."""
    return page.kind == "listing", page.ref, page.path


def is_portals(page: Page) -> bool:
    """Return whether a page is the portal's own, not a file's; it keeps its address against any other."""
    return page.kind not in OF_DOCUMENT


def owner_name(store: Store, page: Page) -> Sentence:
    if not is_portals(page):
        return as_it_is(f"content/{documents.path(store, page.owner)}")
    if page.kind == "moved":
        return as_it_is(SiteFile.NAME)
    if page.kind == "listing":
        group = groups.get(store, page.owner)
        if not group.slug:
            return sentence("a listing")
        return sentence("a listing ({kind} {slug})", kind=group.kind, slug=group.slug)
    if page.kind in ("asset", "rebased"):
        return sentence("a file of the theme")
    return sentence("a page of the portal itself ({kind})", kind=page.kind)


def collision(store: Store, page: Page, other: Page, then: Sentence = NOTHING) -> Problem:
    """Return the problem of two pages with one address (from an hour on, `then`), at the one to blame."""
    winner, loser = sorted((page, other), key=lambda rival: _rank(store, rival))
    what, second = owner_name(store, winner), str(owner_name(store, loser))
    first, path = str(what), loser.path
    url = page_url(path)
    if first == second:
        what = sentence("this article itself")
    message = (
        sentence('the address "{url}" is also that of {what} {then}', url=url, what=what, then=then)
        if then
        else sentence('the address "{url}" is already that of {what}', url=url, what=what)
    )
    if page.path != other.path:
        message = (
            sentence("{message}, but for a slash at its end, which many hosts leave out or add", message=message)
            if _stem(page.path) == _stem(other.path)
            else sentence(
                "{message}, but for letter case or Unicode form, which many hosts do not tell apart", message=message
            )
        )
    where, shown = place_of(store, second, url)
    old = url if loser.kind in REDIRECTS else ""
    return Problem(where, "address-taken", message, _HINT, shown, other=first, target=old)


def place_of(store: Store, name: str, url: str) -> tuple[Where, str]:
    """Return the position, and its line, of what decides a file's address: an alias, the slug or the headline."""
    path = name.removeprefix("content/")
    if path == name or not path.endswith(".md") or path.startswith(TEXTS):
        return Where(name), ""
    text = text_of(store.content, path)
    lines = text.split("\n")
    words = ["/" + url.strip("/"), "slug:", "title:"]
    for word in words:
        for number, line in enumerate(lines[1:], 2):
            if line.startswith("---"):
                break
            column = line.find(word)
            if column == 0 if word.endswith(":") else column > 0:
                shift = len(word) + 1 if word.endswith(":") else 0
                return Where(name, number, column + shift + 1), line
    return Where(name), ""


def collisions(store: Store, clashes: Iterable[Clash]) -> list[Problem]:
    """Return the problems of clashes: at each address, every page against the one with the best claim."""
    rivals: dict[int, set[Page]] = {}
    for pair in clashes:
        rivals.setdefault(key_of(pair[0]), set()).update(pair)
    problems = []
    for several in rivals.values():
        best, *others = sorted(several, key=lambda page: _rank(store, page))
        problems += [collision(store, page, best) for page in others]
    return problems


def _rank(store: Store, page: Page) -> tuple[int, tuple[bool, int, str], str]:
    """Return a value that is greater for the page to blame: an alias rather than a page, a newer article.

    An old address in site.yaml that hits a standing page is site.yaml's mistake; if an article takes it, the article's.
    """
    if is_portals(page):
        return 2 if page.kind == "moved" else 0, (False, 0, str(owner_name(store, page))), page.path
    order = 4 if page.kind in REDIRECTS else 3 if page.kind in OF_ARTICLE else 1
    return order, documents.age(store, documents.path(store, page.owner)), page.path


def _stem(path: str) -> str:
    return path.removesuffix("/index.html").removesuffix(".html")


_ARTICLES = ("article", "gone")
_FOLDERED = (*COPIED, "withheld", "rebased", "picture")
"""Kinds whose folders are named by people."""


def trailing_slash_clashes(
    wanted: Iterable[Page], planned: Callable[[str], Page | None], future: Callable[[str], Page | None]
) -> list[Clash]:
    """Return the articles whose address differs from another document's only by a trailing slash.

    Whether readers of `/judul` get `judul.html` or `judul/index.html` depends on the host. Lists are left out: they
    appear when nobody can fix anything. `planned` and `future` return the page at a path now, and once scheduled
    articles are published.
    """
    clashes: dict[str, Clash] = {}
    for page in wanted:
        stem = _stem(page.path)
        if page.path == f"{stem}.html" and page.kind in _ARTICLES:
            other = planned(f"{stem}/index.html") or future(f"{stem}/index.html")
        elif page.path == f"{stem}/index.html":
            other = planned(f"{stem}.html") or future(f"{stem}.html")
            other = other if other and other.kind in _ARTICLES else None
        else:
            continue
        if other and not is_portals(other) and not is_portals(page):
            clashes[stem] = (page, other)
    return [clashes[stem] for stem in sorted(clashes)]


def files_for_folders(
    store: Store,
    wanted: Iterable[Page],
    known: Container[int],
    planned: Callable[[str], Page | None],
    future: Callable[[str], Page | None],
) -> list[Problem]:
    """Return the problems of files in the place of a folder of media or assets.

    `known` are the keys of addresses that `wanted` had before; `planned` and `future` as in `trailing_slash_clashes`.
    """
    # Path of a file, and of what lies below it -> the file's page.
    below: dict[tuple[str, str], Page] = {}
    free: set[str] = set()
    old_folders: dict[str, list[str]] | None = None
    for page in wanted:
        if page.kind in _FOLDERED:
            folder = page.path.rpartition("/")[0]
            while folder and folder not in free:
                name = fold(folder)
                file = planned(name) or future(name)
                if file:
                    below[file.path, page.path] = file
                else:
                    free.add(folder)
                folder = folder.rpartition("/")[0]
        if page_key(page.path) not in known:
            # The folder may be old; its media are not visited again.
            old_folders = _folders(store) if old_folders is None else old_folders
            for folder in old_folders.get(fold(page.path), ()):
                inside = min((path for path in folders.files_below(store, folder) if planned(path)), default="")
                if inside:
                    below[page.path, inside] = page
    problems: dict[str, Problem] = {}
    for (path, inside), file in sorted(below.items()):
        problems.setdefault(path, _problem(store, path, file, planned(inside)))
    return list(problems.values())


def _folders(store: Store) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in folders.paths(store):
        found.setdefault(fold(path), []).append(path)
    return found


def _problem(store: Store, path: str, file: Page, inside: Page | None) -> Problem:
    if file.kind in REDIRECTS or inside is None:
        message = sentence('the address "/{path}" is already that of a folder of content/', path=path)
        where, shown = place_of(store, str(owner_name(store, file)), f"/{path}")
        hint, old = sentence("give the alias or the folder another name"), page_url(path)
        return Problem(where, "address-taken", message, hint, shown, target=old if file.kind in REDIRECTS else "")
    if inside.kind in ("asset", "rebased"):
        message = sentence(
            'the address "/{path}" is that of {origin} and of a folder of assets',
            path=path,
            origin=owner_name(store, file),
        )
        return Problem(Where("themes"), "address-taken", message, sentence("give the folder another name"))
    message = sentence(
        'the folder of this file has the address "/{path}", which is that of {origin}',
        path=path,
        origin=owner_name(store, file),
    )
    return Problem(
        Where(str(owner_name(store, inside))), "address-taken", message, sentence("give the folder another name")
    )


class Occupancy(Record, frozen=True):
    """A page at an address, and the time during which it exists."""

    page: Page
    start: int = 0
    """Seconds since 1970; 0 for now."""
    end: int = 0
    """Time of expiry; 0 for never."""
    cause: str = ""
    """For a list: the file of content/ that creates it."""

    def meets(self, other: Occupancy) -> bool:
        return (not self.end or other.start < self.end) and (not other.end or self.start < other.end)


def future_pages_at(store: Store, site: Site, key: int) -> list[Occupancy]:
    """Return the pages that scheduled articles will have at an address, in order of publication."""
    return [
        Occupancy(page.of(article.doc), article.seq >> SHIFT, article.expires)
        for article in reserved_addresses.articles(store, key)
        for page in of_article(decode(Article, article.record), site.reading.media_url).pages
        if key_of(page) == key
    ]


def all_future_pages(store: Store, site: Site) -> list[Page]:
    return [
        page.of(article.doc)
        for article in reserved_addresses.articles(store)
        for page in of_article(decode(Article, article.record), site.reading.media_url).pages
    ]


def future_collisions(
    store: Store, site: Site, keys: Iterable[int], later: Mapping[int, tuple[int, int]],
    rivals: Mapping[int, Collection[Page]], now: int,
) -> Iterator[Problem]:  # fmt: skip
    """Yield the collisions of scheduled pages, one per address unless files are held back, and those with held ones.

    `keys` are addresses with possible changes; `later` maps numbered pages that lists may get to group and number;
    `rivals` are addresses that several pages want now, whose owner may change with the hour.
    """
    if not later and reserved_addresses.is_empty(store):
        return
    for key in sorted(keys):
        if key in later or reserved_addresses.has_address(store, key):
            found = _future_collisions(store, site, key, later.get(key), rivals.get(key, ()))
            if site.severities.hold:
                yield from found
                yield from _held_collisions(store, site, key, rivals.get(key, ()), now)
            else:
                yield from islice(found, 1)


def _future_collisions(
    store: Store, site: Site, key: int, number: tuple[int, int] | None, rivals: Collection[Page]
) -> Iterator[Problem]:
    now = pages.at(store, key)
    claims = future_pages_at(store, site, key)
    listing: Occupancy | None = None
    if now is not None and now.kind in LISTS:
        listing = Occupancy(now)
    elif now is not None:
        there = sorted(rivals, key=lambda page: _rank(store, page)) or [now]
        expiries = [documents.expiry(store, page.owner) if page.kind in OF_ARTICLE else 0 for page in there]
        claims = [*(Occupancy(page, end=end) for page, end in zip(there, expiries, strict=True)), *claims]
    if not claims:
        return
    listing = listing or _future_list(store, site, key, claims[0].page.path, number)
    pairs = ((claim, listing) for claim in claims) if listing else _successions(claims)
    for claim, other in pairs:
        # What collides now has been reported.
        is_to_come = claim.start or other.start
        if not is_to_come or not (listing or claim.meets(other)):
            continue
        local = Stamp(max(claim.start, other.start), site.zone).local
        hour = f"{local:%Y-%m-%d %H:%M} {site.zone}"
        then = (
            sentence("from {hour} on, when {file} comes out", hour=hour, file=other.cause)
            if other.cause
            else sentence("from {hour} on", hour=hour)
        )
        yield collision(store, claim.page, other.page, then)


def _held_collisions(store: Store, site: Site, key: int, rivals: Collection[Page], now: int) -> Iterator[Problem]:
    """Yield the collisions of aliases with held articles: readers still have the last good page there.

    Pages do not give way, since a held file may be a copy of theirs.
    """
    for doc, record in reserved_addresses.held(store, key, now):
        article = decode(Article, record)
        if article.matter.is_over:
            continue
        others = {*rivals, pages.at(store, key), *(claim.page for claim in future_pages_at(store, site, key))}
        aliases = sorted((page for page in others if page and page.kind in REDIRECTS), key=owner_of)
        for own in of_article(article, site.reading.media_url).pages:
            if key_of(own) == key:
                held = own.of(doc)
                rank = _rank(store, held)
                yield from (collision(store, alias, held) for alias in aliases if _rank(store, alias) > rank)


def _successions(claims: Iterable[Occupancy]) -> Iterator[tuple[Occupancy, Occupancy]]:
    """Yield each of some pages, in order of time, after the earlier one that stays longest: it meets that or none.

    Thousands may take turns.
    """
    longest: Occupancy | None = None
    for claim in claims:
        if longest is not None:
            yield longest, claim
        if longest is None or (longest.end and not 0 < claim.end <= longest.end):
            longest = claim


def _future_list(store: Store, site: Site, key: int, path: str, number: tuple[int, int] | None) -> Occupancy | None:
    """Return the list, or its numbered page, that scheduled articles will create at an address."""
    page, missing = None, 1
    if number is not None:
        group = groups.get(store, number[0])
        url = site.paths.listing_url(group.kind, group.slug)
        page = Page(output_path(numbered_url(url, number[1])), "listing", *number)
        # The page appears when the list has one more page's worth than the numbered pages hold.
        key, missing = url_key(url), (number[1] + 1) * site.per_page - group.published
    bringer = reserved_addresses.bringer(store, key, missing)
    if bringer is None:
        return None
    if page is None and bringer.group == reserved_addresses.OTHER:
        # The archive or the index of tags, whose addresses are lower-case.
        page = Page(path.lower(), "archive")
    elif page is None:
        group = groups.get(store, bringer.group)
        page = Page(output_path(site.paths.listing_url(group.kind, group.slug)), "listing", group.id)
    return Occupancy(page, bringer.seq >> SHIFT, cause=f"content/{bringer.path}")
