"""Asks: the questions that a page has put to the archive, kept as its dependencies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from generator.portal.records import Record
from generator.queries.archive import Answer, Archive, Read


class Ask(Record, frozen=True):
    """A question, the digest of its answer, and what was read for it."""

    name: str
    args: tuple[Any, ...]
    digest: bytes
    reads: tuple[Read, ...]
    seqs: tuple[int, ...] = ()
    """The articles of the answer, of a question that takes long to answer."""


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


def reads(packed: bytes | None) -> Iterator[Read]:
    """Yield what was read for the packed questions of a page."""
    return (read for ask in unpack(packed) for read in ask.reads) if packed else iter(())


class Asker:
    """Asks on behalf of one page, and takes note of it."""

    def __init__(self, archive: Archive, before: tuple[Ask, ...] = ()) -> None:
        """Begin with what the page has asked before; of that, the answers that took long are kept if they hold."""
        self._archive = archive
        self._before = {(ask.name, ask.args): ask for ask in before if ask.seqs}
        self._asked: dict[tuple[str, tuple[Any, ...]], tuple[Ask, Any]] = {}

    def __call__(self, name: str, *args: Any) -> Any:
        """Return the answer to a query of `queries.QUERIES`."""
        found = self._asked.get((name, args))
        if found is None:
            ask = self._before.get((name, args))
            if ask is not None and self._archive.untouched(ask.reads):
                value: Any = [one.card for one in self._archive.load(ask.seqs)]
            else:
                answer = self._archive.answer(name, *args)
                ask, value = _ask(name, args, answer), answer.value
            found = self._asked[name, args] = (ask, value)
        return found[1]

    @property
    def asks(self) -> tuple[Ask, ...]:
        """All that was asked, in order."""
        return tuple(ask for ask, _ in self._asked.values())


def _ask(name: str, args: tuple[Any, ...], answer: Answer) -> Ask:
    # Eight bytes tell two answers to one question apart.
    return Ask(name, args, answer.digest[:8], answer.reads, answer.seqs)


def again(archive: Archive, asks: tuple[Ask, ...], *, noted: bool = False) -> tuple[tuple[Ask, ...], str]:
    """Ask the questions of a page again.

    Args:
        archive: who is asked.
        asks: the questions.
        noted: whether the archive knows what was touched since the page was made; the other answers hold.

    Returns:
        The questions with their new answers, and a sentence on the first answer that differs, or an empty one.

    """
    found = []
    why = ""
    for ask in asks:
        if noted and archive.untouched(ask.reads):
            found.append(ask)
            continue
        new = _ask(ask.name, ask.args, archive.answer(ask.name, *ask.args))
        if new.digest != ask.digest and not why:
            why = f"{MEANING[ask.name]} differ"
        found.append(new)
    return tuple(found), why
