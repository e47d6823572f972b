"""Fields: reads a mapping key by key into a record, and notes every mistake with its place.

A `Fields` belongs to one mapping of one file. Each method reads one key, notes what is wrong and returns a value of the
promised type anyway, so that one run of a reader finds all problems of a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Mapping_
from types import MappingProxyType
from typing import Any, TypeVar

from generator.base import dates
from generator.base.codes import Code
from generator.base.dates import Stamp
from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted, squeeze, suggest
from generator.config.entries import TRUTH, Entries, is_void
from generator.config.yaml_text import Items, Mapping, Node, Scalar
from generator.lint.text.addresses import whole
from generator.lint.text.plain_text import flaw
from generator.model.records import Named
from generator.model.urls import is_web

T = TypeVar("T")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
Choice = TypeVar("Choice", bound=str)

_KINDS = {Scalar: sentence("text"), Items: sentence("a list"), Mapping: sentence("a group of keys")}
_NO_WORDS: Mapping_[str, Any] = MappingProxyType({})
_MAX_ENTRIES = 100
"""Entries of one list; each may cause a page, a redirect or a lookup."""
_ADDRESS = re.compile(r"^/|^https?:|\.[a-z0-9]{2,5}\Z", re.IGNORECASE)
_NAMED_WORDS = {"nama": "name", "title": "name", "link": "url", "tautan": "url", "alamat": "url", "situs": "url"}


def _add(example: str) -> Sentence:
    return sentence("write {example}", example=example)


class Fields(Entries):
    """Reads the values of one mapping."""

    def _entry(self, key: str, example: str | tuple[str, str]) -> str:
        """Return the line of a group that a hint shows."""
        return example if isinstance(example, str) else f"{self.written(key, example[0])}: {example[1]}"

    def _below(self, key: str, mapping: Mapping) -> Fields:
        return Fields(mapping, self._source, f"{self._name}{self.written(key)}", self._spelling.group(key))

    def _mistyped(self, key: str, node: Node, wanted: Sentence, hint: Sentence) -> None:
        message = sentence(
            "{name}{key} must be {wanted}, not {kind}",
            name=self._name,
            key=self.written(key),
            wanted=wanted,
            kind=_KINDS[type(node)],
        )
        self._source.wrong(node.line, node.column, message, hint)

    def _items(self, key: str, node: Node) -> list[Node]:
        """Return the entries of a list, or a single value as a list of one."""
        if type(node) is not Items:
            return [node]
        if len(node.items) > _MAX_ENTRIES:
            message = sentence(
                "{name}{key} has {items} entries, more than {max_entries}",
                name=self._name,
                key=self.written(key),
                items=len(node.items),
                max_entries=_MAX_ENTRIES,
            )
            self._source.wrong(node.line, node.column, message, sentence("shorten the list"), code="over-limit")
        return node.items[:_MAX_ENTRIES]

    def text(self, key: str, default: str = "") -> str:
        """Read a text; white space is squeezed to one line."""
        node = self._get(key)
        if node is None:
            return default
        if type(node) is not Scalar:
            self._mistyped(
                key,
                node,
                sentence("text"),
                sentence('write "{key}: …" on one line, without brackets', key=self.written(key)),
            )
            return default
        return self._squeezed(key, node) or default

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

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a text or a list of texts, without empty ones and duplicates."""
        node = self._get(key)
        if node is None:
            return ()
        found: dict[str, None] = {}
        for item in self._items(key, node):
            if type(item) is not Scalar:
                self._mistyped(
                    key,
                    item,
                    sentence("text or a list of texts"),
                    sentence("write {key}: [one, two]", key=self.written(key)),
                )
            elif (text := self._squeezed(key, item)) and not is_void(key, text, quoted=item.quoted):
                found[text] = None
        return tuple(found)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Read true or false, yes or no, ya or tidak."""
        text = self.text(key)
        if key not in self:
            return default
        if text.lower() not in TRUTH:
            self.wrong(
                key,
                sentence(
                    "{name}{key} must be true or false, not {written}",
                    name=self._name,
                    key=self.written(key),
                    written=quoted(text),
                ),
                sentence("write true or false"),
            )
            return default
        return TRUTH[text.lower()]

    def number(self, key: str, default: int, low: int, high: int) -> int:
        """Read a whole number from `low` to `high`."""
        text = self.text(key)
        if not text:
            return default
        if not (text.isascii() and text.isdigit() and low <= int(text[:12]) <= high):
            message = sentence(
                "{name}{key} must be a whole number from {low} to {high}, not {written}",
                name=self._name,
                key=self.written(key),
                low=low,
                high=high,
                written=quoted(text),
            )
            self.wrong(key, message, sentence("write {key}: {default}", key=self.written(key), default=default))
            return default
        return int(text)

    def choice(
        self, key: str, allowed: Iterable[Choice], default: Choice, others: Mapping_[str, Choice] = _NO_WORDS
    ) -> Choice:
        """Read one of the allowed words, in any letter case; `others` are words that mean one of them."""
        text = self.text(key)
        if not text:
            return default
        for word in allowed:
            if word == text.lower():
                return word
        words = [word for word in allowed if word]
        meant = others.get(squeeze(text.lower())) or suggest(text, words)
        hint = (
            sentence('did you mean "{meant}"?', meant=meant)
            if meant
            else sentence("choose one of {words}", words=", ".join(words))
        )
        self.wrong(
            key,
            sentence(
                "{written} is not a known {name}{key}", written=quoted(text), name=self._name, key=self.written(key)
            ),
            hint,
        )
        return default

    def convert(self, key: str, read: Callable[[str], T], default: T, *, code: Code = "bad-value") -> T:
        """Read a text and convert it with `read`, which may raise DateError."""
        text = self.text(key)
        if not text:
            return default
        try:
            return read(text)
        except dates.DateError as error:
            self.wrong(key, error.said, error.advice, code=code)
            return default

    def stamp(self, key: str, zone: str) -> Stamp | None:
        """Read a timestamp; `zone` is that of a text that names none. None if there is none."""
        return self.convert(key, lambda text: dates.parse(text, zone), None, code="bad-date")

    def web(self, key: str) -> str:
        """Read an https:// or http:// address."""
        text = self.text(key)
        meant = whole(text)
        if text and (meant or not is_web(text)):
            self.wrong(
                key,
                sentence("{written} is not a web address", written=quoted(text)),
                sentence("write it in full: {address}", address=meant or "https://…"),
                code="bad-address",
            )
            return ""
        return text

    def mapping(self, key: str, example: str | tuple[str, str] = "…", short: str = "") -> Fields | None:
        """Read a nested mapping; None if there is none.

        Args:
            key: of it.
            example: an entry of it, or key and value, for the hint.
            short: the key below it that an address alone is the value of.

        """
        node = self._get(key)
        if short and type(node) is Scalar and _ADDRESS.search(node.value.strip()):
            whole = Mapping(node.line, node.column)
            name = self.written(key, short)
            whole.entries[name], whole.places[name] = node, (node.line, node.column)
            return self._below(key, whole)
        if node is None or (isinstance(node, Scalar) and not node.value.strip()):
            return None
        if type(node) is not Mapping:
            if isinstance(node, Scalar) and isinstance(example, tuple) and node.value.startswith("/"):
                example = (example[0], node.value)
            self._mistyped(
                key,
                node,
                sentence("a group of keys"),
                sentence(
                    "write {key}: and below it, indented, {example}",
                    key=self.written(key),
                    example=self._entry(key, example),
                ),
            )
            return None
        return self._below(key, node)

    def mappings(self, key: str, example: str | tuple[str, str]) -> list[Fields]:
        """Read a list of mappings; `example` is as for `mapping`."""
        node = self._get(key)
        if node is None or (isinstance(node, Scalar) and not node.value.strip()):
            return []
        hint = sentence(
            'write {key}: and below it, for each entry, "- {example}" and the other keys under the first',
            key=self.written(key),
            example=self._entry(key, example),
        )
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
        if node is None:
            return ()
        found = []
        for item in self._items(key, node):
            if type(item) is Scalar:
                if name := self._squeezed(key, item):
                    found.append(Named(name))
            elif type(item) is Mapping:
                inner = self._below(key, item)
                one = Named(inner.text("name"), inner.web("url"))
                if one.name:
                    found.append(one)
                else:
                    inner.missing("name", sentence("an entry needs a name"), _add(inner.example("name", "…")))
                inner.close(_NAMED_WORDS)
            else:
                self._mistyped(
                    key,
                    item,
                    sentence("text, or name and url"),
                    sentence(
                        "write {key}: {{{name}: …, {url}: https://…}}",
                        key=self.written(key),
                        name=self.written(key, "name"),
                        url=self.written(key, "url"),
                    ),
                )
        return tuple(found)
