"""People: who is meant by a byline."""

from __future__ import annotations

from functools import cached_property

from generator.base.text import slugify
from generator.model.codec import decode
from generator.model.index_entry import byline_slugs
from generator.model.records import Profile
from generator.store import documents
from generator.store.database import Store


class People:
    """Who is meant by a byline: profiles by slug, name and initials."""

    def __init__(self, store: Store) -> None:
        self._records = documents.profiles(store)

    @cached_property
    def profiles(self) -> dict[str, Profile]:
        """The profiles by slug; a build that asks for nobody does not read them."""
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
        """Return the slug of a person's page and group, from the slug of the name as it is written."""
        return plain if plain in self.profiles else self._slugs.get(plain, plain)

    def profile(self, name: str) -> Profile | None:
        """Return the profile of a person, by name or initials."""
        return self.profiles.get(self.slug(slugify(name)))
