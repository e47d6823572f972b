"""Changes one value of a front matter or of site.yaml where it stands; all else keeps its letters, comments included.

All functions take the text of a Markdown file with front matter, or all of site.yaml. New values are on one line. What
comes of a change is read again, and anything but the one that was wanted raises `NotRewrittenError`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from generator.base.errors import AdvisedError
from generator.base.sentences import sentence
from generator.config import yaml_text
from generator.config.yaml_text import Items, Mapping, Node, Scalar, Span
from generator.model.site import Place

_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_PLAIN = re.compile(r"(?!(?i:null)$)[^\W\d_][\w ./-]*(?<! )|/[\w./-]*|\d{1,4}[ -][\w -]*\d[:.]\d\d(?: [A-Z]{3,4})?")
"""Texts that may be tried without quotation marks."""

_Tree = str | list["_Tree"] | dict[str, "_Tree"]
_Write = Callable[[str], str]


class NotRewrittenError(AdvisedError):
    """A value cannot be changed by a machine without changing more than that."""


def replaced(text: str, place: Place, value: str) -> str:
    """Return a text in which the value at a place, which is a text too, is another."""

    def change(yaml: str, spans: dict[Place, Span], write: _Write) -> str:
        span = spans[place]
        end = "\r\n" if yaml[: span.end].endswith("\r\n") else "\n"
        written = write(value) if span.style not in ("|", ">") else _json(value) + end
        if span.start == span.end and span.start and yaml[span.start - 1] not in " \t":
            written = f" {written}"
        return yaml[: span.start] + written + yaml[span.end :]

    def expect(tree: _Tree) -> None:
        holder = _at(tree, place[:-1])
        if not isinstance(_at(tree, place), str):
            raise TypeError
        holder[place[-1]] = value  # type: ignore[index]

    return _changed(text, change, expect, _style(text, place))


def renamed(text: str, key: str, new: str) -> str:
    """Return a text in which a key at the top is another, which there is not; its value stays."""

    def change(yaml: str, spans: dict[Place, Span], write: _Write) -> str:
        span = spans[key, "?"]
        return yaml[: span.start] + write(new) + yaml[span.end :]

    def expect(tree: _Tree) -> None:
        if not isinstance(tree, dict) or new in tree:
            raise TypeError
        tree[new] = tree.pop(key)

    return _changed(text, change, expect)


def parted(text: str, key: str, entries: Sequence[str]) -> str:
    """Return a text in which the text of a key at the top is a list."""

    def change(yaml: str, spans: dict[Place, Span], write: _Write) -> str:
        span = spans[(key,)]
        return f"{yaml[: span.start]}[{', '.join(map(write, entries))}]{yaml[span.end :]}"

    def expect(tree: _Tree) -> None:
        if not isinstance(tree, dict) or not isinstance(tree[key], str):
            raise TypeError
        tree[key] = list(entries)

    return _changed(text, change, expect)


def appended(text: str, key: str, value: str) -> str:
    """Return a text with one more entry in the list of a key at the top.

    The list is made if it is missing, and a single text becomes its first entry.
    """
    end = _line_end(text)

    def change(yaml: str, spans: dict[Place, Span], write: _Write) -> str:
        span = spans.get((key,))
        if span is None:
            return _with_line(yaml, f"{key}:{end}  - {write(value)}", end)
        before, after = yaml[: span.start], yaml[span.end :]
        if span.style == "[":
            last = spans.get((key, span.size - 1))
            at = last.end if last else span.start + 1
            return f"{yaml[:at]}{', ' if last else ''}{write(value)}{yaml[at:]}"
        if (key, 0) in spans:
            return _with_line(yaml, f"{_indent(yaml, span)}- {write(value)}", end, spans[key, span.size - 1].end)
        inside = f"{yaml[span.start : span.end]}, {write(value)}" if span.end > span.start else write(value)
        gap = "" if before.endswith((" ", "\t")) else " "
        return f"{before}{gap}[{inside}]{after}"

    def expect(tree: _Tree) -> None:
        entries = tree.get(key, []) if isinstance(tree, dict) else tree
        if not isinstance(tree, dict) or isinstance(entries, dict):
            raise TypeError
        tree[key] = [*(entries if isinstance(entries, list) else [entries] if entries else []), value]

    return _changed(text, change, expect)


def added(text: str, key: str, name: str, value: str) -> str:
    """Return a text with one more entry, which there is not, in the group of a key at the top.

    The group is made if it is missing.
    """
    end = _line_end(text)

    def change(yaml: str, spans: dict[Place, Span], write: _Write) -> str:
        span, entry = spans.get((key,)), f"{write(name)}: {write(value)}"
        if span is None:
            return _with_line(yaml, f"{key}:{end}  {entry}", end)
        if span.style == "{":
            inside = yaml[span.start + 1 : span.end - 1]
            gap = ", " if inside.strip() and not inside.rstrip().endswith(",") else ""
            return f"{yaml[: span.end - 1].rstrip()}{gap}{entry}{yaml[span.end - 1 :]}"
        if span.end == span.start:
            return f"{yaml[: span.start]} {{{entry}}}{yaml[span.end :]}"
        return _with_line(yaml, f"{_indent(yaml, span)}{entry}", end, span.end)

    def expect(tree: _Tree) -> None:
        group = (tree.get(key) or {}) if isinstance(tree, dict) else tree
        if not isinstance(tree, dict) or not isinstance(group, dict) or name in group:
            raise TypeError
        tree[key] = {**group, name: value}

    return _changed(text, change, expect)


def dropped(text: str, place: Place) -> str:
    """Return a text without one entry of a list or group, which has no keys below it."""

    def change(yaml: str, spans: dict[Place, Span], write: _Write) -> str:
        del write
        span, whole = spans[place], spans[place[:-1]]
        size = len(place)
        entries = [other for other in spans if len(other) == size and other[:-1] == place[:-1] and other[-1] != "?"]
        number = entries.index(place)
        start, following = span.start, entries[number + 1 : number + 2]
        if (*place, "?") in spans:
            start = spans[*place, "?"].start
            following = [(*other, "?") for other in following]
        if whole.style:
            if following:
                return yaml[:start] + yaml[spans[following[0]].start :]
            return yaml[: spans[entries[number - 1]].end if number else start] + yaml[span.end :]
        start = yaml.rfind("\n", 0, start) + 1
        # A text of several lines ends with a line end of its own.
        end = _next_line(yaml, span.end - (span.style in ("|", ">")))
        if len(entries) == 1:
            # Nothing is left: empty brackets stand for it.
            head = yaml.rfind(":", 0, whole.start) + 1
            empty = "{}" if (*place, "?") in spans else "[]"
            return f"{yaml[:head]} {empty}{yaml[head:start]}{yaml[end:]}"
        return yaml[:start] + yaml[end:]

    def expect(tree: _Tree) -> None:
        holder = _at(tree, place[:-1])
        if isinstance(holder, str):
            raise TypeError
        del holder[place[-1]]  # type: ignore[arg-type]

    return _changed(text, change, expect)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _next_line(yaml: str, at: int) -> int:
    """Return where the line behind a place begins."""
    end = yaml.find("\n", at)
    return len(yaml) if end < 0 else end + 1


def _with_line(yaml: str, line: str, end: str, at: int | None = None) -> str:
    """Return a YAML with one more line, which `end` ends: below the one of a place, or else at the end."""
    after = len(yaml) if at is None else _next_line(yaml, at)
    above = yaml[:after] if not after or yaml[after - 1] == "\n" else yaml[:after] + end
    return f"{above}{line}{end}{yaml[after:]}"


def _indent(yaml: str, span: Span) -> str:
    return " " * (span.start - (yaml.rfind("\n", 0, span.start) + 1))


def values(text: str) -> Mapping | None:
    """Return the YAML of a Markdown file or of site.yaml; None if it cannot be read."""
    start, end = _bounds(text)
    return yaml_text.parse(text[start:end], "site.yaml")[0]


def _style(text: str, place: Place) -> str:
    """Return the quotation mark of a value, if it stands in any; nothing if there is no such value."""
    start, end = _bounds(text)
    if yaml_text.parse(text[start:end], "site.yaml")[0] is None:
        return ""
    span = yaml_text.spans(text[start:end]).get(place)
    return span.style if span else ""


def _changed(
    text: str, change: Callable[[str, dict[Place, Span], _Write], str], expect: Callable[[_Tree], None], style: str = ""
) -> str:
    """Return a text after a change of its YAML.

    Args:
        text: all of it.
        change: makes the new YAML of the old one, the places in it, and how a text is written.
        expect: does the same to the values.
        style: the quotation mark in which the value stood.

    """
    start, end = _bounds(text)
    yaml = text[start:end]
    before, problems = yaml_text.parse(yaml, "site.yaml")
    try:
        if before is None:
            raise KeyError
        wanted = _tree(before)
        expect(wanted)
        spans = yaml_text.spans(yaml)
        for write in {"'": (_single, _json), '"': (_json,)}.get(style, (_plain, _json)):
            new = change(yaml, spans, write)
            after, now = yaml_text.parse(new, "site.yaml")
            if after is not None and len(now) <= len(problems) and _tree(after) == wanted:
                return text[:start] + new + text[end:]
    except (KeyError, IndexError, TypeError):
        pass
    raise NotRewrittenError(
        sentence("this front matter cannot be changed without changing more than one value"),
        sentence("change it by hand"),
    )


def _bounds(text: str) -> tuple[int, int]:
    """Return where the YAML of a text begins and ends: between the lines of hyphens, or all of it."""
    first = _FENCE.match(text)
    last = _FENCE.search(text, first.end()) if first else None
    return (first.end() + 1, last.start()) if first and last else (0, len(text))


def _tree(node: Node) -> _Tree:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [_tree(item) for item in node.items]
    return {key: _tree(value) for key, value in node.entries.items()}


def _at(tree: _Tree, place: Place) -> _Tree:
    for step in place:
        tree = tree[step]  # type: ignore[index]
    return tree


def _plain(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else _json(value)


def _single(value: str) -> str:
    doubled = value.replace("'", "''")
    return f"'{doubled}'"


def _json(value: str) -> str:
    return msgspec.json.encode(value).decode()
