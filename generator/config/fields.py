"""Reads a mapping as the key table says: its values, the groups in it, and records of both."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from generator.base.sentences import sentence
from generator.config import yaml_text
from generator.config.keys import Key
from generator.config.values import Values
from generator.config.yaml_text import Items, Scalar
from generator.model.records import Named, Record

R = TypeVar("R", bound=Record)

_ADDRESS = re.compile(r"^/|^https?:|\.[a-z0-9]{2,5}\Z", re.IGNORECASE)


class Fields(Values):
    """Reads the values of one mapping."""

    def record(self, kind: type[R], **values: Any) -> R:
        """Return a record of values that need code, and of those that other keys of the table have for its fields."""
        for row in self._table:
            field = row.attr or row.name
            if field in kind.__struct_fields__ and field not in values:
                values[field] = self.value(row)
        return kind(**values)

    def value(self, row: Key) -> Any:
        """Read a key as its row says."""
        return _READ[row.kind or row.form](self, row.name)

    def mapping(self, key: str) -> Fields | None:
        """Read a nested mapping; None if there is none."""
        node, row = self._get(key), self.row(key)
        if row.short and type(node) is Scalar and _ADDRESS.search(node.value.strip()):
            return self._below(key, _alone(node, self.written(key, row.short)))
        if type(node) is yaml_text.Mapping:
            return self._below(key, node)
        if node is not None and not (type(node) is Scalar and not node.value.strip()):
            hint = sentence(
                "write {key}: and below it, indented, {example}", key=self.written(key), example=_first_line(self, row)
            )
            self._mistyped(key, node, sentence("a group of keys"), hint)
        return None

    def group(self, key: str) -> Fields:
        """Read a nested mapping; if there is none, one with the defaults of its keys."""
        absent = yaml_text.Mapping(self._mapping.line, 0)
        return self.mapping(key) or Fields(absent, self._source, "", self.row(key).below)

    def mappings(self, key: str) -> list[Fields]:
        """Read a list of mappings; of a row with `short` also texts, or a single one."""
        node = self._get(key)
        if node is None or (type(node) is Scalar and not node.value.strip()):
            return []
        row = self.row(key)
        hint = sentence(
            'write {key}: and below it, for each entry, "- {example}" and the other keys under the first',
            key=self.written(key), example=_first_line(self, row),
        )  # fmt: skip
        if type(node) is not Items and not row.short:
            self._mistyped(key, node, sentence("a list"), hint)
            return []
        found = []
        for item in self._items(key, node):
            if type(item) is yaml_text.Mapping:
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
            elif type(item) is yaml_text.Mapping:
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

    def _below(self, key: str, mapping: yaml_text.Mapping) -> Fields:
        group = Fields(mapping, self._source, f"{self._name}{self.written(key)}", self.row(key).below)
        self._groups.append(group)
        return group


_READ: Mapping[str, Callable[[Fields, str], Any]] = {
    "text": Fields.text, "texts": Fields.texts, "time": Fields.stamp, "flag": Fields.flag, "number": Fields.number,
    "choice": Fields.choice, "named": Fields.named, "web": Fields.web, "address": Fields.address,
    "picture": Fields.picture, "pages": Fields.pages, "length": Fields.length, "size": Fields.size,
    "zone": Fields.own_zone, "end": Fields.end,
}  # fmt: skip
"""By the kind of a key or, if it has none, by its form."""


def _alone(value: Scalar, name: str) -> yaml_text.Mapping:
    """Return the group that a bare value stands for, with one key."""
    return yaml_text.Mapping(value.line, value.column, entries={name: value}, keys={name: value})


def _first_line(group: Fields, row: Key) -> str:
    """Return the line that a hint shows below a group's key, as the file spells its keys."""
    name, colon, value = row.entry.partition(": ")
    return f"{group.written(row.name, name)}: {value}" if colon else row.entry
