"""Facts: all that the index needs to know of a document, worked out where it was parsed.

A *key* is a number that stands for an exact name of something: an address, a
file, a slug, a person, a count. Links are looked up by key, and a page that
asked for a key is made again when what stands behind it differs.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import msgspec

from generator.base.digest import key
from generator.base.text import fold, lead, slugify
from generator.portal import related
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
from generator.portal.variants import NEVER_CUT, Use, point


class Output(Record, frozen=True):
    """A file of the output that a document asks for."""

    path: str
    """Below the output folder."""
    kind: str
    """One of the kinds of `pages.KINDS`."""
    number: int = 0


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
    outputs: tuple[Output, ...] = ()
    shown: tuple[Showing, ...] = ()
    """The pictures of the site that its pages show."""
    faulty: bool = False
    """Of a file that bears the name of a picture and cannot be shown as one."""


_encode = msgspec.msgpack.Encoder().encode


def file_key(path: str) -> int:
    """Return the key of a file of content/."""
    return key(f"f:{path}")


def url_key(url: str) -> int:
    """Return the key of an address."""
    return key(f"u:{fold(url)}")


def slug_key(slug: str) -> int:
    """Return the key of an article's slug."""
    return key(f"s:{slug}")


def person_key(name: str) -> int:
    """Return the key of a person by the slug of a name or of initials."""
    return key(f"p:{name}")


def count_key(name: str) -> int:
    """Return the key of a count: "years", "y:2024", "m:2024-10", "terms", "terms:a"."""
    return key(f"c:{name}")


def address(target: str) -> str:
    """Return the address of the site that a link's target means: it begins with a slash, a folder ends with one."""
    target = "/" + target.partition("#")[0].partition("?")[0].strip("/")
    return target if target == "/" or "." in target.rpartition("/")[2] else f"{target}/"


def file_slug(path: str) -> str:
    """Return the slug that the name of a Markdown file makes."""
    return slugify(path.rpartition("/")[2].removesuffix(".md"), 200)


def picture_url(src: str) -> str:
    """Return the address of a picture of the site as HTML, feeds and sitemaps may hold it."""
    return quote(src, safe="/-._~!$&'()*+,;=:@")


def link_key(link: Link) -> int:
    """Return the key of what a link refers to."""
    target = link.target.partition("#")[0].partition("?")[0]
    if link.kind == "image":
        return url_key(f"/{target.strip('/')}")
    if target.endswith(".md"):
        return file_key(target.strip("/").removeprefix("content/"))
    return url_key(address(target)) if "/" in target else slug_key(target)


def output_path(url: str) -> str:
    """Return the path of the file behind an address, below the output folder."""
    return url[1:] + "index.html" if url.endswith("/") else url[1:]


def page_url(path: str) -> str:
    """Return the address behind a file of the output."""
    return f"/{path.removesuffix('index.html') if path.endswith('/index.html') or path == 'index.html' else path}"


def page_key(path: str) -> int:
    """Return the key of the address behind a file of the output."""
    return url_key(page_url(path))


def spelling_key(path: str) -> int:
    """Return the key of a file of the output that has to go since its address is spelled in other letters now."""
    return key(f"w:{path}")


def _links(body: Body, media_url: str = "") -> tuple[int, ...]:
    return tuple(sorted({link_key(link) for link in body.links if not (media_url and link.kind == "image")}))


def _shown(body: Body, media_url: str) -> tuple[Showing, ...]:
    """Return the pictures of the site that a body shows."""
    keys = {link_key(link) for link in body.links if link.kind == "image" and not media_url}
    return tuple(Showing(name, "whole") for name in sorted(keys))


def names_of(profile: Profile) -> Iterator[str]:
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
    names = dict.fromkeys([file_key(profile.path), *map(person_key, names_of(profile))])
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
        outputs=(Output(output_path(url), "standing"),),
        shown=_shown(page.body, media_url),
    )


def of_media(path: str, *, faulty: bool = False) -> Facts:
    """Return the facts of a media file."""
    return Facts((file_key(path), url_key(f"/{path}")), (), outputs=(Output(path, "media"),), faulty=faulty)


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
        whole=part_url(article, 0) if is_split(article) else "",
    )  # fmt: skip
    return Facts(
        names=tuple(dict.fromkeys(names)), links=tuple(sorted(links)), epoch=matter.stamp.epoch, expires=matter.expires,
        draft=matter.draft, retracted=matter.retracted is not None, card=_encode(card),
        traits=related.pack(related.traits(card)), photo=local,
        groups=groups_of(card), outputs=tuple(_outputs(article)), shown=shown,
    )  # fmt: skip


def part_url(article: Article, number: int) -> str:
    """Return the address of a page of an article: 1 is the first, 0 the one with everything."""
    return article.url if number == 1 else f"{article.url}{number or 'semua'}/"


def is_split(article: Article) -> bool:
    """Say whether an article has several pages."""
    return len(article.body.parts) > 1 and article.matter.retracted is None


def _outputs(article: Article) -> Iterator[Output]:
    count = len(article.body.parts) if is_split(article) else 1
    for number in range(1, count + 1):
        yield Output(output_path(part_url(article, number)), "article", number)
    if count > 1:
        yield Output(output_path(part_url(article, 0)), "article", 0)
    for number, alias in enumerate(article.matter.aliases):
        yield Output(output_path(alias), "redirect", number)
