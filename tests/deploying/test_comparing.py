"""What a target has, by its listing: known by size and sum, or not known."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from generator.base.digest import digest
from generator.deploying.changes import Built
from generator.deploying.comparing import found_at, known_by
from generator.deploying.manifest import UNKNOWN
from generator.deploying.remote import Entry
from generator.deploying.twins import digest_of, packed

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
