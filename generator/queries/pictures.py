"""Pictures: what is known of a picture of the site."""

from __future__ import annotations

from generator.portal.keys import url_key
from generator.portal.packing import unpack_media
from generator.portal.records import Picture
from generator.portal.urls import picture_url
from generator.portal.variants import base_of
from generator.store import documents
from generator.store.database import Store


def site_picture(store: Store, url: str) -> Picture:
    """Return the picture at an address of the site, with its size (0 if it is unknown) and where its variants are."""
    row = documents.media(store, url_key(url))
    if row is None:
        return Picture(picture_url(url))
    record, digest = row
    media = unpack_media(record)
    base = base_of(media.path, digest) if media.variable else ""
    return Picture(picture_url(url), width=media.width, height=media.height, base=base)
