"""Rules for site.yaml: missing values, and addresses that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from urllib.parse import unquote

from generator.base.errors import Problem
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import quoted, slugify, suggest
from generator.model.codec import decode
from generator.model.index_entry import of_article, part_urls
from generator.model.lookup_keys import page_key, url_key
from generator.model.records import Article
from generator.model.site import Site
from generator.model.urls import is_bare, list_url, numbered_pages, page_url, target_url
from generator.store import documents, groups, pages, reserved_addresses
from generator.store.database import Store


def has_longer_list(store: Store, url: str, site: Site) -> bool:
    """Return whether an address is a page of a list that exists while all its articles are published, drafts too."""
    listed = list_url(url)
    number = int(url.rstrip("/").rpartition("/")[2]) if listed else 0
    return 0 < number <= numbered_pages(groups.most_listed(store, url_key(listed)), site.per_page)


_CANDIDATES = 5000
"""Addresses among which a misspelled one is looked for."""
_STANDING = r"/([a-z0-9-]+)/?"


def check_site(store: Store, site: Site) -> list[Problem]:
    """Return the addresses in site.yaml that lead nowhere; an unpublished article is not dead, as in documents."""
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
    """Return message and hint for an address; both empty if it leads somewhere."""
    written = {target_url(address) for address in (url, unquote(url))}
    spelled = set()
    for spelling in chain.from_iterable(_spellings(store, site, address) for address in written):
        if spelling in written:
            # Most addresses end here, before a record is read.
            return NOTHING, NOTHING
        spelled.add(spelling)
    if not spelled:
        return sentence("this leads nowhere: there is no {url}", url=quoted(url)), _suggestion(store, url)
    message = sentence(
        "{url} has other letters than the address {spelled}, and many hosts tell them apart",
        url=quoted(url),
        spelled=quoted(min(spelled)),
    )
    return message, sentence("write {address}", address=quoted(min(spelled)))


def _spellings(store: Store, site: Site, url: str) -> Iterator[str]:
    """Yield the spellings of an address by everything that has it, now or at another hour."""
    key = url_key(url)
    page = pages.lasting_at(store, key)
    if page is not None:
        yield page_url(page.path)
    for document in documents.at_any_hour(store, key):
        if document.kind == "media":
            yield page_url(document.path)
        elif document.kind == "article":
            article = decode(Article, document.record)
            outputs = of_article(article, site.reading.media_url).pages
            yield from (page_url(output.path) for output in outputs if page_key(output.path) == key)
            yield from (
                target_url(own) for own in part_urls(article) if is_bare(own) and url_key(target_url(own)) == key
            )
    if reserved_addresses.has_list(store, key) or has_longer_list(store, url, site):
        # Lists have lower-case addresses.
        yield url.lower()


def _suggestion(store: Store, url: str) -> Sentence:
    """Return the hint for an address that leads nowhere."""
    known = {page_url(path).strip("/").lower(): page_url(path) for path in pages.suggestible(store, _CANDIDATES)}
    meant = suggest(url.strip("/"), known)
    if meant:
        return sentence('did you mean "{meant}"?', meant=known[meant])
    page = re.fullmatch(_STANDING, url)
    if page:
        return sentence("correct it, or write content/pages/{name}.md", name=page[1])
    return sentence("correct it, or put the file into content/")


def advice_on_site(site: Site) -> tuple[Problem, ...]:
    """Return the problems of a valid configuration, most of them warnings."""
    found = list(_duties(site))
    if site.base_path:
        said = sentence(
            "base_url leads to a subfolder, but robots.txt and security.txt are looked for only at the root of a host"
        )
        hint = sentence("copy their lines to the files at the root, or give the portal a host name of its own")
        found.append(site.file.problem(("base_url",), "unread-file", said, hint))
    return tuple(found)


def _duties(site: Site) -> Iterator[Problem]:
    """Yield what site.yaml lacks though UU 40/1999, Pasal 12, or the Pedoman Media Siber, 8, requires it to be public.

    A portal that says nothing of its newsroom is not public yet.
    """
    if site.redaksi is None and not site.footer:
        return
    duties = {
        "company": sentence("add company: below redaksi, with the name of the company that publishes the portal"),
        "address": sentence("add address: below redaksi, with the street and the town of the newsroom"),
        "penanggung_jawab": sentence(
            "add penanggung_jawab: below redaksi, with the name of who answers for the portal"
        ),
    }
    for key, hint in duties.items():
        if not (site.redaksi and getattr(site.redaksi, key)):
            message = sentence("the portal does not say its {key}, as UU 40/1999, Pasal 12, asks", key=key)
            yield site.file.problem(("redaksi",), "missing-duty", message, hint)
    linked = [slugify(f"{entry.name} {entry.url}") for entry in (*site.footer, *site.menu)]
    for word, url in (("redaksi", "/redaksi/"), ("pedoman", "/pedoman-media-siber/")):
        if not any(word in name for name in linked):
            message = sentence("no page leads to {url}, as the Pedoman Media Siber asks", url=url)
            hint = sentence("write content/pages{page}.md, and add it to footer", page=url.rstrip("/"))
            yield site.file.problem(("footer",), "missing-duty", message, hint)
