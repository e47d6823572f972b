"""Standing pages, and the page for addresses that do not exist."""

from __future__ import annotations

from markupsafe import Markup

from generator.model.codec import decode
from generator.model.page import Moved, Page
from generator.model.records import Named, Standing
from generator.model.urls import on_host, page_url
from generator.pages.body import fill
from generator.pages.context import Contents, Context, absolute
from generator.pages.structured_data import breadcrumbs, json_ld
from generator.pages.views import PageView, StandingView
from generator.queries.addresses import own_url
from generator.queries.archive import Archive


def standing(context: Context) -> Contents:
    """Make a standing page."""
    source = decode(Standing, context.archive.record(context.page.owner))
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


def redirect(context: Context) -> Contents:
    """Make the page at an old address."""
    site, url = context.site, target(context.archive, context.page)
    page = PageView(
        kind="redirect", url=page_url(context.page.path), canonical=absolute(site, url), title=context.words["pindah"],
        description="", noindex=True,
    )  # fmt: skip
    return Contents({"page": page, "target": url, "shown": on_host(url, site.base_path)})


def target(archive: Archive, page: Page) -> str:
    """Return where the page at an old address leads: to its document, or to what site.yaml says."""
    if page.kind == "redirect":
        return archive.article(page.owner).url
    return page.detail_of(Moved).target if page.kind == "moved" else own_url(archive, page.owner)
