"""Photos and documents that are sent to the desk: what is kept, where, and what is refused."""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
import pyvips

from tests.annex.desk_support import HEADERS, Desk, desk
from tests.photos import jpeg, moving, near, quarters
from tests.support import article, png

WIDEST = 1600
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.7\n1 0 obj\n"


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("desk")) as found:
        yield found


def sent(it: Desk, data: bytes, status: int = 200, **query: str) -> Any:
    return it.send(f"photos?{urlencode(query)}", data, status)


def kept(it: Desk, data: bytes, **query: str) -> tuple[str, bytes]:
    """Send a picture, and return its ending, and its bytes as they are kept."""
    told = sent(it, data, **query)
    return told["src"].rpartition(".")[2], it.file(told["src"][1:])


def opened(data: bytes) -> pyvips.Image:
    return pyvips.Image.new_from_buffer(data, "", fail_on="error")


def of_camera(width: int = 3000, height: int = 2000, turn: int = 1) -> bytes:
    """Return a photo with what telephones write beside it, and a thumbnail."""
    image = quarters(width, height).copy()
    image.set_type(pyvips.GValue.gint_type, "orientation", turn)
    for name, value in {
        "exif-ifd0-Model": "Telepon Uji", "exif-ifd3-GPSLatitude": "1/1 2/1 3/1", "exif-ifd0-Copyright": "Kabar Uji",
        "exif-ifd2-DateTimeOriginal": "2024:10:09 16:10:00",
    }.items():  # fmt: skip
        image.set_type(pyvips.GValue.gstr_type, name, value)
    image.set_type(pyvips.GValue.blob_type, "xmp-data", b"<x:xmpmeta>rahasia</x:xmpmeta>")
    return bytes(image.jpegsave_buffer(Q=95, profile="srgb"))


@cache
def avif(width: int = 320, height: int = 240) -> bytes:
    return bytes(quarters(width, height).heifsave_buffer(compression="av1", effort=0))


# ----------------------------------------------------------------------- what is kept


@pytest.mark.slow
def test_a_photo_of_a_telephone(it: Desk) -> None:
    """It is upright, as large as readers ever get it, without place and device, and named by its caption."""
    told = sent(it, of_camera(turn=6), name="IMG_1234.JPG", caption="Air naik ke teras rumah warga, Rabu (9/10).")
    assert told["src"].startswith("/foto/20")
    assert told["src"].endswith("/air-naik-ke-teras-rumah-warga-rabu-9-10.jpg")
    data = it.file(told["src"][1:])
    assert (told["width"], told["height"], told["bytes"], told["already"]) == (WIDEST, 2400, len(data), False)
    image = opened(data)
    assert (image.width, image.height) == (WIDEST, 2400)
    # Turned by a quarter, the corner that was below on the left is on top.
    assert near(image, 100, 100) == (20, 20, 220)
    assert not any(word in data for word in (b"Telepon", b"rahasia", b"2024:10:09", b"ICC_PROFILE"))
    assert b"Kabar Uji" in data


@pytest.mark.parametrize(
    ("made", "ending"),
    [
        (lambda: png(32, 24), "jpg"), (lambda: bytes(quarters(320, 240).webpsave_buffer()), "jpg"), (avif, "jpg"),
        (lambda: moving()["gif"], "gif"),
        (lambda: moving()["webp"], "webp"), (lambda: moving()["png"], "png"),
        (lambda: bytes(quarters(64, 48).colourspace("cmyk").jpegsave_buffer()), "jpg"),
        # A photo as PNG has ten times the bytes; only one that shines through stays a PNG.
        (lambda: bytes(quarters(2400, 1800).bandjoin(255).pngsave_buffer()), "jpg"),
        (lambda: bytes(quarters(2400, 1800).bandjoin(120).pngsave_buffer()), "png"),
    ],
)  # fmt: skip
def test_each_form_of_picture(it: Desk, made: Any, ending: str) -> None:
    """Becomes a JPEG, a PNG if something shines through, or stays as it is if it moves; a build has nothing against it."""
    found, data = kept(it, made(), name="x.jpg")
    assert found == ending
    assert sent(it, data)["already"]


@pytest.mark.parametrize(
    "made", [lambda: jpeg(321, 240), lambda: png(33, 24), lambda: bytes(quarters(322, 240).webpsave_buffer())]
)
def test_nothing_hides_behind_a_picture(it: Desk, made: Any) -> None:
    """A page, an archive or a script after its end, or in what is beside it, does not reach the site."""
    hidden = b"PK\x03\x04<script>alert(1)</script><?php system($_GET[0]);"
    assert b"script" not in kept(it, made() + hidden)[1]
    assert b"script" not in kept(it, of_camera(400, 300).replace(b"Telepon Uji", b"<script>x</"))[1]


