"""Films without what tells where, when and with what they were taken."""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest

from generator.annex.scrubbing import cleaned
from generator.annex.scrubbing.films import Span, merged, number_of, of_fragments, of_track, tells_position
from generator.pictures.chunks import Chunk, boxes
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


def test_the_parts_of_the_description_of_a_film_stay() -> None:
    """Those that players know."""
    data = HEAD + box(b"moov", *(box(kind, b"isi") for kind in (b"mvex", b"iods", b"pssh", b"cmov")))
    assert cleaned(data) == data
    inner = box(b"mdia", box(b"minf", box(b"stbl", box(b"abcd", b"isi"))), box(b"gps ", b"isi"))
    assert cleaned(HEAD + box(b"moov", box(b"gps ", PLACE), box(b"trak", inner))) == HEAD + box(
        b"moov", freed(b"gps ", PLACE), box(b"trak", inner)
    )


@pytest.mark.parametrize("kind", [b"free", b"skip", b"uuid", b"XMP_"])
def test_what_is_noted_anywhere_in_a_film_is_freed(kind: bytes) -> None:
    """In each box that holds others, down to a depth that nobody needs."""

    def whole(note: bytes) -> bytes:
        piece = box(b"moof", note, box(b"traf", note))
        deep = box(b"moov", note, box(b"trak", note, box(b"mdia", note, box(b"minf", note, box(b"stbl", note)))))
        return HEAD + deep + piece

    assert cleaned(whole(box(kind, PLACE))) == whole(freed(kind, PLACE))
    data = box(kind, PLACE)
    for _ in range(8):
        data = box(b"trak", data)
    assert b"TELL" not in cleaned(box(b"moov", data))
    assert b"TELL" in cleaned(box(b"moov", box(b"trak", data)))


@pytest.mark.parametrize("kind", [b"mvhd", b"tkhd", b"mdhd"])
def test_times_of_a_film_are_nought(kind: bytes) -> None:
    """When it was made and changed, in four bytes each or in eight."""
    for version, size in ((0, 8), (1, 16)):
        had, clean = (
            HEAD + box(b"moov", box(b"trak", box(kind, bytes((version, 0, 0, 7)), times, number(600, 9))))
            for times in (b"T" * size, bytes(size))
        )
        assert cleaned(had) == clean
        short, empty = (
            HEAD + box(b"moov", box(b"trak", box(kind, bytes((version, 0, 0, 7)), body))) for body in (b"TT", bytes(2))
        )
        assert cleaned(short) == empty


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


@pytest.mark.parametrize("version", [b"", number(0)])
def test_what_a_maker_has_named_itself_goes(version: bytes) -> None:
    """As does a list that does not say what kind it is of."""
    for inner in (version + handler(b"mdta") + PLACE, version + box(b"ilst", PLACE), version + box(b"hdlr")):
        assert cleaned(HEAD + box(b"moov", box(b"meta", inner))) == HEAD + box(b"moov", freed(b"meta", inner))


def test_a_cover_that_is_no_photo_goes() -> None:
    """Its room stays."""
    had, clean = (
        HEAD + box(b"moov", box(b"udta", box(b"covr", box(b"data", number(13, 0), body)))) for body in (PLACE, bytes(len(PLACE)))
    )  # fmt: skip
    assert cleaned(had) == clean


def held(kind: bytes | None, words: bytes) -> bytes:
    """Return a film with a track of a kind, which holds some words."""
    start = len(HEAD) + 8
    table = box(
        b"stbl", box(b"stsc", number(0, 1, 1, 1, 1)), box(b"stco", number(0, 1, start)), box(b"stsz", number(0, len(words), 1))
    )  # fmt: skip
    media = box(b"mdia", handler(kind) if kind else b"", box(b"minf", table))
    return HEAD + box(b"mdat", words) + box(b"moov", box(b"trak", media))


