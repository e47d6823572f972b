"""Pages that list articles: listings of groups, the home page, tags, the archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from generator.base import dates
from generator.pages.base import Made, Making, PageView, absolute, breadcrumb_list, json_ld, organization
from generator.pages.body import fill
from generator.portal import urls
from generator.portal.page import Front, Numbered, Terms
from generator.portal.records import Card, Named, Record, Term
from generator.portal.urls import page_url
from generator.queries import addresses, articles, days, names

_KINDS = {"all": "terkini", "kanal": "kanal", "tag": "tag", "author": "penulis"}


class PersonView(Record, frozen=True):
    """A profile as the template shows it."""

    name: str
    role: str
    photo: str
    initials: str
    email: str
    html: Any


class ListingView(Record, frozen=True):
    """A page of a listing, newest first."""

    kind: str
    title: str
    description: str
    items: list[Card]
    number: int
    """0 for the front page, else the page's number counted from the oldest."""
    newer_url: str
    older_url: str
    person: PersonView | None


def listing(making: Making) -> Made:
    """Make one page of a listing."""
    this, site, ask = making.page, making.site, making.ask
    kind, slug = making.archive.group_name(this.owner)
    base = urls.listing_url(kind, slug)
    title, description, person = _about(making, kind, slug)
    if isinstance(this.detail, Front):
        newer, older = "", f"{base}{this.detail.numbered}/" if this.detail.numbered else ""
    else:
        newer = base if this.detail_of(Numbered).newest else f"{base}{this.number + 1}/"
        older = f"{base}{this.number - 1}/" if this.number > 1 else ""
    url = page_url(this.path)
    view = ListingView(
        kind=_KINDS[kind], title=title, description=description, items=ask(articles.span, this.owner, this.lo, this.hi),
        number=this.number, newer_url=newer, older_url=older, person=person,
    )  # fmt: skip
    crumbs = [making.home, Named(title, base if this.number else "")]
    if this.number:
        crumbs.append(Named(making.words["halaman_nomor"] % this.number))
    about: list[dict[str, Any]] = [breadcrumb_list(site, tuple(crumbs))]
    if kind == "author" and not this.number:
        about.append(_profile_page(making, url, title, description, person))
    page = PageView(
        kind="listing",
        url=url,
        canonical=site.base_url + url,
        title=making.words["halaman_ke"] % {"judul": title, "nomor": this.number} if this.number else title,
        description=description,
        kanal=slug if kind == "kanal" else "",
        prev_url=newer,
        next_url=older,
        feed=f"{base}feed.xml" if kind == "kanal" else "/feed.xml",
        crumbs=tuple(crumbs),
        json_ld=json_ld(*about),
    )
    return Made({"page": page, "listing": view})


def _about(making: Making, kind: str, slug: str) -> tuple[str, str, PersonView | None]:
    """Return title and description of a listing, and the person that it is about."""
    site, ask, words = making.site, making.ask, making.words
    if kind == "all":
        return words["terkini"], words["uraian_terkini"] % site.name, None
    if kind == "kanal":
        category = next(one for one in site.categories if one.slug == slug)
        return (
            category.name,
            category.description or words["uraian_kanal"] % {"nama": category.name, "situs": site.name},
            None,
        )
    if kind == "tag":
        name = ask(names.tag, slug)
        return name, words["uraian_topik"] % {"nama": name, "situs": site.name}, None
    profile = ask(names.profile, slug)
    if profile is None:
        name = ask(names.author, slug)
        return name, words["uraian_penulis"] % {"nama": name, "situs": site.name}, None
    html = "".join(fill(part, profile.body, ask, words, making.whole) for part in profile.body.parts)
    photo = ask(addresses.picture, profile.photo, profile.name).url if profile.photo.startswith("/") else profile.photo
    person = PersonView(
        profile.name, profile.role, photo, profile.initials, profile.email,
        Markup(html),  # noqa: S704 - made by our own Markdown parser
    )  # fmt: skip
    return (
        profile.name,
        profile.body.lead or words["uraian_penulis"] % {"nama": profile.name, "situs": site.name},
        person,
    )


def _profile_page(making: Making, url: str, name: str, description: str, person: PersonView | None) -> dict[str, Any]:
    """Return the page of an author as structured data."""
    site = making.site
    about: dict[str, Any] = {"@type": "Person", "name": name, "url": site.base_url + url, "description": description}
    if person and person.role:
        about["jobTitle"] = person.role
    if person and person.photo:
        about["image"] = absolute(site, person.photo)
    about["worksFor"] = {"@id": f"{site.base_url}/#redaksi"}
    return {"@type": "ProfilePage", "url": site.base_url + url, "mainEntity": about}


def home(making: Making) -> Made:
    """Make the home page, whose template asks for what it shows."""
    site = making.site
    web: dict[str, Any] = {
        "@type": "WebSite",
        "name": site.name,
        "url": f"{site.base_url}/",
        "inLanguage": site.language,
    }
    title = f"{site.name} - {site.tagline}" if site.tagline else site.name
    page = PageView(
        kind="home", url="/", canonical=f"{site.base_url}/", title=title,
        description=site.description or site.tagline or site.name, json_ld=json_ld(web, organization(site)),
    )  # fmt: skip
    return Made({"page": page})


