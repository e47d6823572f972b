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
from generator.annex.importing.sources.front_matter import Plain, every, first
from generator.annex.importing.sources.sql_dump import Dump, Row
from generator.model.records import Record

FIELD = re.compile(r"\{([^{}\n]{1,80})\}")
"""A name in braces, for which a text has a value."""
_MOST = 100
"""Rows that belong to one."""


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

    @property
    def fields(self) -> list[str]:
        """The columns of the row that are compared."""
        return FIELD.findall(self.pattern)

    def keys(self, row: dict[str, Plain]) -> Iterator[str]:
        """Yield what the column may hold: a text for each value of the first in braces."""
        named = self.fields[0]
        for value in every(row, named):
            yield FIELD.sub(lambda found: value if found[1] == named else first(row, found[1]), self.pattern)  # noqa: B023


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

    def joined(self, row: Mapping[str, Plain]) -> dict[str, Plain]:
        """Return a row with those that belong to it: the values of each column, by its look-up and name."""
        found = dict(row)
        for lookup in self.lookups:
            columns: dict[str, list[Plain]] = {}
            others = (other for key in lookup.keys(found) for other in self._rows(lookup.name, key))
            for other in islice(others, _MOST):
                for column, value in other.items():
                    columns.setdefault(column, []).extend([value] if value else [])
            found |= {f"{lookup.name}.{column}": values for column, values in columns.items()}
        return found

    def _rows(self, name: str, key: str) -> list[Row]:
        found: list[Row] = []
        place = self._last[name].get(key, -1)
        while place >= 0 and len(found) < _MOST:
            self._file.seek(place)
            place, row = msgspec.json.decode(self._file.readline(), type=tuple[int, Row])
            found.append(row)
        return found[::-1]
