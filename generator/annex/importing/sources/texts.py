"""One file of a folder as a text: its front matter, and what its path says of it."""

from __future__ import annotations

import os
import re
from datetime import UTC
from typing import Literal

from generator.annex.importing.items import Fault, Rule
from generator.annex.importing.sources import front_matter
from generator.annex.importing.sources.front_matter import Plain, every, first, group, time_of
from generator.annex.importing.sources.mapping import Map
from generator.base.crashes import cause
from generator.base.folder import Folder, ignored
from generator.base.sentences import sentence
from generator.base.text import clean, fold, slugify
from generator.base.timestamps import Stamp
from generator.model.records import Record

HTML = (".html", ".htm")
ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".mdx", *HTML)
_AT_TOP = frozenset({
    "public", "resources", "themes", "layouts", "vendor", "archetypes", "assets", "static", "templates", "sass", "i18n",
    "dist", "test", "tests",
})  # fmt: skip
"""Folders that are no content at the top of a site, and may be below it."""
_ANYWHERE = frozenset({"node_modules", "_site", "_includes", "_layouts", "_sass", "_data", "_plugins"})
_CONTENT = re.compile(r"(?:src/(?:content/|pages/|data/)?|content/)")
_POSTS = frozenset({"_posts", "_drafts"})
_LANGUAGE = re.compile(
    "(?:ar|bg|bn|cs|da|de|el|en|es|fa|fi|fr|he|hi|hu|id|it|ja|jv|ko|ms|nl|no|pl|pt|ro|ru|su|sv|th|tr|uk|ur|vi|zh)"
    "(?:[-_][A-Za-z]{2})?"
)
"""The languages that folders and endings of names may name, as in `kabar.en.md`."""
_DAY = r"((?:19|20)\d\d)([-/_])(\d\d?)\2(\d\d?)"
_DATED = re.compile(_DAY + r"[-_](.+)")
_IN_PATH = re.compile(rf"(?<!\d){_DAY}(?!\d)")
_PUBLISHED = (
    "date", "publishdate", "pubdate", "pubdatetime", "published_at", "publishedat", "published", "created", "tanggal",
)  # fmt: skip
_UPDATED = ("lastmod", "updated", "last_modified_at", "modified", "updateddate", "moddatetime")
_EXPIRES = ("expirydate", "expires", "unpublishdate")
_MOST = 16 << 20
"""Bytes of a text."""
_FILE = re.compile(r"/$|\.[a-z]{2,5}$", re.IGNORECASE)
_IMPORT = re.compile(r"^import\b.*\bfrom\b.*\n", re.MULTILINE)
State = Literal["draft", "unrendered", ""]


class Text(Record, frozen=True):
    """A file with front matter."""

    path: str
    """Below the folder."""
    matter: dict[str, Plain]
    body: str
    folders: tuple[str, ...]
    """Those that it is in, below the one with the content; without the one of a bundle."""
    name: str
    """Of the file or bundle, without ending, date and language; empty for a list."""
    language: str
    """That the name of the file ends in; empty for none."""
    published: Stamp | None
    is_dated_by_path: bool
    """Whether no key has that time, but its path, or the one that it names as its address."""
    updated: Stamp | None
    expires: Stamp | None
    slug: str
    address: str
    """That its front matter names; empty for none."""
    state: State
    """What hides it; empty for nothing."""

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """What the last part of its address may be: its slug, else the name of its file, else its headline."""
        stem = self.path.rpartition("/")[2].rpartition(".")[0]
        dated = _DATED.fullmatch(stem)
        return (self.slug,), (self.name, stem, dated[5] if dated else ""), (first(self.matter, "title"),)

    def explains(self, parts: list[str]) -> bool:
        """Return whether parts of an address are its language, its folders and categories, and its date."""
        languages = {self.language, *filter(_LANGUAGE.fullmatch, self.folders)} - {""}
        if not languages.issubset(parts):
            return False
        categories = every(self.matter | group(self.matter, "taxonomies"), "categories", "category")
        words = {*map(fold, (*self.folders, self.language, *categories, *map(slugify, categories)))}
        written = first({key.lower(): value for key, value in self.matter.items()}, *_PUBLISHED)
        dates = [found.group(1, 3, 4) for found in _IN_PATH.finditer(f"{self.path} {written}")]
        if self.published:
            # Programs that build sites count days where they run, which may be in UTC.
            at = self.published.local
            dates += [tuple(f"{day:%Y %m %d}".split()) for day in (at, at.astimezone(UTC))]
        numbers = [part.lstrip("0") for part in parts if part.isdecimal()]
        is_date = any(numbers == [part.lstrip("0") for part in date[: len(numbers)]] for date in dates)
        return words.issuperset(part for part in parts if not (is_date and part.isdecimal()))

    @property
    def sections(self) -> tuple[str, ...]:
        """Its folders that are neither of a language nor of a date."""
        return tuple(part for part in self.folders if not (part.isdigit() or _LANGUAGE.fullmatch(part)))


