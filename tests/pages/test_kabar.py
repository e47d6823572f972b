"""The theme that comes with Warta: what it weighs, what it says of each kind of article, what machines read in it."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support import CONFIG, Portal, article, copied, site

PHOTO = "{src: /foto/a.svg, caption: Air naik., credit: Sari, focus: 50% 20%}"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>'
A, PAGE = "content/daerah/2024/10/a.md", "daerah/2024/10/a/index.html"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = site(
        tmp_path_factory.mktemp("awal"), config=CONFIG + "  - {slug: opini, name: Opini}\nnotice: Dilarang menyalin.\n"
    )
    portal.add("content/foto/a.svg", SVG)
    portal.add(
        "content/authors/sari-wulan.md", "---\nname: Sari Wulan\ninitials: SW\nrole: Reporter\n---\nMeliput pesisir.\n"
    )
    portal.add(A, article(tags="[A]"))
    portal.build()
    portal.remove(A)
    portal.build()
    return portal


@pytest.fixture
def portal(begun: Portal, tmp_path: Path) -> Portal:
    return copied(begun, tmp_path)


@pytest.fixture(scope="module")
def crowded(begun: Portal, tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A portal in which an article has everything, and enough others to fill all that stands around it."""
    portal = copied(begun, tmp_path_factory.mktemp("ramai"))
    for n in range(12):
        title = f"Warga Desa Ke-{n} Menata Tanggul Sungai Menjelang Musim Hujan Tahun Ini"
        keys = {"tags": "[Banjir, Tanggul, Musim Hujan]", "photo": PHOTO, "summary": "Ringkasan " * 15}
        portal.add(f"content/daerah/2024/09/b-{n}.md", article(title, timestamp=f"2024-10-09 {n:02d}:00 WIB", **keys))
    body = "\n\n".join(["Kalimat yang cukup panjang untuk sebuah paragraf berita."] * 40)
    keys = {"tags": "[Banjir, Tanggul, Musim Hujan]", "photo": PHOTO, "updated": "2024-10-09 18:00 WIB"}
    text = f'{body}\n\n![Alt](/foto/a.svg "Teks.")'
    portal.add(A, article("Air Surut, Warga Desa Kembali Menata Rumah dan Tanggul", text, **keys))
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")
    portal.edit("site.yaml", "notice:", "search: true\nfooter:\n  - {name: Redaksi, url: /redaksi/}\nnotice:")
    portal.build()
    return portal


# -------------------------------------------------------------------------------- weight


def packed(portal: Portal, path: str) -> int:
    """Return how many bytes of a file a host sends."""
    return len(gzip.compress((portal.output / path).read_bytes(), 9, mtime=0))


def test_the_weight_of_a_page(crowded: Portal) -> None:
    """A page of an article has at most 20 KB around its text; a stylesheet of 15 KB and 4 KB of script, compressed."""
    page = crowded.read(PAGE)
    text = page.partition('<div class="isi">')[2].partition("</div>")[0]
    assert len(page.encode()) - len(text.encode()) <= 20_000
    assert re.findall(r'<link rel="stylesheet" href="/([^"]+)"', page) == ["aset/kabar.css"]
    assert packed(crowded, "aset/kabar.css") <= 15_000
    scripts = re.findall(r'<script src="/([^"]+)"([^>]*)', page)
    assert [(name, " defer" in rest) for name, rest in scripts] == [("aset/kabar.js", True)]
    assert packed(crowded, "aset/kabar.js") <= 4_000


