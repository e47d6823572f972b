"""The pages of an article: the first, the others of a split one, and the one with everything."""

from __future__ import annotations

from urllib.parse import quote

import msgspec
from markupsafe import Markup, escape

from generator.base import timestamps
from generator.base.text import lead, slugify
from generator.model.cards import Person, Picture, Sequels, Term
from generator.model.lookup_keys import unexplained_initials
from generator.model.ordinal import last_ordinal
from generator.model.records import Article, Correction, Matter, Named
from generator.model.site import Site
from generator.model.urls import feed_url, part_url
from generator.model.variants import large, uses_of
from generator.pages import live
from generator.pages.body import filled, with_mark
from generator.pages.context import Contents, Context
from generator.pages.structured_data import FILM, breadcrumbs, json_ld, news_article
from generator.pages.views import ArticleView, PageView, Part, share_picture
from generator.queries import articles, names
from generator.queries.tracker import Tracker
from generator.theming.words import Words

WORDS_A_MINUTE = 200
"""How fast people read."""
_AS_WRITTEN = ArticleView.__struct_fields__[-len(ArticleView.__struct_defaults__) :]
"""What the page shows of the front matter as it is."""


def article(context: Context) -> Contents:
    """Make one page of an article."""
    source = context.archive.article(context.page.owner)
    view = _view(context, source)
    page = _head(context, source, view)
    return Contents({"page": page, "article": view}, last_ordinal(source.matter.stamp.epoch + context.site.freshness))


def gone(context: Context) -> Contents:
    """Make the page at the address of an article that is over, with nothing of it but the notice."""
    source = context.archive.article(context.page.owner)
    site, words, ended = context.site, context.words, source.matter.ended
    assert ended is not None
    kanal = site.kanal[source.matter.category]
    url = part_url(source.url, context.page.number)
    page = PageView(
        kind="gone", url=url, canonical=site.base_url + source.url, title=words["berakhir"], description="",
        kanal=kanal.slug, noindex=True, image=share_picture(site), feed=feed_url(kanal.url),
        crumbs=(context.home, *site.line_of(kanal.slug)),
    )  # fmt: skip
    return Contents({"page": page, "kanal": kanal, "text": ended.text or words["berakhir_uraian"]})


def _view(context: Context, source: Article) -> ArticleView:
    """Return the article as this page shows it; a withdrawn one without text, picture and tags."""
    site, ask, number = context.site, context.ask, context.page.number
    matter, parts, split = source.matter, source.body.parts, source.is_split
    public = matter.retracted is None
    authors = tuple(_author(ask(names.person, name), site) for name in matter.authors)
    mark = _mark(source, authors, ask)
    later = ask(articles.sequels, context.page.owner) if public else Sequels()
    photo = _photo(source, ask) if public and matter.photo else None
    shown = live.view(context, source, on=live.is_on(context, source)) if public and source.body.updates else None
    html = live.told(context, shown) if shown else _html(context, source, mark) if public else ""
    if matter.type == "video" and photo:
        poster = escape(large(photo, context.whole).url)
        html = FILM.sub(lambda found: f'{found[0]} poster="{poster}"', html, count=1)
    return ArticleView(
        url=source.url,
        title=matter.title,
        kanal=site.kanal[matter.category],
        type=matter.type,
        label=context.words[f"jenis_{matter.type}"] if not matter.live_until or (shown and shown.is_on) else "",
        stamp=matter.stamp,
        updated=matter.updated,
        authors=authors,
        editors=tuple(ask(names.person, name) for name in matter.editors),
        tags=tuple(Term(name, site.paths.tag_url(slugify(name))) for name in matter.tags) if public else (),
        photo=photo,
        caption=matter.photo.caption if photo and matter.photo else "",
        credit=matter.photo.credit if photo and matter.photo else "",
        ai=matter.photo.ai if photo and matter.photo else "",
        html=Markup(html),  # noqa: S704 - made by our own Markdown parser
        number=number,
        pages=tuple(Part(n, part_url(source.url, n)) for n in range(1, len(parts) + 1)) if split else (),
        next_url=part_url(source.url, number + 1) if split and 0 < number < len(parts) else "",
        all_url=part_url(source.url, 0) if split and number else "",
        mark=mark if public and (shown or not source.body.mark) else None,
        closing=number in (0, len(parts)) or not split,
        sponsor=matter.sponsor,
        unverified=matter.verification,
        corrections=tuple(_correction(correction, ask) for correction in matter.corrections) if public else (),
        retracted=matter.retracted,
        minutes=max(1, round(source.body.words / WORDS_A_MINUTE)),
        share=_share(site, source),
        draft=matter.draft,
        follows=ask(names.followed, matter.follows) if public and matter.follows else None,
        continued=later.continued,
        answered=later.answered,
        topics=later.topics,
        places=_places(site, matter) if public else (),
        live=shown,
        **{name: getattr(matter, name) for name in _AS_WRITTEN if public},
    )


