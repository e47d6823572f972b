"""Broken pictures and picture bombs: each is published whole, or refused with a sentence, in little time and memory."""

from __future__ import annotations

import zlib
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

import pytest
import pyvips

from tests.broken_pictures import (
    MEMORY,
    SECONDS,
    judge,
    judge_numbered,
    makers,
    whole,
    with_chunks,
)
from tests.quick import LONG, sample
from tests.support import png

HEAVY = ("40 million", "64 million", "a text of 200", "a profile of 200")
"""How the names of cases begin that take their time; they are for `make test-long`."""
HUGE = (60_000).to_bytes(4, "big")
SVG = 'xmlns="http://www.w3.org/2000/svg"'


def solid(width: int, height: int, form: str = ".png", bands: int = 3, **options: object) -> bytes:
    image = pyvips.Image.black(width, height, bands=bands).copy(interpretation="srgb" if bands > 2 else "b-w")
    return bytes(image.write_to_buffer(form, **options))


def sized(data: bytes, mark: bytes, behind: int, width: bytes, height: bytes) -> bytes:
    """Return a picture that claims to have another size, which stands so many bytes behind a mark."""
    at = data.index(mark) + behind
    return data[:at] + width + height + data[at + len(width) + len(height) :]


def scans(count: int) -> bytes:
    """Return a progressive JPEG whose last scan, a refinement, comes again and again."""
    data = bytes(pyvips.Image.black(2000, 2000).jpegsave_buffer(interlace=True))
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * count + b"\xff\xd9"


def frames(count: int) -> bytes:
    """Return a GIF that says the same picture again and again."""
    data = solid(120, 110, ".gif")
    at = data.index(b"\x2c\0\0\0\0")
    return data[:at] + data[at:-1] * count + b";"


def bomb(kind: bytes) -> bytes:
    """Return a PNG with a chunk that is compressed to a thousandth: a text or a profile of 200 MB."""
    packer = zlib.compressobj(9)
    zeros = bytes(1 << 20)
    packed = b"".join(packer.compress(zeros) for _ in range(200)) + packer.flush()
    return with_chunks(whole("plain.png"), [(kind, b"a\0\0" + packed)])


@cache
def noted(which: str) -> bytes:
    """Return a JPEG whose EXIF notes or whose profile is filled with nonsense."""
    data = bytearray(whole("tagged.jpg" if which == "exif" else "profile.jpg"))
    at = data.index(b"Exif" if which == "exif" else b"ICC_PROFILE") + (6 if which == "exif" else 14)
    data[at + 8 : at + 40] = b"\xff" * 32
    return bytes(data)


