"""Artikel Terkait: which articles stand in the list of another one, in which order, and what fills it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import NOW, ROOT, Portal, article, site, ssg_here
from tools.validate.portal import Portal as Built

STORIES = {
    # A running story: a flood and what followed.
    "banjir-1": ("Sungai Lindan Meluap, Ratusan Rumah Terendam", "daerah", "2024-09-01 08:00 WIB", "[Teluk, banjir Lindan]", "Teluk/Muara"),
    "banjir-2": ("Warga Lindan Mengungsi ke Balai Desa", "daerah", "2024-09-01 19:00 WIB", "[Teluk, banjir Lindan]", "Teluk/Muara"),
    "banjir-3": ("Dapur Umum Lindan Layani Tiga Ribu Pengungsi", "daerah", "2024-09-03 10:00 WIB", "[Teluk, banjir Lindan, relawan]", "Teluk/Muara"),
    "banjir-4": ("Tanggul Lindan Diperbaiki Setelah Surut", "nasional", "2024-09-09 10:00 WIB", "[Teluk, banjir Lindan]", "Teluk/Muara"),
    # Two that share nothing but the name of the whole region, which everything carries.
    "harga-cabai": ("Harga Cabai Turun Jelang Panen", "nasional", "2024-09-02 09:00 WIB", "[Teluk, harga cabai]", "Teluk/Kota"),
    "juara-renang": ("Perenang Muda Raih Emas di Kejuaraan", "olahraga", "2024-09-02 11:00 WIB", "[Teluk, renang]", "Teluk/Kota"),
    # Two villages of one name in two provinces.
    "sukamaju-barat": ("Panen Raya di Sukamaju Disambut Gembira", "daerah", "2024-09-05 09:00 WIB", "[Sukamaju]", "Teluk/Barat"),
    "sukamaju-timur": ("Pencurian Ternak Resahkan Sukamaju", "daerah", "2024-09-06 09:00 WIB", "[Sukamaju]", "Bukit/Timur"),
    "iklan": ("Sungai Lindan Meluap, Rumah Aman dengan Asuransi", "daerah", "2024-09-01 09:00 WIB", "[banjir Lindan]", "Teluk/Muara"),
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
                article(f"Peristiwa {chr(64 + day % 26)}{day}{hour}", timestamp=stamp, tags=tags, region="Teluk/Kota"),
            )
    for name, (title, kanal, stamp, tags, region) in STORIES.items():
        extra = {"type": "advertorial", "sponsor": "Asuransi Teluk"} if name == "iklan" else {}
        text = article(title, timestamp=stamp, tags=tags, region=region, **extra)
        portal.add(f"content/{kanal}/2024/09/{name}.md", text)
    portal.build()
    return portal


def box(portal: Portal | Built, path: str) -> list[str]:
    """Return the slugs in the box of an article, best first."""
    page = portal.read(f"{path}/index.html")
    section = page.partition('<section class="terkait">')[2].partition("</section>")[0]
    return re.findall(r'<h3><a href="[^"]*/([^/"]+)/">', section)


def story(portal: Portal, name: str) -> list[str]:
    """Return the box of one of the stories."""
    return box(portal, f"{STORIES[name][1]}/2024/09/{name}")


@pytest.mark.slow
def test_a_running_story_is_held_together(portal: Portal) -> None:
    """A follow-up shows what came before; an old page what followed within two days, and nothing later."""
    assert story(portal, "banjir-1")[0] == "banjir-2"
    assert story(portal, "banjir-3")[:2] == ["banjir-2", "banjir-1"]
    assert {"banjir-1", "banjir-2", "banjir-3"} <= set(story(portal, "banjir-4")[:3])
    assert "banjir-4" not in story(portal, "banjir-1")


def test_a_very_common_tag_relates_nothing(portal: Portal) -> None:
    """What shares no more than the name of the whole region fills the list from the region, the newest first."""
    assert story(portal, "juara-renang")[:2] == ["harga-cabai", "kabar-30-18"]
    assert len(story(portal, "juara-renang")) == 5


def test_why_an_article_is_related(portal: Portal) -> None:
    """`ssg why` tells the words that both have, the region, the kanal, and how far apart they are."""
    said = ssg_here(portal, "why", "/daerah/2024/09/banjir-2/", "--now", str(NOW)).stdout
    (line,) = [line for line in said.splitlines() if "banjir-1" in line]
    for reason in ("#banjir Lindan", "same region", "same kanal", "the same day"):
        assert reason in said.partition(line)[2].partition("/daerah")[0] + line


def test_nothing_is_related_to_itself_or_twice(portal: Portal) -> None:
    """And paid content is never recommended, however much it shares; its own list has news."""
    for name in STORIES:
        found = story(portal, name)
        assert not {name, "iklan"} & set(found)
        assert len(set(found)) == len(found)
    assert story(portal, "iklan")[:2] == ["banjir-1", "banjir-2"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["advertorial", "berita"])
def test_the_list_of_an_old_page_follows_its_candidates(tmp_path: Path, kind: str) -> None:
    """Also that of a paid article, which nobody finds, so that nothing looks for it when others change."""
    portal = site(tmp_path)
    for number in range(120):
        stamp = f"2024-09-{1 + number // 20:02d} {number % 20:02d}:00 WIB"
        name = f"{chr(97 + number % 26)}{chr(97 + number // 26)}x"
        portal.add(f"content/daerah/kabar-{number}.md", article(f"Kabar {name}", f"Isi {name}.", timestamp=stamp))
    portal.add("content/nasional/banjir.md", article("Banjir Lindan Surut", timestamp="2024-09-01 08:30 WIB"))
    paid = {"type": "advertorial", "sponsor": "Asuransi"} if kind == "advertorial" else {}
    text = article("Banjir Lindan Tanggul", timestamp="2024-09-06 08:30 WIB", region="Teluk", **paid)
    portal.add("content/olahraga/tanggul.md", text)
    portal.build()
    for old, new in (("Surut", "Tanggul"), ("Banjir Lindan", "Panen Raya"), ("Panen Raya Tanggul", "Banjir Lindan")):
        portal.edit("content/nasional/banjir.md", old, new)
        portal.build()
        assert portal.files() == portal.clean()
    portal.edit("content/nasional/banjir.md", "title:", "region: Teluk\ntitle:")
    portal.build()
    assert portal.files() == portal.clean()


@pytest.mark.slow
def test_gaps_between_the_articles_of_a_second_say_nothing(tmp_path: Path) -> None:
    """Where one has left a second, the others keep their places; a clean build numbers them from the first."""
    portal = site(tmp_path)
    for day in range(1, 31):
        for name in ("a", "b"):
            text = article(f"Banjir {name}{day}", f"Tanggul {day % 4}.", timestamp=f"2024-09-{day:02d} 00:00 WIB")
            portal.add(f"content/daerah/{name}{day}.md", text)
    portal.build()
    for day in (1, 2, 3, 4, 7, 15, 22, 29):
        portal.remove(f"content/daerah/a{day}.md")
    portal.build()
    assert portal.files() == portal.clean()


TURNS = ("Datang", "Meluas", "Mengamuk", "Bertahan", "Merendam", "Merusak", "Menyusut")


def build(tmp_path: Path, **keys: object) -> Portal:
    """Return a portal in which an article with some keys may have the flood of another place in its list."""
    portal = site(tmp_path)
    for day, turn in enumerate(TURNS, 1):
        text = article(f"Banjir Muara {turn}", "Tanggul jebol.", timestamp=f"2024-09-{day:02d} 08:00 WIB")
        portal.add(f"content/daerah/2024/09/banjir-{day}.md", text)
    portal.add("content/olahraga/2024/08/voli.md", article("Juara Voli", "Menang.", timestamp="2024-08-01 08:00 WIB"))
    text = article("Banjir Muara Surut", timestamp="2024-09-20 08:00 WIB", **{"body": "Tanggul jebol.", **keys})  # type: ignore[arg-type]
    portal.add("content/daerah/2024/09/surut.md", text)
    portal.build()
    return portal


def surut(portal: Portal) -> list[str]:
    return box(portal, "daerah/2024/09/surut")


def test_pins_come_first(tmp_path: Path) -> None:
    """In the order that they are given in, whatever they are about, by slug, path or address."""
    found = surut(build(tmp_path, related="[voli, daerah/2024/09/banjir-3.md, /daerah/2024/09/banjir-1/]"))
    assert found[:3] == ["voli", "banjir-3", "banjir-1"]
    assert len(set(found)) == 5


def test_what_editors_forbid_stands_nowhere(tmp_path: Path) -> None:
    """Nor does what the text leads to already."""
    body = "Tanggul jebol.\n\nBaca Juga: [](banjir-6)\n\nLihat [itu](/daerah/2024/09/banjir-5/)."
    found = surut(build(tmp_path, unrelated="[banjir-7, voli]", body=body))
    assert sorted(found) == ["banjir-1", "banjir-2", "banjir-3", "banjir-4"]


def test_a_pin_that_is_not_published_is_left_out(tmp_path: Path) -> None:
    """It is no mistake: it may be scheduled, or have expired."""
    portal = build(tmp_path)
    portal.add("content/daerah/2024/09/besok.md", article("Besok", timestamp="2030-09-20 08:00 WIB"))
    portal.edit("content/daerah/2024/09/surut.md", "title:", "related: [besok]\ntitle:")
    portal.build()
    assert "besok" not in surut(portal)
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("key", ["related", "unrelated"])
def test_what_is_not_there_is_a_mistake(tmp_path: Path, key: str) -> None:
    """With the line and the entry."""
    portal = build(tmp_path)
    portal.edit("content/daerah/2024/09/surut.md", "title:", f"{key}: [banjir-1, bajir-2]\ntitle:")
    (problem,) = portal.problems()
    assert problem.place == f"content/daerah/2024/09/surut.md:2:{len(key) + 14}"
    assert "bajir-2" in problem.message


def test_the_reports_of_a_running_story_come_in_order(tmp_path: Path) -> None:
    """What an article continues, and what that continues, the last one first."""
    portal = build(tmp_path, follows="banjir-2")
    portal.edit("content/daerah/2024/09/banjir-2.md", "title:", "follows: voli\ntitle:")
    portal.build()
    assert surut(portal)[:2] == ["banjir-2", "voli"]
    assert portal.files() == portal.clean()


def test_a_day_of_many_reports_does_not_hide_the_history(tmp_path: Path) -> None:
    """Of one day there are two at most while others are related too."""
    portal = build(tmp_path)
    for hour, turn in enumerate(TURNS[:6], 8):
        text = article(f"Pukul {hour} Banjir Muara {turn}", "Tanggul jebol.", timestamp=f"2024-09-19 {hour:02d}:00 WIB")
        portal.add(f"content/daerah/2024/09/pukul-{hour}.md", text)
    portal.build()
    assert sum(slug.startswith("pukul-") for slug in surut(portal)) == 2
    assert len(surut(portal)) == 5


def test_of_a_series_there_are_two_at_most(tmp_path: Path) -> None:
    """Headlines of one differ by a date or a number, if at all; what fills a list and what editors pin count, too."""
    portal = site(tmp_path)
    dates = ("1 September 2024", "Sabtu", "ke-3", "IV", "Lima", "", "2024/7", "", "Minggu, 9 Sept.")
    for day, date in enumerate(dates, 1):
        text = article(f"Harga Cabai {date}", "Pasar Wening.", timestamp=f"2024-09-{day:02d} 08:00 WIB")
        portal.add(f"content/daerah/2024/09/harga-{day}.md", text)
    for day, title in enumerate(("Panen Raya", "Jalan Rusak", "Juara Voli", "Cabai Busuk"), 10):
        pins = "[harga-1, harga-2]" if day == 12 else ""
        text = article(title, "Pasar ramai.", timestamp=f"2024-09-{day} 08:00 WIB", related=pins)
        portal.add(f"content/daerah/2024/09/lain-{day}.md", text)
    portal.build()

    def prices() -> list[list[str]]:
        names = [f"harga-{day}" for day in range(1, 10)] + [f"lain-{day}" for day in range(10, 14)]
        found = (box(portal, f"daerah/2024/09/{name}") for name in names)
        return [[slug for slug in slugs if slug.startswith("harga")] for slugs in found]

    assert [len(found) for found in prices()] == [2] * 13
    assert prices()[11] == ["harga-1", "harga-2"]
    portal.edit("content/daerah/2024/09/lain-10.md", "Panen Raya", "Harga Cabai 10 September")
    portal.build()
    assert max(map(len, prices())) == 2
    assert portal.files() == portal.clean()
    portal.edit("content/daerah/2024/09/harga-9.md", "Harga Cabai", "Harga Ikan")
    portal.build()
    assert portal.files() == portal.clean()


def test_from_the_sixth_article_on_the_list_is_full(tmp_path: Path) -> None:
    """Of whatever kanal they are, and without tags."""
    portal = site(tmp_path)
    titles = ["Panen Raya", "Harga Ikan", "Jalan Rusak", "Juara Voli", "Listrik Padam", "Pasar Malam", "Sekolah Baru"]
    kanal = ("daerah", "olahraga", "nasional")
    for number, title in enumerate(titles):
        text = article(title, f"Isi {title}.", timestamp=f"2024-0{number + 1}-01 08:00 WIB")
        portal.add(f"content/{kanal[number % 3]}/2024/a{number}.md", text)
    portal.build()
    counts = [len(box(portal, f"{kanal[number % 3]}/2024/0{number + 1}/a{number}")) for number in range(7)]
    assert counts == [0, 1, 2, 3, 4, 5, 5]


@pytest.mark.slow
def test_the_demo_site_is_related_well(demo: Built) -> None:
    """In the demo site, each story of the flood has another of the flood among its related articles."""
    content = ROOT / "content"
    files = sorted((content / "daerah").rglob("*.md"))
    flood = [file for file in files if "banjir Muara Lindan" in file.read_text("utf-8").partition("\n---")[0]]
    assert len(flood) >= 4
    for file in flood:
        found = box(demo, file.relative_to(content).with_suffix("").as_posix())
        assert {other.stem for other in flood if other != file} & set(found), file
