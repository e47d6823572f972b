"""The files of content/ that a worker has been sent."""

from __future__ import annotations

import os

from generator.annex.cluster.messages import SentFiles


def test_a_file_that_was_sent_can_be_read_in_pieces() -> None:
    """As one on a disk; whoever opens it closes it."""
    with SentFiles({"foto/a.mp4": b"air naik"}, {}) as files:
        opened = files.open("foto/a.mp4")
        try:
            assert [os.read(opened, 3), os.read(opened, 99), os.read(opened, 99)] == [b"air", b" naik", b""]
        finally:
            os.close(opened)
        assert files.read("foto/a.mp4", None) == b"air naik"


def test_what_is_not_known_is_asked_for() -> None:
    """Whether there is a file elsewhere, the worker does not know unless it was told."""
    files = SentFiles({"a.md": b""}, {"b.md": True, "c.md": False})
    assert [files.has(path) for path in ("a.md", "b.md", "c.md", "d.md")] == [False, True, False, False]
    assert files.asked == {"a.md", "d.md"}
