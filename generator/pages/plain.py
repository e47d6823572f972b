"""Pages without a list: standing pages and the page of an address that does not exist."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from generator.pages.base import Made, Making, PageView, breadcrumb_list, json_ld
from generator.pages.body import fill
from generator.portal.packing import unpack_standing
from generator.portal.records import Named, Record
from generator.portal.urls import page_url


class StandingView(Record, frozen=True):
    """A standing page as the template shows it."""

    title: str
    summary: str
    html: Any


def standing(making: Making) -> Made:
    """Make a standing page."""
    source = unpack_standing(making.archive.record(making.page.owner))
    url = page_url(making.page.path)
    asked = (source.body, making.ask, making.words, making.whole)
    html = "".join(fill(part, *asked) for part in source.body.parts)
    crumbs = (making.home, Named(source.title))
    page = PageView(
        kind="standing", url=url, canonical=making.site.base_url + url, title=source.title, description=source.summary,
        crumbs=crumbs, json_ld=json_ld(breadcrumb_list(making.site, crumbs)),
    )  # fmt: skip
    view = StandingView(source.title, source.summary, Markup(html))  # noqa: S704 - made by our own Markdown parser
    return Made({"page": page, "standing": view})


def not_found(making: Making) -> Made:
    """Make the page that hosts show for an address that does not exist."""
    page = PageView("404", "/404.html", f"{making.site.base_url}/404.html", making.words["tak_ada"], "", noindex=True)
    return Made({"page": page})
