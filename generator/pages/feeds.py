"""RSS feeds of the newest articles of the site, a kanal, a region or a topic."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from generator.base import timestamps
from generator.model import page
from generator.model.cards import Card
from generator.model.ordinal import END
from generator.model.records import Article, Correction, Record
from generator.model.site import Site
from generator.model.urls import page_url, part_url
from generator.model.variants import large
from generator.pages import live
from generator.pages.body import filled, with_mark
from generator.pages.context import XML_HEAD, Context, escaped
from generator.queries import articles, names
from generator.queries.tracker import Tracker
from generator.theming.words import Words

ENTRIES = 20
"""Articles in a feed."""
LONGEST = 100_000
"""Characters of an article's HTML up to which feeds contain all of it. Few have a tenth of that; twenty with ten times
as much would be a file that no feed reader accepts."""


class Feed(Record, frozen=True):
    """The content of a feed."""

    title: str
    home: str
    description: str
    entries: list[tuple[Card, Article]]


def _feed(context: Context) -> Feed:
    site, of = context.site, context.page.detail_of(page.Feed)
    entries = context.ask(articles.entries, ENTRIES, of.kind if of.slug else "all", of.slug, END)
    name = description = ""
    if of.slug and of.kind == "region":
        name = site.regions[of.slug].name
    elif of.slug and of.kind == "tag":
        topic = context.ask(names.topic, of.slug)
        name = (topic.title if topic else "") or context.ask(names.tag, of.slug)
        description = topic.summary if topic else ""
    elif of.slug:
        name, description = site.kanal[of.slug].name, site.kanal[of.slug].description
    title = f"{site.name} - {name}" if name else site.name
    home = site.paths.listing_url(of.kind, of.slug) if of.slug else "/"
    return Feed(title, site.base_url + home, (description if name else site.description) or title, entries)


def feed(context: Context) -> bytes:
    """Make an RSS feed of the site, a kanal, a region or a topic, whole unless site.yaml wants summaries."""
    site = context.site
    listed = _feed(context)
    own = site.base_url + page_url(context.page.path)
    lines = [
        XML_HEAD
        + '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">',
        "<channel>",
        f"<title>{escaped(listed.title)}</title>",
        f"<link>{escaped(listed.home)}</link>",
        _description(listed.description),
        f"<language>{site.language}</language>",
        f'<atom:link href="{escape(own)}" rel="self" type="application/rss+xml"/>',
    ]
    if listed.entries:
        newest = max((card.changed for card, _ in listed.entries), key=lambda stamp: stamp.epoch)
        lines.append(f"<lastBuildDate>{timestamps.rfc822(newest)}</lastBuildDate>")
    for card, article in listed.entries:
        lines += _item(context, card, article)
    lines += ["</channel>", "</rss>", ""]
    return "\n".join(lines).encode()


def _description(text: str) -> str:
    """Return a text as the HTML that readers take a description for, and no other text of a feed."""
    return f"<description>{escaped(escape(text, quote=False))}</description>"


def _title(card: Card, words: Words) -> str:
    """Return the headline, labelled if it is not news."""
    label = words[f"jenis_{card.type}"] if card.type in ("advertorial", "opini") else ""
    return f"[{label}] {card.title}" if label else card.title


def _identity(site: Site, article: Article) -> str:
    """Return the id by which feed readers recognise an article that moved.

    It is the article's id, else its oldest address: a new address at the end of `aliases` does not change it.
    """
    matter = article.matter
    if matter.id:
        return f"{site.base_url}/#{matter.id}"
    return site.base_url + (quote(matter.first_alias, safe="/?&=-._~%") if matter.first_alias else article.url)


def _content(context: Context, card: Card, article: Article) -> str:
    """Return the whole text of an article as standalone HTML; where site.yaml wants it, or a very long one's, a link.

    Corrections come first: subscribers already have the mistake.
    """
    site, ask, words = context.site, context.ask, context.words
    told = "".join(_correction(site, correction, ask, words) for correction in article.matter.corrections)
    size = sum(len(piece) for part in article.body.parts for piece in part if isinstance(piece, str))
    if site.feeds == "summary" or size > LONGEST:
        link = f'<a href="{site.base_url}{article.url}">{escape(words["selengkapnya"])}</a>'
        return f"{told}<p>{escape(card.summary)}</p>\n<p>{link}</p>\n"

    def page(part: int) -> str:
        return part_url(article.url, part) if article.is_split and part else article.url

    html = (
        live.told(context, live.view(context, article, on=card.type == "live", feed=True, most=live.SENT))
        if article.body.updates
        else filled(context, article.body, page=page, feed=True)
    )
    if article.body.mark:
        html = with_mark(html, article.body.mark, "")
    if article.matter.verification:
        html += f"<p><em>{escape(words['verifikasi'])}</em></p>\n"
    # No text can contain these: its quotation marks are escaped.
    return told + html.replace('href="/', f'href="{site.base_url}/').replace('src="/', f'src="{site.base_url}/')


def _correction(site: Site, correction: Correction, ask: Tracker, words: Words) -> str:
    kind, when = words[f"koreksi_{correction.kind}"], words.portal(correction.stamp)
    said = f"<p><strong>{escape(kind)}</strong> ({escape(when)}): {escape(correction.text)}"
    link = correction.link
    if link.startswith("/"):
        target = ask(names.target, "link", link)
        link = site.absolute(target.url) if target else ""
    return f'{said} <a href="{escape(link)}">{escape(words["selengkapnya"])}</a></p>\n' if link else f"{said}</p>\n"


def _item(context: Context, card: Card, article: Article) -> Iterator[str]:
    site, ask, words = context.site, context.ask, context.words
    url = site.base_url + card.url
    yield "<item>"
    yield f"<title>{escaped(_title(card, words))}</title>"
    yield f"<link>{escaped(url)}</link>"
    name = _identity(site, article)
    yield f'<guid isPermaLink="{"true" if name == url else "false"}">{escaped(name)}</guid>'
    yield f"<pubDate>{timestamps.rfc822(card.stamp)}</pubDate>"
    if card.corrected:
        yield f"<atom:updated>{timestamps.iso(card.changed)}</atom:updated>"
    for name in article.matter.authors:
        person = ask(names.person, name)
        yield f"<dc:creator>{escaped(person.name)}</dc:creator>"
    for tag in article.matter.tags:
        yield f"<category>{escaped(tag)}</category>"
    yield _description(card.summary)
    yield f"<content:encoded>{escape(_content(context, card, article), quote=False)}</content:encoded>"
    if card.photo:
        photo = article.matter.photo
        shown = large(card.photo, context.whole)
        size = f' width="{shown.width}" height="{shown.height}"' if shown.width else ""
        yield f'<media:content url="{escape(site.absolute(shown.url))}" medium="image"{size}>'
        made = f"({words['buatan'] % photo.ai})" if photo and photo.ai else ""
        if photo and (photo.caption or made):
            yield f"<media:description>{escaped(f'{photo.caption} {made}'.strip())}</media:description>"
        if photo and photo.credit:
            yield f"<media:credit>{escaped(photo.credit)}</media:credit>"
        yield "</media:content>"
    yield "</item>"
