"""The options of an import, and the records that sources yield, in any order and the same for all systems.

They are read twice, since an article may link to a later one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from generator.base.sentences import Sentence
from generator.base.timestamps import Stamp
from generator.model.records import Record

State = Literal["published", "draft", "private", "protected", "trashed", "gone"]
"""What became of an item at its source. Only what is `published` reaches readers, from its own time on; `private` and
`protected` (by a password) become drafts; `trashed` is not imported; `gone` was taken down on purpose."""
Markup = Literal["html", "wordpress", "markdown"]
"""`wordpress` is HTML with shortcodes and paragraphs by blank lines."""


class Options(Record, frozen=True):
    """The options of an import."""

    source: str
    """A name of the table of sources."""
    files: tuple[str, ...]
    into: str
    zone: str = "WIB"
    """Of times that name none: WIB, WITA, WIT or UTC."""
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
    addresses: tuple[str, ...] = ()
    """Files with addresses that must answer; the first says where the texts of a folder were."""
    mapping: str = ""
    """File that says what is what, for sources that cannot know it."""
    dry: bool = False
    now: int = 0
    """Epoch; what expired before is gone."""


def portal_zone(zone: str) -> str:
    """Return the zone in which the portal shows times that the source has in a zone."""
    return "WIB" if zone == "UTC" else zone


class Portal(Record, frozen=True):
    """What a source says about the whole site; each field may be empty."""

    name: str = ""
    tagline: str = ""
    url: str = ""
    """https://… of the front page."""
    language: str = ""


class Person(Record, frozen=True):
    """An author. Items name one by `key`, or by a name that no person has."""

    key: str
    name: str
    bio: str = ""
    """HTML."""
    address: str = ""
    """Of the list of what the person wrote."""


class Term(Record, frozen=True):
    """A category or tag with an address in the source. Items refer to one by `key`, or by a name of their own."""

    kind: Literal["category", "tag"]
    key: str
    name: str
    description: str = ""
    parent: str = ""
    """Key of the category that it is part of."""
    address: str = ""
    number: str = ""
    """By which items may name it as their first category."""


class File(Record, frozen=True):
    """A media file."""

    key: str
    url: str
    """https://… or, in a folder, its path from there."""
    caption: str = ""
    credit: str = ""
    alt: str = ""
    address: str = ""
    """Of the page that shows it, if it has one."""
    item: str = ""
    """Id of the item that it belongs to."""
    place: str = ""
    """Where it is on this machine, should that be told by nothing else."""


class Redirect(Record, frozen=True):
    """A redirect of the source."""

    old: str
    new: str
    """Empty: what was there is gone on purpose."""


class Note(Record, frozen=True):
    """Something lost or guessed, or for people to check."""

    code: str
    """Of the table in `report`."""
    said: Sentence
    item: str = ""
    """Id of the item at its source; empty if it is about none."""
    address: str = ""
    """Of that item at its source."""
    before: str = ""
    """What the source says, where there are two texts to compare."""
    after: str = ""
    size: int = 0
    """Characters of a text that readers may have seen, and that is left out."""

    @property
    def message(self) -> str:
        """The message, in English."""
        return str(self.said)


class Fault(Record, frozen=True):
    """A source file that could be read only in part; the import continues without the rest."""

    file: str
    said: Sentence
    line: int = 0
    """From 1, as the column; 0 when it is about the whole file, or the whole line."""
    column: int = 0

    @property
    def place(self) -> str:
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


class Item(Record, frozen=True):
    """An article or a standing page."""

    kind: Literal["article", "page"]
    id: str
    """Unique and stable at the source: by it, a second import knows what it has brought already."""
    address: str
    """Where the source published it: https://… or a path; empty for a draft without one."""
    title: str
    """Plain text."""
    slug: str
    """As the source has it; anything."""
    body: str
    markup: Markup
    published: Stamp | None
    """Midnight where the source knows only the day."""
    updated: Stamp | None = None
    """Without effect unless it is after `published`."""
    expires: Stamp | None = None
    """When the source takes it down, or took it down."""
    state: State = "published"
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    """Keys of categories, the first one first; one that the desk chose may come before, as # and its number."""
    tags: tuple[str, ...] = ()
    """Names as readers saw them."""
    region: str = ""
    summary: str = ""
    """Plain text."""
    photo: str = ""
    """Key of a `File`, or an address."""
    caption: str = ""
    """Of the photo; empty for that of the file. The same for the next two."""
    credit: str = ""
    alt: str = ""
    aliases: tuple[str, ...] = ()
    """Older addresses, as paths or https://…; with a query, those by number."""
    notes: tuple[Note, ...] = ()
    """What the source itself could not carry over."""


Found = Portal | Person | Term | File | Redirect | Note | Fault | Item
Source = Callable[[Options], Iterator[Found]]
"""Reads the files or folders that `files` names, by `zone` and `mapping`; raises UsageError if it can read nothing."""
