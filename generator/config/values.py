"""Reads single values and lists of them, each with every mistake and its place.

Each method always returns a value of the promised type, so one run finds all problems of a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from generator.base import dates, timestamps
from generator.base.codes import Code
from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted, squeeze, suggest
from generator.base.timestamps import Stamp
from generator.config import yaml_text
from generator.config.entries import TRUTH, Entries, did_you_mean, is_void
from generator.config.yaml_text import Items, Node, Scalar
from generator.lint.text.flaws import flaw, is_no_picture, repaired_address
from generator.model.urls import is_address, is_web, media_address, own_path

T = TypeVar("T")

_KINDS = {Scalar: sentence("text"), Items: sentence("a list"), yaml_text.Mapping: sentence("a group of keys")}
_MAX_ENTRIES = 100
"""Entries of one list; each may cause a page, a redirect or a lookup."""
_SIZE = r"(?i)(\d{1,6})\s*(KB|MB)"


class Values(Entries):
    """Reads the values of one mapping that hold no keys of their own."""

    @property
    def zone(self) -> str:
        """The zone of times that name none."""
        return self._source.zone

    def text(self, key: str) -> str:
        """Read a text, with white space collapsed to one line; empty if it fails the key's check."""
        node, row = self._get(key), self.row(key)
        if type(node) is not Scalar:
            if node is not None:
                hint = sentence('write "{key}: …" on one line, without brackets', key=self.written(key))
                self._mistyped(key, node, sentence("text"), hint)
            return row.default
        text = self._squeezed(key, node) or row.default
        if row.check is None or not text or row.check.passes(text):
            return text
        self.wrong(key, row.check.message(text), row.check.hint, code=row.check.code)
        return ""

    def _of(self, key: str) -> dict[str, str]:
        """Return how messages refer to a key."""
        return {"name": self._name, "key": self.written(key)}

    def _mistyped(self, key: str, node: Node, wanted: Sentence, hint: Sentence) -> None:
        said = sentence(
            "{name}{key} must be {wanted}, not {kind}", **self._of(key), wanted=wanted, kind=_KINDS[type(node)]
        )
        self._source.wrong(node.line, node.column, said, hint)

    def _squeezed(self, key: str, node: Scalar) -> str:
        """Return a text on one line; a comment in it is a mistake, since readers would see it."""
        if "<!--" in node.value:
            message = sentence("{name}{key} holds a comment, which would be shown to readers", **self._of(key))
            hint = sentence('delete it; for a note, begin a line with "#"')
            self._source.wrong(node.line, node.column, message, hint, code="bad-comment")
        elif self._source.path.endswith(".md") and (problem := flaw(node.value)):
            self._source.wrong(node.line, node.column, problem.said, problem.advice, code=problem.code)
        return squeeze(node.value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a text or a list of texts, dropping empty ones and duplicates."""
        node = self._get(key)
        if node is None:
            return ()
        found: dict[str, None] = {}
        for item in self._items(key, node):
            if type(item) is not Scalar:
                hint = sentence("write {key}: [one, two]", key=self.written(key))
                self._mistyped(key, item, sentence("text or a list of texts"), hint)
            elif (text := self._squeezed(key, item)) and not is_void(key, text, quoted=item.style != ""):
                found[text] = None
        return tuple(found)

    def _items(self, key: str, node: Node) -> list[Node]:
        """Return the entries of a list; a single value counts as a list of one."""
        if type(node) is not Items:
            return [node]
        if len(node.items) > _MAX_ENTRIES:
            message = sentence(
                "{name}{key} has {items} entries, more than {max_entries}",
                **self._of(key), items=len(node.items), max_entries=_MAX_ENTRIES,
            )  # fmt: skip
            self._source.wrong(node.line, node.column, message, sentence("shorten the list"), code="over-limit")
        return node.items[:_MAX_ENTRIES]

    def flag(self, key: str) -> bool:
        """Read true or false, yes or no, ya or tidak."""
        text = self.text(key)
        if text.lower() in TRUTH:
            return TRUTH[text.lower()]
        message = sentence("{name}{key} must be true or false, not {written}", **self._of(key), written=quoted(text))
        self.wrong(key, message, sentence("write true or false"))
        return TRUTH[self.row(key).default]

    def number(self, key: str) -> int:
        """Read an integer within the key's bounds."""
        text, row = self.text(key), self.row(key)
        low, high = row.bounds
        if text.isascii() and text.isdigit() and low <= int(text[:12]) <= high:
            return int(text)
        if key in self and self.is_text(key):
            message = sentence(
                "{name}{key} must be a whole number from {low} to {high}, not {written}",
                **self._of(key), low=low, high=high, written=quoted(text),
            )  # fmt: skip
            hint = sentence("write {key}: {default}", key=self.written(key), default=int(row.default))
            self.wrong(key, message, hint)
        return int(row.default)

    def choice(self, key: str) -> Any:
        """Read one of the key's choices, in any letter case; the receiving record knows its type."""
        text, row = self.text(key), self.row(key)
        if text == row.default or text.lower() in row.choices:
            return text.lower()
        meant = row.meanings.get(squeeze(text.lower())) or suggest(text, row.choices)
        hint = did_you_mean(meant) or sentence("choose one of {words}", words=", ".join(row.choices))
        self.wrong(key, sentence("{written} is not a known {name}{key}", written=quoted(text), **self._of(key)), hint)
        return row.default

    def convert(self, key: str, read: Callable[[str], T], default: T, *, code: Code = "bad-value") -> T:
        """Read a text and convert it with `read`, which may raise DateError.

        A missing or wrong text becomes the key's default or, if it has none, `default`.
        """
        text, own = self.text(key), self.row(key).default
        try:
            return read(text) if text else default
        except dates.DateError as error:
            self.wrong(key, error.said, error.advice, code=code)
            return read(own) if own else default

    def stamp(self, key: str) -> Stamp | None:
        """Read a time; None if there is none."""
        return self.convert(key, lambda text: dates.parse(text, self.zone), None, code="bad-date")

    def end(self, key: str) -> Stamp | None:
        """Read an end; a day without an hour ends at 23:59."""
        return self.convert(
            key, lambda text: dates.parse(f"{text} 23:59" if dates.is_day(text) else text, self.zone), None,
            code="bad-date",
        )  # fmt: skip

    def length(self, key: str) -> int:
        """Read a length of time, in seconds."""
        return self.convert(key, dates.duration, 0)

    def size(self, key: str) -> int:
        """Read the size of a file, in bytes."""
        return self.convert(key, _size, 0)

    def own_zone(self, key: str) -> str:
        """Read a time zone of Indonesia."""
        return self.convert(key, _zone, "")

    def web(self, key: str) -> str:
        """Read an https:// or http:// address."""
        return self._web(key, self.text(key))

    def pages(self, key: str) -> tuple[str, ...]:
        """Read a list of such addresses."""
        return tuple(text for text in self.texts(key) if self._web(key, text))

    def _web(self, key: str, text: str) -> str:
        """Return an address of the web; empty, with a problem, for anything else."""
        meant = repaired_address(text)
        if not text or (is_web(text) and not meant):
            return text
        message = sentence("{written} is not a web address", written=quoted(text))
        hint = sentence("write it in full: {address}", address=meant or "https://…")
        self.wrong(key, message, hint, text, code="bad-address")
        return ""

    def _address(self, key: str) -> str:
        """Read an address; one of this portal becomes a path."""
        text = self.text(key)
        return own_path(text, self._source.base_url) or text

    def address(self, key: str) -> str:
        """Read an address on this site or another; empty, with a problem, if it is not one."""
        text = self._address(key)
        if not text or is_address(text):
            return text
        hint = sentence('write "/kanal/2024/10/x/" or "https://…"')
        self.wrong(key, sentence("{written} is not an address", written=quoted(text)), hint, code="bad-address")
        return ""

    def picture(self, key: str) -> str:
        """Read a picture's address, on this site or another."""
        text = self._address(key)
        if meant := repaired_address(text):
            said = sentence("readers cannot open this address: its beginning is mistyped")
            self.wrong(key, said, sentence("write {plain}", plain=meant), code="unreachable-link")
            return meant
        if text and is_web(text) and is_no_picture(text):
            hint = sentence("save the picture below content/, and write its path: /foto/2024/10/x.jpg")
            said = sentence("this is the address of a page, not of a picture, so readers see none")
            self.wrong(key, said, hint, code="unreachable-link")
        if not text or is_web(text):
            return text
        address = media_address(text)
        if not address:
            hint = sentence("save the picture below content/, and write its path from there: /foto/2024/10/x.jpg")
            said = sentence("{written} is not the path of a picture", written=quoted(text))
            self.wrong(key, said, hint, code="bad-address")
        return address


def _size(text: str) -> int:
    match = re.fullmatch(_SIZE, text)
    if match is None:
        said = sentence("{written} is not a size", written=quoted(text))
        raise dates.DateError(said, sentence('write it like "500 KB" or "20 MB"'))
    return int(match[1]) << (10 if match[2].upper() == "KB" else 20)


def _zone(text: str) -> str:
    zone = timestamps.PLACES.get(text, text)
    if zone not in timestamps.ZONES:
        said = sentence("{written} is not a time zone of Indonesia", written=quoted(text))
        raise dates.DateError(said, sentence("use one of {places}", places=", ".join(timestamps.PLACES)))
    return zone
