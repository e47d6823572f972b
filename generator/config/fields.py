"""Reads a mapping key by key, as the key table says, and notes every mistake with its place.

Each method always returns a value of the promised type, so one run finds all problems of a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from generator.base import dates
from generator.base.codes import Code
from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted, squeeze, suggest
from generator.base.timestamps import Stamp
from generator.config.entries import TRUTH, Entries, did_you_mean, is_void
from generator.config.keys import Key
from generator.config.yaml_text import Items, Mapping, Node, Scalar
from generator.lint.text.flaws import flaw, repaired_address
from generator.model.records import Named
from generator.model.urls import is_web

T = TypeVar("T")

_KINDS = {Scalar: sentence("text"), Items: sentence("a list"), Mapping: sentence("a group of keys")}
_MAX_ENTRIES = 100
"""Entries of one list; each may cause a page, a redirect or a lookup."""
_ADDRESS = re.compile(r"^/|^https?:|\.[a-z0-9]{2,5}\Z", re.IGNORECASE)


class Fields(Entries):
    """Reads the values of one mapping."""

    def text(self, key: str) -> str:
        """Read a text, with white space collapsed to one line; empty if it fails the key's check."""
        node, row = self._get(key), self._spelling.row(key)
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
        return TRUTH[self._spelling.row(key).default]

    def number(self, key: str) -> int:
        """Read an integer within the key's bounds."""
        text, row = self.text(key), self._spelling.row(key)
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
        text, row = self.text(key), self._spelling.row(key)
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
        text, own = self.text(key), self._spelling.row(key).default
        try:
            return read(text) if text else default
        except dates.DateError as error:
            self.wrong(key, error.said, error.advice, code=code)
            return read(own) if own else default

    def stamp(self, key: str, zone: str) -> Stamp | None:
        """Read a timestamp, `zone` being the default zone. None if there is none."""
        return self.convert(key, lambda text: dates.parse(text, zone), None, code="bad-date")

    def end(self, key: str, zone: str) -> Stamp | None:
        """Read when something ends: a day without an hour ends with it."""
        return self.convert(
            key, lambda text: dates.parse(f"{text} 23:59" if dates.is_day(text) else text, zone), None, code="bad-date"
        )

    def web(self, key: str) -> str:
        """Read an https:// or http:// address."""
        text = self.text(key)
        meant = repaired_address(text)
        if text and (meant or not is_web(text)):
            message = sentence("{written} is not a web address", written=quoted(text))
            hint = sentence("write it in full: {address}", address=meant or "https://…")
            self.wrong(key, message, hint, code="bad-address")
            return ""
        return text

    def mapping(self, key: str) -> Fields | None:
        """Read a nested mapping; None if there is none."""
        node, row = self._get(key), self._spelling.row(key)
        if row.short and type(node) is Scalar and _ADDRESS.search(node.value.strip()):
            return self._below(key, _alone(node, self.written(key, row.short)))
        if type(node) is Mapping:
            return self._below(key, node)
        if node is not None and not (type(node) is Scalar and not node.value.strip()):
            hint = sentence(
                "write {key}: and below it, indented, {example}", key=self.written(key), example=_first_line(self, row)
            )
            self._mistyped(key, node, sentence("a group of keys"), hint)
        return None

    def group(self, key: str) -> Fields:
        """Read a nested mapping; if there is none, one with the defaults of its keys."""
        absent = Mapping(self._mapping.line, 0)
        return self.mapping(key) or Fields(absent, self._source, "", self._spelling.group(key))

    def mappings(self, key: str) -> list[Fields]:
        """Read a list of mappings; of a row with `short` also texts, or a single one."""
        node = self._get(key)
        if node is None or (type(node) is Scalar and not node.value.strip()):
            return []
        row = self._spelling.row(key)
        hint = sentence(
            'write {key}: and below it, for each entry, "- {example}" and the other keys under the first',
            key=self.written(key), example=_first_line(self, row),
        )  # fmt: skip
        if type(node) is not Items and not row.short:
            self._mistyped(key, node, sentence("a list"), hint)
            return []
        found = []
        for item in self._items(key, node):
            if type(item) is Mapping:
                found.append(self._below(key, item))
            elif type(item) is Scalar and row.short:
                found.append(self._below(key, _alone(item, self.written(key, row.short))))
            else:
                self._mistyped(key, item, sentence("a list of groups of keys"), hint)
        return found

    def named(self, key: str) -> tuple[Named, ...]:
        """Read a text, a mapping of name and url, or a list of either."""
        node = self._get(key)
        found = []
        for item in self._items(key, node) if node is not None else ():
            if type(item) is Scalar:
                named = Named(self._squeezed(key, item))
            elif type(item) is Mapping:
                inner = self._below(key, item)
                named = Named(inner.text("name"), inner.web("url"))
            else:
                hint = sentence(
                    "write {key}: {{{name}: …, {url}: https://…}}",
                    key=self.written(key), name=self.written(key, "name"), url=self.written(key, "url"),
                )  # fmt: skip
                self._mistyped(key, item, sentence("text, or name and url"), hint)
                continue
            if named.name:
                found.append(named)
        return tuple(found)

    def _below(self, key: str, mapping: Mapping) -> Fields:
        group = Fields(mapping, self._source, f"{self._name}{self.written(key)}", self._spelling.group(key))
        self._groups.append(group)
        return group


def _alone(value: Scalar, name: str) -> Mapping:
    """Return the group that a bare value stands for, with one key."""
    return Mapping(value.line, value.column, entries={name: value}, keys={name: value})


def _first_line(group: Fields, row: Key) -> str:
    """Return the line that a hint shows below a group's key, as the file spells its keys."""
    name, colon, value = row.entry.partition(": ")
    return f"{group.written(row.name, name)}: {value}" if colon else row.entry
