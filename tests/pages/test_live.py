"""Live reports as readers, open pages, feeds and search engines get them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator.base import dates
from generator.model.urls import live_url
from tests.searching import results
from tests.support import CONFIG, Portal, article, copied, ld, site

SENT = 20
"""Entries that an open page is sent."""
PATH = "content/daerah/2024/10/banjir.md"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
URL = "/daerah/2024/10/banjir/"
PAGE = f"{URL[1:]}index.html"
FRAGMENT = f"{live_url(URL)[1:]}index.html"
BODY = """\
Air setinggi **178 cm**.

## 16.30 WIB – Tanggul *jebol* (Sari Wulan)

Isi satu.

## 17.05 – Listrik padam

Isi dua. Lihat [pasar](pasar).

## 17.05

Isi tiga (SW).
"""


def at(text: str) -> int:
    return dates.parse(f"2024-10-{text} WIB", "WIB").epoch


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = site(tmp_path_factory.mktemp("awal"), config=CONFIG + "search: true\n")
    write(portal)
    portal.add("content/daerah/2024/10/pasar.md", article("Pasar"))
    portal.build(at("09 18:00"))
    return portal


@pytest.fixture
def portal(begun: Portal, tmp_path: Path) -> Portal:
    portal = copied(begun, tmp_path)
    portal.now = at("09 18:00")
    return portal


def write(portal: Portal, body: str = BODY, **keys: str) -> None:
    keys = {"type": "live", "live_until": "2024-10-10 06:00 WIB", **keys}
    portal.add(PATH, article("Banjir", body, **keys))


def changed(portal: Portal) -> list[str]:
    """Return the paths that the last build wrote or deleted."""
    return sorted(
        path for paths in json.loads((portal.folder / ".ssg/changed.json").read_text()).values() for path in paths
    )


def entries(page: str) -> list[str]:
    return re.findall(r'<(?:article|div) id="(pukul-[^"]+)"', page)


def test_the_page(portal: Portal) -> None:
    """What readers should know comes first, then the entries, newest first, with time, names and headline."""
    portal.build()
    page = portal.read(PAGE)
    assert entries(page) == [
        "pukul-17-05-9-oktober-2024-2", "pukul-17-05-9-oktober-2024", "pukul-16-30-9-oktober-2024",
    ]  # fmt: skip
    assert '<div id="pukul-17-05-9-oktober-2024-2"' in page, "without a headline it is no article of its own"
    pinned = '<h2 id="pokok">Yang perlu diketahui</h2>\n<p>Air setinggi <strong>178 cm</strong>.</p>'
    assert page.index(pinned) < page.index("<p>Isi tiga")
    assert '<time datetime="2024-10-09T16:30:00+07:00"><b>16:30 WIB</b> 9 Okt 2024</time>' in page
    assert '<span><a href="/penulis/sari-wulan/">Sari Wulan</a></span>' in page or "<span>Sari Wulan</span>" in page
    assert "<h2>Tanggul <em>jebol</em></h2>\n<p>Isi satu.</p>" in page
    assert 'Lihat <a href="/daerah/2024/10/pasar/">pasar</a>.' in page
    assert page.count("langsung.js") == 1
    assert "menit baca" not in page


def test_what_open_pages_ask_for(portal: Portal) -> None:
    """They get the newest entries in the form of the page, with the end; a longer report has the others on its page."""
    portal.build()
    page, fragment = portal.read(PAGE), portal.read(FRAGMENT)
    assert fragment in page
    assert f'data-src="{live_url(URL)}" data-langsung="2024-10-10T06:00:00+07:00"' in fragment
    write(portal, "\n\n".join(f"## 17.{number:02} – A" for number in range(SENT + 5)))
    portal.build()
    assert entries(portal.read(FRAGMENT)) == entries(portal.read(PAGE))[:SENT]
    assert len(entries(portal.read(PAGE))) == SENT + 5


def test_while_it_goes_on_and_after(portal: Portal) -> None:
    """Lists, page and fragment say that it is live until its hour; then it is ordinary news, and stays as it is."""
    portal.build()
    label = '<span class="label label-live">Langsung</span>'
    lists = ["index.html", "daerah/index.html", "terkini/index.html"]
    assert all(label in portal.read(path) for path in (*lists, PAGE))
    portal.now = at("10 05:59")
    portal.build()
    assert FRAGMENT not in changed(portal)
    portal.now = at("10 06:00")
    portal.build()
    assert {*lists, PAGE, FRAGMENT} <= {*changed(portal)}
    assert not any(label in portal.read(path) for path in (*lists, PAGE))
    assert "Liputan langsung ini selesai pada 10 Okt 2024, 06:00 WIB" in portal.read(PAGE)
    assert not re.search("data-langsung|langsung.js|role=.status", portal.read(PAGE) + portal.read(FRAGMENT))
    assert portal.files() == portal.clean()
    portal.now = at("11 06:00")
    portal.build()
    assert not {PAGE, FRAGMENT} & {*changed(portal)}
    portal.edit(PATH, "2024-10-10 06:00", "2024-10-11 07:00")
    portal.build()
    assert label in portal.read(PAGE)


def test_structured_data(portal: Portal) -> None:
    """Search engines get when it begins and ends, and the newest entries, each with its time, words and authors."""
    write(portal, f"{BODY}\n## 17.10 – Judul saja (Tono)")
    portal.build()
    data = ld(portal.read(PAGE))["LiveBlogPosting"]
    assert (data["coverageStartTime"], data["coverageEndTime"]) == (
        "2024-10-09T16:10:00+07:00",
        "2024-10-10T06:00:00+07:00",
    )
    updates = data["liveBlogUpdate"]
    assert isinstance(updates, list)
    assert [(one["headline"], one["articleBody"], one["datePublished"][11:16]) for one in updates] == [
        ("Judul saja", "Judul saja", "17:10"), ("Isi tiga (SW).", "Isi tiga (SW).", "17:05"),
        ("Listrik padam", "Isi dua. Lihat pasar.", "17:05"), ("Tanggul jebol", "Isi satu.", "16:30"),
    ]  # fmt: skip
    assert [one["author"][0]["name"] for one in updates] == ["Tono", "Sari Wulan", "Sari Wulan", "Sari Wulan"]
    assert updates[0]["url"].endswith(f"{URL}#pukul-17-10-9-oktober-2024")


def test_links_within_a_live_report_lead_to_it_from_feeds(portal: Portal) -> None:
    """A feed is read elsewhere: links to entries and to the page's own parts, and footnotes, lead to the page."""
    link = "Lihat [awal](#pukul-16-30-9-oktober-2024) dan [isi](#isi)."
    write(portal, f"{link}\n\n{BODY}\n\n{link}[^1]\n\n[^1]: Catatan.")
    portal.build()
    feed = portal.read("feed.xml")
    assert 'href="#' not in feed
    assert feed.count(f'href="https://uji.example{URL}#') >= 6
    assert portal.read(PAGE).count('href="#isi"') >= 2


