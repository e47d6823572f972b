"""The pages of an article: the first, the others of a split one, the one with everything; and redirects to it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import quote

import msgspec
from markupsafe import Markup

from generator.base import dates
from generator.base.dates import Stamp
from generator.base.text import lead, slugify
from generator.pages.base import Made, Making, PageView, absolute, breadcrumb_list, json_ld, publisher
from generator.pages.body import fill, with_mark
from generator.portal.records import Article, Correction, Followed, Named, Person, Picture, Record, Retraction, Term
from generator.portal.seq import last_seq
from generator.portal.site import Category, Site
from generator.portal.urls import page_url, part_url
from generator.portal.variants import for_search, uses_of
from generator.queries import addresses, names
from generator.queries.tracker import Tracker
from generator.readers.words import Words

_LD_TYPES = {"opini": "OpinionNewsArticle", "advertorial": "AdvertiserContentArticle"}
WORDS_A_MINUTE = 200


class Part(Record, frozen=True):
    """A page of a split article."""

    number: int
    url: str


class ArticleView(Record, frozen=True):
    """An article as the template shows it."""

    url: str
    title: str
    kanal: Category
    type: str
    label: str
    summary: str
    stamp: Stamp
    updated: Stamp | None
    authors: tuple[Person, ...]
    editors: tuple[Person, ...]
    sources: tuple[Named, ...]
    tags: tuple[Term, ...]
    region: str
    photo: Picture | None
    caption: str
    credit: str
    ai: str
    html: Any
    number: int
    """Of the page; 0 for the one with everything."""
    pages: tuple[Part, ...]
    """Empty when the article is not split."""
    next_url: str
    all_url: str
    mark: Person | None
    """The reporter's mark when the body has none of its own."""
    closing: bool
    """Whether this is the last page, or the one with everything."""
    sponsor: Named | None
    unverified: bool
    corrections: tuple[Correction, ...]
    retracted: Retraction | None
    minutes: int
    share: tuple[Named, ...]
    draft: bool
    follows: Followed | None
    """What the article continues, if that is published."""


def article(making: Making) -> Made:
    """Make one page of an article."""
    site, ask, words = making.site, making.ask, making.words
    source = making.archive.article(making.page.owner)
    matter, parts = source.matter, source.body.parts
    split = source.is_split
    number = making.page.number
    url = part_url(source.url, number)
    category = next(one for one in site.categories if one.slug == matter.category)
    authors = tuple(_author(ask(names.person, name)) for name in matter.authors)
    mark = _mark(source, authors, ask)
    html = "" if matter.retracted else _html(source, number, mark, making)
    description = "" if matter.retracted else matter.summary or lead(source.body.lead)
    title = matter.title if number == 1 or not split else _numbered(matter.title, number, words)
    crumbs = (making.home, Named(category.name, category.url), Named(matter.title))
    photo = None if matter.retracted or matter.photo is None else _photo(source, ask)
    following = part_url(source.url, number + 1) if split and 0 < number < len(parts) else ""
    view = ArticleView(
        url=source.url,
        title=matter.title,
        kanal=category,
        type=matter.type,
        label=words[f"jenis_{matter.type}"],
        # A standfirst that is taken from the body would only say the first sentence twice.
        summary="" if matter.retracted else matter.summary,
        stamp=matter.stamp,
        updated=matter.updated,
        authors=authors,
        editors=tuple(ask(names.person, name) for name in matter.editors),
        sources=matter.sources,
        tags=tuple(Term(name, f"/tag/{slugify(name)}/") for name in matter.tags) if not matter.retracted else (),
        region=matter.region,
        photo=photo,
        caption=matter.photo.caption if photo and matter.photo else "",
        credit=matter.photo.credit if photo and matter.photo else "",
        ai=matter.photo.ai if photo and matter.photo else "",
        html=Markup(html),  # noqa: S704 - made by our own Markdown parser
        number=number,
        pages=tuple(Part(n, part_url(source.url, n)) for n in range(1, len(parts) + 1)) if split else (),
        next_url=following,
        all_url=part_url(source.url, 0) if split and number else "",
        mark=mark if not source.body.mark and not matter.retracted else None,
        closing=number in (0, len(parts)) or not split,
        sponsor=matter.sponsor,
        unverified=matter.verification,
        corrections=tuple(_correction(one, ask) for one in matter.corrections),
        retracted=matter.retracted,
        minutes=max(1, round(source.body.words / WORDS_A_MINUTE)),
        share=_share(site, source),
        draft=matter.draft,
        follows=ask(addresses.followed, matter.follows) if matter.follows and not matter.retracted else None,
    )
    page = PageView(
        kind="article",
        url=url,
        # Search engines are shown the whole of a split article.
        canonical=site.base_url + (part_url(source.url, 0) if split else url),
        title=title,
        description=description,
        kanal=matter.category,
        noindex=matter.retracted is not None,
        og_type="article",
        image=for_search(photo)[0] if photo else None,
        prev_url=part_url(source.url, number - 1) if split and number > 1 else "",
        next_url=following,
        feed=f"{category.url}feed.xml",
        crumbs=crumbs,
        json_ld="" if matter.retracted else _json_ld(site, source, view, crumbs, words),
        published=dates.iso(matter.stamp),
        modified=dates.iso(matter.updated or matter.stamp),
        authors=tuple(absolute(site, author.url) for author in authors if author.url),
        section=category.name,
        tags=() if matter.retracted else matter.tags,
    )
    return Made({"page": page, "article": view}, last_seq(matter.stamp.epoch + site.freshness))


