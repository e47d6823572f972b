"""What lies in `.notes/` beside a text, which no build reads: it moves with its article, and ends with it.

`<name>.jsonl` has the notes of the newsroom, a line for each. `<name>/` has a file for each text of the article that is
in no commit of its own; its name says when it was kept, and whose it is.
"""

from __future__ import annotations

import os
import posixpath
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from generator.annex.desk import files
from generator.annex.desk.desk import Desk
from generator.annex.desk.people import Person
from generator.annex.desk.repository import Entry
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.text import clean
from generator.base.timestamps import LATEST, Stamp, short
from generator.editing.sources import NOTES, notes_of
from generator.model.codec import UNREADABLE

_MAX_LETTERS = 2000
_FILE = re.compile(r"([0-9]{8}-[0-9]{6})(?:-[0-9]{1,4})? (.{1,60})\.md")
_STAMP = "%Y%m%d-%H%M%S"
UNPUBLISHED, DELETED = "unpublished", "deleted"
"""The `step` of a note that an article was public once, and that it was put into the bin."""
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
    found = []
    for line in (files.peek(desk.folder, notes_of(path)) or b"").splitlines():
        try:
            found.append(msgspec.json.decode(line, type=Note))
        except UNREADABLE:
            continue
    # Those that others have sent are merged in anywhere.
    found.sort(key=lambda note: note.at)
    return found


def last(noted: list[Note], *steps: str) -> Note | None:
    """Return the last of some notes that came with one of some steps."""
    return next((note for note in reversed(noted) if note.step in steps), None)


def was_public(noted: list[Note]) -> bool:
    """Return whether a draft was public once, as far as the desk knows."""
    return last(noted, UNPUBLISHED) is not None


def way(noted: list[Note], *, beside: bool) -> Note | None:
    """Return how far a draft, or the changes that wait beside an article, came last."""
    found = last(noted, SUBMITTED, RETURNED, RECALLED, RELEASED, DISCARDED)
    return found if found is not None and found.beside == beside else None


def shown(desk: Desk, path: str) -> list[dict[str, Any]]:
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
    """Add a note to an article; the caller holds `desk.writing`."""
    text = clean(text).strip()
    if not text and not step:
        raise UsageError(sentence("the note is empty"))
    if len(text) > _MAX_LETTERS:
        raise UsageError(sentence("a note has at most {most} characters", most=_MAX_LETTERS))
    place = notes_of(path)
    before = files.read(desk.folder, place)
    line = msgspec.json.encode(Note(desk.now, person.name, text, step, beside)) + b"\n"
    earlier = (before or b"").removesuffix(b"\n")
    files.write(desk.folder, place, before, earlier + b"\n" * bool(earlier) + line)


def keep_version(site: Path, path: str, who: str, at: int, data: bytes) -> str:
    """Keep somebody's text of an article, by its path below content/; return its id. None is kept twice in a row."""
    known = versions(site, path)
    if known and version(site, path, known[0].id) == data:
        return known[0].id
    stamp = datetime.fromtimestamp(at, UTC).strftime(_STAMP)
    name = re.sub(r"[^\w .,'-]", "", who).strip()[:40].strip() or "-"
    taken = {one.id for one in known}
    found = next(
        one for number in range(9999) if (one := f"{stamp}{f'-{number}' if number else ''} {name}") not in taken
    )
    files.write(site, version_file(path, found), None, data)
    return found


def versions(site: Path, path: str) -> list[Entry]:
    """Return the texts that were kept, the newest first."""
    try:
        names = os.listdir(site / "content" / _folder(path))
    except OSError:
        return []
    found = []
    for name in sorted(names, reverse=True):
        if match := _FILE.fullmatch(name):
            try:
                at = datetime.strptime(f"{match[1]}+0000", f"{_STAMP}%z")
            except ValueError:
                continue
            found.append(Entry(name.removesuffix(".md"), int(at.timestamp()), match[2], "", f"content/{path}"))
    return found


def version(site: Path, path: str, name: str) -> bytes | None:
    """Return a text that was kept; None if there is none."""
    return files.read(site, version_file(path, name)) if _FILE.fullmatch(f"{name}.md") else None


def version_file(path: str, name: str) -> str:
    """Return the file of a text, below content/."""
    return f"{_folder(path)}/{name}.md"


def _folder(path: str) -> str:
    above, name = posixpath.split(path)
    return posixpath.join(above, NOTES, name.removesuffix(".md"))