@pytest.mark.parametrize("kind", [None, b"vide", b"soun", b"tmcd", b"auxv", b"pict", b"hint"])
def test_tracks_for_readers_stay(kind: bytes | None) -> None:
    """Whatever their bytes look like; one that does not say what it is has pictures."""
    assert cleaned(held(kind, b"GPS(106.8,-6.2)")) == held(kind, b"GPS(106.8,-6.2)")


@pytest.mark.parametrize("kind", [b"subt", b"sbtl", b"text", b"clcp"])
def test_tracks_of_words_stay_unless_they_tell_a_position(kind: bytes) -> None:
    """As those of drones do."""
    assert cleaned(held(kind, b"Air naik.")) == held(kind, b"Air naik.")
    assert cleaned(held(kind, b"GPS(106.8,-6.2)")) == held(kind, bytes(15))


@pytest.mark.parametrize("kind", [b"meta", b"camm", b"mebx", b"GPMF"])
def test_tracks_of_what_was_measured_are_overwritten(kind: bytes) -> None:
    """Whatever it is."""
    assert cleaned(held(kind, b"Air naik.")) == held(kind, bytes(9))


def described(entries: bytes) -> bytes:
    return HEAD + box(
        b"moov", box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", box(b"stsd", number(0, 1), entries)))))
    )


@pytest.mark.parametrize(
    "kind", [b"avc1", b"avc3", b"hvc1", b"hev1", b"mp4v", b"av01", b"vp09", b"jpeg", b"apch", b"apcn", b"apcs"]
)
def test_the_name_of_the_encoder_goes(kind: bytes) -> None:
    """From each format of pictures, where there is room for one."""
    had, clean = (described(box(kind, b"a" * 42, name, b"bcde")) for name in (b"T" * 32, bytes(32)))
    assert cleaned(had) == clean
    short = described(box(kind, b"a" * 42, b"T" * 32, b"bcd"))
    assert cleaned(short) == short
    sound = described(box(b"mp4a", b"a" * 42, b"T" * 32, b"bcde"))
    assert cleaned(sound) == sound
    one, two = box(kind, b"a" * 42, b"T" * 32, b"bcde"), box(kind, b"a" * 42, bytes(32), b"bcde")
    assert cleaned(described(one * 11)) == described(two * 10 + one)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"GPS(106.8456,-6.2088,15)", True), (b"GPS (W: 106.8)", True), (b"HOME(E 106)", True), (b"home( -6", True), (b"[latitude: -6.2088]", True),
        (b"lat=6", True), (b"Long : +106", True), (b"longt: 5", True), (b"lon:1", True), (b"longitude = 106", True),
        (b"GPS kami mati.", False), (b"latihan: 6", False), (b"flat: 6", False), (b"Lon: Aji", False), (b"Gps(barat)", False), (b"", False),
    ],
)  # fmt: skip
def test_what_tells_where_something_was_taken(text: bytes, told: bool) -> None:
    """No spoken word does."""
    assert tells_position(text) is told


def test_a_cover_too_short_for_its_head_is_no_fault() -> None:
    """It is left as it is."""
    film = box(b"ftyp", b"isom") + box(b"moov", box(b"udta", box(b"covr", box(b"data", b"abc"))))
    assert cleaned(film) == film


def box_samples(kind: bytes, *parts: bytes) -> bytes:
    inside = b"".join(parts)
    return struct.pack(">I", 8 + len(inside)) + kind + inside


