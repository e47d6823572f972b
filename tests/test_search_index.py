"""The index of the search: what it finds, and that it is the same however the site came to be what it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from generator.base import dates
from generator.engine.planning import search
from generator.queries import inverted
from generator.search import segments
from generator.search.reading import Searcher
from tests.quick import sample
from tests.support import CONFIG, NOW, Portal, article, site

SEARCHING = f"{CONFIG}search: true\nregions:\n  Jawa Tengah: [Kota Semarang]\n"
INDEX = "cari/indeks/"


def at(written: str) -> int:
    return dates.parse(written, "WIB").epoch


def found(portal: Portal, query: str, *filters: str) -> list[str]:
    """Return the addresses of what a query finds, best first."""
    searcher = Searcher(lambda name: (portal.output / INDEX / name).read_bytes())
    return [searcher.row(hit).url for hit in searcher.search(query, filters).hits]


def index(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.startswith(INDEX)}


def changed(portal: Portal, now: int = NOW, **options: object) -> set[str]:
    """Build; return the files of the index that changed, without its folder."""
    before = index(portal.files())
    portal.build(now, **options)
    after = index(portal.files())
    assert portal.files() == portal.clean(now=now, **options)
    return {path.removeprefix(INDEX) for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal with an article of today, of this month, of an earlier month, and of an earlier year."""
    made = site(tmp_path, config=SEARCHING)
    for name, day in (("kini", "2024-10-10"), ("baru", "2024-10-09"), ("lalu", "2024-08-01"), ("lama", "2022-03-04")):
        text = f"Isi tentang {name} di pelabuhan."
        made.add(f"content/daerah/{name}.md", article(f"Kabar {name}", text, timestamp=f"{day} 09:00 WIB"))
    made.build()
    return made


FIRST = {"2024-10-10", "2024-10", "2024-q3", "2022"}


def folders(portal: Portal) -> set[str]:
    return {path.name for path in (portal.output / INDEX).iterdir() if path.is_dir()}


# --------------------------------------------------------------------- which files


def test_the_index_is_cut_by_the_days_of_the_articles(portal: Portal) -> None:
    """A closed year, a closed quarter, the days of this month before today, and today."""
    assert folders(portal) == FIRST
    months = {"kini": "2024/10", "baru": "2024/10", "lalu": "2024/08", "lama": "2022/03"}
    assert {*found(portal, "pelabuhan")} == {f"/daerah/{month}/{name}/" for name, month in months.items()}


def test_what_is_said_in_a_video_is_found(portal: Portal) -> None:
    """By its transcript."""
    body = "https://youtu.be/dQw4w9WgXcQ\n\n## Transkrip\n\nCamat: bendungan kering."
    portal.add("content/daerah/film.md", article("Wawancara", body, timestamp="2024-10-09 11:00 WIB", type="video"))
    portal.build()
    assert found(portal, "bendungan") == ["/daerah/2024/10/film/"]


def test_without_a_search_there_is_no_file_of_it(portal: Portal) -> None:
    """Those that were there go, and nothing leads to them."""
    portal.add("site.yaml", SEARCHING.replace("search: true", "search: false"))
    portal.build()
    files = portal.files()
    assert not [path for path in files if path.startswith("cari/") or path == "opensearch.xml"]
    assert b"/cari/" not in b"".join(files.values())
    assert files == portal.clean()


def test_an_article_of_today_changes_the_files_of_today_alone(portal: Portal) -> None:
    """And the list of files, and what is suggested."""
    portal.add("content/daerah/x.md", article("Kapal karam", "Di laut.", timestamp="2024-10-10 11:00 WIB"))
    assert {path.partition("/")[0] for path in changed(portal)} == {"2024-10-10", "indeks.json", "saran.json"}
    assert found(portal, "karam") == ["/daerah/2024/10/x/"]


def test_a_correction_of_an_old_article_changes_its_segment_alone(portal: Portal) -> None:
    """Not even the list of files, since the order of its articles is the same."""
    portal.edit("content/daerah/lama.md", "di pelabuhan", "di pasar")
    assert {path.partition("/")[0] for path in changed(portal)} == {"2022"}
    assert found(portal, "pasar") == ["/daerah/2022/03/lama/"]


