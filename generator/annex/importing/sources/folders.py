"""Reads folders of Markdown and HTML, and knows where Hugo, Jekyll, Eleventy and Zola publish them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace

from generator.annex.importing.items import Fault, File, Found, Item, Note, Options, Person, Portal, Term
from generator.annex.importing.sources import front_matter
from generator.annex.importing.sources.front_matter import Plain, every, first, group
from generator.annex.importing.sources.mapping import FOLDERS, Map, read_map
from generator.annex.importing.sources.matters import Matters
from generator.annex.importing.sources.shortcodes import Shortcodes
from generator.base.crashes import cause
from generator.base.errors import UsageError
from generator.base.folder import Folder, ignored
from generator.base.sentences import sentence
from generator.base.text import clean, slugify
from generator.base.timestamps import Stamp
from generator.model.records import Record

_MARKDOWN = (".md", ".markdown")
_HTML = (".html", ".htm")
_ENDINGS = (*_MARKDOWN, ".mdown", ".mkd", *_HTML)
_MOST = 64 << 20
_SKIPPED = frozenset({
    "node_modules", "_site", "public", "resources", "themes", "layouts", "_includes", "_layouts", "_sass", "_data",
    "vendor", "archetypes", "assets", "static", "templates", "sass", "i18n",
})  # fmt: skip
"""Folders that are no content."""
_DATED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(.+)")
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_LINK = re.compile(r"(\]\(|href=[\"'])(?!https?:|/|#|mailto:)([^)\"'\s#?]+\.(?:md|markdown))(#[^)\"'\s]*)?")
_PLACEHOLDER = re.compile(r":([a-z_]+)")
_JEKYLL = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}


class _Page(Record, frozen=True):
    """A file, before it is an item."""

    path: str
    """Below the folder."""
    matter: dict[str, Plain]
    body: str
    name: str
    """Of the file without its ending, and without the date that it begins with."""
    day: str
    """The date that the file name begins with; empty for none."""


class _System(Record, frozen=True):
    """What differs between systems."""

    configs: tuple[str, ...]
    """Names of the file with the configuration, the first that is there."""
    tops: tuple[str, ...]
    """Folders with content."""
    address: Callable[[_Page, dict[str, Plain], Stamp | None], str]
    """Takes the configuration, too."""
    section: Callable[[_Page], str]
    """The category of a page that names none."""


def hugo(options: Options) -> Iterator[Found]:
    configs = ("hugo.toml", "hugo.yaml", "config.toml", "config.yaml")
    nested = ("config/_default/hugo.toml", "config/_default/config.toml")
    return _read(_System((*configs, *nested), ("content",), _hugo_address, _section), options)


def jekyll(options: Options) -> Iterator[Found]:
    configs, tops = ("_config.yml", "_config.yaml"), ("_posts", "_drafts", "")
    return _read(_System(configs, tops, _jekyll_address, _jekyll_section), options)


def eleventy(options: Options) -> Iterator[Found]:
    """Read Eleventy sites, whose configuration cannot be read without running it."""
    configs = ("_data/site.yaml", "_data/metadata.yaml")
    return _read(_System(configs, ("src", "content"), _eleventy_address, _section), options)


def zola(options: Options) -> Iterator[Found]:
    return _read(_System(("config.toml", "zola.toml"), ("content",), _zola_address, _section), options)


def _read(system: _System, options: Options) -> Iterator[Found]:
    own = read_map(options.mapping, FOLDERS) if options.mapping else Map()
    for root in options.files:
        if not os.path.isdir(root):
            raise UsageError(
                sentence("{root} is not a folder; name the folder of the site, with its configuration", root=root)
            )
        portal, values = _site(Path(root), system)
        yield replace(portal, name=own.name or portal.name, url=own.site or portal.url)
        yield from _Reader(root, system, values, options.zone, own).pages()


def _site(root: Path, system: _System) -> tuple[Portal, dict[str, Plain]]:
    """Return what the configuration says, and all of its values."""
    for name in system.configs:
        try:
            text = (root / name).read_text("utf-8-sig", "replace")
        except OSError:
            continue
        try:
            values = front_matter.config(text, name)
        except front_matter.MatterError:
            values = {}
        url = first(values, "baseURL", "base_url", "url", "baseurl")
        url = url if "//" in url else ""
        described = first(values, "description", "tagline", "subtitle")
        language = first(values, "languageCode", "default_language", "lang", "language")
        return Portal(first(values, "title", "name"), described, url.rstrip("/"), language), values
    return Portal(name=root.resolve().name), {}


class _Reader:
    def __init__(self, root: str, system: _System, values: dict[str, Plain], zone: str, own: Map) -> None:
        self._root, self._system, self._zone = root, system, zone
        self._matters = Matters(root, own, values, "content" if os.path.isdir(os.path.join(root, "content")) else "")
        self._shortcodes = Shortcodes(own.shortcodes, self._matters.tables)
        # Links may name files.
        self._addresses: dict[str, str] = {}
        self._named: dict[str, list[str]] = {}
        """Paths by the names of files."""
        for path in self._walk():
            page = self._page(path)
            if isinstance(page, _Page):
                self._addresses[path] = system.address(page, values, self._stamp(page)[0])
                self._named.setdefault(path.rpartition("/")[2], []).append(path)

    def pages(self) -> Iterator[Found]:
        people: set[str] = set()
        categories: set[str] = set()
        for path in self._walk():
            page = self._page(path)
            if isinstance(page, Fault):
                yield page
                continue
            if page is None or (page.name == "_index" and not page.body.strip()):
                # A list's front matter.
                continue
            item = self._item(page)
            for name in item.authors:
                if name not in people:
                    people.add(name)
                    yield Person(name, name)
            for name in item.categories:
                if name not in categories:
                    categories.add(name)
                    yield Term("category", name, name.replace("-", " ").title() if name.islower() else name)
            yield item
            if page.name == "index" and "/" in path:
                yield from self._beside(path, item)
        yield self._matters.census(self._shortcodes.unknown())
        yield from self._matters.tables.notes()

    def _walk(self) -> Iterator[str]:
        root, system_tops = self._root, self._system.tops
        tops = [top for top in system_tops if os.path.isdir(os.path.join(root, top))] or [""]
        for top in tops:
            for above, folders, names in os.walk(os.path.join(root, top)):
                inside = os.path.relpath(above, root).replace(os.sep, "/")
                skipped = {*_SKIPPED, *(system_tops if inside == "." else ())}
                folders[:] = sorted(folder for folder in folders if not ignored(folder) and folder not in skipped)
                for name in sorted(names):
                    if name.lower().endswith(_ENDINGS) and not ignored(name):
                        yield name if inside == "." else f"{inside}/{name}"

    def _page(self, path: str) -> _Page | Fault | None:
        """Return a file as a page; None if it has no front matter, and so is no content in any system."""
        if clean(path) != path:
            return Fault(path, sentence("its name holds bytes that are not UTF-8, or signs that cannot be seen"))
        try:
            with Folder(self._root, sentence("the folder of the source")) as folder:
                data = folder.read(path, _MOST)
        except OSError as error:
            return Fault(path, sentence("it cannot be read: {why}", why=cause(error)))
        text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        try:
            matter, body = front_matter.split(text)
        except front_matter.MatterError as error:
            said = sentence("its front matter cannot be read: {error}", error=error.said)
            return Fault(path, said, error.line, error.column)
        if not matter and not path.endswith(_MARKDOWN):
            return None
        stem = path.rpartition("/")[2].rpartition(".")[0]
        dated = _DATED.fullmatch(stem)
        return _Page(path, matter, body, dated[2] if dated else stem, dated[1] if dated else "")

    def _beside(self, path: str, item: Item) -> Iterator[File]:
        """Yield the files in a bundle's folder, published below its page's address."""
        folder = os.path.join(self._root, path.rpartition("/")[0])
        for name in sorted(os.listdir(folder)):
            place = os.path.join(folder, name)
            if not ignored(name) and not name.lower().endswith(_ENDINGS) and os.path.isfile(place):
                url = f"{item.address.rstrip('/')}/{name}"
                yield File(url, url, item=item.id, place=place.replace(os.sep, "/"))

    def _item(self, page: _Page) -> Item:
        path, matter = page.path, page.matter
        said = self._matters.take(matter)
        published, day_only = self._stamp(page, said.published)
        notes: list[Note] = []
        body = _LINK.sub(lambda found: found[1] + self._led(found[2], path) + (found[3] or ""), page.body)
        body = self._shortcodes.expand(
            body, notes, lambda target: self._referred(target, path), lambda picture: self._placed(picture, path)
        )
        categories = said.categories or tuple(filter(None, [self._system.section(page)]))
        in_folder = page.name in {"index", "_index"} and "/" in path
        return Item(
            kind="article" if published or "_drafts/" in path else "page",
            id=said.id or path,
            address=self._addresses[path],
            title=said.title,
            slug=said.slug or (path.split("/")[-2] if in_folder else page.name),
            body=body,
            markup="html" if path.endswith(_HTML) else "markdown",
            published=published,
            updated=self._time(said.updated or first(matter, "lastmod", "updated", "last_modified_at", "modified")),
            day_only=day_only,
            state="draft" if _is_hidden(page) or path.startswith("_drafts/") else said.state,
            authors=said.authors,
            editors=said.editors,
            categories=tuple(slugify(name) or name for name in categories),
            tags=said.tags,
            region=said.region,
            summary=said.summary,
            photo=self._placed(said.photo, path),
            caption=said.caption,
            credit=said.credit,
            alt=said.alt,
            aliases=said.aliases,
            notes=tuple(notes),
        )

    def _stamp(self, page: _Page, mapped: str = "") -> tuple[Stamp | None, bool]:
        """Return a page's time, and whether only the day is known."""
        for text in (mapped, first(page.matter, "date", "publishDate", "pubDate", "published_at", "created"), page.day):
            if stamp := self._time(text):
                return stamp, bool(_DAY.fullmatch(text))
        return None, False

    def _time(self, text: str) -> Stamp | None:
        return front_matter.time_of(f"{text} 00:00" if _DAY.fullmatch(text) else text, self._zone)

    def _placed(self, picture: str, path: str) -> str:
        """Return a picture's address: of one that is not beside its file but below the root, from there."""
        if not picture or picture.startswith(("/", "http:", "https:", "data:")) or "\0" in picture:
            return picture
        beside = os.path.join(self._root, path.rpartition("/")[0], picture)
        tops = ("static", "assets", "public", "src", "")
        is_below = not os.path.isfile(beside) and any(
            os.path.isfile(os.path.join(self._root, top, picture)) for top in tops
        )
        return f"/{picture}" if is_below else picture

    def _referred(self, target: str, path: str) -> str:
        """Return the address of a file named by a shortcode, with or without its extension."""
        file, found, fragment = target.partition("#")
        names = [file] if file.lower().endswith(_ENDINGS) else [file + ending for ending in _ENDINGS]
        led = (address for name in names if (address := self._led(name, path)) != name)
        return next(led, file) + found + fragment

    def _led(self, target: str, path: str) -> str:
        """Return the address of a file named by a link, relative to its file or the top."""
        above, rooted = path.rpartition("/")[0], target.removeprefix("@/")
        inner = os.path.normpath(f"{above}/{target}" if above and rooted == target else rooted)
        for file in (inner, f"content/{rooted.lstrip('/')}", target.lstrip("/")):
            if file in self._addresses:
                return self._addresses[file]
        end = f"/{target.lstrip('@/')}"
        ends = [file for file in self._named.get(end.rpartition("/")[2], ()) if f"/{file}".endswith(end)]
        return self._addresses[ends[0]] if len(ends) == 1 else target


