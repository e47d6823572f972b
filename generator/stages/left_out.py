"""What was left out of an update, and the links to it, which are no problems of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.base.errors import Problem
from generator.base.text import slugify
from generator.portal.keys import file_key, link_key, person_key, url_key
from generator.portal.records import Link, Record
from generator.portal.urls import article_slug, page_url


class LeftOut(Record, frozen=True):
    """The names by which others may refer to files that were left out."""

    keys: frozenset[int]
    """Keys of all names that the files are known to have."""
    slugs: frozenset[str]
    """Last parts of their addresses, as far as these can be told from the file names: one that cannot be read may have
    another."""

    def __bool__(self) -> bool:
        return bool(self.keys)

    def is_meant(self, problem: Problem) -> bool:
        """Return whether a problem is that of a reference to one of the files."""
        if not problem.target or not self.keys:
            return False
        if problem.code == "unknown-initials":
            return person_key(slugify(problem.target)) in self.keys
        link = Link("image" if problem.code == "missing-picture" else "link", problem.target)
        name = link.target.partition("#")[0].partition("?")[0].strip("/").rpartition("/")[2]
        return link_key(link) in self.keys or slugify(name.removesuffix(".html")) in self.slugs


def left_out(unread: Iterable[str], read: Mapping[str, tuple[int, ...]]) -> LeftOut:
    """Return what was left out.

    Args:
        unread: paths below content/ of files that were not even read.
        read: path below content/ of each file that was -> keys of the names that it is known to have.

    """
    paths = [*unread, *read]
    keys = {key for path in paths for key in (file_key(path), url_key(page_url(path)))}
    texts = [path for path in paths if path.endswith(".md")]
    slugs = {slug for path in texts for slug in (slugify(Path(path).stem), article_slug(path))}
    return LeftOut(frozenset(keys.union(*read.values())), frozenset(slugs - {""}))
