"""The library of photos, and small pictures of them."""

from __future__ import annotations

from pathlib import Path

import pyvips

from generator.annex.desk.library import _WIDTHS
from tests.annex.desk_support import HEADERS, Desk, desk
from tests.broken_pictures import whole
from tests.photos import jpeg, moving, quarters
from tests.support import article


def put(it: Desk, path: str, data: bytes) -> None:
    file = it.portal.folder / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def look(it: Desk, src: str, width: int = 320, status: int = 200, **headers: str):
    found = it.served.get(f"/_ssg/desk/api/picture?src={src}&width={width}", HEADERS | headers)
    assert found.status == status, found.body
    return found


def names(it: Desk, **asked: str) -> list[str]:
    return [one["src"].rpartition("/")[2] for one in it.get("photos", **asked)["items"]]


def test_the_library(tmp_path: Path) -> None:
    """Photos stand newest first, with sizes and the texts that use them; drawings and films are none."""
    with desk(tmp_path) as it:
        for path, data in {
            "foto/2024/09/lama.jpg": jpeg(320, 240), "foto/2024/10/air-naik.jpg": jpeg(400, 300),
            "foto/logo.png": whole("plain.png"), "foto/2024/10/peta.svg": whole("plain.svg"),
        }.items():  # fmt: skip
            put(it, path, data)
        photo = "{src: /foto/2024/10/air-naik.jpg, caption: Air., credit: Sari}"
        it.portal.add("content/daerah/2024/10/sungai.md", article("Sungai Meluap", photo=photo))
        it.served.until(lambda: len(names(it)) == 3)
        assert names(it) == ["air-naik.jpg", "lama.jpg", "logo.png"]
        first = it.get("photos")["items"][0]
        assert (first["width"], first["height"], first["bytes"]) == (400, 300, len(jpeg(400, 300)))
        it.served.until(lambda: it.get("photos")["items"][0]["used"])
        assert it.get("photos")["items"][0]["used"] == [{"path": "daerah/2024/10/sungai.md", "title": "Sungai Meluap"}]
        assert names(it, q="AIR naik") == ["air-naik.jpg"]
        assert names(it, q="tiada") == []
        # By a word of the headline.
        it.served.until(lambda: names(it, q="meluap") == ["air-naik.jpg"])


def test_pages_of_the_library(tmp_path: Path) -> None:
    """Each photo stands on one page, and a photo that comes meanwhile moves none to another."""
    with desk(tmp_path) as it:
        for number in range(130):
            put(it, f"foto/2024/{number % 12 + 1:02}/f{number}.jpg", jpeg(100 + number, 120))
        it.served.until(lambda: len(names(it, q="f")) == 60 and it.get("photos")["after"])
        seen: list[str] = []
        after = ""
        for page in range(3):
            told = it.get("photos", after=after)
            seen += [one["src"] for one in told["items"]]
            after = told["after"]
            if page == 0:
                put(it, "foto/2024/12/baru.jpg", jpeg(500, 300))
                it.settle()
        assert not after
        assert len(seen) == len({*seen}) == 130
        months = [src.split("/")[3] for src in seen]
        assert months == sorted(months, reverse=True)
        assert it.get("photos", after="x:y")["items"]


def test_small_pictures(tmp_path: Path) -> None:
    """Are about as wide as wanted, never wider than the photo, and come from memory while the file is the same."""
    with desk(tmp_path) as it:
        put(it, "foto/2024/10/a b.jpg", bytes(quarters(2000, 1000).jpegsave_buffer()))
        found = look(it, "/foto/2024/10/a%20b.jpg", 300)
        image = pyvips.Image.new_from_buffer(found.body, "")
        assert (image.width, image.height) == (320, 160)
        assert found.headers["content-type"] == "image/jpeg"
        assert look(it, "/foto/2024/10/a%20b.jpg", 300, 304, **{"if-none-match": found.headers["etag"]}).body == b""
        assert pyvips.Image.new_from_buffer(look(it, "foto/2024/10/a%20b.jpg", 99999).body, "").width == _WIDTHS[-1]
        put(it, "foto/2024/10/a b.jpg", jpeg(150, 120))
        other = look(it, "/foto/2024/10/a%20b.jpg", 300)
        assert pyvips.Image.new_from_buffer(other.body, "").width == 150
        assert other.headers["etag"] != found.headers["etag"]
        put(it, "foto/x.gif", moving()["gif"])
        assert look(it, "/foto/x.gif").headers["content-type"] == "image/gif"


def test_only_pictures_that_readers_may_see(tmp_path: Path) -> None:
    """No way out of content/, no hidden file, no link out, nothing but pictures, and nothing that is none."""
    with desk(tmp_path) as it:
        outside = tmp_path / "luar.jpg"
        outside.write_bytes(jpeg())
        put(it, "foto/.notes/a.jpg", jpeg())
        put(it, "foto/~$a.jpg", jpeg())
        put(it, "foto/x.svg", whole("plain.svg"))
        put(it, "foto/rusak.jpg", b"<html>")
        put(it, "foto/dalam.jpg", jpeg(320, 240))
        (it.portal.folder / "content/foto/luar.jpg").symlink_to(outside)
        (it.portal.folder / "content/foto/rahasia.jpg").symlink_to(it.portal.folder / "site.yaml")
        (it.portal.folder / "content/foto/baik.jpg").symlink_to("dalam.jpg")
        for src in (
            "/../luar.jpg", "/foto/../../luar.jpg", "/foto/.notes/a.jpg", "/foto/~$a.jpg", "/foto/x.svg", "/site.yaml",
            "/foto/luar.jpg", "/foto/rahasia.jpg", "//etc/passwd", "", "/foto/", "/foto/a%00.jpg", "/foto\\a.jpg",
            "/foto/tiada.jpg", "https://jahat.example/a.jpg", "/foto/%2e%2e/%2e%2e/luar.jpg",
        ):  # fmt: skip
            look(it, src, status=404)
        assert "bukan gambar" in look(it, "/foto/rusak.jpg", status=422).body.decode()
        assert look(it, "/foto/baik.jpg").body
        assert look(it, "/foto/dalam.jpg", -1).body
