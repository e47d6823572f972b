"""Films without what tells where, when and with what they were taken."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest

from generator.images.cleaning import cleaned
from tests import growth
from tests.photos import jpeg
from tests.support import CONFIG, article, site

SEEN = b"PICTURES" * 8
PLACE = b"TELL-06.2088+106.8456/"


def box(kind: bytes, *inner: bytes, wide: bool = False) -> bytes:
    body = b"".join(inner)
    if wide:
        return b"\0\0\0\x01" + kind + (len(body) + 16).to_bytes(8, "big") + body
    return (len(body) + 8).to_bytes(4, "big") + kind + body


def number(*values: int) -> bytes:
    return b"".join(value.to_bytes(4, "big") for value in values)


def handler(kind: bytes) -> bytes:
    return box(b"hdlr", number(0, 0), kind, number(0, 0, 0), b"nama\0")


def track(kind: bytes, places: list[int], size: int, *inner: bytes) -> bytes:
    """Return a track whose chunks hold two samples each, but for the last, which holds one."""
    entry = (
        box(b"avc1", bytes(42), b"\x0dTELL encoder".ljust(32), bytes(4)) if kind == b"vide" else box(b"mebx", bytes(8))
    )
    runs = number(0, 2, 1, 2, 1, len(places), 1, 1)
    table = box(
        b"stbl", box(b"stsd", number(0, 1), entry), box(b"stsc", runs), box(b"stco", number(0, len(places), *places)),
        box(b"stsz", number(0, size if kind == b"vide" else 0, 2 * len(places) - 1), *[number(size)] * (2 * len(places) - 1)),
    )  # fmt: skip
    media = box(b"mdia", box(b"mdhd", number(0), b"TELLTELL", number(600, 0)), handler(kind), box(b"minf", table))
    return box(b"trak", box(b"tkhd", number(0), b"TELLTELL", number(1)), media, *inner)


def film(ending: str) -> bytes:
    """Return a film as a phone leaves it: places in all the ways that there are, and a track of what was measured."""
    quick = ending == ".mov"
    head = box(b"ftyp", b"qt  " if quick else b"isom", number(0), b"isom")
    data = box(b"mdat", SEEN, PLACE * 2, SEEN, PLACE, wide=quick)
    start = len(head) + (16 if quick else 8)
    measured = [start + len(SEEN), start + 2 * len(SEEN) + 2 * len(PLACE)]
    keyed = handler(b"mdta") + box(b"keys", number(0, 1), box(b"mdta", b"com.apple.quicktime.location.ISO6709")) + PLACE
    shop = handler(b"mdir") + box(b"ilst", box(b"\xa9ART", b"Sari"), box(b"\xa9too", b"TELL"), box(b"----", PLACE))
    version = b"" if quick else number(0)
    noted = box(
        b"udta", box(b"\xa9xyz", PLACE), box(b"loci", PLACE), box(b"\xa9mod", b"TELL"), box(b"cprt", b"(c) Kabar"),
        box(b"meta", version, shop), number(0),
    )  # fmt: skip
    moov = box(
        b"moov", box(b"mvhd", number(0), b"TELLTELL", number(600, 9)),
        track(b"vide", [start, start + len(SEEN) + 2 * len(PLACE)], len(SEEN) // 2, noted),
        track(b"meta", measured, len(PLACE)), noted, box(b"meta", version, keyed), box(b"gps ", PLACE), box(b"uuid", PLACE),
    )  # fmt: skip
    return head + data + box(b"free", b"TELL") + moov + box(b"uuid", b"<x:xmpmeta>TELL") + box(b"CNTH", PLACE) + b"TELL"


FILMS = {ending: film(ending) for ending in (".mp4", ".mov")}


@pytest.mark.parametrize("ending", FILMS)
def test_a_film_tells_nothing(ending: str) -> None:
    """Neither where nor when nor with what; what is seen lies where it did, and whose it is stays."""
    data = FILMS[ending]
    clean = cleaned(data)
    assert b"TELL" not in clean
    assert len(clean) == len(data)
    for kept in (SEEN, b"(c) Kabar", b"Sari"):
        assert [at for at in range(len(data)) if data.startswith(kept, at)] == [
            at for at in range(len(data)) if clean.startswith(kept, at)
        ]
    assert cleaned(clean) == clean


def test_a_film_of_pieces_stays() -> None:
    """Without tables of where samples are, and with sizes of 64 bits; one with nothing to hide keeps its bytes."""
    piece = box(b"moof", box(b"mfhd", number(0, 1)), box(b"traf", box(b"tfhd", number(0, 1))))
    data = box(b"ftyp", b"iso5") + box(b"moov", box(b"mvhd", bytes(100))) + piece + box(b"mdat", SEEN, wide=True)
    assert cleaned(data) == data
    assert cleaned(data + box(b"moof", box(b"uuid", PLACE))).count(b"TELL") == 0


def subtitles(words: bytes) -> bytes:
    """Return a film with subtitles, as drones write them."""
    head = box(b"ftyp", b"isom", number(0), b"isom")
    text = len(words).to_bytes(2, "big") + words
    data = box(b"mdat", SEEN, text)
    return (
        head
        + data
        + box(
            b"moov", track(b"vide", [len(head) + 8], len(SEEN)), track(b"text", [len(head) + 8 + len(SEEN)], len(text))
        )
    )


def test_subtitles_in_which_a_drone_tells_where_it_is() -> None:
    """They go; those for readers stay."""
    for words in (
        b"F/2.8, SS 320, GPS (106.8456, -6.2088, 15)",
        b"HOME(E:106.84)",
        b"[latitude: -6.2088] [longtitude: 106.8]",
    ):
        clean = cleaned(subtitles(words))
        assert words not in clean
        assert SEEN in clean
    spoken = b"Kata dia, GPS (alat penentu posisi) itu rusak di Long Bagun."
    assert spoken in cleaned(subtitles(spoken))


def pieces(base: int, size: int) -> bytes:
    """Return a film of pieces, each with pictures and with what the device has measured; `base` says where they count from."""
    tracks = [
        box(b"trak", box(b"tkhd", number(0, 0, 0, name)), box(b"mdia", handler(kind)))
        for name, kind in ((1, b"vide"), (2, b"meta"))
    ]
    extends = box(b"mvex", *(box(b"trex", number(0, name, 1, 0, size, 0)) for name in (1, 2)))
    head = box(b"ftyp", b"iso5") + box(b"moov", *tracks, extends)
    found = head
    for _ in range(2):

        def piece(start: int, at: int) -> bytes:
            first, second = number(0x20000 if base == 0 else 0x1, 1), number(0x20000 if base == 0 else 0x1, 2)
            if base:
                first, second = first + at.to_bytes(8, "big"), second + at.to_bytes(8, "big")
            sizes = b"" if size else number(len(PLACE))
            flag = 0x1 if size else 0x201
            return box(
                b"moof", box(b"mfhd", number(0, 1)),
                box(b"traf", box(b"tfhd", first), box(b"trun", number(0x1, 1, start))),
                box(b"traf", box(b"tfhd", second), box(b"trun", number(flag, 1, start + len(SEEN)), sizes)),
            )  # fmt: skip

        length = len(piece(0, 0))
        found += piece(length + 8, len(found)) + box(b"mdat", SEEN, PLACE)
    return found


@pytest.mark.parametrize("base", [0, 1])
@pytest.mark.parametrize("size", [0, len(PLACE)])
def test_a_film_of_pieces_tells_nothing(base: int, size: int) -> None:
    """What the device has measured is overwritten in each piece."""
    data = pieces(base, size)
    clean = cleaned(data)
    assert b"TELL" not in clean
    assert clean.count(SEEN) == data.count(SEEN) == 2
    assert clean == data.replace(PLACE, bytes(len(PLACE)))


def test_the_cover_of_a_film_is_cleaned_like_a_photo() -> None:
    """In the room that it has."""
    cover = jpeg()[:2] + b"\xff\xfe\0\x18" + PLACE + jpeg()[2:]
    noted = box(
        b"udta",
        box(b"meta", number(0), handler(b"mdir"), box(b"ilst", box(b"covr", box(b"data", number(13, 0), cover)))),
    )
    clean = cleaned(box(b"ftyp", b"isom") + box(b"moov", noted))
    assert cleaned(cover) + bytes(len(PLACE) + 4) in clean
    assert b"TELL" not in clean


@pytest.mark.parametrize("ending", FILMS)
def test_a_damaged_film_ends(ending: str) -> None:
    """Cut short or with any bytes changed, nothing fails, and the length is the same."""
    whole, dice = FILMS[ending], Random(1)
    for _ in range(300):
        data = bytearray(whole[: dice.randrange(8, len(whole))] if dice.random() < 0.5 else whole)
        for _ in range(dice.randrange(4)):
            data[dice.randrange(8, len(data))] = dice.randrange(256)
        assert len(cleaned(bytes(data))) == len(data)


@pytest.mark.parametrize(
    ("made", "size"),
    [
        (lambda n: box(b"moov", box(b"trak") * n), 100_000),
        (lambda n: box(b"ftyp", b"isom") + box(b"moov", b"\0\0\0\x08trak" * n), 50_000),
        (lambda n: box(b"moov", track(b"meta", [0] * n, 1 << 30)), 9_000),
        (lambda n: box(b"moov", *[track(b"meta", [8] * (n // 9), 1 << 20)] * 9), 8_100),
        (lambda n: box(b"moov", box(b"udta", b"\0\0\0\x08\xa9xyz" * n)), 100_000),
    ],
)  # fmt: skip
def test_a_film_made_to_stall_does_not(made: Callable[[int], bytes], size: int) -> None:
    """No byte is looked at often, however tables overlap."""
    assert len(cleaned(made(size))) == len(made(size))
    growth.held(lambda n: partial(cleaned, made(n)), size)


def test_a_film_is_published_without_its_place(tmp_path: Path) -> None:
    """Incrementally and clean; the file in content/ keeps everything."""
    portal = site(tmp_path, config=CONFIG)
    portal.add("content/video/a.mp4", FILMS[".mp4"])
    portal.add("content/daerah/2024/10/a.md", article("A", "[Tonton](/video/a.mp4)"))
    portal.build()
    assert portal.files()["video/a.mp4"] == cleaned(FILMS[".mp4"])
    portal.add("content/video/a.mp4", FILMS[".mov"])
    portal.build()
    assert portal.files()["video/a.mp4"] == cleaned(FILMS[".mov"])
    assert portal.files() == portal.clean()
