"""All headlines, tags and bylines of the archive in memory, to search them while somebody types.

A hundred thousand take some tens of megabytes and some milliseconds. They are read once, in a thread of their own, and
kept up to date by what is saved.
"""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Literal

from generator.base.errors import UsageError
from generator.base.text import fold, index, near, slugify
from generator.model.codec import decode_card
from generator.model.records import Record
from generator.preview import state
from generator.store import desk as lists
from generator.store.database import open_reader

_MAX_DISTANCE = 1
_BETWEEN = re.compile(r"[\W_]+")


class Headline(Record, frozen=True):
    """An article, as far as it is searched."""

    seq: int
    path: str
    url: str
    title: str
    folded: str
    tags: tuple[str, ...]
    authors: tuple[str, ...]


class Headlines:
    """The headlines of a site; any thread may use them."""

    def __init__(self, site: Path) -> None:
        self._state = state.folder_of(site)
        self._lock = threading.Lock()
        self._by_path: dict[str, Headline] = {}
        self._newest: list[Headline] = []
        self._tags: defaultdict[str, dict[str, int]] = defaultdict(dict)
        """Slug -> spelling -> number of articles."""
        self._authors: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._near: dict[str, list[str]] = {}
        self.ready = threading.Event()

    def read(self) -> None:
        try:
            with closing(open_reader(self._state)) as store:
                found = [_headline(seq, card) for seq, card in lists.cards(store)]
        except UsageError:
            return
        with self._lock:
            for known in (self._by_path, self._tags, self._authors):
                known.clear()
            self._put(found)
            self._near = index(self._tags, _MAX_DISTANCE)
        self.ready.set()

    def update(self, paths: Iterable[str]) -> None:
        paths = [path for path in paths if path.endswith(".md")]
        if not paths or not self.ready.is_set():
            return
        with closing(open_reader(self._state)) as store:
            found = [_headline(seq, card) for seq, card in lists.cards_of(store, paths)]
        with self._lock:
            for path in paths:
                if (old := self._by_path.pop(path, None)) is not None:
                    self._count(old, -1)
            self._put(found)

    def search(self, words: str, most: int, before: int = 0) -> list[Headline]:
        """Return the newest articles whose headlines hold all words, or beginnings of words, newest first.

        With `before`, only those with a smaller seq.
        """
        wanted, newest = wanted_in(words), self._newest
        fitting = (one for one in newest if not before or one.seq < before)
        return [*islice((one for one in fitting if all(word in one.folded for word in wanted)), most)]

    def title(self, path: str) -> str:
        with self._lock:
            found = self._by_path.get(path)
        return found.title if found is not None else ""

    def names(self, what: Literal["tag", "author"], begin: str, most: int) -> list[tuple[str, int]]:
        """Return tags or authors that begin with some letters, in their most frequent spelling, with their counts."""
        with self._lock:
            return _largest(self._tags if what == "tag" else self._authors, slugify(begin), most)

    def nearly(self, tag: str) -> list[tuple[str, int]]:
        """Return the tags that are hardly different from another one, larger ones first."""
        slug = slugify(tag)
        with self._lock:
            others = [
                other for other in near(slug, self._near, _MAX_DISTANCE) if other != slug and self._tags.get(other)
            ]
            found = [_spelled(self._tags[other]) for other in others]
            own = self._tags.get(slug, {})
        if own and tag not in own:
            found.append(_spelled(own))
        return sorted(found, key=lambda one: -one[1])

    def _put(self, found: list[Headline]) -> None:
        for one in found:
            self._count(one, 1)
            self._by_path[one.path] = one
        self._newest = sorted(self._by_path.values(), key=lambda one: -one.seq)

    def _count(self, one: Headline, step: int) -> None:
        for known, names in ((self._tags, one.tags), (self._authors, one.authors)):
            for name in names:
                spellings = known[slugify(name)]
                spellings[name] = spellings.get(name, 0) + step
                if spellings[name] <= 0:
                    del spellings[name]


def wanted_in(words: str) -> list[str]:
    """Return what a headline has to hold, folded, so that a search for some words finds it."""
    return [f" {word}" for word in folded(words).split()]


def folded(text: str) -> str:
    return f" {_BETWEEN.sub(' ', fold(text))}"


def _headline(seq: int, card: bytes) -> Headline:
    found, labels, _ = decode_card(card)
    return Headline(
        seq, found.path, found.url, found.title, folded(found.title), tuple(labels.tags), tuple(labels.authors)
    )


def _spelled(spellings: dict[str, int]) -> tuple[str, int]:
    return max(spellings, key=lambda name: spellings[name]), sum(spellings.values())


def _largest(known: dict[str, dict[str, int]], begin: str, most: int) -> list[tuple[str, int]]:
    found = (
        _spelled(spellings)
        for slug, spellings in known.items()
        if spellings and (slug.startswith(begin) or f"-{begin}" in slug)
    )
    return sorted(found, key=lambda one: (-one[1], one[0]))[:most]
