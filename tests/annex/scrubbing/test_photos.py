"""Photos in JPEG, segment by segment, and what stays of their Exif."""

from __future__ import annotations

import struct

import pytest

from generator.annex.scrubbing.photos import jpeg, reduced_exif
from tests.annex.scrubbing.test_scrubbing import iptc, segment

Entry = tuple[int, int, int, bytes]
ORIENTATION, ARTIST, COPYRIGHT, MAKE = 0x0112, 0x013B, 0x8298, 0x010F


def block(order: str, *entries: Entry, start: int = 8) -> bytes:
    """Return an Exif block; what has more than four bytes stands behind the directory."""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", start) + bytes(start - 8)
    made, values = struct.pack(f"{order}H", len(entries)), b""
    behind = start + 2 + 12 * len(entries) + 4
    for tag, kind, count, value in entries:
        where = value.ljust(4, b"\0") if len(value) <= 4 else struct.pack(f"{order}I", behind + len(values))
        made += struct.pack(f"{order}HHI", tag, kind, count) + where
        values += value if len(value) > 4 else b""
    return head + made + bytes(4) + values


def turn(order: str, number: int) -> Entry:
    return (ORIENTATION, 3, 1, struct.pack(f"{order}H", number))


def text(tag: int, value: bytes) -> Entry:
    return (tag, 2, len(value), value)


@pytest.mark.parametrize("order", "<>")
def test_how_to_turn_it_who_made_it_and_who_owns_it_stay(order: str) -> None:
    """In a new block, in the order of the tags; the rest goes."""
    had = block(
        order,
        text(COPYRIGHT, b"Kabar\0"),
        text(MAKE, b"Kamera Mahal\0"),
        turn(order, 6),
        text(ARTIST, b"Sari Wulan\0"),
        start=20,
    )
    assert reduced_exif(had) == (
        (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}IH", 8, 3)
        + struct.pack(f"{order}HHIHH", ORIENTATION, 3, 1, 6, 0)
        + struct.pack(f"{order}HHII", ARTIST, 2, 11, 50) + struct.pack(f"{order}HHII", COPYRIGHT, 2, 6, 62)
        + bytes(4) + b"Sari Wulan\0\0" + b"Kabar\0"
    )  # fmt: skip
    assert reduced_exif(reduced_exif(had)) == reduced_exif(had)


@pytest.mark.parametrize("number", range(11))
def test_a_photo_is_turned_in_seven_ways(number: int) -> None:
    """1 is as it is, and above 8 is nothing."""
    kept = reduced_exif(block("<", turn("<", number)))
    assert kept == (block("<", turn("<", number)) if 2 <= number <= 8 else b"")


@pytest.mark.parametrize(
    ("value", "kept"),
    [(b"ab\0", b"ab\0"), (b"abc\0", b"abc\0"), (b"a \0 \0", b"a\0"), (b" \0", b""), (b"x" * 501, b"x" * 500 + b"\0"), (b"x" * 499, b"x" * 499 + b"\0")],
)  # fmt: skip
def test_a_name_ends_somewhere(value: bytes, kept: bytes) -> None:
    """Without the blanks at its end, in so many bytes at most; a short one stands in its entry."""
    found = reduced_exif(block(">", text(ARTIST, value)))
    assert found == (
        block(">", turn(">", 1), text(ARTIST, kept)) + b"\0" * (len(kept) % 2 * (len(kept) > 4)) if kept else b""
    )


@pytest.mark.parametrize(
    "block_",
    [
        b"", b"II*", b"II*\0", b"XX*\0" + bytes(20), b"II*\0\xff\xff\xff\xff", b"II*\0\x08\0\0\0", b"II*\0\x08\0\0\0\xff\xff",
        block("<", (ORIENTATION, 4, 1, b"\6\0\0\0")), block("<", (ARTIST, 3, 1, b"ab")), block("<", (ARTIST, 2, 0, b"")),
        block("<", text(ARTIST, b"Sari Wulan\0"))[:-1], block("<", (ARTIST, 9, 4, b"Sari")),
    ],
)  # fmt: skip
def test_what_cannot_be_read_goes(block_: bytes) -> None:
    """Whether it is cut short or of another kind."""
    assert reduced_exif(block_) == b""


def test_a_directory_without_end() -> None:
    """As many entries are read as there may be; one that is cut off is none."""
    fill = [text(MAKE, b"abc\0")] * 999
    assert reduced_exif(block("<", *fill, turn("<", 3))) != b""
    assert reduced_exif(block("<", *fill, text(MAKE, b"abc\0"), turn("<", 3))) == b""
    whole = block("<", turn("<", 3))[: 8 + 2 + 12]
    assert reduced_exif(whole) != b""
    assert reduced_exif(whole[:-1]) == b""


def test_what_cannot_be_read_hides_nothing_behind_it() -> None:
    """The entries that follow are read all the same; a number in four bytes is no way to turn a photo."""
    long = (ORIENTATION, 4, 1, struct.pack("<I", 6))
    found = reduced_exif(block("<", long, (ARTIST, 3, 1, b"ab"), (MAKE, 0, 9, b"TELL"), text(COPYRIGHT, b"Kab\0")))
    assert found == block("<", turn("<", 1), text(COPYRIGHT, b"Kab\0"))
    numbers = (ORIENTATION, 3, 2, struct.pack("<HH", 6, 3))
    assert reduced_exif(block("<", numbers)) == block("<", turn("<", 6))


