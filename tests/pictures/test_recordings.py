"""Films and sound that nobody can play."""

from __future__ import annotations

from io import BytesIO

import pytest

from generator.pictures.probing import recording_fault as fault
from generator.pictures.probing import sniff_recording as sniff
from tests.annex.scrubbing import test_webm
from tests.annex.scrubbing.test_films import FILMS, box
from tests.annex.scrubbing.test_sound import SOUNDS, chunk

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


AGAIN = "put a whole copy in its place, and open it once to see that it works"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (box(b"moov"), ""), (box(b"moof"), ""), (box(b"ftyp") + box(b"free"), "is cut short"), (box(b"moov") + b"\0\0\0\0mdatabc", ""),
        (b"\0\0\0\0mdatabc", "is cut short"), (box(b"moov") + b"\0\0\0\x08mda", ""), (box(b"moov") + b"\0\0\0\7mdat", "is damaged"),
        (box(b"moov") + b"\0\0\0\1mdat" + (7).to_bytes(8, "big"), "is damaged"), (box(b"moov") + b"\0\0\0\1mdat" + (16).to_bytes(8, "big"), ""),
        (box(b"moov") + b"\0\0\0\1mdat" + (17).to_bytes(8, "big"), "is cut short"), (box(b"moov") + box(b"mdat", b"a")[:-1], "is cut short"),
        (box(b"free") * 9_999 + box(b"moov"), ""), (box(b"free") * 10_000 + box(b"moov"), "is cut short"),
        (b"RIFF\x04\0\0\0WAVE", ""), (b"RIFF\x05\0\0\0WAVE", "is cut short"), (b"RIFF\0\0\0\0WAVE", ""), (b"RIFF\xff\xff\xff\xffWAVE", ""),
        (b"RIFF\x04\0\0\0AVI ", "is neither film nor sound"), (b"", "is empty"),
    ],
)  # fmt: skip
def test_how_far_a_file_goes(data: bytes, said: str) -> None:
    """Each of its parts says where it ends, and one says what the others hold."""
    why, hint = fault(BytesIO(data))
    assert (str(why), str(hint)) == (said, AGAIN if said else "")


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (b"RIFF\0\0\0\0WAVE", True), (b"RF64\0\0\0\0WAVE", True), (b"RIFF\0\0\0\0AVI ", False), (b"RIFX\0\0\0\0WAVE", False), (b"ID3", True),
        (b"fLaC", True), (b"\xff\xe0", True), (b"\xff\xfb", True), (b"\xff\xdf", False), (b"\xff", False), (b"\xfe\xfb", False), (b"", False),
    ],
)  # fmt: skip
def test_sound_is_known_by_its_beginning(head: bytes, known: bool) -> None:
    """MP3 by the bits of its first frame, unless it has notes."""
    assert (sniff(head) == "sound") is known
