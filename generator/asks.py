"""Asks: the questions that a page has put to the archive, kept as its dependencies."""

from __future__ import annotations

from typing import Any

import msgspec

from generator.queries import Archive, Read
from generator.records import Record


class Ask(Record, frozen=True):
    """A question, the digest of its answer, and what was read for it."""

    name: str
    args: tuple[Any, ...]
    digest: bytes
    reads: tuple[Read, ...]


MEANING = {
    "latest": "the newest articles that it shows", "span": "the articles of its list", "everything": "its articles",
    "related_to": "its related articles", "person": "what is known of its authors and editors",
    "profile": "what the profile says", "target": "the headline or address behind a link", "picture": "its pictures",
    "followed": "the report that it continues",
    "tag": "the spelling of the tag", "author": "the spelling of the name", "terms": "the tags it lists",
    "popular": "the popular tags", "letters": "the letters of the tags",
    "counts": "the numbers of articles",
    "months": "the months of the archive", "neighbours": "the days before and after it",
    "entries": "the newest articles",
    "standing": "the standing pages",
}  # fmt: skip
"""What each question is about, for `ssg why`."""

pack = msgspec.msgpack.Encoder().encode
unpack = msgspec.msgpack.Decoder(tuple[Ask, ...]).decode


class Asker:
    """Asks on behalf of one page, and takes note of it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._asked: dict[tuple[str, tuple[Any, ...]], tuple[Ask, Any]] = {}

    def __call__(self, name: str, *args: Any) -> Any:
        """Return the answer to a query of `queries.QUERIES`."""
        found = self._asked.get((name, args))
        if found is None:
            answer = self._archive.answer(name, *args)
            # Eight bytes tell two answers to one question apart.
            ask = Ask(name, args, answer.digest[:8], answer.reads)
            found = self._asked[name, args] = (ask, answer.value)
        return found[1]

    @property
    def asks(self) -> tuple[Ask, ...]:
        """All that was asked, in order."""
        return tuple(ask for ask, _ in self._asked.values())


def again(archive: Archive, asks: tuple[Ask, ...]) -> tuple[tuple[Ask, ...], str]:
    """Ask the questions of a page again.

    Returns:
        The questions with their new answers, and a sentence on the first answer that differs, or an empty one.

    """
    found = []
    why = ""
    for ask in asks:
        answer = archive.answer(ask.name, *ask.args)
        new = Ask(ask.name, ask.args, answer.digest[:8], answer.reads)
        if new.digest != ask.digest and not why:
            why = f"{MEANING[ask.name]} differ"
        found.append(new)
    return tuple(found), why
