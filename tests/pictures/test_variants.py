"""Variants: made once, kept, and gone with those that show them."""

from __future__ import annotations

import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
import pyvips

from generator.build import build
from generator.pictures.making import Original, VariantMaker
from tests.photos import (
    BLUE,
    GREEN,
    PAGE,
    PHOTO,
    THEME,
    A,
    B,
    jpeg,
    made,
)
from tests.support import Portal, article, site


def same(portal: Portal) -> set[str]:
    """Build, hold the output against a clean build, and return the paths of the variants."""
    portal.build()
    kept = {path for path in portal.files() if path != ".warta"}
    clean = portal.clean()
    assert kept == {path for path in clean if path != ".warta"}
    assert portal.files() == clean
    return set(made(portal))


def test_incremental_equals_clean(portal):
    """Whatever happens to a photo, its focus, its recipe and those who show it."""
    portal.build()
    first = same(portal)
    portal.add("content/foto/a.jpg", jpeg(colour=BLUE))
    replaced = same(portal)
    assert not first & replaced
    portal.add(B, article("B", photo="{src: /foto/a.jpg, credit: X}"))
    assert same(portal) == replaced
    portal.add(B, article("B", photo="{src: /foto/a.jpg, credit: X, focus: 10% 90%}"))
    both = same(portal)
    assert replaced < both
    portal.add(B, article("B", "![x](/foto/a.jpg)", photo="{src: /foto/a.jpg, credit: X, focus: 10% 90%}"))
    assert both < same(portal)
    portal.edit("themes/uji/theme.yaml", "widths: [48]", "widths: [56]")
    assert any("-56.avif" in path for path in same(portal))
    portal.remove(A)
    assert not any(".16x9-0-30-" in path for path in same(portal))
    portal.remove(B)
    assert same(portal) == set()
    portal.add("content/foto/c.jpg", jpeg(colour=GREEN))
    portal.add(A, article("A", photo="{src: /foto/c.jpg, credit: X}"))
    assert same(portal)
    portal.remove("content/foto/c.jpg")
    portal.add(A, article("A"))
    assert same(portal) == set()


def test_what_is_never_cut_is_whole_in_cards_too(portal):
    """A poster has no cuts among its files; cards show all of it within their frame, and so does its page."""
    portal.add(A, article("A", photo=PHOTO.replace("}", ", fit: whole}")))
    assert {re.sub(r".*\.[0-9a-f]{12}\.", "", path) for path in same(portal)} == {"96.avif", "96.jpg"}
    card = portal.read("daerah/index.html")
    assert 'class="gambar jenis-berita utuh"' in card
    assert ".96.jpg" in card
    portal.edit(A, ", fit: whole", "")
    assert any("16x9" in path for path in same(portal))
    assert " utuh" not in portal.read("daerah/index.html")


def test_variants_follow_the_clock(portal):
    """They come with their article, and go with it; drafts have none."""
    portal.add(A, article("A", photo=PHOTO, timestamp="2024-10-10 13:00 WIB", expires="2024-10-10 15:00 WIB"))
    assert same(portal) == set()
    portal.now += 2 * 3600
    assert same(portal)
    portal.now += 3 * 3600
    assert same(portal) == set()
    portal.add(A, article("A", photo=PHOTO, draft="true"))
    assert same(portal) == set()
    portal.build(drafts=True)
    assert made(portal)
    assert same(portal) == set()


def test_a_replaced_photo_makes_the_pages_that_show_it(portal):
    """The article, and the lists with its card."""
    portal.add(B, article("B", "![x](/foto/b.jpg)"))
    portal.add("content/foto/b.jpg", jpeg())
    portal.build()
    before = portal.read(PAGE), portal.read("index.html"), portal.read("daerah/2024/10/b/index.html")
    portal.add("content/foto/a.jpg", jpeg(colour=BLUE))
    portal.build()
    after = portal.read(PAGE), portal.read("index.html"), portal.read("daerah/2024/10/b/index.html")
    assert before[0] != after[0]
    assert before[1] != after[1]
    assert re.findall("/gambar/foto/b.*", before[2]) == re.findall("/gambar/foto/b.*", after[2])


def stamps(portal: Portal) -> dict[str, int]:
    return {path: (portal.output / path).stat().st_mtime_ns for path in made(portal)}


def encodings(monkeypatch) -> list[str]:
    """Count what is encoded from here on, in this process."""
    done: list[str] = []
    encode = Original.encode

    def counted(self, variant):
        done.append(variant.suffix)
        return encode(self, variant)

    monkeypatch.setattr("generator.pictures.making.Original.encode", counted)
    return done


