"""Gets what was done at the desk into its history, in each person's name.

A step is recorded at once, in a thread of its own. Typing is recorded when somebody else goes on, with the next step,
after some idle minutes, and at the end. Nobody writes into a file in which there is something of another person's that
is not recorded yet: their request waits for it, and no other. `.ssg/desk/typed.json` says whose that is, so that a desk
that was killed loses no name.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from generator.annex.desk import files, manuscripts, versions
from generator.annex.desk.desk import Desk
from generator.annex.desk.git import BusyError
from generator.annex.desk.people import Person
from generator.annex.desk.presence import presence
from generator.annex.desk.repository import CommitInfo, Repository, repository_of
from generator.base.crashes import cause
from generator.base.errors import MessageError, UsageError
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.state_files import claim, claim_folder, write
from generator.base.timestamps import local
from generator.editing.sources import NOTES
from generator.model.codec import UNREADABLE
from generator.model.records import Record

_IDLE = 300.0
"""Seconds without a save after which what was typed is recorded."""
_LOOK = 5.0
"""Seconds between looks for it."""
_AGAIN, _LATER = 0.1, 1.0
"""Seconds after which what git did not take is tried again, at first and then."""
_MOMENT = 2.0
"""Seconds that another program's git takes as a rule."""
_PATIENCE = 5.0
"""Seconds that a request waits for what others have left to be recorded; then it is kept as a version."""
_MERGE_PATIENCE = 60.0
"""Seconds that a request waits while what others have done elsewhere is put in place."""
_TIMES = 3
_LONGEST = 4 << 20
_TITLE = 120


class _Unrecorded(Record, frozen=True):
    """What is in a file and not in the history."""

    info: CommitInfo
    since: float
    """By the monotonic clock."""
    due: bool
    """Whether it is to be recorded now."""
    version: str = ""
    """Of what was typed."""


