"""Originals of photos: with `media: {originals: none}` readers get variants alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.photos import RED, jpeg
from tests.support import CONFIG, Portal, article, copied, png, site

A, PHOTO = "content/daerah/2024/10/a.md", "foto/a.jpg"
SHOWS = f"{{src: /{PHOTO}, caption: Banjir., credit: X}}"
NONE = CONFIG + "media: {originals: none}\n"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = site(tmp_path_factory.mktemp("awal"), config=NONE)
    portal.add(f"content/{PHOTO}", jpeg(1800, 1200, RED))
    portal.add("content/daerah/2024/10/b.md", article("B", photo=SHOWS))
    portal.build()
    return portal


@pytest.fixture
def portal(begun: Portal, tmp_path: Path) -> Portal:
    return copied(begun, tmp_path)


@pytest.mark.slow
def test_an_original_is_no_file_of_the_output(portal: Portal) -> None:
    """Neither is its address in any, wherever it is shown: on pages, in texts, in feeds and sitemaps."""
    portal.add(A, article("A", f"![Air](/{PHOTO})\n\nIsi.", photo=SHOWS))
    portal.build()
    assert PHOTO not in portal.files()
    assert any(path.startswith("gambar/foto/a.") for path in portal.files())
    for path, data in portal.files().items():
        assert b"/foto/a.jpg" not in data, path
    portal.add("site.yaml", CONFIG)
    portal.build()
    assert PHOTO in portal.files()
    portal.add("site.yaml", NONE)
    portal.build()
    assert PHOTO not in portal.files()
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    "user",
    [
        (A, article("A", f"[Unduh](/{PHOTO})", photo=SHOWS)), (A, article("A", type="infografik", photo=SHOWS)),
        ("content/authors/sari-wulan.md", f"---\nname: Sari Wulan\nphoto: /{PHOTO}\n---\nIsi.\n"),
        ("content/pages/tentang.md", f"---\ntitle: T\n---\n[x](/{PHOTO})\n"), ("site.yaml", NONE + f"logo: /{PHOTO}\n"),
    ],
)  # fmt: skip
def test_what_leads_to_an_original_keeps_it(portal: Portal, user: tuple[str, str]) -> None:
    """As long as it is published."""
    assert PHOTO not in portal.files()
    portal.add(*user)
    portal.build()
    assert PHOTO in portal.files()
    if user[0] == "site.yaml":
        portal.add("site.yaml", NONE)
    else:
        portal.remove(user[0])
    portal.build()
    assert PHOTO not in portal.files()


def test_pictures_without_variants_stay(portal: Portal) -> None:
    """Small ones and drawings are shown as they are; so is a photo where the theme has no recipe for a use."""
    portal.add("content/foto/b.png", png(40, 30))
    portal.add("content/foto/c.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    portal.add(A, article("A", "![b](/foto/b.png)\n\n![c](/foto/c.svg)", photo=SHOWS))
    portal.build()
    assert {"foto/b.png", "foto/c.svg"} <= portal.files().keys()
    assert PHOTO not in portal.files()
    assert portal.files() == portal.clean()
