"""The page of the portal's search, and the files that it asks."""

from __future__ import annotations

from typing import Any

import msgspec

from generator.base import timestamps
from generator.model.cards import Picture
from generator.model.ordinal import END
from generator.model.page import Part, SearchIndex
from generator.model.records import ARTICLE_TYPES, Named
from generator.model.urls import target_url
from generator.model.variants import Recipe, sources
from generator.pages.context import Contents, Context
from generator.pages.views import SearchView
from generator.queries import articles, names
from generator.queries import search as queries
from generator.queries.search import Found
from generator.search import files
from generator.search import language as tables
from generator.search.files import ARTIFICIAL, TIMELESS, WITHDRAWN, Manifest, Row
from generator.search.synonyms import SHORT_NAMES, both_ways

FORMAT = 1
_HEADLINES, _TOPICS, _PEOPLE = 300, 200, 200
"""The most suggestions of each sort."""
_SUMMARY, _HEADLINE = 100, 300
"""The most characters of a summary and of a headline."""


def search(context: Context) -> Contents:
    """Make the page on which readers search."""
    site, words = context.site, context.words
    title = words["cari_berita"]
    page = context.head("search", title, words["cari_di"] % site.name, (context.home, Named(title)))
    regions = tuple(Named(region.name, region.slug) for region in site.reading.regions)
    return Contents({"page": page, "search": SearchView(regions)})


def manifest(context: Context) -> bytes:
    """Make the list of the index's segments, with the names of what results can be limited to."""
    site, index = context.site, context.page.detail_of(SearchIndex)
    return files.encode_manifest(
        Manifest(
            timestamps.day_of(index.today).isoformat(),
            tuple(segment.head for segment in index.segments),
            {category.slug: category.name for category in site.categories},
            {region.slug: region.name for region in site.reading.regions},
            {type_: context.words[f"jenis_{type_}"] for type_ in ARTICLE_TYPES},
            _synonyms(context),
        )
    )


def _synonyms(context: Context) -> dict[str, str]:
    """Return short names of provinces, and the spellings of tags that site.yaml leads to others."""
    folder = context.site.paths.tags_url
    moved = [(target_url(old.name), target_url(old.url)) for old in context.site.redirects]
    tags = {
        old.removeprefix(folder).strip("/"): new.removeprefix(folder).strip("/")
        for old, new in moved
        if old.startswith(folder) and new.startswith(folder)
    }
    return both_ways({**SHORT_NAMES, **tags})


def language(_: Context) -> bytes:
    """Make the tables of Indonesian, so that the browser has none of its own."""
    return tables.encode()


def suggestions(context: Context) -> bytes:
    """Make what is suggested while a reader types: new headlines, large topics, and people."""
    ask = context.ask
    newest = ask(articles.latest, _HEADLINES, "all", "", END)
    topics = ask(names.popular, _TOPICS)
    people = ask(queries.people)[:_PEOPLE]
    return _json(
        {
            "format": FORMAT,
            "headlines": [(_short(card.title, _HEADLINE), card.url) for card in newest],
            "topics": [(term.name, term.url) for term in topics],
            "people": people,
        }
    )


def terms(context: Context) -> bytes:
    """Make a file of terms of a segment."""
    page, part = context.page, context.page.detail_of(Part)
    context.ask(queries.postings, page.lo, page.hi, page.number, part.shards)
    found, chosen = context.archive.inverted.terms(page.lo, page.hi, page.number, part.shards)
    return files.encode_terms(found, chosen, bytes.fromhex(part.numbering))


def spelling(context: Context) -> bytes:
    """Make a file of the words of a segment that misspelled ones may mean."""
    page, part = context.page, context.page.detail_of(Part)
    asked = page.lo, page.hi, page.number, part.spellings, part.shards
    context.ask(queries.spellings, *asked)
    found, chosen = context.archive.inverted.spellings(*asked)
    return files.encode_spellings(found, chosen, bytes.fromhex(part.numbering))


def documents(context: Context) -> bytes:
    """Make a file of articles as results show them."""
    page, recipes = context.page, context.theme.recipes
    whole = context.whole
    photos = [recipe for recipe in recipes if recipe.use == "photo"]
    small = min(photos, key=lambda recipe: (max(recipe.widths), recipe.name), default=None)
    rows = [_row(article, small, whole) for article in context.ask(queries.found, page.lo, page.hi)]
    return files.encode_documents(rows, bytes.fromhex(page.detail_of(Part).numbering))


def _row(article: Found, small: Recipe | None, whole: Recipe | None) -> Row:
    stamp, photo = article.stamp, article.photo
    flags = WITHDRAWN * article.withdrawn + TIMELESS * stamp.timeless
    if photo is not None:
        flags += ARTIFICIAL * photo.artificial
    return Row(
        article.url, _short(article.title, _HEADLINE), stamp.epoch // 60, stamp.minutes_east, article.category,
        article.type, _short(article.summary, _SUMMARY), _address(photo, small, whole) if photo else "",
        ", ".join(article.authors), flags,
    )  # fmt: skip


def _address(photo: Picture, small: Recipe | None, whole: Recipe | None) -> str:
    recipe = whole if photo.fit else small
    found = sources(photo, recipe) if recipe else None
    return found.src if found else photo.url


def _short(text: str, most: int) -> str:
    """Return as many whole words of a text as fit, at least the start of the first."""
    if len(text) <= most:
        return text
    return f"{text[:most].rpartition(' ')[0].rstrip(' ,;:') or text[: most - 1]}…"


def _json(value: Any) -> bytes:
    return msgspec.json.encode(value) + b"\n"
