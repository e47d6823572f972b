"""People: who is meant by a byline, and what is known of a picture."""

from __future__ import annotations

from generator.base.text import slugify
from generator.portal.facts import byline_slugs
from generator.portal.keys import url_key
from generator.portal.packing import unpack_media, unpack_profile
from generator.portal.records import Picture, Profile
from generator.portal.urls import picture_url
from generator.portal.variants import base_of
from generator.store.database import Store


class People:
    """Who is meant by a byline: profiles by slug, name and initials."""

    def __init__(self, store: Store) -> None:
        rows = store.all(
            "SELECT record FROM docs JOIN records ON doc = id WHERE seq IS NULL AND kind = 'profile' ORDER BY path"
        )
        self.profiles = {profile.slug: profile for profile in (unpack_profile(row[0]) for row in rows)}
        self._names: dict[str, str] = {}
        for slug, profile in self.profiles.items():
            for name in byline_slugs(profile):
                self._names.setdefault(name, slug)

    def slug(self, plain: str) -> str:
        """Return the slug under which a person's articles are gathered, from the slug of the name as written."""
        return plain if plain in self.profiles else self._names.get(plain, plain)

    def profile(self, name: str) -> Profile | None:
        """Return the profile of a person by a name or by initials."""
        return self.profiles.get(self.slug(slugify(name)))


def picture_of(store: Store, url: str) -> Picture:
    """Return what is known of a picture of the site: its size, 0 when it is not known, and where its variants are."""
    row = store.db.execute(
        "SELECT record, digest FROM names JOIN docs ON docs.id = names.doc JOIN records ON records.doc = docs.id"
        " WHERE key = ? AND docs.kind = 'media'",
        (url_key(url),),
    ).fetchone()
    if row is None:
        return Picture(picture_url(url))
    media = unpack_media(row[0])
    base = base_of(media.path, row[1]) if media.variable else ""
    return Picture(picture_url(url), width=media.width, height=media.height, base=base)
