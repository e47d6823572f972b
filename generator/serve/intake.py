"""Intake: how a preview takes in what was saved, without the files that are wrong."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from generator.base.errors import Problem, SiteError
from generator.base.progress import Run
from generator.portal.site import Site
from generator.readers.theme import Theme
from generator.stages.clock import Clock
from generator.stages.update import Scope, Updated, files_of, keep, update
from generator.store.database import Store

_UNSETTLED = "unsettled"
"""Key of the store: files that were taken in though they have problems."""
_RECHECKED = 500
"""Most of these that are parsed again in each update; only a mistake that touches the whole archive brings more."""


class HeldBackError(SiteError):
    """Files that were saved since the last time cannot be taken in as they are; others can, without them."""

    def __init__(self, problems: Iterable[Problem], files: frozenset[str]) -> None:
        super().__init__(problems)
        self.files = files
        """Their paths below content/."""


def take_in(
    store: Store,
    site: Site,
    theme: Theme,
    clock: Clock,
    run: Run,
    *,
    folders: frozenset[str] | None,
    without: frozenset[str],
    last: bool,
) -> tuple[Problem, ...]:
    """Take in what changed; the store is in a transaction.

    Args:
        store: the store.
        site: the configuration.
        theme: the theme.
        clock: decides what is published.
        run: where files are parsed, who is told, and who may cancel it.
        folders: folders below content/ where something may have changed, each with a slash at its end; None for all.
        without: files below content/ that stay as they were when they last had no problems.
        last: whether to take in what is wrong too, since to leave out more files has not helped.

    Returns:
        The problems that the site has now.

    Raises:
        HeldBackError: without some files that were saved it would have fewer; the transaction must be rolled back.
        CancelledError: the preview is to stop.

    """
    scope = Scope(folders, without=without, recheck=_unsettled(store), preview=True)
    updated = update(store, site, theme, clock, scope, run)
    held = frozenset() if last else _held_back(updated.problems[len(updated.unread) :], updated.saved)
    if held:
        raise HeldBackError(updated.problems, held)
    _settle(store, updated, (*updated.problems, *updated.consequent))
    return updated.problems


def take_in_some(
    store: Store, site: Site, theme: Theme, clock: Clock, run: Run, folders: frozenset[str]
) -> tuple[Problem, ...]:
    """Take in a few folders for a first look, where a link may lead to what was not read yet.

    Args:
        store: the store of the first look, in a transaction.
        site: the configuration.
        theme: the theme.
        clock: decides what is published.
        run: where files are parsed.
        folders: folders below content/, each with a slash at its end.

    Returns:
        The problems of files that it does without, and of the templates.

    """
    scope = Scope(folders, partial=True, recheck=_unsettled(store), preview=True)
    updated = update(store, site, theme, clock, scope, run)
    problems = (*updated.unread, *updated.templates)
    _settle(store, updated, problems)
    return problems


def _unsettled(store: Store) -> tuple[str, ...]:
    """Return the files that were taken in though they have problems, to see whether these are mended."""
    return msgspec.msgpack.decode(store.get(_UNSETTLED) or b"\x90", type=tuple[str, ...])


def _settle(store: Store, updated: Updated, problems: Iterable[Problem]) -> None:
    """Let the next update begin from this one, with another look at the files that have problems."""
    store.set(_UNSETTLED, msgspec.msgpack.encode(sorted(set(files_of(problems)))[:_RECHECKED]))
    keep(store, updated)


def _held_back(problems: Iterable[Problem], saved: frozenset[str]) -> frozenset[str]:
    """Return which of the files that were just saved bring problems, one for each problem."""
    return frozenset(path for one in problems for path in [path for path in files_of([one]) if path in saved][:1])
