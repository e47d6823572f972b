"""What an import is asked to do, and what it did."""

from __future__ import annotations

import msgspec

from generator.importers.found import Fault


class Order(msgspec.Struct, frozen=True):
    """What is to be imported, and how."""

    source: str
    """A name of the table of sources."""
    files: tuple[str, ...]
    into: str
    zone: str = "WIB"
    kanal: str = ""
    """File with the table of kanal; empty for a proposal."""
    hosts: tuple[str, ...] = ()
    """Further names of the old site's host."""
    media_url: str = ""
    """Where media are; empty for the old site."""
    media: str = ""
    """Folder with a copy of the old site's uploads; empty if there is none."""
    fetch: bool = False
    """Whether to fetch from the old site what that folder does not have."""
    mapping: str = ""
    """File that says what is what, for sources that cannot know it."""
    dry: bool = False


class Outcome(msgspec.Struct, frozen=True):
    """What an import did."""

    files: dict[str, int]
    """Of each outcome of `target.Target.put`, how many files; and how many were held back."""
    media: dict[str, int]
    """Of each outcome of `media.bring`, how many files."""
    found: dict[str, int]
    """Of each kind of record, how many the source has."""
    notes: dict[str, int]
    """Of each code."""
    compared: int
    """Bodies whose words were compared."""
    addresses: dict[str, int]
    """Old addresses without a query, by what became of them (`placing.Way`)."""
    queries: int
    """Old addresses with one."""
    faults: tuple[Fault, ...]
    permalink: str
