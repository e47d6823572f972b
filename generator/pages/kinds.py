"""The functions that make pages, one for each kind that is written; `portal.kinds` has all else of a kind."""

from __future__ import annotations

from generator.pages import article, browsers, colours, feeds, lists, plain
from generator.pages.base import View

VIEWS: dict[str, View] = {
    "article": article.article,
    "redirect": article.redirect,
    "standing": plain.standing,
    "listing": lists.listing,
    "home": lists.home,
    "fragment": lists.fragment,
    "tags": lists.tags,
    "archive": lists.archive,
    "year": lists.year,
    "month": lists.month,
    "day": lists.day,
    "404": plain.not_found,
    "feed": feeds.feed,
    "feed-json": feeds.feed_json,
    "sitemap": feeds.sitemap,
    "sitemaps": feeds.sitemaps,
    "sitemap-pages": feeds.sitemap_pages,
    "sitemap-news": feeds.sitemap_news,
    "robots": feeds.robots,
    "security": feeds.security,
    "humans": feeds.humans,
    "opensearch": browsers.opensearch,
    "manifest": browsers.manifest,
    "colours": colours.colours,
}
"""Kind -> the function that makes such a page."""
