"""Who works at the desk, whose an article is, and what a person may make of it.

There are no passwords of ours: git's configuration says who it is, or a proxy that knows.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.datastructures import Headers

from generator.annex.desk.desk import Desk
from generator.base.git import asked
from generator.base.sentences import sentence
from generator.base.text import slugify, squeeze
from generator.model.records import Matter, Record
from generator.model.site import Colleague, DeskSettings, Role
from generator.store.names import People

_LONGEST = 120


class Person(Record, frozen=True):
    """Who asks for something."""

    name: str
    """As git has it in history."""
    role: Role
    email: str = ""

    @property
    def publishes(self) -> bool:
        return self.role != "reporter"


class Reception:
    """Knows who visitors are, by what site.yaml says at the moment; see `preview.guard.Door`."""

    def __init__(self, site: Path, settings: Callable[[], DeskSettings]) -> None:
        self._settings = settings
        name, email = (squeeze(asked(str(site), "config", key)) for key in ("user.name", "user.email"))
        self._git = name, email
        self._was_closed = False

    @property
    def is_closed(self) -> bool:
        """Whether nobody comes in but whom a proxy names."""
        # A proxy goes on to lead here whatever site.yaml says later.
        self._was_closed = self._was_closed or bool(self._settings().header)
        return self._was_closed

    def person(self, headers: Headers, address: str, *, remote: bool) -> Person | None:
        settings = self._settings()
        if not settings.header:
            # Who sits at the machine can edit every file anyway.
            return None if remote or self.is_closed else _at_this_machine(settings, *self._git)
        named = headers.getlist(settings.header)
        # Two of them are what a visitor sent and what the proxy added: nobody knows which is which.
        if address not in settings.proxies or len(named) != 1:
            return None
        try:
            login = squeeze(named[0].encode("latin-1").decode("utf-8"))
        except UnicodeError:
            return None
        return _known(login, settings) if login.isprintable() and len(login) <= _LONGEST else None


def _known(login: str, settings: DeskSettings) -> Person | None:
    if not login:
        return None
    if not settings.people:
        return Person(login, "lead")
    return next((_person(one) for one in settings.people if one.login == login), None)


def _person(colleague: Colleague) -> Person:
    return Person(colleague.name, colleague.role, colleague.email)


def _at_this_machine(settings: DeskSettings, name: str, email: str) -> Person:
    listed = next((one for one in settings.people if name and name in (one.name, one.login)), None)
    return _person(listed) if listed else Person(name or str(sentence("Redaksi")), "lead", email)


def people_of(desk: Desk) -> People:
    """Return the people behind bylines, as of the last save."""
    with desk.stored() as store:
        people = People(store)
        # They are read while the store is open.
        _ = people.profiles
        return people


def is_author(desk: Desk, matter: Matter, person: Person) -> bool:
    """Return whether somebody wrote an article; of one without authors everybody may have."""
    people = people_of(desk)
    authors = {people.slug(slugify(name)) for name in matter.authors}
    return not authors or people.slug(slugify(person.name)) in authors


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
