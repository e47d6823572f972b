"""Reads a folder of Markdown with front matter, as Hugo, Jekyll, Eleventy, Zola, Astro and others keep it.

Nothing imitates these programs: where a text was is in their own lists (`--addresses`), in its front matter, or in its
path.
"""

from __future__ import annotations

import os
import pickle
import re
from collections import Counter
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO
from urllib.parse import unquote

from msgspec.structs import replace

from generator.annex.importing.bodies.openings import headline
from generator.annex.importing.items import (
    Fault,
    Found,
    Item,
    Note,
    Options,
    Person,
    Portal,
    Term,
)
from generator.annex.importing.old_addresses import parts_of, spelled
from generator.annex.importing.sources import front_matter
from generator.annex.importing.sources.addresses import Addresses
from generator.annex.importing.sources.file_links import FileLinks
from generator.annex.importing.sources.front_matter import Plain, first
from generator.annex.importing.sources.mapping import Map, read_map
from generator.annex.importing.sources.matters import SYSTEMS, USUAL, Matters
from generator.annex.importing.sources.shortcodes import Removed, expanded
from generator.annex.importing.sources.texts import (
    HIDDEN,
    HTML,
    NOT_FOUND,
    OF_SYSTEM,
    Text,
    all_texts,
    is_unrendered,
    read_text,
    why_skipped,
)
from generator.base.errors import UsageError
from generator.base.folder import Folder
from generator.base.sentences import Sentence, as_it_is, counted, sentence
from generator.base.text import slugify

_CONFIGS = (
    *(f"{name}.{ending}" for name in ("hugo", "config", "zola") for ending in ("toml", "yaml", "yml", "json")),
    "_config.yml", "_data/site.yaml", "_data/site.json", "_data/metadata.yaml", "_data/metadata.json",
)  # fmt: skip
"""Files that may name the site."""
_PEOPLE = tuple(
    f"{folder}/{name}.{ending}" for folder in ("_data", "data", "src/_data")
    for name in ("authors", "author", "penulis", "people") for ending in ("yml", "yaml", "json", "toml")
)  # fmt: skip
"""Files that may name people; the next one has folders whose pages do."""
_OF_PEOPLE = frozenset({"author", "authors", "penulis", "people"})
_NAMES = ("display_name", "full_name", "name", "title")
_MOST = 4 << 20
_FEW = 150
"""Words beside a loop with which a page is no more than its list."""
_MARKUP = re.compile(r"<[^<>]*>")
_NO_MATTER = sentence("without front matter")
_LIST = sentence("pages of lists without a text of their own; the portal makes its lists itself")
_TEMPLATE = sentence("lists written in a template language; the portal makes its lists itself")
_UNRENDERED = sentence("pages that the old site was told not to publish")
_NO_CONTENT = frozenset({OF_SYSTEM, HIDDEN, NOT_FOUND, _TEMPLATE})
"""Reasons for which a file never was what readers saw."""


def folder(options: Options) -> Iterator[Found]:
    own = read_map(options.mapping) if options.mapping else Map()
    addresses = Addresses(options.addresses[:1])
    for root in options.files:
        if not os.path.isdir(root):
            raise UsageError(sentence("{root} is not a folder; name the folder of the site", root=root))
        with TemporaryFile() as spool:
            yield from _Reader(root, options, own, addresses, spool).read()


