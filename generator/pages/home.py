"""Pages of the whole site: the home page, the list of the newest articles that old pages fetch, the index of tags."""

from __future__ import annotations

from generator.pages.context import Contents, Context
from generator.pages.structured_data import breadcrumbs, json_ld, organization, website
from generator.pages.views import PageView
from generator.portal.page import Terms
from generator.portal.records import Named, Term
from generator.portal.urls import page_url
from generator.queries import names

_POPULAR = 60
"""Tags on the front page of their index."""


def home(context: Context) -> Contents:
    """Make the home page, whose template asks for what it shows."""
    site = context.site
    title = f"{site.name} - {site.tagline}" if site.tagline else site.name
    page = PageView(
        kind="home", url="/", canonical=f"{site.base_url}/", title=title,
        description=site.description or site.tagline or site.name, json_ld=json_ld(website(site), organization(site)),
    )  # fmt: skip
    return Contents({"page": page})


def fragment(context: Context) -> Contents:
    """Make the list of the newest articles that old pages fetch."""
    page = PageView(
        "fragment",
        "/fragmen/terkini.html",
        context.site.base_url + context.site.paths.latest_url,
        context.words["terkini"],
        "",
        noindex=True,
    )
    return Contents({"page": page})


def tags(context: Context) -> Contents:
    """Make an index of tags: of the largest, or of those that begin with a letter or with a few."""
    site, ask, prefix = context.site, context.ask, context.page.detail_of(Terms).prefix
    url = page_url(context.page.path)
    words = context.words
    title = words["judul_huruf"] % prefix.upper() if prefix else words["topik"]
    crumbs = (
        context.home, Named(words["topik"], site.paths.tags_url if prefix else ""),
        *(Named(prefix[:size].upper(), site.paths.letter_url(prefix[:size])) for size in range(1, len(prefix))),
        *([Named(prefix.upper())] if prefix else []),
    )  # fmt: skip
    page = PageView(
        kind="tags", url=url, canonical=site.base_url + url, title=title,
        description=words["uraian_daftar"] % {"nama": title, "situs": site.name}, crumbs=crumbs,
        json_ld=json_ld(breadcrumbs(site, crumbs)),
    )  # fmt: skip
    letters = [Term(one.upper(), "" if one == prefix else site.paths.letter_url(one)) for one in ask(names.letters)]
    beginnings = ask(names.longer, prefix) if prefix else []
    longer = [Term(one.upper(), site.paths.letter_url(one)) for one in beginnings]
    terms = ask(names.terms, prefix) if prefix else ask(names.popular, _POPULAR)
    return Contents({"page": page, "letters": letters, "letter": prefix.upper(), "longer": longer, "terms": terms})
