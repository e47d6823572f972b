"""The index of the search: what it finds, which files change, and that it is the same however the site came to be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.base import dates
from tests.searching import results
from tests.support import CONFIG, NOW, Portal, article, copied, site

SEARCHING = f"{CONFIG}search: true\nregions:\n  Jawa Tengah: [Kota Semarang]\n"
INDEX = "cari/indeks/"
FIRST = {"2024-10-10", "2024-10", "2024-q3", "2022"}


def at(written: str) -> int:
    return dates.parse(f"{written} WIB", "WIB").epoch


def found(portal: Portal, words: str) -> list[str]:
    """Return the addresses of what a query finds, best first."""
    return [one["url"] for one in results(portal, words)]


def index(portal: Portal) -> dict[str, bytes]:
    return {path.removeprefix(INDEX): data for path, data in portal.files().items() if path.startswith(INDEX)}


def changed(portal: Portal, now: int = NOW) -> set[str]:
    """Build; return the folders and lists of the index in which something changed."""
    before = index(portal)
    portal.build(now)
    after = index(portal)
    return {path.partition("/")[0] for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A portal with an article of today, of this month, of an earlier month, and of an earlier year."""
    made = site(tmp_path_factory.mktemp("awal"), config=SEARCHING)
    for name, day in (("kini", "2024-10-10"), ("baru", "2024-10-09"), ("lalu", "2024-08-01"), ("lama", "2022-03-04")):
        text = f"Isi tentang {name} di pelabuhan."
        made.add(f"content/daerah/{name}.md", article(f"Kabar {name}", text, timestamp=f"{day} 09:00 WIB"))
    made.build()
    return made


@pytest.fixture
def portal(begun: Portal, tmp_path: Path) -> Portal:
    return copied(begun, tmp_path)


def folders(portal: Portal) -> set[str]:
    return {path.name for path in (portal.output / INDEX).iterdir() if path.is_dir()}


# --------------------------------------------------------------------- which files


def test_the_index_is_cut_by_the_days_of_the_articles(begun: Portal) -> None:
    """A closed year, a closed quarter, the days of this month before today, and today."""
    assert folders(begun) == FIRST
    months = {"kini": "2024/10", "baru": "2024/10", "lalu": "2024/08", "lama": "2022/03"}
    assert {*found(begun, "pelabuhan")} == {f"/daerah/{month}/{name}/" for name, month in months.items()}


def test_without_a_search_there_is_no_file_of_it(portal: Portal) -> None:
    """Those that were there go, and nothing leads to them."""
    portal.add("site.yaml", SEARCHING.replace("search: true", "search: false"))
    portal.build()
    files = portal.files()
    assert not [path for path in files if path.startswith("cari/")]
    assert b"/cari/" not in b"".join(files.values())
    assert files == portal.clean()


@pytest.mark.slow
def test_an_article_changes_the_files_of_its_days_alone(portal: Portal) -> None:
    """A new one the list of files and what is suggested too; a correction of an old one not even those."""
    portal.add("content/daerah/x.md", article("Kapal karam", "Di laut.", timestamp="2024-10-10 11:00 WIB"))
    assert changed(portal) == {"2024-10-10", "indeks.json", "saran.json"}
    assert found(portal, "karam") == ["/daerah/2024/10/x/"]
    portal.edit("content/daerah/lama.md", "di pelabuhan", "di pasar")
    assert changed(portal) == {"2022"}
    assert found(portal, "pasar") == ["/daerah/2022/03/lama/"]
    assert portal.build(NOW + 3600).rendered == 0
    assert portal.files() == portal.clean()


def test_midnight_moves_the_articles_of_a_day_into_their_month(portal: Portal) -> None:
    """And a new year makes one part of its quarters; the clock may also be put back."""
    for hour, there in (
        ("2024-10-11 00:00", {"2024-10", "2024-q3", "2022"}), ("2025-01-01 00:00", {"2024", "2022"}),
        ("2024-10-10 12:00", FIRST),
    ):  # fmt: skip
        portal.now = at(hour)
        portal.build()
        assert folders(portal) == there, hour
        assert portal.files() == portal.clean(), hour


def test_the_last_article_of_a_part_takes_its_files_along(portal: Portal) -> None:
    """By its deletion as by the end of its time."""
    portal.remove("content/daerah/lama.md")
    portal.edit("content/daerah/lalu.md", "timestamp:", "expires: 2024-10-10 13:00 WIB\ntimestamp:")
    portal.build()
    assert folders(portal) == FIRST - {"2022"}
    portal.build(at("2024-10-10 14:00"))
    assert folders(portal) == FIRST - {"2022", "2024-q3"}


@pytest.mark.slow
def test_no_article_falls_between_two_files(portal: Portal) -> None:
    """One file has 96 articles: the last of them is found at another time, too, at which none comes before or behind it."""
    for number in range(97):
        stamp = f"2022-03-05 {number // 30:02}:{number % 30 * 2:02} WIB"
        portal.add(f"content/daerah/k-{number:02}.md", article(f"Kapal {number}", "Isi.", timestamp=stamp))
    portal.build()
    for number in (94, 95):
        portal.edit(f"content/daerah/k-{number}.md", f"{number % 30 * 2:02} WIB", f"{number % 30 * 2 + 1:02} WIB")
    portal.build()
    assert [one["title"] for one in results(portal, "kapal", newestFirst=True, count=3)] == [
        "Kapal 96", "Kapal 95", "Kapal 94",
    ]  # fmt: skip
    assert portal.files() == portal.clean()


# ----------------------------------------------------------------- what is found