def _head(context: Context, source: Article, view: ArticleView) -> PageView:
    site, words, number = context.site, context.words, context.page.number
    matter, kanal, split = source.matter, view.kanal, source.is_split
    public = matter.retracted is None
    url = part_url(source.url, number)
    crumbs = (context.home, *site.line_of(kanal.slug), Named(matter.title))
    told = news_article(site, source, view, words, context.whole)
    return PageView(
        kind="article",
        url=url,
        # Search engines get the whole of a split article.
        canonical=site.base_url + (part_url(source.url, 0) if split else url),
        title=matter.title if number == 1 or not split else _numbered(matter.title, number, words),
        description=(matter.summary or lead(source.body.lead)) if public else "",
        kanal=matter.category,
        noindex=not public,
        og_type="article",
        image=large(view.photo, context.whole) if view.photo else share_picture(site),
        prev_url=part_url(source.url, number - 1) if split and number > 1 else "",
        next_url=view.next_url,
        feed=feed_url(kanal.url),
        crumbs=crumbs,
        json_ld=json_ld(told, breadcrumbs(site, crumbs)) if public else "",
        published=timestamps.iso(matter.stamp),
        modified=timestamps.iso(matter.updated or matter.stamp),
        authors=tuple(site.absolute(author.url) for author in view.authors if author.url),
        section=kanal.name,
        tags=matter.tags if public else (),
    )


def _places(site: Site, matter: Matter) -> tuple[Term, ...]:
    names = [name.strip() for name in matter.region.split("/") if name.strip()]
    slugs = [matter.place.partition("/")[0], matter.place] if matter.place else ["", ""]
    urls = [site.paths.region_url(slug) if slug else "" for slug in slugs]
    return tuple(Term(name, url) for name, url in zip(names, urls, strict=False))[::-1]


def _numbered(title: str, number: int, words: Words) -> str:
    return words["halaman_ke"] % {"judul": title, "nomor": number} if number else words["semua_halaman"] % title


def _author(person: Person, site: Site) -> Person:
    """Return an author with the address of the author's listing, even without a profile."""
    if person.url or not person.slug:
        return person
    return msgspec.structs.replace(person, url=site.paths.author_url(person.slug))


def _mark(source: Article, authors: tuple[Person, ...], ask: Tracker) -> Person | None:
    """Return the reporter's mark: from the body, else from the front matter or the profile."""
    given = source.body.mark or source.matter.initials
    if given:
        person = ask(names.person, given)
        # Unknown initials are not the author's.
        if not person.url and len(authors) == 1 and not unexplained_initials(source):
            person = authors[0]
        return Person(person.name, person.url, given)
    own = [author for author in authors if author.initials]
    return own[0] if own else None


def _html(context: Context, source: Article, mark: Person | None) -> str:
    body, number = source.body, context.page.number
    parts = body.parts if number == 0 else body.parts[number - 1 : number]

    def page(part: int) -> str:
        return part_url(source.url, part) if source.is_split and part and number not in (0, part) else ""

    html = filled(context, body, parts, page=page)
    if body.mark and mark and number in (0, len(body.parts)):
        html = with_mark(html, mark.initials, mark.url)
    return html


def _correction(correction: Correction, ask: Tracker) -> Correction:
    """Return a correction with the current address of its target; without a link if that is gone."""
    if not correction.link.startswith("/"):
        return correction
    target = ask(names.target, "link", correction.link)
    return msgspec.structs.replace(correction, link=target.url if target else "")


def _photo(source: Article, ask: Tracker) -> Picture | None:
    photo = source.matter.photo
    assert photo is not None
    alt = photo.alt or photo.caption
    if "://" in photo.src:
        return Picture(photo.src, alt, focus=photo.focus, fit=photo.fit)
    picture = ask(names.picture, photo.src, alt)
    if picture is None:
        return None
    of = uses_of(source.matter.type, picture, uncut=bool(photo.fit)) if picture.base else ()
    return msgspec.structs.replace(picture, focus=photo.focus, fit=photo.fit, of=of)


def _share(site: Site, source: Article) -> tuple[Named, ...]:
    # The library looks at each sign of a text of which it has to change one.
    url = quote(site.base_url + source.url, safe=":/").replace(":", "%3A").replace("/", "%2F")
    title = quote(source.matter.title, safe="")
    return (
        Named("WhatsApp", f"https://wa.me/?text={title}%20{url}"),
        Named("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        Named("X", f"https://twitter.com/intent/tweet?text={title}&url={url}"),
        Named("Telegram", f"https://t.me/share/url?url={url}&text={title}"),
    )
