"""Later: pictures whose variants are left to later builds, so that the pages need not wait for them."""

from __future__ import annotations

from pathlib import Path

from generator.engine.variants import PICTURES
from generator.model.records import Media
from generator.model.variants import base_of
from generator.store import deferred_variants, names
from generator.store.database import Store

AT_ONCE = 500
"""Pictures that a build makes though it leaves others to later ones: of those that wait, the newest articles'."""
MOST = 2000
"""Pictures that an index run lets be made; where more wait, it is a first reading, which holds any number."""


def due(store: Store, *, later: bool) -> list[int]:
    """Return the documents of the pictures that wait and are to be made now; they wait no longer.

    Args:
        store: the store.
        later: whether this build leaves pictures to later ones.

    """
    waiting = deferred_variants.every(store)
    if later:
        waiting.sort(key=lambda doc: names.newest_user(store, doc), reverse=True)
        del waiting[AT_ONCE:]
    deferred_variants.remove(store, waiting)
    return waiting


def is_made(store: Store, media: Media, digest: bytes) -> bool:
    """Return whether variants of a picture are kept from an earlier build, so that it need not wait."""
    version = base_of(media.path, digest).rpartition(".")[2]
    return Path(store.site, PICTURES, version[:2], version).is_dir()
