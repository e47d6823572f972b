"""Artikel Terkait: which articles stand in the list of another one, in which order, and what fills it."""

from __future__ import annotations

import shutil
from array import array
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from generator.model.lookup_keys import slug_key
from generator.model.ordinal import END, SHIFT, first_ordinal, last_ordinal
from generator.model.related import pace, rarity
from generator.queries.archive import Archive, BulkArchive
from generator.queries.related import Related, places, related_to, suggestions
from generator.store import documents
from generator.store.database import open_reader
from generator.theming.loading import read_site
from tests.quick import sample
from tests.support import ROOT, Portal, article, site
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


@pytest.fixture(params=[Archive, BulkArchive], ids=["as needed", "in bulk"])
def archive(portal: Portal, request: pytest.FixtureRequest) -> Iterator[Archive]:
    """The archive, in both ways in which it can be read."""
    with opened(portal, request.param) as archive:
        yield archive


class opened:  # noqa: N801 - used like a function
    """The archive of a portal, closed at the end."""

    def __init__(self, portal: Portal, kind: type[Archive] = Archive) -> None:
        self._portal, self._kind = portal, kind

    def __enter__(self) -> Archive:
        self._closing = closing(open_reader(self._portal.folder / ".ssg"))
        return self._kind(self._closing.__enter__(), read_site(self._portal.folder)[0])

    def __exit__(self, *error: object) -> None:
        self._closing.__exit__(*error)  # type: ignore[arg-type]


def doc(archive: Archive, slug: str) -> int:
    found = documents.target(archive.store, slug_key(slug))
    assert found is not None
    return found.doc


def box(archive: Archive, slug: str, count: int = 5) -> Related:
    """Return the list of an article as its page asks for it."""
    one = doc(archive, slug)
    horizon = last_ordinal((archive.seq_of(one) >> SHIFT) + archive.site.freshness)
    return related_to(archive, one, count, horizon).value


def slugs(cards: Sequence[object]) -> list[str]:
    return [card.url.rstrip("/").rpartition("/")[2] for card in cards]  # type: ignore[attr-defined]


def test_a_running_story_is_held_together(archive: Archive) -> None:
    """A follow-up shows what came before, and what followed within the horizon of two days."""
    assert slugs(box(archive, "banjir-1").close) == ["banjir-2"]
    assert slugs(box(archive, "banjir-3"))[:2] == ["banjir-2", "banjir-1"]
    assert {"banjir-1", "banjir-2", "banjir-3"} <= set(slugs(box(archive, "banjir-4").close))


def test_the_list_is_full(archive: Archive) -> None:
    """What is missing comes from the region, newest first, and is marked."""
    found = box(archive, "juara-renang")
    assert (len(found), found.fills) == (5, 5)
    assert slugs(found)[:2] == ["harga-cabai", "kabar-30-18"]


def test_a_very_common_tag_relates_nothing(archive: Archive) -> None:
    """Two stories that share only the region's name are not related."""
    assert slugs(box(archive, "harga-cabai").close) == []
    assert slugs(box(archive, "juara-renang").close) == []


def test_places_of_one_name_are_two_places(archive: Archive) -> None:
    """Villages of one name in two provinces are not related by their name."""
    assert "sukamaju-barat" not in slugs(box(archive, "sukamaju-timur").close)


def test_nothing_is_related_to_itself_or_twice(archive: Archive) -> None:
    """An article never stands in its own list."""
    for name in STORIES:
        found = slugs(box(archive, name, 20))
        assert name not in found
        assert len(set(found)) == len(found)


def test_nothing_newer_than_the_horizon(archive: Archive) -> None:
    """A follow-up of a week later is not on the old page, which has frozen."""
    assert "banjir-4" not in slugs(box(archive, "banjir-1", 20))


def test_paid_content_is_never_recommended(archive: Archive) -> None:
    """An advertorial stands in no list, however much it shares and however little there is; its own has news."""
    assert not any("iklan" in slugs(box(archive, name, 40)) for name in STORIES)
    assert slugs(box(archive, "iklan").close)[:2] == ["banjir-1", "banjir-2"]


