"""Fields: reads a mapping key by key into a record, and notes every mistake with its place.

A `Fields` belongs to one mapping of one file. Each method reads one key, notes what is wrong and returns a value of the
promised type anyway, so that one run of a reader finds all problems of a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from generator.base import dates
from generator.base.codes import Code
from generator.base.dates import Stamp
from generator.base.errors import EXCERPTS, MOST_SHOWN, Problem, Where, excerpt
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import quoted, squeeze, suggest
from generator.portal.records import Named
from generator.portal.urls import is_web
from generator.readers.spelling import ENGLISH, Spelling
from generator.readers.yamltext import Items, Mapping, Node, Scalar

T = TypeVar("T")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
Choice = TypeVar("Choice", bound=str)

_YES = {"true": True, "yes": True, "ya": True, "on": True, "1": True}
_NO = {"false": False, "no": False, "tidak": False, "off": False, "0": False, "": False}
_BLANKS = re.compile(r"[\s-]+")
_INVISIBLE = "[\xad\u200b-\u200f\u2060-\u2064\ufeff]"
_TRUTH = {**_YES, **_NO}
_KINDS = {Scalar: sentence("text"), Items: sentence("a list"), Mapping: sentence("a group of keys")}
_MAX_ENTRIES = 100
"""Entries of one list; each may cause a page, a redirect or a lookup."""
_NAMED_WORDS = {"nama": "name", "title": "name", "link": "url", "tautan": "url", "alamat": "url", "situs": "url"}


def _add(example: str) -> Sentence:
    return sentence("add {example}", example=example)


class Source:
    """A file that is being read: its path, its text, and its problems so far."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []

    @property
    def full(self) -> bool:
        """Whether there are more problems than will be shown."""
        return len(self.problems) > MOST_SHOWN

    def wrong(
        self, line: int, column: int, message: Sentence, hint: Sentence = NOTHING, *, code: Code = "bad-value"
    ) -> None:
        """Note a problem at a line and column of this file, both from 1; 0 for none."""
        if self.full:
            return
        shown = excerpt(self.text, line) if len(self.problems) < EXCERPTS else ""
        self.problems.append(Problem(Where(self.path, line, column), code, message, hint, shown))


