"""Machine-readable pages: feeds, sitemaps, robots.txt, security.txt, humans.txt."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

import msgspec

from generator.base import dates
from generator.base.text import clean
from generator.pages.base import Making, absolute
from generator.pages.body import fill, with_mark
from generator.portal import page
from generator.portal.records import Article, Card, Person
from generator.portal.seq import END
from generator.portal.site import Site
from generator.portal.urls import SITEMAP_LIMIT, page_url, sitemap_url
from generator.queries import addresses, articles, days, names
from generator.queries.tracker import Tracker
from generator.readers.words import Words

ENTRIES = 20
"""Articles in a feed."""
NEWS_LIMIT = 1000
"""Most articles in Google's news sitemap."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def xml(text: str) -> str:
    """Escape a text for XML, without the characters that XML cannot hold."""
    return escape(clean(text), quote=False)


class Feed(NamedTuple):
    """What the feeds of both forms say."""

    title: str
    home: str
    description: str
    found: list[tuple[Card, Article]]


def _feed(making: Making) -> Feed:
    site, kanal = making.site, making.page.detail_of(page.Feed).category
    category = next((one for one in site.categories if one.slug == kanal), None)
    title = f"{site.name} - {category.name}" if category else site.name
    home = site.base_url + (category.url if category else "/")
    description = (category.description if category else site.description) or title
    return Feed(title, home, description, making.ask(articles.entries, ENTRIES, kanal, END))


def feed(making: Making) -> bytes:
    """Make an RSS feed of the site or of a kanal, with whole articles."""
    site, ask = making.site, making.ask
    title, home, description, found = _feed(making)
    own = site.base_url + page_url(making.page.path)
    lines = [
        HEAD + '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">',
        "<channel>",
        f"<title>{xml(title)}</title>",
        f"<link>{xml(home)}</link>",
        f"<description>{xml(description)}</description>",
        f"<language>{site.language}</language>",
        f'<atom:link href="{escape(own)}" rel="self" type="application/rss+xml"/>',
    ]
    if found:
        newest = max((card.changed for card, _ in found), key=lambda stamp: stamp.epoch)
        lines.append(f"<lastBuildDate>{dates.rfc822(newest)}</lastBuildDate>")
    for card, article in found:
        lines += _item(site, card, article, ask, making.words)
    lines += ["</channel>", "</rss>", ""]
    return "\n".join(lines).encode()


def _title(card: Card, words: Words) -> str:
    """Return the headline, with what a reader elsewhere must be told of its kind."""
    label = words[f"jenis_{card.type}"] if card.type in ("advertorial", "opini") else ""
    return f"[{label}] {card.title}" if label else card.title


def _content(site: Site, article: Article, ask: Tracker, words: Words) -> str:
    """Return the whole text of an article as HTML that can be read elsewhere."""
    html = "".join(fill(part, article.body, ask, words, feed=True) for part in article.body.parts)
    if article.body.mark:
        html = with_mark(html, article.body.mark, "")
    # No text can hold these: its quotation marks are written as references.
    html = html.replace('href="#', f'href="{article.url}#')
    return html.replace('href="/', f'href="{site.base_url}/').replace('src="/', f'src="{site.base_url}/')


def _item(site: Site, card: Card, article: Article, ask: Tracker, words: Words) -> Iterator[str]:
    url = site.base_url + card.url
    yield "<item>"
    yield f"<title>{xml(_title(card, words))}</title>"
    yield f"<link>{xml(url)}</link>"
    yield f'<guid isPermaLink="true">{xml(url)}</guid>'
    yield f"<pubDate>{dates.rfc822(card.stamp)}</pubDate>"
    for name in card.authors:
        person = ask(names.person, name)
        yield f"<dc:creator>{xml(person.name)}</dc:creator>"
    for tag in card.tags:
        yield f"<category>{xml(tag)}</category>"
    yield f"<description>{xml(card.summary)}</description>"
    yield f"<content:encoded>{xml(_content(site, article, ask, words))}</content:encoded>"
    if card.photo:
        photo = article.matter.photo
        picture = absolute(site, card.photo.url)
        size = f' width="{card.photo.width}" height="{card.photo.height}"' if card.photo.width else ""
        yield f'<media:content url="{escape(picture)}" medium="image"{size}>'
        if photo and photo.caption:
            yield f"<media:description>{xml(photo.caption)}</media:description>"
        if photo and photo.credit:
            yield f"<media:credit>{xml(photo.credit)}</media:credit>"
        yield "</media:content>"
    yield "</item>"


