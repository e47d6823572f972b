"""`ssg search`: the terminal finds what readers find."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result

from tests.support import CONFIG, Portal, article, copied, invoked, site


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A portal with articles that have one or two words in common, one of which was withdrawn."""
    config = f"{CONFIG}search: true\nregions: {{Jawa Tengah: [Demak]}}\n"
    made = site(tmp_path_factory.mktemp("search"), config=config)
    made.add("content/authors/made-s.md", "---\nname: Made Sudarma\nrole: Reporter\n---\n")
    keys = {"type": "opini", "author": "Made Sudarma", "region": "Jawa Tengah/Demak", "summary": "Tentang air."}
    made.add("content/daerah/satu.md", article("Gubernur hadir", "Pasar.", timestamp="2024-10-09 01:00 WIT", **keys))
    made.add("content/nasional/dua.md", article("Kabar lain", "Gubernur.", timestamp="2023-02-03 23:00 WIB"))
    gone = "{timestamp: 2024-10-09 20:00 WIB, reason: sara, title: Dicabut}"
    made.add("content/nasional/tiga.md", article("Tiga", "Pasar.", timestamp="2022-02-03 23:00 WIB", retracted=gone))
    made.build()
    return made


def ask(portal: Portal, *words: str) -> Result:
    return invoked(portal, "search", *words)


FIRST = {
    "url": "/daerah/2024/10/satu/", "title": "Gubernur hadir", "date": "2024-10-09", "kanal": "daerah",
    "type": "opini", "summary": "Tentang air.", "byline": "Made Sudarma", "withdrawn": False, "all_words": True,
}  # fmt: skip


def test_all_that_programs_are_told(many: Portal) -> None:
    """Of each result what a reader sees of it, and of all how they were found; the day is that of the article's zone."""
    result = ask(many, "gubernur", "pasar", "qwertyuiop", "--json")
    found = json.loads(result.stdout)
    assert (result.return_value, result.stderr, result.stdout.count("\n")) == (0, "", 1)
    rows = found.pop("results")
    assert found == {"all_words": 1, "some_words": 1, "corrected": {}, "unknown": ["qwertyuiop"], "left_out": 0}
    second = {
        **FIRST, "url": "/nasional/2023/02/dua/", "title": "Kabar lain", "date": "2023-02-03", "kanal": "nasional",
        "type": "berita", "summary": rows[1]["summary"], "byline": "Sari Wulan", "all_words": False,
    }  # fmt: skip
    assert rows == [FIRST, second]


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--kanal", "daerah"], 1), (["--author", "Made Sudarma"], 1), (["--author", "made-sudarma"], 1), (["--author", "Sari Wulan"], 1),
        (["--type", "opini"], 1), (["--type", "video"], 0), (["--region", "jawa-tengah"], 1), (["--region", "jawa-tengah/demak"], 1),
        (["--region", "demak"], 0), (["--year", "2023"], 1), (["--count", "1"], 1), ([], 2), (["--kanal", "daerah", "--year", "2023"], 0),
        (["--newest"], 2),
    ],
)  # fmt: skip
def test_what_each_filter_leaves(many: Portal, options: list[str], count: int) -> None:
    """Those that are of that kanal, person, sort, region and year; people are known by their names as people write them."""
    result = ask(many, "gubernur", "--json", *options)
    assert (len(json.loads(result.stdout)["results"]), result.return_value) == (count, int(not count))


SATU = "2024-10-09  Gubernur hadir\n            /daerah/2024/10/satu/\n"
DUA = "2023-02-03  Kabar lain\n            /nasional/2023/02/dua/\n"


@pytest.mark.parametrize(
    ("words", "out", "err", "code"),
    [
        (("gubernur", "pasar"), SATU + DUA, "1 article with all words, 1 with some of them\n", 0),
        (("qwertyuiop",), "", "qwertyuiop is in no article\n0 articles with all words\n", 1),
        (("gubernur", "--count", "1"), SATU, "2 articles with all words\n", 0),
    ],
)
def test_all_that_people_are_told(many: Portal, words: tuple[str, ...], out: str, err: str, code: int) -> None:
    """The best first, on standard output, and what is said of them beside it; 1 if there are none."""
    result = ask(many, *words)
    assert (result.stdout, result.stderr, result.return_value) == (out, err, code)


def test_a_word_that_was_read_as_another_is_said(many: Portal, tmp_path: Path) -> None:
    """If several articles have that one."""
    more = copied(many, tmp_path)
    more.add("content/nasional/empat.md", article("Gubernur pulang", timestamp="2023-02-04 10:00 WIB"))
    more.build()
    said = "gubenur is in no article; this is for gubernur\nqwertyuiop is in no article\n3 articles with all words\n"
    assert ask(more, "gubenur", "qwertyuiop").stderr == said


def test_without_an_index_or_with_a_damaged_one(many: Portal, tmp_path: Path) -> None:
    """It is said what to do about it."""
    result = ask(many, "gubernur", "--output", str(tmp_path))
    assert (result.return_value, "search: true" in result.stderr) == (2, True)
    damaged = copied(many, tmp_path)
    for path in damaged.output.glob("cari/indeks/*/0.bin"):
        path.write_bytes(b"x")
    result = ask(damaged, "gubernur")
    assert (result.return_value, result.stdout, "ssg build --verify" in result.stderr) == (2, "", True)
