"""`ssg build --hold`: a file with errors is left out alone, and readers get everything else."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from tests.kills import killed_at
from tests.photos import cut_short, jpeg
from tests.support import CONFIG, NOW, Portal, Problem, Report, article, png, site, ssg_here

DAY = 86400
TAKEN = "address-taken"
ACTIVE = "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"


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
        found.setdefault(problem.path.removeprefix("content/"), set()).add(problem.code)
    return found


def told_of_aliases(report: Report) -> list[Problem]:
    """Return what is said of the aliases without which articles are published."""
    return [one for one in report.warnings if one.code == TAKEN]


def is_clean(portal: Portal, **options: object) -> Report:
    """Build, and compare with a build from nothing."""
    report = portal.build(hold=True, **options)  # type: ignore[arg-type]
    assert portal.files() == portal.clean(hold=True, **options)
    return report


BROKEN: dict[str, tuple[str | bytes, str]] = {
    "a colon": (article("Resep Pisang: Mudah"), "bad-yaml"),
    "no headline": (article(""), "missing-key"),
    "no time": (article(timestamp=""), "missing-key"),
    "no editor": (article(editor=""), "missing-editor"),
    "an unknown key": (article(hantu="x"), "unknown-key"),
    "an unknown kanal": (article(category="gaib"), "unknown-category"),
    "no front matter": ("Isi saja.\n", "bad-front-matter"),
    "not closed": ("---\ntitle: A\nslug: rusak\nIsi.\n", "bad-front-matter"),
    "other bytes": (b"---\ntitle: \xff\n---\n", "not-utf8"),
    "too large": ("x" * ((1 << 20) + 1), "over-limit"),
    "nothing": ("", "bad-front-matter"),
}


def test_broken_files_are_held_back_alone(portal: Portal) -> None:
    """Whatever is wrong with each, and whether it was published before or not, until it is mended; the rest appears."""
    paths = {f"daerah/2024/10/rusak-{number}.md": name for number, name in enumerate(BROKEN)}
    for path, name in paths.items():
        portal.add(f"content/{path}", BROKEN[name][0])
    expected = {path: {BROKEN[name][1]} for path, name in paths.items()}
    assert held(is_clean(portal)) == expected
    first = portal.build(hold=True)
    assert (held(first), first.rendered) == (expected, 0), "told by each build, though nothing has changed"
    assert {one.path for one in portal.problems()} == {f"content/{path}" for path in paths}
    assert "Gempa" in portal.read("index.html")
    for text, code in (BROKEN[name] for name in ("no editor", "other bytes", "a colon")):
        portal.add("content/daerah/2024/10/banjir.md", text)
        assert held(portal.build(hold=True)) == expected | {"daerah/2024/10/banjir.md": {code}}
        assert "baca-juga" not in portal.read("daerah/2024/10/gempa/index.html")
        assert not (portal.output / "daerah/2024/10/banjir/index.html").exists()
    is_clean(portal)
    portal.add("site.yaml", CONFIG + "on_error: hold\n")
    assert held(portal.build()).keys() == {*expected, "daerah/2024/10/banjir.md"}, "site.yaml can ask for it"
    portal.add("content/daerah/2024/10/banjir.md", article("Banjir", "Isi."))
    for path in paths:
        portal.add(f"content/{path}", article("Sudah Baik", "Isi."))
    assert held(is_clean(portal)) == {}
    assert "Sudah Baik" in portal.read("index.html")
    assert "baca-juga" in portal.read("daerah/2024/10/gempa/index.html")


def test_nobody_loses_a_page_because_somebody_deleted_an_article(portal: Portal) -> None:
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


# ------------------------------------------------------------ who wants whose address


@pytest.mark.slow
def test_of_two_that_want_one_address_the_older_stays(portal: Portal) -> None:
    """By its own time, whatever was there first; it changes places again when one of them goes. So it is with ids."""
    path = "daerah/2024/10/lama/index.html"
    portal.add("content/daerah/2024/10/lama.md", article("Baru", timestamp="2024-10-09 17:00 WIB"))
    is_clean(portal)
    assert "Baru" in portal.read(path)
    portal.add("content/daerah/2024/10/a.md", article("Lama", slug="lama", timestamp="2024-10-09 15:00 WIB", id="x1"))
    assert held(is_clean(portal)) == {"daerah/2024/10/lama.md": {TAKEN}}
    assert "Lama" in portal.read(path)
    portal.add("content/daerah/2024/10/z.md", article("Lain", slug="lama", timestamp="2024-10-09 18:00 WIB"))
    portal.add("content/daerah/2024/10/id.md", article("Id", timestamp="2024-10-09 18:00 WIB", id="x1"))
    both = {"daerah/2024/10/lama.md", "daerah/2024/10/z.md"}
    assert held(is_clean(portal)).keys() == {*both, "daerah/2024/10/id.md"}
    portal.remove("content/daerah/2024/10/a.md")
    assert held(is_clean(portal)).keys() == {"daerah/2024/10/z.md"}
    assert "Baru" in portal.read(path)


@pytest.mark.slow
def test_an_old_address_gives_way_alone(portal: Portal) -> None:
    """To an article, a page of the portal or of site.yaml, and one to come; nobody is held back, and each is warned."""
    portal.add("content/daerah/2024/10/besok.md", article("Besok", timestamp="2024-10-12 10:00 WIB"))
    taken = {
        "a": "/daerah/2024/10/banjir/", "c": "/lama/", "d": "/DAERAH/2024/10/banjir/",
        "e": "/daerah/2024/10/besok/",
    }  # fmt: skip
    portal.add("site.yaml", CONFIG + "redirects: {/lama/: /daerah/}\n")
    for name, address in taken.items():
        keys = {"aliases": f"[/dulu/{name}/, {address}]", "timestamp": "2024-10-01 10:00 WIB"}
        portal.add(f"content/daerah/2024/10/{name}.md", article(f"Judul {name}", **keys))
    for _ in range(2):
        report = is_clean(portal)
        assert not report.held
        assert sorted(one.path[-4:] for one in told_of_aliases(report)) == [f"{name}.md" for name in taken]
    files = portal.files()
    assert "Banjir" in portal.read("daerah/2024/10/banjir/index.html")
    assert all(f"Judul {name}" in portal.read("daerah/index.html") for name in taken)
    assert all({f"daerah/2024/10/{name}/index.html", f"dulu/{name}/index.html"} <= files.keys() for name in taken)
    # Feeds know two articles apart of which one had the other's address: ids are old addresses.
    ids = re.findall(r"<id>(.*?)</id>", portal.read("feed.xml"))
    assert len(ids) == len(set(ids))
    portal.remove("content/daerah/2024/10/banjir.md")
    portal.edit("content/daerah/2024/10/d.md", ", /DAERAH/2024/10/banjir/", "")
    assert len(told_of_aliases(is_clean(portal))) == 2
    assert "/daerah/2024/10/a/" in portal.read("daerah/2024/10/banjir/index.html")


def test_an_article_to_come_is_told_whose_its_address_is(portal: Portal) -> None:
    """The oldest one's, of several that are published: always the same, in whatever order they are found."""
    for number, day in ((1, 9), (2, 3), (3, 12)):
        for slug in "abcdefgh":
            keys = {"slug": slug, "timestamp": f"2024-10-{day:02d} 10:00 WIB"}
            portal.add(f"content/daerah/{slug}{number}.md", article(f"Judul {slug}", **keys))
    told = {one.path[-5:-3]: one.message for one in portal.build(hold=True).held}
    assert told.keys() == {f"{slug}{number}" for slug in "abcdefgh" for number in (1, 3)}
    assert all(f"content/daerah/{name[0]}2.md" in message for name, message in told.items())


