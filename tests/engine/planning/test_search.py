"""The search's index: which segments are planned anew, and which keep their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.base import dates
from generator.config import site_yaml
from generator.engine.planning import search
from generator.engine.planning.rows import Section, place
from generator.model.delta import Delta, Invalidated
from generator.model.lookup_keys import page_key
from generator.model.ordinal import first_ordinal
from generator.model.page import Part, SearchIndex
from generator.store import groups, pages
from generator.store.database import Store, open_store
from generator.store.words import WORDS
from tests.store import tables
from tests.support import CONFIG

DAYS = ("2022-03-04", "2024-08-01", "2024-10-09", "2024-10-10")
NOW = "2024-10-10 12:00 WIB"


def at(written: str) -> int:
    return dates.parse(written, "WIB").epoch


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with an article of each of four segments."""
    with closing(open_store(tmp_path / ".ssg")) as store:
        for day in DAYS:
            tables.set_found(store, f"daerah/{day}.md", first_ordinal(at(f"{day} 09:00 WIB")))
        yield store


def planned(store: Store, now: str = NOW, touched: Iterable[int] = (), config: str = "search: true\n") -> Section:
    """Plan, with some seqs at which words differ, and bring the table of pages up to date."""
    site, problems = site_yaml.parse(CONFIG + config)
    assert site is not None, problems
    seqs = {groups.ensure(store, *WORDS): {*touched}} if touched else {}
    section = search.plan(store, Delta(invalidated=Invalidated(groups=seqs)), site, at(now))
    wanted = {page_key(one.page.path): one for one in section.wanted}
    pages.unplan(store, (row.id for row in section.rows if row.key not in wanted))
    place(store, wanted, {row.id for row in section.rows})
    return section


def segments(section: Section) -> set[str]:
    """Return the segments of which files are planned; the list of all is `indeks.json`."""
    return {one.page.path.split("/")[2] for one in section.wanted}


ALL = {"2022", "2024-q3", "2024-10", "2024-10-10", "indeks.json"}


def test_each_segment_has_files_of_terms_of_spellings_and_of_documents(store: Store) -> None:
    """A small one has one of each, and all say by which order of articles they are made."""
    section = planned(store)
    assert segments(section) == ALL
    [terms, spelling, documents] = [one.page for one in section.wanted if one.page.path.startswith("cari/indeks/2022/")]
    assert (terms.path, spelling.path, documents.path) == tuple(
        f"cari/indeks/2022/{name}.bin" for name in ("0", "e0", "d0")
    )
    assert (terms.kind, spelling.kind, documents.kind) == ("search-terms", "search-spelling", "search-documents")
    assert len({one.page.detail_of(Part).numbering for one in section.wanted if one.page.kind == "search-terms"}) == 4


def test_a_large_segment_has_more_files(store: Store) -> None:
    """Of terms a power of two, of documents one for 96 of them, each with the range that it reads."""
    first = first_ordinal(at("2023-05-05 09:00 WIB"))
    for number in range(200):
        tables.set_found(store, f"nasional/{number:03}.md", first + number)
    found = [one.page for one in planned(store).wanted if "/2023/" in one.page.path]
    names = [f"{number}.bin" for number in (*range(16), "e0", "d0", "d1", "d2")]
    assert [page.path.rpartition("/")[2] for page in found] == names
    assert [(page.lo - first, page.hi - first) for page in found[-3:]] == [(0, 95), (96, 191), (192, 199)]
    assert {(page.lo - first, page.hi - first) for page in found[:17]} == {(0, 199)}


def test_without_a_search_nothing_is_planned(store: Store) -> None:
    """And nothing with one while no word differs and the day is the same."""
    assert planned(store, config="") == Section([], [])
    planned(store)
    assert planned(store) == Section([], [])
    assert planned(store, "2024-10-10 23:59 WIB") == Section([], [])


def made(store: Store) -> dict[str, str]:
    """Return the files that are stale, with the reason; they count as made then."""
    return tables.made_now(store)


def test_only_a_segment_that_gained_or_lost_articles_is_made_anew(store: Store) -> None:
    """One that has other words keeps its rows: whoever reads the words is marked."""
    planned(store)
    made(store)
    seq = first_ordinal(at("2024-08-02 09:00 WIB"))
    assert segments(planned(store, touched=[first_ordinal(at("2024-08-01 09:00 WIB"))])) == {"2024-q3", "indeks.json"}
    assert made(store) == {}
    tables.set_found(store, "daerah/baru.md", seq)
    section = planned(store, touched=[seq])
    assert segments(section) == {"2024-q3", "indeks.json"}
    assert {row.page.path.split("/")[2] for row in section.rows} == {"2024-q3", "indeks.json"}
    assert made(store) == {
        f"cari/indeks/{name}": "input" for name in ("2024-q3/0.bin", "2024-q3/e0.bin", "2024-q3/d0.bin", "indeks.json")
    }


def test_an_article_at_another_time_may_begin_a_file_of_documents(store: Store) -> None:
    """The order is the same, and so is the segment; the file reads from where it begins now."""
    first = first_ordinal(at("2023-05-05 09:00 WIB"))
    docs = [tables.set_found(store, f"nasional/{number:03}.md", first + 10 * number) for number in range(200)]
    planned(store)
    made(store)
    tables.move(store, docs[96], first + 955)
    planned(store, touched=[first + 955, first + 960])
    assert made(store) == {"cari/indeks/2023/d1.bin": "input"}


def test_the_files_of_a_segment_that_is_over_are_planned_no_more(store: Store) -> None:
    """At midnight those of the day, in January those of the months."""
    planned(store)
    section = planned(store, "2024-10-11 00:00 WIB")
    assert segments(section) == {"2024-10", "indeks.json"}
    assert {row.page.path.split("/")[2] for row in section.rows} == {"2024-10", "2024-10-10", "indeks.json"}
    assert segments(planned(store, "2025-01-01 00:00 WIB")) == {"2024", "indeks.json"}
    assert segments(planned(store, NOW)) == ALL - {"2022"}


def test_the_list_knows_all_segments_newest_first(store: Store) -> None:
    """With the number of articles of each month."""
    [index] = [one.page.detail_of(SearchIndex) for one in planned(store).wanted if one.page.kind == "search-manifest"]
    assert [segment.head.name for segment in index.segments] == ["2024-10-10", "2024-10", "2024-q3", "2022"]
    assert [segment.head.months for segment in index.segments] == [
        ((month, 1),) for month in (202410, 202410, 202408, 202203)
    ]


def test_a_portal_without_articles_has_an_empty_list(tmp_path: Path) -> None:
    """And nothing else."""
    with closing(open_store(tmp_path / ".ssg")) as store:
        assert segments(planned(store)) == {"indeks.json"}
