"""What does not change while a process runs is worked out once, so that a step takes a fraction of its time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import CodeType
from unittest import mock

from generator.base.errors import Problem
from generator.portal.site import SiteFile
from generator.readers import jinja, theme
from generator.readers import site as readers_site
from generator.readers.theme import Theme
from generator.store import database
from tests.support import is_judging


@contextmanager
def remembered() -> Iterator[None]:
    """Compile each template once, read the theme of the package once, and take the digest of the program once."""
    with (
        mock.patch.object(jinja.ThemeEnvironment, "compile", _compiled_once()),
        mock.patch.object(readers_site, "load", _loaded_once),
        mock.patch.object(database, "program", cache(database.program)),
    ):
        yield


def _compiled_once() -> object:
    known: dict[tuple[object, ...], CodeType] = {}
    compiled = jinja.ThemeEnvironment.compile

    def compile_once(
        self: jinja.ThemeEnvironment, source: str, name: str | None = None, filename: str | None = None
    ) -> CodeType:
        key = (is_judging(), repr(sorted(self.words.items())), source, name, filename)
        if key not in known:
            known[key] = compiled(self, source, name, filename)
        return known[key]

    return compile_once


def _loaded_once(
    site: Path, name: str, language: str, chosen: tuple[object, ...], file: SiteFile
) -> tuple[Theme | None, list[Problem]]:
    """Read a theme as `theme.load` does; that of the package is the same for all sites that have none of their own."""
    if chosen or (site / "themes").exists():
        return theme.load(site, name, language, chosen, file)  # type: ignore[arg-type]
    return _own(name, language, is_judging())


@cache
def _own(name: str, language: str, _judging: bool) -> tuple[Theme | None, list[Problem]]:
    return theme.load(Path("/nowhere"), name, language)
