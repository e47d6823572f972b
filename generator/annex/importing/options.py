"""What an import is asked to do, and what it did."""

from __future__ import annotations

import os
import re

import msgspec

from generator.annex.importing.items import Fault
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.model.urls import is_web


class Options(msgspec.Struct, frozen=True):
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


_HOST = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.?(?::\d{1,5})?/?")


def check(options: Options) -> None:
    """Raise UsageError if one of the options cannot be meant."""
    for name in options.files:
        if os.path.exists(name) and not (os.path.isfile(name) or os.path.isdir(name)):
            # A pipe would be waited for without an end.
            raise UsageError(
                sentence("{name} is neither a file nor a folder; save the export as a file first", name=name)
            )
    for option, name in (("--kanal", options.kanal), ("--map", options.mapping)):
        if name and not os.path.isfile(name):
            raise UsageError(sentence("{option} {name}: there is no such file", option=option, name=name))
    if options.media and not os.path.isdir(options.media):
        raise UsageError(sentence("--media {media}: there is no such folder", media=options.media))
    for host in options.hosts:
        if not _HOST.fullmatch(host):
            raise UsageError(
                sentence("--host {host}: this is not the name of a host, as www.kabarlama.example is", host=host)
            )
    if options.media_url and not (is_web(options.media_url) and options.media_url.lower().startswith("https:")):
        said = sentence(
            "--media-url {media_url}: write the whole address, with https:// at its beginning",
            media_url=options.media_url,
        )
        raise UsageError(said)
