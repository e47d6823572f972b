"""Photos that are sent to the desk: what is kept, where, and what is refused."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlencode

import pytest
import pyvips
from hypothesis import given
from hypothesis import strategies as st

from generator.annex import scrubbing
from generator.annex.desk.photos import Kept, PhotoError, Sent, _is_heic, _stem, prepared
from generator.base.errors import MessageError
from generator.base.folder import DEVICES
from generator.base.text import SLUG
from generator.model.variants import WIDEST
from generator.pictures.probing import probe
from tests.annex.desk_support import HEADERS, Desk, desk
from tests.broken_pictures import damaged, whole
from tests.photos import jpeg, moving, near, quarters

ROOMY = 100 << 20
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.7\n1 0 obj\n"


def sent(it: Desk, data: bytes, status: int = 200, **query: str) -> Any:
    path = f"/_ssg/desk/api/photos?{urlencode(query)}"
    return it._answer(it.served.get(path, HEADERS | it.headers, "POST", data), status)


def kept(data: bytes, most: int = ROOMY) -> Kept:
    return prepared(data, most)


def refused(data: bytes, most: int = ROOMY) -> PhotoError:
    with pytest.raises(PhotoError) as found:
        prepared(data, most)
    return found.value


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


def test_a_photo_of_a_telephone(tmp_path: Path) -> None:
    """It is upright, as large as readers ever get it, without place and device, and named by its caption."""
    with desk(tmp_path) as it:
        told = sent(it, of_camera(turn=6), name="IMG_1234.JPG", caption="Air naik ke teras rumah warga, Rabu (9/10).")
        src = told["src"]
        assert src.startswith("/foto/20")
        assert src.endswith("/air-naik-ke-teras-rumah-warga-rabu-9-10.jpg")
        data = it.file(src[1:])
        assert (told["width"], told["height"], told["bytes"], told["already"]) == (WIDEST, 2400, len(data), False)
        image = opened(data)
        assert (image.width, image.height) == (WIDEST, 2400)
        # Turned by a quarter, the corner that was below on the left is on top.
        assert near(image, 100, 100) == (20, 20, 220)
        assert not any(word in data for word in (b"Telepon", b"rahasia", b"2024:10:09", b"ICC_PROFILE"))
        assert b"Kabar Uji" in data
        assert len(told["done"]) == 3
        assert any("2.000 × 3.000" in said for said in told["done"])


def test_what_fits_keeps_its_pixels() -> None:
    """A picture as readers get it is not encoded again: it loses what is beside it, and no quality."""
    data = of_camera(1200, 800)
    found = kept(data)
    assert found.data == scrubbing.cleaned(data) != data
    assert (opened(found.data) == opened(data)).min() == 255
    assert [str(said) for said in found.done] == ["where, when and with what it was taken was removed"]
    plain_one = jpeg(320, 240)
    assert kept(kept(plain_one).data).done == ()


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (lambda: jpeg(320, 240), ".jpg"), (lambda: whole("plain.png"), ".png"), (lambda: whole("plain.webp"), ".webp"),
        (avif, ".jpg"), (lambda: moving()["gif"], ".gif"), (lambda: moving()["webp"], ".webp"),
        (lambda: moving()["png"], ".png"), (lambda: whole("deep.png"), ".png"), (lambda: whole("ink.jpg"), ".jpg"),
        (lambda: whole("small.png"), ".png"),
    ],
)  # fmt: skip
def test_each_form_of_picture(data: Any, ending: str) -> None:
    """Is kept as what it is, whatever its name says."""
    found = kept(data())
    assert found.ending == ending
    assert not probe(found.data).fault


def test_a_large_png_becomes_a_jpeg() -> None:
    """A photo as PNG has ten times the bytes; only one that shines through stays a PNG."""
    assert kept(bytes(quarters(2400, 1800).pngsave_buffer())).ending == ".jpg"
    opaque = quarters(2400, 1800).bandjoin(255)
    assert kept(bytes(opaque.pngsave_buffer())).ending == ".jpg"
    clear = quarters(2400, 1800).bandjoin(120)
    found = kept(bytes(clear.pngsave_buffer()))
    assert (found.ending, opened(found.data).bands) == (".png", 4)


def test_a_picture_of_many_bytes_becomes_a_smaller_one() -> None:
    """Who saves at the best quality does not fill the repository."""
    noise = pyvips.Image.gaussnoise(1500, 1500, mean=128, sigma=60, seed=1).cast("uchar").copy(interpretation="b-w")
    data = bytes(noise.bandjoin([noise, noise]).copy(interpretation="srgb").jpegsave_buffer(Q=100))
    assert len(data) > 3 << 20
    assert len(kept(data).data) < len(data)


def test_the_same_photo_is_there_already(tmp_path: Path) -> None:
    """It is found by its bytes: as it was sent, as it is kept, and as somebody else put it there."""
    with desk(tmp_path) as it:
        data = of_camera()
        first = sent(it, data, caption="Air naik")
        again = sent(it, data, caption="Nama lain")
        assert (again["src"], again["already"], again["done"]) == (first["src"], True, [])
        assert sent(it, it.file(first["src"][1:]), name="x.jpg")["src"] == first["src"]
        by_hand = of_camera(1000, 700)
        it.portal.folder.joinpath("content/gambar-lama").mkdir()
        it.portal.folder.joinpath("content/gambar-lama/a.jpg").write_bytes(by_hand)
        it.settle()
        told = sent(it, by_hand)
        assert (told["src"], told["bytes"], told["width"]) == ("/gambar-lama/a.jpg", len(by_hand), 1000)
        # One that was deleted meanwhile is not there.
        it.portal.folder.joinpath("content", first["src"][1:]).unlink()
        assert not sent(it, data, caption="Air naik")["already"]


def test_no_photo_takes_the_place_of_another(tmp_path: Path) -> None:
    """Others of the same caption get a number, whatever their endings and letters; a link or folder is no place."""
    with desk(tmp_path) as it:
        first = sent(it, jpeg(320, 240), caption="Air naik")["src"]
        month = it.portal.folder / "content" / PurePosixPath(first[1:]).parent
        assert sent(it, jpeg(330, 240), caption="Air naik")["src"].endswith("/air-naik-2.jpg")
        assert sent(it, whole("plain.png"), caption="Air naik")["src"].endswith("/air-naik-3.png")
        (month / "Air-Naik-4.JPG").write_bytes(b"x")
        (month / "air-naik-5.jpg").symlink_to(it.portal.folder / "site.yaml")
        (month / "air-naik-6.jpg").mkdir()
        assert sent(it, jpeg(340, 240), caption="Air naik")["src"].endswith("/air-naik-7.jpg")
        assert (month / "air-naik-5.jpg").is_symlink()


def test_a_link_in_place_of_the_folder(tmp_path: Path) -> None:
    """Nothing is written through it, and who sends is told."""
    with desk(tmp_path) as it:
        outside = tmp_path / "luar"
        outside.mkdir()
        (it.portal.folder / "content/foto").symlink_to(outside)
        assert "foto" in sent(it, jpeg(320, 240), 422)["message"]
        assert not any(outside.iterdir())


def test_a_site_whose_media_are_elsewhere(tmp_path: Path) -> None:
    """No photo is put where no reader would get it from."""
    with desk(tmp_path) as it:
        it.portal.edit("site.yaml", "base_url:", "media: {base_url: https://media.example}\nbase_url:")
        it.served.until(lambda: it.served.live.preview.site.reading.media_url)
        assert "https://media.example" in sent(it, jpeg(320, 240), 422)["message"]


@pytest.mark.parametrize(
    ("said", "data"),
    [
        ("SVG", SVG), ("SVG", b"\n<!DOCTYPE svg><svg/>"), ("film", b"\0\0\0\x18ftypmp42" + bytes(40)),
        ("no photo", PDF), ("no photo", b"<html><script>alert(1)</script>"), ("empty", b""),
            ("no photo", b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 12345\n"), ("damaged", jpeg(900, 700)[:900]),
        ("no photo", b"BM" + bytes(60)), ("no photo", b"II*\0" + bytes(60)), ("damaged", b"\xff\xd8\xff" + PDF),
    ],
)  # fmt: skip
def test_what_is_no_photo(said: str, data: bytes) -> None:
    """Is refused with a sentence and what to do."""
    error = refused(data)
    assert said in str(error)
    assert error.hint or said == "empty"


def test_a_photo_of_an_iphone_that_cannot_be_opened() -> None:
    """Its form is known by its brands, whichever stands first, and the sentence names the setting."""
    hevc = (
        avif()
        .replace(b"ftypavif", b"ftypheic")
        .replace(b"avif", b"heix")
        .replace(b"av01", b"hvc1")
        .replace(b"av1C", b"hvcC")
    )
    error = refused(hevc)
    assert "HEIC" in str(error)
    assert "Most Compatible" in error.hint
    assert _is_heic(b"\0\0\0\x1cftypmif1\0\0\0\0mif1heic" + bytes(20))
    assert not _is_heic(avif())


def test_a_photo_of_an_iphone_that_can_be_opened() -> None:
    """Where libvips reads one, it becomes a JPEG."""
    data = avif().replace(b"avif", b"heic")
    found = kept(data)
    assert (found.ending, found.size.width, found.size.height) == (".jpg", 320, 240)
    assert [str(said) for said in found.done][-1] == "it was saved as JPEG"


@pytest.mark.parametrize(
    "made", [lambda: jpeg(320, 240), lambda: whole("plain.png"), lambda: whole("plain.webp"), avif]
)
def test_nothing_hides_behind_a_picture(made: Any) -> None:
    """A page, an archive or a script after its end does not reach the site."""
    hidden = b"PK\x03\x04<script>alert(1)</script><?php system($_GET[0]);"
    assert b"script" not in kept(made() + hidden).data
    inside = of_camera(400, 300).replace(b"Telepon Uji", b"<script>x</")
    assert b"script" not in kept(inside).data


def test_a_picture_that_would_fill_the_memory() -> None:
    """Is refused by what its head says, before it is decoded."""
    head = whole("plain.png")
    bomb = head[:16] + (60_000).to_bytes(4, "big") + (60_000).to_bytes(4, "big") + head[24:]
    begun = time.process_time()
    assert "million" in str(refused(bomb))
    assert time.process_time() - begun < 5


def test_a_picture_that_is_larger_than_the_site_allows() -> None:
    """By limits.media of site.yaml, once nothing makes it smaller."""
    assert "MB" in str(refused(moving()["gif"], 1000))


@pytest.mark.parametrize("number", range(25))
def test_damaged_pictures(number: int) -> None:
    """Are kept as whole ones or refused with a sentence, never anything else."""
    _, _, data = damaged(34, number)
    try:
        found = kept(data)
    except MessageError as error:
        assert str(error)
    else:
        assert not probe(found.data).fault


@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=400))
def test_any_name_is_a_safe_one(name: str, article: str, caption: str) -> None:
    """A file name is a slug of at most sixty letters, and no device's, whatever it is made from."""
    stem = _stem(Sent(None, name, article, caption))  # type: ignore[arg-type]
    assert SLUG.fullmatch(stem)
    assert len(stem) <= 66
    assert stem not in DEVICES


