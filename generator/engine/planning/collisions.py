"""Pages that want one address, and their problems.

Lists meet no document, since they have folders of their own (`Reading.has_list`). Of two documents, both are told
whenever they are published: the hour plays no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.base.errors import Problem, Where
from generator.base.sentences import Sentence, as_it_is, sentence
from generator.base.text import fold
from generator.lint.references import text_of
from generator.model.codec import decode
from generator.model.index_entry import of_article
from generator.model.kinds import LISTS, OF_ARTICLE, OF_DOCUMENT, REDIRECTS
from generator.model.lookup_keys import key_of, page_key
from generator.model.page import Page
from generator.model.records import Article
from generator.model.site import Site, SiteFile
from generator.model.urls import TEXTS, is_bare, page_url
from generator.store import documents, pages, reserved_addresses
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
    if page.kind in ("asset", "rebased"):
        return sentence("a file of the theme")
    return sentence("a page of the portal itself ({kind})", kind=page.kind)


def collision(store: Store, page: Page, other: Page) -> Problem:
    """Return the problem of two pages with one address, at the one to blame."""
    winner, loser = sorted((page, other), key=lambda rival: _rank(store, rival))
    what, second = owner_name(store, winner), str(owner_name(store, loser))
    first, path = str(what), loser.path
    url = page_url(path)
    if first == second:
        what = sentence("this article itself")
    message = sentence('the address "{url}" is already that of {what}', url=url, what=what)
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


def collisions(store: Store, site: Site, changed: Iterable[Page], clashes: Iterable[Clash]) -> list[Problem]:
    """Return the problems of addresses that several pages want, of each page against the one with the best claim.

    `changed` are the pages that changed documents have or will have, and new ones of the portal; `clashes` were found
    while the table of pages was updated. The hour plays no part.
    """
    rivals: dict[int | str, set[Page]] = {}
    for pair in clashes:
        rivals.setdefault(key_of(pair[0]), set()).update(pair)
    bare = is_bare(site.reading.permalink)
    for page in changed:
        rivals.setdefault(key_of(page), set()).update((page, *_pages_at(store, site, key_of(page))))
        if bare and page.kind in OF_DOCUMENT and (twin := _twin(page)):
            others = (other for other in _pages_at(store, site, page_key(twin)) if other.kind in OF_DOCUMENT)
            found = [other for other in others if page.kind in _ARTICLES or other.kind in _ARTICLES]
            rivals.setdefault(fold(_stem(page.path)), set()).update((page, *found))
    return [problem for several in rivals.values() if len(several) > 1 for problem in _problems(store, several)]


def _problems(store: Store, rivals: Iterable[Page]) -> Iterator[Problem]:
    """Yield the problems of pages that want one address.

    Readers still have the last good page of an article that is held back. An alias gives way to it, but not a page: the
    held file may be its copy.
    """
    ranked = sorted(rivals, key=lambda page: _rank(store, page))
    held = [page for page in ranked if page.kind in OF_ARTICLE and documents.is_held(store, page.owner)]
    live = [page for page in ranked if page not in held]
    for page in live[1:]:
        yield collision(store, page, live[0])
    for page in live if held else ():
        if page.kind in REDIRECTS and _rank(store, page) > _rank(store, held[0]):
            yield collision(store, page, held[0])


def _pages_at(store: Store, site: Site, key: int) -> Iterator[Page]:
    """Yield the page that an address has, but a list, and those that unpublished articles will have there."""
    page = pages.at(store, key)
    if page is not None and page.kind not in LISTS:
        yield page
    yield from (page for page in reserved_pages(store, site, key) if key_of(page) == key)


def reserved_pages(store: Store, site: Site, key: int | None = None) -> Iterator[Page]:
    """Yield the pages that unpublished articles will have, drafts excepted; with a key, of those with that address."""
    for doc, record in reserved_addresses.articles(store, key):
        yield from (page.of(doc) for page in of_article(decode(Article, record), site.reading.media_url).pages)


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


def _twin(page: Page) -> str:
    """Return the path that hosts may take for a page's, where addresses of articles have no slash; empty for none.

    Whether readers of `/judul` get `judul.html` or `judul/index.html` depends on the host.
    """
    stem = _stem(page.path)
    if page.path == f"{stem}/index.html":
        return f"{stem}.html"
    return f"{stem}/index.html" if page.kind in _ARTICLES and page.path == f"{stem}.html" else ""
