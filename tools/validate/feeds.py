"""Feeds: read by feedparser as aggregators do, then what newsrooms owe to aggregators; JSON Feed by its own rules."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree as ET

from tools.validate.portal import Finding, Portal

_RELATIVE = re.compile(r"""(?:href|src)="(?!https?:|mailto:|tel:|#)([^"]*)""")
_RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:[A-Z][a-z]{2}) \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)")
MOST = 50


def check(portal: Portal) -> Iterator[Finding]:
    """Check all feeds."""
    for path in sorted(portal.files):
        name = path.rpartition("/")[2]
        if name == "feed.xml":
            yield from _rss(path, portal)
        elif name == "feed.json":
            yield from _json(path, portal)
    for path, page in portal.pages.items():
        if page.kind and not any(_alternate(one.attrs, "application/rss+xml") for one in page.elements):
            yield Finding("a page that names no feed", path)
        if page.kind and not any(_alternate(one.attrs, "application/feed+json") for one in page.elements):
            yield Finding("a page that names no JSON Feed", path)


def _alternate(attrs: dict[str, str], kind: str) -> bool:
    return attrs.get("rel") == "alternate" and attrs.get("type") == kind


def _rss(path: str, portal: Portal) -> Iterator[Finding]:
    import feedparser  # noqa: PLC0415 - only where feeds are checked; the other checkers do without

    raw = (portal.output / path).read_bytes()
    feed: Any = feedparser.parse(raw)
    if feed.bozo:
        yield Finding(f"feedparser: {feed.bozo_exception}", path)
        return
    if feed.version != "rss20":
        yield Finding(f"feedparser takes it for {feed.version or 'nothing that it knows'}", path)
    for name in ("title", "link", "description", "language"):
        if not feed.feed.get(name):
            yield Finding(f"channel without {name}", path)
    own = [one.href for one in feed.feed.get("links", ()) if one.rel == "self"]
    if own != [portal.url(path)]:
        yield Finding("atom:link rel=self is not the feed's own address", path)
    if wrong := portal.dead(feed.feed.link):
        yield Finding(wrong, path, feed.feed.link)
    if len(feed.entries) > MOST:
        yield Finding(f"{len(feed.entries)} articles", path)
    for when in ET.fromstring(raw).iter():
        if when.tag in ("pubDate", "lastBuildDate") and not _RFC822.fullmatch(when.text or ""):
            yield Finding(f"{when.tag} is not as RFC 822 has it", path, when.text or "")
    for item in ET.fromstring(raw).iter("item"):
        link, guid = item.findtext("link"), item.find("guid")
        # One that has moved keeps the name that it had.
        if guid is not None and guid.text == link and guid.get("isPermaLink") != "true":
            yield Finding("guid is not marked as permanent link", path, link or "")
        if guid is not None and guid.text != link and guid.get("isPermaLink") != "false":
            yield Finding("guid is not the permanent link", path, link or "")
    links = [one.get("link", "") for one in feed.entries]
    if len(set(links)) != len(links):
        yield Finding("two articles with one address", path)
    for entry in feed.entries:
        yield from _entry(entry, path, portal)


def _entry(entry: Any, path: str, portal: Portal) -> Iterator[Finding]:
    at = entry.get("link", entry.get("title", "?"))
    for name in ("title", "link", "id", "published", "content"):
        if not entry.get(name):
            yield Finding(f"item without {name}", path, at)
    if wrong := portal.dead(entry.get("link", "")):
        yield Finding(wrong, path, at)
    if not entry.get("author"):
        yield Finding("item without dc:creator", path, at)
    for content in entry.get("content", ()):
        yield from _html(content.value, path, at, portal)
    for media in entry.get("media_content", ()):
        if not media.get("url", "").startswith("https://") or portal.dead(media["url"]):
            yield Finding("dead media:content", path, at)


def _html(html: str, path: str, at: str, portal: Portal) -> Iterator[Finding]:
    for reference in _RELATIVE.findall(html):
        yield Finding(f"relative address in the text: {reference}", path, at)
    for reference in re.findall(r'(?:href|src)="([^"#]*)', html):
        if wrong := portal.dead(reference):
            yield Finding(f"{wrong}: {reference}", path, at)
    if re.search(r'<script|<style|class="baca-juga', html):
        yield Finding("script, style or a Baca Juga box in the text", path, at)


Test = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _web(value: Any) -> bool:
    return _text(value) and value.startswith(("https://", "http://"))


def _time(value: Any) -> bool:
    return _text(value) and bool(_RFC3339.fullmatch(value))


def _list(test: Test) -> Test:
    return lambda value: isinstance(value, list) and bool(value) and all(map(test, value))


def _author(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() <= {"name", "url", "avatar"} and bool(value)


_FEED: tuple[dict[str, Test], dict[str, Test]] = (
    {
        "version": lambda value: value == "https://jsonfeed.org/version/1.1",
        "title": _text,
        "items": lambda value: isinstance(value, list),
        # Optional in the standard, not with us.
        "home_page_url": _web,
        "feed_url": _web,
        "language": _text,
    },
    {"description": _text, "icon": _web, "favicon": _web, "authors": _list(_author)},
)
_ITEM: tuple[dict[str, Test], dict[str, Test]] = (
    {
        "id": _text,
        "url": _web,
        "title": _text,
        "content_html": _text,
        "date_published": _time,
        "authors": _list(_author),
    },
    {"summary": _text, "image": _web, "date_modified": _time, "tags": _list(_text), "language": _text},
)


def _table(value: Any, table: tuple[dict[str, Test], dict[str, Test]]) -> Iterator[str]:
    must, may = table
    if not isinstance(value, dict):
        yield "not an object"
        return
    yield from (f"no {name}" for name in must if name not in value)
    for name, one in value.items():
        test = must.get(name) or may.get(name)
        if test is None:
            yield f"{name} is not allowed"
        elif not test(one):
            yield f"{name} has a wrong value"


def _json(path: str, portal: Portal) -> Iterator[Finding]:
    try:
        feed = json.loads(portal.read(path))
    except ValueError as error:
        yield Finding(f"cannot be read: {error}", path)
        return
    wrongs = list(_table(feed, _FEED))
    yield from (Finding(wrong, path) for wrong in wrongs)
    if wrongs:
        return
    if feed["feed_url"] != portal.url(path):
        yield Finding("feed_url is not the feed's own address", path)
    if wrong := portal.dead(feed["home_page_url"]):
        yield Finding(wrong, path, feed["home_page_url"])
    if len({item.get("id") for item in feed["items"]}) != len(feed["items"]):
        yield Finding("two items with one id", path)
    twin = path.removesuffix("json") + "xml"
    if twin in portal.files and portal.read(twin).count("<item>") != len(feed["items"]):
        yield Finding("not the articles of the RSS feed beside it", path)
    for item in feed["items"]:
        at = str(item.get("id"))
        for wrong in _table(item, _ITEM):
            yield Finding(f"item: {wrong}", path, at)
        for name in ("url", "image"):
            if wrong := portal.dead(item.get(name, "")):
                yield Finding(wrong, path, at)
        yield from _html(item.get("content_html", ""), path, at, portal)
