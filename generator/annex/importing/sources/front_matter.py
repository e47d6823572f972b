"""Other systems' front matter, in YAML, TOML or JSON, as plain texts, lists and groups."""

from __future__ import annotations

import json
import re
import tomllib
from contextlib import suppress
from html import unescape
from typing import Any

from generator.annex.importing.items import portal_zone
from generator.base.dates import DateError, parse
from generator.base.sentences import Sentence, sentence
from generator.base.text import clean, squeeze
from generator.base.timestamps import Stamp, is_midnight
from generator.config import yaml_text
from generator.config.yaml_text import Items, Mapping, Scalar

Plain = str | list["Plain"] | dict[str, "Plain"]
"""Every single value is a text, as it was written or as its type says it."""

_TAGS = re.compile(r"<[^<>]*>")
_YAML = re.compile(r"---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)(?:^|\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)

_PLACE = re.compile(r"at line (\d+), column (\d+)")
_TAGGED = re.compile(r"^([ \t]*(?:[\w-]+:|-)[ \t]+)(?:!|!!str)(?=[ \t]+\S)", re.MULTILINE)
"""What Ruby long wrote before a text in quotes: a tag that says it is one."""
_NO_JSON = sentence("this is not valid JSON")
_DEEPEST = 100
"""Groups and lists in each other."""
_MOST = 4 << 20
"""Bytes: a page that only leads on may have thousands of aliases."""


def time_of(text: str, zone: str, *, keeps_utc: bool = False) -> Stamp | None:
    """Return a time, or the beginning of a day, as readers of the portal see it; None if it is neither.

    Without a zone it is in `zone`, which may be UTC. Midnight in UTC is how programs write a day without an hour. With
    `keeps_utc`, a time that says it is in UTC stays there unless `zone` is UTC, too.
    """
    shown = portal_zone(zone)
    for written in (text, f"{text} 00:00"):
        with suppress(DateError):
            stamp = parse(written, "+00:00" if zone == "UTC" and written == text else shown)
            if stamp.zone != "+00:00" or (keeps_utc and zone != "UTC"):
                return stamp
            return parse(f"{stamp.local:%Y-%m-%d} 00:00", shown) if is_midnight(stamp) else Stamp(stamp.epoch, shown)
    return None


def plain(html: str) -> str:
    """Return a text on one line, without the markup that systems allow in headlines, names and captions."""
    return squeeze(unescape(_TAGS.sub("", html) if "<" in html else html))


class MatterError(ValueError):
    """Unreadable front matter: why, and where in the file."""

    def __init__(self, said: Sentence, line: int = 0, column: int = 0) -> None:
        super().__init__(str(said))
        self.said, self.line, self.column = said, line, column


def split(text: str) -> tuple[dict[str, Plain], str]:
    """Return a file's front matter and the text after it; raise MatterError for mistakes."""
    start = text.lstrip()
    for fences, read_values in ((_YAML, yaml), (_TOML, toml)):
        if found := fences.match(start):
            line = text.count("\n", 0, len(text) - len(start) + found.start(1)) + 1
            return read_values(found[1], line), start[found.end() :]
    if not start.startswith("{") or start.startswith(("{{", "{%")):
        return {}, text
    values, end = _json(start)
    return values, start[end:].lstrip("\n")


def _json(text: str) -> tuple[dict[str, Plain], int]:
    """Return the JSON that a text begins with as plain values, and where it ends; raise MatterError if invalid."""
    try:
        values, end = json.JSONDecoder(parse_float=str, parse_int=str).raw_decode(text)
        return _group(values), end
    except json.JSONDecodeError as error:
        raise MatterError(_NO_JSON, error.lineno, error.colno) from error
    except (ValueError, RecursionError) as error:
        raise MatterError(_NO_JSON) from error


def yaml(text: str, first: int = 1) -> dict[str, Plain]:
    """Return YAML, which begins on the line `first`, as plain values; raise MatterError if it is invalid."""
    mapping, problems = yaml_text.parse(text, "", first, most=_MOST)
    if mapping is None and (plainer := _TAGGED.sub(r"\1", text)) != text:
        mapping, problems = yaml_text.parse(plainer, "", first, most=_MOST)
    if mapping is None:
        problem = problems[0]
        said = sentence("{what}; {hint}", what=problem.said, hint=problem.advice) if problem.advice else problem.said
        raise MatterError(said, problem.where.line or 0, problem.where.column or 0)
    return _group(mapping)


def toml(text: str, first: int = 1) -> dict[str, Plain]:
    """Return TOML, which begins on the line `first`, as plain values; raise MatterError if it is invalid."""
    try:
        return _group(tomllib.loads(text))
    except (ValueError, RecursionError) as error:  # also for a number of thousands of digits
        # Only the message has the place before Python 3.14.
        place = _PLACE.search(str(error))
        line, column = (first + int(place[1]) - 1, int(place[2])) if place else (0, 0)
        raise MatterError(sentence("this is not valid TOML"), line, column) from error


def config(text: str, name: str) -> dict[str, Plain]:
    """Return the values of a configuration in TOML, JSON or YAML; raise MatterError if it is none."""
    if name.endswith(".json"):
        return _json(text.lstrip())[0]
    return toml(text) if name.endswith(".toml") else yaml(text)


def _group(value: Any) -> dict[str, Plain]:
    found = plainly(value)
    return found if isinstance(found, dict) else {}


def plainly(value: Any, depth: int = 0) -> Plain:
    """Return what YAML, TOML or JSON holds, as texts, lists and groups; raise RecursionError if it is too deep.

    Keys are in lower case, since no system has two that differ in that alone.
    """
    if depth > _DEEPEST:
        raise RecursionError
    if isinstance(value, Mapping):
        value = value.entries
    elif isinstance(value, Items):
        value = value.items
    elif isinstance(value, Scalar):
        value = value.value
    if isinstance(value, dict):
        return {clean(str(key)).lower(): plainly(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [plainly(inner, depth + 1) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    # JSON may name halves of characters, which no file can hold.
    return "" if value is None else clean(str(value))


def group(values: dict[str, Plain], key: str) -> dict[str, Plain]:
    value = values.get(key)
    return value if isinstance(value, dict) else {}


def first(values: dict[str, Plain], *keys: str) -> str:
    """Return the first text under any of some keys; the first entry of a list."""
    for key in keys:
        value = values.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def texts_of(value: Plain) -> tuple[str, ...]:
    """Return the texts of a value, single or in a list; that of a group is its name."""
    found: dict[str, None] = {}
    for entry in value if isinstance(value, list) else [value]:
        text = first(entry, "name", "title") if isinstance(entry, dict) else entry
        if isinstance(text, str) and text.strip():
            found[text.strip()] = None
    return tuple(found)
