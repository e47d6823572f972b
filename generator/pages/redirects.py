"""The pages at old addresses, which lead to the new ones."""

from __future__ import annotations

from generator.pages.context import Contents, Context, absolute
from generator.pages.views import PageView
from generator.portal.page import Moved, Page
from generator.portal.urls import on_host, page_url
from generator.queries.addresses import own_url
from generator.queries.archive import Archive


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
