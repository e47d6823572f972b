"""`ssg build --wait`: builds whenever there is something to build, until told to stop."""

from __future__ import annotations

import contextlib
import gc
import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import click

from generator.base import timestamps
from generator.base.errors import SiteError, UsageError
from generator.base.sentences import Language, Sentence, sentence
from generator.base.timestamps import Stamp, format_time
from generator.base.workers import release_memory
from generator.engine.clock import coming
from generator.preview.watch import EVERYTHING, TIMING, Inbox, Saved, Watcher
from generator.store import pictures
from generator.store.database import STATE, open_reader
from generator.store.files import lock
from generator.theming.loading import read_site_yaml

_SLICE = 1.0
"""Seconds between two looks at the clock, which may jump when a laptop wakes or the time is corrected."""
_RETRY = 60
"""Seconds after which a build that failed because of the machine is retried."""
_MACHINE = 2
"""Exit code of such a build."""
_WALK = 900
"""Seconds after which all of content/ is looked at again: nobody tells of what another machine writes on a shared disk,
of what a link leads to, or of more than the system can keep in mind."""

Folders = frozenset[str] | None
"""Folders below content/ where something may differ, each with a slash at its end; None for all of them."""


class _EndedError(BaseException):
    """The process was asked to stop; like Ctrl-C, at any moment."""


def wait(
    site: str,
    build: Callable[[int, Folders], int],
    language: Language,
    *,
    clock: Callable[[], float] = time.time,
) -> int:
    """Build now, whenever a file of the site changes, and when the portal changes by itself; return 0 at SIGTERM.

    All of content/ is scanned at the start and now and then, otherwise only what was reported. `build` gets a time, in
    seconds since 1970, and the folders that may differ since the last successful build; it prints the result and
    returns an exit code. Whatever fails, the loop waits for the next change. `clock` may jump.
    """
    log = _Log(site, language)
    inbox = Inbox()
    before = signal.signal(signal.SIGTERM, _end)
    try:
        with lock(Path(site, STATE, "wait"), waiting=_refuse):
            watcher = Watcher(Path(site), inbox, log.say, TIMING)
            watcher.start(early=False)
            watcher.wait()
            try:
                _go_on(site, build, inbox, log, clock)
            finally:
                watcher.stop()
    except _EndedError:
        log.say(sentence("stopped"))
        return 0
    finally:
        signal.signal(signal.SIGTERM, before)


class _Log:
    """Messages of a waiting build, each line with its time in the portal's zone, not the machine's."""

    def __init__(self, site: str, language: Language) -> None:
        self._site, self._language = Path(site), language
        self._zone = "WIB"

    @property
    def zone(self) -> str:
        """The portal's zone; the last known one while site.yaml cannot be read."""
        with contextlib.suppress(SiteError, UsageError, OSError):
            self._zone = read_site_yaml(self._site).zone
        return self._zone

    def say(self, said: Sentence) -> None:
        at = Stamp(int(time.time()), self.zone)
        hour, _, zone = timestamps.clock(at).partition(" ")
        click.echo(f"{hour}:{at.local.second:02} {zone} {self._language.put(said)}", err=True)


def _go_on(
    site: str,
    build: Callable[[int, Folders], int],
    inbox: Inbox,
    log: _Log,
    clock: Callable[[], float],
) -> NoReturn:
    saved, walked = EVERYTHING, time.monotonic()

    def walk_is_due() -> bool:
        return time.monotonic() - walked >= _WALK

    while True:
        saved |= inbox.take()
        now = int(clock())
        folders = None if saved.setup or walk_is_due() else saved.folders
        if folders is None:
            walked = time.monotonic()
        code = build(now, folders)
        # Return unused memory to the system until the next one. Its caches refer back to their owners.
        gc.collect()
        release_memory()
        # What a build with problems has looked at is looked at again; of one that the machine broke off, who knows.
        saved = Saved() if code == 0 else Saved(folders) if code < _MACHINE else EVERYTHING
        due = now + _RETRY if code >= _MACHINE else _next_hour(site, now, log, green=code == 0)
        # A clock that was set back shows an hour when less was published.
        while not (inbox.wait(_SLICE) or clock() < now or (due and clock() >= due) or walk_is_due()):
            pass


def _next_hour(site: str, now: int, log: _Log, *, green: bool) -> int:
    """Return when the portal changes by itself, in seconds since 1970, and print it; 0 for never."""
    try:
        with closing(open_reader(Path(site, STATE))) as store:
            if green and pictures.count_deferred(store):
                return now
            found = coming(store, now)
    except UsageError:
        # No build has succeeded yet.
        return 0
    if not found:
        return 0
    log.say(sentence("waiting for files, and for {time}", time=format_time(Stamp(found[0].at, log.zone))))
    return found[0].at


def _refuse() -> None:
    raise UsageError(sentence("another `ssg build --wait` of this site is running; stop it first"))


def _end(_: int, __: object) -> None:
    raise _EndedError
