"""Reads folders of Markdown and HTML, and knows where Hugo, Jekyll, Eleventy and Zola publish them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from msgspec.structs import replace

from generator.annex.importing.bodies.from_markdown import headline
from generator.annex.importing.items import (
    Fault,
    File,
    Found,
    Item,
    Note,
    Options,
    Person,
    Rule,
    Skipped,
    State,
    Term,
    Texts,
)
from generator.annex.importing.sources import front_matter
from generator.annex.importing.sources.configuration import configuration, portal_of
from generator.annex.importing.sources.front_matter import Plain, first
from generator.annex.importing.sources.hugo import HUGO, lowered
from generator.annex.importing.sources.mapping import FOLDERS, Map, read_map
from generator.annex.importing.sources.matters import Matters, usual
from generator.annex.importing.sources.shortcodes import Shortcodes
from generator.annex.importing.sources.systems import ELEVENTY, JEKYLL, ZOLA, Page, Site, Sort, System, below
from generator.annex.importing.sources.tables import Tables
from generator.annex.importing.sources.texts import ENDINGS, HTML, MARKDOWN, all_texts, bundled, rule_of
from generator.base.crashes import cause
from generator.base.errors import UsageError
from generator.base.folder import Folder, ignored
from generator.base.sentences import sentence
from generator.base.text import clean, slugify
from generator.base.timestamps import Stamp

_MOST = 64 << 20
_NOT_FOUND = frozenset({"/404.html", "/404/"})
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_LINK = re.compile(r"(\]\(|href=[\"'])(?!https?:|/|#|mailto:)([^)\"'\s#?]+\.(?:md|markdown))(#[^)\"'\s]*)?")


def hugo(options: Options) -> Iterator[Found]:
    return _read(HUGO, options)


def jekyll(options: Options) -> Iterator[Found]:
    return _read(JEKYLL, options)


def eleventy(options: Options) -> Iterator[Found]:
    """Read Eleventy sites, whose configuration cannot be read without running it."""
    return _read(ELEVENTY, options)


def zola(options: Options) -> Iterator[Found]:
    return _read(ZOLA, options)


def _read(system: System, options: Options) -> Iterator[Found]:
    own = read_map(options.mapping, FOLDERS) if options.mapping else Map()
    for root in options.files:
        if not os.path.isdir(root):
            raise UsageError(
                sentence("{root} is not a folder; name the folder of the site, with its configuration", root=root)
            )
        values, faults = configuration(Path(root), system)
        portal = portal_of(Path(root), values)
        yield replace(portal, name=own.name or portal.name, url=own.site or portal.url)
        yield from faults
        yield from _Reader(root, system, values, options, own).pages()


class _Reader:
    def __init__(self, root: str, system: System, values: dict[str, Plain], options: Options, own: Map) -> None:
        self._root, self._system, self._own = root, system, own
        self._zone, self._now = options.zone, options.now
        self._all = all_texts(root)
        tops = tuple(top for top in system.folders(values) if os.path.isdir(os.path.join(root, top))) or ("",)
        self._rules = {path: rule_of(path, tops, has_parts=system.has_parts) for path in self._all}
        texts = [path for path, rule in self._rules.items() if not rule]
        sections = frozenset(path.rpartition("/")[0] for path in texts if "/_index." in path)
        self._site = Site(values, tops, frozenset(below(folder, tops) for folder in sections))
        if system.has_bundles:
            self._rules |= dict.fromkeys(bundled(texts, tops), "bundled")
        # Of the site's folders the last one, below which those of languages may be.
        tables = Tables(root)
        self._matters = Matters(tables, own, {**usual(tables, values, tops[-1].rstrip("/")), **own.of})
        self._shortcodes = Shortcodes(own.shortcodes, tables)
        self._labels: dict[str, str] = {}
        """Categories as the source writes them, by ours."""
        # Links may name files.
        self._addresses: dict[str, str] = {}
        self._named: dict[str, list[str]] = {}
        """Paths by the names of files."""
        for path in texts:
            page = None if self._rules[path] else self._page(path)
            if isinstance(page, Page):
                stamp = self._first_time(system.times(page, self._site).dated)
                self._addresses[path] = system.address(page, self._site, stamp)
                self._named.setdefault(path.rpartition("/")[2], []).append(path)

    def pages(self) -> Iterator[Found]:
        people: set[str] = set()
        categories: set[str] = set()
        yield Texts(len(self._all))
        for path in self._all:
            if rule := self._rules[path]:
                yield Skipped(path, rule)
                continue
            page = self._page(path)
            if isinstance(page, Fault):
                yield page
                continue
            if rule := self._rule(page, path):
                yield Skipped(path, rule, self._addresses.get(path, ""))
                continue
            assert page
            item = self._item(page)
            for name in item.authors:
                if name not in people:
                    people.add(name)
                    written = self._matters.written.get(name, name)
                    yield Person(name, name, address=self._system.listed("person", written, self._site))
            for name in item.categories:
                if name not in categories:
                    categories.add(name)
                    shown = name.replace("-", " ").title() if name.islower() else name
                    written = self._labels[name]
                    sort: Sort = "section" if written == self._system.section(page, self._site) else "category"
                    yield Term("category", name, shown, address=self._system.listed(sort, written, self._site))
            yield item
            if page.name == "index" and "/" in path:
                yield from self._beside(path, item)
        yield self._matters.census(self._shortcodes.unknown())
        yield from self._matters.notes()

    def _rule(self, page: Page | None, path: str) -> Rule | None:
        """Return why a readable file is no text; None if it is one."""
        if page is None:
            return "no-matter"
        if not self._addresses[path]:
            return "unrendered"
        if self._addresses[path] in _NOT_FOUND:
            return "not-found"
        return "list" if page.name == "_index" and not page.body.strip() else None

    def _page(self, path: str) -> Page | Fault | None:
        """Return a file as a page; None if it has no front matter, and so is no content of the system."""
        if clean(path) != path:
            said = sentence("its name holds bytes that are not UTF-8, or signs that cannot be seen")
            return Fault(path, said, of_text=True)
        try:
            with Folder(self._root, sentence("the folder of the source")) as folder:
                data = folder.read(path, _MOST)
        except OSError as error:
            return Fault(path, sentence("it cannot be read: {why}", why=cause(error)), of_text=True)
        text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        try:
            matter, body = front_matter.split(text)
        except front_matter.MatterError as error:
            said = sentence("its front matter cannot be read: {error}", error=error.said)
            return Fault(path, said, error.line, error.column, of_text=True)
        if not matter and not path.lower().endswith(MARKDOWN) and not self._system.has_bundles:
            return None
        return Page(path, matter, body, *self._system.named(path, self._site))

    def _beside(self, path: str, item: Item) -> Iterator[File]:
        """Yield the files in a bundle's folder, published below its page's address."""
        folder = os.path.join(self._root, path.rpartition("/")[0])
        for name in sorted(os.listdir(folder)):
            place = os.path.join(folder, name)
            if not ignored(name) and not name.lower().endswith(ENDINGS) and os.path.isfile(place):
                url = f"{item.address.rstrip('/')}/{name}"
                yield File(url, url, item=item.id, place=place.replace(os.sep, "/"))

    def _item(self, page: Page) -> Item:
        path, address = page.path, self._addresses[page.path]
        said = self._matters.take(page.matter)
        published, day_only = self._stamp(page, said.published)
        times = self._system.times(page, self._site)
        expires = self._first_time(times.expires)
        kind: Literal["article", "page"] = "article" if published or "_drafts/" in path else "page"
        state = self._state(page, said.state, published, expires, is_page=kind == "page")
        notes: list[Note] = []
        first, rest = headline(page.body)
        # The portal shows the headline itself; a text without one has that which it begins with.
        body = rest if first and first.casefold() == (said.title or first).casefold() else page.body
        body = _LINK.sub(lambda found: found[1] + self._led(found[2], path) + (found[3] or ""), body)
        body = self._shortcodes.expand(
            body, notes, lambda target: self._referred(target, path), lambda picture: self._placed(picture, path)
        )
        labels = said.categories or tuple(filter(None, [self._system.section(page, self._site)]))
        categories = tuple(slugify(label) or label for label in labels)
        for name, label in zip(categories, labels, strict=True):
            self._labels.setdefault(name, self._matters.written.get(label, label))
        mapped = said.slug if "slug" in self._own.of else ""
        in_folder = page.name in {"index", "_index"} and "/" in path
        return Item(
            kind=kind,
            id=said.id or path,
            address=address,
            title=said.title or first,
            slug=mapped or _slug(address) or said.slug or (path.split("/")[-2] if in_folder else page.name),
            body=body,
            markup="html" if path.lower().endswith(HTML) else "markdown",
            published=published,
            updated=self._first_time((said.updated, *times.updated)),
            expires=None if state == "draft" else expires,
            day_only=day_only,
            state=state,
            authors=said.authors,
            editors=said.editors,
            categories=categories,
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

    def _state(
        self, page: Page, said: State, published: Stamp | None, expires: Stamp | None, *, is_page: bool
    ) -> State:
        # What was to be withdrawn before it was published never was.
        is_void = bool(expires and published and expires <= published)
        if is_void or _is_hidden(page) or page.path.startswith("_drafts/"):
            return "draft"
        # A standing page cannot be withdrawn at a time.
        return "gone" if is_page and expires is not None and expires.epoch <= self._now else said

    def _stamp(self, page: Page, mapped: str) -> tuple[Stamp | None, bool]:
        """Return a page's time, and whether only the day is known."""
        for text in (mapped, *self._system.times(page, self._site).published):
            if stamp := self._time(text):
                return stamp, bool(_DAY.fullmatch(text))
        return None, False

    def _first_time(self, texts: Iterable[str]) -> Stamp | None:
        return next(filter(None, map(self._time, texts)), None)

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
        names = [file] if file.lower().endswith(ENDINGS) else [file + ending for ending in ENDINGS]
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


def _slug(address: str) -> str:
    """Return the last part of an address, if it may be a name."""
    last = unquote(address.rstrip("/").rpartition("/")[2]).removesuffix(".html")
    return "" if last.isdigit() else last


def _is_hidden(page: Page) -> bool:
    draft, published = (first(lowered(page.matter), key).lower() for key in ("draft", "published"))
    return draft in {"true", "yes", "1", "on"} or published in {"false", "no"}
