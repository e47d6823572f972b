"""security.txt and humans.txt; sitemaps of months, of the news, and of what is no article; colours that are legible."""

from __future__ import annotations

import json
import re
from random import Random
from xml.etree import ElementTree as ET

import pytest

from generator.engine.planning import listings
from generator.pages import textfiles
from generator.pages.textfiles import contrast, sheet
from tests.quick import sample
from tests.support import CONFIG, NOW, Portal, article


def test_security_and_humans(portal: Portal) -> None:
    """security.txt and humans.txt are there when site.yaml gives them, and go when it no longer does."""
    given = (
        "humans: [Sari Wulan - reporter]\nsecurity:\n  contact: [aman@uji.example, https://uji.example/lapor]\n"
        "  expires: 2025-06-30 00:00 WIB\n  policy: https://uji.example/aman/\n"
    )
    portal.add("site.yaml", CONFIG + given)
    portal.build()
    assert portal.read("humans.txt") == "Sari Wulan - reporter\n"
    assert portal.read(".well-known/security.txt").splitlines() == [
        "Contact: mailto:aman@uji.example", "Contact: https://uji.example/lapor", "Expires: 2025-06-30T00:00:00+07:00",
        "Policy: https://uji.example/aman/", "Preferred-Languages: id",
        "Canonical: https://uji.example/.well-known/security.txt",
    ]  # fmt: skip
    assert portal.files() == portal.clean()
    portal.add("site.yaml", CONFIG)
    portal.build()
    assert not {"humans.txt", ".well-known/security.txt"} & portal.files().keys()
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("{contact: nanti, expires: 2025-06-30 00:00 WIB}", '"nanti" is not a way to reach anybody'),
        ("{expires: 2025-06-30 00:00 WIB}", "must be able to tell"),
        ("{contact: a@b.example}", "RFC 9116 wants a time"),
    ],
)
def test_mistakes_of_security(portal: Portal, given: str, message: str) -> None:
    """Without a way to reach somebody, or a time, security.txt would be void."""
    portal.add("site.yaml", f"{CONFIG}security: {given}\n")
    assert any(message in str(problem.message) for problem in portal.problems())


def test_a_search_is_a_form_and_a_description_for_browsers(portal: Portal) -> None:
    """With `search` in site.yaml all pages have the box, which leads to the search, and browsers learn of it; else none."""
    portal.add("content/daerah/2024/10/a.md", article())
    portal.build()
    assert "opensearch" not in portal.read("index.html")
    assert 'class="cari"' not in portal.read("index.html")
    assert not (portal.output / "opensearch.xml").exists()
    config = CONFIG.replace("Kabar Uji", "'Kabar <Uji> & Seluruh Kepulauan'")
    portal.add("site.yaml", config + "search: https://cari.example/s?situs=%22uji%22&q={query}\n")
    portal.build()
    for path in ("index.html", "daerah/2024/10/a/index.html", "404.html"):
        page = portal.read(path)
        form = page.partition('<form class="cari"')[2].partition("</form>")[0]
        assert 'role="search" action="/cari/"' in form
        assert '<input type="search" name="q"' in form
        assert '<link rel="search" type="application/opensearchdescription+xml"' in page.partition("</head>")[0]
    own = portal.read("cari/index.html").partition("</header>")[2]
    assert 'action="https://cari.example/s"' in own
    assert '<input type="hidden" name="situs" value="&#34;uji&#34;">' in own
    assert portal.files() == portal.clean()
    found = ET.fromstring(portal.read("opensearch.xml"))
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert found.tag == f"{space}OpenSearchDescription"
    assert not "".join([found.text or "", *(one.tail or "" for one in found)]).strip()
    assert {one.tag.removeprefix(space): one.text for one in found if one.text} == {
        "ShortName": "Kabar <Uji> &", "LongName": "Kabar <Uji> & Seluruh Kepulauan", "Language": "id",
        "Description": "Cari berita di Kabar <Uji> & Seluruh Kepulauan", "InputEncoding": "UTF-8",
    }  # fmt: skip
    url = found.find(f"{space}Url")
    assert url is not None
    assert url.attrib == {"type": "text/html", "template": "https://uji.example/cari/?q={searchTerms}"}


