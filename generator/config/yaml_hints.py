"""YAML hints: from the parser's complaint to the editor's mistake.

The parser reports where it could not go on, but the mistake is often elsewhere, such as a quotation mark that was never
closed. This examines the line, reports the place of the mistake, and shows the line as it should be.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted
from generator.model.records import Record


class Spot(Record, frozen=True):
    """A place in a YAML text, counted from 0."""

    line: int
    column: int


class Mistake(Record, frozen=True):
    """An editor's mistake and its place."""

    spot: Spot
    message: Sentence
    hint: Sentence


class Complaint(Record, frozen=True):
    """The parser's complaint about a text."""

    said: str
    """In the parser's words."""
    at: Spot
    """Where the parser stopped."""
    began: Spot
    """Where the construct it was reading began."""
    lines: list[str]
    article: bool
    """Whether the text is an article's front matter, not a whole file."""

    @property
    def line(self) -> str:
        return _line(self.lines, self.at)

    @property
    def first_line(self) -> str:
        return _line(self.lines, self.began)

    @property
    def indent(self) -> int:
        """The column, from 0, of the line's first character that is not white space."""
        return len(self.line) - len(self.line.lstrip())


_ENTRY = r"[ ]*(?:- +)*(?P<key>[\w-]+):[ \t]+(?P<value>\S.*)"
_NO_SPACE = r"[ ]*(?:- +)*(?P<key>[\w-]+):(?P<value>[^\s:/].*)"
_NO_SPACE_ITEM = r"[ ]*-(?P<value>[^\s-].*)"
_SIGNS = (
    "alphabetic or numeric character", "mapping keys are not allowed", "comment or line break",
    "block sequence entries are not allowed", "a tag", "tag handle", "URI", "an anchor", "an alias",
    "chomping or indentation", "indentation indicator",
)  # fmt: skip
"""What the parser says of a text that begins with * & ? | > - or !"""
_LINES = sentence('write "key: value", or indent the line if it continues the text above it')
_BODY = sentence(
    'write "key: value", or indent the line if it continues the text above it; where the article itself begins, a line '
    '"---" must stand above it'
)


def in_quotes(line: str) -> Sentence:
    """Return a hint that shows a line's value in quotation marks."""
    match = re.match(_ENTRY, line)
    key, value = (match["key"], match["value"].strip()) if match else ("", "")
    if value and not any(map(str.isalnum, value)):
        return sentence("write a text, or delete the line")
    listed = value[:1] in ("[", "{") and value[-1] in "]}" and not value.startswith("{{")
    if not value or listed or len(value) > 100:
        return sentence('put the text in quotation marks: "…"')
    return sentence("write {line}", line=f"{key}: {_quoted(value)}")


def _quoted(value: str) -> str:
    """Return a text in the quotation marks that need no escapes."""
    if len(value) > 1 and value[0] == value[-1] == "'":
        value = value[1:-1]
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    doubled = value.replace("'", "''")
    return f"'{doubled}'"


def straightened(line: str) -> str:
    """Return a line that is not YAML as its writer probably meant it, or unchanged."""
    for pattern in (_NO_SPACE, _NO_SPACE_ITEM):
        if match := re.fullmatch(pattern, line):
            return f"{line[: match.start('value')]} {match['value']}"
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    if "\t" in indent:
        return indent.expandtabs(2) + line[len(indent) :]
    match = re.fullmatch(_ENTRY, line)
    value = match["value"].rstrip() if match else ""
    if match is None or re.search(r"[ \t]#[ \t]", value) or not any(map(str.isalnum, value)):
        return line
    head, first = line[: match.start("value")], value[0]
    if first in "\"'" and first != value[-1]:
        return f"{head}{value}{first}" if value.count(first) == 1 else line
    if first in "[{":
        closing = "]" if first == "[" else "}"
        return line if set(value).intersection("]}\"'#") else f"{head}{value.rstrip(', ')}{closing}"
    return head + _quoted(value)


def sign(line: str) -> str:
    """Return the first character of a line's value."""
    match = re.match(_ENTRY, line)
    return match["value"][0] if match else line.strip()[:1]


def explain(complaint: Complaint) -> Mistake:
    """Return what a parser's complaint means."""
    for words, rule in _RULES:
        if any(word in complaint.said for word in words):
            return rule(complaint)
    said = sentence("this is not YAML: {said}", said=complaint.said)  # pragma: no cover - none known
    hint = sentence('texts with special signs stand in quotation marks: "…"')  # pragma: no cover
    return Mistake(complaint.at, said, hint)  # pragma: no cover


def _colon_in_value(it: Complaint) -> Mistake:
    if ":" in it.line[: it.at.column]:
        return _colon(it)
    hint = sentence("line it up with the other keys, or put the text above it in quotation marks if it belongs to that")
    said = sentence("this line is indented further than the one it belongs to")
    return Mistake(Spot(it.at.line, it.indent), said, hint)


def _colon(it: Complaint) -> Mistake:
    return Mistake(it.at, sentence("a text with a colon in it must stand in quotation marks"), in_quotes(it.line))


def _flow(it: Complaint) -> Mistake:
    if it.at.line != it.began.line:
        return _unclosed_bracket(it.began, it.lines)
    hint = (
        sentence("write it like [one, two], and texts with a comma or a colon in quotation marks")
        if "]" in it.said
        else sentence("write it like {{key: one, key: two}}, and texts with a comma or a colon in quotation marks")
    )
    return Mistake(it.at, sentence("a comma is missing before this, or a text lacks quotation marks"), hint)


