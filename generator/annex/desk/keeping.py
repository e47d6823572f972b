"""Gets what was done at the desk into its history, in each person's name.

A thread of its own records each step at once, and what was only typed after some idle minutes, and at the end. Nobody
writes into a file in which there is something of another person's that is not recorded yet: their request records that
first, and no other waits. `.ssg/desk/typed.json` says whose it is, so that a desk that was killed loses no name.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from generator.annex.desk import files, manuscripts, notes
from generator.annex.desk.desk import Desk
from generator.annex.desk.people import Person
from generator.annex.desk.repository import BusyError, CommitInfo, repository_of
from generator.base.crashes import cause
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.state_files import claim, claim_folder, write
from generator.base.timestamps import local
from generator.editing.sources import NOTES
from generator.model.codec import UNREADABLE
from generator.model.records import Record

_IDLE_SECONDS = 300.0
_LOOK_SECONDS, _RETRY_SECONDS = 5.0, 0.2
_BUSY_SECONDS = 2.0
_TURN_SECONDS = 5.0
"""Seconds that a request waits for what others have typed to be recorded; then it is kept as a version."""


class _Unrecorded(Record, frozen=True):
    """What is in a file and not in the history."""

    info: CommitInfo
    since: float = 0.0
    """By the monotonic clock."""
    due: bool = True
    """Whether it is to be recorded now."""


class Keeping:
    """What is not recorded yet, by path from the site's folder. Any thread may use it."""

    def __init__(self, desk: Desk) -> None:
        first = commit_info(desk, nobody(desk), sentence("the site as it was when the desk began"))
        self.site, self._desk = desk.folder, desk
        self.repository, made = repository_of(self.site, first)
        if made:
            desk.live.say(
                sentence("made a repository of git in {folder}, in which the desk keeps its history", folder=self.site)
            )
        self.trouble: Sentence = NOTHING
        """Why nothing can be recorded at the moment."""
        self._failing_since = 0.0
        self._file = claim_folder(claim_folder(self.site / ".ssg") / "desk") / "typed.json"
        self._open: dict[str, _Unrecorded] = {}
        with contextlib.suppress(OSError, *UNREADABLE):
            noted = msgspec.json.decode(claim(self._file).read_bytes(), type=dict[str, CommitInfo])
            self._open |= {path: _Unrecorded(info) for path, info in noted.items()}
        self._lock = threading.RLock()
        """Held for a moment, for what is here."""
        self._held: frozenset[str] = frozenset()
        """What only git may write now."""
        self.conflicts: dict[tuple[str, str], str] = {}
        """What others made of a file, by path and name of the object -> what it was here when that was found."""
        self._is_ended = False
        self.alone = threading.RLock()
        """Held while git writes; by nobody who holds `writing`."""
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._work, name="ssg history", daemon=True)
        self._thread.start()
        desk.live.at_end.append(self.end)

    def end(self, patience: float) -> None:
        """Record what was typed, and wait some seconds for it; the next desk does the rest."""
        self._is_ended = True
        self._woken.set()
        # A commit that has begun is not left half made, with git's lock.
        self._thread.join(patience + 20.0)

    @contextlib.contextmanager
    def turn(self, person: Person, *below: str) -> Iterator[None]:
        """Hold `desk.writing` for somebody who writes files of content/, when what others left in them is recorded.

        What git does not take becomes a version, so that nothing is overwritten without a trace. Nobody takes a turn
        who holds `desk.writing` already.
        """
        desk, paths, end = self._desk, [f"content/{path}" for path in below], time.monotonic() + _TURN_SECONDS
        titles = {path: title_of(desk, path) for path in below if files.check_path(path)}
        info = commit_info(
            desk, person, sentence("{person} edited “{title}”", person=person.name, title=titles[below[0]])
        )
        with self._lock:
            for path, title in titles.items():
                if f"content/{path}" not in self._open:
                    said = sentence("“{title}”, as it was written outside the desk", title=title)
                    self._open[f"content/{path}"] = _Unrecorded(commit_info(desk, nobody(desk), said))
        while True:
            self.commit(self._foreign(info, paths))
            desk.writing.acquire()
            foreign = self._foreign(info, paths)
            is_over = self.trouble or time.monotonic() > end
            if not foreign or (is_over and self._held.isdisjoint(paths)):
                break
            desk.writing.release()
            time.sleep(_RETRY_SECONDS)
        try:
            with self._lock:
                for path in foreign:
                    self._keep(path, self._open.pop(path).info)
                self._add(info, paths, due=False)
            yield
        finally:
            # What was recorded before it was written is to be recorded again.
            with self._lock, contextlib.suppress(OSError):
                again = [path for path in paths if path not in self._open or not self._open[path].due]
                self._add(info, again, due=False)
            desk.writing.release()

    def record(self, info: CommitInfo, paths: Iterable[str]) -> None:
        """Record what a step has left of some files; the caller has its turn."""
        with self._lock:
            self._add(info, paths, due=True)
        self._woken.set()

    def close(self, paths: Iterable[str]) -> None:
        """Let what was typed into some files be recorded before anybody goes on, whoever it is."""
        with self._lock:
            for path in paths:
                if path in self._open:
                    self._open[path] = msgspec.structs.replace(self._open[path], due=True)

    def settle(self, patience: float, *, typed: bool = False) -> bool:
        """Record all steps, and what was only typed too, within some seconds; return whether it is."""
        end = time.monotonic() + patience
        while not self.commit(self._due(typed=typed)):
            if time.monotonic() >= end:
                return False
            time.sleep(_RETRY_SECONDS)
        return True

    def commit(self, paths: Sequence[str]) -> bool:
        """Record what is in some files, each person's in their name; return whether it is."""
        if not paths:
            return True
        with self.alone:
            with self._lock:
                some = {path: self._open[path] for path in paths if path in self._open}
            trouble = NOTHING
            for info, batch in groupby(sorted(some, key=lambda path: some[path].since), lambda path: some[path].info):
                names = [*batch]
                try:
                    self.repository.commit(info, names)
                except BusyError as error:
                    trouble = error.said
                except OSError as error:
                    trouble = sentence("the machine refuses: {why}", why=cause(error))
                else:
                    with self._lock:
                        self._open = {
                            path: one for path, one in self._open.items() if path not in names or one is not some[path]
                        }
            # The disk may be full: then the next desk finds that there is nothing new.
            with self._lock, contextlib.suppress(OSError):
                self._note()
            self._report(trouble)
        return not trouble

    def typist(self, path: str) -> str:
        """Return whose unrecorded text lies in a file; empty for nobody's."""
        found = self._open.get(path)
        return found.info.name if found else ""

    @contextlib.contextmanager
    def held(self, paths: Iterable[str]) -> Iterator[None]:
        """Let only git write some files, and nobody else record anything."""
        with self.alone:
            with self._desk.writing:
                self._held = frozenset(paths)
            try:
                yield
            finally:
                self._held = frozenset()

    def _foreign(self, info: CommitInfo, paths: Iterable[str]) -> list[str]:
        """Return the files that somebody cannot write now: with unrecorded steps, or texts of others."""
        with self._lock:
            found = ((path, self._open.get(path)) for path in paths)
            return [
                path for path, one in found if path in self._held or (one and (one.due or one.info.name != info.name))
            ]

    def _due(self, *, typed: bool) -> list[str]:
        idle = time.monotonic() - _IDLE_SECONDS
        with self._lock:
            return [path for path, one in self._open.items() if typed or one.due or one.since < idle]

    def _add(self, info: CommitInfo, paths: Iterable[str], *, due: bool) -> None:
        now = time.monotonic()
        self._open |= {path: _Unrecorded(info, now, due) for path in paths}
        self._note()

    def _note(self) -> None:
        """Write down whose what is not recorded is."""
        write(claim(self._file), msgspec.json.encode({path: one.info for path, one in self._open.items()}))

    def _keep(self, path: str, info: CommitInfo) -> None:
        below = path.removeprefix("content/")
        is_article = below.endswith(".md") and f"/{NOTES}/" not in path
        data = files.peek(self.site, below) if is_article else None
        if data is not None:
            name = notes.keep_version(self.site, below, info.name, info.at, data)
            self._open[f"content/{notes.version_file(below, name)}"] = _Unrecorded(info)

    def _report(self, trouble: Sentence) -> None:
        """Say why nothing is recorded, once that lasts."""
        now = time.monotonic()
        self._failing_since = (self._failing_since or now) if trouble else 0.0
        lasts = trouble and now - self._failing_since > _BUSY_SECONDS
        if lasts and trouble != self.trouble:
            self._desk.live.say(sentence("the history waits, and nothing is lost: {why}", why=trouble))
        self.trouble = trouble if lasts else NOTHING

    def _work(self) -> None:
        is_ended = is_recorded = False
        while not is_ended:
            self._woken.wait(_LOOK_SECONDS if is_recorded else _RETRY_SECONDS)
            self._woken.clear()
            is_ended = self._is_ended
            is_recorded = self.commit(self._due(typed=is_ended))


