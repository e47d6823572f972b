"""Jinja2 as Warta sets it up: the same output as the library's, for pages by the ten thousand.

Three things of the library cost a page much and give Warta nothing, since its
templates do not change while it runs and only their whole text is wanted:
a `Markup` object for each escaped piece of text, a look-up with a weak
reference for each include, and a chain of two mappings of globals.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from markupsafe import Markup, escape

try:
    # The function that `escape` itself calls, in C; it returns a str.
    from markupsafe._speedups import _escape_inner as escape_text
except ImportError:  # pragma: no cover - a build of the library without its C part

    def escape_text(text: str, /) -> str:
        """Return a text with the five signs of HTML replaced."""
        return str(escape(text))


def written(value: Any) -> str:
    """Return what a template writes for a value: an escaped text, or markup as it is."""
    kind = type(value)
    if kind is str:
        return escape_text(value)
    return value if kind is Markup else escape(value)


class Generator(CodeGenerator):
    """Compiles templates so that they write text with `written`."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")


class Quick(Environment):
    """The environment of a theme."""

    code_generator_class = Generator
    written = staticmethod(written)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._ready: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - the library's name
    ) -> Template:
        """Return a template, the same one each time."""
        if not isinstance(name, str) or globals is not None:
            return super().get_template(name, parent, globals)
        found = self._ready.get(name)
        if found is None:
            found = self._ready[name] = super().get_template(name, parent)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template."""
        return {**self.globals, **(d or {})}
