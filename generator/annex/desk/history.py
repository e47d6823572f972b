"""The history of articles at the desk: who did what, what differs, how it was. `keeping` gets it there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from generator.annex.desk import articles, files, manuscripts, notes, waiting
from generator.annex.desk.articles import ByPath
from generator.annex.desk.desk import Desk, DeskError, MissingError
from generator.annex.desk.keeping import keeping, kept_text, record, title_of, turn
from generator.annex.desk.people import Person
from generator.annex.desk.repository import Entry
from generator.base.sentences import sentence
from generator.base.timestamps import Stamp, short
from generator.config.article_keys import ARTICLE

_STEP_SECONDS = 1.0
_KEYS_OF_STATE = ("draft", "status", "retracted", "gone", "expires", "corrections", "aliases", "slug", "id")
"""What was done to an article, and where readers find it; an old text changes none of it."""


class Version(msgspec.Struct, forbid_unknown_fields=True):
    """A version of an article; an empty id is the file as it is."""

    path: str
    id: str = ""


class Restore(Version, forbid_unknown_fields=True, kw_only=True):
    """The version to go back to, and the one that the browser shows."""

    version: str


def entries(desk: Desk, _: Person, given: ByPath) -> dict[str, Any]:
    """Return the versions of an article, the newest first; the first is the file as it is if nothing recorded that."""
    data = articles.needed(desk, given.path)
    own = keeping(desk)
    own.settle(_STEP_SECONDS)
    found = _entries(desk, given.path)
    zone = desk.site.zone
    shown = [
        {"id": one.id, "at": short(Stamp(one.at, zone)), "epoch": one.at, "who": one.who, "said": one.said}
        for one in found
    ]
    if not found or _data(desk, given.path, found, found[0].id, data) != data:
        said = desk.put(own.trouble or sentence("the text as it is now"))
        typist = own.typist(f"content/{given.path}")
        shown.insert(0, {"id": "", "at": "", "epoch": 0, "who": typist, "said": said})
    return {"entries": shown}


def version(desk: Desk, _: Person, given: Version) -> dict[str, Any]:
    """Return the text of a version, and whether there is anything of it to go back to."""
    wanted, now = _needed(desk, given.path, given.id), articles.needed(desk, given.path)
    differs = _differs(desk, given.path, now, _in_its_state(wanted, now))
    return {"text": wanted.decode("utf-8", "replace"), "differs": differs}


def _differs(desk: Desk, path: str, now: bytes, wanted: bytes) -> bool:
    return wanted != now or waiting.read(desk, path, now) is not None


def restore(desk: Desk, person: Person, given: Restore) -> dict[str, Any]:
    """Go back to a version, letter for letter, as a new save; what was done to the article stays done.

    Of what readers have, it waits beside the article as any other change does.
    """
    wanted = _needed(desk, given.path, given.id)
    # What somebody typed last is a version before they go back.
    keeping(desk).close([f"content/{given.path}"])
    with turn(desk, person, given.path):
        before = articles.needed(desk, given.path)
        files.check_version(before, given.version)
        after = _in_its_state(wanted, before)
        if not _differs(desk, given.path, before, after):
            raise DeskError(
                sentence("this version has the same text; steps such as a withdrawal are not undone from the history")
            )
        title = title_of(desk, given.path)
        said = sentence("{person} went back to an earlier version of “{title}”", person=person.name, title=title)
        # What waits was seen, perhaps, and is not gone on with.
        waiting.drop(desk, given.path)
        kept = articles.written(desk, person, given.path, before, after)
        if not kept:
            record(desk, person, [f"content/{given.path}"], said)
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
        for key in _KEYS_OF_STATE
        if key in known and was.get(key) != values.get(key)
    }
    return manuscripts.changed(text, state).encode() if state else wanted


def _entries(desk: Desk, path: str) -> list[Entry]:
    kept = [
        msgspec.structs.replace(one, said=desk.put(kept_text(one.who))) for one in notes.versions(desk.folder, path)
    ]
    return sorted([*keeping(desk).repository.entries(f"content/{path}"), *kept], key=lambda one: -one.at)


def _data(desk: Desk, path: str, known: Sequence[Entry], name: str, now: bytes) -> bytes | None:
    """Return the bytes of a version; only those of the article's own history are to be had."""
    one = next((one for one in known if one.id == name), None)
    if one is None:
        return None
    if (kept := notes.version(desk.folder, path, name)) is not None:
        return kept
    data = keeping(desk).repository.read(name, one.path)
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
    data = _data(desk, path, _entries(desk, path), name, current)
    if data is None:
        raise MissingError(sentence("the history has no such version; load it again"))
    return data
