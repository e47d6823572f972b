"""The table of page kinds."""

from __future__ import annotations

from generator.pages import article, browsers, colours, feeds, lists, plain
from generator.pages.base import View

KINDS: dict[str, tuple[str, View]] = {
    "article": ("article.html", article.article),
    "redirect": ("redirect.html", article.redirect),
    "standing": ("standing.html", plain.standing),
    "listing": ("listing.html", lists.listing),
    "home": ("home.html", lists.home),
    "fragment": ("fragment_terkini.html", lists.fragment),
    "tags": ("tags.html", lists.tags),
    "archive": ("archive.html", lists.archive),
    "year": ("archive.html", lists.year),
    "month": ("archive.html", lists.month),
    "day": ("archive.html", lists.day),
    "404": ("not_found.html", plain.not_found),
    "feed": ("", feeds.feed),
    "feed-json": ("", feeds.feed_json),
    "sitemap": ("", feeds.sitemap),
    "sitemaps": ("", feeds.sitemaps),
    "sitemap-pages": ("", feeds.sitemap_pages),
    "sitemap-news": ("", feeds.sitemap_news),
    "robots": ("", feeds.robots),
    "security": ("", feeds.security),
    "humans": ("", feeds.humans),
    "opensearch": ("", browsers.opensearch),
    "manifest": ("", browsers.manifest),
    "colours": ("", colours.colours),
}
"""Kind -> the template that it is shown with, if any, and the function that makes it.

Media files and assets are not here: they are copied. Nor are icons, which `icons` makes of a file.
"""