def test_midnight_moves_the_articles_of_a_day_into_their_month(portal: Portal) -> None:
    """And a new year makes one segment of its quarters."""
    changed(portal, at("2024-10-11 00:00 WIB"))
    assert folders(portal) == {"2024-10", "2024-q3", "2022"}
    before = index(portal.files())
    changed(portal, at("2024-11-01 00:00 WIB"))
    after = index(portal.files())
    assert {path for path in after if after[path] != before.get(path)} == {f"{INDEX}indeks.json"}
    changed(portal, at("2025-01-01 00:00 WIB"))
    assert folders(portal) == {"2024", "2022"}
    changed(portal, NOW)
    assert folders(portal) == FIRST


def test_the_list_is_there_on_any_day(portal: Portal) -> None:
    """Also on the day before those that have numbers begin."""
    changed(portal, at("1969-12-31 12:00 WIB"))
    assert "cari/indeks/indeks.json" in portal.clean(now=at("1969-12-31 12:00 WIB"))


def test_a_build_with_nothing_to_do_makes_no_file(portal: Portal) -> None:
    """Not even an hour later."""
    assert changed(portal) == set()
    report = portal.build(NOW + 3600)
    assert report.rendered == 0


def test_the_last_article_of_a_segment_takes_its_files_along(portal: Portal) -> None:
    """By its deletion as by the end of its time."""
    portal.remove("content/daerah/lama.md")
    changed(portal)
    portal.edit("content/daerah/lalu.md", "timestamp:", "expires: 2024-10-10 13:00 WIB\ntimestamp:")
    changed(portal)
    changed(portal, at("2024-10-10 14:00 WIB"))
    assert folders(portal) == FIRST - {"2022", "2024-q3"}


# ----------------------------------------------------------------- what is found


def test_what_is_not_published_is_not_found(portal: Portal) -> None:
    """Drafts, scheduled and expired articles; the next hour finds the scheduled one."""
    for name, keys in (
        ("konsep", {"draft": "true"}), ("besok", {"timestamp": "2024-10-11 08:00 WIB"}), ("usang", {"expires": "2024-10-10 08:00 WIB"}),
    ):  # fmt: skip
        portal.add(f"content/daerah/{name}.md", article(f"Rahasia {name}", "Bersama.", **keys))
    changed(portal)
    assert found(portal, "rahasia") == []
    changed(portal, at("2024-10-11 09:00 WIB"))
    assert found(portal, "rahasia") == ["/daerah/2024/10/besok/"]
    changed(portal, at("2024-10-11 09:00 WIB"), drafts=True)
    assert len(found(portal, "rahasia")) == 2


def test_the_day_of_an_article_is_found(portal: Portal) -> None:
    """As pages show it, though its text does not say it."""
    assert found(portal, "pelabuhan agustus 2024")[0] == "/daerah/2024/08/lalu/"
    assert found(portal, "pelabuhan 4 maret 2022")[0] == "/daerah/2022/03/lama/"


def test_what_a_text_says_first_counts_more(portal: Portal) -> None:
    """An older article whose first sentences have the word comes before a newer one that has it later."""
    late = f"{'Kapal bersandar dan muatan diturunkan. ' * 20}Ada paus."
    portal.add("content/daerah/awal.md", article("Satu", "Ada paus di teluk.", timestamp="2024-10-08 09:00 WIB"))
    portal.add("content/daerah/akhir.md", article("Dua", late, timestamp="2024-10-09 09:00 WIB"))
    portal.build()
    assert found(portal, "paus") == ["/daerah/2024/10/awal/", "/daerah/2024/10/akhir/"]


def test_a_withdrawn_article_is_found_by_its_headline_alone(portal: Portal) -> None:
    """With its notice, and by no word of its text, its summary, its tags or its photo."""
    path, keys = "content/daerah/x.md", {"tags": "[Banjir]", "summary": "Ringkasan khusus."}
    portal.add(path, article("Kapal karam", "Kata Tuan Bajak.", **keys))
    changed(portal)
    assert found(portal, "bajak") == found(portal, "banjir") == found(portal, "khusus") == ["/daerah/2024/10/x/"]
    retracted = "{timestamp: 2024-10-09 20:00 WIB, reason: sara, text: Ditarik atas permintaan.}"
    portal.add(path, article("Kapal karam", "Kata Tuan Bajak.", retracted=retracted, **keys))
    changed(portal)
    assert found(portal, "karam") == ["/daerah/2024/10/x/"]
    assert [found(portal, word) for word in ("bajak", "banjir", "khusus", "permintaan")] == [[]] * 4
    searcher = Searcher(lambda name: (portal.output / INDEX / name).read_bytes())
    row = searcher.row(searcher.search("karam").hits[0])
    assert (row.summary, row.byline, row.photo, row.flags) == ("Ditarik atas permintaan.", "", "", 1)
    portal.edit(path, "Ditarik atas permintaan.", "Ditarik redaksi.")
    assert {path.partition("/")[2] for path in changed(portal)} == {"d0.bin"}


