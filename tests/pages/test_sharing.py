"""The pictures that other platforms show of a shared page: which page has which, and when one is made again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import pyvips

from generator.pages.textfiles import legible
from tests.photos import jpeg
from tests.support import CONFIG, Portal, article, site

PLAIN = "daerah/2024/10/a/index.html"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path, config=CONFIG + "regions: {Teluk: [Utara]}\n")
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\n---\nReporter.\n")
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")
    portal.add(
        "content/daerah/2024/10/a.md", article("A", tags="[Banjir]", author="Sari Wulan", region="Teluk / Utara")
    )
    portal.add("content/daerah/2024/10/b.md", article("B", author="Andi Lain"))
    portal.build()
    return portal


def said(portal: Portal, path: str) -> dict[str, str]:
    """Return what a page says of its picture."""
    found = re.findall(
        r'<meta (?:property="og:(image[^"]*)"|name="(twitter:card)") content="([^"]*)"', portal.read(path)
    )
    return {one or other: value for one, other, value in found}


def changed(portal: Portal) -> set[str]:
    told = json.loads((portal.folder / ".ssg/changed.json").read_text("utf-8"))
    return {path for key in ("added", "changed", "deleted") for path in told[key] if path.endswith(".png")}


@pytest.mark.parametrize(
    ("page", "picture", "alt"),
    [
        ("index.html", "bagikan.png", "Kabar Uji"),
        ("daerah/index.html", "daerah/bagikan.png", "Daerah - Kabar Uji"),
        ("wilayah/teluk/utara/index.html", "wilayah/teluk/utara/bagikan.png", "Utara - Kabar Uji"),
        ("penulis/sari-wulan/index.html", "penulis/sari-wulan/bagikan.png", "Sari Wulan - Kabar Uji"),
        ("redaksi/index.html", "redaksi/bagikan.png", "Redaksi - Kabar Uji"),
        (PLAIN, "daerah/bagikan.png", "Daerah - Kabar Uji"),
        ("tag/banjir/index.html", "bagikan.png", "Kabar Uji"),
        ("penulis/andi-lain/index.html", "bagikan.png", "Kabar Uji"),
        ("terkini/index.html", "bagikan.png", "Kabar Uji"),
        ("indeks/2024/10/09/index.html", "bagikan.png", "Kabar Uji"),
    ],
)
def test_every_page_names_a_picture_that_is_there(portal: Portal, page: str, picture: str, alt: str) -> None:
    """With its size and what it shows; of an article without a photo, its kanal's."""
    assert said(portal, page) == {
        "image": f"https://uji.example/{picture}", "image:width": "1200", "image:height": "630", "image:alt": alt,
        "twitter:card": "summary_large_image",
    }  # fmt: skip
    data = portal.files()[picture]
    assert data.startswith(b"\x89PNG")
    image = pyvips.Image.new_from_buffer(data, "")
    assert (image.width, image.height, image.bands) == (1200, 630, 3)
    assert len(data) < 300_000, "WhatsApp shows no larger one"


def test_an_article_with_a_photo_shows_the_photo(portal: Portal) -> None:
    """As before; and search engines are told of no photo where there is none."""
    portal.add("content/foto/a.jpg", jpeg(1600, 900))
    portal.edit("content/daerah/2024/10/a.md", "author:", "photo: {src: /foto/a.jpg, caption: C, credit: D}\nauthor:")
    portal.build()
    assert "/gambar/foto/a." in said(portal, PLAIN)["image"]
    assert '"image"' not in portal.read("daerah/2024/10/b/index.html")


