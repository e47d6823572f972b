"""Which articles the portal's search finds, and what of its index an index run makes stale.

Which articles there are, and the words of each, are in the store (`store.words`). Files of the index record what they
read as ranges of two groups without members: one of words, one of rows, which is what results show of an article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from generator.engine.clock import status_of
from generator.engine.indexing.article_diff import IndexRun, Placement
from generator.model.page import Status
from generator.store.words import ROWS, WORDS


def touch_found(run: IndexRun, placement: Placement, reworded: AbstractSet[int]) -> Mapping[int, AbstractSet[int]]:
    """Return the seqs at which the two groups differ; `reworded` are documents with other words than before."""
    words, rows = (run.group_ids.id(*group) for group in (WORDS, ROWS))
    if run.first:
        return {}
    now = {
        article.doc: article.seq
        for article in placement.articles
        if status_of(article.facts, run.clock) in (Status.SHOWN, Status.NOTICE)
    }
    touched: defaultdict[int, set[int]] = defaultdict(set)
    for doc in {*placement.before, *now}:
        before = placement.before[doc].found if doc in placement.before else None
        seqs = {seq for seq in (before, now.get(doc)) if seq is not None}
        touched[rows] |= seqs
        if len({before, now.get(doc)}) > 1 or doc in reworded:
            touched[words] |= seqs
    return touched