def test_an_article_that_is_gone_is_not_found(portal: Portal) -> None:
    """Its address says that it is over."""
    portal.edit("content/daerah/lama.md", "timestamp:", "gone: true\ntimestamp:")
    changed(portal)
    assert found(portal, "lama") == []


def test_results_are_limited_by_kanal_region_type_and_author(portal: Portal) -> None:
    """Each is a term of its own."""
    portal.add("content/nasional/x.md", article("Kabar lain", region="Jawa Tengah/Kota Semarang", author="Ani Putri"))
    portal.add("content/nasional/y.md", article("Kabar opini", type="opini"))
    changed(portal)
    x, y = "/nasional/2024/10/x/", "/nasional/2024/10/y/"
    assert {*found(portal, "kabar", "k:nasional")} == {x, y}
    assert found(portal, "kabar", "d:jawa-tengah") == found(portal, "kabar", "d:jawa-tengah/kota-semarang") == [x]
    assert found(portal, "kabar", "p:ani-putri") == [x]
    assert found(portal, "kabar", "j:opini") == [y]


def test_a_headline_of_any_length_is_cut_where_it_is_shown(portal: Portal) -> None:
    """A few of them would else be a megabyte that every reader loads; its last word is found all the same."""
    portal.add("content/daerah/x.md", article(f"Kabar {'panjang ' * 5000} ujungnya"))
    changed(portal)
    assert found(portal, "ujungnya") == ["/daerah/2024/10/x/"]
    assert max(map(len, index(portal.files()).values())) < 10_000


def test_an_author_is_found_by_all_names_in_bylines(portal: Portal) -> None:
    """What is suggested of a person names all terms that stand for it."""
    portal.add("content/authors/sw.md", "---\nname: Ani Putri\ninitials: ap\n---\nHalo.\n")
    for name, author in (("a", "Ani Putri"), ("b", "ap"), ("c", "sw"), ("d", "Budi")):
        portal.add(f"content/daerah/{name}.md", article(f"Laporan {name}", author=author))
    changed(portal)
    [[_, _, slugs]] = json.loads(portal.read(f"{INDEX}saran.json"))["people"]
    person = " ".join(f"p:{slug}" for slug in slugs.split(","))
    assert {*found(portal, "laporan", person)} == {f"/daerah/2024/10/{name}/" for name in "abc"}


def test_a_row_follows_what_it_shows(portal: Portal) -> None:
    """Address, headline, summary, and the name in the byline as the profile has it."""
    changed(portal)
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulandari\ninitials: sw\n---\nHalo.\n")
    portal.edit("content/daerah/lama.md", "Sari Wulan", "sw")
    assert {path.partition("/")[0] for path in changed(portal)} == {
        "2022",
        "2024-q3",
        "2024-10",
        "2024-10-10",
        "saran.json",
    }
    portal.edit(
        "content/daerah/lalu.md",
        "timestamp:",
        "slug: pindah\naliases: [/daerah/2024/08/lalu/]\nsummary: Sebuah ringkasan.\ntimestamp:",
    )
    changed(portal)
    searcher = Searcher(lambda name: (portal.output / INDEX / name).read_bytes())
    [row] = [searcher.row(hit) for hit in searcher.search("lalu").hits]
    assert (row.url, row.summary, row.byline) == ("/daerah/2024/08/pindah/", "Sebuah ringkasan.", "Sari Wulandari")


# --------------------------------------------------------------- incremental = clean


