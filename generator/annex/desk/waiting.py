"""Changes that wait beside a text which readers have, until they are saved into it: one text, whoever writes it.

Who goes on with what a colleague left there has seen it. Who has not, since both type at once, takes its place, and the
colleague's text becomes a version that is not merged yet.
"""

from __future__ import annotations

import re

from generator.annex.desk import files
from generator.annex.desk.desk import Desk
from generator.annex.desk.people import Person
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.editing.sources import NOTES, beside, kept_of

_MOST = 10_000
"""Texts of which it is known who has seen them."""
_KEPT = re.compile(r"\.[0-9a-f]{12}\.md\Z")
_WAITING = re.compile(r"\.[0-9a-f]{12}\.md\Z|-[0-9]+w\.md\Z")
_OWN = re.compile(r"\.[0-9a-f]{12}\.md\Z|-[0-9]+w\.md\Z|/waiting\.jsonl\Z")
"""What is not recorded: it is gone in a moment."""


class _Seen:
    """Who has seen which text last; a desk that begins knows nothing, and then keeps one version more."""

    def __init__(self, desk: Desk) -> None:
        del desk
        self._texts: dict[tuple[str, str], bytes] = {}
        self._writers: dict[str, Person] = {}

    def has_seen(self, person: Person, path: str, text: bytes) -> bool:
        return self._texts.get((path, person.name)) == text

    def note(self, person: Person, path: str, text: bytes | None, *, writes: bool) -> None:
        """Take note of what somebody has seen or written; None for nothing."""
        if len(self._texts) > _MOST or len(self._writers) > _MOST:
            self._texts.clear()
            self._writers.clear()
        self._texts.pop((path, person.name), None)
        if text is not None:
            self._texts[path, person.name] = text
        if writes:
            self._writers[path] = person

    def writer(self, path: str) -> Person | None:
        return self._writers.get(path)


def is_waiting(path: str) -> bool:
    """Return whether a file is what waits beside a text; history has it once it is saved."""
    return f"/{NOTES}/" in path and _OWN.search(path) is not None


def read(desk: Desk, person: Person, path: str, article: bytes) -> bytes | None:
    """Return what waits beside an article, by its path below content/ and its bytes; now this person has seen it."""
    try:
        found = files.read(desk.folder, kept_of(path, article), desk.site.reading.article_bytes)
    except UsageError:
        # Whatever stands in its place, the article itself can be opened.
        return None
    desk.part(_Seen).note(person, path, found, writes=False)
    return found


def forget(desk: Desk, person: Person, path: str) -> None:
    """Take note that somebody does not go on with what waits beside an article, though they may have seen it."""
    desk.part(_Seen).note(person, path, None, writes=False)


def put(desk: Desk, person: Person, path: str, article: bytes, text: bytes | None) -> None:
    """Let a text wait beside an article with some bytes; None once it is saved. The caller holds `writing`."""
    most, place, seen = desk.site.reading.article_bytes, kept_of(path, article), desk.part(_Seen)
    there = files.read(desk.folder, place, most)
    if there is not None and there != text and not seen.has_seen(person, path, there):
        _keep(desk, path, there)
    if there is not None or text is not None:
        files.write(desk.folder, place, there, text)
    seen.note(person, path, text, writes=text is not None)
    if text is None:
        # What waited for a text that is not there any more.
        drop(desk, path)


def drop(desk: Desk, path: str, *, displaced: bool = False) -> None:
    """Let nothing wait beside an article any more: it becomes a version. The caller holds `writing`.

    With `displaced`, what others have taken the place of does, too: the article is about to go.
    """
    wanted = _WAITING if displaced else _KEPT
    for place in filter(wanted.search, beside(desk.folder, path)):
        if (data := files.read(desk.folder, place, desk.site.reading.article_bytes)) is not None:
            _keep(desk, path, data, waits=False)
            files.write(desk.folder, place, data, None)


def _keep(desk: Desk, path: str, text: bytes, *, waits: bool = True) -> None:
    writer = desk.part(_Seen).writer(path) or Person(desk.put(sentence("Redaksi")), "editor")
    desk.keep(writer, path, text.decode("utf-8", "replace"), waits=waits)
