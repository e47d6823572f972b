"""Schema: the tables of keys as JSON Schema, by which editors complete and check keys while they are typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.base.sentences import Sentence
from generator.readers import keys
from generator.readers.keys import Key

_TEXT = {"type": ["string", "number", "boolean"]}
"""We read every value as text; an editor takes 2026 for a number and `no` for a truth."""
_EMPTY = {"type": "null"}
"""A key without a value is as if it were not there."""
_YES_OR_NO = [True, False, "yes", "no", "ya", "tidak", "on", "off", 1, 0, "true", "false"]

KINDS: Mapping[str, tuple[Key, ...]] = {
    "article": keys.ARTICLE, "author": keys.AUTHOR, "page": keys.PAGE, "site": keys.SITE,
}  # fmt: skip
"""What there is a schema of."""

Put = Callable[[Sentence], str]


def schema(kind: str, put: Put, *, indonesian: bool = False) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a kind of file.

    Args:
        kind: of `KINDS`.
        put: says sentences in the language of whoever reads it.
        indonesian: whether the keys of front matter are in Indonesian.

    """
    table = KINDS[kind]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Warta: {kind}",
        **_group(keys.in_indonesian(table) if indonesian and kind != "site" else table, put),
    }


def _group(table: tuple[Key, ...], put: Put) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {key.name: _key(key, put) for key in table},
        "required": [key.name for key in table if key.required],
        "additionalProperties": False,
    }


def _key(key: Key, put: Put) -> dict[str, Any]:
    said = put(key.said)
    example = f"\n\n{key.name}: {key.example}" if key.example else ""
    one = _value(key, put)
    return {"description": f"{said}{example}", "anyOf": [*one, _EMPTY]}


def _value(key: Key, put: Put) -> list[dict[str, Any]]:
    """Return what the value of a key may be."""
    if key.form == "texts":
        return [_TEXT, {"type": "array", "items": _TEXT}]
    if key.form == "folders":
        return [_TEXT, {"type": "array", "items": _TEXT}, {"type": "object"}]
    if key.form == "flag":
        return [{"enum": _YES_OR_NO}]
    if key.form == "number":
        return [{"type": "integer"}]
    if key.form == "choice":
        return [{"enum": list(key.choices)}]
    if key.form == "named":
        named = {
            "type": "object", "properties": {one.name: _TEXT for one in key.below}, "required": [key.below[0].name],
            "additionalProperties": False,
        }  # fmt: skip
        return [_TEXT, named, {"type": "array", "items": {"anyOf": [_TEXT, named]}}]
    if key.form == "group":
        return [_group(key.keys, put)]
    if key.form == "groups":
        return [{"type": "array", "items": _group(key.keys, put)}]
    return [{"type": "object"}] if key.form == "free" else [_TEXT]
