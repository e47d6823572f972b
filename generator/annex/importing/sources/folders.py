"""Reads folders of Markdown and HTML: what Hugo, Jekyll, Eleventy and Zola have in common."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.annex.importing.items import (
    Fault,
    File,
    Found,
    Item,
    Markup,
    Note,
    Person,
    Portal,
    SourceOptions,
    State,
    Term,
)
from generator.annex.importing.sources import plain
from generator.annex.importing.sources.plain import Plain
from generator.annex.importing.sources.templates import expand, shortcodes_of
from generator.base.errors import UsageError
from generator.base.folder import Folder, ignored
from generator.base.sentences import sentence
from generator.base.text import slugify, squeeze
from generator.base.timestamps import Stamp
from generator.model.records import Record

_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".html", ".htm")
_MOST = 64 << 20
_DATED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(.+)")
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_LINK = re.compile(r"(\]\(|href=[\"'])(?!https?:|/|#|mailto:)([^)\"'\s#?]+\.(?:md|markdown))(#[^)\"'\s]*)?")
_PICTURES = (
    "image",
    "images",
    "featured_image",
    "featureImage",
    "featured",
    "cover",
    "thumbnail",
    "hero",
    "header",
    "photo",
    "banner",
)
_YES = frozenset({"true", "yes", "1", "on"})


class Page(Record, frozen=True):
    """A file, before it is an item."""

    path: str
    """Below the folder."""
    matter: dict[str, Plain]
    body: str
    name: str
    """Of the file without its ending, and without the date that it begins with."""
    day: str
    """The date that the file name begins with; empty for none."""


class Site(Record, frozen=True):
    """What the configuration says."""

    portal: Portal
    values: dict[str, Plain]


class Addresses(Record, frozen=True):
    """Where each file of a folder was published."""

    of: dict[str, str]
    named: dict[str, list[str]]
    """Paths by the names of files."""


class System(Record, frozen=True):
    """What is different in each system."""

    configs: tuple[str, ...]
    """Names of the file with the configuration, the first that is there."""
    tops: tuple[str, ...]
    """Folders with content; the first that is there, or all for Jekyll."""
    skipped: frozenset[str]
    """Folders that are no content."""
    address: Callable[[Page, Site, Stamp | None], str]
    section: Callable[[Page], str]
    """The category of a page that names none."""


def read(system: System, files: tuple[str, ...], asked: SourceOptions) -> Iterator[Found]:
    """Read folders of one system."""
    shortcodes = shortcodes_of(asked.mapping)
    for root in files:
        if not os.path.isdir(root):
            raise UsageError(
                sentence("{root} is not a folder; name the folder of the site, with its configuration", root=root)
            )
        site = _site(Path(root), system)
        yield site.portal
        yield from _pages(root, system, site, asked.zone, shortcodes)


def _site(root: Path, system: System) -> Site:
    for name in system.configs:
        try:
            text = (root / name).read_text("utf-8-sig", "replace")
        except OSError:
            continue
        try:
            values = plain.toml(text) if name.endswith(".toml") else plain.yaml(text)
        except plain.UnreadableError:
            values = {}
        url = plain.text(values, "baseURL", "base_url", "url", "baseurl")
        url = url if "//" in url else ""
        described = plain.text(values, "description", "tagline", "subtitle")
        language = plain.text(values, "languageCode", "default_language", "lang", "language")
        return Site(Portal(plain.text(values, "title", "name"), described, url.rstrip("/"), language), values)
    return Site(Portal(name=root.resolve().name), {})


def _pages(root: str, system: System, site: Site, zone: str, shortcodes: dict[str, str]) -> Iterator[Found]:
    known: set[tuple[str, str]] = set()
    addresses = _addresses(root, system, site, zone)
    for path in _walk(root, system):
        page = _page(root, path)
        if isinstance(page, Fault):
            yield page
            continue
        if page is None or (page.name == "_index" and not page.body.strip()):
            # The front matter of a list.
            continue
        item = _item(page, system, zone, shortcodes, addresses)
        for name in item.authors:
            if ("person", name) not in known:
                known.add(("person", name))
                yield Person(name, name)
        for name in item.categories:
            if ("category", name) not in known:
                known.add(("category", name))
                yield Term("category", name, name.replace("-", " ").title() if name.islower() else name)
        yield item
        if page.name == "index" and "/" in page.path:
            yield from _beside(root, page.path, item)


def _beside(root: str, path: str, item: Item) -> Iterator[File]:
    """Yield the files in the folder of a bundle, which are published below the address of its page."""
    folder = os.path.join(root, path.rpartition("/")[0])
    for name in sorted(os.listdir(folder)):
        place = os.path.join(folder, name)
        if not ignored(name) and not name.lower().endswith(_ENDINGS) and os.path.isfile(place):
            url = f"{item.address.rstrip('/')}/{name}"
            yield File(url, url, item=item.id, place=place.replace(os.sep, "/"))


def _walk(root: str, system: System) -> Iterator[str]:
    tops = [top for top in system.tops if os.path.isdir(os.path.join(root, top))] or [""]
    for top in tops:
        for above, folders, names in os.walk(os.path.join(root, top)):
            inside = os.path.relpath(above, root).replace(os.sep, "/")
            skipped = {*system.skipped, *(system.tops if inside == "." else ())}
            folders[:] = sorted(folder for folder in folders if not ignored(folder) and folder not in skipped)
            for name in sorted(names):
                if name.lower().endswith(_ENDINGS) and not ignored(name):
                    yield name if inside == "." else f"{inside}/{name}"


def _page(root: str, path: str) -> Page | Fault | None:
    """Return a file as a page; None for one without front matter, which no system takes for content."""
    try:
        with Folder(root, sentence("the folder of the source")) as folder:
            data = folder.read(path, _MOST)
    except OSError as error:
        return Fault(path, sentence("it cannot be read: {strerror}", strerror=error.strerror))
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    try:
        matter, body = plain.split(text)
    except plain.UnreadableError as error:
        return Fault(path, sentence("its front matter cannot be read: {error}", error=error))
    if not matter and not path.endswith((".md", ".markdown")):
        return None
    stem = path.rpartition("/")[2].rpartition(".")[0]
    dated = _DATED.fullmatch(stem)
    return Page(path, matter, body, dated[2] if dated else stem, dated[1] if dated else "")


def _addresses(root: str, system: System, site: Site, zone: str) -> Addresses:
    """Return where each file was published, by its path: links may name files."""
    found = {}
    named: dict[str, list[str]] = {}
    for path in _walk(root, system):
        page = _page(root, path)
        if isinstance(page, Page):
            found[path] = system.address(page, site, _stamp(page, zone)[0])
            named.setdefault(path.rpartition("/")[2], []).append(path)
    return Addresses(found, named)


def _stamp(page: Page, zone: str) -> tuple[Stamp | None, bool]:
    """Return the time of a page, and whether only its day is known."""
    for text in (plain.text(page.matter, "date", "publishDate", "pubDate", "published_at", "created"), page.day):
        is_day = bool(_DAY.fullmatch(text))
        if stamp := plain.time_of(f"{text} 00:00" if is_day else text, zone):
            return stamp, is_day
    return None, False


def _item(page: Page, system: System, zone: str, shortcodes: dict[str, str], addresses: Addresses) -> Item:
    matter = {**page.matter, **_group(page.matter, "taxonomies"), **_group(page.matter, "extra")}
    published, day_only = _stamp(page, zone)
    notes: list[Note] = []
    body = _LINK.sub(lambda found: found[1] + _led(found[2], page.path, addresses) + (found[3] or ""), page.body)
    body = expand(body, shortcodes, notes, lambda target: _referred(target, page.path, addresses))
    categories = plain.texts(matter, "categories", "category") or tuple(filter(None, (system.section(page),)))
    updated = _updated(matter, zone)
    photo, caption, alt = _photo(matter)
    address = addresses.of[page.path]
    markup: Markup = "html" if page.path.endswith((".html", ".htm")) else "markdown"
    return Item(
        kind="article" if published or "_drafts/" in page.path else "page",
        id=plain.text(matter, "id", "uuid") or page.path,
        address=address,
        title=squeeze(plain.text(matter, "title", "linkTitle")),
        slug=plain.text(matter, "slug") or _slug(page),
        body=body,
        markup=markup,
        published=published,
        updated=updated if updated and published and updated.epoch > published.epoch else None,
        day_only=day_only,
        state=_state(page),
        authors=plain.texts(matter, "author", "authors"),
        categories=tuple(slugify(name) or name for name in categories),
        tags=plain.texts(matter, "tags", "tag", "keywords"),
        summary=squeeze(plain.text(matter, "description", "summary", "excerpt", "subtitle")),
        photo=photo,
        caption=caption,
        alt=alt,
        aliases=plain.texts(matter, "aliases", "alias", "redirect_from"),
        notes=tuple(notes),
    )


def _slug(page: Page) -> str:
    """Return the last part of a page's name; of a bundle, that of its folder."""
    return page.path.split("/")[-2] if page.name in {"index", "_index"} and "/" in page.path else page.name


