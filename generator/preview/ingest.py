"""How a preview takes in saved files, except wrong ones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from generator.base.errors import Problem, SiteError, Where, unreadable
from generator.base.sentences import sentence
from generator.base.workers import Run
from generator.build import update
from generator.config.site_yaml import FILE
from generator.engine.clock import Clock
from generator.engine.configuration import templates_of
from generator.engine.holding import only_aliases
from generator.engine.update import Scope, Updated, files_of, keep, touch
from generator.model.site import Site
from generator.preview.view import Setup
from generator.store import dependencies
from generator.store.database import Store
from generator.theming.loading import read_site_yaml, theme_of, with_ids_of
from generator.theming.theme import Theme

_UNSETTLED = "unsettled"
"""Key of the store: files taken in despite problems."""
_RECHECKED = 500
"""The most of these that each update parses again; only a mistake that affects the whole archive causes more."""


class LastGood:
    """The last valid configuration and theme of a site; for the engine's thread, but any thread may read `site`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.site: Site | None = None
        self.theme: Theme | None = None
        self.problems: tuple[Problem, ...] = ()
        """The problems of the current files."""

    @property
    def setup(self) -> Setup | None:
        """Both, once there was a valid version of each."""
        return Setup(self.site, self.theme) if self.site is not None and self.theme is not None else None

    def read(self, known: bytes | None) -> None:
        """Read both again; a theme whose key is `known` has been used for pages, so its templates need no check."""
        problems: list[Problem] = []
        try:
            self.site = read_site_yaml(self._folder)
        except SiteError as error:
            problems += error.problems
        except OSError as error:
            problems.append(unreadable(Where(FILE), error))
        if self.site is not None:
            try:
                theme, found = theme_of(self._folder, self.site)
                if theme is not None:
                    found = [] if known == theme.key.encode() else templates_of(theme)[1]
                    self.theme = self.theme if found else theme
                problems += found
            except OSError as error:
                problems.append(
                    Problem(Where("themes"), "unreadable", sentence("a file cannot be read: {error}", error=error))
                )
        if self.site is not None and self.theme is not None:
            self.site = with_ids_of(self.theme, self.site)
        self.problems = tuple(problems)

    def go_back(self, setup: Setup, problems: tuple[Problem, ...]) -> None:
        """Restore a setup that pages were made with, since the current one turned out to be unusable."""
        self.site, self.theme = setup.site, setup.theme
        self.problems += problems


class HeldBackError(SiteError):
    """Saved files that cannot be taken in as they are; others can, without them."""

    def __init__(self, problems: Iterable[Problem], files: frozenset[str]) -> None:
        super().__init__(problems)
        self.files = files
        """Their paths below content/."""


def ingest_saved(
    store: Store, setup: Setup, clock: Clock, run: Run, scope: Scope, *, last: bool
) -> tuple[Problem, ...]:
    """Take in changes, and return the site's current problems; the store is in a transaction.

    With `last`, wrong files are taken in, too, since leaving out more of them has not helped.

    Raises:
        HeldBackError: without some saved files it would have fewer; the transaction must be rolled back.
        SiteError: the templates are unusable; likewise.
        CancelledError: the preview is stopping.

    """
    updated = _updated(store, setup, clock, run, scope)
    unsettled = (*updated.problems, *updated.consequent)
    # An alias that a page has taken can come back only to a file that is looked at again.
    remembered = len({*files_of(unsettled)}) <= _RECHECKED
    # The first file of each problem.
    held: set[str] = set()
    for problem in updated.problems[len(updated.unread) :]:
        if not (remembered and only_aliases([problem])):
            held.update([path for path in files_of([problem]) if path in updated.saved][:1])
    if held and not last:
        raise HeldBackError(updated.problems, frozenset(held))
    _settle(store, updated, unsettled)
    # A front.yaml with errors is held back here too, and steers nothing.
    return (*updated.problems, *updated.held)


def _updated(store: Store, setup: Setup, clock: Clock, run: Run, scope: Scope) -> Updated:
    unsettled = msgspec.msgpack.decode(store.get(_UNSETTLED) or b"\x90", type=tuple[str, ...])
    scope = msgspec.structs.replace(scope, recheck=unsettled, preview=True)
    return update(store, setup.site, setup.theme, clock, scope, run)


def _settle(store: Store, updated: Updated, problems: Iterable[Problem]) -> None:
    """Record this update as the basis of the next, which will check files with problems again."""
    store.set(_UNSETTLED, msgspec.msgpack.encode(sorted(set(files_of(problems)))[:_RECHECKED]))
    keep(store, updated)
    # A page as of the last update only has to know what this one touches.
    dependencies.clear_touched(store)
    touch(store, updated)
