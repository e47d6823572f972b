"""Films and sound that nobody can play."""

from __future__ import annotations

from io import BytesIO

import pytest

from generator.images.playing import fault
from tests.images import test_webm
from tests.images.test_films import FILMS, box
from tests.images.test_sound import SOUNDS, chunk

WHOLE = {**FILMS, **SOUNDS, ".webm": test_webm.film(), "stream": b"RIFF\xff\xff\xff\xffWAVEfmt "}
BROKEN = {
    "nothing": (b"", "is empty"),
    "a page of errors": (b"<html>404</html>", "is neither film nor sound"),
    "a pointer": (b"version https://git-lfs.github.com/spec/v1\noid", "is only a pointer of Git LFS, not the file itself"),
    "a film cut short": (box(b"moov") + box(b"mdat", bytes(80))[:-1], "is cut short"),
    "a film of pictures alone": (box(b"ftyp", b"isom") + box(b"mdat", bytes(80)), "is cut short"),
    "a film whose part has no size": (box(b"ftyp", b"isom") + b"\0\0\0\7moov", "is damaged"),
    "a film whose part claims to be huge": (box(b"ftyp", b"isom") + b"\0\0\0\1moov" + b"\xff" * 8, "is cut short"),
    "sound cut short": (b"RIFF\0\1\0\0WAVE" + chunk(b"data", bytes(80)), "is cut short"),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_what_plays_has_no_fault(name: str) -> None:
    """A recording that says no length too."""
    assert not any(fault(BytesIO(WHOLE[name])))


@pytest.mark.parametrize("name", BROKEN)
def test_what_does_not_play_is_known_by_its_parts(name: str) -> None:
    """With what to do."""
    data, said = BROKEN[name]
    why, hint = fault(BytesIO(data))
    assert (str(why), bool(hint)) == (said, True)
