"""YAML as people write it by hand: every scalar is text, every value has a place.

This is the one home of PyYAML. Its events are read, not its objects, because
events cannot guess types (`NO` is not false, `16:10` is not 970), carry their
place, and cannot nest deeper than we let them.
"""

from __future__ import annotations

from typing import Any

import yaml

from generator.errors import Problem, Where, excerpt

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - a PyYAML built without libyaml reads the same, only slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_DEPTH = 8
MAX_BYTES = 64 * 1024
"""Front matter beyond this is no front matter; it also bounds what the scanner can be made to do."""


class Scalar:
    """A text."""

    __slots__ = ("column", "line", "value")

    def __init__(self, value: str, line: int, column: int) -> None:
        self.value, self.line, self.column = value, line, column


class Items:
    """A list."""

    __slots__ = ("column", "items", "line")

    def __init__(self, items: list[Node], line: int, column: int) -> None:
        self.items, self.line, self.column = items, line, column


class Mapping:
    """A mapping; `places` has the line and column of each key."""

    __slots__ = ("column", "entries", "line", "places")

    def __init__(self, line: int, column: int) -> None:
        self.entries: dict[str, Node] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self.line, self.column = line, column


Node = Scalar | Items | Mapping


class _Refused(Exception):
    """What the text holds is YAML, but not the YAML of a newsroom."""

    def __init__(self, mark: Any, message: str, hint: str) -> None:
        super().__init__(message)
        self.mark, self.message, self.hint = mark, message, hint


_FRIENDLY = (
    ("mapping values are not allowed", "a colon inside this text confuses YAML", 'put the text in quotes: title: "A: B"'),
    ("could not find expected ':'", "a line without a colon", 'write "key: value", or indent the line to continue the text above it'),
    ("found character '\\t'", "a tab at the beginning of a line", "indent with spaces"),
    ("found character that cannot start any token", "a character that cannot start a text", 'put the text in quotes: "…"'),
    ("did not find expected ',' or ']'", "a list that is not closed, or lacks a comma", "write it like [one, two]"),
    ("did not find expected ',' or '}'", "a mapping that is not closed, or lacks a comma", "write it like {name: one, url: two}"),
    ("found unexpected end of stream", "a quotation mark that is not closed", "close it with the same mark"),
    ("unexpected end of stream", "a bracket or quotation mark that is not closed", "close it"),
    ("did not find expected key", "a line that is indented differently from its neighbours, or text after a closing quotation mark", "line the keys up under each other"),
)  # fmt: skip


def parse(text: str, path: str, first_line: int = 1) -> tuple[Mapping | None, list[Problem]]:
    """Read a YAML mapping.

    Args:
        text: the YAML, without the lines of dashes around it.
        path: the file, for the places of problems.
        first_line: line of the file on which `text` begins.

    Returns:
        The mapping, or None when it cannot be read, and what is wrong with it.

    """
    if len(text.encode()) > MAX_BYTES:
        return None, [
            Problem(Where(path, first_line), f"the YAML is larger than {MAX_BYTES // 1024} KiB", "shorten it")
        ]
    problems: list[Problem] = []
    shift = first_line - 1

    def problem(mark: Any, message: str, hint: str) -> Problem:
        line = min(mark.line + 1, text.count("\n") + 1)
        return Problem(Where(path, line + shift, mark.column + 1), message, hint, excerpt(text, line))

    try:
        loader = _Loader(text)
        try:
            node = _document(loader, shift, problems, problem)
        finally:
            loader.dispose()
    except _Refused as refused:
        return None, [*problems, problem(refused.mark, refused.message, refused.hint)]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or "it is not YAML"
        for key, message, hint in _FRIENDLY:
            if key in said:
                return None, [*problems, problem(mark, f"broken YAML: {message}", hint)]
        return None, [*problems, problem(mark, f"broken YAML: {said}", "")]
    except yaml.YAMLError:
        place = Where(path, first_line)
        return None, [*problems, Problem(place, "the YAML holds a character that cannot be printed", "retype the line")]
    return node, problems


def _document(loader: Any, shift: int, problems: list[Problem], problem: Any) -> Mapping | None:
    """Read the one document of a stream."""
    get = loader.get_event
    get()
    event = get()
    if isinstance(event, yaml.StreamEndEvent):
        return Mapping(shift + 1, 1)
    event = get()
    if isinstance(event, yaml.ScalarEvent) and not event.value:
        return Mapping(shift + 1, 1)
    if not isinstance(event, yaml.MappingStartEvent):
        raise _Refused(event.start_mark, "this is not a list of keys and values", 'write "key: value" lines')
    node = _node(get, event, shift, 1, problems, problem)
    get()
    event = get()
    if not isinstance(event, yaml.StreamEndEvent):
        raise _Refused(event.start_mark, "a second YAML document begins here", "remove the line of dashes")
    assert isinstance(node, Mapping)
    return node


def _node(get: Any, event: Any, shift: int, depth: int, problems: list[Problem], problem: Any) -> Node:
    """Read the value that `event` begins."""
    mark = event.start_mark
    line, column = mark.line + 1 + shift, mark.column + 1
    kind = type(event)
    if kind is yaml.AliasEvent or event.anchor is not None:
        raise _Refused(mark, "YAML anchors and aliases (& and *) are not used here", 'put the text in quotes: "…"')
    if event.tag is not None:
        raise _Refused(mark, "YAML tags (!) are not used here", 'put the text in quotes: "…"')
    if kind is yaml.ScalarEvent:
        return Scalar(event.value, line, column)
    if depth > MAX_DEPTH:
        raise _Refused(mark, "the values are nested too deeply", f"at most {MAX_DEPTH} levels")
    if kind is yaml.SequenceStartEvent:
        items: list[Node] = []
        while type(event := get()) is not yaml.SequenceEndEvent:
            items.append(_node(get, event, shift, depth + 1, problems, problem))
        return Items(items, line, column)
    found = Mapping(line, column)
    entries = found.entries
    while type(event := get()) is not yaml.MappingEndEvent:
        if type(event) is not yaml.ScalarEvent:
            raise _Refused(event.start_mark, "a key must be a plain word", 'write "key: value"')
        key, mark = event.value, event.start_mark
        value = _node(get, get(), shift, depth + 1, problems, problem)
        if key in entries:
            problems.append(problem(mark, f'the key "{key}" stands here twice', "keep one of them"))
        else:
            entries[key] = value
            found.places[key] = (mark.line + 1 + shift, mark.column + 1)
    return found
