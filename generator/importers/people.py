"""People of the source and the profiles that are written for them."""

from __future__ import annotations

from collections import Counter

from generator.base.text import slugify, squeeze
from generator.importers.found import Person
from generator.importers.survey import Survey
from generator.portal.records import Record
from generator.readers.entries import is_void
from generator.readers.fields import SLUG


class Profiled(Record, frozen=True):
    """A person with a profile."""

    person: Person
    slug: str
    byline: str
    """How articles name the person: by name, or by the slug where two have one name."""

    @property
    def file(self) -> str:
        """Path of the profile below content/."""
        return f"authors/{self.slug}.md"


def profiles(survey: Survey) -> dict[str, Profiled]:
    """Return the people of a source by their keys."""
    names = Counter(slugify(person.name) for person in survey.people.values())
    found: dict[str, Profiled] = {}
    taken: set[str] = set()
    for key, person in sorted(survey.people.items()):
        given = squeeze(person.name) or squeeze(key)
        name = "Redaksi" if not given or is_void("author", given) else given
        # Where the source has the person's page, so that its address stays.
        last = person.address.rstrip("/").rpartition("/")[2]
        wanted = last if SLUG.fullmatch(last) and len(last) <= 80 else slugify(name) or slugify(key) or "penulis"
        slug, number = wanted, 2
        while slug in taken:
            slug = f"{wanted}-{number}"
            number += 1
        taken.add(slug)
        found[key] = Profiled(person, slug, name if names[slugify(person.name)] == 1 else slug)
    return found
