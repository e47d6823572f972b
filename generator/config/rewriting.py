"""Writes YAML: new front matter, or a change of one value that leaves all other text alone, comments included.

The text is a Markdown file with front matter, or all of site.yaml. New values are on one line. The result of a change
is read again, and any other difference raises `NotRewrittenError`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.base.errors import AdvisedError
from generator.base.sentences import sentence
from generator.config import yaml_text
from generator.config.yaml_scalars import Write, styles, word
from generator.config.yaml_text import Items, Node, Scalar
from generator.model.site import Place

Value = str | int | bool | Mapping[str, "Value"] | Sequence["Value"]


def block(values: Mapping[str, Value]) -> str:
    """Return a mapping as block YAML; texts lose what no page may hold.

    Texts other than plain words are quoted as JSON, every string of which means the same in YAML. This is ten times as
    fast as PyYAML for twenty thousand articles.
    """
    return "".join(f"{line}\n" for line in _mapping(values))


def _mapping(values: Mapping[str, Value]) -> Iterator[str]:
    for key, value in values.items():
        # The most frequent type first: asking whether a value is a mapping takes ten times as long.
        if isinstance(value, (str, int)):
            yield f"{word(key)}: {_scalar(value)}"
        elif isinstance(value, Mapping):
            yield f"{word(key)}:"
            yield from (f"  {line}" for line in _mapping(value))
        else:
            yield f"{word(key)}:" if value else f"{word(key)}: []"
            for entry in value:
                if isinstance(entry, (str, int)):
                    yield f"- {_scalar(entry)}"
                elif isinstance(entry, Mapping):
                    for number, line in enumerate(_mapping(entry)):
                        yield f"{'  ' if number else '- '}{line}"


def _scalar(value: str | int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return word(str(value))


_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_Tree = str | list["_Tree"] | dict[str, "_Tree"]


class NotRewrittenError(AdvisedError):
    """A value cannot be changed automatically without changing more."""


def replaced(text: str, place: Place, value: str | Sequence[str]) -> str:
    """Return a text in which the text at a place is replaced by another or by a list."""

    def change(yaml: str, spans: dict[Place, Node], write: Write) -> str:
        return _over(yaml, spans[place], value, write)

    def expect(tree: _Tree) -> None:
        holder = _at(tree, place[:-1])
        if not isinstance(_at(tree, place), str):
            raise TypeError
        holder[place[-1]] = value if isinstance(value, str) else list(value)  # type: ignore[index]

    return _changed(text, change, expect, place if isinstance(value, str) else ())


def renamed(text: str, key: str, new: str) -> str:
    """Return a text with a top-level key renamed to one that is not there yet; its value stays."""

    def change(yaml: str, spans: dict[Place, Node], write: Write) -> str:
        span = spans[key, "?"]
        return yaml[: span.start] + write(new) + yaml[span.end :]

    def expect(tree: _Tree) -> None:
        if not isinstance(tree, dict) or new in tree:
            raise TypeError
        tree[new] = tree.pop(key)

    return _changed(text, change, expect)


def appended(text: str, key: str, value: str, name: str = "") -> str:
    """Return a text with one more entry in the list of a top-level key or, with `name`, in its mapping.

    The list or mapping is made if missing, and a single text becomes the first entry of a list.
    """
    end = "\r\n" if "\r\n" in text else "\n"

    def change(yaml: str, spans: dict[Place, Node], write: Write) -> str:
        span = spans.get((key,))
        entry = f"{write(name)}: {write(value)}" if name else write(value)
        line = entry if name else f"- {entry}"
        if span is None:
            return _with_line(yaml, f"{key}:{end}  {line}", end, len(yaml))
        before, inside, after = yaml[: span.start], yaml[span.start : span.end], yaml[span.end :]
        if span.style == "[":
            last = span.items[-1] if isinstance(span, Items) and span.items else None
            at = last.end if last else span.start + 1
            return f"{yaml[:at]}{', ' if last else ''}{entry}{yaml[at:]}"
        if span.style == "{":
            gap = ", " if inside[1:-1].strip() and not inside[1:-1].rstrip().endswith(",") else ""
            return f"{before}{inside[:-1].rstrip()}{gap}{entry}}}{after}"
        if not isinstance(span, Scalar):
            indent = span.start - (before.rfind("\n") + 1)
            return _with_line(yaml, f"{' ' * indent}{line}", end, _next_line(yaml, span.end))
        gap = "" if before.endswith((" ", "\t")) else " "
        entry = f"{inside}, {entry}" if inside else entry
        return f"{before}{gap}{{{entry}}}{after}" if name else f"{before}{gap}[{entry}]{after}"

    def expect(tree: _Tree) -> None:
        held = (tree.get(key) or ({} if name else [])) if isinstance(tree, dict) else tree
        if not isinstance(tree, dict) or isinstance(held, dict) != bool(name) or (name and name in held):
            raise TypeError
        if isinstance(held, dict):
            tree[key] = {**held, name: value}
        else:
            tree[key] = [*([held] if isinstance(held, str) else held), value]

    return _changed(text, change, expect)


def put(text: str, place: Place, value: Value, order: Sequence[str] = ()) -> str:
    """Return a text with a value at a place, of one key or two, where there may be another or none.

    A list keeps its style. A key that is new comes behind those that precede it in `order`.
    """
    end = "\r\n" if "\r\n" in text else "\n"

    def change(yaml: str, spans: dict[Place, Node], write: Write) -> str:
        span = spans.get(place)
        if span is None:
            return _with_key(yaml, spans, place, value, order, end, write)
        if isinstance(span, Scalar) or span.style:
            return _over(yaml, span, value, write)
        if isinstance(value, (str, int)):
            start = yaml.rfind(":", 0, span.start) + 1
            return f"{yaml[:start]} {_flow(value, write)}{yaml[span.end :]}"
        key = spans[*place, "?"]
        start = yaml.rfind("\n", 0, key.start) + 1
        lines = _lines_of({str(place[-1]): value}, " " * (key.start - start), end)
        return yaml[:start] + lines.removesuffix(end) + yaml[span.end :]

    def expect(tree: _Tree) -> None:
        _at(tree, place[:-1])[place[-1]] = _plain_tree(value)  # type: ignore[index]

    return _changed(text, change, expect, place)


def _over(yaml: str, span: Node, value: Value, write: Write) -> str:
    """Return a YAML text with a value in place of a text or of what stands in brackets."""
    written = _flow(value, write)
    if span.start == span.end and span.start and yaml[span.start - 1] not in " \t":
        written = f" {written}"
    return yaml[: span.start] + written + yaml[span.end :]


def _with_key(
    yaml: str, spans: dict[Place, Node], place: Place, value: Value, order: Sequence[str], end: str, write: Write
) -> str:
    """Return a YAML text with a new key."""
    above, name = place[:-1], str(place[-1])
    holder = spans[above]
    if not isinstance(holder, yaml_text.Mapping):
        raise TypeError
    if holder.style == "{":
        gap = ", " if holder.entries else ""
        return f"{yaml[: holder.end - 1].rstrip()}{gap}{write(name)}: {_flow(value, write)}{yaml[holder.end - 1 :]}"
    earlier = order[: order.index(name)] if name in order else order
    before = [key for key in holder.entries if key in earlier] or ([] if name in order else [*holder.entries])
    indent = ""
    if above:
        first = holder.keys[next(iter(holder.entries))]
        indent = " " * (first.start - (yaml.rfind("\n", 0, first.start) + 1))
    if before:
        last = spans[*above, max(before, key=lambda key: spans[*above, key, "?"].start)]
        at = _next_line(yaml, last.end)
    elif holder.entries:
        at = yaml.rfind("\n", 0, holder.keys[next(iter(holder.entries))].start) + 1
    else:
        at = len(yaml)
    return _with_line(yaml, _lines_of({name: value}, indent, end).removesuffix(end), end, at)


def _lines_of(values: Mapping[str, Value], indent: str, end: str) -> str:
    return "".join(f"{indent}{line}{end}" for line in _mapping(values))


def _flow(value: Value, write: Write) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int)):
        return write(str(value))
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{write(key)}: {_flow(inner, write)}' for key, inner in value.items())}}}"
    return f"[{', '.join(_flow(item, write) for item in value)}]"


def _plain_tree(value: Value) -> _Tree:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int)):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain_tree(inner) for key, inner in value.items()}
    return [_plain_tree(item) for item in value]


def found(mapping: yaml_text.Mapping, place: Place) -> Node | None:
    """Return the value at a place of keys; None if there is none."""
    node: Node | None = mapping
    for step in place:
        node = node.entries.get(str(step)) if isinstance(node, yaml_text.Mapping) else None
    return node


def dropped(text: str, place: Place) -> str:
    """Return a text without one entry of a list or mapping; the entry has no keys below it."""

    def change(yaml: str, spans: dict[Place, Node], write: Write) -> str:
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
        end = _next_line(yaml, span.end)
        if len(entries) == 1:
            # Nothing is left: write empty brackets.
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


def _next_line(yaml: str, at: int) -> int:
    end = yaml.find("\n", at)
    return len(yaml) if end < 0 else end + 1


def _with_line(yaml: str, line: str, end: str, at: int) -> str:
    """Return a YAML text with one more line, ended by `end`, where a line begins or the last one ends."""
    above = yaml[:at] if not at or yaml[at - 1] == "\n" else yaml[:at] + end
    return f"{above}{line}{end}{yaml[at:]}"


def values(text: str) -> yaml_text.Mapping | None:
    """Return the YAML of a Markdown file or of site.yaml; None if it cannot be read."""
    start, end = _bounds(text)
    return yaml_text.parse(text[start:end], "site.yaml")[0]


def _changed(
    text: str,
    change: Callable[[str, dict[Place, Node], Write], str],
    expect: Callable[[_Tree], None],
    place: Place = (),
) -> str:
    """Return a text after a change of its YAML; a value at `place` keeps its quotation marks.

    `change` makes the new YAML from the old, its values, and the way a text is written; `expect` does the same to the
    values.
    """
    start, end = _bounds(text)
    yaml = text[start:end]
    before, problems = yaml_text.parse(yaml, "site.yaml")
    try:
        if before is None:
            raise KeyError
        wanted = _tree(before)
        expect(wanted)
        spans = dict(yaml_text.places(before))
        old = spans.get(place)
        in_brackets = old is not None and any(spans[place[:size]].style for size in range(1, len(place)))
        for write in styles(old, yaml[old.start : old.end] if old else "", in_brackets=in_brackets):
            new = change(yaml, spans, write)
            if _bounds(text[:start] + new + text[end:]) != (start, start + len(new)):
                continue
            after, now = yaml_text.parse(new, "site.yaml")
            if after is not None and len(now) <= len(problems) and _tree(after) == wanted:
                return text[:start] + new + text[end:]
    except (LookupError, TypeError, ValueError):
        pass
    raise NotRewrittenError(
        sentence("this front matter cannot be changed without changing more than one value"),
        sentence("change it by hand"),
    )


def _bounds(text: str) -> tuple[int, int]:
    """Return the bounds of the YAML in a text: between the `---` lines, or everything."""
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
