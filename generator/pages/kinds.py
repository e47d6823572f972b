"""The functions that make pages, one for each kind that is written; `portal.kinds` has all else of a kind."""

from __future__ import annotations

from generator.pages import (
    archive,
    article,
    browsers,
    colours,
    feeds,
    home,
    hosting,
    listings,
    plain,
    redirects,
    sitemaps,
    textfiles,
)
from generator.pages.context import PageFunction

FUNCTIONS: dict[str, PageFunction] = {
    "article": article.article,
    "gone": article.gone,
    "redirect": redirects.redirect,
    "alias": redirects.redirect,
    "moved": redirects.redirect,
    "standing": plain.standing,
    "listing": listings.listing,
    "home": home.home,
    "fragment": home.fragment,
    "tags": home.tags,
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
    "opensearch": browsers.opensearch,
    "manifest": browsers.manifest,
    "colours": colours.colours,
    "host": hosting.host_file,
}
"""Kind -> the function that makes such a page."""
