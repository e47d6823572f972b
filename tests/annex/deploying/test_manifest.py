"""What a target says of itself is hostile, and adds up."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.annex.deploying.changes import compare
from generator.annex.deploying.editions import Edition, is_older
from generator.annex.deploying.manifest import (
    UNKNOWN,
    DamagedError,
    Head,
    Hold,
    Parts,
    Room,
    decode_head,
    decode_part,
    encode_part,
    encode_record,
    merged,
)
from generator.annex.deploying.output import Built
from generator.annex.deploying.rclone import running
from generator.annex.deploying.remote import Remote
from generator.base.digest import digest
from generator.model.deploy_targets import Target
from tests.deploying_support import rclone

PATHS = st.sampled_from(["index.html", "a/index.html", "feed.xml", "gambar/a.webp", "foto/é.jpg"])
DIGESTS = st.sampled_from([b"1" * 16, b"2" * 16])


@given(st.lists(st.dictionaries(PATHS, st.one_of(DIGESTS, st.just(UNKNOWN), st.none())), max_size=5))
def test_parts_add_up(parts):
    """The last word on a file counts."""
    read = [decode_part(*encode_part(part), Room()) for part in parts]
    assert read == parts
    last = {path: known for part in parts for path, known in part.items()}
    assert merged(read) == {path: known for path, known in last.items() if known is not None}


@given(st.dictionaries(PATHS, DIGESTS), st.dictionaries(PATHS, st.one_of(DIGESTS, st.just(UNKNOWN))))
def test_what_is_sent_makes_the_target_what_was_built(built, there):
    """Nothing is sent that is there, nobody can tell from what is known what nobody can vouch for."""
    changes = compare({path: Built("article", known) for path, known in built.items()}, there, with_headers=True)
    sent = list(changes.files)
    assert len(sent) == len(set(sent))
    assert {path for path in sent if there.get(path) == built[path]} == set()
    after = {**there, **{path: built[path] for path in sent}}
    assert {path: known for path, known in after.items() if path not in changes.gone} == built


@given(
    st.sets(st.sampled_from(["a.png", "a.png/b.png", "a.png/c/d.png", "a/b.png", "a.pn"])),
    st.sets(st.sampled_from(["a.png", "a.png/b.png", "a.png/c/d.png", "a/b.png", "a.pn"])),
)
def test_what_is_in_the_way_goes_first(built, there):
    """A file in whose place there will be a folder, and all in a folder that becomes a file; nothing else."""
    known = {path: Built("media", b"1" * 16) for path in built}
    changes = compare(known, dict.fromkeys(there, b"2" * 16), with_headers=False)
    blocking = {a for a in there - built for b in built if f"{a}/".startswith(f"{b}/") or f"{b}/".startswith(f"{a}/")}
    assert set(changes.blocking) == blocking
    assert set(changes.deleted) == there - built - blocking


def test_a_head_is_read_as_it_was_written():
    """All of it."""
    head = Head(
        "https://uji.example", 7, "", ("0" * 32,), "sari@redaksi:1", 12, edition=Edition(5, "a" * 40, 4),
        hold=Hold("000001", "sari@redaksi:1", 3),
    )  # fmt: skip
    assert decode_head(encode_record(head)) == head


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", b"[]", b"\xff", b'{"site":1}', encode_record(Head("x", 1, "", ("../../etc/passwd",))), b"[" * 100_000,
        encode_record(Head("x", 1, "", (), edition=Edition(1, "--upload-pack=touch", 1))),
    ],
)  # fmt: skip
def test_a_hostile_head_is_damaged(data):
    """Whatever it is."""
    with pytest.raises(DamagedError):
        decode_head(data)


def packed(files: object) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(files))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"x", packed(1), packed({"../a": None}), packed({"/etc/passwd": None}), packed({"a//b": None}), packed({"a\nb": None}),
        packed({"": None}), packed({"a\\b": None}), packed({"a": "teks"}),
    ],
)  # fmt: skip
def test_a_hostile_part_is_damaged(data):
    """Nothing outside of the portal can be deleted by what a target says; nor is a part believed that has another's name."""
    with pytest.raises(DamagedError):
        decode_part(digest(data).hex(), data, Room())
    with pytest.raises(DamagedError):
        decode_part("0" * 32, packed({"a": None}), Room())


def test_paths_are_judged_together_as_they_are_alone():
    """However they lie beside each other, a part is believed if each of its paths leads to a file below the output."""
    rng = random.Random(5)
    pieces = ["a", ".", "..", "", "...", ".b", "\n", "\\", "\x1f", "\x7f", "é", "a.b", "c"]
    for _ in range(3000):
        paths = ["/".join(rng.choices(pieces, k=rng.randrange(1, 4))) for _ in range(rng.randrange(4))]
        paths = [path for path in paths if rng.random() < 0.6 or not set(path) & set("\n\\\x1f\x7f")]
        inside = all(
            not set(path) & set("\n\\\x1f\x7f") and not {"", ".", ".."} & set(path.split("/")) for path in paths
        )
        data = packed(dict.fromkeys(paths, b"x"))
        if inside:
            assert decode_part(digest(data).hex(), data, Room()) == dict.fromkeys(paths, b"x")
        else:
            with pytest.raises(DamagedError):
                decode_part(digest(data).hex(), data, Room())


def test_a_head_of_an_earlier_version_of_the_program_is_read() -> None:
    """It says nothing of what was built; nobody is refused for that."""
    old = {
        name: one
        for name, one in msgspec.json.decode(encode_record(Head("x", 3, "", ()))).items()
        if name not in ("edition", "hold")
    }
    head = decode_head(msgspec.json.encode(old))
    assert (head.number, head.edition, head.hold) == (3, Edition(), None)
    assert not is_older(Edition(0), head.edition, Path())


