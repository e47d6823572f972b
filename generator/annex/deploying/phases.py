"""Phases: what a deploy sends, and in which order."""

from __future__ import annotations

from enum import IntEnum

from generator.model.kinds import KINDS, REDIRECTS, Method


class Phase(IntEnum):
    """What is sent, as it is summed up for people."""

    ASSETS = 1
    """Pictures, styles, scripts, and whatever else pages show."""
    PAGES = 2
    """Articles and standing pages."""
    LISTS = 3
    """The home page, lists, archives, old addresses that lead on, and what tells the host of these."""
    FEEDS = 4
    """Feeds, sitemaps and fragments, which bring the visitors."""


class Turn(IntEnum):
    """When a file is sent; deletions come after all of them.

    Nothing leads to a new file before a file that was there already is replaced. So all that is new goes first, and of
    that an article after the lists it leads to. At a first deploy, readers come in by the home page, which is last.
    """

    ASSETS = 1
    NEW_LISTS = 2
    PAGES = 3
    """New ones first."""
    LISTS = 4
    FEEDS = 5
    FIRST_HOME = 6


_PAGES = ("article", "standing")
_TURNS = {Phase.ASSETS: Turn.ASSETS, Phase.PAGES: Turn.PAGES, Phase.LISTS: Turn.LISTS, Phase.FEEDS: Turn.FEEDS}
_ENDINGS = (".xml", ".json", ".txt")


def phase_of(path: str, kind: str) -> Phase:
    """Return what a file counts as.

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


def turn_of(path: str, kind: str, *, new: bool) -> Turn:
    """Return when a file is sent.

    Args:
        path: below the output.
        kind: of the page, by its name.
        new: whether the target does not have it yet.

    """
    phase = phase_of(path, kind)
    if not new or phase in (Phase.ASSETS, Phase.PAGES):
        return _TURNS[phase]
    if path == "index.html":
        return Turn.FIRST_HOME
    # An old address is known elsewhere before it is there, and so is what lies at the top, as /sitemap.xml.
    return _TURNS[phase] if "/" not in path or kind in (*REDIRECTS, "host") else Turn.NEW_LISTS
