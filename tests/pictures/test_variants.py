"""Variants: how a photo is cut, turned and encoded; made once, kept, and gone with those that show them."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
import pyvips

from tests.photos import BLUE, GREEN, PAGE, PHOTO, RED, WHITE, A, B, jpeg, made, near, opened, plain, quarters, tagged
from tests.support import Portal, article, site, ssg


@pytest.mark.parametrize(
    ("focus", "colours"),
    [("0% 0%", [RED, GREEN, RED]), ("100% 100%", [BLUE, WHITE, GREEN]), ("0% 100%", [BLUE, WHITE, RED])],
)
def test_cuts_keep_the_focus(portal, focus, colours):
    """The part that is kept holds the point where the eye should rest, in each direction."""
    portal.add("content/foto/a.jpg", bytes(quarters(400, 1200).jpegsave_buffer()))
    portal.add("content/foto/b.jpg", bytes(quarters(1200, 400).jpegsave_buffer()))
    portal.add(A, article("A", photo=f"{{src: /foto/a.jpg, credit: X, focus: {focus}}}"))
    portal.add(B, article("B", photo=f"{{src: /foto/b.jpg, credit: X, focus: {focus}}}"))
    portal.build()
    tall, wide = (
        opened(portal, next(p for p in made(portal) if fnmatch(p, f"*/{name}.*.16x9-*.jpg"))) for name in ("a", "b")
    )
    found = [near(tall, 50, 200), near(tall, 350, 200), near(wide, 200, 50)]
    assert found == colours


@pytest.mark.parametrize("form", [".avif", ".jpg"])
def test_a_photo_stands_upright(portal, form):
    """However the camera was held: its note is followed, and not repeated."""
    image = quarters(240, 120).rot90().copy()
    image.set_type(pyvips.GValue.gint_type, "orientation", 8)
    portal.add("content/foto/a.jpg", bytes(image.jpegsave_buffer()))
    portal.add(A, article("A", "![x](/foto/a.jpg)"))
    portal.build()
    whole = opened(portal, next(path for path in made(portal) if path.endswith(form)))
    assert (whole.width, whole.height) == (96, 48)
    assert [near(whole, *at) for at in ((20, 10), (80, 10), (20, 40), (80, 40))] == [RED, GREEN, BLUE, WHITE]
    assert not whole.get_typeof("orientation") or whole.get("orientation") == 1
    assert 'width="96" height="48"' in portal.read(PAGE)


def test_only_the_copyright_is_kept(portal):
    """Where a photo was taken and with what is nobody's business; whose it is stays."""
    fields = {"Copyright": "(c) Kabar (Uji) Banjir", "Artist": "Sari", "Make": "Kamera", "ImageDescription": "Rahasia"}
    portal.add("content/foto/a.jpg", tagged(plain(160, 120), **fields))
    portal.build()
    for path in made(portal):
        data = (portal.output / path).read_bytes()
        assert data.count(b"(c) Kabar (Uji) Banjir\0") == 1
        assert b"Kamera" not in data
        assert b"Rahasia" not in data
    noted = plain(160, 120).copy()
    noted.set_type(
        pyvips.GValue.blob_type,
        "iptc-data",
        b"Photoshop 3.0\08BIM\4\4\0\0\0\0\0\x16\x1c\x02\x74\0\x08Kabar\xc3\xa9!\x1c\x02\x5a\0\x04Kota",
    )
    portal.add("content/foto/a.jpg", bytes(noted.jpegsave_buffer()))
    portal.build()
    for path in made(portal):
        data = (portal.output / path).read_bytes()
        assert b"Kabare!" in data
        assert b"Kota" not in data
    portal.add("content/foto/a.jpg", tagged(plain(160, 120), Make="Kamera"))
    portal.build()
    for path in made(portal):
        data = (portal.output / path).read_bytes()
        assert b"Exif" not in data
        assert b"EXIF" not in data


COPYRIGHTS = {
    "© Kabar": "(c) Kabar", "Kabar\n\t Uji\0!": "Kabar Uji !", "Kabaré": "Kabare", "Kabar (Uji)": "Kabar (Uji).", "報": "", "a" * 201: "a" * 200,
}  # fmt: skip


