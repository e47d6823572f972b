"""What does not change while a process runs is worked out once, so that a small build takes half of its time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any
from unittest import mock

from jinja2.bccache import Bucket

from generator.base.digest import digest
from generator.base.errors import Problem
from generator.engine import configuration, renderer
from generator.model.cards import Size
from generator.model.site import SiteFile
from generator.model.variants import Variant
from generator.pictures import making
from generator.pictures.making import Original, encoder_version
from generator.theming import jinja, loading
from generator.theming.theme import DEFAULT, Theme
from tests.support import is_judging


@contextmanager
def remembered() -> Iterator[None]:
    """Compile each template once, read the theme of the package once, and so on.

    Builds that judge others share nothing with those that they judge.
    """
    with (
        mock.patch.object(jinja.ThemeEnvironment, "compile", _compiled_once()),
        mock.patch.object(Bucket, "bytecode_from_string", _read_once()),
        mock.patch.object(Bucket, "bytecode_to_string", _packed_once()),
        mock.patch.object(loading, "load", _loaded_once),
        mock.patch.object(configuration, "templates_of", _compared_once()),
        mock.patch.object(making, "Original", _encoded_once()),
        mock.patch.object(renderer, "drawn", _drawn_once()),
    ):
        yield


def _compiled_once() -> Callable[..., CodeType]:
    known: dict[tuple[object, ...], CodeType] = {}
    compiled: Callable[..., CodeType] = jinja.ThemeEnvironment.compile

    def compile_once(
        self: jinja.ThemeEnvironment, source: str, name: str | None = None, filename: str | None = None
    ) -> CodeType:
        # With all that decides about the code; tests change the compiler as another version of the program would.
        words = vars(self).get("words_in_order")
        if words is None:
            words = vars(self)["words_in_order"] = repr(sorted(self.words.items()))
        key = (is_judging(), jinja.CODE, words, source, name, filename)
        if key not in known:
            known[key] = compiled(self, source, name, filename)
        return known[key]

    return compile_once


def _read_once() -> Callable[[Bucket, bytes], None]:
    known: dict[tuple[object, ...], CodeType | None] = {}
    read = Bucket.bytecode_from_string

    def read_once(self: Bucket, data: bytes) -> None:
        key = (is_judging(), self.key, self.checksum, data)
        if key not in known:
            read(self, data)
            known[key] = self.code
        self.code = known[key]

    return read_once


def _packed_once() -> Callable[[Bucket], bytes]:
    known: dict[tuple[object, ...], tuple[CodeType | None, bytes]] = {}
    pack = Bucket.bytecode_to_string

    def pack_once(self: Bucket) -> bytes:
        # The code by its identity, since to compare two takes as long as to pack one.
        key = (is_judging(), self.key, self.checksum, id(self.code))
        if key not in known:
            known[key] = self.code, pack(self)
        return known[key][1]

    return pack_once


_LOAD = loading.load


def _loaded_once(
    site: Path, name: str, language: str, chosen: tuple[object, ...] = (), file: SiteFile | None = None
) -> tuple[Theme | None, list[Problem]]:
    """Read a theme as `loading.load` does; that of the package is the same for all sites that have none of their own."""
    if name != DEFAULT or chosen or (site / "themes").exists():
        return _LOAD(site, name, language, chosen, file or SiteFile())  # type: ignore[arg-type]
    return _own(language, is_judging())


@cache
def _own(language: str, _judging: bool) -> tuple[Theme | None, list[Problem]]:
    return _LOAD(Path("/nowhere"), DEFAULT, language)


def _compared_once() -> Callable[[Theme], tuple[dict[str, str], list[Problem]]]:
    known: dict[tuple[object, ...], tuple[dict[str, str], list[Problem]]] = {}
    compare = configuration.templates_of

    def compare_once(theme: Theme) -> tuple[dict[str, str], list[Problem]]:
        key = (is_judging(), theme.key, *(one.path for one in theme.templates.values()))
        if key not in known:
            known[key] = compare(theme)
        keys, problems = known[key]
        return {**keys}, [*problems]

    return compare_once


DRAWN: dict[tuple[bool, bytes, int, int], bytes] = {}
"""What was drawn, by whether it was for a build that judges others, and by what it was drawn from."""


def _drawn_once() -> Callable[[bytes, int, int], bytes]:
    draw = renderer.drawn

    def draw_once(svg: bytes, width: int, height: int) -> bytes:
        key = (is_judging(), svg, width, height)
        if key not in DRAWN:
            DRAWN[key] = draw(svg, width, height)
        return DRAWN[key]

    return draw_once


def _encoded_once() -> type[Original]:
    """Return a class that decodes a picture when a variant of it is made that was not made before."""
    known: dict[tuple[object, ...], bytes] = {}
    sound: set[tuple[object, ...]] = set()

    class Remembered(Original):
        def __init__(self, data: bytes, shape: Size, *widest: int) -> None:
            self._key = is_judging(), digest(data), shape, widest
            self._given: tuple[Any, ...] | None = data, shape, *widest
            if self._key not in sound:
                self._decode()

        def encode(self, variant: Variant) -> bytes:
            key = (*self._key, variant, encoder_version())
            if key not in known:
                self._decode()
                known[key] = super().encode(variant)
            return known[key]

        def _decode(self) -> None:
            if self._given:
                super().__init__(*self._given)
                sound.add(self._key)
                self._given = None

    return Remembered
