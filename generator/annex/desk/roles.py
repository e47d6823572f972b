"""Whose an article is, whether readers had it, and what a person may make of it."""

from __future__ import annotations

from generator.annex.desk.desk import Desk, NotAllowedError
from generator.annex.desk.notes import UNPUBLISHED, Note
from generator.annex.desk.people import Person
from generator.base.sentences import sentence
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


def publishes_entries(desk: Desk, person: Person) -> bool:
    """Return whether the entries that somebody adds to a live report of their own go out at once."""
    return person.publishes or desk.site.desk.live == "authors"


def editors(desk: Desk) -> list[str]:
    """Return who may be editor of an article where site.yaml wants another one than its author; empty for anybody."""
    settings = desk.site.desk
    return [one.name for one in settings.people if one.role != "reporter"] if settings.review else []


def is_edited(desk: Desk, person: Person, matter: Matter) -> bool:
    """Return whether an editor of the desk answers for an article that somebody publishes, and not its author alone."""
    if not matter.editors or not (known := editors(desk)):
        # That is another problem, or none.
        return True
    people = people_of(desk)
    authors, own, may = (
        {people.slug(slugify(name)) for name in names}
        for names in (matter.authors, matter.editors, [*known, *[person.name] * person.publishes])
    )
    return not may.isdisjoint(own - authors)


def check_save(desk: Desk, person: Person, was: Matter | None, now: Matter | None, *, was_public: bool) -> None:
    """Raise NotAllowedError if a save may not make of an article what it would be; None for what is none."""
    is_public = now is not None and not now.draft
    if is_public and not was_public and person.publishes:
        # The step looks at what a save does not: where its links lead.
        raise NotAllowedError(sentence("saving publishes nothing; press the button for that"))
    if not person.publishes and (is_public or was_public):
        # What readers have, too: a reporter's changes to it wait beside it.
        raise NotAllowedError(sentence("an editor publishes this; hand it in"))
    if (
        now is not None
        and is_public
        and not is_edited(desk, person, now)
        and (was is None or is_edited(desk, person, was))
    ):
        raise NotAllowedError(sentence("choose an editor of the desk who did not write it"))
