"""The history of articles at the desk: who did what, what differs, how it was. `keeping` gets it there."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from generator.annex.desk import articles, files, manuscripts, waiting
from generator.annex.desk.articles import ByPath, Save
from generator.annex.desk.commits import Entry, Told
from generator.annex.desk.desk import Desk, MissingError, StaleError
from generator.annex.desk.keeping import Keeping
from generator.annex.desk.merging import compare
from generator.annex.desk.people import Person
from generator.base.sentences import Sentence, sentence
from generator.base.text import squeeze
from generator.base.timestamps import Stamp, local, short
from generator.config.article_keys import ARTICLE

_SOON = 1.0
"""Seconds that a history waits for what was done a moment ago."""
_TITLE = 120
_STATE = ("draft", "status", "retracted", "gone", "expires", "corrections", "aliases", "slug", "id")
"""What was done to an article, and where readers find it; an old text changes none of it."""


class Between(msgspec.Struct, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}):
    """Two versions of an article by their ids; empty for the file as it is."""

    path: str
    first: str = ""
    last: str = ""


class Version(msgspec.Struct, forbid_unknown_fields=True):
    """A version of an article."""

    path: str
    id: str


class Restore(msgspec.Struct, forbid_unknown_fields=True):
    """The version to go back to, and the one that the browser shows."""

    path: str
    id: str
    version: str


def keeping(desk: Desk) -> Keeping:
    """Return what records the history of a desk."""
    return desk.part(_begun)


def _begun(desk: Desk) -> Keeping:
    made = Keeping(desk.folder, desk.writing)
    made.begin()
    desk.live.at_end.append(made.end)
    return made


# ---------------------------------------------------------------------- what others tell


def told_of(desk: Desk, person: Person, path: str, before: bytes | None, after: bytes, said: Sentence) -> None:
    """Take note of a file that the desk wrote; see `Desk.saved`."""
    if path.endswith(".md"):
        saved(desk, person, path, before, after)
    if said:
        record(desk, person, [f"content/{path}"], said)


def intend(desk: Desk, person: Person, paths: Iterable[str]) -> None:
    """Take note of who is about to write which files; see `Desk.intend`."""
    said = sentence("{person} edited {names}", person=person.name, names=", ".join(paths)[:_TITLE])
    keeping(desk).intend(told(desk, person, said), [path for path in paths if not waiting.is_waiting(path)])


def saved(desk: Desk, person: Person, path: str, before: bytes | None, after: bytes) -> None:
    """Take note of what was typed into an article, by its path below content/; the caller holds `writing`."""
    title = _title(path, after)
    own = told(desk, person, sentence("{person} edited “{title}”", person=person.name, title=title))
    stranger = None
    if before is not None:
        nobody = Person(desk.put(sentence("Redaksi")), "editor")
        said = sentence("“{title}”, as it was written outside the desk", title=title)
        stranger = (told(desk, nobody, said), before)
    keeping(desk).typed(f"content/{path}", own, stranger, after)


def record(desk: Desk, person: Person, paths: Sequence[str], said: Sentence) -> None:
    """Record what a step left of some files, by their paths from the site's folder; the caller holds `writing`."""
    keeping(desk).record(told(desk, person, said), [path for path in paths if not waiting.is_waiting(path)])


def keep(desk: Desk, person: Person, path: str, text: str, *, waits: bool = False) -> str:
    """Keep a text that could not be merged, and return its id; the caller holds `writing`.

    Of those that only `waits`, since its writer goes on with it, each person has one, which is not recorded.
    """
    said = sentence("Version of {person} that is not merged yet", person=person.name)
    versions = keeping(desk).versions
    found = versions.add(path, told(desk, person, said), text.encode(), apart=True, waits=waits)
    if not waits:
        record(desk, person, [f"content/{one}" for one in versions.places(path, found)], said)
    return found


def told(desk: Desk, person: Person, said: Sentence) -> Told:
    now = int(time.time())
    return Told(person.name, person.email, now, f"{local(now, desk.site.zone):%z}", desk.put(said))


def _title(path: str, data: bytes) -> str:
    title = manuscripts.values_of(data.decode("utf-8", "replace")).get("title")
    return squeeze(title)[:_TITLE] if isinstance(title, str) and title.strip() else path


# --------------------------------------------------------------------- what browsers ask


