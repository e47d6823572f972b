"""Pages that stand alone: home, standing pages, redirects, the page for unknown addresses."""

from __future__ import annotations

from markupsafe import Markup

from generator.model.codec import decode
from generator.model.page import Moved, Page
from generator.model.records import Named, Standing
from generator.model.urls import on_host
from generator.pages.body import filled
from generator.pages.context import Contents, Context
from generator.pages.structured_data import organization, website
from generator.pages.views import StandingView
from generator.queries.archive import Archive
from generator.queries.fronts import front
from generator.queries.names import own_url


def home(context: Context) -> Contents:
    site = context.site
    title = f"{site.name} - {site.tagline}" if site.tagline else site.name
    description = site.description or site.tagline or site.name
    page = context.head("home", title, description, (), website(site), organization(site))
    return Contents({"page": page, "front": context.ask(front, "")})


def fragment(context: Context) -> Contents:
    """Make the list of the newest articles that old pages fetch."""
    latest = context.site.base_url + context.site.paths.latest_url
    page = context.head("fragment", context.words["terkini"], canonical=latest, noindex=True)
    return Contents({"page": page})


def breaking_news(context: Context) -> Contents:
    """Make the strip that all pages fetch."""
    page = context.head("breaking", context.words["penting"], noindex=True)
    return Contents({"page": page, "front": context.ask(front, "")})


def standing(context: Context) -> Contents:
    source = decode(Standing, context.archive.record(context.page.owner))
    crumbs = (context.home, Named(source.title))
    page = context.head("standing", source.title, source.summary, crumbs)
    html = Markup(filled(context, source.body))  # noqa: S704 - made by our own Markdown parser
    view = StandingView(source.title, source.summary, html)
    return Contents({"page": page, "standing": view}, template=source.template)


def not_found(context: Context) -> Contents:
    """Make the page that hosts show for unknown addresses."""
    page = context.head("404", context.words["tak_ada"], noindex=True)
    return Contents({"page": page})


def redirect(context: Context) -> Contents:
    site, url = context.site, target(context.archive, context.page)
    page = context.head("redirect", context.words["pindah"], canonical=site.absolute(url), noindex=True)
    return Contents({"page": page, "target": url, "shown": on_host(url, site.base_path)})


def target(archive: Archive, page: Page) -> str:
    """Return the target of the page at an old address."""
    if page.kind == "redirect":
        return archive.article(page.owner).url
    return page.detail_of(Moved).target if page.kind == "moved" else own_url(archive, page.owner)
