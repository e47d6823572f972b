"""JPEG, segment by segment."""

from __future__ import annotations

import pytest

from generator.pictures.jpeg import cleaned
from tests.pictures.test_cleaning import iptc, segment
from tests.pictures.test_exif import block, text, turn

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
    found = cleaned(BEGIN + segment(kind, body) + TABLE + END + b"TELL")
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
    assert cleaned(BEGIN + data) == BEGIN + kept


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
    assert cleaned(BEGIN + segment(0xED, photoshop(records)) + END) == BEGIN + expected + END


@pytest.mark.parametrize(
    "body", [photoshop(SARI)[1:], b"Photoshop 3.0\0", b"Photoshop 3.0\08BIM\4\4", b"Photoshop 3.0\08BIM\4\5\0\0" + SARI]
)
def test_iptc_that_cannot_be_found_goes(body: bytes) -> None:
    """With all that is around it."""
    assert cleaned(BEGIN + segment(0xED, body) + END) == BEGIN + END
