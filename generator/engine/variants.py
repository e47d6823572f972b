"""Which variants of pictures a build leaves to later ones, since pages need not wait for them, and which it keeps."""

from __future__ import annotations

from pathlib import Path

from generator.engine.output import Changes
from generator.model.records import Media
from generator.model.variants import FOLDER, base_of
from generator.store import names, pages, pictures
from generator.store.database import Store

PICTURES = ".ssg/pictures"
"""Where they are kept, below the site's folder."""
AT_ONCE = 500
"""Pictures that a build makes though it leaves others to later ones: of those that wait, the newest articles'."""
MOST = 2000
"""Pictures that an index run lets be made; where more wait, it is a first reading, which holds any number."""


def due(store: Store, *, later: bool) -> list[int]:
    """Return the pictures that wait and whose variants are to be made now; they wait no longer."""
    waiting = pictures.deferred(store)
    if later:
        waiting.sort(key=lambda doc: names.newest_user(store, doc), reverse=True)
        del waiting[AT_ONCE:]
    pictures.undefer(store, waiting)
    return waiting


def are_made(store: Store, media: Media, digest: bytes) -> bool:
    """Return whether variants of a picture are kept from an earlier build, so that it need not wait."""
    version = base_of(media.path, digest).rpartition(".")[2]
    return Path(store.site, PICTURES, version[:2], version).is_dir()


def forget_unused(store: Store, changes: Changes) -> None:
    """Delete the kept variants that are no longer a part of the output."""
    kept = store.site / PICTURES
    first = store.number("generation") == 1
    if kept.is_dir() and (first or any(path.startswith(f"{FOLDER}/") for path in changes.deleted)):
        # Imported here: most builds have nothing to delete there.
        from generator.pictures.making import VariantCache  # noqa: PLC0415

        cache = VariantCache(kept)
        cache.forget(changes.deleted)
        if first:
            # Another program's build, or one that failed, may have left what nothing leads to any more.
            cache.sweep(pages.variant_paths(store))