@pytest.mark.parametrize(
    ("given", "stem"),
    [
        ({"name": "IMG_2024.HEIC"}, "img-2024"), ({"name": "C:\\fakepath\\Air Naik.JPG"}, "air-naik"),
        ({"name": "../../etc/passwd"}, "passwd"), ({"name": ".."}, "foto"), ({"name": "nul.jpg"}, "foto-nul"), ({"name": "CON"}, "foto-con"),
        ({"name": "a\0b.jpg"}, "a-b"), ({"name": "x" * 300}, "x" * 60), ({"name": "日本.jpg"}, "foto"),
        ({"name": "x.jpg", "article": "daerah/2024/10/banjir-surut.md"}, "banjir-surut"),
        ({"name": "x.jpg", "article": "daerah/2024/10/banjir.md", "caption": "Air naik"}, "air-naik"),
    ],
)  # fmt: skip
def test_names(given: dict[str, str], stem: str) -> None:
    """Come from the caption, from the article, or from the file as it was sent."""
    assert _stem(Sent(None, **given)) == stem  # type: ignore[arg-type]


# ------------------------------------------------------------------------------- sending


def test_two_gigabytes_are_refused_at_once(tmp_path: Path) -> None:
    """By what the browser says of them, or once more has come than a photo has; nothing of them stays."""
    with desk(tmp_path) as it, socket.create_connection(("127.0.0.1", it.served.port)) as line:
        line.sendall(
            b"POST /_ssg/desk/api/photos HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\n"
            b"content-length: 2147483648\r\n\r\n"
        )
        assert b" 413 " in line.recv(100)
    with desk(tmp_path / "b") as it:
        connection = http.client.HTTPConnection("127.0.0.1", it.served.port, timeout=60)
        piece = bytes(1 << 20)

        def pieces() -> Any:
            for _ in range(300):
                yield piece

        # What comes behind the limit is thrown away, until the connection is closed.
        with contextlib.closing(connection), contextlib.suppress(OSError):
            connection.request("POST", "/_ssg/desk/api/photos", pieces(), HEADERS, encode_chunked=True)
            assert connection.getresponse().status == 413
        assert not [*it.portal.folder.joinpath("content").rglob("*.jpg")]
        assert sent(it, jpeg(320, 240))["src"]


