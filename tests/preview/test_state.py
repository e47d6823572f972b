"""State: the preview's own store, its token, and one preview of a site at a time."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from generator.base.errors import UsageError
from generator.engine import parse as parsing
from generator.preview import state
from generator.preview.preview import Preview
from generator.preview.watch import EVERYTHING
from generator.store import documents
from tests.preview_support import BANJIR, URL, newsroom, serving


@pytest.mark.parametrize("built", [False, True])
def test_it_begins_with_a_copy_of_the_builds_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: bool):
    """On a site that was built, no file is parsed again; on another, all are."""
    made = newsroom(tmp_path)
    if built:
        made.build()
    parsed: list[str] = []
    parse = parsing.parse_batch

    def seen(job, files):
        parsed.extend(file.path for file in files)
        return parse(job, files)

    monkeypatch.setattr(parsing, "parse_batch", seen)
    with state.alone(made.folder), state.opened(made.folder) as store:
        assert documents.is_empty(store) != built
        preview = Preview(made.options(), store, state.folder_of(made.folder))
        assert preview.update(made.now, EVERYTHING, lambda *_: None).problems == ()
        assert b"Isi pertama." in preview.pages.find(URL).body
        preview.close()
    assert len(parsed) == (0 if built else 2)


def test_the_builds_store_is_not_touched(tmp_path: Path):
    """What the preview takes in is news to the next build."""
    made = newsroom(tmp_path)
    made.build()
    before = (made.folder / ".ssg/store.db").read_bytes()
    with serving(made) as server:
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        server.until(lambda: b"Isi kedua." in server.get(URL).body)
        assert (made.folder / ".ssg/store.db").read_bytes() == before
    assert made.build().changed > 0
    assert made.files() == made.clean()


def test_another_programs_store_is_not_copied(tmp_path: Path):
    """A preview of another version begins with nothing, as a build does."""
    made = newsroom(tmp_path)
    made.build()
    with pytest.MonkeyPatch.context() as patch, state.alone(made.folder):
        patch.setattr(state, "program", lambda: "another")
        with state.opened(made.folder) as store:
            assert documents.is_empty(store)


def test_a_token_stays_for_a_day(tmp_path: Path):
    """A phone is let in again after a restart, until the day is over; nobody else on the machine can read the token."""
    made = newsroom(tmp_path)
    with state.alone(made.folder):
        token = state.token_of(made.folder)
        file = state.folder_of(made.folder) / "token"
        assert file.stat().st_mode & 0o077 == 0
        assert state.token_of(made.folder) == token
        os.utime(file, (time.time() - 90_000,) * 2)
        assert state.token_of(made.folder) != token


def test_a_second_preview_is_refused(tmp_path: Path):
    """It is told where the first one is; when that has ended, it may run."""
    made = newsroom(tmp_path)
    with state.alone(made.folder):
        state.note_address(made.folder, "http://localhost:8123/")
        with (
            pytest.raises(UsageError, match="is running at http://localhost:8123/; use that one"),
            state.alone(made.folder),
        ):
            pass
    with state.alone(made.folder):
        assert not (state.folder_of(made.folder) / "address").exists()
