"""Pictures without what tells where they were taken and with what; their pixels stay."""

from __future__ import annotations

import shutil
import struct
import subprocess
import zlib
from base64 import b64encode
from functools import partial
from pathlib import Path
from random import Random

import pytest
import pyvips

from generator.pictures.metadata import cleaned
from tests import growth
from tests.photos import moving, plain, quarters
from tests.support import article, png, site, ssg_here

SECRETS = (b"GPSTELL", b"Canon EOS", b"XMPTELL", b"IPTCTELL", b"COMTELL", b"THUMBTELL", b"TRAILTELL")
"""Of each photo below, one in each place where cameras and programs leave something."""


def tiff(orientation: int = 6, order: str = "<") -> bytes:
    """Return an Exif block with a position, a device, a thumbnail and maker notes."""
    entries = [
        (0x010F, 2, b"Canon EOS\0"), (0x0112, 3, struct.pack(f"{order}H", orientation)), (0x013B, 2, b"Sari\0"),
        (0x8298, 2, b"(c) Kabar\0"), (0x8825, 2, b"GPSTELL 6.12S 106.85E\0"), (0x927C, 7, b"THUMBTELL maker"),
    ]  # fmt: skip
    behind, table, values = 8 + 2 + 12 * len(entries) + 4, b"", b""
    for tag, kind, value in entries:
        where = value.ljust(4, b"\0") if len(value) <= 4 else struct.pack(f"{order}I", behind + len(values))
        table += struct.pack(f"{order}HHI", tag, kind, len(value) // (2 if kind == 3 else 1)) + where
        values += value if len(value) > 4 else b""
    head = b"II*\0" if order == "<" else b"MM\0*"
    return head + struct.pack(f"{order}IH", 8, len(entries)) + table + struct.pack(f"{order}I", 0) + values


def segment(kind: int, body: bytes) -> bytes:
    return b"\xff" + bytes((kind,)) + (len(body) + 2).to_bytes(2, "big") + body


def iptc(number: int, text: bytes) -> bytes:
    return b"\x1c\x02" + bytes((number,)) + len(text).to_bytes(2, "big") + text


def camera_jpeg(orientation: int = 6, order: str = "<", **options) -> bytes:
    """Return a JPEG as a camera and a photo agency leave it."""
    picture = bytes(quarters(64, 48).jpegsave_buffer(Q=90, **options))
    records = iptc(80, b"Sari") + iptc(90, b"IPTCTELL kota") + iptc(110, b"Antara") + iptc(116, b"Kabar")
    block = b"8BIM\x04\x04\0\0" + len(records).to_bytes(4, "big") + records + b"\0" * (len(records) % 2)
    more = (
        segment(0xE1, b"Exif\0\0" + tiff(orientation, order))
        + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>XMPTELL</x>")
        + segment(0xE2, b"MPF\0GPSTELL")
        + segment(0xED, b"Photoshop 3.0\08BIM\x04\x0c\0\0\0\0\0\x0aTHUMBTELL " + block)
        + segment(0xFE, b"COMTELL")
    )
    return picture[:2] + more + picture[2:] + b"TRAILTELL" + picture


def camera_png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    picture = bytes(quarters(64, 48).pngsave_buffer())
    more = (
        chunk(b"eXIf", tiff()) + chunk(b"tEXt", b"Comment\0COMTELL") + chunk(b"tEXt", b"Author\0Sari")
        + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0XMPTELL") + chunk(b"tIME", b"IPTCTELL")
    )  # fmt: skip
    return picture[:33] + more + picture[33:] + b"TRAILTELL"


def camera_webp() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return kind + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)

    inner = bytes(quarters(64, 48).webpsave_buffer(lossless=True, keep="none"))[12:]
    head = chunk(b"VP8X", b"\x0c\0\0\0" + (63).to_bytes(3, "little") + (47).to_bytes(3, "little"))
    body = b"WEBP" + head + inner + chunk(b"EXIF", tiff()) + chunk(b"XMP ", b"XMPTELL") + chunk(b"ABCD", b"COMTELL")
    return b"RIFF" + len(body).to_bytes(4, "little") + body + b"TRAILTELL"


def camera_avif(field: str) -> bytes:
    """Return an AVIF with a field of Exif."""
    image = quarters(64, 48).copy()
    image.set_type(pyvips.GValue.gstr_type, "exif-ifd0-Model", "Canon EOS")
    image.set_type(pyvips.GValue.gstr_type, field, "Kota")
    return bytes(image.heifsave_buffer(compression="av1", lossless=True))


PHOTOS = {"jpg": camera_jpeg, "png": camera_png, "webp": camera_webp}


def pixels(data: bytes, *, upright: bool = True) -> bytes:
    image = pyvips.Image.new_from_buffer(data, "")
    return bytes((image.autorot() if upright else image).write_to_memory())


