"""Versions of articles as files, below the `.notes/` folder beside them: all of the history where there is no git.

Where there is, they are the texts that could not be saved. `.notes/<name>/` has one file for each version, as it was
letter for letter, and two lists say whose they are. No build sees either.
"""

from __future__ import annotations

import contextlib
import posixpath
import re
import threading
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from generator.annex.desk import files
from generator.annex.desk.commits import Entry, Left, Told
from generator.base.errors import UsageError, printable
from generator.base.timestamps import LATEST
from generator.editing.sources import NOTES
from generator.model.codec import UNREADABLE
from generator.model.records import Record

_MOST = 100
"""Earlier texts of one article; beyond that, the oldest is deleted."""
_MOST_APART = 10_000
"""The same for texts that nobody has merged yet: more than two people make who overwrite each other all day."""
_CHAIN = 20
"""How many of a person's newest waiting texts are compared with the next one, which may continue them."""
_FEW = 5
"""Words that may differ between a text and the same a moment later."""
_MISTYPED = 3
"""Letters that somebody takes back in a moment."""
_LONGEST = 4 << 20
_ID = re.compile(r"[0-9]{8}-[0-9]{6}(?:-[0-9]{1,4}w?)?")


class _Version(Record, frozen=True):
    id: str
    at: int
    who: str
    said: str
    apart: bool = False
    """Whether it never was the article's text."""
    waits: bool = False
    """Whether its writer goes on with it, so that the next one takes its place."""


class Versions:
    """The versions of a site's articles, by paths below content/; any thread may use them."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._lock = threading.Lock()

    def commit(self, told: Told, left: Sequence[Left]) -> None:
        """Keep what something left of articles."""
        for one in left:
            if self.takes(one) and one.data is not None:
                self.add(one.path.removeprefix("content/"), told, one.data)

    @staticmethod
    def takes(left: Left) -> bool:
        """Return whether what something left of a file is a version of an article."""
        path = left.path
        return (
            path.startswith("content/") and path.endswith(".md") and f"/{NOTES}/" not in path and left.data is not None
        )

    def add(self, path: str, told: Told, data: bytes, *, apart: bool = False, waits: bool = False) -> str:
        """Keep a text, and return its id; the newest version is not kept twice."""
        with self._lock:
            known = self._listed(path)
            # What only waits goes when its writer goes on, so a text that is to stay is kept beside it.
            newest = next((one for one in reversed(known) if one.apart == apart and (waits or not one.waits)), None)
            if newest is not None and self._read(path, newest.id) == data:
                return newest.id
            stamp = datetime.fromtimestamp(told.at, UTC).strftime("%Y%m%d-%H%M%S")
            taken = {one.id for one in known}
            name = next(
                name for n in range(9999) if (name := f"{stamp}-{n}{'w' * waits}" if n or waits else stamp) not in taken
            )
            files.write(self._site, _file(path, name), self._read(path, name), data)
            gone = [one for one in known if waits and one.waits and one.who == told.name][-_CHAIN:]
            gone = [one for one in gone if continues(self._read(path, one.id) or b"", data, mistyped=_MISTYPED)]
            known.append(_Version(name, told.at, told.name, told.said, apart, waits))
            for kind, most in ((False, _MOST), (True, _MOST_APART)):
                gone += [one for one in known if one.apart == kind and one not in gone][:-most]
            left = [one for one in known if one not in gone]
            # A kill leaves a text that no list has rather than one in a list that nobody can read.
            for kind in {waits, *(one.waits for one in gone)}:
                self._list(path, [one for one in left if one.waits == kind], waits=kind)
            for one in gone:
                self._drop(_file(path, one.id))
            return name

    def entries(self, path: str) -> list[Entry]:
        """Return the versions of an article, the newest first."""
        with self._lock:
            known = self._listed(path)
        return [
            Entry(one.id, one.at, printable(one.who), printable(one.said), f"content/{path}") for one in reversed(known)
        ]

    def read(self, path: str, name: str) -> bytes | None:
        """Return the text of a version; None if there is none."""
        return self._read(path, name)

    def apart(self, path: str) -> list[bytes]:
        """Return the texts that never were the article's."""
        with self._lock:
            known = self._listed(path)
        return [data for one in known if one.apart and (data := self._read(path, one.id)) is not None]

    def places(self, path: str, name: str) -> list[str]:
        """Return the files that a new version has changed, below content/."""
        return [_file(path, name), _list_of(path, waits=False)]

    def _listed(self, path: str) -> list[_Version]:
        """Return the versions that are known, the oldest first."""
        found = []
        for waits in (False, True):
            for line in (files.read(self._site, _list_of(path, waits=waits), _LONGEST) or b"").splitlines():
                with contextlib.suppress(*UNREADABLE):
                    found.append(msgspec.json.decode(line, type=_Version))
        return sorted((one for one in found if _ID.fullmatch(one.id) and 0 <= one.at <= LATEST), key=lambda one: one.at)

    def _list(self, path: str, known: Sequence[_Version], *, waits: bool) -> None:
        """Write a list of versions; what only waits has one of its own, which is not recorded."""
        place = _list_of(path, waits=waits)
        lines = b"".join(msgspec.json.encode(one) + b"\n" for one in known)
        files.write(self._site, place, files.read(self._site, place, _LONGEST), lines)

    def _read(self, path: str, name: str) -> bytes | None:
        return files.read(self._site, _file(path, name), _LONGEST) if _ID.fullmatch(name) else None

    def _drop(self, path: str) -> None:
        try:
            files.write(self._site, path, files.read(self._site, path, _LONGEST), None)
        except UsageError:
            return


def _list_of(path: str, *, waits: bool) -> str:
    return f"{_folder(path)}/{'waiting' if waits else 'versions'}.jsonl"


def _file(path: str, name: str) -> str:
    return f"{_folder(path)}/{name}.md"


def _folder(path: str) -> str:
    above, name = posixpath.split(path)
    return posixpath.join(above, NOTES, name.removesuffix(".md"))


def continues(old: bytes, new: bytes, *, unfinished: bool = True, mistyped: int = 0) -> bool:
    """Return whether a text came of another one by typing on: no word is gone, but for `unfinished` ones.

    For each of those another word has come, which begins with it, or lacks only some `mistyped` letters at its end.
    """
    before, after = Counter(old.split()), Counter(new.split())
    gone, come = before - after, after - before
    if not unfinished or gone.total() > _FEW:
        return not gone
    for word in sorted(gone.elements(), key=len, reverse=True):
        other = next((one for one in come.elements() if _is_in_the_making(word, one, mistyped)), None)
        if other is None:
            return False
        come[other] -= 1
    return True


def _is_in_the_making(word: bytes, other: bytes, mistyped: int) -> bool:
    return other.startswith(word) or (word.startswith(other) and len(word) - len(other) <= mistyped)
