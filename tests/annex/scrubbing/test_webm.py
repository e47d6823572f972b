"""Films in WebM without what tells where, when and with what they were taken."""

from __future__ import annotations

from random import Random

import pytest

from generator.annex.scrubbing import cleaned

SEEN = b"PICTURES" * 8
PLACE = b"TELL-06.2088+106.8456/"
FLIGHT = b"F/2.8, ISO 100, GPS (106.8456, -6.2088, 15) TELL"


def element(kind: int, *inner: bytes, sized: bool = True) -> bytes:
    body = b"".join(inner)
    size = len(body) | 1 << 56 if sized else (1 << 57) - 1
    return kind.to_bytes((kind.bit_length() + 7) // 8, "big") + size.to_bytes(8, "big") + body


def block(track: int, body: bytes, *, simple: bool = True) -> bytes:
    held = bytes((0x80 | track,)) + b"\0\0\0" + body
    return element(0xA3, held) if simple else element(0xA0, element(0xA1, held))


def tag(name: bytes, text: bytes, *inner: bytes) -> bytes:
    return element(0x67C8, element(0x45A3, name), element(0x4487, text), *inner)


def film(*, sized: bool = True, words: bytes = b"Air naik.") -> bytes:
    """Return a film with places in all the ways that there are; sent while it was taken, it does not say how long it is."""
    info = element(
        0x1549A966, element(0xBF, b"\1\2\3\4"), element(0x2AD7B1, b"\x0f\x42\x40"), element(0x4461, b"TELLTELL"), element(0x7384, PLACE),
        element(0x4D80, b"TELL 1.0"), element(0x5741, b"TELL 2.0"), element(0x7BA9, b"Judul"),
    )  # fmt: skip
    tracks = element(
        0x1654AE6B, *(element(0xAE, element(0xD7, bytes((number,))), element(0x83, bytes((kind,)))) for number, kind in ((1, 1), (2, 2), (3, 0x21), (4, 17)))
    )  # fmt: skip
    clusters = [
        element(0x1F43B675, element(0xE7, b"\0"), block(1, SEEN), block(3, PLACE), block(2, SEEN), sized=sized),
        element(0x1F43B675, element(0xE7, b"\1"), block(3, PLACE, simple=False), block(4, words, simple=False), block(1, SEEN), sized=sized),
    ]  # fmt: skip
    tags = element(
        0x1254C367,
        element(0x7373, tag(b"ARTIST", b"Sari"), tag(b"LOCATION", PLACE), tag(b"TITLE", b"Lain", tag(b"GEO", PLACE))),
    )
    files = element(0x1941A469, element(0x61A7, element(0x466E, PLACE)))
    segment = element(0x18538067, info, tracks, *clusters, tags, files, element(0xEC, PLACE), sized=sized)
    return (
        element(0x1A45DFA3, element(0x4282, b"webm")) + segment + (b"" if not sized else element(0xEC, PLACE) + b"TELL")
    )


@pytest.mark.parametrize("sized", [True, False])
def test_a_film_tells_nothing(sized: bool) -> None:
    """Neither where nor when nor with what; what is seen and said lies where it did, and whose it is stays."""
    data = film(sized=sized)
    clean = cleaned(data)
    assert b"TELL" not in clean
    assert len(clean) == len(data)
    for kept in (SEEN, b"Judul", b"Sari", b"Air naik."):
        assert kept in clean
        assert [at for at in range(len(data)) if data.startswith(kept, at)] == [
            at for at in range(len(data)) if clean.startswith(kept, at)
        ]
    assert cleaned(clean) == clean


def test_a_damaged_film_ends() -> None:
    """Cut short or with any bytes changed, nothing fails, and the length is the same."""
    dice = Random(1)
    for number in range(200):
        whole = film(sized=number % 2 == 0)
        data = bytearray(whole[: dice.randrange(8, len(whole))] if dice.random() < 0.5 else whole)
        for _ in range(dice.randrange(4)):
            data[dice.randrange(4, len(data))] = dice.randrange(256)
        assert len(cleaned(bytes(data))) == len(data)


EBML, SEGMENT, CLUSTER = 0x1A45DFA3, 0x18538067, 0x1F43B675


def whole(*parts: bytes, sized: bool = True) -> bytes:
    return element(EBML) + element(SEGMENT, *parts, sized=sized)


def kinds(*of: int | None, words: bytes = FLIGHT) -> bytes:
    """Return a film with tracks of these types, each of which says something."""
    tracks = [
        element(0xAE, element(0xD7, bytes((at,))), *([element(0x83, bytes((kind,)))] if kind is not None else []))
        for at, kind in enumerate(of, 1)
    ]
    said = [block(at, words, simple=at % 2 == 1) for at in range(1, len(of) + 1)]
    return whole(element(0x1654AE6B, *tracks), element(CLUSTER, *said))


@pytest.mark.parametrize("kind", [1, 2, 3, None])
def test_tracks_for_readers_stay(kind: int | None) -> None:
    """Pictures, sound and both; one that does not say what it is; and subtitles that tell no position."""
    assert cleaned(kinds(kind)) == kinds(kind)
    assert cleaned(kinds(17, words=b"Air naik.")) == kinds(17, words=b"Air naik.")
    assert cleaned(kinds(17)) == kinds(17, words=bytes(len(FLIGHT)))


@pytest.mark.parametrize("kind", [4, 16, 18, 32, 33])
def test_tracks_of_what_was_measured_are_overwritten(kind: int) -> None:
    """Whatever it is, up to the end of each block, and no other's."""
    assert cleaned(kinds(kind, words=b"Air")) == kinds(kind, words=bytes(3))
    assert cleaned(kinds(1, kind, 2)) == kinds(1, kind, 2).replace(
        block(2, FLIGHT, simple=False), block(2, bytes(len(FLIGHT)), simple=False)
    )