DAYS = ("2021-12-31", "2022-01-01", "2024-01-01", "2024-09-30", "2024-10-01", "2024-10-09", "2024-10-10", "2024-10-11")
HOURS = (
    "2024-09-30 23:59 WIB", "2024-10-01 00:00 WIB", "2024-10-10 12:00 WIB", "2024-10-11 00:00 WIB", "2024-10-31 23:59 WIB",
    "2024-12-31 23:59 WIB", "2025-01-01 00:00 WIB", "2025-01-02 12:00 WIB",
)  # fmt: skip
SETTINGS = (
    SEARCHING.replace("search: true", "search: false"), SEARCHING.replace("Asia/Jakarta", "Asia/Jayapura"),
    SEARCHING.replace("Kota Semarang", "Kudus"), SEARCHING.replace("name: Daerah", "name: Kabupaten"),
    SEARCHING.replace("uji.example", "uji.example/lokal"),
)  # fmt: skip
WORDS = "kapal feri banjir pasar ikan nelayan pelabuhan sekolah jalan jembatan".split()


def edit(r: Random, portal: Portal) -> None:
    """Write, change or delete an article of one of a dozen names."""
    path = f"content/{r.choice(('daerah', 'nasional'))}/{r.choice('abcdef')}.md"
    if r.random() < 0.2 and (portal.folder / path).exists():
        portal.remove(path)
        return
    said = r.choices(WORDS, k=6)
    hour = f"{r.choice(DAYS)} {r.choice(('00:00', '00:00', '12:00', '23:59'))} {r.choice(('WIB', 'WIB', 'WITA'))}"
    over = r.random()
    keys = {
        "draft": "true" if r.random() < 0.1 else "", "expires": r.choice(HOURS[-4:]) if r.random() < 0.1 else "",
        "slug": r.choice(WORDS) + path[8] + path[-4] if r.random() < 0.2 else "",
        "retracted": "{timestamp: 2024-10-11 23:59 WIB, reason: sara, text: Dicabut.}" if over < 0.1 else "",
        "gone": "true" if over > 0.95 else "", "hantu": "x" if r.random() < 0.05 else "", "tags": f"[{r.choice(WORDS)}]", "author": r.choice(("Sari Wulan", "sw", "SARI WULAN", "Ani")),
        "region": r.choice(("", "Jawa Tengah", "Jawa Tengah/Kota Semarang")), "summary": r.choice(("", "Sebuah ringkasan.")),
    }  # fmt: skip
    portal.add(path, article(" ".join(said[:3]), " ".join(said[3:]), timestamp=hour, **keys))


@pytest.mark.parametrize("seed", sample(range(50), 25))
def test_the_index_is_that_of_a_clean_build(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """After any edits, of site.yaml too, at any hour, with drafts and files held back, however many files it has."""
    for module, name, value in (
        (segments, "_SMALL", 1), (segments, "CHUNK", 2), (search, "CHUNK", 2), (inverted, "_FILES", 2), (segments, "_SPELLING", 2),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, value)
    r = Random(seed)
    portal = site(tmp_path, config=SEARCHING)
    for _ in range(12):
        for _ in range(r.randrange(4)):
            edit(r, portal)
        if r.random() < 0.2:
            name = r.choice(("Sari Wulan", "Sari Wulandari"))
            portal.add("content/authors/sari-wulan.md", f"---\nname: {name}\ninitials: sw\n---\nHalo.\n")
        if r.random() < 0.3:
            portal.add("site.yaml", r.choice((SEARCHING, *SETTINGS)))
        now, options = at(r.choice(HOURS)), {"drafts": r.random() < 0.2, "hold": True}
        portal.build(now, **options)
        files, clean = portal.files(), portal.clean(now=now, **options)
        assert {path for path in files.keys() | clean.keys() if files.get(path) != clean.get(path)} == set()


def test_a_time_of_another_zone(portal: Portal) -> None:
    """An article that was written far away is found, with its own hour."""
    portal.add("content/daerah/jauh.md", article("Kabar jauh", timestamp="2024-10-09T20:30-05:00"))
    portal.build()
    searcher = Searcher(lambda name: (portal.output / INDEX / name).read_bytes())
    (row,) = [searcher.row(hit) for hit in searcher.search("jauh").hits]
    assert (row.offset, (row.minutes + row.offset) % (24 * 60)) == (-300, 20 * 60 + 30)