def test_the_icons_of_the_manifest(portal: Portal) -> None:
    """Three that are drawn for phones, and the picture itself where it is an SVG, which suits any size."""
    portal.build()
    icons = json.loads(portal.read("manifest.webmanifest"))["icons"]
    assert [(icon["src"], icon["sizes"], icon["type"], icon["purpose"]) for icon in icons] == [
        ("/aset/ikon-192.png", "192x192", "image/png", "any"),
        ("/aset/ikon-512.png", "512x512", "image/png", "any"),
        ("/aset/ikon-maskable-512.png", "512x512", "image/png", "maskable"),
        ("/aset/favicon.svg", "any", "image/svg+xml", "any"),
    ]


def _locations(text: str) -> list[str]:
    return [
        element.text or "" for element in ET.fromstring(text).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]


def test_sitemaps(portal: Portal) -> None:
    """The index lists a part a month; a part lists its articles with their editorial time."""
    portal.add("content/daerah/2024/10/a.md", article(updated="2024-10-09 18:00 WIB"))
    portal.add("content/daerah/2023/01/b.md", article("B", timestamp="2023-01-05 10:00 WIB"))
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")
    portal.build()
    base = "https://uji.example"
    assert f"{base}/sitemap-2023-01.xml" in _locations(portal.read("sitemap.xml"))
    assert _locations(portal.read("sitemap-2024-10.xml")) == [f"{base}/daerah/2024/10/a/"]
    assert "<lastmod>2024-10-09T18:00:00+07:00</lastmod>" in portal.read("sitemap-2024-10.xml")
    pages = _locations(portal.read("sitemap-pages.xml"))
    assert {f"{base}/", f"{base}/daerah/", f"{base}/redaksi/", f"{base}/penulis/sari-wulan/"} <= set(pages)
    assert "Sitemap: https://uji.example/sitemap.xml" in portal.read("robots.txt")


def test_the_news_sitemap_moves_with_the_clock(portal: Portal) -> None:
    """It holds what was published within two days of the build, without paid content."""
    portal.add("content/daerah/2024/10/a.md", article("Satu", timestamp="2024-10-08 12:00 WIB"))
    portal.add("content/daerah/2024/10/b.md", article("Dua", timestamp="2024-10-10 11:00 WIB"))
    portal.add("content/daerah/2024/10/c.md", article("Iklan", type="advertorial", sponsor="PT Contoh"))
    portal.build()
    assert len(_locations(portal.read("sitemap-news.xml"))) == 2
    assert "<news:language>id</news:language>" in portal.read("sitemap-news.xml")
    report = portal.build(now=NOW + 1)
    assert len(_locations(portal.read("sitemap-news.xml"))) == 1
    assert report.changed == 1
    portal.build(now=NOW + 7 * 86400)
    assert _locations(portal.read("sitemap-news.xml")) == []


