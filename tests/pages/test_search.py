"""The page of the search, and what its files show."""

from __future__ import annotations

import json

import pytest

from generator.base import stemming
from generator.search import files, words
from generator.search.files import Row
from tests.photos import jpeg
from tests.support import CONFIG, Portal, article, ld

INDEX = "cari/indeks/"


@pytest.fixture
def portal(portal: Portal) -> Portal:
    portal.add(
        "site.yaml",
        f"{CONFIG}search: true\nregions:\n  Jawa Tengah: [Kota Semarang]\n",
    )
    return portal


def rows(portal: Portal, name: str = "2024-10/d0.bin") -> list[Row]:
    return files.decode_documents((portal.output / INDEX / name).read_bytes())[1]


def test_a_row_is_what_a_result_shows(portal: Portal) -> None:
    """Address, headline, time in its zone, kanal, kind, summary, byline; its flags say what is odd of it."""
    portal.add(
        "content/daerah/a.md",
        article("Judul <b>", "Isi berita.", timestamp="2024-10-09 16:10 WITA", type="opini", author="[Ani, Budi]"),
    )
    portal.add("content/daerah/b.md", article("B", "x " * 200, timestamp="2024-10-08", time_unknown="true"))
    portal.build()
    dateless, row = rows(portal)
    assert row == Row(
        "/daerah/2024/10/a/", "Judul <b>", 28807690, 480, "daerah", "opini", "Isi berita.", "", "Ani, Budi", 0
    )
    assert dateless.flags == 2
    assert len(dateless.summary) <= 101


def test_long_summaries_end_after_a_word(portal: Portal) -> None:
    """With a sign that there is more."""
    portal.add("content/daerah/a.md", article(summary="kata " * 30 + "akhir"))
    portal.add("content/daerah/b.md", article(summary="k" * 150))
    portal.build()
    assert [row.summary for row in rows(portal)] == ["kata " * 19 + "kata…", "k" * 99 + "…"]


def test_the_photo_is_a_small_one_of_the_lists(portal: Portal) -> None:
    """An address that is there; an artificial one is marked, and a drawing is shown as it is."""
    portal.add("content/foto/a.jpg", jpeg(800, 600))
    portal.add("content/foto/b.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>')
    portal.add("content/daerah/a.md", article("A", photo="{src: /foto/a.jpg, credit: S, ai: Alat}"))
    portal.add("content/daerah/b.md", article("B", photo="{src: /foto/b.svg, credit: S}"))
    portal.build()
    first, second = rows(portal)
    assert (first.photo[:8], first.photo[-4:]) == ("/gambar/", ".jpg")
    assert (portal.output / first.photo[1:]).is_file()
    assert f'src="{first.photo}"' in portal.read("indeks/2024/10/09/index.html")
    assert (first.flags, second.photo) == (4, "/foto/b.svg")


def test_the_list_names_what_a_search_can_be_limited_to(portal: Portal) -> None:
    """Kanal, regions and kinds, and what means the same: short names of provinces, and a tag's former spellings."""
    portal.edit("site.yaml", "search: true\n", "search: true\nredirects: {/tag/banjer/: /tag/banjir/}\n")
    portal.add("content/daerah/a.md", article(tags="[Banjir]", timestamp="2023-10-09 16:10 WIB"))
    portal.build()
    found = json.loads(portal.read("cari/indeks/indeks.json"))
    assert (found["today"], [one["name"] for one in found["segments"]]) == ("2024-10-10", ["2023"])
    assert found["kanal"]["daerah"] == "Daerah"
    assert found["regions"] == {"jawa-tengah": "Jawa Tengah", "jawa-tengah/kota-semarang": "Kota Semarang"}
    assert found["types"]["opini"] == "Opini"
    assert (found["synonyms"]["jateng"], found["synonyms"]["banjer"]) == ("jawa tengah", "banjir")


def test_what_is_suggested(portal: Portal) -> None:
    """Headlines, the newest first; topics, the largest first; people with a profile."""
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\n---\nHalo.\n")
    portal.add("content/daerah/a.md", article("A </script>", tags="[Banjir, Pasar]"))
    portal.add("content/daerah/b.md", article("B", tags="[Pasar]", timestamp="2024-10-08 10:00 WIB"))
    portal.add("content/daerah/c.md", article("C", draft="true"))
    portal.build()
    assert json.loads(portal.read("cari/indeks/saran.json")) == {
        "format": 1, "headlines": [["A </script>", "/daerah/2024/10/a/"], ["B", "/daerah/2024/10/b/"]],
        "topics": [["Pasar", "/tag/pasar/"], ["Banjir", "/tag/banjir/"]], "people": [["Sari Wulan", "/penulis/sari-wulan/", "sari-wulan"]],
    }  # fmt: skip


def test_search_engines_are_told_of_the_search(portal: Portal) -> None:
    """By the front page; robots leave its files alone."""
    portal.build()
    action = ld(portal.read("index.html"))["WebSite"]["potentialAction"]
    assert action == {
        "@type": "SearchAction", "query-input": "required name=search_term_string",
        "target": {"@type": "EntryPoint", "urlTemplate": "https://uji.example/cari/?q={search_term_string}"},
    }  # fmt: skip
    assert "Disallow: /cari/indeks/\n" in portal.read("robots.txt")
    assert "noindex" not in portal.read("cari/index.html")


def test_the_tables_of_the_language(portal: Portal) -> None:
    """The script stems as the program does, by the program's own tables."""
    portal.build()
    found = json.loads(portal.read("cari/indeks/bahasa.json"))
    assert found["stemmer"] == json.loads(json.dumps(stemming.tables()))
    assert set(found["stopwords"]) == words.STOPWORDS
