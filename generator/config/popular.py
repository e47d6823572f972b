"""Reads data/popular.json or data/popular.csv: how often addresses were read.

What is wrong there is only ever a warning. The file comes from a machine, and its mistakes must not stop the news.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.base import dates
from generator.base.errors import Problem, Where, excerpt, unreadable
from generator.base.folder import Folder
from generator.base.sentences import Sentence, as_it_is, counted, sentence
from generator.base.text import clean, decode, quoted
from generator.model.counts import MOST, Counts, Views
from generator.model.records import Record

_BYTES = 2 << 20
_DIGITS = 12
"""Of the views of an address."""
_LONGEST = 2000
"""Characters of an address."""
_SITE = sentence("the site's folder")
_AGAIN = sentence("let `ssg popular` write the file, or see docs/commands.md for its form")
_UNTIL = sentence('say until when was counted: "until": "2024-10-09 16:10 WIB", or in CSV a first line # until: …')


class _BrokenError(Exception):
    """The file cannot be used."""

    def __init__(self, said: Sentence, advice: Sentence = _AGAIN, line: int = 0, column: int = 0) -> None:
        super().__init__(said)
        self.said, self.advice, self.line, self.column = said, advice, line, column


class _Row(Record, frozen=True):
    address: object
    views: object
    line: int


def read_counts(site: Path, files: list[str], zone: str) -> tuple[Counts | None, list[Problem]]:
    """Return the counts of a site, None if none of them can be used, and what is wrong with them.

    `files` are those of `FILES` that are there; times without a zone are in `zone`.
    """
    path, *others = files
    problems = [
        _problem(other, sentence("{file} is there, too, and counts", file=path), sentence("remove one of them"))
        for other in others
    ]
    try:
        with Folder(site, _SITE) as folder:
            data = folder.read(path, _BYTES)
    except OSError as error:
        return None, [*problems, _as_counts(unreadable(Where(path), error))]
    text, wrong = decode(data, path)
    if len(data) > _BYTES:
        said = sentence("the file is larger than the limit of {most} bytes", most=_BYTES)
        return None, [*problems, _problem(path, said, sentence("leave out what is read least"))]
    if wrong:
        return None, [*problems, *map(_as_counts, wrong)]
    try:
        until, rows = _of_json(text) if path.endswith(".json") else _of_csv(text)
        if len(rows) > MOST:
            said = sentence("there are more than {most} addresses", most=MOST)
            raise _BrokenError(said, sentence("leave out what is read least"))
        counts = Counts(path, _time(until, zone), tuple(filter(None, map(_row, rows))))
    except _BrokenError as error:
        return None, [*problems, _problem(path, error.said, error.advice, text, error.line, error.column)]
    if bad := [row.line for row in rows if _row(row) is None]:
        said = counted(
            "{count} line has no address with a whole number of views, and is left out",
            "{count} lines have no address with a whole number of views, and are left out",
            len(bad),
        )
        problems.append(_problem(path, said, _AGAIN, text, bad[0]))
    return counts, problems


def _time(until: object, zone: str) -> int:
    if not isinstance(until, str) or not until.strip():
        raise _BrokenError(sentence("it is not said until when was counted"), _UNTIL)
    try:
        # JSON may hold halves of characters, which no file of text can.
        return dates.parse(clean(until), zone).epoch
    except dates.DateError as error:
        raise _BrokenError(error.said, error.advice) from error


def _of_json(text: str) -> tuple[object, list[_Row]]:
    try:
        found = json.loads(text, object_pairs_hook=_Object, parse_constant=str)
    except json.JSONDecodeError as error:
        said = sentence("this is not JSON: {message}", message=error.msg)
        raise _BrokenError(said, _AGAIN, error.lineno, error.colno) from error
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or brackets in each other without end.
        raise _BrokenError(sentence("this is not JSON: {message}", message=type(error).__name__)) from error
    keys = dict(found) if isinstance(found, _Object) else {}
    views = keys.get("views")
    if not isinstance(views, _Object):
        said = sentence("this must be an object with until and views, and views one with addresses and numbers")
        raise _BrokenError(said)
    return keys.get("until", ""), [*_with_lines(text, views)]


def _with_lines(text: str, views: _Object) -> Iterator[_Row]:
    """Yield the rows with their lines, up to one whose address is written with escapes; reads the text once."""
    at, line = 0, 1
    for address, count in views:
        found = text.find(f'"{address}"', at) if line else -1
        line = line + text.count("\n", at, found) if found >= 0 else 0
        at = max(at, found)
        yield _Row(address, count, line)


class _Object(list[tuple[str, Any]]):
    """An object of JSON, in which a name may be there twice."""


def _of_csv(text: str) -> tuple[str, list[_Row]]:
    until, rows = "", []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#"):
            name, _, value = line[1:].partition(":")
            until = value.strip(" \t,;") if name.strip().lower() == "until" else until
        elif line.strip():
            # Spreadsheets of some languages write semicolons.
            address, _, views = re.sub(r"[;\t]", ",", line).rpartition(",")
            rows.append(_Row(address.strip(' "'), views.strip(' "'), number))
            if len(rows) > MOST + 1:
                break
    if rows and not str(rows[0].views).isdigit():
        # The names of the columns.
        del rows[0]
    return until, rows


def _row(row: _Row) -> Views | None:
    views = row.views
    if isinstance(views, str) and len(views) < _DIGITS and views.isascii() and views.isdigit():
        views = int(views)
    if type(views) is not int or not 0 <= views < 10**_DIGITS:
        return None
    address = row.address
    is_text = isinstance(address, str) and 0 < len(address) <= _LONGEST and address.isprintable()
    return Views(str(address), views, row.line) if is_text else None


def strange(counts: Counts, unknown: Sequence[Views]) -> Problem:
    """Return the problem of addresses that the portal does not have."""
    first = unknown[0]
    said = counted(
        "{count} address is not one of this portal, and is left out: {example}",
        "{count} addresses are not of this portal, and are left out, first {example}",
        len(unknown),
        example=as_it_is(quoted(first.address)),
    )
    return _problem(
        counts.path, said, sentence("an address begins with / or with base_url of site.yaml"), "", first.line
    )


def early(counts: Counts) -> Problem:
    """Return the problem of counts until a time to come."""
    return _problem(counts.path, sentence("it was counted until a time that is still to come"), _UNTIL)


def _as_counts(problem: Problem) -> Problem:
    where = problem.where
    return Problem(where, "bad-counts", problem.said, problem.advice, problem.excerpt)


def _problem(path: str, said: Sentence, advice: Sentence, text: str = "", line: int = 0, column: int = 0) -> Problem:
    shown = excerpt(text, line) if text else ""
    return Problem(Where(path, line, column), "bad-counts", said, advice, shown if len(shown) <= _LONGEST else "")