def all_texts(root: str) -> list[str]:
    """Return the paths of all Markdown and HTML files below a folder, but for what Git keeps there."""
    found = []
    for above, folders, names in os.walk(root):
        folders[:] = [folder for folder in folders if folder != ".git"]
        inside = os.path.relpath(above, root).replace(os.sep, "/")
        found += [name if inside == "." else f"{inside}/{name}" for name in names if name.lower().endswith(ENDINGS)]
    return sorted(found)


def rule_of(path: str) -> Rule | None:
    """Return why a file is outside of the site's content; None if it is not."""
    *folders, name = path.split("/")
    if any(map(ignored, (*folders, name))):
        return "hidden"
    if folders and (folders[0] in _AT_TOP or not _ANYWHERE.isdisjoint(folders)):
        return "folder"
    return "not-found" if "404" in (name.partition(".")[0], *folders[-1:]) else None


def inner(path: str) -> str:
    """Return a file's path below the folder with content."""
    found = _CONTENT.match(path)
    return path[found.end() :] if found else path


def read_text(root: str, path: str, zone: str, own: Map) -> Text | Fault | None:
    """Return a file as a text; None if it has no front matter."""
    if clean(path) != path:
        said = sentence("its name holds bytes that are not UTF-8, or signs that cannot be seen")
        return Fault(path, said)
    try:
        with Folder(root, sentence("the folder of the source")) as folder:
            data = folder.read(path, _MOST)
    except OSError as error:
        return Fault(path, sentence("it cannot be read: {why}", why=cause(error)))
    if len(data) > _MOST:
        return Fault(path, sentence("it has more than {most} million bytes", most=_MOST >> 20))
    try:
        matter, body = front_matter.split(data.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
    except front_matter.MatterError as error:
        said = sentence("its front matter cannot be read: {error}", error=error.said)
        return Fault(path, said, error.line, error.column)
    if not matter:
        return None
    return _text(path, matter, _IMPORT.sub("", body) if path.endswith(".mdx") else body, zone, own)


def _text(path: str, matter: dict[str, Plain], body: str, zone: str, own: Map) -> Text:
    for key in ("tags", "categories") if "_posts/" in path else ():
        # Jekyll reads one text as several.
        if isinstance(text := matter.get(key), str) and "," not in text:
            matter = {**matter, key: [*text.split()]}
    *folders, file = inner(path).split("/")
    name, _, language = file.rpartition(".")[0].rpartition(".")
    if not name or not _LANGUAGE.fullmatch(language):
        name, language = file.rpartition(".")[0], ""
    if name in {"index", "_index"}:
        name = folders.pop() if name == "index" and folders else ""
    if (dated := _DATED.fullmatch(name)) and not dated[5].isdigit():
        name = dated[5]
    lower = {key.lower(): value for key, value in (*matter.items(), *group(matter, "extra").items())}
    published = _time(lower, (*map(str.lower, own.of.get("published", ())), *_PUBLISHED), zone)
    given = _given(matter, (*own.of.get("address", ()), "url", "permalink", "path"))
    in_path = None if published else _IN_PATH.search(f"{path} {given}")
    if in_path:
        published = time_of("-".join(part.zfill(2) for part in in_path.group(1, 3, 4)), zone)
    updated, expires = _time(lower, _UPDATED, zone), _time(lower, _EXPIRES, zone)
    return Text(
        path, matter, body, tuple(part.lstrip("_") for part in folders if part not in _POSTS), name, language,
        published, bool(in_path and published), updated, expires, first(matter, "slug"), given,
        _state(lower, path, published, expires),
    )  # fmt: skip


def _state(matter: dict[str, Plain], path: str, published: Stamp | None, expires: Stamp | None) -> State:
    """Return why readers never saw a text; empty if they did."""
    build = group(matter, "build") or group(matter, "_build")
    if (
        first(matter, "permalink") == "false"
        or first(matter, "headless") == "true"
        or first(build, "render") == "never"
    ):
        return "unrendered"
    is_hidden = first(matter, "draft").lower() in {"true", "yes", "1", "on"}
    is_hidden |= first(matter, "published").lower() in {"false", "no"} or "_drafts/" in path
    # What was to be withdrawn before it was published never was.
    return "draft" if is_hidden or (expires and published and expires <= published) else ""


def _given(matter: dict[str, Plain], keys: tuple[str, ...]) -> str:
    """Return the address that front matter names; one with placeholders is none."""
    for key in keys:
        given = first(matter, key)
        if given and ":" not in given.removeprefix("https:").removeprefix("http:") and "{{" not in given:
            # Hugo and Zola publish a page at an address with a slash at its end.
            given += "/" if key in {"url", "path"} and not _FILE.search(given) else ""
            return given.removesuffix("index.html") if given.startswith(("/", "http")) else f"/{given}"
    return ""


def _time(matter: dict[str, Plain], keys: tuple[str, ...], zone: str) -> Stamp | None:
    texts = filter(None, (first(matter, key) for key in keys))
    # Its address has the day that it names.
    return next(filter(None, (time_of(text, zone, keeps_utc=True) for text in texts)), None)