def test_the_digest_tells_answers_apart(archive: Archive) -> None:
    """By their articles, their order, and which of them only fill the list."""
    one = doc(archive, "banjir-4")
    assert len({related_to(archive, one, count, END).digest for count in (2, 3, 4, 5)}) == 4


@pytest.mark.slow
@pytest.mark.parametrize("kind", sample(["advertorial", "berita"], 2))
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
    cold = Portal(tmp_path / "cold")
    shutil.copytree(portal.folder, cold.folder, ignore=shutil.ignore_patterns(".ssg", "build"))
    cold.build()
    with opened(portal) as archive, opened(cold) as clean:
        for day in range(1, 31):
            assert slugs(box(archive, f"b{day}", 20)) == slugs(box(clean, f"b{day}", 20))


@pytest.mark.parametrize("place", [0, 1, 1_048_575])
def test_places_within_a_second_are_no_distance(place: int) -> None:
    """Neither for how often the portal publishes, nor for how rare a term is."""
    carriers = array("q", [first_ordinal(1000 * number) for number in range(30)])
    moved = array("q", [seq + place for seq in carriers])
    seq = first_ordinal(30_000)
    assert pace(seq, moved[::-1]) == pace(seq, carriers[::-1])
    assert rarity(moved, seq, 40)[0] == rarity(carriers, seq, 40)[0]


def test_suggestions_for_a_writer(archive: Archive) -> None:
    """The nearest articles, and tags that several of them have and the article has not."""
    found = suggestions(archive, doc(archive, "iklan"))
    assert set(slugs(found.articles)) <= {"banjir-1", "banjir-2", "banjir-3", "banjir-4"}
    assert found.tags == ("Teluk",)


def test_why_an_article_is_related(archive: Archive) -> None:
    """The words that both have, the region, the kanal, and how far apart they are."""
    one = doc(archive, "banjir-2")
    first = places(archive, one, 5, archive.seq_of(one))[0]
    assert first.url == "/daerah/2024/09/banjir-1/"
    assert [str(one) for one in first.why[1:]] == ["same region", "same kanal", "the same day"]
    assert "#banjir Lindan" in str(first.why[0])
    assert "lindan" in str(first.why[0])


def test_places_within_a_second_are_no_days(tmp_path: Path) -> None:
    """Of two articles, each the later one of its second by its name, the days between them are whole."""
    portal = site(tmp_path)
    for name, day in (("a", 1), ("b", 1), ("c", 3)):
        portal.add(f"content/daerah/2024/09/{name}.md", article("Banjir", timestamp=f"2024-09-0{day} 08:00 WIB"))
    portal.build()
    with opened(portal) as archive:
        one = doc(archive, "c")
        found = places(archive, one, 5, archive.seq_of(one))
    assert [str(place.why[-1]) for place in found] == ["2 days before"] * 2


def build(tmp_path: Path, **keys: object) -> Portal:
    """Return a portal in which an article with some keys may have the flood of another place in its list."""
    portal = site(tmp_path)
    for day in range(1, 8):
        text = article(f"Banjir Muara Hari {day}", "Tanggul jebol.", timestamp=f"2024-09-{day:02d} 08:00 WIB")
        portal.add(f"content/daerah/2024/09/banjir-{day}.md", text)
    portal.add("content/olahraga/2024/08/voli.md", article("Juara Voli", "Menang.", timestamp="2024-08-01 08:00 WIB"))
    text = article("Banjir Muara Surut", timestamp="2024-09-20 08:00 WIB", **{"body": "Tanggul jebol.", **keys})  # type: ignore[arg-type]
    portal.add("content/daerah/2024/09/surut.md", text)
    portal.build()
    return portal


