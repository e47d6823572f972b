"""Site links: which addresses in site.yaml lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from generator.base.errors import Problem
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import quoted, suggest
from generator.portal.facts import of_article, part_urls
from generator.portal.keys import page_key, url_key
from generator.portal.packing import unpack_article
from generator.portal.site import Site
from generator.portal.urls import is_bare, page_url, target_url
from generator.stages import future_lists
from generator.store import documents, pages, reserved
from generator.store.database import Store

_CANDIDATES = 5000
"""Addresses among which a misspelled one is looked for."""
_STANDING = r"/([a-z0-9-]+)/?"


def check_site(store: Store, site: Site) -> list[Problem]:
    """Return the addresses in site.yaml that lead nowhere; each is one look-up, so all are looked at in each build.

    As in documents, an article that exists but is not published now is not dead.

    Args:
        store: the store, with the pages as they are planned.
        site: the configuration.

    """
    problems = []
    for place, url in site.addresses():
        message, hint = _fault(store, site, url)
        if not message and place == ("icon",) and not pages.of_site(store, ("icon",)):
            message = sentence(
                "no icons can be made of {icon}: it is not the address of a file, letter by letter",
                icon=quoted(site.icon),
            )
            hint = sentence('write it like "/foto/ikon.png", without %, ? and #')
        if message:
            problems.append(site.file.problem(place, "dead-site-link", message, hint))
    return problems


def _fault(store: Store, site: Site, url: str) -> tuple[Sentence, Sentence]:
    """Return what is wrong with an address and what to do about it; nothing when it leads somewhere."""
    written = {target_url(one) for one in (url, unquote(url))}
    spelled = sorted({one for wanted in written for one in _spellings(store, site, wanted)})
    if not spelled:
        return sentence("this leads nowhere: there is no {url}", url=quoted(url)), _suggestion(store, url)
    if written.isdisjoint(spelled):
        message = sentence(
            "{url} has other letters than the address {spelled}, and many hosts tell them apart",
            url=quoted(url),
            spelled=quoted(spelled[0]),
        )
        return message, sentence("write {address}", address=quoted(spelled[0]))
    return NOTHING, NOTHING


def _spellings(store: Store, site: Site, url: str) -> Iterator[str]:
    """Yield an address as it is spelled by whatever has it, now or at another hour."""
    key = url_key(url)
    page = pages.lasting_at(store, key)
    if page is not None:
        yield page_url(page.path)
    for document in documents.at_any_hour(store, key):
        if document.kind == "media":
            yield page_url(document.path)
        elif document.kind == "article":
            article = unpack_article(document.record)
            outputs = of_article(article, site.reading.media_url).pages
            yield from (page_url(output.path) for output in outputs if page_key(output.path) == key)
            yield from (
                target_url(own) for own in part_urls(article) if is_bare(own) and url_key(target_url(own)) == key
            )
    if reserved.has_list(store, key) or future_lists.has_longer_list(store, url, site):
        # Lists have addresses in small letters.
        yield url.lower()


def _suggestion(store: Store, url: str) -> Sentence:
    """Return what to do about an address that leads nowhere."""
    known = {page_url(path).strip("/").lower(): page_url(path) for path in pages.suggestible(store, _CANDIDATES)}
    meant = suggest(url.strip("/"), known)
    if meant:
        return sentence('did you mean "{meant}"?', meant=known[meant])
    page = re.fullmatch(_STANDING, url)
    if page:
        return sentence("correct it, or write content/pages/{name}.md", name=page[1])
    return sentence("correct it, or put the file into content/")
