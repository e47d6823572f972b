"""The files that are to be sent are kept as they were built."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.annex.deploying.output import Built, Taken, take
from generator.annex.deploying.precompressed import compress
from generator.base.digest import digest
from generator.base.errors import UsageError

FILES = {"index.html": b"beranda", "daerah/a/index.html": b"berita"}
BUILT = {path: Built("list", digest(data)) for path, data in FILES.items()} | {
    "index.html.gz": Built("list", b"x", "index.html")
}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for path, data in FILES.items():
        file = tmp_path / "build" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return tmp_path / "build"


def taken(output: Path, *batches: tuple[str, ...]) -> list[Taken]:
    return take(output, batches, BUILT, output.parent / "work")


def test_each_batch_has_a_folder_of_second_names(output: Path) -> None:
    """A build that puts another file in the place of one changes nothing of it; a twin is made here."""
    first, second = taken(output, ("index.html", "index.html.gz"), ("daerah/a/index.html",))
    assert (first.folder.name, second.folder.name) == ("0", "1")
    assert (first.folder / "index.html").samefile(output / "index.html")
    assert (first.folder / "index.html.gz").read_bytes() == compress("index.html.gz", b"beranda")
    assert (list(first.stats), list(second.stats)) == (["index.html"], ["daerah/a/index.html"])
    (output / "baru").write_bytes(b"baru")
    (output / "baru").replace(output / "index.html")
    first.check()
    assert (first.folder / "index.html").read_bytes() == b"beranda"


@pytest.mark.parametrize("harm", ["other", "gone", "link", "folder", "file above"])
def test_a_file_that_is_not_as_it_was_built_is_refused(output: Path, harm: str) -> None:
    """By name, before anything is sent."""
    file = output / "daerah/a/index.html"
    file.unlink()
    if harm == "other":
        file.write_bytes(b"lain")
    elif harm == "link":
        (output / "sama").write_bytes(b"berita")
        file.symlink_to(output / "sama")
    elif harm == "folder":
        file.mkdir()
    elif harm == "file above":
        file.parent.rmdir()
        file.parent.write_bytes(b"")
    with pytest.raises(UsageError, match=r"daerah/a/index.html is not as it was built; run ssg build --verify"):
        taken(output, ("daerah/a/index.html",))


def test_a_file_that_somebody_writes_into_is_noticed(output: Path) -> None:
    """Its second name has the same bytes."""
    (found,) = taken(output, ("index.html",))
    found.check()
    (output / "index.html").write_bytes(b"berandal")
    with pytest.raises(UsageError, match=r"index.html was changed while it was sent"):
        found.check()
    (output / "index.html").write_bytes(b"beranda")
    os.utime(output / "index.html", ns=(0, 0))
    with pytest.raises(UsageError, match="was changed"):
        found.check()


def test_without_second_names_the_bytes_are_copied(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With their time, by which a target may know them."""

    def refuse(*_: object) -> None:
        raise OSError

    os.utime(output / "index.html", (1, 1))
    monkeypatch.setattr(os, "link", refuse)
    (found,) = taken(output, ("index.html",))
    copy = found.folder / "index.html"
    assert (copy.read_bytes(), copy.stat().st_mtime, found.stats) == (b"beranda", 1, {})
    assert not copy.samefile(output / "index.html")
