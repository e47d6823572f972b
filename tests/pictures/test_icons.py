"""Icons: what is made of one picture, what is refused, and when it is made again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import pyvips

from tests.support import CONFIG, Portal, article, copied, site

LARGEST, APPLE = "aset/ikon-512.png", "aset/ikon-180.png"
SIZES = {"aset/ikon-192.png": 192, LARGEST: 512, APPLE: 180}
GREEN, BLUE = (10, 125, 79), (20, 36, 58)
ROUND = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="16" fill="#0a7d4f"/></svg>'
)


def painted(width: int, height: int, ending: str = ".png") -> bytes:
    """Return a picture of one colour."""
    image = pyvips.Image.black(width, height, bands=3).copy(interpretation="srgb") + list(GREEN)
    return bytes(image.cast("uchar").write_to_buffer(ending))


def drawing(inner: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inner}</svg>'.encode()


def opened(portal: Portal, path: str) -> pyvips.Image:
    return pyvips.Image.new_from_buffer((portal.output / path).read_bytes(), "")


def near(pixel: list[float], colour: tuple[int, ...]) -> bool:
    return all(abs(one - other) <= 3 for one, other in zip(pixel, colour, strict=False))


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = site(tmp_path_factory.mktemp("awal"))
    portal.add("content/daerah/2024/10/a.md", article("A"))
    portal.build()
    return portal


@pytest.fixture
def portal(begun: Portal, tmp_path: Path) -> Portal:
    return copied(begun, tmp_path)


def with_icon(portal: Portal, data: bytes) -> None:
    """Have an icon, and a bar in blue."""
    name = "/foto/ikon.svg" if data.lstrip()[:1] == b"<" else "/foto/ikon.png"
    portal.add(f"content{name}", data)
    portal.add("site.yaml", CONFIG + f'icon: {name}\ntheme_settings: {{bar: "#14243a"}}\n')


@pytest.mark.parametrize("data", [ROUND.encode(), painted(512, 512)])
def test_icons_of_one_picture(portal: Portal, data: bytes) -> None:
    """Each is a square PNG of its size in the colours of the picture, without metadata; that of iPhones is opaque."""
    with_icon(portal, data)
    portal.build()
    for path, side in SIZES.items():
        image = opened(portal, path)
        assert (portal.output / path).read_bytes().startswith(b"\x89PNG")
        assert (image.width, image.height) == (side, side)
        assert near(image(side // 2, side // 2), GREEN)
        assert not [name for name in image.get_fields() if name.startswith(("exif", "icc", "xmp"))]
    if data == ROUND.encode():
        assert opened(portal, LARGEST)(0, 0)[3] == 0
        assert opened(portal, APPLE).bands == 3
        assert near(opened(portal, APPLE)(0, 0), BLUE)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (painted(511, 511), "has sides of 511 pixels"), (painted(600, 512), "is not square, but 600 × 512 pixels"),
        (painted(512, 512)[:200], "is broken"), (b"\x89PNG\r\n\x1a\n", "is broken"), (b"%PDF-1.7", "neither PNG nor JPEG, nor a plain SVG"),
        (b"GIF89a", "neither PNG nor JPEG, nor a plain SVG"),
    ],
)  # fmt: skip
def test_pictures_of_which_no_icon_is_made(portal: Portal, data: bytes, message: str) -> None:
    """What kind a picture is, its first bytes say; it is told at the line of site.yaml, and the output stays as it was."""
    with_icon(portal, data)
    (problem,) = portal.problems()
    assert (problem.place, problem.code) == ("site.yaml:9:7", "bad-icon")
    assert message in problem.message


def links(portal: Portal) -> list[str]:
    """Return the icons that a page names."""
    head = portal.read("daerah/2024/10/a/index.html").partition("</head>")[0]
    return [
        line.partition('href="')[2].partition('"')[0]
        for line in head.split("<link ")
        if line.startswith(('rel="icon"', 'rel="apple', 'rel="manifest'))
    ]


def test_a_portal_has_icons_of_its_theme(portal: Portal) -> None:
    """Without a word in site.yaml, pages and manifest name icons that are there, in the colours of the theme."""
    portal.add("site.yaml", CONFIG + 'theme_settings: {bar: "#004400"}\n')
    portal.build()
    assert links(portal) == ["/aset/ikon-192.png", "/aset/favicon.svg", "/aset/ikon-180.png", "/manifest.webmanifest"]
    manifest = json.loads(portal.read("manifest.webmanifest"))
    assert {key: manifest[key] for key in ("name", "short_name", "start_url", "display", "theme_color", "lang")} == {
        "name": "Kabar Uji", "short_name": "Kabar Uji", "start_url": "/", "display": "minimal-ui", "theme_color": "#004400",
        "lang": "id",
    }  # fmt: skip
    assert [(one["src"], one["sizes"], one["purpose"]) for one in manifest["icons"]] == [
        ("/aset/ikon-192.png", "192x192", "any"), ("/aset/ikon-512.png", "512x512", "any"),
        ("/aset/favicon.svg", "any", "any"),
    ]  # fmt: skip
    for url in [*links(portal), *(one["src"] for one in manifest["icons"])]:
        assert (portal.output / url[1:]).is_file(), url


@pytest.mark.slow
def test_icons_are_made_again_for_another_picture_alone(portal: Portal) -> None:
    """An edit or another word of site.yaml leaves them; another picture, or its loss, does not; as in a clean build."""
    portal.add("content/foto/ikon.png", ROUND.encode())
    portal.add("site.yaml", CONFIG + "icon: /foto/ikon.png\n")
    portal.build()
    assert links(portal) == ["/aset/ikon-192.png", "/aset/ikon-180.png", "/manifest.webmanifest"]

    def made() -> set[str]:
        before = {path: (portal.output / path).stat().st_mtime_ns for path in SIZES}
        portal.build()
        return {path for path in SIZES if before[path] != (portal.output / path).stat().st_mtime_ns}

    portal.edit("content/daerah/2024/10/a.md", "Isi", "Lain")
    assert made() == set()
    portal.edit("site.yaml", "Berita percobaan", "Berita lain")
    assert made() == set()
    portal.edit("site.yaml", "icon:", 'theme_settings: {bar: "#004400"}\nicon:')
    assert made() == {APPLE}
    portal.add("content/foto/ikon.png", painted(512, 512))
    assert made() == set(SIZES)
    portal.edit("site.yaml", "icon: /foto/ikon.png\n", "")
    assert made() == set(SIZES)
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/assets/favicon.svg", ROUND)
    portal.edit("site.yaml", "theme_settings", "theme: uji\ntheme_settings")
    assert made() == set(SIZES)
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    "address", ["/foto/ikon%20kita.png", "/foto/ikon.png?v=2", "/foto/ikon.png/", "/daerah/", "/aset/FAVICON.svg"]
)
def test_an_address_of_something_else_is_an_error(portal: Portal, address: str) -> None:
    """Pages must not name icons that are not made, though the address leads to a page or, loosely read, to a file."""
    portal.add("content/foto/ikon.png", painted(512, 512))
    portal.add("content/foto/ikon kita.png", painted(512, 512))
    portal.add("site.yaml", f"{CONFIG}icon: {address}\n")
    (problem,) = portal.problems()
    assert problem.place == "site.yaml:9:7"


@pytest.mark.parametrize(
    ("logo", "told"),
    [("/foto/logo.svg", "https://uji.example/aset/ikon-512.png"), ("/foto/a.png", "https://uji.example/foto/a.png")],
)
def test_search_engines_get_a_logo_of_pixels(portal: Portal, logo: str, told: str) -> None:
    """For an SVG, the largest icon."""
    portal.add("content/foto/logo.svg", ROUND)
    portal.add("content/foto/a.png", painted(200, 200))
    portal.add("site.yaml", f"{CONFIG}logo: {logo}\n")
    portal.build()
    assert re.findall(r'"logo":\{"@type":"ImageObject","url":"([^"]*)"', portal.read("index.html")) == [told]