class Elements(HTMLParser):
    """Collects the start tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


LISTS = ("index.html", "daerah/index.html", "tag/banjir/index.html", "404.html", "terkini/index.html")


def test_nothing_moves_and_nothing_is_asked_of_others(crowded: Portal) -> None:
    """Pictures have their size and say how they load, the lead first; no page loads from another host or styles inline."""
    for path in (PAGE, *LISTS):
        first = []
        for tag, attrs in Elements(crowded.read(path)).found:
            assert "style" not in attrs
            assert not (tag in ("script", "img", "iframe") and (attrs.get("src") or "/").startswith(("http", "//")))
            if tag == "img":
                assert {"alt", "width", "height", "decoding"} <= attrs.keys(), (path, attrs)
                if "fetchpriority" in attrs:
                    first.append(attrs)
                else:
                    assert attrs["loading"] == "lazy", (path, attrs)
        assert len(first) == (1 if path in (PAGE, "index.html", "daerah/index.html") else 0), path


@pytest.mark.parametrize("path", [PAGE, *LISTS[:-1]])
def test_landmarks_and_headings(crowded: Portal, path: str) -> None:
    """One h1, no level left out, each landmark with a name of its own, and the skip link leads to the content."""
    found = Elements(crowded.read(path)).found
    levels = [int(tag[1]) for tag, _ in found if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    names = [attrs.get("aria-label") or attrs.get("aria-labelledby") for tag, attrs in found if tag == "nav"]
    assert all(names)
    assert len(set(names)) == len(names)
    assert [tag for tag, _ in found].count("main") == 1
    skip = next(attrs for tag, attrs in found if tag == "a")
    assert (skip["href"], dict(found)["main"]["id"]) == ("#isi", "isi")
    ids = [attrs["id"] for _, attrs in found if "id" in attrs]
    assert len(set(ids)) == len(ids)


# -------------------------------------------------------------------------------- kinds


def test_paid_content_can_be_taken_for_nothing_else(portal: Portal) -> None:
    """It is labelled before its headline and after its last word, and never leads a front."""
    keys = {"type": "advertorial", "sponsor": "PT Contoh", "photo": PHOTO, "timestamp": "2024-10-10 09:00 WIB"}
    portal.add(A, article("Iklan", **keys))
    portal.add("content/daerah/2024/10/b.md", article("Berita", timestamp="2024-10-08 09:00 WIB", photo=PHOTO))
    portal.build()
    page = portal.read(PAGE)
    head, _, rest = page.partition("<h1>")
    assert "Konten berbayar" in head
    assert "PT Contoh" in head
    assert "bukan karya jurnalistik redaksi" in rest
    for path in ("index.html", "daerah/index.html"):
        lead = portal.read(path).partition('<article class="utama')[2].partition("</article>")[0]
        assert lead
        assert "Iklan" not in lead


def test_an_opinion_is_not_the_newsrooms(portal: Portal) -> None:
    """It says so at its end; the front page has a block of them with their authors."""
    portal.add("content/opini/2024/10/c.md", article("Pendapat", type="opini"))
    portal.build()
    assert "tidak mewakili sikap redaksi" in portal.read("opini/2024/10/c/index.html")
    block = portal.read("index.html").partition('<section class="blok-opini"')[2].partition("</section>")[0]
    assert "Sari Wulan" in block
    assert "Pendapat" in block


def test_pictures_films_and_infographics(portal: Portal) -> None:
    """A gallery and an infographic show their picture, a film stands in its place; the front page has a strip of them."""
    portal.add(A, article("Film", "https://www.youtube.com/watch?v=abcdefghijk\n\nTeks.", type="video", photo=PHOTO))
    portal.add("content/daerah/2024/10/b.md", article("Galeri", type="foto", photo=PHOTO))
    portal.add("content/daerah/2024/10/c.md", article("Grafik", type="infografik", photo=PHOTO))
    portal.build()
    assert 'class="foto"' not in portal.read(PAGE)
    assert 'class="foto"' in portal.read("daerah/2024/10/b/index.html")
    assert '<a href="/foto/a.svg">Buka gambar ukuran penuh</a>' in portal.read("daerah/2024/10/c/index.html")
    strip = portal.read("index.html").partition('<section class="lensa"')[2].partition("</section>")[0]
    assert strip.count("<h3>") == 3


def test_the_page_for_what_is_missing_helps(crowded: Portal) -> None:
    """It has the newest articles, the kanal and the topics."""
    page = crowded.read("404.html").partition("<main")[2].partition("</main>")[0]
    assert page.count("<li><time") == 6
    assert 'href="/daerah/"' in page
    assert 'href="/tag/banjir/"' in page


# -------------------------------------------------------------------------------- machines


# -------------------------------------------------------------------------------- settings


def contrast(*colours: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 has it."""

    def light(colour: str) -> float:
        parts = [part / 255 for part in bytes.fromhex(colour[1:])]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted(map(light, colours))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("chosen", ["#ffff00", "#000000", "#a01010"])
