"""Proofs: that pictures can be decoded which will be shown, though no variant of them is made now.

The photo of an article that comes out tonight is looked through when the
article is saved: by night there is nobody to mend it, and nothing else would
come out either.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.base import workers
from generator.base.errors import Problem
from generator.base.workers import LazyPool
from generator.portal.records import Shape
from generator.stages import faulty
from generator.stages.delta import Delta
from generator.stages.faulty import Fault
from generator.store import documents
from generator.store.database import Store

if TYPE_CHECKING:
    from generator.images.making import SourcePicture

_HEAVY = 5
"""Pages that a picture counts for, by the time that it takes to decode it."""
_BATCH = 8


def prove(store: Store, touched: Delta, content: Path, pool: LazyPool) -> list[Problem]:
    """Decode the pictures that nothing has proven; return the problems of those that are broken.

    Args:
        store: the store, in a transaction, after the plan.
        touched: what the index found.
        content: the content folder.
        pool: where they are decoded.

    """
    wanted = _orders(store, touched)
    if not wanted:
        return []
    # Imported here: a build without new pictures does without libvips.
    from generator.images.making import undecodable  # noqa: PLC0415

    found = pool.run(_HEAVY * len(wanted), undecodable, (str(content),), workers.batches(wanted, _BATCH))
    return [problem for fault in found for problem in faulty.problems_of(store, Fault(*fault), drafts=touched.drafts)]


def _orders(store: Store, touched: Delta) -> list[SourcePicture]:
    """Return the pictures to be decoded: those of which variants are made will be anyway."""
    if not touched.unproven:
        return []
    from generator.images.making import SourcePicture  # noqa: PLC0415 - as above

    found = []
    for name in sorted(touched.unproven):
        for _, content, media in documents.media_not_shown(store, name):
            if media.variable:
                found.append(SourcePicture(media.path, content, Shape(media.width, media.height), media.size))
    return found
