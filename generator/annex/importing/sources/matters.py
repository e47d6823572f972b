"""What the front matter of folders says: by a map, and without one what is beyond doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from generator.annex.importing.items import Census, SeenKey, Shortcode, State
from generator.annex.importing.sources.front_matter import Plain, every, first, group
from generator.annex.importing.sources.mapping import FOLDERS, Map, Taker, Value, at
from generator.annex.importing.sources.tables import Tables
from generator.base.text import squeeze
from generator.config.article_keys import MEANINGLESS
from generator.config.entries import lowered
from generator.config.keys import spelling_of
from generator.model.records import Record

_PICTURES = (
    "primary_image", "featured_image", "featureImage", "featuredImage", "image", "images", "featured", "cover", "hero",
    "thumbnail", "header", "photo", "banner", "foto", "gambar",
)  # fmt: skip
_FILES = ("src", "url", "path", "image", "file", "overlay_image", "teaser", "relative")
_BESIDE: Mapping[str, tuple[str, ...]] = {
    "caption": ("caption", "figcaption", "description"),
    "credit": ("credit", "attribution", "photographer", "author"),
    "alt": ("alt", "alt_text", "alttext", "image_description"),
}
"""What stands with a picture, below its key or after it."""
_PEOPLE = ("authors", "author", "penulis")
_USUAL: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "linkTitle"),
    "summary": ("description", "summary", "excerpt", "subtitle", "deck", "standfirst"),
    "author": ("author", "authors", "penulis"),
    "editor": ("editor", "editors", "penyunting"),
    "category": ("categories", "category"),
    "tags": ("tags", "tag", "keywords"),
    "aliases": ("aliases", "alias", "redirect_from"),
    "slug": ("slug",),
    "id": ("id", "uuid"),
}
_SYSTEMS = frozenset({
    "date", "publishdate", "pubdate", "published_at", "created", "lastmod", "updated", "last_modified_at", "modified",
    "expirydate", "unpublishdate", "expires", "draft", "published", "url", "permalink", "path", "headless",
    "build.render", "_build.render", *MEANINGLESS,
})  # fmt: skip
"""What the readers of systems take, and what means nothing here."""
_SHOWN = "display_name|full_name|name|title"
_DATA = ("", ".yml", ".yaml", ".json", ".toml", ".csv")
_IS_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif)$", re.IGNORECASE)
_STANDFIRSTS = frozenset({"deck", "dek", "standfirst", "subhead", "subheading", "lead", "lede", "teaser", "intro"})
_ASKED = 50
"""Values that are looked up, to see in which table they are."""
_KEPT = 500
"""Values of a key that are looked at, to see what it is."""


class Taken(Record, frozen=True):
    """What one file's front matter says, by our names."""

    title: str
    summary: str
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    region: str
    photo: str
    caption: str
    credit: str
    alt: str
    aliases: tuple[str, ...]
    slug: str
    id: str
    published: str
    """A time as it is written, if the map says where; the next one too."""
    updated: str
    state: State


class _Seen:
    """What is counted of a key."""

    def __init__(self, sample: str) -> None:
        self.sample = sample
        self.files = self.left = self.lists = self.pictures = self.short = 0
        self.values: set[str] = set()
        self.texts = 0