def ints(*numbers: int) -> bytes:
    return struct.pack(f">{len(numbers)}I", *numbers)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []), ([(3, 3)], []), ([(5, 9), (0, 2)], [(0, 2), (5, 9)]), ([(0, 5), (3, 9)], [(0, 9)]), ([(0, 5), (5, 9)], [(0, 9)]),
        ([(0, 9), (2, 3)], [(0, 9)]), ([(0, 5), (6, 9)], [(0, 5), (6, 9)]), ([(0, 0), (4, 6)], [(4, 6)]),
    ],
)  # fmt: skip
def test_spans_are_merged(spans: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    """Each byte once."""
    assert list(merged(Span(*one) for one in spans)) == [Span(*one) for one in expected]


@pytest.mark.parametrize(("head", "expected"), [(bytes(12) + ints(7), 7), (b"\1" + bytes(19) + ints(9), 9), (b"", 0)])
def test_the_number_of_a_track(head: bytes, expected: int) -> None:
    """Behind times of 32 or of 64 bits."""
    data = box_samples(b"trak", box_samples(b"tkhd", head))
    assert number_of(data, next(boxes(data, 0, len(data)))) == expected
    without = box_samples(b"trak")
    assert number_of(without, next(boxes(without, 0, 8))) == 0


def track_samples(*tables: bytes, size: int = 1000) -> tuple[bytes, Chunk]:
    data = box_samples(b"trak", box_samples(b"mdia", box_samples(b"minf", box_samples(b"stbl", *tables))))
    return data + bytes(size), next(boxes(data, 0, len(data)))


STSZ = box_samples(b"stsz", ints(0, 0, 5, 10, 20, 30, 40, 50))
STSC = box_samples(b"stsc", ints(0, 2), ints(1, 2, 1), ints(2, 1, 1))
STCO = box_samples(b"stco", ints(0, 3, 300, 400, 500))


def test_the_chunks_of_a_track() -> None:
    """The first has two samples, all others have one; places have 32 or 64 bits."""
    expected = [Span(300, 330), Span(400, 430), Span(500, 540)]
    assert list(of_track(*track_samples(STSZ, STSC, STCO))) == expected
    wide = box_samples(b"co64", ints(0, 3), struct.pack(">3Q", 300, 400, 500))
    assert list(of_track(*track_samples(STSZ, STSC, wide))) == expected
    assert list(of_track(*track_samples(box_samples(b"stsz", ints(0, 7, 5)), STSC, STCO))) == [
        Span(300, 314),
        Span(400, 407),
        Span(500, 507),
    ]


def test_tables_that_are_not_there() -> None:
    """Nothing is known then, and nothing fails; a chunk ends with the file."""
    for tables in ((STSC, STCO), (STSZ, STCO), (STSZ, STSC), ()):
        assert list(of_track(*track_samples(*tables))) == []
    assert list(of_track(*track_samples(STSZ, box_samples(b"stsc", ints(0, 0)), STCO))) == [
        Span(300, 300),
        Span(400, 400),
        Span(500, 500),
    ]
    data, top = track_samples(STSZ, STSC, STCO, size=0)
    assert len(data) < 300
    assert {span.end for span in of_track(data, top)} == {len(data)}


def fragments(*parts: bytes, sizes: bytes = b"") -> dict[int, list[Span]]:
    """Return what fragments of a film hold, each of which is 100 bytes behind the other."""
    data = box_samples(b"moov", *([box_samples(b"mvex", sizes)] if sizes else []))
    film = data + b"".join(box_samples(b"moof", part) for part in parts) + bytes(5000)
    found = [one for one in boxes(film, 0, len(film) - 5000) if one.kind == b"moof"]
    return {
        key: [Span(span.start - len(data), span.end - len(data)) for span in spans]
        for key, spans in of_fragments(film, next(boxes(film, 0, len(film))), found).items()
    }


@pytest.mark.parametrize(
    ("head", "run", "expected"),
    [
        (ints(0x020010, 1, 7), ints(0x1, 3, 100), (100, 121)), (ints(0x020018, 1, 9, 7), ints(0x1, 3, 100), (100, 121)),
        (ints(0x02001A, 1, 9, 9, 7), ints(0x1, 3, 100), (100, 121)), (ints(0x020000, 1), ints(0x1, 3, 100), (100, 133)),
        (ints(0x020000, 1), ints(0x201, 3, 100, 5, 6, 7), (100, 118)), (ints(0x020000, 1), ints(0x301, 2, 100, 99, 5, 99, 6), (100, 111)),
        (ints(0x020000, 1), ints(0xE05, 2, 100, 9, 5, 0, 0, 6, 0, 0), (100, 111)), (ints(0x020000, 1), ints(0x0, 3), (0, 33)),
        (ints(0x020000, 1), ints(0x4, 3, 9), (0, 33)), (ints(0x0, 1), ints(0x1, 3, 100), (100, 133)),
    ],
)  # fmt: skip
def test_a_run_of_a_fragment(head: bytes, run: bytes, expected: tuple[int, int]) -> None:
    """Its place and sizes are what its flags announce; where it names none, the film does."""
    sizes = box_samples(b"trex", ints(0, 1, 1, 1, 11, 0))
    found = fragments(box_samples(b"traf", box_samples(b"tfhd", head), box_samples(b"trun", run)), sizes=sizes)
    assert found == {1: [Span(*expected)]}


def test_runs_follow_each_other() -> None:
    """In their fragment; a place of its own counts from the file. Without a head there is none."""
    two = box_samples(
        b"traf",
        box_samples(b"tfhd", ints(0x020010, 2, 10)),
        box_samples(b"trun", ints(0x1, 1, 50)),
        box_samples(b"trun", ints(0, 2)),
    )
    assert fragments(two) == {2: [Span(50, 60), Span(60, 80)]}
    assert fragments(box_samples(b"traf", box_samples(b"trun", ints(0x1, 1, 50)))) == {}
    own = box_samples(b"traf", box_samples(b"tfhd", ints(0x11, 3, 0, 400, 10)), box_samples(b"trun", ints(0, 1)))
    assert fragments(own) == {3: [Span(392, 402)]}


def test_the_number_of_a_track_has_four_bytes() -> None:
    """Whatever follows it."""
    for head, found in ((bytes(12) + ints(7, 99), 7), (b"\1" + bytes(19) + ints(9, 99), 9)):
        data = box_samples(b"trak", box_samples(b"tkhd", head))
        assert number_of(data, next(boxes(data, 0, len(data)))) == found


def test_only_defaults_of_tracks_are_read_of_what_extends_a_film() -> None:
    """Another box says how long it is; a track without any has samples of no size unless its fragment names one."""
    sizes = box_samples(b"trex", ints(0, 1, 1, 1, 11, 0)) + box_samples(b"mehd", ints(0, 1, 1, 1, 99, 0))
    run = box_samples(b"trun", ints(0x1, 3, 100))
    assert fragments(box_samples(b"traf", box_samples(b"tfhd", ints(0x020000, 1)), run), sizes=sizes) == {
        1: [Span(100, 133)]
    }
    assert fragments(box_samples(b"traf", box_samples(b"tfhd", ints(0x020000, 2)), run), sizes=sizes) == {
        2: [Span(100, 100)]
    }


def test_places_count_from_the_fragment_or_from_what_was_before() -> None:
    """As a flag of each track says; the second of a fragment without it begins where the first has ended."""
    first = box_samples(b"traf", box_samples(b"tfhd", ints(0x020010, 1, 10)), box_samples(b"trun", ints(0x1, 2, 100)))
    for flags, second in ((0x020010, Span(58, 63)), (0x10, Span(178, 183))):
        more = box_samples(b"traf", box_samples(b"tfhd", ints(flags, 2, 5)), box_samples(b"trun", ints(0x1, 1, 50)))
        moof = box_samples(b"moof", first, more)
        film = box_samples(b"moov") + moof + bytes(5000)
        found = of_fragments(film, Chunk(b"moov", 0, 8, 8, 8), [Chunk(b"moof", 8, 16, 8 + len(moof), 8 + len(moof))])
        assert found == {1: [Span(108, 128)], 2: [second]}
