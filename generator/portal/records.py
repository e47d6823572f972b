"""The nouns of a portal, as frozen values that are complete when made.

Everything that stages hand to each other, to a worker process or to the store
is one of these. They are arrays on the wire, so a field is added at the end.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from generator.base.dates import Stamp

ArticleType = Literal["berita", "opini", "advertorial", "foto", "video", "infografik"]
ARTICLE_TYPES: tuple[ArticleType, ...] = ("berita", "opini", "advertorial", "foto", "video", "infografik")


class Record(msgspec.Struct, frozen=True, array_like=True):
    """Base of all records: immutable, compared by value, compact when stored."""


# ---------------------------------------------------------------- what a file says


class Photo(Record, frozen=True):
    """The lead picture of an article, as its front matter gives it."""

    src: str
    """Address from the root of the site, or https://…"""
    caption: str = ""
    credit: str = ""
    alt: str = ""
    focus: str = ""
    """Where the eye should rest when the picture is cropped, as CSS object-position: "50% 20%"."""
    ai: str = ""
    """The tool that made an artificial picture; empty for a photograph."""
    line: int = 0
    """Place of `src` in the file."""
    column: int = 0


class Named(Record, frozen=True):
    """A name with an address: a source, a sponsor, an entry of a menu."""

    name: str
    url: str = ""


class Link(Record, frozen=True):
    """A reference from a body to something in the site, resolved when the page is rendered."""

    kind: Literal["link", "image", "baca"]
    target: str
    """As written: a site address, a path to a Markdown file, or a slug."""
    text: str = ""
    """Plain text of the link; alt text of an image. Empty means the headline of the target."""
    line: int = 0
    column: int = 0
    caption: str = ""
    """Caption of an image that is a figure."""


class Blank(Record, frozen=True):
    """A place in the HTML of a body that is filled in when its page is rendered.

    It is a value of its own beside the HTML, so that no text can be taken for it.
    """

    kind: Literal["open", "close", "image", "baca", "away", "watch", "look"]
    """The beginning or the end of an inline link, a picture or figure, a whole Baca Juga box, one
    that leads to another site, or the words of a link to a film or to a post."""
    link: int = 0
    """Number of the link, for the first four."""
    text: str = ""
    """The link to another site, as HTML; the platform of the film or post."""


Piece = str | Blank
"""HTML, or a place in it that waits for the rest of the site."""


class Body(Record, frozen=True):
    """A Markdown body, parsed: HTML that waits only for its links."""

    parts: tuple[tuple[Piece, ...], ...]
    """Each page of the article, at least one."""
    links: tuple[Link, ...]
    mark: str
    """Initials in the closing ***(LL); empty when the body has none."""
    words: int
    lead: str
    """The first sentence or sentences, plain, at most about 180 characters."""
    silent: tuple[tuple[int, int], ...] = ()
    """Line and column of each picture that has neither alt text nor caption."""


class Correction(Record, frozen=True):
    """A correction, an amendment or a right of reply, shown with its own time."""

    stamp: Stamp
    kind: Literal["ralat", "koreksi", "hak-jawab"]
    text: str
    link: str = ""
    line: int = 0
    """Place of `link` in the file."""
    column: int = 0


class Retraction(Record, frozen=True):
    """A withdrawal, which stays at its address as a notice."""

    stamp: Stamp
    reason: Literal["sara", "kesusilaan", "masa-depan-anak", "trauma-korban", "dewan-pers"]
    text: str


class Matter(Record, frozen=True):
    """The front matter of an article, read and checked."""

    title: str
    stamp: Stamp
    authors: tuple[str, ...]
    category: str
    type: ArticleType
    slug: str
    tags: tuple[str, ...]
    editors: tuple[str, ...]
    initials: str
    sources: tuple[Named, ...]
    region: str
    photo: Photo | None
    summary: str
    aliases: tuple[str, ...]
    draft: bool
    updated: Stamp | None
    expires: int
    """Epoch at which the article is taken down; 0 for never."""
    sponsor: Named | None
    verification: bool
    """True while the report is not verified."""
    follows: str
    corrections: tuple[Correction, ...]
    retracted: Retraction | None


class Article(Record, frozen=True):
    """An article as parsed from one file."""

    path: str
    """Path below content/, with forward slashes."""
    url: str
    matter: Matter
    body: Body

    @property
    def is_split(self) -> bool:
        """Whether it has several pages."""
        return len(self.body.parts) > 1 and self.matter.retracted is None


class Profile(Record, frozen=True):
    """A person of the newsroom, from content/authors/<slug>.md."""

    path: str
    slug: str
    name: str
    initials: str
    role: str
    email: str
    photo: str
    body: Body


class Standing(Record, frozen=True):
    """A standing page, from content/pages/<slug>.md."""

    path: str
    slug: str
    title: str
    summary: str
    body: Body


# ------------------------------------------------------- what other pages may show


class Shape(Record, frozen=True):
    """Width and height in pixels."""

    width: int
    height: int


class Picture(Record, frozen=True):
    """A picture as a page shows it."""

    url: str
    alt: str = ""
    width: int = 0
    """In pixels; 0 when it is not known, as for a picture on another host."""
    height: int = 0
    focus: str = ""
    base: str = ""
    """Address of its smaller variants up to what tells them apart; empty when it has none."""
    of: tuple[Literal["photo", "whole"], ...] = ()
    """What variants there are: cuts of the photo of an article, or such of the whole picture."""


class Card(Record, frozen=True):
    """All that another page may show or ask of an article."""

    path: str
    url: str
    title: str
    stamp: Stamp
    category: str
    type: ArticleType
    summary: str
    photo: Picture | None
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    region: str
    updated: Stamp | None
    whole: str = ""
    """Address of the page with everything, of a split article: what search engines are shown."""

    @property
    def canonical(self) -> str:
        """The address by which search engines know the article."""
        return self.whole or self.url

    @property
    def changed(self) -> Stamp:
        """Time of the last editorial change."""
        return self.updated or self.stamp


class Followed(Record, frozen=True):
    """What an article continues, as its page shows it."""

    title: str
    url: str
    stamp: Stamp | None
    """None for what is no article."""


class Person(Record, frozen=True):
    """A byline: a name, and what is known of the person if there is a profile."""

    name: str
    url: str = ""
    """Address of the page with the person's articles; empty when there is none."""
    initials: str = ""
    role: str = ""
    photo: str = ""
    slug: str = ""


class Term(Record, frozen=True):
    """A tag, a kanal or an author as a link."""

    name: str
    url: str
    count: int = 0


class Media(Record, frozen=True):
    """A file that is published as it is."""

    path: str
    """Below content/; its address is the same with a slash in front."""
    size: int
    width: int = 0
    height: int = 0
    variable: bool = False
    """Whether smaller variants can be made of it."""
    fault: str = ""
    """Why it cannot be shown as a picture, as the end of a sentence about it."""
    hint: str = ""