class Matters:
    """Reads the front matter of one folder's files, and keeps account of all keys."""

    def __init__(self, root: str, own: Map, config: Mapping[str, Plain], top: str) -> None:
        self.tables = Tables(root)
        self._root, self._own, self._top = root, own, f"{top}/" if top else ""
        self._of = {**self._usual(config), **own.of}
        self._seen: dict[str, _Seen] = {}
        self._pictures: dict[str, Counter[str]] = {}
        self.written: dict[str, str] = {}
        """What the source says, by what a table has for it."""

    def _usual(self, config: Mapping[str, Plain]) -> dict[str, tuple[Value, ...]]:
        """Return what is beyond doubt: usual names, configured taxonomies, and the tables that name their terms."""
        of = {name: tuple(map(Value, keys)) for name, keys in _USUAL.items()}
        people = next(self._tables_of(_PEOPLE), "")
        of["author"] = tuple(Value(key, table=people, take=_SHOWN, sure=False) for key in _USUAL["author"])
        for key in _taxonomies(config):
            name = "author" if key in _PEOPLE else "category" if key in _USUAL["category"] else "tags"
            table = next(self._tables_of((key,)), "")
            others = tuple(value for value in of[name] if value.source != key)
            of[name] = (Value(key, table=table, take=_SHOWN if table else "", sure=False), *others)
        return of

    def _tables_of(self, names: Iterable[str]) -> Iterator[str]:
        places = (self._top, "_data/", "data/", "src/_data/", "_")
        for name in names:
            for place in places:
                for ending in _DATA:
                    if (place != self._top or not ending) and self.tables.has(f"{place}{name}{ending}"):
                        yield f"{place}{name}{ending}"

    def take(self, matter: Mapping[str, Plain]) -> Taken:
        # Zola groups these, and some themes of Hugo.
        matter = {
            **matter,
            **group(dict(matter), "taxonomies"),
            **group(dict(matter), "extra"),
            **group(dict(matter), "params"),
        }
        taker = Taker(self._of, matter, self.tables)
        photo, beside = self._photo(taker, matter)
        found = Taken(
            title=squeeze(taker.text("title")),
            summary=squeeze(taker.text("summary")),
            authors=taker.texts("author"),
            editors=taker.texts("editor"),
            categories=taker.texts("category"),
            tags=taker.texts("tags"),
            region=squeeze(taker.text("region")),
            photo=photo,
            caption=beside["caption"],
            credit=beside["credit"],
            alt=beside["alt"],
            aliases=taker.texts("aliases"),
            slug=taker.text("slug"),
            id=taker.text("id"),
            published=taker.text("published"),
            updated=taker.text("updated"),
            state=self._own.state(taker.text("state")),
        )
        self._count(matter, taker)
        self.written |= taker.written
        return found

    def _photo(self, taker: Taker, matter: Mapping[str, Plain]) -> tuple[str, dict[str, str]]:
        """Return a picture's address, and what stands with it."""
        source, key = taker.text("src"), ""
        if "src" not in self._of:
            key, source = next(_shown(matter), ("", ""))
            taker.take(key, "src")
        else:
            key = next((value.source for value in self._of["src"] if at(matter, value.source)), "")
        beside = {name: taker.text(name) for name in _BESIDE}
        for name, words in _BESIDE.items():
            if name not in self._of and key:
                found, beside[name] = next(_with(matter, key, words, bare=words[0]), ("", ""))
                taker.take(found, name)
        return self._own.whole(source) if source else "", {name: squeeze(said) for name, said in beside.items()}

    def _count(self, matter: Mapping[str, Plain], taker: Taker) -> None:
        arrived = {squeeze(text) for key in taker.taken for text in every({key: at(matter, key)}, key)}
        for key, texts, is_list in _leaves(matter):
            if lowered(key) in _SYSTEMS or not texts:
                continue
            seen = self._seen.setdefault(key, _Seen(texts[0]))
            seen.files += 1
            seen.lists += is_list
            seen.left += not (
                any(key == one or key.startswith(f"{one}.") for one in taker.taken) or arrived >= {*texts}
            )
            for text in texts:
                seen.texts += 1
                seen.pictures += bool(_IS_PICTURE.search(text))
                seen.short += len(text) <= 40
                if len(seen.values) < _KEPT:
                    seen.values.add(text)
        for key, name in taker.taken.items():
            if name in {"src", *_BESIDE}:
                self._pictures.setdefault(name, Counter())[key] += 1

    def census(self, shortcodes: tuple[Shortcode, ...]) -> Census:
        keys = tuple(
            SeenKey(
                key,
                seen.files,
                seen.left,
                seen.sample[:200],
                _guess(key, seen) if seen.left else "",
                self._table(seen) if seen.left else "",
            )
            for key, seen in sorted(self._seen.items(), key=lambda pair: (-pair[1].files, pair[0]))
        )
        used = {
            name: tuple(_written(value) for value in values if self._has(value)) for name, values in self._of.items()
        }
        for name, counts in self._pictures.items():
            used.setdefault(name, tuple(key for key, _ in counts.most_common()))
        return Census(keys, {name: values for name, values in used.items() if values}, shortcodes)

    def _table(self, seen: _Seen) -> str:
        """Return the folder of data in which the values of a key are looked up, if any looks so."""
        some = sorted(seen.values)[:_ASKED]
        for above in ("data", "_data", "src/_data"):
            for table in self.tables.folders(above) if len(some) > 1 else ():
                if (
                    sum(self.tables.find(table, "id", value, told=False) is not None for value in some) * 5
                    > len(some) * 4
                ):
                    return table
        return ""

    def _has(self, value: Value) -> bool:
        return "{" in value.source or any(
            key == value.source or key.startswith(f"{value.source}.") for key in self._seen
        )


