"""Jinja2 as configured here: templates escape, are strict, and write nothing that differs between processes.

This module is imported only when a page is made or a template has changed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, MutableMapping
from functools import cache as kept
from functools import lru_cache
from pathlib import Path
from types import CodeType, FunctionType, MethodType
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateSyntaxError,
    meta,
    nodes,
)
from jinja2 import __version__ as version
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context, Macro

from generator.base.digest import SIZE, digest
from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.base.state_files import claim, claim_folder, write
from generator.base.text import quoted, suggest
from generator.model.kinds import KINDS, STANDING
from generator.theming.template_output import Lasting, plain, written
from generator.theming.theme import Theme

_FUNCTIONS = frozenset((FunctionType, MethodType))
CODE = Path(__file__).read_bytes()
"""Part of the version of compiled templates, which can be older than the store."""


class _Pieces:
    """Stands for the list that a template writes to: pieces in a row become one text."""

    append = str
    extend = "".join


class _Generator(CodeGenerator):
    """Compiles templates that write text with `written`, without a `Markup` object for each piece.

    Pieces in a row are written as one, since each is handed up through all blocks.

    Filters of constants run on each page: they may depend on site.yaml, and compiled templates do not.
    """

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData | nodes.Const):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - the library's name
        if frame.buffer is not None or len(node.nodes) < 2:
            super().visit_Output(node, frame)
            return
        # The library writes `buffer.extend((…))` where there is a buffer.
        frame.buffer = "yield environment.pieces"
        super().visit_Output(node, frame)
        frame.buffer = None

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        del node, finalize
        if frame.eval_ctx.volatile:
            self.write("(environment.written if context.eval_ctx.autoescape else environment.plain)(")
        else:
            self.write("environment.written(" if frame.eval_ctx.autoescape else "environment.plain(")


class ThemeTemplate(Template):
    """A template that records what it sets when it is imported for all pages."""

    environment: ThemeEnvironment

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Return the rendered template; raises TemplateSyntaxError if it changes what is set for all pages."""
        text = super().render(*args, **kwargs)
        self.environment.lasting.check()
        return text

    def render_bytes(self, variables: dict[str, Any]) -> bytes:
        """Return the same in UTF-8; what cannot be encoded becomes a question mark.

        Most pieces are ASCII, which is copied; the whole with one dash in it would be encoded sign by sign.
        """
        try:
            pieces = [*self.root_render_func(self.new_context(variables))]
        except Exception:  # noqa: BLE001 - it is raised again, with the lines of the template
            self.environment.handle_exception()
        self.environment.lasting.check()
        try:
            return b"".join(map(str.encode, pieces))
        except UnicodeEncodeError:
            return "".join(pieces).encode("utf-8", "replace")

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - the library's names
        shared: bool = False,  # noqa: FBT001, FBT002
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        """Return the template's exports, which are kept if it was given no variables."""
        context = self.new_context(vars, shared, locals)
        module = TemplateModule(self, context)
        if vars is None:
            self.environment.lasting.add(self, context.vars)
        return module


class _WordsExtension(Extension):
    """Replaces `kata.key` by the interface word of that key."""

    environment: ThemeEnvironment

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
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


@contextlib.contextmanager
def _reported_as_broken(name: str | None, filename: str | None) -> Iterator[None]:
    """Report a template that cannot be compiled as broken, not as an error of the program.

    The line is unknown: it is nested too deeply, or compiles to invalid Python.
    """
    try:
        yield
    except RecursionError as error:
        raise _broken("its blocks or brackets are nested too deeply", name, filename) from error
    except SyntaxError as error:
        raise _broken(f"it cannot be compiled: {error.msg}", name, filename) from error


def _broken(message: str, name: str | None, filename: str | None) -> TemplateSyntaxError:
    error = TemplateSyntaxError(message, 1, name, filename)
    # `str` of the error is the message alone.
    error.translated = True
    return error


@lru_cache(256)
def _unpacked(data: bytes, checksum: str) -> CodeType | None:
    """Return the code of a compiled template, None for another one; a process that waits unpacks it once."""
    bucket = Bucket(Environment(autoescape=True), "", checksum)
    bucket.bytecode_from_string(data)
    return bucket.code


