"""`ssg build --hold`: a file with errors is left out alone, and readers get everything else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from generator import build
from generator.base.errors import Problem
from generator.engine.options import Report
from tests.kills import killed_at
from tests.photos import cut_short, jpeg
from tests.support import CONFIG, NOW, Portal, article, png, site, ssg

DAY = 86400


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A site with an article that leads to another."""
    built = site(tmp_path)
    built.add("content/daerah/2024/10/gempa.md", article("Gempa", "Isi.\n\nBaca Juga: [](banjir)\n\nIsi."))
    built.add("content/daerah/2024/10/banjir.md", article("Banjir", "Isi.", tags="[Air]"))
    return built


def held(report: Report) -> dict[str, set[str]]:
    """Return the files that are held back, each with the codes of what is wrong."""
    found: dict[str, set[str]] = {}
    for problem in report.held:
        found.setdefault(problem.where.path.removeprefix("content/"), set()).add(problem.code)
    return found


def told_of_aliases(report: Report) -> list[Problem]:
    """Return what is said of the aliases without which articles are published."""
    return [one for one in report.warnings if one.code == "address-taken"]


def is_clean(portal: Portal, **options: object) -> Report:
    """Build, and compare with a build from nothing."""
    report = portal.build(hold=True, **options)
    assert portal.files() == portal.clean(hold=True, **options)
    return report


