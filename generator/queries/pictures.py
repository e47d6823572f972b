"""Pictures: what is known of a picture of the site."""

from __future__ import annotations

from generator.model.codec import decode
from generator.model.lookup_keys import url_key
from generator.model.records import Media, Picture
from generator.model.urls import is_ours, picture_url
from generator.model.variants import base_of
from generator.store import documents
from generator.store.database import Store
from generator.store.folders import is_partial


def site_picture(store: Store, url: str) -> Picture | None:
    """Return the picture at an address of the site, with its size (0 if it is unknown) and where its variants are.

    One whose variants are left to a later build is shown as it is until then.

    The address is that of its file: a text may name it in another letter case, which many hosts tell apart.

    None if there is none, or none that can be shown: an error, unless site.yaml has it left out. What lies in the
    portal's own folders is there, or the site has an error.
    """
    row = documents.media(store, url_key(url))
    if row is None:
        return Picture(picture_url(url)) if is_ours(url) or is_partial(store) else None
    record, digest, unmade = row
    media = decode(Media, record)
    if media.fault:
        return None
    base = base_of(media.path, digest) if media.variable and not unmade else ""
    return Picture(picture_url(f"/{media.path}"), width=media.width, height=media.height, base=base)
