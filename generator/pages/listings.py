"""Listings: all articles, those of a kanal, tag, author or region; the index of tags; the archive by day."""

from __future__ import annotations

from markupsafe import Markup

from generator.base import timestamps
from generator.markup.boxes import host_of
from generator.model.cards import Person, Picture, Term
from generator.model.front import Steered
from generator.model.page import Front, Numbered, Page, TagIndex
from generator.model.records import Named, Profile, Record, Topic
from generator.model.urls import LEDGERS, feed_url, line_of, numbered_url, page_url
from generator.model.variants import large
from generator.pages.body import filled
from generator.pages.context import Contents, Context
from generator.pages.structured_data import profile_page
from generator.pages.views import ArchiveView, ListingView, PersonView, TopicView, share_picture
from generator.queries import articles, names
from generator.queries.fronts import front

_KINDS = {"all": "terkini", "kanal": "kanal", "tag": "tag", "author": "penulis", "region": "wilayah"}
"""Kind of group -> what templates call it."""
_LEDGERS = {
    LEDGERS[0]: ("koreksi", "daftar_koreksi", "uraian_koreksi"),
    LEDGERS[1]: ("pencabutan", "daftar_pencabutan", "uraian_pencabutan"),
}
"""Slug of a ledger -> what templates call it, and the keys of its title and description."""

_SITES = {
    "bsky.app": "Bluesky", "facebook.com": "Facebook", "github.com": "GitHub", "instagram.com": "Instagram",
    "linkedin.com": "LinkedIn", "t.me": "Telegram", "threads.com": "Threads", "threads.net": "Threads",
    "tiktok.com": "TikTok", "twitter.com": "X", "wa.me": "WhatsApp", "whatsapp.com": "WhatsApp", "x.com": "X",
    "youtube.com": "YouTube",
}  # fmt: skip


class _Subject(Record, frozen=True):
    title: str
    description: str
    person: PersonView | None = None
    above: tuple[Named, ...] = ()
    parts: tuple[Term, ...] = ()
    topic: TopicView | None = None


def listing(context: Context) -> Contents:
    page, site = context.page, context.site
    kind, slug = context.archive.group_name(page.owner)
    base, url = site.paths.listing_url(kind, slug), page_url(page.path)
    subject = _subject(context, kind, slug)
    newer, older = _neighbours(page, base)
    members = articles.ledger if kind == "ledger" else articles.span
    view = ListingView(
        kind=_LEDGERS[slug][0] if kind == "ledger" else _KINDS[kind],
        title=subject.title,
        description=subject.description,
        items=context.ask(members, page.owner, page.lo, page.hi),
        number=page.number,
        newer_url=newer,
        older_url=older,
        person=subject.person,
        parts=subject.parts,
        topic=subject.topic,
    )
    crumbs = [context.home, *subject.above, Named(subject.title, base if page.number else "")]
    title = subject.title
    if page.number:
        crumbs.append(Named(context.words["halaman_nomor"] % page.number))
        title = context.words["halaman_ke"] % {"judul": title, "nomor": page.number}
    profile = []
    if kind == "author" and not page.number:
        profile.append(profile_page(site, url, subject.title, subject.description, subject.person))
    head = context.head(
        "listing",
        title,
        subject.description,
        tuple(crumbs),
        *profile,
        kanal=slug if kind == "kanal" else "",
        image=_image(context, subject),
        prev_url=newer,
        next_url=older,
        feed=feed_url(base) if kind in ("kanal", "region") or subject.topic else feed_url(),
    )
    is_front = kind == "kanal" and not page.number
    return Contents({"page": head, "listing": view, "front": context.ask(front, slug) if is_front else Steered()})


def _image(context: Context, subject: _Subject) -> Picture:
    """Return what is shown where the list is shared: the photo of its topic, or the picture of the site."""
    if subject.topic and subject.topic.photo:
        return large(subject.topic.photo, context.whole)
    return share_picture(context.site)


