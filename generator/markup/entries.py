"""The entries of a live report: each begins with a heading such as `## 14.05 WIB – Judul (Nama)`.

A file goes forwards in time, as a notebook does, and a time without a day is the next one with that hour.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from generator.base import dates
from generator.base.errors import AdvisedError
from generator.base.sentences import sentence
from generator.base.text import quoted, slugify, squeeze
from generator.base.timestamps import Stamp, clock, long_date
from generator.model.records import Body, Matter, Record

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
EXAMPLE = "## 14.05 WIB – Judul (Nama)"


class Coverage(Record, frozen=True):
    """When a live report begins and ends."""

    start: Stamp
    """Or when its last entry was."""
    end: Stamp
    is_draft: bool = False
    """Whether it may have no entry yet."""


class Entry(Record, frozen=True):
    """What the heading of an entry says."""

    stamp: Stamp
    headline: str
    """As Markdown."""
    bylines: tuple[str, ...]
    names: str
    """The bylines as written."""


def says_what_to_know(heading: str, title: str) -> bool:
    """Return whether the first heading of a live report is one that its page shows itself."""
    return slugify(heading) in (*_ABOVE, slugify(title)) and slugify(heading) != ""


def read_entry(heading: str, coverage: Coverage) -> Entry:
    """Read the heading of an entry; raises AdvisedError if it has no time, or one that cannot be."""
    stamp, headline = _read(squeeze(heading), coverage)
    named = _BYLINE.search(headline)
    if named is None:
        return Entry(stamp, headline, (), "")
    names = tuple(name.strip() for name in _SEVERAL.split(named[1]) if slugify(name))
    return Entry(stamp, f"{headline[: named.start()]}{headline[named.end() :]}".rstrip(), names, named[1])


def _read(written: str, coverage: Coverage) -> tuple[Stamp, str]:
    """Return the time of a heading and what follows it; raises AdvisedError as `read_entry`."""
    before = coverage.start
    match = _HEADING.match(written)
    if match is None:
        hint = sentence("write {example}, or ### for a heading within an entry", example=EXAMPLE)
        raise AdvisedError(sentence("this entry does not begin with a time: {written}", written=quoted(written)), hint)
    stamp = _stamp(match, before)
    if stamp.epoch < before.epoch - before.epoch % 60:
        said = sentence("this entry is earlier than what is above it, of {time}", time=clock(before))
        day = long_date(Stamp(min(before.epoch + 86400, coverage.end.epoch), before.zone).local.date())
        hint = sentence(
            "the newest entry is the last in the file: move this one up; or, on another day, write the day too: "
            "## {day}, 14.05 WIB – …",
            day=day,
        )
        raise AdvisedError(said, hint)
    if stamp.epoch > coverage.end.epoch:
        said = sentence("this entry is later than the end of the live report, {time}", time=clock(coverage.end))
        raise AdvisedError(said, sentence("correct its time, or let the live report end later"))
    mark, rest = match["mark"], match["rest"]
    if mark and not rest.startswith(mark):
        # All of the heading is between the marks.
        rest = rest.removesuffix(mark)
    return stamp, _SEPARATOR.sub("", rest, count=1)


def _stamp(match: re.Match[str], before: Stamp) -> Stamp:
    zone = (match["zone"] or before.zone).upper()
    shown = Stamp(before.epoch, zone).local
    day = match["day"] or f"{shown:%Y-%m-%d}"
    if match["day"] and not match["year"] and day.rstrip(".)")[-1].isalpha():
        day = f"{day} {before.local.year}"
    stamp = dates.parse(f"{day} {match['hour']:0>2}:{match['minute']} {zone}", before.zone)
    tomorrow = Stamp(stamp.epoch + 86400, stamp.zone)
    return tomorrow if not match["day"] and tomorrow.epoch - before.epoch <= _HALF_A_DAY else stamp


def with_last_entry(matter: Matter, body: Body) -> Matter:
    """Return the front matter of an article that was updated by its last entry, if it has any."""
    if not body.updates:
        return matter
    # A new entry is a change that readers should know of.
    times = (matter.updated or matter.stamp, *(update.stamp for update in body.updates))
    last = max(times, key=lambda stamp: stamp.epoch)
    return replace(matter, updated=last if last.epoch > matter.stamp.epoch else matter.updated)