TABLE = {
    # name of the case: (the picture, its name, what becomes of it, and a part of what is said)
    "a header of 3,600 million pixels": (lambda: png(60_000, 60_000), "a.png", "refused", "pixels"),
    "a JPEG that claims more than it has": (
        lambda: sized(whole("plain.jpg"), b"\xff\xc0", 5, b"\xff\xff", b"\xff\xff"), "a.jpg", "refused", "65,535",
    ),
    "an AVIF that claims more than it has": (
        lambda: sized(whole("plain.avif"), b"ispe", 8, HUGE, HUGE), "a.avif", "refused", "",
    ),
    "a lossless WebP that claims more than it has": (
        lambda: sized(whole("exact.webp"), b"VP8L", 9, b"\xff\xff", b"\xff\x0f"), "a.webp", "refused", "",
    ),
    "a GIF that claims more than it has": (
        lambda: sized(whole("moving.gif"), b"GIF89a", 6, b"\xff\xff", b"\xff\xff"), "a.gif", "refused", "65,535",
    ),
    "an animated WebP that claims more than it has": (
        lambda: sized(whole("moving.webp"), b"VP8X", 12, b"\xff\xff\0", b"\xff\xff\0"), "a.webp", "refused", "65,536",
    ),
    "49 million pixels in 50 kilobytes": (lambda: solid(7000, 7000, bands=1), "a.png", "published", ""),
    "64 million pixels in 70 kilobytes": (lambda: solid(8000, 8000, bands=1), "a.png", "refused", "more than 50 million"),
    "40 million pixels of sixteen bits and four bands": (
        lambda: bytes(
            pyvips.Image.black(6400, 6300, bands=4).cast("ushort").copy(interpretation="rgb16").pngsave_buffer()
        ), "a.png", "published", "",
    ),
    "40 million pixels that come seven times": (
        lambda: solid(6400, 6300, interlace=True), "a.png", "published", "",
    ),
    "40 million pixels of JPEG, coarse to fine": (
        lambda: solid(6400, 6300, ".jpg", interlace=True), "a.jpg", "published", "",
    ),
    "5,000 scans": (lambda: scans(5000), "a.jpg", "refused", "drawn over"),
    "10,000 frames": (lambda: frames(10_000), "a.gif", "as it is", ""),
    "a text of 200 MB": (lambda: bomb(b"zTXt"), "a.png", "", ""),
    "a profile of 200 MB": (lambda: bomb(b"iCCP"), "a.png", "", ""),
    "10,000 texts": (
        lambda: with_chunks(whole("plain.png"), [(b"tEXt", b"a%d\0b" % n) for n in range(10_000)]), "a.png", "", "",
    ),
    "notes that are nonsense": (lambda: noted("exif"), "a.jpg", "published", ""),
    "a profile that is nonsense": (lambda: noted("icc"), "a.jpg", "published", ""),
    "no bytes": (lambda: b"", "a.jpg", "refused", "not the picture that its name says"),
    "a web page": (lambda: b"<html><script>alert(1)</script>", "a.jpg", "refused", "not the picture"),
    "a PDF": (lambda: b"%PDF-1.7\n", "a.png", "refused", "not the picture"),
    "a PNG by the name of a JPEG": (lambda: whole("plain.png"), "a.jpg", "published", ""),
    "a drawing by the name of a JPEG": (f"<svg {SVG}/>".encode, "a.jpg", "refused", "not the picture"),
    "a JPEG by the name of a drawing": (lambda: whole("plain.jpg"), "a.svg", "refused", "not UTF-8"),
    "one pixel": (lambda: solid(1, 1), "a.png", "as it is", ""),
    "1 × 30,000": (lambda: solid(1, 30_000), "a.png", "as it is", ""),
    "30,000 × 1": (lambda: solid(30_000, 1, ".jpg"), "a.jpg", "as it is", ""),
    "100 × 65,500": (lambda: solid(100, 65_500), "a.png", "published", ""),
    "100 × 65,501": (lambda: solid(100, 65_501), "a.png", "refused", "a side of 65,501"),
    "four inks": (lambda: whole("ink.jpg"), "a.jpg", "published", ""),
    "sixteen bits": (lambda: whole("deep.png"), "a.png", "published", ""),
    "a drawing with entities": (
        f'<!DOCTYPE svg [<!ENTITY a "{"x" * 99}"><!ENTITY b "&a;&a;">]><svg {SVG}>&b;</svg>'.encode,
        "a.svg", "refused", "a DOCTYPE",
    ),
    "a drawing with script": (f"<svg {SVG}><script/></svg>".encode, "a.svg", "refused", "<script>"),
    "a drawing that loads from elsewhere": (
        f'<svg {SVG}><image href="https://a.example/b.png"/></svg>'.encode, "a.svg", "refused", "a link",
    ),
    "a drawing that is nested without end": (
        lambda: f"<svg {SVG}>".encode() + b"<g>" * 300_000, "a.svg", "refused", "broken",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def elsewhere():
    """A process of its own, so that its memory is that of pictures alone."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool


@pytest.mark.parametrize("case", [case for case in TABLE if LONG or not case.startswith(HEAVY)])
def test_what_becomes_of_a_picture(elsewhere, case):
    """Published whole, shown as it is, or refused with a sentence: within a bound of processor time and memory."""
    make, name, outcome, said = TABLE[case]
    verdict = elsewhere.submit(judge, make(), name).result()
    assert verdict.outcome == outcome or (not outcome and verdict.outcome in ("published", "refused"))
    assert said in verdict.said
    assert (verdict.outcome == "refused") == bool(verdict.said)
    assert verdict.seconds < SECONDS
    assert verdict.memory < MEMORY


@pytest.mark.parametrize("name", sample([name for name in makers() if not name.endswith(".svg")], 2))
def test_a_picture_that_is_cut_short_anywhere(name):
    """At every quarter, and after its first bytes: never published. The whole one is."""
    data = whole(name)
    for part in (8, len(data) // 4, len(data) // 2, len(data) * 3 // 4):
        assert judge(data[:part], name).outcome == "refused", part
    assert judge(data, name).outcome == ("as it is" if name.startswith(("moving", "small")) else "published")


@pytest.mark.slow
def test_damaged_pictures():
    """Some of the thousands of `make fuzz-pictures`."""
    outcomes = [judge_numbered(2024, number)[2].outcome for number in range(80)]
    assert {"published", "refused", "as it is"} == set(outcomes)
