"""The configuration of a site as a value; `config.site_yaml` reads it from site.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal
from urllib.parse import unquote

import msgspec

from generator.base.codes import Code
from generator.base.errors import Problem, Where, excerpt
from generator.base.sentences import Sentence
from generator.base.text import slugify, suggest
from generator.base.timestamps import Stamp
from generator.model.deploy_targets import Target
from generator.model.records import Named, Record
from generator.model.severities import Severities
from generator.model.urls import OF_KABAR, SEARCH_URL, Paths, base_path, folder_url, line_of, on_host

LANGUAGES = ("id", "en")
"""Languages of a portal; the first is the default."""
Place = tuple[str | int, ...]
"""Path to a value of site.yaml: keys, and numbers from 0 in lists."""


class Position(Record, frozen=True):
    """The position of a value in site.yaml."""

    place: Place
    line: int
    column: int


class SiteFile(Record, frozen=True):
    """site.yaml as it was read, for problems with it that are found later."""

    NAME = "site.yaml"

    text: str = ""
    positions: tuple[Position, ...] = ()

    def where(self, place: Place) -> Where:
        """Return the position of a value; the whole file if it is unknown."""
        position = next((position for position in self.positions if position.place == place), None)
        return Where(self.NAME, position.line, position.column) if position else Where(self.NAME)

    def problem(self, place: Place, code: Code, message: Sentence, hint: Sentence) -> Problem:
        where = self.where(place)
        return Problem(where, code, message, hint, excerpt(self.text, where.line))


class Category(Record, frozen=True):
    """A kanal, or a part of one."""

    slug: str
    """Its folder and address: `olahraga`, or `olahraga/sepak-bola` of a sub-kanal."""
    name: str
    description: str = ""

    @property
    def url(self) -> str:
        return folder_url(self.slug)

    @property
    def is_sub(self) -> bool:
        return "/" in self.slug


class Region(Record, frozen=True):
    """A province, or a regency or city of one."""

    slug: str
    """Its address below the folder of regions: `jawa-tengah`, or `jawa-tengah/kota-semarang`."""
    name: str
    province: str = ""

    @property
    def path(self) -> str:
        return f"{self.province}/{self.name}" if self.province else self.name


class Redaksi(Record, frozen=True):
    """Who is responsible for the portal: UU 40/1999, Pasal 12."""

    company: str
    address: str
    penanggung_jawab: str
    pemimpin_redaksi: str
    email: str
    phone: str


class Security(Record, frozen=True):
    """Contacts for reporting a vulnerability: security.txt, RFC 9116."""

    contact: tuple[str, ...]
    """Addresses that begin with mailto:, tel: or https://, the best first."""
    expires: Stamp
    policy: str


class Search(Record, frozen=True):
    """Where a form leads by which readers search."""

    action: str
    name: str
    """Of the parameter for the words."""


OWN_SEARCH = Search(SEARCH_URL, "q")
"""The portal's own."""


class Reading(Record, frozen=True):
    """The part of the configuration that decides how files are read.

    A change of it makes a build read all files again; any other change, none.
    """

    zone: str
    """Zone of a timestamp that names none: WIB, WITA or WIT."""
    categories: tuple[str, ...]
    permalink: str
    require_editor: bool
    require_credit: bool
    article_bytes: int
    media_bytes: int
    media_url: str
    """Where media live when they are not in content/: https://… without a slash at the end; empty otherwise."""
    media_allow: tuple[str, ...]
    """Endings or names of files, in lower case, that are published in addition to the usual media."""
    paths: Paths = Paths()
    base_url: str = ""
    """That of the site: links to it are links of the site."""
    regions: tuple[Region, ...] = ()
    """The provinces that articles may be about, each before its regencies; empty if any text is a region."""
    media_folders: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The same for folders of content/, each with a slash at its end, and what is below them."""
    media_public: tuple[str, ...] = ()
    """Patterns of paths below content/, as in `severities`: files that are published whatever refers to them."""

    distinct_case: bool = False
    """Whether old addresses that differ in letter case alone have pages, since the host takes no rules."""

    @property
    def media_names(self) -> tuple[str, ...]:
        """All endings and names that are published somewhere in addition to the usual media."""
        return (*self.media_allow, *(name for _, names in self.media_folders for name in names))

    def has_list(self, url: str) -> bool:
        """Return whether an address belongs to lists, so that no document may have it."""
        return self.paths.has_list(url, self.categories)

    @property
    def searches(self) -> bool:
        """Whether the portal has a search of its own, for which each article is read."""
        return bool(self.paths.search)

    ad_places: tuple[str, ...] | None = None
    """Where the theme shows advertisements of content/iklan/; None while no theme was read."""
    templates: tuple[str, ...] | None = ("standing.html",)
    """Names of the theme's templates that a standing page may have; None for any."""
    theme_ids: tuple[str, ...] = OF_KABAR
    """Ids of the theme's pages, in addition to those of a text."""


