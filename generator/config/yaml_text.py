"""YAML as people write it by hand: every scalar is text, and every value has a place.

Only this module uses PyYAML. It takes its nodes, not its objects: nodes guess no types (`NO` is not false, `16:10` is
not 970) and have their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import yaml
from msgspec import field

from generator.base.codes import Code
from generator.base.errors import EXCERPTS, MOST_SHOWN, Problem, SiteError, Where, excerpt
from generator.base.sentences import Sentence, sentence
from generator.base.text import clean, decode, has_printable_lines, plain_blanks, quoted
from generator.config.yaml_hints import MistakeError, Spot, explain, in_quotes, no_key, sign_at
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


class _Nodes(_Loader):
    """Composes nodes, without asking for each what type it could be."""

    def resolve(self, *_: Any) -> None:
        return None

    descend_resolver = ascend_resolver = resolve  # type: ignore[assignment]


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
        return reader.document(_Nodes(clean)), reader.problems
    except MistakeError as error:
        reader.mistaken(error)
    except yaml.MarkedYAMLError as error:
        reader.mistaken(reader.explained(error))
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
        self.lines = clean.replace("\r\n", "\n").split("\n")
        self.clean = clean
        self.text = text
        self.path = path
        self.article = path.endswith(".md")
        self.shift = first_line
        self.problems: list[Problem] = []
        self.signs = "&" in clean or "!" in clean
        self.hashes = "#" in clean and bool(re.search(_LOST, clean) or (self.article and re.search(_NOTE, clean)))

    def problem(self, line: int, column: int, message: Sentence, hint: Sentence, *, code: Code = "bad-yaml") -> None:
        """Note a problem at a place of the text, counted from 0."""
        if len(self.problems) <= MOST_SHOWN:
            where = Where(self.path, line + self.shift, column + 1)
            shown = excerpt(self.text, line + 1) if len(self.problems) < EXCERPTS else ""
            self.problems.append(Problem(where, code, message, hint, shown))

    def mistaken(self, mistake: MistakeError) -> None:
        """Note what a text cannot be read for."""
        self.problem(mistake.spot.line, mistake.spot.column, mistake.said, mistake.advice)

    def spot(self, mark: Any) -> Spot:
        """Return a place of the parser, or the end of the text if that is behind it."""
        return (
            Spot(mark.line, mark.column)
            if mark.line < len(self.lines)
            else Spot(len(self.lines) - 1, len(self.lines[-1]))
        )

    def explained(self, error: yaml.MarkedYAMLError) -> MistakeError:
        """Return what stopped the parser."""
        mark = error.problem_mark or error.context_mark
        at, began = self.spot(mark), self.spot(error.context_mark or mark)
        return explain(f"{error.context}: {error.problem}", at, began, self.lines, article=self.article)

    def document(self, loader: Any) -> Mapping:
        """Read the text's single document; an empty text is an empty mapping."""
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
        if root is None or (root.id == "scalar" and not root.value and not root.style and not self.marked(root)):
            return Mapping(self.shift, 1)
        if root.id != "mapping":
            spot = self.spot(root.start_mark)
            raise no_key(spot, self.lines[spot.line], article=self.article)
        node = self.node(root, 1)
        assert isinstance(node, Mapping)
        return node

    def marked(self, node: Any) -> bool:
        """Return whether a value begins with an anchor or a tag, which people write without meaning one."""
        return self.signs and self.clean[node.start_mark.index : node.start_mark.index + 1] in ("&", "!")

    def node(self, given: Any, depth: int) -> Node:
        """Read a value of the parser."""
        mark = given.start_mark
        if self.marked(given):
            raise self.refused(mark)
        line, column, end = mark.line + self.shift, mark.column + 1, given.end_mark.index
        if given.id == "scalar":
            value, style = given.value, given.style or ""
            if style in ("|", ">"):
                end = mark.index + len(self.text[mark.index : end].removesuffix("\n").removesuffix("\r"))
            if not style and self.hashes:
                self.check_hash(given.end_mark)
            if not value.isprintable():
                if style and re.search(_CONTROL, value):
                    said = sentence("this text holds a character that cannot be shown")
                    hint = sentence("delete what begins with a backslash")
                    self.problem(mark.line, mark.column, said, hint)
                value = clean(value)
            return Scalar(line, column, mark.index, end, style, value)
        if depth > MAX_DEPTH:
            hint = sentence("at most {max_depth} levels", max_depth=MAX_DEPTH)
            raise MistakeError(self.spot(mark), sentence("the values are nested too deeply"), hint)
        flow = given.flow_style
        node: Items | Mapping
        if given.id == "sequence":
            inner = [self.node(item, depth + 1) for item in given.value]
            node = Items(line, column, mark.index, end, "[" if flow else "", inner)
        else:
            node = Mapping(line, column, mark.index, end, "{" if flow else "")
            inner = [self.entry(node, key, value, depth) for key, value in given.value]
        if inner and not flow:
            # The parser ends a block where the next one begins.
            node.end = inner[-1].end
        return node

    def entry(self, mapping: Mapping, name: Any, value: Any, depth: int) -> Node:
        """Read a key and its value into a mapping; return the value."""
        mark = name.start_mark
        if name.id != "scalar" or self.marked(name):
            raise self.refused(mark)
        key, node = name.value, self.node(value, depth + 1)
        if key in mapping.entries:
            said = sentence("the key {key} is given twice", key=quoted(key))
            self.problem(mark.line, mark.column, said, sentence("keep one of them"), code="duplicate-key")
        else:
            mapping.entries[key] = node
            line, column = mark.line + self.shift, mark.column + 1
            mapping.keys[key] = Scalar(line, column, mark.index, name.end_mark.index, name.style or "", key)
        return node

    def refused(self, mark: Any) -> MistakeError:
        spot = self.spot(mark)
        return sign_at(spot, self.lines[spot.line])

    def check_hash(self, mark: Any) -> None:
        """Note a text that YAML cuts at a "#", as in "Gempa #5" or "tags: #banjir"."""
        line = self.lines[self.spot(mark).line]
        if match := re.compile(_CUT).match(line, mark.column):
            hint = sentence("{hint}; a note has a space after the #", hint=in_quotes(line))
            column = match.end() - 2
            self.problem(mark.line, column, sentence("what follows the # would be lost"), hint)
        elif self.article and (match := re.compile(_NOTED).match(line, mark.column)):
            hint = sentence("{hint}; a note has two blanks before the #", hint=in_quotes(line))
            said = sentence("this value ends before the #: readers see nothing of what follows")
            self.problem(mark.line, match.group().index("#") + mark.column, said, hint, code="cut-value")
