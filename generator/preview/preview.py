"""The preview: the engine of `build` held in memory. An update brings its store up to date and shows the new state."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from threading import Event

import msgspec

from generator.base.digest import digest
from generator.base.errors import Problem, SiteError, Where, ordered
from generator.base.sentences import sentence
from generator.base.workers import CancelledError, LazyPool, Progress, Run
from generator.engine.clock import NEWS_SECONDS, Clock
from generator.engine.options import Options
from generator.engine.update import Scope, files_of
from generator.model.kinds import KINDS
from generator.model.records import Record
from generator.model.site import Site
from generator.model.urls import page_url
from generator.pages import textfiles
from generator.preview.cache import PageCache
from generator.preview.ingest import HeldBackError, LastGood, ingest_saved
from generator.preview.view import Setup, renderer_for
from generator.preview.watch import Saved
from generator.store import times
from generator.store.database import Store

_TURNS = 4
"""The most attempts at an update, each without the wrong files of the one before; the last takes in the rest."""


class Change(Record, frozen=True):
    """The result of an update."""

    assets: tuple[str, ...]
    """Changed addresses of the theme's files and of its settings' stylesheet."""
    media: tuple[str, ...]
    """Addresses of media files that may differ."""
    problems: tuple[Problem, ...]
    """All current problems of the site."""


class Preview:
    """A site held in memory.

    It belongs to the engine's thread; others use `pages`, cancel updates, and read `site`, `options` and `assets`.
    """

    def __init__(self, options: Options, store: Store, state: Path) -> None:
        """Prepare; nothing is read before the first update. The time in the options is that of the last update."""
        self.options = options
        self.folder = Path(options.site)
        self.pages = PageCache(self.folder)
        self.problems: tuple[Problem, ...] = ()
        self.cancelled = Event()
        """Ends an update, from any thread."""
        self._store = store
        self._state = state
        self._last_good = LastGood(self.folder)
        self._pending: frozenset[str] | None = None
        """Folders below content/ that may differ from the store; None for all of them."""
        store.interrupt_when(self.cancelled.is_set)
        # Saving must not wait for the disk: the log is moved into the store during pauses.
        store.keep_log()

    @property
    def site(self) -> Site | None:
        """The last valid configuration."""
        return self._last_good.site

    def close(self) -> None:
        """Stop showing pages, and close everything but the store."""
        self.pages.close()

    # ------------------------------------------------------------------- updates

    def update(
        self,
        now: int,
        saved: Saved,
        progress: Progress,
        *,
        drafts: bool | None = None,
    ) -> Change:
        """Bring the store up to date with saved files, and show the result.

        `drafts` of None keeps the setting.

        Raises:
            CancelledError: the update was cancelled.

        """
        self.options = msgspec.structs.replace(
            self.options, now=now, unpublished=self.options.unpublished if drafts is None else drafts
        )
        shown, before = self.pages.ready, self.assets()
        if saved.setup or self._last_good.setup is None:
            self._last_good.read(self._store.get("theme"))
        problems, setup = [*self._last_good.problems], self._last_good.setup
        folders = None if self._pending is None or saved.folders is None else self._pending | saved.folders
        # If anything fails in between, the next update looks at all of the content.
        self._pending = None
        if not (self.folder / "content").is_dir():
            # A checkout may remove it for a moment; the last state is shown until it is back.
            said, hint = sentence("there is no folder content/"), sentence("make it, with an article in it")
            problems.append(Problem(Where("content"), "no-site", said, hint))
        elif setup is None:
            self._pending = folders
        else:
            told, self._pending = self._ingest(setup, folders, progress)
            problems += told
        self.problems = tuple(ordered(set(problems)))
        changed = sorted({url for url, _ in before.items() ^ self.assets().items()}) if shown else ()
        return Change(tuple(changed), tuple(sorted(saved.media)), self.problems)

    def assets(self) -> dict[str, str]:
        """Return the addresses of the theme's files and of the settings' stylesheet, each with a digest."""
        theme, setup = self._last_good.theme, self.pages.setup
        files = {page_url(path): known for path, (_, known) in theme.assets.items()} if theme is not None else {}
        # It is a page, not a file, so its settings decide whether it changed.
        sheet = digest(textfiles.sheet(setup.theme.colours)).hex() if setup is not None else ""
        return {KINDS["colours"].url: sheet, **files}

    def _ingest(
        self, setup: Setup, folders: frozenset[str] | None, progress: Progress
    ) -> tuple[list[Problem], frozenset[str] | None]:
        """Take in some folders, if necessary without the wrong files.

        Returns:
            All problems, and the folders to look at again next time; None for all of them.

        """
        problems: list[Problem] = []
        without: frozenset[str] = frozenset()
        for turn in range(_TURNS):
            try:
                problems += self._try(setup, Scope(folders, without=without), progress, last=turn == _TURNS - 1)
                break
            except HeldBackError as error:
                # Correct files should not wait for a wrong one.
                problems += error.problems
                without |= error.files
            except SiteError as error:
                # Some templates turn out to be broken only when compiled.
                problems += error.problems
                shown = self.pages.setup
                if shown is None or shown == setup:
                    return problems, folders
                self._last_good.go_back(shown, error.problems)
                setup = shown
        return problems, _folders({*without, *files_of(problems)})

    def _try(self, setup: Setup, scope: Scope, progress: Progress, *, last: bool) -> tuple[Problem, ...]:
        """Take in some folders and show the new state, or change nothing; see `ingest_saved`."""
        try:
            with LazyPool(self.options.jobs) as pool, ExitStack() as moment:
                with self._store.transaction():
                    run = Run(pool, progress, self.cancelled)
                    problems = ingest_saved(self._store, setup, self._clock, run, scope, last=last)
                    renderer = None
                    if self.pages.setup != setup:
                        # Made before the lock is taken, so that nobody waits for it.
                        renderer = renderer_for(self.folder, self._state, setup)
                    # No page is made until the new state is shown, since the old renderer may see what is committed.
                    moment.enter_context(self.pages.lock)
                self.pages.show(setup, renderer, drafts=self.options.unpublished)
        except sqlite3.OperationalError as error:
            if self.cancelled.is_set():
                raise CancelledError from error
            raise
        return problems

    @property
    def _clock(self) -> Clock:
        return Clock(self.options.now, unpublished=self.options.unpublished)

    # --------------------------------------------------------- between two updates

    def next_hour(self, now: int) -> int:
        """Return when time alone next changes a page, in seconds since 1970; 0 for never."""
        moments = times.next_moments(self._store, now, NEWS_SECONDS, drafts=True)
        return moments[0].at if moments else 0

    def rest(self) -> None:
        """During a pause, move the log into the store's own file."""
        with contextlib.suppress(sqlite3.OperationalError):
            self._store.checkpoint()


def _folders(files: Iterable[str]) -> frozenset[str]:
    return frozenset(path[: path.rfind("/") + 1] for path in files)
