"""Records the questions of a page as its dependencies, and asks them again."""

from __future__ import annotations

from copy import copy
from typing import Any, Concatenate, ParamSpec, TypeVar

from generator.base.sentences import NOTHING, Sentence, sentence
from generator.model.rebuild_reasons import Reason
from generator.queries import articles, fronts, names, related, search
from generator.queries.answers import SHARED, SITE_FRAME, Answer, Dependency, Query, shortened
from generator.queries.archive import Archive
from generator.queries.related import chosen

P = ParamSpec("P")
T = TypeVar("T")
QUERIES: dict[str, Query[Any, Any]] = {
    found.name: found
    for module in (articles, fronts, names, related, search)
    for found in vars(module).values()
    if isinstance(found, Query)
}
"""By the name stored with each dependency."""
Question = tuple[str, tuple[Any, ...]]
"""The name of a query, and its arguments."""


class Tracker:
    """Asks the archive on behalf of one page, and records each question as a dependency."""

    def __init__(self, archive: Archive, before: tuple[Dependency, ...] = ()) -> None:
        """Take the page's previous dependencies, to reuse slow answers that still hold."""
        self._archive = archive
        self._before = {(old.name, old.args): old for old in before if old.seqs}
        self._answered: dict[Question, tuple[Dependency, Any]] = {}

    def __call__(self, query: Query[Concatenate[Archive, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return the answer of a query; its arguments, all positional, are plain values.

        Raises:
            TypeError: it is not in `QUERIES`, so nothing would ask it again, and the page would stay as it is forever.

        """
        assert not kwargs, kwargs
        question = (query.name, args)
        answered = self._answered.get(question)
        if answered is None:
            if QUERIES.get(query.name) is not query:
                raise TypeError(f"{query.name} stands in no module of QUERIES, or another query has its name")
            answer = _answer(self._archive, query, question, self._before.get(question))
            answered = self._answered[question] = _dependency(question, answer), answer.value
        value: T = answered[1]
        # A template may change its list, and other pages get the same answer.
        return copy(value) if isinstance(value, list) else value

    @property
    def dependencies(self) -> tuple[Dependency, ...]:
        """The questions asked so far, in order."""
        return tuple(dependency for dependency, _ in self._answered.values())


def _answer(archive: Archive, query: Query[Any, Any], question: Question, before: Dependency | None) -> Answer[Any]:
    """Return the answer of a query, reusing a previous slow answer if it still holds."""
    if before is not None and before.seqs and archive.untouched(before.reads, cosmetic=False):
        return chosen(archive, before.seqs, before.fills, before.reads)
    answer: Answer[Any] = archive.answer(query, *question[1])
    return answer


def _dependency(question: Question, answer: Answer[Any]) -> Dependency:
    return Dependency(*question, shortened(answer.digest), answer.reads, answer.seqs, answer.fills)


def check(
    archive: Archive, dependencies: tuple[Dependency, ...], *, only_touched: bool = False
) -> tuple[tuple[Dependency, ...], str]:
    """Ask the questions of a page again; return its dependencies, and the first query whose answer differs, or "".

    With `only_touched`, questions whose ranges were not touched are skipped; the store must have recorded that.
    """
    checked = []
    changed = ""
    for old in dependencies:
        if old.name in (SHARED, SITE_FRAME) or (only_touched and archive.untouched(old.reads)):
            checked.append(old)
            continue
        question = (old.name, old.args)
        new = _dependency(question, _answer(archive, QUERIES[old.name], question, old if only_touched else None))
        if new.digest != old.digest:
            changed = changed or old.name
        checked.append(new)
    return tuple(checked), changed


def explain(why: str) -> Sentence:
    """Return the sentence for a value of the column `why`, without a full stop."""
    if not why:
        return NOTHING
    code, _, file = why.partition(" ")
    reason = QUERIES[code].why if code in QUERIES else Reason(code).said
    return sentence("{reason}, because of content/{file}", reason=reason, file=file) if file else reason
