"""Later: pages that do not wait for the smaller versions of photos."""

from __future__ import annotations

import random
import re
import shutil

import pytest

from generator.engine.indexing import ingest
from tests.kills import killed_at
from tests.photos import PAGE, PHOTO, A, B, cut_short, jpeg, made, notes
from tests.pictures.test_old_pictures import SIZES, a_step
from tests.preview_support import serving
from tests.quick import LONG, sample, stride
from tests.support import Portal, article, ssg


def names_what_is_there(portal: Portal) -> bool:
    """Whether each picture that a page names is a file of the output."""
    files = portal.files()
    text = "".join(data.decode() for path, data in files.items() if path.endswith((".html", ".xml", ".json")))
    found = set(re.findall(r"/(gambar/[\w./-]+\.(?:avif|jpg)|foto/[\w./-]+\.jpg)", text))
    return found <= files.keys()


def test_a_new_photo_is_shown_as_it_is_until_the_next_build(portal: Portal) -> None:
    """Which makes its smaller versions, and shows these."""
    report = portal.build(later=True)
    assert report.pictures_left == 1
    assert made(portal) == []
    assert '<img src="/foto/a.jpg" alt="Air naik." width="160" height="120"' in portal.read(PAGE)
    assert 'property="og:image" content="https://uji.example/foto/a.jpg"' in portal.read(PAGE)
    assert names_what_is_there(portal)
    assert portal.build().pictures_left == 0
    assert "<picture>" in portal.read(PAGE)


@pytest.mark.slow
def test_what_is_made_stays_made(portal: Portal) -> None:
    """An edit, another site.yaml and a lost state put off no photo that was made; a photo with other bytes waits."""
    portal.build()
    before = notes(portal)
    portal.edit(A, "Isi berita.", "Isi lain.")
    portal.edit("site.yaml", "timezone: Asia/Jakarta", "timezone: Asia/Makassar")
    assert portal.build(later=True).pictures_left == 0
    assert notes(portal) == before
    (portal.folder / ".ssg/store.db").unlink()
    assert portal.build(later=True, damaged=True).pictures_left == 0
    assert notes(portal) == before
    portal.add("content/foto/a.jpg", jpeg(colour=(1, 2, 3)))
    assert portal.build(later=True).pictures_left == 1
    assert made(portal) == []
    portal.remove("content/foto/a.jpg")
    portal.edit(A, f"photo: {PHOTO}\n", "")
    assert portal.build(later=True).pictures_left == 0


@pytest.mark.slow
def test_the_newest_come_first(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that puts photos off makes some of those that wait, and never more than it may."""
    monkeypatch.setattr(ingest, "AT_ONCE", 1)
    portal.add("content/foto/b.jpg", jpeg(200, 150))
    portal.add(B, article("B", photo="{src: /foto/b.jpg, credit: X, alt: Y}", timestamp="2024-10-09 17:00 WIB"))
    assert portal.build(later=True).pictures_left == 2
    assert portal.build(later=True).pictures_left == 1
    assert {path.partition(".")[0] for path in made(portal)} == {"gambar/foto/b"}
    assert names_what_is_there(portal)
    assert portal.build(later=True).pictures_left == 0
    assert portal.files() == portal.clean()


@pytest.mark.slow
def test_more_than_an_index_run_holds(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are made by a first reading."""
    portal.build(later=True)
    monkeypatch.setattr("generator.engine.update.MOST", 0)
    portal.build()
    assert portal.files() == portal.clean()


def test_a_broken_photo_is_told_at_once(portal: Portal) -> None:
    """Though no smaller version of it is made yet, lest the build fail that makes them."""
    portal.add("content/foto/a.jpg", cut_short())
    (problem,) = portal.problems(later=True)
    assert problem.where.path == A


@pytest.mark.slow
def test_an_original_that_is_not_published_is_until_then(portal: Portal) -> None:
    """With `originals: none` too."""
    portal.edit("site.yaml", "categories:", "media: {originals: none}\ncategories:")
    portal.build(later=True)
    assert names_what_is_there(portal)
    assert "foto/a.jpg" in portal.files()
    portal.build()
    assert "foto/a.jpg" not in portal.files()
    assert portal.files() == portal.clean()


@pytest.mark.slow
def test_all_that_shows_a_picture_learns_of_its_sizes(portal: Portal) -> None:
    """A standing page, a person's page, and a text, by whatever spelling of its address."""
    portal.add("content/foto/b.jpg", jpeg(300, 200))
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\n![Alt](/foto/b.jpg)\n")
    portal.add("content/authors/sari.md", "---\nname: Sari Wulan\nphoto: /foto/b.jpg\n---\n![x](/foto/B.JPG)\n")
    portal.add(B, article("B", "![x](/Foto/b.jpg)"))
    portal.build(later=True)
    assert made(portal) == []
    pages = ("tentang/index.html", "penulis/sari/index.html", "daerah/2024/10/b/index.html")
    assert all('<img src="/foto/b.jpg" alt=' in portal.read(page) for page in pages)
    portal.build()
    assert all("<picture>" in portal.read(page) for page in pages)
    assert portal.files() == portal.clean()


@pytest.mark.slow
def test_a_preview_puts_nothing_off(portal: Portal) -> None:
    """Though it begins with the state of a build that did."""
    portal.build(later=True)
    with serving(portal) as server:
        page = server.get("/daerah/2024/10/a/").body.decode()
        urls = set(re.findall(r"/gambar/[\w./-]+", page))
        assert len(urls) >= 3
        assert all(server.get(url).status == 200 for url in urls)
    assert portal.build(later=True).pictures_left == 0


@pytest.mark.slow
def test_killed_while_photos_are_put_off(portal: Portal) -> None:
    """At each event: the next build leaves what one that nobody killed does, and another makes what is left."""
    portal.add("site.yaml", (portal.folder / "site.yaml").read_text().replace("theme: uji\n", ""))
    expected, final = portal.clean(later=True), portal.clean()
    number = kills = 0
    while True:
        number += stride(22)
        for name in ("build", ".ssg"):
            shutil.rmtree(portal.folder / name, ignore_errors=True)
        if not killed_at(portal, number, later=True):
            break
        kills += 1
        portal.build(later=True)
        # What a build put off that was killed after all was decided waits already, and is made now.
        assert portal.files() in (expected, final), number
        portal.build()
        assert portal.files() == final, number
    assert kills > 4


@pytest.mark.slow
def test_the_command_says_how_many_are_left(portal: Portal) -> None:
    """In its line, and as JSON."""
    now = ("--now", str(portal.now))
    assert (
        "1 photo is left to the next build" in ssg(portal, "build", "--pictures", "later", *now, SSG_LANG="en").stdout
    )
    assert '"pictures_left":0' in ssg(portal, "build", "--json", *now).stdout


@pytest.mark.slow
@pytest.mark.parametrize("seed", sample(range(8), 8))
def test_whatever_is_put_off_the_bytes_are_the_same_in_the_end(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Pages name what is there after each build, and a build that puts nothing off leaves the bytes of a clean one."""
    monkeypatch.setattr(ingest, "AT_ONCE", 2)
    rng = random.Random(seed)
    for number, size in enumerate(SIZES):
        portal.add(f"content/foto/{number}.jpg", jpeg(*size))
    portal.remove(A)
    for step in range(100 if LONG else 25):
        a_step(rng, portal)
        if rng.random() < 0.6:
            portal.build(later=True)
            assert names_what_is_there(portal), step
        else:
            assert portal.build().pictures_left == 0
            assert portal.files() == portal.clean(encoded=False), step