class _Reader:
    def __init__(self, root: str, options: Options, own: Map, listed: Addresses, spool: IO[bytes]) -> None:
        self._root, self._options, self._own, self._listed, self._spool = root, options, own, listed, spool
        self._portal = self._read_portal()
        self._matters = Matters(own, USUAL, options.zone, SYSTEMS, keeps_utc=True)
        self._people = {slugify(key): name for key, name in _people(root)}
        """Names by slugs, as of folders and, below another one, of tags."""
        self._sections: dict[str, str] = {}
        self._terms: dict[str, str] = {}
        self._named: dict[tuple[str, str], Person | Term] = {}
        self._removed: Counter[str] = Counter()
        """Shortcodes by name."""
        self._all = all_texts(root)
        texts = list(self._first_pass())
        # What the old system lists is sure, what front matter names comes next, and what a path says is a guess.
        addresses = listed.match(texts)
        self._unlisted = {text.path for text in texts} - addresses.keys()
        sure = {_at(address) for address in addresses.values()}
        named = {text.path: address for text in texts if (address := text.item.address) and _at(address) not in sure}
        taken = {_at(address) for address in (*listed.all, *named.values())}
        guesses = ((text.path, self._guess(text)) for text in texts)
        guessed = {path: "" if _at(address) in taken else address for path, address in guesses}
        self._addresses = guessed | named | addresses
        self._links = FileLinks(root, self._addresses)

    def _read_portal(self) -> Portal:
        values = next(filter(None, (_data(self._root, name) for name in _CONFIGS)), {})
        url = first(values, "baseurl", "base_url", "url")
        url = url if "//" in url and url.startswith(self._listed.site) else self._listed.site
        name = self._own.name or first(values, "title", "name") or os.path.basename(os.path.realpath(self._root))
        languages = ("languagecode", "locale", "default_language", "defaultcontentlanguage", "lang", "language")
        tagline = first(values, "description", "tagline")
        return Portal(name, tagline, self._own.site or url.rstrip("/"), first(values, *languages))

    def _first_pass(self) -> Iterator[Text]:
        """Read all files into the spool, as front matter takes long to read; yield the texts without their bodies."""
        for path in self._all:
            text = None if why_skipped(path) else read_text(self._root, path, self._matters, self._options.zone)
            pickle.dump(text, self._spool, pickle.HIGHEST_PROTOCOL)
            if isinstance(text, Text):
                self._keep_name(text)
                yield replace(text, item=replace(text.item, body=""))

    def _keep_name(self, text: Text) -> None:
        """Keep the name that a text gives to the person, folder or tag whose page it is."""
        title, parts = first(text.matter, *_NAMES), (*text.folders, *filter(None, (text.name,)))
        if title and not _OF_PEOPLE.isdisjoint(parts[-2:-1]):
            self._people.setdefault(slugify(parts[-1]), title)
        elif title and parts and not text.name:
            (self._terms if len(parts) > 1 else self._sections).setdefault(slugify(parts[-1]), title)

    def _guess(self, text: Text) -> str:
        """Return where a text was by its path."""
        name = text.name and (text.item.slug or text.name)
        folders = [*filter(None, (self._foreign(text), *text.folders))]
        if "_posts/" in text.path and text.item.published:
            folders = [part for part in folders if not part.isdigit()]
            return "/".join(("", *folders, f"{text.item.published.local:%Y/%m/%d}", f"{name}.html"))
        if text.path.endswith(HTML) and "/index." not in f"/{text.path}":
            return "/".join(("", *folders, f"{name}.html"))
        return "/".join(("", *folders, name)).rstrip("/") + "/"

    def _foreign(self, text: Text) -> str:
        """Return the language that the name of a text's file ends in, if it is not the site's."""
        return text.language if text.language != (self._portal.language[:2] or "id") else ""

    def read(self) -> Iterator[Found]:
        yield self._portal
        self._spool.seek(0)
        for path in self._all:
            text: Text | Fault | None = pickle.load(self._spool)  # noqa: S301 - ours, and without a name
            if text is None:
                yield self._skipped(path, why_skipped(path) or _NO_MATTER)
            else:
                yield text if isinstance(text, Fault) else self._read(text)
        yield from self._named.values()
        yield from self._links.files.values()
        yield from self._matters.notes()
        for name, count in self._removed.most_common():
            yield Note("shortcode-name", counted("{name}, once", "{name}, {count} times", count, name=name))

    def _read(self, text: Text) -> Item | Note:
        first_line, rest = headline(text.item.body)
        # The portal shows the headline itself; a text without one has that which it begins with.
        title = text.item.title or first_line
        body = rest if first_line and first_line.casefold() == title.casefold() else text.item.body
        body, removed = expanded(body, text, self._links)
        if why := _why_no_text(text, body, removed):
            return self._skipped(text.path, why, self._addresses[text.path])
        self._removed.update(name for name, _ in removed)
        self._matters.count(text.keys)
        item = self._item(text, title, body, removed)
        for name in item.authors:
            self._named["person", name] = Person(name, name, address=self._listed.of_list("person", name))
        for name in item.tags:
            if address := self._listed.of_list("tag", name):
                self._named["tag", name] = Term("tag", name, name, address=address)
        return item

    def _skipped(self, path: str, why: Sentence, address: str = "") -> Note:
        size = 0 if why in _NO_CONTENT else os.path.getsize(os.path.join(self._root, path))
        return Note("skipped", why, path, address, size=size)

    def _item(self, text: Text, title: str, body: str, removed: Removed) -> Item:
        item, address = text.item, self._addresses[text.path]
        is_article = bool(item.published) or "_drafts/" in text.path
        is_over = item.expires is not None and item.expires.epoch <= self._options.now
        slug = _slug(address) or item.slug or text.name or "".join(text.folders[-1:])
        return replace(
            item,
            kind="article" if is_article else "page",
            id=item.id or text.path,
            address=address,
            title=title,
            slug=item.slug if "slug" in self._own.of else "-".join(filter(None, (slug, self._foreign(text)))),
            body=self._links.resolve_all(body, text),
            markup="html" if text.path.lower().endswith(HTML) else "markdown",
            expires=None if item.state == "draft" else item.expires,
            # A standing page cannot be withdrawn at a time.
            state="gone" if item.state == "published" and is_over and not is_article else item.state,
            authors=tuple(self._people.get(slugify(name), name) for name in item.authors),
            editors=tuple(self._people.get(slugify(name), name) for name in item.editors),
            categories=tuple(map(self._category, item.categories or text.sections[: int(is_article)])),
            tags=tuple(self._terms.get(slugify(tag), tag) for tag in item.tags),
            photo=self._links.resolve(item.photo, text),
            aliases=tuple(old if "//" in old else f"/{old.lstrip('/')}" for old in item.aliases),
            notes=tuple(self._notes(text, removed)),
        )

    def _category(self, label: str) -> str:
        """Return the key of a category, and keep its name: that of its page, else as texts spell it."""
        key = slugify(label) or label
        name = self._terms.get(key) or self._sections.get(key) or label
        shown = name.replace("-", " ").title() if name.islower() else name
        term = Term("category", key, shown, address=self._listed.of_list("category", key))
        self._named.setdefault(("category", key), term)
        return key

    def _notes(self, text: Text, removed: Removed) -> Iterator[Note]:
        for name, tag in removed:
            yield Note("shortcode", sentence("{name} was removed", name=name), before=tag[:500])
        if text.is_dated_by_path and text.item.published:
            yield Note("path-date", as_it_is(str(text.item.published.local.date())))
        if text.path in self._unlisted and text.item.state != "draft":
            yield Note("unlisted", as_it_is(self._addresses[text.path]))


