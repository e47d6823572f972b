"""Records the questions of a page as its dependencies, and asks them again."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any, Concatenate, ParamSpec, TypeVar

from generator.model.rebuild_reasons import Reason
from generator.queries import articles, fronts, names, search
from generator.queries.answers import Answer, Dependency, shortened
from generator.queries.archive import Archive
from generator.queries.related import chosen, related_to

QUERIES: dict[str, Callable[..., Answer[Any]]] = {
    query.__name__: query
    for query in (
        articles.latest, articles.placed, articles.span, articles.everything, articles.stretch, articles.counts,
        articles.months, articles.neighbours, articles.entries, articles.ledger, articles.sequels, articles.most_read,
        related_to, names.person, names.profile, names.topic, names.report, names.target, names.followed, names.picture,
        names.tag, names.author, names.terms, names.popular, names.hot, fronts.front, names.letters,
        names.standing, names.labels,
        search.postings, search.spellings, search.found, search.people,
    )
}  # fmt: skip
"""By the name stored with each dependency."""

P = ParamSpec("P")
T = TypeVar("T")
Query = Callable[Concatenate[Archive, P], Answer[T]]
Question = tuple[str, tuple[Any, ...]]
"""The name of a query, and its arguments."""


class Tracker:
    """Asks the archive on behalf of one page, and records each question as a dependency."""

    def __init__(self, archive: Archive, before: tuple[Dependency, ...] = ()) -> None:
        """Take the page's previous dependencies, to reuse slow answers that still hold."""
        self._archive = archive
        self._before = {(old.name, old.args): old for old in before if old.seqs}
        self._answered: dict[Question, tuple[Dependency, Any]] = {}

    def __call__(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return the answer of a query from `QUERIES`; its arguments, all positional, are plain values."""
        assert not kwargs, kwargs
        question = (query.__name__, args)
        answered = self._answered.get(question)
        if answered is None:
            answer = _answer(self._archive, query, question, self._before.get(question))
            answered = self._answered[question] = _dependency(question, answer), answer.value
        value: T = answered[1]
        # A template may change its list, and other pages get the same answer.
        return copy(value) if isinstance(value, list) else value

    @property
    def dependencies(self) -> tuple[Dependency, ...]:
        """The questions asked so far, in order."""
        return tuple(dependency for dependency, _ in self._answered.values())


def _answer(
    archive: Archive, query: Callable[..., Answer[Any]], question: Question, before: Dependency | None
) -> Answer[Any]:
    """Return the answer of a query, reusing a previous slow answer if it still holds."""
    if before is not None and before.seqs and archive.untouched(before.reads, cosmetic=False):
        return chosen(archive, before.seqs, before.fills, before.reads)
    answer: Answer[Any] = archive.answer(query, *question[1])
    return answer


def _dependency(question: Question, answer: Answer[Any]) -> Dependency:
    return Dependency(*question, shortened(answer.digest), answer.reads, answer.seqs, answer.fills)


def check(
    archive: Archive, dependencies: tuple[Dependency, ...], *, only_touched: bool = False
) -> tuple[tuple[Dependency, ...], Reason | None]:
    """Ask the questions of a page again; other dependencies are unchanged.

    With `only_touched`, questions whose ranges were not touched are skipped; the store must have recorded that.
    """
    checked = []
    reason = None
    for old in dependencies:
        if old.name not in QUERIES or (only_touched and archive.untouched(old.reads)):
            checked.append(old)
            continue
        question = (old.name, old.args)
        new = _dependency(question, _answer(archive, QUERIES[old.name], question, old if only_touched else None))
        if new.digest != old.digest and reason is None:
            reason = Reason(old.name)
        checked.append(new)
    return tuple(checked), reason
