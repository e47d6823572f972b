"""What front matter and rows say: by a map and, of folders, what is beyond doubt without one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from generator.annex.importing.items import Census, Note, SeenKey, Shortcode, State
from generator.annex.importing.sources.front_matter import Plain, first, group, texts_of
from generator.annex.importing.sources.mapping import FOLDERS, NAMES, Map, Taker, Value, at
from generator.annex.importing.sources.tables import Tables
from generator.base.sentences import sentence
from generator.base.text import quoted, squeeze
from generator.config.keys import Key, lowered, names_in, words_in
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
SYSTEMS = frozenset({
    "date", "publishdate", "pubdate", "published_at", "created", "lastmod", "updated", "last_modified_at", "modified",
    "expirydate", "unpublishdate", "expires", "draft", "published", "url", "permalink", "path", "headless",
    "build.render", "_build.render", "layout", "comments", "comment_status", "ping_status", "post_type", "guid",
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
_LONGEST = 500
"""Of such a value: longer ones are texts."""
_MOST = 10_000
"""Keys that are counted."""


class Taken(Record, frozen=True):
    """What one file's front matter or one row says, by our names."""

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
    body: str
    """Of a row, as the next two."""
    address: str
    kind: str


class _Seen:
    """What is counted of a key."""

    def __init__(self, sample: str) -> None:
        self.sample = sample[:200]
        self.files = self.left = self.lists = self.pictures = self.short = 0
        self.values: set[str] = set()
        self.texts = 0


class Matters:
    """Reads front matter or rows of one source, and keeps account of all keys."""

    def __init__(
        self, tables: Tables, own: Map, of: Mapping[str, tuple[Value, ...]],
        table: tuple[Key, ...] = FOLDERS, elsewhere: Container[str] = SYSTEMS,
    ) -> None:  # fmt: skip
        """Take what is read as what, that of the map included, the table of its keys, and those read elsewhere."""
        self.tables = tables
        self._words = {
            word: row.name
            for word, row in {**words_in(table), **names_in(table)}.items()
            if row.name in NAMES or row.name == "photo"
        }
        self._own, self._of, self._elsewhere = own, of, elsewhere
        self._unmet = {key: {*_above(key)} for key in own.keys}
        self._seen: dict[str, _Seen] = {}
        self._pictures: dict[str, Counter[str]] = {}
        self.written: dict[str, str] = {}
        """What the source says, by what a table has for it."""

    def take(self, matter: Mapping[str, Plain], of: Mapping[str, Plain] | None = None) -> Taken:
        """Return what front matter or a row says; `of` has the keys to count, if others were joined to them."""
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
            body=taker.whole("body"),
            address=taker.text("address"),
            kind=taker.text("kind"),
        )
        self._unmet = {key: above for key, above in self._unmet.items() if above.isdisjoint(matter)}
        self._count(matter if of is None else of, taker)
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
        values = (texts_of(at(matter, key)) for key in taker.taken)
        arrived = {squeeze(text) for texts in values for text in texts if len(text) <= _LONGEST}
        tops = {above for key in taker.taken for above in _above(key)}
        for key, texts, is_list in _leaves(matter):
            if lowered(key) in self._elsewhere or not texts or (key not in self._seen and len(self._seen) >= _MOST):
                continue
            seen = self._seen.setdefault(key, _Seen(texts[0]))
            seen.files += 1
            seen.lists += is_list
            is_taken = key in tops or not taker.taken.keys().isdisjoint(_above(key))
            seen.left += not (is_taken or arrived.issuperset(texts))
            for text in texts:
                seen.texts += 1
                seen.pictures += bool(_IS_PICTURE.search(text))
                seen.short += len(text) <= 40
                if len(seen.values) < _KEPT:
                    seen.values.add(text[:_LONGEST])
        for key, name in taker.taken.items():
            if name in {"src", *_BESIDE}:
                self._pictures.setdefault(name, Counter())[key] += 1

    def notes(self) -> Iterator[Note]:
        """Yield what was looked up and not found, and keys of the map that were in no text."""
        yield from self.tables.notes()
        for key in sorted(self._unmet) if self._seen else ():
            yield Note("column", sentence("the map names {name}, which no text has", name=quoted(key)))

    def census(self, shortcodes: tuple[Shortcode, ...]) -> Census:
        ordered = sorted(self._seen.items(), key=lambda pair: (-pair[1].files, pair[0]))
        keys = tuple(self._told(key, seen) for key, seen in ordered)
        used = {
            name: tuple(_written(value) for value in values if self._has(value)) for name, values in self._of.items()
        }
        for name, counts in self._pictures.items():
            used.setdefault(name, tuple(key for key, _ in counts.most_common()))
        return Census(keys, {name: values for name, values in used.items() if values}, shortcodes)

    def _told(self, key: str, seen: _Seen) -> SeenKey:
        if not seen.left:
            return SeenKey(key, seen.files, 0, seen.sample)
        guess = _guess(key, seen, self._words)
        split = _between(seen.values) if guess == "tags" else ""
        return SeenKey(key, seen.files, seen.left, seen.sample, guess, self._table(seen), split)

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
        return "{" in value.source or any(_is_in(key, value.source) for key in self._seen)


