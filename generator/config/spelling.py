"""Spelling: in which of two languages a file writes its keys, and what each is called there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from msgspec import field

from generator.config import keys
from generator.config.keys import Key
from generator.model.records import Record


class Spelling(Record, frozen=True):
    """How the keys of a group are written."""

    names: dict[str, str] = field(default_factory=dict)
    """English name -> as it is written, where that is another word."""
    groups: dict[str, Spelling] = field(default_factory=dict)
    """English name of a key -> the same of the keys below it."""
    indonesian: bool = False
    other: dict[str, str] = field(default_factory=dict)
    """English name -> the word of the other language, where that is another."""
    either: bool = False
    """Whether the site has files in both languages."""

    def written(self, key: str, *below: str) -> str:
        """Return how a key is written; of one below it, `written("photo", "src")`, its own name alone."""
        return self.group(key).written(*below) if below else self.names.get(key, key)

    def group(self, key: str) -> Spelling:
        """Return how the keys below a key are written."""
        return self.groups.get(key, ENGLISH)


ENGLISH = Spelling()
"""Of files whose keys have no other names, as site.yaml."""


@cache
def _indonesian(table: tuple[Key, ...]) -> Spelling:
    names = {key.name: key.local for key in table if key.local != key.name}
    return Spelling(names, {key.name: _indonesian(key.below) for key in table}, indonesian=True, either=True)


@cache
def _english(table: tuple[Key, ...], *, either: bool) -> Spelling:
    other = {key.name: key.local for key in table if key.local != key.name}
    return Spelling({}, {key.name: _english(key.below, either=either) for key in table}, other=other, either=either)


def spelling(table: tuple[Key, ...], written: Iterable[str], *, either: bool) -> Spelling:
    """Return how a file writes its keys.

    Args:
        table: of the keys that there are.
        written: the keys of the file, in their order; the first that is of one language alone tells.
        either: whether the site has files in both languages, by `keys: id` in site.yaml; else all are English.

    """
    if either:
        names = _indonesian(table).names
        first = next((key for key in written if key in names or key in names.values()), "")
        if first not in names:
            return _indonesian(table)
    return _english(table, either=either)


def names_of(key: str) -> tuple[str, ...]:
    """Return all names that a front matter may have for a key, by its English one."""
    tables = (keys.ARTICLE, keys.AUTHOR, keys.PAGE)
    every = (one for table in tables for top in table for one in (top, *top.below))
    return tuple(dict.fromkeys((key, *(one.local for one in every if one.name == key))))


def read_in(written: Iterable[str], key: str) -> str:
    """Return the name by which the front matter of an article has a key, or would have it.

    Args:
        written: the keys that it has.
        key: the English name.

    """
    names = _indonesian(keys.ARTICLE).names
    there = set(written)
    return names[key] if key in names and key not in there and there.intersection(names.values()) else key


def spelled(*, indonesian: bool) -> Spelling:
    """Return how an article writes its keys, which is known of it."""
    return _indonesian(keys.ARTICLE) if indonesian else ENGLISH
