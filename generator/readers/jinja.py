"""Jinja2 as Warta sets it up: the same output as the library's, for pages by the ten thousand.

Three things of the library cost a page much and give Warta nothing, since its
templates do not change while it runs and only their whole text is wanted:
a `Markup` object for each escaped piece of text, a look-up with a weak
reference for each include, and a chain of two mappings of globals.

And it puts the words of the portal, `kata.terkait`, into the templates when these
are compiled, so that no page pays for them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, Template, TemplateSyntaxError
from jinja2 import __version__ as version
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.nodes import Expr
from markupsafe import Markup, escape

from generator.base.digest import SIZE, digest
from generator.base.ownfiles import claim, write
from generator.base.text import quoted, suggest

try:
    # The function that `escape` itself calls, in C; it returns a str.
    from markupsafe._speedups import _escape_inner as escape_text
except ImportError:  # pragma: no cover - a build of the library without its C part

    def escape_text(text: str, /) -> str:
        """Return a text with the five signs of HTML replaced."""
        return str(escape(text))


CODE = Path(__file__).read_bytes()
"""What compiled templates were compiled with; they may be older than the store, which has a version of its own."""


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


class Said(Extension):
    """Puts a word in the place of its name."""

    environment: Quick

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Return the tokens of a template with its words in them."""
        words = self.environment.words
        for token in stream:
            if (token.type, token.value) != ("name", "kata") or stream.current.type != "dot":
                yield token
                continue
            next(stream)
            key = next(stream).value
            if key not in words:
                meant = suggest(key, list(words))
                more = f'; did you mean "{meant}"?' if meant else ""
                message = f"there is no word {quoted(key)}{more}"
                raise TemplateSyntaxError(message, token.lineno, stream.name, stream.filename)
            yield Token(token.lineno, "string", words[key])


class Compiled(BytecodeCache):
    """Keeps compiled templates, and knows that they have words in them."""

    def __init__(self, folder: Path, words: Mapping[str, str]) -> None:
        self._folder = folder
        said = f"{version} {sorted(words.items())!r}"
        self._said = digest(said.encode() + CODE).hex()

    def get_source_checksum(self, source: str) -> str:
        """Return what tells two compiled forms of a template apart."""
        return super().get_source_checksum(source) + self._said

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take up a compiled template. One byte of it that differs can end the process: so none is believed."""
        try:
            data = claim(self._file(bucket)).read_bytes()
        except OSError:
            return
        if data[:SIZE] == digest(bucket.key.encode() + data[SIZE:]):
            bucket.bytecode_from_string(data[SIZE:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, if there is room."""
        data = bucket.bytecode_to_string()
        with contextlib.suppress(OSError):
            write(self._file(bucket), digest(bucket.key.encode() + data) + data, alone=False)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.cache"


class Quick(Environment):
    """The environment of a theme."""

    code_generator_class = Generator
    written = staticmethod(written)

    def __init__(self, words: Mapping[str, str], **options: Any) -> None:
        super().__init__(**options, extensions=[Said])
        self.words = words
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
