"""Films in WebM without what tells where, when and with what they were taken."""

from __future__ import annotations

from functools import partial
from random import Random

import pytest

from generator.annex.scrubbing import cleaned
from tests import growth

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


def test_subtitles_in_which_a_drone_tells_where_it_is() -> None:
    """They go, unlike those for readers."""
    clean = cleaned(film(words=FLIGHT))
    assert b"TELL" not in clean
    assert b"GPS" not in clean


def test_a_damaged_film_ends() -> None:
    """Cut short or with any bytes changed, nothing fails, and the length is the same."""
    dice = Random(1)
    for number in range(200):
        whole = film(sized=number % 2 == 0)
        data = bytearray(whole[: dice.randrange(8, len(whole))] if dice.random() < 0.5 else whole)
        for _ in range(dice.randrange(4)):
            data[dice.randrange(4, len(data))] = dice.randrange(256)
        assert len(cleaned(bytes(data))) == len(data)


def test_clusters_without_end_do_not_nest() -> None:
    """Each ends where the next begins, however many there are."""
    clusters = b"".join(element(0x1F43B675, element(0xE7, b"\0"), block(1, b"x"), sized=False) for _ in range(2000))
    data = element(0x1A45DFA3) + element(0x18538067, clusters, sized=False)
    assert cleaned(data) == data
    growth.held(
        lambda n: partial(cleaned, element(0x1A45DFA3) + element(0x18538067, clusters[: n * 25], sized=False)), 2_000
    )


EBML, SEGMENT, INFO, TAGS, CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1254C367, 0x1F43B675


def whole(*parts: bytes, sized: bool = True) -> bytes:
    return element(EBML) + element(SEGMENT, *parts, sized=sized)


def void(data: bytes) -> bytes:
    """Return what becomes of an element that readers have no need of."""
    if len(data) < 100:
        return bytes((0xEC, 0x80 | (len(data) - 2))) + bytes(len(data) - 2)
    return b"\xec" + (len(data) - 9 | 1 << 56).to_bytes(8, "big") + bytes(len(data) - 9)


def test_the_parts_of_a_film_stay() -> None:
    """Cues, index and chapters too; files and what nobody knows become void, which has the same length."""
    kept = [element(kind, b"isi") for kind in (0x1C53BB6B, 0x114D9B74, 0x1043A770)]
    assert cleaned(whole(*kept)) == whole(*kept)
    for size in (1, 90, 91, 92, 200):
        gone = [element(kind, b"T" * size) for kind in (0x1941A469, 0xEC, 0x4489)]
        assert cleaned(whole(kept[0], *gone, kept[1])) == whole(kept[0], *map(void, gone), kept[1])
    short = b"\xec\x80" + b"\xbf\x85hello"
    assert cleaned(whole(short)) == whole(b"\xec\x80" + void(b"\xbf\x85hello"))
    behind = element(0xEC, PLACE)
    assert cleaned(whole(*kept) + behind) == whole(*kept) + void(behind)


@pytest.mark.parametrize("kind", [0x1654AE6B, 0x1F43B675, 0x1C53BB6B, 0x114D9B74, 0x1043A770, 0x1941A469, INFO, TAGS])
def test_a_cluster_without_a_size_ends_at_the_next_part(kind: int) -> None:
    """Whatever that is."""
    cluster = element(CLUSTER, element(0xE7, b"\0"), element(0xEC), block(1, SEEN), sized=False)
    part = element(kind)
    clean, lost = void(part) if kind == 0x1941A469 else part, element(0x4489, PLACE)
    assert cleaned(whole(cluster, part, lost, sized=False)) == whole(cluster, clean, void(lost), sized=False)


def test_what_is_said_of_a_film() -> None:
    """When it was made and from which files goes, what has written it is blank, and the rest stays."""
    names = [element(kind, b"TELL") for kind in (0x4461, 0x7384, 0x3C83AB, 0x3E83BB, 0xBF)]
    programs, kept = (0x4D80, 0x5741), [element(kind, b"isi") for kind in (0x7BA9, 0x2AD7B1, 0x4489, 0x73A4)]
    had = element(INFO, *names, *(element(kind, b"TELL") for kind in programs), *kept)
    clean = element(INFO, *map(void, names), *(element(kind, bytes(4)) for kind in programs), *kept)
    assert cleaned(whole(had)) == whole(clean)


def test_tags_of_a_film() -> None:
    """Those that say whose it is stay, in letters of any size; a sum over them goes."""
    kept = [
        tag(name, b"Sari")
        for name in (
            b"TITLE",
            b"ARTIST",
            b"ALBUM",
            b"COPYRIGHT",
            b"PERFORMER",
            b"PUBLISHER",
            b"DURATION",
            b"title",
            b"TITLE\0",
        )
    ]
    gone = [
        tag(b"LOCATION", PLACE), tag(b"TITLE", b"Judul", tag(b"TITLE", b"Lain")), element(0x67C8, element(0x4487, PLACE)), element(0xBF, b"TELL"),
        element(0x67C8, element(0x45A3, b"TITLE"), element(0x45A3, b"TITLE"), element(0x4487, PLACE)),
    ]  # fmt: skip
    aim, lost = element(0x63C0, b"isi"), element(0xEC, PLACE)
    had = element(TAGS, element(0x7373, aim, *kept, *gone), lost)
    assert cleaned(whole(had)) == whole(element(TAGS, element(0x7373, aim, *kept, *map(void, gone)), void(lost)))


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
    """Pictures, sound and both; one that does not say what it is has pictures."""
    assert cleaned(kinds(kind)) == kinds(kind)


@pytest.mark.parametrize("kind", [4, 16, 18, 32, 33])
def test_tracks_of_what_was_measured_are_overwritten(kind: int) -> None:
    """Whatever it is, up to the end of each block, and no other's."""
    assert cleaned(kinds(kind, words=b"Air")) == kinds(kind, words=bytes(3))
    assert cleaned(kinds(1, kind, 2)) == kinds(1, kind, 2).replace(
        block(2, FLIGHT, simple=False), block(2, bytes(len(FLIGHT)), simple=False)
    )


def test_subtitles_stay_unless_they_tell_a_position() -> None:
    """As those of drones do."""
    assert cleaned(kinds(17, words=b"Air naik.")) == kinds(17, words=b"Air naik.")
    assert cleaned(kinds(17)) == kinds(17, words=bytes(len(FLIGHT)))


def test_doubtful_tracks_are_few() -> None:
    """Beyond a number that no film has they are not looked into."""
    assert b"TELL" not in cleaned(kinds(*[33] * 64))
    assert b"TELL" in cleaned(kinds(*[33] * 65))


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (b"", b""),
        (b"\x1a", b"\x1a"),
        (element(EBML) + b"\x42", element(EBML) + b"\0"),
        (element(EBML) + b"\x08\x81T", element(EBML) + bytes(3)),
        (element(EBML) + b"\x42\x86", element(EBML) + bytes(2)),
        (element(EBML) + b"\x42\x86\x80", element(EBML) + b"\xec\x81\0"),
        (element(EBML) + b"\x42\x86\x00" + bytes(9), element(EBML) + bytes(12)),
        (element(EBML) + b"\x42\x86\x90T", element(EBML) + b"\xec\x82\0\0"),
        (element(EBML) + b"\x10\0\0\0\x40\1T", element(EBML) + b"\xec\x85" + bytes(5)),
    ],
)  # fmt: skip
def test_elements_are_followed_as_far_as_they_can_be(data: bytes, kept: bytes) -> None:
    """Numbers say in their first bits how long they are; what follows the last element is overwritten."""
    assert cleaned(data) == kept