class Keeping:
    """What is not recorded yet, by path from the site's folder. Any thread may use it."""

    def __init__(
        self, site: Path, writing: threading.RLock, say: Callable[[Sentence], object], first: CommitInfo
    ) -> None:  # fmt: skip
        """Begin; `first` is the sentence for the beginning of a history that there is not yet."""
        self.repository, made = repository_of(site, first)
        if made:
            say(sentence("made a repository of git in {folder}, in which the desk keeps its history", folder=site))
        self.trouble: Sentence = NOTHING
        """Why nothing can be recorded at the moment."""
        self.site, self._writing, self._say = site, writing, say
        self._noted = claim_folder(claim_folder(site / ".ssg") / "desk") / "typed.json"
        self._changed = threading.Condition()
        self._open: dict[str, _Unrecorded] = {
            path: _Unrecorded(info, 0.0, due=True) for path, info in _noted(self._noted).items()
        }
        self._about: dict[str, CommitInfo] = {}
        """Who is writing what at this moment."""
        self._held: frozenset[str] = frozenset()
        """What only git may write now."""
        self.conflicts: dict[tuple[str, str], str] = {}
        """What others made of a file, by path and name of the object -> what it was here when that was found."""
        self._ended = False
        self.alone = threading.Lock()
        """Held while git writes."""
        self._thread = threading.Thread(target=self._work, name="ssg history", daemon=True)
        for path in self._open:
            with contextlib.suppress(MessageError, OSError):
                files.sweep(site, path.removeprefix("content/"))
        self._thread.start()

    def end(self, patience: float) -> None:
        """Record what was typed, and wait some seconds for it; the next desk does the rest."""
        with self._changed:
            self._ended = True
            self._make_due(self._open)
        # A commit that has begun is not left half made, with git's lock.
        self._thread.join(patience + 20.0)

    @contextlib.contextmanager
    def turn(self, info: CommitInfo, paths: Sequence[str], stranger: Callable[[str], CommitInfo]) -> Iterator[None]:
        """Hold `writing` for somebody who writes some files, when what others have left in them is recorded.

        `stranger` says what another program has left in one. What git does not take becomes a version, so that nothing
        is overwritten without a trace.
        """
        for attempt in range(_TIMES):
            self._wait(info, paths, stranger)
            self._writing.acquire()
            if not self._foreign(info, paths) or attempt == _TIMES - 1:
                break
            self._writing.release()
        try:
            with self._changed:
                if not self._held.isdisjoint(paths):
                    raise UsageError(sentence("what others have done is being put in place; try again in a moment"))
                for path in self._foreign(info, paths):
                    self._keep(path, self._open.pop(path).info)
                self._about = dict.fromkeys(paths, info)
                if any(path not in self._open or self._open[path].info.name != info.name for path in paths):
                    self._note()
            yield
        finally:
            with self._changed:
                self._about = {}
            self._writing.release()

    def typed(self, path: str, info: CommitInfo, version: str) -> None:
        """Take note of what was typed into a file; the caller has its turn."""
        with self._changed:
            earlier = self._open.pop(path, None)
            self._open[path] = _Unrecorded(info, time.monotonic(), due=False, version=version)
            if earlier is None or earlier.info.name != info.name:
                self._note()

    def record(self, info: CommitInfo, paths: Iterable[str]) -> None:
        """Record what a step has left of some files; the caller has its turn."""
        with self._changed:
            for path in dict.fromkeys(paths):
                self._open.pop(path, None)
                self._open[path] = _Unrecorded(info, time.monotonic(), due=True)
            self._note()
            self._changed.notify_all()

    def close(self, paths: Iterable[str]) -> None:
        """Let what was typed into some files be recorded now, whoever goes on; their next turn waits for it."""
        with self._changed:
            self._make_due(path for path in paths if path in self._open)

    def settle(self, patience: float, *, typed: bool = False) -> bool:
        """Wait, without `writing`, until all steps are recorded, and what was only typed too; return whether it is."""
        end = time.monotonic() + patience
        with self._changed:
            if typed:
                self._make_due(self._open)
            while any(one.due for one in self._open.values()):
                if not self._changed.wait(max(0.0, end - time.monotonic())) and time.monotonic() >= end:
                    return False
        return True

    def typist(self, path: str) -> str:
        """Return whose unrecorded text lies in a file; empty for nobody's."""
        found = self._open.get(path)
        return found.info.name if found else ""

    @contextlib.contextmanager
    def held(self, paths: Iterable[str]) -> Iterator[None]:
        """Let nobody write some files."""
        with self._writing, self._changed:
            self._held = frozenset(paths)
        try:
            yield
        finally:
            with self._changed:
                self._held = frozenset()
                self._changed.notify_all()

    def _wait(self, info: CommitInfo, paths: Sequence[str], stranger: Callable[[str], CommitInfo]) -> None:
        with self._changed:
            for path in paths:
                one = self._open.get(path)
                if one is None or (one.version and one.version != files.version_of(_read(self.site, path))):
                    # It is not known what other programs have done, nor what a colleague is just writing.
                    self._open[path] = _Unrecorded(self._about.get(path) or stranger(path), 0.0, due=True)
            self._make_due(path for path in self._foreign(info, paths) if path in self._open)
            begun = time.monotonic()
            while found := self._foreign(info, paths):
                most = _PATIENCE if self._held.isdisjoint(found) else _MERGE_PATIENCE
                left = begun + most * (not self.trouble or most > _PATIENCE) - time.monotonic()
                if left <= 0:
                    return
                self._changed.wait(left)

    def _foreign(self, info: CommitInfo, paths: Iterable[str]) -> list[str]:
        """Return the files that somebody cannot write now: with unrecorded steps, or texts of others."""
        with self._changed:
            found = ((path, self._open.get(path)) for path in paths)
            return [
                path for path, one in found if path in self._held or (one and (one.due or one.info.name != info.name))
            ]

    def _make_due(self, paths: Iterable[str]) -> None:
        for path in list(paths):
            self._open[path] = msgspec.structs.replace(self._open[path], due=True)
        self._changed.notify_all()

    def _keep(self, path: str, info: CommitInfo) -> None:
        """Keep what lies in an article as a version."""
        below = path.removeprefix("content/")
        data = _read(self.site, path) if below.endswith(".md") and f"/{NOTES}/" not in path else None
        if data is not None:
            name = versions.keep(self.site, below, info.name, info.at, data)
            self._open[f"content/{versions.place(below, name)}"] = _Unrecorded(info, 0.0, due=True)

    def _note(self) -> None:
        found = {path: one.info for path, one in self._open.items()} | self._about
        write(claim(self._noted), msgspec.json.encode(found))

    # ------------------------------------------------------------------- its thread

    def _work(self) -> None:
        taken = time.monotonic()
        while True:
            with self._changed:
                now = time.monotonic()
                self._make_due(path for path, one in self._open.items() if not one.due and now - one.since >= _IDLE)
                info = next((one.info for one in self._open.values() if one.due), None)
                some = {path: one for path, one in self._open.items() if one.due and one.info == info}
                if info is None:
                    if self._ended:
                        return
                    self._changed.wait(_LOOK)
                    taken = time.monotonic()
                    continue
            with self.alone:
                trouble = _recorded(self.repository, info, [*some])
            with self._changed:
                if not trouble:
                    self._open = {path: one for path, one in self._open.items() if some.get(path) is not one}
                    # The disk may be full: then the next desk finds that there is nothing new.
                    with contextlib.suppress(OSError):
                        self._note()
                elif self._ended:
                    return
                else:
                    # The others come first.
                    for path in [path for path in some if path in self._open]:
                        self._open[path] = self._open.pop(path)
                if not trouble:
                    taken = time.monotonic()
                lasts = time.monotonic() - taken > _MOMENT
                if lasts and trouble and trouble != self.trouble:
                    self._say(sentence("the history waits, and nothing is lost: {why}", why=trouble))
                self.trouble = trouble if lasts else NOTHING
                self._changed.notify_all()
                if trouble:
                    self._changed.wait(_LATER if lasts else _AGAIN)


