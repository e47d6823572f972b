"""YAML as people write it by hand: every scalar is text, and every value has a place.

Only this module uses PyYAML. It reads events, not objects: events guess no types (`NO` is not false, `16:10` is not
970), have their place, and nest only as deep as we allow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import yaml
from msgspec import field

from generator.base.codes import Code
from generator.base.errors import EXCERPTS, MOST_SHOWN, AdvisedError, Problem, SiteError, Where, excerpt
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import clean, decode, has_printable_lines, plain_blanks, quoted
from generator.config import yaml_hints
from generator.model.site import Place

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - a PyYAML built without libyaml reads the same, only slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_DEPTH = 8
MAX_BYTES = 64 * 1024
"""Longer front matter is not accepted; this also bounds the work that a text can cause."""


class Value(msgspec.Struct, eq=False):
    """Where a value is: line and column, from 1, and offset in characters."""

    line: int
    column: int
    start: int = 0
    end: int = 0
    """Behind its last character; the line end, white space and comments that follow belong to nobody."""
    style: str = ""
    """Of a text: its first sign of ", ', | and >, or nothing. Of the others: "[" or "{" if they are in brackets."""


class Scalar(Value):
    """A text."""

    value: str = ""


class Items(Value):
    """A list."""

    items: list[Node] = field(default_factory=list)


class Mapping(Value):
    """A mapping; `keys` has each key as written."""

    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)


Node = Scalar | Items | Mapping


class _RefusedError(AdvisedError):
    """The text is YAML, but uses what no newsroom file may."""

    def __init__(self, mark: Any, said: Sentence, advice: Sentence = NOTHING) -> None:
        super().__init__(said, advice)
        self.mark = mark


_CONTROL = "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
_ODD = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff\ufffe\uffff]"
)
"""Either of these, or white space that is not plain; a text without any needs no cleaning."""
_LOST = r"[ \t]#[^\s#]"
_CUT = r"[ \t]++#[^\s#]"
_NOTE, _NOTED = r"[ \t]#[ \t]", r"(?<=[^\s:])[ ]#[ \t]+\S"
"""A note has two blanks before it, as in what `ssg new` writes; behind one, it is part of what somebody typed."""


def parse(text: str, path: str, first_line: int = 1, *, most: int = MAX_BYTES) -> tuple[Mapping | None, list[Problem]]:
    """Read a YAML mapping: return it, or None if it cannot be read, and the problems.

    `text` is without the `---` lines, has at most so many bytes, and begins on `first_line` of the file at `path`.
    """
    if len(text) > most or len(text.encode("utf-8", "replace")) > most:
        most //= 1024
        message = (
            sentence("the front matter is larger than {most} KiB", most=most)
            if path.endswith(".md")
            else sentence("the file is larger than {most} KiB", most=most)
        )
        return None, [Problem(Where(path, first_line), "over-limit", message, sentence("shorten it"))]
    odd = None if has_printable_lines(text) else _ODD.search(text)
    clean = plain_blanks(text) if odd else text
    reader = _Reader(clean, text, path, first_line)
    if odd and (found := re.search(_CONTROL, clean)):
        line = clean.count("\n", 0, found.start())
        column = found.start() - (clean.rfind("\n", 0, found.start()) + 1)
        reader.problem(line, column, sentence("there is an invisible character here"), sentence("retype the line"))
        return None, reader.problems
    try:
        return reader.document(), reader.problems
    except _RefusedError as refused:
        hint = refused.advice or yaml_hints.in_quotes(reader.line(refused.mark.line))
        reader.problem(refused.mark.line, refused.mark.column, refused.said, hint)
    except yaml.MarkedYAMLError as error:
        reader.broken(error)
    except yaml.YAMLError:  # pragma: no cover - the characters that it refuses were excluded above
        reader.problem(0, 0, sentence("this is not YAML"), sentence("retype it"))
    finally:
        reader.loader.dispose()
    return None, reader.problems


def read(data: bytes, path: str) -> tuple[str, Mapping, list[Problem]]:
    """Read a file: return its text, its mapping and what is wrong in it; raise SiteError if it has no mapping."""
    text, problems = decode(data, path)
    mapping = None
    if not problems:
        mapping, problems = parse(text, path)
    if mapping is None:
        raise SiteError(problems)
    return text, mapping, problems


def places(node: Node, place: Place = ()) -> Iterator[tuple[Place, Node]]:
    """Yield a value and every value in it with its place; a key has its value's place followed by "?"."""
    yield place, node
    if isinstance(node, Mapping):
        for key, value in node.entries.items():
            yield (*place, key, "?"), node.keys[key]
            yield from places(value, (*place, key))
    elif isinstance(node, Items):
        for number, item in enumerate(node.items):
            yield from places(item, (*place, number))


