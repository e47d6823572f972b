"""Reads a mapping key by key, each as its row in the table of keys says, and notes every mistake with its place.

Each method returns a value of the promised type anyway, so that one run of a reader finds all problems of a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as Mapping_
from typing import Any, TypeVar

from generator.base import dates
from generator.base.codes import Code
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import quoted, squeeze, suggest
from generator.base.timestamps import Stamp
from generator.config.entries import TRUTH, VOIDEST, Source, did_you_mean, is_void
from generator.config.keys import ENGLISH, Key, Spelling
from generator.config.unknown_keys import UnknownKeys, lowered
from generator.config.yaml_text import Items, Mapping, Node, Scalar
from generator.lint.text.addresses import repaired_address
from generator.lint.text.plain_text import flaw
from generator.model.records import Named
from generator.model.urls import is_web

T = TypeVar("T")

_KINDS = {Scalar: sentence("text"), Items: sentence("a list"), Mapping: sentence("a group of keys")}
_MAX_ENTRIES = 100
"""Entries of one list; each may cause a page, a redirect or a lookup."""
_ADDRESS = re.compile(r"^/|^https?:|\.[a-z0-9]{2,5}\Z", re.IGNORECASE)


class Entries:
    """The keys of one mapping; `name` is its own key, as problems show it.

    Readers ask for keys by their English names, in whichever language the file writes them.
    """

    def __init__(self, mapping: Mapping, source: Source, name: str = "", spelling: Spelling = ENGLISH) -> None:
        self._entries = mapping.entries
        self._spelling = spelling
        self._mapping = mapping
        self._source = source
        self._name = f"{name}." if name else ""
        self._missing: list[tuple[str, Sentence, Sentence, Code]] = []
        self._groups: list[Entries] = []
        self._judged: set[str] = set()
        """Keys, as they are written, with problems of their own: they are not unknown besides."""

    def _get(self, key: str) -> Node | None:
        """Return the value of a key, unless it says that there is none."""
        # Not by `written`: this is asked for all keys of all files.
        node = self._entries.get(self._spelling.names.get(key, key))
        if type(node) is Scalar and len(node.value) < VOIDEST and is_void(key, node.value, quoted=node.quoted):
            return None
        return node

    def _written(self, key: str) -> Node | None:
        """Return the value of a key whatever it says."""
        return self._entries.get(self._spelling.names.get(key, key))

    def __contains__(self, key: str) -> bool:
        node = self._get(key)
        return node is not None and not (isinstance(node, Scalar) and not node.value.strip())

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the mapping, as they are written."""
        return tuple(self._entries)

    @property
    def others(self) -> tuple[str, ...]:
        """Those of them that the table does not have, nor means by other words."""
        return tuple(key for key in self._entries if key not in self._spelling.words)

    @property
    def is_indonesian(self) -> bool:
        """Whether the file writes its keys in Indonesian."""
        return self._spelling.indonesian

    def is_blank(self, key: str) -> bool:
        """Return whether a key is written, and nothing behind it."""
        return self._written(key) is not None and key not in self

    def is_empty(self, key: str) -> bool:
        """Return whether a key is missing or has no value."""
        node = self._written(key)
        return key not in self or (type(node) is Items and not node.items)

    def is_text(self, key: str) -> bool:
        """Return whether the value of a key is a text, not a list or a group of keys."""
        return type(self._written(key)) is Scalar

    def is_group(self, key: str) -> bool:
        """Return whether the value of a key is a group of keys."""
        return type(self._written(key)) is Mapping

    def is_truth(self, key: str) -> bool:
        """Return whether the value of a key is true or false, in words."""
        node = self._written(key)
        return type(node) is Scalar and node.value.strip().lower() in TRUTH.keys() - {"0", "1", ""}

    def value_of(self, word: str) -> str:
        """Return the text of a key in whatever letter case, in lower case; empty if there is none."""
        node = next((self._entries[key] for key in self._entries if lowered(key) == word), None)
        return node.value.strip().lower() if type(node) is Scalar else ""

    def written(self, key: str, *below: str) -> str:
        """Return how the file writes a key; of one below it, `written("photo", "src")`, its own name alone."""
        return self._spelling.written(key, *below)

    def example(self, key: str, value: str) -> str:
        """Return a line that a hint shows: a key as the file writes it, and a value."""
        return f"{self.written(key)}: {value}"

    def place(self, key: str, entry: str = "") -> tuple[int, int]:
        """Return line and column of a key's value or, if `entry` is given, of that entry of a list of texts."""
        node = self._written(key)
        if entry and type(node) is Items:
            node = next((item for item in node.items if type(item) is Scalar and squeeze(item.value) == entry), node)
        return (node.line, node.column) if node is not None else (self._mapping.line, self._mapping.column)

    def wrong(
        self, key: str, message: Sentence, hint: Sentence = NOTHING, entry: str = "", *, code: Code = "bad-value"
    ) -> None:
        """Note a problem at the place that `place` returns."""
        self._judged.add(self.written(key))
        self._source.wrong(*self.place(key, entry), message, hint, code=code)

    def missing(self, key: str, why: Sentence, hint: Sentence, *, code: Code = "missing-key") -> None:
        """Note that a key is missing or empty; `close` reports it, unless the key is misspelled or of a wrong type."""
        if self.is_empty(key):
            self._missing.append((key, why, hint, code))

    def _mistyped(self, key: str, node: Node, wanted: Sentence, hint: Sentence) -> None:
        message = sentence(
            "{name}{key} must be {wanted}, not {kind}",
            name=self._name, key=self.written(key), wanted=wanted, kind=_KINDS[type(node)],
        )  # fmt: skip
        self._source.wrong(node.line, node.column, message, hint)

    def close(self, words: Mapping_[str, str] | None = None) -> None:
        """Note the unknown keys, and what is missing, here and in the groups that were read.

        Args:
            words: other words for keys, besides those of the table -> English name.

        """
        for group in self._groups:
            group.close()
        spelling, missing = self._spelling, self._missing
        for row in spelling.demanded:
            if self.is_empty(row.name):
                missing.append((row.name, row.why, self._hint_of(row), "missing-key"))
        if not missing and spelling.known.keys() >= self._entries.keys():
            return
        codes = {key: code for key, _, _, code in missing}
        known_words = {**spelling.words, **words} if words else spelling.words
        unknown = UnknownKeys(self._name, self._mapping, self._source, spelling, known_words, codes, self._judged)
        meanings = unknown.report()
        for key, why, hint, code in missing:
            if key in meanings:
                continue
            name, line, column = self.written(key), self._mapping.line, 0
            if name in self._entries:
                line, column = self.place(key)
                message = sentence('"{name}{key}" is empty: {why}', name=self._name, key=name, why=why)
            else:
                message = sentence('"{name}{key}" is missing: {why}', name=self._name, key=name, why=why)
            self._source.wrong(line, column, message, hint, code=code)

    def _hint_of(self, row: Key) -> Sentence:
        """Return the hint for a missing key."""
        if isinstance(row.hint, Sentence):
            return row.hint
        if row.choices:
            key = self.written(row.name)
            return sentence("write {key}: one of {reasons}", key=key, reasons=", ".join(row.choices))
        return sentence("write {example}", example=self.example(row.name, row.hint))


