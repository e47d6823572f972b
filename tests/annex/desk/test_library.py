"""The library of photos, and small pictures of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import pyvips

from tests.annex.desk_support import HEADERS, Desk, desk
from tests.photos import jpeg, moving, quarters
from tests.support import article, png

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("desk")) as found:
        yield found


def look(it: Desk, src: str, width: int = 320, status: int = 200, **headers: str) -> Any:
    found = it.served.get(f"/_ssg/desk/api/picture?src={src}&width={width}", HEADERS | headers)
    assert found.status == status, found.body
    return found


def names(it: Desk, **asked: str) -> list[str]:
    return [one["src"].rpartition("/")[2] for one in it.get("photos", **asked)["items"]]


@pytest.mark.slow
def test_the_library(tmp_path: Path) -> None:
    """Photos stand newest first, with sizes and the texts that use them, each on one page; drawings are none."""
    with desk(tmp_path) as it:
        photos = {
            "2024/09/lama.jpg": jpeg(320, 240),
            "2024/10/air-naik.jpg": jpeg(400, 300),
            "logo.png": png(30, 20),
            "2024/10/peta.svg": SVG,
        }
        for path, data in photos.items():
            it.portal.add(f"content/foto/{path}", data)
        photo = "{src: /foto/2024/10/air-naik.jpg, caption: Air., credit: Sari}"
        it.portal.add("content/daerah/2024/10/sungai.md", article("Sungai Meluap", photo=photo))
        it.served.until(lambda: names(it, q="meluap") == ["air-naik.jpg"])
        assert names(it) == ["air-naik.jpg", "lama.jpg", "logo.png"]
        first = it.get("photos")["items"][0]
        assert (first["width"], first["height"], first["bytes"]) == (400, 300, len(jpeg(400, 300)))
        assert first["used"] == [{"path": "daerah/2024/10/sungai.md", "title": "Sungai Meluap"}]
        assert (names(it, q="AIR naik"), names(it, q="tiada")) == (["air-naik.jpg"], [])
        for number in range(130):
            it.portal.add(f"content/foto/2023/{number % 12 + 1:02}/f{number}.jpg", jpeg(100, 120))
        it.served.until(lambda: names(it, q="f129"))
        seen, after = list[str](), ""
        for page in range(3):
            told = it.get("photos", after=after)
            seen += [one["src"] for one in told["items"]]
            after = told["after"]
            if page == 0:
                # One that comes meanwhile moves none to another page.
                it.portal.add("content/foto/2024/12/baru.jpg", jpeg(500, 300))
                it.served.until(lambda: names(it)[0] == "baru.jpg")
        assert (after, len(seen), len({*seen})) == ("", 133, 133)
        months = [src.split("/")[2:4] for src in seen[:-1]]
        assert months == sorted(months, reverse=True)
        for wrong in ("x:y", "7", "2024/10:", "x:-1", f"x:{'9' * 20}"):
            assert it.get("photos", after=wrong)["items"]


def test_small_pictures(it: Desk) -> None:
    """Are about as wide as wanted, never wider than the photo, and are not sent again while the file is the same."""
    it.portal.add("content/foto/2024/10/a b.jpg", bytes(quarters(2000, 1000).jpegsave_buffer()))
    found = look(it, "/foto/2024/10/a%20b.jpg", 300)
    image = pyvips.Image.new_from_buffer(found.body, "")
    assert (image.width, image.height, found.headers["content-type"]) == (320, 160, "image/jpeg")
    assert look(it, "/foto/2024/10/a%20b.jpg", 300, 304, **{"if-none-match": found.headers["etag"]}).body == b""
    assert pyvips.Image.new_from_buffer(look(it, "foto/2024/10/a%20b.jpg", 99999).body, "").width < 2000
    it.portal.add("content/foto/2024/10/a b.jpg", jpeg(150, 120))
    other = look(it, "/foto/2024/10/a%20b.jpg", 300)
    assert pyvips.Image.new_from_buffer(other.body, "").width == 150
    assert other.headers["etag"] != found.headers["etag"]
    it.portal.add("content/foto/x.gif", moving()["gif"])
    assert look(it, "/foto/x.gif").headers["content-type"] == "image/gif"
    assert look(it, "/foto/x.gif", -1).body


def test_only_pictures_that_readers_may_see(it: Desk, tmp_path: Path) -> None:
    """No way out of content/, no hidden file, no link out, nothing but pictures, and nothing that is none."""
    outside, photos = tmp_path / "luar.jpg", it.portal.folder / "content/foto"
    outside.write_bytes(jpeg())
    for path, data in {
        ".notes/a.jpg": jpeg(),
        "~$a.jpg": jpeg(),
        "x.svg": SVG,
        "rusak.jpg": b"<html>",
        "dalam.jpg": jpeg(320, 240),
    }.items():
        it.portal.add(f"content/foto/{path}", data)
    (photos / "luar.jpg").symlink_to(outside)
    (photos / "rahasia.jpg").symlink_to(it.portal.folder / "site.yaml")
    (photos / "baik.jpg").symlink_to("dalam.jpg")
    for src in (
        "/../luar.jpg", "/foto/../../luar.jpg", "/foto/.notes/a.jpg", "/foto/~$a.jpg", "/foto/x.svg", "/site.yaml",
        "/foto/luar.jpg", "/foto/rahasia.jpg", "//etc/passwd", "", "/foto/", "/foto/a%00.jpg", "/foto\\a.jpg",
        "/foto/tiada.jpg", "https://jahat.example/a.jpg", "/foto/%2e%2e/%2e%2e/luar.jpg",
    ):  # fmt: skip
        look(it, src, status=404)
    assert "bukan gambar" in look(it, "/foto/rusak.jpg", status=422).body.decode()
    assert look(it, "/foto/baik.jpg").body
