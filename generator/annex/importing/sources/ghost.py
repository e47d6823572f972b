"""Reads Ghost's export (Settings → Advanced → Import/Export), which has the tables of its database as JSON."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from generator.annex.importing.items import Found, Item, Markup, Note, Options, Person, Portal, State, Term, portal_zone
from generator.annex.importing.sources.front_matter import plain
from generator.base.dates import DateError, parse
from generator.base.errors import UsageError
from generator.base.sentences import as_it_is, sentence
from generator.base.text import squeeze
from generator.base.timestamps import Stamp
from generator.model.codec import UNREADABLE

_MOST = 512 << 20
"""Bytes of an export; it is read at once."""
_STATES: dict[str, State] = {"published": "published", "scheduled": "published", "sent": "private"}
"""What is `sent` was a letter to subscribers alone."""
_HERE = "__GHOST_URL__"
"""Stands for the address of the site."""


_Row = dict[str, Any]


class _Export(msgspec.Struct, frozen=True):
    data: dict[str, list[_Row] | None] = {}
    db: list[_Export] = []


def ghost(options: Options) -> Iterator[Found]:
    for name in options.files:
        yield from _Reader(_tables(name), portal_zone(options.zone)).read()


def _tables(name: str) -> dict[str, list[_Row]]:
    if os.path.getsize(name) > _MOST:
        raise UsageError(sentence("{name} is larger than {count} MiB", name=name, count=_MOST >> 20))
    data = Path(name).read_bytes()
    refusal = sentence("{name} is not an export of Ghost: write one at Settings → Import/Export", name=name)
    try:
        whole = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_Export)
    except UNREADABLE as error:
        raise UsageError(refusal) from error
    tables = whole.db[0].data if whole.db else whole.data
    if not tables.get("posts"):
        raise UsageError(refusal)
    return {key: rows or [] for key, rows in tables.items()}


class _Reader:
    def __init__(self, tables: dict[str, list[_Row]], zone: str) -> None:
        self._tables, self._zone = tables, zone
        self._tags = {_text(row, "id"): row for row in self._rows("tags") if not _is_internal(row)}
        self._users = {_text(row, "id"): row for row in self._rows("users")}
        self._of_tags = self._linked("posts_tags", "tag_id", self._tags)
        self._of_users = self._linked("posts_authors", "author_id", self._users)
        self._meta = {_text(row, "post_id"): row for row in self._rows("posts_meta")}

    def _rows(self, table: str) -> list[_Row]:
        return self._tables.get(table) or []

    def _linked(self, table: str, key: str, others: dict[str, _Row]) -> dict[str, list[_Row]]:
        """Return the rows that a table of pairs puts beside each post, in their order."""
        found = defaultdict(list)
        for row in sorted(
            self._rows(table), key=lambda row: row["sort_order"] if isinstance(row.get("sort_order"), int) else 0
        ):
            if other := others.get(_text(row, key)):
                found[_text(row, "post_id")].append(other)
        return found

    def read(self) -> Iterator[Found]:
        said = {_text(row, "key"): _text(row, "value") for row in self._rows("settings")}
        language = said.get("locale") or said.get("lang") or said.get("default_locale") or ""
        yield Portal(said.get("title", ""), said.get("description", ""), said.get("url", "").rstrip("/"), language)
        for row in self._users.values():
            slug = _text(row, "slug", "id")
            yield Person(slug, _text(row, "name") or slug, _text(row, "bio"), f"/author/{slug}/")
        first = {_text(tags[0], "id") for tags in self._of_tags.values()}
        for key, row in self._tags.items():
            slug, described = _text(row, "slug", "name"), _text(row, "description")
            kind: Literal["category", "tag"] = "category" if key in first else "tag"
            yield Term(kind, slug, _text(row, "name", "slug"), described, address=f"/tag/{slug}/")
        for row in self._rows("posts"):
            yield self._item(row)

    def _item(self, row: _Row) -> Item:
        key, slug = _text(row, "id"), _text(row, "slug")
        meta = self._meta.get(key, row)
        # As readers saw it, or as it was written.
        html = _text(row, "html")
        markup: Markup = "html" if html else "markdown"
        body = html or _text(row, "markdown")
        tags = self._of_tags.get(key, [])
        authors: Iterable[_Row] = self._of_users.get(key) or filter(None, [self._users.get(_text(row, "author_id"))])
        unread = () if body else ("lexical", "mobiledoc")
        notes = [Note("dynamic-block", as_it_is(name)) for name in unread if _text(row, name)]
        original = _text(row, "canonical_url")
        if original and slug not in original:
            notes.append(Note("field", sentence("its original is at {address}", address=original)))
        state = _STATES.get(_text(row, "status"), "draft")
        if state == "published" and _text(row, "visibility") not in {"", "public"}:
            # It was for subscribers.
            state = "private"
        return Item(
            kind="page" if _text(row, "type") == "page" or row.get("page") == 1 else "article",
            id=key,
            address=f"/{slug}/" if slug else "",
            title=squeeze(_text(row, "title")),
            slug=slug,
            body=body.replace(_HERE, ""),
            markup=markup,
            published=_time(row.get("published_at") or row.get("created_at"), self._zone),
            updated=_time(row.get("updated_at"), self._zone),
            state=state,
            authors=tuple(_text(author, "slug", "id") for author in authors),
            categories=tuple(_text(tag, "slug", "name") for tag in tags[:1]),
            tags=tuple(_text(tag, "name", "slug") for tag in tags[1:]),
            summary=squeeze(_text(row, "custom_excerpt") or _text(meta, "meta_description")),
            photo=_text(row, "feature_image", "image").replace(_HERE, ""),
            caption=plain(_text(meta, "feature_image_caption")),
            alt=squeeze(_text(meta, "feature_image_alt")),
            notes=tuple(notes),
        )


def _text(row: _Row, *keys: str) -> str:
    """Return the first value that is there, as a text."""
    return next((str(value) for key in keys if (value := row.get(key)) not in (None, "")), "")


def _is_internal(tag: _Row) -> bool:
    return _text(tag, "visibility") == "internal" or _text(tag, "name").startswith("#")


def _time(value: Any, zone: str) -> Stamp | None:
    """Return a time, in milliseconds since 1970 or as a text; without a zone it is UTC."""
    try:
        at = datetime.fromtimestamp(value / 1000, UTC) if type(value) in (int, float) else datetime.fromisoformat(value)
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
        return replace(parse(at.isoformat(" ", "seconds"), zone), zone=zone)
    except (DateError, ValueError, TypeError, OverflowError, OSError):
        return None
