"""People behind bylines, and pictures of the site."""

from __future__ import annotations

from functools import cached_property

from generator.base.text import slugify
from generator.model.codec import decode
from generator.model.index_entry import byline_slugs
from generator.model.lookup_keys import url_key
from generator.model.records import Picture, Profile
from generator.model.urls import is_ours, picture_url
from generator.model.variants import base_of
from generator.store import documents, pictures
from generator.store.database import Store
from generator.store.folders import is_partial


class People:
    """People behind bylines: profiles by slug, name and initials."""

    def __init__(self, store: Store) -> None:
        self._records = documents.profiles(store)

    @cached_property
    def profiles(self) -> dict[str, Profile]:
        """The profiles by slug, read only when needed."""
        profiles = (decode(Profile, record) for record in self._records)
        return {profile.slug: profile for profile in profiles}

    @cached_property
    def _slugs(self) -> dict[str, str]:
        """Slug of a name or of initials -> slug of the profile."""
        slugs: dict[str, str] = {}
        for slug, profile in self.profiles.items():
            for name in byline_slugs(profile):
                slugs.setdefault(name, slug)
        return slugs

    def slug(self, plain: str) -> str:
        """Return the slug of a person's page and group, from the slug of the name as written."""
        return plain if plain in self.profiles else self._slugs.get(plain, plain)

    def profile(self, name: str) -> Profile | None:
        return self.profiles.get(self.slug(slugify(name)))


def site_picture(store: Store, url: str) -> Picture | None:
    """Return the picture at an address of the site, with size (0 if unknown) and variants; None if it cannot be shown.

    It gets the spelling of its file: a text may use other letter case, which many hosts distinguish. A picture in the
    portal's own folders exists, or the site has an error.
    """
    file = documents.media_at(store, url_key(url))
    if file is None:
        return Picture(picture_url(url)) if is_ours(url) or is_partial(store) else None
    media = file.media
    if media.fault:
        return None
    base = base_of(media.path, file.digest) if media.variable and not pictures.is_deferred(store, file.doc) else ""
    return Picture(picture_url(f"/{media.path}"), width=media.width, height=media.height, base=base)
