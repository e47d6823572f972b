"""Probing: what a picture file is."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import pyvips
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base.sentences import NOTHING
from generator.model.variants import LEAST
from generator.pictures.probing import Probe, dimensions, is_truncated, probe, recording_fault, sniff, sniff_recording
from tests.annex.scrubbing import test_webm
from tests.annex.scrubbing.test_films import FILMS, box
from tests.annex.scrubbing.test_sound import SOUNDS, chunk
from tests.photos import jpeg, moving, plain
from tests.support import png, site, ssg

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PNG + b"\0\0\0\x28\0\0\0\x1e\x08\x02\0\0\0", (40, 30)),
        (b"GIF89a\x28\0\x1e\0\0\0\0", (40, 30)),
        (b"GIF89a\xff\xff\0\x80\0\0\0", (65535, 32768)),
        (b"GIF89a", (0, 0)),
        (b"\xff\xd8\xff\xc0\0\x11\x08\0\x1e\0\x28\x03" + b"\0" * 20, (40, 30)),
        (PNG + b"\xff" * 8, (0, 0)),
        (PNG + b"\0\0\0\x28\0\0\0\0", (0, 0)),
        (PNG, (0, 0)),
        (b"\xff\xd8\xff\xe0\0\0\xff\xe0\0\0", (0, 0)),
        (b"<svg width='1e999' height='5'/>", (0, 0)),
        (b"<html>", (0, 0)),
        (b"", (0, 0)),
    ],
)
def test_sizes(data, size):
    """In pixels; 0 for a file that is broken or says what cannot be."""
    assert dimensions(data) == size


@settings(deadline=2000)
@given(
    st.sampled_from(
        [
            PNG,
            b"\xff\xd8\xff\xe0",
            b"GIF89a",
            b"II*\0\x08\0\0\0",
            b"MM\0*\0\0\0\x08",
            b"RIFF\x20\0\0\0WEBPVP8 ",
            b"\0\0\0\x18ftypavif\0\0\0\0avifmif1",
            b"<svg ",
            b"P5\n",
        ]
    ),
    st.binary(max_size=80),
)
def test_any_picture_is_measured(head, tail):
    """Nothing is raised, and nothing takes long."""
    width, height = dimensions(head + tail)
    assert (width > 0) == (height > 0)


def test_the_first_bytes_tell_the_format():
    """Not the name; and what is not known has none."""
    assert sniff(jpeg()[:64]) == "jpeg"
    assert sniff(png(3, 3)) == "png"
    assert sniff(bytes(plain(9, 9).webpsave_buffer())[:64]) == "webp"
    assert sniff(bytes(plain(99, 99).heifsave_buffer(compression="av1"))[:64]) == "avif"
    assert sniff(bytes(plain(9, 9).gifsave_buffer())[:64]) == "gif"
    assert sniff(b"") == ""


def test_a_sideways_photo_is_measured_as_it_is_seen():
    """Width and height change places when the camera was held upright."""
    image = plain(160, 120).copy()
    image.set_type(pyvips.GValue.gint_type, "orientation", 6)
    seen = probe(bytes(image.jpegsave_buffer()))
    assert (seen.width, seen.height, seen.variable, str(seen.fault)) == (120, 160, True, "")


def test_a_very_small_picture_has_no_variants():
    """It is shown as it is."""
    seen = probe(bytes(plain(20, 20).pngsave_buffer()))
    assert (seen.width, seen.height, seen.variable, str(seen.fault)) == (20, 20, False, "")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"<html>", "is not the picture that its name says"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n",
            "is only a pointer of Git LFS, not the picture itself",
        ),
        (jpeg()[:200], "cannot be read: it is damaged or cut short"),
        (bytes(plain(20, 20).pngsave_buffer())[:-4], "cannot be read: it is damaged or cut short"),
        (bytes(plain(20, 20).gifsave_buffer())[:-4], "cannot be read: it is damaged or cut short"),
        (PNG + b"\0\1\0\0\0\0\4\0\x08\x02\0\0\0", "has a side of 65,536 pixels, more than 65,500"),
        (PNG + b"\0\0\x40\0\0\0\x40\0\x08\x02\0\0\0", "has 16,384 × 16,384 pixels, more than 50 million in all"),
    ],
)
def test_a_picture_that_cannot_be_shown_has_a_fault(data, fault):
    """With what to do about it."""
    seen = probe(data)
    assert (str(seen.fault), bool(seen.hint), seen.variable) == (fault, True, False)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff", "jpeg"), (b"\xff\xd8", ""), (PNG, "png"), (PNG.ljust(37) + b"acTL", "animated"), (PNG.ljust(36) + b"acTL", "png"),
        (PNG[:7], ""), (b"RIFF\0\0\0\0WEBP", "webp"), (b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\2", "animated"), (b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\x3d", "webp"),
        (b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\2", "webp"), (b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0", "webp"), (b"RIFF\0\0\0\0WAVE", ""), (b"RIFX\0\0\0\0WEBP", ""),
        (b"GIF87a", "gif"), (b"GIF89a", "gif"), (b"GIF88a", ""), (b"\0\0\0\x18ftypavif", "avif"), (b"\0\0\0\x18ftypmif1", "avif"),
        (b"\0\0\0\x18ftypavis", "animated"), (b"\0\0\0\x18ftypisom", ""), (b"\0\0\0\x18moovavif", ""),
    ],
)  # fmt: skip
def test_formats(head, kind):
    """As their specifications have them; one that moves is none of a photo."""
    assert sniff(head) == kind


def claiming(width: int, height: int) -> bytes:
    """Return a PNG that says how large it is, and ends."""
    return PNG + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"


def test_sizes_that_are_believed():
    """Up to one that is larger than any photo, in each direction."""
    assert [dimensions(claiming(*size)) for size in ((1, 100_000), (100_000, 1))] == [(1, 100_000), (100_000, 1)]
    assert {dimensions(claiming(*size)) for size in ((1, 100_001), (100_001, 1), (0, 5), (5, 0))} == {(0, 0)}


UNREADABLE = "cannot be read: it is damaged or cut short"
AGAIN = "open it in an image editor and export it again"
SMALLER = "make it smaller; 2,400 pixels on the longer side are plenty"


@pytest.mark.parametrize(
    ("data", "fault", "hint"),
    [
        (claiming(65_500, 700), UNREADABLE, AGAIN),
        (claiming(65_501, 700), "has a side of 65,501 pixels, more than 65,500", SMALLER),
        (claiming(700, 65_501), "has a side of 65,501 pixels, more than 65,500", SMALLER),
        (claiming(10_000, 5_000), UNREADABLE, AGAIN),
        (claiming(5_001, 10_000), "has 5,001 × 10,000 pixels, more than 50 million in all", SMALLER),
        (claiming(65_500, 10_000), "has 65,500 × 10,000 pixels, more than 50 million in all", SMALLER),
        (b"GIF89a\0\0\0\0\0\0\0", UNREADABLE, AGAIN),
        (b"version https://git-lfs.github.com/spec/v1", "is only a pointer of Git LFS, not the picture itself",
         "fetch it with `git lfs pull`; build --commit needs pictures that are in the repository itself"),
        (b"", "is not the picture that its name says", "export it again as JPEG, PNG, WebP or AVIF"),
    ],
)  # fmt: skip
def test_a_fault_and_what_to_do(data, fault, hint):
    """At the limits of what is opened, too."""
    seen = probe(data)
    assert (seen.width, seen.height, seen.variable, str(seen.fault), str(seen.hint)) == (0, 0, False, fault, hint)


def drawn_over(times: int) -> bytes:
    """Return a gray JPEG whose picture is drawn over so many times, with nothing new each time."""

    def part(kind: int, data: bytes) -> bytes:
        return bytes([0xFF, kind]) + (len(data) + 2).to_bytes(2, "big") + data

    side, blocks = (400).to_bytes(2, "big"), 50 * 50
    tables = part(0xC4, b"\0\1" + bytes(15) + b"\0") + part(0xC4, b"\x10\1" + bytes(15) + b"\xe0")
    first = part(0xDA, b"\1\1\0\0\0\0") + bytes(-(-blocks // 8))
    again = part(0xDA, b"\1\1\0\1\x3f\0") + b"\x7f\xff\0"
    head = b"\xff\xd8" + part(0xDB, b"\0" + b"\1" * 64) + part(0xC2, b"\x08" + side + side + b"\1\1\x11\0")
    return head + tables + first + again * (times - 1) + b"\xff\xd9"


def test_a_jpeg_that_takes_hours_is_not_opened():
    """Each time that it is drawn over costs as much as the whole; a megabyte can do so ten thousand times."""
    assert probe(drawn_over(100)).width == 400
    seen = probe(drawn_over(101))
    assert (seen.width, str(seen.fault)) == (0, "is drawn over 101 times, more than 100")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_sideways_in_four_ways_of_eight(orientation):
    """Those that turn it by a quarter."""
    image = plain(160, 120).copy()
    image.set_type(pyvips.GValue.gint_type, "orientation", orientation)
    seen = probe(bytes(image.jpegsave_buffer()))
    assert (seen.width, seen.height) == ((120, 160) if orientation >= 5 else (160, 120))


def test_pictures_that_are_large_enough_have_variants():
    """In both directions; an animation has none, however large it is."""
    for width, height, variable in (
        (LEAST, LEAST, True),
        (LEAST - 1, 400, False),
        (400, LEAST - 1, False),
        (400, LEAST, True),
    ):
        assert probe(bytes(plain(width, height).pngsave_buffer())) == Probe(width, height, variable)
    assert {name: probe(data) for name, data in moving().items()} == dict.fromkeys(moving(), Probe(160, 120))
    assert Probe() == Probe(0, 0, variable=False, fault=NOTHING, hint=NOTHING)


PICTURES = {
    "gif": bytes(plain(9, 9).gifsave_buffer()), "png": bytes(plain(9, 9).pngsave_buffer()), "jpeg": jpeg(9, 9),
    "webp": bytes(plain(9, 9).webpsave_buffer()), "avif": bytes(plain(64, 64).heifsave_buffer(compression="av1")),
}  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_a_whole_picture_ends(name):
    """In each format."""
    assert not is_truncated(PICTURES[name])


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_is_cut_anywhere_does_not_end(name):
    """Whichever byte is the last one that is there."""
    data = PICTURES[name]
    assert [end for end in range(len(data) - 1) if not is_truncated(data[:end])] == []


def test_a_png_whose_bytes_were_changed_is_noticed():
    """By the checksum of its chunk."""
    data = bytearray(PICTURES["png"])
    data[20] ^= 1
    assert is_truncated(bytes(data))


def test_bytes_of_no_known_format_do_not_end():
    """They are taken for the boxes of an AVIF, and there are none."""
    assert is_truncated(b"")
    assert is_truncated(b"<html></html>")


GIF = b"GIF89a\1\0\1\0\0\0\0"
IMAGE = b"\x2c" + bytes(9) + b"\2\1x\0"
MORE = b"\x21\xf9\1x\0"
TABLES = b"GIF89a\1\0\1\0\x80\0\0" + bytes(6) + b"\x2c" + bytes(8) + b"\x81" + b"T" * 12 + b"\2\2xy\1z\0"


@pytest.mark.parametrize(
    ("data", "ends"),
    [
        (GIF + IMAGE + b"\x3b", True), (GIF + b"\x3b", False), (GIF + MORE + b"\x3b", False), (GIF + MORE + IMAGE + MORE + b"\x3b", True),
        (GIF + b"\0" + IMAGE + b"\0\0\x3b", True), (GIF + IMAGE + b"\x99\x3b", False), (TABLES + b"\x3b", True), (TABLES[:-1], False),
        (TABLES[:-1] + b"\x3b", False), (GIF + IMAGE + b"\x3bTELL", True),
    ],
)  # fmt: skip
def test_the_blocks_of_a_gif(data, ends):
    """With an image among them, and with tables of colours of its own or of all."""
    assert is_truncated(data) is not ends


def webp(*chunks: bytes, more: int = 0) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + (len(body) + more).to_bytes(4, "little") + body


@pytest.mark.parametrize(
    ("data", "ends"),
    [
        (webp(b"VP8 \2\0\0\0ab"), True), (webp(b"VP8 \1\0\0\0a\0", b"ABCD\0\0\0\0"), True), (webp(b"VP8 \1\0\0\0a"), True),
        (webp(b"VP8 \2\0\0\0ab", more=1), False), (webp(b"VP8 \2\0\0\0ab") + b"TELL", True), (webp(b"VP8 \4\0\0\0ab"), False),
        (webp(b"VP8 \2\0\0\0ab", b"A"), False), (webp(b"VP8 \2\0\0\0ab", b"ABCD\0\0\0"), False),
    ],
)  # fmt: skip
def test_the_chunks_of_a_webp(data, ends):
    """They fill it; the last may be without its padding."""
    assert is_truncated(data) is not ends


@pytest.mark.parametrize(
    ("data", "ends"),
    [
        (box(b"ftyp") + box(b"mdat"), True), (box(b"ftyp", b"avif") + box(b"mdat", b"a", wide=True), True), (b"\0\0\0\0mdatabc", True),
        (box(b"ftyp", b"avif"), False), (box(b"mdat", b"a") + b"T", False), (box(b"mdat", b"ab")[:-1], False), (b"\0\0\0\7mdat", False),
        (box(b"mdat") + b"\0\0\0\7free" + box(b"free"), False), (b"\0\0\0\1mdat" + bytes(7) + b"\7", False),
    ],
)  # fmt: skip
def test_the_boxes_of_an_avif(data, ends):
    """They fill it, and one of them has what is seen."""
    assert is_truncated(data) is not ends


@pytest.mark.parametrize(
    ("data", "ends"),
    [
        (b"\xff\xd8\xff\xda\xff\xd9", True), (b"\xff\xd8\xff\xd9", False), (b"\xff\xd8\xff\xd9\xff\xda", False), (b"\xff\xd8\xff\xda", False),
        (b"\xff\xd8\xff\xda\xff\xd9\xff\xda\xff\xd9TELL", True),
    ],
)  # fmt: skip
def test_the_scans_of_a_jpeg(data, ends):
    """Behind the last of them it ends."""
    assert is_truncated(data) is not ends


def test_a_missing_library_is_told_once_and_not_of_each_picture(tmp_path: Path) -> None:
    """The pictures are whole; before, each of them was one that could not be read."""
    (tmp_path / "pyvips.py").write_text("raise OSError('cannot load library libvips.so.42')\n", "utf-8")
    portal = site(tmp_path)
    for n in range(3):
        portal.add(f"content/foto/{n}.png", png(300 + n, 200))
    result = ssg(portal, "build", "--jobs", "1", PYTHONPATH=str(tmp_path), SSG_LANG="en")
    assert result.returncode == 2
    assert result.stdout + result.stderr == (
        "error: libvips, which reads pictures, cannot be loaded; pip install --force-reinstall pyvips-binary "
        "(cannot load library libvips.so.42)\n"
    )


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
    assert not any(recording_fault(BytesIO(WHOLE[name])))


@pytest.mark.parametrize("name", BROKEN)
def test_what_does_not_play_is_known_by_its_parts(name: str) -> None:
    """With what to do."""
    data, said = BROKEN[name]
    why, hint = recording_fault(BytesIO(data))
    assert (str(why), bool(hint)) == (said, True)


WHOLE_COPY = "put a whole copy in its place, and open it once to see that it works"


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
    why, hint = recording_fault(BytesIO(data))
    assert (str(why), str(hint)) == (said, WHOLE_COPY if said else "")


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (b"RIFF\0\0\0\0WAVE", True), (b"RF64\0\0\0\0WAVE", True), (b"RIFF\0\0\0\0AVI ", False), (b"RIFX\0\0\0\0WAVE", False), (b"ID3", True),
        (b"fLaC", True), (b"\xff\xe0", True), (b"\xff\xfb", True), (b"\xff\xdf", False), (b"\xff", False), (b"\xfe\xfb", False), (b"", False),
    ],
)  # fmt: skip
def test_sound_is_known_by_its_beginning(head: bytes, known: bool) -> None:
    """MP3 by the bits of its first frame, unless it has notes."""
    assert (sniff_recording(head) == "sound") is known