def _is_hidden(page: _Page) -> bool:
    draft, published = (first(page.matter, key).lower() for key in ("draft", "published"))
    return draft in {"true", "yes", "1", "on"} or published in {"false", "no"}


def _inside(page: _Page) -> list[str]:
    """Return a page's folders below the content folder; a bundle's own folder does not count."""
    return _above(page)[: -1 if page.name == "index" else None]


def _above(page: _Page) -> list[str]:
    parts = page.path.split("/")[:-1]
    return parts[1:] if parts and parts[0] in {"content", "src", "_posts", "_drafts"} else parts


def _section(page: _Page) -> str:
    return next(iter(_inside(page)), "")


def _own(page: _Page) -> str:
    """Return an address's last part: slug, or name of the file or bundle; empty for a list."""
    if page.name == "_index":
        return ""
    return first(page.matter, "slug") or ("".join(_above(page)[-1:]) if page.name == "index" else page.name)


def _given(page: _Page, key: str) -> str:
    """Return the front matter's address, if it has one without placeholders."""
    url = first(page.matter, key)
    if not url or ":" in url.removeprefix("https:").removeprefix("http:") or "{{" in url or url == "false":
        return ""
    return url if url.startswith(("/", "http")) else f"/{url}"


def _joined(*parts: str) -> str:
    path = "/".join(filter(None, parts))
    return f"/{path}/" if path else "/"


