"""The engine's thread: saved files become an update of the preview, and the browsers are notified."""

from __future__ import annotations

import contextlib
import signal
import sqlite3
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

from generator.base.errors import Problem, Where
from generator.base.sentences import ENGLISH, Language, Sentence, as_it_is, sentence
from generator.base.timestamps import Stamp
from generator.base.workers import CancelledError
from generator.model.urls import on_host
from generator.preview import words
from generator.preview.events import Announcer, Hub, Listener, Say
from generator.preview.preview import Preview
from generator.preview.watch import EVERYTHING, TIMING, Inbox, Saved, Timing, Watcher

_LONGEST_SLEEP = 30.0
_STEP = 200
"""Files between two progress events."""


class Live:
    """Keeps a preview up to date, in its own thread: the engine's."""

    def __init__(
        self, preview: Preview, hub: Hub, say: Say, editor: str, pinned: int | None, timing: Timing = TIMING,
        *, language: Language = ENGLISH, shared: bool = False,
    ) -> None:  # fmt: skip
        """Prepare; nothing is watched or read before `start`.

        `editor` is the template of links that open a file, as in `words.link`; `pinned` is the time that the preview
        shows, in seconds since 1970, None for the present; `shared` whether other machines have access.
        """
        self.preview, self.hub, self.say = preview, hub, say
        self.editor, self.language, self.shared = editor, language, shared
        self.drafts = preview.options.unpublished
        """Whether to show drafts and scheduled articles."""
        self.pinned = pinned
        """The chosen time; None for the present."""
        self.progress = ("", 0, 0)
        """Stage, files read, and files in total."""
        self.updates = 0
        self.told: list[Callable[[Saved], object]] = []
        """What else is told, in the engine's thread, of each update."""
        self.at_end: list[Callable[[float], object]] = []
        """What else is to end; it may take so many seconds."""
        self._timing = timing
        self._inbox = Inbox()
        self._watcher = Watcher(preview.folder, self._inbox, say, timing)
        self._announcer = Announcer(preview.pages, hub, say)
        self._ready: Callable[[], object] = lambda: None
        self._threads: list[threading.Thread] = []

    # --------------------------------------------------- what other threads may call

    @property
    def now(self) -> int:
        """The time that the preview shows, in seconds since 1970."""
        return int(time.time()) if self.pinned is None else self.pinned

    @property
    def stamp(self) -> Stamp:
        """That time in the zone of the site."""
        return Stamp(self.now, self.preview.site.zone if self.preview.site is not None else "WIB")

    def start(self, ready: Callable[[], object]) -> None:
        """Start watching and reading; `ready` is called when there are pages to show."""
        self._ready = ready
        # A daemon, so that the preview can stop at any time: the store heals.
        engine = threading.Thread(target=self._work, name="ssg engine", daemon=True)
        self._threads.append(engine)
        engine.start()

    def begin_to_end(self) -> None:
        self.preview.cancelled.set()
        self._watcher.stop()
        self._inbox.wake()

    def stop(self, patience: float = 0.5) -> None:
        """End all threads, and wait at most `patience` seconds for them."""
        self.begin_to_end()
        end = time.monotonic() + patience
        for finish in self.at_end:
            finish(max(0.0, end - time.monotonic()))
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))

    def set_time(self, pinned: int | None) -> None:
        """Show the site at a time, in seconds since 1970; None for the present."""
        self.pinned = pinned
        self._inbox.add(Saved(time=True))

    def show_drafts(self, *, drafts: bool) -> None:
        self.drafts = drafts
        self._inbox.add(Saved(time=True))

    def look_again(self) -> None:
        """Walk the whole content folder, and read configuration and theme."""
        self._inbox.add(EVERYTHING)

    def state(self, listener: Listener) -> dict[str, Any]:
        # Current state: the page may have been opened while drafts were shown.
        excerpts = listener.local or self.preview.options.unpublished
        return {
            "kind": "state", "version": self.version, "now": self.now, "pinned": self.pinned is not None,
            "problems": self.shown_problems(local=listener.local, excerpts=excerpts),
        }  # fmt: skip

    def shown_problems(self, *, local: bool, excerpts: bool) -> list[dict[str, Any]]:
        """Return the problems as a browser shows them, with links to the editor program if it is `local`."""
        editor = self.editor_for(local=local)
        return words.problems(self.problems, self.preview.folder, editor, self.language, excerpts=excerpts)

    def editor_for(self, *, local: bool) -> str:
        """Return the template of links that open a file: an editor program is on this machine, the desk is not."""
        return self.editor if local or self.editor == words.DESK else ""

    @property
    def version(self) -> str:
        return self._announcer.version

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._announcer.problems

    # ---------------------------------------------------------- the engine's thread

    def _work(self) -> None:
        if sys.platform != "win32":
            # Inherited by the processes that this thread starts: Ctrl-C is for the preview, which ends them.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        self.look_again()
        self._turn()
        # Only now, since that takes seconds at a hundred thousand files. Once it has begun, all is looked at again.
        self._threads.append(self._watcher.start())
        while not self.preview.cancelled.is_set():
            self._sleep()
            self._turn()

    def _turn(self) -> None:
        try:
            self._update(self._inbox.take())
        except CancelledError:
            return
        except Exception as error:  # noqa: BLE001 - whatever is in the content, the preview goes on
            if not self.preview.cancelled.is_set():
                self._announce((_failure(error),))

    def _sleep(self) -> None:
        """Wait for the next save, or for the next hour that changes a page."""
        with contextlib.suppress(sqlite3.Error):
            if not self._inbox.wait(min(self._timing.pause, self._until_next_hour())):
                if self.preview.cancelled.is_set():
                    return
                self.preview.rest()
                self._inbox.wait(self._until_next_hour())

    def _until_next_hour(self) -> float:
        if self.pinned is not None or not self.preview.pages.ready:
            return _LONGEST_SLEEP
        # An hour that has come since the last look counts, too.
        due = self.preview.next_hour(self.preview.options.now)
        return min(_LONGEST_SLEEP, max(0.1, due - time.time())) if due else _LONGEST_SLEEP

    def _update(self, saved: Saved) -> None:
        preview = self.preview
        begun = time.perf_counter()
        now, last = self.now, preview.options.now
        first = not preview.pages.ready
        due = 0 if first else preview.next_hour(last)
        if not (saved or now < last or 0 < due <= now):
            return
        change = preview.update(now, saved, self._progress, drafts=self.drafts)
        self.updates += 1
        for tell in self.told:
            tell(saved)
        if first and preview.pages.ready:
            self._ready()
            self.hub.publish(lambda _: {"kind": "ready"})
        if change.assets or change.media:
            urls = [on_host(url, preview.pages.base_path) for url in (*change.assets, *change.media)]
            self.hub.publish(lambda _: {"kind": "files", "changed": urls})
        changed, failed = self._announcer.pages()
        self._announce((*change.problems, *failed))
        if first:
            preview.rest()
        if saved.names or changed:
            files, took = _summary(saved.names), round(1000 * (time.perf_counter() - begun))
            self.say(
                sentence("{files} · {changed} open pages changed · {took} ms", files=files, changed=changed, took=took)
            )

    def _announce(self, problems: tuple[Problem, ...]) -> None:
        if self._announcer.has_new(problems) and self._inbox.wait(self._timing.problems):
            # A file is half saved or being fixed; the result is announced in a moment.
            return
        self._announcer.site(problems, self.state)

    def _progress(self, stage: str, done: int, total: int) -> None:
        self.progress = (stage, done, total)
        if done % _STEP == 0 or done == total:
            self.hub.publish(lambda _: {"kind": "progress", "stage": stage, "done": done, "total": total})


def _failure(error: Exception) -> Problem:
    trace = traceback.extract_tb(error.__traceback__)[-1]
    message = sentence(
        "the preview failed: {name}: {error} ({filename}:{lineno})",
        name=type(error).__name__, error=error, filename=trace.filename, lineno=trace.lineno,
    )  # fmt: skip
    return Problem(Where("content"), "preview-failed", message, sentence("save the file again"))


def _summary(names: tuple[str, ...]) -> Sentence:
    if not names:
        return sentence("looked again")
    first = ", ".join(names[:3])
    return sentence("{first} and {more} more", first=first, more=len(names) - 3) if len(names) > 3 else as_it_is(first)
