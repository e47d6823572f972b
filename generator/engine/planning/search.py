"""The files of the search's index, segment by segment: those of words, of documents and of spellings, and their list.

How the index is cut, `search.segments` says, by the articles' own days and the day of the build. A segment is planned
anew where it gained or lost articles, where one has other words, or where the day cuts it otherwise; the others keep
their rows. The row of the list holds what is known of all segments.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.base import timestamps
from generator.engine.planning.rows import Section, Wanted
from generator.model.delta import Delta
from generator.model.lookup_keys import page_key
from generator.model.ordinal import SHIFT, first_ordinal
from generator.model.page import Page, Part, SearchIndex, Segment
from generator.model.site import Site
from generator.model.urls import index_url, output_path
from generator.search import segments
from generator.search.segments import CHUNK, Cut, Head
from generator.store import groups, pages, words
from generator.store.database import Store
from generator.store.words import ROWS, WORDS


def plan(store: Store, delta: Delta, site: Site, now: int) -> Section:
    """Plan the segments that differ, and the list of all; without a search there are none."""
    if not site.search:
        return Section([], [])
    touched = sorted(delta.invalidated.groups.get(groups.ensure(store, *WORDS), ()))
    # Created before a page reads it.
    groups.ensure(store, *ROWS)
    own = Page(output_path(index_url()), "search-manifest")
    rows = pages.of_site_at(store, page_key(own.path))
    before = next((row.page.detail_of(SearchIndex) for row in rows if row.page.detail is not None), None)
    today = timestamps.day_number(now, site.zone)
    if before is not None and before.today == today and not touched:
        return Section([], [])
    known = {segment.head.name: segment for segment in before.segments} if before is not None else {}
    found: list[Segment] = []
    wanted: list[Wanted] = []
    for cut in _cuts(store, site, today):
        segment = known.get(cut.name)
        lo, hi = (first_ordinal(timestamps.day_start(day, site.zone)) for day in (cut.start, cut.end))
        if segment is None or (segment.start, segment.end) != (cut.start, cut.end) or _any(touched, lo, hi):
            articles = words.between(store, lo, hi - 1)
            seqs = [seq for seq, _ in articles]
            segment = _segment(cut, articles, site.zone) if articles else None
            wanted += map(Wanted, _pages(segment, seqs) if segment else ())
        if segment is not None:
            found.append(segment)
            if known.get(cut.name) == segment:
                del known[cut.name]
    # Other segments are gone, or have other files.
    old = {page_key(path): path for segment in known.values() for path in _paths(segment)}
    rows += pages.by_key(store, old).values()
    index = SearchIndex(today, tuple(found))
    return Section([Wanted(Page(own.path, own.kind, detail=index)), *wanted], rows)


def _cuts(store: Store, site: Site, today: int) -> Iterator[Cut]:
    oldest = words.oldest(store)
    if oldest is not None:
        yield from segments.cuts(today, timestamps.day_number(oldest >> SHIFT, site.zone))


def _any(seqs: Sequence[int], lo: int, hi: int) -> bool:
    at = bisect_left(seqs, lo)
    return at < len(seqs) and seqs[at] < hi


def _segment(cut: Cut, articles: Sequence[tuple[int, str]], zone: str) -> Segment:
    """Return a segment of articles, by seq and path of each, oldest first."""
    days = Counter(timestamps.day_number(seq >> SHIFT, zone) for seq, _ in articles)
    months: Counter[int] = Counter()
    for number, count in days.items():
        day = timestamps.day_of(number)
        months[day.year * 100 + day.month] += count
    count, order = len(articles), segments.numbering(path for _, path in articles)
    head = Head(
        cut.name, count, segments.shards(count), segments.spelling_shards(count), order.hex(),
        tuple(months.items()),
    )  # fmt: skip
    return Segment(head, cut.start, cut.end, articles[0][0], articles[-1][0])


def _pages(segment: Segment, seqs: Sequence[int]) -> Iterator[Page]:
    head = segment.head
    paths, part = _paths(segment), Part(head.numbering, head.shards, head.spellings)
    for kind, count in (("search-terms", head.shards), ("search-spelling", head.spellings)):
        for number in range(count):
            yield Page(next(paths), kind, None, number, segment.lo, segment.hi, part)
    for number, start in enumerate(range(0, head.documents, CHUNK)):
        lo, hi = seqs[start], seqs[min(start + CHUNK, head.documents) - 1]
        yield Page(next(paths), "search-documents", None, number, lo, hi, part)


def _paths(segment: Segment) -> Iterator[str]:
    """Yield the paths of a segment's files: of terms, of spellings, of documents."""
    head = segment.head
    for start, count in (("", head.shards), ("e", head.spellings), ("d", segments.chunks(head.documents))):
        for number in range(count):
            yield output_path(index_url(head.name, f"{start}{number}"))
