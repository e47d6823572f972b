"""Notes of the newsroom beside a text, in `.notes/<name>.jsonl`: one line for each, which no build reads.

They move with their article, and end with it.
"""

from __future__ import annotations

from typing import Any

import msgspec

from generator.annex.desk import files
from generator.annex.desk.desk import Desk
from generator.annex.desk.people import Person
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.text import clean
from generator.base.timestamps import LATEST, Stamp, short
from generator.editing.sources import notes_of
from generator.model.codec import UNREADABLE

_MOST = 200
"""Notes that are shown of an article, the newest."""
_MOST_BYTES = 256 << 10
"""Of a file; the oldest notes make room."""
READ_BYTES = 4 << 20
"""The most that is looked at of a file that somebody else has written."""
_LONGEST = 2000
"""Characters of a note."""
UNPUBLISHED, DELETED, WITHDRAWN = "unpublished", "deleted", "withdrawn"
"""The `step` of a note that an article was public once, that it was put into the bin, and that it was withdrawn."""
SUBMITTED, RETURNED, RECALLED, RELEASED, DISCARDED = "submit", "return", "recall", "release", "discard"
"""The same of the way from its author to an editor and back."""


class Note(msgspec.Struct, omit_defaults=True):
    """A line of the file."""

    at: int
    """Seconds since 1970."""
    who: str
    text: str = ""
    """Empty if only the step is to be known."""
    step: str = ""
    """The step that it came with, where that matters later."""
    beside: bool = False
    """Whether the step was one with the changes that wait beside an article."""


class Written(msgspec.Struct, forbid_unknown_fields=True):
    """A note to add."""

    path: str
    text: str


def of(desk: Desk, path: str) -> list[Note]:
    """Return the notes to an article, oldest first; a line that is none is passed over."""
    try:
        data = files.read(desk.folder, notes_of(path), READ_BYTES)
    except UsageError:
        return []
    found = []
    for line in (data or b"").splitlines():
        try:
            found.append(msgspec.json.decode(line, type=Note))
        except UNREADABLE:
            continue
    # Those that others have sent are merged in anywhere.
    found.sort(key=lambda note: note.at)
    # What a step has said is never crowded out by talk.
    return [note for place, note in enumerate(found, _MOST - len(found)) if note.step or place >= 0]


def last(noted: list[Note], *steps: str) -> Note | None:
    """Return the last of some notes that came with one of some steps."""
    return next((note for note in reversed(noted) if note.step in steps), None)


def way(noted: list[Note], *, beside: bool) -> Note | None:
    """Return how far a draft, or the changes that wait beside an article, came last."""
    found = last(noted, SUBMITTED, RETURNED, RECALLED, RELEASED, DISCARDED)
    return found if found is not None and found.beside == beside else None


def shown(desk: Desk, path: str) -> list[dict[str, Any]]:
    """Return the same as the browser has them."""
    zone = desk.site.zone
    return [
        {"at": short(Stamp(note.at, zone)), "epoch": note.at, "who": note.who, "text": note.text}
        for note in of(desk, path)
        if note.text and 0 <= note.at <= LATEST
    ]


def marked(desk: Desk, note: Note | None) -> dict[str, Any] | None:
    """Return a step with an article as the browser has it."""
    if note is None:
        return None
    return {"step": note.step, "who": note.who, "at": short(Stamp(note.at, desk.site.zone)), "text": note.text}


def add(desk: Desk, person: Person, path: str, text: str, step: str = "", *, beside: bool = False) -> None:
    """Add a note to an article; the caller holds `desk.writing`.

    Raises:
        UsageError: it is empty or too long.

    """
    text = clean(text).strip()
    if not text and not step:
        raise UsageError(sentence("the note is empty"))
    if len(text) > _LONGEST:
        raise UsageError(sentence("a note has at most {most} characters", most=_LONGEST))
    place = notes_of(path)
    before = files.read(desk.folder, place, READ_BYTES)
    line = msgspec.json.encode(Note(desk.now, person.name, text, step, beside)) + b"\n"
    lines = (before or b"").splitlines(keepends=True)
    if lines and not lines[-1].endswith(b"\n"):
        lines[-1] += b"\n"
    size = len(line) + sum(map(len, lines))
    for one in [one for one in lines if b'"step":' not in one]:
        if size <= _MOST_BYTES:
            break
        lines.remove(one)
        size -= len(one)
    files.write(desk.folder, place, before, b"".join([*lines, line]))
