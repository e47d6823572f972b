"""The picture that other platforms show of a shared page."""

from __future__ import annotations

import re

import pytest

from tests.photos import jpeg
from tests.support import CONFIG, Portal, article

PHOTO = "photo: {src: /foto/a.jpg, caption: C, credit: D}\n"


def said(portal: Portal, path: str) -> dict[str, str]:
    """Return what a page says of its picture."""
    told = re.findall(
        r'<meta (?:property="og:(image[^"]*)"|name="(twitter:card)") content="([^"]*)"', portal.read(path)
    )
    return {one or other: value for one, other, value in told}


@pytest.mark.slow
def test_a_page_without_a_photo_has_the_picture_of_the_portal(portal: Portal) -> None:
    """That of `share`, or the largest icon, which is there; search engines are told of no photo where there is none."""
    portal.add("content/foto/a.jpg", jpeg(1600, 900))
    portal.add("content/foto/bagikan.jpg", jpeg(1200, 630))
    portal.add("content/daerah/2024/10/a.md", article("A", tags="[Banjir]"))
    portal.add("content/daerah/2024/10/b.md", article("B").replace("author:", f"{PHOTO}author:"))
    portal.build()
    paths = (
        "index.html",
        "daerah/index.html",
        "penulis/sari-wulan/index.html",
        "tag/banjir/index.html",
        "daerah/2024/10/a/index.html",
    )
    for path in paths:
        assert said(portal, path)["image"] == "https://uji.example/aset/ikon-512.png", path
        assert said(portal, path)["image:alt"] == "Kabar Uji"
    assert (portal.output / "aset/ikon-512.png").is_file()
    assert "/gambar/foto/a." in said(portal, "daerah/2024/10/b/index.html")["image"]
    assert '"image"' not in portal.read("daerah/2024/10/a/index.html")
    portal.add("site.yaml", CONFIG + "share: /foto/bagikan.jpg\n")
    portal.build()
    assert {said(portal, path)["image"] for path in paths} == {"https://uji.example/foto/bagikan.jpg"}
    assert "/gambar/foto/a." in said(portal, "daerah/2024/10/b/index.html")["image"]
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("address", ["foto.jpg", "/foto/tidak-ada.jpg"])
def test_a_picture_that_is_not_there(portal: Portal, address: str) -> None:
    """Is told at its line."""
    portal.add("site.yaml", f"{CONFIG}share: {address}\n")
    assert [(one.path, one.line) for one in portal.problems()] == [("site.yaml", 9)]