def _read(site: Path, path: str) -> bytes | None:
    """Return the bytes of a file of content/; None if there is none."""
    with contextlib.suppress(UsageError):
        if path.startswith("content/"):
            return files.read(site, path.removeprefix("content/"), _LONGEST)
    return None


def _recorded(repository: Repository, info: CommitInfo, paths: Sequence[str]) -> Sentence:
    """Record some files; return why that cannot be."""
    try:
        repository.commit(info, paths)
    except BusyError as error:
        return error.said
    except OSError as error:
        return sentence("the machine refuses: {why}", why=cause(error))
    return NOTHING


def _noted(file: Path) -> dict[str, CommitInfo]:
    """Return whose what is not recorded is, as the last desk noted it."""
    try:
        return msgspec.json.decode(claim(file).read_bytes(), type=dict[str, CommitInfo])
    except (OSError, *UNREADABLE):
        return {}


# ------------------------------------------------------------------- what the desk says


def keeping(desk: Desk) -> Keeping:
    """Return what records the history of a desk."""
    return desk.part(_begun)


def _begun(desk: Desk) -> Keeping:
    first = commit_info(desk, nobody(desk), sentence("the site as it was when the desk began"))
    made = Keeping(desk.folder, desk.writing, desk.live.say, first)
    desk.live.at_end.append(made.end)
    return made


def turn(desk: Desk, person: Person, *paths: str) -> contextlib.AbstractContextManager[None]:
    """Hold `desk.writing` for somebody who writes some files, by their paths below content/; see `Keeping.turn`.

    Nobody takes it who holds that already.
    """
    for path in paths:
        files.check_path(path)

    def stranger(path: str) -> CommitInfo:
        title = title_of(desk, path.removeprefix("content/"))
        return commit_info(desk, nobody(desk), sentence("“{title}”, as it was written outside the desk", title=title))

    return keeping(desk).turn(_edited(desk, person, paths[0]), [f"content/{path}" for path in paths], stranger)


def saved(desk: Desk, person: Person, path: str, after: bytes) -> None:
    """Take note of what was typed into an article, by its path below content/; the caller has its turn."""
    version = files.version_of(after)
    keeping(desk).typed(f"content/{path}", _edited(desk, person, title_of(desk, path, after)), version)
    presence(desk).saved(path, version, person)


def record(desk: Desk, person: Person, paths: Sequence[str], said: Sentence) -> None:
    """Record what a step left of some files, by their paths from the site's folder; the caller has its turn."""
    keeping(desk).record(commit_info(desk, person, said), paths)


def keep(desk: Desk, person: Person, path: str, text: str) -> str:
    """Keep a text of an article that could not be merged, and return what the history calls it."""
    found = versions.keep(desk.folder, path, person.name, int(time.time()), text.encode())
    record(desk, person, [f"content/{versions.place(path, found)}"], unmerged(person.name))
    return found


def nobody(desk: Desk) -> Person:
    """Return who has done what nobody at the desk has."""
    return Person(desk.put(sentence("Redaksi")), "editor")


def unmerged(name: str) -> Sentence:
    return sentence("Version of {person} that is not merged yet", person=name)


def commit_info(desk: Desk, person: Person, said: Sentence) -> CommitInfo:
    now = int(time.time())
    return CommitInfo(person.name, person.email, now, f"{local(now, desk.site.zone):%z}", desk.put(said))


def title_of(desk: Desk, path: str, data: bytes | None = None) -> str:
    """Return the headline of an article, by its path below content/; its path if it has none."""
    if data is None and path.endswith(".md"):
        with contextlib.suppress(UsageError):
            data = files.read(desk.folder, path, desk.site.reading.article_bytes)
    return manuscripts.headline_of(data or b"") or path


def _edited(desk: Desk, person: Person, title: str) -> CommitInfo:
    return commit_info(desk, person, sentence("{person} edited “{title}”", person=person.name, title=title))
