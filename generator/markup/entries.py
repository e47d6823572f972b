"""The entries of a live report: each begins with a heading such as `## 14.05 WIB – Judul (Nama)`.

A file goes forwards in time, as a notebook does, and a time without a day is the next one with that hour.
"""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from msgspec.structs import replace

from generator.base import dates
from generator.base.dates import DateError
from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted, slugify, squeeze
from generator.base.timestamps import ZONES, Stamp, clock, long_date
from generator.markup.collector import Draft
from generator.model.records import Body, Matter, Record

_LEVELS = ("h1", "h2")
"""Headings that begin an entry; deeper ones stand within it."""
_ABOVE = ("yang-perlu-diketahui", "what-to-know")
"""What somebody may write above the text before the first entry; the page says it itself."""
_HALF_A_DAY = 12 * 3600
_MARKS = r"[*_]{0,3}"
_DAY = (
    r"(?:[a-z'’]{3,8},?[ ]{1,3})?\(?"
    r"(?:\d{1,2} [a-z]{3,9}\.?(?P<year>[ ,]{1,2}\d{4})?|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2})\)?"
)
_HEADING = re.compile(
    rf"(?P<mark>{_MARKS})(?:(?P<day>{_DAY})[ ]?[|,–—-]?[ ]?)?(?:(?:pukul|pkl\.?|jam)[ ])?"
    r"(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?![.:/-]?\d)(?:[ ]?(?P<zone>WIB|WITA|WIT)\b)?(?P<rest>(?![^\W_]).*)",
    re.IGNORECASE | re.ASCII,
)
_SEPARATOR = re.compile(rf"{_MARKS}[ ]?[|:,–—-]{{0,3}}[ ]?")
_BYLINE = re.compile(r"[ ]?\(([^()\d]{2,80})\)(?=[*_]{0,3}$)")
_SEVERAL = re.compile(r"[/,&;]| dan | and ")
_EXAMPLE = "## 14.05 WIB – Judul (Nama)"


class Coverage(Record, frozen=True):
    """When a live report begins and ends."""

    start: Stamp
    end: Stamp


class Heading(Record, frozen=True):
    """What the heading of an entry says besides the headline."""

    stamp: Stamp
    bylines: tuple[str, ...]
    column: int
    """Of the bylines, from 1; 0 if there are none."""


class _WrongError(Exception):
    """A heading that cannot begin an entry: message and hint."""

    def __init__(self, said: Sentence, advice: Sentence) -> None:
        super().__init__(said)
        self.said, self.advice = said, advice


def headings(state: StateCore) -> None:
    """Take time and bylines out of the headings that begin entries; a `Heading` is in `meta` of the opening token."""
    draft: Draft = state.env["draft"]
    coverage: Coverage = state.env["coverage"]
    before = coverage.start
    found = 0
    kept: list[Token] = []
    skip = 0
    for index, token in enumerate(state.tokens):
        if skip:
            skip -= 1
            continue
        if token.type != "heading_open" or token.level or token.tag not in _LEVELS:
            kept.append(token)
            continue
        inline, line = state.tokens[index + 1], token.map[0] if token.map else 0
        if not found and (slug := slugify(inline.content)) and slug in (*_ABOVE, slugify(draft.title)):
            skip = 2
            continue
        kept.append(token)
        found += 1
        try:
            stamp, inline.content = _read(squeeze(inline.content), coverage, before, first=found == 1)
            before = stamp
        except _WrongError as wrong:
            draft.problem(line, "bad-entry", wrong.said, wrong.advice)
            stamp = before
        bylines: tuple[str, ...] = ()
        column = 0
        if named := _BYLINE.search(inline.content):
            column = draft.column(line, named[1])
            inline.content = f"{inline.content[: named.start()]}{inline.content[named.end() :]}".rstrip()
            bylines = tuple(name.strip() for name in _SEVERAL.split(named[1]) if slugify(name))
        token.meta = {"entry": Heading(stamp, bylines, column)}
    state.tokens = kept
    if not found:
        hint = sentence("begin one with {example}", example=_EXAMPLE)
        draft.problem(0, "bad-entry", sentence("this live report has no entries"), hint)


def _read(written: str, coverage: Coverage, before: Stamp, *, first: bool) -> tuple[Stamp, str]:
    """Return the time of a heading and what follows it; raises _WrongError if it has none that can be."""
    match = _HEADING.match(written)
    if match is None:
        hint = sentence("write {example}, or ### for a heading within an entry", example=_EXAMPLE)
        raise _WrongError(sentence("this entry does not begin with a time: {written}", written=quoted(written)), hint)
    stamp = _stamp(match, coverage, before)
    if stamp.epoch < before.epoch - before.epoch % 60:
        said = (
            sentence("this entry is earlier than the live report, which begins at {time}", time=clock(before))
            if first
            else sentence("this entry is earlier than the one above it, of {time}", time=clock(before))
        )
        day = long_date(Stamp(min(before.epoch + 86400, coverage.end.epoch), before.zone).local.date())
        hint = sentence(
            "the newest entry is the last in the file: move this one up; or, on another day, write the day too: "
            "## {day}, 14.05 WIB – …",
            day=day,
        )
        raise _WrongError(said, hint)
    if stamp.epoch > coverage.end.epoch:
        said = sentence("this entry is later than the end of the live report, {time}", time=clock(coverage.end))
        raise _WrongError(said, sentence("correct its time, or let the live report end later"))
    mark, rest = match["mark"], match["rest"]
    if mark and not rest.startswith(mark):
        # All of the heading is between the marks.
        rest = rest.removesuffix(mark)
    return stamp, _SEPARATOR.sub("", rest, count=1)


def _stamp(match: re.Match[str], coverage: Coverage, before: Stamp) -> Stamp:
    hour, minute = int(match["hour"]), int(match["minute"])
    own = before.zone if before.zone in ZONES else coverage.start.zone
    zone = (match["zone"] or "").upper()
    if match["day"]:
        year = "" if match["year"] or not match["day"].rstrip(".)")[-1].isalpha() else f" {before.local.year}"
        try:
            return dates.parse(f"{match['day']}{year} {hour:02d}:{minute:02d} {zone}".strip(), own)
        except DateError as error:
            raise _WrongError(error.said, error.advice) from error
    if hour > 23 or minute > 59:
        said = sentence("there is no such time as {written}", written=quoted(f"{match['hour']}.{match['minute']}"))
        raise _WrongError(said, sentence("write it like {example}", example=_EXAMPLE))
    shown = Stamp(before.epoch, zone or own)
    east = shown.minutes_east * 60
    midnight = before.epoch + east - (before.epoch + east) % 86400 - east
    epoch = midnight + hour * 3600 + minute * 60
    tomorrow = epoch + 86400
    return Stamp(tomorrow if tomorrow - before.epoch <= _HALF_A_DAY else epoch, shown.zone)


def with_last_entry(matter: Matter, body: Body) -> Matter:
    """Return the front matter of an article that was updated by its last entry, if it has any."""
    if not body.updates:
        return matter
    # A new entry is a change that readers should know of.
    times = (matter.updated or matter.stamp, *(update.stamp for update in body.updates))
    last = max(times, key=lambda stamp: stamp.epoch)
    return replace(matter, updated=last if last.epoch > matter.stamp.epoch else matter.updated)
