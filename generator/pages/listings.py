"""The pages of listings: all articles, those of a kanal, with a tag, by an author."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from generator.model.page import Front, Numbered, Page, Terms
from generator.model.records import Card, Named, Profile, Record, Term
from generator.model.urls import LEDGERS, feed_url, numbered_url, page_url
from generator.pages.body import fill
from generator.pages.context import Contents, Context
from generator.pages.structured_data import breadcrumbs, json_ld, organization, profile_page, website
from generator.pages.views import ListingView, PageView, PersonView
from generator.queries import addresses, articles, ledgers, names

_KINDS = {"all": "terkini", "kanal": "kanal", "tag": "tag", "author": "penulis", "region": "wilayah"}
"""Kind of group -> what templates call it."""
_LEDGERS = {
    LEDGERS[0]: ("koreksi", "daftar_koreksi", "uraian_koreksi"),
    LEDGERS[1]: ("pencabutan", "daftar_pencabutan", "uraian_pencabutan"),
}
"""Slug of a ledger -> what templates call it, and the words for its title and its description."""


class _Subject(Record, frozen=True):
    """What a listing is about."""

    title: str
    description: str
    person: PersonView | None = None
    above: tuple[Named, ...] = ()
    """What it is a part of."""
    parts: tuple[Term, ...] = ()


def listing(context: Context) -> Contents:
    """Make one page of a listing."""
    page, site = context.page, context.site
    kind, slug = context.archive.group_name(page.owner)
    base, url = site.paths.listing_url(kind, slug), page_url(page.path)
    subject = _subject(context, kind, slug)
    newer, older = _neighbours(page, base)
    view = ListingView(
        kind=_LEDGERS[slug][0] if kind == "ledger" else _KINDS[kind],
        title=subject.title,
        description=subject.description,
        items=_items(context, kind),
        number=page.number,
        newer_url=newer,
        older_url=older,
        person=subject.person,
        parts=subject.parts,
    )
    crumbs = [context.home, *subject.above, Named(subject.title, base if page.number else "")]
    title = subject.title
    if page.number:
        crumbs.append(Named(context.words["halaman_nomor"] % page.number))
        title = context.words["halaman_ke"] % {"judul": title, "nomor": page.number}
    data = [breadcrumbs(site, tuple(crumbs))]
    if kind == "author" and not page.number:
        data.append(profile_page(site, url, subject.title, subject.description, subject.person))
    head = PageView(
        kind="listing",
        url=url,
        canonical=site.base_url + url,
        title=title,
        description=subject.description,
        kanal=slug if kind == "kanal" else "",
        prev_url=newer,
        next_url=older,
        feed=feed_url(base) if kind in ("kanal", "region") else feed_url(),
        crumbs=tuple(crumbs),
        json_ld=json_ld(*data),
    )
    return Contents({"page": head, "listing": view})


def _items(context: Context, kind: str) -> Sequence[Card]:
    page = context.page
    if kind == "ledger":
        return context.ask(ledgers.ledger, page.owner, page.lo, page.hi)
    return context.ask(articles.span, page.owner, page.lo, page.hi)


def _neighbours(page: Page, base: str) -> tuple[str, str]:
    """Return the addresses of the pages with newer and with older articles; each is empty if there is none."""
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
        category = site.kanal[slug]
        return _Subject(category.name, category.description or described(category.name, "uraian_kanal"))
    if kind == "region":
        return _region(context, slug)
    if kind == "ledger":
        _, title, description = _LEDGERS[slug]
        return _Subject(words[title], words[description] % site.name)
    if kind == "tag":
        name = ask(names.tag, slug)
        return _Subject(name, described(name, "uraian_topik"))
    profile = ask(names.profile, slug)
    if profile is None:
        name = ask(names.author, slug)
        return _Subject(name, described(name, "uraian_penulis"))
    description = profile.body.lead or described(profile.name, "uraian_penulis")
    return _Subject(profile.name, description, _person(context, profile))


def _region(context: Context, slug: str) -> _Subject:
    """Return a region: a province with its regencies, or one of these."""
    site, words, paths = context.site, context.words, context.site.paths
    region = site.regions[slug]
    description = words["uraian_wilayah"] % {"nama": region.name, "situs": site.name}
    above = (Named(region.province, paths.region_url(slug.partition("/")[0])),) if region.province else ()
    parts = (
        Term(one.name, paths.region_url(one.slug)) for one in site.reading.regions if one.slug.startswith(f"{slug}/")
    )
    return _Subject(region.name, description, above=above, parts=tuple(parts))


def _person(context: Context, profile: Profile) -> PersonView:
    ask, words = context.ask, context.words
    html = "".join(fill(part, profile.body, ask, words, context.whole) for part in profile.body.parts)
    photo = profile.photo
    if photo.startswith("/"):
        picture = ask(addresses.picture, photo, profile.name)
        photo = picture.url if picture else ""
    return PersonView(
        profile.name, profile.role, photo, profile.initials, profile.email,
        Markup(html),  # noqa: S704 - made by our own Markdown parser
    )  # fmt: skip


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
