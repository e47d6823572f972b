"""First look: the newest articles of a large site that was never read, shown while the rest is read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from generator.base.errors import Problem, SiteError
from generator.base.progress import Run
from generator.base.workers import LazyPool
from generator.engine.clock import Clock
from generator.model.records import Record
from generator.preview import ingest
from generator.preview.setup import Setup
from generator.store.database import open_store


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
        """Begin with an empty store.

        Args:
            clock: decides what is published.
            state: the folder of the store, which is emptied.
            folders: folders below content/ that are looked at, each with a slash at its end.

        """
        self._clock = clock
        self.state = state
        self.folders = frozenset(folders)
        shutil.rmtree(state, ignore_errors=True)
        self._store = open_store(state, sums=False)

    def take_in(self, setup: Setup, folders: frozenset[str]) -> tuple[Problem, ...] | None:
        """Take in some of the folders; return the problems of files that it does without, None if it cannot."""
        try:
            with LazyPool(1) as pool, self._store.transaction():
                return ingest.take_in_some(self._store, setup, self._clock, Run(pool), folders)
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
