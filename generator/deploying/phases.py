"""Phases: in which order files go to a target."""

from __future__ import annotations

from enum import IntEnum

from generator.portal.kinds import KINDS, REDIRECTS, Method


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
