"""Phases: in which order files go to a target, and what browsers are told of each."""

from __future__ import annotations

from enum import IntEnum

from generator.portal.kinds import KINDS, REDIRECTS, Method
from generator.portal.records import Record


class Phase(IntEnum):
    """What must be there before what; deletions come after all of them."""

    ASSETS = 1
    """Pictures, styles, scripts, and whatever else pages show."""
    PAGES = 2
    """Articles and standing pages."""
    LISTS = 3
    """The home page, lists, archives, and old addresses that lead on."""
    FEEDS = 4
    """Feeds, sitemaps and fragments, which bring the visitors."""


_PAGES = ("article", "standing")
_ENDINGS = (".xml", ".json", ".txt")


def phase_of(path: str, kind: str) -> Phase:
    """Return when a file goes.

    Args:
        path: below the output.
        kind: of the page, by its name.

    """
    if kind in _PAGES:
        return Phase.PAGES
    if kind in KINDS and KINDS[kind].method is not Method.WRITTEN:
        return Phase.ASSETS
    if kind == "fragment" or (path.endswith(_ENDINGS) and kind not in REDIRECTS):
        return Phase.FEEDS
    return Phase.LISTS if path.endswith(".html") or kind in REDIRECTS else Phase.ASSETS


class Headers(Record, frozen=True):
    """What a file is sent to browsers with, by targets that keep headers for each file."""

    kind: str
    """Content-Type; empty for what its ending says."""
    cache: str
    """Cache-Control."""


_TYPES = {
    "feed.xml": "application/rss+xml; charset=utf-8", "feed.json": "application/feed+json; charset=utf-8",
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".xml": "application/xml; charset=utf-8", ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8", ".svg": "image/svg+xml; charset=utf-8", ".vtt": "text/vtt; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
}  # fmt: skip
FOREVER, MONTH, HOUR, MINUTE = (
    "public, max-age=31536000, immutable", "public, max-age=2592000", "public, max-age=3600", "public, max-age=60",
)  # fmt: skip


def headers_of(path: str) -> Headers:
    """Return the headers of a file by its path below the output."""
    name = path.rpartition("/")[2]
    ending = name[name.rfind(".") :] if "." in name else ""
    kind = _TYPES.get(name) or _TYPES.get(ending, "")
    if path.startswith("gambar/"):
        return Headers(kind, FOREVER)
    if path.startswith("aset/"):
        return Headers(kind, HOUR)
    return Headers(kind, MINUTE if ending in (".html", ".xml", ".json", ".txt", "") else MONTH)
