"""Showings: in how many documents each picture is shown, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from generator.model.index_entry import Facts, Showing
from generator.model.page import Status
from generator.model.variants import Ageing
from generator.store import documents, picture_uses
from generator.store.database import Store


class Showings:
    """The showings of pictures that an index run adds and takes back."""

    def __init__(self, store: Store, before: Ageing, age: Ageing, *, ahead: bool) -> None:
        """Begin without any.

        Args:
            store: the store.
            before: which articles were old at the last build.
            age: which are old now.
            ahead: whether the pictures of unpublished articles count too, as in a preview.

        """
        self._store = store
        self._before = before
        self._age = age
        self._ahead = ahead
        self._steps: defaultdict[Showing, int] = defaultdict(int)
        self._taken_back: set[int] = set()

    def add(self, known: Facts) -> None:
        """Count the pictures that a document shows now."""
        self._count(known.showings, 1)

    def add_article(self, known: Facts, status: Status) -> bool:
        """Count the pictures of an article if it is published, or all are wanted; return whether they are counted."""
        counted = self._ahead or status == Status.SHOWN
        if counted:
            self._count(_of_age(known, self._age), 1)
        return counted

    def take_back(self, doc: int, kind: str, known: Facts) -> None:
        """Take back, once, the pictures that a document showed at the last build; before its row differs."""
        if doc in self._taken_back or not known.showings:
            return
        self._taken_back.add(doc)
        version = documents.version(self._store, doc)
        if kind == "article" and not self._ahead and version is not None and version.state != Status.SHOWN:
            return
        self._count(_of_age(known, self._before) if kind == "article" else known.showings, -1)

    def _count(self, shown: Iterable[Showing], step: int) -> None:
        for showing in shown:
            self._steps[showing] += step

    def finish(self) -> set[int]:
        """Write the numbers; return keys of the pictures that are shown in a new way, or no longer in an old one."""
        changed: set[int] = set()
        for showing, step in self._steps.items():
            if step and picture_uses.add(self._store, showing, step) in (0, step):
                changed.add(showing.key)
        return changed


def _of_age(article: Facts, age: Ageing) -> tuple[Showing, ...]:
    """Return the pictures that an article shows, as it does at its age."""
    if article.epoch >= age.since:
        return article.showings
    return tuple(replace(showing, old=True) for showing in article.showings)