def keeping(desk: Desk) -> Keeping:
    return desk.part(Keeping)


def turn(desk: Desk, person: Person, *paths: str) -> contextlib.AbstractContextManager[None]:
    return keeping(desk).turn(person, *paths)


def record(desk: Desk, person: Person, paths: Sequence[str], said: Sentence) -> None:
    """Record what a step left of some files, by their paths from the site's folder; the caller has its turn."""
    keeping(desk).record(commit_info(desk, person, said), paths)


def keep(desk: Desk, person: Person, path: str, text: str) -> str:
    """Keep a text of an article as a version, and return what the history calls it."""
    found = notes.keep_version(desk.folder, path, person.name, int(time.time()), text.encode())
    record(desk, person, [f"content/{notes.version_file(path, found)}"], kept_text(person.name))
    return found


def nobody(desk: Desk) -> Person:
    return Person(desk.put(sentence("Redaksi")), "editor")


def kept_text(name: str) -> Sentence:
    return sentence("Text of {person}, kept as a version", person=name)


def commit_info(desk: Desk, person: Person, said: Sentence) -> CommitInfo:
    now = int(time.time())
    return CommitInfo(person.name, person.email, now, f"{local(now, desk.site.zone):%z}", desk.put(said))


def title_of(desk: Desk, path: str) -> str:
    """Return the headline of an article, by its path below content/; its path if it has none."""
    data = files.peek(desk.folder, path) if path.endswith(".md") else None
    return manuscripts.headline_of(data or b"") or path
