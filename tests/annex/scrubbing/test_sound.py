"""Sound without what tells where, when and with what it was recorded."""

from __future__ import annotations

import struct
import zlib
from random import Random

import pytest

from generator.annex.scrubbing import cleaned
from tests.photos import jpeg

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


def page(number: int, body: bytes, lacing: bytes, flags: int = 0, stream: int = 7) -> bytes:
    head = b"OggS\0" + bytes((flags,)) + struct.pack("<qII", 0, stream, number)
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


@pytest.mark.parametrize("name", SOUNDS)
def test_damaged_sound_ends(name: str) -> None:
    """Cut short or with any bytes changed, nothing fails."""
    whole, dice = SOUNDS[name], Random(zlib.crc32(name.encode()))
    for _ in range(100):
        data = bytearray(whole[: dice.randrange(8, len(whole))] if dice.random() < 0.5 else whole)
        for _ in range(dice.randrange(4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        cleaned(bytes(data))


def wav(*chunks: bytes) -> bytes:
    return b"RIFF\0\0\0\0WAVE" + b"".join(chunks)


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


# ------------------------------------------------------------------------------------ ID3

TITLE = frame(b"TIT2", b"\3Judul")
OLD = b"TAG" + b"Judul".ljust(90)
CLEAN_OLD = OLD + bytes(32) + b"\0\0\xff"


def id3(body: bytes, version: int = 4, flags: int = 0) -> bytes:
    return b"ID3" + bytes((version, 0, flags)) + safe(len(body)) + body


def ape(size: int, flags: int = 0) -> bytes:
    """Return the end of an APE tag, which says how large it is with this end, and whether it has a head."""
    return b"APETAGEX" + struct.pack("<IIII", 2000, size, 1, flags) + bytes(8)


@pytest.mark.parametrize(
    ("had", "kept"),
    [
        (id3(TITLE) + id3(frame(b"TIT2", b"\3Lain")), id3(TITLE)), (id3(b"") + id3(TITLE), id3(TITLE)),
        (id3(frame(b"COMM", b"x")), b""), (id3(TITLE, version=2), b""), (id3(TITLE, flags=0x40), b""),
        (id3(TITLE, flags=0x10) + b"3DI" + bytes(7), id3(TITLE)), (id3(b"TIT2" + safe(2) + b"\0\1\3J" + TITLE), id3(TITLE)),
        (id3(b"TIT2" + safe(9) + b"\0\0\3J"), id3(b"TIT2" + safe(2) + b"\0\0\3J")), (id3(TITLE + TITLE[:9]), id3(TITLE)),
        (id3(frame(b"APIC", b"\0image/jpeg\0\3TELL\0" + COVER)), id3(frame(b"APIC", b"\0image/jpeg\0\3\0" + cleaned(COVER)))),
        (id3(frame(b"APIC", b"\1image/jpeg\0\4T\0E\0L\0\0\0" + COVER)), id3(frame(b"APIC", b"\1image/jpeg\0\4\0\0" + cleaned(COVER)))),
        (id3(frame(b"APIC", b"\0image/jpeg\0\3\0gambar")), b""), (id3(frame(b"APIC", b"\0image/jpeg")), b""),
    ],
)  # fmt: skip
def test_notes_at_the_beginning(had: bytes, kept: bytes) -> None:
    """What is packed, unknown or of a form that is hardly used goes, with descriptions of covers; of two the first stays."""
    assert cleaned(had + SOUND) == kept + SOUND


@pytest.mark.parametrize(
    ("behind", "kept"),
    [
        (OLD + b"TELL".ljust(35), CLEAN_OLD), (b"TAG".ljust(128) + OLD + bytes(35), CLEAN_OLD), (ape(32), b""), (b"x" * 20 + ape(52), b""),
        (bytes(32) + b"x" * 20 + ape(52, 0x80000000), b""), (b"LYRICSBEGINxy000013LYRICS200", b""),
        (b"ID3\4\0\x10" + safe(3) + b"isi" + b"3DI\4\0\x10" + safe(3), b""), (ape(32) + OLD + bytes(35), CLEAN_OLD),
        (OLD.ljust(127), OLD.ljust(127)), (b"00000aLYRICS200", b"00000aLYRICS200"),
    ],
)  # fmt: skip
def test_notes_at_the_end(behind: bytes, kept: bytes) -> None:
    """Each of four kinds is found by its own end; of the old ones the title stays; what only looks like notes is sound."""
    assert cleaned(SOUND + behind) == SOUND + kept


# ------------------------------------------------------------------------------------ Ogg


def stream(packet: bytes, first: bytes = b"OpusHead", *, number: int = 7) -> bytes:
    """Return a stream of two pages: its head, and a packet with some sound behind it."""
    laced = bytes((255,)) * (len(packet) // 255) + bytes((len(packet) % 255,))
    return page(0, first, bytes((len(first),)), 2, number) + page(0, packet + b"SOUND", laced + b"\5", 0, number)


COPYRIGHT = b"copyright=(c) Kabar"


def comments(*texts: bytes, program: bytes = b"TELL 1.0") -> bytes:
    parts = [struct.pack("<I", len(one)) + one for one in texts]
    return struct.pack("<I", len(program)) + program + struct.pack("<I", len(texts)) + b"".join(parts)


HAD = comments(COPYRIGHT, b"LOCATION=TELL", b"title=Judul", b"", b"a", b"ab", b"abc")
KEPT_OGG = comments(COPYRIGHT, b"X=           ", b"title=Judul", b"", b" ", b"X=", b"X= ", program=b" " * 8)


@pytest.mark.parametrize(
    ("first", "head"),
    [
        (b"\1vorbis", b"\3vorbis"), (b"\x80theora", b"\x81theora"), (b"OpusHead", b"OpusTags"), (b"OVP80\1", b"OVP80\2 "),
        (b"\x80kate\0\0\0\0", b"\x81kate\0\0\0\0"), (b"\x80daala", b"\x81daala"), (b"Speex   1.2", b""),
        (b"\x7fFLAC", b"\4\0\0\0"), (b"\x7fFLAC", b"\x84\0\0\0"),
    ],
)  # fmt: skip
def test_comments_of_every_kind_of_stream(first: bytes, head: bytes) -> None:
    """What is not kept becomes blanks, and so does the name of the program; sound stays, and sums are right."""
    assert cleaned(stream(head + HAD, first)) == stream(head + KEPT_OGG, first)


def test_streams_and_pages() -> None:
    """Each stream has comments of its own, in its second packet alone; what lies between pages and behind them goes."""
    assert cleaned(stream(b"OpusTags" + HAD + b"TELL")) == stream(b"OpusTags" + KEPT_OGG + bytes(4))
    assert cleaned(stream(b"\5" + HAD)) == stream(b"\5" + HAD)
    had = [stream(b"OpusTags" + HAD), stream(b"\x81theora" + HAD, b"\x80theora", number=8)]
    kept = [stream(b"OpusTags" + KEPT_OGG), stream(b"\x81theora" + KEPT_OGG, b"\x80theora", number=8)]
    half = len(page(0, b"OpusHead", b"\x08", 2))
    mixed, clean = (one[0][:half] + one[1] + one[0][half:] for one in (had, kept))
    assert cleaned(mixed) == clean
    assert cleaned(had[0] + b"TELL" + had[1] + b"TELL") == kept[0] + bytes(4) + kept[1] + bytes(4)
    assert cleaned(kept[0] + had[1][:-1]).startswith(kept[0])
    assert b"TELL" not in cleaned(had[0][:-40])