@pytest.mark.slow
@pytest.mark.parametrize("spoilt", [article("Banjir: Surut"), article("Banjir", editor="")])
def test_a_held_article_keeps_its_address_from_old_addresses(portal: Portal, spoilt: str) -> None:
    """Readers have its last good page there, whichever of the two came first, until it is removed."""
    path, address = "content/daerah/2024/10/banjir.md", "daerah/2024/10/banjir/index.html"
    portal.build(hold=True)
    portal.add(path, spoilt)
    portal.build(hold=True)
    keys = {"aliases": "[/daerah/2024/10/banjir/, /dulu/]", "timestamp": "2024-10-01 10:00 WIB"}
    portal.add("content/daerah/2024/10/lain.md", article("Lain", **keys))
    for _ in range(2):
        report = is_clean(portal)
        assert [one.path[-7:] for one in told_of_aliases(report)] == ["lain.md"]
        assert held(report).keys() == {"daerah/2024/10/banjir.md"}
        assert address not in portal.files()
        assert "dulu/index.html" in portal.files()
        portal.add(path, article("Banjir"))
        portal.build(hold=True)
        assert "<h1>Banjir" in portal.read(address)
        portal.add(path, spoilt)
    portal.remove(path)
    assert not told_of_aliases(portal.build(NOW + DAY, hold=True))
    assert "/daerah/2024/10/lain/" in portal.read(address)


