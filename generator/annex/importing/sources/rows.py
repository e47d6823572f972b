"""Reads CSV or JSON Lines of any system, with a file that says which column is what, as this one.

id: id_berita
title: judul
body: isi
published: tanggal
author: penulis
category: kategori
tags: {column: tag, split: ","}
address: /berita/{id_berita}/{slug}.html
state: {column: status, published: [terbit, 1]}
markup: html
"""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from generator.annex.importing.items import Fault, Found, Item, Markup, Note, Options, Portal, State, Term
from generator.annex.importing.sources.front_matter import Plain, table, time_of
from generator.base.dates import is_day
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.text import squeeze
from generator.base.timestamps import Stamp
from generator.model.codec import UNREADABLE
from generator.model.records import Record

_MARKUPS: tuple[Markup, ...] = ("html", "wordpress", "markdown")
_KEYS = frozenset({
    "id", "title", "body", "published", "updated", "author", "category", "tags", "summary", "photo", "caption",
    "credit", "slug", "address", "aliases", "state", "markup", "site", "name", "kind",
})  # fmt: skip
_FIELD = re.compile(r"\{([^{}]{1,80})\}")
_LONGEST = 64 << 20


class Columns(Record, frozen=True):
    """Maps columns to our names."""

    of: dict[str, Plain]
    """By our names: the name of a column, a group with `column` and more, or a pattern with columns in braces."""

    def text(self, key: str, row: Mapping[str, str]) -> str:
        """Return a row's value for one of our names."""
        column = self.of.get(key, "")
        if isinstance(column, dict):
            column = column.get("column", "")
        if not isinstance(column, str) or not column:
            return ""
        if "{" in column:
            return _FIELD.sub(lambda found: row.get(found[1], "").strip(), column)
        return row.get(column, "").strip()

    def texts(self, key: str, row: Mapping[str, str]) -> tuple[str, ...]:
        """Return the parts of a row's value, split as `split` says."""
        column = self.of.get(key, "")
        split = column.get("split", ",") if isinstance(column, dict) else ","
        return tuple(filter(None, map(squeeze, self.text(key, row).split(str(split)))))


def rows(options: Options) -> Iterator[Found]:
    columns = _columns(options.mapping)
    site, name = columns.of.get("site", ""), columns.of.get("name", "")
    yield Portal(name=str(name), url=str(site).rstrip("/"))
    terms: set[str] = set()
    for file in options.files:
        for number, row in _rows(file):
            if isinstance(row, Fault):
                yield row
                continue
            item = _item(columns, row, options.zone, f"{file}:{number}")
            for key in item.categories:
                if key not in terms:
                    terms.add(key)
                    yield Term("category", key, key)
            yield item


def _columns(path: str) -> Columns:
    if not path:
        raise UsageError(sentence("rows need --map FILE, which says which column is what; see docs/migration.md"))
    of = table(path)
    if unknown := sorted(of.keys() - _KEYS):
        keys = ", ".join(sorted(_KEYS))
        raise UsageError(sentence("{path}: {unknown} is none of {keys}", path=path, unknown=unknown[0], keys=keys))
    for key in ("id", "title", "body", "published"):
        if key not in of:
            raise UsageError(sentence("{path}: it does not say which column holds {missing}", path=path, missing=key))
    if of.get("markup", "html") not in _MARKUPS:
        raise UsageError(sentence("{path}: markup must be one of {markups}", path=path, markups=", ".join(_MARKUPS)))
    return Columns(of)


def _rows(file: str) -> Iterator[tuple[int, dict[str, str] | Fault]]:
    """Yield a file's rows with their numbers, from 1; an unreadable one is a fault, and ends a CSV."""
    try:
        opened = open(file, encoding=_encoding(file), errors="replace", newline="")  # noqa: SIM115 - closed below
    except OSError as error:
        raise UsageError(sentence("{file} cannot be read: {strerror}", file=file, strerror=error.strerror)) from error
    with opened:
        if file.endswith((".jsonl", ".ndjson", ".json")):
            for number, line in enumerate(opened, 1):
                if line.strip():
                    yield number, _object(line, file, number)
            return
        csv.field_size_limit(_LONGEST)
        number = 0
        try:
            for number, row in enumerate(csv.DictReader(opened, strict=True), 1):
                # Values beyond the columns have no name, and columns beyond the row no value.
                yield number, {key: value for key, value in row.items() if key is not None and value is not None}
        except csv.Error as error:
            yield number, Fault(file, sentence("row {number} cannot be read: {error}", number=number + 1, error=error))


def _encoding(file: str) -> str:
    """Return a file's encoding: UTF-16 as spreadsheets write it, else UTF-8."""
    with open(file, "rb") as opened:
        return "utf-16" if opened.read(2) in {BOM_UTF16_LE, BOM_UTF16_BE} else "utf-8-sig"


def _object(line: str, file: str, number: int) -> dict[str, str] | Fault:
    try:
        found: Any = msgspec.json.decode(line)
    except UNREADABLE as error:
        return Fault(file, sentence("it is not JSON ({error})", error=error), number, 1)
    if not isinstance(found, dict):
        return Fault(file, sentence("it is not an object of JSON"), number, 1)
    return {key: value if isinstance(value, str) else _said(value) for key, value in found.items()}


def _said(value: Any) -> str:
    if value is None:
        return ""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _item(columns: Columns, row: Mapping[str, str], zone: str, place: str) -> Item:
    time = columns.text("published", row)
    published = _time(time, zone)
    untimed = Note("time", sentence("{place}: there is no time in the row", place=place), before=time)
    return Item(
        kind="page" if columns.text("kind", row) == "page" else "article",
        id=columns.text("id", row) or place,
        address=columns.text("address", row),
        title=squeeze(columns.text("title", row)),
        slug=columns.text("slug", row),
        body=columns.text("body", row),
        markup=next(markup for markup in _MARKUPS if markup == columns.of.get("markup", "html")),
        published=published,
        updated=_time(columns.text("updated", row), zone),
        day_only=is_day(time),
        state=_state(columns, row),
        authors=columns.texts("author", row),
        categories=columns.texts("category", row),
        tags=columns.texts("tags", row),
        summary=squeeze(columns.text("summary", row)),
        photo=columns.text("photo", row),
        caption=columns.text("caption", row),
        credit=columns.text("credit", row),
        aliases=columns.texts("aliases", row),
        notes=() if published else (untimed,),
    )


def _state(columns: Columns, row: Mapping[str, str]) -> State:
    column = columns.of.get("state")
    if not isinstance(column, dict):
        return "published"
    wanted = column.get("published", [])
    return "published" if columns.text("state", row) in (wanted if isinstance(wanted, list) else [wanted]) else "draft"


def _time(text: str, zone: str) -> Stamp | None:
    if text.isdigit() and 8 < len(text) < 12:
        return Stamp(int(text), zone)
    return time_of(text, zone) or time_of(f"{text} 00:00", zone)
