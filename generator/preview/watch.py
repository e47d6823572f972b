"""Collects saved files below a site's folder until they are taken in."""

from __future__ import annotations

import contextlib
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
    watching: float = 0.15
    """Seconds that the first look waits for watching to begin; a site that takes longer is checked twice."""
    polling: float = 2.0
    """Seconds between polls where the system does not report changes."""
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
_LONGEST = 30.0
"""Seconds that watching waits for the first look."""

Say = Callable[[Sentence], None]


class Watcher:
    """Watches content/, the themes, data/ and site.yaml, in two threads.

    Starting to watch a large site takes a moment, so it is read first, and checked again when watching begins. The same
    happens whenever folders have to be watched anew, so that no save is missed.
    """

    def __init__(self, site: Path, inbox: Inbox, say: Say, timing: Timing) -> None:
        self._site = site
        self._inbox = inbox
        self._say = say
        self._timing = timing
        self._watching = threading.Event()
        """Whether content/ is watched."""
        self._early = False
        """Whether the first look does not wait for watching."""
        self._looked = threading.Event()
        self._renew = threading.Event()
        """Whether content/, themes/ or data/ was created or deleted, so that they have to be watched anew."""
        self._over = threading.Event()
        self._links: dict[str, set[str]] = {}
        """File of content/ -> symbolic links to it in content/."""
        self.polling = False
        """Whether files are polled because the system does not report changes."""

    def start(self, *, early: bool) -> list[threading.Thread]:
        """Start both threads and return them; with `early`, content/ is surveyed only after the first look."""
        self._early = early
        threads = [
            # Daemons, so that a preview can stop at any time.
            threading.Thread(target=work, name=f"ssg {work.__name__}", daemon=True)
            for work in (self._watch_top, self._watch_below)
        ]
        for thread in threads:
            thread.start()
        return threads

    def stop(self) -> None:
        """Ask both threads to end."""
        self._over.set()
        self._looked.set()

    def wait(self) -> None:
        """Wait briefly until content/ is watched, so that the first look misses no save."""
        self._early = self._early or not self._watching.wait(self._timing.watching)

    def release(self) -> None:
        """Start watching a site that had to be read first."""
        self._looked.set()

    def _watch_top(self) -> None:
        """Watch the site's own folder, for site.yaml and for new or deleted folders."""
        folder = os.path.realpath(self._site)
        for paths in self._changes([folder], recursive=False):
            names = {os.path.relpath(path, folder) for path in paths}
            if names & {"themes", "content", "data"}:
                self._renew.set()
                self._inbox.add(EVERYTHING)
            elif site_yaml.FILE in names:
                self._inbox.add(Saved(setup=True, names=(site_yaml.FILE,)))

    def _watch_below(self) -> None:
        """Watch content/, the themes and data/, and start again when folders come or go."""
        if self._early:
            self._looked.wait(_LONGEST)
        folder = os.path.realpath(self._site)
        while not self._over.is_set():
            self._renew.clear()
            content = os.path.realpath(os.path.join(folder, "content"))
            folders, self._links, astray = survey(content)
            # The watcher would follow links to folders anywhere, so it gets our own folders one by one.
            others = (os.path.join(folder, name) for name in ("themes", "data"))
            tops = [*(folders if astray else [content]), *others, str(BUILT_IN)]
            self._watch(content, [top for top in tops if os.path.isdir(top)], one_by_one=astray)

    def _watch(self, content: str, tops: list[str], *, one_by_one: bool) -> None:
        """Watch some folders, recursively or `one_by_one`, until they have to be watched anew."""
        begun = False
        for paths in self._changes(tops, recursive=not one_by_one):
            if not begun:
                # Saves between two watches, or after an early first look, were not reported.
                before = self._watching.is_set()
                self._watching.set()
                if before or self._early:
                    self._inbox.add(EVERYTHING)
            begun = True
            if paths:
                self._report(paths, content)
            if self._renew.is_set() or (one_by_one and any(os.path.isdir(path) for path in paths)):
                return

    def _changes(self, paths: list[str], *, recursive: bool) -> Iterator[set[str]]:
        """Yield the paths of each burst of saves, and empty sets in between."""
        while not self._over.is_set():
            try:
                bursts = watchfiles.watch(
                    *paths, watch_filter=None, debounce=self._timing.burst, step=self._timing.silence,
                    stop_event=self._over, rust_timeout=50, yield_on_timeout=True, raise_interrupt=False,
                    recursive=recursive, poll_delay_ms=int(1000 * self._timing.polling),
                    force_polling=self.polling or None,
                )  # fmt: skip
                for burst in bursts:
                    yield {path for _, path in burst}
            except (OSError, RuntimeError) as error:
                if not self.polling:
                    self._say(
                        sentence("files cannot be watched, so they are looked at every two seconds: {why}", why=error)
                    )
                self.polling = True
                self._watching.set()
                self._over.wait(self._timing.polling)
                return

    def _report(self, paths: set[str], content: str) -> None:
        # Saving a file also changes every link to it.
        saved = sort(paths.union(*(self._links.get(path, ()) for path in paths)), content)
        for path in paths:
            if inside(path, content) and os.path.islink(path):
                self._links.setdefault(os.path.realpath(path), set()).add(path)
        if saved:
            self._inbox.add(saved)


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


def survey(content: str) -> tuple[list[str], dict[str, set[str]], bool]:
    """Return all folders, content/ first; symbolic links by file; and whether any link leads to a folder."""
    folders: list[str] = []
    links: dict[str, set[str]] = {}
    astray = False
    pending = [content]
    while pending:
        folder = pending.pop()
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            folders.append(folder)
            for entry in entries:
                if entry.is_symlink():
                    astray |= entry.is_dir()
                    links.setdefault(os.path.realpath(entry.path), set()).add(entry.path)
                elif entry.is_dir():
                    pending.append(entry.path)
    return folders, links, astray