def _stray(it: Complaint) -> Mistake:
    at, line, rest = it.at, it.line, it.line[it.indent :]
    mark = sign(line)
    if at.column <= it.indent:
        if rest.startswith(":"):
            return Mistake(at, sentence("there is no key before the colon"), sentence('write "key: value"'))
        if rest.startswith("-"):
            hint = sentence("put its key above it, on a line that ends in a colon")
            return Mistake(at, sentence("an entry of a list stands where a key should be"), hint)
        hint = sentence("line the keys up under each other")
        return Mistake(at, sentence("this line is indented differently from those above it"), hint)
    if mark in "\"'" and line.find(mark) == at.column - 1:
        # What seems to open a quotation here closes one from above.
        for number in range(at.line - 1, -1, -1):
            above = it.lines[number]
            if sign(above) == mark and above.count(mark) % 2:
                return _unclosed_quotation(Spot(number, above.find(mark)), mark)
    if mark in "\"'":
        return Mistake(at, sentence("text goes on after the closing quotation mark"), in_quotes(line))
    if mark in "[{":
        return Mistake(at, sentence("text goes on after the closing bracket"), in_quotes(line))
    said = sentence("{strip} stands where a key should be", strip=quoted(line[at.column :].strip(), 20))
    return Mistake(at, said, sentence("look for a quotation mark that is not closed in the lines above"))


def _bad_start(it: Complaint) -> Mistake:
    start = it.line[it.at.column : it.at.column + 1]
    if start == "\t":
        return _tab(it)
    return Mistake(it.at, sentence("a text cannot begin with {start}", start=start), in_quotes(it.line))


def _tab(it: Complaint) -> Mistake:
    return Mistake(it.at, sentence("there is a tab at the beginning of the line"), sentence("indent with spaces"))


def _backslash(it: Complaint) -> Mistake:
    hint = sentence("write each backslash twice, or use the other quotation marks: '…'")
    spot = Spot(it.at.line, max(0, it.line.rfind("\\", 0, it.at.column + 1)))
    return Mistake(spot, sentence("there is a backslash between double quotation marks"), hint)


def _directive(it: Complaint) -> Mistake:
    for number, text in enumerate(it.lines):
        if text.startswith("%"):
            return Mistake(Spot(number, 0), sentence("a line cannot begin with %"), sentence("delete the line"))
    return Mistake(it.at, sentence("keys stand below a line of dots"), sentence("delete the line of dots"))


def _too_deep(it: Complaint) -> Mistake:
    hint = sentence("write them without brackets in brackets")
    return Mistake(it.at, sentence("the values are nested too deeply"), hint)


def _no_content(it: Complaint) -> Mistake:
    opening = [n for n, text in enumerate(it.lines[: it.at.line + 1]) if "[" in text or "{" in text]
    if opening and not "".join(it.lines[it.at.line :]).strip():
        text = it.lines[opening[-1]]
        return _unclosed_bracket(Spot(opening[-1], max(text.rfind("["), text.rfind("{"))), it.lines)
    said = sentence("a text is missing here, or lacks quotation marks")
    return Mistake(it.at, said, sentence("write it like [one, two]"))


def _sign(it: Complaint) -> Mistake:
    spot = it.began if it.began.line == it.at.line else it.at
    return Mistake(spot, sentence("a text cannot begin with {sign}", sign=sign(it.line)), in_quotes(it.line))


_RULES: tuple[tuple[tuple[str, ...], Callable[[Complaint], Mistake]], ...] = (
    (("mapping values are not allowed",), _colon_in_value),
    (("unexpected ':'",), _colon),
    (("could not find expected ':'",), lambda it: no_key(it.began, it.first_line, article=it.article)),
    (
        ("end of stream", "document indicator"),
        lambda it: _unclosed_quotation(it.began, it.first_line[it.began.column :][:1] or '"'),
    ),
    (("expected ',' or",), _flow),
    (("did not find expected key",), _stray),
    (("cannot start any token",), _bad_start),
    (("tab character",), _tab),
    (("escape", "hexdecimal"), _backslash),
    (("document start", "directive"), _directive),
    (("nesting depth",), _too_deep),
    (("node content",), _no_content),
    (_SIGNS, _sign),
)
"""What the parser says -> what it means; the first rule that fits."""


def no_key(spot: Spot, line: str, *, article: bool) -> Mistake:
    """Explain a line that should be a key or a list entry; `article` is as in `Complaint`."""
    if match := re.match(_NO_SPACE, line):
        hint = sentence("write {match}: {match_}", match=match["key"], match_=match["value"][:60])
        return Mistake(Spot(spot.line, match.start("value")), sentence("there is no space after the colon"), hint)
    if match := re.match(_NO_SPACE_ITEM, line):
        hint = sentence("write - {match}", match=match["value"][:60])
        return Mistake(Spot(spot.line, match.start("value")), sentence("there is no space after the hyphen"), hint)
    return Mistake(spot, sentence("this line has no key"), _BODY if article else _LINES)


def _line(lines: list[str], spot: Spot) -> str:
    return lines[spot.line] if spot.line < len(lines) else ""


def _unclosed_quotation(spot: Spot, mark: str) -> Mistake:
    hint = sentence("write {mark} at the end of the text too", mark=mark)
    return Mistake(spot, sentence("the quotation mark {mark} is not closed", mark=mark), hint)


def _unclosed_bracket(spot: Spot, lines: list[str]) -> Mistake:
    line = _line(lines, spot)
    bracket = line[spot.column : spot.column + 1]
    hint = sentence("write {value} at its end", value="}" if bracket == "{" else "]")
    if "#" in line:
        hint = sentence('{hint}, and texts with # in quotation marks: "#…"', hint=hint)
    return Mistake(spot, sentence("the bracket {bracket} is not closed", bracket=bracket), hint)
