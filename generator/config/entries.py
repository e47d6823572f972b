"""The keys of a file being read, and the problems found in them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.base.codes import Code
from generator.base.errors import EXCERPTS, MOST_SHOWN, Problem, Where, excerpt
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import quoted, squeeze
from generator.config import yaml_text
from generator.config.keys import ANY, Key, name_meant, names_in, words_in
from generator.config.yaml_text import Items, Node, Scalar

YES, NO = ("true", "yes", "ya", "on"), ("false", "no", "tidak", "off")
TRUTH = {**dict.fromkeys((*YES, "1"), True), **dict.fromkeys((*NO, "0", ""), False)}
"""Words for true and false."""
_NULL = frozenset(("null", "~"))
"""How YAML writes a missing value."""
_NOBODY = frozenset(
    (
        "-", "--", "–", "—", ".", "..", "...", "…", "?", "n/a", "none", "nihil", "kosong",
        "tidak ada", "belum ada",
    )
)  # fmt: skip
_WORDS = frozenset(
    (
        "title", "summary", "author", "editor", "caption", "credit", "alt", "initials", "source", "sponsor", "name",
        "text",
    )
)  # fmt: skip
"""Keys of text for readers, into which people type placeholders."""
_MAX_PLACEHOLDER = 12
"""Placeholders are shorter than this."""
_INVISIBLE = "[\xad\u200b-\u200f\u2060-\u2064\ufeff]"


def is_void(key: str, value: str, *, quoted: bool = False) -> bool:
    """Return whether a value means "none": unquoted null for YAML, or a placeholder that somebody had to type."""
    word = value.strip().lower()
    return (word in _NULL and not quoted) or (key in _WORDS and word in _NOBODY)


def did_you_mean(meant: str) -> Sentence:
    """Return a hint that suggests `meant`; nothing if that is empty."""
    return sentence('did you mean "{meant}"?', meant=meant) if meant else NOTHING


class Source:
    """A file being read: its path, its text, and its problems so far."""

    def __init__(
        self, path: str, text: str, *, zone: str = "WIB", base_url: str = "",
        refused: Mapping[str, tuple[Sentence, Sentence]] = {},
    ) -> None:  # fmt: skip
        """Take the zone of times that name none, the portal's own address, and message and hint for some keys."""
        self.path = path
        self.text = text
        self.zone = zone
        self.base_url = base_url
        self.refused = refused
        self.problems: list[Problem] = []
        self.indonesian = False
        """Whether a key has been met under its Indonesian name."""

    def wrong(
        self, line: int, column: int, message: Sentence, hint: Sentence = NOTHING, *, code: Code = "bad-value"
    ) -> None:
        """Note a problem at a line and column, both from 1; 0 for none."""
        if len(self.problems) <= MOST_SHOWN:
            shown = excerpt(self.text, line) if len(self.problems) < EXCERPTS else ""
            self.problems.append(Problem(Where(self.path, line, column), code, message, hint, shown))


