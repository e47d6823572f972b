"""Kinds: all sorts of files that the output consists of, in one table.

Whoever needs a list of kinds takes it from here; `pages.kinds` adds the
function that makes each.
"""

from __future__ import annotations

from enum import Enum

from generator.base.sentences import NOTHING, Sentence, sentence
from generator.model.records import Record


class Owner(Enum):
    """What a page belongs to: its `ref` is the id of that."""

    ARTICLE = "article"
    FILE = "file"
    """A document that is no article: a standing page, a media file."""
    GROUP = "group"
    SITE = "site"
    """The site itself; such a page has no `ref`."""


class Method(Enum):
    """How the bytes of a page come about."""

    WRITTEN = "written"
    """By a function of `pages`, from the store, the configuration and the theme."""
    COPIED = "copied"
    """The file of content/ or of the theme, of a picture without what readers have no need of."""
    REBASED = "rebased"
    """The file of the theme with the path of base_url before each address in it."""
    DRAWN = "drawn"
    """By libvips, of a picture."""
    WITHHELD = "withheld"
    """There are none: the address is kept free, and no file is at it."""


class Kind(Record, frozen=True):
    """A kind of page."""

    name: str
    owner: Owner
    method: Method = Method.WRITTEN
    url: str = ""
    """Address of the page that the site has of it, where only one has such an address."""
    template: str = ""
    """What a written page is shown with; empty when its function returns bytes."""
    dated: bool = False
    """Whether there is one for each day, month or year with articles, rather than one for the site."""
    listing: bool = False
    """Whether it is there because of articles, so that its address is that of one list alone, at any hour."""
    suggested: bool = False
    """Whether its address may be suggested in the place of a misspelled one."""
    label: Sentence = NOTHING
    """What the preview calls it."""


_ALL = (
    Kind("article", Owner.ARTICLE, template="article.html"),
    Kind("gone", Owner.ARTICLE, template="gone.html", label=sentence("Notice that an article is gone")),
    Kind("redirect", Owner.ARTICLE, template="redirect.html"),
    Kind("alias", Owner.FILE, template="redirect.html"),
    Kind("standing", Owner.FILE, template="standing.html", suggested=True, label=sentence("Standing page")),
    Kind("media", Owner.FILE, Method.COPIED, suggested=True),
    Kind("withheld", Owner.FILE, Method.WITHHELD),
    Kind("picture", Owner.FILE, Method.DRAWN),
    Kind("listing", Owner.GROUP, template="listing.html", listing=True, label=sentence("List")),
    Kind("day", Owner.SITE, template="archive.html", dated=True, listing=True, label=sentence("Archive of a day")),
    Kind("month", Owner.SITE, template="archive.html", dated=True, listing=True, label=sentence("Archive of a month")),
    Kind("sitemap", Owner.SITE, dated=True, listing=True),
    Kind("year", Owner.SITE, template="archive.html", dated=True, listing=True, label=sentence("Archive of a year")),
    Kind("home", Owner.SITE, url="/", template="home.html", label=sentence("Home page")),
    Kind("sitemaps", Owner.SITE, url="/sitemap.xml"),
    Kind("sitemap-pages", Owner.SITE, url="/sitemap-pages.xml"),
    Kind(
        "404",
        Owner.SITE,
        url="/404.html",
        template="not_found.html",
        label=sentence("Page for addresses that do not exist"),
    ),
    Kind("robots", Owner.SITE, url="/robots.txt"),
    Kind("fragment", Owner.SITE, url="/fragmen/terkini.html", template="fragment_terkini.html"),
    Kind("colours", Owner.SITE, url="/aset/warna.css"),
    Kind(
        "tags",
        Owner.SITE,
        url="/tag/",
        template="tags.html",
        listing=True,
        suggested=True,
        label=sentence("List of topics"),
    ),
    Kind("archive", Owner.SITE, url="/indeks/", template="archive.html", suggested=True, label=sentence("Archive")),
    Kind("feed", Owner.SITE, url="/feed.xml"),
    Kind("feed-json", Owner.SITE, url="/feed.json"),
    Kind("security", Owner.SITE, url="/.well-known/security.txt"),
    Kind("humans", Owner.SITE, url="/humans.txt"),
    Kind("opensearch", Owner.SITE, url="/opensearch.xml"),
    Kind("moved", Owner.SITE, template="redirect.html"),
    Kind("host", Owner.SITE),
    Kind("sitemap-news", Owner.SITE),
    Kind("asset", Owner.SITE, Method.COPIED, suggested=True),
    Kind("rebased", Owner.SITE, Method.REBASED),
    Kind("manifest", Owner.SITE),
    Kind("icon", Owner.SITE, Method.DRAWN),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
"""Name -> kind."""

OF_ARTICLE = tuple(kind.name for kind in _ALL if kind.owner is Owner.ARTICLE)
OF_DOCUMENT = tuple(kind.name for kind in _ALL if kind.owner in (Owner.ARTICLE, Owner.FILE))
SITE_WIDE = tuple(kind.name for kind in _ALL if kind.owner is Owner.SITE and not kind.dated)
"""Kinds that are looked at in each build."""
WRITTEN = tuple(kind.name for kind in _ALL if kind.method in (Method.WRITTEN, Method.REBASED))
"""Kinds that a changed site.yaml, word or setting may change."""
COPIED = tuple(kind.name for kind in _ALL if kind.method is Method.COPIED)
OF_FILES = tuple(kind.name for kind in _ALL if kind.method not in (Method.WRITTEN, Method.WITHHELD))
"""What is made of files of the site, which must lie where it is made."""
REDIRECTS = tuple(kind.name for kind in _ALL if kind.template == "redirect.html")
LISTS = tuple(kind.name for kind in _ALL if kind.listing)
SUGGESTED = tuple(kind.name for kind in _ALL if kind.suggested)
TEMPLATES = tuple(sorted({kind.template for kind in _ALL if kind.template}))
"""The templates that a theme needs."""
