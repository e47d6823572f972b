"""Reads the rows of some tables out of an SQL dump of any size, piece by piece.

Dumps differ: with the names of columns or without, a row a line or thousands of them, quoted this way or that. So a
dump is read as SQL is: what is in quotation marks is text, and nothing in it is a statement.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import BinaryIO

from generator.annex.importing.items import Fault
from generator.annex.importing.sources.mending import mended
from generator.base.sentences import Sentence, sentence

_CHUNK = 1 << 20
_AHEAD = 1 << 16
"""Bytes in which a statement has said what it is."""
_LONGEST = 64 << 20
"""Bytes of a row, and of a text or comment that is passed over."""
_NAME = rb"(?:[`\"\[]?[\w$#-]+[`\"\]]?\s*\.\s*)?[`\"\[]?([\w$#-]+)[`\"\]]?"
_COMMENT = rb"--[^\n]*+\n|\#[^\n]*+\n|/\*(?:[^*]++|\*(?!/))*+\*/"
_GAP = re.compile(rb"(?:\s++|;|" + _COMMENT + rb")*+")
_SPACES = re.compile(rb"\s*+")
_LINE = re.compile(rb"([^\n]*+)\n")
_INSERT = re.compile(
    rb"(?:INSERT|REPLACE)\s+(?:(?:IGNORE|DELAYED|LOW_PRIORITY)\s+)?INTO\s+" + _NAME
    + rb"\s*(?:\(([^()]*)\)\s*)?VALUES?\b", re.IGNORECASE,
)  # fmt: skip
_COPY = re.compile(rb"COPY\s+" + _NAME + rb"\s*\(([^()]*)\)\s+FROM\s+stdin\b[^;]*;[^\n]*\n", re.IGNORECASE)
_CREATE = re.compile(rb"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?" + _NAME + rb"\s*\(", re.IGNORECASE)
_COLUMN = re.compile(
    rb"\s*(?!(?:PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FOREIGN|CHECK|FULLTEXT|SPATIAL)\b)[`\"\[]?([\w$]+)[`\"\]]?\s+[a-z]",
    re.IGNORECASE,
)
_INNER = re.compile(rb"\([^()]*+\)|'(?:[^']++|'')*+'")
_HEX = re.compile(rb"0x([0-9a-f]+)|X'([0-9a-f]*)'", re.IGNORECASE)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"0": b"", b"b": b"", b"Z": b""}
_PREFIX = rb"(?:[a-z_]\w*\s*)?"
_QUOTED = re.compile(_PREFIX + rb"(['\"])(.*)\1", re.IGNORECASE | re.DOTALL)

Row = dict[str, str]


class _Form:
    """How a dump quotes texts: that of PostgreSQL knows no backslash.

    No pattern goes back: what it stops at has begun, and its end is not read yet.
    """

    def __init__(self, *, escapes: bool) -> None:
        single = rb"'(?:[^'\\]++|\\.|'')*+'" if escapes else rb"'(?:[^']++|'')*+'"
        quoted = single + rb"|" + single.replace(b"'", b'"')
        self.passed = re.compile(
            rb"(?:[^'\"`;/#-]++|" + quoted + rb"|`[^`]*+`|" + _COMMENT + rb"|-(?=[^-])|/(?=[^*]))*+", re.DOTALL
        )
        self.row = re.compile(rb"\s*+\(((?:[^'\"()]++|" + quoted + rb"|\([^()]*+\))*+)\)", re.DOTALL)
        self.value = re.compile(
            rb"\s*+(" + _PREFIX + rb"(?:" + quoted + rb")|(?:[^'\"(),]++|\([^()]*+\))*+)[^,]*+(,|\Z)",
            re.DOTALL | re.IGNORECASE,
        )
        escape = rb"\\(.)|" if escapes else rb"(\Z.)|"
        self.escape = {quote: re.compile(escape + quote * 2, re.DOTALL) for quote in (b"'", b'"')}


class _TooLongError(Exception):
    pass


class Dump:
    """A dump of which some tables are wanted; of one whose name begins with #__, any prefix is right."""

    def __init__(self, file: BinaryIO, name: str, tables: Collection[str]) -> None:
        self._file, self._name, self._tables = file, name, frozenset(tables)
        self._buffer, self._at, self._line = file.read(_AHEAD), 0, 1
        self._form = _Form(escapes=b"PostgreSQL" not in self._buffer)
        self.columns: dict[str, list[str]] = {}
        """Of each table that was met, in the order of its rows."""
        self.mended = 0
        """Places of another encoding in the rows."""
        self._cut: Fault | None = None

    def rows(self) -> Iterator[tuple[str, Row] | Fault]:
        """Yield the rows of the wanted tables, each with its table; what cannot be read is a fault."""
        try:
            while self._begins():
                if found := _INSERT.match(self._buffer, self._at):
                    yield from self._inserted(found)
                elif found := _COPY.match(self._buffer, self._at):
                    yield from self._copied(found)
                else:
                    if found := _CREATE.match(self._buffer, self._at):
                        self._created(found)
                    self._pass()
            if self._cut:
                yield self._cut
        except _TooLongError:
            yield self._fault(sentence("a row or text has no end within {count} million bytes", count=_LONGEST >> 20))

    def _fault(self, said: Sentence) -> Fault:
        return Fault(self._name, said, self._line + self._buffer.count(b"\n", 0, self._at), 1)

    def _fill(self) -> bool:
        """Read on, and forget what is done with; return whether there was more."""
        rest = self._buffer[self._at :]
        if len(rest) > _LONGEST:
            raise _TooLongError
        more = self._file.read(max(_CHUNK, len(rest)))
        self._line += self._buffer.count(b"\n", 0, self._at)
        self._buffer, self._at = rest + more, 0
        return bool(more)

    def _begins(self) -> bool:
        """Pass over what is between statements, and return whether one begins."""
        while True:
            self._go(_GAP)
            if len(self._buffer) - self._at >= _AHEAD or not self._fill():
                return self._at < len(self._buffer)

    def _go(self, pattern: re.Pattern[bytes]) -> None:
        """Go behind what fits a pattern that also fits nothing."""
        found = pattern.match(self._buffer, self._at)
        self._at = found.end() if found else self._at

    def _take(self, pattern: re.Pattern[bytes]) -> bytes | None:
        """Return what a pattern holds, and go behind it; None if the dump ends before."""
        while (found := pattern.match(self._buffer, self._at)) is None:
            if not self._fill():
                return None
        self._at = found.end()
        return found[1]

    def _next(self) -> bytes:
        """Pass over spaces and return the sign that follows; nothing at the end."""
        while True:
            self._go(_SPACES)
            if self._at < len(self._buffer) or not self._fill():
                return self._buffer[self._at : self._at + 1]

    def _pass(self) -> None:
        """Go behind a statement."""
        while True:
            self._go(self._form.passed)
            if self._buffer[self._at : self._at + 1] == b";":
                self._at += 1
                return
            if not self._fill():
                # A comment on the last line needs no end.
                if self._buffer.startswith((b"'", b'"', b"`", b"/*"), self._at):
                    self._cut = self._fault(sentence("it ends within a text or comment that begins here"))
                self._at = len(self._buffer)
                return

    def _created(self, found: re.Match[bytes]) -> None:
        text = self._buffer[found.end() : found.end() + _AHEAD]
        # Types may have commas, in brackets; after the last bracket is what is no column.
        plain = _INNER.sub(b"", text).partition(b")")[0]
        columns = (_COLUMN.match(part) for part in plain.split(b","))
        self.columns[self._called(found[1])] = [_text(column[1]) for column in columns if column]

    def _called(self, name: bytes) -> str:
        """Return a table's name as it is wanted: where Joomla writes #__, any prefix will do."""
        table = _text(name)
        joomla = f"#__{table.partition('_')[2]}"
        return joomla if joomla in self._tables else table

    def _named(self, found: re.Match[bytes]) -> tuple[str, list[str]]:
        """Return the table of rows that follow, and its columns."""
        table = self._called(found[1])
        if found[2]:
            self.columns[table] = [_text(name.strip(b' \t\r\n`"[]')) for name in found[2].split(b",")]
        return table, self.columns.get(table, [])

    def _inserted(self, found: re.Match[bytes]) -> Iterator[tuple[str, Row] | Fault]:
        table, columns = self._named(found)
        if table in self._tables:
            self._at = found.end()
            is_more = True
            while is_more:
                inner = self._take(self._form.row)
                if inner is None:
                    yield self._fault(sentence("it ends within a row of {table}", table=table))
                    # It has no other statement.
                    self._at = len(self._buffer)
                    return
                yield self._filled(table, columns, list(self._values(inner)))
                if is_more := self._next() == b",":
                    self._at += 1
        self._pass()

    def _copied(self, found: re.Match[bytes]) -> Iterator[tuple[str, Row] | Fault]:
        """Yield the rows of a table as PostgreSQL writes them, a line each."""
        table, columns = self._named(found)
        self._at = found.end()
        while (line := self._take(_LINE)) is not None and line.rstrip(b"\r") != b"\\.":
            if table in self._tables:
                values = ("" if value == b"\\N" else self._said(value, _LINE_ESCAPE) for value in line.split(b"\t"))
                yield self._filled(table, columns, list(values))

    def _filled(self, table: str, columns: list[str], values: list[str]) -> tuple[str, Row] | Fault:
        if len(values) == len(columns):
            return table, dict(zip(columns, values, strict=True))
        said = sentence(
            "a row of {table} has {count} values for {columns} columns",
            table=table,
            count=len(values),
            columns=len(columns),
        )
        return self._fault(said)

    def _values(self, inner: bytes) -> Iterator[str]:
        for found in self._form.value.finditer(inner):
            yield self._value(found[1].strip())
            if not found[2]:
                return

    def _value(self, raw: bytes) -> str:
        if raw[:1].isdigit() and raw.isdigit():
            return raw.decode()
        if found := _HEX.fullmatch(raw):
            digits = found[1] or found[2] or b""
            return self._said(bytes.fromhex(f"{'0' * (len(digits) % 2)}{digits.decode()}"), None)
        if found := _QUOTED.fullmatch(raw):
            return self._said(found[2], self._form.escape[found[1]])
        return "" if raw.upper() == b"NULL" else self._said(raw, None)

    def _said(self, data: bytes, escape: re.Pattern[bytes] | None) -> str:
        if escape and (b"\\" in data or b"''" in data or b'""' in data):
            data = escape.sub(_meant, data)
        text, count = mended(data.decode("utf-8", "surrogateescape"))
        self.mended += count
        return text


_LINE_ESCAPE = re.compile(rb"\\(.)")


def _meant(found: re.Match[bytes]) -> bytes:
    """Return the sign that an escape means; a doubled quotation mark is one."""
    sign: bytes | None = found[1]
    return found[0][:1] if sign is None else _ESCAPED.get(sign, sign)


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")
