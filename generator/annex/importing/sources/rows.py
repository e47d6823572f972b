"""Reads CSV, JSON Lines or an SQL dump of any system, with a file that says which column is what, as this one.

id: id_berita
title: judul
body: isi
published: tanggal
author: penulis
category: kategori
tags: {column: tag, split: ","}
photo: {column: gambar, prefix: /foto_berita/}
address: /berita/{id_berita}/{slug}.html
state: {column: status, published: [terbit, 1]}
markup: html
"""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import unescape
from tempfile import TemporaryFile
from typing import Any, BinaryIO, TextIO

import msgspec

from generator.annex.importing.items import Fault, Found, Item, Markup, Note, Options, Portal, State, Term
from generator.annex.importing.sources.front_matter import Plain, every, first, group, plain, table, time_of
from generator.annex.importing.sources.lookups import Shelf, filled, lookups_of
from generator.annex.importing.sources.mending import mended
from generator.annex.importing.sources.sql_dump import Dump
from generator.base.crashes import cause
from generator.base.dates import is_day
from generator.base.errors import UsageError
from generator.base.sentences import counted, sentence
from generator.base.text import squeeze
from generator.base.timestamps import Stamp
from generator.model.codec import UNREADABLE
from generator.model.records import Record

_MARKUPS: tuple[Markup, ...] = ("html", "wordpress", "markdown")
_KEYS = frozenset({
    "id", "title", "body", "published", "updated", "author", "category", "tags", "summary", "photo", "caption",
    "credit", "alt", "slug", "address", "aliases", "state", "markup", "site", "name", "kind", "table", "lookups",
    "base", "zone",
})  # fmt: skip
_SETTINGS = frozenset({"table", "lookups", "base", "zone", "markup", "site", "name"})
"""Of these, those that name no column."""
_OPTIONS = frozenset({"column", "split", "published", "trashed", "json", "without", "prefix"})
"""What may be said of a column."""
_FIELD = re.compile(r"\{([^{}]{1,80})\}")
_LONGEST = 64 << 20
_SHOWN = 30
"""Tables that are named where one is missing."""
_WHOLE = ("/", "http://", "https://")
"""How addresses begin that need no prefix."""
_RELATIVE = re.compile(r"""(\s(?:src|href)\s*=\s*["'])(?!["'/#]|[a-z][a-z0-9+.-]*:)""", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;/?(?:p|br|div|span|strong|b|em|i|img|a|ul|ol|h[1-6]|table)\b", re.IGNORECASE)


class Columns(Record, frozen=True):
    """Maps columns to our names."""

    of: dict[str, Plain]
    """By our names: the name of a column, a group with `column` and more, or a pattern with columns in braces."""

    def text(self, key: str, row: Mapping[str, str]) -> str:
        """Return a row's value for one of our names."""
        given = self.of.get(key, "")
        options = given if isinstance(given, dict) else {}
        column = options.get("column", "") if options else given
        if not isinstance(column, str) or not column:
            return ""
        text = filled(column, row).strip() if "{" in column else row.get(column, "").strip()
        if names := every(options, "json"):
            text = _within(text, names)
        text = text.replace(first(options, "without") or "\0", "")
        return text if not text or text.startswith(_WHOLE) else first(options, "prefix") + text

    def line(self, key: str, row: Mapping[str, str]) -> str:
        """Return the first of a row's values."""
        return self.text(key, row).partition("\n")[0].strip()

    def texts(self, key: str, row: Mapping[str, str]) -> tuple[str, ...]:
        """Return the parts of a row's value, split as `split` says; those of a look-up are parts already."""
        given = self.of.get(key, "")
        options = given if isinstance(given, dict) else {"column": given}
        looked_up = str(options.get("column", "")).partition(".")[0] in group(self.of, "lookups")
        split = str(options.get("split", "\n" if looked_up else ","))
        parts = (part for line in self.text(key, row).split("\n") for part in line.split(split))
        return tuple(filter(None, map(squeeze, parts)))

    def names(self) -> set[str]:
        """Return the columns that the map names."""
        given = [value for key, value in self.of.items() if key not in _SETTINGS]
        columns = [value.get("column", "") if isinstance(value, dict) else value for value in given]
        texts = [column for column in columns if isinstance(column, str)]
        return {name for text in texts for name in (_FIELD.findall(text) or [text]) if name and "." not in name}


def rows(options: Options) -> Iterator[Found]:
    columns = _columns(options.mapping)
    yield Portal(name=first(columns.of, "name"), url=first(columns.of, "site").rstrip("/"))
    if "table" not in columns.of and ("lookups" in columns.of or any(file.endswith(".sql") for file in options.files)):
        raise UsageError(sentence("{path}: it does not say which table: holds the articles", path=options.mapping))
    terms: set[str] = set()
    with TemporaryFile() as spool:
        shelf = Shelf(lookups_of(columns.of, options.mapping), spool)
        told = list(_looked_up(columns, shelf, options)) if shelf.lookups else []
        yield from told
        for file in options.files:
            for number, row in _rows(file, columns):
                if isinstance(row, (Fault, Note)):
                    if row not in told:
                        yield row
                    continue
                item = _item(columns, shelf.joined(row), options.zone, f"{file}:{number}")
                for key in item.categories:
                    if key not in terms:
                        terms.add(key)
                        yield Term("category", key, key)
                yield item


def _looked_up(columns: Columns, shelf: Shelf, options: Options) -> Iterator[Fault]:
    """Fill the shelf from all dumps; raise UsageError if they lack a table of the map."""
    wanted = [first(columns.of, "table"), *(lookup.table for lookup in shelf.lookups)]
    seen: set[str] = set()
    for file in options.files:
        if file.endswith(".sql"):
            with _opened(file) as opened:
                dump = Dump(opened, file, wanted)
                yield from shelf.read(dump)
                seen |= dump.columns.keys()
    for name in wanted:
        _check_table(name, seen)


def _check_table(table: str, seen: Collection[str]) -> None:
    if table not in seen:
        there = ", ".join(sorted(seen)[:_SHOWN]) or "-"
        raise UsageError(sentence("there is no table {missing}; there are: {there}", missing=table, there=there))


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
    for key, value in of.items():
        for option in sorted(value.keys() - _OPTIONS) if isinstance(value, dict) and key != "lookups" else ():
            keys = ", ".join(sorted(_OPTIONS))
            said = sentence("{path}: {key}: {unknown} is none of {keys}", path=path, key=key, unknown=option, keys=keys)
            raise UsageError(said)
    if of.get("zone", "UTC") != "UTC":
        raise UsageError(sentence("{path}: zone must be UTC, or left out: --zone says which other", path=path))
    if of.get("markup", "html") not in _MARKUPS:
        raise UsageError(sentence("{path}: markup must be one of {markups}", path=path, markups=", ".join(_MARKUPS)))
    return Columns(of)


def _rows(file: str, columns: Columns) -> Iterator[tuple[int, dict[str, str] | Fault | Note]]:
    """Yield a file's rows with their numbers, from 1; an unreadable one is a fault, and ends a CSV."""
    if file.endswith(".sql"):
        yield from _dumped(file, columns)
        return
    encoding = _encoding(file)
    # Bytes that are no UTF-8 stay what they are until they are mended.
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    with _opened(file) as binary, io.TextIOWrapper(binary, encoding, errors, newline="") as opened:
        mender = _Mender()
        if file.endswith((".jsonl", ".ndjson", ".json")):
            for number, line in enumerate(opened, 1):
                if line.strip():
                    yield number, _object(mender.text(line), file, number)
        else:
            yield from _csv(opened, file, mender)
    yield from _mended(mender.count, file)


def _csv(opened: TextIO, file: str, mender: _Mender) -> Iterator[tuple[int, dict[str, str] | Fault]]:
    csv.field_size_limit(_LONGEST)
    number = 0
    try:
        for number, row in enumerate(csv.DictReader(opened, strict=True), 1):
            # Values beyond the columns have no name, and columns beyond the row no value.
            named = {key: value for key, value in row.items() if key is not None and value is not None}
            yield number, {mender.text(key): mender.text(value) for key, value in named.items()}
    except csv.Error:
        said = sentence(
            "row {number} cannot be read: a quotation mark is left open or stands within a value, or a value is longer "
            "than {most} million characters", number=number + 1, most=_LONGEST >> 20,
        )  # fmt: skip
        yield number, Fault(file, said)


def _dumped(file: str, columns: Columns) -> Iterator[tuple[int, dict[str, str] | Fault | Note]]:
    table = first(columns.of, "table")
    with _opened(file) as opened:
        dump = Dump(opened, file, [table])
        for number, found in enumerate(dump.rows(), 1):
            yield number, found if isinstance(found, Fault) else found[1]
    if "lookups" not in columns.of:
        _check_table(table, dump.columns)
    for name in sorted(columns.names().difference(dump.columns.get(table) or columns.names())):
        yield 0, Note("column", sentence("{table} has no column {name}", table=table, name=name))
    yield from _mended(dump.mended, file)


def _mended(count: int, file: str) -> Iterator[tuple[int, Note]]:
    if count:
        said = counted(
            "{file}: {count} place in another encoding, read as Windows-1252",
            "{file}: {count} places in another encoding, read as Windows-1252", count, file=file,
        )  # fmt: skip
        yield 0, Note("broken-characters", said)


class _Mender:
    """Mends texts, and counts in how many places."""

    def __init__(self) -> None:
        self.count = 0

    def text(self, text: str) -> str:
        text, count = mended(text)
        self.count += count
        return text


def _opened(file: str) -> BinaryIO:
    try:
        return open(file, "rb")
    except OSError as error:
        raise UsageError(sentence("{name} cannot be read: {why}", name=file, why=cause(error))) from error


def _encoding(file: str) -> str:
    """Return a file's encoding: UTF-16 as spreadsheets write it, else UTF-8."""
    with _opened(file) as opened:
        return "utf-16" if opened.read(2) in {BOM_UTF16_LE, BOM_UTF16_BE} else "utf-8-sig"


def _object(line: str, file: str, number: int) -> dict[str, str] | Fault:
    try:
        found: Any = msgspec.json.decode(line)
    except UNREADABLE:
        return Fault(file, sentence("this is not valid JSON"), number, 1)
    if not isinstance(found, dict):
        return Fault(file, sentence("it is not an object of JSON"), number, 1)
    return {key: value if isinstance(value, str) else _said(value) for key, value in found.items()}


def _said(value: Any) -> str:
    if value is None:
        return ""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _within(text: str, names: Sequence[str]) -> str:
    """Return the first value that a text in JSON has by some names."""
    try:
        found: Any = msgspec.json.decode(text)
    except UNREADABLE:
        return ""
    values = (found.get(name) for name in names) if isinstance(found, dict) else ()
    return next((value for value in values if isinstance(value, str) and value), "")


def _body(columns: Columns, row: Mapping[str, str]) -> str:
    body = columns.text("body", row)
    if "<" not in body and _ESCAPED.search(body):
        # The system kept its HTML as text.
        body = unescape(body)
    base = first(columns.of, "base")
    return _RELATIVE.sub(lambda found: found[1] + base, body) if base else body


def _item(columns: Columns, row: Mapping[str, str], zone: str, place: str) -> Item:
    line, texts = columns.line, columns.texts
    time = line("published", row)
    is_utc = "zone" in columns.of
    published = _time(time, zone, is_utc=is_utc)
    untimed = Note("time", sentence("{place}: there is no time in the row", place=place), before=time)
    return Item(
        kind="page" if line("kind", row) == "page" else "article",
        id=line("id", row) or place,
        address=line("address", row),
        title=squeeze(columns.text("title", row)),
        slug=line("slug", row),
        body=_body(columns, row),
        markup=next(markup for markup in _MARKUPS if markup == columns.of.get("markup", "html")),
        published=published,
        updated=_time(line("updated", row), zone, is_utc=is_utc),
        day_only=is_day(time),
        state=_state(columns, row),
        authors=texts("author", row),
        categories=texts("category", row),
        tags=texts("tags", row),
        summary=plain(columns.text("summary", row)),
        # What comes after # is for the system that showed it.
        photo=line("photo", row).partition("#")[0],
        caption=plain(line("caption", row)),
        credit=plain(line("credit", row)),
        alt=line("alt", row),
        aliases=texts("aliases", row),
        notes=() if published else (untimed,),
    )


def _state(columns: Columns, row: Mapping[str, str]) -> State:
    column = columns.of.get("state")
    if not isinstance(column, dict):
        return "published"
    said = columns.text("state", row)
    for state in ("published", "trashed"):
        wanted = column.get(state, [])
        if said in (wanted if isinstance(wanted, list) else [wanted]):
            return state
    return "draft"


def _time(text: str, zone: str, *, is_utc: bool) -> Stamp | None:
    if text.isdigit() and 8 < len(text) < 12:
        return Stamp(int(text), zone)
    if is_utc and (stamp := time_of(f"{text}Z", zone)):
        return Stamp(stamp.epoch, zone)
    return time_of(text, zone) or time_of(f"{text} 00:00", zone)
