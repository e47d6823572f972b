"""Terpopuler: what it shows, what makes room in it, and that it is as of the clock."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support import CONFIG, NOW, Portal, article, site, ssg_here

FILE = "data/popular.json"
SHOWN = {"index.html", "daerah/index.html", "fragmen/terkini.html", "nasional/index.html", "olahraga/index.html"}
FRESH = 3 * 86400
"""Seconds for which counts are shown."""


def counts(portal: Portal, views: dict[str, object], until: str = "2024-10-10 11:00 WIB") -> None:
    portal.add(FILE, json.dumps({"until": until, "views": views}))


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    for name in "abcd":
        portal.add(f"content/daerah/2024/10/{name}.md", article(f"Judul {name.upper()}", aliases=f"[/lama/{name}/]"))
    return portal


def shown(portal: Portal, path: str = "fragmen/terkini.html") -> list[str]:
    box = portal.read(path).partition('class="kotak terpopuler"')[2].partition("</section>")[0]
    return re.findall(r'<a href="/daerah/2024/10/(\w)/">', box)


def test_nothing_without_counts(portal: Portal) -> None:
    """Without the file no page has anything of it."""
    portal.build()
    assert not [path for path, data in portal.files().items() if path.endswith(".html") and b"terpopuler" in data]


def test_what_counts_change(portal: Portal) -> None:
    """New counts change the front page, the front of each kanal and the shared file, and no article."""
    portal.build()
    before = portal.files()
    counts(portal, {"/daerah/2024/10/b/": 5, "/daerah/2024/10/a/": 7, "/daerah/2024/10/c/": 0})
    assert not portal.build().warnings
    after = portal.files()
    assert {path for path in after if before[path] != after[path]} - {".warta"} == SHOWN
    assert [shown(portal, path) for path in sorted(SHOWN)] == [["a", "b"]] * len(SHOWN)
    counts(portal, {"/daerah/2024/10/b/": 9, "/daerah/2024/10/a/": 7})
    assert portal.build().changed == len(SHOWN)
    assert shown(portal) == ["b", "a"]
    assert portal.files() == portal.clean()
    portal.remove(FILE)
    portal.build()
    assert portal.files() == before


@pytest.mark.parametrize(("until", "told"), [("2024-10-11 12:00 WIB", 0), ("2024-10-11 12:01 WIB", 1)])
def test_a_clock_that_is_ahead(portal: Portal, until: str, told: int) -> None:
    """Of another machine, may be so by a day."""
    counts(portal, {"/daerah/2024/10/b/": 5}, until)
    assert len(portal.build().warnings) == told


def test_addresses(portal: Portal) -> None:
    """Old addresses, queries, and addresses with the host are those of the article; their views are added."""
    counts(
        portal,
        {
            "/daerah/2024/10/a/?utm_source=x": 2, "https://www.uji.example/daerah/2024/10/a/": 2, "/lama/a": 2,
            "/daerah/2024/10/b/index.html#isi": 5, "/daerah/2024/10/%62/": 0,
        },
    )  # fmt: skip
    assert not portal.build().warnings
    assert shown(portal) == ["a", "b"]


def test_addresses_below_a_path(tmp_path: Path) -> None:
    """A portal below a path is counted with it or without."""
    portal = site(tmp_path, config=CONFIG.replace("uji.example", "uji.example/portal"))
    portal.add("content/daerah/2024/10/a.md", article("A"))
    portal.add("content/daerah/2024/10/b.md", article("B"))
    counts(portal, {"/portal/daerah/2024/10/a/": 2, "/daerah/2024/10/b/": 3})
    assert not [one for one in portal.build().warnings if one.code == "bad-counts"]
    assert portal.read("fragmen/terkini.html").partition("terpopuler")[2].count('<a href="/portal/daerah/2024/10/') == 2


def test_what_is_no_article(portal: Portal) -> None:
    """Other pages of the portal do not count; what is no page of it is counted in one warning, with hint."""
    portal.add(
        FILE,
        '{"until": "2024-10-10 11:00 WIB", "views": {\n"/": 9, "/daerah/": 9,\n"/tiada/": 9, "//lain.example/": 9, "https://lain.example/daerah/2024/10/a/": 9, "<b>": 1, "%00%ff": 2, "/daerah/2024/10/a/": 1}}',
    )
    [problem] = portal.build().warnings
    assert (problem.path, problem.code) == (FILE, "bad-counts")
    assert '5 addresses are not of this portal, and are left out, first "/tiada/"' in problem.message
    assert shown(portal) == ["a"]
    result = ssg_here(portal, "check", "--now", "2024-10-10 12:00 WIB")
    assert FILE in result.stdout + result.stderr
    assert result.returncode == 0


def test_what_makes_room(portal: Portal) -> None:
    """An article that is withdrawn, expired, a draft or gone makes room for the next, and comes back when it does."""
    counts(portal, {f"/daerah/2024/10/{name}/": 9 - number for number, name in enumerate("abcd")})
    portal.build()
    assert shown(portal) == ["a", "b", "c", "d"]
    portal.add(
        "content/daerah/2024/10/a.md",
        article(
            "A", retracted="{timestamp: 2024-10-10 09:00 WIB, reason: dewan-pers, text: Dicabut.}", aliases="[/lama/a/]"
        ),
    )
    portal.add("content/daerah/2024/10/b.md", article("B", expires="2024-10-10 13:00 WIB", aliases="[/lama/b/]"))
    portal.add("content/daerah/2024/10/c.md", article("C", draft="true", aliases="[/lama/c/]"))
    portal.build()
    assert shown(portal) == ["b", "d"]
    assert portal.files() == portal.clean()
    portal.build(NOW + 7200)
    assert shown(portal) == ["d"]
    portal.add("content/daerah/2024/10/c.md", article("C", aliases="[/lama/c/]"))
    portal.remove("content/daerah/2024/10/d.md")
    [problem] = [one for one in portal.build().warnings if one.code == "bad-counts"]
    assert problem.path == FILE
    assert shown(portal) == ["b", "c"]
    assert portal.files() == portal.clean()


def test_too_old(portal: Portal) -> None:
    """After three days it is not shown, by the clock; `ssg next` says when."""
    counts(portal, {"/daerah/2024/10/a/": 5})
    portal.build()
    hour = NOW - 3600 + FRESH
    result = ssg_here(portal, "next", "--json", "--now", "2024-10-12 18:00 WIB")
    assert json.loads(result.stdout)["change"] == "counts"
    assert json.loads(result.stdout)["at"] == hour
    assert FILE in ssg_here(portal, "next", "--now", "2024-10-12 18:00 WIB").stdout
    portal.build(hour - 1)
    assert shown(portal) == ["a"]
    report = portal.build(hour)
    assert (shown(portal), report.warnings) == ([], ())
    assert report.changed == len(SHOWN)
    portal.now = hour
    assert portal.files() == portal.clean()
    portal.build(hour - 1)
    assert shown(portal) == ["a"]


def test_a_time_to_come(portal: Portal) -> None:
    """Counts of a day to come are told of."""
    counts(portal, {"/daerah/2024/10/a/": 5}, "2025-10-10 11:00 WIB")
    [problem] = portal.build().warnings
    assert "still to come" in problem.message
    assert shown(portal) == ["a"]


def test_a_broken_file(portal: Portal) -> None:
    """A file that breaks takes the list away, with a warning, and the build is done."""
    counts(portal, {"/daerah/2024/10/a/": 5})
    portal.build()
    portal.add(FILE, "{")
    for _ in range(2):
        [problem] = portal.build().warnings
        assert problem.code == "bad-counts"
        assert shown(portal) == []
    assert portal.files() == portal.clean()