class SiteFrame(Record, frozen=True):
    """Menu, footer and accounts, around all pages: changing them makes no page again (see `pages.shared`)."""

    menu: tuple[Named, ...]
    footer: tuple[Named, ...]
    social: tuple[Named, ...]

    @property
    def menu_urls(self) -> tuple[str, ...]:
        """The addresses of the menu without duplicates, the home page first."""
        return tuple(dict.fromkeys(("/", *(entry.url for entry in self.menu))))


class Subscribe(Record, frozen=True):
    """What readers may subscribe to: a newsletter, by a form, and channels."""

    title: str
    form: str
    """Where the form is sent; empty for none."""
    field: str
    """Name of its field for the reader's address."""
    links: tuple[Named, ...]


Role = Literal["reporter", "editor", "lead"]


class Colleague(Record, frozen=True):
    """A person of the newsroom, as the desk knows them."""

    login: str
    """What the proxy calls them; by default the name."""
    name: str
    """As readers see it, and as git has it."""
    role: Role
    email: str = ""


class DeskSettings(Record, frozen=True):
    """What site.yaml says of the desk (`ssg serve --desk`)."""

    review: bool = False
    """Whether an article needs an editor who is not its author."""
    live: Literal["editors", "authors"] = "editors"
    """Whose entries of a live report go out at once."""
    people: tuple[Colleague, ...] = ()
    """Who may work at it; if empty, anybody who gets there, as a lead."""
    header: str = ""
    """The header in which a proxy names the person, in lower case; empty if there is no proxy."""
    proxies: tuple[str, ...] = ()
    """IP addresses from which that header is believed."""
    publish: str = ""
    """The deploy target to publish to, or "push" for a pipeline; empty to leave that to others."""


