"""The pages of documents: articles and their aliases, standing pages, media files.

A media file is published with what shows it: one that articles refer to, none of which is published, is withheld. So
the photo of a withdrawn report goes with the report, and that of a scheduled one comes with it. Its address stays its
own, lest something else take it in the meantime.
"""

from __future__ import annotations

from urllib.parse import unquote

import msgspec
from msgspec.structs import replace

from generator.portal.keys import page_key, url_key
from generator.portal.kinds import OF_DOCUMENT
from generator.portal.page import Page
from generator.portal.site import Site
from generator.stages.delta import Delta
from generator.stages.planning.wanted import Section, Wanted
from generator.store import documents, pages, withheld
from generator.store.database import Store

_ITSELF = tuple(kind for kind in OF_DOCUMENT if kind != "picture")
"""Kinds that a document says of itself; the variants of a picture depend on whoever shows it."""
_NAMED = "named"
"""Key of the store: keys of the addresses that site.yaml named at the last build."""


def plan(store: Store, delta: Delta, site: Site) -> Section:
    """Plan the pages of the documents that changed, and the media files to which others refer than before."""
    named = {url_key(one) for _, url in site.addresses() for one in (url, unquote(url))}
    outputs = {**_media(store, {*delta.references, *_differing(store, named)}), **delta.pages}
    wanted: list[Wanted] = []
    rows: list[pages.Row] = []
    for doc, own in outputs.items():
        rows += pages.of_document(store, doc, _ITSELF)
        reason = delta.reasons.get(doc)
        wanted += [Wanted(replace(_shown(store, page, named, ahead=delta.ahead), ref=doc), reason) for page in own]
    for doc in delta.gone:
        rows += pages.of_document(store, doc, OF_DOCUMENT)
    return Section(wanted, rows)


def _differing(store: Store, named: set[int]) -> set[int]:
    """Return the keys that site.yaml names and did not name at the last build, or the other way round."""
    stored = store.get(_NAMED)
    before = set(msgspec.msgpack.decode(stored, type=list[int])) if stored else set()
    if before != named or stored is None:
        store.set(_NAMED, msgspec.msgpack.encode(sorted(named)))
    return before ^ named


def _media(store: Store, keys: set[int]) -> dict[int, tuple[Page, ...]]:
    """Return the pages of the media files at some addresses, by document."""
    files = (documents.media_at(store, key) for key in sorted(keys))
    return {file.doc: (Page(file.media.path, "media"),) for file in files if file is not None}


def _shown(store: Store, page: Page, named: set[int], *, ahead: bool) -> Page:
    """Return the page of a document; of a media file that is not published, the page that keeps its address."""
    if page.kind != "media" or ahead:
        return page
    key = page_key(page.path)
    return replace(page, kind="withheld") if key not in named and withheld.is_withheld(store, key) else page


def scheduled(delta: Delta) -> list[Page]:
    """Return the pages that changed articles will have once they are published."""
    return [replace(page, ref=doc) for doc, outputs in delta.scheduled_pages.items() for page in outputs]
