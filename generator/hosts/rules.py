"""Which addresses redirect and which are gone, as far as a host can be told unambiguously.

Addresses come from people or from an archive. One with a character that is special in a host's files is left out of its
rules: the page at that address redirects, as it does everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from generator.base.text import fold
from generator.model.deploy_targets import Host
from generator.model.lookup_keys import page_key
from generator.model.records import Record
from generator.model.site import Site
from generator.model.urls import (
    article_page_url,
    file_slug,
    is_bare,
    on_host,
    on_site,
    own_path,
    page_url,
    served_at,
    target_url,
)
from generator.store import pages, redirects
from generator.store.database import EVERY, Store

_FIGURES = r"[A-Za-z0-9/._~-]"
_PLAIN = re.compile(rf"/{_FIGURES}*")
_ROOMY = re.compile(r"/(?:[A-Za-z0-9/._~ ,+=@!&()'-]|[^\0-\x7f])*")
"""Characters that are literal in quoted texts of nginx, Apache and Caddy."""
_QUERY = re.compile(r"[A-Za-z0-9=&._~+,%:/@!-]+")
_PARAMETER = re.compile(r"[A-Za-z0-9._~-]+")
"""What `_redirects` can hold: with `:`, `/` or `*` it would be a placeholder, a target or whatever follows."""
_TARGET = re.compile(r"(?:https?://[A-Za-z0-9.-]+(?::\d+)?)?/[A-Za-z0-9/._~?&=#+,@%-]*")
_TARGET_OF_LISTS = re.compile(rf"(?:https?://[A-Za-z0-9.-]+)?/(?:{_FIGURES}|[?&=+%])*")
"""Without `#`, which begins a comment there, `:`, which begins a name, and `*`."""

_LONGEST = 900
"""Characters of the addresses of one line of `_redirects`; Cloudflare takes 1,000 in all."""


class Rule(Record, frozen=True):
    """An old address and its target."""

    path: str
    """On the host, with the path of base_url, as servers compare it: without percent signs."""
    query: str
    """The required query; empty if any will do."""
    target: str
    """An address on the host, or on the web, as it is sent: in ASCII."""
    exact: bool
    """Whether the path is case-sensitive."""


class Rules(Record, frozen=True):
    """All address rules of a host."""

    redirects: tuple[Rule, ...]
    """Of addresses without a query."""
    query_redirects: tuple[Rule, ...]
    """Of addresses with one."""
    gone: tuple[str, ...]
    """Addresses on the host of articles gone for good; their pages exist all the same."""


def rules_of(store: Store, site: Site, host: Host) -> Rules:
    """Return a host's address rules as of the last plan, as many as it allows."""
    if not host.form:
        return Rules((), (), ())
    of_queries = _query_redirects(store, site, host) if host.knows_queries else ()
    of_paths = _redirects(store, site, host, len(of_queries))
    gone = redirects.gone_pages(store, host.rules or EVERY) if host.knows_gone else []
    bare = is_bare(site.reading.permalink)
    urls = (on_host(url, site.base_path) for path in gone for url in served_at(path, bare=bare))
    return Rules(of_paths, of_queries, tuple(url for url in urls if url.isprintable() and _ROOMY.fullmatch(url)))


def count_unlisted(store: Store, rules: Rules) -> int:
    """Return how many old addresses without a query are in no rule."""
    return redirects.count(store) - len(rules.redirects)


def unsupported_queries(store: Store, site: Site, rules: Rules) -> list[str]:
    """Return the old addresses with a query, or in other letters, that are in no rule."""
    known = {f"{on_site(rule.path, site.base_path)}?{rule.query}" for rule in rules.query_redirects}
    known |= {on_site(rule.path, site.base_path) for rule in rules.redirects if rule.exact}
    return [old.address for old in redirects.query_addresses(store) if old.address not in known]


