"""What a published photo keeps of its Exif."""

from __future__ import annotations

import struct

import pytest

from generator.pictures.exif import reduced

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
    assert reduced(had) == (
        (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}IH", 8, 3)
        + struct.pack(f"{order}HHIHH", ORIENTATION, 3, 1, 6, 0)
        + struct.pack(f"{order}HHII", ARTIST, 2, 11, 50) + struct.pack(f"{order}HHII", COPYRIGHT, 2, 6, 62)
        + bytes(4) + b"Sari Wulan\0\0" + b"Kabar\0"
    )  # fmt: skip
    assert reduced(reduced(had)) == reduced(had)


@pytest.mark.parametrize("number", range(11))
def test_a_photo_is_turned_in_seven_ways(number: int) -> None:
    """1 is as it is, and above 8 is nothing."""
    kept = reduced(block("<", turn("<", number)))
    assert kept == (block("<", turn("<", number)) if 2 <= number <= 8 else b"")


@pytest.mark.parametrize(
    ("value", "kept"),
    [(b"ab\0", b"ab\0"), (b"abc\0", b"abc\0"), (b"a \0 \0", b"a\0"), (b" \0", b""), (b"x" * 501, b"x" * 500 + b"\0"), (b"x" * 499, b"x" * 499 + b"\0")],
)  # fmt: skip
def test_a_name_ends_somewhere(value: bytes, kept: bytes) -> None:
    """Without the blanks at its end, in so many bytes at most; a short one stands in its entry."""
    found = reduced(block(">", text(ARTIST, value)))
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
    assert reduced(block_) == b""


def test_a_directory_without_end() -> None:
    """As many entries are read as there may be; one that is cut off is none."""
    fill = [text(MAKE, b"abc\0")] * 999
    assert reduced(block("<", *fill, turn("<", 3))) != b""
    assert reduced(block("<", *fill, text(MAKE, b"abc\0"), turn("<", 3))) == b""
    whole = block("<", turn("<", 3))[: 8 + 2 + 12]
    assert reduced(whole) != b""
    assert reduced(whole[:-1]) == b""


def test_what_cannot_be_read_hides_nothing_behind_it() -> None:
    """The entries that follow are read all the same; a number in four bytes is no way to turn a photo."""
    long = (ORIENTATION, 4, 1, struct.pack("<I", 6))
    found = reduced(block("<", long, (ARTIST, 3, 1, b"ab"), (MAKE, 0, 9, b"TELL"), text(COPYRIGHT, b"Kab\0")))
    assert found == block("<", turn("<", 1), text(COPYRIGHT, b"Kab\0"))
    numbers = (ORIENTATION, 3, 2, struct.pack("<HH", 6, 3))
    assert reduced(block("<", numbers)) == block("<", turn("<", 6))