def fragment(making: Making) -> Made:
    """Make the list of the newest articles that old pages fetch."""
    page = PageView(
        "fragment",
        "/fragmen/terkini.html",
        f"{making.site.base_url}/terkini/",
        making.words["terkini"],
        "",
        noindex=True,
    )
    return Made({"page": page})


def tags(making: Making) -> Made:
    """Make the index of tags: the popular ones, or those of one letter."""
    site, ask, letter = making.site, making.ask, making.page.detail_of(Terms).letter
    url = page_url(making.page.path)
    words = making.words
    title = words["judul_huruf"] % letter.upper() if letter else words["topik"]
    crumbs = (
        making.home, Named(words["topik"], "/tag/" if letter else ""), *([Named(letter.upper())] if letter else [])
    )  # fmt: skip
    page = PageView(
        kind="tags", url=url, canonical=site.base_url + url, title=title,
        description=words["uraian_daftar"] % {"nama": title, "situs": site.name}, crumbs=crumbs,
        json_ld=json_ld(breadcrumb_list(site, crumbs)),
    )  # fmt: skip
    shown = [Term(one.upper(), "" if one == letter else f"/indeks/tag/{one}/") for one in ask(names.letters)]
    found = ask(names.terms, letter) if letter else ask(names.popular, 60)
    return Made({"page": page, "letters": shown, "letter": letter.upper(), "terms": found})


class ArchiveView(Record, frozen=True):
    """A page of the archive."""

    kind: str
    title: str
    rows: Sequence[Term] = ()
    items: Sequence[Card] = ()
    newer_url: str = ""
    older_url: str = ""


def archive(making: Making) -> Made:
    """Make the front page of the archive: its years and their months."""
    found = making.ask(days.months)
    words = making.words
    rows = [
        Term(f"{words.months[month - 1]} {year}", urls.month_url(year, month), count) for year, month, count in found
    ]
    return _archive(
        making, ArchiveView("root", words["indeks_berita"], rows[::-1]), (making.home, Named(words["indeks"]))
    )


def year(making: Making) -> Made:
    """Make the archive of a year: its months."""
    at, words = making.page.number, making.words
    start, end = dates.month_days(at, 1)[0], dates.month_days(at, 12)[1]
    months: dict[int, int] = {}
    for number, count in making.ask(days.counts, start, end, f"y:{at:04d}"):
        month = dates.day_of(number).month
        months[month] = months.get(month, 0) + count
    rows = [Term(f"{words.months[n - 1]} {at}", urls.month_url(at, n), count) for n, count in months.items()]
    crumbs = (making.home, Named(words["indeks"], "/indeks/"), Named(str(at)))
    return _archive(making, ArchiveView("tahun", words["judul_indeks"] % at, rows[::-1]), crumbs)


def month(making: Making) -> Made:
    """Make the archive of a month: its days."""
    at, number = divmod(making.page.number, 100)
    words = making.words
    start, end = dates.month_days(at, number)
    rows = []
    for day_number, count in making.ask(days.counts, start, end, f"m:{at:04d}-{number:02d}"):
        day_date = dates.day_of(day_number)
        rows.append(Term(words.weekday(day_date), urls.day_url(day_date), count))
    name = f"{words.months[number - 1]} {at}"
    crumbs = (
        making.home, Named(words["indeks"], "/indeks/"), Named(str(at), f"/indeks/{at:04d}/"),
        Named(words.months[number - 1]),
    )  # fmt: skip
    return _archive(making, ArchiveView("bulan", words["judul_indeks"] % name, rows[::-1]), crumbs)


def day(making: Making) -> Made:
    """Make the archive of a day: all its articles."""
    at, words = dates.day_of(making.page.number), making.words
    before, after = making.ask(days.neighbours, making.page.number)
    view = ArchiveView(
        kind="hari",
        title=words["judul_indeks"] % words.weekday(at),
        items=making.ask(articles.everything, making.page.lo, making.page.hi),
        newer_url="" if after is None else urls.day_url(dates.day_of(after)),
        older_url="" if before is None else urls.day_url(dates.day_of(before)),
    )
    crumbs = (
        making.home, Named(words["indeks"], "/indeks/"), Named(str(at.year), f"/indeks/{at.year:04d}/"),
        Named(words.months[at.month - 1], urls.month_url(at.year, at.month)), Named(str(at.day)),
    )  # fmt: skip
    return _archive(making, view, crumbs)


def _archive(making: Making, view: ArchiveView, crumbs: tuple[Named, ...]) -> Made:
    url = page_url(making.page.path)
    page = PageView(
        kind="archive",
        url=url,
        canonical=making.site.base_url + url,
        title=view.title,
        description=making.words["uraian_indeks"] % {"nama": view.title, "situs": making.site.name},
        prev_url=view.newer_url,
        next_url=view.older_url,
        crumbs=crumbs,
        json_ld=json_ld(breadcrumb_list(making.site, crumbs)),
    )
    return Made({"page": page, "archive": view})
