"""Misconfigured: what is wrong with the content of a site whose site.yaml or theme is wrong."""

from __future__ import annotations

from generator.base.errors import Problem
from generator.base.progress import Run
from generator.readers.provisional import Provisional
from generator.stages import decoding
from generator.stages.clock import Clock
from generator.stages.update import Scope, update
from generator.store.database import Store


def content_problems(store: Store, given: Provisional, clock: Clock, run: Run) -> list[Problem]:
    """Return what is wrong with the content of a site whose configuration is wrong too.

    Args:
        store: the store, in a transaction that is rolled back.
        given: the site as far as it can be read.
        clock: decides what is published.
        run: where files are parsed, and who is told.

    """
    updated = update(store, given.site, given.theme, clock, Scope(), run)
    broken = decoding.check(store, updated.delta, given.site, run.pool, updated.references, made=False)
    return [problem for problem in (*updated.unread, *updated.planned, *broken) if not given.follows(problem)]
