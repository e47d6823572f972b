"""The theme that comes with Warta: what it weighs, what it says of each kind of article, what machines read in it."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from generator.pages.textfiles import contrast
from generator.theming.theme import BUILT_IN
from tests.support import CONFIG, ROOT, Portal, article, ld, site

ASSETS = BUILT_IN / "kabar/assets"
PHOTO = "{src: /foto/a.svg, caption: Air naik., credit: Sari, focus: 50% 20%}"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>'
A, PAGE = "content/daerah/2024/10/a.md", "daerah/2024/10/a/index.html"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path, config=CONFIG + "  - {slug: opini, name: Opini}\nnotice: Dilarang menyalin.\n")
    portal.add("content/foto/a.svg", SVG)
    portal.add(
        "content/authors/sari-wulan.md", "---\nname: Sari Wulan\ninitials: SW\nrole: Reporter\n---\nMeliput pesisir.\n"
    )
    return portal


def crowd(portal: Portal) -> None:
    """Add enough articles to fill all that stands around one."""
    for n in range(12):
        title = f"Warga Desa Ke-{n} Menata Tanggul Sungai Menjelang Musim Hujan Tahun Ini"
        portal.add(
            f"content/daerah/2024/09/b-{n}.md",
            article(
                title, timestamp=f"2024-10-09 {n:02d}:00 WIB", tags="[Banjir, Tanggul, Musim Hujan]", photo=PHOTO,
                summary="Ringkasan " * 15,
            ),
        )  # fmt: skip


# -------------------------------------------------------------------------------- weight


def test_the_weight_of_a_page(portal: Portal) -> None:
    """A page of an article has at most 20 KB around its text; a stylesheet of 15 KB and 4 KB of script, compressed."""
    crowd(portal)
    body = "\n\n".join(["Kalimat yang cukup panjang untuk sebuah paragraf berita."] * 40)
    keys = {"tags": "[Banjir, Tanggul, Musim Hujan]", "photo": PHOTO, "updated": "2024-10-09 18:00 WIB"}
    portal.add(A, article("Air Surut, Warga Desa Kembali Menata Rumah dan Tanggul", body, **keys))
    portal.build()
    page = portal.read(PAGE)
    text = page.partition('<div class="isi">')[2].partition("</div>")[0]
    assert len(page.encode()) - len(text.encode()) <= 20_000
    sheets = re.findall(r'<link rel="stylesheet" href="/aset/([^"]+)"', page)
    assert sheets == ["kabar.css"]
    assert len(gzip.compress((ASSETS / "kabar.css").read_bytes(), 9, mtime=0)) <= 15_000
    scripts = re.findall(r'<script src="/aset/([^"]+)"([^>]*)', page)
    assert [(name, " defer" in rest) for name, rest in scripts] == [("kabar.js", True)]
    assert sum(len(gzip.compress((ASSETS / name).read_bytes(), 9, mtime=0)) for name, _ in scripts) <= 4_000


def test_the_weight_of_the_search() -> None:
    """The page of the search has 14.5 KB of script more, compressed; the suggestions of any page are 2 KB."""
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in ASSETS.glob("search/*.js")}
    assert sizes.pop("suggest.js") <= 2_000
    assert sum(sizes.values()) <= 14_500


def test_no_file_of_the_search_without_it(portal: Portal) -> None:
    """The script of the search is there where site.yaml has one, and nowhere else."""
    portal.build()
    assert not (portal.output / "aset/search").exists()
    portal.edit("site.yaml", "tagline:", "search: https://lain.example/?q={query}\ntagline:")
    portal.build()
    assert (portal.output / "aset/search/page.js").is_file()


class Elements(HTMLParser):
    """Collects the start tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_nothing_moves_and_nothing_is_asked_of_others(portal: Portal) -> None:
    """Pictures have their size and say how they load, the lead first; no page loads from another host or styles inline."""
    crowd(portal)
    portal.add(A, article("A", '![Alt](/foto/a.svg "Teks.")', photo=PHOTO))
    portal.build()
    for path in (PAGE, "index.html", "daerah/index.html", "tag/banjir/index.html", "404.html", "terkini/index.html"):
        page = portal.read(path)
        first = []
        for tag, attrs in Elements(page).found:
            assert "style" not in attrs
            assert not (tag in ("script", "img", "iframe") and (attrs.get("src") or "/").startswith(("http", "//")))
            if tag == "img":
                assert {"alt", "width", "height", "decoding"} <= attrs.keys(), (path, attrs)
                if "fetchpriority" in attrs:
                    first.append(attrs)
                else:
                    assert attrs["loading"] == "lazy", (path, attrs)
        assert len(first) == (1 if path in (PAGE, "index.html", "daerah/index.html") else 0), path


