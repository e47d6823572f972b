"""`ssg build --wait`: builds and deploys whenever there is something to build, until told to stop."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn

import click
from msgspec.structs import replace

from generator.base import timestamps
from generator.base.errors import SiteError, UsageError
from generator.base.sentences import Language, Sentence, sentence
from generator.base.timestamps import Stamp, format_time
from generator.base.workers import release_memory
from generator.engine.clock import coming
from generator.model.records import Record
from generator.preview.watch import EVERYTHING, TIMING, Inbox, Saved, Say, Watcher
from generator.store import pictures, publication
from generator.store.database import STATE, open_reader
from generator.store.files import lock
from generator.store.publication import Attempt
from generator.theming.loading import read_site_yaml

_SLICE = 1.0
"""Seconds between two looks at the clock, which may jump when a laptop wakes or the time is corrected."""
_RETRY = 60
"""Seconds after which a build or deploy that failed because of a machine is retried."""
_MACHINE = 2
"""Exit code of such a failure."""
_ALARM = 600
"""Seconds of failures after which somebody is told who need not be looking."""
_WALK = 900
"""Seconds after which all of content/ is looked at again: nobody tells of what another machine writes on a shared disk,
of what a link leads to, or of more than the system can keep in mind."""

Folders = frozenset[str] | None
"""Folders below content/ where something may differ, each with a slash at its end; None for all of them."""


class Work(Record, frozen=True):
    """What a waiting build does."""

    build: Callable[[int, Folders], Attempt]
    """Builds as of a time, in seconds since 1970, and prints the result."""
    targets: tuple[str, ...] = ()
    """Names of those that it deploys to."""
    deploy: Callable[[], Attempt] | None = None
    parent: int = 0
    """Number of the process that it ends with; 0 for none."""
    alarm: Callable[[int, str], object] | None = None
    """Tells somebody since when readers have got nothing, and why; 0 once they do again."""


class _EndedError(BaseException):
    """The process was asked to stop; like Ctrl-C, at any moment."""


def wait(site: str, work: Work, language: Language, *, clock: Callable[[], float] = time.time) -> int:
    """Build and deploy now, whenever a file of the site changes, and when the portal changes by itself.

    Returns 0 at SIGTERM. All of content/ is scanned at the start and now and then, otherwise only what was reported.
    Whatever fails, the loop waits for the next change. `clock` may jump.
    """
    say = _log(Path(site), language)
    inbox = Inbox()
    before = signal.signal(signal.SIGTERM, _end)
    try:
        with lock(Path(site, STATE, publication.LOCK), waiting=_refuse):
            watcher = Watcher(Path(site), inbox, say, TIMING)
            watcher.start()
            watcher.watching.wait()
            try:
                _Loop(site, work, inbox, say, clock).run()
            finally:
                watcher.stop()
    except _EndedError:
        say(sentence("stopped"))
        return 0
    finally:
        signal.signal(signal.SIGTERM, before)


def _log(site: Path, language: Language) -> Say:
    """Return what says a sentence on a line with its time, in the portal's zone and not the machine's."""
    zone = "WIB"
    with contextlib.suppress(SiteError, UsageError, OSError):
        zone = read_site_yaml(site).zone

    def say(said: Sentence) -> None:
        at = Stamp(int(time.time()), zone)
        hour = timestamps.clock(at).partition(" ")[0]
        click.echo(f"{hour}:{at.local.second:02} {zone} {language.put(said)}", err=True)

    return say


class _Loop:
    """The builds of one process, and what it says about them to others."""

    def __init__(self, site: str, work: Work, inbox: Inbox, say: Say, clock: Callable[[], float]) -> None:
        self._site, self._work, self._inbox, self._say, self._clock = site, work, inbox, say, clock
        self._known = replace(publication.read(Path(site)), targets=work.targets)
        self._alarmed = False

    def _note(self, **changes: Any) -> None:
        """Write down how far it is, for the desk."""
        self._known = replace(self._known, **changes)
        publication.save(Path(self._site), self._known)

    def run(self) -> NoReturn:
        saved, walked = EVERYTHING, time.monotonic()

        def walk_is_due() -> bool:
            return time.monotonic() - walked >= _WALK

        try:
            while True:
                saved |= self._inbox.take()
                now = int(self._clock())
                folders = None if saved.setup or walk_is_due() else saved.folders
                if folders is None:
                    walked = time.monotonic()
                code = self._attempt(now, folders)
                # Return unused memory to the system until the next one. Its caches refer back to their owners.
                gc.collect()
                release_memory()
                # What a build with problems has looked at is looked at again; of one that was broken off, who knows.
                saved = Saved() if code == 0 else Saved(folders) if code < _MACHINE else EVERYTHING
                due = self._next_hour(now, green=code == 0)
                if code >= _MACHINE:
                    due = min(due or now + _RETRY, now + _RETRY)
                self._note(phase="waiting", next=due)
                # A clock that was set back shows an hour when less was published.
                while not (self._inbox.wait(_SLICE) or self._clock() < now or self._is_over(due) or walk_is_due()):
                    self._check_alarm()
                    if self._work.parent and os.getppid() != self._work.parent:
                        raise _EndedError
        finally:
            self._note(phase="stopped", next=0)

    def _is_over(self, due: int) -> bool:
        return bool(due) and self._clock() >= due

    def _attempt(self, now: int, folders: Folders) -> int:
        """Build and deploy, write down how that went, and return the exit code."""
        self._note(phase="building")
        attempt = self._work.build(now, folders)
        sent = attempt.code == 0
        # Asked before anything is sent: somebody may build beside this process meanwhile, which is not sent then.
        number = publication.build_number(Path(self._site))
        if sent:
            # A state that was made anew counts its builds from one.
            self._note(held=attempt.held, delivered=min(self._known.delivered, number - 1))
            if self._work.deploy is not None:
                self._note(phase="deploying")
                attempt = self._work.deploy()
                # One that readers do not see yet (1) has sent everything all the same.
                sent = attempt.code < _MACHINE
        if sent:
            self._note(delivered=number)
        self._note(failing_since=(self._known.failing_since or now) if attempt.code else 0, why=attempt.why)
        self._check_alarm()
        return attempt.code

    def _check_alarm(self) -> None:
        since = self._known.failing_since
        is_alarming = since > 0 and self._clock() - since >= _ALARM
        if is_alarming != self._alarmed and (is_alarming or not since) and self._work.alarm is not None:
            self._work.alarm(since, self._known.why)
        self._alarmed = is_alarming or (self._alarmed and since > 0)

    def _next_hour(self, now: int, *, green: bool) -> int:
        """Return when the portal changes by itself, in seconds since 1970, and print it; 0 for never."""
        try:
            with closing(open_reader(Path(self._site, STATE))) as store:
                if green and pictures.count_deferred(store):
                    return now
                found = coming(store, now)
        except UsageError:
            # No build has succeeded yet.
            return 0
        if not found:
            return 0
        at = format_time(Stamp(found[0].at, found[0].zone))
        self._say(sentence("waiting for files, and for {time}", time=at))
        return found[0].at


def _refuse() -> None:
    raise UsageError(sentence("another `ssg build --wait` of this site is running; stop it first"))


def _end(_: int, __: object) -> None:
    raise _EndedError
