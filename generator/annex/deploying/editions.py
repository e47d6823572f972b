"""The commit and time a portal was built from, so that an older build does not replace a newer one."""

from __future__ import annotations

import re
from pathlib import Path

from generator.base.git import committed_at, common_commit, head_of, is_shallow
from generator.base.sentences import Sentence, sentence
from generator.base.timestamps import LATEST, Stamp, format_time_short
from generator.engine.clock import last_clock
from generator.model.records import Record
from generator.store.database import Store

_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


class Edition(Record, frozen=True):
    """What a portal was built from. Times are in seconds since 1970; 0 if unknown."""

    built: int = 0
    """The time of the build."""
    commit: str = ""
    """The full hash; empty if the site is in no repository."""
    committed: int = 0
    """The time of the commit."""

    @property
    def is_sound(self) -> bool:
        return not self.commit or _COMMIT.fullmatch(self.commit) is not None


def edition_of(store: Store, site: Path) -> Edition:
    """Return what the last build used; the checkout may be newer by now."""
    clock = last_clock(store)
    commit = (store.get("commit") or b"").decode() or head_of(site)
    return Edition(clock.now if clock else 0, commit, committed_at(site, commit) if commit else 0)


def is_older(mine: Edition, theirs: Edition, site: Path) -> bool:
    """Return whether an edition would take away what readers have."""
    if not mine.commit or not theirs.commit or mine.commit == theirs.commit:
        return mine.built < theirs.built
    if common := common_commit(site, mine.commit, theirs.commit):
        return common != theirs.commit
    # A whole clone that does not know their commit has not fetched it; of a shallow one only the times are known.
    return not is_shallow(site) or mine.committed < theirs.committed


def older(mine: Edition, theirs: Edition, zone: str, target: str) -> Sentence:
    if mine.commit and theirs.commit and mine.commit != theirs.commit:
        return sentence(
            "readers have commit {theirs} of {their_time}; this is commit {mine} of {time}, and would take away what "
            "is newer. Nothing was sent. Publish the newest commit; or if readers are to get the older one: "
            "ssg deploy {target} --older",
            theirs=theirs.commit[:8], their_time=time_of(theirs.committed, zone), mine=mine.commit[:8],
            time=time_of(mine.committed, zone), target=target,
        )  # fmt: skip
    return sentence(
        "readers have what was built on {their_time}; this was built on {time}, and would take away what is newer. "
        "Nothing was sent. Run ssg build, then ssg deploy again; or if readers are to get the older one: "
        "ssg deploy {target} --older",
        their_time=time_of(theirs.built, zone), time=time_of(mine.built, zone), target=target,
    )  # fmt: skip


def time_of(at: int, zone: str) -> Sentence:
    """Return a time named by a target, which may be beyond any calendar."""
    return format_time_short(Stamp(min(max(at, 0), LATEST), zone))
