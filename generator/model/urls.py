"""The addresses of a portal's pages, and which addresses people may write."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from urllib.parse import quote

from msgspec.structs import astuple

from generator.base.sentences import Sentence, sentence
from generator.base.text import fold, slugify, suggest
from generator.model.records import Record

SITEMAP_LIMIT = 2_000
"""Addresses in one sitemap file. The sitemaps.org protocol allows 50,000; but one more makes the file anew."""
TEXTS = ("authors/", "pages/", "topics/")
"""Folders of content/ with texts that are no articles."""
FRAGMENT_FOLDER = "fragmen"
"""Folder of the output with parts that the script puts into pages."""
OURS = ("_ssg", "aset", FRAGMENT_FOLDER, "gambar")
"""Folders of the output and of the preview that hosts cache differently from pages (docs/deploy.md)."""
_PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")
"""Most paths are this plain, which saves checking each character."""
_ODD = r"""[\0-\x20\x7f-\x9f\s"<>\\^`{|}]"""
"""What no address may hold."""
PHOTOS = "foto"
"""The folder of content/ for new photos, those of drafts too."""
ADVERTISEMENTS = "iklan"
"""Folder of content/ with the portal's own advertisements."""
ADVERTISEMENTS_URL = f"/{FRAGMENT_FOLDER}/{ADVERTISEMENTS}.html"
SEARCH = "cari"
"""Folder of the portal's own search."""
SEARCH_URL, INDEX_URL = f"/{SEARCH}/", f"/{SEARCH}/indeks/"
"""Its page, and the folder of what that asks for."""
NUMBERED = "halaman"
"""Folder of the numbered pages of a list, below its address."""
LEDGERS = ("corrections", "withdrawals")
"""Slugs of the groups whose members are corrections and withdrawals, not articles."""
_DATED = r"^\d{4}-\d{1,2}-\d{1,2}-"


def is_address(text: str) -> bool:
    """Return whether a text is an address on the web, or one of the site, which begins with a single slash."""
    return is_web(text) or (text.startswith("/") and not text.startswith("//") and not re.search(_ODD, text))


def is_web(text: str) -> bool:
    """Return whether a text is an http(s) address with a host, without spaces, quotes or control characters."""
    scheme, _, rest = text.partition("://")
    return (
        scheme.lower() in ("http", "https")
        and rest[:1] not in ("", "/", "?", "#", ":", "@")
        and not re.search(_ODD, text)
    )


def base_path(base_url: str) -> str:
    """Return the path of a portal's address: `/portal`, or empty at the root of its host."""
    return "/" + path if (path := base_url.partition("://")[2].partition("/")[2]) else ""


def media_address(text: str) -> str:
    """Return the address of a media file as written in front matter; empty if it cannot be one."""
    path = text if text.startswith("/") else f"/{text}"
    if _PLAIN_PATH.fullmatch(path) and len(path) <= 250:
        return path
    names = path[1:].split("/")
    if any(name.startswith(".") or not 0 < len(name.encode("utf-8", "replace")) <= 250 for name in names):
        return ""
    return path if path.replace("\u200d", "").isprintable() and not re.search(r'[\\?#"<>|*:%]', path) else ""


def own_path(url: str, base_url: str) -> str:
    """Return the address on the site that a web address means; empty if it is not this site's.

    Its host must be that of `base_url`, with or without www, over http or https, and its path below that.
    """
    scheme, found, rest = url.partition("//")
    if not found:
        return ""
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    path, base = rest[len(host) :], base_path(base_url)
    own = base_url.partition("//")[2].partition("/")[0]
    if scheme.lower() not in ("http:", "https:", "") or not own or _bare_host(host) != _bare_host(own):
        return ""
    if not path.startswith(base) or path[len(base) :][:1] not in ("", "/", "?", "#"):
        return ""
    return "/" + path[len(base) :].lstrip("/")


def _bare_host(host: str) -> str:
    return host.lower().removeprefix("www.")


def on_host(url: str, base: str) -> str:
    """Return an address of the site with `base` in front; others are unchanged."""
    return base + url if url.startswith("/") else url


def on_site(path: str, base: str) -> str:
    """Return the address on the site of a path of its host; `/..` if it is not below `base`."""
    if not base or not path:
        return path
    return path[len(base) :] if path.startswith(f"{base}/") else "/.."


def is_ours(path: str) -> bool:
    """Return whether an address, or a path below content/, is in a folder where no page may be."""
    return _first(path) in OURS


def _first(path: str) -> str:
    return fold(path.strip("/")).partition("/")[0]


class Paths(Record, frozen=True):
    """The folders of the lists, as site.yaml names them; all addresses of lists are made here."""

    tag: str = "tag"
    author: str = "penulis"
    index: str = "indeks"
    latest: str = "terkini"
    corrections: str = "koreksi"
    withdrawals: str = "pencabutan"
    region: str = "wilayah"
    search: str = ""
    """`SEARCH` if the portal has a search of its own; not for site.yaml to name."""

    @property
    def reserved(self) -> tuple[str, ...]:
        """Folders of the output and of content/ that cannot be a kanal."""
        return (
            *filter(None, astuple(self)),
            FRAGMENT_FOLDER,
            "aset",
            "gambar",
            *(folder.rstrip("/") for folder in TEXTS),
            ADVERTISEMENTS,
        )

    @property
    def tags_url(self) -> str:
        return f"/{self.tag}/"

    @property
    def index_url(self) -> str:
        return f"/{self.index}/"

    @property
    def latest_url(self) -> str:
        return f"/{self.latest}/"

    @property
    def corrections_url(self) -> str:
        return f"/{self.corrections}/"

    @property
    def withdrawals_url(self) -> str:
        return f"/{self.withdrawals}/"

    @property
    def lists(self) -> tuple[str, ...]:
        """Addresses of the lists that every portal has, in addition to its kanal."""
        return self.tags_url, self.index_url, self.latest_url, self.corrections_url, self.withdrawals_url

    def tag_url(self, slug: str) -> str:
        return f"/{self.tag}/{slug}/"

    def author_url(self, slug: str) -> str:
        return f"/{self.author}/{slug}/"

    def document_url(self, path: str) -> str:
        """Return the address of a standing page, a person or a topic, from the path of its file below content/."""
        folder, slug = path.partition("/")[0], file_slug(path)
        if folder == "pages":
            return folder_url(slug)
        return self.tag_url(slug) if folder == "topics" else self.author_url(slug)

    def region_url(self, slug: str) -> str:
        return f"/{self.region}/{slug}/"

    def listing_url(self, kind: str, slug: str) -> str:
        """Return the address of a group's listing; empty if it has none."""
        ledger = self.corrections_url if slug == LEDGERS[0] else self.withdrawals_url
        return {
            "all": self.latest_url, "kanal": folder_url(slug), "tag": self.tag_url(slug),
            "author": self.author_url(slug), "region": self.region_url(slug), "ledger": ledger,
        }.get(kind, "")  # fmt: skip

    def day_url(self, day: date) -> str:
        return f"/{self.index}/{day.year:04d}/{day.month:02d}/{day.day:02d}/"

    def month_url(self, year: int, month: int) -> str:
        return f"/{self.index}/{year:04d}/{month:02d}/"

    def year_url(self, year: int) -> str:
        return f"/{self.index}/{year:04d}/"

    def letter_url(self, letter: str) -> str:
        return f"/{self.index}/{self.tag}/{letter}/"

    def has_list(self, url: str, kanal: Collection[str]) -> bool:
        """Return whether an address belongs to lists, so that no document may have it; `kanal` are slugs.

        There is a list today or, one day, because of a tag, a name, a date or a number of articles.
        """
        path = f"{fold(url).removeprefix('/').removesuffix('/')}/"
        above, numbered, _ = path.partition(f"/{NUMBERED}/")
        return _first(path) in filter(None, astuple(self)) or path[:-1] in kanal or bool(numbered and above in kanal)

    def has(self, path: str) -> bool:
        """Return whether a path below content/ is in a folder that the portal fills itself, where no media may be."""
        first = _first(path)
        return (
            is_ours(path)
            or first in filter(None, astuple(self))
            or (first.startswith("sitemap") and first.endswith(".xml"))
        )


def folder_url(slug: str) -> str:
    return f"/{slug}/"


def line_of(slug: str) -> tuple[str, ...]:
    """Return the slug of a kanal or a region after that of what it is part of, if it is: `olahraga/sepak-bola`."""
    return tuple(dict.fromkeys((slug.partition("/")[0], slug)))


def numbered_url(url: str, number: int) -> str:
    return f"{url}{NUMBERED}/{number}/"


def list_url(url: str) -> str:
    """Return the address of the list whose numbered page has an address; empty for any other address."""
    match = re.fullmatch(rf"(/.+/){NUMBERED}/[1-9][0-9]{{0,8}}/", url, re.IGNORECASE)
    return match[1] if match else ""


def feed_url(url: str = "/") -> str:
    """Return the address of the feed of the list at `url`, or of the whole site."""
    return f"{url}feed.xml"


def numbered_pages(count: int, per_page: int) -> int:
    """Return how many numbered pages a listing of `count` articles has.

    Page 1 holds the oldest articles, so a full page never changes. The front page holds the newest: at least a page of
    them, and less than two.
    """
    return max(0, count // per_page - 1)


def sitemap_url(year: int, month: int, part: int) -> str:
    """Return the address of part `part` (from 0) of the sitemap of a month."""
    return f"/sitemap-{year:04d}-{month:02d}{f'-{part + 1}' if part else ''}.xml"


def index_url(segment: str = "", name: str = "") -> str:
    """Return the address of a file of a segment of the search's index; without one, that of its list."""
    return f"{INDEX_URL}{segment}/{name}.bin" if segment else f"{INDEX_URL}indeks.json"


def target_url(target: str) -> str:
    """Return the address that a link's target means; it begins with a slash, and that of a page ends with one.

    `/judul/index.html` becomes `/judul/`.
    """
    target = page_url(target.partition("#")[0].partition("?")[0].strip("/"))
    return target if target.endswith("/") or "." in target.rpartition("/")[2] else f"{target}/"


def file_slug(path: str) -> str:
    return slugify(path.rpartition("/")[2].removesuffix(".md"), 200)


def article_slug(path: str) -> str:
    """Return the slug of an article from its file name, without a leading date."""
    slug = file_slug(path)
    return re.sub(_DATED, "", slug) or slug


def picture_url(src: str) -> str:
    """Return the address of a picture of the site, escaped for HTML, feeds and sitemaps."""
    return quote(src, safe="/-._~!$&'()*+,;=:@")


def output_path(url: str) -> str:
    """Return the path of the file at an address, below the output folder.

    An address without slash or ending becomes a file with the ending .html: most hosts serve `judul.html` at `/judul`,
    but would redirect readers of `judul/index.html` to `/judul/`.
    """
    if url.endswith("/"):
        return f"{url[1:]}index.html"
    return url[1:] if "." in url.rpartition("/")[2] else f"{url[1:]}.html"


def page_url(path: str) -> str:
    """Return the address of an output file, from its path below the output folder."""
    return f"/{path.removesuffix('index.html') if path.endswith('/index.html') or path == 'index.html' else path}"


def article_page_url(path: str, *, bare: bool) -> str:
    """Return the address of a page of an article from the path of its file, whose ending it lacks if `bare`."""
    return page_url(path).removesuffix(".html") if bare else page_url(path)


def served_at(path: str, *, bare: bool) -> tuple[str, ...]:
    """Return the addresses at which hosts serve a page of an article: the one that readers know, then its file's."""
    return tuple(dict.fromkeys((article_page_url(path, bare=bare), page_url(path))))


def part_url(url: str, number: int) -> str:
    """Return the address of a page of a split article at `url`: 1 is the first, 0 the one with everything.

    It is below the article's address in any form. Beside it, `/judul-2.html` could be another article's: archives often
    use that name for a second article with the same headline.
    """
    if number == 1:
        return url
    name = str(number or "semua")
    if url.endswith("/"):
        return f"{url}{name}/"
    return f"{url.removesuffix('.html')}/{name}.html" if url.endswith(".html") else f"{url}/{name}"


def live_url(url: str) -> str:
    """Return the address of what open pages of the live report at `url` ask for."""
    return f"/{FRAGMENT_FOLDER}/langsung{url}"


def is_same(url: str, other: str) -> bool:
    """Return whether hosts serve one page at two addresses."""
    return output_path(url) == output_path(other) or target_url(url) == target_url(other)


def is_bare(url: str) -> bool:
    """Return whether an address has neither a trailing slash nor an ending, so that its file has another name."""
    return "." not in url.rpartition("/")[2] and not url.endswith("/")


OF_KABAR = (
    "bagikan", "isi", "judul-hasil", "k-*", "kaki", "kaki-kanal", "kaki-portal", "lensa", "opini", "pilihan",
    "pilihan-editor", "pokok", "saringan", "sorotan", "terkini", "terpopuler", "topik",
)  # fmt: skip
"""Ids of the theme kabar, as in `Theme.ids`: links may use them, and no heading gets one."""
_ANYWHERE = ("", "top")
"""Fragments for the top of any page."""
_UNNAMED = "bagian"


def fragment_of(target: str) -> str:
    """Return the fragment of an address; empty if it names no place in the page."""
    fragment = target.partition("#")[2]
    # Browsers search for the words of a text fragment anywhere.
    return "" if fragment in _ANYWHERE or fragment.startswith(":~:") else fragment


def place_hint(fragment: str, anchors: Iterable[str]) -> Sentence:
    """Return the hint for a fragment that is not among the anchors of a text; those with "_" are footnotes."""
    known = [anchor for anchor in anchors if "_" not in anchor]
    meant = suggest(slugify(fragment), known)
    if meant:
        return sentence('did you mean "#{meant}"?', meant=meant)
    if not known:
        return sentence("it has no headings; remove the # and what follows it")
    some = ", ".join(f"#{anchor}" for anchor in known[:5])
    return sentence("its headings are {some}", some=some + (", …" if len(known) > 5 else ""))


def is_one_of(fragment: str, ids: Collection[str]) -> bool:
    """Return whether a fragment is among the ids of a theme, in which `*` stands for a computed part."""
    if fragment in ids:
        return True
    computed = (name for name in ids if "*" in name)
    return any(re.fullmatch(".*".join(map(re.escape, name.split("*"))), fragment) for name in computed)


class Anchors:
    """The ids of one text, all different, and different from the theme's."""

    def __init__(self, of_theme: Collection[str] = OF_KABAR) -> None:
        self._of_theme = of_theme
        self.parts: dict[str, int] = {}
        """Id -> its page of a split article, from 1."""
        self._last: dict[str, int] = {}

    def add(self, text: str, part: int) -> str:
        """Return an id for a heading on a page; a repeated heading gets a number."""
        slug = slugify(text) or _UNNAMED
        anchor, number = slug, self._last.get(slug, 1)
        while anchor in self.parts or anchor in self._of_theme:
            number += 1
            anchor = f"{slug}-{number}"
        self._last[slug] = number
        self.parts[anchor] = part
        return anchor