def test_a_copyright_is_plain_and_short(portal: Portal) -> None:
    """In ASCII, on one line; a mark of its own is written out."""
    for number, noted in enumerate(COPYRIGHTS):
        record = b"\x1c\x02\x74" + len(noted.encode()).to_bytes(2, "big") + noted.encode()
        block = b"Photoshop 3.0\08BIM\4\4\0\0" + len(record).to_bytes(4, "big") + record + b"\0" * (len(record) % 2)
        image = plain(160, 120).copy()
        image.set_type(pyvips.GValue.blob_type, "iptc-data", block)
        portal.add(f"content/foto/c{number}.jpg", bytes(image.jpegsave_buffer()))
    portal.add(A, article("A", "\n\n".join(f"![x](/foto/c{number}.jpg)" for number in range(len(COPYRIGHTS)))))
    portal.build()
    for number, kept in enumerate(COPYRIGHTS.values()):
        image = opened(portal, next(path for path in made(portal) if fnmatch(path, f"*/c{number}.*.jpg")))
        shown = image.get("exif-ifd0-Copyright") if image.get_typeof("exif-ifd0-Copyright") else ""
        assert shown.partition("(")[0].rstrip() == kept.partition("(")[0].rstrip(), kept
        assert shown.startswith(kept)


def test_colours_are_those_of_the_web(portal: Portal) -> None:
    """Whatever profile a picture has of its own: browsers show variants as sRGB."""
    red = plain(160, 120)
    ink = pyvips.Image.black(160, 120, bands=4)
    pictures = {
        "wide": (red.icc_transform("p3", input_profile="srgb"), RED, 3), "ink": (red.icc_transform("cmyk", input_profile="srgb"), RED, 26),
        "paper": (ink.copy(interpretation="cmyk"), (255, 255, 255), 6),
    }  # fmt: skip
    for name, (image, _, _) in pictures.items():
        portal.add(
            f"content/foto/{name}.jpg",
            bytes(image.jpegsave_buffer(keep="none" if name in ("full", "paper") else "all")),
        )
    portal.add(A, article("A", "\n\n".join(f"![x](/foto/{name}.jpg)" for name in pictures)))
    portal.build()
    for name, (_, colour, most) in pictures.items():
        pixel = opened(portal, next(path for path in made(portal) if fnmatch(path, f"*/{name}.*.jpg")))(40, 40)
        assert max(abs(a - b) for a, b in zip(pixel, colour, strict=True)) <= most, name


def now(portal: Portal) -> set[str]:
    """Build, and return the paths of the variants."""
    portal.build()
    return set(made(portal))


@pytest.mark.slow
def test_variants_come_and_go_with_what_shows_them(built: Portal) -> None:
    """Whatever happens to a photo, its focus, its recipe and those who show it; at last all is as in a clean build."""
    portal, first = built, set(made(built))
    portal.add("content/foto/a.jpg", jpeg(colour=BLUE))
    replaced = now(portal)
    assert not first & replaced
    portal.add(B, article("B", photo="{src: /foto/a.jpg, credit: X}"))
    assert now(portal) == replaced
    portal.add(B, article("B", photo="{src: /foto/a.jpg, credit: X, focus: 10% 90%}"))
    both = now(portal)
    assert replaced < both
    portal.add(B, article("B", "![x](/foto/a.jpg)", photo="{src: /foto/a.jpg, credit: X, focus: 10% 90%}"))
    assert both < now(portal)
    portal.edit("themes/uji/theme.yaml", "widths: [64, 128]", "widths: [56, 128]")
    assert any("-56.avif" in path for path in now(portal))
    portal.remove(A)
    assert not any(".16x9-0-30-" in path for path in now(portal))
    assert portal.files() == portal.clean()
    portal.remove(B)
    assert now(portal) == set()
    portal.add("content/foto/c.jpg", jpeg(colour=GREEN))
    portal.add(A, article("A", photo="{src: /foto/c.jpg, credit: X}"))
    assert now(portal)
    portal.remove("content/foto/c.jpg")
    portal.add(A, article("A"))
    assert now(portal) == set()
    assert not [file for file in (portal.folder / ".ssg/pictures").rglob("*") if file.is_file()], (
        "it does not grow for ever"
    )
    assert portal.files() == portal.clean()


