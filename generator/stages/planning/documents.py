"""The pages of documents: articles and their aliases, standing pages, media files."""

from __future__ import annotations

from msgspec.structs import replace

from generator.portal.kinds import OF_DOCUMENT
from generator.portal.page import Page
from generator.stages.delta import Delta
from generator.stages.planning.wanted import Section, Wanted
from generator.store import pages
from generator.store.database import Store

_ITSELF = tuple(kind for kind in OF_DOCUMENT if kind != "picture")
"""Kinds that a document says of itself; the variants of a picture depend on whoever shows it."""


def plan(store: Store, delta: Delta) -> Section:
    """Plan the pages of the documents that changed."""
    wanted: list[Wanted] = []
    rows: list[pages.Row] = []
    for doc, outputs in delta.pages.items():
        rows += pages.of_document(store, doc, _ITSELF)
        reason = delta.reasons.get(doc)
        wanted += [Wanted(replace(page, ref=doc), reason) for page in outputs]
    for doc in delta.gone:
        rows += pages.of_document(store, doc, OF_DOCUMENT)
    return Section(wanted, rows)


def scheduled(delta: Delta) -> list[Page]:
    """Return the pages that changed articles will have once they are published."""
    return [replace(page, ref=doc) for doc, outputs in delta.scheduled_pages.items() for page in outputs]
