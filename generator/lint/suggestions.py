"""Suggestions for links by slug and pictures that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from msgspec.structs import replace

from generator.base.errors import Problem, ordered
from generator.base.sentences import sentence
from generator.base.text import fold, suggest
from generator.model.urls import article_slug
from generator.store import documents
from generator.store.database import Store

_FEW = 20
"""The most names to look up: a new archive may have thousands, which are fixed by rule."""
CANDIDATES = 5000
"""Files among which a misspelled one is looked for."""


def with_suggestions(store: Store, problems: Sequence[Problem]) -> list[Problem]:
    """Return problems, with the hint "did you mean" where a file has a similar name.

    A limited number of names are looked up, once each, in order of the files. A name that is wrong in thousands of
    files gets its hint in all of them, and the hint is the same in a list as alone.
    """
    meant: dict[tuple[str, str], str] = {}
    for problem in ordered(problems):
        name = (problem.code, problem.target)
        if name in meant or len(meant) == _FEW:
            continue
        if problem.code == "missing-picture":
            meant[name] = _picture(problem.target, documents.some_paths(store, "media", CANDIDATES))
        elif problem.code == "dead-link" and "/" not in problem.target:
            paths = documents.some_paths(store, "article", CANDIDATES)
            meant[name] = suggest(problem.target.removesuffix(".md"), map(article_slug, paths))
    similar = [(problem, meant.get((problem.code, problem.target))) for problem in problems]
    return [
        replace(problem, advice=sentence('did you mean "{meant}"?', meant=other)) if other else problem
        for problem, other in similar
    ]


def _picture(target: str, paths: Iterable[str]) -> str:
    """Return the address of the probable picture: one with the same name elsewhere, or a similar one."""
    known: dict[str, str] = {}
    """Name, with and without its ending -> the first address with it."""
    for path in sorted(paths):
        for name in (PurePosixPath(path).name, PurePosixPath(path).stem):
            known.setdefault(fold(name), f"/{path}")
    wanted = PurePosixPath(fold(target))
    return known.get(wanted.name) or known.get(wanted.stem) or known.get(suggest(wanted.stem, known), "")
