"""What a mistake in YAML means: from the parser's words to an editor's.

The parser says where it could not go on; the mistake is often elsewhere, as a
quotation mark that was never closed. Here the line is looked at, so that the
place is that of the mistake and the hint can show the line as it should be.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.base.text import quoted


class Spot(NamedTuple):
    """A place in the lines of a YAML text, both counted from 0."""

    line: int
    column: int


class Mistake(NamedTuple):
    """What is wrong, and where."""

    spot: Spot
    message: str
    hint: str


_ENTRY = re.compile(r"[ ]*(?:- +)*(?P<key>[\w-]+):[ \t]+(?P<value>\S.*)")
_NO_SPACE = re.compile(r"[ ]*(?:- +)*(?P<key>[\w-]+):(?P<value>[^\s:/].*)")
_NO_SPACE_ITEM = re.compile(r"[ ]*-(?P<value>[^\s-].*)")
_SIGNS = (
    "alphabetic or numeric character", "mapping keys are not allowed", "comment or line break",
    "block sequence entries are not allowed", "a tag", "tag handle", "URI", "an anchor", "an alias",
    "chomping or indentation", "indentation indicator",
)  # fmt: skip
"""What the parser says of a text that begins with * & ? | > - or !"""
_LINES = 'write "key: value", or indent the line if it continues the text above it'
_BODY = _LINES + '; where the article itself begins, a line "---" must stand above it'


def in_quotes(line: str) -> str:
    """Return a hint that shows the value on a line in quotation marks."""
    found = _ENTRY.match(line)
    key, value = (found["key"], found["value"].strip()) if found else ("", "")
    listed = value[:1] in ("[", "{") and value[-1] in "]}" and not value.startswith("{{")
    if not value or listed or len(value) > 100:
        return 'put the text in quotation marks: "…"'
    if len(value) > 1 and value[0] == value[-1] == "'":
        value = value[1:-1]
    if '"' not in value and "\\" not in value:
        return f'write {key}: "{value}"'
    return f"write {key}: '{value.replace(chr(39), chr(39) * 2)}'"


def sign(line: str) -> str:
    """Return the sign with which the value on a line begins."""
    found = _ENTRY.match(line)
    return found["value"][0] if found else line.strip()[:1]


def explain(said: str, at: Spot, began: Spot, lines: list[str], *, article: bool) -> Mistake:
    """Return what a complaint of the parser means.

    Args:
        said: the parser's words.
        at: where it could not go on.
        began: where what it was reading began.
        lines: the lines of the text.
        article: whether the text is the front matter of an article, and not a file of its own.

    """
    line = _line(lines, at)
    indent = len(line) - len(line.lstrip())
    if "mapping values are not allowed" in said:
        if ":" in line[: at.column]:
            return Mistake(at, "a text with a colon in it must stand in quotation marks", in_quotes(line))
        hint = "line it up with the other keys, or put the text above it in quotation marks if it belongs to that"
        return Mistake(Spot(at.line, indent), "this line is indented further than the one it belongs to", hint)
    if "unexpected ':'" in said:
        return Mistake(at, "a text with a colon in it must stand in quotation marks", in_quotes(line))
    if "could not find expected ':'" in said:
        return no_key(began, _line(lines, began), article=article)
    if "end of stream" in said or "document indicator" in said:
        return _open(began, _line(lines, began)[began.column : began.column + 1] or '"')
    if "expected ',' or" in said:
        return _flow(said, at, began, lines)
    if "did not find expected key" in said:
        return _stray(at, line, indent, lines)
    if "cannot start any token" in said:
        if line[at.column : at.column + 1] == "\t":
            return Mistake(at, "there is a tab at the beginning of the line", "indent with spaces")
        return Mistake(at, f"a text cannot begin with {line[at.column : at.column + 1]}", in_quotes(line))
    if "tab character" in said:
        return Mistake(at, "there is a tab at the beginning of the line", "indent with spaces")
    if "escape" in said or "hexdecimal" in said:
        hint = "write each backslash twice, or use the other quotation marks: '…'"
        spot = Spot(at.line, max(0, line.rfind("\\", 0, at.column)))
        return Mistake(spot, "there is a backslash between double quotation marks", hint)
    if "document start" in said or "directive" in said:
        for number, text in enumerate(lines):
            if text.startswith("%"):
                return Mistake(Spot(number, 0), "a line cannot begin with %", "delete the line")
        return Mistake(at, "keys stand below a line of dots", "delete the line of dots")
    if "nesting depth" in said:
        return Mistake(at, "the values are nested too deeply", "write them without brackets in brackets")
    if "node content" in said:
        open_lines = [n for n, text in enumerate(lines[: at.line + 1]) if "[" in text or "{" in text]
        if open_lines and not "".join(lines[at.line :]).strip():
            number = open_lines[-1]
            column = max(lines[number].rfind("["), lines[number].rfind("{"))
            return _unclosed(Spot(number, column), lines)
        return Mistake(at, "a text is missing here, or lacks quotation marks", "write it like [one, two]")
    if any(word in said for word in _SIGNS):
        began = began if began.line == at.line else at
        return Mistake(began, f"a text cannot begin with {sign(line)}", in_quotes(line))
    hint = 'texts with special signs stand in quotation marks: "…"'
    return Mistake(at, f"this is not YAML: {said}", hint)  # pragma: no cover - no text was found that comes here


def no_key(spot: Spot, line: str, *, article: bool) -> Mistake:
    """Explain a line that should be a key, or an entry of a list."""
    if found := _NO_SPACE.match(line):
        hint = f"write {found['key']}: {found['value'][:60]}"
        return Mistake(Spot(spot.line, found.start("value")), "there is no space after the colon", hint)
    if found := _NO_SPACE_ITEM.match(line):
        hint = f"write - {found['value'][:60]}"
        return Mistake(Spot(spot.line, found.start("value")), "there is no space after the hyphen", hint)
    return Mistake(spot, "this line has no key", _BODY if article else _LINES)


def _line(lines: list[str], spot: Spot) -> str:
    return lines[spot.line] if spot.line < len(lines) else ""


def _open(spot: Spot, mark: str) -> Mistake:
    """Explain a quotation that does not end."""
    return Mistake(spot, f"the quotation mark {mark} is not closed", f"write {mark} at the end of the text too")


def _flow(said: str, at: Spot, began: Spot, lines: list[str]) -> Mistake:
    """Explain a list in [ ] or a group of keys in { } that does not go on as it should."""
    example = "[one, two]" if "]" in said else "{name: one, url: two}"
    if at.line == began.line:
        hint = f"write it like {example}, and texts with a comma or a colon in quotation marks"
        return Mistake(at, "a comma is missing before this, or a text lacks quotation marks", hint)
    return _unclosed(began, lines)


def _unclosed(spot: Spot, lines: list[str]) -> Mistake:
    """Explain a bracket that is not closed."""
    line = _line(lines, spot)
    bracket = line[spot.column : spot.column + 1]
    hint = f"write {'}' if bracket == '{' else ']'} at its end"
    if "#" in line:
        hint += ', and texts with # in quotation marks: "#…"'
    return Mistake(spot, f"the bracket {bracket} is not closed", hint)


def _stray(at: Spot, line: str, indent: int, lines: list[str]) -> Mistake:
    """Explain something that stands where a key should be."""
    rest = line[indent:]
    if at.column <= indent:
        if rest.startswith(":"):
            return Mistake(at, "there is no key before the colon", 'write "key: value"')
        if rest.startswith("-"):
            return Mistake(at, "an entry of a list stands where a key should be", 'put its key above it: "tags:"')
        hint = "line the keys up under each other"
        return Mistake(at, "this line is indented differently from those above it", hint)
    if (mark := sign(line)) in "\"'" and line.find(mark) == at.column - 1:
        # What seems to open a quotation here has closed one that began above.
        for number in range(at.line - 1, -1, -1):
            above = lines[number]
            if sign(above) == mark and above.count(mark) % 2:
                return _open(Spot(number, above.find(mark)), mark)
    if mark in "\"'[{":
        hint = in_quotes(line)
        return Mistake(at, f"text goes on after the closing {_closing(line)}", hint)
    hint = "look for a quotation mark that is not closed in the lines above"
    return Mistake(at, f"{quoted(line[at.column :].strip(), 20)} stands where a key should be", hint)


def _closing(line: str) -> str:
    return {'"': "quotation mark", "'": "quotation mark"}.get(sign(line), "bracket")
