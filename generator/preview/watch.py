"""Collects saved files below a site's folder until they are taken in."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import watchfiles

from generator.base.folder import ignored
from generator.base.sentences import Sentence, sentence
from generator.config import site_yaml
from generator.model.records import Record
from generator.theming.theme import BUILT_IN


class Timing(Record, frozen=True):
    """The preview's waiting times."""

    silence: int = 20
    """Milliseconds without a save that end a burst."""
    burst: int = 400
    """Milliseconds after which an ongoing burst is taken in."""
    polling: float = 2.0
    """Seconds between two looks at all files where the system does not report changes."""
    problems: float = 0.06
    """Seconds that new problems wait for the rest of a save."""
    pause: float = 3.0
    """Seconds without a save after which the store is tidied."""


TIMING = Timing()


class Saved(Record, frozen=True):
    """What was saved or requested."""

    folders: frozenset[str] | None = frozenset()
    """Folders below content/ where something may differ, each with a slash at its end; None for all of them."""
    media: frozenset[str] = frozenset()
    """Addresses of media files that may differ."""
    setup: bool = False
    """Whether site.yaml or a theme may have changed."""
    time: bool = False
    """Whether the preview should show another time."""
    names: tuple[str, ...] = ()
    """The files themselves, for the terminal."""

    def __bool__(self) -> bool:
        return self.folders is None or bool(self.folders or self.setup or self.time)

    def __or__(self, later: Saved) -> Saved:
        whole = self.folders is None or later.folders is None
        return Saved(
            None if whole else (self.folders or frozenset()) | (later.folders or frozenset()),
            self.media | later.media,
            self.setup or later.setup,
            self.time or later.time,
            self.names + later.names,
        )


EVERYTHING = Saved(folders=None, setup=True)


class Inbox:
    """Collects reports of the watching threads and the browsers, for the engine's thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        """Guards what was saved."""
        self._saved = Saved()
        self._wake = threading.Event()

    def add(self, saved: Saved) -> None:
        """Add to the inbox and wake the waiting thread."""
        with self._lock:
            self._saved |= saved
        self._wake.set()

    def take(self) -> Saved:
        """Return and remove everything in the inbox."""
        with self._lock:
            saved, self._saved = self._saved, Saved()
            self._wake.clear()
        return saved

    def wake(self) -> None:
        self._wake.set()

    def wait(self, seconds: float) -> bool:
        """Wait for an addition since `take`; return whether there was one."""
        return self._wake.wait(seconds)


_MANY = 500
"""The fewest changed files that cause a walk of the whole content folder."""
Say = Callable[[Sentence], None]


class Watcher:
    """Watches content/, the themes, data/ and site.yaml, in a thread of its own."""

    def __init__(self, site: Path, inbox: Inbox, say: Say, timing: Timing) -> None:
        self._site = os.path.realpath(site)
        self._inbox = inbox
        self._say = say
        self._timing = timing
        self._over = threading.Event()
        self._polling = bool(os.environ.get("WATCHFILES_FORCE_POLLING"))
        """Whether files are looked at because the system does not report changes."""
        self.watching = threading.Event()
        """Set when no save is missed any more."""

    def start(self) -> threading.Thread:
        # A daemon, so that a preview can stop at any time.
        thread = threading.Thread(target=self._work, name="ssg watching", daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """Ask the thread to end."""
        self._over.set()
        self.watching.set()

    def _work(self) -> None:
        while not self._over.is_set():
            self._watch()

    def _watch(self) -> None:
        """Watch the folders that are there, until one of them comes or goes."""
        own = [os.path.join(self._site, name) for name in ("content", "themes", "data")]
        folders, settings = _numbers(own), self._settings()
        content = os.path.realpath(own[0])
        tops = [os.path.realpath(folder) for folder in own if os.path.isdir(folder)]
        begun = False
        for paths in self._bursts([*tops, str(BUILT_IN)], content):
            if not begun:
                # What was saved until now was not reported.
                self._inbox.add(EVERYTHING)
                self.watching.set()
            begun = True
            if saved := sort(paths, content):
                self._inbox.add(saved)
            if self._settings() != settings:
                settings = self._settings()
                self._inbox.add(Saved(setup=True, names=(site_yaml.FILE,)))
            if _numbers(own) != folders:
                return

    def _settings(self) -> Stat | None:
        return _stat(os.path.join(self._site, site_yaml.FILE))

    def _bursts(self, tops: list[str], content: str) -> Iterator[set[str]]:
        """Yield the paths of each burst of saves, and empty sets in between."""
        # The system would follow a link to a folder anywhere.
        if self._polling or any(_links_to_folders(content)):
            yield from self._looks(tops, content)
            return
        try:
            bursts = watchfiles.watch(
                *tops, watch_filter=None, debounce=self._timing.burst, step=self._timing.silence,
                stop_event=self._over, rust_timeout=50, yield_on_timeout=True, raise_interrupt=False,
            )  # fmt: skip
            for burst in bursts:
                yield {path for _, path in burst}
        except (OSError, RuntimeError) as error:
            self._say(sentence("files cannot be watched, so they are looked at every two seconds: {why}", why=error))
            self._polling = True

    def _looks(self, tops: list[str], content: str) -> Iterator[set[str]]:
        """Yield the paths that differ from one look at all files to the next, as long as that is needed."""
        before = _files(tops)
        yield set()
        while not self._over.wait(self._timing.polling) and (self._polling or any(_links_to_folders(content))):
            after = _files(tops)
            yield {path for path, _ in before.items() ^ after.items()}
            before = after


Stat = tuple[int, int, int]
"""Inode, time in nanoseconds and size of a file."""


def _stat(path: str) -> Stat | None:
    """Return what differs once a file is saved; None if there is none."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _numbers(paths: Iterable[str]) -> list[int | None]:
    """Return the inodes of folders, None for those that there are not."""
    return [found[0] if (found := _stat(path)) else None for path in paths]


def _files(tops: Iterable[str]) -> dict[str, Stat | None]:
    """Return all files, and the links to folders, with what differs once they are saved."""
    walked = (os.path.join(folder, name) for top in tops for folder, _, names in os.walk(top) for name in names)
    links = (path for top in tops for path in _links_to_folders(top))
    return {path: _stat(path) for path in (*walked, *links)}


def _links_to_folders(top: str) -> Iterator[str]:
    paths = (os.path.join(folder, name) for folder, names, _ in os.walk(top) for name in names)
    return filter(os.path.islink, paths)


def inside(path: str, content: str) -> str:
    """Return the path of a file below content/; empty if it is elsewhere or ignored."""
    below = os.path.relpath(path, content).replace(os.sep, "/")
    astray = below.startswith("../") or any(ignored(part) for part in below.split("/") if part != ".")
    return "" if astray else below


def sort(paths: Iterable[str], content: str) -> Saved:
    """Return what to take in after some files were saved."""
    folders: set[str] = set()
    media: set[str] = set()
    names: set[str] = set()
    setup = False
    for path in paths:
        if os.path.relpath(path, content).startswith(f"..{os.sep}"):
            setup |= not ignored(os.path.basename(path))
            names.add(os.path.basename(path))
        elif below := inside(path, content):
            names.add(f"content/{below}")
            if below == ".":
                folders.add("")
                continue
            folders.add(below[: below.rfind("/") + 1])
            if os.path.isdir(path) and not os.path.islink(path):
                folders.add(f"{below}/")
            if not below.endswith(".md"):
                media.add(f"/{below}")
    some = None if len(names) > _MANY else frozenset(folders)
    return Saved(some, frozenset(media), setup, names=tuple(sorted(names)))
