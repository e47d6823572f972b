"""Reads what front matter and rows say, by a map or by names that are beyond doubt, and counts what nothing read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping

from generator.annex.importing.items import Item, Markup, Note, portal_zone
from generator.annex.importing.sources.front_matter import Plain, group, texts_of, time_of
from generator.annex.importing.sources.mapping import Map
from generator.base.errors import printable
from generator.base.sentences import Sentence, counted, sentence
from generator.base.text import quoted, squeeze
from generator.base.timestamps import Stamp
from generator.config.entries import YES

_PICTURES = (
    "primary_image", "featured_image", "featureimage", "featuredimage", "image", "images", "featured", "cover", "hero",
    "thumbnail", "header", "photo", "banner", "foto", "gambar",
)  # fmt: skip
_FILES = (".src", ".url", ".path", ".image", ".file", ".overlay_image", ".teaser", ".relative", "")


def _beside(*words: str) -> tuple[str, ...]:
    """Return the keys of what is said of a picture: below its own key, behind it with a sign between, or alone."""
    forms = [form for word in words for form in (f".{word}", f"_{word}", f"-{word}", word)]
    return (*(f"{key}{form}" for key in _PICTURES for form in forms), words[0])


USUAL: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "linktitle"),
    "published": (
        "date", "publishdate", "pubdate", "pubdatetime", "published_at", "publishedat", "published", "created",
        "tanggal",
    ),
    "updated": ("lastmod", "updated", "last_modified_at", "modified", "updateddate", "moddatetime"),
    "expires": ("expirydate", "expires", "unpublishdate"),
    "address": ("url", "permalink", "path"),
    "summary": ("description", "summary", "excerpt", "subtitle", "deck", "standfirst"),
    "author": ("author", "authors", "penulis"),
    "editor": ("editor", "editors", "penyunting"),
    "category": ("categories", "category"),
    "tags": ("tags", "tag", "keywords", "topics", "topik"),
    "aliases": ("aliases", "alias", "redirect_from"),
    "slug": ("slug",),
    "id": ("id", "uuid"),
    "photo": tuple(f"{key}{file}" for key in _PICTURES for file in _FILES),
    "caption": _beside("caption", "figcaption", "description"),
    "credit": _beside("credit", "attribution", "photographer"),
    "alt": _beside("alt", "alt_text", "alttext", "image_description"),
}  # fmt: skip
"""Keys of front matter that mean one thing in all systems, by our names."""
SYSTEMS = frozenset({
    "draft", "published", "headless", "build.render", "_build.render", "layout", "comments", "comment_status",
    "ping_status", "post_type", "guid",
})  # fmt: skip
"""What the readers of folders take themselves, and what means nothing here."""
_PUBLISHED = frozenset({*YES, "", "1", "y", "publish", "published", "terbit", "tayang", "live", "aktif", "active"})
"""What a status says of an article that readers see; any other word makes a draft."""
_BETWEEN = {**dict.fromkeys(("author", "editor", "category", "aliases"), ";"), "tags": "[;,]"}
"""What is between several in one text."""
_MARKUPS: dict[str, Markup] = {"wordpress": "wordpress", "markdown": "markdown"}
_MOST = 10_000
"""Keys that are counted."""


class Matters:
    """Reads the front matter or rows of one source."""

    def __init__(
        self, own: Map, usual: Mapping[str, tuple[str, ...]], zone: str, elsewhere: Container[str] = (), *,
        keeps_utc: bool = False,
    ) -> None:  # fmt: skip
        """Take a map, what is read as what without it, the zone of times, and keys that are read elsewhere.

        With `keeps_utc`, times that are said to be in UTC stay there: addresses have the day that they name.
        """
        self._own, self._of, self._zone, self._elsewhere = own, {**usual, **own.of}, zone, elsewhere
        self._keeps_utc = keeps_utc
        self._keys: set[str] = set()
        self._unread: Counter[str] = Counter()
        self._samples: dict[str, str] = {}

    def take(self, values: Mapping[str, Plain]) -> tuple[Item, dict[str, str]]:
        """Return what one file's front matter or one row says of an item, and its keys, for `count`.

        Keys are in lower case; of those that nothing read there is a sample.
        """
        # Zola groups these, and some themes of Hugo.
        inner = (group(dict(values), name) for name in ("taxonomies", "extra", "params"))
        values = {**values, **{key: value for nested in inner for key, value in nested.items()}}
        read: set[str] = set()

        def texts(name: str) -> tuple[str, ...]:
            return tuple(dict.fromkeys(filter(None, map(squeeze, self._texts(name, values, read)))))

        def text(name: str) -> str:
            return next(iter(texts(name)), "")

        def time(name: str) -> Stamp | None:
            return next(filter(None, map(self._time, texts(name))), None)

        published, undated = time("published"), sentence("there is no time in the row")
        item = Item(
            kind="page" if text("kind") == "page" else "article",
            id=text("id"),
            address=text("address"),
            title=text("title"),
            slug=text("slug"),
            body=next(filter(str.strip, self._texts("body", values, read)), ""),
            markup=_MARKUPS.get(text("markup").lower(), "html"),
            published=published,
            updated=time("updated"),
            expires=time("expires"),
            state="published" if text("status").lower() in _PUBLISHED else "draft",
            authors=texts("author"),
            editors=texts("editor"),
            categories=texts("category"),
            tags=texts("tags"),
            region=text("region"),
            summary=text("summary"),
            photo=text("photo"),
            caption=text("caption"),
            credit=text("credit"),
            alt=text("alt"),
            aliases=texts("aliases"),
            notes=() if published else (Note("time", undated, before=text("published")),),
        )
        found = ((key, texts) for key, texts in _leaves(values) if texts and key not in self._elsewhere)
        return item, {key: "" if _is_read(key, read) else texts[0][:200] for key, texts in found}

    def _time(self, text: str) -> Stamp | None:
        """Return a time as people write it, or in seconds since 1970."""
        is_number = text.isdecimal() and 8 < len(text) < 12
        if is_number:
            return Stamp(int(text), portal_zone(self._zone))
        return time_of(text, self._zone, keeps_utc=self._keeps_utc)

    def _texts(self, name: str, values: Mapping[str, Plain], read: set[str]) -> Iterator[str]:
        """Yield the texts for one of our names, and add the keys that have them to `read`."""
        for key in self._of.get(name, ()):
            value = at(values, key)
            if isinstance(value, str) and name in _BETWEEN:
                value = [*re.split(_BETWEEN[name], value)]
            for text in texts_of(value):
                # A switch, as "image: true", is no picture.
                if name != "photo" or "." in text:
                    read.add(key)
                    yield text

    def count(self, keys: Mapping[str, str]) -> None:
        """Count the keys of an item that was taken."""
        for key, sample in keys.items():
            if key not in self._keys and len(self._keys) >= _MOST:
                continue
            self._keys.add(key)
            if sample:
                self._unread[key] += 1
                self._samples.setdefault(key, sample)

    def notes(self) -> Iterator[Note]:
        """Yield a note for each key that nothing read, the most frequent first, and for each that only the map has."""
        for key, count in self._unread.most_common():
            yield Note("unread-key", _times(key, count), before=self._samples[key])
        for key in sorted({key for keys in self._own.of.values() for key in keys}) if self._keys else ():
            if not any(other == key or other.startswith(f"{key}.") for other in self._keys):
                yield Note("column", sentence("the map names {name}, which no text has", name=quoted(key)))


def _times(key: str, count: int) -> Sentence:
    return counted("{key}: in {count} text", "{key}: in {count} texts", count, key=printable(squeeze(key))[:200])


def at(values: Mapping[str, Plain], key: str) -> Plain:
    """Return a value, perhaps of a group inside of another; empty if there is none."""
    if key in values or "." not in key:
        return values.get(key, "")
    above, _, rest = key.partition(".")
    inner = values.get(above, "")
    inner = inner[0] if isinstance(inner, list) and inner else inner
    return at(inner, rest) if isinstance(inner, dict) else ""


def _is_read(key: str, read: Container[str]) -> bool:
    """Return whether a key was read, or the group that it is in."""
    parts = key.split(".")
    return any(".".join(parts[:end]) in read for end in range(1, len(parts) + 1))


def _leaves(values: Mapping[str, Plain], above: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each key that holds texts, with them."""
    for key, value in values.items():
        name = f"{above}{key}"
        if isinstance(value, dict):
            if name not in {"taxonomies", "extra", "params"}:
                yield from _leaves(value, f"{name}.")
        else:
            yield name, texts_of(value)
