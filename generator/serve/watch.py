"""Watch: what was saved becomes one update of the preview, and the browsers are told."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import sqlite3
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import watchfiles

from generator.base.errors import Problem, SiteError, Where
from generator.base.folder import ignored
from generator.base.progress import CancelledError
from generator.readers import config
from generator.readers.theme import BUILT_IN
from generator.serve import overlay
from generator.serve.events import Hub, Listener
from generator.serve.preview import Preview

STEP = 20
"""Milliseconds of silence that end a burst of saves."""
LONGEST = 400
"""Milliseconds after which a burst is taken in even if it goes on."""
_MANY = 500
"""Changed files from which the whole content folder is walked rather than their folders."""
_SOON = 0.15
"""Seconds that the first look waits for the watching to begin; a site that takes longer is looked at twice."""
_HALF = 0.06
"""Seconds that new problems wait for the rest of a save."""
_LONGEST_SLEEP = 30.0
_PAUSE = 3.0
"""Seconds without a save that are a pause."""

Say = Callable[[str], None]


class Saved:
    """What was saved and has not been taken in yet; filled by the watching threads, emptied by the engine's."""

    def __init__(self) -> None:
        self.folders: set[str] | None = set()
        self.media: set[str] = set()
        self.drawing = False
        self.moved = False
        """Whether another time was asked for."""
        self.names: list[str] = []
        self.fresh: set[str] = set()
        """Folders that a first look has not taken in either."""

    def __bool__(self) -> bool:
        return self.folders is None or bool(self.folders or self.drawing or self.moved)


