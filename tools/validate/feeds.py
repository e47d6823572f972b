"""Feeds: read by feedparser as aggregators do, then what newsrooms owe to aggregators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from tools.validate.portal import Finding, Portal

_RELATIVE = re.compile(r"""(?:href|src)="(?!https?:|mailto:|tel:|#)([^"]*)""")
_RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:[A-Z][a-z]{2}) \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
MOST = 50


def check(portal: Portal) -> Iterator[Finding]:
    """Check all feeds."""
    for path in sorted(portal.files):
        if path.rpartition("/")[2] == "feed.xml":
            yield from _rss(path, portal)
    for path, page in portal.pages.items():
        if page.kind and not any(_names_feed(one.attrs) for one in page.elements):
            yield Finding("a page that names no feed", path)


def _names_feed(attrs: dict[str, str]) -> bool:
    return attrs.get("rel") == "alternate" and attrs.get("type") == "application/rss+xml"


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