def _taxonomies(config: Mapping[str, Plain]) -> tuple[str, ...]:
    """Return the keys of the configured taxonomies, of Hugo (by singular) and of Zola (a list of groups)."""
    found = next((value for key, value in config.items() if key.lower() == "taxonomies"), "")
    if isinstance(found, dict):
        return tuple(text for text in found.values() if isinstance(text, str))
    return every({"": found}, "") if isinstance(found, list) else ()


def _shown(matter: Mapping[str, Plain]) -> Iterator[tuple[str, str]]:
    """Yield the pictures that front matter names, each with its key."""
    for key in _PICTURES:
        value = matter.get(key, "")
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            yield from ((f"{key}.{inner}", text) for inner in _FILES if "." in (text := first(value, inner)))
        elif isinstance(value, str) and "." in value:
            yield key, value


def _with(matter: Mapping[str, Plain], key: str, words: Iterable[str], bare: str) -> Iterator[tuple[str, str]]:
    """Yield what stands with a picture: below the same group, behind its key with a sign between, or alone."""
    above, inside, _ = key.rpartition(".")
    for word in words:
        names = [f"{above}.{word}"] if inside else []
        names += [f"{key}_{word}", f"{key}-{word}", f"{key}{word.title()}"] if not inside else []
        yield from ((name, text) for name in names if isinstance(text := at(matter, name), str) and text.strip())
    alone = "" if inside else at(matter, bare)
    if isinstance(alone, str) and alone.strip():
        yield bare, alone


def _leaves(matter: Mapping[str, Plain], above: str = "") -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Yield each key that holds texts, with them, and whether they are in a list."""
    for key, value in matter.items():
        name = f"{above}{key}"
        if isinstance(value, dict):
            if name not in {"taxonomies", "extra", "params"}:
                yield from _leaves(value, f"{name}.")
        else:
            yield name, every({key: value}, key), isinstance(value, list)


def _guess(key: str, seen: _Seen) -> str:
    """Return what an unread key looks like, as one of our names; empty for nothing."""
    last = lowered(PurePosixPath(key.replace(".", "/")).name)
    if last in _STANDFIRSTS:
        return "summary"
    if meant := next((name for name, words in _BESIDE.items() if last.endswith(words[:1])), ""):
        return meant
    if "." not in key and (named := spelling_of(FOLDERS).words.get(last, "")) not in {
        "",
        "shortcodes",
        "state",
        "site",
        "name",
    }:
        return "src" if named == "photo" else named
    if seen.pictures * 2 > seen.texts:
        return "src"
    is_repeated = len(seen.values) * 2 < seen.texts
    return "tags" if seen.lists * 2 > seen.files and seen.short * 10 > seen.texts * 9 and is_repeated else ""


def _written(value: Value) -> str | dict[str, str]:
    """Return a value as a map has it."""
    if not (value.split or value.table):
        return value.source
    said = {"column": value.source, "split": value.split, "in": value.table, "key": value.key, "take": value.take}
    return {name: text for name, text in said.items() if text and (name, text) != ("key", "id")}
