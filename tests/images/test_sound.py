"""Sound without what tells where, when and with what it was recorded."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest

from generator.images.cleaning import cleaned
from tests import growth
from tests.photos import jpeg
from tests.support import CONFIG, article, site

SOUND = b"\xff\xfbSOUND" * 40
PLACE = b"TELL-06.2088+106.8456/"


def safe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def frame(kind: bytes, body: bytes, version: int = 4) -> bytes:
    return kind + (safe(len(body)) if version == 4 else struct.pack(">I", len(body))) + b"\0\0" + body


def notes(version: int = 4) -> bytes:
    """Return notes of ID3 with places in all the ways that there are."""
    frames = [
        (b"TIT2", b"\3Judul"), (b"TPE1", b"\3Sari"), (b"COMM", b"\3ind\0" + PLACE), (b"TXXX", b"\3location\0" + PLACE),
        (b"PRIV", PLACE), (b"GEOB", PLACE), (b"TDRC", b"\3TELL"), (b"TSSE", b"\3TELL"), (b"APIC", b"\3image/jpeg\0\3TELL\0" + COVER),
        (b"TCOP", b"\3(c) Kabar"),
    ]  # fmt: skip
    body = b"".join(frame(kind, text, version) for kind, text in frames) + bytes(20)
    return b"ID3" + bytes((version, 0, 0)) + safe(len(body)) + body


def chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def comment_list(*texts: bytes) -> bytes:
    parts = [struct.pack("<I", len(one)) + one for one in texts]
    return struct.pack("<I", 4) + b"TELL" + struct.pack("<I", len(texts)) + b"".join(parts)


def block(kind: int, body: bytes, *, last: bool = False) -> bytes:
    return bytes((kind | last << 7,)) + len(body).to_bytes(3, "big") + body


def checksum(page: bytes) -> int:
    """Return the checksum of Ogg as its specification has it, bit by bit."""
    total = 0
    for byte in page:
        total ^= byte << 24
        for _ in range(8):
            total = (total << 1 ^ (0x04C11DB7 if total & 0x80000000 else 0)) & 0xFFFFFFFF
    return total


def page(number: int, body: bytes, lacing: bytes, flags: int = 0) -> bytes:
    head = b"OggS\0" + bytes((flags,)) + struct.pack("<qII", 0, 7, number)
    whole = head + bytes(4) + bytes((len(lacing),)) + lacing + body
    return whole[:22] + struct.pack("<I", checksum(whole)) + whole[26:]


def ogg(packet: bytes) -> bytes:
    """Return a stream whose second packet goes over two pages."""
    first, second = packet[:255], packet[255:]
    laced = bytes((255,)) * (len(second) // 255) + bytes((len(second) % 255,))
    return (
        page(0, b"OpusHead", b"\x08", 2) + page(1, first, b"\xff") + page(2, second + SOUND[:200], laced + b"\xc8", 1)
    )


COVER = jpeg()[:2] + b"\xff\xfe" + struct.pack(">H", len(PLACE) + 2) + PLACE + jpeg()[2:]
COMMENTS = comment_list(
    b"TITLE=Judul", b"LOCATION=" + PLACE, b"artist=Sari", b"DATE=TELL", b"GEO=" + PLACE * 20, b"copyright=(c) Kabar"
)
PICTURE = (
    struct.pack(">II", 3, 10)
    + b"image/jpeg"
    + struct.pack(">I", 4)
    + b"TELL"
    + bytes(16)
    + struct.pack(">I", len(COVER))
    + COVER
)
SOUNDS = {
    "a.mp3": notes() + notes(3) + SOUND + b"APETAGEX" + struct.pack("<IIII", 2000, 54, 1, 0xA0000000) + bytes(8) + PLACE
    + b"APETAGEX" + struct.pack("<IIII", 2000, 54, 1, 0x80000000) + bytes(8) + b"TAG" + b"Judul".ljust(30) + b"Sari".ljust(60) + b"TELL" + b"TELL".ljust(31),
    "b.mp3": notes(3) + SOUND,
    "c.mp3": SOUND + b"LYRICSBEGIN" + PLACE + b"000033LYRICS200" + b"TAG" + b"Judul".ljust(30) + b"Sari".ljust(60) + b"TELL" + b"TELL".ljust(31),
    "a.flac": b"fLaC" + block(0, bytes(34)) + block(2, PLACE) + block(4, COMMENTS) + block(6, PICTURE) + block(1, PLACE, last=True) + SOUND,
    "a.wav": b"RIFF\0\0\0\0WAVE" + chunk(b"fmt ", bytes(16)) + chunk(b"bext", PLACE) + chunk(b"LIST", b"INFO" + chunk(b"INAM", b"Judul\0")
    + chunk(b"ICMT", PLACE) + chunk(b"IART", b"Sari")) + chunk(b"data", SOUND) + chunk(b"iXML", PLACE) + chunk(b"id3 ", notes()) + b"TELL",
    "a.opus": ogg(b"OpusTags" + COMMENTS + b"TELL padding"), "a.ogg": ogg(b"\x03vorbis" + COMMENTS + b"\1"),
    "a.oga": ogg(block(4, COMMENTS)) + b"TELL",
}  # fmt: skip


@pytest.mark.parametrize("name", SOUNDS)
def test_sound_tells_nothing(name: str) -> None:
    """Neither where nor when nor with what; what is heard stays, and whose it is."""
    data = SOUNDS[name]
    clean = cleaned(data)
    assert b"TELL" not in clean
    for kept in (SOUND[:200], b"Judul", b"Sari"):
        assert kept in clean
    assert b"(c) Kabar" in clean or name in ("c.mp3", "a.wav")
    assert cleaned(clean) == clean
    if not name.endswith((".mp3", ".flac")):
        assert len(clean) == len(data)


def test_covers_are_cleaned_like_photos() -> None:
    """They stay in sound that has them, without what they tell."""
    for name in ("a.mp3", "b.mp3", "a.flac"):
        assert cleaned(COVER) in cleaned(SOUNDS[name])


def test_pages_of_ogg_have_their_checksums() -> None:
    """Of all that they hold now; players leave out a page with another."""
    clean = cleaned(SOUNDS["a.opus"])
    starts = [at for at in range(len(clean)) if clean.startswith(b"OggS", at)]
    assert len(starts) == 3
    for start, end in zip(starts, [*starts[1:], len(clean)], strict=True):
        whole = clean[start:end]
        assert checksum(whole[:22] + bytes(4) + whole[26:]) == int.from_bytes(whole[22:26], "little")


def test_sound_with_nothing_to_hide_keeps_its_bytes() -> None:
    """Also where nobody says how long it is, and where notes are of a form that is hardly used."""
    wav = b"RIFF\xff\xff\xff\xffWAVE" + chunk(b"fmt ", bytes(16)) + b"data\xff\xff\xff\xff" + SOUND
    flac = b"fLaC" + block(0, bytes(34), last=True) + SOUND
    rf64 = (
        b"RF64\xff\xff\xff\xffWAVEds64"
        + struct.pack("<IQQQI", 28, 0, len(SOUND), 0, 0)
        + b"data\xff\xff\xff\xff"
        + SOUND
    )
    for data in (SOUND, wav, flac, rf64):
        assert cleaned(data) == data
    old = b"ID3\2\0\0" + safe(30) + PLACE + bytes(30 - len(PLACE)) + SOUND
    assert cleaned(old) == SOUND


@pytest.mark.parametrize("name", SOUNDS)
def test_damaged_sound_ends(name: str) -> None:
    """Cut short or with any bytes changed, nothing fails."""
    whole, dice = SOUNDS[name], Random(zlib.crc32(name.encode()))
    for _ in range(100):
        data = bytearray(whole[: dice.randrange(8, len(whole))] if dice.random() < 0.5 else whole)
        for _ in range(dice.randrange(4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        cleaned(bytes(data))


def test_sound_is_published_without_its_place(tmp_path: Path) -> None:
    """Incrementally and clean; the file in content/ keeps everything."""
    portal = site(tmp_path, config=CONFIG)
    portal.add("content/daerah/2024/10/a.md", article("A", "[Dengarkan](/suara/a.mp3)"))
    portal.add("content/suara/a.mp3", SOUNDS["a.mp3"])
    portal.build()
    assert portal.files()["suara/a.mp3"] == cleaned(SOUNDS["a.mp3"])
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    "made",
    [
        lambda n: b"ID3\4\0\0" + safe(n * 11) + (frame(b"PRIV", b"x")) * n, lambda n: (b"ID3\4\0\0" + bytes(4)) * n,
        lambda n: b"fLaC" + block(2, b"") * n, lambda n: b"RIFF\0\0\0\0WAVE" + chunk(b"bext", b"") * n,
        lambda n: ogg(b"OpusTags" + comment_list(*[b"X"] * n)), lambda n: page(0, b"OpusHead", b"\x08", 2) * 50 + b"OggS" * n,
    ],
)  # fmt: skip
def test_sound_made_to_stall_does_not(made: Callable[[int], bytes]) -> None:
    """No byte is looked at often, however many parts there are."""
    growth.held(lambda n: partial(cleaned, made(n)), 2_400)
