"""Which results come first: what a reader of the portal sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.searching import Query, results, searched
from tests.support import CONFIG, ROOT, Portal, article, site

SITE = f"{CONFIG}search: true\nregions: {{Zamrud: [], Jawa Tengah: [], Riau: []}}\n"
OLD = {"timestamp": "2013-11-02 10:00 WIB"}
ARTICLES: dict[str, tuple[str, str] | tuple[str, str, dict[str, str]]] = {
    # Where a word stands.
    "headline": ("Zamrud", "Isi."),
    "tag": ("Kabar", "Isi.", {"tags": "[Zamrud]"}),
    "region": ("Kabar", "Isi.", {"region": "Zamrud"}),
    "byline": ("Kabar", "Isi.", {"author": "Zamrud"}),
    "summary": ("Kabar", "Isi.", {"summary": "Zamrud."}),
    "text": ("Kabar", "Isi.\n\nAda zamrud."),
    # Several words.
    "lava": ("Lava bandang", "Air."),
    "lava-di-pasar": ("Kabar lain", "Lava di pasar."),
    "perahu": ("Perahu terbalik", "Lain."),
    "penolong": ("Kabar", "Nelayan menolong penumpang di pelabuhan."),
    "lima": ("Lima", "Isi."),
    "delapan": ("Delapan", "Isi."),
    "sembilan": ("Sembilan", "Isi."),
    "enam-tujuh": ("Enam tujuh", "Isi."),
    "feri-dalam-teks": ("Kabar", "Feri tenggelam di selat. " * 3),
    "feri-terpisah": ("Feri yang lama tak jalan tenggelam", "Isi."),
    "feri": ("Feri tenggelam", "Isi."),
    "dekat-selat": ("Tongkang karam di dekat Selat Sunda", "Isi."),
    "selat": ("Tongkang karam di Selat Sunda", "Isi."),
    # Words that stand everywhere.
    "virus-di-bali": ("Virus juga ada di Bali", "Isi."),
    "virus": ("Virus di Papua", "Isi."),
    "bali": ("Bali ramai", "Isi."),
    "aku-dan-dia": ("Aku dan dia", "Isi."),
    "dalam-teks": ("Cerita", "Aku dan dia."),
    # Time.
    "jembatan-lama": ("Jembatan Sirah ambruk", "Jembatan.", OLD),
    "jembatan": ("Kabar hari ini", "Jembatan sirah yang ambruk. " * 5),
    "gempa-lagi": ("Gempa lagi", "Isi.", {"timestamp": "2024-10-09 18:00 WIB"}),
    "gempa": ("Gempa lagi", "Isi."),
    "gempa-lama": ("Gempa lagi", "Isi.", OLD),
    "cabai": ("Harga cabai", "Isi."),
    "cabai-hari-ini": ("Lain", "Harga dan cabai.", {"timestamp": "2024-10-10 10:00 WIB"}),
    # Forms of words, other names, and letters.
    "pembangunan": ("Pembangunan gedung", "Isi."),
    "banjir": ("Banjir", "Isi."),
    "jumat": ("Jum'at sore", "Isi."),
    "covid": ("Covid-19 mereda", "Isi."),
    "jawa-tengah": ("Kabar Jawa Tengah", "Isi."),
    "jateng": ("Kabar Jateng", "Isi."),
    "gubernur": ("Gubernur tiba", "Gubernur."),
    "gubernur-juga": ("Gubernur lain", "Gubernur."),
    "berani": ("Berani membela", "Isi."),
    "memberanikan": ("Memberanikan diri", "Isi."),
    # What a search can be limited to.
    "opini": ("Gajah", "Isi.", {"type": "opini", "author": "Ani", "region": "Riau"}),
    "gajah": ("Gajah", "Isi.", {"author": "Budi", "timestamp": "2023-05-01 10:00 WIB"}),
    "singkatan": ("Sejarah", f"{'kata ' * 50_000} {'kata ' * 1000} penghujung"),
    "panjang": ("Naskah " + "sangat " * 60 + "selesai", "Isi."),
}
FILTERS = {"kanal": "k", "region": "d", "type": "j", "author": "p"}


def documented() -> Iterator[tuple[str, str]]:
    """Yield each query, with its options, and the slugs of its results."""
    for line in (ROOT / "tests/fixtures/searches.txt").read_text("utf-8").splitlines()[1:]:
        if line and not line.startswith("# "):
            query, _, slugs = line.partition(" =>")
            yield query, slugs.strip()


def asked(line: str) -> Query:
    """Return the words and options of a line such as `--type opini gajah`."""
    filters, options = [], dict[str, Any]()
    while option := re.match("--([a-z]+) ", line):
        name, line = option[1], line[option.end() :]
        if name == "newest":
            options["newestFirst"] = True
            continue
        value, _, line = line.partition(" ")
        if name == "year":
            options["year"] = value
        else:
            filters.append(f"{FILTERS[name]}:{value}")
    return line, {**options, "filters": filters}


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    made = site(tmp_path_factory.mktemp("cari"), config=SITE)
    for slug, (title, body, *keys) in ARTICLES.items():
        made.add(f"content/daerah/{slug}.md", article(title, body, **(keys[0] if keys else {})))
    made.build()
    return made


@pytest.mark.slow
def test_the_order_of_results(portal: Portal) -> None:
    """By what is asked for; nothing else is found. Each line of fixtures/searches.txt holds."""
    lines = [*documented()]
    answers = searched(portal, [asked(query) for query, _ in lines])
    found = [" ".join(one["url"].split("/")[-2] for one in answer["results"]) for answer in answers]
    assert [*zip([query for query, _ in lines], found, strict=True)] == lines


def test_what_is_said_beside_the_results(portal: Portal) -> None:
    """What was taken for a wrong letter, what is in no article, and how many words were too many."""
    wrong, many, long = searched(
        portal, [("gubenur qwertyuiop", {}), (" ".join(f"kata{number}" for number in range(40)), {}), ("x" * 5000, {})]
    )
    assert (wrong["corrected"], wrong["unknown"]) == ({"gubenur": "gubernur"}, ["qwertyuiop"])
    assert many["left_out"] == 28
    assert long["results"] == []


def test_a_headline_is_shown_in_three_hundred_letters(portal: Portal) -> None:
    """So that no article fills a file of the index on its own."""
    (found,) = results(portal, "naskah selesai")
    assert len(found["title"]) <= 300
    assert found["title"].endswith("…")


@pytest.mark.slow
def test_no_article_falls_between_two_files_of_the_index(tmp_path: Path) -> None:
    """A file has 96 articles; the first of the second, or the last of the first, may come at another time."""
    portal = site(tmp_path, config=SITE)
    for number in range(98):
        stamp = f"2022-03-05 {number // 30:02}:{number % 30 * 2:02} WIB"
        portal.add(f"content/daerah/k-{number:02}.md", article(f"Kapal {number}", "Isi.", timestamp=stamp))
    portal.build()
    for number, old, new in ((96, "03:12", "03:11"), (95, "03:10", "03:11")):
        portal.edit(f"content/daerah/k-{number}.md", old, new)
        portal.build()
        assert portal.files() == portal.clean()