def _group(matter: dict[str, Plain], key: str) -> dict[str, Plain]:
    value = matter.get(key)
    return value if isinstance(value, dict) else {}


def _state(page: Page) -> State:
    hidden = plain.text(page.matter, "draft").lower() in _YES or plain.text(page.matter, "published").lower() in {
        "false",
        "no",
    }
    return "draft" if hidden or page.path.startswith("_drafts/") else "published"


def _updated(matter: dict[str, Plain], zone: str) -> Stamp | None:
    text = plain.text(matter, "lastmod", "updated", "last_modified_at", "modified")
    return plain.time_of(f"{text} 00:00" if _DAY.fullmatch(text) else text, zone)


def _photo(matter: dict[str, Plain]) -> tuple[str, str, str]:
    """Return address, caption and alt text."""
    for key in _PICTURES:
        value = matter.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str) and "." in value:
            return value, plain.text(matter, f"{key}_caption", "caption"), plain.text(matter, f"{key}_alt", "alt")
        if isinstance(value, dict) and (
            source := plain.text(value, "src", "url", "path", "image", "teaser", "relative")
        ):
            return source, plain.text(value, "caption"), plain.text(value, "alt")
    return "", "", ""


def _referred(target: str, path: str, addresses: Addresses) -> str:
    """Return the address of a file that a shortcode names, which may leave its ending out, or name a place in it."""
    file, found, fragment = target.partition("#")
    names = [file] if file.lower().endswith(_ENDINGS) else [file + ending for ending in _ENDINGS]
    led = (address for name in names if (address := _led(name, path, addresses)) != name)
    return next(led, file) + found + fragment


def _led(target: str, path: str, addresses: Addresses) -> str:
    """Return the address of a file that a link names, from the file that it is in or from the top."""
    above = path.rpartition("/")[0]
    inner = os.path.normpath(
        f"{above}/{target}" if above and not target.startswith("@/") else target.removeprefix("@/")
    )
    for file in (inner, f"content/{target.removeprefix('@/').lstrip('/')}", target.lstrip("/")):
        if file in addresses.of:
            return addresses.of[file]
    end = f"/{target.lstrip('@/')}"
    ends = [file for file in addresses.named.get(end.rpartition("/")[2], ()) if f"/{file}".endswith(end)]
    return addresses.of[ends[0]] if len(ends) == 1 else target