def test_any_accent_is_legible(portal: Portal, chosen: str) -> None:
    """A colour is darkened or lightened until text in it can be read, in both schemes, and text on the bar too."""
    portal.edit(
        "site.yaml", "name: Kabar Uji", f"name: Kabar Uji\ntheme_settings: {{accent: '{chosen}', bar: '{chosen}'}}"
    )
    portal.build()
    parts = re.findall(r":root \{ (.*?) \}", portal.read("aset/warna.css"))
    light, dark = (dict(one.split(": ") for one in part.split("; ")) for part in parts)
    assert contrast(light["--aksen"], "#ffffff") >= 4.5
    assert contrast(dark["--aksen"], "#11151a") >= 4.5
    assert (light["--aksen"] == chosen) == (chosen != "#ffff00"), "one that can be read stays"
    for scheme in (light, dark):
        assert contrast(scheme["--pita"], "#ffffff") >= 4.5
        assert contrast(scheme["--pita"], scheme["--pita-redup"]) >= 4.5
    assert '<link rel="stylesheet" href="/aset/warna.css">' in portal.read("index.html")


@pytest.mark.parametrize("own", ["_styles.html", "_head.html", "base.html"])
def test_no_theme_leaves_out_a_colour_that_is_set(portal: Portal, own: str) -> None:
    """It comes after all other stylesheets of the page; what is not set stays as theirs."""
    portal.add("themes/uji/theme.yaml", "extends: kabar\nsettings: {accent: '#0a7d4f'}\n")
    head = '<link rel="stylesheet" href="{{ asset("uji.css") }}">\n'
    portal.add(f"themes/uji/templates/{own}", f"<html><head>{head}</head></html>" if own == "base.html" else head)
    portal.edit("site.yaml", "name: Kabar Uji", "name: Kabar Uji\ntheme: uji")
    portal.build()
    sheets = re.findall(r'stylesheet" href="(.*?)"', portal.read("index.html"))
    assert sheets[-2:] == ["/aset/uji.css", "/aset/warna.css"]
    assert "--aksen: #0a7d4f" in portal.read("aset/warna.css")
    assert "--pita" not in portal.read("aset/warna.css")


def test_settings_of_a_theme_and_of_a_site(portal: Portal) -> None:
    """A theme changes single settings of the one it extends, a site those of its theme; every page follows."""
    portal.add(A, article("A", tags="[Banjir]"))
    portal.add("themes/uji/theme.yaml", "extends: kabar\nsettings: {home: [kanal], bar: '#004400'}\n")
    portal.build()
    assert "Topik hangat" in portal.read("index.html")
    portal.edit("site.yaml", "name: Kabar Uji", "name: Kabar Uji\ntheme: uji")
    portal.build()
    page = portal.read("index.html")
    assert "Topik hangat" not in page
    assert '<meta name="theme-color" content="#004400">' in page
    portal.edit("site.yaml", "theme: uji", "theme: uji\ntheme_settings: {home: [topik, kanal]}")
    portal.build()
    assert "Topik hangat" in portal.read("index.html")
    assert portal.files() == portal.clean()


SUBSCRIBE = """third_parties: [mailchimp]
subscribe:
  form: https://kabar.us1.list-manage.com/subscribe/post?u=0&id=1
  field: EMAIL
  links: [{name: Saluran WhatsApp, url: 'https://whatsapp.com/channel/0'}]
"""


def test_newsletter_and_channels(portal: Portal) -> None:
    """Stand below each article and on the front page, if site.yaml has them."""
    portal.add("content/daerah/2024/10/a.md", article("A"))
    portal.build()
    for path in ("index.html", "daerah/2024/10/a/index.html"):
        assert "langganan" not in portal.read(path)
    portal.add("site.yaml", CONFIG + SUBSCRIBE)
    portal.build()
    for path in ("index.html", "daerah/2024/10/a/index.html"):
        page = portal.read(path)
        assert page.count('<section class="kotak langganan">') == 1
        assert (
            '<form class="surat" action="https://kabar.us1.list-manage.com/subscribe/post?u=0&amp;id=1" method="post"'
            in page
        )
        assert '<input type="email" name="EMAIL" autocomplete="email" required>' in page
        assert '<a href="https://whatsapp.com/channel/0" rel="me noopener">Saluran WhatsApp</a>' in page
    assert "langganan" not in portal.read("daerah/index.html")
