"""Later: pages that do not wait for the smaller versions of photos."""

from __future__ import annotations

import pytest

from tests.photos import PAGE, PHOTO, A, B, cut_short, jpeg, made, names_what_is_there, notes
from tests.support import Portal, article, ssg_here


def test_a_new_photo_is_shown_as_it_is_until_the_next_build(portal: Portal) -> None:
    """Which makes its smaller versions, and shows these."""
    report = portal.build(pictures="later")
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
    assert portal.build(pictures="later").pictures_left == 0
    assert notes(portal) == before
    (portal.folder / ".ssg/store.db").unlink()
    assert portal.build(pictures="later", damaged=True).pictures_left == 0
    assert notes(portal) == before
    portal.add("content/foto/a.jpg", jpeg(colour=(1, 2, 3)))
    assert portal.build(pictures="later").pictures_left == 1
    assert made(portal) == []
    portal.remove("content/foto/a.jpg")
    portal.edit(A, f"photo: {PHOTO}\n", "")
    assert portal.build(pictures="later").pictures_left == 0


def test_a_broken_photo_is_told_at_once(portal: Portal) -> None:
    """Though no smaller version of it is made yet, lest the build fail that makes them."""
    portal.add("content/foto/a.jpg", cut_short())
    (problem,) = portal.problems(pictures="later")
    assert problem.path == A


@pytest.mark.slow
def test_all_that_shows_a_picture_learns_of_its_sizes(portal: Portal) -> None:
    """A standing page, a person's page, and a text, by whatever spelling of its address."""
    portal.add("content/foto/b.jpg", jpeg(300, 200))
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\n![Alt](/foto/b.jpg)\n")
    portal.add("content/authors/sari.md", "---\nname: Sari Wulan\nphoto: /foto/b.jpg\n---\n![x](/foto/B.JPG)\n")
    portal.add(B, article("B", "![x](/Foto/b.jpg)"))
    portal.build(pictures="later")
    assert made(portal) == []
    pages = ("tentang/index.html", "penulis/sari/index.html", "daerah/2024/10/b/index.html")
    assert all('<img src="/foto/b.jpg" alt=' in portal.read(page) for page in pages)
    portal.build()
    assert all("<picture>" in portal.read(page) for page in pages)
    assert portal.files() == portal.clean()


@pytest.mark.slow
def test_the_command_says_how_many_are_left(portal: Portal) -> None:
    """In its line."""
    done = ssg_here(portal, "build", "--pictures", "later", "--now", str(portal.now))
    assert "1 photo is left to the next build" in done.stdout
