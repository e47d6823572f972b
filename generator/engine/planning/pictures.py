"""The pages of pictures: smaller variants, by all the ways in which a picture is shown."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from generator.base.digest import digest
from generator.engine.planning.rows import Section, Wanted
from generator.model import variants
from generator.model.delta import Delta
from generator.model.index_entry import Showing
from generator.model.page import Page
from generator.model.records import Size
from generator.model.urls import output_path
from generator.model.variants import Recipe, Variant
from generator.store import deferred_variants, documents, pages, picture_uses
from generator.store.database import Store

_RECIPES = "recipes"
"""Key of the store: digest of the recipes that variants were planned by."""


def plan(store: Store, delta: Delta, recipes: tuple[Recipe, ...]) -> Section:
    """Plan the variants of pictures that changed or are shown in another way; of all pictures if recipes differ."""
    keys = set(delta.pictures)
    if store.renew(_RECIPES, digest(msgspec.msgpack.encode(recipes))):
        keys.update(picture_uses.keys(store))
    wanted: list[Wanted] = []
    rows: list[pages.Row] = []
    for key in sorted(keys):
        file = documents.media_at(store, key)
        if file is None:
            continue
        rows += pages.of_document(store, file.doc, ("picture",))
        if file.media.variable and not deferred_variants.has(store, file.doc):
            base = output_path(variants.base_of(file.media.path, file.digest))
            size = Size(file.media.width, file.media.height)
            wanted += [
                Wanted(Page(f"{base}.{variant.suffix}", "picture", file.doc, detail=variant))
                for variant in variants_of(size, picture_uses.of(store, key), recipes)
            ]
    return Section(wanted, rows)


def variants_of(size: Size, shown: Iterable[Showing], recipes: tuple[Recipe, ...]) -> list[Variant]:
    """Return the variants of a picture, each once, for the ways in which it is shown."""
    found: dict[Variant, None] = {}
    for showing in shown:
        uses = variants.uses_in(showing.way, size)
        found.update(dict.fromkeys(variants.variants(size, uses, showing.focus, recipes, old=showing.old)))
    return list(found)
