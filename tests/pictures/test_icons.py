"""Icons: what is made of one picture, what is refused, and when it is made again."""

from __future__ import annotations

import json
import re
from pathlib import Path
from time import process_time

import pytest
import pyvips

from generator.pictures.icons import APPLE, ICONS, LARGEST, LOGO, IconError, make
from tests.support import CONFIG, Portal, article, site

MASKABLE = ICONS[-1]
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


def opened(data: bytes) -> pyvips.Image:
    return pyvips.Image.new_from_buffer(data, "")


def near(pixel: list[float], colour: tuple[int, ...]) -> bool:
    return all(abs(one - other) <= 3 for one, other in zip(pixel, colour, strict=False))


@pytest.mark.parametrize("data", [ROUND.encode(), painted(512, 512), painted(1024, 1024), painted(600, 600, ".jpg")])
def test_icons_of_one_picture(data: bytes) -> None:
    """Each is a square PNG of its size in the colours of the picture; the same bytes each time, without metadata."""
    for icon in ICONS:
        made = make(data, icon, "#14243a")
        assert made.startswith(b"\x89PNG")
        image = opened(made)
        assert (image.width, image.height) == (icon.side, icon.side)
        assert near(image(icon.side // 2, icon.side // 2), GREEN)
        assert not [name for name in image.get_fields() if name.startswith(("exif", "icc", "xmp"))]
        assert make.__wrapped__(data, icon, "#14243a") == made


def test_what_must_not_be_transparent_stands_on_the_colour_of_the_bar() -> None:
    """Phones fill what is transparent with black; and cut a maskable icon to any shape, but for its middle."""
    plain, apple, maskable = (opened(make(ROUND.encode(), one, "#14243a")) for one in (ICONS[1], APPLE, MASKABLE))
    assert plain(0, 0)[3] == 0
    assert (apple.bands, maskable.bands) == (3, 3)
    assert near(apple(0, 0), BLUE)
    assert near(maskable(48, 256), BLUE)
    assert near(maskable(56, 256), GREEN)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (painted(511, 511), "is too small: 511 pixels"),
        (painted(600, 512), "is not square, but 600 × 512 pixels"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="50"/>', "is not square, but 60 × 50 pixels"),
        (painted(512, 512)[:200], "is broken"),
        (b"\x89PNG\r\n\x1a\n", "is broken"),
        (b"\xff\xd8\xff\xe0", "is broken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "it holds a <script> element"),
        (b"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg/>", "it holds a DOCTYPE"),
        (drawing('<filter id="f"/>'), "may take long to draw: it holds a <filter> element"),
        (drawing('<rect style="Filter: blur(9px)"/>'), 'may take long to draw: it holds a style with "Filter"'),
        (drawing('<rect style="\\66 ilter: blur(9px)"/>'), "may take long to draw: it holds a style with"),
        (
            drawing("<style>rect{stroke-dasharray:.1}</style>"),
            'may take long to draw: it holds a style with "dash"',
        ),
        (drawing('<path stroke-dasharray=".1"/>'), 'may take long to draw: it holds a style with "dash"'),
        (drawing('<image href="data:image/png;base64,AA"/>'), "may take long to draw: it holds a <image> element"),
        (drawing('<use href="#a"/>'), "may take long to draw: it holds a <use> element"),
        (drawing('<clipPath id="a"><path clip-path="url(#b)"/></clipPath>'), "a <clipPath> that is clipped itself"),
        (drawing("<clipPath/><style>a{clip-path:url(#b)}</style>"), "a <clipPath> that is clipped itself"),
        (drawing(f'<path d="{"M0 0" * 20_000}"/>'), "bytes, more than 65,536"),
        (b"%PDF-1.7", "neither PNG nor JPEG, nor a plain SVG"),
        (b"GIF89a", "neither PNG nor JPEG, nor a plain SVG"),
        (b"", "neither PNG nor JPEG, nor a plain SVG"),
    ],
)
def test_pictures_of_which_no_icon_is_made(data: bytes, message: str) -> None:
    """What kind a picture is, its first bytes say; only three kinds are read, each by the code for it alone."""
    with pytest.raises(IconError) as caught:
        make(data, APPLE, "#ffffff")
    assert message in caught.value.message


# ------------------------------------------------------------------------------ in a portal


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/a.md", article("A"))
    return portal


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
        ("/aset/ikon-maskable-512.png", "512x512", "maskable"), ("/aset/favicon.svg", "any", "any"),
    ]  # fmt: skip
    for url in [*links(portal), *(one["src"] for one in manifest["icons"])]:
        assert (portal.output / url[1:]).is_file(), url


def test_icons_are_made_again_for_another_picture_alone(portal: Portal) -> None:
    """An edit or another word of site.yaml leaves them; another picture, or its loss, does not; as in a clean build."""
    portal.add("content/foto/ikon.png", painted(512, 512))
    portal.add("site.yaml", CONFIG + "icon: /foto/ikon.png\n")
    portal.build()
    assert links(portal) == ["/aset/ikon-192.png", "/aset/ikon-180.png", "/manifest.webmanifest"]
    icons = {one.path: (portal.output / one.path).read_bytes() for one in ICONS}

    def made() -> set[str]:
        before = {path: (portal.output / path).stat().st_mtime_ns for path in icons}
        rendered = portal.build().rendered
        after = {path: (portal.output / path).stat().st_mtime_ns for path in icons}
        assert portal.files() == portal.clean()
        return {path for path in icons if before[path] != after[path]} if rendered else set()

    portal.edit("content/daerah/2024/10/a.md", "Isi", "Lain")
    assert made() == set()
    portal.edit("site.yaml", "Berita percobaan", "Berita lain")
    assert made() == set()
    portal.edit("site.yaml", "icon:", 'theme_settings: {bar: "#004400"}\nicon:')
    assert made() == {MASKABLE.path}
    portal.add("content/foto/ikon.png", ROUND.replace("#0a7d4f", "#a00").encode())
    assert made() == set(icons)
    portal.edit("site.yaml", "icon: /foto/ikon.png\n", "")
    assert made() == set(icons)
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/assets/favicon.svg", ROUND)
    portal.edit("site.yaml", "theme_settings", "theme: uji\ntheme_settings")
    assert made() == set(icons)


def test_a_picture_that_will_not_do_is_an_error_of_site_yaml(portal: Portal) -> None:
    """With the line, once, and what to do; and again with each build until it is mended."""
    portal.build()
    before = portal.files()
    portal.add("content/foto/ikon.png", painted(100, 100))
    portal.add("site.yaml", CONFIG + "icon: /foto/ikon.png\n")
    for _ in range(2):
        [problem] = portal.problems()
        assert (str(problem.where), problem.code, problem.excerpt) == (
            "site.yaml:9:7",
            "bad-icon",
            "icon: /foto/ikon.png",
        )
        assert problem.message == "the picture of the icon is too small: 100 pixels, less than 512"
        assert problem.hint == "use a square PNG of at least 512 × 512 pixels, or a square SVG"
        assert portal.files() == before
    portal.add("content/foto/ikon.png", painted(512, 512))
    portal.build()
    assert portal.files() == portal.clean()


def test_a_broken_picture_of_the_theme_is_its_own_error(portal: Portal) -> None:
    """A theme's favicon.svg is used without having been asked for, so that the theme is named."""
    portal.add("site.yaml", CONFIG + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/assets/favicon.svg", "<svg")
    [problem] = portal.problems()
    assert str(problem.where) == "themes/uji/assets/favicon.svg"


@pytest.mark.parametrize(
    "address",
    ["/foto/ikon%20kita.png", "/foto/ikon.png?v=2", "/foto/ikon.png#a", "/foto/ikon.png/", "/daerah/", "/sitemap.xml",
     "/aset/FAVICON.svg", "/"],
)  # fmt: skip
def test_an_address_of_something_else_is_an_error(portal: Portal, address: str) -> None:
    """Pages must not name icons that are not made, though the address leads to a page or, loosely read, to a file."""
    portal.add("content/foto/ikon.png", painted(512, 512))
    portal.add("content/foto/ikon kita.png", painted(512, 512))
    portal.build()
    portal.add("site.yaml", f"{CONFIG}icon: {address}\n")
    (problem,) = portal.problems()
    assert str(problem.where) == "site.yaml:9:7"
    reasons = ("it is not the address of a file", "this leads nowhere", "has other letters than the address")
    assert any(reason in problem.message for reason in reasons)


# ------------------------------------------------------------------------------ the logo for search engines

WIDE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path d="M0 0h60v20H0z" fill="#0a7d4f"/></svg>'
TEXT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><text y="9">Kabar</text></svg>'


def size(viewbox: str) -> tuple[int, int]:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {viewbox}"><circle r="9"/></svg>'
    image = opened(make(svg.encode(), LOGO, "#ffffff"))
    return image.width, image.height


def test_a_logo_has_pixels_enough() -> None:
    """112 on its shorter side, as search engines want; a narrow strip stands on a transparent ground."""
    assert size("60 20") == (336, 112)
    assert size("20 60") == (112, 336)
    assert size("32 32") == (112, 112)
    assert size("4000 100") == (1200, 112)
    with pytest.raises(IconError):
        make(b"<svg", LOGO, "#ffffff")


def test_a_logo_is_drawn_as_on_light_pages() -> None:
    """Its dark form is left out; and whatever is written in its place, the search for it takes no time."""
    dark = "<style>path{fill:#0a7d4f}@media (prefers-color-scheme: dark) {path{fill:#fff} g{fill:red}}</style><path "
    image = opened(make(WIDE.replace("<path", dark).replace(' fill="#0a7d4f"', "").encode(), LOGO, "#ffffff"))
    assert near(image(50, 50), GREEN)
    began = process_time()
    for one in ("@media", "@media{", "@media{a", "@media{a{}", "{}", "@media{{}"):
        with pytest.raises(IconError):
            make(drawing(f"<style>{one * (4_000_000 // len(one))}</style>"), LOGO, "#ffffff")
    assert process_time() - began < 3


def logo_of(portal: Portal) -> str:
    return re.findall(r'"logo":\{"@type":"ImageObject","url":"([^"]*)"', portal.read("index.html"))[0]


def test_search_engines_get_the_logo_as_a_png(portal: Portal) -> None:
    """Made from the SVG in site.yaml, again when that changes; a logo that is none stays what it is."""
    portal.add("content/foto/logo.svg", WIDE)
    portal.add("site.yaml", CONFIG + "logo: /foto/logo.svg\n")
    portal.build()
    assert logo_of(portal) == "https://uji.example/aset/logo.png"
    first = portal.files()["aset/logo.png"]
    assert (opened(first).width, opened(first).height) == (336, 112)
    assert portal.files() == portal.clean()
    portal.add("content/foto/logo.svg", WIDE.replace("#0a7d4f", "#a00"))
    portal.build()
    assert portal.files()["aset/logo.png"] != first
    assert portal.files() == portal.clean()
    for other in ("/foto/a.png", "https://lain.example/logo.svg"):
        portal.add("content/foto/a.png", painted(200, 200))
        portal.add("site.yaml", CONFIG + f"logo: {other}\n")
        portal.build()
        assert logo_of(portal).endswith(other)
        assert "aset/logo.png" not in portal.files()


def test_a_logo_that_is_not_drawn_gives_way_to_the_icon(portal: Portal) -> None:
    """Of an SVG with text, whose font is the machine's, search engines get the icon of the portal."""
    portal.add("content/foto/logo.svg", TEXT)
    portal.add("site.yaml", CONFIG + "logo: /foto/logo.svg\n")
    portal.build()
    assert portal.files()["aset/logo.png"] == portal.files()[LARGEST.path]
    portal.add("content/foto/ikon.svg", ROUND)
    portal.add("site.yaml", CONFIG + "logo: /foto/logo.svg\nicon: /foto/ikon.svg\n")
    portal.build()
    assert portal.files()["aset/logo.png"] == portal.files()[LARGEST.path]
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("address", ["/foto/logo%20kita.svg", "/foto/logo.svg/"])
def test_the_logo_is_a_file(portal: Portal, address: str) -> None:
    """Pages must not name a logo that is not made."""
    portal.add("content/foto/logo.svg", WIDE)
    portal.add("content/foto/logo kita.svg", WIDE)
    portal.add("site.yaml", f"{CONFIG}logo: {address}\n")
    if address.endswith("/"):
        portal.build()
        assert logo_of(portal).endswith(address)
    else:
        (problem,) = portal.problems()
        assert "it is not the address of a file" in problem.message
