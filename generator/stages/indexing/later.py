"""Later: pictures whose variants are left to later builds, so that the pages need not wait for them."""

from __future__ import annotations

from pathlib import Path

from generator.portal.records import Media
from generator.portal.variants import base_of
from generator.stages.variants import PICTURES
from generator.store import names, unmade
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
    waiting = unmade.every(store)
    if later:
        waiting.sort(key=lambda doc: names.newest_user(store, doc), reverse=True)
        del waiting[AT_ONCE:]
    unmade.remove(store, waiting)
    return waiting


def is_made(store: Store, media: Media, digest: bytes) -> bool:
    """Return whether variants of a picture are kept from an earlier build, so that it need not wait."""
    version = base_of(media.path, digest).rpartition(".")[2]
    return Path(store.site, PICTURES, version[:2], version).is_dir()