def feed_json(making: Making) -> bytes:
    """Make the JSON Feed (1.1, jsonfeed.org) beside an RSS feed, with the same articles."""
    site = making.site
    title, home, description, found = _feed(making)
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": home,
        "feed_url": site.base_url + page_url(making.page.path),
        "description": description,
        "language": site.language,
        "items": [_json_item(site, card, article, making.ask, making.words) for card, article in found],
    }
    return msgspec.json.encode(data) + b"\n"


def _json_item(site: Site, card: Card, article: Article, ask: Tracker, words: Words) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": site.base_url + card.url,
        "url": site.base_url + card.url,
        "title": _title(card, words),
        "content_html": _content(site, article, ask, words),
        "summary": card.summary,
        "date_published": dates.iso(card.stamp),
        "date_modified": dates.iso(card.changed),
        "authors": [_json_author(site, ask(names.person, name)) for name in card.authors],
        "tags": card.tags,
    }
    if card.photo:
        item["image"] = absolute(site, card.photo.url)
    return {key: value for key, value in item.items() if value}


def _json_author(site: Site, person: Person) -> dict[str, str]:
    return {"name": person.name, "url": absolute(site, person.url)} if person.url else {"name": person.name}


def sitemap(making: Making) -> bytes:
    """Make the sitemap of a month, oldest first."""
    this, site = making.page, making.site
    cards = making.ask(articles.everything, this.lo, this.hi)[::-1]
    start = this.number * SITEMAP_LIMIT
    lines = [
        HEAD + '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
    ]
    for card in cards[start : start + SITEMAP_LIMIT]:
        image = ""
        if card.photo:
            image = f"<image:image><image:loc>{xml(absolute(site, card.photo.url))}</image:loc></image:image>"
        when = dates.iso(card.changed)
        lines.append(f"<url><loc>{xml(site.base_url + card.canonical)}</loc><lastmod>{when}</lastmod>{image}</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()


def sitemaps(making: Making) -> bytes:
    """Make the index of sitemaps."""
    base = making.site.base_url
    parts = ["/sitemap-pages.xml", "/sitemap-news.xml"]
    for year, month, count in making.ask(days.months):
        parts += [sitemap_url(year, month, part) for part in range((count - 1) // SITEMAP_LIMIT + 1)]
    lines = [HEAD + '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    lines += [f"<sitemap><loc>{xml(base + url)}</loc></sitemap>" for url in parts]
    return "\n".join([*lines, "</sitemapindex>", ""]).encode()


def sitemap_pages(making: Making) -> bytes:
    """Make the sitemap of what is no article: home, kanal, standing pages, people."""
    site = making.site
    urls = ["/", *(category.url for category in site.categories), "/indeks/", "/tag/", *making.ask(addresses.standing)]
    lines = [HEAD + '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    lines += [f"<url><loc>{xml(site.base_url + url)}</loc></url>" for url in urls]
    return "\n".join([*lines, "</urlset>", ""]).encode()


def sitemap_news(making: Making) -> bytes:
    """Make the news sitemap: what was published within two days of the build, paid content left out."""
    site = making.site
    cards = making.ask(articles.everything, making.page.lo, END)
    lines = [
        HEAD + '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
    ]
    lines += [
        f"<url><loc>{xml(site.base_url + card.canonical)}</loc><news:news><news:publication>"
        f"<news:name>{xml(site.name)}</news:name><news:language>{site.language}</news:language></news:publication>"
        f"<news:publication_date>{dates.iso(card.stamp)}</news:publication_date>"
        f"<news:title>{xml(card.title)}</news:title></news:news></url>"
        for card in [card for card in cards if card.type != "advertorial"][:NEWS_LIMIT]
    ]
    return "\n".join([*lines, "</urlset>", ""]).encode()


def robots(making: Making) -> bytes:
    """Make robots.txt."""
    base = making.site.base_url
    return (
        f"User-agent: *\nDisallow: /fragmen/\n\nSitemap: {base}/sitemap.xml\nSitemap: {base}/sitemap-news.xml\n"
    ).encode()


def security(making: Making) -> bytes:
    """Make security.txt (RFC 9116): whom to tell of a weakness of the portal."""
    site = making.site
    given = site.security
    assert given is not None
    lines = [f"Contact: {contact}" for contact in given.contact]
    lines.append(f"Expires: {dates.iso(given.expires)}")
    if given.policy:
        lines.append(f"Policy: {given.policy}")
    lines.append(f"Preferred-Languages: {site.language}")
    lines.append(f"Canonical: {site.base_url}{page_url(making.page.path)}")
    return "".join(f"{line}\n" for line in lines).encode()


def humans(making: Making) -> bytes:
    """Make humans.txt: who makes the portal, in their own words."""
    return "".join(f"{line}\n" for line in making.site.humans).encode()
