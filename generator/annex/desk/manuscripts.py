"""A Markdown file as the desk shows it, its values and its body; and a change that leaves everything else as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from generator.annex.desk.merging import changes
from generator.base.text import clean, plain_blanks, squeeze, unix_lines
from generator.config import rewriting
from generator.config.article_keys import ARTICLE
from generator.config.keys import Key, Spelling, spelling_of_file
from generator.config.rewriting import NotRewrittenError, Value
from generator.config.yaml_text import Items, Node, Scalar
from generator.config.yaml_text import Mapping as Group
from generator.model.site import Place

_MARK = "\ufeff"
_FENCE = re.compile(r"---[ \t]*(?:\r\n?|\n)")
_END = re.compile(r"(?:(?<=\n)|(?<=\r))---[ \t]*(?:\r\n?|\n|\Z)")
_EMPTY_LINES = re.compile(r"(?:[ \t]*(?:\r\n?|\n))*")
_LINES = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")

_TITLE = 120
_MOST_KEYS = 60
"""Of a group that is sent; an article has no more."""

Changes = Mapping[str, Value | None]
"""New values by English names; None for a key that goes."""


def is_plain(value: Any, depth: int = 5) -> bool:
    """Return whether a value is made of texts, whole numbers, truths, lists and groups of some keys alone."""
    if isinstance(value, dict):
        # The text is read again for each key.
        return (
            depth > 0
            and len(value) <= _MOST_KEYS
            and all(inner is None or is_plain(inner, depth - 1) for inner in value.values())
        )
    if isinstance(value, list):
        return depth > 0 and all(is_plain(inner, depth - 1) for inner in value)
    return isinstance(value, (str, int))


def is_formable(text: str) -> bool:
    """Return whether a file has a front matter that can be read, so that a form can show it."""
    return _body_at(text) > 0 and rewriting.values(text.removeprefix(_MARK)) is not None


def values_of(text: str, table: tuple[Key, ...] = ARTICLE) -> dict[str, Any]:
    """Return the values of the front matter as plain data, by English names; empty if it cannot be read."""
    whole = rewriting.values(text.removeprefix(_MARK))
    return _plain(whole, spelling_of_file(table, whole.entries, either=True)) if whole is not None else {}


def headline_of(data: bytes) -> str:
    """Return the headline of an article in some bytes; empty if it cannot be read."""
    title = values_of(data.decode("utf-8", "replace")).get("title")
    return squeeze(title)[:_TITLE] if isinstance(title, str) else ""


def body_of(text: str) -> str:
    """Return the body, without the blank lines around it, and with line feeds alone."""
    start, end = _body_bounds(text)
    return unix_lines(text[start:end])


def changed(text: str, values: Changes, body: str | None = None, table: tuple[Key, ...] = ARTICLE) -> str:
    """Return the text of a file with some other values and another body; all else stays, letter for letter.

    A body of None stays, too.

    Raises:
        NotRewrittenError: a value cannot be changed without changing more.

    """
    mark = text[: text.startswith(_MARK)]
    text = text[len(mark) :]
    if body is not None:
        text = _with_body(text, unix_lines(body).strip("\n"))
    for key, value in values.items():
        text = _with_key(text, key, _readable(value), table)
    return mark + text


def entered(text: str, key: str, entry: Mapping[str, Value], *, first: bool, table: tuple[Key, ...] = ARTICLE) -> str:
    """Return the text of a file with one more group in a list, as its first or its last; all else stays.

    Raises:
        NotRewrittenError: the list cannot be changed without changing more.

    """
    mark = text[: text.startswith(_MARK)]
    text = text[len(mark) :]
    whole = rewriting.values(text)
    written = whole.entries if whole else {}
    spelling = spelling_of_file(table, written, either=True)
    name = _name_in(spelling, written, key)
    there = written.get(name)
    if not isinstance(there, Items) or not there.items:
        return mark + _with_key(text, key, [_readable(entry)], table)
    inner = spelling.group(key)
    known = {
        sub: _name_in(inner, node.entries, sub) for node in there.items if isinstance(node, Group) for sub in entry
    }
    group = {known.get(sub, sub): _readable(value) for sub, value in entry.items() if value not in ("", None)}
    return mark + rewriting.entered(text, name, group, first=first)


def with_lines_of(text: str, new: str) -> str:
    """Return another text for a file, whose lines that stay keep their ends."""
    if unix_lines(text) == new:
        return text
    ending = "\r\n" if "\r\n" in text else "\n"
    return _with_lines(text, new.removesuffix("\n"), ending) + (ending if new.endswith("\n") else "")


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
    old = text[start:end]
    if unix_lines(old) == body:
        return text
    ending = "\r\n" if "\r\n" in text else "\n"
    before, after = text[:start], text[end:] or ("" if old else ending)
    if before and not before.endswith(("\n", "\r")):
        before += ending
    return before + _with_lines(old, body, ending) + after


def _with_lines(old: str, new: str, ending: str) -> str:
    """Return `new` with the lines that it shares with `old` as they are there, line ends included."""
    kept = _LINES.findall(old)
    bare = [line.rstrip("\r\n") for line in kept]
    wanted = new.split("\n")
    lines: list[str] = []
    at = 0
    for low, high, first, last in changes(bare, wanted):
        lines += (*kept[at:low], *(line + ending for line in wanted[first:last]))
        at = high
    lines += kept[at:]
    # Only the last line of a text has no end.
    lines = [line if line.endswith(("\n", "\r")) else line + ending for line in lines]
    return "".join(lines).removesuffix("\n").removesuffix("\r") if lines else ""


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
    spelling = spelling_of_file(table, entries, either=True)
    name = _name_in(spelling, entries, key)
    return _with_value(text, (name,), entries.get(name), value, (spelling, key))


def _with_value(text: str, place: Place, there: Node | None, value: Value | None, named: tuple[Spelling, str]) -> str:
    """Return a text with a value at a place; it or the list that it is in is `named` by its English key."""
    spelling, key = named
    inner = spelling.group(key)
    if _is_same(there, value, inner):
        return text
    if isinstance(value, Mapping) and isinstance(there, Group):
        for sub in dict.fromkeys((*value, *(inner.known.get(one, one) for one in there.entries))):
            name = _name_in(inner, there.entries, sub)
            text = _with_value(text, (*place, name), there.entries.get(name), value.get(sub), (inner, sub))
        return text
    if value is None or value in ("", [], {}):
        return rewriting.dropped(text, place) if there is not None else text
    if isinstance(there, Items) and isinstance(value, Sequence) and not isinstance(value, str):
        if len(there.items) == len(value) and all(isinstance(one, Group) for one in there.items):
            for number, (old, new) in enumerate(zip(there.items, value, strict=True)):
                text = _with_value(text, (*place, number), old, new, named)
            return text
        with_texts = _with_texts(text, place, [_plain_node(item, inner) for item in there.items], value)
        if with_texts is not None:
            return with_texts
    if isinstance(there, Scalar) and there.style in ("|", ">") and isinstance(value, str):
        # A field of the form has no last line end, which the style adds.
        value = value.rstrip("\n") + there.value[len(there.value.rstrip("\n")) :]
    order = [spelling.written(row) for row in spelling.rows]
    return rewriting.put(text, place, _spelled(value, inner), order)


def _with_texts(text: str, place: Place, old: Sequence[Value], new: Sequence[Value]) -> str | None:
    """Return a text in which a list has lost and got texts, so that notes at others stay; None for another change."""
    stays = [one for one in old if one in new]
    come = new[len(stays) :]
    is_simple = len(place) == 1 and all(isinstance(one, str) for one in (*old, *come))
    if not is_simple or [*new[: len(stays)]] != stays:
        return None
    try:
        for one in come:
            text = rewriting.appended(text, str(place[-1]), str(one))
        for number in reversed(range(len(old))):
            if old[number] not in new:
                text = rewriting.dropped(text, (*place, number))
    except NotRewrittenError:
        return None
    return text


def _name_in(spelling: Spelling, written: Mapping[str, Any], key: str) -> str:
    """Return how a file spells a key: as it is there, in whatever language, or as the file would."""
    return next((name for name in written if spelling.known.get(name, name) == key), spelling.written(key))


def _spelled(value: Value, spelling: Spelling) -> Value:
    if isinstance(value, Mapping):
        return {spelling.written(key): inner for key, inner in value.items() if inner not in ("", None)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_spelled(item, spelling) for item in value]
    return value


def _is_same(node: Node | None, value: Value | None, spelling: Spelling) -> bool:
    plain = None if node is None else _plain_node(node, spelling)
    if plain is not None and plain == value:
        return True
    if isinstance(value, Mapping) and isinstance(plain, dict):
        return {key: inner for key, inner in value.items() if inner not in ("", None)} == plain
    if isinstance(value, (bool, int)):
        value = str(value).lower()
    return plain == value or (plain is None and value in (None, "", [], {}))


def _plain(mapping: Any, spelling: Spelling) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, node in mapping.entries.items():
        key = spelling.known.get(name, name)
        found[key] = _plain_node(node, spelling.group(key))
    return found


def _plain_node(node: Node, spelling: Spelling) -> Any:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [_plain_node(item, spelling) for item in node.items]
    return _plain(node, spelling)
