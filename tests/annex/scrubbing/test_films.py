"""Films without what tells where, when and with what they were taken."""

from __future__ import annotations

from random import Random

import pytest

from generator.annex.scrubbing import cleaned

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


@pytest.mark.parametrize("ending", FILMS)
def test_a_damaged_film_ends(ending: str) -> None:
    """Cut short or with any bytes changed, nothing fails, and the length is the same."""
    whole, dice = FILMS[ending], Random(1)
    for _ in range(300):
        data = bytearray(whole[: dice.randrange(8, len(whole))] if dice.random() < 0.5 else whole)
        for _ in range(dice.randrange(4)):
            data[dice.randrange(8, len(data))] = dice.randrange(256)
        assert len(cleaned(bytes(data))) == len(data)


HEAD = box(b"ftyp", b"isom")


def freed(kind: bytes, *inner: bytes) -> bytes:
    """Return what becomes of a box that readers have no need of."""
    return box(b"free", bytes(len(box(kind, *inner)) - 8))


def test_the_parts_of_a_film_stay() -> None:
    """What begins one, and what it is made of; anything else becomes free space."""
    kinds = (b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"ssix", b"prft", b"pdin", b"wide")
    data = b"".join(box(kind, b"" if kind in (b"moov", b"moof") else b"isi") for kind in kinds)
    assert cleaned(data) == data
    notes = (b"free", b"skip", b"uuid", b"XMP_", b"udta", b"meta", b"abcd", b"trak")
    assert cleaned(HEAD + b"".join(box(kind, PLACE) for kind in notes)) == HEAD + freed(b"free", PLACE) * len(notes)
    for kind in kinds:
        assert cleaned(box(kind) + box(b"uuid", PLACE)) == box(kind) + freed(b"uuid", PLACE)
    for kind in notes[:4]:
        assert cleaned(box(kind, PLACE)) == freed(kind, PLACE)
    assert cleaned(box(b"abcd", PLACE)) == box(b"abcd", PLACE)


RIGHTS = (
    b"\xa9nam", b"\xa9ART", b"\xa9aut", b"\xa9alb", b"\xa9cpy", b"\xa9gen", b"aART", b"auth", b"cprt", b"titl", b"perf",
    b"albm", b"trkn",
)  # fmt: skip


def test_whose_a_film_is_stays() -> None:
    """In the notes of any of its parts, and in what shops write; the rest of those goes."""
    kept = [box(kind, b"Sari") for kind in RIGHTS]
    shop = box(
        b"meta", number(0), handler(b"mdir"), box(b"free", b"TELL"), box(b"ilst", *kept, box(b"\xa9too", b"TELL"))
    )
    clean = box(
        b"meta", number(0), handler(b"mdir"), freed(b"free", b"TELL"), box(b"ilst", *kept, freed(b"\xa9too", b"TELL"))
    )
    had = box(b"trak", box(b"udta", *kept, box(b"\xa9xyz", PLACE), shop))
    left = box(b"trak", box(b"udta", *kept, freed(b"\xa9xyz", PLACE), clean))
    assert cleaned(HEAD + box(b"moov", had)) == HEAD + box(b"moov", left)
    assert cleaned(HEAD + box(b"moov", shop)) == HEAD + box(b"moov", clean)


def held(kind: bytes | None, words: bytes) -> bytes:
    """Return a film with a track of a kind, which holds some words."""
    start = len(HEAD) + 8
    table = box(
        b"stbl", box(b"stsc", number(0, 1, 1, 1, 1)), box(b"stco", number(0, 1, start)), box(b"stsz", number(0, len(words), 1))
    )  # fmt: skip
    media = box(b"mdia", handler(kind) if kind else b"", box(b"minf", table))
    return HEAD + box(b"mdat", words) + box(b"moov", box(b"trak", media))


TOLD = (
    b"GPS(106.8456,-6.2088,15)", b"F/2.8, SS 320, GPS (W: 106.8)", b"HOME(E 106)", b"home( -6", b"[latitude: -6.2088]", b"Long : +106", b"longtitude: 5", b"lon:1",
)  # fmt: skip
SPOKEN = (b"Air naik.", b"Kata dia, GPS (alat penentu posisi) itu rusak di Long Bagun.", b"latihan: 6", b"flat: 6", b"Lon: Aji", b"Gps(barat)")  # fmt: skip


def test_tracks_for_readers_stay() -> None:
    """Pictures and sound whatever their bytes look like, and subtitles, unless they tell a position as those of drones do."""
    for kind in (None, b"vide", b"soun", b"tmcd", b"auxv", b"hint"):
        assert cleaned(held(kind, TOLD[0])) == held(kind, TOLD[0])
    for kind in (b"subt", b"sbtl", b"text", b"clcp"):
        for words in SPOKEN:
            assert cleaned(held(kind, words)) == held(kind, words), words
        for words in TOLD:
            assert cleaned(held(kind, words)) == held(kind, bytes(len(words))), words


@pytest.mark.parametrize("kind", [b"meta", b"camm", b"mebx", b"GPMF"])
def test_tracks_of_what_was_measured_are_overwritten(kind: bytes) -> None:
    """Whatever it is."""
    assert cleaned(held(kind, b"Air naik.")) == held(kind, bytes(9))
