"""Who works at the desk. There are no passwords of ours: git's configuration says it, or a proxy that knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.datastructures import Headers

from generator.annex.desk.git import asked
from generator.base.sentences import sentence
from generator.base.text import squeeze
from generator.model.records import Record
from generator.model.site import Colleague, DeskSettings, Role

_LONGEST = 120


class Person(Record, frozen=True):
    """Who asks for something."""

    name: str
    """As git has it in history."""
    role: Role
    email: str = ""

    @property
    def publishes(self) -> bool:
        """Whether they may publish, send back, correct and withdraw."""
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
        """Return the person who asks from an IP address; None for nobody who may come in."""
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