def test_parts_have_a_bound():
    """Their number and their names."""
    many = tuple(f"{number:032x}" for number in range(10_001))
    assert decode_head(encode_record(Head("x", 1, "", many[:10_000]))).parts == many[:10_000]
    for parts in (many, ("0" * 31,), ("0" * 33,), ("A" * 32,), ("g" * 32,)):
        with pytest.raises(DamagedError):
            decode_head(encode_record(Head("x", 1, "", parts)))
    for head in (Head("x", 1, "", (), version=2), Head("x", 1, "", (), version=0)):
        with pytest.raises(DamagedError):
            decode_head(encode_record(head))


A, B, C = b"a" * 16, b"b" * 16, b"c" * 16


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[Remote]:
    rclone()
    (tmp_path / "sementara").mkdir()
    target = Target("utama", "local", str(tmp_path / "publik"), str(tmp_path / "manifes"))
    with running(target) as program:
        yield Remote(target, program, tmp_path / "sementara")


@pytest.fixture
def parts(remote: Remote, tmp_path: Path) -> Parts:
    (tmp_path / "sini").mkdir()
    return Parts(remote, tmp_path / "sini")


def elsewhere(remote: Remote, tmp_path: Path) -> Parts:
    """Return the same parts on a machine that has read none."""
    (tmp_path / "sana").mkdir()
    return Parts(remote, tmp_path / "sana")


def head(*names: str) -> Head:
    return Head("https://uji.example", 1, "", names)


def test_what_is_written_is_read_on_any_machine(parts: Parts, remote: Remote, tmp_path: Path) -> None:
    """And kept there, so that it is not asked for again; what was damaged meanwhile is."""
    first = parts.write({"index.html": A, "x.html": B})
    second = parts.write({"x.html": None, "y.html": C})
    assert (parts.size(first), parts.size(second), parts.size("0" * 32)) == (2, 2, 0)
    assert sorted(remote.listed("parts")) == sorted([first, second])
    other = elsewhere(remote, tmp_path)
    assert other.size(first) == 0
    assert other.agreed([head(first, second)]) == {"index.html": A, "y.html": C}
    assert other.size(first) == 2
    (tmp_path / "sana" / first).write_bytes(b"rusak")
    assert other.agreed([head(first, second)]) == {"index.html": A, "y.html": C}
    remote.remove([f"parts/{first}", f"parts/{second}"])
    assert other.agreed([head(first, second)]) == {"index.html": A, "y.html": C}
    with pytest.raises(FileNotFoundError):
        other.agreed([head("0" * 32)])


def test_heads_that_say_different_things_vouch_for_neither(parts: Parts) -> None:
    """What they say alike is believed, and what only one of them knows is not."""
    one, two = parts.write({"a": A, "b": B, "c": C}), parts.write({"a": A, "b": C, "d": A})
    assert parts.agreed([head(one), head(two)]) == {"a": A, "b": UNKNOWN, "c": UNKNOWN, "d": UNKNOWN}
    assert parts.agreed([]) == {}


def test_all_paths_that_anybody_remembers(parts: Parts, remote: Remote, tmp_path: Path) -> None:
    """Here or at the target; what is damaged or is no part is left out."""
    one = elsewhere(remote, tmp_path).write({"a": A})
    two = parts.write({"b": None})
    remote.remove([f"parts/{two}"])
    remote.write(f"parts/{'0' * 32}", b"rusak")
    remote.write("parts/catatan.txt", b"x")
    assert parts.remembered() == {"a", "b"}
    parts.forget({one})
    assert [file.name for file in (tmp_path / "sini").iterdir()] == [one]
    assert parts.remembered() == {"a"}


def test_a_part_that_is_another_is_damage(parts: Parts, remote: Remote, tmp_path: Path) -> None:
    """It was not what it says."""
    one, two = parts.write({"a": A}), parts.write({"b": B})
    remote.write(f"parts/{one}", remote.read(f"parts/{two}"))
    with pytest.raises(DamagedError):
        elsewhere(remote, tmp_path).agreed([head(one)])


@pytest.mark.parametrize(
    ("plain", "entries"),
    [(b"\x80", 16), (b"\x8f", 16), (b"", 16), (b"\xde\0\x14", 21), (b"\xde\1\0", 257), (b"\xdf\0\1\0\0", 65_536)],
)  # fmt: skip
def test_what_a_part_claims_to_hold_counts_before_it_is_read(plain: bytes, entries: int) -> None:
    """A small mapping for the most that it can have; all parts of a head share one room."""
    data = zlib.compress(plain)
    assert Room(1000, entries).unpack(data) == plain
    with pytest.raises(DamagedError):
        Room(1000, entries - 1).unpack(data)
    shared = Room(1000, 2 * entries)
    assert [shared.unpack(data) for _ in range(2)] == [plain] * 2
    with pytest.raises(DamagedError):
        shared.unpack(data)


def test_what_parts_unpack_to_has_a_bound() -> None:
    """Together, and to the byte; what is not packed at all is damaged."""
    data = zlib.compress(bytes(10))
    room = Room(20)
    assert [room.unpack(data) for _ in range(2)] == [bytes(10)] * 2
    for full in (room, Room(9)):
        with pytest.raises(DamagedError):
            full.unpack(data)
    with pytest.raises(DamagedError):
        Room().unpack(b"bukan")