@pytest.mark.parametrize("path", [PAGE, "index.html", "daerah/index.html", "tag/banjir/index.html", "404.html"])
def test_landmarks_and_headings(portal: Portal, path: str) -> None:
    """One h1, no level left out, each landmark with a name of its own, and the skip link leads to the content."""
    crowd(portal)
    portal.add(A, article("A", photo=PHOTO, tags="[Banjir]", type="opini"))
    portal.build()
    found = Elements(portal.read(path)).found
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
    crowd(portal)
    portal.add(
        A, article("Iklan", type="advertorial", sponsor="PT Contoh", photo=PHOTO, timestamp="2024-10-10 09:00 WIB")
    )
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


@pytest.mark.slow
def test_the_strip_reads_its_own_kinds_alone(portal: Portal) -> None:
    """It finds them however old they are, the first that ever comes too, and loses one that is of its type no longer."""
    crowd(portal)
    portal.build()
    assert '<section class="lensa"' not in portal.read("index.html")
    for n, kind in enumerate(["foto", "video", "infografik", "foto"]):
        portal.add(
            f"content/daerah/2020/01/lama-{n}.md",
            article(f"Lama {n}", type=kind, photo=PHOTO, timestamp=f"2020-01-0{n + 1} 10:00 WIB"),
        )
        portal.build()
        strip = portal.read("index.html").partition('<section class="lensa"')[2].partition("</section>")[0]
        assert re.findall(r"Lama \d", strip) == [f"Lama {one}" for one in range(n, -1, -1)]
        assert portal.files() == portal.clean()
    portal.edit("content/daerah/2020/01/lama-3.md", "type: foto\n", "")
    portal.build()
    strip = portal.read("index.html").partition('<section class="lensa"')[2].partition("</section>")[0]
    assert re.findall(r"Lama \d", strip) == ["Lama 2", "Lama 1", "Lama 0"]
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("ask", ['category="daerah", type="foto"', 'type="berita"', 'type="galeri"'])
def test_what_latest_cannot_tell(portal: Portal, ask: str) -> None:
    """A question without an index behind it is an error of the template, not an empty list."""
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/templates/_blok_foto.html", f"{{{{ latest({ask}) }}}}")
    portal.add("site.yaml", CONFIG + "theme: uji\n")
    portal.add(A, article("A"))
    [problem] = portal.problems()
    assert "latest " in problem.message
    assert str(problem.where) == "themes/uji/templates/_blok_foto.html:1"


def test_topics_of_a_letter_are_not_said_to_have_no_articles(portal: Portal) -> None:
    """Their numbers would make the page anew with every article, so it says none."""
    portal.add(A, article("A", tags="[Banjir]"))
    portal.build()
    assert "Banjir</span>" in portal.read("indeks/tag/b/index.html")
    assert "0 berita" not in portal.read("indeks/tag/b/index.html")
    assert "1 berita" in portal.read("tag/index.html")


def test_terkini_says_the_year(portal: Portal) -> None:
    """An entry may be years older than the page that it stands on."""
    portal.add(A, article("A", timestamp="2014-10-09 08:00 WIB"))
    portal.build()
    assert "<b>08:00 WIB</b> 9 Okt 2014</time>" in portal.read("index.html")


def test_the_page_for_what_is_missing_helps(portal: Portal) -> None:
    """It has the newest articles, the kanal and the topics."""
    crowd(portal)
    portal.build()
    page = portal.read("404.html").partition("<main")[2].partition("</main>")[0]
    assert page.count("<li><time") == 6
    assert 'href="/daerah/"' in page
    assert 'href="/tag/banjir/"' in page


# -------------------------------------------------------------------------------- machines