def entries(desk: Desk, person: Person, given: ByPath) -> dict[str, Any]:
    """Return the versions of an article, the newest first; the first is the file as it is if nothing recorded that."""
    del person
    data = articles.needed(desk, given.path)
    own = keeping(desk)
    own.settle(_SOON)
    found = _entries(own, given.path)
    zone = desk.site.zone
    told = [
        {"id": one.id, "at": short(Stamp(one.at, zone)), "epoch": one.at, "who": one.who, "said": one.said}
        for one in found
    ]
    if not found or _data(own, given.path, found, found[0].id, data) != data:
        typist = own.typist(f"content/{given.path}")
        said = desk.put(sentence("the text as it is now"))
        now = {"id": "", "at": "", "epoch": 0, "who": typist.name if typist else "", "said": said}
        told.insert(0, now)
    return {"entries": told, "kind": "git" if own.commits else "files"}


def diff(desk: Desk, person: Person, given: Between) -> dict[str, Any]:
    """Return what differs between two versions of an article."""
    del person
    old, new = (_text(desk, given.path, one) for one in (given.first, given.last))
    return {"lines": [{"kind": one.kind, "text": one.text} for one in compare(old, new)]}


def version(desk: Desk, person: Person, given: Version) -> dict[str, Any]:
    """Return a version of an article."""
    del person
    return {"text": _text(desk, given.path, given.id)}


def restore(desk: Desk, person: Person, given: Restore) -> dict[str, Any]:
    """Go back to a version, letter for letter, as a new save; what was done to the article stays done.

    Of what readers have, it waits beside the article as any other change does.
    """
    wanted = _needed(desk, given.path, given.id)
    with desk.writing:
        before = articles.needed(desk, given.path)
        if files.version_of(before) != given.version:
            said = sentence("somebody else has saved this article meanwhile; look at it again first")
            raise StaleError(said, theirs=before.decode("utf-8", "replace"), version=files.version_of(before))
        after = _in_its_state(wanted, before)
        title = _title(given.path, after)
        said = sentence("{person} went back to an earlier version of “{title}”", person=person.name, title=title)
        keeping(desk).close(f"content/{given.path}")
        # What waits was seen, perhaps, and is not gone on with: it becomes a version.
        save = Save(given.path, given.version, working=after != before)
        kept = articles.written(desk, person, save, before, after)
        if not kept:
            desk.saved(person, given.path, before, after, said)
    found = articles.after_save(desk, given.path, before, after, kept=kept)
    return found | {"merged": False, "kept": kept, "text": after.decode("utf-8", "replace")}


def _in_its_state(wanted: bytes, before: bytes) -> bytes:
    try:
        text, now = wanted.decode(), before.decode()
    except UnicodeDecodeError:
        return wanted
    was, values = manuscripts.values_of(text), manuscripts.values_of(now)
    known = {key.name for key in ARTICLE}
    flags = {"true": True, "false": False}
    state = {
        key: flags.get(str(values.get(key)), values.get(key))
        for key in _STATE
        if key in known and was.get(key) != values.get(key)
    }
    return manuscripts.changed(text, state).encode() if state else wanted


def _entries(own: Keeping, path: str) -> list[Entry]:
    found = own.versions.entries(path)
    if own.commits is not None:
        found += own.commits.entries(f"content/{path}")
    return sorted(found, key=lambda one: -one.at)


def _data(own: Keeping, path: str, known: Sequence[Entry], name: str, now: bytes) -> bytes | None:
    """Return the bytes of a version; only those of the article's own history are to be had."""
    one = next((one for one in known if one.id == name), None)
    if one is None:
        return None
    kept = own.versions.read(path, name)
    if kept is not None or own.commits is None:
        return kept
    data = own.commits.read(name, one.path)
    if data is None or b"\r" in data:
        return data
    # Git may be told to keep line feeds alone: each line ends as it does now.
    try:
        return manuscripts.with_lines_of(now.decode(), data.decode()).encode()
    except UnicodeDecodeError:
        return data


def _needed(desk: Desk, path: str, name: str) -> bytes:
    current = articles.needed(desk, path)
    if not name:
        return current
    own = keeping(desk)
    data = _data(own, path, _entries(own, path), name, current)
    if data is None:
        raise MissingError(sentence("the history has no such version; load it again"))
    return data


def _text(desk: Desk, path: str, name: str) -> str:
    return _needed(desk, path, name).decode("utf-8", "replace")