class Site(Record, frozen=True):
    """The whole configuration."""

    name: str
    tagline: str
    description: str
    base_url: str
    """https://… without a slash at the end; it may have a path."""
    theme: str
    per_page: int
    freshness: int
    """Seconds after its own timestamp during which an article's page may show newer articles."""
    notice: str
    logo: str
    share: str
    categories: tuple[Category, ...]
    menu: tuple[Named, ...]
    footer: tuple[Named, ...]
    social: tuple[Named, ...]
    redaksi: Redaksi | None
    reading: Reading
    language: str = LANGUAGES[0]
    security: Security | None = None
    theme_settings: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    """Theme settings that this site changes; `theming.loading` checks them."""
    search: Search | None = None
    """The portal's own, if it has one."""
    icon: str = ""
    """Address of the picture for the icons; empty for the theme's."""
    feeds: Literal["full", "summary"] = "full"
    """What feeds hold of an article."""
    redirects: tuple[Named, ...] = ()
    """Old addresses without a file of their own, each with its target as `url`."""
    host: str = ""
    """Name of the portal's host, one of `model.deploy_targets`; empty if unknown."""
    third_parties: tuple[str, ...] = ()
    """Hosts and known services (see `model.third_parties`) from which a page may load."""
    hsts: int = 0
    """Seconds for which browsers must use https; 0 to send no such header."""
    subscribe: Subscribe | None = None
    severities: Severities = Severities()
    """The severities of content problems. Like all fields after it, not part of `encoded`."""
    on_error: Literal["stop", "hold"] = "stop"
    desk_language: str = ""
    """Language of messages; empty for that of the machine, or else of the readers."""
    targets: tuple[Target, ...] = ()
    desk: DeskSettings = DeskSettings()
    theme_addresses: tuple[str, ...] = ()
    """What may be addresses of files in the theme: see `Theme.addresses`."""
    file: SiteFile = SiteFile()

    @property
    def zone(self) -> str:
        return self.reading.zone

    @property
    def base_path(self) -> str:
        """The path of base_url, below which the portal is on its host; empty at the root."""
        return base_path(self.base_url)

    @property
    def paths(self) -> Paths:
        return self.reading.paths

    @property
    def kanal(self) -> dict[str, Category]:
        return {category.slug: category for category in self.categories}

    def line_of(self, slug: str) -> tuple[Named, ...]:
        """Return the links to a kanal, and to the one that it is a part of before it."""
        known = self.kanal
        return tuple(Named(known[part].name, known[part].url) for part in line_of(slug))

    @property
    def regions(self) -> dict[str, Region]:
        return {region.slug: region for region in self.reading.regions}

    @property
    def encoded(self) -> bytes:
        """Everything in site.yaml that pages depend on: equal bytes make equal pages.

        Severities are not included: what they tolerate is left out of a page, and what they do not is in no page that
        is written.
        """
        return msgspec.msgpack.encode(msgspec.structs.astuple(self)[:-7])

    @property
    def site_frame(self) -> SiteFrame:
        return SiteFrame(self.menu, self.footer, self.social)

    def holding(self, *, hold: bool) -> Site:
        """Return the site for a build that holds back files with errors, if `hold` or site.yaml asks for it."""
        if not hold and self.on_error == "stop":
            return self
        return msgspec.structs.replace(self, severities=msgspec.structs.replace(self.severities, hold=True))

    def addresses(self) -> Iterator[tuple[Place, str]]:
        """Yield place and address of everything that links to this site, without query and fragment."""
        named: list[tuple[Place, str]] = [
            ((key, number, "url"), entry.url)
            for key, entries in (("menu", self.menu), ("footer", self.footer), ("social", self.social))
            for number, entry in enumerate(entries)
        ]
        channels = self.subscribe.links if self.subscribe else ()
        named += [(("subscribe", "links", number, "url"), entry.url) for number, entry in enumerate(channels)]
        single = [("logo", self.logo), ("icon", self.icon), ("share", self.share)]
        settings = [(("theme_settings", key), value) for key, value in self.theme_settings if isinstance(value, str)]
        named += [(("redirects", redirect.name), redirect.url) for redirect in self.redirects]
        for place, url in (*named, *(((key,), url) for key, url in single), *settings):
            if url.startswith("/"):
                yield place, url.partition("#")[0].partition("?")[0]

    @property
    def named(self) -> set[str]:
        """The addresses that site.yaml or the theme names, as written and decoded."""
        keys = (f"/{target.announce.indexnow}.txt" for target in self.targets if target.announce.indexnow)
        urls = (*self.theme_addresses, *(url for _, url in self.addresses()), *keys)
        return {name for url in urls for name in (url, unquote(url))}

    def absolute(self, url: str) -> str:
        """Return an address of the site with its host; others are unchanged."""
        return on_host(url, self.base_url)


_APART = re.compile(r"(?<! ) *[/\\,|] *|(?<! ) +[–-] +")
"""What people write between a province and a regency."""
_PREFIXES = ("kabupaten-", "kab-")
"""Prefixes of regency names that are often left out."""


def find_region(written: str, regions: Sequence[Region]) -> Region | None:
    """Return the region meant: by both names or slugs, or by its own if that is unique."""
    slug = "/".join(map(slugify, written.strip("/ ").split("/")))
    exact = next((region for region in regions if region.slug == slug), None)
    if exact is not None:
        return exact
    bare = _bare(slug)
    whole = [region for region in regions if _bare(region.slug) == bare]
    found = whole or [region for region in regions if _bare(region.slug.rpartition("/")[2]) == bare]
    return found[0] if len(found) == 1 else None


def region_meant(written: str, regions: Sequence[Region]) -> str:
    """Return the probable meaning of an unknown region; empty if none is similar."""
    slugs: dict[str, str] = {}
    for region in regions:
        slugs[region.slug] = region.path
        slugs.setdefault(region.slug.rpartition("/")[2], region.path)
    parts = [*map(slugify, filter(None, _APART.split(written.strip("/ "))))] or [""]
    for order in (parts, parts[::-1]) if len(parts) > 1 else ():
        exact = find_region("/".join(order), regions)
        if exact is not None:
            return exact.path
    nearest = suggest("/".join(parts), slugs) or suggest(parts[-1], slugs)
    return slugs[nearest] if nearest else ""


def kanal_meant(written: str, known: Sequence[str]) -> str:
    """Return the kanal that is probably meant, a sub-kanal also by its own name; empty if none is similar."""
    slugs = {slug.rpartition("/")[2]: slug for slug in known} | {slug: slug for slug in known}
    nearest = suggest("/".join(map(slugify, written.split("/"))), slugs)
    return slugs[nearest] if nearest else ""


def _bare(slug: str) -> str:
    above, found, name = slug.rpartition("/")
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return f"{above}{found}{name}"