def test_an_old_address_of_several(portal: Portal) -> None:
    """Is that of the oldest, with a query too, and told once of each; of two that want each other's, each has its own."""
    for name, other in ("ab", "ba"):
        keys = {"aliases": f"[/daerah/2024/10/{other}/, /dulu/, '/?p=1']"}
        keys["timestamp"] = f"2024-10-0{1 + (name == 'a')} 10:00 WIB"
        portal.add(f"content/daerah/2024/10/{name}.md", article(name.upper(), **keys))
    for number in range(9):
        stamp = f"2024-10-{5 + number:02d} 10:00 WIB"
        portal.add(f"content/daerah/{number}.md", article(f"J{number}", aliases="[/lama/]", timestamp=stamp))
    report = is_clean(portal)
    assert not report.held
    assert len(told_of_aliases(report)) == 4 + 8
    assert not [one for one in report.warnings if "1970" in one.message]
    assert "/daerah/2024/10/b/" in portal.read("dulu/index.html")
    assert "/daerah/2024/10/0/" in portal.read("lama/index.html")
    assert all(f"<h1>{name.upper()}" in portal.read(f"daerah/2024/10/{name}/index.html") for name in "ab")


def test_a_file_that_is_no_article_gives_up_its_old_address(portal: Portal) -> None:
    """A profile, a standing page and a topic stay as they are otherwise."""
    keys = "aliases: [/daerah/2024/10/gempa/, /sari/]"
    portal.add("content/authors/sari.md", f"---\nname: Sari Wulan\n{keys}\n---\nSari.\n")
    portal.add("content/pages/kontak.md", "---\ntitle: Kontak\naliases: [/daerah/2024/10/gempa/]\n---\nKontak.\n")
    portal.add("content/topics/air.md", "---\ntitle: Air\naliases: [/kontak/]\n---\nTentang air.\n")
    report = is_clean(portal)
    assert not report.held
    assert len(told_of_aliases(report)) == 3
    assert {"kontak/index.html", "sari/index.html"} <= portal.files().keys()
    assert "Tentang air." in portal.read("tag/air/index.html")


# ----------------------------------------------------------- files that are no articles


