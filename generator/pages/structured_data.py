"""Structured data by which search engines understand a page (schema.org, as JSON-LD)."""

from __future__ import annotations

from typing import Any

import msgspec
from markupsafe import Markup

from generator.base import dates
from generator.base.text import lead
from generator.model.records import Article, Correction, Named, Person
from generator.model.site import Site
from generator.model.urls import part_url
from generator.model.variants import Recipe, for_search
from generator.pages.context import absolute
from generator.pages.views import ArticleView, PersonView
from generator.theming.words import Words

_ARTICLE_TYPES = {"opini": "OpinionNewsArticle", "advertorial": "AdvertiserContentArticle"}
"""Type of an article -> what it is called by schema.org, where that is not NewsArticle."""
_POLICIES = {
    "/redaksi/": ("masthead",), "/pedoman-media-siber/": ("publishingPrinciples", "ethicsPolicy"),
    "/hak-jawab-koreksi/": ("correctionsPolicy",), "/koreksi/": ("correctionsPolicy",),
}  # fmt: skip
"""Standing pages that a portal is expected to have -> what search engines call them."""


def json_ld(*things: dict[str, Any]) -> Markup:
    """Return things as JSON-LD that cannot end the script element it stands in."""
    data: Any = {"@context": "https://schema.org", **(things[0] if len(things) == 1 else {"@graph": things})}
    text = msgspec.json.encode(data).decode()
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


def breadcrumbs(site: Site, crumbs: tuple[Named, ...]) -> dict[str, Any]:
    """Return breadcrumbs, the first of which is the home page."""
    items = []
    for position, crumb in enumerate(crumbs, 1):
        item: dict[str, Any] = {"@type": "ListItem", "position": position, "name": crumb.name}
        if crumb.url:
            item["item"] = absolute(site, crumb.url)
        items.append(item)
    return {"@type": "BreadcrumbList", "itemListElement": items}


def publisher(site: Site) -> dict[str, Any]:
    """Return the portal in short, as the publisher of an article."""
    data: dict[str, Any] = {
        "@type": "NewsMediaOrganization",
        "@id": f"{site.base_url}/#redaksi",
        "name": site.name,
        "url": f"{site.base_url}/",
    }
    if site.logo:
        data["logo"] = {"@type": "ImageObject", "url": absolute(site, site.logo)}
    return data


def organization(site: Site) -> dict[str, Any]:
    """Return the portal with all that is known of it."""
    data = publisher(site)
    for entry in site.footer:
        for name in _POLICIES.get(entry.url, ()):
            data.setdefault(name, absolute(site, entry.url))
    data.setdefault("correctionsPolicy", absolute(site, site.paths.corrections_url))
    if site.social:
        data["sameAs"] = [absolute(site, one.url) for one in site.social]
    redaksi = site.redaksi
    if redaksi:
        data["legalName"] = redaksi.company
        data["address"] = redaksi.address
        data["email"] = redaksi.email
        data["telephone"] = redaksi.phone
    return {key: value for key, value in data.items() if value}


def website(site: Site) -> dict[str, Any]:
    """Return the portal as a site."""
    return {"@type": "WebSite", "name": site.name, "url": f"{site.base_url}/", "inLanguage": site.language}


def news_article(site: Site, source: Article, view: ArticleView, words: Words, whole: Recipe | None) -> dict[str, Any]:
    """Return an article.

    Args:
        site: the configuration.
        source: the article as it was parsed.
        view: the same as its page shows it, with people and pictures.
        words: of the portal, for the names of corrections.
        whole: the recipe for pictures that are not cut, if the theme has one.

    """
    matter = source.matter
    canonical = site.base_url + (part_url(source.url, 0) if view.pages else source.url)
    changes = [matter.stamp, *([matter.updated] if matter.updated else []), *(one.stamp for one in matter.corrections)]
    news: dict[str, Any] = {
        "@type": _ARTICLE_TYPES.get(matter.type, "NewsArticle"),
        "headline": matter.title,
        "description": matter.summary or lead(source.body.lead),
        "datePublished": dates.iso(matter.stamp),
        "dateModified": dates.iso(max(changes, key=lambda stamp: stamp.epoch)),
        "mainEntityOfPage": canonical,
        "articleSection": view.kanal.name,
        "inLanguage": site.language,
        "isAccessibleForFree": True,
        "author": [_person(site, person) for person in view.authors],
        "publisher": publisher(site),
    }
    if view.photo:
        news["image"] = [absolute(site, one.url) for one in for_search(view.photo, whole)]
    if matter.tags:
        news["keywords"] = matter.tags
    if view.places:
        news["contentLocation"] = {"@type": "Place", "name": ", ".join(place.name for place in view.places)}
    if view.editors:
        news["editor"] = [_person(site, person) for person in view.editors]
    if matter.corrections:
        news["correction"] = [_correction(site, one, words) for one in view.corrections]
    if matter.sponsor:
        news["sponsor"] = {"@type": "Organization", "name": matter.sponsor.name}
    if view.follows:
        # Not a NewsArticle, of which search engines would want all that this one says of itself.
        earlier = {"@type": "CreativeWork", "headline": view.follows.title, "url": absolute(site, view.follows.url)}
        if view.follows.stamp:
            earlier["datePublished"] = dates.iso(view.follows.stamp)
        news["citation"] = earlier
    return news


def _correction(site: Site, correction: Correction, words: Words) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "CorrectionComment", "name": words[f"koreksi_{correction.kind}"], "text": correction.text,
        "datePublished": dates.iso(correction.stamp),
    }  # fmt: skip
    if correction.link:
        data["url"] = absolute(site, correction.link)
    return data


def _person(site: Site, person: Person) -> dict[str, Any]:
    data: dict[str, Any] = {"@type": "Person", "name": person.name}
    if person.url:
        data["url"] = absolute(site, person.url)
    if person.role:
        data["jobTitle"] = person.role
    return data


def profile_page(site: Site, url: str, name: str, description: str, person: PersonView | None) -> dict[str, Any]:
    """Return the page of an author.

    Args:
        site: the configuration.
        url: address of the page.
        name: of the author.
        description: of the page.
        person: what the profile says, if there is one.

    """
    about: dict[str, Any] = {"@type": "Person", "name": name, "url": site.base_url + url, "description": description}
    if person and person.role:
        about["jobTitle"] = person.role
    if person and person.photo:
        about["image"] = absolute(site, person.photo)
    about["worksFor"] = {"@id": f"{site.base_url}/#redaksi"}
    return {"@type": "ProfilePage", "url": site.base_url + url, "mainEntity": about}