class Fields(Entries):
    """Reads the values of one mapping."""

    def text(self, key: str) -> str:
        """Read a text; white space is squeezed to one line."""
        node = self._get(key)
        if type(node) is Scalar:
            return self._squeezed(key, node) or self._spelling.defaults.get(key, "")
        if node is not None:
            name = self.written(key)
            hint = sentence('write "{key}: …" on one line, without brackets', key=name)
            self._mistyped(key, node, sentence("text"), hint)
        return self._spelling.defaults.get(key, "")

    def _squeezed(self, key: str, node: Scalar) -> str:
        """Return a text on one line; a comment in it is a mistake, since it would be shown to readers."""
        if "<!--" in node.value:
            message = sentence(
                "{name}{key} holds a comment, which would be shown to readers", name=self._name, key=self.written(key)
            )
            hint = sentence('delete it; for a note, begin a line with "#"')
            self._source.wrong(node.line, node.column, message, hint, code="bad-comment")
        elif self._source.path.endswith(".md") and (problem := flaw(node.value)):
            self._source.wrong(node.line, node.column, problem.said, problem.advice, code=problem.code)
        return squeeze(node.value)

    def checked(self, key: str) -> str:
        """Read a text that has to pass the check of the key; empty if it does not."""
        text, check = self.text(key), self._spelling.row(key).check
        if check is None or not text or check.passes(text):
            return text
        self.wrong(key, check.message(text), check.hint, code=check.code)
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a text or a list of texts, without empty ones and duplicates."""
        node = self._get(key)
        if node is None:
            return ()
        found: dict[str, None] = {}
        for item in self._items(key, node):
            if type(item) is not Scalar:
                hint = sentence("write {key}: [one, two]", key=self.written(key))
                self._mistyped(key, item, sentence("text or a list of texts"), hint)
            elif (text := self._squeezed(key, item)) and not is_void(key, text, quoted=item.quoted):
                found[text] = None
        return tuple(found)

    def _items(self, key: str, node: Node) -> list[Node]:
        """Return the entries of a list, or a single value as a list of one."""
        if type(node) is not Items:
            return [node]
        if len(node.items) > _MAX_ENTRIES:
            message = sentence(
                "{name}{key} has {items} entries, more than {max_entries}",
                name=self._name, key=self.written(key), items=len(node.items), max_entries=_MAX_ENTRIES,
            )  # fmt: skip
            self._source.wrong(node.line, node.column, message, sentence("shorten the list"), code="over-limit")
        return node.items[:_MAX_ENTRIES]

    def flag(self, key: str) -> bool:
        """Read true or false, yes or no, ya or tidak."""
        text, default = self.text(key), self._spelling.defaults.get(key, "")
        if text.lower() in TRUTH:
            return TRUTH[text.lower()]
        message = sentence(
            "{name}{key} must be true or false, not {written}",
            name=self._name, key=self.written(key), written=quoted(text),
        )  # fmt: skip
        self.wrong(key, message, sentence("write true or false"))
        return TRUTH[default]

    def number(self, key: str) -> int:
        """Read a whole number within the bounds of the key."""
        text, row = self.text(key), self._spelling.row(key)
        (low, high), default = row.bounds, row.default
        if key not in self or not self.is_text(key):
            return int(default)
        if text.isascii() and text.isdigit() and low <= int(text[:12]) <= high:
            return int(text)
        message = sentence(
            "{name}{key} must be a whole number from {low} to {high}, not {written}",
            name=self._name, key=self.written(key), low=low, high=high, written=quoted(text),
        )  # fmt: skip
        self.wrong(key, message, sentence("write {key}: {default}", key=self.written(key), default=int(default)))
        return int(default)

    def choice(self, key: str) -> Any:
        """Read one of the choices of the key, in any letter case; the record that takes it knows its type."""
        text, row = self.text(key), self._spelling.row(key)
        if text == row.default or text.lower() in row.choices:
            return text.lower()
        meant = row.meanings.get(squeeze(text.lower())) or suggest(text, row.choices)
        hint = did_you_mean(meant) or sentence("choose one of {words}", words=", ".join(row.choices))
        message = sentence(
            "{written} is not a known {name}{key}", written=quoted(text), name=self._name, key=self.written(key)
        )
        self.wrong(key, message, hint)
        return row.default

    def convert(self, key: str, read: Callable[[str], T], default: T, *, code: Code = "bad-value") -> T:
        """Read a text and convert it with `read`, which may raise DateError.

        A text that is missing or wrong becomes the default of the key or, if it has none, `default`.
        """
        own = self._spelling.defaults.get(key, "")
        text = self.text(key)
        try:
            return read(text) if text else default
        except dates.DateError as error:
            self.wrong(key, error.said, error.advice, code=code)
            return read(own) if own else default

    def stamp(self, key: str, zone: str) -> Stamp | None:
        """Read a timestamp; `zone` is that of a text that names none. None if there is none."""
        return self.convert(key, lambda text: dates.parse(text, zone), None, code="bad-date")

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
            name = self.written(key, row.short)
            address = Mapping(node.line, node.column)
            address.entries[name], address.places[name] = node, (node.line, node.column)
            return self._below(key, address)
        if type(node) is Mapping:
            return self._below(key, node)
        if node is not None and not (type(node) is Scalar and not node.value.strip()):
            hint = sentence(
                "write {key}: and below it, indented, {example}", key=self.written(key), example=self._entry(row)
            )
            self._mistyped(key, node, sentence("a group of keys"), hint)
        return None

    def group(self, key: str) -> Fields:
        """Read a nested mapping; one with the defaults of its keys if there is none."""
        absent = Mapping(self._mapping.line, 0)
        return self.mapping(key) or Fields(absent, self._source, "", self._spelling.group(key))

    def mappings(self, key: str) -> list[Fields]:
        """Read a list of mappings."""
        node = self._get(key)
        if node is None or (type(node) is Scalar and not node.value.strip()):
            return []
        hint = sentence(
            'write {key}: and below it, for each entry, "- {example}" and the other keys under the first',
            key=self.written(key), example=self._entry(self._spelling.row(key)),
        )  # fmt: skip
        if type(node) is not Items:
            self._mistyped(key, node, sentence("a list"), hint)
            return []
        found = []
        for item in self._items(key, node):
            if type(item) is Mapping:
                found.append(self._below(key, item))
            else:
                self._mistyped(key, item, sentence("a list of groups of keys"), hint)
        return found

    def named(self, key: str) -> tuple[Named, ...]:
        """Read a text, a mapping of name and url, or a list of these."""
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

    def _entry(self, row: Key) -> str:
        """Return the line of a group that a hint shows, as the file writes its key."""
        name, colon, value = row.entry.partition(": ")
        return f"{self.written(row.name, name)}: {value}" if colon else row.entry