@pytest.mark.slow
def test_files_that_are_no_articles_are_left_out(portal: Portal) -> None:
    """Profiles, standing pages, photos, links that lead out, media where the portal has its lists; until they are mended."""
    good: dict[str, str | bytes] = {
        "authors/sari-wulan.md": "---\nname: Sari Wulan\n---\n", "pages/redaksi.md": "---\ntitle: Redaksi\n---\nIsi.\n",
        "foto/peta.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>", "foto/a.vtt": "WEBVTT\n\n", "foto/b.vtt": "WEBVTT\n\n",
    }  # fmt: skip
    for path, data in good.items():
        portal.add(f"content/{path}", data)
    portal.add("content/daerah/p.md", article("P", "![peta](/foto/peta.svg)\n\n[redaksi](/redaksi/)"))
    portal.add("site.yaml", CONFIG + "menu: [{name: Redaksi, url: /redaksi/}]\nlimits: {media: 2 KB}\n")
    assert held(is_clean(portal)) == {}
    before = portal.files()
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari: Wulan\n---\n")
    portal.add("content/authors/tono.md", "---\nname: Tono\njudul: A\n---\nIsi.\n")
    portal.add("content/pages/redaksi.md", "Isi.\n")
    portal.add("content/foto/peta.svg", ACTIVE)
    portal.add("content/foto/a.vtt", "x" * 3000)
    portal.remove("content/foto/b.vtt")
    os.symlink("/etc/passwd", portal.folder / "content/foto/b.vtt")
    portal.add("content/gambar/x.jpg", jpeg(10, 10))
    portal.add("content/tag/peta.png", png(8, 8))
    wrong = {*good, "authors/tono.md", "gambar/"}
    for size in (8, 9):
        portal.add("content/tag/air/peta.png", png(size, 8))
        report = held(is_clean(portal))
        assert {path for path in report if not path.startswith("tag/")} == wrong
        assert {"reserved-address"} in report.values()
        assert not [path for path in portal.files() if path.endswith(("peta.png", "a.vtt", "b.vtt"))]
    assert "peta.svg" not in portal.read("daerah/2024/10/p/index.html")
    for path in ("authors/tono.md", "gambar", "tag", "foto/b.vtt"):
        portal.remove(f"content/{path}")
    for path, data in good.items():
        portal.add(f"content/{path}", data)
    assert held(is_clean(portal)) == {}
    assert portal.files() == before


def test_problems_of_site_yaml_stop_all_the_same(portal: Portal) -> None:
    """They are about everything; an address in site.yaml may be that of a held file, and is nobody's fault."""
    portal.add("site.yaml", CONFIG + "menu: [{name: Tag, url: /tag/air/}]\n")
    is_clean(portal)
    portal.add("content/daerah/2024/10/banjir.md", "rusak")
    assert held(is_clean(portal)).keys() == {"daerah/2024/10/banjir.md"}
    portal.remove("content/daerah/2024/10/banjir.md")
    assert [one.code for one in portal.problems(hold=True)] == ["dead-site-link"]
    portal.add("site.yaml", CONFIG + "hantu: x\n")
    assert "unknown-key" in {one.code for one in portal.problems(hold=True)}


# ---------------------------------------------------------------------- drafts


@pytest.mark.slow
def test_a_draft_stops_nothing_whatever_is_wrong_with_it(portal: Portal) -> None:
    """Its writer is warned once; a colleague's links stay."""
    portal.add("content/daerah/2024/10/lain.md", article("Lain", "[b](banjir)", id="n1"))
    drafts = {
        "a": "---\ntitle: A: B\ndraft: true\n---\nIsi.\n", "b": "---\ntitle: A\n\ndraft: yes\nIsi tanpa akhir\n",
        "c": article("C", draft="true", id="n1", slug="banjir", hantu="x"), "d": "---\ndraft: on\n---\n" + "x" * (1 << 20),
    }  # fmt: skip
    for name, text in drafts.items():
        portal.add(f"content/daerah/{name}.md", text)
    paths = {f"content/daerah/{name}.md" for name in drafts}
    report = portal.build()
    assert {one.path for one in report.warnings} == paths
    assert not report.held
    assert "banjir/" in portal.read("daerah/2024/10/lain/index.html")
    assert portal.files() == portal.clean()
    assert not portal.build().warnings
    assert held(portal.build(hold=True)) == {}
    checked = json.loads(ssg_here(portal, "check", "--format", "json", SOURCE_DATE_EPOCH=str(NOW)).stdout)["problems"]
    assert {one["path"] for one in checked if one["severity"] == "error"} >= paths
    portal.edit("content/daerah/a.md", "A: B", "A")
    assert portal.build().ahead["drafts"] == 4


