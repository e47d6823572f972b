"""Reads data/popular.json: how often addresses were read.

What is wrong there is only ever a warning. The file comes from a machine, and its mistakes must not stop the news.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.base import dates
from generator.base.errors import Problem, Where, excerpt, unreadable
from generator.base.folder import Folder
from generator.base.sentences import Sentence, as_it_is, counted, sentence
from generator.base.text import clean, decode, quoted
from generator.model.counts import FILE, MOST, Counts

_BYTES = 2 << 20
_DIGITS = 12
"""Of the views of an address."""
_LONGEST = 2000
"""Characters of an address."""
_SITE = sentence("the site's folder")
_AGAIN = sentence("let `ssg popular` write the file, or see docs/commands.md for its form")
_LESS = sentence("leave out what is read least")
_UNTIL = sentence('say until when was counted: "until": "2024-10-09 16:10 WIB"')


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
        return None, [_problem(sentence("the file is larger than the limit of {most} bytes", most=_BYTES), _LESS)]
    if wrong:
        return None, [*map(_as_counts, wrong)]
    try:
        found = json.loads(text, parse_constant=str)
    except json.JSONDecodeError as error:
        said = sentence("this is not JSON: {message}", message=error.msg)
        where = Where(FILE, error.lineno, error.colno)
        return None, [Problem(where, "bad-counts", said, _AGAIN, excerpt(text, error.lineno)[:_LONGEST])]
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or brackets in each other without end.
        return None, [_problem(sentence("this is not JSON: {message}", message=type(error).__name__))]
    views = found.get("views") if isinstance(found, dict) else None
    if not isinstance(views, dict):
        said = sentence("this must be an object with until and views, and views one with addresses and numbers")
        return None, [_problem(said)]
    return _counts(found.get("until"), views, zone)


def _counts(until: object, views: Mapping[str, Any], zone: str) -> tuple[Counts | None, list[Problem]]:
    if len(views) > MOST:
        return None, [_problem(sentence("there are more than {most} addresses", most=MOST), _LESS)]
    if not isinstance(until, str) or not until.strip():
        return None, [_problem(sentence("it is not said until when was counted"), _UNTIL)]
    try:
        # JSON may hold halves of characters, which no file of text can.
        end = dates.parse(clean(until), zone).epoch
    except dates.DateError as error:
        return None, [_problem(error.said, error.advice)]
    right = {address: int(count) for address, count in views.items() if _is_right(address, count)}
    wrong = [address for address in views if address not in right]
    said = counted(
        "{count} line has no address with a whole number of views, and is left out: {example}",
        "{count} lines have no address with a whole number of views, and are left out, first {example}",
        len(wrong),
        example=as_it_is(quoted(wrong[0])) if wrong else "",
    )
    return Counts(end, right), [_problem(said)] if wrong else []


def _is_right(address: str, count: object) -> bool:
    number = str(count) if type(count) in (int, str) else ""
    is_number = len(number) < _DIGITS and number.isascii() and number.isdigit()
    return is_number and 0 < len(address) <= _LONGEST and address.isprintable()


def strange(unknown: Sequence[str]) -> Problem:
    """Return the problem of addresses that the portal does not have."""
    said = counted(
        "{count} address is not one of this portal, and is left out: {example}",
        "{count} addresses are not of this portal, and are left out, first {example}",
        len(unknown),
        example=as_it_is(quoted(unknown[0])),
    )
    return _problem(said, sentence("an address begins with / or with base_url of site.yaml"))


def early() -> Problem:
    """Return the problem of counts until a time to come."""
    return _problem(sentence("it was counted until a time that is still to come"), _UNTIL)


def _as_counts(problem: Problem) -> Problem:
    return Problem(problem.where, "bad-counts", problem.said, problem.advice, problem.excerpt)


def _problem(said: Sentence, advice: Sentence = _AGAIN) -> Problem:
    return Problem(Where(FILE), "bad-counts", said, advice)