def test_nothing_is_made_twice(portal, monkeypatch):
    """Neither for an edit, nor for another configuration, nor by another program, nor for an output that was lost."""
    portal.build()
    before = stamps(portal)
    done = encodings(monkeypatch)
    portal.edit(A, "Isi berita.", "Isi lain.")
    portal.build()
    portal.edit("site.yaml", "Kabar Uji", "Kabar Lain")
    portal.build()
    portal.edit("site.yaml", "name: Kabar", "per_page: 3\nname: Kabar")
    portal.build()
    portal.add("themes/uji/templates/_slot.html", "")
    portal.build()
    assert stamps(portal) == before
    monkeypatch.setattr("generator.store.database.program", lambda: "another")
    portal.build()
    assert stamps(portal) == before
    portal.remove("build")
    portal.build()
    assert made(portal) == sorted(before)
    assert done == []
    assert portal.files() == portal.clean()


def test_a_failed_build_keeps_its_pictures(portal, monkeypatch):
    """The next one begins where it stopped."""
    portal.add("themes/uji/templates/_slot.html", "{{ tiada }}")
    assert portal.problems()
    done = encodings(monkeypatch)
    portal.remove("themes/uji/templates/_slot.html")
    portal.build()
    assert made(portal)
    assert done == []


def test_an_altered_variant_is_mended(portal):
    """In the output, though what is kept for the next build may be the same file, and was altered with it."""
    portal.build()
    before = portal.files()
    for path in made(portal):
        with open(portal.output / path, "r+b") as file:
            file.write(b"lain")
    portal.build(verify=True)
    assert portal.files() == before
    for file in (portal.folder / ".ssg/pictures").rglob("*.*"):
        if file.is_file():
            file.write_bytes(b"")
    portal.build(verify=True)
    assert portal.files() == before
    assert portal.files() == portal.clean()


def test_what_is_kept_goes_with_what_it_was_kept_for(portal):
    """The folder does not grow for ever."""
    portal.build()
    kept = portal.folder / ".ssg/pictures"
    assert len([file for file in kept.rglob("*") if file.is_file()]) == len(made(portal))
    portal.add(A, article("A"))
    portal.build()
    assert not [file for file in kept.rglob("*") if file.is_file()]


@pytest.mark.slow
def test_the_same_bytes_with_any_number_of_processes(portal):
    """Libvips has one thread in each, and the encoders are told so."""
    noise = pyvips.Image.gaussnoise(900, 700, mean=128, sigma=40, seed=1).cast("uchar")
    portal.add("content/foto/a.jpg", bytes(noise.jpegsave_buffer()))
    portal.edit("themes/uji/theme.yaml", "[64, 128]", "[64, 900]")
    portal.build()
    one = portal.files()
    portal.remove("build")
    portal.remove(".ssg")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        portal.build(executor=executor, jobs=2)
    assert portal.files() == one


@pytest.mark.slow
def test_a_site_without_local_photos_does_without_libvips(tmp_path):
    """It is not imported, and there is not a row more."""
    import subprocess
    import sys

    portal = site(tmp_path)
    portal.add(A, article("A", photo="{src: https://foto.example/a.jpg, credit: X}"))
    # Its icons are made once.
    portal.build()
    portal.add("content/daerah/2024/10/lain.md", article("Lain"))
    program = (
        "import sys; from tests.support import Portal; from pathlib import Path;"
        f" Portal(Path({str(portal.folder)!r})).build(); print('pyvips' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
    assert made(portal) == []


def test_pictures_of_the_newest_articles_are_made_first(tmp_path, monkeypatch):
    """Whatever their names, and those that no article shows come last: a build that is killed has what readers see most."""
    portal = site(tmp_path)
    portal.add("themes/uji/theme.yaml", THEME)
    portal.edit("site.yaml", "categories:", "theme: uji\ncategories:")
    for name, day in (("a", 2), ("b", 4), ("c", 3)):
        portal.add(f"content/foto/{name}.jpg", jpeg())
        photo = f"{{src: /foto/{name}.jpg, credit: X}}"
        portal.add(
            f"content/daerah/2024/10/{name}.md", article(name, photo=photo, timestamp=f"2024-10-0{day} 10:00 WIB")
        )
    portal.add("content/foto/d.jpg", jpeg())
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\n\n![Kami](/foto/d.jpg)\n")
    sources: list[str] = []
    make = VariantMaker.make
    monkeypatch.setattr(VariantMaker, "make", lambda self, job: sources.append(job.source.path) or make(self, job))
    told: list[tuple[str, int, int]] = []
    report = build(portal.options(), lambda *step: told.append(step), lambda: None)
    assert list(dict.fromkeys(sources)) == ["foto/b.jpg", "foto/c.jpg", "foto/a.jpg", "foto/d.jpg"]
    assert [stage for stage, done, total in told if done == total] == ["reading", "media", "making"]
    assert ("media", len(sources), len(sources)) in told
    assert ("making", report.rendered - len(sources), report.rendered - len(sources)) in told