def test_pins_come_first(tmp_path: Path) -> None:
    """In the order that they are given in, whatever they are about, by slug, path or address."""
    keys = {"related": "[voli, daerah/2024/09/banjir-3.md, /daerah/2024/09/banjir-1/]"}
    with opened(build(tmp_path, **keys)) as archive:
        found = slugs(box(archive, "surut"))
    assert found[:3] == ["voli", "banjir-3", "banjir-1"]
    assert len(set(found)) == 5


def test_what_editors_forbid_stands_nowhere(tmp_path: Path) -> None:
    """Nor does what the text leads to already."""
    body = "Tanggul jebol.\n\nBaca Juga: [](banjir-6)\n\nLihat [itu](/daerah/2024/09/banjir-5/)."
    with opened(build(tmp_path, unrelated="[banjir-7, voli]", body=body)) as archive:
        found = slugs(box(archive, "surut", 20))
    assert sorted(found) == ["banjir-1", "banjir-2", "banjir-3", "banjir-4"]


def test_a_pin_that_is_not_published_is_left_out(tmp_path: Path) -> None:
    """It is no mistake: it may be scheduled, or have expired."""
    portal = build(tmp_path)
    portal.add("content/daerah/2024/09/besok.md", article("Besok", timestamp="2030-09-20 08:00 WIB"))
    portal.edit("content/daerah/2024/09/surut.md", "title:", "related: [besok]\ntitle:")
    portal.build()
    with opened(portal) as archive:
        assert "besok" not in slugs(box(archive, "surut"))
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("key", ["related", "unrelated"])
def test_what_is_not_there_is_a_mistake(tmp_path: Path, key: str) -> None:
    """With the line and the entry."""
    portal = build(tmp_path)
    portal.edit("content/daerah/2024/09/surut.md", "title:", f"{key}: [banjir-1, bajir-2]\ntitle:")
    (problem,) = portal.problems()
    assert (str(problem.where), problem.message) == (
        "content/daerah/2024/09/surut.md:2:" + str(len(key) + 14),
        'this link leads nowhere: there is no "bajir-2"',
    )


def test_the_reports_of_a_running_story_come_in_order(tmp_path: Path) -> None:
    """What an article continues, and what that continues, the last one first."""
    portal = build(tmp_path, follows="banjir-2")
    portal.edit("content/daerah/2024/09/banjir-2.md", "title:", "follows: voli\ntitle:")
    portal.build()
    with opened(portal) as archive:
        assert slugs(box(archive, "surut"))[:2] == ["banjir-2", "voli"]
    assert portal.files() == portal.clean()


def test_a_day_of_many_reports_does_not_hide_the_history(tmp_path: Path) -> None:
    """Of one day there are two at most while others are related too."""
    portal = build(tmp_path)
    for hour in range(8, 14):
        text = article(f"Banjir Muara Pukul {hour}", "Tanggul jebol.", timestamp=f"2024-09-19 {hour:02d}:00 WIB")
        portal.add(f"content/daerah/2024/09/pukul-{hour}.md", text)
    portal.build()
    with opened(portal) as archive:
        found = slugs(box(archive, "surut"))
    assert sum(slug.startswith("pukul-") for slug in found) == 2
    assert len(found) == 5


def test_from_the_sixth_article_on_the_list_is_full(tmp_path: Path) -> None:
    """Of whatever kanal they are, and without tags."""
    portal = site(tmp_path)
    titles = ["Panen Raya", "Harga Ikan", "Jalan Rusak", "Juara Voli", "Listrik Padam", "Pasar Malam", "Sekolah Baru"]
    for number, title in enumerate(titles):
        kanal = ("daerah", "olahraga", "nasional")[number % 3]
        stamp = f"2024-0{number + 1}-01 08:00 WIB"
        portal.add(f"content/{kanal}/2024/a{number}.md", article(title, f"Isi {title}.", timestamp=stamp))
    portal.build()
    with opened(portal) as archive:
        assert [len(box(archive, f"a{number}")) for number in range(7)] == [0, 1, 2, 3, 4, 5, 5]


@pytest.mark.slow
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
