"""Photos in JPEG, segment by segment, and what stays of their Exif."""

from __future__ import annotations

import struct

import pytest

from generator.pictures.metadata import cleaned
from tests.pictures.test_metadata import iptc, segment

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


BEGIN, END = b"\xff\xd8", b"\xff\xd9"


def exif(had: bytes) -> bytes:
    """Return what stays of the Exif of a photo."""
    clean = cleaned(BEGIN + segment(0xE1, b"Exif\0\0" + had) + END)
    return clean[len(BEGIN) + 10 : -len(END)]


@pytest.mark.parametrize("order", "<>")
def test_how_to_turn_it_who_made_it_and_who_owns_it_stay(order: str) -> None:
    """In a new block, in the order of the tags; the rest goes."""
    entries = (
        text(COPYRIGHT, b"Kabar\0"),
        text(MAKE, b"Kamera Mahal\0"),
        turn(order, 6),
        text(ARTIST, b"Sari Wulan\0"),
    )
    kept = exif(block(order, *entries, start=20))
    assert kept == (
        (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}IH", 8, 3)
        + struct.pack(f"{order}HHIHH", ORIENTATION, 3, 1, 6, 0)
        + struct.pack(f"{order}HHII", ARTIST, 2, 11, 50) + struct.pack(f"{order}HHII", COPYRIGHT, 2, 6, 62)
        + bytes(4) + b"Sari Wulan\0\0" + b"Kabar\0"
    )  # fmt: skip
    assert exif(kept) == kept


@pytest.mark.parametrize(
    ("had", "kept"),
    [
        *((block("<", turn("<", number)), block("<", turn("<", number)) if 2 <= number <= 8 else b"") for number in (0, 1, 2, 8, 9)),
        *((block(">", text(ARTIST, value)), block(">", turn(">", 1), text(ARTIST, left)))
          for value, left in ((b"ab\0", b"ab\0"), (b"a \0 \0", b"a\0"), (b"x" * 499, b"x" * 499 + b"\0"))),
        (block("<", (ORIENTATION, 4, 1, struct.pack("<I", 6)), (ARTIST, 3, 1, b"ab"), (MAKE, 0, 9, b"TELL"), text(COPYRIGHT, b"Kab\0")),
         block("<", turn("<", 1), text(COPYRIGHT, b"Kab\0"))),
        *((had, b"") for had in (b"", b"II*\0", b"XX*\0" + bytes(20), b"II*\0\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff",
          block("<", (ARTIST, 2, 0, b"")), block("<", text(ARTIST, b"Sari Wulan\0"))[:-1], b"MM\0*\0\0\0\x08\xff\xff" + b"\x01\x12" * 20_000)),
    ],
)  # fmt: skip
def test_exif(had: bytes, kept: bytes) -> None:
    """A way to turn the photo, and names that end somewhere; what cannot be read goes and hides nothing behind it."""
    assert exif(had) == kept


TABLE = segment(0xDB, b"tabel")
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
    found = cleaned(BEGIN + segment(kind, body) + TABLE + END + b"TELL")
    assert found == BEGIN + (segment(kind, kept) if kept else b"") + TABLE + END