BEGIN, END = b"\xff\xd8", b"\xff\xd9"
TABLE = segment(0xDB, b"tabel")
UTF8 = b"\x1c\x01\x5a\0\3\x1b%G"
SARI = iptc(80, b"Sari")


def photoshop(records: bytes) -> bytes:
    return b"Photoshop 3.0\08BIM\4\4\0\0" + len(records).to_bytes(4, "big") + records + b"\0" * (len(records) % 2)


@pytest.mark.parametrize(
    ("kind", "body", "kept"),
    [
        (0xE0, b"JFIF\0" + b"123456789", b"JFIF\0" + b"1234567\0\0"),
        (0xE0, b"JFIF\0" + b"123456722TELL", b"JFIF\0" + b"1234567\0\0"),
        (0xE0, b"JFIF\0" + b"12345678", b""),
        (0xE0, b"JFXX\0" + b"123456789", b""),
        (0xE1, b"Exif\0\0" + block("<", turn("<", 6), text(0x010F, b"TELL\0")), b"Exif\0\0" + block("<", turn("<", 6))),
        (0xE1, b"Exif\0\0" + block("<", turn("<", 1)), b""),
        (0xE1, block("<", turn("<", 6)), b""),
        (0xE2, b"ICC_PROFILE\0\1\1warna", b"ICC_PROFILE\0\1\1warna"),
        (0xE2, b"MPF\0TELL", b""),
        (0xED, photoshop(SARI), photoshop(SARI)),
        (0xEE, b"Adobe\0d\0\0\0\0\1", b"Adobe\0d\0\0\0\0\1"),
        (0xEE, b"Adobe\0d\0\0\0\0\1TELL", b"Adobe\0d\0\0\0\0\1"),
        (0xEE, b"Lain\0d\0\0\0\0\1", b""),
        *((kind, b"TELL", b"") for kind in (*range(0xE3, 0xED), 0xEF, 0xFE)),
        *((kind, b"isi", b"isi") for kind in (0xC0, 0xC4, 0xDB, 0xDD, 0xDF, 0xF0)),
        (0xDB, b"", b""),
    ],
)  # fmt: skip
def test_what_stays_of_a_segment(kind: int, body: bytes, kept: bytes) -> None:
    """Its colours, how to turn it, and whose it is; what decodes it stays as it is."""
    found = jpeg(BEGIN + segment(kind, body) + TABLE + END + b"TELL")
    assert found == BEGIN + (segment(kind, kept) if kept else b"") + TABLE + END


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (b"", b""),
        (END, END),
        (TABLE + b"\xff\xdb\0\1" + TABLE + END, TABLE),
        (TABLE + b"\xff\xdb\0\2" + TABLE + END, TABLE * 2 + END),
        (TABLE, TABLE),
        (TABLE[:-1], b""),
        (b"\xff\xff\xff" + TABLE + END, TABLE + END),
        (b"TELL\xff\0" + TABLE + END, TABLE + END),
        (b"".join(bytes((0xFF, kind)) for kind in (1, *range(0xD0, 0xD9))) + TABLE + END, TABLE + END),
        (segment(0xDA, b"1") + b"a\xff\0b\xff\xd0c\xff\xd7d\xff\xffe" + END, segment(0xDA, b"1") + b"a\xff\0b\xff\xd0c\xff\xd7d\xff"),
        (segment(0xDA, b"1") + b"a\xff\xd0" + TABLE + segment(0xDA, b"2") + b"b" + END + b"TELL",
         segment(0xDA, b"1") + b"a\xff\xd0" + TABLE + segment(0xDA, b"2") + b"b" + END),
        (segment(0xDA, b"1") + b"a\xff\0b", segment(0xDA, b"1") + b"a\xff\0b"),
    ],
)  # fmt: skip
def test_segments_are_followed_to_the_end(data: bytes, kept: bytes) -> None:
    """What is coded stays whole; what cannot be followed is left out."""
    assert jpeg(BEGIN + data) == BEGIN + kept


@pytest.mark.parametrize(
    ("records", "kept"),
    [
        (SARI + iptc(110, b"Antara") + iptc(116, b"Kabar"), SARI + iptc(110, b"Antara") + iptc(116, b"Kabar")),
        (UTF8 + iptc(90, b"TELL") + SARI, UTF8 + SARI),
        (UTF8 + iptc(90, b"TELL"), b""),
        (iptc(90, b"TELL"), b""),
        (iptc(80, b"a" * 500), iptc(80, b"a" * 500)),
        (iptc(80, b"a" * 501) + SARI, SARI),
        (SARI + b"\x1d" + iptc(116, b"Kabar"), SARI),
        (iptc(80, b""), iptc(80, b"")),
        (SARI + b"\x1c\2\x74\0", SARI),
        (b"", b""),
    ],
)  # fmt: skip
def test_whose_it_is_stays_of_iptc(records: bytes, kept: bytes) -> None:
    """Creator, credit and copyright, unless they are longer than any such; with them, in which letters they are."""
    expected = segment(0xED, photoshop(kept)) if kept else b""
    assert jpeg(BEGIN + segment(0xED, photoshop(records)) + END) == BEGIN + expected + END


@pytest.mark.parametrize(
    "body", [photoshop(SARI)[1:], b"Photoshop 3.0\0", b"Photoshop 3.0\08BIM\4\4", b"Photoshop 3.0\08BIM\4\5\0\0" + SARI]
)
def test_iptc_that_cannot_be_found_goes(body: bytes) -> None:
    """With all that is around it."""
    assert jpeg(BEGIN + segment(0xED, body) + END) == BEGIN + END
