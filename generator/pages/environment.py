"""What templates may use on every page, and the queries they may ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import TemplateRuntimeError
from markupsafe import Markup

from generator.base import timestamps
from generator.base.text import quoted, slugify
from generator.model.cards import Card, Labels, Picture, Term
from generator.model.page import Page
from generator.model.records import ARTICLE_TYPES
from generator.model.site import Site, find_region
from generator.model.variants import Sources, sources
from generator.pages.context import Contents
from generator.pages.views import Fixed, SiteView
from generator.queries import articles, names
from generator.queries.archive import Recent
from generator.queries.related import related_to
from generator.queries.tracker import Tracker
from generator.theming.hooks import after_paragraph, hooks
from generator.theming.jinja import ThemeEnvironment
from generator.theming.theme import ASSETS, Theme
from generator.theming.words import Words


def site_environment(site: Site, view: SiteView, theme: Theme, words: Words, compiled: Path) -> ThemeEnvironment:
    """Return the environment for all templates; `compiled` is the folder for their code."""
    env = ThemeEnvironment(theme, compiled)
    cached = MacroCache()
    recipes = {recipe.name: recipe for recipe in theme.recipes}

    def variants(picture: Picture, name: str) -> Sources | None:
        if name not in recipes:
            raise TemplateRuntimeError(f'theme.yaml has no recipe "{name}" under pictures')
        return sources(picture, recipes[name])

    env.globals.update(
        site=view,
        asset=lambda name: f"/{ASSETS}/{name}",
        kata=words,
        setelan=Fixed(theme.settings),
        hook=hooks(env, theme.templates, site.third_parties),
    )
    env.filters.update(
        once=cached,
        setelah=lambda html, number, text: Markup(after_paragraph(html, text, number)),  # noqa: S704 - both are
        each=lambda things, macro: Markup("".join([cached(thing, macro) for thing in things])),  # noqa: S704
        varian=variants,
        tanggal=words.portal,
        tanggal_pendek=words.short,
        hari=words.day,
        hari_tahun=words.day_of_year,
        jam=timestamps.clock,
        iso=timestamps.iso,
        saat=timestamps.moment,
        rfc=timestamps.rfc822,
        absolut=site.absolute,
        angka=lambda number: f"{number:,}".replace(",", "."),
        inisial=initials,
    )
    return env


def questions(ask: Tracker, page: Page, contents: Contents, site: Site) -> dict[str, Any]:
    """Return the queries for the template of a page, limited to the page's horizon."""

    def latest(n: int = 10, category: str = "", **of: str) -> list[Card]:
        given = {name: text for name, text in (("category", category), *of.items()) if text}
        if len(given) > 1 or not given.keys() <= _GROUPS.keys():
            raise TypeError(f"latest takes one of {', '.join(_GROUPS)}, not {', '.join(given)}")
        _expect_number("latest", n)
        if not given:
            return ask(articles.latest, n, "all", "", contents.horizon)
        [(name, text)] = given.items()
        return ask(articles.latest, n, _GROUPS[name], _slug(name, text, site), contents.horizon)

    def related(article: Any, n: int = 5) -> list[Card]:
        del article  # a template says what it means; the page knows its own article
        _expect_number("related", n)
        return ask(related_to, page.owner, n, contents.horizon) if page.kind == "article" else []

    def popular(n: int = 20, days: int = 0) -> list[Term]:
        _expect_number("popular", n)
        return ask(names.hot, n, days) if days else ask(names.popular, n)

    def most_read(n: int = 5) -> list[Card]:
        _expect_number("most_read", n)
        return ask(articles.most_read, n)

    def labels(card: Card) -> Labels:
        return ask(names.labels, card.path)

    return {"latest": latest, "related": related, "popular": popular, "most_read": most_read, "labels": labels}


_GROUPS = {"category": "kanal", "type": "type", "tag": "tag", "region": "region", "author": "author"}
"""What `latest` may be asked of -> the kind of group that this is."""


def _slug(name: str, text: str, site: Site) -> str:
    """Return the slug of a group, from what a template says of it."""
    if name == "type" and text not in ARTICLE_TYPES[1:]:
        raise TypeError(f"latest knows the types {', '.join(ARTICLE_TYPES[1:])}, not {quoted(text)}")
    if name == "region":
        region = find_region(text, site.reading.regions)
        if region is None:
            raise TypeError(f"{quoted(text)} is no region of this site")
        return region.slug
    return slugify(text) if name in {"tag", "author"} else text


def _expect_number(ask: str, n: object) -> None:
    if type(n) is not int or n < 1:
        raise TypeError(f"{ask} takes n, a whole number from 1 on, not {quoted(str(n))}")


class MacroCache(Recent[tuple[int, int | str], tuple[Any, Any, Any]]):
    """A cache of what macros returned for their arguments.

    A card is on about twenty pages. A macro that sees only its one argument and the globals need not run for each.
    """

    def __init__(self, size: int = 12_000) -> None:
        super().__init__(size)

    def __call__(self, thing: Any, macro: Any) -> Any:
        """Return the result of `macro` for `thing`, a text or a record."""
        # Markup is not escaped, so it is a different thing from equal text.
        key = (id(macro), thing if type(thing) is str else id(thing))
        entry = self[key]
        if entry is None:
            # Thing and macro are kept with the result, so that their ids are not reused.
            entry = self.keep(key, (macro(thing), thing, macro))
        return entry[0]


def initials(name: str) -> str:
    """Return up to two capital letters of a name, for an avatar."""
    letters = [word[0].upper() for word in name.split() if word[0].isalpha()]
    return "".join(letters[:1] + letters[-1:] if len(letters) > 1 else letters)