def _redirects(store: Store, site: Site, host: Host, taken: int) -> tuple[Rule, ...]:
    most = max(host.rules - taken, 0) if host.rules else EVERY
    bare = is_bare(site.reading.permalink)
    found: list[Rule] = []
    for old in redirects.all_redirects(store, most):
        url = old.target or (
            article_page_url(old.page, bare=bare) if old.page else site.paths.document_url(old.document)
        )
        rule = _rule(site, host, page_url(old.path), "", url, exact=old.exact)
        if rule:
            found.append(rule)
    found += _in_other_letters(store, site, host)
    if host.form == "lists":
        taken_by = {rule: alike(on_site(rule.path, site.base_path)) for rule in found}
        shown = pages.shown_at(store, {key for keys in taken_by.values() for key in keys})
        found = [rule for rule, keys in taken_by.items() if shown.isdisjoint(keys)]
    return tuple(found[:most] if host.rules else found)


def _in_other_letters(store: Store, site: Site, host: Host) -> Iterator[Rule]:
    """Yield rules for old addresses that differ from another in letter case alone, and so have no page."""
    for old in redirects.query_addresses(store) if host.name != "netlify" else ():
        # Netlify does not tell them apart.
        if "?" not in old.address:
            rule = _rule(site, host, old.address, "", old.url or site.paths.author_url(file_slug(old.path)), exact=True)
            yield from [rule] if rule else []


def alike(path: str) -> list[int]:
    """Return the keys of the other addresses at which Netlify and Cloudflare show the same as at this one.

    Both let readers omit a trailing slash, `.html` and `index.html`, and Netlify does so before it applies its rules:
    https://docs.netlify.com/manage/routing/redirects/redirect-options/#trailing-slash
    """
    stem = re.sub(r"(?:^|/)(?:index(?:\.html?)?)?$|\.html?$", "", path.rstrip("/") or "/")
    # A page of the portal is one of these two files.
    files = [f"{stem[1:]}.html", f"{stem[1:]}/index.html".lstrip("/")]
    return [page_key(file) for file in files if page_url(file) != path]


def _query_redirects(store: Store, site: Site, host: Host) -> tuple[Rule, ...]:
    found: list[Rule] = []
    for old in redirects.query_addresses(store, host.rules or EVERY):
        path, _, query = old.address.partition("?")
        if not query or _is_search(site, path, query):
            continue
        url = old.url or site.paths.author_url(file_slug(old.path))
        rule = _rule(site, host, path, query, url, exact=False)
        if rule:
            found.append(rule)
    return tuple(found)


def _is_search(site: Site, path: str, query: str) -> bool:
    """Return whether the portal shows search results at an address."""
    if site.search is None:
        return False
    own = target_url(site.search.action) == target_url(path)
    return own and any(part.partition("=")[0] == site.search.name for part in query.split("&"))


def _rule(site: Site, host: Host, path: str, query: str, url: str, *, exact: bool) -> Rule | None:
    """Return a rule; None if the host cannot express it unambiguously, or if it would redirect in a circle."""
    own = own_path(url, site.base_url) or url
    target, source = (address.partition("#")[0].partition("?")[0].rstrip("/") for address in (own, path))
    if not query and (target == source if exact else fold(target) == fold(source)):
        return None
    source = on_host(path, site.base_path)
    target = quote(on_host(url, site.base_path), safe="/-._~!$&'()*+,;=:@?#%[]")
    return Rule(source, query, target, exact) if can_say(host, source, query, target) else None


def can_say(host: Host, path: str, query: str, target: str) -> bool:
    """Return whether a host's files can hold a rule with each of its parts (as in `Rule`) taken literally."""
    if query and not _QUERY.fullmatch(query):
        return False
    if host.form == "lists":
        short = len(path) + len(query) + len(target) <= _LONGEST
        named = not query or all(_is_parameter(part) for part in query.split("&"))
        return short and named and bool(_PLAIN.fullmatch(path) and _TARGET_OF_LISTS.fullmatch(target))
    return path.isprintable() and bool(_ROOMY.fullmatch(path) and _TARGET.fullmatch(target))


def _is_parameter(text: str) -> bool:
    name, equals, value = text.partition("=")
    return bool(equals) and all(map(_PARAMETER.fullmatch, (name, value)))
