"""What all page kinds share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
from markupsafe import Markup

from generator.portal.page import Page
from generator.portal.records import Named, Picture, Record
from generator.portal.seq import END
from generator.portal.site import Category, Site
from generator.portal.variants import Recipe
from generator.queries.archive import Archive
from generator.queries.tracker import Tracker
from generator.readers.theme_settings import Setting
from generator.readers.words import Words


class SiteView:
    """The configuration as templates see it, with everything worked out once."""

    def __init__(self, site: Site, footer: tuple[Named, ...], settings: dict[str, Setting], icon: str) -> None:
        self.name = site.name
        self.tagline = site.tagline
        self.description = site.description or site.tagline or site.name
        self.base_url = site.base_url
        self.notice = site.notice
        self.language = site.language
        self.zone = site.zone
        self.freshness = site.freshness
        self.logo = site.logo or settings.get("logo", "")
        self.categories = site.categories
        self.kanal: dict[str, Category] = {category.slug: category for category in site.categories}
        self.menu = site.menu
        self.menu_urls = frozenset(("/", *(entry.url for entry in site.menu)))
        self.footer = footer
        self.social = site.social
        self.redaksi = site.redaksi
        self.search = site.search
        self.icon = icon


class PageView(Record, frozen=True):
    """What the head of every page needs."""

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
    feed: str = "/feed.xml"
    crumbs: tuple[Named, ...] = ()
    json_ld: Any = ""
    published: str = ""
    """ISO 8601, of an article."""
    modified: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()


class Making(NamedTuple):
    """All that a page kind gets to make a page."""

    page: Page
    site: Site
    archive: Archive
    ask: Tracker
    words: Words
    settings: dict[str, Setting]
    """Of the theme."""
    recipes: tuple[Recipe, ...]
    """Of the theme."""

    @property
    def home(self) -> Named:
        """The first of the breadcrumbs."""
        return Named(self.words["beranda"], "/")

    @property
    def whole(self) -> Recipe | None:
        """The recipe for pictures in bodies, if the theme has one."""
        return next((one for one in self.recipes if one.of == "whole"), None)


class Made(NamedTuple):
    """A page for the template of its kind: what it shows, and how far the page's own questions see."""

    context: dict[str, Any]
    horizon: int = END


View = Callable[[Making], Made | bytes]


def absolute(site: Site, url: str) -> str:
    """Return the absolute form of an address."""
    return url if "://" in url else site.base_url + url


def json_ld(*things: dict[str, Any]) -> Markup:
    """Return structured data that cannot end the script element it stands in."""
    data: Any = {"@context": "https://schema.org", **(things[0] if len(things) == 1 else {"@graph": things})}
    text = msgspec.json.encode(data).decode()
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


def breadcrumb_list(site: Site, crumbs: tuple[Named, ...]) -> dict[str, Any]:
    """Return breadcrumbs as structured data."""
    items = []
    for place, crumb in enumerate(crumbs, 1):
        item: dict[str, Any] = {"@type": "ListItem", "position": place, "name": crumb.name}
        if crumb.url:
            item["item"] = absolute(site, crumb.url)
        items.append(item)
    return {"@type": "BreadcrumbList", "itemListElement": items}


def publisher(site: Site) -> dict[str, Any]:
    """Return the portal as structured data, as short as an article can have it."""
    found: dict[str, Any] = {
        "@type": "NewsMediaOrganization",
        "@id": f"{site.base_url}/#redaksi",
        "name": site.name,
        "url": f"{site.base_url}/",
    }
    if site.logo:
        found["logo"] = {"@type": "ImageObject", "url": absolute(site, site.logo)}
    return found


_POLICIES = {
    "/redaksi/": ("masthead",), "/pedoman-media-siber/": ("publishingPrinciples", "ethicsPolicy"),
    "/hak-jawab-koreksi/": ("correctionsPolicy",), "/koreksi/": ("correctionsPolicy",),
}  # fmt: skip
"""Standing pages that a portal is expected to have -> what search engines call them."""


def organization(site: Site) -> dict[str, Any]:
    """Return all that is known of the portal, for its front page."""
    found = publisher(site)
    for entry in site.footer:
        for name in _POLICIES.get(entry.url, ()):
            found.setdefault(name, absolute(site, entry.url))
    if site.social:
        found["sameAs"] = [one.url for one in site.social]
    redaksi = site.redaksi
    if redaksi:
        found["legalName"] = redaksi.company
        found["address"] = redaksi.address
        found["email"] = redaksi.email
        found["telephone"] = redaksi.phone
    return {key: value for key, value in found.items() if value}
