"""Pages that list articles: listings of groups, the home page, tags, the archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from generator import addresses, dates
from generator.facts import page_url
from generator.pages.base import HOME, Made, Making, PageView, breadcrumb_list, json_ld, publisher
from generator.pages.body import fill
from generator.records import Card, Named, Profile, Record, Term

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
    row, site, ask = making.row, making.site, making.ask
    kind, slug = making.archive.group_name(row.ref)
    base = addresses.listing_url(kind, slug)
    title, description, person = _about(making, kind, slug)
    if row.number:
        newer = base if row.note == "last" else f"{base}{row.number + 1}/"
        older = f"{base}{row.number - 1}/" if row.number > 1 else ""
    else:
        newer, older = "", f"{base}{row.note}/" if row.note != "0" else ""
    url = page_url(row.path)
    view = ListingView(
        kind=_KINDS[kind], title=title, description=description, items=ask("span", row.ref, row.lo, row.hi),
        number=row.number, newer_url=newer, older_url=older, person=person,
    )  # fmt: skip
    crumbs = (HOME, Named(title, base if row.number else ""), *([Named(f"Halaman {row.number}")] if row.number else []))
    page = PageView(
        kind="listing",
        url=url,
        canonical=site.base_url + url,
        title=f"{title} - Halaman {row.number}" if row.number else title,
        description=description,
        kanal=slug if kind == "kanal" else "",
        prev_url=newer,
        next_url=older,
        feed=f"{base}feed.xml" if kind == "kanal" else "/feed.xml",
        crumbs=crumbs,
        json_ld=json_ld({"@context": "https://schema.org", **breadcrumb_list(site, crumbs)}),
    )
    return Made("listing.html", {"page": page, "listing": view})


def _about(making: Making, kind: str, slug: str) -> tuple[str, str, PersonView | None]:
    """Return title and description of a listing, and the person that it is about."""
    site, ask = making.site, making.ask
    if kind == "all":
        return "Terkini", f"Semua berita {site.name}, yang terbaru lebih dahulu.", None
    if kind == "kanal":
        category = next(one for one in site.categories if one.slug == slug)
        return category.name, category.description or f"Berita {category.name} dari {site.name}.", None
    if kind == "tag":
        name = ask("tag", slug)
        return name, f"Berita tentang {name} dari {site.name}.", None
    profile: Profile | None = ask("profile", slug)
    if profile is None:
        name = ask("author", slug)
        return name, f"Tulisan {name} di {site.name}.", None
    html = "".join(fill(part, profile.body, ask) for part in profile.body.parts)
    photo = ask("picture", profile.photo, profile.name).url if profile.photo.startswith("/") else profile.photo
    person = PersonView(
        profile.name, profile.role, photo, profile.initials, profile.email,
        Markup(html),  # noqa: S704 - made by our own Markdown parser
    )  # fmt: skip
    return profile.name, profile.body.lead or f"Tulisan {profile.name} di {site.name}.", person


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
        description=site.description or site.tagline or site.name, json_ld=json_ld(web, publisher(site)),
    )  # fmt: skip
    return Made("home.html", {"page": page})


def fragment(making: Making) -> Made:
    """Make the list of the newest articles that old pages fetch."""
    page = PageView(
        "fragment", "/fragmen/terkini.html", f"{making.site.base_url}/terkini/", "Terkini", "", noindex=True
    )
    return Made("fragment_terkini.html", {"page": page})


def tags(making: Making) -> Made:
    """Make the index of tags: the popular ones, or those of one letter."""
    site, ask, letter = making.site, making.ask, making.row.note
    url = page_url(making.row.path)
    title = f"Topik: {letter.upper()}" if letter else "Topik"
    crumbs = (HOME, Named("Topik", "/tag/" if letter else ""), *([Named(letter.upper())] if letter else []))
    page = PageView(
        kind="tags", url=url, canonical=site.base_url + url, title=title,
        description=f"{title}: topik berita {site.name}.", crumbs=crumbs,
    )  # fmt: skip
    shown = [Term(one.upper(), "" if one == letter else f"/indeks/tag/{one}/") for one in ask("letters")]
    found = ask("terms", letter) if letter else ask("popular", 60)
    return Made("tags.html", {"page": page, "letters": shown, "letter": letter.upper(), "terms": found})


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
    found = making.ask("months")
    rows = [
        Term(f"{dates.MONTHS[month - 1]} {year}", addresses.month_url(year, month), count)
        for year, month, count in found
    ]
    return _archive(making, ArchiveView("root", "Indeks Berita", rows[::-1]), (HOME, Named("Indeks")))


def year(making: Making) -> Made:
    """Make the archive of a year: its months."""
    at = making.row.number
    start, end = addresses.month_days(at, 1)[0], addresses.month_days(at, 12)[1]
    months: dict[int, int] = {}
    for number, count in making.ask("counts", start, end, f"y:{at:04d}"):
        month = dates.day_of(number).month
        months[month] = months.get(month, 0) + count
    rows = [Term(f"{dates.MONTHS[n - 1]} {at}", addresses.month_url(at, n), count) for n, count in months.items()]
    crumbs = (HOME, Named("Indeks", "/indeks/"), Named(str(at)))
    return _archive(making, ArchiveView("tahun", f"Indeks Berita {at}", rows[::-1]), crumbs)


def month(making: Making) -> Made:
    """Make the archive of a month: its days."""
    at, number = divmod(making.row.number, 100)
    start, end = addresses.month_days(at, number)
    rows = []
    for day_number, count in making.ask("counts", start, end, f"m:{at:04d}-{number:02d}"):
        day_date = dates.day_of(day_number)
        rows.append(
            Term(f"{dates.DAYS[day_date.weekday()]}, {dates.long_date(day_date)}", addresses.day_url(day_date), count)
        )
    name = f"{dates.MONTHS[number - 1]} {at}"
    crumbs = (HOME, Named("Indeks", "/indeks/"), Named(str(at), f"/indeks/{at:04d}/"), Named(dates.MONTHS[number - 1]))
    return _archive(making, ArchiveView("bulan", f"Indeks Berita {name}", rows[::-1]), crumbs)


def day(making: Making) -> Made:
    """Make the archive of a day: all its articles."""
    at = dates.day_of(making.row.number)
    before, after = making.ask("neighbours", making.row.number)
    view = ArchiveView(
        kind="hari",
        title=f"Indeks Berita {dates.DAYS[at.weekday()]}, {dates.long_date(at)}",
        items=making.ask("everything", making.row.lo, making.row.hi),
        newer_url="" if after is None else addresses.day_url(dates.day_of(after)),
        older_url="" if before is None else addresses.day_url(dates.day_of(before)),
    )
    crumbs = (
        HOME, Named("Indeks", "/indeks/"), Named(str(at.year), f"/indeks/{at.year:04d}/"),
        Named(dates.MONTHS[at.month - 1], addresses.month_url(at.year, at.month)), Named(str(at.day)),
    )  # fmt: skip
    return _archive(making, view, crumbs)


def _archive(making: Making, view: ArchiveView, crumbs: tuple[Named, ...]) -> Made:
    url = page_url(making.row.path)
    page = PageView(
        kind="archive", url=url, canonical=making.site.base_url + url, title=view.title,
        description=f"{view.title}: semua berita {making.site.name}.", prev_url=view.newer_url, next_url=view.older_url,
        crumbs=crumbs,
    )  # fmt: skip
    return Made("archive.html", {"page": page, "archive": view})
