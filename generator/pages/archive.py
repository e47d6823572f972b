"""The pages of the archive: its front page, years, months and days."""

from __future__ import annotations

from generator.base import dates
from generator.model.records import Named, Term
from generator.model.urls import page_url
from generator.pages.context import Contents, Context
from generator.pages.structured_data import breadcrumbs, json_ld
from generator.pages.views import ArchiveView, PageView
from generator.queries import articles, days


def archive(context: Context) -> Contents:
    """Make the front page of the archive, which lists the months of all years."""
    months = context.ask(days.months)
    words, paths = context.words, context.site.paths
    rows = [
        Term(f"{words.months[month - 1]} {year}", paths.month_url(year, month), count) for year, month, count in months
    ]
    return _archive(
        context, ArchiveView("root", words["indeks_berita"], rows[::-1]), (context.home, Named(words["indeks"]))
    )


def year(context: Context) -> Contents:
    """Make the archive of a year, which lists its months."""
    at, words, paths = context.page.number, context.words, context.site.paths
    start, end = dates.month_days(at, 1)[0], dates.month_days(at, 12)[1]
    months: dict[int, int] = {}
    for number, count in context.ask(days.counts, start, end, f"y:{at:04d}"):
        month = dates.day_of(number).month
        months[month] = months.get(month, 0) + count
    rows = [Term(f"{words.months[n - 1]} {at}", paths.month_url(at, n), count) for n, count in months.items()]
    crumbs = (context.home, Named(words["indeks"], paths.index_url), Named(str(at)))
    return _archive(context, ArchiveView("tahun", words["judul_indeks"] % at, rows[::-1]), crumbs)


def month(context: Context) -> Contents:
    """Make the archive of a month, which lists its days."""
    at, number = divmod(context.page.number, 100)
    words, paths = context.words, context.site.paths
    start, end = dates.month_days(at, number)
    rows = []
    for day_number, count in context.ask(days.counts, start, end, f"m:{at:04d}-{number:02d}"):
        day_date = dates.day_of(day_number)
        rows.append(Term(words.weekday(day_date), paths.day_url(day_date), count))
    name = f"{words.months[number - 1]} {at}"
    crumbs = (
        context.home, Named(words["indeks"], paths.index_url), Named(str(at), paths.year_url(at)),
        Named(words.months[number - 1]),
    )  # fmt: skip
    return _archive(context, ArchiveView("bulan", words["judul_indeks"] % name, rows[::-1]), crumbs)


def day(context: Context) -> Contents:
    """Make the archive of a day, which lists its articles."""
    at, words, paths = dates.day_of(context.page.number), context.words, context.site.paths
    before, after = context.ask(days.neighbours, context.page.number)
    view = ArchiveView(
        kind="hari",
        title=words["judul_indeks"] % words.weekday(at),
        items=context.ask(articles.everything, context.page.lo, context.page.hi),
        newer_url="" if after is None else paths.day_url(dates.day_of(after)),
        older_url="" if before is None else paths.day_url(dates.day_of(before)),
    )
    crumbs = (
        context.home, Named(words["indeks"], paths.index_url), Named(str(at.year), paths.year_url(at.year)),
        Named(words.months[at.month - 1], paths.month_url(at.year, at.month)), Named(str(at.day)),
    )  # fmt: skip
    return _archive(context, view, crumbs)


def _archive(context: Context, view: ArchiveView, crumbs: tuple[Named, ...]) -> Contents:
    url = page_url(context.page.path)
    page = PageView(
        kind="archive",
        url=url,
        canonical=context.site.base_url + url,
        title=view.title,
        description=context.words["uraian_indeks"] % {"nama": view.title, "situs": context.site.name},
        prev_url=view.newer_url,
        next_url=view.older_url,
        crumbs=crumbs,
        json_ld=json_ld(breadcrumbs(context.site, crumbs)),
    )
    return Contents({"page": page, "archive": view})
