"""How answers of functions become text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from generator.annex.deploying import manifest
from generator.base import errors
from generator.base.sentences import ENGLISH, Sentence, language
from generator.config import site_yaml
from generator.model.site import Site

INDONESIAN = language("id")
Answers = Iterator[tuple[str, str]]
"""Of what something is the answer, and the answer; answers with one name are put together."""


def shown(value: object) -> str:
    """Return an answer as text: a sentence in both languages, a set in order, what comes one by one as a list."""
    if isinstance(value, Sentence):
        return f"{ENGLISH.put(value)} | {INDONESIAN.put(value)}"
    if isinstance(value, set | frozenset):
        return shown(sorted(value))
    return f"[{', '.join(map(shown, value))}]" if isinstance(value, list | tuple | Iterator) else repr(value)


def asked(work: Callable[..., object], *args: Any, **named: Any) -> str:
    """Return what a function answers, or why it does not."""
    try:
        return shown(work(*args, **named))
    except errors.MessageError as error:
        return f"{type(error).__name__} {shown(error.said)}"
    except (manifest.DamagedError, OSError, ValueError) as error:
        return type(error).__name__


def site_of(more: str) -> Site:
    """Return the site of the tests with more lines in its site.yaml."""
    from tests.support import CONFIG  # noqa: PLC0415 - it takes a while

    found, _ = site_yaml.parse(CONFIG + more)
    assert found is not None, more
    return found
