"""Structured data: every property of every type is in a table, with what its value must be.

The types and their required properties are those of Google's documents for
articles, breadcrumbs, profile pages and site names, and of schema.org.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from tools.validate.portal import Finding, Page, Portal
from tools.validate.shares import SHARED

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?")
Test = Callable[[Any, Portal], str]
"""From a value to what is wrong with it, or nothing."""


def _text(value: Any, _: Portal) -> str:
    if not isinstance(value, str) or not value.strip():
        return "is not a text"
    return "begins or ends with a space" if value != value.strip() else ""


def _url(value: Any, portal: Portal) -> str:
    if not isinstance(value, str) or not value.startswith(("https://", "http://")):
        return "is not an absolute address"
    return portal.dead(value)


def _own(value: Any, portal: Portal) -> str:
    if wrong := _url(value, portal):
        return wrong
    return "" if portal.own(value) else "is an address of another host"


def _id(value: Any, portal: Portal) -> str:
    # An @id names a thing; its fragment need not be on the page.
    return _own(value.partition("#")[0], portal) if isinstance(value, str) else "is not a text"


def _time(value: Any, _: Portal) -> str:
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        return "is neither a time with offset nor a day"
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return "is not a time"
    return ""


def _is(expected: Any) -> Test:
    return lambda value, _: "" if value == expected else f"is not {expected!r}"


def _number(value: Any, _: Portal) -> str:
    return "" if isinstance(value, int) and not isinstance(value, bool) and value > 0 else "is not a positive number"


def _second(value: Any, portal: Portal) -> str:
    return "" if value == 0 and not isinstance(value, bool) else _number(value, portal)


def _email(value: Any, _: Portal) -> str:
    return "" if isinstance(value, str) and re.fullmatch(r"[^@\s]+@[^@\s]+", value) else "is not an e-mail address"


def _gap(value: Any, portal: Portal) -> str:
    """Look at the address of a search, which has a gap for what is searched for."""
    address, gap, rest = str(value).partition("{search_term_string}")
    return _own(address, portal) if gap and not rest else "has no gap at its end"


def _many(test: Test) -> Test:
    def tested(value: Any, portal: Portal) -> str:
        if not isinstance(value, list) or not value:
            return "is not a list of at least one"
        return next((wrong for one in value if (wrong := test(one, portal))), "")

    return tested


def _typed(*types: str) -> Test:
    def tested(value: Any, _: Portal) -> str:
        if not isinstance(value, dict) or value.get("@type") not in types:
            return f"is not of type {' or '.join(types)}"
        return ""

    return tested


def _reference(value: Any, portal: Portal) -> str:
    if not isinstance(value, dict) or set(value) != {"@id"}:
        return "is not a reference"
    return _id(value["@id"], portal)


_ARTICLE: tuple[dict[str, Test], dict[str, Test]] = (
    {
        "headline": _text,
        "datePublished": _time,
        "dateModified": _time,
        "mainEntityOfPage": _own,
        "articleSection": _text,
        "inLanguage": _text,
        "isAccessibleForFree": _is(expected=True),
        "author": _many(_typed("Person", "Organization")),
        "publisher": _typed("NewsMediaOrganization"),
    },
    {
        "description": _text,
        "image": _many(_url),
        "keywords": _many(_text),
        "editor": _many(_typed("Person")),
        "contentLocation": _typed("Place"),
        "correction": _many(_typed("CorrectionComment")),
        "sponsor": _typed("Organization"),
        "citation": _typed("CreativeWork"),
        "video": _typed("VideoObject"),
    },
)
_POLICY: dict[str, Test] = dict.fromkeys(
    ("masthead", "publishingPrinciples", "ethicsPolicy", "correctionsPolicy", "ownershipFundingInfo"), _own
)
TYPES: dict[str, tuple[dict[str, Test], dict[str, Test]]] = {
    "NewsArticle": _ARTICLE,
    "OpinionNewsArticle": _ARTICLE,
    "AdvertiserContentArticle": _ARTICLE,
    "LiveBlogPosting": (
        {
            **_ARTICLE[0],
            "coverageStartTime": _time,
            "coverageEndTime": _time,
            "liveBlogUpdate": _many(_typed("BlogPosting")),
        },
        _ARTICLE[1],
    ),
    "BlogPosting": (
        {
            "headline": _text,
            "datePublished": _time,
            "articleBody": _text,
            "url": _own,
            "author": _many(_typed("Person", "Organization")),
        },
        {},
    ),
    "BreadcrumbList": ({"itemListElement": _many(_typed("ListItem"))}, {}),
    "CorrectionComment": ({"name": _text, "text": _text, "datePublished": _time}, {"url": _url}),
    "CreativeWork": ({"headline": _text, "url": _own}, {"datePublished": _time}),
    "ListItem": ({"position": _number, "name": _text}, {"item": _own}),
    "NewsMediaOrganization": (
        {"@id": _id, "name": _text, "url": _own},
        {
            "logo": _typed("ImageObject"),
            "sameAs": _many(_url),
            "legalName": _text,
            "address": _text,
            "email": _email,
            "telephone": _text,
            **_POLICY,
        },
    ),
    "Organization": ({"name": _text}, {"url": _url}),
    "ImageObject": ({"url": _url}, {"width": _number, "height": _number}),
    "Person": (
        {"name": _text},
        {
            "url": _own,
            "jobTitle": _text,
            "description": _text,
            "image": _url,
            "worksFor": _reference,
            "email": _email,
            "sameAs": _many(_url),
        },
    ),
    "VideoObject": (
        {"name": _text, "description": _text, "uploadDate": _time, "contentUrl": _url, "thumbnailUrl": _many(_url)},
        {},
    ),
    "Place": ({"name": _text}, {}),
    "ProfilePage": ({"url": _own, "mainEntity": _typed("Person")}, {}),
    "SearchAction": ({"target": _typed("EntryPoint"), "query-input": _is("required name=search_term_string")}, {}),
    "EntryPoint": ({"urlTemplate": _gap}, {}),
    "WebSite": (
        {"name": _text, "url": _own, "inLanguage": _text},
        {"publisher": _reference, "potentialAction": _typed("SearchAction")},
    ),
}
"""Type -> the properties that it must have, and those that it may have besides."""

ARTICLES = {"NewsArticle", "OpinionNewsArticle", "AdvertiserContentArticle", "LiveBlogPosting"}


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands there twice")
    return found


def things(text: str) -> list[dict[str, Any]]:
    """Return the things at the top of a piece of structured data."""
    data = json.loads(text, object_pairs_hook=_pairs)
    if not isinstance(data, dict) or data.pop("@context", None) != "https://schema.org":
        raise ValueError("@context is not https://schema.org")
    found = data.pop("@graph", [data])
    if not isinstance(found, list) or (data and data not in found):
        raise ValueError("something stands beside @graph")
    return found


def examine(thing: Any, portal: Portal, at: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a thing and all that is in it, with the property's name."""
    if isinstance(thing, list):
        for number, one in enumerate(thing):
            yield from examine(one, portal, f"{at}[{number}]")
        return
    if not isinstance(thing, dict) or set(thing) == {"@id"}:
        return
    kind = thing.get("@type")
    if kind not in TYPES:
        yield f"unknown type {kind!r}", at
        return
    must, may = TYPES[kind]
    for name in sorted(must.keys() - thing.keys()):
        yield f"{kind} without {name}", at
    for name, value in thing.items():
        if name == "@type":
            continue
        test = must.get(name) or may.get(name)
        if test is None:
            yield f"{kind} may not have {name}", at
        elif wrong := test(value, portal):
            yield f"{name} of {kind} {wrong}", f"{at}.{name}"
        yield from examine(value, portal, f"{at}.{name}")


