"""The picture that other platforms show where somebody shares a page without a photo.

Its template is an SVG, which libvips draws. The site has one, and each page with a name that the newsroom gave it: a
kanal, a region, a standing page, a topic, a person with a profile. Other pages show the site's, and articles their
kanal's: with one for each headline, a first build would take longer for them than for everything else.
"""

from __future__ import annotations

from functools import partial

from generator.model.page import Share
from generator.model.urls import folder_url
from generator.pages.context import Contents, Context
from generator.pages.textfiles import legible
from generator.queries import names


def picture(context: Context) -> Contents:
    """Make the picture for sharing the site, or a page of it."""
    colour = partial(legible, context.theme.settings)
    return Contents({"title": _title(context), "accent": colour("accent"), "bar": colour("bar")})


def _title(context: Context) -> str:
    """Return the name of what is shared; empty for the site."""
    of, site, ask = context.page.detail_of(Share), context.site, context.ask
    if of.kind == "kanal":
        return site.kanal[of.slug].name
    if of.kind == "region":
        return site.regions[of.slug].name
    if of.kind == "author":
        profile = ask(names.profile, of.slug)
        return profile.name if profile else ""
    if of.kind == "tag":
        topic = ask(names.topic, of.slug)
        return (topic.title if topic else "") or ask(names.tag, of.slug)
    page = ask(names.target, "link", folder_url(of.slug)) if of.slug else None
    return page.name if page else ""
