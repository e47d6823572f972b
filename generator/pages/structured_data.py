"""Structured data for search engines (schema.org, as JSON-LD)."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import msgspec
from markupsafe import Markup

from generator.base import timestamps
from generator.base.text import lead, squeeze
from generator.model.cards import Person
from generator.model.records import Article, Correction, Named
from generator.model.site import Site
from generator.model.urls import part_url
from generator.model.variants import Recipe, for_search
from generator.pages.views import ArticleView, LiveView, PersonView, share_picture
from generator.pictures.icons import LARGEST
from generator.theming.words import Words

FILM = re.compile(r'<video src="([^"]*)"')
"""The beginning of a film of the site in a body, with its address."""
_ARTICLE_TYPES = {"opini": "OpinionNewsArticle", "advertorial": "AdvertiserContentArticle"}
"""Type of an article -> type of schema.org, where that is not NewsArticle."""
_UPDATES = 50
"""Entries of a live report that search engines are told of: all of five hundred would double the page."""
_POLICIES = {
    "/redaksi/": ("masthead",), "/pedoman-media-siber/": ("publishingPrinciples", "ethicsPolicy"),
    "/hak-jawab-koreksi/": ("correctionsPolicy",), "/koreksi/": ("correctionsPolicy",),
}  # fmt: skip
"""Expected standing pages -> their properties in schema.org."""


def json_ld(*things: dict[str, Any]) -> Markup:
    """Return things as JSON-LD that cannot close its script element."""
    data: Any = {"@context": "https://schema.org", **(things[0] if len(things) == 1 else {"@graph": things})}
    text = msgspec.json.encode(data).decode()
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


def breadcrumbs(site: Site, crumbs: tuple[Named, ...]) -> dict[str, Any]:
    """Return breadcrumbs; the first is the home page."""
    items = []
    for position, crumb in enumerate(crumbs, 1):
        item: dict[str, Any] = {"@type": "ListItem", "position": position, "name": crumb.name}
        if crumb.url:
            item["item"] = site.absolute(crumb.url)
        items.append(item)
    return {"@type": "BreadcrumbList", "itemListElement": items}


def publisher(site: Site) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "NewsMediaOrganization",
        "@id": f"{site.base_url}/#redaksi",
        "name": site.name,
        "url": f"{site.base_url}/",
    }
    if site.logo:
        # Search engines want a picture of pixels.
        url = LARGEST.url if site.logo.lower().endswith(".svg") else site.logo
        data["logo"] = {"@type": "ImageObject", "url": site.absolute(url)}
    return data


def organization(site: Site) -> dict[str, Any]:
    data = publisher(site)
    for entry in site.footer:
        for name in _POLICIES.get(entry.url, ()):
            data.setdefault(name, site.absolute(entry.url))
    data.setdefault("correctionsPolicy", site.absolute(site.paths.corrections_url))
    if site.social:
        data["sameAs"] = [site.absolute(account.url) for account in site.social]
    redaksi = site.redaksi
    if redaksi:
        data["legalName"] = redaksi.company
        data["address"] = redaksi.address
        data["email"] = redaksi.email
        data["telephone"] = redaksi.phone
    return {key: value for key, value in data.items() if value}


def website(site: Site) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "WebSite",
        "name": site.name,
        "url": f"{site.base_url}/",
        "inLanguage": site.language,
    }
    if site.search:
        data["potentialAction"] = {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{site.absolute(site.search.action)}?{site.search.name}={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        }
    return data


def news_article(site: Site, source: Article, view: ArticleView, words: Words, whole: Recipe | None) -> dict[str, Any]:
    """Return an article; `view` is the same with people and pictures, `whole` the recipe for uncut pictures."""
    matter = source.matter
    canonical = site.base_url + (part_url(source.url, 0) if view.pages else source.url)
    changes = [
        matter.stamp,
        *([matter.updated] if matter.updated else []),
        *(correction.stamp for correction in matter.corrections),
    ]
    news: dict[str, Any] = {
        "@type": _ARTICLE_TYPES.get(matter.type, "NewsArticle"),
        "headline": matter.title,
        "description": matter.summary or lead(source.body.lead),
        "datePublished": timestamps.iso(matter.stamp),
        "dateModified": timestamps.iso(max(changes, key=lambda stamp: stamp.epoch)),
        "mainEntityOfPage": canonical,
        "articleSection": view.kanal.name,
        "inLanguage": site.language,
        "isAccessibleForFree": True,
        "author": [_person(site, person) for person in view.authors],
        "publisher": publisher(site),
    }
    if view.photo:
        news["image"] = [site.absolute(picture.url) for picture in for_search(view.photo, whole)]
    if matter.type == "video" and (film := FILM.search(view.html)):
        news["video"] = _video(site, source, unescape(film[1]), news.get("image"))
    if matter.tags:
        news["keywords"] = matter.tags
    if view.places:
        news["contentLocation"] = {"@type": "Place", "name": ", ".join(place.name for place in view.places)}
    if view.editors:
        news["editor"] = [_person(site, person) for person in view.editors]
    if matter.corrections:
        news["correction"] = [_correction(site, correction, words) for correction in view.corrections]
    if matter.sponsor:
        news["sponsor"] = {"@type": "Organization", "name": matter.sponsor.name}
    if view.follows:
        # Not a NewsArticle, for which search engines would require everything that this one has.
        earlier = {"@type": "CreativeWork", "headline": view.follows.title, "url": site.absolute(view.follows.url)}
        if view.follows.stamp:
            earlier["datePublished"] = timestamps.iso(view.follows.stamp)
        news["citation"] = earlier
    if view.live:
        news |= _live(site, canonical, view, view.live)
    return news


def _live(site: Site, canonical: str, view: ArticleView, live: LiveView) -> dict[str, Any]:
    """Return what a live report has besides what every article has: its newest entries."""
    return {
        "@type": "LiveBlogPosting",
        "coverageStartTime": timestamps.iso(view.stamp),
        "coverageEndTime": timestamps.iso(live.until),
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": update.headline or lead(text),
                "datePublished": timestamps.iso(update.stamp),
                "articleBody": text,
                "url": f"{canonical}#{update.anchor}",
                "author": [_person(site, person) for person in update.authors or view.authors],
            }
            for update in live.updates[:_UPDATES]
            for text in (squeeze(update.text.striptags()) or update.headline,)
        ],
    }


def _video(site: Site, source: Article, film: str, images: list[str] | None) -> dict[str, Any]:
    """Return the film at an address, which a video article shows; `images` are those of the article."""
    matter = source.matter
    return {
        "@type": "VideoObject",
        "name": matter.title,
        "description": matter.summary or lead(source.body.lead) or matter.title,
        "uploadDate": timestamps.iso(matter.stamp),
        "contentUrl": site.absolute(film),
        "thumbnailUrl": images or [site.absolute(share_picture(site).url)],
    }


def _correction(site: Site, correction: Correction, words: Words) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "CorrectionComment", "name": words[f"koreksi_{correction.kind}"], "text": correction.text,
        "datePublished": timestamps.iso(correction.stamp),
    }  # fmt: skip
    if correction.link:
        data["url"] = site.absolute(correction.link)
    return data


def _person(site: Site, person: Person) -> dict[str, Any]:
    data: dict[str, Any] = {"@type": "Person", "name": person.name}
    if person.url:
        data["url"] = site.absolute(person.url)
    if person.role:
        data["jobTitle"] = person.role
    return data


def profile_page(site: Site, url: str, name: str, description: str, person: PersonView | None) -> dict[str, Any]:
    about: dict[str, Any] = {"@type": "Person", "name": name, "url": site.base_url + url, "description": description}
    if person and person.role:
        about["jobTitle"] = person.role
    if person and person.photo:
        about["image"] = site.absolute(person.photo)
    if person and person.links:
        about["sameAs"] = [link.url for link in person.links]
    about["worksFor"] = {"@id": f"{site.base_url}/#redaksi"}
    return {"@type": "ProfilePage", "url": site.base_url + url, "mainEntity": about}
