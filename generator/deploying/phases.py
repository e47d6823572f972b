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
    """The home page, lists, archives, old addresses that lead on, and what tells the host of these."""
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
    leads_on = kind in REDIRECTS or kind == "host"
    return Phase.LISTS if path.endswith(".html") or leads_on else Phase.ASSETS