class Entries:
    """The keys of one mapping, by English name; `name` is its own key as problems show it, `table` has its rows."""

    def __init__(self, mapping: yaml_text.Mapping, source: Source, name: str = "", table: tuple[Key, ...] = ()) -> None:
        self._table = table
        self._mapping = mapping
        self._source = source
        self._name = f"{name}." if name else ""
        self._entries: dict[str, Node] = {}
        self._written: dict[str, str] = {}
        """English name -> as written, where that differs."""
        self._unknown: list[str] = []
        self._missing: list[tuple[str, Sentence, Sentence, Code]] = []
        self._groups: list[Entries] = []
        self._judged: set[str] = set()
        """Unknown keys with other problems: they are not reported as unknown too."""
        rows = names_in(table)
        for key, node in mapping.entries.items():
            row = rows.get(key)
            if row is None:
                self._unknown.append(key)
            elif row.name in self._entries:
                self._twice(row, key)
                continue
            elif row.name != key:
                self._written[row.name] = key
                source.indonesian = True
            self._entries[row.name if row else key] = node

    def _twice(self, row: Key, key: str) -> None:
        at = self._mapping.keys[key]
        said = sentence("{one} and {other} are one key", one=quoted(self.written(row.name)), other=quoted(key))
        self._source.wrong(at.line, at.column, said, sentence("keep one of them"), code="duplicate-key")

    def _get(self, key: str) -> Node | None:
        """Return a key's value, unless it means "none"."""
        node = self._entries.get(key)
        if (
            type(node) is Scalar
            and len(node.value) < _MAX_PLACEHOLDER
            and is_void(key, node.value, quoted=node.style != "")
        ):
            return None
        return node

    def __contains__(self, key: str) -> bool:
        node = self._get(key)
        return node is not None and not (isinstance(node, Scalar) and not node.value.strip())

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the mapping, by English name."""
        return tuple(self._entries)

    @property
    def unknown_keys(self) -> tuple[str, ...]:
        """Keys that are neither in the table nor synonyms."""
        return tuple(key for key in self._unknown if key not in words_in(self._table))

    def row(self, key: str) -> Key:
        rows = names_in(self._table)
        return rows.get(key) or rows.get(ANY.name, ANY)

    def is_empty(self, key: str) -> bool:
        node = self._entries.get(key)
        return key not in self or (type(node) is Items and not node.items)

    def is_text(self, key: str) -> bool:
        return type(self._entries.get(key)) is Scalar

    def is_group(self, key: str) -> bool:
        return type(self._entries.get(key)) is yaml_text.Mapping

    def value_of(self, key: str) -> str:
        """Return a key's text in lower case; empty if there is none."""
        node = self._entries.get(key)
        return node.value.strip().lower() if type(node) is Scalar else ""

    def written(self, key: str, below: str = "") -> str:
        """Return how the file spells a key, or would; of one below it, `written("photo", "src")`, its own name."""
        row = self.row(key)
        if below:
            row, key = next((inner for inner in row.below if inner.name == below), ANY), below
        elif key in self._entries:
            return self._written.get(key, key)
        return row.local if self._source.indonesian and row.name == key else key

    def example(self, key: str, value: str) -> str:
        """Return a line for a hint: a key as the file spells it, and a value."""
        return f"{self.written(key)}: {value}"

    def place(self, key: str, entry: str = "") -> tuple[int, int]:
        """Return the line and column of a key's value, or of `entry` in a list of texts."""
        node = self._entries.get(key)
        if entry and type(node) is Items:
            node = next((item for item in node.items if type(item) is Scalar and squeeze(item.value) == entry), node)
        return (node.line, node.column) if node is not None else (self._mapping.line, self._mapping.column)

    def wrong(
        self, key: str, message: Sentence, hint: Sentence = NOTHING, entry: str = "", *, code: Code = "bad-value"
    ) -> None:
        """Note a problem at the place that `place` returns."""
        self._judged.add(key)
        self._source.wrong(*self.place(key, entry), message, hint, code=code)

    def missing(self, key: str, why: Sentence, hint: Sentence | str, *, code: Code = "missing-key") -> None:
        """Note that a key is missing or empty; `close` reports it unless the key is misspelled or of a wrong type.

        The hint may be a value to write.
        """
        if self.is_empty(key):
            if isinstance(hint, str):
                hint = sentence("write {example}", example=self.example(key, hint))
            self._missing.append((key, why, hint, code))

    def close(self) -> None:
        """Note unknown and missing keys, here and in the groups that were read.

        A missing key that is present under another name is one problem, with the code of the missing key.
        """
        for group in self._groups:
            group.close()
        for row in self._table:
            if row.why and self.is_empty(row.name):
                key, choices = self.written(row.name), ", ".join(row.choices)
                one_of = sentence("write {key}: one of {reasons}", key=key, reasons=choices)
                self.missing(row.name, row.why, one_of if choices else row.hint)
        if not (self._missing or self._unknown):
            return
        meant = self._report_unknown()
        for key, why, hint, code in self._missing:
            if key in meant:
                continue
            name, line, column = self.written(key), self._mapping.line, 0
            if key in self._entries:
                line, column = self.place(key)
                message = sentence('"{name}{key}" is empty: {why}', name=self._name, key=name, why=why)
            else:
                message = sentence('"{name}{key}" is missing: {why}', name=self._name, key=name, why=why)
            self._source.wrong(line, column, message, hint, code=code)

    def _report_unknown(self) -> set[str]:
        """Note unknown keys; return the keys they were meant to be, which are not reported as missing."""
        names, words = names_in(self._table), words_in(self._table)
        is_open = not names or ANY.name in names
        codes = {key: code for key, _, _, code in self._missing}
        meant: set[str] = set()
        for key in self._unknown:
            if key in self._judged or (is_open and key not in words):
                continue
            if len(self._source.problems) > MOST_SHOWN:
                break
            at = self._mapping.keys[key]
            if key in self._source.refused:
                self._source.wrong(at.line, at.column, *self._source.refused[key], code="unknown-key")
                continue
            name = name_meant(self._table, key)
            english = names[name].name if name else ""
            meant.add(english)
            message = sentence("unknown key {name}", name=quoted(self._name + key))
            code = codes.get(english, "unknown-key")
            self._source.wrong(at.line, at.column, message, self._hint(key, name), code=code)
        return meant

    def _hint(self, key: str, name: str) -> Sentence:
        """Return the hint for an unknown key, which may mean one that is called so."""
        if name:
            if re.sub(_INVISIBLE, "", key) == name:
                return sentence("delete the line and type it again: the key holds an invisible character")
            return did_you_mean(name if names_in(self._table)[name].local == name else self.written(name))
        known = ", ".join(sorted(self.written(row.name) for row in self._table if row.name != ANY.name))
        if self._name and self.is_empty(key):
            return sentence(
                "a comma ends a text in {{…}}: put all of it in quotation marks; known keys: {known}", known=known
            )
        return sentence("known keys: {known}", known=known)