@pytest.mark.slow
def test_what_is_not_published_is_not_found(portal: Portal) -> None:
    """Drafts, scheduled, expired and gone articles; the next hour finds the scheduled one."""
    for name, keys in (
        ("konsep", {"draft": "true"}), ("besok", {"timestamp": "2024-10-11 08:00 WIB"}),
        ("usang", {"expires": "2024-10-10 08:00 WIB"}), ("habis", {"gone": "true"}),
    ):  # fmt: skip
        portal.add(f"content/daerah/{name}.md", article(f"Rahasia {name}", "Bersama.", **keys))
    portal.build()
    assert found(portal, "rahasia") == []
    portal.build(at("2024-10-11 09:00"))
    assert found(portal, "rahasia") == ["/daerah/2024/10/besok/"]


@pytest.mark.slow
def test_what_finds_an_article(portal: Portal) -> None:
    """Its day as pages show it, what is said in its video, and what its text says first before what it says later."""
    body = "https://youtu.be/dQw4w9WgXcQ\n\n## Transkrip\n\nCamat: bendungan kering."
    late = f"{'Kapal bersandar dan muatan diturunkan. ' * 20}Ada paus."
    portal.add("content/daerah/film.md", article("Wawancara", body, timestamp="2024-10-09 11:00 WIB", type="video"))
    portal.add("content/daerah/awal.md", article("Satu", "Ada paus di teluk.", timestamp="2024-10-08 09:00 WIB"))
    portal.add("content/daerah/akhir.md", article("Dua", late, timestamp="2024-10-09 09:00 WIB"))
    portal.build()
    assert found(portal, "pelabuhan agustus 2024")[0] == "/daerah/2024/08/lalu/"
    assert found(portal, "pelabuhan 4 maret 2022")[0] == "/daerah/2022/03/lama/"
    assert found(portal, "bendungan") == ["/daerah/2024/10/film/"]
    assert found(portal, "paus") == ["/daerah/2024/10/awal/", "/daerah/2024/10/akhir/"]


@pytest.mark.slow
def test_a_withdrawn_article_is_found_by_its_headline_alone(portal: Portal) -> None:
    """With its notice, and by no word of its text, its summary, its tags or its notice."""
    path, keys = "content/daerah/x.md", {"tags": "[Banjir]", "summary": "Ringkasan khusus."}
    portal.add(path, article("Kapal karam", "Kata Tuan Bajak.", **keys))
    portal.build()
    assert found(portal, "bajak") == found(portal, "banjir") == found(portal, "khusus") == ["/daerah/2024/10/x/"]
    retracted = "{timestamp: 2024-10-09 20:00 WIB, reason: sara, text: Ditarik atas permintaan.}"
    portal.add(path, article("Kapal karam", "Kata Tuan Bajak.", retracted=retracted, **keys))
    portal.build()
    assert [found(portal, word) for word in ("bajak", "banjir", "khusus", "permintaan")] == [[]] * 4
    (row,) = results(portal, "karam")
    assert (row["summary"], row["byline"], row["withdrawn"]) == ("Ditarik atas permintaan.", "", True)
    portal.edit(path, "Ditarik atas permintaan.", "Ditarik redaksi.")
    portal.build()
    assert results(portal, "karam")[0]["summary"] == "Ditarik redaksi."
    assert portal.files() == portal.clean()


@pytest.mark.slow
def test_what_one_article_adds_to_the_index_is_bounded(portal: Portal) -> None:
    """A few headlines of a megabyte would be one that every reader loads; the last word of one is found all the same."""
    portal.add("content/daerah/x.md", article(f"Kabar {'panjang ' * 5000} ujungnya"))
    book = " ".join(f"kata{number}" for number in range(40_000))
    portal.add("content/daerah/y.md", article("Buku", book))
    portal.edit("site.yaml", "search: true", "search: true\nlimits: {article: 4 MB}")
    portal.build()
    assert found(portal, "ujungnya") == ["/daerah/2024/10/x/"]
    assert len(str(results(portal, "ujungnya")[0]["title"])) <= 301
    assert len(portal.read(f"{INDEX}saran.json")) < 2_000
    assert (found(portal, "kata99"), found(portal, "kata39999")) == (["/daerah/2024/10/y/"], [])


@pytest.mark.slow
def test_an_author_is_found_by_all_names_in_bylines(portal: Portal) -> None:
    """What is suggested of a person names all that stand for it; the byline is that of the profile."""
    portal.add("content/authors/sw.md", "---\nname: Ani Putri\ninitials: ap\n---\nHalo.\n")
    for name, author in (("a", "Ani Putri"), ("b", "ap"), ("c", "sw"), ("d", "Budi")):
        portal.add(f"content/daerah/{name}.md", article(f"Laporan {name}", author=author))
    portal.build()
    [[_, _, slugs]] = json.loads(portal.read(f"{INDEX}saran.json"))["people"]
    assert set(slugs.split(",")) == {"ani-putri", "ap", "sw"}
    assert {one["byline"] for one in results(portal, "laporan")} == {"Ani Putri", "Budi"}
    portal.edit("content/authors/sw.md", "Ani Putri", "Ani Putriani")
    portal.build()
    assert {one["byline"] for one in results(portal, "laporan b")[:1]} == {"Ani Putriani"}
    assert portal.files() == portal.clean()


def test_a_time_of_another_zone(portal: Portal) -> None:
    """An article that was written far away has the day that its desk wrote."""
    portal.add("content/daerah/jauh.md", article("Kabar jauh", timestamp="2024-10-08T20:30-05:00"))
    portal.build()
    assert [one["date"] for one in results(portal, "jauh")[:1]] == ["2024-10-08"]
