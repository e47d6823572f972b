"""Where in a film lies what its tracks hold."""

from __future__ import annotations

import struct

import pytest

from generator.annex.scrubbing.samples import Span, merged, number_of, of_fragments, of_track
from generator.pictures.chunks import Chunk, boxes


def box(kind: bytes, *parts: bytes) -> bytes:
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
    data = box(b"trak", box(b"tkhd", head))
    assert number_of(data, next(boxes(data, 0, len(data)))) == expected
    without = box(b"trak")
    assert number_of(without, next(boxes(without, 0, 8))) == 0


def track(*tables: bytes, size: int = 1000) -> tuple[bytes, Chunk]:
    data = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", *tables))))
    return data + bytes(size), next(boxes(data, 0, len(data)))


STSZ = box(b"stsz", ints(0, 0, 5, 10, 20, 30, 40, 50))
STSC = box(b"stsc", ints(0, 2), ints(1, 2, 1), ints(2, 1, 1))
STCO = box(b"stco", ints(0, 3, 300, 400, 500))


def test_the_chunks_of_a_track() -> None:
    """The first has two samples, all others have one; places have 32 or 64 bits."""
    expected = [Span(300, 330), Span(400, 430), Span(500, 540)]
    assert list(of_track(*track(STSZ, STSC, STCO))) == expected
    wide = box(b"co64", ints(0, 3), struct.pack(">3Q", 300, 400, 500))
    assert list(of_track(*track(STSZ, STSC, wide))) == expected
    assert list(of_track(*track(box(b"stsz", ints(0, 7, 5)), STSC, STCO))) == [
        Span(300, 314),
        Span(400, 407),
        Span(500, 507),
    ]


def test_tables_that_are_not_there() -> None:
    """Nothing is known then, and nothing fails; a chunk ends with the file."""
    for tables in ((STSC, STCO), (STSZ, STCO), (STSZ, STSC), ()):
        assert list(of_track(*track(*tables))) == []
    assert list(of_track(*track(STSZ, box(b"stsc", ints(0, 0)), STCO))) == [
        Span(300, 300),
        Span(400, 400),
        Span(500, 500),
    ]
    data, top = track(STSZ, STSC, STCO, size=0)
    assert len(data) < 300
    assert {span.end for span in of_track(data, top)} == {len(data)}


def fragments(*parts: bytes, sizes: bytes = b"") -> dict[int, list[Span]]:
    """Return what fragments of a film hold, each of which is 100 bytes behind the other."""
    data = box(b"moov", *([box(b"mvex", sizes)] if sizes else []))
    film = data + b"".join(box(b"moof", part) for part in parts) + bytes(5000)
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
    sizes = box(b"trex", ints(0, 1, 1, 1, 11, 0))
    found = fragments(box(b"traf", box(b"tfhd", head), box(b"trun", run)), sizes=sizes)
    assert found == {1: [Span(*expected)]}


def test_runs_follow_each_other() -> None:
    """In their fragment; a place of its own counts from the file. Without a head there is none."""
    two = box(b"traf", box(b"tfhd", ints(0x020010, 2, 10)), box(b"trun", ints(0x1, 1, 50)), box(b"trun", ints(0, 2)))
    assert fragments(two) == {2: [Span(50, 60), Span(60, 80)]}
    assert fragments(box(b"traf", box(b"trun", ints(0x1, 1, 50)))) == {}
    own = box(b"traf", box(b"tfhd", ints(0x11, 3, 0, 400, 10)), box(b"trun", ints(0, 1)))
    assert fragments(own) == {3: [Span(392, 402)]}


def test_the_number_of_a_track_has_four_bytes() -> None:
    """Whatever follows it."""
    for head, found in ((bytes(12) + ints(7, 99), 7), (b"\1" + bytes(19) + ints(9, 99), 9)):
        data = box(b"trak", box(b"tkhd", head))
        assert number_of(data, next(boxes(data, 0, len(data)))) == found


def test_only_defaults_of_tracks_are_read_of_what_extends_a_film() -> None:
    """Another box says how long it is; a track without any has samples of no size unless its fragment names one."""
    sizes = box(b"trex", ints(0, 1, 1, 1, 11, 0)) + box(b"mehd", ints(0, 1, 1, 1, 99, 0))
    run = box(b"trun", ints(0x1, 3, 100))
    assert fragments(box(b"traf", box(b"tfhd", ints(0x020000, 1)), run), sizes=sizes) == {1: [Span(100, 133)]}
    assert fragments(box(b"traf", box(b"tfhd", ints(0x020000, 2)), run), sizes=sizes) == {2: [Span(100, 100)]}


def test_places_count_from_the_fragment_or_from_what_was_before() -> None:
    """As a flag of each track says; the second of a fragment without it begins where the first has ended."""
    first = box(b"traf", box(b"tfhd", ints(0x020010, 1, 10)), box(b"trun", ints(0x1, 2, 100)))
    for flags, second in ((0x020010, Span(58, 63)), (0x10, Span(178, 183))):
        more = box(b"traf", box(b"tfhd", ints(flags, 2, 5)), box(b"trun", ints(0x1, 1, 50)))
        moof = box(b"moof", first, more)
        film = box(b"moov") + moof + bytes(5000)
        found = of_fragments(film, Chunk(b"moov", 0, 8, 8, 8), [Chunk(b"moof", 8, 16, 8 + len(moof), 8 + len(moof))])
        assert found == {1: [Span(108, 128)], 2: [second]}
