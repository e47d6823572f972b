"""What people's mistakes in YAML are called, and how the line is written instead.

The parser says where it could not go on, which is often behind the mistake. Four mistakes, those that reporters make,
have sentences of their own; of any other the place is named, and the text shown in quotation marks.
"""

from __future__ import annotations

import re

from generator.base.errors import AdvisedError
from generator.base.sentences import Sentence, sentence
from generator.model.records import Record


class Spot(Record, frozen=True):
    """A place in a YAML text, counted from 0."""

    line: int
    column: int


class MistakeError(AdvisedError):
    """A mistake for which a text cannot be read, and its place."""

    def __init__(self, spot: Spot, said: Sentence, advice: Sentence) -> None:
        super().__init__(said, advice)
        self.spot = spot


_ENTRY = r"[ ]*(?:- +)*(?P<key>[\w-]+):[ \t]+(?P<value>\S.*)"
_NO_SPACE = r"[ ]*(?:- +)*(?P<key>[\w-]+):(?P<value>[^\s:/].*)"
_NO_SPACE_ITEM = r"[ ]*-(?P<value>[^\s-].*)"
_MARKED_KEY = r"[ *_`]*(?P<key>[\w-]+)[ *_`]*[:\uff1a][*_`]*[ ]*(?P<value>[^\s:/].*)"
_BULLET = r"[ ]*[•·▪‣–—][ \t]*(?P<value>\S.*)"
_NO_KEY = sentence("this line has no key")
_LINES = sentence('write "key: value", or indent the line if it continues the text above it')
_BODY = sentence(
    'write "key: value", or indent the line if it continues the text above it; where the article itself begins, a line '
    '"---" must stand above it'
)


def in_quotes(line: str) -> Sentence:
    """Return a hint that shows a line's value in quotation marks."""
    match = re.match(_ENTRY, line)
    key, value = (match["key"], match["value"].strip()) if match else ("", "")
    listed = value[:1] in ("[", "{") and value[-1] in "]}" and not value.startswith("{{")
    if not any(map(str.isalnum, value)) or listed or len(value) > 100:
        return sentence('put the text in quotation marks: "…"')
    if bare := re.fullmatch(r"""'(.+)'|"([^"]+)\"""", value):
        value = bare[1] or bare[2]
    doubled = value.replace("'", "''")
    quoted = f"'{doubled}'" if '"' in value or "\\" in value else f'"{value}"'
    return sentence("write {line}", line=f"{key}: {quoted}")


def _meant(line: str) -> Sentence | None:
    """Return a hint that shows the key or the list entry of a line that was pasted with other signs."""
    if match := re.match(_MARKED_KEY, line):
        return sentence("write {match}: {match_}", match=match["key"], match_=match["value"][:60])
    if match := re.match(_BULLET, line):
        return sentence("write - {match}", match=match["value"][:60])
    return None


def sign_at(spot: Spot, line: str) -> MistakeError:
    """Explain a text that YAML does not take for one."""
    if not re.match(_ENTRY, line) and (meant := _meant(line)):
        return MistakeError(spot, _NO_KEY, meant)
    return MistakeError(spot, sentence("this cannot be read as text"), in_quotes(line))


def explain(said: str, at: Spot, began: Spot, lines: list[str], *, article: bool) -> MistakeError:
    """Return what the parser's words mean.

    It stopped at one place, in what began at another; `article` is whether the text is an article's front matter, not a
    whole file.
    """
    line, first = (lines[spot.line] if spot.line < len(lines) else "" for spot in (at, began))
    before = line[: at.column]
    if "could not find expected ':'" in said:
        return no_key(began, first, article=article)
    if "end of stream" in said or "document indicator" in said:
        return _unclosed(began, first[began.column :][:1] or '"')
    if "flow" in said:
        hint = sentence("end it with a bracket, and put texts with a comma, a colon or # in quotation marks")
        return MistakeError(_bracket_at(began, lines), sentence("YAML cannot read what stands in these brackets"), hint)
    if line[at.column : at.column + 1] == "\t" or "tab character" in said:
        return MistakeError(at, sentence("there is a tab at the beginning of the line"), sentence("indent with spaces"))
    if ":" in before and ("mapping values" in said or "unexpected ':'" in said):
        return MistakeError(at, sentence("a text with a colon in it must stand in quotation marks"), in_quotes(line))
    if before[-1:] in ("'", '"') and (mistake := _opened_above(before, at.line, lines)) is not None:
        return mistake
    if "mapping values" in said and at.line and re.match(_NO_SPACE, above := lines[at.line - 1]):
        # What is above ends where this key begins.
        return no_key(Spot(at.line - 1, 0), above, article=article)
    if not before.strip() or "mapping values" in said:
        hint = sentence("line the keys up under each other, and close quotation marks and brackets above")
        spot = Spot(at.line, len(line) - len(line.lstrip()))
        return MistakeError(spot, sentence("this line does not fit those above it"), hint)
    return sign_at(at, line)


def _bracket_at(began: Spot, lines: list[str]) -> Spot:
    """Return the place of the bracket that is open where the parser began: there, or before it."""
    before = [*lines[: began.line], lines[began.line][: began.column + 1] if began.line < len(lines) else ""]
    for number in range(len(before) - 1, -1, -1):
        if (column := max(map(before[number].rfind, "[{"))) >= 0:
            return Spot(number, column)
    return began


def _opened_above(before: str, number: int, lines: list[str]) -> MistakeError | None:
    """Return the mistake of a quotation mark that is not closed, if a later one closes it that should open a text."""
    mark = before[-1]
    opening = re.compile(rf"[ ]*(?:- +)*[\w-]+:[ \t]+{mark}")
    for above in range(number - 1, -1, -1) if before.count(mark) == 1 else ():
        if lines[above].count(mark) % 2 and (match := opening.match(lines[above])):
            return _unclosed(Spot(above, match.end() - 1), mark)
    return None


def no_key(spot: Spot, line: str, *, article: bool) -> MistakeError:
    """Explain a line that should be a key or a list entry; `article` is as for `explain`."""
    if match := re.match(_NO_SPACE, line):
        hint = sentence("write {match}: {match_}", match=match["key"], match_=match["value"][:60])
        return MistakeError(Spot(spot.line, match.start("value")), sentence("there is no space after the colon"), hint)
    if match := re.match(_NO_SPACE_ITEM, line):
        hint = sentence("write - {match}", match=match["value"][:60])
        return MistakeError(Spot(spot.line, match.start("value")), sentence("there is no space after the hyphen"), hint)
    return MistakeError(spot, _NO_KEY, _meant(line) or (_BODY if article else _LINES))


def _unclosed(spot: Spot, mark: str) -> MistakeError:
    hint = sentence("write {mark} at the end of the text too", mark=mark)
    return MistakeError(spot, sentence("the quotation mark {mark} is not closed", mark=mark), hint)
