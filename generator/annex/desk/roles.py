"""Which steps of the workflow somebody may take with an article, by their role and by where it is on its way."""

from __future__ import annotations

from collections.abc import Mapping

from generator.annex.desk.desk import Desk
from generator.annex.desk.notes import UNPUBLISHED, Note
from generator.annex.desk.people import Person
from generator.base.text import slugify
from generator.model.records import Article, Matter, Record
from generator.store.names import People

_DRAFTS = ("draft", "review")
_PUBLIC = ("published", "expired")


class Row(Record, frozen=True):
    """A step of the workflow."""

    states: tuple[str, ...]
    """In which an article can take it."""
    by_author: bool = False
    """Whether a reporter may take it with a draft, or a live report, of their own."""
    by_all: bool = False


STEPS: Mapping[str, Row] = {
    "submit": Row(("draft",), by_author=True),
    "return": Row(("review",)),
    "publish": Row((*_DRAFTS, "scheduled")),
    "unpublish": Row(("scheduled", *_PUBLIC)),
    "withdraw": Row(_PUBLIC),
    "correct": Row(_PUBLIC),
    "follow": Row(_PUBLIC, by_all=True),
    "entry": Row(("published",), by_author=True),
    "rename": Row((*_DRAFTS, "scheduled", *_PUBLIC), by_author=True),
    "delete": Row(_DRAFTS, by_author=True),
}


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


def steps_for(desk: Desk, article: Article | None, where: str, person: Person, notes: list[Note]) -> list[str]:
    """Return the names of the steps that somebody may take now; `where` the article is says its state."""
    if article is None:
        return []
    matter, now = article.matter, desk.now
    found = [name for name, row in STEPS.items() if where in row.states]
    ends = matter.live_until.epoch if matter.live_until is not None else 0
    impossible = {
        "entry": matter.type != "live" or ends < now,
        "delete": was_public(notes),
    }
    found = [name for name in found if not impossible.get(name)]
    if person.publishes:
        return found
    own = is_author(matter, person, people_of(desk)) and (where == "draft" or matter.type == "live")
    return [
        name
        for name in found
        if STEPS[name].by_all or (own and STEPS[name].by_author and (name == "entry" or where == "draft"))
    ]
