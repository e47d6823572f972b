"""Variants: which pictures that were made before are kept for later builds."""

from __future__ import annotations

from generator.engine.journal import Changes
from generator.model.variants import FOLDER
from generator.store import pages
from generator.store.database import Store

PICTURES = ".ssg/pictures"
"""Where they are kept, below the site's folder."""


def forget_unused(store: Store, changes: Changes) -> None:
    """Delete the kept variants that are no longer a part of the output."""
    kept = store.site / PICTURES
    first = store.number("generation") == 1
    if kept.is_dir() and (first or any(path.startswith(f"{FOLDER}/") for path in changes.deleted)):
        # Imported here: most builds have nothing to delete there.
        from generator.pictures.cache import VariantCache  # noqa: PLC0415

        cache = VariantCache(kept)
        cache.forget(changes.deleted)
        if first:
            # Another program's build, or one that failed, may have left what nothing leads to any more.
            cache.sweep(pages.variant_paths(store))
