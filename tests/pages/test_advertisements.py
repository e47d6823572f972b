"""The list of the portal's own advertisements, from which a script fills the places on all pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.base import dates
from tests.support import CONFIG, Portal, article, copied, invoked, png, site

LIST = "fragmen/iklan.html"
SETTINGS = "theme_settings: {iklan: [atas, teks]}\n"


def at(text: str) -> int:
    return dates.parse(f"{text} WIB", "WIB").epoch


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = site(tmp_path_factory.mktemp("awal"), config=CONFIG + SETTINGS)
    portal.add("content/daerah/2024/10/a.md", article("Judul"))
    portal.add("content/foto/iklan.png", png(640, 100))
    portal.build()
    return portal


@pytest.fixture
def portal(begun: Portal, tmp_path: Path) -> Portal:
    return copied(begun, tmp_path)


def ad(portal: Portal, name: str = "a", **keys: str) -> None:
    head = {
        "picture": "/foto/iklan.png",
        "alt": name,
        "link": "https://toko.example/?a=1&b=2",
        "places": "atas",
        **keys,
    }
    lines = "".join(f"{key}: {value}\n" for key, value in head.items())
    portal.add(f"content/iklan/{name}.md", f"---\n{lines}---\n")


def changed(portal: Portal) -> dict[str, list[str]]:
    """Return the paths that the last build added, changed and deleted."""
    told = json.loads((portal.folder / ".ssg/changed.json").read_text())
    return {key: [*told[key]] for key in ("added", "changed", "deleted")}


def test_an_advertisement_in_the_list(portal: Portal) -> None:
    """Labelled, with a link that search engines do not follow, the picture in its sizes, and where and when it is shown."""
    ad(
        portal,
        "Satu <b>",
        categories="[daerah, nasional]",
        **{"from": "2024-10-01 00:00 WIB", "until": "2024-11-01 00:00 WIB"},
    )
    portal.build()
    text = portal.read(LIST)
    assert text.startswith(
        '<div class="iklan-isi" data-tempat="atas" data-kanal="daerah nasional" data-dari="2024-10-01T00:00:00+07:00"'
        ' data-sampai="2024-11-01T00:00:00+07:00"><p>Iklan</p>'
        '<a href="https://toko.example/?a=1&amp;b=2" rel="sponsored nofollow noopener"><picture>'
    )
    assert 'alt="Satu &lt;b&gt;"' in text
    assert ".640.avif 640w" in text


def test_an_advertisement_changes_no_page(portal: Portal) -> None:
    """When it comes, is edited, or goes, its list alone is written, and its pictures; no page is."""
    ad(portal)
    portal.build()
    pages = [path for path in (*changed(portal)["added"], *changed(portal)["changed"]) if path.endswith(".html")]
    assert pages == [LIST]
    ad(portal, alt="Lain")
    portal.build()
    assert changed(portal) == {"added": [], "changed": [LIST], "deleted": []}
    portal.remove("content/iklan/a.md")
    portal.build()
    assert changed(portal)["changed"] == [LIST]
    assert portal.read(LIST) == ""
    assert portal.files() == portal.clean()


def test_an_advertisement_begins_and_ends_by_the_clock(portal: Portal) -> None:
    """Before and after its time it is not in the list; `ssg next` knows both moments."""
    ad(portal, **{"from": "2024-10-12 00:00 WIB", "until": "2024-10-13 00:00 WIB"})
    shown = []
    for time in ("2024-10-11 23:59", "2024-10-12 00:00", "2024-10-12 23:59", "2024-10-13 00:00", "2024-10-12 12:00"):
        portal.now = at(time)
        portal.build()
        shown.append("toko.example" in portal.read(LIST))
    assert portal.files() == portal.clean()
    assert shown == [False, True, True, False, True]
    for now, then in (
        ("2024-10-11 10:00", "2024-10-12T00:00:00+07:00"),
        ("2024-10-12 00:00", "2024-10-13T00:00:00+07:00"),
    ):
        told = json.loads(invoked(portal, "next", "--json", "--now", f"{now} WIB").stdout)
        news = told["change"] == "news"
        assert news or (told["time"], told["change"], told["path"]) == (then, "advertisement", "content/iklan/a.md")


def test_what_is_not_published_is_left_out(portal: Portal) -> None:
    """An advertisement that leads to an article comes and goes with that."""
    portal.add("content/daerah/2024/10/b.md", article("Lain", timestamp="2024-10-11 08:00 WIB"))
    ad(portal, link="/daerah/2024/10/b.md")
    portal.build()
    assert portal.read(LIST) == ""
    portal.build(at("2024-10-11 08:00"))
    assert 'href="/daerah/2024/10/b/"' in portal.read(LIST)


def test_a_portal_without_places_has_no_list_and_no_script(portal: Portal) -> None:
    """Its pages are as if there were no such thing."""
    portal.edit("site.yaml", SETTINGS, "")
    portal.build()
    assert LIST not in portal.files()
    assert "iklan.js" not in portal.read("index.html")
    assert "data-kanal" not in portal.read("index.html")
