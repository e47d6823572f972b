"""A Markdown file as the desk shows it, its values and its body; and a change that leaves everything else as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec

from generator.base.text import clean, plain_blanks, squeeze, unix_lines
from generator.config import rewriting
from generator.config.article_keys import ARTICLE
from generator.config.keys import Key, name_for, names_in
from generator.config.rewriting import Value
from generator.config.yaml_text import Items, Node, Scalar

_MARK = "\ufeff"
_FENCE = re.compile(r"---[ \t]*(?:\r\n?|\n)")
_END = re.compile(r"(?:(?<=\n)|(?<=\r))---[ \t]*(?:\r\n?|\n|\Z)")
_EMPTY_LINES = re.compile(r"(?:[ \t]*(?:\r\n?|\n))*")
_MAX_TITLE = 120
_MAX_KEYS = 60

_Item = str | int | bool
_Group = Annotated[dict[str, _Item | list[_Item] | None], msgspec.Meta(max_length=_MAX_KEYS)]
Values = Annotated[dict[str, _Item | _Group | list[_Item | _Group] | None], msgspec.Meta(max_length=_MAX_KEYS)]
"""New values as a browser sends them."""
Changes = Mapping[str, Value | None]
"""New values by English names; None for a key that goes."""


def is_formable(text: str) -> bool:
    """Return whether a file has a front matter that can be read, so that a form can show it."""
    return _body_at(text) > 0 and rewriting.values(text.removeprefix(_MARK)) is not None


def values_of(text: str, table: tuple[Key, ...] = ARTICLE) -> dict[str, Any]:
    """Return the values of the front matter as plain data, by English names; empty if it cannot be read."""
    whole = rewriting.values(text.removeprefix(_MARK))
    return _plain(whole, table) if whole is not None else {}


def headline_of(data: bytes) -> str:
    title = values_of(data.decode("utf-8", "replace")).get("title")
    return squeeze(title)[:_MAX_TITLE] if isinstance(title, str) else ""


def body_of(text: str) -> str:
    start, end = _body_bounds(text)
    return unix_lines(text[start:end])


def changed(text: str, values: Changes, body: str | None = None, table: tuple[Key, ...] = ARTICLE) -> str:
    """Return a text with other values and another body, all else letter for letter; raise NotRewrittenError."""
    mark = text[: text.startswith(_MARK)]
    text = text[len(mark) :]
    if body is not None:
        text = _with_body(text, unix_lines(body).strip("\n"))
    for key, value in values.items():
        text = _with_key(text, key, _readable(value), table)
    return mark + text


def with_lines_of(text: str, new: str) -> str:
    """Return another text for a file, with the line ends of that file."""
    return text if unix_lines(text) == new else new.replace("\n", _ending(text))


def _ending(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _body_at(text: str) -> int:
    """Return where the body begins; 0 without a front matter."""
    start = len(_MARK) if text.startswith(_MARK) else 0
    first = _FENCE.match(text, start)
    last = _END.search(text, first.end()) if first else None
    return last.end() if last else 0


def _body_bounds(text: str) -> tuple[int, int]:
    empty = _EMPTY_LINES.match(text, _body_at(text))
    assert empty
    start = empty.end()
    return start, max(start, len(text.rstrip("\r\n")))


def _with_body(text: str, body: str) -> str:
    start, end = _body_bounds(text)
    old, ending = text[start:end], _ending(text)
    if unix_lines(old) == body:
        return text
    before, after = text[:start], text[end:] or ("" if old else ending)
    if before and not before.endswith(("\n", "\r")):
        before += ending
    return before + body.replace("\n", ending) + after


def _readable(value: Any) -> Any:
    """Return a value whose texts are as they are read again: without what comes along when one pastes from Word."""
    if isinstance(value, str):
        return clean(plain_blanks(unix_lines(value)))
    if isinstance(value, Mapping):
        return {key: _readable(inner) for key, inner in value.items()}
    return [_readable(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _with_key(text: str, key: str, value: Value | None, table: tuple[Key, ...]) -> str:
    whole = rewriting.values(text)
    entries = whole.entries if whole else {}
    name, row = name_for(table, entries, key), names_in(table).get(key)
    below, there = row.below if row else (), entries.get(name)
    if _filled(_plain(there, below) if there else None) == _filled(value):
        return text
    if isinstance(value, str):
        # A text in lines of its own ends with one, a field of the form does not.
        value = value.rstrip("\n")
    if value is None or not _filled(value):
        return rewriting.with_key(text, name, None)
    order = [name_for(table, entries, one.name) for one in table]
    return rewriting.with_key(text, name, _spelled(value, below, is_local=bool(row) and name != key), order)


def _spelled(value: Value, table: tuple[Key, ...], *, is_local: bool) -> Value:
    """Return a value with the names of the keys below it in the language of the key itself."""
    if isinstance(value, Mapping):
        names = {row.name: row.local if is_local else row.name for row in table}
        return {names.get(key, key): inner for key, inner in value.items() if inner not in ("", None)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_spelled(item, table, is_local=is_local) for item in value]
    return value


def _filled(value: Any) -> Any:
    """Return a value as it is read, without what is empty in it."""
    if isinstance(value, Mapping):
        return {key: inner for key, one in value.items() if (inner := _filled(one))}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_filled(one) for one in value]
    return "" if value is None else str(value).lower() if isinstance(value, (bool, int)) else value


def _plain(node: Node, table: tuple[Key, ...]) -> Any:
    """Return a value as plain data, by English names."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [_plain(item, table) for item in node.items]
    rows, found = names_in(table), {}
    for name, inner in node.entries.items():
        row = rows.get(name)
        found[row.name if row else name] = _plain(inner, row.below if row else ())
    return found
