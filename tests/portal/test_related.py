"""Artikel Terkait: a small set of stories, and which must and must not be related."""

from __future__ import annotations

import pytest

from generator.base.dates import Stamp
from generator.portal.records import Card
from generator.portal.related import NEAREST, THRESHOLD, score, traits, weight
from tests.support import ROOT, Portal, article, site
from tools.validate.portal import Portal as Built

STORIES = {
    # A running story: a flood and what followed. Its tag is telling.
    "banjir-1": ("Sungai Lindan Meluap, Ratusan Rumah Terendam", "daerah", "2024-09-01 08:00 WIB", "[Teluk, banjir Lindan]", "Teluk/Muara"),
    "banjir-2": ("Warga Lindan Mengungsi ke Balai Desa", "daerah", "2024-09-01 19:00 WIB", "[Teluk, banjir Lindan]", "Teluk/Muara"),
    "banjir-3": ("Dapur Umum Lindan Layani Tiga Ribu Orang", "daerah", "2024-09-03 10:00 WIB", "[Teluk, banjir Lindan, relawan]", "Teluk/Muara"),
    "banjir-4": ("Tanggul Lindan Diperbaiki Setelah Surut", "nasional", "2024-09-09 10:00 WIB", "[Teluk, banjir Lindan]", "Teluk/Muara"),
    # Two that share nothing but the name of the whole region, which everything carries.
    "harga-cabai": ("Harga Cabai Turun Jelang Panen", "nasional", "2024-09-02 09:00 WIB", "[Teluk, harga cabai]", "Teluk/Kota"),
    "juara-renang": ("Perenang Muda Raih Emas di Kejuaraan", "olahraga", "2024-09-02 11:00 WIB", "[Teluk, renang]", "Teluk/Kota"),
    # Two villages of one name in two provinces.
    "sukamaju-barat": ("Panen Raya di Sukamaju Disambut Gembira", "daerah", "2024-09-05 09:00 WIB", "[Sukamaju]", "Teluk/Barat"),
    "sukamaju-timur": ("Pencurian Ternak Resahkan Sukamaju", "daerah", "2024-09-06 09:00 WIB", "[Sukamaju]", "Bukit/Timur"),
}  # fmt: skip


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """The stories among a month of other news that carries the region's name too."""
    portal = site(tmp_path_factory.mktemp("terkait"))
    for day in range(1, 31):
        for hour in (6, 12, 18):
            name = f"kabar-{day}-{hour}"
            tags = "[Teluk]" if hour != 12 else "[lain-lain, Teluk]"
            stamp = f"2024-08-{day:02d} {hour:02d}:30 WIB"
            portal.add(
                f"content/nasional/2024/08/{name}.md",
                article(f"Peristiwa {chr(64 + day % 26)}{day}{hour}", timestamp=stamp, tags=tags),
            )
    for name, (title, kanal, stamp, tags, region) in STORIES.items():
        text = article(title, timestamp=stamp, tags=tags, region=region)
        portal.add(f"content/{kanal}/2024/09/{name}.md", text)
    portal.build()
    return portal


def terkait(portal: Portal, name: str) -> list[str]:
    page = portal.read(f"{STORIES[name][1]}/2024/09/{name}/index.html")
    section = page.partition('<section class="terkait">')[2].partition("</section>")[0]
    return [other for other in STORIES if f"/{other}/" in section]


def test_a_running_story_is_held_together(portal: Portal) -> None:
    """A follow-up shows what came before, and what followed within the horizon of two days."""
    assert terkait(portal, "banjir-1") == ["banjir-2"]
    assert {"banjir-1", "banjir-2"} <= set(terkait(portal, "banjir-3"))
    assert {"banjir-1", "banjir-2", "banjir-3"} <= set(terkait(portal, "banjir-4"))


def test_a_very_common_tag_relates_nothing(portal: Portal) -> None:
    """Two stories that share only the region's name are not related."""
    assert "juara-renang" not in terkait(portal, "harga-cabai")
    assert "harga-cabai" not in terkait(portal, "juara-renang")
    assert not [name for name in terkait(portal, "juara-renang") if name.startswith("banjir")]


def test_places_of_one_name_are_two_places(portal: Portal) -> None:
    """Villages of one name in two provinces are not related by their name."""
    assert terkait(portal, "sukamaju-timur") == []


def test_nothing_is_related_to_itself(portal: Portal) -> None:
    """An article never stands in its own list."""
    for name in STORIES:
        assert name not in terkait(portal, name)


def test_nothing_newer_than_the_horizon(portal: Portal) -> None:
    """A follow-up of a week later is not on the old page, which has frozen."""
    assert "banjir-4" not in terkait(portal, "banjir-1")


def _card(title: str = "Judul", **keys: object) -> Card:
    base = {
        "path": "", "url": "", "title": title, "stamp": Stamp(0, "WIB"), "category": "daerah", "type": "berita", "summary": "",
        "photo": None, "tags": (), "authors": (), "region": "", "updated": None,
    }  # fmt: skip
    return Card(**{**base, **keys})  # type: ignore[arg-type]


def test_paid_content_is_never_recommended() -> None:
    """An advertorial is related to nothing, however much it shares."""
    own, paid = traits(_card()), traits(_card(type="advertorial"))
    assert score(own, paid, 100) == 0


def test_words_of_shared_tags_do_not_count_twice() -> None:
    """A headline that only repeats its tag has nothing telling left."""
    assert traits(_card("Banjir Lindan", tags=("banjir Lindan",))).words == frozenset()


def test_a_tag_is_worth_more_the_rarer_it_is() -> None:
    """The same tag is worth little when each article around carries it, and much when few do."""
    around = list(range(1000, 1096))
    everywhere = list(range(1095, 1095 - NEAREST, -1))
    often = list(range(1095, 1095 - 8 * NEAREST, -8))
    seldom = [1090, 1050, 900]
    worth = [weight(older, around) for older in (everywhere, often, seldom, [900, 800], [])]
    assert worth == sorted(worth)
    assert worth[0] + 4 < THRESHOLD <= worth[-1]


def test_the_demo_site_is_related_well(demo: Built) -> None:
    """In the demo site, each story of the flood has another of the flood among its related articles."""
    content = ROOT / "content"
    text = "banjir Muara Lindan"
    flood = [
        file
        for file in sorted((content / "daerah").rglob("*.md"))
        if text in file.read_text("utf-8").partition("\n---")[0]
    ]
    assert len(flood) >= 4
    for file in flood:
        page = demo.read(f"{file.relative_to(content).with_suffix('').as_posix()}/index.html")
        section = page.partition('<section class="terkait">')[2].partition("</section>")[0]
        assert any(f"/{other.stem}/" in section for other in flood if other != file), file
