"""Front matter of other systems, in YAML, TOML or JSON, as plain texts, lists and groups."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from generator.base.dates import DateError, parse
from generator.base.errors import SiteError, UsageError
from generator.base.sentences import sentence
from generator.base.textfile import decode, read
from generator.base.timestamps import Stamp
from generator.config import yaml_text
from generator.config.yaml_text import Items, Mapping, Node

Plain = str | list["Plain"] | dict[str, "Plain"]
"""Every single value is a text, as it was written or as its type says it."""

_YAML = re.compile(r"---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)(?:^|\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def time_of(text: str, zone: str) -> Stamp | None:
    """Return the time that a text says; None if it says none."""
    try:
        return parse(text, zone)
    except DateError:
        return None


class UnreadableError(ValueError):
    """The front matter cannot be read; the message says why."""


def split(text: str) -> tuple[dict[str, Plain], str]:
    """Return the front matter of a file and the text behind it; raise UnreadableError if it has mistakes."""
    if found := _YAML.match(text):
        return yaml(found[1]), text[found.end() :]
    if found := _TOML.match(text):
        return toml(found[1]), text[found.end() :]
    if text.startswith("{"):
        try:
            values, end = json.JSONDecoder(parse_float=str, parse_int=str).raw_decode(text)
        except (ValueError, RecursionError) as error:
            raise UnreadableError(f"its JSON cannot be read: {error}") from error
        return _group(values), text[end:].lstrip("\n")
    return {}, text


def yaml(text: str) -> dict[str, Plain]:
    """Return YAML as plain values; raise UnreadableError if it is none."""
    mapping, problems = yaml_text.parse(text, "front matter")
    if mapping is None:
        raise UnreadableError("; ".join(problem.message for problem in problems))
    found = plain(mapping)
    assert isinstance(found, dict)
    return found


def table(path: str) -> dict[str, Plain]:
    """Return a table of people in YAML, as plain values; raise UsageError or SiteError if it has problems."""
    try:
        text, problems = decode(read(Path(path)), path)
    except OSError as error:
        raise UsageError(sentence("{path} cannot be read: {strerror}", path=path, strerror=error.strerror)) from error
    mapping = None
    if not problems:
        mapping, problems = yaml_text.parse(text, path)
    if mapping is None or problems:
        raise SiteError(problems)
    found = plain(mapping)
    assert isinstance(found, dict)
    return found


def toml(text: str) -> dict[str, Plain]:
    """Return TOML as plain values; raise UnreadableError if it is none."""
    try:
        return _group(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableError(f"its TOML cannot be read: {error}") from error


def plain(node: Node) -> Plain:
    """Return YAML that was read as plain values."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.entries.items()}
    return [plain(item) for item in node.items] if isinstance(node, Items) else node.value


def _group(value: Any) -> dict[str, Plain]:
    found = _plain(value)
    return found if isinstance(found, dict) else {}


def _plain(value: Any) -> Plain:
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def text(values: dict[str, Plain], *keys: str) -> str:
    """Return the first text that is under one of some keys; of a list, its first entry."""
    for key in keys:
        value = values.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def texts(values: dict[str, Plain], *keys: str) -> tuple[str, ...]:
    """Return all texts that are under some keys, single or in lists."""
    found: dict[str, None] = {}
    for key in keys:
        value = values.get(key)
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, str) and entry.strip():
                found[entry.strip()] = None
            elif isinstance(entry, dict) and (name := text(entry, "name", "title")):
                found[name] = None
    return tuple(found)
