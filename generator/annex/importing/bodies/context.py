"""What the conversion of one body may ask, and what it collects on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import msgspec

from generator.annex.importing.items import File, Note
from generator.base.sentences import Sentence


class Target(msgspec.Struct, frozen=True):
    """Where an address of the old site leads now."""

    address: str
    """On the new site, or elsewhere on the web; empty if nothing may lead there."""
    is_media: bool = False
    """Whether it is a file that is shown or handed out, and no page."""
    note: str = ""
    """Code of what is to be said of it; empty if it is as it was."""


class Lookups(msgspec.Struct, frozen=True):
    """What a body may ask: where links and pictures lead, and the media files of the source."""

    link: Callable[[str], Target]
    picture: Callable[[str], Target]
    file: Callable[[str], File | None]
    """By its key."""
    attached: Callable[[], Iterable[File]]
    """The files that belong to the item."""
    base_url: str = ""


class Context:
    """What the conversion of one body collects."""

    def __init__(self, lookups: Lookups) -> None:
        self.lookups = lookups
        self.added: Counter[str] = Counter()
        """Words that the converted body has more than its source, and that are meant to be there."""
        self.removed: Counter[str] = Counter()
        """Words of the source that are not carried over, each noted."""
        self.places: dict[str, str] = {}
        """Id of each heading, by what it may have been at the old site."""
        self._notes: list[Note] = []

    def note(self, code: str, said: Sentence, before: str = "", after: str = "") -> None:
        """Note what was lost or guessed."""
        self._notes.append(Note(code, said, before=before[:2000], after=after[:2000]))

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes, each once."""
        return tuple(dict.fromkeys(self._notes))