def _filled(pattern: str, page: _Page, stamp: Stamp | None, sections: list[str]) -> str:
    title = _own(page)
    above = "/".join(sections)
    values = {
        **dict.fromkeys(("categories", "sections", "path"), above), "section": sections[0] if sections else "",
        **dict.fromkeys(("title", "slug", "slugorfilename", "slugorcontentbasename"), title),
        **dict.fromkeys(("filename", "contentbasename", "basename"), page.name), "output_ext": ".html",
    }  # fmt: skip
    if stamp:
        at = stamp.local
        values |= {
            "year": f"{at:%Y}", "short_year": f"{at:%y}", "month": f"{at:%m}", "i_month": str(at.month),
            "day": f"{at:%d}", "i_day": str(at.day), "y_day": f"{at:%j}", "hour": f"{at:%H}", "minute": f"{at:%M}",
        }  # fmt: skip
    url = _PLACEHOLDER.sub(lambda found: values.get(found[1], ""), pattern)
    return "/" + re.sub(r"/{2,}", "/", url).lstrip("/")


def _hugo_address(page: _Page, site: dict[str, Plain], stamp: Stamp | None) -> str:
    if url := _given(page, "url"):
        return url
    inside = _inside(page)
    if page.name != "_index":
        patterns = group(site, "permalinks")
        pattern = (group(patterns, "page") or patterns).get(inside[0] if inside else "/")
        if isinstance(pattern, str):
            return _filled(pattern, page, stamp, inside)
    own = _own(page)
    url = _joined(*inside, own)
    is_ugly = own and first(site, "uglyURLs", "uglyurls") == "true"
    return f"{url[:-1]}.html" if is_ugly else url


