"""All kinds of output files, one row each."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum

from msgspec.structs import asdict

from generator.base.sentences import NOTHING, Sentence, sentence
from generator.model.page import Detail, Feed, Page, TagIndex
from generator.model.records import Record
from generator.model.site import Site
from generator.model.urls import FRAGMENT_FOLDER, INDEX_URL, SEARCH_URL, output_path


class Owner(Enum):
    """What owns a page; `Page.ref` is its id."""

    ARTICLE = "article"
    FILE = "file"
    """A document that is not an article: a standing page, a media file."""
    GROUP = "group"
    SITE = "site"
    """Such a page has no `ref`."""


class Method(Enum):
    """How the bytes of a page are made."""

    WRITTEN = "written"
    """By a function of `pages`, from the store, the configuration and the theme."""
    COPIED = "copied"
    """From content/ or the theme; pictures lose metadata that readers do not need."""
    REBASED = "rebased"
    """From the theme, with the path of base_url before each address."""
    DRAWN = "drawn"
    """By libvips, from a picture."""
    WITHHELD = "withheld"
    """No file is written, but the address is reserved."""


class Kind(Record, frozen=True):
    """A kind of page."""

    name: str
    owner: Owner
    method: Method = Method.WRITTEN
    function: str = ""
    """Module of `generator.pages`, and the function in it that writes such a page (see `pages.context`)."""
    template: str = ""
    """Renders what the function returns; empty if that is bytes."""
    url: str = ""
    """Address of the one page that a site has of this kind, or of the one for the whole site; `{tag}` stands for
    `paths.tag` of site.yaml, and so on. Empty where planning works out the addresses."""
    detail: Detail | None = None
    needs: Callable[[Site], object] = lambda _: True
    """Whether site.yaml asks for the page at `url`."""
    dated: bool = False
    """Whether which there are depends on days, months and years, so that they are planned where these change."""
    listing: bool = False
    """Whether it exists because of articles, so that at most one list has its address at any time."""
    suggested: bool = False
    """Whether its address may be suggested in place of a misspelled one."""
    label: Sentence = NOTHING

    def page(self, site: Site) -> Page | None:
        """Return the page at `url`, if the site has one."""
        if not self.url or not self.needs(site):
            return None
        return Page(output_path(self.url.format_map(asdict(site.paths))), self.name, detail=self.detail)


_ALL = (
    Kind("article", Owner.ARTICLE, function="article.article", template="article.html"),
    Kind("live", Owner.ARTICLE, function="live.fragment", template="fragment_langsung.html"),
    Kind(
        "gone", Owner.ARTICLE, function="article.gone", template="gone.html",
        label=sentence("Notice that an article is gone"),
    ),
    Kind("redirect", Owner.ARTICLE, function="single.redirect", template="redirect.html"),
    Kind("alias", Owner.FILE, function="single.redirect", template="redirect.html"),
    Kind(
        "standing", Owner.FILE, function="single.standing", template="standing.html", suggested=True,
        label=sentence("Standing page"),
    ),
    Kind("media", Owner.FILE, Method.COPIED, suggested=True),
    Kind("withheld", Owner.FILE, Method.WITHHELD, suggested=True),
    Kind("picture", Owner.FILE, Method.DRAWN),
    Kind(
        "listing", Owner.GROUP, function="listings.listing", template="listing.html", listing=True,
        label=sentence("List"),
    ),
    Kind(
        "day", Owner.SITE, function="listings.day", template="archive.html", dated=True, listing=True,
        label=sentence("Archive of a day"),
    ),
    Kind(
        "month", Owner.SITE, function="listings.month", template="archive.html", dated=True, listing=True,
        label=sentence("Archive of a month"),
    ),
    Kind("sitemap", Owner.SITE, function="textfiles.sitemap", dated=True, listing=True),
    Kind(
        "year", Owner.SITE, function="listings.year", template="archive.html", dated=True, listing=True,
        label=sentence("Archive of a year"),
    ),
    Kind("home", Owner.SITE, function="single.home", template="home.html", url="/", label=sentence("Home page")),
    Kind("sitemaps", Owner.SITE, function="textfiles.sitemaps", url="/sitemap.xml"),
    Kind("sitemap-pages", Owner.SITE, function="textfiles.sitemap_pages", url="/sitemap-pages.xml"),
    Kind(
        "404", Owner.SITE, function="single.not_found", template="not_found.html", url="/404.html",
        label=sentence("Page for addresses that do not exist"),
    ),
    Kind("robots", Owner.SITE, function="textfiles.robots", url="/robots.txt"),
    Kind(
        "fragment", Owner.SITE, function="single.fragment", template="fragment_terkini.html",
        url=f"/{FRAGMENT_FOLDER}/terkini.html",
    ),
    Kind(
        "breaking", Owner.SITE, function="single.breaking_news", template="fragment_penting.html",
        url=f"/{FRAGMENT_FOLDER}/penting.html",
    ),
    Kind("advertisements", Owner.SITE, function="advertisements.running"),
    Kind("colours", Owner.SITE, function="textfiles.colours", url="/aset/warna.css"),
    Kind(
        "tags", Owner.SITE, function="listings.tags", template="tags.html", url="/{tag}/", detail=TagIndex(),
        listing=True, suggested=True, label=sentence("List of topics"),
    ),
    Kind(
        "archive", Owner.SITE, function="listings.archive", template="archive.html", url="/{index}/", suggested=True,
        label=sentence("Archive"),
    ),
    Kind("feed", Owner.SITE, function="feeds.feed", url="/feed.xml", detail=Feed()),
    Kind(
        "security", Owner.SITE, function="textfiles.security", url="/.well-known/security.txt",
        needs=lambda site: site.security,
    ),
    Kind(
        "search", Owner.SITE, function="search.search", template="search.html", url=SEARCH_URL, suggested=True,
        needs=lambda site: site.search, label=sentence("Search"),
    ),
    Kind(
        "search-language", Owner.SITE, function="search.language", url=f"{INDEX_URL}bahasa.json",
        needs=lambda site: site.search,
    ),
    Kind(
        "search-suggestions", Owner.SITE, function="search.suggestions", url=f"{INDEX_URL}saran.json",
        needs=lambda site: site.search,
    ),
    Kind("search-manifest", Owner.SITE, function="search.manifest", dated=True),
    Kind("search-terms", Owner.SITE, function="search.terms", dated=True),
    Kind("search-documents", Owner.SITE, function="search.documents", dated=True),
    Kind("search-spelling", Owner.SITE, function="search.spelling", dated=True),
    Kind("moved", Owner.SITE, function="single.redirect", template="redirect.html"),
    Kind("host", Owner.SITE, function="textfiles.host_file"),
    Kind("sitemap-news", Owner.SITE, function="textfiles.sitemap_news"),
    Kind("asset", Owner.SITE, Method.COPIED, suggested=True),
    Kind("rebased", Owner.SITE, Method.REBASED),
    Kind("manifest", Owner.SITE, function="textfiles.manifest"),
    Kind("icon", Owner.SITE, Method.DRAWN),
)  # fmt: skip

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}


def _names(wanted: Callable[[Kind], object]) -> tuple[str, ...]:
    return tuple(kind.name for kind in _ALL if wanted(kind))


OF_ARTICLE = _names(lambda kind: kind.owner is Owner.ARTICLE)
OF_DOCUMENT = _names(lambda kind: kind.owner in (Owner.ARTICLE, Owner.FILE))
SITE_WIDE = _names(lambda kind: kind.owner is Owner.SITE and not kind.dated)
"""Kinds that are planned in each build."""
WRITTEN = _names(lambda kind: kind.method in (Method.WRITTEN, Method.REBASED))
"""Kinds that depend on site.yaml, words and settings."""
COPIED = _names(lambda kind: kind.method is Method.COPIED)
REDIRECTS = _names(lambda kind: kind.template == "redirect.html")
LISTS = _names(lambda kind: kind.listing)
SUGGESTED = _names(lambda kind: kind.suggested)
STANDING = KINDS["standing"].template
"""The template of standing pages that name none of their own."""
TEMPLATES = tuple(sorted({kind.template for kind in _ALL if kind.template}))
BASE = "base.html"
"""The template that those of all pages extend."""


def is_page_template(name: str) -> bool:
    """Return whether a template may be that of a page: no partial, and not that of another theme."""
    return re.fullmatch(r"[a-zA-Z0-9][\w-]*\.html", name) is not None