def usual(tables: Tables, config: Mapping[str, Plain], top: str) -> dict[str, tuple[Value, ...]]:
    """Return what is beyond doubt: usual names, configured taxonomies, and the tables that name their terms."""
    of = {name: tuple(map(Value, keys)) for name, keys in _USUAL.items()}
    people = next(_tables_of(_PEOPLE, tables, top), "")
    of["author"] = tuple(Value(key, table=people, take=_SHOWN, sure=False) for key in _USUAL["author"])
    for key in _taxonomies(config):
        name = "author" if key in _PEOPLE else "category" if key in _USUAL["category"] else "tags"
        table = next(_tables_of((key,), tables, top), "")
        others = tuple(value for value in of[name] if value.source != key)
        of[name] = (Value(key, table=table, take=_SHOWN if table else "", sure=False), *others)
    return of


def _tables_of(names: Iterable[str], tables: Tables, top: str) -> Iterator[str]:
    content = f"{top}/" if top else ""
    for name in names:
        for place in (content, "_data/", "data/", "src/_data/", "_"):
            for ending in _DATA:
                if (place != content or not ending) and tables.has(f"{place}{name}{ending}"):
                    yield f"{place}{name}{ending}"


def _above(key: str) -> Iterator[str]:
    """Yield a key, and each that it may be inside of."""
    yield key
    while "." in key:
        key = key.rpartition(".")[0]
        yield key


def _is_in(key: str, other: str) -> bool:
    return key == other or key.startswith(f"{other}.")


def _taxonomies(config: Mapping[str, Plain]) -> tuple[str, ...]:
    """Return the keys of the configured taxonomies, of Hugo (by singular) and of Zola (a list of groups)."""
    found = next((value for key, value in config.items() if key.lower() == "taxonomies"), "")
    if isinstance(found, dict):
        return tuple(text for text in found.values() if isinstance(text, str))
    return texts_of(found) if isinstance(found, list) else ()


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
            yield name, texts_of(value), isinstance(value, list)


def _guess(key: str, seen: _Seen, words: Mapping[str, str]) -> str:
    """Return what an unread key looks like, as one of our names; empty for nothing."""
    last = lowered(PurePosixPath(key.replace(".", "/")).name)
    if last in _STANDFIRSTS:
        return "summary"
    if meant := next((name for name, words in _BESIDE.items() if last.endswith(words[:1])), ""):
        return meant
    if "." not in key and (named := words.get(last)):
        return "src" if named == "photo" else named
    if seen.pictures * 2 > seen.texts:
        return "src"
    is_repeated = len(seen.values) * 2 < seen.texts
    return "tags" if seen.lists * 2 > seen.files and seen.short * 10 > seen.texts * 9 and is_repeated else ""


def _between(values: Collection[str]) -> str:
    """Return the sign that most of some texts have between parts; empty if there is none."""
    return next((sign for sign in ";|," if sum(sign in value for value in values) * 2 > len(values)), "")


def _written(value: Value) -> str | dict[str, str]:
    """Return a value as a map has it."""
    if not (value.split or value.table):
        return value.source
    said = {"column": value.source, "split": value.split, "in": value.table, "key": value.key, "take": value.take}
    return {name: text for name, text in said.items() if text and (name, text) != ("key", "id")}
