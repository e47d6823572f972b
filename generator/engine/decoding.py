"""Decodes the pictures that will be shown later, of which no variant is made now.

The photo of an article that is published tonight is decoded when the article or
the photo is saved: by night there is nobody to mend it, and nothing else would
be published either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.base import workers
from generator.base.errors import Problem
from generator.base.workers import LazyPool
from generator.engine import severities
from generator.lint.dead_links import Fault, broken_anywhere, broken_in
from generator.lint.references import Reference
from generator.model.delta import Delta
from generator.model.records import Size
from generator.model.site import Site
from generator.store import documents, pages, pictures
from generator.store.database import Store

_HEAVY = 5
"""Pages that a picture counts for, by the time that it takes to decode it."""
_BATCH = 8


def check(
    store: Store, delta: Delta, site: Site, pool: LazyPool, unread: Mapping[str, Sequence[Reference]], *, made: bool
) -> list[Problem]:
    """Decode the pictures that nothing else decodes; return the problems of those that are broken.

    Args:
        store: the store, in a transaction, after the plan.
        delta: what the index run changed.
        site: the configuration; where broken pictures may be left out, each was decoded when it was read.
        pool: where they are decoded.
        unread: path below content/ -> what the file refers to, of files that are not taken in for other problems.
        made: whether pages are made now, for which the pictures are decoded that they show.

    """
    if severities.decodes(site):
        return []
    files = [file for key in sorted(delta.unproven) for file in documents.referred_media(store, key, shown=False)]
    shown_now = (
        [file for key in sorted(delta.pictures) for file in documents.referred_media(store, key, shown=True)]
        if not made or pictures.count_deferred(store)
        else []
    )
    # What is published as it is for now must not turn out to be broken by the build that is to make its variants.
    files += [file for file in shown_now if pictures.is_deferred(store, file.doc)]
    if not made:
        files += shown_now
        # What a build has left to make that found a broken picture is left still.
        waiting = dict.fromkeys(doc for doc, _ in pages.stale_variants(store))
        files += filter(None, (documents.media_of(store, doc) for doc in waiting))
        shown = {one.key for references in unread.values() for one in references if one.link.kind == "image"}
        files += filter(None, (documents.media_at(store, key) for key in sorted(shown)))
    sources = {file.media.path: file for file in files if file.media.variable}
    if not sources:
        return []
    # Imported here: a build without new pictures does without libvips.
    from generator.pictures.making import SourcePicture, undecodable  # noqa: PLC0415

    decoded = [
        SourcePicture(path, file.digest, Size(file.media.width, file.media.height), file.media.size)
        for path, file in sources.items()
    ]
    found: list[Problem] = []
    for told in pool.run(_HEAVY * len(decoded), undecodable, (store.content,), workers.batches(decoded, _BATCH)):
        fault = Fault(*told)
        found += broken_anywhere(store, fault, drafts=delta.drafts)
        for path, references in unread.items():
            found += broken_in(store, path, references, fault)
    return found