def _neighbours(page: Page, base: str) -> tuple[str, str]:
    """Return the addresses of the pages with newer and older articles; empty if there is none."""
    if isinstance(page.detail, Front):
        return "", numbered_url(base, page.detail.numbered) if page.detail.numbered else ""
    newer = base if page.detail_of(Numbered).newest else numbered_url(base, page.number + 1)
    return newer, numbered_url(base, page.number - 1) if page.number > 1 else ""


def _subject(context: Context, kind: str, slug: str) -> _Subject:
    site, ask, words = context.site, context.ask, context.words

    def described(name: str, word: str) -> str:
        return words[word] % {"nama": name, "situs": site.name}

    if kind == "all":
        return _Subject(words["terkini"], words["uraian_terkini"] % site.name)
    if kind == "kanal":
        category, above = site.kanal[slug], site.line_of(slug)[:-1]
        # A sub-kanal leads to those beside it.
        beside = (other for other in site.categories if other.slug.startswith(f"{line_of(slug)[0]}/"))
        parts = tuple(Term(other.name, other.url) for other in beside if other is not category)
        description = category.description or described(category.name, "uraian_kanal")
        return _Subject(category.name, description, above=above, parts=parts)
    if kind == "region":
        return _region(context, slug)
    if kind == "ledger":
        _, title, description = _LEDGERS[slug]
        return _Subject(words[title], words[description] % site.name)
    if kind == "tag":
        name = ask(names.tag, slug)
        # Full pages of the list stay as they are, whatever is written of the topic.
        topic = None if context.page.number else ask(names.topic, slug)
        if topic is None:
            return _Subject(name, described(name, "uraian_topik"))
        title = topic.title or name
        return _Subject(title, topic.summary or described(title, "uraian_topik"), topic=_topic(context, topic))
    profile = ask(names.profile, slug)
    if profile is None:
        name = ask(names.author, slug)
        return _Subject(name, described(name, "uraian_penulis"))
    description = profile.body.lead or described(profile.name, "uraian_penulis")
    return _Subject(profile.name, description, _person(context, profile))


def _region(context: Context, slug: str) -> _Subject:
    site, words, paths = context.site, context.words, context.site.paths
    region = site.regions[slug]
    description = words["uraian_wilayah"] % {"nama": region.name, "situs": site.name}
    above = (Named(region.province, paths.region_url(slug.partition("/")[0])),) if region.province else ()
    regencies = (other for other in site.reading.regions if other.slug.startswith(f"{slug}/"))
    parts = tuple(Term(regency.name, paths.region_url(regency.slug)) for regency in regencies)
    return _Subject(region.name, description, above=above, parts=parts)


def _person(context: Context, profile: Profile) -> PersonView:
    ask = context.ask
    html = filled(context, profile.body)
    photo = profile.photo
    if photo.startswith("/"):
        picture = ask(names.picture, photo, profile.name)
        photo = picture.url if picture else ""
    return PersonView(
        profile.name, profile.role, photo, profile.initials, profile.email,
        Markup(html),  # noqa: S704 - made by our own Markdown parser
        tuple(Named(_site_of(url), url) for url in profile.links),
    )  # fmt: skip


def _site_of(url: str) -> str:
    """Return what readers call the site of an address; of one that few know, its host."""
    host = host_of(url)
    return _SITES.get(".".join(host.split(".")[-2:]), host)


def _topic(context: Context, topic: Topic) -> TopicView:
    ask, photo = context.ask, topic.photo
    picture = None
    if photo is not None:
        alt = photo.alt or photo.caption
        picture = Picture(photo.src, alt) if "://" in photo.src else ask(names.picture, photo.src, alt)
    shown = photo if picture else None
    return TopicView(
        html=Markup(filled(context, topic.body)),  # noqa: S704 - made by our own Markdown parser
        photo=picture,
        caption=shown.caption if shown else "",
        credit=shown.credit if shown else "",
        ai=shown.ai if shown else "",
        pinned=ask(names.report, topic.pinned.target) if topic.pinned else None,
        people=tuple(
            Person(person.name, person.url) if person.url else ask(names.person, person.name) for person in topic.people
        ),
        timeline=topic.timeline,
    )


