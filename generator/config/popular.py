"""Reads data/popular.json: how often addresses were read.

What is wrong there is only ever a warning. The file comes from a machine, and its mistakes must not stop the news.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.base import dates
from generator.base.errors import Problem, Where, excerpt, unreadable
from generator.base.folder import Folder
from generator.base.sentences import Sentence, as_it_is, counted, sentence
from generator.base.text import clean, decode, quoted
from generator.model.counts import FILE, MOST, Counts, Views
from generator.model.records import Record

_BYTES = 2 << 20
_DIGITS = 12
"""Of the views of an address."""
_LONGEST = 2000
"""Characters of an address."""
_SITE = sentence("the site's folder")
_AGAIN = sentence("let `ssg popular` write the file, or see docs/commands.md for its form")
_UNTIL = sentence('say until when was counted: "until": "2024-10-09 16:10 WIB"')


class _BrokenError(Exception):
    """The file cannot be used."""

    def __init__(self, said: Sentence, advice: Sentence = _AGAIN, line: int = 0, column: int = 0) -> None:
        super().__init__(said)
        self.said, self.advice, self.line, self.column = said, advice, line, column


class _Row(Record, frozen=True):
    address: object
    views: object
    line: int


def read_counts(site: Path, zone: str) -> tuple[Counts | None, list[Problem]]:
    """Return the counts of a site, None if they cannot be used, and what is wrong with them.

    Times without a zone are in `zone`.
    """
    try:
        with Folder(site, _SITE) as folder:
            data = folder.read(FILE, _BYTES)
    except OSError as error:
        return None, [_as_counts(unreadable(Where(FILE), error))]
    text, wrong = decode(data, FILE)
    if len(data) > _BYTES:
        said = sentence("the file is larger than the limit of {most} bytes", most=_BYTES)
        return None, [_problem(said, sentence("leave out what is read least"))]
    if wrong:
        return None, [*map(_as_counts, wrong)]
    try:
        until, rows = _of_json(text)
        if len(rows) > MOST:
            said = sentence("there are more than {most} addresses", most=MOST)
            raise _BrokenError(said, sentence("leave out what is read least"))
        counts = Counts(_time(until, zone), tuple(filter(None, map(_row, rows))))
    except _BrokenError as error:
        return None, [_problem(error.said, error.advice, text, error.line, error.column)]
    problems = []
    if bad := [row.line for row in rows if _row(row) is None]:
        said = counted(
            "{count} line has no address with a whole number of views, and is left out",
            "{count} lines have no address with a whole number of views, and are left out",
            len(bad),
        )
        problems.append(_problem(said, _AGAIN, text, bad[0]))
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


def _row(row: _Row) -> Views | None:
    views = row.views
    if isinstance(views, str) and len(views) < _DIGITS and views.isascii() and views.isdigit():
        views = int(views)
    if type(views) is not int or not 0 <= views < 10**_DIGITS:
        return None
    address = row.address
    is_text = isinstance(address, str) and 0 < len(address) <= _LONGEST and address.isprintable()
    return Views(str(address), views, row.line) if is_text else None


def strange(unknown: Sequence[Views]) -> Problem:
    """Return the problem of addresses that the portal does not have."""
    first = unknown[0]
    said = counted(
        "{count} address is not one of this portal, and is left out: {example}",
        "{count} addresses are not of this portal, and are left out, first {example}",
        len(unknown),
        example=as_it_is(quoted(first.address)),
    )
    return _problem(said, sentence("an address begins with / or with base_url of site.yaml"), "", first.line)


def early() -> Problem:
    """Return the problem of counts until a time to come."""
    return _problem(sentence("it was counted until a time that is still to come"), _UNTIL)


def _as_counts(problem: Problem) -> Problem:
    where = problem.where
    return Problem(where, "bad-counts", problem.said, problem.advice, problem.excerpt)


def _problem(said: Sentence, advice: Sentence, text: str = "", line: int = 0, column: int = 0) -> Problem:
    shown = excerpt(text, line) if text else ""
    return Problem(Where(FILE, line, column), "bad-counts", said, advice, shown if len(shown) <= _LONGEST else "")
