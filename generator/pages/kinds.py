"""The functions that make pages, one for each kind that is written; `model.kinds` has all else of a kind."""

from __future__ import annotations

from generator.pages import archive, article, colours, feeds, listings, plain, sitemaps, textfiles
from generator.pages.context import PageFunction

FUNCTIONS: dict[str, PageFunction] = {
    "article": article.article,
    "gone": article.gone,
    "redirect": plain.redirect,
    "alias": plain.redirect,
    "moved": plain.redirect,
    "standing": plain.standing,
    "listing": listings.listing,
    "home": listings.home,
    "fragment": listings.fragment,
    "tags": listings.tags,
    "archive": archive.archive,
    "year": archive.year,
    "month": archive.month,
    "day": archive.day,
    "404": plain.not_found,
    "feed": feeds.feed,
    "feed-json": feeds.feed_json,
    "sitemap": sitemaps.sitemap,
    "sitemaps": sitemaps.sitemaps,
    "sitemap-pages": sitemaps.sitemap_pages,
    "sitemap-news": sitemaps.sitemap_news,
    "robots": textfiles.robots,
    "security": textfiles.security,
    "humans": textfiles.humans,
    "opensearch": textfiles.opensearch,
    "manifest": textfiles.manifest,
    "colours": colours.colours,
    "host": textfiles.host_file,
}
"""Kind -> the function that makes such a page."""
