"""Lasting: what a template sets when it is imported stays for all pages, so that none of these may change it.

Jinja runs a template that is imported without context once, and keeps what it has set. A list to which a macro appends,
or a cycler that it asks for the next, is another one for each page that follows: the bytes of a page would depend on
which pages were made before it by the same process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from operator import length_hint
from types import GeneratorType
from typing import Any

from jinja2 import Template, TemplateSyntaxError
from jinja2.utils import Cycler, Joiner, Namespace


class Lasting:
    """What imported templates have set that a page could change."""

    def __init__(self) -> None:
        self._modules: list[Template] = []
        self._set: list[tuple[Template, str, Any, object]] = []

    def add(self, template: Template, variables: Mapping[str, Any]) -> None:
        """Take note of what a template has set."""
        self._modules.append(template)
        for name, value in variables.items():
            state = _state(value)
            if state is not value:
                self._set.append((template, name, value, state))

    def check(self) -> None:
        """Look whether all is as it was set, after a page was made.

        Raises:
            TemplateSyntaxError: something is not; all templates are imported anew, as if that page had not been made.

        """
        for template, name, value, state in self._set:
            if _state(value) != state:
                self._forget()
                message = f"{name} is set once for all pages, and one of them has changed it"
                raise TemplateSyntaxError(message, _line(template, name), template.name, template.filename)

    def _forget(self) -> None:
        for template in self._modules:
            template._module = None  # noqa: SLF001 - the library has no other way to import it anew
        self._modules.clear()
        self._set.clear()


def _state(value: Any) -> object:
    """Return what tells a value from what it was before; the value itself if nothing in a template can change it."""
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
    """Return the line of a template that sets a name; the first one if none can be told."""
    loader = template.environment.loader
    text = loader.get_source(template.environment, template.name)[0] if loader and template.name else ""
    found = re.search(rf"\bset\b[^%]*?\b{re.escape(name)}\b", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
