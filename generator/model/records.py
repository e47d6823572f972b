"""The nouns of a portal, as frozen values that are complete when created.

They are packed as arrays, without the names of fields. These may change: no program reads what another has packed.
"""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from generator.base.sentences import NOTHING, Sentence
from generator.base.timestamps import Stamp

ArticleType = Literal["berita", "opini", "advertorial", "foto", "video", "infografik", "live"]
ARTICLE_TYPES: tuple[ArticleType, ...] = get_args(ArticleType)


class Record(msgspec.Struct, frozen=True, array_like=True):
    """Base of all records."""


class Photo(Record, frozen=True):
    """The lead picture of an article."""

    src: str
    """Address from the root of the site, or https://…"""
    caption: str = ""
    credit: str = ""
    alt: str = ""
    focus: str = ""
    """The focus when the picture is cut, as CSS object-position."""
    ai: str = ""
    """The tool that made an artificial picture; empty for a photograph."""
    fit: Literal["", "whole"] = ""
    """`whole` if it is never cut, like a logo, a poster or a screenshot."""
    line: int = 0
    column: int = 0


class Named(Record, frozen=True):
    """A name with an address: a source, a sponsor, an entry of a menu."""

    name: str
    url: str = ""


class Link(Record, frozen=True):
    """A reference from a body to something on the site, resolved when the page is made."""

    kind: Literal["link", "image", "baca"]
    target: str
    """As written: a site address, a path to a Markdown file, or a slug."""
    text: str = ""
    """Plain text of the link, or alt text of an image; empty for the target's headline."""
    line: int = 0
    column: int = 0
    caption: str = ""


class Blank(Record, frozen=True):
    """A gap in the HTML of a body, filled when the page is made.

    It is a value between pieces of HTML, so that no text can be mistaken for it.
    """

    kind: Literal["open", "close", "image", "baca", "away", "watch", "look", "listen", "page", "word"]
    """The beginning or the end of an inline link; a picture or figure; a Baca Juga box; a Baca Juga box that leads to
    another site; the words of a link to a film, a post or a recording; the address of a page of the article itself,
    before #; a word of the portal, for an attribute."""
    link: int = 0
    """Index of the link in `Body.links`, for the first four; number of the page, or 0 for whichever is shown."""
    text: str = ""
    """The link to another site, as HTML; the platform of the film or post; the key of the word."""


Piece = str | Blank


class Remark(Record, frozen=True):
    """Something in a body that probably does not mean what its writer intended."""

    kind: str
    """A row of the table of remarks in `lint.file_rules`."""
    line: int
    column: int
    count: int
    meant: str = ""
    """What was probably intended."""


class Update(Record, frozen=True):
    """An entry of a live report; its text is a part of the body."""

    stamp: Stamp
    anchor: str
    """Its id on the page."""
    headline: str
    """Plain; may be empty."""
    bylines: tuple[str, ...]
    """As written; empty for the authors of the report."""
    line: int
    column: int
    """Of the bylines."""


class Body(Record, frozen=True):
    """A parsed Markdown body: HTML in which only links and pictures are missing."""

    parts: tuple[tuple[Piece, ...], ...]
    """At least one; each is the content of one page of the article. Of a live report, the first precedes the entries,
    and each other is an entry."""
    links: tuple[Link, ...]
    mark: str
    """Initials in the closing ***(LL); empty when the body has none."""
    words: int
    lead: str
    """The first sentence or sentences, plain, at most about 180 characters."""
    silent: tuple[tuple[int, int], ...] = ()
    """Line and column of each picture without alt text and caption."""
    remarks: tuple[Remark, ...] = ()
    anchors: tuple[tuple[str, int], ...] = ()
    """The ids in it, each with its page number."""
    mark_at: tuple[int, int] = (0, 0)
    """Line and column of the mark in the file."""
    probed_paths: tuple[str, ...] = ()
    """Paths below content/ whose existence decides what a link or picture refers to."""
    updates: tuple[Update, ...] = ()
    """The entries of a live report, oldest first, one for each part but the first."""

    @property
    def pages(self) -> int:
        """How many pages it is split into."""
        return 1 if self.updates else len(self.parts)


