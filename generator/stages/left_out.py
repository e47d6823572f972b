"""What was left out of an update, and the links to it, which are no problems of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from generator.base.errors import Problem
from generator.base.text import slugify
from generator.portal.urls import article_slug


def slugs_of(paths: Iterable[str]) -> frozenset[str]:
    """Return the slugs under which files below content/ may be linked to."""
    return frozenset(
        slug for path in paths for slug in (slugify(Path(path).stem), article_slug(path), slugify(Path(path).name))
    )


def means(problem: Problem, left_out: Collection[str]) -> bool:
    """Return whether a problem is that of a link to a file that was left out, of which the slugs are given."""
    name = problem.target.strip("/").rpartition("/")[2].removesuffix(".md")
    return bool(name) and slugify(name) in left_out