class _Reader:
    """Reads one text into nodes."""

    def __init__(self, clean: str, text: str, path: str, first_line: int) -> None:
        self.loader = _Loader(clean)
        self.get: Callable[[], Any] = self.loader.get_event
        self.lines = clean.replace("\r\n", "\n").split("\n")
        self.text = text
        self.path = path
        self.article = path.endswith(".md")
        self.shift = first_line
        self.problems: list[Problem] = []
        self.hashes = "#" in clean and bool(re.search(_LOST, clean) or (self.article and re.search(_NOTE, clean)))

    def line(self, number: int) -> str:
        """Return a line, counted from 0."""
        return self.lines[number] if number < len(self.lines) else ""

    def problem(self, line: int, column: int, message: Sentence, hint: Sentence, *, code: Code = "bad-yaml") -> None:
        """Note a problem at a place of the text, counted from 0."""
        if len(self.problems) <= MOST_SHOWN:
            where = Where(self.path, line + self.shift, column + 1)
            shown = excerpt(self.text, line + 1) if len(self.problems) < EXCERPTS else ""
            self.problems.append(Problem(where, code, message, hint, shown))

    def broken(self, error: yaml.MarkedYAMLError) -> None:
        """Note what stopped the parser."""
        mark: Any = error.problem_mark or error.context_mark
        start: Any = error.context_mark or mark
        at, began = yaml_hints.Spot(mark.line, mark.column), yaml_hints.Spot(start.line, start.column)
        said = f"{error.context}: {error.problem}"
        found = yaml_hints.explain(yaml_hints.Complaint(said, at, began, self.lines, self.article))
        self.problem(found.spot.line, found.spot.column, found.message, found.hint)

    def document(self) -> Mapping:
        """Read the text's single document; an empty text is an empty mapping."""
        self.get()
        event: Any = self.get()
        if isinstance(event, yaml.StreamEndEvent):
            return Mapping(self.shift, 1)
        event = self.get()
        if isinstance(event, yaml.ScalarEvent) and not event.value and not event.style and event.anchor is None:
            return Mapping(self.shift, 1)
        if not isinstance(event, yaml.MappingStartEvent):
            mark = event.start_mark
            first = self.line(mark.line)
            found = yaml_hints.no_key(yaml_hints.Spot(mark.line, mark.column), first, article=self.article)
            raise _RefusedError(found.spot, found.message, found.hint)
        node = self.node(event, 1)
        self.get()
        event = self.get()
        if not isinstance(event, yaml.StreamEndEvent):
            hint = sentence("delete the line of dashes")
            raise _RefusedError(event.start_mark, sentence("a second YAML document begins here"), hint)
        assert isinstance(node, Mapping)
        return node

    def node(self, event: Any, depth: int) -> Node:
        """Read the value that begins with `event`."""
        mark = event.start_mark
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor is not None:
            message = sentence("a text cannot begin with {value}", value="*" if kind is yaml.AliasEvent else "&")
            raise _RefusedError(mark, message)
        if event.tag is not None:
            raise _RefusedError(mark, sentence("a text cannot begin with !"))
        line, column, end = mark.line + self.shift, mark.column + 1, event.end_mark.index
        if kind is yaml.ScalarEvent:
            value, style = event.value, event.style or ""
            if style in ("|", ">"):
                end = mark.index + len(self.text[mark.index : end].removesuffix("\n").removesuffix("\r"))
            if not style and self.hashes:
                self.check_hash(event.end_mark)
            if not value.isprintable():
                if style and re.search(_CONTROL, value):
                    said = sentence("this text holds a character that cannot be shown")
                    hint = sentence("delete what begins with a backslash")
                    self.problem(mark.line, mark.column, said, hint)
                value = clean(value)
            return Scalar(line, column, mark.index, end, style, value)
        if depth > MAX_DEPTH:
            hint = sentence("at most {max_depth} levels", max_depth=MAX_DEPTH)
            raise _RefusedError(mark, sentence("the values are nested too deeply"), hint)
        node: Items | Mapping
        flow = event.flow_style
        if kind is yaml.SequenceStartEvent:
            node = listed = Items(line, column, mark.index, end, "[" if flow else "")
            while type(event := self.get()) is not yaml.SequenceEndEvent:
                listed.items.append(self.node(event, depth + 1))
                node.end = listed.items[-1].end
        else:
            node = group = Mapping(line, column, mark.index, end, "{" if flow else "")
            while type(event := self.get()) is not yaml.MappingEndEvent:
                node.end = self.entry(group, event, depth)
        if flow:
            closing: Any = event
            node.end = closing.end_mark.index
        return node

    def entry(self, mapping: Mapping, event: Any, depth: int) -> int:
        """Read a key, given by `event`, and its value into a mapping; return where they end."""
        mark, end = event.start_mark, event.end_mark
        if type(event) is not yaml.ScalarEvent:
            said = sentence("a text cannot begin with {sign}", sign=yaml_hints.sign(self.line(mark.line)))
            raise _RefusedError(mark, said)
        if event.anchor is not None or event.tag is not None:
            raise _RefusedError(mark, sentence("a key is a plain word"), sentence('write "key: value"'))
        key = event.value
        value = self.node(self.get(), depth + 1)
        if key in mapping.entries:
            said = sentence("the key {key} is given twice", key=quoted(key))
            self.problem(mark.line, mark.column, said, sentence("keep one of them"), code="duplicate-key")
            # Nobody can tell which of two equal keys is meant: without an end, neither is rewritten.
            mapping.entries[key].end = 0
        else:
            line, column = mark.line + self.shift, mark.column + 1
            mapping.entries[key] = value
            mapping.keys[key] = Scalar(line, column, mark.index, end.index, event.style or "", key)
        return value.end

    def check_hash(self, mark: Any) -> None:
        """Note a text that YAML cuts at a "#", as in "Gempa #5" or "tags: #banjir"."""
        line = self.line(mark.line)
        if match := re.compile(_CUT).match(line, mark.column):
            hint = sentence("{hint}; a note has a space after the #", hint=yaml_hints.in_quotes(line))
            column = match.end() - 2
            self.problem(mark.line, column, sentence("what follows the # would be lost"), hint)
        elif self.article and (match := re.compile(_NOTED).match(line, mark.column)):
            hint = sentence("{hint}; a note has two blanks before the #", hint=yaml_hints.in_quotes(line))
            said = sentence("this value ends before the #: readers see nothing of what follows")
            self.problem(mark.line, match.group().index("#") + mark.column, said, hint, code="cut-value")
