"""The tool that measures how well the search answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.search.reading import Searcher
from tools.related_quality.archives import Article
from tools.search_quality import collect, judged, ours
from tools.search_quality.__main__ import QUERIES, figures
from tools.search_quality.engines import fts5
from tools.search_quality.judged import KINDS, Judged

ARTICLES = [
    Article(1_700_000_000, "Feri tenggelam", "Penumpang selamat.", (), "daerah", address="daerah/1"),
    Article(1_780_000_000, "Gempa di laut", "Warga melihat feri.", ("Gempa",), "daerah", address="daerah/2"),
]


def test_measures() -> None:
    """Recall is the share of the answers among ten, the rank is that of the first."""
    query = Judged("nama", "feri", frozenset({"a", "b"}), "a")
    assert judged.recall(query, ["x", "b", *"1234567890", "a"]) == 0.5
    assert judged.rank(query, ["x", "b"]) == 0.5
    assert judged.rank(query, [*"1234567890", "a"]) == 0
    assert figures([query], [["b", "a"]]) == "1.000 | 1.000"


def test_recall_of_many_answers() -> None:
    """Ten answers of more are all that ten results can be."""
    query = Judged("nama", "feri", frozenset(map(str, range(12))), "0")
    assert judged.recall(query, [str(number) for number in range(10)]) == 1


def test_the_judged_queries() -> None:
    """There are 200 queries, all different, of known kinds; about half are for tuning, the same for one article."""
    queries = judged.read(QUERIES)
    assert len({query.text for query in queries}) == 200
    assert {query.kind for query in queries} == {*KINDS}
    assert 80 < sum(query.is_for_tuning for query in queries) < 120
    assert len({(query.sought, query.is_for_tuning) for query in queries}) == len({query.sought for query in queries})


@pytest.mark.parametrize("query", ["feri tenggelam", "feri november 2023"])
def test_ours_and_fts5(query: str) -> None:
    """Both find the article with all words first, that of its day too."""
    for ask in (ours.answers, fts5):
        assert ask(ARTICLES, [query], Path())[0][0] == "daerah/1"


def test_segments_of_an_archive() -> None:
    """An old year is a segment of its own beside the newest article's day."""
    heads = Searcher(ours.index(ARTICLES).__getitem__).manifest.segments
    assert [(head.name, head.documents) for head in heads if head.documents] == [("2026-05-29", 1), ("2023", 1)]


def test_an_archive_of_a_data_set(tmp_path: Path) -> None:
    """Each row with an address and a text is a file, named by its number."""
    source = tmp_path / "a.csv"
    source.write_text(
        "judul,tautan,tanggal,isi_berita\n"
        "Banjir,https://news.detik.com/berita/d-12/banjir,10/21/2025 20:43,Air naik\nTanpa,x,10/21/2025 20:43,teks\n"
    )
    collect.main(tmp_path / "arsip", [source])
    (path,) = (tmp_path / "arsip").rglob("*.md")
    assert path == tmp_path / "arsip/news/12.md"
    assert path.read_text() == '---\ntitle: "Banjir"\ntimestamp: "2025-10-21 20:43 WIB"\n---\n\nAir naik\n'
