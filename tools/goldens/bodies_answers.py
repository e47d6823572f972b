"""How an answer of the program becomes a line of the record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from generator.annex.importing.media import UnavailableError
from generator.base.errors import SiteError, UsageError
from generator.base.sentences import Sentence, language


def told(read: Callable[..., object], *given: object) -> str:
    """Return an answer, or what is said instead, as text."""
    try:
        answer = read(*given)
        answer = [*answer] if isinstance(answer, Iterator) else answer
    except (SiteError, UsageError, UnavailableError, ValueError, LookupError) as error:
        answer = (type(error).__name__, getattr(error, "problems", None) or getattr(error, "said", None) or str(error))
    return json.dumps(plainly(answer), ensure_ascii=True)


def plainly(value: Any) -> Any:
    """Return a value without names of fields, sentences in both languages."""
    if isinstance(value, (str, int, float)) or value is None:
        return value
    if isinstance(value, Sentence):
        return [language("en").put(value), language("id").put(value)] if value.text != "{text}" else str(value)
    if isinstance(value, Struct):
        return [type(value).__name__, *map(plainly, astuple(value))]
    if isinstance(value, dict):
        return [[plainly(key), plainly(one)] for key, one in value.items()]
    return [*map(plainly, sorted(value) if isinstance(value, (set, frozenset)) else value)]