@pytest.mark.parametrize("ending", PHOTOS)
def test_nothing_of_where_and_with_what_stays(ending):
    """In Exif, XMP, IPTC, comments, maker notes, further pictures and what follows the end; seen it is the same."""
    data = PHOTOS[ending]()
    assert sum(secret in data for secret in SECRETS) >= 3
    clean = cleaned(data)
    assert not [secret for secret in SECRETS if secret in clean]
    assert pixels(clean) == pixels(data)
    assert cleaned(clean) == clean


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(10))
def test_a_photo_is_not_turned(orientation, order):
    """Its orientation is the one thing of Exif that readers see."""
    data = camera_jpeg(orientation, order)
    assert pixels(cleaned(data)) == pixels(data)


def test_who_made_it_and_who_owns_it_stays():
    """Copyright law wants that, and it is what the desk has typed itself."""
    clean = cleaned(camera_jpeg())
    for kept in (b"Sari\0", b"(c) Kabar\0", iptc(80, b"Sari"), iptc(110, b"Antara"), iptc(116, b"Kabar")):
        assert kept in clean
    assert b"Author\0Sari" in cleaned(camera_png())


def test_the_colour_profile_stays():
    """Colours would be others without it."""
    for save in ("jpegsave_buffer", "pngsave_buffer", "webpsave_buffer"):
        data = bytes(getattr(plain(64, 48), save)(profile="p3"))
        profile = pyvips.Image.new_from_buffer(data, "").get("icc-profile-data")
        assert pyvips.Image.new_from_buffer(cleaned(data), "").get("icc-profile-data") == profile


def test_animations_stay():
    """Frames, their times and their loops."""
    for name, data in moving().items():
        if name == "gif":
            # It goes out as it is.
            continue
        options = {} if name == "png" else {"n": -1}
        before, after = (pyvips.Image.new_from_buffer(one, "", **options) for one in (data, cleaned(data)))
        assert before.write_to_memory() == after.write_to_memory(), name
        for field in ("n-pages", "delay", "loop"):
            assert bool(before.get_typeof(field)) == bool(after.get_typeof(field)), (name, field)
            assert not before.get_typeof(field) or before.get(field) == after.get(field), (name, field)


def test_a_drawing_loses_what_its_program_has_noted():
    """Comments, metadata, paths of files and the notes of embedded photos; what browsers show stays."""
    spaces = (
        'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="http://inkscape.org/i"'
    )
    photo = f"data:image/jpeg;base64,{b64encode(camera_jpeg()).decode()}"
    drawing = (
        f'<?xml version="1.0"?><!-- TELL --><svg {spaces} width="9" i:path="/home/TELL"><metadata>TELL</metadata>'
        f'<i:view at="TELL"><path/></i:view><text x="1">a<i:n>TELL</i:n> b</text><image xlink:href="{photo}"/></svg>'
    ).encode()
    clean = cleaned(drawing)
    assert not [secret for secret in (b"TELL", b"inkscape", b64encode(camera_jpeg())) if secret in clean]
    for seen in (b'width="9"', b'<text x="1">a b</text>', b'xlink:href="data:image/jpeg;base64,', b"<svg xmlns="):
        assert seen in clean
    assert cleaned(clean) == clean
    bare = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"  /></svg>'
    assert cleaned(bare) == bare


def test_what_is_clean_keeps_its_bytes():
    """A picture with nothing to hide is published as it is, and so is what is no picture."""
    for data in (png(40, 30), b"", b"GIF89a", b"catatan", bytes(plain(64, 48).webpsave_buffer(keep="none"))):
        assert cleaned(data) == data


def decoded(data: bytes) -> bytes | None:
    """Return the pixels of a picture as a build decodes it; None if it does not."""
    try:
        return bytes(pyvips.Image.new_from_buffer(data, "", fail_on="error").autorot().write_to_memory())
    except pyvips.Error:
        return None


@pytest.mark.parametrize("ending", PHOTOS)
def test_a_picture_that_is_cut_short_tells_nothing(ending):
    """Wherever it ends; as much of it can be decoded as before."""
    whole, dice = PHOTOS[ending](), Random(1)
    for _ in range(60):
        data = whole[: dice.randrange(1, len(whole))]
        assert not [secret for secret in SECRETS if secret in cleaned(data)]
        assert decoded(cleaned(data)) == decoded(data)


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_a_damaged_picture_that_can_be_decoded_stays_the_same(ending):
    """With any bytes changed, nothing fails, and what decoders forgive does no harm."""
    whole, dice = PHOTOS[ending](), Random(2)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 5)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        before = decoded(bytes(data))
        assert before is None or decoded(cleaned(bytes(data))) == before


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def test_what_stays_of_a_png() -> None:
    """What decides what is seen, animated too, and whose it is."""
    head, end = b"\x89PNG\r\n\x1a\n", png_chunk(b"IEND", b"")
    kinds = "IHDR PLTE IDAT iCCP tRNS cHRM gAMA sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT".split()
    kept = [png_chunk(kind.encode(), bytes(8)) for kind in kinds] + [
        png_chunk(b"tEXt", b"Author\0Sari"),
        png_chunk(b"tEXt", b"Copyright\0Kabar"),
    ]
    gone = [png_chunk(kind, b"TELL") for kind in (b"tIME", b"iTXt", b"zTXt", b"caBX", b"abcd", b"eXIf")]
    gone += [png_chunk(b"tEXt", b"Comment\0TELL"), png_chunk(b"tEXt", b"Author\0".ljust(501))]
    assert cleaned(head + b"".join(kept + gone) + end + b"TELL") == head + b"".join(kept) + end


