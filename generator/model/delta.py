"""What an index run changed, as far as pages may depend on it."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from generator.model.page import Page
from generator.model.rebuild_reasons import Reason
from generator.model.records import Record


class Invalidated(Record, frozen=True):
    """What pages may have read that differs now."""

    groups: Mapping[int, AbstractSet[int]] = {}
    """Group id -> seqs at which it differs."""
    cosmetic_groups: Mapping[int, AbstractSet[int]] = {}
    """Those of them at which an article only looks different, or may have one in Artikel Terkait that does."""
    keys: AbstractSet[int] = frozenset()
    cosmetic_keys: AbstractSet[int] = frozenset()
    """Those of them whose article is published where it was and names the same others: it only looks different."""
    causes: Mapping[int, str] = {}
    """Seq or key -> the file of content/ because of which it differs."""


class Reserved(Record, frozen=True):
    """The addresses that unpublished articles will have, as far as they differ."""

    pages: Mapping[int, tuple[Page, ...]] = {}
    """Document id -> the pages that it will have, of scheduled articles."""
    scheduled: AbstractSet[int] = frozenset()
    """Keys of the addresses of these, and of the lists that they will stand in."""
    numbered: Mapping[int, tuple[int, int]] = {}
    """Key -> group and number of a numbered page that a list may get by these, as far as new."""
    brought: AbstractSet[int] = frozenset()
    """Keys of the addresses that there are at other hours, as far as an article that brings them was saved."""
    vacated: AbstractSet[int] = frozenset()
    """Keys of the addresses that unpublished articles no longer have; a published one may have them."""


class Delta(Record, frozen=True):
    """What an index run changed."""

    first: bool = False
    """Whether all of the site is new; then its articles and their pages are in the table `arrivals`, not here."""
    invalidated: Invalidated = Invalidated()

    # Documents.
    reasons: Mapping[int, Reason] = {}
    pages: Mapping[int, tuple[Page, ...]] = {}
    gone: AbstractSet[int] = frozenset()
    profiles: AbstractSet[str] = frozenset()

    # Listings and the archive.
    members: Mapping[int, int] = {}
    """Group id -> the oldest seq at which it gained or lost a member."""
    days: AbstractSet[int] = frozenset()
    """Days whose number of articles differs, counted from 1970-01-01."""

    # Media.
    references: AbstractSet[int] = frozenset()
    """Keys that documents refer to which came, went, changed, or are published otherwise than before."""
    pictures: AbstractSet[int] = frozenset()
    """Keys of the pictures that changed, or that are shown in another way than before."""
    unproven: AbstractSet[int] = frozenset()
    """Keys of pictures that may be shown though nothing has decoded them: no variant of them is made now."""

    reserved: Reserved = Reserved()
