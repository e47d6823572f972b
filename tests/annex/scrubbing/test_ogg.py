"""Ogg, page by page."""

from __future__ import annotations

import struct

import pytest

from generator.annex.scrubbing.sound import ogg_cleaned
from tests.annex.scrubbing.test_sound import checksum

COPYRIGHT = b"copyright=(c) Kabar"


def page(body: bytes, lacing: bytes, flags: int = 0, stream: int = 7) -> bytes:
    head = b"OggS\0" + bytes((flags,)) + struct.pack("<qII", 0, stream, 0)
    whole = head + bytes(4) + bytes((len(lacing),)) + lacing + body
    return whole[:22] + struct.pack("<I", checksum(whole)) + whole[26:]


def comments(*texts: bytes, program: bytes = b"TELL 1.0") -> bytes:
    parts = [struct.pack("<I", len(one)) + one for one in texts]
    return struct.pack("<I", len(program)) + program + struct.pack("<I", len(texts)) + b"".join(parts)


def stream(packet: bytes, first: bytes = b"OpusHead", *, number: int = 7) -> bytes:
    """Return a stream of two pages: its head, and a packet with some sound behind it."""
    laced = bytes((255,)) * (len(packet) // 255) + bytes((len(packet) % 255,))
    return page(first, bytes((len(first),)), 2, number) + page(packet + b"SOUND", laced + b"\5", 0, number)


HAD = comments(COPYRIGHT, b"LOCATION=TELL", b"title=Judul", b"", b"a", b"ab", b"abc")
KEPT = comments(COPYRIGHT, b"X=           ", b"title=Judul", b"", b" ", b"X=", b"X= ", program=b" " * 8)


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
    assert ogg_cleaned(stream(head + HAD, first)) == stream(head + KEPT, first)


@pytest.mark.parametrize("packet", [b"", b"fishead\0" + HAD, b"\5" + HAD, b"OpusTags" + KEPT, b"OpusTags"])
def test_a_packet_that_is_none_of_comments_stays(packet: bytes) -> None:
    """As does one with nothing to hide."""
    assert ogg_cleaned(stream(packet)) == stream(packet)


def test_what_follows_the_comments_of_opus() -> None:
    """Encoders leave room there, in which they may have written anything; vorbis ends with a bit."""
    assert ogg_cleaned(stream(b"OpusTags" + HAD + b"TELL")) == stream(b"OpusTags" + KEPT + bytes(4))
    assert ogg_cleaned(stream(b"\3vorbis" + HAD + b"\1")) == stream(b"\3vorbis" + KEPT + b"\1")


def test_streams_that_take_turns() -> None:
    """Each has comments of its own; only the second packet of each has any."""
    sound = page(b"OpusTags" + HAD, bytes((8 + len(HAD),)), 0, 7)
    had = [stream(b"OpusTags" + HAD), stream(b"\x81theora" + HAD, b"\x80theora", number=8), sound]
    kept = [stream(b"OpusTags" + KEPT), stream(b"\x81theora" + KEPT, b"\x80theora", number=8), sound]
    assert ogg_cleaned(b"".join(had)) == b"".join(kept)
    half = len(page(b"OpusHead", b"\x08", 2))
    mixed, clean = (one[0][:half] + one[1] + one[0][half:] for one in (had, kept))
    assert ogg_cleaned(mixed) == clean


def test_comments_over_many_pages() -> None:
    """One of 255 bytes and no more goes on, and a page need not hold all that it could."""
    packet, clean = (
        b"OpusTags" + comments(b"GEO=TELL" * 80, COPYRIGHT),
        b"OpusTags" + comments(b"X=".ljust(640), COPYRIGHT, program=b" " * 8),
    )
    first = page(b"OpusHead", b"\x08", 2)
    had, kept = (
        first + page(one[:255], b"\xff") + page(one[255:510], b"\xff", 1) + page(one[510:] + b"SOUND", bytes((len(packet) - 510, 5)), 1)
        for one in (packet, clean)
    )  # fmt: skip
    assert ogg_cleaned(had) == kept


def test_what_lies_between_pages_goes() -> None:
    """And behind them, a page that is cut short too; one of a stream without a beginning stays."""
    whole, other = stream(b"OpusTags" + KEPT), page(b"OpusTags" + HAD, bytes((8 + len(HAD),)), 0, 9)
    assert ogg_cleaned(b"") == b""
    assert ogg_cleaned(b"OggS" + bytes(22)) == bytes(26)
    assert ogg_cleaned(b"OggS" + bytes(23)) == b"OggS" + bytes(23)
    assert ogg_cleaned(b"TELL" + whole + b"TELL" + other + b"TELL") == bytes(4) + whole + bytes(4) + other + bytes(4)
    assert ogg_cleaned(other + stream(b"OpusTags" + HAD)) == other + whole
    assert ogg_cleaned(whole + other[:-1]) == whole + bytes(len(other) - 1)


def test_comments_that_are_cut_short() -> None:
    """As far as they can be followed they are cleaned."""
    known = 12 + 8 + len(COPYRIGHT)
    assert ogg_cleaned(stream(b"OpusTags" + HAD[: known + 9])) == stream(b"OpusTags" + KEPT[:known] + bytes(9))
