"""Intake: how a preview takes in what was saved, without the files that are wrong."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from generator.base.errors import Problem, SiteError
from generator.base.progress import Run
from generator.build import update
from generator.engine.clock import Clock
from generator.engine.update import Scope, Updated, files_of, keep
from generator.model.records import Record
from generator.preview.setup import Setup
from generator.store.database import Store

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
    """Take in what differs; the store is in a transaction.

    Args:
        store: the preview's own.
        setup: the configuration and the theme.
        clock: decides what is published.
        run: where files are parsed, who is told, and who may cancel it.
        attempt: what to take in.

    Returns:
        The problems that the site has now.

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

    Args:
        store: that of the first look, in a transaction.
        setup: the configuration and the theme.
        clock: decides what is published.
        run: where files are parsed.
        folders: folders below content/, each with a slash at its end.

    Returns:
        The problems of files that it does without, and of the templates.

    """
    scope = Scope(folders, partial=True, recheck=_unsettled(store), preview=True)
    updated = update(store, setup.site, setup.theme, clock, scope, run)
    problems = (*updated.unread, *updated.templates)
    _settle(store, updated, problems)
    return problems


def _unsettled(store: Store) -> tuple[str, ...]:
    """Return the files that were taken in though they have problems, which may have been mended since."""
    return msgspec.msgpack.decode(store.get(_UNSETTLED) or b"\x90", type=tuple[str, ...])


def _settle(store: Store, updated: Updated, problems: Iterable[Problem]) -> None:
    """Let the next update begin from this one, with another look at the files that have problems."""
    store.set(_UNSETTLED, msgspec.msgpack.encode(sorted(set(files_of(problems)))[:_RECHECKED]))
    keep(store, updated)


def _held_back(problems: Iterable[Problem], saved: frozenset[str]) -> frozenset[str]:
    """Return which of the files that were just saved bring problems, one for each problem."""
    held = (next((path for path in files_of([problem]) if path in saved), None) for problem in problems)
    return frozenset(path for path in held if path is not None)
