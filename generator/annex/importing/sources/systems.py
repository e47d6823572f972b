"""Where Eleventy and Zola publish a file, and what differs between the systems that keep texts in folders."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from generator.annex.importing.sources.front_matter import Plain, first
from generator.base.text import slugify
from generator.base.timestamps import Stamp
from generator.model.records import Record

_DATED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(.+)")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""As addresses have them, whatever the language of the site."""

Sort = Literal["section", "person", "category", "tag"]
"""Of a list: of a folder, or of a term."""


class Page(Record, frozen=True):
    """A file, before it is an item."""

    path: str
    """Below the folder."""
    matter: dict[str, Plain]
    body: str
    name: str
    """Of the file without its ending, and without what else `System.named` takes from it."""
    day: str = ""
    """The date that the file name begins with, where that says when it was published; empty for none."""
    language: str = ""
    """That the file name ends in; empty for the site's own."""


class Site(Record, frozen=True):
    """What the source says about all of its files."""

    values: dict[str, Plain]
    """Of the configuration."""
    tops: tuple[str, ...]
    """Folders with content, each with its slash; "" for the folder itself."""
    sections: frozenset[str] = frozenset()
    """Folders with a page of their own, an _index.md, as paths below those."""

    def inner(self, path: str) -> str:
        """Return a file's path below the folder with content that it is in."""
        return below(path, self.tops)


class Times(Record, frozen=True):
    """What a page says about its times, as texts, of which the first that is a time holds."""

    dated: tuple[str, ...]
    """As its address has it."""
    published: tuple[str, ...]
    updated: tuple[str, ...]
    expires: tuple[str, ...] = ()


def stem(path: str) -> str:
    """Return a file's name without its ending."""
    return path.rpartition("/")[2].rpartition(".")[0]


def named(path: str, _: Site) -> tuple[str, str, str]:
    """Return name, date and language of a file by its path."""
    name = stem(path)
    dated = _DATED.fullmatch(name)
    return (dated[2], dated[1], "") if dated else (name, "", "")


def times(page: Page, _: Site) -> Times:
    published = (*_given_times(page, ("date", "publishDate", "pubDate", "published_at", "created")), page.day)
    return Times(
        published,
        published,
        _given_times(page, ("lastmod", "updated", "last_modified_at", "modified")),
        _given_times(page, ("expires", "expiryDate")),
    )


def _given_times(page: Page, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, (first(page.matter, key) for key in keys)))


class System(Record, frozen=True):
    """What differs between systems."""

    name: str
    configs: tuple[str, ...]
    """Names of the file with the configuration, the first that is there."""
    folders: Callable[[dict[str, Plain]], tuple[str, ...]]
    """Folders with content by the configuration, each with its slash; "" for the folder itself."""
    address: Callable[[Page, Site, Stamp | None], str]
    section: Callable[[Page, Site], str]
    """The category of a page that names none."""
    named: Callable[[str, Site], tuple[str, str, str]] = named
    times: Callable[[Page, Site], Times] = times
    listed: Callable[[Sort, str, Site, dict[str, Plain]], str] = lambda *_: ""
    """Address of a list by its name in a folder or in some front matter; empty if that is not known."""
    completed: Callable[[str, dict[str, Plain], Site], dict[str, Plain]] = lambda _path, matter, _site: matter
    """Front matter of a file, with what the site says of all that lie there."""
    alias: Callable[[str, str], str] = lambda old, _address: old if "//" in old else f"/{old.lstrip('/')}"
    """Where an old address that a page names is, by that and the page's own address."""
    also: Callable[[Page, str], tuple[str, ...]] = lambda _page, _address: ()
    """Further addresses of a page, by it and its own one."""
    needs_config: bool = True
    has_parts: bool = False
    """Whether folders with content hold parts of pages, too, and HTML without front matter is one."""
    has_bundles: bool = False
    """Whether a folder with an index is one page, with all Markdown in it."""


def below(path: str, tops: tuple[str, ...]) -> str:
    return path.removeprefix(max((top for top in tops if path.startswith(top)), key=len, default=""))


def section(page: Page, site: Site) -> str:
    return next(iter(inside(page, site)), "")


def inside(page: Page, site: Site) -> list[str]:
    """Return a page's folders below the folder with content; a bundle's own does not count."""
    return above(page, site)[: -1 if page.name == "index" else None]


def above(page: Page, site: Site) -> list[str]:
    return site.inner(page.path).split("/")[:-1]


def own(page: Page, site: Site) -> str:
    """Return an address's last part: slug, or name of the file or bundle; empty for a list."""
    if page.name == "_index":
        return ""
    return first(page.matter, "slug") or ("".join(above(page, site)[-1:]) if page.name == "index" else page.name)


def given(page: Page, key: str) -> str:
    """Return the front matter's address, if it has one without placeholders."""
    url = first(page.matter, key)
    if not url or ":" in url.removeprefix("https:").removeprefix("http:") or "{{" in url or url == "false":
        return ""
    return url if url.startswith(("/", "http")) else f"/{url}"


def joined(*parts: str) -> str:
    path = "/".join(filter(None, parts))
    return f"/{path}/" if path else "/"


def _eleventy_address(page: Page, site: Site, _: Stamp | None) -> str:
    if url := given(page, "permalink"):
        return url.removesuffix("index.html")
    return joined(*inside(page, site), own(page, site))


def _zola_address(page: Page, site: Site, _: Stamp | None) -> str:
    if path := first(page.matter, "path"):
        return f"/{path.strip('/')}/"
    return joined(*inside(page, site), slugify(own(page, site)))


ELEVENTY = System(
    "Eleventy", ("_data/site.yaml", "_data/metadata.yaml"), lambda _: ("src/", "content/"), _eleventy_address, section,
    needs_config=False, has_parts=True,
)  # fmt: skip
ZOLA = System("Zola", ("config.toml", "zola.toml"), lambda _: ("content/",), _zola_address, section)
