"""Collisions: pages that want one address, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.errors import Problem, Where
from generator.base.sentences import NOTHING, Sentence, as_it_is, sentence
from generator.portal.keys import key_of
from generator.portal.kinds import OF_ARTICLE, OF_DOCUMENT, REDIRECTS
from generator.portal.page import Page
from generator.portal.site import SiteFile
from generator.stages.references import text_of
from generator.store import documents, groups
from generator.store.database import Store

Clash = tuple[Page, Page]
"""Two pages that want one address."""
_HINT = sentence("give one of them another slug, alias or file name")


def owner_of(page: Page) -> tuple[bool, int | None, str]:
    """Return whose page it is, as a value to compare; ids of documents and of groups may be equal."""
    return page.kind == "listing", page.ref, page.path


def is_portals(page: Page) -> bool:
    """Return whether a page is the portal's own, not that of a file; it keeps its address, whoever else wants it."""
    return page.kind not in OF_DOCUMENT


def origin(store: Store, page: Page) -> Sentence:
    """Return in words what a page is made of: a file, or a part of the portal."""
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
    """Return the problem of two pages that want one address, at the one that is to blame.

    Args:
        store: the store.
        page: the one.
        other: the other.
        then: from when on, as the end of a sentence; nothing for now.

    """
    winner, loser = sorted((page, other), key=lambda one: _rank(store, one))
    what, second = origin(store, winner), str(origin(store, loser))
    first, path = str(what), loser.path
    url = "/" + path.removesuffix("index.html")
    if first == second:
        what = sentence("this article itself")
    message = (
        sentence('the address "{url}" is also that of {what} {then}', url=url, what=what, then=then)
        if then
        else sentence('the address "{url}" is already that of {what}', url=url, what=what)
    )
    if page.path != other.path:
        message = sentence(
            "{message}, but for letter case or Unicode form, which many hosts do not tell apart", message=message
        )
    where, shown = place_of(store, second, url)
    return Problem(where, "address-taken", message, _HINT, shown, other=first)


def place_of(store: Store, name: str, url: str) -> tuple[Where, str]:
    """Return where a file says what makes its address, and that line: an alias, the slug or the headline."""
    path = name.removeprefix("content/")
    if path == name or not path.endswith(".md") or path.startswith(("pages/", "authors/")):
        return Where(name), ""
    text = text_of(store, path)
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
    for pages in rivals.values():
        best, *others = sorted(pages, key=lambda page: _rank(store, page))
        problems += [collision(store, page, best) for page in others]
    return problems


def _rank(store: Store, page: Page) -> tuple[int, tuple[bool, int, str], str]:
    """Return a value that is greater for the page to blame: an alias rather than a page, a newer article.

    An old address of site.yaml that hits a standing page is a mistake there; one that an article wants is its own.
    """
    if is_portals(page):
        return 2 if page.kind == "moved" else 0, (False, 0, str(origin(store, page))), page.path
    order = 4 if page.kind in REDIRECTS else 3 if page.kind in OF_ARTICLE else 1
    return order, documents.age(store, documents.path(store, page.owner)), page.path
