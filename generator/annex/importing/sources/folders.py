"""Reads folders of Markdown and HTML, and knows where Hugo, Jekyll, Eleventy and Zola publish them."""

from __future__ import annotations

import os
import pickle
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Literal
from urllib.parse import unquote

from msgspec.structs import replace

from generator.annex.importing.bodies.openings import headline
from generator.annex.importing.items import (
    Fault,
    File,
    Found,
    Item,
    Note,
    Options,
    Person,
    Redirect,
    Rule,
    Skipped,
    State,
    Term,
    Texts,
)
from generator.annex.importing.sources import front_matter
from generator.annex.importing.sources.configuration import configuration, portal_of
from generator.annex.importing.sources.file_links import FileLinks
from generator.annex.importing.sources.front_matter import Plain, every, first
from generator.annex.importing.sources.hugo import HUGO, lowered
from generator.annex.importing.sources.jekyll import JEKYLL
from generator.annex.importing.sources.mapping import Map, read_map
from generator.annex.importing.sources.matters import Matters
from generator.annex.importing.sources.shortcodes import Shortcodes
from generator.annex.importing.sources.systems import ELEVENTY, ZOLA, Page, Site, Sort, System, below
from generator.annex.importing.sources.tables import Names
from generator.annex.importing.sources.texts import ENDINGS, HTML, MARKDOWN, all_texts, bundled, rule_of
from generator.base.crashes import cause
from generator.base.errors import UsageError
from generator.base.folder import Folder, ignored
from generator.base.sentences import sentence
from generator.base.text import clean, slugify
from generator.base.timestamps import Stamp

_MOST = 16 << 20
"""Bytes of a text."""
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
    own = read_map(options.mapping) if options.mapping else Map()
    for root in options.files:
        if not os.path.isdir(root):
            raise UsageError(
                sentence("{root} is not a folder; name the folder of the site, with its configuration", root=root)
            )
        values, faults = configuration(Path(root), system)
        portal = portal_of(Path(root), values)
        yield replace(portal, name=own.name or portal.name, url=own.site or portal.url)
        yield from faults
        with TemporaryFile() as spool:
            yield from _Reader(root, system, values, options, own, spool).pages()


class _Reader:
    def __init__(
        self, root: str, system: System, values: dict[str, Plain], options: Options, own: Map, spool: IO[bytes]
    ) -> None:
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
        names = Names(root, values, tops[-1].rstrip("/"))
        self._matters = Matters(own, {**names.keys(), **own.of}, shown=names.shown)
        self._shortcodes = Shortcodes(own.shortcodes)
        self._labels: dict[str, str] = {}
        """Categories as the source writes them, by ours."""
        self._told: set[tuple[Sort, str]] = set()
        """People and terms that were yielded."""
        self._addresses: dict[str, str] = {}
        self._spool = spool
        for path in (path for path in texts if not self._rules[path]):
            page = self._page(path)
            # Kept for the second pass: reading it again would take ten times as long.
            pickle.dump(page, spool, pickle.HIGHEST_PROTOCOL)
            if isinstance(page, Page):
                stamp = self._first_time(system.times(page, self._site).dated)
                self._addresses[path] = system.address(page, self._site, stamp)
        self._links = FileLinks(root, self._addresses)

    def pages(self) -> Iterator[Found]:
        yield Texts(len(self._all))
        self._spool.seek(0)
        for path in self._all:
            if rule := self._rules[path]:
                yield Skipped(path, rule)
                continue
            page: Page | Fault | None = pickle.load(self._spool)  # noqa: S301 - ours, and without a name
            if isinstance(page, Fault):
                yield page
                continue
            if rule := self._rule(page, path):
                address = self._addresses.get(path, "")
                yield Skipped(path, rule, address)
                if page and rule == "list":
                    old = every(lowered(page.matter), "aliases", "alias", "redirect_from")
                    yield from (Redirect(self._system.alias(one, address), address) for one in old)
                continue
            assert page
            item = self._item(page)
            yield from self._lists(item, page)
            yield item
            if page.name == "index" and "/" in path:
                yield from self._beside(path, item)
        yield from self._shortcodes.unknown()
        yield from self._matters.notes()

    def _lists(self, item: Item, page: Page) -> Iterator[Person | Term]:
        """Yield the people and terms that an item is the first to name."""
        site, written = self._site, self._matters.written

        def listed(sort: Sort, name: str) -> str:
            return self._system.listed(sort, name, site, page.matter)

        for name in self._new("person", item.authors):
            yield Person(name, name, address=listed("person", written.get(name, name)))
        for name in self._new("category", item.categories):
            shown, label = name.replace("-", " ").title() if name.islower() else name, self._labels[name]
            sort: Sort = "section" if label == self._system.section(page, site) else "category"
            yield Term("category", name, shown, address=listed(sort, label))
        for name in self._new("tag", item.tags):
            if address := listed("tag", written.get(name, name)):
                yield Term("tag", name, name, address=address)

    def _new(self, sort: Sort, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            if (sort, name) not in self._told:
                self._told.add((sort, name))
                yield name

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
        if len(data) > _MOST:
            return Fault(path, sentence("it has more than {most} million bytes", most=_MOST >> 20), of_text=True)
        text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        try:
            matter, body = front_matter.split(text)
        except front_matter.MatterError as error:
            said = sentence("its front matter cannot be read: {error}", error=error.said)
            return Fault(path, said, error.line, error.column, of_text=True)
        if not matter and not path.lower().endswith(MARKDOWN) and not self._system.has_bundles:
            return None
        matter = self._system.completed(path, matter, self._site)
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
        times = self._system.times(page, self._site)
        published, day_only = self._stamp(said.published, *times.published)
        expires = self._first_time(times.expires)
        kind: Literal["article", "page"] = "article" if published or "_drafts/" in path else "page"
        state = self._state(page, said.state, published, expires, is_page=kind == "page")
        notes: list[Note] = []
        first, rest = headline(page.body)
        # The portal shows the headline itself; a text without one has that which it begins with.
        body = rest if first and first.casefold() == (said.title or first).casefold() else page.body
        body = _LINK.sub(lambda found: found[1] + self._links.led(found[2], path) + (found[3] or ""), body)
        body = self._shortcodes.expand(
            body,
            notes,
            lambda target: self._links.referred(target, path),
            lambda picture: self._links.placed(picture, path),
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
            photo=self._links.placed(said.photo, path),
            caption=said.caption,
            credit=said.credit,
            alt=said.alt,
            aliases=(*(self._system.alias(old, address) for old in said.aliases), *self._system.also(page, address)),
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

    def _stamp(self, *texts: str) -> tuple[Stamp | None, bool]:
        """Return the first of some texts that is a time, and whether only the day is known."""
        for text in texts:
            if stamp := self._time(text):
                return stamp, bool(_DAY.fullmatch(text))
        return None, False

    def _first_time(self, texts: Iterable[str]) -> Stamp | None:
        return next(filter(None, map(self._time, texts)), None)

    def _time(self, text: str) -> Stamp | None:
        return front_matter.time_of(f"{text} 00:00" if _DAY.fullmatch(text) else text, self._zone)


def _slug(address: str) -> str:
    """Return the last part of an address, if it may be a name."""
    last = unquote(address.rstrip("/").rpartition("/")[2]).removesuffix(".html")
    return "" if last.isdigit() else last


def _is_hidden(page: Page) -> bool:
    matter = lowered(page.matter)
    draft, published = (first(matter, key).lower() for key in ("draft", "published"))
    return draft in {"true", "yes", "1", "on"} or published in {"false", "no"}
