"""The page of the search, and what its files show."""

from __future__ import annotations

import json

import pytest

from tests.searching import results
from tests.support import CONFIG, Portal, article, ld, site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    redirects = "redirects: {/tag/banjer/: /tag/banjir/}\n"
    config = f"{CONFIG}search: true\n{redirects}regions:\n  Jawa Tengah: [Kota Semarang]\n"
    portal = site(tmp_path_factory.mktemp("cari"), config=config)
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\n---\nHalo.\n")
    keys = {"timestamp": "2024-10-09 00:30 WITA", "type": "opini", "author": "[Ani, Budi]"}
    portal.add("content/daerah/a.md", article("Judul <b>", "Isi berita.", **keys))
    portal.add("content/daerah/b.md", article("Ringkas", summary="kata " * 30 + "akhir", tags="[Banjir, Pasar]"))
    portal.add(
        "content/daerah/c.md", article("Panjang", summary="k" * 150, tags="[Pasar]", timestamp="2023-10-09 10:00 WIB")
    )
    portal.add("content/daerah/d.md", article("Konsep", draft="true"))
    portal.build()
    return portal


@pytest.mark.slow
def test_what_a_result_shows(built: Portal) -> None:
    """Address, headline, day in its zone, kanal, kind, summary, byline; a long summary ends after a word."""
    assert results(built, "judul") == [
        {
            "url": "/daerah/2024/10/a/", "title": "Judul <b>", "date": "2024-10-09", "kanal": "daerah", "type": "opini",
            "summary": "Isi berita.", "byline": "Ani, Budi", "withdrawn": False, "all_words": True,
        }
    ]  # fmt: skip
    assert results(built, "ringkas")[0]["summary"] == "kata " * 19 + "kata…"
    assert results(built, "panjang")[0]["summary"] == "k" * 99 + "…"


def test_the_list_names_what_a_search_can_be_limited_to(built: Portal) -> None:
    """Kanal, regions and kinds, and what means the same: short names of provinces, and a tag's former spellings."""
    found = json.loads(built.read("cari/indeks/indeks.json"))
    assert (found["today"], [one["name"] for one in found["segments"]]) == ("2024-10-10", ["2024-10", "2023"])
    assert found["kanal"]["daerah"] == "Daerah"
    assert found["regions"] == {"jawa-tengah": "Jawa Tengah", "jawa-tengah/kota-semarang": "Kota Semarang"}
    assert found["types"]["opini"] == "Opini"
    assert (found["synonyms"]["jateng"], found["synonyms"]["banjer"]) == ("jawa tengah", "banjir")


def test_what_is_suggested(built: Portal) -> None:
    """Headlines, the newest first; topics, the largest first; people with a profile."""
    assert json.loads(built.read("cari/indeks/saran.json")) == {
        "format": 1,
        "headlines": [["Ringkas", "/daerah/2024/10/b/"], ["Judul <b>", "/daerah/2024/10/a/"], ["Panjang", "/daerah/2023/10/c/"]],
        "topics": [["Pasar", "/tag/pasar/"], ["Banjir", "/tag/banjir/"]],
        "people": [["Sari Wulan", "/penulis/sari-wulan/", "sari-wulan"]],
    }  # fmt: skip


def test_search_engines_are_told_of_the_search(built: Portal) -> None:
    """By the front page; robots leave its files alone."""
    action = ld(built.read("index.html"))["WebSite"]["potentialAction"]
    assert action == {
        "@type": "SearchAction", "query-input": "required name=search_term_string",
        "target": {"@type": "EntryPoint", "urlTemplate": "https://uji.example/cari/?q={search_term_string}"},
    }  # fmt: skip
    assert "Disallow: /cari/indeks/\n" in built.read("robots.txt")
    assert "noindex" not in built.read("cari/index.html")
