"""Decides which files a build with --hold leaves out, so that one mistake stops nothing else.

What is wrong with a file alone is seen while it is parsed. What two files make wrong together, such as an address that
both want, is seen when the pages are planned: the newer of the two is held back, and the planning begins again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.base.errors import Problem
from generator.store import documents
from generator.store.database import Store

_CONTENT = "content/"

Held = Mapping[str, tuple[Problem, ...]]
"""Path below content/ of each file that is held back for what it has to do with others -> what that is."""


class CollidingError(Exception):
    """Files have to be held back because of others; the attempt must be rolled back."""

    def __init__(self, held: Held) -> None:
        super().__init__()
        self.held = held


def is_holdable(problem: Problem) -> bool:
    """Return whether a file of content/ is to blame for a problem, rather than the configuration."""
    return problem.where.path.startswith(_CONTENT)


def losers(store: Store, problems: Iterable[Problem], held: Held) -> Held:
    """Return the files that give way to others: of two articles the newer one, of an alias and a page the alias.

    One that gives way to a file that is held back itself is held back, too: that one may be free at a later hour, and
    no hour may take a page away.

    Args:
        store: the store, as it was planned.
        problems: each about a file of content/.
        held: what is held back already.

    """
    pairs: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        loser, winner = (path.removeprefix(_CONTENT) for path in (problem.where.path, problem.other))
        pairs.setdefault((loser, winner), []).append(problem)
    found: dict[str, tuple[Problem, ...]] = {}
    for (loser, winner), some in sorted(pairs.items(), key=lambda item: item[0]):
        # Each of two is told of the other: the newer gives way.
        is_older = documents.age(store, loser) < documents.age(store, winner)
        if loser not in held and not ((winner, loser) in pairs and is_older):
            found[loser] = (*found.get(loser, ()), *some)
    return found
