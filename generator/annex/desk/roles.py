"""Whose an article is, and whether readers had it."""

from __future__ import annotations

from generator.annex.desk.desk import Desk
from generator.annex.desk.notes import UNPUBLISHED, Note
from generator.annex.desk.people import Person
from generator.base.text import slugify
from generator.model.records import Matter
from generator.store.names import People


def people_of(desk: Desk) -> People:
    """Return the people behind bylines, as of the last save."""
    with desk.stored() as store:
        people = People(store)
        # They are read while the store is open.
        _ = people.profiles
        return people


def is_author(matter: Matter, person: Person, people: People) -> bool:
    """Return whether somebody wrote an article; of one without authors everybody may have."""
    authors = {people.slug(slugify(name)) for name in matter.authors}
    return not authors or people.slug(slugify(person.name)) in authors


def was_public(notes: list[Note]) -> bool:
    """Return whether a draft was public once, as far as the desk knows."""
    return any(note.step == UNPUBLISHED for note in notes)
