"""The library of photos, and small pictures of them."""

from __future__ import annotations

from pathlib import Path

import pytest
import pyvips

from generator.annex.desk import library
from generator.annex.desk.desk import MissingError
from generator.annex.desk.library import _WIDTHS, Small, SmallPictures, Wanted
from generator.base.errors import AdvisedError
from tests.annex.desk_support import HEADERS, LEAD, Desk, Room, desk, room
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


def every(it: Desk) -> list[str]:
    """Return all photos, page by page."""
    told = it.get("photos")
    seen = [one["src"] for one in told["items"]]
    while told["after"]:
        told = it.get("photos", after=told["after"])
        seen += [one["src"] for one in told["items"]]
    return seen


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
        it.served.until(lambda: len(every(it)) == 130)
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


# --------------------------------------------------------------------- without a server


def photo(number: int, **used: object) -> dict[str, object]:
    return {"src": f"/foto/2024/10/p{number}.jpg", "width": 300 + number, "height": 200, "bytes": len(jpeg(300 + number, 200)), "used": []} | used  # fmt: skip


def filled(it: Room, count: int) -> None:
    for number in range(count):
        it.portal.add(f"content/foto/2024/10/p{number}.jpg", jpeg(300 + number, 200))
        it.take_in()
    it.look()


def asked(it: Room, q: str = "", after: str = "") -> dict[str, object]:
    return library.photos(it.desk, LEAD, Wanted(q, after))


def test_a_page_of_photos_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With sizes and users; a page that is just full is the last one if nothing follows."""
    with room(tmp_path) as it:
        filled(it, 3)
        use = "{src: /foto/2024/10/p1.jpg, caption: Air., credit: Sari, alt: Air}"
        it.portal.add("content/daerah/2024/10/sungai.md", article("Sungai Meluap", photo=use))
        it.portal.add("content/daerah/2024/10/draf.md", article("Draf Sungai", draft="true", photo=use))
        it.look()
        used = asked(it, "p1")["items"][0]["used"]  # type: ignore[index]
        assert sorted((one["path"], one["title"]) for one in used) == [("daerah/2024/10/draf.md", "Draf Sungai"), ("daerah/2024/10/sungai.md", "Sungai Meluap")]  # fmt: skip
        whole = [photo(2), photo(1, used=used), photo(0)]
        monkeypatch.setattr(library, "_PAGE", 3)
        assert asked(it) == {"items": whole, "after": ""}
        monkeypatch.setattr(library, "_PAGE", 2)
        first = asked(it)
        assert first == {"items": whole[:2], "after": first["after"]}
        assert str(first["after"]).startswith("2024/10:")
        assert asked(it, after=str(first["after"])) == {"items": whole[2:], "after": ""}
        monkeypatch.setattr(library, "_USES", 1)
        assert len(asked(it, "p1")["items"][0]["used"]) == 1  # type: ignore[index]
        assert [one["src"] for one in asked(it, "sungai meluap")["items"]] == ["/foto/2024/10/p1.jpg"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2024/10:7", ("2024/10", 7)), (":7", ("", 7)), ("a:b:7", ("a:b", 7)), ("", None), ("7", None), ("2024/10:", None), ("x:y", None),
        ("x:-1", None), (f"x:{'9' * 19}", ("x", int("9" * 19))), (f"x:{'9' * 20}", None),
    ],
)  # fmt: skip
def test_where_a_page_begins(after: str, expected: tuple[str, int] | None) -> None:
    """As the one before said; anything else is the beginning."""
    assert library._cursor(after) == expected


def test_a_small_picture_whole(tmp_path: Path) -> None:
    """Is as wide as the next width, has the tag of its file and width, and is made once."""
    with room(tmp_path) as it:
        filled(it, 1)
        own, file = SmallPictures(it.desk), it.portal.folder / "content/foto/2024/10/p0.jpg"
        status = file.stat()
        for width, expected in ((0, 160), (160, 160), (161, 320)):
            small = own.get("/foto/2024/10/p0.jpg", width)
            tag = f"{status.st_ino:x}-{status.st_mtime_ns:x}-{status.st_size:x}-{expected}"
            assert small == Small(small.data, "image/jpeg", tag)
            assert pyvips.Image.new_from_buffer(small.data, "").width == min(expected, 300)
            assert own.get("foto/2024/10/p0.jpg", width) is small


def test_the_last_small_pictures_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many bytes of them as there is room for; one that would take too much of it is not kept."""
    monkeypatch.setattr(library, "_MOST", 80)
    with room(tmp_path) as it:
        own = SmallPictures(it.desk)
        made = [Small(b"x" * 10, "image/jpeg", str(number)) for number in range(9)]
        for small in made[:8]:
            own._keep(small)
        own._keep(made[0])
        assert own._again("0") is made[0]
        own._keep(made[8])
        assert [own._again(str(number)) for number in range(9)] == [made[0], None, *made[2:]]
        own._keep(Small(b"x" * 11, "image/jpeg", "11"))
        assert own._again("11") is None


def test_a_picture_that_cannot_be_shown(tmp_path: Path) -> None:
    """Is told with what is wrong; what is larger than a picture may be, or is none, is not there."""
    with room(tmp_path, "limits: {media: 20KB}\n") as it:
        it.portal.add("content/foto/rusak.jpg", b"<html>")
        it.portal.add("content/foto/besar.jpg", b"x" * (it.desk.site.reading.media_bytes + 1))
        own = SmallPictures(it.desk)
        with pytest.raises(AdvisedError) as broken:
            own.get("/foto/rusak.jpg", 160)
        assert str(broken.value.said).startswith("this picture ")
        for src in ("/foto/besar.jpg", "/foto/tiada.jpg", "/foto/", "/foto/.a.jpg", "/foto/a.md"):
            with pytest.raises(MissingError) as missing:
                own.get(src, 160)
            assert str(missing.value.said) == "there is no such picture"