def _numbered(title: str, number: int, words: Words) -> str:
    return words["halaman_ke"] % {"judul": title, "nomor": number} if number else words["semua_halaman"] % title


def _author(person: Person) -> Person:
    """Link an author without a profile to the list of what they wrote."""
    if person.url or not person.slug:
        return person
    return Person(person.name, f"/penulis/{person.slug}/", person.initials, person.role, person.photo, person.slug)


def _mark(source: Article, authors: tuple[Person, ...], ask: Tracker) -> Person | None:
    """Return the reporter's mark: as the body has it, else from the front matter or the profile."""
    given = source.body.mark or source.matter.initials
    if given:
        person = ask(names.person, given)
        if not person.url and len(authors) == 1:
            person = authors[0]
        return Person(person.name, person.url, given)
    own = [author for author in authors if author.initials]
    return own[0] if own else None


def _html(source: Article, number: int, mark: Person | None, making: Making) -> str:
    ask, words, whole = making.ask, making.words, making.whole
    body = source.body
    chosen = body.parts if number == 0 else body.parts[number - 1 : number]
    html = "".join(fill(part, body, ask, words, whole) for part in chosen)
    if body.mark and mark and number in (0, len(body.parts)):
        html = with_mark(html, mark.initials, mark.url)
    return html


def _correction(one: Correction, ask: Tracker) -> Correction:
    """Return a correction with the address that its link leads to now, or without it."""
    if not one.link.startswith("/"):
        return one
    found = ask(addresses.target, "link", one.link)
    return msgspec.structs.replace(one, link=found.url if found else "")


def _photo(source: Article, ask: Tracker) -> Picture:
    photo = source.matter.photo
    assert photo is not None
    alt = photo.alt or photo.caption
    if "://" in photo.src:
        return Picture(photo.src, alt, focus=photo.focus)
    found = ask(addresses.picture, photo.src, alt)
    of = uses_of(source.matter.type, found) if found.base else ()
    return msgspec.structs.replace(found, focus=photo.focus, of=of)


@lru_cache(maxsize=4)
def _quoted(text: str) -> str:
    return quote(text, safe="")


def _share(site: Site, source: Article) -> tuple[Named, ...]:
    # The address of an article is made of slugs, so that its slashes alone need quoting.
    url = _quoted(site.base_url) + source.url.replace("/", "%2F")
    title = quote(source.matter.title, safe="")
    return (
        Named("WhatsApp", f"https://wa.me/?text={title}%20{url}"),
        Named("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        Named("X", f"https://twitter.com/intent/tweet?text={title}&url={url}"),
        Named("Telegram", f"https://t.me/share/url?url={url}&text={title}"),
    )


def _json_ld(site: Site, source: Article, view: ArticleView, crumbs: tuple[Named, ...], words: Words) -> Markup:
    """Return the article as structured data for search engines."""
    matter = source.matter
    canonical = site.base_url + (part_url(source.url, 0) if view.pages else source.url)
    news: dict[str, Any] = {
        "@type": _LD_TYPES.get(matter.type, "NewsArticle"),
        "headline": matter.title,
        "description": matter.summary or lead(source.body.lead),
        "datePublished": dates.iso(matter.stamp),
        "dateModified": dates.iso(
            max(_changes(matter.stamp, matter.updated, matter.corrections), key=lambda s: s.epoch)
        ),
        "mainEntityOfPage": canonical,
        "articleSection": view.kanal.name,
        "inLanguage": site.language,
        "isAccessibleForFree": True,
        "author": [_person(site, person) for person in view.authors],
        "publisher": publisher(site),
    }
    if view.photo:
        news["image"] = [absolute(site, one.url) for one in for_search(view.photo)]
    if matter.tags:
        news["keywords"] = matter.tags
    if view.editors:
        news["editor"] = [_person(site, person) for person in view.editors]
    if matter.corrections:
        news["correction"] = [f"{words.portal(one.stamp)}: {one.text}" for one in matter.corrections]
    if matter.sponsor:
        news["sponsor"] = {"@type": "Organization", "name": matter.sponsor.name}
    if view.follows:
        # Not a NewsArticle, of which search engines would want all that this one says of itself.
        earlier = {"@type": "CreativeWork", "headline": view.follows.title, "url": absolute(site, view.follows.url)}
        if view.follows.stamp:
            earlier["datePublished"] = dates.iso(view.follows.stamp)
        news["citation"] = earlier
    return json_ld(news, breadcrumb_list(site, crumbs))


def _changes(stamp: Stamp, updated: Stamp | None, corrections: tuple[Correction, ...]) -> list[Stamp]:
    return [stamp, *([updated] if updated else []), *(one.stamp for one in corrections)]


def _person(site: Site, person: Person) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Person", "name": person.name}
    if person.url:
        found["url"] = absolute(site, person.url)
    if person.role:
        found["jobTitle"] = person.role
    return found


def redirect(making: Making) -> Made:
    """Make the page at an old address of an article, which leads to the new one."""
    site = making.site
    source = making.archive.article(making.page.owner)
    page = PageView(
        kind="redirect", url=page_url(making.page.path), canonical=site.base_url + source.url,
        title=source.matter.title, description="", noindex=True,
    )  # fmt: skip
    return Made({"page": page, "target": source.url})
