"""What pages show of articles, pictures, people and groups, as frozen records."""

from __future__ import annotations

from typing import Literal

from generator.base.timestamps import Stamp
from generator.model.records import ArticleType, Named, Record


class Size(Record, frozen=True):
    """In pixels."""

    width: int
    height: int


class Picture(Record, frozen=True):
    """A picture as a page shows it."""

    url: str
    alt: str = ""
    width: int = 0
    """In pixels; 0 if unknown, as for a picture on another host."""
    height: int = 0
    focus: str = ""
    base: str = ""
    """Address of its variants up to their suffixes; empty if it has none."""
    of: tuple[Literal["photo", "whole"], ...] = ()
    """Uses for which it has variants: cuts of an article's photo, or resized whole pictures."""
    fit: Literal["", "whole"] = ""
    """`whole` if it is never cut, not even in cards."""
    artificial: bool = False
    """Whether it must be labelled as AI-made."""


class Labels(Record, frozen=True):
    """Tags and authors of an article. Most lists do not show them, so pages that do ask for them separately."""

    tags: tuple[str, ...]
    authors: tuple[str, ...]


class Card(Record, frozen=True):
    """Everything that other pages show of an article, except its labels."""

    path: str
    url: str
    title: str
    stamp: Stamp
    category: str
    type: ArticleType
    summary: str
    photo: Picture | None
    region: str
    updated: Stamp | None
    whole: str = ""
    """For a split article: the address of the page with everything."""
    place: str = ""
    """Slug of the region, if site.yaml names it."""
    corrected: Stamp | None = None

    @property
    def locality(self) -> str:
        return self.region.rpartition("/")[2].strip()

    @property
    def canonical(self) -> str:
        """The address under which search engines know the article."""
        return self.whole or self.url

    @property
    def changed(self) -> Stamp:
        times = (self.stamp, self.updated or self.stamp, self.corrected or self.stamp)
        return max(times, key=lambda stamp: stamp.epoch)


EntryKind = Literal["ralat", "koreksi", "hak-jawab", "dicabut"]


class Entry(Card, frozen=True):
    """An entry of a public ledger: a correction or a withdrawal of an article, with its own time.

    It is a card, so that any list can show it: the summary is the text of the correction or notice.
    """

    of: EntryKind = "koreksi"
    reason: str = ""
    published: Stamp | None = None
    """Of the article."""


class Followed(Record, frozen=True):
    """The article that another one follows up, as that one's page shows it."""

    title: str
    url: str
    stamp: Stamp | None


class Boxed(Named, frozen=True):
    """A topic, as its articles lead to it."""

    summary: str = ""
    pinned: Named | None = None


class Sequels(Record, frozen=True):
    """What an article leads on to: later articles that refer to it, oldest first, and the topics of its tags."""

    continued: tuple[Followed, ...] = ()
    answered: tuple[Followed, ...] = ()
    """Those whose corrections link to it, as to a reply."""
    topics: tuple[Boxed, ...] = ()


class Person(Record, frozen=True):
    """A byline: a name, and data from the profile if there is one."""

    name: str
    url: str = ""
    """Address of the page with the person's articles; empty if there is no profile."""
    initials: str = ""
    role: str = ""
    photo: str = ""
    slug: str = ""


class Term(Record, frozen=True):
    """A tag, a kanal or an author as a link."""

    name: str
    url: str
    count: int = 0
