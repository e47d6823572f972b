"""Facts: all that the index needs to know of a document, worked out where it was parsed.

A *key* is a number that stands for an exact name of something: an address, a
file, a slug, a person, a count. Links are looked up by key, and a page that
asked for a key is made again when what stands behind it differs.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.base.text import lead, slugify
from generator.portal import related
from generator.portal.keys import file_key, link_key, person_key, slug_key, url_key
from generator.portal.page import Page
from generator.portal.records import (
    ARTICLE_TYPES,
    Article,
    Body,
    Card,
    Link,
    Matter,
    Picture,
    Profile,
    Record,
    Standing,
)
from generator.portal.urls import output_path, part_url, picture_url
from generator.portal.variants import NEVER_CUT, Use, point


class Showing(Record, frozen=True):
    """A picture of the site, and a way in which it is shown."""

    key: int
    """Of its address."""
    use: Use
    focus: str = ""


class Facts(Record, frozen=True):
    """What the index needs to know of a document."""

    names: tuple[int, ...]
    """Keys under which others may refer to it."""
    links: tuple[int, ...]
    """Keys that it refers to itself."""
    epoch: int = 0
    expires: int = 0
    draft: bool = False
    retracted: bool = False
    card: bytes = b""
    """The packed card of an article; its local picture has no size yet."""
    traits: bytes = b""
    """What it is compared by, packed."""
    photo: str = ""
    """Address of its lead picture, or of a person's, when that is a file of the site."""
    groups: tuple[tuple[str, str], ...] = ()
    """Kind and slug of the groups that an article belongs to; an author's slug is that of the name as written."""
    outputs: tuple[Page, ...] = ()
    shown: tuple[Showing, ...] = ()
    """The pictures of the site that its pages show."""
    faulty: bool = False
    """Of a file that bears the name of a picture and cannot be shown as one."""


_encode = msgspec.msgpack.Encoder().encode


def _links(body: Body, media_url: str = "") -> tuple[int, ...]:
    return tuple(sorted({link_key(link) for link in body.links if not (media_url and link.kind == "image")}))


def _shown(body: Body, media_url: str) -> tuple[Showing, ...]:
    """Return the pictures of the site that a body shows."""
    keys = {link_key(link) for link in body.links if link.kind == "image" and not media_url}
    return tuple(Showing(name, "whole") for name in sorted(keys))


def byline_slugs(profile: Profile) -> Iterator[str]:
    """Yield the slugs of all the names that a byline may use for a person."""
    yield profile.slug
    for name in (profile.name, profile.initials):
        if slug := slugify(name):
            yield slug


def of_text(record: Article | Profile | Standing, media_url: str) -> Facts:
    """Return the facts of a Markdown file; `media_url` is where its pictures live, if elsewhere."""
    if isinstance(record, Article):
        return of_article(record, media_url)
    return of_profile(record, media_url) if isinstance(record, Profile) else of_standing(record, media_url)


def of_profile(profile: Profile, media_url: str) -> Facts:
    """Return the facts of a profile."""
    names = dict.fromkeys([file_key(profile.path), *map(person_key, byline_slugs(profile))])
    links = _links(profile.body, media_url)
    photo = profile.photo if profile.photo.startswith("/") and not media_url else ""
    if photo:
        links = (*links, url_key(photo))
    return Facts(tuple(names), links, photo=photo, shown=_shown(profile.body, media_url))


def of_standing(page: Standing, media_url: str) -> Facts:
    """Return the facts of a standing page."""
    url = f"/{page.slug}/"
    return Facts(
        (file_key(page.path), url_key(url)),
        _links(page.body, media_url),
        outputs=(Page(output_path(url), "standing"),),
        shown=_shown(page.body, media_url),
    )


def of_media(path: str, *, faulty: bool = False) -> Facts:
    """Return the facts of a media file."""
    return Facts((file_key(path), url_key(f"/{path}")), (), outputs=(Page(path, "media"),), faulty=faulty)


def groups_of(card: Card) -> tuple[tuple[str, str], ...]:
    """Return kind and slug of the groups that an article belongs to; an author's slug is that of the name as written.

    Ordinary news has no group of its type: it would be nearly all of the archive once more.
    """
    groups = [("all", ""), ("kanal", card.category), *(("tag", slugify(tag)) for tag in card.tags)]
    groups += [("author", slug) for slug in map(slugify, card.authors) if slug]
    if card.type != ARTICLE_TYPES[0]:
        groups.append(("type", card.type))
    return tuple(dict.fromkeys(groups))


def correction_links(matter: Matter) -> Iterator[Link]:
    """Yield where the corrections of an article lead within the site."""
    for one in matter.corrections:
        if one.link.startswith("/"):
            yield Link("link", one.link, line=one.line, column=one.column)


def of_article(article: Article, media_url: str) -> Facts:
    """Return the facts of an article; `media_url` is where its pictures live, if elsewhere."""
    matter = article.matter
    names = [file_key(article.path), slug_key(matter.slug), *map(url_key, (article.url, *matter.aliases))]
    links = set(_links(article.body, media_url))
    picture, local = None, ""
    shown = _shown(article.body, media_url) if matter.retracted is None else ()
    if matter.photo is not None:
        src = matter.photo.src
        if src.startswith("/") and media_url:
            src = media_url + src
        elif src.startswith("/"):
            local = src
            links.add(url_key(src))
            if matter.retracted is None:
                wholly = [Showing(url_key(src), "whole")] if matter.type in NEVER_CUT else []
                at = "{}% {}%".format(*point(matter.photo.focus))
                shown = tuple(dict.fromkeys((*shown, Showing(url_key(src), "photo", at), *wholly)))
        # A card's picture stands beside its headline, so it says nothing of its own to those who cannot see it.
        picture = Picture(src if "://" in src else picture_url(src), focus=matter.photo.focus)
    if matter.follows:
        links.add(link_key(Link("link", matter.follows)))
    links.update(map(link_key, correction_links(matter)))
    card = Card(
        path=article.path, url=article.url, title=matter.title, stamp=matter.stamp, category=matter.category,
        type=matter.type, summary=matter.summary or lead(article.body.lead), photo=picture, tags=matter.tags,
        authors=matter.authors, region=matter.region, updated=matter.updated,
        whole=part_url(article, 0) if article.is_split else "",
    )  # fmt: skip
    return Facts(
        names=tuple(dict.fromkeys(names)), links=tuple(sorted(links)), epoch=matter.stamp.epoch, expires=matter.expires,
        draft=matter.draft, retracted=matter.retracted is not None, card=_encode(card),
        traits=related.pack(related.traits(card)), photo=local,
        groups=groups_of(card), outputs=tuple(_outputs(article)), shown=shown,
    )  # fmt: skip


def _outputs(article: Article) -> Iterator[Page]:
    count = len(article.body.parts) if article.is_split else 1
    for number in range(1, count + 1):
        yield Page(output_path(part_url(article, number)), "article", number=number)
    if count > 1:
        yield Page(output_path(part_url(article, 0)), "article", number=0)
    for number, alias in enumerate(article.matter.aliases):
        yield Page(output_path(alias), "redirect", number=number)
