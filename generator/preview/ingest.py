"""How a preview takes in what was saved, without the files that are wrong; of a large new site, the newest first."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import msgspec

from generator.base.errors import Problem, SiteError
from generator.base.progress import Run
from generator.base.workers import LazyPool
from generator.build import update
from generator.engine.clock import Clock
from generator.engine.update import Scope, Updated, files_of, keep
from generator.model.records import Record
from generator.preview.view import Setup
from generator.store.database import Store, open_store

_UNSETTLED = "unsettled"
"""Key of the store: files that were taken in though they have problems."""
_RECHECKED = 500
"""Most of these that each update parses again; only a mistake that touches the whole archive brings more."""


class HeldBackError(SiteError):
    """Files that were saved since the last time cannot be taken in as they are; others can, without them."""

    def __init__(self, problems: Iterable[Problem], files: frozenset[str]) -> None:
        super().__init__(problems)
        self.files = files
        """Their paths below content/."""


class Attempt(Record, frozen=True):
    """What an update tries to take in."""

    folders: frozenset[str] | None
    """Folders below content/ where something may differ, each with a slash at its end; None for all of them."""
    without: frozenset[str] = frozenset()
    """Files below content/ that stay as they were when they last had no problems."""
    last: bool = False
    """Whether to take in what is wrong too, since leaving out more files has not helped."""


def take_in(store: Store, setup: Setup, clock: Clock, run: Run, attempt: Attempt) -> tuple[Problem, ...]:
    """Take in what differs, and return the problems that the site has now; the store is in a transaction.

    Raises:
        HeldBackError: without some files that were saved it would have fewer; the transaction must be rolled back.
        SiteError: the templates cannot be used; likewise.
        CancelledError: the preview is to stop.

    """
    scope = Scope(attempt.folders, without=attempt.without, recheck=_unsettled(store), preview=True)
    updated = update(store, setup.site, setup.theme, clock, scope, run)
    held = frozenset() if attempt.last else _held_back(updated.problems[len(updated.unread) :], updated.saved)
    if held:
        raise HeldBackError(updated.problems, held)
    _settle(store, updated, (*updated.problems, *updated.consequent))
    return updated.problems


def take_in_some(store: Store, setup: Setup, clock: Clock, run: Run, folders: frozenset[str]) -> tuple[Problem, ...]:
    """Take in a few folders for a first look, where a link may lead to what was not read yet.

    Returns:
        The problems of files that it does without, and of the templates.

    """
    scope = Scope(folders, partial=True, recheck=_unsettled(store), preview=True)
    updated = update(store, setup.site, setup.theme, clock, scope, run)
    problems = (*updated.unread, *updated.templates)
    _settle(store, updated, problems)
    return problems


def _unsettled(store: Store) -> tuple[str, ...]:
    return msgspec.msgpack.decode(store.get(_UNSETTLED) or b"\x90", type=tuple[str, ...])


def _settle(store: Store, updated: Updated, problems: Iterable[Problem]) -> None:
    """Let the next update begin from this one, with another look at the files that have problems."""
    store.set(_UNSETTLED, msgspec.msgpack.encode(sorted(set(files_of(problems)))[:_RECHECKED]))
    keep(store, updated)


def _held_back(problems: Iterable[Problem], saved: frozenset[str]) -> frozenset[str]:
    """Return which of the files that were just saved bring problems, one for each problem."""
    held = (next((path for path in files_of([problem]) if path in saved), None) for problem in problems)
    return frozenset(path for path in held if path is not None)


class Sizes(Record, frozen=True):
    """When there is a first look, and how much it holds."""

    large: int = 3000
    """Articles from which the newest are shown before all are read."""
    newest: int = 250
    """Articles that are read for that."""


SIZES = Sizes()


class FirstLook:
    """A store of a few folders, beside the one that all is read into; for the engine's thread."""

    def __init__(self, clock: Clock, state: Path, folders: Iterable[str]) -> None:
        """Begin with an empty store in a state folder, which is emptied; folders below content/ end with a slash."""
        self._clock = clock
        self.state = state
        self.folders = frozenset(folders)
        shutil.rmtree(state, ignore_errors=True)
        self._store = open_store(state, sums=False)

    def take_in(self, setup: Setup, folders: frozenset[str]) -> tuple[Problem, ...] | None:
        """Take in some of the folders; return the problems of files that it does without, None if it cannot."""
        try:
            with LazyPool(1) as pool, self._store.transaction():
                return take_in_some(self._store, setup, self._clock, Run(pool), folders)
        except SiteError:
            return None

    def close(self) -> None:
        """Delete the store."""
        self._store.close()
        shutil.rmtree(self.state, ignore_errors=True)


def newest(content: Path, sizes: Sizes) -> list[str]:
    """Return the folders of the newest articles and those of people and standing pages, or none of a small site.

    Newest is told from the names of folders, as in daerah/2024/10/, for nothing was read yet.
    """
    dated: list[tuple[tuple[str, ...], str, int]] = []
    always = []
    total = 0
    for folder, _, names in os.walk(content):
        path = os.path.relpath(folder, content).replace(os.sep, "/") + "/"
        count = sum(name.endswith(".md") for name in names)
        total += count
        if path in ("authors/", "pages/"):
            always.append(path)
        elif count:
            dated.append((tuple(part for part in path.split("/") if part.isdigit()), path, count))
    if total < sizes.large:
        return []
    chosen: list[str] = []
    room = sizes.newest
    for _, path, count in sorted(dated, reverse=True):
        if count > 2 * room:
            break
        chosen.append(path)
        room -= count
        if room <= 0:
            break
    return [*always, *chosen] if chosen else []
