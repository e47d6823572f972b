"""The pages of the archive, by day, month and year, and the sitemaps of the months."""

from __future__ import annotations

from collections.abc import Iterable

from generator.base import timestamps
from generator.engine.planning.rows import Section, Wanted, joined
from generator.model.lookup_keys import page_key
from generator.model.ordinal import ordinal_range
from generator.model.page import Page
from generator.model.site import Site
from generator.model.urls import SITEMAP_LIMIT, output_path, sitemap_url
from generator.store import days, pages
from generator.store.database import Store
from generator.store.pages import Row


def plan(store: Store, changed: Iterable[int], site: Site) -> Section:
    """Plan the pages of days, counted from 1970-01-01, whose number of articles differs, of their months and years."""
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
    return Section([Wanted(page)] if days.total(store, number, number + 1) else [], _rows(store, page))


def _month(store: Store, year: int, month: int, site: Site) -> Section:
    """Plan the archive of a month and its sitemaps, of which there is one more for each so many articles."""
    start, end = timestamps.month_days(year, month)
    total = days.total(store, start, end)
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
    return Section([Wanted(page)] if days.has_any(store, start, end) else [], _rows(store, page))