def test_structured_data_of_the_pages_around_an_article(portal: Portal) -> None:
    """The portal on the front page with its policies, the person on theirs, breadcrumbs on all others."""
    crowd(portal)
    portal.add(A, article("A"))
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")
    portal.edit("site.yaml", "notice:", "footer:\n  - {name: Redaksi, url: /redaksi/}\nnotice:")
    portal.build()
    front = ld(portal.read("index.html"))
    assert front["WebSite"]["inLanguage"] == "id"
    assert front["NewsMediaOrganization"]["masthead"] == "https://uji.example/redaksi/"
    author = ld(portal.read("penulis/sari-wulan/index.html"))
    assert author["ProfilePage"]["mainEntity"]["name"] == "Sari Wulan"  # type: ignore[index]
    assert author["ProfilePage"]["mainEntity"]["jobTitle"] == "Reporter"  # type: ignore[index]
    for path in ("daerah/", "tag/banjir/", "tag/", "indeks/", "indeks/2024/10/09/", "redaksi/", "penulis/sari-wulan/"):
        assert "BreadcrumbList" in ld(portal.read(f"{path}index.html")), path
    news = ld(portal.read(PAGE))["NewsArticle"]
    assert news["publisher"]["@id"] == front["NewsMediaOrganization"]["@id"]  # type: ignore[index]


# -------------------------------------------------------------------------------- settings


def colours(portal: Portal) -> list[dict[str, str]]:
    """Return the properties of the stylesheet of settings, in light and in dark."""
    light, dark = re.findall(r":root \{ (.*?) \}", portal.read("aset/warna.css"))
    return [dict(one.split(": ") for one in part.split("; ")) for part in (light, dark)]


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


@pytest.mark.parametrize("chosen", ["#ffff00", "#000000", "#ffffff", "#0a7d4f", "#7f7f7f", "#0000ff"])
def test_any_accent_is_legible(portal: Portal, chosen: str) -> None:
    """A colour is darkened or lightened until text in it can be read, in both schemes, and text on the bar too."""
    portal.edit(
        "site.yaml", "name: Kabar Uji", f"name: Kabar Uji\ntheme_settings: {{accent: '{chosen}', bar: '{chosen}'}}"
    )
    portal.build()
    light, dark = colours(portal)
    assert contrast(rgb(light["--aksen"]), (255, 255, 255)) >= 4.5
    assert contrast(rgb(dark["--aksen"]), (17, 21, 26)) >= 4.5
    for scheme in (light, dark):
        assert contrast(rgb(scheme["--pita"]), (255, 255, 255)) >= 4.5
        assert contrast(rgb(scheme["--pita"]), rgb(scheme["--pita-redup"])) >= 4.5
    assert '<link rel="stylesheet" href="/aset/warna.css">' in portal.read("index.html")


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


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("acent: '#123456'", 'the theme has no setting "acent"'),
        ("accent: red", '"red" is not a colour'),
        ("home: {a: b}", "theme_settings.home must be text or a list of texts, not a group of keys"),
    ],
)
def test_mistakes_in_settings(portal: Portal, text: str, message: str) -> None:
    """A setting that the theme does not have, or cannot use, is told with its place."""
    portal.edit("site.yaml", "name: Kabar Uji", f"name: Kabar Uji\ntheme_settings:\n  {text}")
    found = portal.problems()
    assert [(one.where.path, one.where.line, one.message) for one in found] == [("site.yaml", 3, message)]


def test_one_block_of_a_page(portal: Portal) -> None:
    """A theme replaces one block of a page of the theme that it extends, under its full name."""
    portal.edit("site.yaml", "name: Kabar Uji", "name: Kabar Uji\ntheme: uji")
    portal.add(A, article("A"))
    portal.add("themes/uji/theme.yaml", "extends: kabar\n")
    text = '{% extends "kabar/article.html" %}\n{% block terkait %}<p>SENDIRI</p>{% endblock %}\n'
    portal.add("themes/uji/templates/article.html", text)
    portal.build()
    page = portal.read(PAGE)
    assert "<p>SENDIRI</p>" in page
    assert "<h1>A</h1>" in page
    assert "Artikel Terkait" not in page


def test_the_worked_example(tmp_path: Path) -> None:
    """The theme kabar-daerah changes what its files say, and nothing else."""
    portal = site(tmp_path, config=CONFIG + "theme: kabar-daerah\n")
    folder = ROOT / "themes/kabar-daerah"
    for path in folder.rglob("*.*"):
        portal.add(f"themes/kabar-daerah/{path.relative_to(folder).as_posix()}", path.read_bytes())
    portal.add(A, article("A", tags="[Banjir]"))
    portal.build()
    page = portal.read(PAGE)
    assert "Edisi Daerah" in page
    assert "Kabar Terbaru" in page
    assert "Artikel Terkait" in page
    assert "Ramai di daerah" in portal.read("index.html")
    assert "--aksen: #0a7d4f" in portal.read("aset/warna.css")


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
    assert portal.files() == portal.clean()
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