def test_damaged_pictures(it: Desk) -> None:
    """Are kept as whole ones or refused with a sentence, never anything else."""
    dice = Random(34)
    for whole in (jpeg(300, 200), png(64, 48), moving()["gif"], avif()):
        for _ in range(4):
            data = bytearray(whole[: dice.randrange(len(whole))] if dice.random() < 0.4 else whole)
            for _ in range(dice.randrange(1, 6)):
                data[dice.randrange(len(data))] = dice.randrange(256)
            answer = it.served.get("/_ssg/desk/api/photos", HEADERS, "POST", bytes(data))
            assert answer.status in (200, 422), answer


# ----------------------------------------------------------------------------- where


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"name": "IMG_2024.HEIC"}, "img-2024"), ({"name": "C:\\fakepath\\Air Surut.JPG"}, "air-surut"),
        ({"name": "../../etc/passwd"}, "passwd"),
        ({"name": ".."}, "foto"), ({"name": "nul.jpg"}, "foto-nul"), ({"name": "a\0b.jpg"}, "a-b"),
        ({"name": "x" * 300}, "x" * 60),
        ({"name": "日本.jpg"}, "foto"), ({"name": "x.jpg", "article": "daerah/2024/10/banjir-surut.md"}, "banjir-surut"),
        ({"name": "x.jpg", "article": "daerah/2024/10/banjir.md", "caption": "Air naik"}, "air-naik"),
    ],
)  # fmt: skip
def test_names(it: Desk, given: dict[str, str], name: str) -> None:
    """Come from the caption, from the article, or from the file as it was sent, and are safe ones."""
    other = Random(str(given)).randrange(200, 2000)
    found = sent(it, jpeg(other, 20), **given)["src"].rpartition("/")[2]
    assert re.fullmatch(rf"{name}(-\d+)?\.jpg", found)


def test_the_same_photo_is_there_already(it: Desk) -> None:
    """It is found by its bytes: as it was sent, as it is kept, and as somebody else put it there."""
    data = of_camera(1300, 900)
    first = sent(it, data, caption="Teras rumah")
    again = sent(it, data, caption="Nama lain")
    assert (again["src"], again["already"]) == (first["src"], True)
    assert sent(it, it.file(first["src"][1:]), name="x.jpg")["src"] == first["src"]
    by_hand = of_camera(1000, 700)
    it.portal.add("content/gambar-lama/a.jpg", by_hand)
    it.settle()
    told = sent(it, by_hand)
    assert (told["src"], told["bytes"], told["width"]) == ("/gambar-lama/a.jpg", len(by_hand), 1000)
    # One that was deleted meanwhile is not there.
    it.portal.remove(f"content{first['src']}")
    assert not sent(it, data, caption="Teras rumah")["already"]


def test_no_photo_takes_the_place_of_another(it: Desk) -> None:
    """Others of the same caption get a number, whatever their endings and letters; a link or folder is no place."""
    first = sent(it, jpeg(320, 241), caption="Sungai")["src"]
    month = it.portal.folder / "content" / PurePosixPath(first[1:]).parent
    assert sent(it, jpeg(330, 241), caption="Sungai")["src"].endswith("/sungai-2.jpg")
    glass = bytes(quarters(40, 30).bandjoin(120).pngsave_buffer())
    assert sent(it, glass, caption="Sungai")["src"].endswith("/sungai-3.png")
    (month / "Sungai-4.JPG").write_bytes(b"x")
    (month / "sungai-5.jpg").symlink_to(it.portal.folder / "site.yaml")
    (month / "sungai-6.jpg").mkdir()
    assert sent(it, jpeg(340, 241), caption="Sungai")["src"].endswith("/sungai-7.jpg")
    assert (month / "sungai-5.jpg").is_symlink()
    (month / "sungai-5.jpg").unlink()
    (month / "Sungai-4.JPG").unlink()
    told: list[Any] = []
    threads = [
        threading.Thread(target=lambda n=n: told.append(sent(it, jpeg(200 + n, 150), caption="Sungai")))
        for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one["src"] for one in told}) == 6
    assert {one["width"] for one in told} == {200 + n for n in range(6)}


@pytest.mark.slow
def test_where_no_photo_is_put(tmp_path: Path) -> None:
    """Through a link, or where no reader would get it from; who sends is told. A photo may have a greatest size."""
    with desk(tmp_path, "limits: {media: 20KB}\n") as it:
        outside = tmp_path / "luar"
        outside.mkdir()
        (it.portal.folder / "content/foto").symlink_to(outside)
        assert "foto" in sent(it, jpeg(320, 240), 422)["message"]
        assert not any(outside.iterdir())
        sent(it, moving()["gif"] + bytes(30_000), 413)
        it.portal.edit("site.yaml", "base_url:", "media: {base_url: https://media.example}\nbase_url:")
        it.settle()
        it.served.until(lambda: "https://media.example" in str(sent(it, jpeg(320, 240), 422)["message"]))


