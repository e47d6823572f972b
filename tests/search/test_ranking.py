"""Which results come first, as `ssg search` prints them: what a reader of the portal sees."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support import CONFIG, Portal, article, site, ssg_here

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
QUERIES = {
    "zamrud": "headline tag region byline summary text",
    # All words come before some; four of a sentence before one in a headline; less than a third of a query is nothing.
    "lava pasar": "lava-di-pasar lava",
    "nelayan menolong penumpang perahu pelabuhan malam": "penolong",
    "perahu karam nelayan": "perahu penolong",
    "lima enam tujuh delapan sembilan": "enam-tujuh",
    # A phrase in the headline, with the words between that it has there.
    "feri tenggelam": "feri feri-terpisah feri-dalam-teks",
    "karam di selat": "selat dekat-selat feri-dalam-teks",
    # Words that stand everywhere raise headlines that have them, and no article is missed without them.
    "juga ada di bali": "virus-di-bali bali",
    "juga qwerty": "",
    "aku dan dia": "aku-dan-dia",
    # An exact old headline is not buried; of equals the newer comes first.
    "jembatan sirah ambruk": "jembatan-lama jembatan",
    "gempa": "gempa-lagi gempa gempa-lama",
    "harga cabai": "cabai cabai-hari-ini",
    "--newest harga cabai": "cabai-hari-ini cabai",
    # In any form, by any name, with one wrong letter.
    "membangun": "pembangunan",
    "kebanjiran": "banjir",
    "JUMAT": "jumat",
    "jum’at": "jumat",
    "covid 19": "covid",
    "memberanikan": "memberanikan berani",
    "jateng": "jawa-tengah jateng",
    "jawa tengah": "jawa-tengah jateng",
    "gubenur": "gubernur gubernur-juga",
    "gubernru": "gubernur gubernur-juga",
    # Limits.
    "gajah": "opini gajah",
    "gajah 1 mei 2023": "gajah",
    "--type opini gajah": "opini",
    "--author Budi gajah": "gajah",
    "--region riau gajah": "opini",
    "--kanal olahraga gajah": "",
    "--year 2023 gajah": "gajah",
    # Nothing, without a crash; a very long text is read to some forty thousand words.
    "?!<>": "",
    "<script>alert(x)</script>": "",
    "x" * 5000: "",
    "sejarah": "singkatan",
    "penghujung": "",
}
"""What is asked, with its options -> what is found, the best first."""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    made = site(tmp_path_factory.mktemp("cari"), config=SITE)
    for slug, (title, body, *keys) in ARTICLES.items():
        made.add(f"content/daerah/{slug}.md", article(title, body, **(keys[0] if keys else {})))
    made.build()
    return made


def answer(portal: Portal, *words: str) -> dict[str, object]:
    """Return what `ssg search` finds."""
    done = ssg_here(portal, "search", "--json", *words)
    assert done.returncode in (0, 1), done.stderr
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:40])
def test_the_order_of_results(portal: Portal, query: str) -> None:
    """By what is asked for; nothing else is found."""
    found = [one["url"].split("/")[-2] for one in answer(portal, *query.split(" "))["results"]]
    assert " ".join(found) == QUERIES[query]


def test_what_is_said_beside_the_results(portal: Portal) -> None:
    """What was taken for a wrong letter, what is in no article, and how many words were too many."""
    found = answer(portal, "gubenur", "qwertyuiop")
    assert (found["corrected"], found["unknown"]) == ({"gubenur": "gubernur"}, ["qwertyuiop"])
    found = answer(portal, *(f"kata{number}" for number in range(40)))
    assert found["left_out"] == 28


def test_a_headline_is_shown_in_three_hundred_letters(portal: Portal) -> None:
    """So that no article fills a file of the index on its own."""
    (found,) = answer(portal, "naskah", "selesai")["results"]
    assert len(found["title"]) <= 300
    assert found["title"].endswith("…")


def test_a_damaged_index_is_told(portal: Portal) -> None:
    """Whatever became of its files, and `ssg build --verify` mends it."""
    files = sorted((portal.output / "cari/indeks").rglob("*.*"))
    for number in range(3):
        for file in files:
            data = file.read_bytes()
            file.write_bytes((data[: len(data) // 2], b"", bytes(reversed(data)))[number])
        done = ssg_here(portal, "search", "banjir")
        assert (done.returncode, "the index is damaged" in done.stderr) == (2, True), done.stderr
        portal.build(verify=True)
        assert ssg_here(portal, "search", "banjir").returncode == 0


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