class Correction(Record, frozen=True):
    """A correction, an amendment or a reply, shown with its own time."""

    stamp: Stamp
    kind: Literal["ralat", "koreksi", "hak-jawab"]
    text: str
    link: str = ""
    line: int = 0
    column: int = 0


class Retraction(Record, frozen=True):
    """The withdrawal of an article; a notice stays at its address."""

    stamp: Stamp
    reason: Literal["sara", "kesusilaan", "masa-depan-anak", "trauma-korban", "dewan-pers"]
    text: str
    headline: str = ""
    """The original headline, which readers no longer see if the withdrawal's `title` replaces it."""


class Ending(Record, frozen=True):
    """The end of an article that is over: its address says so, and nothing links to it."""

    text: str = ""
    """Shown to readers; empty for the portal's own words."""


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
    """In seconds since 1970; 0 for never."""
    sponsor: Named | None
    verification: bool
    follows: str
    corrections: tuple[Correction, ...]
    retracted: Retraction | None
    related: tuple[Link, ...] = ()
    """The first entries of Artikel Terkait."""
    unrelated: tuple[Link, ...] = ()
    """Articles that may not be there."""
    id: str = ""
    """The article's permanent id; empty if it has none."""
    queries: tuple[str, ...] = ()
    """Old addresses with a query, such as /?p=123, which cannot be files."""
    first_alias: str = ""
    """The alias or query that is listed first."""
    place: str = ""
    ended: Ending | None = None
    held: bool = False
    """Whether the article stays unpublished until the errors in its file are fixed."""
    live_until: Stamp | None = None
    """When a live report ends; None for any other article."""
    review: bool = False
    """Whether it is a draft that was handed in to the editors."""

    @property
    def is_over(self) -> bool:
        """Whether readers see only a notice that it was withdrawn or is gone."""
        return self.retracted is not None or self.ended is not None


class Article(Record, frozen=True):
    """An article, parsed from one file."""

    path: str
    """Path below content/, with forward slashes."""
    url: str
    matter: Matter
    body: Body

    @property
    def is_split(self) -> bool:
        return self.body.pages > 1 and not self.matter.is_over


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
    aliases: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    """The person's pages on other sites."""


class Standing(Record, frozen=True):
    """A standing page, from content/pages/<slug>.md."""

    path: str
    slug: str
    title: str
    summary: str
    body: Body
    aliases: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()
    template: str = ""
    """Name of the theme's template that shows it, if not that of all pages."""


class Topic(Standing, frozen=True):
    """What the list of a tag begins with, from content/topics/<slug of the tag>.md."""

    photo: Photo | None = None
    pinned: Link | None = None
    """The report that stands first."""
    people: tuple[Named, ...] = ()
    timeline: bool = False
    """Whether the list is shown day by day."""
    since: Stamp | None = None
    """The time from which on articles of its tag have a box that leads to it."""


class Advertisement(Record, frozen=True):
    """An advertisement of the portal's own, from content/iklan/<name>.md."""

    path: str
    body: Body
    """Without text; its links are the picture, with its alt text, and the target unless that is on another host."""
    url: str
    """The target, as written."""
    places: tuple[str, ...]
    kanal: tuple[str, ...]
    """Slugs; empty for all pages."""
    start: Stamp | None
    end: Stamp | None
    aliases: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()

    def runs(self, now: int) -> bool:
        """Return whether it is shown at a time, in seconds since 1970."""
        return (self.start is None or self.start.epoch <= now) and (self.end is None or now < self.end.epoch)


class Media(Record, frozen=True):
    """A file that is published unchanged."""

    path: str
    """Below content/; its address is the same with a slash in front."""
    size: int
    width: int = 0
    height: int = 0
    variable: bool = False
    fault: Sentence = NOTHING
    """Why it cannot be shown as a picture, as the end of a sentence; empty otherwise."""
    hint: Sentence = NOTHING
    cleaned: bytes = b""
    """The digest of the published bytes, if a picture or film loses metadata before it is published."""
    cleaned_size: int = 0
