"""What is said of a recording before and behind it, in ID3 and its like."""

from __future__ import annotations

import struct

import pytest

from generator.annex.scrubbing import sound
from generator.annex.scrubbing.sound import id3_begin, id3_end
from tests.annex.scrubbing.test_sound import frame, safe

KEPT = (
    b"TIT1", b"TIT2", b"TIT3", b"TPE1", b"TPE2", b"TALB", b"TCOM", b"TCOP", b"TPUB", b"TRCK", b"TPOS", b"TLAN",
)  # fmt: skip
TITLE = frame(b"TIT2", b"\3Judul")
SOUND = b"\xff\xfbSOUND"
OLD = b"TAG" + b"Judul".ljust(90)
LONG = b"\3" + b"a" * 200


@pytest.fixture(autouse=True)
def cover(monkeypatch: pytest.MonkeyPatch) -> None:
    """Covers are cleaned as far as a test can tell."""

    def cleaned(data: bytes) -> bytes:
        return data.replace(b"photo", b"clean") if data.startswith(b"photo") else b""

    monkeypatch.setattr(sound, "cover", cleaned)


def notes(body: bytes, version: int = 4, flags: int = 0) -> bytes:
    return b"ID3" + bytes((version, 0, flags)) + safe(len(body)) + body


def ape(size: int, flags: int = 0) -> bytes:
    """Return the end of an APE tag, which says how large it is with this end, and whether it has a head."""
    return b"APETAGEX" + struct.pack("<IIII", 2000, size, 1, flags) + bytes(8)


@pytest.mark.parametrize("version", [3, 4])
def test_what_is_said_of_a_recording_stays_frame_by_frame(version: int) -> None:
    """Those of a list, with all that they hold."""
    kept = b"".join(frame(kind, LONG, version) for kind in KEPT)
    gone = [frame(kind, LONG, version) for kind in (b"COMM", b"TXXX", b"WXXX", b"PRIV", b"GEOB", b"TDRC", b"TSSE")]
    had = notes(gone[0] + kept + b"".join(gone[1:]) + bytes(30), version)
    assert id3_begin(had + SOUND) == (notes(kept, version), len(had))


@pytest.mark.parametrize(
    ("had", "kept"),
    [
        (b"", b""),
        (notes(TITLE), notes(TITLE)),
        (notes(TITLE) + notes(frame(b"TIT2", b"\3Lain")), notes(TITLE)),
        (notes(b"") + notes(TITLE), notes(TITLE)),
        (notes(frame(b"COMM", b"x")), b""),
        (notes(TITLE, version=2), b""),
        (notes(TITLE, version=5), b""),
        *((notes(TITLE, flags=flag), b"") for flag in (0x20, 0x40, 0x80)),
        (notes(TITLE, flags=0x10) + b"3DI" + bytes(7), notes(TITLE)),
        (notes(frame(b"TIT2", b"") + TITLE), notes(TITLE)),
        (notes(b"TIT2" + safe(2) + b"\x40\0\3J"), notes(b"TIT2" + safe(2) + b"\x40\0\3J")),
        (notes(b"TIT2" + safe(2) + b"\0\1\3J" + TITLE), notes(TITLE)),
        (notes(b"TIT2" + safe(9) + b"\0\0\3J"), notes(b"TIT2" + safe(2) + b"\0\0\3J")),
        (notes(TITLE + TITLE[:9]), notes(TITLE)),
        (notes(TITLE + b"\0" + TITLE), notes(TITLE)),
    ],
)  # fmt: skip
def test_notes_at_the_beginning(had: bytes, kept: bytes) -> None:
    """What is packed, unknown or of a form that is hardly used goes; of two, the first that has something to say stays."""
    assert id3_begin(had + SOUND) == (kept, len(had))


def test_notes_that_say_that_they_are_longer() -> None:
    """They end with the file."""
    whole = b"ID3\4\0\0" + safe(99) + TITLE
    assert id3_begin(whole) == (notes(TITLE), len(whole))
    assert id3_begin(notes(TITLE)[:9]) == (b"", 0)
    assert id3_begin(notes(b"")) == (b"", 10)


@pytest.mark.parametrize(
    ("had", "kept"),
    [
        (b"\0image/jpeg\0\3TELL\0photo1", b"\0image/jpeg\0\3\0clean1"),
        (b"\3image/jpeg\0\3\0photo1", b"\3image/jpeg\0\3\0clean1"),
        (b"\1image/png\0\4T\0E\0L\0\0\0photo1", b"\1image/png\0\4\0\0clean1"),
        (b"\2image/png\0\4\0T\0E\0\0photo1", b"\2image/png\0\4\0\0clean1"),
        (b"\2image/png\0\4\0\0photo1", b"\2image/png\0\4\0\0clean1"),
        (b"\0image/jpeg\0\3\0gambar", b""),
        (b"\0image/jpeg\0\3photo", b""),
        (b"\1image/jpeg\0\3T\0E\0photo", b""),
        (b"\0image/jpeg\0", b""),
        (b"\0image/jpeg", b""),
    ],
)  # fmt: skip
def test_a_cover_stays_without_its_description(had: bytes, kept: bytes) -> None:
    """In whatever letters that is written; what is no picture, or has no description to end, goes."""
    expected = notes(frame(b"APIC", kept)) if kept else b""
    assert id3_begin(notes(frame(b"APIC", had)))[0] == expected


@pytest.mark.parametrize(
    ("behind", "kept"),
    [
        (b"", b""),
        (OLD + b"TELL".ljust(35), OLD + bytes(32) + b"\0\0\xff"),
        (b"TAG".ljust(128) + OLD + bytes(35), OLD + bytes(32) + b"\0\0\xff"),
        (ape(32), b""),
        (b"x" * 20 + ape(52), b""),
        (bytes(32) + b"x" * 20 + ape(52, 0x80000000), b""),
        (ape(3), b""),
        (b"LYRICSBEGINxy000013LYRICS200", b""),
        (b"ID3\4\0\x10" + safe(3) + b"isi" + b"3DI\4\0\x10" + safe(3), b""),
        (ape(32) + OLD + bytes(35), OLD + bytes(32) + b"\0\0\xff"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", [b"", SOUND * 99])
def test_notes_at_the_end(before: bytes, behind: bytes, kept: bytes) -> None:
    """Each of four kinds is found by its own end; of the old ones the title stays."""
    assert id3_end(before + behind) == (len(before), kept)


@pytest.mark.parametrize(
    "data", [OLD.ljust(127), ape(32)[1:], b"00000aLYRICS200", b"LYRICS200", b"3DI\4\0\0\0\0\0\0".rjust(19)]
)
def test_what_only_looks_like_notes_is_sound(data: bytes) -> None:
    """Too short for them, or without a size."""
    assert id3_end(data) == (len(data), b"")


@pytest.mark.parametrize("data", [ape(10**9), b"x999999LYRICS200", b"3DI\4\0\0\x7f\x7f\x7f\x7f".rjust(20)])
def test_notes_that_say_that_they_are_longer_than_the_file(data: bytes) -> None:
    """All of it is theirs."""
    assert id3_end(data) == (0, b"")


def test_ten_notes_at_the_end_are_followed() -> None:
    """No program writes so many."""
    assert [id3_end(SOUND + ape(32) * count)[0] - len(SOUND) for count in (10, 11)] == [0, 32]
