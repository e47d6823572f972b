"""Parse: from the bytes of a file to its record, its facts, or its problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.digest import digest
from generator.base.folder import Folder
from generator.base.source import Source
from generator.engine.parse import Job, Parsed, kind_of, parse_batch, same
from generator.engine.scan import Candidate
from generator.model.codec import decode
from generator.model.lookup_keys import file_key
from generator.model.records import Article, Media
from generator.store.folders import UNKNOWN
from tests.support import READING, article, png

NEWS = "daerah/2024/10/banjir.md"


def parsed(folder: Path, path: str, data: bytes) -> Parsed:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return parse_batch(Job(Source(str(folder)), READING), (Candidate(path, UNKNOWN, b""),))[0]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (NEWS, "article"), ("authors/sari.md", "profile"), ("pages/redaksi.md", "standing"), ("foto/a.jpg", "media"),
        ("authors/sari.jpg", "media"),
    ],
)  # fmt: skip
def test_the_path_alone_says_what_a_file_is(path: str, kind: str) -> None:
    """Nothing has to be read for it."""
    assert kind_of(path) == kind


def test_an_article_has_a_record_and_facts(tmp_path: Path) -> None:
    """With the digest of its bytes."""
    data = article("Banjir").encode()
    one = parsed(tmp_path, NEWS, data)
    assert (one.kind, one.digest, one.problems) == ("article", digest(data), ())
    assert decode(Article, one.record).matter.title == "Banjir"
    assert one.facts is not None
    assert file_key(NEWS) in one.facts.names


def test_an_article_with_problems_has_no_record(tmp_path: Path) -> None:
    """Each problem has its place; the digest is known."""
    one = parsed(tmp_path, NEWS, b"tanpa kepala")
    assert (one.record, one.facts) == (b"", None)
    assert [problem.where.path for problem in one.problems] == [f"content/{NEWS}"]
    assert one.digest == digest(b"tanpa kepala")


def test_a_picture_has_its_size(tmp_path: Path) -> None:
    """In pixels, and in bytes."""
    data = png(64, 48)
    one = parsed(tmp_path, "foto/a.png", data)
    media = decode(Media, one.record)
    assert (media.width, media.height, media.size) == (64, 48, len(data))


@pytest.mark.parametrize(
    ("path", "data", "message"),
    [
        ("a.html", b"<p>", "a file of this kind is not published"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "this SVG is more than a picture"),
    ],
)
def test_what_a_browser_executes_is_refused(tmp_path: Path, path: str, data: bytes, message: str) -> None:
    """By its ending, or by what it holds."""
    one = parsed(tmp_path, path, data)
    assert one.record == b""
    assert one.problems[0].message.startswith(message)


def test_a_file_that_is_gone_since_the_scan_is_a_problem(tmp_path: Path) -> None:
    """It stops nobody else's batch."""
    (tmp_path / "a.vtt").write_bytes(b"x")
    gone, there = parse_batch(
        Job(Source(str(tmp_path)), READING), (Candidate(NEWS, UNKNOWN, b""), Candidate("a.vtt", UNKNOWN, b""))
    )
    assert gone.problems[0].message == "this file cannot be read: No such file or directory"
    assert there.problems == ()


@pytest.mark.parametrize("path", [NEWS, "foto/a.jpg"])
def test_a_file_is_the_same_by_its_bytes(tmp_path: Path, path: str) -> None:
    """Whatever its times are; a new one never is, nor one that cannot be read."""
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_bytes(b"isi")
    with Folder(tmp_path) as folder:
        assert same(folder, READING, Candidate(path, UNKNOWN, digest(b"isi")))
        assert not same(folder, READING, Candidate(path, UNKNOWN, digest(b"lain")))
        assert not same(folder, READING, Candidate(path, UNKNOWN, b""))
        file.unlink()
        assert not same(folder, READING, Candidate(path, UNKNOWN, digest(b"isi")))
