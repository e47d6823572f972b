"""The pages of listings, and of the archive by day, month and year with its sitemaps.

Numbered pages of a listing are full, counted from the oldest; its front page has the newest. A new article changes only
the front page; when that overflows there is one more numbered page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from generator.base import timestamps
from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.engine.planning.rows import Section, Wanted, joined
from generator.model import urls
from generator.model.delta import Delta
from generator.model.lookup_keys import page_key
from generator.model.ordinal import BEGINNING, END, ordinal_range
from generator.model.page import Front, Numbered, Page
from generator.model.records import ARTICLE_TYPES
from generator.model.site import Site
from generator.model.urls import SITEMAP_LIMIT, file_slug, output_path, sitemap_url
from generator.store import documents, groups, members, pages
from generator.store.database import Store
from generator.store.groups import Group
from generator.store.pages import Row


def plan(store: Store, delta: Delta, site: Site) -> Section:
    """Plan the pages of listings that gained or lost articles, and of those that exist without any."""
    profiles, topics = ({file_slug(path) for path in documents.paths_of(store, kind)} for kind in ("profile", "topic"))
    wanted: list[Wanted] = []
    rows: list[pages.Row] = []
    for group_id, seq in _changed(store, delta, site).items():
        group = groups.get(store, group_id)
        if url := site.paths.listing_url(group.kind, group.slug):
            always = (
                group.kind in ("all", "kanal", "ledger", "region")
                or (group.kind == "author" and group.slug in profiles)
                or (group.kind == "tag" and group.slug in topics)
            )
            part = _listing(store, group, url, seq, site.per_page, always=always)
            wanted += part.wanted
            rows += part.rows
    return Section(wanted, rows)


def rival_profiles(store: Store, delta: Delta) -> list[Problem]:
    """Return the problems of profiles with another's address, if any profile changed."""
    problems = []
    first_of: dict[str, str] = {}
    for path in documents.paths_of(store, "profile") if delta.profiles else ():
        first = first_of.setdefault(file_slug(path), path)
        if first != path:
            message = sentence("this profile has the address of content/{first}", first=first)
            hint = sentence("give the file another name")
            problems.append(Problem(Where(f"content/{path}"), "address-taken", message, hint, other=f"content/{first}"))
    return problems


def _changed(store: Store, delta: Delta, site: Site) -> Mapping[int, int]:
    """Return the groups whose listings must be split again, each with the first changed seq."""
    changed = dict(delta.members)
    named = (("kanal", site.kanal), ("ledger", urls.LEDGERS), ("region", site.regions))
    for kind, slug in (("all", ""), *((kind, slug) for kind, slugs in named for slug in slugs)):
        group = groups.ensure(store, kind, slug)
        if not pages.of_listing(store, group, END):
            changed.setdefault(group, BEGINNING)
    for kind in ARTICLE_TYPES[1:]:
        # Created before its first member, so that a page that asks for this type depends on it.
        groups.ensure(store, "type", kind)
    for kind, paths in (("author", delta.profiles), ("tag", delta.topics)):
        for path in sorted(paths):
            changed.setdefault(groups.ensure(store, kind, file_slug(path)), END)
    return changed


def _listing(store: Store, group: Group, url: str, seq: int, per_page: int, *, always: bool) -> Section:
    """Plan the pages of a listing from the one with `seq` on; with `always`, it has a front page even if empty."""
    numbered = urls.numbered_pages(group.published, per_page)
    first, start = members.holding(store, group.id, seq) or (1, BEGINNING)
    if first > numbered + 1:
        # The list became shorter than the changed page.
        first = numbered + 1
        start = members.start_of(store, group.id, first)
    seqs = members.between(store, group.id, start, END)
    rows = pages.of_listing(store, group.id, first - 1)
    listed = cut(group, url, first, seqs, per_page, always=always)
    members.replace(store, group.id, first, [page.lo for page in listed])
    before = next((row.page for row in rows if row.page.number == first - 1), None) if first > 1 else None
    # The previous page may become the newest, or cease to be.
    neighbours = [replace(before, detail=Numbered(first - 1 == numbered))] if before else []
    return Section([Wanted(page) for page in (*neighbours, *listed)], rows)


def cut(group: Group, url: str, first: int, seqs: list[int], per_page: int, *, always: bool) -> list[Page]:
    """Split a listing into pages from number `first` on, by the seqs of its articles, oldest first.

    The front page is numbered after the last numbered page; with `always`, it exists without articles.
    """
    numbered = urls.numbered_pages(group.published, per_page)
    listed: list[Page] = []
    for number in range(first, numbered + 1):
        at = (number - first) * per_page
        lo, hi = seqs[at], seqs[at + per_page - 1]
        detail = Numbered(number == numbered)
        listed.append(Page(output_path(urls.numbered_url(url, number)), "listing", group.id, number, lo, hi, detail))
    if group.published or always:
        newest = seqs[(numbered + 1 - first) * per_page :]
        lo = newest[0] if newest else BEGINNING
        listed.append(Page(output_path(url), "listing", group.id, 0, lo, END, Front(numbered)))
    return listed


def plan_calendar(store: Store, changed: Iterable[int], site: Site) -> Section:
    """Plan the pages of days, counted from 1970-01-01, whose article count changed, and of their months and years."""
    numbers = sorted(changed)
    months = sorted({(day.year, day.month) for day in map(timestamps.day_of, numbers)})
    years = sorted({year for year, _ in months})
    return joined(
        (
            *(_day(store, number, site) for number in numbers),
            *(_month(store, year, month, site) for year, month in months),
            *(_year(store, year, site) for year in years),
        )
    )


def _rows(store: Store, page: Page) -> list[Row]:
    return pages.of_site_at(store, page_key(page.path))


def _day(store: Store, number: int, site: Site) -> Section:
    start = timestamps.day_start(number, site.zone)
    lo, hi = ordinal_range(start, start + 86400)
    page = Page(output_path(site.paths.day_url(timestamps.day_of(number))), "day", None, number, lo, hi)
    return Section([Wanted(page)] if groups.articles_between(store, number, number + 1) else [], _rows(store, page))


def _month(store: Store, year: int, month: int, site: Site) -> Section:
    """Plan the archive of a month and its sitemaps, one for every `SITEMAP_LIMIT` articles."""
    start, end = timestamps.month_days(year, month)
    total = groups.articles_between(store, start, end)
    lo, hi = ordinal_range(timestamps.day_start(start, site.zone), timestamps.day_start(end, site.zone))
    page = Page(output_path(site.paths.month_url(year, month)), "month", None, year * 100 + month, lo, hi)
    wanted, rows = [Wanted(page)] if total else [], _rows(store, page)
    part = 0
    while True:
        page = Page(output_path(sitemap_url(year, month, part)), "sitemap", None, part, lo, hi)
        there = _rows(store, page)
        if total > part * SITEMAP_LIMIT:
            wanted.append(Wanted(page))
        elif not there:
            return Section(wanted, rows)
        rows += there
        part += 1


def _year(store: Store, year: int, site: Site) -> Section:
    start, end = timestamps.month_days(year, 1)[0], timestamps.month_days(year, 12)[1]
    page = Page(output_path(site.paths.year_url(year)), "year", None, year)
    return Section([Wanted(page)] if groups.articles_between(store, start, end) else [], _rows(store, page))
