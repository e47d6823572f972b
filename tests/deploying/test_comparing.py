"""What a target has, by its listing: known by size and sum, or not known."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from generator.base.digest import digest
from generator.deploying.changes import Built
from generator.deploying.comparing import compared, found_at, known_by
from generator.deploying.manifest import UNKNOWN
from generator.deploying.rclone import running
from generator.deploying.remote import Entry, Remote
from generator.deploying.twins import digest_of, packed
from generator.portal.targets import Target

TEXT = b"Isi berita."
MD5 = hashlib.md5(TEXT).hexdigest()


@pytest.mark.parametrize(
    ("entry", "known"),
    [
        (Entry(len(TEXT), MD5), digest(TEXT)), (Entry(len(TEXT), ""), UNKNOWN), (Entry(len(TEXT), MD5[::-1]), UNKNOWN),
        (Entry(len(TEXT) + 1, MD5), UNKNOWN),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_size_and_its_sum(tmp_path: Path, entry: Entry, known: bytes) -> None:
    """Of any other nobody knows what is in it."""
    (tmp_path / "a.html").write_bytes(TEXT)
    built = {"a.html": Built("list", digest(TEXT)), "b.html": Built("list", digest(TEXT))}
    assert found_at({"a.html": entry}, built, (), tmp_path) == {"a.html": known}
    assert found_at({"b.html": entry}, built, (), tmp_path) == {"b.html": UNKNOWN}


def test_what_is_not_built_is_the_portals_if_it_is_known(tmp_path: Path) -> None:
    """Or if a deploy left it unfinished; files of others are passed over."""
    built = {"a.html": Built("list", digest(TEXT))}
    listed = dict.fromkeys(
        ("lama.html", "orang.html", "a.html.0123abcd.partial", "b.html.0123abcd.partial"), Entry(3, "")
    )
    assert found_at(listed, built, {"lama.html"}, tmp_path) == {
        "lama.html": UNKNOWN,
        "a.html.0123abcd.partial": UNKNOWN,
    }


def test_a_twin_is_known_by_the_text_that_it_holds(tmp_path: Path) -> None:
    """Without its text beside it, and like any other file, by its own bytes."""
    twin = packed("a.html.gz", TEXT)
    built = {"a.html": Built("list", digest(TEXT)), "a.html.gz": Built("list", b"", "a.html")}
    assert known_by("a.html.gz", twin, built, tmp_path) == digest(twin)
    (tmp_path / "a.html").write_bytes(TEXT)
    assert known_by("a.html.gz", twin, built, tmp_path) == digest_of("a.html.gz", twin, len(TEXT))
    assert known_by("a.html", TEXT, built, tmp_path) == digest(TEXT)
    assert known_by("a.html.gz", packed("a.html.gz", TEXT + b"!"), built, tmp_path) != known_by(
        "a.html.gz", twin, built, tmp_path
    )


def test_what_no_listing_tells_is_read(tmp_path: Path) -> None:
    """Packed twins, and files of which it has no sum; those that are gone meanwhile stay unknown."""
    target = Target("utama", "local", str(tmp_path / "publik"), str(tmp_path / "manifes"))
    at, output = tmp_path / "publik", tmp_path / "build"
    for folder in (at, output, tmp_path / "kerja"):
        folder.mkdir()
    for folder in (at, output):
        (folder / "a.html").write_bytes(TEXT)
    twin = packed("a.html.gz", TEXT)
    (at / "a.html.gz").write_bytes(twin)
    (at / "b.html").write_bytes(b"lain")
    (at / "c.html").write_bytes(b"lain")
    built = {path: Built("list", digest(TEXT)) for path in ("a.html", "b.html", "c.html", "d.html", "hilang.html")}
    built["a.html.gz"] = Built("list", b"", "a.html")
    there = {**dict.fromkeys(built, UNKNOWN), "d.html": digest(TEXT), "orang.html": UNKNOWN}
    listed = {path: Entry(1, MD5 if path in ("c.html", "a.html.gz") else "") for path in there}
    told: list[tuple[str, int, int]] = []
    with running(target) as rclone:
        remote = Remote(target, rclone, tmp_path / "kerja")
        found = compared(remote, there, listed, built, output, tmp_path / "salinan", lambda *one: told.append(one))
    assert found == {
        "a.html": digest(TEXT), "b.html": digest(b"lain"), "c.html": UNKNOWN, "d.html": digest(TEXT), "hilang.html": UNKNOWN,
        "a.html.gz": digest_of("a.html.gz", twin, len(TEXT)), "orang.html": UNKNOWN,
    }  # fmt: skip
    assert told[-1] == ("comparing", 4, 4)
    assert {stage for stage, _, _ in told} == {"comparing"}
    assert not (tmp_path / "salinan").exists()
    assert there["a.html"] == UNKNOWN