def test_sitemaps_name_the_page_with_everything_of_a_split_article(portal: Portal) -> None:
    """What sitemaps list is canonical, before and after an edit that splits an article."""
    portal.add("content/daerah/2024/10/a.md", article("A", "Satu.\n\nDua."))
    portal.build()
    assert "<loc>https://uji.example/daerah/2024/10/a/</loc>" in portal.read("sitemap-2024-10.xml")
    portal.edit("content/daerah/2024/10/a.md", "\n\nDua", "\n\n<!-- halaman -->\n\nDua")
    portal.build()
    for name in ("sitemap-2024-10.xml", "sitemap-news.xml"):
        assert "<loc>https://uji.example/daerah/2024/10/a/semua/</loc>" in portal.read(name)
    assert portal.files() == portal.clean()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sitemaps of three addresses."""
    for module in (textfiles, listings):
        monkeypatch.setattr(module, "SITEMAP_LIMIT", 3)


@pytest.mark.usefixtures("short")
def test_an_article_more_is_in_the_last_sitemap_of_its_month(portal: Portal) -> None:
    """Those before it stay as they are, and are not looked at; one that is full is followed by another."""
    for day in range(1, 9):
        portal.add(f"content/daerah/2024/10/a{day}.md", article(f"A{day}", timestamp=f"2024-10-0{day} 08:00 WIB"))
    portal.build()
    names = ["sitemap-2024-10.xml", "sitemap-2024-10-2.xml", "sitemap-2024-10-3.xml"]
    assert [len(_locations(portal.read(name))) for name in names] == [3, 3, 2]
    before = [portal.read(name) for name in names]
    portal.add("content/daerah/2024/10/b1.md", article("B1", timestamp="2024-10-09 08:00 WIB"))
    portal.build()
    assert [portal.read(name) == text for name, text in zip(names, before, strict=True)] == [True, True, False]
    portal.add("content/daerah/2024/10/b2.md", article("B2", timestamp="2024-10-09 09:00 WIB"))
    portal.build()
    assert _locations(portal.read("sitemap-2024-10-4.xml")) == ["https://uji.example/daerah/2024/10/b2/"]
    assert "https://uji.example/sitemap-2024-10-4.xml" in _locations(portal.read("sitemap.xml"))
    assert portal.files() == portal.clean()


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("seed", sample(range(3), 3))
def test_sitemaps_of_a_large_month_stay_those_of_a_clean_build(portal: Portal, seed: int) -> None:
    """Articles come, go, change and exchange places within a day and between days, some at once."""
    random = Random(seed)
    names = [f"content/daerah/2024/10/a{number}.md" for number in range(14)]

    def put(name: str) -> None:
        stamp = f"2024-{random.choice(['10-07', '10-07', '10-08', '09-30'])} {random.randrange(10, 16)}:00 WIB"
        portal.add(name, article(f"Judul {random.randrange(99)}", timestamp=stamp))

    for name in names[:10]:
        put(name)
    portal.build()
    for _ in range(25):
        for name in random.sample(names, random.randrange(1, 4)):
            if (portal.folder / name).exists() and random.random() < 0.4:
                portal.remove(name)
            else:
                put(name)
        portal.build()
        made = {path: text for path, text in portal.files().items() if path.startswith("sitemap-2024")}
        assert made == {path: text for path, text in portal.clean().items() if path.startswith("sitemap-2024")}


WHITE, NIGHT = (255, 255, 255), (17, 21, 26)


def found(text: bytes, name: str) -> list[tuple[int, ...]]:
    """Return the values of a variable, in light and in dark."""
    return [tuple(bytes.fromhex(value)) for value in re.findall(rf"{name}: #(\w+)", text.decode())]


def test_a_theme_without_these_settings_gets_a_sheet_without_effect() -> None:
    """Nor does a setting that is no colour have any."""
    assert sheet({}) == sheet({"accent": "merah", "bar": 3}) == b":root {}\n"


@pytest.mark.parametrize("accent", ["#ffff00", "#000000", "#ffffff", "#808080", "#c00000"])
def test_any_accent_can_be_read_in_light_and_in_dark(accent: str) -> None:
    """By the contrast that WCAG 2.2 asks of text."""
    light, dark = found(sheet({"accent": accent}), "--aksen")
    assert contrast(light, WHITE) >= 4.5
    assert contrast(dark, NIGHT) >= 4.5


def test_a_legible_accent_is_left_as_it_is() -> None:
    """In the light; a dark page needs a lighter one."""
    light, dark = found(sheet({"accent": "#a01010"}), "--aksen")
    assert light == (0xA0, 0x10, 0x10)
    assert dark != light


def test_white_can_be_read_on_any_bar() -> None:
    """So can the fainter links in it."""
    text = sheet({"bar": "#ffe000"})
    for bar, faint in zip(found(text, "--pita"), found(text, "--pita-redup"), strict=True):
        assert contrast(bar, WHITE) >= 4.5
        assert contrast(bar, faint) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    """Whichever of the two colours comes first."""
    assert contrast((0, 0, 0), WHITE) == contrast(WHITE, (0, 0, 0)) == pytest.approx(21)
    assert contrast((118, 118, 118), WHITE) == pytest.approx(4.54, abs=0.01)
