"""Live reports: their entries, newest first, and what their open pages ask for."""

from __future__ import annotations

from markupsafe import Markup, escape

from generator.base import timestamps
from generator.base.digest import digest
from generator.model.records import Article, Piece
from generator.model.urls import live_url
from generator.pages.body import filled
from generator.pages.context import Contents, Context
from generator.pages.views import LiveView, UpdateView
from generator.queries import names

SENT = 20
"""Entries in feeds, and in what open pages ask for; one that lacks more asks for the page itself."""
_VERSION = 6
"""Bytes of a digest that tells two versions of an entry apart."""


def view(context: Context, source: Article, *, on: bool, feed: bool = False, most: int = 0) -> LiveView:
    """Return what a page shows of a live report, which has not ended if `on`; with `most`, only its newest entries."""
    until = source.matter.live_until
    assert until is not None
    body = source.body

    def shown(parts: tuple[tuple[Piece, ...], ...]) -> str:
        # A feed is read elsewhere: its links to places of the text lead to the page.
        return filled(context, body, parts, page=lambda _: source.url if feed else "", feed=feed)

    ordered = sorted(enumerate(body.updates, 1), key=lambda entry: (entry[1].stamp.epoch, entry[0]), reverse=True)
    entries = []
    for number, update in ordered[: most or None]:
        html = shown(body.parts[number : number + 1])
        authors = tuple(context.ask(names.person, name) for name in update.bylines)
        said = "\0".join((html, timestamps.iso(update.stamp), *(f"{author.name}\0{author.url}" for author in authors)))
        version = digest(said.encode(), _VERSION).hex()
        entries.append(
            UpdateView(update.anchor, update.stamp, update.headline, authors, Markup(html), version)  # noqa: S704 - made by our own Markdown parser
        )
    pinned = Markup(shown(body.parts[:1]))  # noqa: S704 - as above
    return LiveView(on, until, live_url(source.url), pinned, tuple(entries))


def is_on(context: Context, source: Article) -> bool:
    """Return whether the live report of a page had not ended at the last update; when it ends, it is indexed again."""
    row = context.archive.card(context.archive.seq_of(context.page.owner))
    return row.card.type == source.matter.type


def told(context: Context, shown: LiveView) -> str:
    """Return a live report as one text, for feeds and for themes that do not know entries."""
    parts = [shown.pinned]
    for update in shown.updates:
        names_ = ", ".join(author.name for author in update.authors)
        when = context.words.portal(update.stamp) + (f" – {names_}" if names_ else "")
        parts.append(Markup("<p><strong>{}</strong></p>\n{}").format(escape(when), update.html))
    return "".join(parts)


def fragment(context: Context) -> Contents:
    """Make what the open pages of a live report ask for: its newest entries."""
    source = context.archive.article(context.page.owner)
    shown = view(context, source, on=is_on(context, source), most=SENT)
    page = context.head("fragment", source.matter.title, canonical=context.site.base_url + source.url, noindex=True)
    return Contents({"page": page, "live": shown})
