"""The staging folder: where new bytes wait."""

from __future__ import annotations

import os
from pathlib import Path

from generator.base.digest import digest
from generator.stages.staging import StagingFolder, staged_path


def test_new_files_wait_in_their_own_folders(tmp_path: Path):
    """So that a new folder can be moved whole."""
    StagingFolder(str(tmp_path)).write("daerah/a/index.html", b"a", replaces=False)
    assert (tmp_path / "files/daerah/a/index.html").read_bytes() == b"a"


def test_files_that_replace_others_wait_side_by_side(tmp_path: Path):
    """Their folders are there already; one of the same name in other letters waits elsewhere."""
    staging = StagingFolder(str(tmp_path))
    staging.write("Daerah/a.txt", b"a", replaces=True)
    staging.write("daerah/a.txt", b"b", replaces=True)
    assert len(list((tmp_path / "over").iterdir())) == 2
    assert Path(staged_path(str(tmp_path), "daerah/a.txt", replaces=True)).read_bytes() == b"b"


def test_a_file_that_is_kept_gets_a_second_name(tmp_path: Path):
    """What is kept for the next build needs no room of its own; when it cannot have two names, it is written."""
    kept = tmp_path / "kept"
    kept.write_bytes(b"a")
    staging = StagingFolder(str(tmp_path / "stage"))
    staging.write("a.jpg", b"a", kept, replaces=False)
    staging.write("b.jpg", b"b", tmp_path / "missing", replaces=False)
    assert (tmp_path / "stage/files/a.jpg").samefile(kept)
    assert (tmp_path / "stage/files/b.jpg").read_bytes() == b"b"


def test_a_copy_is_known_by_its_bytes(tmp_path: Path):
    """The digest is of the bytes that were copied, whatever the file holds by now."""
    file = tmp_path / "a.pdf"
    file.write_bytes(b"satu")
    made = StagingFolder(str(tmp_path / "stage")).copy("a.pdf", os.open(file, os.O_RDONLY), None, replaces=False)
    assert made == digest(b"satu")
    assert (tmp_path / "stage/files/a.pdf").read_bytes() == b"satu"
