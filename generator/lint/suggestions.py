"""Suggestions for links and pictures that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from msgspec.structs import replace

from generator.base.errors import Problem, ordered
from generator.base.sentences import Sentence, sentence
from generator.base.text import fold, slugify, suggest
from generator.model.codec import decode
from generator.model.lookup_keys import file_key
from generator.model.records import Article
from generator.model.urls import article_slug
from generator.store import documents
from generator.store.database import Store
from generator.store.names import People

_FEW = 20
"""The most names to look up: a new archive may have thousands, which are fixed by rule."""
_LIKE = 0.6
"""Similarity of initials: two of three letters."""
_CANDIDATES = 5000
"""Files among which a misspelled one is looked for."""
_READ = 50
"""How many of these are read for their headlines."""


def with_suggestions(store: Store, problems: Sequence[Problem]) -> list[Problem]:
    """Return problems, with the hint "did you mean" where something has a similar name.

    A limited number of names are looked up, once each, in order of the files. A name that is wrong in thousands of
    files gets its hint in all of them, and the hint is the same in a list as alone.
    """
    meant: dict[tuple[str, ...], str] = {}
    for problem in ordered(problems):
        name = _name(problem)
        if name and name not in meant and len(meant) < _FEW:
            meant[name] = _meant(store, problem)
    found = [(problem, meant.get(_name(problem), "")) for problem in problems]
    return [replace(problem, advice=_advice(problem, other)) if other else problem for problem, other in found]


def _advice(problem: Problem, meant: str) -> Sentence:
    if problem.code == "dead-link" and " " in problem.target:
        return sentence("write {plain}", plain=f"Baca Juga: [](/{meant})")
    return sentence('did you mean "{meant}"?', meant=meant)


def _name(problem: Problem) -> tuple[str, ...]:
    """Return the name to look up for a problem; empty for none."""
    if problem.code == "unknown-initials":
        # The answer depends on the article's authors.
        return problem.code, problem.target, problem.where.path
    is_headline_or_slug = problem.code == "dead-link" and (" " in problem.target or "/" not in problem.target)
    return (problem.code, problem.target) if problem.code == "missing-picture" or is_headline_or_slug else ()


def _meant(store: Store, problem: Problem) -> str:
    """Return what resembles the name in a problem; empty if nothing does."""
    if problem.code == "missing-picture":
        return _picture(problem.target, documents.some_paths(store, "media", _CANDIDATES))
    if problem.code == "unknown-initials":
        return _initials(store, problem)
    paths = documents.some_paths(store, "article", _CANDIDATES)
    if " " in problem.target:
        # A Baca Juga with a headline instead of a link.
        return _headlined(store, problem.target, paths)
    return suggest(problem.target.removesuffix(".md"), map(article_slug, paths))


def _headlined(store: Store, headline: str, paths: Iterable[str]) -> str:
    """Return the path of the article with a headline, or a similar one; empty if there is none."""
    wanted = set(slugify(headline).split("-"))
    # File names have words of the headline; only the files that share most are read.
    near = sorted(paths, key=lambda path: -len(wanted.intersection(article_slug(path).split("-"))))[:_READ]
    titles: dict[str, str] = {}
    for path in near:
        document = documents.named(store, file_key(path))
        if document is not None:
            titles.setdefault(decode(Article, document.record).matter.title.lower(), path)
    return titles.get(suggest(headline, titles), "")


def _initials(store: Store, problem: Problem) -> str:
    """Return the probable initials: those of the article's only author, or similar ones; in an entry, a name."""
    people = People(store)
    document = documents.named(store, file_key(problem.where.path.removeprefix("content/")))
    article = decode(Article, document.record) if document is not None else None
    if article is not None and problem.where.line != article.body.mark_at[0]:
        # A name in an entry of a live report.
        known = {fold(profile.name): profile.name for profile in people.profiles.values()}
        return known.get(suggest(fold(problem.target), known), "")
    authors = article.matter.authors if article is not None else ()
    own = [profile.initials for profile in map(people.profile, authors) if profile is not None and profile.initials]
    if len(own) == 1:
        return own[0]
    known = {fold(initials): initials for initials in own or [profile.initials for profile in people.profiles.values()]}
    return known.get(suggest(fold(problem.target), filter(None, known), _LIKE), "")


def _picture(target: str, paths: Iterable[str]) -> str:
    """Return the address of the probable picture: one with the same name elsewhere, or a similar one."""
    known: dict[str, str] = {}
    """Name, with and without its ending -> the first address with it."""
    for path in sorted(paths):
        for name in (PurePosixPath(path).name, PurePosixPath(path).stem):
            known.setdefault(fold(name), f"/{path}")
    wanted = PurePosixPath(fold(target))
    return known.get(wanted.name) or known.get(wanted.stem) or known.get(suggest(wanted.stem, known), "")