# ---------------------------------------------------------------------- who is told


def test_who_deploys_and_who_asks_is_told(portal: Portal) -> None:
    """By changed.json and by ssg next, also when no page has changed, and of its new name; no more once it is mended."""
    note = portal.folder / ".ssg/changed.json"
    portal.build(hold=True)
    before = json.loads(note.read_bytes())
    portal.add("content/daerah/2024/10/rusak.md", article("Resep: Mudah"))
    assert [(one.line, bool(one.hint)) for one in portal.build(hold=True).held] == [(2, True)]
    assert json.loads(note.read_bytes()) == {**before, "held": ["content/daerah/2024/10/rusak.md"]}
    asked = ssg_here(portal, "next", "--held")
    assert (asked.returncode, asked.stdout) == (1, "1 file is held back:\n  content/daerah/2024/10/rusak.md\n")
    shutil.move(portal.folder / "content/daerah/2024/10/rusak.md", portal.folder / "content/nasional.md")
    assert held(is_clean(portal)).keys() == {"nasional.md"}
    assert json.loads(ssg_here(portal, "next", "--json").stdout)["held"] == ["content/nasional.md"]
    portal.remove("content/nasional.md")
    portal.build(hold=True)
    assert json.loads(note.read_bytes()) == before
    for damaged in (b'{"\xc4', b"[" * 100_000, None):
        if damaged is not None:
            note.write_bytes(damaged)
        assert not portal.build(hold=True, damaged=True).held
        assert ssg_here(portal, "next", "--held").returncode == 0


def test_the_end_of_a_run_says_it_loudly(portal: Portal) -> None:
    """With place and hint, after what was published, and as annotations of GitHub; `ssg why` answers meanwhile."""
    portal.add("content/daerah/2024/10/rusak.md", article("Resep: Mudah"))
    now = {"SOURCE_DATE_EPOCH": str(NOW), "SSG_LANG": "en"}
    done = ssg_here(portal, "build", "--hold", GITHUB_ACTIONS="true", **now)
    assert done.returncode == 0
    assert "::error file=content/daerah/2024/10/rusak.md,line=2,col=" in done.stdout
    assert "HELD BACK: 1 file" in done.stderr.rstrip().rpartition("\n")[2]
    assert "content/daerah/2024/10/rusak.md:2:" in done.stderr
    asked = ssg_here(portal, "why", "/daerah/2024/10/gempa/", **now)
    assert (asked.returncode, "now it is as it should be" in asked.stdout) == (0, True), asked.stderr
    assert ssg_here(portal, "build", **now).returncode == ssg_here(portal, "check", **now).returncode == 1


@pytest.mark.slow
def test_a_killed_build_is_healed_with_what_it_held(portal: Portal) -> None:
    """Whatever call it was killed before, the next build has the bytes of a clean one."""
    portal.build(hold=True)
    portal.add("content/daerah/2024/10/banjir.md", article("Resep: Mudah"))
    portal.add("content/daerah/2024/10/lama.md", article("Baru", slug="gempa", timestamp="2024-10-09 17:00 WIB"))
    expected = portal.clean(hold=True)
    for number in (5, 40, 120):
        killed_at(portal, number, hold=True)
        assert held(portal.build(hold=True)).keys() == {"daerah/2024/10/banjir.md", "daerah/2024/10/lama.md"}
        assert portal.files() == expected
