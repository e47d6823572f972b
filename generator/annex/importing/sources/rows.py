"""Reads CSV, JSON or an SQL dump of any system, with a map that says which column is what."""

from __future__ import annotations

import csv
import io
import os
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Collection, Iterator
from html import unescape
from itertools import islice
from tempfile import TemporaryFile
from typing import BinaryIO

import msgspec

from generator.annex.importing.items import Census, Fault, Found, Item, Note, Options, Portal, Term
from generator.annex.importing.sources.front_matter import Plain, plain, plainly, time_of
from generator.annex.importing.sources.lines import MOST, Lines
from generator.annex.importing.sources.lookups import Shelf
from generator.annex.importing.sources.mapping import ROWS, Map, read_map
from generator.annex.importing.sources.matters import Matters, Taken
from generator.annex.importing.sources.mending import mended
from generator.annex.importing.sources.sql_dump import Dump
from generator.annex.importing.sources.tables import Tables
from generator.base.crashes import cause
from generator.base.dates import is_day
from generator.base.errors import UsageError
from generator.base.sentences import counted, sentence
from generator.base.timestamps import Stamp
from generator.config.keys import lowered
from generator.model.codec import UNREADABLE

_LOOKED_AT = 10_000
"""Rows that tell what the columns look like."""
_SHOWN = 30
"""Tables that are named where one is missing."""
_RELATIVE = re.compile(r"""(\s(?:src|href)\s*=\s*["'])(?!["'/#]|[a-z][a-z0-9+.-]*:)""", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;/?(?:p|br|div|span|strong|b|em|i|img|a|ul|ol|h[1-6]|table)\b", re.IGNORECASE)


def rows(options: Options) -> Iterator[Found]:
    are_dumped = any(file.endswith(".sql") for file in options.files)
    if not options.mapping and are_dumped:
        raise UsageError(sentence("rows need --map FILE, which says which column is what; see docs/migration.md"))
    if not options.mapping:
        yield _columns(options)
        return
    own = read_map(options.mapping, ROWS)
    if not own.table and (own.lookups or are_dumped):
        raise UsageError(sentence("{path}: it does not say which table: holds the articles", path=options.mapping))
    yield Portal(name=own.name, url=own.site)
    # Look-ups read these themselves.
    compared = frozenset(lowered(name) for lookup in own.lookups for name in lookup.fields)
    matters = Matters(Tables(os.path.dirname(options.files[0]) or "."), own, {"src": (), **own.of}, ROWS, compared)
    terms: set[str] = set()
    with TemporaryFile() as spool:
        shelf = Shelf(own.lookups, spool)
        told = list(_looked_up(own, shelf, options)) if own.lookups else []
        yield from told
        for file in options.files:
            for number, row in _rows(file, own):
                if isinstance(row, (Fault, Note)):
                    if row not in told:
                        yield row
                    continue
                item = _item(own, matters.take(shelf.joined(row), of=row), options.zone, f"{file}:{number}")
                for key in item.categories:
                    if key not in terms:
                        terms.add(key)
                        yield Term("category", key, key)
                yield item
    yield matters.census(())
    yield from matters.notes()


def _columns(options: Options) -> Census:
    """Return what the columns look like."""
    matters = Matters(Tables("."), Map(), {"src": ()}, ROWS, ())
    for file in options.files:
        for _, row in islice(_rows(file, Map()), _LOOKED_AT):
            if isinstance(row, dict):
                matters.take(row)
    return matters.census(())


def _looked_up(own: Map, shelf: Shelf, options: Options) -> Iterator[Fault]:
    """Fill the shelf from all dumps; raise UsageError if they lack a table of the map."""
    wanted = [own.table, *(lookup.table for lookup in shelf.lookups)]
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


def _rows(file: str, own: Map) -> Iterator[tuple[int, dict[str, Plain] | Fault | Note]]:
    """Yield a file's rows with their numbers, from 1; an unreadable one is a fault, and ends a CSV."""
    if file.endswith(".sql"):
        yield from _dumped(file, own)
        return
    encoding = _encoding(file)
    # Bytes that are no UTF-8 stay what they are until they are mended.
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    with _opened(file) as binary, io.TextIOWrapper(binary, encoding, errors, newline="") as opened:
        mender = _Mender()
        lines = Lines(opened)
        if not file.endswith((".jsonl", ".ndjson", ".json")):
            yield from _csv(lines, file, mender)
        else:
            for line, text in lines.values():
                yield line, _object(mender.text(text), file, line)
        if lines.is_endless:
            yield 0, Fault(file, sentence("a row or text has no end within {count} million bytes", count=MOST >> 20))
    yield from _mended(mender.count, file)


def _csv(lines: Lines, file: str, mender: _Mender) -> Iterator[tuple[int, dict[str, Plain] | Fault]]:
    csv.field_size_limit(MOST)
    number = 0
    try:
        for number, row in enumerate(csv.DictReader(lines, strict=True), 1):
            lines.begin()
            # Values beyond the columns have no name, and columns beyond the row no value.
            yield number, {mender.text(key): mender.text(value or "") for key, value in row.items() if key is not None}
    except csv.Error:
        if not lines.is_endless:
            said = sentence(
                "row {number} cannot be read: a quotation mark is left open or stands within a value, or a value is "
                "longer than {most} million characters", number=number + 1, most=MOST >> 20,
            )  # fmt: skip
            yield number, Fault(file, said)


def _dumped(file: str, own: Map) -> Iterator[tuple[int, dict[str, Plain] | Fault | Note]]:
    with _opened(file) as opened:
        dump = Dump(opened, file, [own.table])
        for number, found in enumerate(dump.rows(), 1):
            yield number, found if isinstance(found, Fault) else dict(found[1])
    if not own.lookups:
        _check_table(own.table, dump.columns)
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


def _object(line: str, file: str, number: int) -> dict[str, Plain] | Fault:
    try:
        found = plainly(msgspec.json.decode(line))
    except UNREADABLE:
        return Fault(file, sentence("this is not valid JSON"), number, 1)
    return found if isinstance(found, dict) else Fault(file, sentence("it is not an object of JSON"), number, 1)


def _body(own: Map, body: str) -> str:
    if "<" not in body and _ESCAPED.search(body):
        # The system kept its HTML as text.
        body = unescape(body)
    return _RELATIVE.sub(lambda found: found[1] + own.base, body) if own.base else body


def _item(own: Map, said: Taken, zone: str, place: str) -> Item:
    published = _time(said.published, zone, is_utc=own.is_utc)
    untimed = Note("time", sentence("{place}: there is no time in the row", place=place), before=said.published)
    return Item(
        kind="page" if said.kind == "page" else "article",
        id=said.id or place,
        address=said.address,
        title=said.title,
        slug=said.slug,
        body=_body(own, said.body),
        markup=own.markup,
        published=published,
        updated=_time(said.updated, zone, is_utc=own.is_utc),
        day_only=is_day(said.published),
        state=said.state,
        authors=said.authors,
        editors=said.editors,
        categories=said.categories,
        tags=said.tags,
        region=said.region,
        summary=plain(said.summary),
        # What comes after # is for the system that showed it.
        photo=said.photo.partition("#")[0],
        caption=plain(said.caption),
        credit=plain(said.credit),
        alt=said.alt,
        aliases=said.aliases,
        notes=() if published else (untimed,),
    )


def _time(text: str, zone: str, *, is_utc: bool) -> Stamp | None:
    if text.isdecimal() and 8 < len(text) < 12:
        return Stamp(int(text), zone)
    if is_utc and (stamp := time_of(f"{text}Z", zone)):
        return Stamp(stamp.epoch, zone)
    return time_of(text, zone) or time_of(f"{text} 00:00", zone)
