"""What templates may write: text, but no memory addresses of objects.

The library turns anything into text: where it writes a value, in `~` and `%`, and in filters of text. There anything
but text and numbers passes `checked`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from operator import length_hint
from types import BuiltinMethodType, GeneratorType, MethodType
from typing import Any

from jinja2 import Template, TemplateRuntimeError, TemplateSyntaxError
from jinja2.filters import make_attrgetter
from jinja2.nodes import EvalContext
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
_OF_TEXT = (
    "capitalize", "center", "e", "escape", "forceescape", "format", "indent", "lower", "pprint", "replace", "safe",
    "string", "striptags", "title", "trim", "truncate", "upper", "urlencode", "urlize", "wordwrap",
)  # fmt: skip


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


def remainder(left: Any, right: Any) -> Any:
    """Return `left % right`, where `left` may be a format string."""
    return left % (_each(right) if isinstance(left, str) else right)


def is_format(called: Any) -> bool:
    """Return whether a call is `str.format` or `str.format_map`."""
    return (
        isinstance(called, BuiltinMethodType | MethodType)
        and isinstance(called.__self__, str)
        and called.__name__ in ("format", "format_map")
    )


def _each(values: Any) -> Any:
    for item in values.values() if isinstance(values, Mapping) else values if isinstance(values, tuple) else (values,):
        checked(item)
    return values


def of_text(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that refuses arguments that cannot be written; a filter may also get the environment."""
    first = 1 if hasattr(function, "jinja_pass_arg") else 0

    @wraps(function)
    def careful(*args: Any, **kwargs: Any) -> Any:
        for argument in (*args[first:], *kwargs.values()):
            _each(argument)
        return function(*args, **kwargs)

    return careful


def filters(library: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Return the library's filters; those that make text check their arguments."""
    found = {**library, **{name: of_text(library[name]) for name in _OF_TEXT}}
    found["join"], found["xmlattr"] = _joining(library["join"]), of_text(library["xmlattr"])
    # Its output differs each time.
    del found["random"]
    return found


def _joining(join: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(join)
    def careful(context: EvalContext, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> Any:
        items = value if attribute is None else map(make_attrgetter(context.environment, attribute), value)
        return join(context, map(checked, items), checked(d))

    return careful


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
