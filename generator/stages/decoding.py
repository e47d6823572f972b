"""Decoding: a check of the pictures that will be shown later, of which no variant is made now.

The photo of an article that is published tonight is decoded when the article or
the photo is saved: by night there is nobody to mend it, and nothing else would
be published either.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base import workers
from generator.base.errors import Problem
from generator.base.workers import LazyPool
from generator.portal.records import Size
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


def check(store: Store, delta: Delta, content: Path, pool: LazyPool) -> list[Problem]:
    """Decode the pictures that nothing else decodes; return the problems of those that are broken.

    Args:
        store: the store, in a transaction, after the plan.
        delta: what the index run changed.
        content: the content folder.
        pool: where they are decoded.

    """
    sources = _sources(store, delta.unproven) if delta.unproven else []
    if not sources:
        return []
    # Imported here: a build without new pictures does without libvips.
    from generator.images.making import undecodable  # noqa: PLC0415

    broken = pool.run(_HEAVY * len(sources), undecodable, (str(content),), workers.batches(sources, _BATCH))
    return [problem for fault in broken for problem in faulty.problems_of(store, Fault(*fault), drafts=delta.drafts)]


def _sources(store: Store, keys: Iterable[int]) -> list[SourcePicture]:
    """Return the pictures to decode; those of which variants are made now are decoded for these."""
    from generator.images.making import SourcePicture  # noqa: PLC0415 - as above

    return [
        SourcePicture(file.media.path, file.digest, Size(file.media.width, file.media.height), file.media.size)
        for key in sorted(keys)
        for file in documents.media_not_shown(store, key)
        if file.media.variable
    ]