class Live:
    """Keeps a preview up to date."""

    def __init__(self, preview: Preview, hub: Hub, say: Say, editor: str, pinned: int | None) -> None:
        self.preview = preview
        self.hub = hub
        self.say = say
        self.editor = editor
        self.pinned = pinned
        """The time that the preview is of, or None for the present."""
        self.progress = ("", 0, 0)
        self.updates = 0
        self._told = 0
        self._born = secrets.token_hex(4)
        self._ready: Callable[[], object] = lambda: None
        self._saved = Saved()
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._again = threading.Event()
        self._threads: list[threading.Thread] = []
        self._last: tuple[Problem, ...] = ()
        self._watching = threading.Event()
        """Whether content/ is watched, so that nothing is missed that is saved after it was looked at."""
        self._early = False
        """Whether content/ is looked at before that, for the sake of the first page, and then again."""
        self._shown = threading.Event()
        """Whether the first look is over."""
        self._polling = False
        """Whether the system refused to tell of changes."""
        self._links: dict[str, set[str]] = {}
        """File of content/ -> symbolic links to it in content/."""

    @property
    def now(self) -> int:
        """The time that the preview is of."""
        return int(time.time()) if self.pinned is None else self.pinned

    def start(self, ready: Callable[[], object]) -> None:
        """Begin to watch and to read."""
        self._ready = ready
        self._early = self.preview.is_large()
        self.preview.looked = self._looked
        self._again.set()
        for work in (self._watch_top, self._watch_below, self._work):
            # They are daemons, so that a preview can stop at once whatever they are at: the store heals.
            thread = threading.Thread(target=work, name=f"ssg {work.__name__}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def begin_to_end(self) -> None:
        """Tell all threads to end."""
        self.preview.stopping.cancel()
        self._stop.set()
        self._shown.set()
        self._wake.set()

    def stop(self, patience: float = 0.5) -> None:
        """End all threads."""
        self.begin_to_end()
        end = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))

    def travel(self, to: int | None) -> None:
        """Preview the site as it is at another time, or at the present."""
        with self._lock:
            self.pinned = to
            self._saved.moved = True
        self._wake.set()

    def look_again(self) -> None:
        """Walk the whole content folder, and read configuration and theme."""
        with self._lock:
            self._saved.folders = None
            self._saved.drawing = True
        self._wake.set()

    # ------------------------------------------------------------------- watching

    def _watch_top(self) -> None:
        """Watch the site's own folder, for site.yaml and for folders that come and go."""
        folder = os.path.realpath(self.preview.folder)
        for paths in self._changes([folder], recursive=False):
            names = {os.path.relpath(path, folder) for path in paths}
            if names & {"themes", "content"}:
                self._again.set()
                self.look_again()
            elif config.FILE in names:
                self._note({config.FILE}, set(), drawing=True, paths={config.FILE})

    def _watch_below(self) -> None:
        if self._early:
            self._shown.wait(_LONGEST_SLEEP)
        folder = os.path.realpath(self.preview.folder)
        while not self._stop.is_set():
            self._again.clear()
            content = os.path.realpath(os.path.join(folder, "content"))
            folders, self._links, astray = survey(content)
            # The watcher would follow a link to a folder wherever it leads, so it is given our own folders one by one.
            tops = [*(folders if astray else [content]), os.path.join(folder, "themes"), str(BUILT_IN)]
            begun = False
            for paths in self._changes([top for top in tops if os.path.isdir(top)], recursive=not astray):
                if not begun:
                    # What was saved between two watches, or after an early first look, was told by neither.
                    before = self._watching.is_set()
                    self._watching.set()
                    if before or self._early:
                        self.look_again()
                begun = True
                if paths:
                    self._sort(paths, content)
                if self._again.is_set() or (astray and any(os.path.isdir(path) for path in paths)):
                    break

    def _changes(self, paths: list[str], *, recursive: bool) -> Iterator[set[str]]:
        """Yield the paths of each burst, and now and then none."""
        while not self._stop.is_set():
            try:
                bursts = watchfiles.watch(
                    *paths, watch_filter=None, debounce=LONGEST, step=STEP, stop_event=self._stop, rust_timeout=50,
                    yield_on_timeout=True, raise_interrupt=False, recursive=recursive, poll_delay_ms=2000,
                    force_polling=self._polling or None,
                )  # fmt: skip
                for burst in bursts:
                    yield {path for _, path in burst}
            except (OSError, RuntimeError) as error:
                if not self._polling:
                    self.say(f"files cannot be watched, so they are looked at every two seconds: {error}")
                self._polling = True
                self._watching.set()
                self._stop.wait(2)
                return

    def _sort(self, paths: set[str], content: str) -> None:
        """Note what files of content/ and themes have changed."""
        folders: set[str] = set()
        media: set[str] = set()
        names: set[str] = set()
        drawing = False
        # A file that is saved is also each link to it.
        for path in paths.union(*(self._links.get(path, ()) for path in paths)):
            inside = os.path.relpath(path, content).replace(os.sep, "/")
            if inside.startswith("../"):
                drawing |= not ignored(os.path.basename(path))
                names.add(os.path.basename(path))
                continue
            if any(ignored(part) for part in inside.split("/") if part != "."):
                continue
            names.add(f"content/{inside}")
            if inside == ".":
                folders.add("")
                continue
            folders.add(inside[: inside.rfind("/") + 1])
            if os.path.islink(path):
                self._links.setdefault(os.path.realpath(path), set()).add(path)
            elif os.path.isdir(path):
                folders.add(f"{inside}/")
            if not inside.endswith(".md"):
                media.add(f"/{inside}")
        self._note(folders, media, drawing=drawing, paths=names)

    def _note(self, folders: set[str], media: set[str], *, drawing: bool, paths: set[str]) -> None:
        if config.FILE in folders:
            folders = set()
        if not folders and not drawing:
            return
        with self._lock:
            saved = self._saved
            if len(paths) > _MANY:
                saved.folders = None
            elif saved.folders is not None:
                saved.folders |= folders
            saved.media |= media
            saved.fresh |= folders
            saved.drawing |= drawing
            saved.names += sorted(paths)
        self._wake.set()

    # -------------------------------------------------------------------- updates

    def _work(self) -> None:
        if hasattr(signal, "pthread_sigmask"):
            # Processes that this thread starts inherit it: Ctrl-C is for the preview, which ends them.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        self._early = self._early or not self._watching.wait(_SOON)
        self.look_again()
        late = False
        while not self._stop.is_set():
            with self._lock:
                saved, self._saved = self._saved, Saved()
                self._wake.clear()
            settled, late = late and not saved.names, False
            try:
                self._update(saved)
            except CancelledError:
                return
            except Exception as error:  # noqa: BLE001 - whatever is in the content, the preview goes on
                if self._stop.is_set():
                    return
                # All of it is looked at when the next file is saved.
                self.preview.pending = None
                trace = traceback.extract_tb(error.__traceback__)[-1]
                message = f"the preview failed: {type(error).__name__}: {error} ({trace.filename}:{trace.lineno})"
                self._tell_state((Problem(Where("content"), message, "save the file again"),))
            self._shown.set()
            with contextlib.suppress(sqlite3.Error):
                if not self._wake.wait(min(_PAUSE, self._sleep())) and not self._stop.is_set():
                    self.preview.rest()
                    if self._polling and not settled:
                        # Who looks now and then takes two saves in one second for one: the second is looked for here.
                        late = True
                        self.look_again()
                    self._wake.wait(self._sleep())

    def _sleep(self) -> float:
        """Return how long nothing will happen by itself."""
        if self.pinned is not None or not self.preview.ready:
            return _LONGEST_SLEEP
        due = self.preview.next_hour(self.now)
        return min(_LONGEST_SLEEP, max(0.1, due - time.time())) if due else _LONGEST_SLEEP

    def _update(self, saved: Saved) -> None:
        preview = self.preview
        begun = time.perf_counter()
        now = self.now
        due = preview.next_hour(preview.options.now) if preview.ready else 0
        if not saved and now >= preview.options.now and not (due and due <= now):
            return
        if saved.folders is None:
            preview.pending = None
        elif preview.pending is not None:
            preview.pending |= saved.folders
        first = not preview.ready
        change = preview.update(now, sorted(saved.media), self._progress, drawing=saved.drawing)
        self.updates += 1
        if first and preview.ready:
            self._ready()
            self.hub.publish(lambda _: {"kind": "ready"})
        if change.assets or change.media:
            files = [*change.assets, *change.media]
            self.hub.publish(lambda _: {"kind": "files", "changed": files})
        told, failed = self._tell_pages()
        self._tell_state((*change.problems, *failed))
        if first:
            preview.rest()
        if not first or saved.names:
            names = ", ".join(saved.names[:3]) + (f" and {len(saved.names) - 3} more" if len(saved.names) > 3 else "")
            took = 1000 * (time.perf_counter() - begun)
            self.say(f"{names or 'looked again'} · {told} open pages changed · {took:.0f} ms")

    def _tell_pages(self) -> tuple[int, list[Problem]]:
        """Tell the browsers whose page differs from what they show."""
        if not self.preview.ready:
            return 0, []
        open_now: dict[tuple[str, bool], list[Any]] = {}
        for one in self.hub.listeners():
            open_now.setdefault((one.url, one.hidden), []).append(one)
        told = 0
        problems = []
        # The page that somebody is writing goes before those that merely show something of it.
        order = sorted(open_now, key=lambda name: not self.preview.own_changed(name[0], hidden=name[1]))
        for url, hidden in order:
            listeners = open_now[url, hidden]
            found = self.preview.find(url, hidden=hidden)
            if found.problem is not None:
                problems.append(found.problem)
            if found.kind == "missing" and self.preview.partial:
                continue
            behind = [one for one in listeners if one.seen != found.digest]
            for one in behind:
                one.seen = found.digest
            if behind:
                told += 1
                self.hub.publish(partial(_changed, url, hidden))
        return told, problems

    def _tell_state(self, problems: tuple[Problem, ...]) -> None:
        """Show the problems in the browsers and on the terminal."""
        problems = tuple(sorted(set(problems)))
        if set(problems) - set(self._last) and self._wake.wait(_HALF):
            # Something was half saved, or is being mended: what comes of it is told in a moment.
            return
        before, self._last = self._last, problems
        self._told += 1
        self.hub.publish(self.state)
        if problems != before:
            if problems:
                count = len(problems)
                self.say(
                    f"{SiteError(problems)}\n\n{count} problem{'s' if count > 1 else ''}; the last good pages stay."
                )
            else:
                self.say("all problems are mended")

    def state(self, listener: Listener) -> dict[str, Any]:
        """Return what a browser is told of the site as a whole."""
        shown = overlay.problems(self._last, self.preview.folder, self.editor)
        for one in shown:
            one["open"] = one["open"] if listener.local else ""
            one["excerpt"] = one["excerpt"] if listener.hidden else ""
        pinned = self.pinned is not None
        return {"kind": "state", "version": self.version, "problems": shown, "now": self.now, "pinned": pinned}

    @property
    def version(self) -> str:
        """What differs whenever the browsers are told of the site as a whole: who shows another one is behind."""
        return f"{self._born}-{self._told}"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems that the site has now."""
        return self._last

    def _looked(self) -> None:
        """Show the newest articles while the others are read."""
        self._ready()
        self._tell_pages()

    def _glance(self) -> None:
        """Show what is saved among the newest articles before all others are read."""
        with self._lock:
            fresh, self._saved.fresh = self._saved.fresh, set()
        problems = self.preview.glance(fresh)
        if problems is not None:
            _, failed = self._tell_pages()
            self._tell_state((*problems, *failed))

    def _progress(self, stage: str, done: int, total: int) -> None:
        if self.preview.partial and self._saved.fresh:
            self._glance()
        self.progress = (stage, done, total)
        if done % 200 == 0 or done == total:
            self.hub.publish(lambda _: {"kind": "progress", "stage": stage, "done": done, "total": total})


def survey(content: str) -> tuple[list[str], dict[str, set[str]], bool]:
    """Return the folders of content/, which files have symbolic links to them, and whether a folder has one."""
    folders: list[str] = []
    links: dict[str, set[str]] = {}
    astray = False
    pending = [content]
    while pending:
        folder = pending.pop()
        with contextlib.suppress(OSError), os.scandir(folder) as found:
            folders.append(folder)
            for one in found:
                if one.is_symlink():
                    astray |= one.is_dir()
                    links.setdefault(os.path.realpath(one.path), set()).add(one.path)
                elif one.is_dir():
                    pending.append(one.path)
    return folders, links, astray


def _changed(url: str, hidden: bool, listener: Listener) -> dict[str, Any] | None:  # noqa: FBT001
    """Tell that a page changed to those who may see it."""
    return {"kind": "pages", "changed": [url]} if listener.hidden or not hidden else None