def check(portal: Portal) -> Iterator[Finding]:
    """Check the structured data of all pages."""
    for path, page in portal.pages.items():
        found: dict[str, dict[str, Any]] = {}
        for text, place in page.data:
            try:
                these = things(text)
            except ValueError as error:
                yield Finding(f"cannot be read: {error}", path, place)
                continue
            for thing in these:
                if thing.get("@type") in found:
                    yield Finding(f"two of type {thing.get('@type')}", path, place)
                found[str(thing.get("@type"))] = thing
                for wrong, at in examine(thing, portal, str(thing.get("@type"))):
                    yield Finding(wrong, path, at)
        yield from _together(path, page, found, portal)


def _together(path: str, page: Page, found: dict[str, dict[str, Any]], portal: Portal) -> Iterator[Finding]:
    """Check what must hold between the data and the page."""
    is_article = page.first("meta", property="og:type").get("content") == "article"
    article = next((found[name] for name in found if name in ARTICLES), None)
    if is_article and not page.noindex and article is None:
        yield Finding("an article without structured data", path)
    if article and not is_article:
        yield Finding("structured data of an article on a page that is none", path)
    if article:
        if article.get("mainEntityOfPage") != page.canonical:
            yield Finding("mainEntityOfPage is not the canonical address", path)
        if str(article.get("dateModified")) < str(article.get("datePublished")):
            yield Finding("dateModified lies before datePublished", path)
        picture = page.first("meta", property="og:image").get("content")
        photo = article.get("image", [""])[0]
        # Without a photo the page shows its kanal's picture, which is none of what the article tells.
        if photo != picture and (photo or not str(picture).endswith(SHARED)):
            yield Finding("image is not og:image", path)
    wanted = {"home": {"WebSite", "NewsMediaOrganization"}}.get(page.kind.removeprefix("hal-"), set())
    if page.first("nav", **{"class": "remah"}):
        wanted = {"BreadcrumbList"}
    for name in sorted(wanted - found.keys()):
        yield Finding(f"a page of this kind must have {name}", path)
    if crumbs := found.get("BreadcrumbList"):
        items = crumbs.get("itemListElement", [])
        if [item.get("position") for item in items] != list(range(1, len(items) + 1)):
            yield Finding("positions of the breadcrumbs do not count from 1", path)
        if any("item" not in item for item in items[:-1]):
            yield Finding("only the last of the breadcrumbs may have no item", path)
        if items and items[0].get("item") != f"{portal.base_url}/":
            yield Finding("the breadcrumbs do not begin at the home page", path)