def test_what_is_never_cut_is_whole_in_cards_too(built: Portal) -> None:
    """A poster has no cuts among its files; cards show all of it within their frame, and so does its page."""
    built.add(A, article("A", photo=PHOTO.replace("}", ", fit: whole}")))
    assert {re.sub(r".*\.[0-9a-f]{12}\.", "", path) for path in now(built)} == {"96.avif", "96.jpg"}
    card = built.read("daerah/index.html")
    assert 'class="gambar jenis-berita utuh"' in card
    assert ".96.jpg" in card


def test_variants_follow_the_clock(built: Portal) -> None:
    """They come with their article, and go with it; drafts have none."""
    built.add(A, article("A", photo=PHOTO, timestamp="2024-10-10 13:00 WIB", expires="2024-10-10 15:00 WIB"))
    assert now(built) == set()
    built.now += 2 * 3600
    assert now(built)
    built.now += 3 * 3600
    assert now(built) == set()
    built.add(A, article("A", photo=PHOTO, draft="true"))
    assert now(built) == set()


def stamps(portal: Portal) -> dict[Path, int]:
    """Return when each picture was encoded that is kept."""
    files = (portal.folder / ".ssg/pictures").rglob("*")
    return {file.relative_to(portal.folder): file.stat().st_mtime_ns for file in files if file.is_file()}


def test_nothing_is_made_twice(built: Portal) -> None:
    """Neither for an edit, nor for another configuration or theme, nor after a failure, nor for an output that was lost."""
    before = stamps(built)
    assert before
    built.edit(A, "Isi berita.", "Isi lain.")
    built.build()
    built.edit("site.yaml", "name: Kabar Uji", "per_page: 3\nname: Kabar Lain")
    built.build()
    built.add("themes/uji/templates/_slot.html", "{{ tiada }}")
    assert built.problems()
    built.remove("themes/uji/templates/_slot.html")
    built.remove("build")
    built.build()
    assert stamps(built) == before
    assert len(made(built)) == len(before)
    assert built.files() == built.clean()


def test_an_altered_variant_is_mended(built: Portal) -> None:
    """In the output, though what is kept for the next build may be the same file, and was altered with it."""
    before = built.files()
    for path in made(built):
        with open(built.output / path, "r+b") as file:
            file.write(b"lain")
    built.build(verify=True)
    assert built.files() == before
    for file in (built.folder / ".ssg/pictures").rglob("*.*"):
        if file.is_file():
            file.write_bytes(b"")
    built.build(verify=True)
    assert built.files() == before


@pytest.mark.slow
def test_the_same_bytes_with_any_number_of_processes(portal: Portal) -> None:
    """Libvips has one thread in each, and the encoders are told so."""
    noise = pyvips.Image.gaussnoise(900, 700, mean=128, sigma=40, seed=1).cast("uchar")
    for name in "ab":
        portal.add(f"content/foto/{name}.jpg", bytes(noise.jpegsave_buffer()))
    portal.add(B, article("B", "![x](/foto/b.jpg)"))
    portal.edit("themes/uji/theme.yaml", "[64, 128]", "[64, 900]")
    found = []
    for jobs in (1, 2):
        assert ssg(portal, "build", "--jobs", str(jobs), "--now", str(portal.now)).returncode == 0
        found.append(portal.files())
        portal.remove("build")
        portal.remove(".ssg")
    assert found[0] == found[1]


@pytest.mark.slow
def test_a_site_without_local_photos_does_without_libvips(tmp_path: Path) -> None:
    """Once its icons are made, nothing imports it, so that it may be missing."""
    portal = site(tmp_path)
    portal.add(A, article("A", photo="{src: https://foto.example/a.jpg, credit: X}"))
    portal.build()
    portal.add("content/daerah/2024/10/lain.md", article("Lain"))
    (tmp_path / "pyvips.py").write_text("raise OSError('cannot load library libvips.so.42')\n", "utf-8")
    assert ssg(portal, "build", "--now", str(portal.now), PYTHONPATH=str(tmp_path)).returncode == 0
    assert made(portal) == []