class _TemplateCache(BytecodeCache):
    """Caches compiled templates, which also depend on the words and on this module."""

    def __init__(self, folder: Path, words: Mapping[str, str]) -> None:
        self._folder = folder
        self._version = digest(f"{version} {sorted(words.items())!r}".encode() + CODE).hex()

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(source) + self._version

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a compiled template unless a byte of it differs: a single wrong one could crash the process."""
        try:
            data = claim(self._file(bucket)).read_bytes()
        except OSError:
            return
        if data[:SIZE] == digest(bucket.key.encode() + data[SIZE:]):
            bucket.code = _unpacked(data[SIZE:], bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        data = bucket.bytecode_to_string()
        with contextlib.suppress(OSError):
            write(self._file(bucket), digest(bucket.key.encode() + data) + data, alone=False)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.cache"


class ThemeEnvironment(Environment):
    """The environment of a theme; each template is loaded once."""

    code_generator_class = _Generator
    template_class = ThemeTemplate
    plain = staticmethod(plain)
    written = staticmethod(written)
    pieces = _Pieces
    # Makes the library call `call`.
    sandboxed = True
    intercepted_binops = frozenset[str]()
    intercepted_unops = frozenset[str]()

    def __init__(self, theme: Theme, cache: Path | None = None) -> None:
        super().__init__(
            loader=FunctionLoader(self._find),
            extensions=[_WordsExtension],
            autoescape=True,
            undefined=StrictUndefined,
            # See `_Generator`.
            optimized=False,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=None if cache is None else _TemplateCache(claim_folder(cache), theme.words),
        )
        self.words = theme.words
        self.lasting = Lasting()
        self._templates = theme.templates
        # Not in a template, where a theme could leave it out; the last of the stylesheets, so that it wins.
        colours = f'<link rel="stylesheet" href="{KINDS["colours"].url}">' if theme.colours else ""
        self._end_of_head = f"{colours}</head>"
        # The library makes a weak reference for each lookup in its own cache, six times a page.
        self.get_template = kept(self.get_template)  # type: ignore[method-assign]
        # Their output differs each time.
        del self.filters["random"], self.globals["lipsum"]

    def _find(self, name: str) -> tuple[str, str, None] | None:
        template = self._templates.get(name)
        if template is None:
            return None
        return template.text.replace("</head>", self._end_of_head), template.path, None

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        kind = type(called)
        if kind is Macro or (kind in _FUNCTIONS and not hasattr(called, "jinja_pass_arg")):
            # The library would look at each for what it has to be given; these two are for functions that ask for it.
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return called(context.eval_ctx, *args, **kwargs) if kind is Macro else called(*args, **kwargs)
        return context.call(called, *args, **kwargs)

    def compile(self, source: Any, name: Any = None, filename: Any = None, *args: Any, **kwargs: Any) -> Any:
        with _reported_as_broken(name, filename):
            return super().compile(source, name, filename, *args, **kwargs)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


_NAMING = ("shared", "hook")
"""Functions that put in a template by its name."""


def template_digests(theme: Theme) -> tuple[dict[str, str], list[Problem]]:
    """Return for each template a digest of all templates that it uses, and the problems of broken ones."""
    words = frozenset(theme.words.items())
    direct: dict[str, set[str]] = {}
    problems = []
    for name, template in theme.templates.items():
        try:
            with _reported_as_broken(None, None):
                references = _references(template.text, words)
        except TemplateSyntaxError as error:
            line = template.text.split("\n")[error.lineno - 1 : error.lineno]
            message = sentence("broken template: {message}", message=error.message)
            hint = sentence("correct it, or delete it to use the template of the theme that this one extends")
            where = Where(template.path, error.lineno)
            problems.append(Problem(where, "broken-template", message, hint, line[0] if line else ""))
            continue
        # A name computed while rendering may be any of them.
        direct[name] = set(theme.templates) if None in references else {other for other in references if other}
    # Which of them a page has, it says itself.
    direct.setdefault(STANDING, set()).update(theme.page_templates)
    digests = {}
    for name in theme.templates:
        reached, pending = {name}, [name]
        while pending:
            new = (direct.get(pending.pop(), set()) & theme.templates.keys()) - reached
            reached |= new
            pending += new
        parts = [f"{other}\0{theme.templates[other].text}" for other in sorted(reached)]
        digests[name] = digest("\0".join(parts).encode()).hex()
    return digests, problems


# To parse all templates takes as long as to build a small site, and in the preview one of them has changed.
@lru_cache(maxsize=256)
def _references(text: str, words: frozenset[tuple[str, str]]) -> frozenset[str | None]:
    """Return the templates that a template names; None stands for a computed name.

    `shared` and `hook` name their template as an argument; any other use of them may mean any.
    """
    tree = _parser(words).parse(text)
    found = {*meta.find_referenced_templates(tree)}
    if not any(name in text for name in _NAMING):
        return frozenset(found)
    called = {id(call.node): call for call in tree.find_all(nodes.Call)}
    for name in tree.find_all(nodes.Name):
        if name.name in _NAMING and name.ctx == "load":
            call = called.get(id(name))
            first = call.args[0] if call and call.args else None
            found.add(first.value if isinstance(first, nodes.Const) else None)
    return frozenset(found)


@lru_cache(maxsize=2)
def _parser(words: frozenset[tuple[str, str]]) -> ThemeEnvironment:
    return ThemeEnvironment(Theme("", {}, {}, "", dict(words), {}))
