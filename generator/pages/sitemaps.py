"""Sitemaps: of each month, of what is no article, Google's of the news, and their index."""

from __future__ import annotations

from generator.base import timestamps
from generator.model.ordinal import END
from generator.model.urls import SITEMAP_LIMIT, sitemap_url
from generator.model.variants import large
from generator.pages.context import XML_HEAD, Context, escaped
from generator.queries import articles, names

NEWS_LIMIT = 1000


def sitemap(context: Context) -> bytes:
    """Make a part of the sitemap of a month, oldest first."""
    page, site, whole = context.page, context.site, context.whole
    cards = context.ask(articles.stretch, page.lo, page.hi, page.number * SITEMAP_LIMIT, SITEMAP_LIMIT)
    lines = [
        XML_HEAD + '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
    ]
    for card in cards:
        image = ""
        if card.photo:
            shown = large(card.photo, whole)
            image = f"<image:image><image:loc>{escaped(site.absolute(shown.url))}</image:loc></image:image>"
        when = timestamps.iso(card.changed)
        lines.append(f"<url><loc>{escaped(site.base_url + card.canonical)}</loc><lastmod>{when}</lastmod>{image}</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()


def sitemaps(context: Context) -> bytes:
    base = context.site.base_url
    parts = ["/sitemap-pages.xml", "/sitemap-news.xml"]
    for year, month, count in context.ask(articles.months):
        parts += [sitemap_url(year, month, part) for part in range((count - 1) // SITEMAP_LIMIT + 1)]
    lines = [XML_HEAD + '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    lines += [f"<sitemap><loc>{escaped(base + url)}</loc></sitemap>" for url in parts]
    return "\n".join([*lines, "</sitemapindex>", ""]).encode()


def sitemap_pages(context: Context) -> bytes:
    """Make the sitemap of all that is no article: home, kanal, standing pages, people."""
    site = context.site
    urls = [
        "/",
        *(category.url for category in site.categories),
        site.paths.index_url,
        site.paths.tags_url,
        site.paths.corrections_url,
        site.paths.withdrawals_url,
        *map(site.paths.region_url, site.regions),
        *context.ask(names.standing),
    ]
    lines = [XML_HEAD + '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    lines += [f"<url><loc>{escaped(site.base_url + url)}</loc></url>" for url in urls]
    return "\n".join([*lines, "</urlset>", ""]).encode()


def sitemap_news(context: Context) -> bytes:
    """Make the news sitemap: what was published within two days of the build, without paid content."""
    site = context.site
    cards = context.ask(articles.everything, context.page.lo, END)
    lines = [
        XML_HEAD + '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
    ]
    lines += [
        f"<url><loc>{escaped(site.base_url + card.canonical)}</loc><news:news><news:publication>"
        f"<news:name>{escaped(site.name)}</news:name><news:language>{site.language}</news:language></news:publication>"
        f"<news:publication_date>{timestamps.iso(card.stamp)}</news:publication_date>"
        f"<news:title>{escaped(card.title)}</news:title></news:news></url>"
        for card in [card for card in cards if card.type != "advertorial"][:NEWS_LIMIT]
    ]
    return "\n".join([*lines, "</urlset>", ""]).encode()