def test_feeds_and_search(portal: Portal) -> None:
    """Feeds have the entries with their times, newest first, and lead to places of the page; an entry's words are found."""
    write(portal, BODY.replace("Isi satu.", "Isi satu.[^a] Lihat [ini](#isi).\n\n[^a]: Nota."))
    portal.build()
    items = ET.fromstring(portal.read("feed.xml")).iter("item")
    (text,) = [one.findtext(CONTENT) or "" for one in items if one.findtext("title") == "Banjir"]
    assert text.index("Air setinggi") < text.index("Isi tiga") < text.index("Isi dua") < text.index("Isi satu")
    assert "<p><strong>Rabu, 9 Oktober 2024 | 16:30 WIB – Sari Wulan</strong></p>\n<h2>Tanggul" in text
    assert re.findall('href="([^"]*)#', text) == [f"https://uji.example{URL}"] * 3
    assert "Banjir" in [one["title"] for one in results(portal, "jebol")]


def test_a_theme_that_does_not_know_entries(portal: Portal) -> None:
    """It has all of the report as one text, newest first, and loses nothing."""
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/templates/article.html", "<h1>{{ article.title }}</h1>{{ article.html }}")
    portal.edit("site.yaml", "name: Kabar Uji", "theme: uji\nname: Kabar Uji")
    portal.build()
    page = portal.read(PAGE)
    assert page.index("Air setinggi") < page.index("Isi dua") < page.index("16:30 WIB") < page.index("Isi satu")


@pytest.mark.parametrize(
    "keys", [{"gone": "true"}, {"retracted": "{timestamp: 2024-10-09 17:30 WIB, reason: sara, text: Maaf.}"}]
)
def test_when_it_is_over(portal: Portal, keys: dict[str, str]) -> None:
    """A report that is withdrawn or gone shows no entry, and open pages find nothing more to ask for."""
    portal.build()
    write(portal, **keys)
    portal.build()
    assert not (portal.output / FRAGMENT).exists()
    assert "Isi dua" not in portal.read(PAGE)
    assert "Langsung</span>" not in portal.read(PAGE)


def test_an_entry_that_is_wrong_stops_no_other_article(portal: Portal) -> None:
    """With `--hold` a live report with a mistake is held back alone, until it is mended."""
    portal.build()
    write(portal, BODY + "\n## Tanpa jam")
    assert [problem.code for problem in portal.problems()] == ["bad-entry"]
    report = portal.build(hold=True)
    assert [problem.code for problem in report.held] == ["bad-entry"]
    assert not (portal.output / FRAGMENT).exists()
    write(portal)
    portal.build(hold=True)
    assert (portal.output / FRAGMENT).exists()