def test_one_picture_is_made_when_one_name_changes(portal: Portal) -> None:
    """Of a kanal, a page, a person; none when an article changes, and all when the colours do."""

    def made() -> set[str]:
        portal.build()
        assert portal.files() == portal.clean()
        return changed(portal)

    everything = {path for path in portal.files() if path.endswith("bagikan.png")}
    assert len(everything) == 1 + 3 + 2 + 1 + 1
    portal.edit("content/daerah/2024/10/a.md", "Isi", "Lain")
    portal.edit("content/daerah/2024/10/a.md", "title: A", "title: Judul Lain")
    portal.add("content/daerah/2024/10/c.md", article("C", tags="[Rob]"))
    assert made() == set()
    portal.edit("content/pages/redaksi.md", "Kami", "Kita")
    assert made() == set()
    portal.edit("content/pages/redaksi.md", "title: Redaksi", "title: Tim Redaksi")
    assert made() == {"redaksi/bagikan.png"}
    portal.edit("content/authors/sari-wulan.md", "name: Sari Wulan", "name: Sari Wulandari")
    portal.edit("content/daerah/2024/10/a.md", "author: Sari Wulan", "author: Sari Wulandari")
    assert made() == {"penulis/sari-wulan/bagikan.png"}
    portal.edit("site.yaml", "name: Olahraga", "name: Bola & Raga")
    assert made() == {"olahraga/bagikan.png"}
    portal.edit("site.yaml", "Berita percobaan", "Berita lain")
    assert made() == {"bagikan.png"}
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\nKami.\n")
    portal.remove("content/authors/sari-wulan.md")
    assert made() == {"tentang/bagikan.png", "penulis/sari-wulan/bagikan.png"}
    everything = {path for path in portal.files() if path.endswith("bagikan.png")}
    portal.edit("site.yaml", "regions:", 'theme_settings: {bar: "#004400"}\nregions:')
    assert everything <= made()


@pytest.mark.parametrize("name", ["<b>&amp; '", "😱" * 50, "العربية", "\u202eterbalik", "A" * 10_000, "kata " * 2000])
def test_a_hostile_name(name: str, tmp_path: Path) -> None:
    """Gets a picture like any other, with what can be drawn of it."""
    portal = site(
        tmp_path, config=CONFIG.replace("name: Kabar Uji", f"name: {json.dumps(name[:200], ensure_ascii=False)}")
    )
    portal.add("content/pages/redaksi.md", f"---\ntitle: {json.dumps(name, ensure_ascii=False)}\n---\nKami.\n")
    portal.add("content/daerah/2024/10/a.md", article("A"))
    portal.build()
    for path in ("bagikan.png", "redaksi/bagikan.png"):
        image = pyvips.Image.new_from_buffer(portal.files()[path], "")
        assert (image.width, image.height) == (1200, 630)


def test_a_theme_draws_its_own(portal: Portal) -> None:
    """With a template of its own, which all pictures are made from again."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><rect width="9" height="9"/></svg>'
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/templates/share.svg", drawing)
    portal.edit("site.yaml", "regions:", "theme: uji\nregions:")
    portal.build()
    assert len({portal.files()[path] for path in ("bagikan.png", "daerah/bagikan.png")}) == 1
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" width="600" height="315"/>', "it is 600 × 315 pixels large"),
        ('<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><text>A</text></svg>', "it holds <text>"),
        ("<svg", "it is no SVG that can be drawn"), ("", "it is no SVG that can be drawn"),
        ("{{ title | huruf(1, 2) }}", "huruf"),
    ],
)  # fmt: skip
def test_a_template_that_cannot_be_drawn(portal: Portal, inner: str, told: str) -> None:
    """Is named, with what is wrong; the output stays as it was."""
    before = portal.files()
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/templates/share.svg", inner)
    portal.edit("site.yaml", "regions:", "theme: uji\nregions:")
    problem, *_ = portal.problems()
    assert problem.where.path == "themes/uji/templates/share.svg"
    assert told in problem.message or told in str(problem), problem
    assert portal.files() == before


def test_a_bright_colour_is_darkened_until_it_can_be_read() -> None:
    """As on the pages; a theme without colours has black."""
    assert legible({"accent": "#ffee00"}, "accent") != "#ffee00"
    assert legible({"accent": "#b3121d"}, "accent") == "#b3121d"
    assert legible({}, "bar") == "#000000"
