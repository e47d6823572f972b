"""What an index run changed that pages may depend on."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from generator.model.page import Page
from generator.model.rebuild_reasons import Reason
from generator.model.records import Record


class Invalidated(Record, frozen=True):
    """What pages may have read that has changed."""

    groups: Mapping[int, AbstractSet[int]] = {}
    """Group id -> seqs at which it differs."""
    cosmetic_groups: Mapping[int, AbstractSet[int]] = {}
    """Those at which an article, or one in its Artikel Terkait, only looks different."""
    keys: AbstractSet[int] = frozenset()
    cosmetic_keys: AbstractSet[int] = frozenset()
    """Those whose article only looks different: its address and its references are the same."""
    causes: Mapping[int, str] = {}
    """Seq or key -> the file of content/ that changed it."""


class Delta(Record, frozen=True):
    """What an index run changed."""

    first: bool = False
    """Whether the whole site is new; then its articles and pages are in the table `arrivals`, not here."""
    invalidated: Invalidated = Invalidated()

    # Documents.
    reasons: Mapping[int, Reason] = {}
    pages: Mapping[int, tuple[Page, ...]] = {}
    gone: AbstractSet[int] = frozenset()
    profiles: AbstractSet[str] = frozenset()
    topics: AbstractSet[str] = frozenset()

    # Listings and the archive.
    members: Mapping[int, int] = {}
    """Group id -> the oldest seq at which it gained or lost a member."""
    days: AbstractSet[int] = frozenset()
    """Days whose number of articles differs, counted from 1970-01-01."""

    # Media.
    references: AbstractSet[int] = frozenset()
    """Referenced keys whose targets were added, removed, changed, or published differently."""
    pictures: AbstractSet[int] = frozenset()
    """Keys of pictures that changed or are shown differently."""

    reserved: tuple[Page, ...] = ()
    """The pages that articles which are no drafts will have, or had, at another hour."""
    addresses: AbstractSet[int] = frozenset()
    """Keys of addresses that articles may have, or lists that may be longer, at other hours than before."""
