"""Reads a mapping as the key table says: its values, the groups in it, and records of both.

Each method always returns a value of the promised type, so one run finds all problems of a file.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

from msgspec.structs import replace

from generator.base.dates import DateError
from generator.base.sentences import Sentence, sentence
from generator.base.text import squeeze
from generator.config import yaml_text
from generator.config.entries import Entries, is_void
from generator.config.keys import Key
from generator.config.values import READERS, Given, WrongValueError
from generator.config.yaml_text import Items, Node, Scalar
from generator.lint.text.flaws import flaw
from generator.model.records import Named, Record

R = TypeVar("R", bound=Record)

_KINDS = {Scalar: sentence("text"), Items: sentence("a list"), yaml_text.Mapping: sentence("a group of keys")}
_MAX_ENTRIES = 100
"""Entries of one list; each may cause a page, a redirect or a lookup."""
_ADDRESS = re.compile(r"^/|^https?:|\.[a-z0-9]{2,5}\Z", re.IGNORECASE)


class Fields(Entries):
    """Reads the values of one mapping."""

    def record(self, kind: type[R], **values: Any) -> R:
        """Return a record of values that need code, and of those that other keys of the table have for its fields."""
        for row in self._table:
            field = row.attr or row.name
            if field in kind.__struct_fields__ and field not in values:
                values[field] = self.value(row.name)
        return kind(**values)

    def value(self, key: str, kind: str = "") -> Any:
        """Read a key as its row says, or as a text of another kind; a missing or wrong text becomes the default."""
        row = self.row(key)
        if row.form == "texts":
            return self.texts(key)
        if row.form == "named":
            return self.named(key)
        return self._read(key, self.text(key), kind or row.kind or row.form)

    def text(self, key: str) -> str:
        """Read a text, with white space collapsed to one line; empty if it fails the key's check."""
        node, row = self._get(key), self.row(key)
        if type(node) is not Scalar:
            if node is not None:
                hint = sentence('write "{key}: …" on one line, without brackets', key=self.written(key))
                self._mistyped(key, node, sentence("text"), hint)
            return row.default
        text = self._squeezed(key, node) or row.default
        return text if self._passes(key, text) else ""

    def texts(self, key: str) -> tuple[Any, ...]:
        """Read a text or a list of texts of the row's kind, dropping empty and wrong ones, and duplicates."""
        node, kind = self._get(key), self.row(key).kind or "text"
        if node is None:
            return ()
        found: dict[Any, None] = {}
        for item in self._items(key, node):
            if type(item) is not Scalar:
                hint = sentence("write {key}: [one, two]", key=self.written(key))
                self._mistyped(key, item, sentence("text or a list of texts"), hint)
            elif (text := self._squeezed(key, item)) and not is_void(key, text, quoted=item.style != ""):
                found[self._read(key, text, kind, text) if self._passes(key, text, text) else ""] = None
        return tuple(filter(None, found))

    def _passes(self, key: str, text: str, entry: str = "") -> bool:
        """Return whether a text passes its key's check."""
        check = self.row(key).check
        if check is None or not text or check.passes(text):
            return True
        hint = check.hint(text) if callable(check.hint) else check.hint
        self.wrong(key, check.message(text), hint, entry, code=check.code)
        return False

    def _read(self, key: str, text: str, kind: str, entry: str = "") -> Any:
        """Return what a text means; the default, with a problem, if it means nothing."""
        read, nothing = READERS[kind]
        if not text:
            return nothing
        row = self.row(key)
        given = Given(text, row, self._of(key), self._source)
        try:
            return read(given)
        except WrongValueError as error:
            self.wrong(key, error.said, error.advice, entry, code=error.code)
            if error.value is not None:
                return error.value
        except DateError as error:
            self.wrong(key, error.said, error.advice, entry, code="bad-date")
        return read(replace(given, text=row.default)) if row.default else nothing

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

    def _items(self, key: str, node: Node) -> list[Node]:
        """Return the entries of a list; a single value counts as a list of one."""
        if type(node) is not Items:
            return [node]
        most = self.row(key).bounds[1] or _MAX_ENTRIES
        if len(node.items) > most:
            message = sentence(
                "{name}{key} has {items} entries, more than {max_entries}",
                **self._of(key), items=len(node.items), max_entries=most,
            )  # fmt: skip
            self._source.wrong(node.line, node.column, message, sentence("shorten the list"), code="over-limit")
        return node.items[:most]

    def mapping(self, key: str) -> Fields | None:
        """Read a nested mapping; None if there is none."""
        node, row = self._get(key), self.row(key)
        if row.short and type(node) is Scalar and _ADDRESS.search(node.value.strip()):
            return self._below(key, node)
        if type(node) is yaml_text.Mapping:
            return self._below(key, node)
        if node is not None and not (type(node) is Scalar and not node.value.strip()):
            hint = sentence(
                "write {key}: and below it, indented, {example}", key=self.written(key), example=self._first_line(row)
            )
            self._mistyped(key, node, sentence("a group of keys"), hint)
        return None

    def group(self, key: str) -> Fields:
        """Read a nested mapping; if there is none, one with the defaults of its keys."""
        absent = yaml_text.Mapping(self._mapping.line, 0)
        return self.mapping(key) or Fields(absent, self._source, "", self.row(key).below)

    def mappings(self, key: str) -> list[Fields]:
        """Read a list of mappings; of a row with `short` also texts, or a single one."""
        node, row = self._get(key), self.row(key)
        if node is None or (type(node) is Scalar and not node.value.strip()):
            return []
        wanted, example = sentence("text or a group of keys"), self.example(key, row.example)
        hint = sentence("write {example}", example=example)
        if not row.short:
            wanted = sentence("a list of groups of keys")
            hint = sentence(
                'write {key}: and below it, for each entry, "- {example}" and the other keys under the first',
                key=self.written(key), example=self._first_line(row),
            )  # fmt: skip
            if type(node) is not Items:
                self._mistyped(key, node, sentence("a list"), hint)
                return []
        found = []
        for item in self._items(key, node):
            if type(item) is yaml_text.Mapping or (type(item) is Scalar and row.short):
                found.append(self._below(key, item))
            else:
                self._mistyped(key, item, wanted, hint)
        return found

    def named(self, key: str) -> tuple[Named, ...]:
        """Read a text, a mapping of name and url, or a list of either."""
        return tuple(named for inner in self.mappings(key) if (named := inner.record(Named)).name)

    def _below(self, key: str, node: yaml_text.Mapping | Scalar) -> Fields:
        """Return the fields of a group, which a text stands for with one key."""
        row = self.row(key)
        if isinstance(node, Scalar):
            name = self.written(key, row.short)
            node = yaml_text.Mapping(node.line, node.column, entries={name: node}, keys={name: node})
        group = Fields(node, self._source, f"{self._name}{self.written(key)}", row.below)
        self._groups.append(group)
        return group

    def _first_line(self, row: Key) -> str:
        """Return the line that a hint shows below a group's key, as the file spells its keys."""
        name, colon, value = row.entry.partition(": ")
        return f"{self.written(row.name, name)}: {value}" if colon else row.entry
