"""Decides what a build with --hold leaves out, so that one mistake stops nothing else.

Problems of a single file are found while it is parsed. Conflicts between two files, such as a shared address, are found
when pages are planned: the newer file is held back, or goes without its old address, and planning starts over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.base.errors import Problem
from generator.base.text import slugify
from generator.model.lookup_keys import file_key, link_key, person_key, url_key
from generator.model.records import Link, Record
from generator.model.urls import article_slug, page_url
from generator.store import documents
from generator.store.database import Store

_CONTENT = "content/"

Held = Mapping[str, tuple[Problem, ...]]
"""Path below content/ of each file held back because of others -> its problems; with `only_aliases`, the file is
published without these."""


class CollidingError(Exception):
    """Files have to be held back because of others; the attempt must be rolled back."""

    def __init__(self, held: Held) -> None:
        super().__init__()
        self.held = held


def is_holdable(problem: Problem) -> bool:
    """Return whether a file of content/ causes a problem, rather than the configuration."""
    return problem.where.path.startswith(_CONTENT)


def only_aliases(problems: Iterable[Problem]) -> bool:
    """Return whether some problems of a file are only about its aliases, without which it can be published."""
    return all(problem.code == "address-taken" and problem.target for problem in problems)


def losers(store: Store, problems: Iterable[Problem], held: Held) -> Held:
    """Return the files that give way to others: the newer of two articles, or one whose old address is a page's.

    A file that loses to one that is held back itself is held back, too: the other may become free later, and no later
    hour may remove a page.
    """
    conflicts: dict[tuple[str, str, str, str], list[Problem]] = {}
    for problem in problems:
        loser, winner = (path.removeprefix(_CONTENT) for path in (problem.where.path, problem.other))
        conflicts.setdefault((loser, winner, problem.code, problem.target), []).append(problem)
    found: dict[str, tuple[Problem, ...]] = {}
    for (loser, winner, *about), some in sorted(conflicts.items(), key=lambda item: item[0]):
        # Each of two has the same problem with the other: the newer one gives way.
        is_mutual = (winner, loser, *about) in conflicts
        before = held.get(loser, ())
        if not only_aliases(before) or (is_mutual and documents.age(store, loser) < documents.age(store, winner)):
            continue
        known = found.get(loser, before)
        # Of an old address that several have, one says enough.
        is_told = only_aliases(some) and some[0].target in {one.target for one in known}
        found[loser] = known if is_told else (*known, *some)
    return found


class LeftOut(Record, frozen=True):
    """The names by which others may refer to files that were left out."""

    keys: frozenset[int]
    """Keys of all names that the files are known to have."""
    slugs: frozenset[str]
    """Last parts of their addresses, judging by file names; an unreadable file may have another."""

    def __bool__(self) -> bool:
        return bool(self.keys)

    def is_meant(self, problem: Problem) -> bool:
        """Return whether a problem is a reference to one of the files."""
        if not problem.target or not self.keys or problem.code == "address-taken":
            return False
        if problem.code == "unknown-initials":
            return person_key(slugify(problem.target)) in self.keys
        link = Link("image" if problem.code == "missing-picture" else "link", problem.target)
        name = link.target.partition("#")[0].partition("?")[0].strip("/").rpartition("/")[2]
        return link_key(link) in self.keys or slugify(name.removesuffix(".html")) in self.slugs


def left_out(unread: Iterable[str], read: Mapping[str, tuple[int, ...]]) -> LeftOut:
    """Return what was left out: unread paths below content/, and read paths mapped to the keys of their names."""
    paths = [*unread, *read]
    keys = {key for path in paths for key in (file_key(path), url_key(page_url(path)))}
    texts = [path for path in paths if path.endswith(".md")]
    slugs = {slug for path in texts for slug in (slugify(Path(path).stem), article_slug(path))}
    return LeftOut(frozenset(keys.union(*read.values())), frozenset(slugs - {""}))