# --------------------------------------------------------------------------- refused


@pytest.mark.parametrize(
    ("said", "data"),
    [
        ("SVG", SVG), ("SVG", b"\n<!DOCTYPE svg><svg/>"), ("video", b"\0\0\0\x18ftypmp42" + bytes(40)), ("", PDF),
        ("", b"<html><script>alert(1)</script>"),
        ("", b""), ("", b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 12345\n"),
        ("", jpeg(900, 700)[:900]), ("", b"BM" + bytes(60)),
        ("", b"II*\0" + bytes(60)), ("", b"\xff\xd8\xff" + PDF), ("", png(60_000, 60_000)),
        # A telephone's.
        ("HEIC", avif().replace(b"ftypavif", b"ftypheic").replace(b"avif", b"heix").replace(b"av01", b"hvc1").replace(b"av1C", b"hvcC")),
        ("HEIC", b"\0\0\0\x1cftypmif1\0\0\0\0mif1heic" + bytes(20)),
    ],
)  # fmt: skip
def test_what_is_no_photo(it: Desk, said: str, data: bytes) -> None:
    """Is refused with a sentence and what to do, before it fills the memory."""
    told = sent(it, data, 422)
    assert said in told["message"]
    assert told["message"]
    assert told["hint"] or not data


def test_two_gigabytes_are_refused_at_once(it: Desk) -> None:
    """By what the browser says of them, or once more has come than a photo has; nothing of them stays."""
    with socket.create_connection(("127.0.0.1", it.served.port)) as line:
        head = "POST /_ssg/desk/api/photos HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\ncontent-length: 2147483648\r\n\r\n"
        line.sendall(head.encode())
        assert b" 413 " in line.recv(100)
    before = len([*(it.portal.folder / "content").rglob("*.*")])
    connection = http.client.HTTPConnection("127.0.0.1", it.served.port, timeout=60)
    piece = bytes(1 << 20)
    # What comes behind the limit is thrown away, until the connection is closed.
    with contextlib.closing(connection), contextlib.suppress(OSError):
        connection.request("POST", "/_ssg/desk/api/photos", (piece for _ in range(120)), HEADERS, encode_chunked=True)
        assert connection.getresponse().status == 413
    assert len([*(it.portal.folder / "content").rglob("*.*")]) == before
    assert sent(it, jpeg(320, 242))["src"]


@pytest.mark.slow
def test_what_somebody_sends_slowly_stalls_nobody(it: Desk) -> None:
    """Other photos are answered meanwhile; one that is cut off leaves nothing, not even a name."""
    head = b"POST /_ssg/desk/api/photos HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\ncontent-length: 9000\r\n\r\n"
    with contextlib.ExitStack() as lines:
        for _ in range(6):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", it.served.port)))
            line.sendall(head + b"\xff\xd8\xff")
        assert sent(it, jpeg(320, 243))["src"]
        assert not [*(it.portal.folder / ".ssg").glob("tmp*")]
    foreign = {"sec-fetch-site": "cross-site", "origin": "https://jahat.example"}
    assert it.served.get("/_ssg/desk/api/photos", foreign, "POST", jpeg()).status == 403
    it.settle()
    it.portal.build(pictures="later")


# -------------------------------------------------------------------------- documents


def test_a_document(it: Desk) -> None:
    """A PDF gets a place and a title; readers get it by the text that links to it. Other kinds need site.yaml's word."""
    told = it.send("documents?name=Putusan_No.%207.PDF", PDF)
    assert re.fullmatch(r"/berkas/\d{4}/\d\d/putusan-no-7.pdf", told["src"])
    assert (told["title"], told["already"]) == ("Putusan No. 7", False)
    assert it.send("documents?name=lain.pdf", PDF) == told | {"title": "lain", "already": True}
    draft = it.send("documents?name=draf.pdf", b"%PDF-1.4")["src"]
    it.portal.add("content/daerah/2024/10/putusan.md", article("Putusan", f"Isi [putusan]({told['src']})."))
    it.settle()
    it.portal.build(pictures="later")
    assert it.portal.read(told["src"][1:]).startswith("%PDF")
    assert not (it.portal.folder / f"build{draft}").exists()
    for name, data in {
        "a.pdf": b"<html><script>alert(1)</script>", "a.html": PDF, "a.svg": SVG, "a": PDF, "a.md": PDF, "a.docx": PDF,
    }.items():  # fmt: skip
        told = it.send(f"documents?name={name}", data, 422)
        assert (bool(told["message"]), bool(told["hint"])) == (True, True), name
    it.portal.edit("site.yaml", "base_url:", "media: {allow: [.docx, .html]}\nbase_url:")
    it.served.until(lambda: ".docx" in it.get("start")["site"]["documents"])
    assert it.send("documents?name=a.docx", b"PK")["src"].endswith("/a.docx")
    it.send("documents?name=a.html", b"<script>", 422)
