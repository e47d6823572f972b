"""What the function of a page kind gets, and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from generator.model.kinds import KINDS
from generator.model.ordinal import END
from generator.model.page import Page
from generator.model.records import Named, Record
from generator.model.site import Site
from generator.model.urls import on_host
from generator.model.variants import Recipe
from generator.queries.archive import Archive
from generator.queries.tracker import Tracker
from generator.theming.theme_settings import Setting
from generator.theming.words import Words


class Context(Record, frozen=True):
    """All that a page is made from."""

    page: Page
    site: Site
    archive: Archive
    ask: Tracker
    """Answers queries, and records them as dependencies of the page."""
    words: Words
    settings: dict[str, Setting]
    """Of the theme."""
    recipes: tuple[Recipe, ...]
    """Of the theme."""

    @property
    def home(self) -> Named:
        """The first of the breadcrumbs."""
        return Named(self.words["beranda"], "/")

    @property
    def whole(self) -> Recipe | None:
        """The recipe for pictures in bodies, if the theme has one."""
        return next((one for one in self.recipes if one.use == "whole"), None)


class Contents(Record, frozen=True):
    """What the template of a page shows."""

    variables: dict[str, Any]
    horizon: int = END
    """The newest seq that questions of the template may see."""


PageFunction = Callable[[Context], Contents | bytes]
"""Returns what the template of a page shows, or its bytes if its kind has no template."""


@cache
def page_function(kind: str) -> PageFunction:
    """Return the function that writes pages of a kind; its module is imported when the first one is written."""
    module, _, name = KINDS[kind].function.partition(".")
    function: PageFunction = getattr(import_module(f"generator.pages.{module}"), name)
    return function


def absolute(site: Site, url: str) -> str:
    """Return the absolute form of an address."""
    return on_host(url, site.base_url)
