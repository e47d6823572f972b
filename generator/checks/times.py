"""Times: a year that was mistyped, an update that is still to come."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.dates import Stamp
from generator.base.sentences import sentence
from generator.base.spoken import spoken
from generator.checks.desk import Desk, Finding

_YEAR = 366 * 86400


def unlikely_time(desk: Desk) -> Iterator[Finding]:
    """Look for articles that vanish until their year comes, or say of themselves what cannot be yet."""
    for look in desk.looks:
        if look.epoch > desk.now + _YEAR:
            at = spoken(Stamp(look.epoch, look.zone))
            yield Finding(
                "unlikely-time",
                look.path,
                sentence("this appears on {at}, more than a year from now", at=at),
                sentence("check the year"),
                "timestamp",
            )
            continue
        if look.amended > desk.now >= look.epoch:
            at = spoken(Stamp(look.amended, look.zone))
            key = look.words.written("retracted" if look.withdrawn else "corrections")
            said = sentence("{key} speaks of {at}, which is still to come", key=key, at=at)
            yield Finding("unlikely-time", look.path, said, sentence("check the time"), key)
        if look.updated > desk.now >= look.epoch:
            at = spoken(Stamp(look.updated, look.zone))
            yield Finding(
                "unlikely-time",
                look.path,
                sentence("this was updated on {at}, which is still to come", at=at),
                sentence(
                    "write when it was updated; an article that appears later has {key}: for that",
                    key=look.words.written("timestamp"),
                ),
                "updated",
            )
