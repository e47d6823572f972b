"""Decoding: a check of the pictures that will be shown later, of which no variant is made now.

The photo of an article that is published tonight is decoded when the article or
the photo is saved: by night there is nobody to mend it, and nothing else would
be published either.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from generator.base import workers
from generator.base.errors import Problem
from generator.base.workers import LazyPool
from generator.portal.records import Size
from generator.portal.site import Site
from generator.stages import faulty, severities
from generator.stages.delta import Delta
from generator.stages.faulty import Fault
from generator.store import documents
from generator.store.database import Store

if TYPE_CHECKING:
    from generator.images.making import SourcePicture

_HEAVY = 5
"""Pages that a picture counts for, by the time that it takes to decode it."""
_BATCH = 8


def check(store: Store, delta: Delta, site: Site, pool: LazyPool, *, made: bool) -> list[Problem]:
    """Decode the pictures that nothing else decodes; return the problems of those that are broken.

    Args:
        store: the store, in a transaction, after the plan.
        delta: what the index run changed.
        site: the configuration; where broken pictures may be left out, each was decoded when it was read.
        pool: where they are decoded.
        made: whether pages are made now, for which the pictures are decoded that they show.

    """
    if severities.decodes(site):
        return []
    sources = _sources(store, delta.unproven, shown=False)
    if not made:
        sources += _sources(store, delta.pictures, shown=True)
    if not sources:
        return []
    # Imported here: a build without new pictures does without libvips.
    from generator.images.making import undecodable  # noqa: PLC0415

    broken = pool.run(
        _HEAVY * len(sources), undecodable, (str(store.site / "content"),), workers.batches(sources, _BATCH)
    )
    return [problem for fault in broken for problem in faulty.problems_of(store, Fault(*fault), drafts=delta.drafts)]


def _sources(store: Store, keys: AbstractSet[int], *, shown: bool) -> list[SourcePicture]:
    """Return the pictures to decode: those that are shown, of which variants are wanted, or those that are not."""
    if not keys:
        return []
    from generator.images.making import SourcePicture  # noqa: PLC0415 - as above

    return [
        SourcePicture(file.media.path, file.digest, Size(file.media.width, file.media.height), file.media.size)
        for key in sorted(keys)
        for file in documents.referred_media(store, key, shown=shown)
        if file.media.variable
    ]