def test_what_somebody_sends_slowly_stalls_nobody(tmp_path: Path) -> None:
    """Other photos and all else are answered meanwhile; a photo that is cut off leaves nothing."""
    with desk(tmp_path) as it:
        head = b"POST /_ssg/desk/api/photos HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\ncontent-length: 9000\r\n\r\n"
        lines = [socket.create_connection(("127.0.0.1", it.served.port)) for _ in range(6)]
        for line in lines:
            line.sendall(head + b"\xff\xd8\xff")
        assert sent(it, jpeg(320, 240), caption="Air naik")["src"]
        assert it.get("list", state="published")["items"]
        # Not by a name either: a program that is killed leaves nothing behind.
        assert not [*(it.portal.folder / ".ssg").glob("tmp*")]
        for line in lines:
            line.close()


def test_half_a_photo_of_one_is_not_waited_for_by_another(tmp_path: Path) -> None:
    """However many photos somebody begins to send and does not end, a colleague's comes in."""
    people = """desk:
  people: [{name: Sari, login: sari, role: reporter}, {name: Budi, login: budi, role: editor}]
  person: {header: Remote-User, from: 127.0.0.1}
"""
    with desk(tmp_path, people=people) as it, contextlib.ExitStack() as lines:
        head = b"POST /_ssg/desk/api/photos HTTP/1.1\r\nhost: localhost\r\nremote-user: sari\r\nsec-fetch-site: same-origin\r\ncontent-length: 9000\r\n\r\n"
        for _ in range(40):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", it.served.port)))
            line.sendall(head + b"\xff\xd8\xff")
        it.headers = {"remote-user": "budi"}
        begun = time.monotonic()
        assert sent(it, jpeg(320, 240))["src"]
        assert time.monotonic() - begun < 10