def _why_no_text(text: Text, body: str, removed: Removed) -> Sentence | None:
    """Return why a file with front matter is no text of the site; None if it is one."""
    if is_unrendered(text.matter):
        return _UNRENDERED
    words = len(_MARKUP.sub(" ", body).split())
    if not words and not text.name:
        return _LIST
    if text.item.published or text.item.state == "draft":
        return None
    has_loop = "pagination" in text.matter or any(name == "for" for name, _ in removed)
    return _TEMPLATE if (has_loop and words < _FEW) or (removed and not words) else None


def _at(address: str) -> str:
    return spelled(parts_of(address).path)


def _slug(address: str) -> str:
    """Return the last part of an address, if it may be a name."""
    last = unquote(address.rstrip("/").rpartition("/")[2]).removesuffix(".html")
    return "" if last.isdigit() else last


def _people(root: str) -> Iterator[tuple[str, str]]:
    """Yield the names of people by the short ones under which files of data have them."""
    for file in _PEOPLE:
        for key, value in _data(root, file).items():
            for entry in value if isinstance(value, list) else [value]:
                if isinstance(entry, dict) and (name := first(entry, *_NAMES)):
                    yield first(entry, "id", "slug", "username") or key, name


def _data(root: str, file: str) -> dict[str, Plain]:
    """Return the values of a file of data; empty if it is not there or cannot be read."""
    try:
        with Folder(root, sentence("the folder of the source")) as folder:
            text = folder.read(file, _MOST).decode("utf-8-sig", "replace")
        return front_matter.config(text, file)
    except (OSError, front_matter.MatterError):
        return {}
