"""Reads rows of any system, as CSV or JSON: the result of a SELECT that gives its columns our names."""

from __future__ import annotations

import csv
import json
import os
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from html import unescape
from itertools import chain
from typing import TextIO

from msgspec.structs import replace

from generator.annex.importing.items import Fault, Found, Item, Note, Options, Portal, Term
from generator.annex.importing.old_addresses import parts_of
from generator.annex.importing.sources.front_matter import Plain, plain, plainly, texts_of
from generator.annex.importing.sources.mapping import COLUMNS, Map, read_map
from generator.annex.importing.sources.matters import Matters
from generator.annex.importing.sources.mending import mended
from generator.base.errors import UsageError, printable
from generator.base.sentences import counted, sentence
from generator.base.text import quoted, squeeze

_LARGEST = 512 << 20
"""Bytes of a list of JSON, which is read whole."""
_LONGEST = 16 << 20
"""Characters of a value of CSV, and of a line."""
_NEEDED = ("id", "title", "body", "published")
_NULL = frozenset({"NULL", r"\N"})
"""What stands in CSV for no value."""
_ESCAPED = re.compile(r"&lt;/?(?:p|br|div|span|strong|b|em|i|img|a|ul|ol|h[1-6]|table)\b", re.IGNORECASE)

_Row = dict[str, Plain]


def rows(options: Options) -> Iterator[Found]:
    own = read_map(options.mapping) if options.mapping else Map()
    matters = Matters(own, COLUMNS, options.zone)
    yield Portal(name=own.name, url=own.site)
    terms: set[str] = set()
    is_first = True
    for file in options.files:
        for number, row in enumerate(_rows(file), 1):
            if not isinstance(row, dict):
                yield row
                continue
            if is_first:
                _check(row, {**COLUMNS, **own.of}, file)
            taken, keys = matters.take(row)
            matters.count(keys)
            item = _item(taken, f"{file}:{number}")
            if is_first and (at_site := parts_of(item.address)).netloc:
                yield Portal(url=f"{at_site.scheme}://{at_site.netloc}")
            is_first = False
            for key in item.categories:
                if key not in terms:
                    terms.add(key)
                    yield Term("category", key, key)
            yield item
    yield from matters.notes()


def _check(row: _Row, of: dict[str, tuple[str, ...]], file: str) -> None:
    """Raise UsageError, with the beginning of a map, if no column is what each article needs."""
    missing = [name for name in _NEEDED if row.keys().isdisjoint(of[name])]
    if not missing:
        return
    shown = ((printable(key), "; ".join(texts_of(value))) for key, value in row.items())
    columns = "\n".join(f"# {key}: {quoted(printable(squeeze(value)), 60)}" for key, value in shown)
    message = sentence(
        "{file}: no column is {missing}; name it in the SELECT (AS {name}), or write a map that begins like this, and "
        "give it with --map FILE:\n\n{lines}\n{columns}",
        file=file, missing=", ".join(missing), name=missing[0],
        lines="\n".join(f"{name}: …" for name in missing), columns=columns,
    )  # fmt: skip
    raise UsageError(message)


class _Lines(Iterator[str]):
    """The lines of a file with the letters that were meant; counts lines, and the places that were mended."""

    def __init__(self, opened: TextIO) -> None:
        self._opened, self.number, self.mended = opened, 0, 0

    def __next__(self) -> str:
        line, count = mended(self._opened.readline(_LONGEST + 2))
        self.mended += count
        self.number += 1
        if not line:
            raise StopIteration
        return line


def _rows(file: str) -> Iterator[_Row | Fault | Note]:
    if file.lower().endswith(".sql"):
        message = sentence(
            "{file} is a dump: load it into MariaDB, and export the SELECT of docs/id/pindahan.md", file=file
        )
        raise UsageError(message)
    with open(file, "rb") as binary:
        is_wide = binary.read(2) in {BOM_UTF16_LE, BOM_UTF16_BE}
    # Bytes that are no UTF-8 stay what they are until they are mended.
    encoding, errors = ("utf-16", "replace") if is_wide else ("utf-8-sig", "surrogateescape")
    with open(file, encoding=encoding, errors=errors, newline="") as opened:
        lines = _Lines(opened)
        yield from (_json if file.lower().endswith((".json", ".jsonl", ".ndjson")) else _csv)(lines, file)
    if lines.mended:
        message = counted(
            "{file}: {count} place in another encoding, read as Windows-1252",
            "{file}: {count} places in another encoding, read as Windows-1252", lines.mended, file=file,
        )  # fmt: skip
        yield Note("broken-characters", message)


def _csv(lines: _Lines, file: str) -> Iterator[_Row | Fault]:
    csv.field_size_limit(_LONGEST)
    head = next(lines, "")
    # Spreadsheets part columns by what the language of the machine has for it.
    reader = csv.DictReader(chain([head], lines), delimiter=max(",;\t", key=head.count), strict=True)
    number = 0
    try:
        for row in reader:
            number += 1
            # Values beyond the columns have no name, and columns beyond the row no value.
            named = ((key.lower(), value or "") for key, value in row.items() if key is not None)
            yield {key: "" if value in _NULL else value for key, value in named}
    except csv.Error:
        message = sentence(
            "row {number} cannot be read: a quotation mark is left open or stands within a value, or a value is "
            "longer than {most} million characters", number=number + 1, most=_LONGEST >> 20,
        )  # fmt: skip
        yield Fault(file, message)


def _json(lines: _Lines, file: str) -> Iterator[_Row | Fault]:
    """Yield the rows of a list, as phpMyAdmin has them too, or of an object a line."""
    start = next(filter(str.strip, lines), "")
    if not start.lstrip().startswith("["):
        for line in filter(str.strip, chain([start], lines)):
            yield from _objects(line.strip(), file, lines.number)
    elif os.path.getsize(file) > _LARGEST:
        most = _LARGEST >> 20
        raise UsageError(sentence("{file} is a list of more than {most} MiB: export it as CSV", file=file, most=most))
    else:
        number = lines.number
        yield from _objects("".join(chain([start], lines)), file, number)


def _objects(text: str, file: str, first: int) -> Iterator[_Row | Fault]:
    """Yield the objects of a text in JSON that begins on a line."""
    try:
        values = json.loads(text, parse_float=str, parse_int=str)
        objects = values if isinstance(values, list) else [values]
        if objects and isinstance(objects[0], dict) and objects[0].get("type") == "header":
            # phpMyAdmin's: groups that say what they are, of which tables have rows.
            objects = [row for group in objects for row in group.get("data", ())]
        for row in map(plainly, objects):
            yield row if isinstance(row, dict) else Fault(file, sentence("it is not an object of JSON"), first, 1)
    except json.JSONDecodeError as error:
        yield Fault(file, sentence("this is not valid JSON"), first + error.lineno - 1, error.colno)
    except (AttributeError, RecursionError, TypeError, ValueError):
        yield Fault(file, sentence("this is not valid JSON"), first, 1)


def _item(taken: Item, place: str) -> Item:
    return replace(
        taken,
        id=taken.id or place,
        # Some systems keep their HTML as text.
        body=unescape(taken.body) if "<" not in taken.body and _ESCAPED.search(taken.body) else taken.body,
        summary=plain(taken.summary),
        caption=plain(taken.caption),
    )
