"""Sound without what tells where, when and with what it was recorded."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest

from generator.annex.scrubbing import cleaned
from generator.annex.scrubbing.sound import comments, is_kept
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


@pytest.mark.parametrize(
    "name",
    [
        b"TITLE", b"ARTIST", b"ALBUM", b"ALBUMARTIST", b"COMPOSER", b"PERFORMER", b"COPYRIGHT", b"LICENSE", b"ORGANIZATION", b"TRACKNUMBER",
        b"LANGUAGE", b"R128_TRACK_GAIN", b"R128_ALBUM_GAIN",
    ],
)  # fmt: skip
def test_comments_of_a_list_stay(name: bytes) -> None:
    """In letters of any size, with or without a value."""
    assert [is_kept(one) for one in (name, name + b"=a=b", name.lower() + b"=", name + b" =a", b"X" + name)] == [
        True,
        True,
        True,
        False,
        False,
    ]


def wav(*chunks: bytes) -> bytes:
    return b"RIFF\0\0\0\0WAVE" + b"".join(chunks)


def junk(kind: bytes, body: bytes) -> bytes:
    """Return what becomes of a chunk that readers have no need of."""
    return chunk(b"JUNK", bytes(len(body)))


def test_chunks_of_a_wav() -> None:
    """Those that decide what is heard stay; the others become room of the same length."""
    kept = [
        chunk(kind, b"isi")
        for kind in (b"fmt ", b"data", b"fact", b"ds64", b"cue ", b"smpl", b"inst", b"wavl", b"slnt")
    ]
    assert cleaned(wav(*kept)) == wav(*kept)
    gone = [(kind, body) for kind in (b"bext", b"iXML", b"id3 ", b"abcd") for body in (b"TELL", b"TEL", b"")]
    gone += [(b"LIST", b"adtlTELL"), (b"INFO", b"INFOTELL")]
    found = cleaned(wav(kept[0], *(chunk(*one) for one in gone), kept[1], b"TELL"))
    assert found == wav(kept[0], *(junk(*one) for one in gone), kept[1], bytes(4))


def test_what_is_said_of_a_wav() -> None:
    """Whose it is stays."""
    kept = [chunk(kind, body) for kind in (b"INAM", b"IART", b"ICOP", b"IPRD", b"ITRK") for body in (b"Sar", b"Sari")]
    gone = [(kind, body) for kind in (b"ICMT", b"ICRD", b"ISFT") for body in (b"TEL", b"TELL")]
    had = chunk(b"LIST", b"INFO" + b"".join(kept) + b"".join(chunk(*one) for one in gone) + kept[0])
    clean = chunk(b"LIST", b"INFO" + b"".join(kept) + b"".join(junk(*one) for one in gone) + kept[0])
    assert cleaned(wav(had)) == wav(clean)
    assert cleaned(wav(chunk(b"LIST", b"INFO" + b"ICMT\x63\0\0\0TELL"))) == wav(
        chunk(b"LIST", b"INFOJUNK\x63\0\0\0" + bytes(4))
    )
    assert cleaned(wav(b"bext\x63\0\0\0TELL")) == wav(b"JUNK\x63\0\0\0" + bytes(4))


def test_where_the_samples_of_a_large_wav_end_is_said_in_64_bits() -> None:
    """What follows them is looked at; if it is said nowhere, nothing does."""
    size = struct.pack("<IQQQI", 28, 0, len(SOUND), 0, 0)
    had = b"RF64\xff\xff\xff\xffWAVEds64" + size + b"data\xff\xff\xff\xff" + SOUND
    assert cleaned(had + chunk(b"bext", PLACE)) == had + junk(b"bext", PLACE)
    bare = b"RF64\xff\xff\xff\xffWAVE" + b"data\4\0\0\0" + SOUND + chunk(b"bext", PLACE)
    assert cleaned(bare) == bare


def flac(*blocks: tuple[int, bytes]) -> bytes:
    return b"fLaC" + b"".join(block(*one, last=at == len(blocks)) for at, one in enumerate(blocks, 1)) + SOUND


@pytest.mark.parametrize(
    ("had", "kept"),
    [
        (((0, b"a" * 34), (3, b"b"), (5, b"c")), ((0, b"a" * 34), (3, b"b"), (5, b"c"))),
        (((0, b"a"), (1, b"TELL"), (2, PLACE), (7, PLACE), (126, PLACE)), ((0, b"a"),)),
        (((1, b""),), ((1, b""),)),
        (((2, PLACE),), ((1, b""),)),
        (((0, b"a" * 300),), ((0, b"a" * 300),)),
        (((4, comment_list(b"TITLE=Judul", b"GEO=TELL", b"artist=Sari")),),
         ((4, bytes(4) + struct.pack("<II", 2, 11) + b"TITLE=Judul" + struct.pack("<I", 11) + b"artist=Sari"),)),
        (((4, b""),), ((4, bytes(8)),)),
        (((6, PICTURE), (0, b"a")),
         ((6, PICTURE[:18] + bytes(20) + struct.pack(">I", len(cleaned(COVER))) + cleaned(COVER)), (0, b"a"))),
        (((6, PICTURE[:42] + bytes(4) + b"gambar"), (0, b"a")), ((0, b"a"),)),
    ],
)  # fmt: skip
def test_blocks_of_flac(had: tuple[tuple[int, bytes], ...], kept: tuple[tuple[int, bytes], ...]) -> None:
    """What decides what is heard stays, with whose it is and a cover; there is always one, and the last says so."""
    assert cleaned(flac(*had)) == flac(*kept)


def test_comments_are_followed_as_far_as_they_can_be() -> None:
    """The name of the program, as many as there are said to be, and none that is cut short."""
    body = struct.pack("<I", 1) + b"P" + struct.pack("<II", 2, 3) + b"abc" + struct.pack("<I", 0)
    assert list(comments(body, 0)) == [(4, 5), (13, 16), (20, 20)]
    assert list(comments(b"xx" + body, 2)) == [(6, 7), (15, 18), (22, 22)]
    assert list(comments(body + struct.pack("<I", 0), 0)) == [(4, 5), (13, 16), (20, 20)]
    assert list(comments(body[:-1], 0)) == [(4, 5), (13, 16)]
    assert list(comments(body[:15], 0)) == [(4, 5)]
    assert list(comments(body[:3], 0)) == []
