"""Addresses: where things of the portal are, and how listings are cut into pages."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from urllib.parse import quote

from generator.base.text import fold, slugify
from generator.portal.records import Article
from generator.portal.seq import first_seq

SITEMAP_LIMIT = 50_000
"""Addresses in one sitemap file, by the sitemaps.org protocol."""
OURS = ("_ssg", "aset", "fragmen", "gambar")
"""Folders of the output and of the preview whose files hosts are told to keep otherwise than pages (docs/deploy.md)."""
RESERVED = ("tag", "penulis", "indeks", "terkini", "fragmen", "aset", "gambar", "pages", "authors")
"""Folders of the output that no kanal may be called."""
_LISTS = ("tag", "penulis", "indeks", "terkini")


def is_address(text: str) -> bool:
    """Tell whether a text is an address of the site, beginning with a single slash, or one on the web."""
    odd = any(c in '"<>\\^`{|}' or ord(c) < 33 or 127 <= ord(c) < 160 or c.isspace() for c in text)
    return is_web(text) or (text.startswith("/") and not text.startswith("//") and not odd)


def is_web(text: str) -> bool:
    """Tell whether a text is an absolute http(s) address with a host, without spaces, quotes or control characters."""
    scheme, found, rest = text.partition("://")
    return (
        bool(found)
        and scheme.lower() in ("http", "https")
        and rest[:1] not in ("", "/", "?", "#", ":", "@")
        and not any(c in '"<>\\^`{|}' or ord(c) < 33 or 127 <= ord(c) < 160 or c.isspace() for c in text)
    )


def is_ours(path: str, *, media: bool = False) -> bool:
    """Tell whether an address, or a path below content/, is in a folder that the portal fills itself.

    A page may stand among the lists, where the plan sees whether two want one
    address; a media file may not, for what an article brings at its hour could
    want the same one.
    """
    first = fold(path.strip("/")).partition("/")[0]
    return first in OURS or (media and (first in _LISTS or (first.startswith("sitemap") and first.endswith(".xml"))))


def listing_url(kind: str, slug: str) -> str:
    """Return the address of the front page of a group's listing; empty for a group that has none."""
    if kind == "all":
        return "/terkini/"
    if kind == "kanal":
        return f"/{slug}/"
    if kind == "tag":
        return f"/tag/{slug}/"
    return f"/penulis/{slug}/" if kind == "author" else ""


def numbered(count: int, per_page: int) -> int:
    """Return how many numbered pages a listing has beside its front page.

    Page 1 holds the oldest articles, so a full page never changes. The front
    page holds the newest: one page's worth, and up to one less than two.
    """
    return max(0, count // per_page - 1)


def day_url(day: date) -> str:
    """Return the address of the archive of a day."""
    return f"/indeks/{day.year:04d}/{day.month:02d}/{day.day:02d}/"


def month_url(year: int, month: int) -> str:
    """Return the address of the archive of a month."""
    return f"/indeks/{year:04d}/{month:02d}/"


def year_url(year: int) -> str:
    """Return the address of the archive of a year."""
    return f"/indeks/{year:04d}/"


def letter_url(letter: str) -> str:
    """Return the address of the list of the tags that begin with a letter or digit."""
    return f"/indeks/tag/{letter}/"


def sitemap_url(year: int, month: int, part: int) -> str:
    """Return the address of part `part` (from 0) of the sitemap of a month."""
    return f"/sitemap-{year:04d}-{month:02d}{f'-{part + 1}' if part else ''}.xml"


def month_days(year: int, month: int) -> tuple[int, int]:
    """Return the first day of a month and that of the next one, counted from 1970-01-01."""
    first = (date(year, month, 1) - date(1970, 1, 1)).days
    # The month after December 9999 has no first day that could be a date.
    return first, first + monthrange(year, month)[1]


def span(start: int, end: int) -> tuple[int, int]:
    """Return the range of seqs of the time from `start` until before `end`, in seconds since 1970."""
    return first_seq(start), first_seq(end) - 1


def target_url(target: str) -> str:
    """Return the address of the site that a link's target means: from a slash on; that of a folder ends with one."""
    target = "/" + target.partition("#")[0].partition("?")[0].strip("/")
    return target if target == "/" or "." in target.rpartition("/")[2] else f"{target}/"


def file_slug(path: str) -> str:
    """Return the slug that the name of a Markdown file makes."""
    return slugify(path.rpartition("/")[2].removesuffix(".md"), 200)


def picture_url(src: str) -> str:
    """Return the address of a picture of the site as HTML, feeds and sitemaps may hold it."""
    return quote(src, safe="/-._~!$&'()*+,;=:@")


def output_path(url: str) -> str:
    """Return the path of the file behind an address, below the output folder."""
    return url[1:] + "index.html" if url.endswith("/") else url[1:]


def page_url(path: str) -> str:
    """Return the address behind a file of the output."""
    return f"/{path.removesuffix('index.html') if path.endswith('/index.html') or path == 'index.html' else path}"


def part_url(article: Article, number: int) -> str:
    """Return the address of a page of an article: 1 is the first, 0 the one with everything."""
    return article.url if number == 1 else f"{article.url}{number or 'semua'}/"
