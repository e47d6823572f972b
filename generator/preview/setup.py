"""Setup: site.yaml and the theme, each as it was when it last had no problems."""

from __future__ import annotations

from pathlib import Path

from generator.base.digest import digest
from generator.base.errors import Problem, SiteError, Where, unreadable
from generator.base.sentences import sentence
from generator.config.site_yaml import FILE
from generator.engine.invalidation import templates_of
from generator.model.records import Record
from generator.model.site import Site
from generator.model.urls import page_url
from generator.pages import colours
from generator.theming.loading import read_configuration, theme_of, with_ids_of
from generator.theming.theme import Theme


class Setup(Record, frozen=True):
    """What decides how a site is read and shown."""

    site: Site
    theme: Theme


class LastGood:
    """The last good configuration and theme of a site; for the engine's thread, but that any thread may read `site`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.site: Site | None = None
        self.theme: Theme | None = None
        self.problems: tuple[Problem, ...] = ()
        """What is wrong with the files as they are now."""

    @property
    def setup(self) -> Setup | None:
        """Both, if there ever was a good one of either."""
        return Setup(self.site, self.theme) if self.site is not None and self.theme is not None else None

    def read(self, known: bytes | None) -> None:
        """Read both again.

        Args:
            known: key of a theme that pages were made with, whose templates need no check.

        """
        problems: list[Problem] = []
        try:
            self.site = read_configuration(self._folder)
        except SiteError as error:
            problems += error.problems
        except OSError as error:
            problems.append(unreadable(Where(FILE), error))
        if self.site is not None:
            try:
                problems += self._read_theme(self.site, known)
            except OSError as error:
                problems.append(
                    Problem(Where("themes"), "unreadable", sentence("a file cannot be read: {error}", error=error))
                )
        if self.site is not None and self.theme is not None:
            self.site = with_ids_of(self.theme, self.site)
        self.problems = tuple(problems)

    def _read_theme(self, site: Site, known: bytes | None) -> list[Problem]:
        theme, problems = theme_of(self._folder, site)
        if theme is None:
            return problems
        problems = [] if known == theme.key.encode() else templates_of(theme)[1]
        if not problems:
            self.theme = theme
        return problems

    def go_back(self, setup: Setup, problems: tuple[Problem, ...]) -> None:
        """Go back to a setup that pages were made with, since it turned out that this one cannot be used."""
        self.site, self.theme = setup.site, setup.theme
        self.problems += problems


def stylesheet(theme: Theme) -> str:
    """Return a digest of the stylesheet that is made of a theme's settings."""
    return digest(colours.sheet(theme.settings)).hex()


def changed_assets(before: Theme | None, after: Theme | None) -> tuple[str, ...]:
    """Return the addresses of the theme's files that differ."""
    if before is None or after is None or before is after:
        return ()
    names = before.assets.keys() | after.assets.keys()
    return tuple(page_url(name) for name in sorted(names) if before.assets.get(name) != after.assets.get(name))
