"""The pages of documents: articles and their aliases, standing pages, media files and picture variants.

A media file is published with what shows it or leads to it: the photo of a withdrawn report disappears with the report,
that of a scheduled one appears with it, and one in no use is private. Its address stays reserved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from generator.base.digest import digest
from generator.config.media import is_public
from generator.engine.planning.rows import Section, Wanted
from generator.model import variants
from generator.model.cards import Size
from generator.model.delta import Delta
from generator.model.index_entry import Showing
from generator.model.kinds import OF_DOCUMENT
from generator.model.lookup_keys import page_key, url_key
from generator.model.page import Page
from generator.model.site import Reading, Site
from generator.model.urls import output_path
from generator.model.variants import Recipe, Variant
from generator.store import documents, names, pages, pictures
from generator.store.database import Store
from generator.store.documents import MediaFile

_ITSELF = tuple(kind for kind in OF_DOCUMENT if kind != "picture")
"""Kinds that a document determines itself; picture variants depend on the documents that show it."""
_NAMED = "named"
"""Key of the store: keys of the addresses in site.yaml and the theme at the last build."""


def plan(store: Store, delta: Delta, site: Site, *, ahead: bool = False) -> Section:
    """Plan the pages of changed documents, and the media files whose references changed."""
    named = set(map(url_key, site.named))
    keys = {*delta.references, *_differing(store, named)}
    outputs = {**_media(store, keys), **delta.pages}
    wanted: list[Wanted] = []
    rows: list[pages.Row] = []
    for doc, own in outputs.items():
        rows += pages.of_document(store, doc, _ITSELF)
        reason = delta.reasons.get(doc)
        shown = own if ahead else [_shown(store, page, named, site.reading) for page in own]
        wanted += [Wanted(page, reason) for page in shown]
    for doc in delta.gone:
        rows += pages.of_document(store, doc, OF_DOCUMENT)
    return Section(wanted, rows)


def _differing(store: Store, named: set[int]) -> set[int]:
    """Return the keys of addresses that site.yaml or the theme newly names or no longer names."""
    stored = store.get(_NAMED)
    before = set(msgspec.msgpack.decode(stored, type=list[int])) if stored else set()
    if before != named:
        store.set(_NAMED, msgspec.msgpack.encode(sorted(named)))
    return before ^ named


def _media(store: Store, keys: set[int]) -> dict[int, tuple[Page, ...]]:
    files = (documents.media_at(store, key) for key in sorted(keys))
    return {file.doc: (Page(file.media.path, "media", file.doc),) for file in files if file is not None}


def _shown(store: Store, page: Page, named: set[int], reading: Reading) -> Page:
    """Return the page of a document; for a private media file, the page that reserves its address."""
    key = page_key(page.path)
    if page.kind != "media" or key in named or names.is_shown(store, key) or is_public(page.path, reading):
        return page
    return replace(page, kind="withheld")


_RECIPES = "recipes"
"""Key of the store: digest of the recipes that variants were planned by."""


def plan_variants(store: Store, delta: Delta, recipes: tuple[Recipe, ...]) -> Section:
    """Plan the variants of pictures that changed or are shown differently; of all pictures if recipes changed."""
    keys = set(delta.pictures)
    if store.renew(_RECIPES, digest(msgspec.msgpack.encode(recipes))):
        keys.update(pictures.used_keys(store))
    wanted: list[Wanted] = []
    rows: list[pages.Row] = []
    for key in sorted(keys):
        file = documents.media_at(store, key)
        if file is None:
            continue
        rows += pages.of_document(store, file.doc, ("picture",))
        wanted += map(Wanted, variant_pages(store, file, pictures.uses(store, key), recipes))
    return Section(wanted, rows)


def variant_pages(
    store: Store, file: MediaFile, shown: Iterable[Showing], recipes: tuple[Recipe, ...]
) -> Iterator[Page]:
    """Yield the variants of a picture that is shown in some ways."""
    if file.media.variable and not pictures.is_deferred(store, file.doc):
        base = output_path(variants.base_of(file.media.path, file.digest))
        for variant in variants_of(Size(file.media.width, file.media.height), shown, recipes):
            yield Page(f"{base}.{variant.suffix}", "picture", file.doc, detail=variant)


def variants_of(size: Size, shown: Iterable[Showing], recipes: tuple[Recipe, ...]) -> list[Variant]:
    found: dict[Variant, None] = {}
    for showing in shown:
        uses = variants.uses_in(showing.way, size)
        found.update(dict.fromkeys(variants.variants(size, uses, showing.focus, recipes)))
    return list(found)
