"""What templates may write: text, but no memory addresses of objects.

Where a template writes a value, anything but text and numbers passes `checked`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from operator import length_hint
from types import GeneratorType
from typing import Any

from jinja2 import Template, TemplateRuntimeError, TemplateSyntaxError
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import Markup, escape

try:
    # The function that `escape` itself calls, in C; it returns a str.
    from markupsafe._speedups import _escape_inner as escape_text
except ImportError:  # pragma: no cover - a build of the library without its C part

    def escape_text(text: str, /) -> str:
        """Return a text with the five special characters of HTML escaped."""
        return str(escape(text))


_PLACE = re.compile(r" at 0x[0-9a-fA-F]{6,}>")
_SAME = frozenset((str, Markup, int, float, bool, type(None)))


def checked(value: Any) -> Any:
    """Return a value that can be written; raises TemplateRuntimeError if its text is a memory address."""
    if type(value) not in _SAME and _PLACE.search(text := str(value)):
        if isinstance(value, list | tuple | dict):
            # The texts in it may be anything.
            for item in (*value, *value.values()) if isinstance(value, dict) else value:
                checked(item)
            return value
        named = _PLACE.sub("", text).removeprefix("<")
        raise TemplateRuntimeError(f"{named} is no text; is it to be called, or its items to be joined?")
    return value


def written(value: Any) -> str:
    """Return what a template writes for a value: escaped text, or markup unchanged."""
    kind = type(value)
    if kind is str:
        return escape_text(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int else escape(checked(value))


def plain(value: Any) -> str:
    return str(checked(value))


class Lasting:
    """The values that imported templates set for all pages."""

    def __init__(self) -> None:
        self._modules: list[Template] = []
        self._set: list[tuple[Template, str, Any, object]] = []

    def add(self, template: Template, variables: Mapping[str, Any]) -> None:
        self._modules.append(template)
        for name, value in variables.items():
            state = _state(value)
            if state is not value:
                self._set.append((template, name, value, state))

    def check(self) -> None:
        """Raise TemplateSyntaxError if a page changed one; then the templates are imported again, unchanged."""
        for template, name, value, state in self._set:
            if _state(value) != state:
                for module in self._modules:
                    module._module = None  # noqa: SLF001 - the library has no other way to import it anew
                self._modules.clear()
                self._set.clear()
                message = f"{name} is set once for all pages, and one of them has changed it"
                error = TemplateSyntaxError(message, _line(template, name), template.name, template.filename)
                # `str` of the error is the message alone: the line is shown as the position of the problem.
                error.translated = True
                raise error


def _state(value: Any) -> object:
    """Return a snapshot that differs when the value changes; the value itself if no template can change it."""
    match value:
        case list() | tuple():
            return [*map(_state, value)]
        case dict():
            return [(key, _state(one)) for key, one in value.items()]
        case set():
            return frozenset(value)
        case Namespace():
            return _state(value._Namespace__attrs)  # noqa: SLF001
        case Cycler():
            return (value.pos,)
        case Joiner():
            return (value.used,)
        case GeneratorType():
            return (value.gi_frame and value.gi_frame.f_lasti,)
        case Iterator():
            return (length_hint(value, -1),)
        case _:
            return value


def _line(template: Template, name: str) -> int:
    """Return the line of a template that sets a name; 1 if unknown."""
    loader = template.environment.loader
    text = loader.get_source(template.environment, template.name)[0] if loader and template.name else ""
    found = re.search(rf"\bset\b[^%]*?\b{re.escape(name)}\b", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