def test_several_at_once(tmp_path: Path) -> None:
    """Each has a file of its own, although all want the same name."""
    with desk(tmp_path) as it:
        told: list[Any] = []
        threads = [
            threading.Thread(target=lambda n=n: told.append(sent(it, jpeg(200 + n, 150), caption="Air naik")))
            for n in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({one["src"] for one in told}) == 8
        assert {one["width"] for one in told} == {200 + n for n in range(8)}


def test_nobody_sends_but_colleagues(tmp_path: Path) -> None:
    """A page of another site cannot; what is refused has a sentence in the desk's language, and a hint."""
    with desk(tmp_path) as it:
        foreign = {"sec-fetch-site": "cross-site", "origin": "https://jahat.example"}
        for path in ("photos", "picture?src=/foto/a.jpg"):
            assert it.served.get(f"/_ssg/desk/api/{path}", foreign, "POST", jpeg()).status in (403, 405)
        told = sent(it, SVG, 422)
        assert told["hint"] == "ekspor sebagai PNG, lalu kirim itu"
        assert "SVG" in told["message"]


def test_what_is_kept_is_published_as_it_is(tmp_path: Path) -> None:
    """A build finds nothing to take away, and has no problem with any of the pictures."""
    with desk(tmp_path) as it:
        src = sent(it, of_camera(), caption="Air naik")["src"]
        data = it.file(src[1:])
        assert scrubbing.cleaned(data) == data
        it.settle()
        assert not it.served.live.problems
