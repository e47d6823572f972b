"""Rows of further tables of a dump, which belong to a row as a map says.

lookups:
  kategori: {id_kategori: "{id_kategori}"}
  penulis: {table: users, username: "{username}", aktif: Y}

Of `kategori`, the rows with the same number; of `users`, those with the same name and this state. Keys are in memory,
the rest in a file, so that tables may be of any size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import IO

import msgspec

from generator.annex.importing.items import Fault
from generator.annex.importing.sources.front_matter import Plain, group
from generator.annex.importing.sources.sql_dump import Dump, Row
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.model.records import Record

_FIELD = re.compile(r"\{([^{}]{1,80})\}")
_MOST = 100
"""Rows that belong to one."""


def filled(pattern: str, row: Mapping[str, str]) -> str:
    """Return a pattern with a row's values in its braces; nothing if all are empty."""
    values = {name: row.get(name, "").strip() for name in _FIELD.findall(pattern)}
    return _FIELD.sub(lambda found: values[found[1]], pattern) if any(values.values()) or not values else ""


class Lookup(Record, frozen=True):
    """How rows of a table are found."""

    name: str
    table: str
    key: str
    """Its column that is compared."""
    pattern: str
    """What that column holds, with values of the row in braces."""
    fixed: dict[str, str]
    """Further columns, and what they hold."""


def lookups_of(of: dict[str, Plain], path: str) -> tuple[Lookup, ...]:
    """Return the look-ups of a map; raise UsageError for one that compares nothing."""
    found = []
    for name, given in group(of, "lookups").items():
        said = {key: value for key, value in given.items() if isinstance(value, str)} if isinstance(given, dict) else {}
        table = said.pop("table", name)
        keys = [key for key, value in said.items() if _FIELD.search(value)]
        if len(keys) != 1:
            wrong = sentence(
                "{path}: lookups: {name} must compare one of its columns with one of a row", path=path, name=name
            )
            raise UsageError(wrong)
        pattern = said.pop(keys[0])
        found.append(Lookup(name, table, keys[0], pattern, said))
    return tuple(found)


class Shelf:
    """What the tables of some look-ups hold."""

    def __init__(self, lookups: tuple[Lookup, ...], file: IO[bytes]) -> None:
        self.lookups, self._file = lookups, file
        self._last: dict[str, dict[str, int]] = {lookup.name: {} for lookup in lookups}
        """Of each look-up and key, where the last row is in the file; it says where the one before it is."""

    def read(self, dump: Dump) -> Iterator[Fault]:
        for found in dump.rows():
            if isinstance(found, Fault):
                yield found
                continue
            table, row = found
            for lookup in self.lookups:
                if lookup.table == table and all(row.get(key) == value for key, value in lookup.fixed.items()):
                    last, key = self._last[lookup.name], row.get(lookup.key, "")
                    before, last[key] = last.get(key, -1), self._file.tell()
                    self._file.write(msgspec.json.encode((before, row)) + b"\n")

    def joined(self, row: Row) -> Row:
        """Return a row with those that belong to it: each value by its look-up and column, a line each."""
        row = dict(row)
        for lookup in self.lookups:
            keys = dict.fromkeys(filter(None, filled(lookup.pattern, row).split("\n")))
            columns: dict[str, list[str]] = {}
            others = (other for key in keys for other in self._rows(lookup.name, key))
            for other in islice(others, _MOST):
                for column, value in other.items():
                    if value:
                        columns.setdefault(column, []).append(value)
            row |= {f"{lookup.name}.{column}": "\n".join(values) for column, values in columns.items()}
        return row

    def _rows(self, name: str, key: str) -> list[Row]:
        found: list[Row] = []
        place = self._last[name].get(key, -1)
        while place >= 0 and len(found) < _MOST:
            self._file.seek(place)
            place, row = msgspec.json.decode(self._file.readline(), type=tuple[int, Row])
            found.append(row)
        return found[::-1]
