"""One file of a folder as a text: its front matter, and what its path says of it."""

from __future__ import annotations

import os
import re
from datetime import UTC

from msgspec.structs import replace

from generator.annex.importing.items import Fault, Item, State
from generator.annex.importing.sources import front_matter
from generator.annex.importing.sources.front_matter import Plain, first, group, time_of
from generator.annex.importing.sources.matters import Matters
from generator.base.crashes import cause
from generator.base.folder import Folder, ignored
from generator.base.sentences import Sentence, sentence
from generator.base.text import clean, fold, slugify
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
LANGUAGE = re.compile(
    "(?:ar|bg|bn|cs|da|de|el|en|es|fa|fi|fr|he|hi|hu|id|it|ja|jv|ko|ms|nl|no|pl|pt|ro|ru|su|sv|th|tr|uk|ur|vi|zh)"
    "(?:[-_][A-Za-z]{2})?"
)
"""The languages that folders and endings of names may name, as in `kabar.en.md`."""
_DAY = r"((?:19|20)\d\d)([-/_])(\d\d?)\2(\d\d?)"
_DATED = re.compile(_DAY + r"[-_](.+)")
_IN_PATH = re.compile(rf"(?<!\d){_DAY}(?!\d)")
_MOST = 16 << 20
"""Bytes of a text."""
_FILE = re.compile(r"/$|\.[a-z]{2,5}$", re.IGNORECASE)
_IMPORT = re.compile(r"^import\b.*\bfrom\b.*\n", re.MULTILINE)
OF_SYSTEM = sentence("in a folder of the system, of a theme or of a library")
HIDDEN = sentence("hidden files and leftovers of editors")
NOT_FOUND = sentence("the page for addresses where nothing is; the portal has its own")


class Text(Record, frozen=True):
    """A file with front matter."""

    path: str
    """Below the folder."""
    matter: dict[str, Plain]
    keys: dict[str, str]
    """For `Matters.count`."""
    item: Item
    """What its front matter says, or its path of the time; its address is the one that front matter names."""
    folders: tuple[str, ...]
    """Those that it is in, below the one with the content; without the one of a bundle."""
    name: str
    """Of the file or bundle, without ending, date and language; empty for a list."""
    language: str
    """That the name of the file ends in; empty for none."""
    is_dated_by_path: bool
    """Whether no key has its time, but its path, or the one that it names as its address."""

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """What the last part of its address may be: its slug, else the name of its file, else its headline."""
        stem = self.path.rpartition("/")[2].rpartition(".")[0]
        dated = _DATED.fullmatch(stem)
        return (self.item.slug,), (self.name, stem, dated[5] if dated else ""), (self.item.title,)

    def explains(self, parts: list[str]) -> bool:
        """Return whether parts of an address are its language, its folders and categories, and its date."""
        languages = {self.language, *filter(LANGUAGE.fullmatch, self.folders)} - {""}
        if not languages.issubset(parts):
            return False
        categories = self.item.categories
        words = {*map(fold, (*self.folders, self.language, *categories, *map(slugify, categories)))}
        dates = [found.group(1, 3, 4) for found in _IN_PATH.finditer(self.path)]
        if self.item.published:
            # Programs that build sites count days where they run, which may be in UTC.
            at = self.item.published.local
            dates += [tuple(f"{day:%Y %m %d}".split()) for day in (at, at.astimezone(UTC))]
        numbers = [part.lstrip("0") for part in parts if part.isdecimal()]
        is_date = any(numbers == [part.lstrip("0") for part in date[: len(numbers)]] for date in dates)
        return words.issuperset(part for part in parts if not (is_date and part.isdecimal()))

    @property
    def sections(self) -> tuple[str, ...]:
        """Its folders that are neither of a language nor of a date."""
        return tuple(part for part in self.folders if not (part.isdigit() or LANGUAGE.fullmatch(part)))


def all_texts(root: str) -> list[str]:
    """Return the paths of all Markdown and HTML files below a folder, but for what Git keeps there."""
    found = []
    for above, folders, names in os.walk(root):
        folders[:] = [folder for folder in folders if folder != ".git"]
        inside = os.path.relpath(above, root).replace(os.sep, "/")
        found += [name if inside == "." else f"{inside}/{name}" for name in names if name.lower().endswith(ENDINGS)]
    return sorted(found)


def why_skipped(path: str) -> Sentence | None:
    """Return why a file is outside of the site's content; None if it is not."""
    *folders, name = path.split("/")
    if any(map(ignored, (*folders, name))):
        return HIDDEN
    if folders and (folders[0] in _AT_TOP or not _ANYWHERE.isdisjoint(folders)):
        return OF_SYSTEM
    return NOT_FOUND if "404" in (name.partition(".")[0], *folders[-1:]) else None


def inner(path: str) -> str:
    """Return a file's path below the folder with content."""
    found = _CONTENT.match(path)
    return path[found.end() :] if found else path


def read_text(root: str, path: str, matters: Matters, zone: str) -> Text | Fault | None:
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
    return _text(path, matter, _IMPORT.sub("", body) if path.endswith(".mdx") else body, matters, zone)


def _text(path: str, matter: dict[str, Plain], body: str, matters: Matters, zone: str) -> Text:
    for key in ("tags", "categories") if "_posts/" in path else ():
        # Jekyll reads one text as several.
        if isinstance(text := matter.get(key), str) and "," not in text:
            matter = {**matter, key: [*text.split()]}
    *folders, file = inner(path).split("/")
    name, _, language = file.rpartition(".")[0].rpartition(".")
    if not name or not LANGUAGE.fullmatch(language):
        name, language = file.rpartition(".")[0], ""
    if name in {"index", "_index"}:
        name = folders.pop() if name == "index" and folders else ""
    if (dated := _DATED.fullmatch(name)) and not dated[5].isdigit():
        name = dated[5]
    item, keys = matters.take(matter)
    address, published = _given(item.address), item.published
    is_dated = published is not None
    if not is_dated and (in_path := _IN_PATH.search(f"{path} {address}")):
        published = time_of("-".join(part.zfill(2) for part in in_path.group(1, 3, 4)), zone)
    is_hidden = item.state == "draft" or first(matter, "draft").lower() in {"true", "yes", "1", "on"}
    is_hidden |= first(matter, "published").lower() in {"false", "no"} or "_drafts/" in path
    # What was to be withdrawn before it was published never was.
    is_hidden |= bool(item.expires and published and item.expires.epoch <= published.epoch)
    state: State = "draft" if is_hidden else "published"
    item = replace(item, address=address, body=body, published=published, state=state)
    folders = [part.lstrip("_") for part in folders if part not in _POSTS]
    return Text(
        path, matter, keys, item, tuple(folders), name, language, is_dated_by_path=bool(published) and not is_dated
    )


def is_unrendered(matter: dict[str, Plain]) -> bool:
    """Return whether front matter says that readers get no page of a text."""
    build = group(matter, "build") or group(matter, "_build")
    never = (first(matter, "permalink"), first(matter, "headless"), first(build, "render"))
    return never[0] == "false" or never[1] == "true" or never[2] == "never"


def _given(address: str) -> str:
    """Return the address that front matter names, as readers knew it; empty if it has placeholders."""
    if not address or ":" in address.removeprefix("https:").removeprefix("http:") or "{{" in address:
        return ""
    # Most systems publish a page at an address with a slash at its end.
    address += "" if _FILE.search(address) else "/"
    return address.removesuffix("index.html") if address.startswith(("/", "http")) else f"/{address}"