_POPULAR = 60
"""Tags on the front page of their index."""


def tags(context: Context) -> Contents:
    """Make an index of tags: the largest ones, or those with a letter."""
    site, ask, letter = context.site, context.ask, context.page.detail_of(TagIndex).letter
    words = context.words
    title = words["judul_huruf"] % letter.upper() if letter else words["topik"]
    crumbs = (
        context.home, Named(words["topik"], site.paths.tags_url if letter else ""),
        *([Named(letter.upper())] if letter else []),
    )  # fmt: skip
    page = context.head("tags", title, words["uraian_daftar"] % {"nama": title, "situs": site.name}, crumbs)
    letters = [
        Term(other.upper(), "" if other == letter else site.paths.letter_url(other)) for other in ask(names.letters)
    ]
    terms = ask(names.terms, letter) if letter else ask(names.popular, _POPULAR)
    return Contents({"page": page, "letters": letters, "letter": letter.upper(), "terms": terms})


def archive(context: Context) -> Contents:
    months = context.ask(articles.months)
    words, paths = context.words, context.site.paths
    rows = [
        Term(f"{words.months[month - 1]} {year}", paths.month_url(year, month), count) for year, month, count in months
    ]
    return _archive(
        context, ArchiveView("root", words["indeks_berita"], rows[::-1]), (context.home, Named(words["indeks"]))
    )


def year(context: Context) -> Contents:
    at, words, paths = context.page.number, context.words, context.site.paths
    start, end = timestamps.month_days(at, 1)[0], timestamps.month_days(at, 12)[1]
    months: dict[int, int] = {}
    for number, count in context.ask(articles.counts, start, end, f"y:{at:04d}"):
        month = timestamps.day_of(number).month
        months[month] = months.get(month, 0) + count
    rows = [Term(f"{words.months[n - 1]} {at}", paths.month_url(at, n), count) for n, count in months.items()]
    crumbs = (context.home, Named(words["indeks"], paths.index_url), Named(str(at)))
    return _archive(context, ArchiveView("tahun", words["judul_indeks"] % at, rows[::-1]), crumbs)


def month(context: Context) -> Contents:
    at, number = divmod(context.page.number, 100)
    words, paths = context.words, context.site.paths
    start, end = timestamps.month_days(at, number)
    rows = []
    for day_number, count in context.ask(articles.counts, start, end, f"m:{at:04d}-{number:02d}"):
        day_date = timestamps.day_of(day_number)
        rows.append(Term(words.weekday(day_date), paths.day_url(day_date), count))
    name = f"{words.months[number - 1]} {at}"
    crumbs = (
        context.home, Named(words["indeks"], paths.index_url), Named(str(at), paths.year_url(at)),
        Named(words.months[number - 1]),
    )  # fmt: skip
    return _archive(context, ArchiveView("bulan", words["judul_indeks"] % name, rows[::-1]), crumbs)


def day(context: Context) -> Contents:
    at, words, paths = timestamps.day_of(context.page.number), context.words, context.site.paths
    before, after = context.ask(articles.neighbours, context.page.number)
    view = ArchiveView(
        kind="hari",
        title=words["judul_indeks"] % words.weekday(at),
        items=context.ask(articles.everything, context.page.lo, context.page.hi),
        newer_url="" if after is None else paths.day_url(timestamps.day_of(after)),
        older_url="" if before is None else paths.day_url(timestamps.day_of(before)),
    )
    crumbs = (
        context.home, Named(words["indeks"], paths.index_url), Named(str(at.year), paths.year_url(at.year)),
        Named(words.months[at.month - 1], paths.month_url(at.year, at.month)), Named(str(at.day)),
    )  # fmt: skip
    return _archive(context, view, crumbs)


def _archive(context: Context, view: ArchiveView, crumbs: tuple[Named, ...]) -> Contents:
    description = context.words["uraian_indeks"] % {"nama": view.title, "situs": context.site.name}
    page = context.head("archive", view.title, description, crumbs, prev_url=view.newer_url, next_url=view.older_url)
    return Contents({"page": page, "archive": view})
