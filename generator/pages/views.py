"""What templates see, as frozen values; docs/theme.md says which of them themes may rely on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from generator.base.timestamps import Stamp
from generator.model.cards import Boxed, Card, Followed, Person, Picture, Term
from generator.model.records import Correction, Named, Record, Retraction
from generator.model.site import Category, Site, SiteFrame
from generator.model.urls import feed_url
from generator.pictures import icons
from generator.theming.theme import Theme

V = TypeVar("V")


class Fixed(dict[str, V]):
    """A mapping shared by all pages: templates cannot change it."""

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise TypeError("this is the same for all pages, and none can change it")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse


class SiteView:
    """The configuration as templates see it, with everything worked out once."""

    def __init__(self, site: Site, theme: Theme, site_frame: Callable[[], SiteFrame]) -> None:
        """Take the function that returns the site frame; it is called whenever a template asks for part of it."""
        self._site_frame = site_frame
        self.name = site.name
        self.tagline = site.tagline
        self.description = site.description or site.tagline or site.name
        self.base_url = site.base_url
        self.notice = site.notice
        self.language = site.language
        self.zone = site.zone
        self.freshness = site.freshness
        self.logo = site.logo or theme.settings.get("logo", "")
        self.categories = tuple(category for category in site.categories if not category.is_sub)
        self.kanal = Fixed({category.slug: category for category in site.categories})
        self.redaksi = site.redaksi
        self.search = site.search
        self.subscribe = site.subscribe
        self.icon = icons.source_url(site.icon, theme.assets)
        self.latest_url = site.paths.latest_url
        self.index_url = site.paths.index_url
        self.tags_url = site.paths.tags_url
        self.corrections_url = site.paths.corrections_url
        self.withdrawals_url = site.paths.withdrawals_url

    @property
    def menu(self) -> tuple[Named, ...]:
        return self._site_frame().menu

    @property
    def menu_urls(self) -> tuple[str, ...]:
        return self._site_frame().menu_urls

    @property
    def footer(self) -> tuple[Named, ...]:
        return self._site_frame().footer

    @property
    def social(self) -> tuple[Named, ...]:
        return self._site_frame().social


def share_picture(site: Site) -> Picture:
    """Return what other platforms show where somebody shares a page without a photo: `share`, or the largest icon."""
    if site.share:
        return Picture(site.share, site.name, 0, 0)
    return Picture(icons.LARGEST.url, site.name, icons.LARGEST.side, icons.LARGEST.side)


class PageView(Record, frozen=True):
    """The data for the head of a page."""

    kind: str
    url: str
    canonical: str
    title: str
    description: str
    kanal: str = ""
    noindex: bool = False
    og_type: str = "website"
    image: Picture | None = None
    prev_url: str = ""
    next_url: str = ""
    feed: str = feed_url()
    crumbs: tuple[Named, ...] = ()
    json_ld: Any = ""
    published: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()


class Part(Record, frozen=True):
    """A page of a split article."""

    number: int
    url: str


class UpdateView(Record, frozen=True):
    """An entry of a live report."""

    anchor: str
    stamp: Stamp
    headline: str
    """Plain; may be empty."""
    authors: tuple[Person, ...]
    """Empty if nobody is named."""
    html: Any
    """With the headline."""
    version: str
    """Another one if anything of it differs."""

    @property
    def text(self) -> Any:
        """The HTML without the headline."""
        return self.html.partition("</h2>\n")[2] if self.headline else self.html


class LiveView(Record, frozen=True):
    """A live report."""

    is_on: bool
    """Whether it had not ended at the time of the build."""
    until: Stamp
    url: str
    """What its open pages ask for."""
    pinned: Any
    """What stands above the entries."""
    updates: tuple[UpdateView, ...]
    """Newest first."""


class ArticleView(Record, frozen=True):
    """A page of an article."""

    url: str
    title: str
    kanal: Category
    type: str
    label: str
    stamp: Stamp
    updated: Stamp | None
    authors: tuple[Person, ...]
    editors: tuple[Person, ...]
    tags: tuple[Term, ...]
    photo: Picture | None
    caption: str
    credit: str
    ai: str
    html: Any
    number: int
    """Of the page; 0 for the one with everything."""
    pages: tuple[Part, ...]
    """Empty when the article is not split."""
    next_url: str
    all_url: str
    mark: Person | None
    """The reporter's mark when the body has none of its own."""
    closing: bool
    """Whether it is the last page, or the one with everything."""
    sponsor: Named | None
    unverified: bool
    corrections: tuple[Correction, ...]
    retracted: Retraction | None
    minutes: int
    share: tuple[Named, ...]
    draft: bool
    follows: Followed | None
    continued: tuple[Followed, ...]
    answered: tuple[Followed, ...]
    """The articles whose corrections link to it."""
    topics: tuple[Boxed, ...]
    places: tuple[Term, ...]
    """Its places, smallest first; without an address if not a region in site.yaml."""
    live: LiveView | None
    """None for any article but a live report."""
    # What has a default is shown as the front matter has it under the same name, but not of a withdrawn article.
    summary: str = ""
    sources: tuple[Named, ...] = ()
    region: str = ""


class StandingView(Record, frozen=True):
    """A standing page."""

    title: str
    summary: str
    html: Any


class PersonView(Record, frozen=True):
    """A profile."""

    name: str
    role: str
    photo: str
    initials: str
    email: str
    html: Any
    links: tuple[Named, ...] = ()
    """Pages on other sites, by the name of the site."""


class TopicView(Record, frozen=True):
    """What the list of a tag begins with."""

    html: Any
    photo: Picture | None
    caption: str
    credit: str
    ai: str
    pinned: Card | None
    people: tuple[Person, ...]
    timeline: bool


class ListingView(Record, frozen=True):
    """A page of a listing, newest first."""

    kind: str
    title: str
    description: str
    items: Sequence[Card]
    """For a ledger: entries, each with its kind."""
    number: int
    """0 for the front page, else the page's number counted from the oldest."""
    newer_url: str
    older_url: str
    person: PersonView | None
    parts: tuple[Term, ...] = ()
    """Of a province, its regencies."""
    topic: TopicView | None = None
    """On the front page of a tag that has one."""


class SearchView(Record, frozen=True):
    """The page of the search."""

    regions: tuple[Named, ...]
    """Each with its slug as address."""


class ArchiveView(Record, frozen=True):
    """A page of the archive."""

    kind: str
    title: str
    rows: Sequence[Term] = ()
    items: Sequence[Card] = ()
    newer_url: str = ""
    older_url: str = ""