class Fields:
    """Reads the entries of one mapping; `name` is its own key, as problems show it.

    Readers ask for keys by their English names, in whichever language the file writes them.
    """

    def __init__(self, mapping: Mapping, source: Source, name: str = "", spelling: Spelling = ENGLISH) -> None:
        self._entries = mapping.entries
        self._spelling = spelling
        self._mapping = mapping
        self._source = source
        self._name = f"{name}." if name else ""
        self._known: list[str] = []
        self._missing: list[tuple[str, Sentence, Sentence, Code]] = []

    def __contains__(self, key: str) -> bool:
        node = self._entries.get(self.written(key))
        return node is not None and not (isinstance(node, Scalar) and not node.value.strip())

    @property
    def is_indonesian(self) -> bool:
        """Whether the file writes its keys in Indonesian."""
        return self._spelling.indonesian

    def written(self, key: str) -> str:
        """Return how the file writes a key; of one below another behind a point, its own name alone: `photo.src`."""
        return self._spelling.written(key)

    def example(self, key: str, value: str) -> str:
        """Return a line that a hint shows: a key as the file writes it, and a value."""
        return f"{self.written(key)}: {value}"

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the mapping, in their order."""
        return tuple(self._entries)

    def is_empty(self, key: str) -> bool:
        """Return whether a key is missing or has no value."""
        node = self._entries.get(self.written(key))
        return key not in self or (type(node) is Items and not node.items)

    def is_text(self, key: str) -> bool:
        """Return whether the value of a key is a text, not a list or a group of keys."""
        return type(self._entries.get(self.written(key))) is Scalar

    def is_truth(self, key: str) -> bool:
        """Return whether the value of a key is true or false, in words."""
        node = self._entries.get(self.written(key))
        return type(node) is Scalar and node.value.strip().lower() in _TRUTH.keys() - {"0", "1", ""}

    def is_group(self, key: str) -> bool:
        """Return whether the value of a key is a group of keys."""
        return type(self._entries.get(self.written(key))) is Mapping

    def _get(self, key: str) -> Node | None:
        self._known.append(key)
        return self._entries.get(self.written(key))

    def place(self, key: str, entry: str = "") -> tuple[int, int]:
        """Return line and column of a key's value or, if `entry` is given, of that entry of a list of texts."""
        node = self._entries.get(self.written(key))
        if entry and type(node) is Items:
            node = next((one for one in node.items if type(one) is Scalar and squeeze(one.value) == entry), node)
        return (node.line, node.column) if node is not None else (self._mapping.line, self._mapping.column)

    def wrong(
        self, key: str, message: Sentence, hint: Sentence = NOTHING, entry: str = "", *, code: Code = "bad-value"
    ) -> None:
        """Note a problem at the place that `place` returns."""
        self._source.wrong(*self.place(key, entry), message, hint, code=code)

    def missing(self, key: str, why: Sentence, hint: Sentence, *, code: Code = "missing-key") -> None:
        """Note that a key is missing or empty; `close` reports it, unless the key is misspelled or of a wrong type."""
        if self.is_empty(key):
            self._missing.append((key, why, hint, code))

    def _entry(self, key: str, example: str | tuple[str, str]) -> str:
        """Return the line of a group that a hint shows."""
        return example if isinstance(example, str) else f"{self.written(f'{key}.{example[0]}')}: {example[1]}"

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
            elif text := self._squeezed(key, item):
                found[text] = None
        return tuple(found)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Read true or false, yes or no, ya or tidak."""
        text = self.text(key)
        if key not in self:
            return default
        if text.lower() not in _TRUTH:
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
        return _TRUTH[text.lower()]

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

    def choice(self, key: str, allowed: Iterable[Choice], default: Choice) -> Choice:
        """Read one of the allowed words, in any letter case."""
        text = self.text(key)
        if not text:
            return default
        for word in allowed:
            if word == text.lower():
                return word
        words = [word for word in allowed if word]
        meant = suggest(text, words)
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
        if text and not is_web(text):
            self.wrong(
                key,
                sentence("{written} is not a web address", written=quoted(text)),
                sentence("write it in full: https://…"),
                code="bad-address",
            )
            return ""
        return text

    def mapping(self, key: str, example: str | tuple[str, str] = "…") -> Fields | None:
        """Read a nested mapping; `example` is an entry of it, or key and value, for the hint. None if there is none."""
        node = self._get(key)
        if node is None or (isinstance(node, Scalar) and not node.value.strip()):
            return None
        if type(node) is not Mapping:
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
                        name=self.written(f"{key}.name"),
                        url=self.written(f"{key}.url"),
                    ),
                )
        return tuple(found)

    def close(self, words: dict[str, str]) -> None:
        """Note the unknown keys and the missing ones; `words` maps synonyms to known keys.

        A missing key that is there under another name is one problem, with the code of what is missing.
        """
        meanings = set()
        codes = {key: code for key, _, _, code in self._missing}
        names = {self.written(key): key for key in self._known}
        words = {**words, **{key: key for key in self._known}}
        for key, (line, column) in self._mapping.places.items():
            if key in names:
                continue
            if self._source.full:
                return
            lower = _BLANKS.sub("_", key.strip().lower())
            near = names.get(lower) or words.get(lower) or suggest(lower, [*names, *words])
            meant = names.get(near) or words.get(near, near)
            meanings.add(meant)
            self._source.wrong(
                line,
                column,
                sentence("unknown key {name}", name=quoted(self._name + key)),
                self._meant(key, meant, sorted(names)),
                code=codes.get(meant, "unknown-key"),
            )
        for key, why, hint, code in self._missing:
            if key not in meanings:
                self._source.wrong(
                    self._mapping.line,
                    0,
                    sentence('"{name}{key}" is missing: {why}', name=self._name, key=self.written(key), why=why),
                    hint,
                    code=code,
                )

    def _meant(self, key: str, meant: str, known: list[str]) -> Sentence:
        """Return the hint for an unknown key.

        Args:
            key: as it is written.
            meant: the English name of the key that it seems to be; any other text if it seems to be none.
            known: the keys that there are, as this file writes them.

        """
        name = self.written(meant)
        if meant not in self._known:
            return sentence("known keys: {known}", known=", ".join(known))
        if re.sub(_INVISIBLE, "", key) == name:
            return sentence("delete the line and type it again: the key holds an invisible character")
        if self.is_indonesian and key == meant:
            return sentence('the keys of this file are Indonesian: write "{meant}"', meant=name)
        if self._spelling.other.get(meant) != key:
            return sentence('did you mean "{meant}"?', meant=name)
        if self._spelling.either:
            return sentence('the keys of this file are English: write "{meant}"', meant=name)
        return sentence('write "{meant}", or keys: id in site.yaml for Indonesian keys', meant=name)
