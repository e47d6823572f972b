"""The input and output of page functions, and what these share."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from html import escape
from importlib import import_module
from typing import Any

from generator.base.text import clean
from generator.model.kinds import KINDS
from generator.model.ordinal import END
from generator.model.page import Page
from generator.model.records import Named, Record
from generator.model.site import Site
from generator.model.urls import page_url
from generator.model.variants import Recipe
from generator.pages.structured_data import breadcrumbs, json_ld
from generator.pages.views import PageView, share_picture
from generator.queries.archive import Archive
from generator.queries.tracker import Tracker
from generator.theming.theme import Theme
from generator.theming.words import Words


class Context(Record, frozen=True):
    """Everything that a page is made from."""

    page: Page
    site: Site
    archive: Archive
    ask: Tracker
    """Asks queries, and records them as dependencies of the page."""
    words: Words
    theme: Theme

    def head(
        self, kind: str, title: str, description: str = "", crumbs: tuple[Named, ...] = (), *data: Any, **more: Any
    ) -> PageView:
        """Return the head of a page at its own address, with breadcrumbs and `data` as structured data.

        `more` sets or overrides fields of `PageView`.
        """
        url = page_url(self.page.path)
        things = ([breadcrumbs(self.site, crumbs)] if crumbs else []) + [*data]
        fields = {
            "canonical": self.site.base_url + url, "json_ld": json_ld(*things) if things else "",
            "image": share_picture(self.site), **more,
        }  # fmt: skip
        return PageView(kind=kind, url=url, title=title, description=description, crumbs=crumbs, **fields)

    @property
    def home(self) -> Named:
        return Named(self.words["beranda"], "/")

    @property
    def whole(self) -> Recipe | None:
        """The recipe for pictures in bodies, if the theme has one."""
        return next((recipe for recipe in self.theme.recipes if recipe.use == "whole"), None)


class Contents(Record, frozen=True):
    """What the template of a page shows."""

    variables: dict[str, Any]
    horizon: int = END
    """The newest seq that the template's queries may see."""
    template: str = ""
    """Its name, if not that of all pages of the kind."""


PageFunction = Callable[[Context], Contents | bytes]
"""Returns what a page's template shows, or its bytes if its kind has no template."""


@cache
def page_function(kind: str) -> PageFunction:
    """Return the function of a kind; its module is imported when the first page is written."""
    module, _, name = KINDS[kind].function.partition(".")
    function: PageFunction = getattr(import_module(f"generator.pages.{module}"), name)
    return function


XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def escaped(text: str) -> str:
    """Escape a text for XML, and remove characters that XML cannot contain."""
    return escape(clean(text), quote=False)