BROKEN = {
    "a colon": (article("Resep Pisang: Mudah"), {"bad-yaml"}),
    "no headline": (article(""), {"missing-key"}),
    "no time": (article(timestamp=""), {"missing-key"}),
    "no editor": (article(editor=""), {"missing-editor"}),
    "an unknown key": (article(hantu="x"), {"unknown-key"}),
    "an unknown kanal": (article(category="gaib"), {"unknown-category"}),
    "no front matter": ("Isi saja.\n", {"bad-front-matter"}),
    "not closed": ("---\ntitle: A\nslug: rusak\nIsi.\n", {"bad-front-matter"}),
    "other bytes": (b"---\ntitle: \xff\n---\n", {"not-utf8"}),
    "too large": ("x" * ((1 << 20) + 1), {"over-limit"}),
    "nothing": ("", {"bad-front-matter"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_held_back_alone(portal: Portal, name: str):
    """Whatever is wrong with it, and whether it was published before or not; the rest appears."""
    text, codes = BROKEN[name]
    portal.add("content/daerah/2024/10/rusak.md", text)
    assert held(is_clean(portal)) == {"daerah/2024/10/rusak.md": codes}
    assert "Gempa" in portal.read("index.html")
    portal.add("content/daerah/2024/10/banjir.md", text)
    assert held(is_clean(portal)).keys() == {"daerah/2024/10/rusak.md", "daerah/2024/10/banjir.md"}
    page = portal.read("daerah/2024/10/gempa/index.html")
    assert "baca-juga" not in page
    assert "Isi." in page
    portal.add("content/daerah/2024/10/banjir.md", article("Banjir", "Isi."))
    portal.add("content/daerah/2024/10/rusak.md", article("Rusak", "Isi."))
    assert held(is_clean(portal)) == {}
    assert "Rusak" in portal.read("index.html")
    assert "baca-juga" in portal.read("daerah/2024/10/gempa/index.html")


def test_an_unchanged_held_file_is_told_again(portal: Portal):
    """By each build until it is mended, though its folder has not changed; a build without --hold stops at it."""
    portal.add("content/daerah/2024/10/rusak.md", article("", body="![](/foto/tiada.jpg)"))
    first = portal.build(hold=True)
    again = portal.build(hold=True)
    assert again.held == first.held != ()
    assert not again.rendered
    assert [one.code for one in portal.problems()] == ["missing-key", "missing-picture"]
    assert portal.build(hold=True).held == first.held


def test_site_yaml_can_ask_for_it(portal: Portal):
    """Then `ssg build` alone holds files back."""
    portal.add("content/daerah/2024/10/rusak.md", article(""))
    assert portal.problems()
    portal.add("site.yaml", CONFIG + "on_error: hold\n")
    assert held(portal.build()) == {"daerah/2024/10/rusak.md": {"missing-key"}}


def test_nobody_loses_a_page_because_somebody_deleted_an_article(portal: Portal):
    """A dead link becomes text, a dead Baca Juga and a missing picture are left out, each with a warning."""
    body = "Lihat [banjir](/daerah/2024/10/banjir/) dan ![](/foto/tiada.jpg)."
    portal.add("content/daerah/2024/10/lain.md", article("Lain", body, related="[banjir]", follows="banjir"))
    portal.add("content/foto/rusak.jpg", cut_short())
    portal.add("content/daerah/2024/10/foto.md", article("F", photo="{src: /foto/rusak.jpg, alt: A, credit: B}"))
    is_clean(portal)
    portal.remove("content/daerah/2024/10/banjir.md")
    report = is_clean(portal)
    assert not report.held
    assert {one.code for one in report.warnings} == {"dead-link", "lost-address"}
    assert "Lihat banjir dan" in portal.read("daerah/2024/10/lain/index.html")
    assert "baca-juga" not in portal.read("daerah/2024/10/gempa/index.html")


def test_of_two_that_want_one_address_the_older_stays(portal: Portal):
    """By its own time, whatever was there first; it changes places again when one of them goes."""
    path = "daerah/2024/10/lama/index.html"
    portal.add("content/daerah/2024/10/lama.md", article("Baru", timestamp="2024-10-09 17:00 WIB"))
    is_clean(portal)
    assert "Baru" in portal.read(path)
    portal.add("content/daerah/2024/10/a.md", article("Lama", slug="lama", timestamp="2024-10-09 15:00 WIB"))
    assert held(is_clean(portal)) == {"daerah/2024/10/lama.md": {"address-taken"}}
    assert "Lama" in portal.read(path)
    portal.add("content/daerah/2024/10/z.md", article("Lain", slug="lama", timestamp="2024-10-09 18:00 WIB"))
    assert held(is_clean(portal)).keys() == {"daerah/2024/10/lama.md", "daerah/2024/10/z.md"}
    portal.remove("content/daerah/2024/10/a.md")
    assert held(is_clean(portal)).keys() == {"daerah/2024/10/z.md"}
    assert "Baru" in portal.read(path)


def test_an_old_address_gives_way_alone(portal: Portal):
    """To an article, a page of the portal or of site.yaml, and one to come; nobody is held back, and each is warned."""
    portal.add("content/daerah/2024/10/besok.md", article("Besok", timestamp="2024-10-12 10:00 WIB"))
    taken = {
        "a": "/daerah/2024/10/banjir/", "b": "/indeks/", "c": "/lama/", "d": "/DAERAH/2024/10/banjir/",
        "e": "/daerah/2024/10/besok/", "f": "/foto.html",
    }  # fmt: skip
    portal.add("content/foto.html/x.png", png(8, 8))
    portal.add("site.yaml", CONFIG + "redirects: {/lama/: /daerah/}\n")
    for name, address in taken.items():
        keys = {"aliases": f"[/dulu/{name}/, {address}]", "timestamp": "2024-10-01 10:00 WIB"}
        portal.add(f"content/daerah/2024/10/{name}.md", article(f"Judul {name}", "![Air](/foto.html/x.png)", **keys))
    for _ in range(2):
        report = is_clean(portal)
        assert not report.held
        assert sorted(one.where.path[-4:] for one in told_of_aliases(report)) == [f"{name}.md" for name in taken]
    files = portal.files()
    assert "Banjir" in portal.read("daerah/2024/10/banjir/index.html")
    assert all(f"Judul {name}" in portal.read("daerah/index.html") for name in taken)
    assert all({f"daerah/2024/10/{name}/index.html", f"dulu/{name}/index.html"} <= files.keys() for name in taken)
    assert "foto.html" not in files
    portal.remove("content/daerah/2024/10/banjir.md")
    portal.edit("content/daerah/2024/10/d.md", ", /DAERAH/2024/10/banjir/", "")
    assert len(told_of_aliases(is_clean(portal))) == 4
    assert "/daerah/2024/10/a/" in portal.read("daerah/2024/10/banjir/index.html")


def test_an_article_to_come_is_told_whose_its_address_is(portal: Portal):
    """The oldest one's, of several that are published: always the same, in whatever order they are found."""
    for number, day in ((1, 9), (2, 3), (3, 12)):
        for slug in "abcdefgh":
            keys = {"slug": slug, "timestamp": f"2024-10-{day:02d} 10:00 WIB"}
            portal.add(f"content/daerah/{slug}{number}.md", article(f"Judul {slug}", **keys))
    told = {one.where.path[-5:]: one.other[-5:] for one in portal.build(hold=True).held}
    assert told == {f"{slug}{number}.md": f"{slug}2.md" for slug in "abcdefgh" for number in (1, 3)}


@pytest.mark.parametrize("spoilt", ["", article("Banjir: Surut"), article("Banjir", editor="")])
def test_a_held_article_keeps_its_address_from_old_addresses(portal: Portal, spoilt: str):
    """Readers have its last good page there, whichever of the two came first, until it is removed, over or expired."""
    path, address = "content/daerah/2024/10/banjir.md", "daerah/2024/10/banjir/index.html"
    keys = {"aliases": "[/daerah/2024/10/banjir/, /dulu/]", "timestamp": "2024-10-01 10:00 WIB"}
    portal.build(hold=True)
    portal.add(path, spoilt)
    portal.build(hold=True)
    portal.add("content/daerah/2024/10/lain.md", article("Lain", **keys))
    for _ in range(2):
        report = is_clean(portal)
        assert [one.where.path[-7:] for one in told_of_aliases(report)] == ["lain.md"]
        assert held(report).keys() == {"daerah/2024/10/banjir.md"}
        assert address not in portal.files()
        assert "dulu/index.html" in portal.files()
        portal.add(path, article("Banjir"))
        assert "<h1>Banjir" in (is_clean(portal), portal.read(address))[1]
        portal.add(path, spoilt)
    for over in (
        None,
        article("Banjir", editor="", gone="Selesai."),
        article("Banjir", editor="", expires="2024-10-10 10:00 WIB"),
    ):
        portal.remove(path) if over is None else portal.add(path, over)
        assert not told_of_aliases(is_clean(portal, now=NOW + DAY))
        assert "/daerah/2024/10/lain/" in portal.read(address)
    portal.add(path, article("Banjir", editor="", expires="2024-10-12 10:00 WIB"))
    for days, lost in ((1, 1), (3, 0)):
        assert len(told_of_aliases(is_clean(portal, now=NOW + days * DAY))) == lost


def test_an_old_address_of_several(portal: Portal):
    """Is that of the oldest, with a query too; of two articles that want each other's, each has its own."""
    for name, other in ("ab", "ba"):
        keys = {"aliases": f"[/daerah/2024/10/{other}/, /dulu/, '/?p=1']"}
        keys["timestamp"] = f"2024-10-0{1 + (name == 'a')} 10:00 WIB"
        portal.add(f"content/daerah/2024/10/{name}.md", article(name.upper(), **keys))
    report = is_clean(portal)
    assert not report.held
    assert len(told_of_aliases(report)) == 4
    assert "/daerah/2024/10/b/" in portal.read("dulu/index.html")
    assert all(f"<h1>{name.upper()}" in portal.read(f"daerah/2024/10/{name}/index.html") for name in "ab")


def test_no_hour_takes_an_old_address_away(portal: Portal):
    """Who gives way to an article that is held back does so from the first hour on, whatever else is between the two."""
    day = "2024-10-0{} 10:00 WIB"
    query = {"aliases": "['/?p=1']"}
    portal.add("content/daerah/b.md", article("B", aliases="[/daerah/2024/10/x/2/, '/?p=1']", timestamp=day.format(1)))
    ends = {"expires": "2024-10-12 10:00 WIB"}
    portal.add("content/daerah/c.md", article("C", slug="x", timestamp=day.format(2), **ends))
    split = "Satu.\n\n<!-- halaman -->\n\nDua."
    portal.add("content/daerah/a.md", article("A", split, slug="x", timestamp=day.format(3), **query))
    portal.add("content/daerah/d.md", article("D", slug="z", timestamp=day.format(4), **query))
    portal.add("content/daerah/e.md", article("E", slug="z", timestamp=day.format(5), **query, **ends))
    for days in range(4):
        report = is_clean(portal, now=NOW + days * DAY)
        lost = {(one.where.path[-4:], one.target) for one in told_of_aliases(report)}
        assert ("b.md", "/daerah/2024/10/x/2/") in lost
        assert ("b.md", "/?p=1") not in lost


def test_an_old_address_of_many_is_told_once_of_each(portal: Portal):
    """Whatever is to come; and it is no hour's."""
    for number in range(9):
        stamp = f"2024-10-{5 + number:02d} 10:00 WIB"
        portal.add(f"content/daerah/{number}.md", article(f"J{number}", aliases="[/dulu/]", timestamp=stamp))
    report = is_clean(portal)
    told = [str(one.said) for one in told_of_aliases(report)]
    assert len(told) == 8
    assert sum("from 2024" in one for one in told) == 3
    assert not [one for one in told if "1970" in one]
    assert "/daerah/2024/10/0/" in portal.read("dulu/index.html")


def test_many_that_take_turns_at_an_address(portal: Portal, monkeypatch: pytest.MonkeyPatch):
    """All that meet one which stays give way at once, not each in a turn of its own."""
    begins = datetime(2024, 10, 11, 5, tzinfo=UTC)
    portal.add("content/daerah/p.md", article("P", aliases="[/zodiak/]", timestamp="2024-10-01 10:00 WIB"))
    for number in range(120):
        at = begins + timedelta(days=number)
        keys = {"timestamp": f"{at:%Y-%m-%d %H:%M} WIB", "expires": f"{at + timedelta(hours=23):%Y-%m-%d %H:%M} WIB"}
        portal.add(f"content/daerah/z{number:03d}.md", article(f"Z{number}", aliases="[/zodiak/]", **keys))
    attempts, update = [], build.update
    monkeypatch.setattr(build, "update", lambda *given: (attempts.append(given), update(*given))[1])
    report = portal.build(hold=True)
    assert len(attempts) == 2
    assert (len(report.warnings) + report.more_warnings, report.held) == (120, ())


def test_a_file_that_is_no_article_gives_up_its_old_address(portal: Portal):
    """A profile, a standing page and a topic stay as they are otherwise."""
    portal.add(
        "content/authors/sari.md", "---\nname: Sari Wulan\naliases: [/daerah/2024/10/gempa/, /sari/]\n---\nSari.\n"
    )
    portal.add("content/pages/kontak.md", "---\ntitle: Kontak\naliases: [/daerah/2024/10/gempa/]\n---\nKontak.\n")
    portal.add("content/topics/air.md", "---\ntitle: Air\naliases: [/kontak/]\n---\nTentang air.\n")
    report = is_clean(portal)
    assert not report.held
    assert len(told_of_aliases(report)) == 3
    assert {"kontak/index.html", "sari/index.html"} <= portal.files().keys()
    assert "Tentang air." in portal.read("tag/air/index.html")


def test_feeds_know_two_articles_apart_of_which_one_had_the_others_address(portal: Portal):
    """By their ids, which are old addresses."""
    portal.add("content/daerah/2024/10/a.md", article("A", aliases="[/daerah/2024/10/banjir/]"))
    is_clean(portal)
    ids = re.findall(r"<id>(.*?)</id>", portal.read("feed.xml"))
    assert len(ids) == len(set(ids))


def test_no_hour_holds_back_what_was_published(portal: Portal):
    """C gives way to B, though B gives way to A: once A has expired, B is there, and C would go without an edit."""
    portal.add(
        "content/daerah/a.md",
        article("A", slug="satu", timestamp="2024-10-01 10:00 WIB", expires="2024-10-12 10:00 WIB"),
    )
    portal.add("content/daerah/b.md", article("B", slug="satu", id="n1", timestamp="2024-10-02 10:00 WIB"))
    portal.add("content/daerah/c.md", article("C", id="n1", timestamp="2024-10-03 10:00 WIB"))
    portal.add("content/daerah/d.md", article("D", slug="satu", timestamp="2024-10-13 10:00 WIB"))
    portal.add("content/daerah/e.md", article("E", slug="satu", timestamp="2024-10-14 10:00 WIB"))
    before = {f"daerah/{name}.md" for name in "bcde"}
    for day in range(8):
        found = held(is_clean(portal, now=NOW + day * DAY)).keys()
        assert found <= before, day
        before = found
    assert before == {"daerah/c.md", "daerah/d.md", "daerah/e.md"}


def test_the_newer_of_two_with_one_id_is_held_back(portal: Portal):
    """Whoever was there first."""
    portal.add("content/daerah/2024/10/a.md", article("A", timestamp="2024-10-09 12:00 WIB", id="x1"))
    portal.add("content/daerah/2024/10/b.md", article("B", timestamp="2024-10-09 11:00 WIB", id="x1"))
    assert held(is_clean(portal)).keys() == {"daerah/2024/10/a.md"}


def test_a_future_collision_holds_the_later_one_now(portal: Portal):
    """So that no hour to come changes who is held back for the worse."""
    portal.add("content/daerah/2024/10/x.md", article("X", slug="satu", timestamp="2024-10-12 10:00 WIB"))
    portal.add("content/daerah/2024/10/y.md", article("Y", slug="satu", timestamp="2024-10-13 10:00 WIB"))
    for day in range(5):
        assert held(is_clean(portal, now=NOW + day * DAY)).keys() == {"daerah/2024/10/y.md"}


def test_what_only_held_articles_show_stays_private(portal: Portal):
    """A broken draft, an embargo that cannot be read and a withdrawn report keep their photos to themselves."""
    for name in ("a", "b", "c", "d"):
        portal.add(f"content/foto/{name}.jpg", jpeg(800, 500))
    portal.add("content/daerah/a.md", "---\ntitle: A: B\ndraft: true\nphoto: {src: /foto/a.jpg}\n---\nIsi.\n")
    portal.add("content/daerah/b.md", "---\ntimestamp: 2025-01-01 10:00 WIB\nphoto:\n  src: foto/b.jpg\nIsi.\n")
    portal.add("content/daerah/c.md", b"---\ntitle: \xff\n---\n![c](/foto/c.jpg)\n")
    portal.add("content/daerah/d.md", "![d](/foto/d.jpg)\n" + "x" * (1 << 20))
    is_clean(portal)
    assert not [path for path in portal.files() if path.startswith(("foto/", "gambar/"))]


def embargoed(name: str) -> str:
    photo = f"{{src: '/foto/{name}', alt: A, credit: B}}"
    return article("Rahasia", "Isi.", photo=photo, timestamp="2025-01-01 10:00 WIB")


SPOILT: dict[str, Callable[[str], str | bytes]] = {
    "a colon": lambda text: text.replace("Rahasia", "Rahasia: Kota"),
    "no end": lambda text: text.replace("\n---\nIsi", "\nIsi"),
    "begun twice": lambda text: "---\n" + text,
    "a conflict": lambda text: f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> x\n",
    "UTF-16": lambda text: text.encode("utf-16"),
    "letters of Windows": lambda text: text.replace("Rahasia", "A: B").encode("cp1252"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "another key for the photo": lambda text: text.replace("photo:", "gambar:"),
    "a photo of another form": lambda text: text.replace("photo: {", "photo: [{").replace("B}", "B}]"),
    "another key in it": lambda text: text.replace("{src:", "{sumber:"),
    "a whole address": lambda text: text.replace("'/foto", "'https://uji.example/foto").replace("Rahasia", "A: B"),
}
NAMES = ("a.jpg", "WhatsApp Image 2024-10-09 at 10.00.00.jpeg", "banjir (1).JPG", "a,b [2] {3}.jpg", "Jum'at é.jpg")


@pytest.mark.parametrize("spoilt", SPOILT)
def test_no_mistake_publishes_the_photo_of_an_embargoed_report(portal: Portal, spoilt: str):
    """Whatever is in the name of the photo, and wherever the mistake is."""
    for number, name in enumerate(NAMES):
        portal.add(f"content/foto/{name}", jpeg(800, 500 + number))
        text = SPOILT[spoilt](embargoed(name.replace("'", "''")))
        portal.add(f"content/daerah/2025/01/{number}.md", text)
    assert len(held(is_clean(portal))) == len(NAMES)
    assert not [path for path in portal.files() if path.startswith(("foto/", "gambar/"))]


@pytest.mark.parametrize("path", ["content/pages/redaksi.md", "content/authors/tono.md"])
def test_a_page_with_errors_that_leave_it_whole_is_left_out(portal: Portal, path: str):
    """By the build that reads it and by each one after it."""
    portal.add(path, "---\ntitle: Redaksi\nname: Tono\n---\nIsi.\n")
    for _ in range(3):
        assert held(is_clean(portal)) == {path.removeprefix("content/"): {"unknown-key"}}
        assert "redaksi/index.html" not in portal.files()


def test_media_where_the_portal_has_its_lists_are_left_out(portal: Portal):
    """By the build that finds them and by each one after it, whatever else is in the folder."""
    portal.add("content/tag/peta.png", png(8, 8))
    for size in (8, 9):
        portal.add("content/tag/air/peta.png", png(size, 8))
        assert {code for codes in held(is_clean(portal)).values() for code in codes} == {"reserved-address"}
        assert not [path for path in portal.files() if path.endswith("peta.png")]
    portal.remove("content/tag/peta.png")
    portal.remove("content/tag/air/peta.png")
    assert held(is_clean(portal)) == {}


def test_files_that_are_no_articles_are_left_out(portal: Portal):
    """A profile, a standing page, a photo, a link that leads out, a name without an address; until they are mended."""
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\n---\n")
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nIsi.\n")
    portal.add("content/foto/peta.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    portal.add("content/daerah/p.md", article("P", "![peta](/foto/peta.svg)\n\n[redaksi](/redaksi/)"))
    portal.add("site.yaml", CONFIG + "menu: [{name: Redaksi, url: /redaksi/}]\n")
    assert held(is_clean(portal)) == {}
    good = {
        path: (portal.folder / path).read_bytes()
        for path in ("content/authors/sari-wulan.md", "content/pages/redaksi.md", "content/foto/peta.svg")
    }
    before = portal.files()
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari: Wulan\n---\n")
    portal.add("content/pages/redaksi.md", "Isi.\n")
    portal.add("content/foto/peta.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    portal.add("content/gambar/x.jpg", jpeg(10, 10))
    os.symlink("/etc/passwd", portal.folder / "content/foto/luar.jpg")
    wrong = {"authors/sari-wulan.md", "pages/redaksi.md", "foto/peta.svg", "gambar/", "foto/luar.jpg"}
    for _ in range(2):
        assert held(is_clean(portal)).keys() == wrong
    assert "peta.svg" not in portal.read("daerah/2024/10/p/index.html")
    for path, text in good.items():
        portal.add(path, text)
    shutil.rmtree(portal.folder / "content/gambar")
    (portal.folder / "content/foto/luar.jpg").unlink()
    assert held(is_clean(portal)) == {}
    assert portal.files() == before


def test_a_file_that_is_not_even_read_comes_back_as_it_was(portal: Portal):
    """One that grew too large for a while, or was a link that leads out, is new when it has its old bytes again."""
    portal.add("site.yaml", CONFIG + "limits: {media: 2 KB}\n")
    portal.add("content/berkas/a.vtt", "WEBVTT\n\n")
    is_clean(portal)
    before = portal.files()
    for wrong in ("x" * 3000, None):
        portal.remove("content/berkas/a.vtt")
        if wrong is None:
            os.symlink("/etc/passwd", portal.folder / "content/berkas/a.vtt")
        else:
            portal.add("content/berkas/a.vtt", wrong)
        assert held(is_clean(portal)).keys() == {"berkas/a.vtt"}
        portal.remove("content/berkas/a.vtt")
        portal.add("content/berkas/a.vtt", "WEBVTT\n\n")
        assert held(is_clean(portal)) == {}
        assert portal.files() == before


def test_a_photo_that_loses_its_address_is_told_until_it_is_mended(portal: Portal):
    """Though neither it nor its folder has changed when another photo took the address."""
    portal.add("content/foto/b.png", png(9, 9))
    for path in (portal.folder / "content").rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.engine.scan.RACY", -(10**12))
        is_clean(portal)
        portal.add("content/foto/B.png", png(8, 8))
        for _ in range(2):
            assert held(is_clean(portal)).keys() == {"foto/b.png"}
        portal.remove("content/foto/B.png")
        assert held(is_clean(portal)) == {}
    assert "foto/b.png" in portal.files()


def test_a_build_of_some_folders_looks_again_at_what_is_held(portal: Portal):
    """As `ssg build --wait` makes it: what another file frees, or a folder that could not be taken in."""
    portal.add("content/daerah/2024/10/a.md", article("A", slug="satu", timestamp="2024-10-09 10:00 WIB"))
    portal.add("content/nasional/b.md", article("B", slug="satu", category="daerah"))
    portal.add("content/olahraga/x.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    assert held(portal.build(hold=True)).keys() == {"nasional/b.md", "olahraga/x.svg"}
    portal.remove("content/daerah/2024/10/a.md")
    assert held(portal.build(hold=True, folders=frozenset({"daerah/2024/10/"}))).keys() == {"olahraga/x.svg"}
    assert portal.files() == portal.clean(hold=True)


def test_problems_of_site_yaml_and_of_the_theme_stop_all_the_same(portal: Portal):
    """They are about everything; an address in site.yaml may be that of a held file, and is nobody's fault."""
    portal.add("site.yaml", CONFIG + "menu: [{name: Tag, url: /tag/air/}]\n")
    is_clean(portal)
    portal.add("content/daerah/2024/10/banjir.md", "rusak")
    assert held(is_clean(portal)).keys() == {"daerah/2024/10/banjir.md"}
    portal.remove("content/daerah/2024/10/banjir.md")
    assert [one.code for one in portal.problems(hold=True)] == ["dead-site-link"]
    portal.add("site.yaml", CONFIG + "hantu: x\n")
    assert "unknown-key" in {one.code for one in portal.problems(hold=True)}


def test_a_draft_stops_nothing_whatever_is_wrong_with_it(portal: Portal):
    """Its writer is warned once; `--drafts` would publish it, and so stops; a colleague's links stay as they are."""
    portal.add("content/daerah/2024/10/lain.md", article("Lain", "[b](banjir)", id="n1"))
    drafts = {
        "a": "---\ntitle: A: B\ndraft: true\n---\nIsi.\n",
        "b": "---\ntitle: A\n\ndraft: yes\nIsi tanpa akhir\n",
        "c": article("C", draft="true", id="n1", slug="banjir", hantu="x"),
        "d": "---\ndraft: on\n---\n" + "x" * (1 << 20),
    }
    for name, text in drafts.items():
        portal.add(f"content/daerah/{name}.md", text)
    report = portal.build()
    assert {one.where.path for one in report.warnings} == {f"content/daerah/{name}.md" for name in drafts}
    assert not report.held
    assert "banjir/" in portal.read("daerah/2024/10/lain/index.html")
    assert portal.files() == portal.clean()
    assert not portal.build().warnings
    assert {one.where.path for one in portal.problems(drafts=True)} >= {f"content/daerah/{name}.md" for name in drafts}
    portal.edit("content/daerah/a.md", "A: B", "A")
    assert portal.build().ahead.drafts == 4


def test_a_broken_draft_is_held_only_while_drafts_are_published(portal: Portal):
    """With --drafts it is held like any other article; without, it is a draft again, of which its writer is warned."""
    portal.add("content/daerah/2024/10/draf.md", article("A: B", draft="true"))
    for _ in range(2):
        assert held(is_clean(portal, drafts=True)).keys() == {"daerah/2024/10/draf.md"}
        assert held(is_clean(portal)) == {}


def test_a_whole_kanal_that_breaks_costs_one_reading(portal: Portal):
    """Held articles are not read again while they do not change."""
    for number in range(30):
        portal.add(f"content/nasional/{number}.md", article("x: y"))
    assert len(portal.build(hold=True).held) == 30
    for folder in (portal.folder / "content").rglob("*"):
        os.utime(folder, (1_700_000_000, 1_700_000_000))
    portal.build(hold=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.engine.parse.parse_file", lambda *_: pytest.fail("it was read again"))
        assert len(portal.build(hold=True).held) == 30
    assert held(is_clean(portal)).keys() == {f"nasional/{number}.md" for number in range(30)}


def test_who_deploys_and_who_asks_is_told(portal: Portal):
    """By changed.json, by --json and by ssg next, also when no page has changed; and no more once it is mended."""
    note = portal.folder / ".ssg/changed.json"
    portal.build(hold=True)
    before = msgspec.json.decode(note.read_bytes())
    portal.add("content/daerah/2024/10/rusak.md", article("Resep: Mudah"))
    done = ssg(portal, "build", "--hold", "--json", "--now", str(NOW), SSG_LANG="en")
    assert done.returncode == 0
    (problem,) = msgspec.json.decode(done.stdout)["held"]
    assert problem["path"] == "content/daerah/2024/10/rusak.md"
    assert problem["line"] == 2
    assert problem["hint"]
    assert msgspec.json.decode(note.read_bytes()) == {**before, "held": ["content/daerah/2024/10/rusak.md"]}
    asked = ssg(portal, "next", "--held", SSG_LANG="en")
    assert (asked.returncode, asked.stdout) == (1, "1 file is held back:\n  content/daerah/2024/10/rusak.md\n")
    assert msgspec.json.decode(ssg(portal, "next", "--json").stdout)["held"] == ["content/daerah/2024/10/rusak.md"]
    portal.remove("content/daerah/2024/10/rusak.md")
    portal.build(hold=True)
    assert msgspec.json.decode(note.read_bytes()) == before
    assert ssg(portal, "next", "--held").returncode == 0


def test_a_damaged_list_of_changes_stops_nothing(portal: Portal):
    """Letters that are none, and nesting without end: the next build goes on without it."""
    portal.build(hold=True)
    for damaged in (b'{"\xc4', b"[" * 100_000):
        (portal.folder / ".ssg/changed.json").write_bytes(damaged)
        assert not portal.build(hold=True, damaged=True).held
        assert ssg(portal, "next", "--held").returncode == 0


def test_the_end_of_a_run_says_it_loudly(portal: Portal):
    """With place and hint, after what was published, and as annotations of GitHub; a build without it stops."""
    portal.add("content/daerah/2024/10/rusak.md", article("Resep: Mudah"))
    done = ssg(portal, "build", "--hold", "--now", str(NOW), SSG_LANG="en", GITHUB_ACTIONS="true")
    assert done.returncode == 0
    assert "::error file=content/daerah/2024/10/rusak.md,line=2,col=" in done.stdout
    assert done.stderr.rstrip().endswith(
        "HELD BACK: 1 file is not published until it is mended. Readers have everything else."
    )
    assert "content/daerah/2024/10/rusak.md:2:" in done.stderr
    assert "hint:" in done.stderr
    assert ssg(portal, "build", "--now", str(NOW)).returncode == 1
    assert ssg(portal, "check", "--now", str(NOW)).returncode == 1


def test_why_answers_while_something_is_held_back(portal: Portal):
    """Whatever is wrong with other files, alone or together."""
    portal.add("content/daerah/2024/10/rusak.md", article("Resep: Mudah"))
    portal.add("content/daerah/2024/10/lama.md", article("Baru", slug="gempa", timestamp="2024-10-09 17:00 WIB"))
    portal.build(hold=True)
    before = portal.folder / ".ssg/changed.json", (portal.folder / ".ssg/changed.json").read_bytes()
    asked = ssg(portal, "why", "/daerah/2024/10/gempa/", "--now", str(NOW), SSG_LANG="en")
    assert asked.returncode == 0, asked.stderr
    assert "now it is as it should be" in asked.stdout
    assert before[0].read_bytes() == before[1]
    assert ssg(portal, "build", "--now", str(NOW)).returncode == 1


def test_a_check_finds_errors_in_drafts(portal: Portal):
    """Whether it or a build has read them first; a build only warns."""
    portal.add("content/daerah/2024/10/draf.md", article("Resep: Mudah", draft="true"))
    for _ in range(2):
        done = ssg(portal, "check", "--now", str(NOW), "--format", "json")
        found = [one for one in msgspec.json.decode(done.stdout)["problems"] if one["code"] == "bad-yaml"]
        assert [one["severity"] for one in found] == ["error"]
        assert done.returncode == 1
        assert ssg(portal, "build", "--now", str(NOW)).returncode == 0


def test_a_killed_build_is_healed_with_what_it_held(portal: Portal):
    """Whatever call it was killed before, the next build has the bytes of a clean one."""
    portal.build(hold=True)
    portal.add("content/daerah/2024/10/banjir.md", article("Resep: Mudah"))
    portal.add("content/daerah/2024/10/lama.md", article("Baru", slug="gempa", timestamp="2024-10-09 17:00 WIB"))
    expected = portal.clean(hold=True)
    for number in range(5, 400, 60):
        killed_at(portal, number, hold=True)
        report = portal.build(hold=True)
        assert held(report).keys() == {"daerah/2024/10/banjir.md", "daerah/2024/10/lama.md"}
        assert portal.files() == expected


def test_a_commit_is_held_back_like_files(portal: Portal):
    """`--commit` reads another source, and holds the same back."""
    portal.add("content/daerah/2024/10/rusak.md", article("Resep: Mudah"))
    for words in (("init", "-q"), ("add", "."), ("-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x")):
        subprocess.run(["git", "-C", str(portal.folder), *words], check=True)
    portal.remove("content/daerah/2024/10/rusak.md")
    assert held(portal.build(hold=True, commit="HEAD")) == {"daerah/2024/10/rusak.md": {"bad-yaml"}}
    assert held(portal.build(hold=True)) == {}


def test_an_article_that_names_itself_is_not_related_to_itself(portal: Portal):
    """What is wrong with `related` alone keeps nobody's page away."""
    names = {"related": "[lain, /daerah/]", "unrelated": "[banjir]"}
    portal.add("content/daerah/2024/10/lain.md", article("Lain", **names))
    report = is_clean(portal)
    assert {one.code for one in report.warnings} == {"bad-related"}
    box = portal.read("daerah/2024/10/lain/index.html").partition("Artikel Terkait")[2].partition("</section>")[0]
    assert "Gempa" in box
    assert "Banjir" not in box
    assert ">Lain<" not in box


def test_old_and_new_names_of_a_broken_file(portal: Portal):
    """One that is renamed while it is broken is held under its new name."""
    portal.add("content/daerah/2024/10/rusak.md", article("Resep: Mudah"))
    is_clean(portal)
    shutil.move(portal.folder / "content/daerah/2024/10/rusak.md", portal.folder / "content/nasional.md")
    assert held(is_clean(portal)).keys() == {"nasional.md"}
