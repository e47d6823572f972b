"""Standing pages, and the page for addresses that do not exist."""

from __future__ import annotations

from markupsafe import Markup

from generator.pages.body import fill
from generator.pages.context import Contents, Context
from generator.pages.structured_data import breadcrumbs, json_ld
from generator.pages.views import PageView, StandingView
from generator.portal.packing import unpack_standing
from generator.portal.records import Named
from generator.portal.urls import page_url


def standing(context: Context) -> Contents:
    """Make a standing page."""
    source = unpack_standing(context.archive.record(context.page.owner))
    url = page_url(context.page.path)
    asked = (source.body, context.ask, context.words, context.whole)
    html = "".join(fill(part, *asked) for part in source.body.parts)
    crumbs = (context.home, Named(source.title))
    page = PageView(
        kind="standing", url=url, canonical=context.site.base_url + url, title=source.title, description=source.summary,
        crumbs=crumbs, json_ld=json_ld(breadcrumbs(context.site, crumbs)),
    )  # fmt: skip
    view = StandingView(source.title, source.summary, Markup(html))  # noqa: S704 - made by our own Markdown parser
    return Contents({"page": page, "standing": view})


def not_found(context: Context) -> Contents:
    """Make the page that hosts show for addresses that do not exist."""
    page = PageView("404", "/404.html", f"{context.site.base_url}/404.html", context.words["tak_ada"], "", noindex=True)
    return Contents({"page": page})