@pytest.mark.slow
@pytest.mark.parametrize(
    ("head", "unit"),
    [
        (b"\xff\xd8", b"\xff"), (b"\xff\xd8\xff\xda\0\2", b"\xff"), (b"\xff\xd8", b"\xff\xfe\0\2"),
        (b"RIFF\xff\xff\xff\x7fWEBP", b"ANMF\xf0\xff\xff\0"), (b"\x89PNG\r\n\x1a\n", b"\0\0\0\0tEXt\0\0\0\0"),
    ],
)  # fmt: skip
def test_no_file_made_to_stall_does(head: bytes, unit: bytes) -> None:
    """Each byte is looked at a few times at most, however structures overlap."""
    growth.held(lambda size: partial(cleaned, head + unit * (size // len(unit))), 400_000)


def test_no_file_of_the_portal_tells_where_it_was_taken(tmp_path: Path) -> None:
    """Photos, their variants, feeds and sitemaps; and after a new photo in the old one's place."""
    portal = site(tmp_path)
    portal.add("content/foto/a.jpg", camera_jpeg())
    photo = "{src: /foto/a.jpg, caption: Air, credit: Sari}"
    portal.add("content/daerah/2024/10/a.md", article("A", "Isi.", photo=photo))
    portal.build()
    first = portal.files()
    assert first["foto/a.jpg"] == cleaned(camera_jpeg())
    portal.add("content/foto/a.jpg", camera_jpeg(3))
    portal.build()
    after = portal.files()
    assert after["foto/a.jpg"] not in (first["foto/a.jpg"], camera_jpeg(3))
    assert after == portal.clean()
    assert not [(path, secret) for path, data in after.items() for secret in SECRETS if secret in data]


def recording(folder: Path, name: str, *metadata: str) -> bytes:
    """Return a second of a test picture and a tone, or of the tone alone, with metadata."""
    sound = name.endswith((".mp3", ".ogg", ".m4a"))
    inputs = [*(() if sound else ("-f", "lavfi", "-i", "testsrc=d=1:s=64x48")), "-f", "lavfi", "-i", "sine=d=1"]
    told = [word for entry in metadata for word in ("-metadata", entry)]
    subprocess.run(["ffmpeg", "-v", "error", *inputs, *told, folder / name], check=True)
    return (folder / name).read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")
@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.webm", "a.mp3", "a.ogg", "a.m4a"])
def test_a_recording_that_names_its_place_is_held_until_that_is_taken_out(tmp_path: Path, name: str) -> None:
    """`ssg check --fix` does so; title and owner stay."""
    portal = site(tmp_path / "situs")
    data = recording(tmp_path, name, "title=Banjir", "copyright=Kabar", "location=-06.2088+106.8456/")
    portal.add(f"content/rekaman/{name}", data)
    portal.add("content/daerah/2024/10/a.md", article("A", f"[Dengar](/rekaman/{name})"))
    assert "names the place" in ssg_here(portal, "build").stderr
    assert ssg_here(portal, "check", "--fix", "--yes").returncode == 0
    portal.build()
    clean = portal.files()[f"rekaman/{name}"]
    assert b"106.8456" not in clean
    assert b"Banjir" in clean
    assert b"Kabar" in clean


@pytest.mark.parametrize(
    ("name", "data", "is_told"),
    [
        ("a.mp4", b"\0\0\0\x18ftypisom" + b"[latitude: -6.2088]", True),
        ("a.mp4", b"\0\0\0\x18ftypisom" + bytes((1 << 20) - 20) + b"-06.2088+106.8456/", True),
        ("a.mp4", b"\0\0\0\x18ftypisom" + b"Rp1.204+106.845 GPS(x) latitude", False),
        ("a.avif", camera_avif("exif-ifd3-GPSAreaInformation"), True),
        ("a.avif", camera_avif("exif-ifd0-Artist"), False),
    ],
)  # fmt: skip
def test_what_names_a_place_and_cannot_be_cleaned_is_refused(
    tmp_path: Path, name: str, data: bytes, *, is_told: bool
) -> None:
    """In whatever piece of the file the place is; anything else goes out as it is."""
    portal = site(tmp_path)
    portal.add(f"content/rekaman/{name}", data)
    portal.add("content/daerah/2024/10/a.md", article("A", f"[Buka](/rekaman/{name})"))
    ended = ssg_here(portal, "build")
    assert ("names the place" in ended.stderr) == is_told
    assert is_told or portal.files()[f"rekaman/{name}"] == data