def _jekyll_section(page: _Page) -> str:
    folders = _jekyll_folders(page)
    return folders.rpartition("/")[2] if page.day and folders != page.path else ""


def _jekyll_folders(page: _Page) -> str:
    """Return the folders above the posts or drafts folder."""
    return re.split("_(?:posts|drafts)/", page.path, maxsplit=1)[0].strip("/")


def _jekyll_address(page: _Page, site: dict[str, Plain], stamp: Stamp | None) -> str:
    above = first(site, "baseurl").rstrip("/")
    if url := _given(page, "permalink"):
        return above + url
    if not page.day and not page.path.startswith("_drafts/"):
        folder = page.path.rpartition("/")[0]
        if page.name == "index":
            return above + _joined(folder)
        return f"{above}{_joined(folder, page.name)[:-1]}.html"
    pattern = first(page.matter, "permalink") or first(site, "permalink") or "date"
    folders = [folder for folder in _jekyll_folders(page).split("/") if folder]
    categories = every(page.matter, "categories", "category")
    # One text may hold several, separated by spaces.
    named = categories[0].split() if len(categories) == 1 else categories
    sections = [*folders, *(slugify(name) or name for name in named)]
    return above + _filled(_JEKYLL.get(pattern, pattern), page, stamp, sections)


def _eleventy_address(page: _Page, *_: object) -> str:
    if url := _given(page, "permalink"):
        return url.removesuffix("index.html")
    return _joined(*_inside(page), _own(page))


def _zola_address(page: _Page, *_: object) -> str:
    if path := first(page.matter, "path"):
        return f"/{path.strip('/')}/"
    return _joined(*_inside(page), slugify(_own(page)))
