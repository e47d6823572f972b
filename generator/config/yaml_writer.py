"""YAML as the reader of the site understands it: in blocks, with texts in quotation marks unless they are plain words.

What is between quotation marks is written as JSON, every string of which means the same in YAML. A front matter of
twenty thousand articles is written in a tenth of the time that PyYAML takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from generator.base.text import clean

Value = str | int | bool | Mapping[str, "Value"] | Sequence["Value"]

_PLAIN = re.compile(
    r"(?:/[^\W_]|[^\W\d_])(?:[\w/+]|[ .,()'’“”–-](?=[\w(“/+])|[.)”’](?=$|[ ,.)”]))*"
    r"|\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)? \w+"
)
"""Texts that no reader of YAML takes for anything but a text, or that ours takes for a time."""
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "ya", "tidak"})
_JSON = msgspec.json.Encoder()


def block(values: Mapping[str, Value]) -> str:
    """Return a mapping as YAML; texts lose what no page may hold."""
    return "".join(f"{line}\n" for line in _mapping(values))


def _mapping(values: Mapping[str, Value]) -> Iterator[str]:
    for key, value in values.items():
        # What most of them are comes first: to ask whether a value is a mapping takes ten times as long.
        if isinstance(value, (str, int)):
            yield f"{_text(key)}: {_scalar(value)}"
        elif isinstance(value, Mapping):
            yield f"{_text(key)}:"
            yield from (f"  {line}" for line in _mapping(value))
        else:
            yield f"{_text(key)}:" if value else f"{_text(key)}: []"
            for entry in value:
                yield from _entry(entry)


def _entry(value: Value) -> Iterator[str]:
    """Yield the lines of an entry of a list."""
    if isinstance(value, (str, int)):
        yield f"- {_scalar(value)}"
    elif isinstance(value, Mapping):
        for number, line in enumerate(_mapping(value)):
            yield f"{'  ' if number else '- '}{line}"


def _scalar(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _text(str(value))


@lru_cache(maxsize=1 << 12)
def _text(text: str) -> str:
    """Return a text, which may be a key, a name or a tag that is in every other file."""
    text = clean(text).replace("\xa0", " ")
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return _JSON.encode(text).decode()
