"""Broken pictures and picture bombs: each is published whole, or refused with a sentence, in little time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from random import Random

import pytest
import pyvips

from tests.photos import A, moving
from tests.support import ROOT, Portal, RefusedError, article, command, png

HUGE = (60_000).to_bytes(4, "big")
SVG = 'xmlns="http://www.w3.org/2000/svg"'
Pictures = dict[str, tuple[bytes, str]]
"""Bytes and ending of each picture, by a name."""


def noise(width: int, height: int, bands: int = 3) -> pyvips.Image:
    """Return a picture that is hard to compress, the same one every time."""
    parts = [pyvips.Image.gaussnoise(width, height, mean=128, sigma=40, seed=seed) for seed in range(bands)]
    image = parts[0].bandjoin(parts[1:]) if bands > 1 else parts[0]
    return image.cast("uchar").copy(interpretation="srgb" if bands > 2 else "b-w")


def with_chunks(png: bytes, chunks: list[tuple[bytes, bytes]]) -> bytes:
    """Return a PNG with more chunks after its first."""
    found = b"".join(len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big") for kind, data in chunks)  # fmt: skip
    return png[:33] + found + png[33:]


@cache
def whole() -> dict[str, bytes]:
    """Return a whole picture of each form, by a name with its ending."""
    image, grey, clear = noise(140, 120), noise(140, 120, 1), noise(140, 120, 4)
    tagged = image.copy()
    tagged.set_type(pyvips.GValue.gstr_type, "exif-ifd0-Copyright", "Kabar Uji")
    tagged.set_type(pyvips.GValue.gint_type, "orientation", 6)
    coloured = image.icc_transform("srgb", input_profile="srgb")
    made: dict[str, Callable[[], bytes]] = {
        "plain.jpg": image.jpegsave_buffer, "progressive.jpg": partial(image.jpegsave_buffer, interlace=True),
        "grey.jpg": grey.jpegsave_buffer, "ink.jpg": clear.copy(interpretation="cmyk").jpegsave_buffer, "tagged.jpg": tagged.jpegsave_buffer,
        "profile.jpg": coloured.jpegsave_buffer, "plain.png": image.pngsave_buffer, "profile.png": coloured.pngsave_buffer,
        "deep.png": (grey.cast("ushort") * 256).copy(interpretation="grey16").pngsave_buffer,
        "interlaced.png": partial(image.pngsave_buffer, interlace=True), "palette.png": partial(image.pngsave_buffer, palette=True),
        "clear.png": clear.pngsave_buffer, "plain.webp": image.webpsave_buffer, "exact.webp": partial(image.webpsave_buffer, lossless=True),
        "plain.avif": partial(image.heifsave_buffer, compression="av1", effort=0), "small.png": noise(40, 30).pngsave_buffer,
    }  # fmt: skip
    return {name: bytes(make()) for name, make in made.items()} | {
        f"moving.{form}": data for form, data in moving().items()
    }


def verdicts(portal: Portal, pictures: Pictures, *, really: bool = False) -> dict[str, str]:
    """Show each picture in an article of its own; return what became of it, or the sentence by which it was refused.

    A real process may use little time and memory for all of them together.
    """
    portal.remove(A)
    for number, (data, ending) in enumerate(pictures.values()):
        portal.add(f"content/foto/p{number}.{ending}", data)
        portal.add(f"content/daerah/p{number}.md", article(f"P {number}", f"![x](/foto/p{number}.{ending})"))
    refused: dict[str, str] = {}
    while found := tried(portal) if really else once(portal):
        # What is decoded at last is told after what its first bytes tell.
        assert not found.keys() & refused.keys()
        refused |= found
        for name in found:
            portal.remove(f"content/daerah/{name}.md")
            for file in (portal.folder / "content/foto").glob(f"{name}.*"):
                file.unlink()
    result = {}
    for number, name in enumerate(pictures):
        made = [*(portal.output / "gambar/foto").glob(f"p{number}.*")]
        for file in made:
            assert pyvips.Image.new_from_file(str(file), fail_on="error").avg() >= 0
        result[name] = refused.get(f"p{number}", "published" if made else "as it is")
    return result


def once(portal: Portal) -> dict[str, str]:
    """Build; return what is said of each picture that is refused."""
    try:
        portal.build()
    except RefusedError as error:
        return {Path(one.path).stem: one.message for one in error.problems}
    return {}


def tried(portal: Portal) -> dict[str, str]:
    """Build in a process whose time and memory are measured."""
    code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:]); r = resource.getrusage(resource.RUSAGE_CHILDREN)"
    code += "; print(r.ru_maxrss >> 10, r.ru_utime, file=sys.stderr)"
    words = [sys.executable, "-c", code, *command(portal, "build", *portal.words())]
    surroundings = os.environ | {"SOURCE_DATE_EPOCH": str(portal.now)}
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True, env=surroundings)
    memory, seconds = done.stderr.splitlines()[-1].split()
    assert int(memory) < 1200
    assert float(seconds) < 120
    return {Path(one["path"]).stem: one["message"] for one in json.loads(done.stdout).get("problems", [])}


def solid(width: int, height: int, form: str = ".png", bands: int = 3, **options: object) -> bytes:
    image = pyvips.Image.black(width, height, bands=bands).copy(interpretation="srgb" if bands > 2 else "b-w")
    return bytes(image.write_to_buffer(form, **options))


def sized(name: str, mark: bytes, behind: int, size: bytes) -> bytes:
    """Return a picture that claims to have another size, which stands so many bytes behind a mark."""
    data = whole()[name]
    at = data.index(mark) + behind
    return data[:at] + size + data[at + len(size) :]


def nonsense(name: str, mark: bytes, behind: int) -> bytes:
    """Return a picture in which some bytes behind a mark are nonsense."""
    return sized(name, mark, behind, b"\xff" * 32)


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


def table() -> dict[str, tuple[bytes, str, str]]:
    """Return bytes and ending of pictures, and what becomes of them or is said."""
    gif = solid(120, 110, ".gif")
    at = gif.index(b"\x2c\0\0\0\0")
    entities = f'<!DOCTYPE svg [<!ENTITY a "{"x" * 99}"><!ENTITY b "&a;&a;">]><svg {SVG}>&b;</svg>'.encode()
    return {
        "a header of 3,600 million pixels": (png(60_000, 60_000), "png", "pixels"),
        "a JPEG that claims more than it has": (sized("plain.jpg", b"\xff\xc0", 5, b"\xff" * 4), "jpg", "65,535"),
        "an AVIF that claims more than it has": (sized("plain.avif", b"ispe", 8, HUGE * 2), "avif", "picture"),
        "a WebP that claims more than it has": (sized("exact.webp", b"VP8L", 9, b"\xff\xff\xff\x0f"), "webp", "picture"),
        "a GIF that claims more than it has": (sized("moving.gif", b"GIF89a", 6, b"\xff" * 4), "gif", "damaged"),
        "drawn over a hundred times": (drawn_over(100), "jpg", "published"),
        "drawn over more often": (drawn_over(101), "jpg", "drawn over 101 times"),
        "10,000 frames": (gif[:at] + gif[at:-1] * 10_000 + b";", "gif", "as it is"),
        "10,000 texts": (with_chunks(whole()["plain.png"], [(b"tEXt", b"a%d\0b" % n) for n in range(10_000)]), "png", ""),
        "notes that are nonsense": (nonsense("tagged.jpg", b"Exif", 14), "jpg", "published"),
        "a profile that is nonsense": (nonsense("profile.jpg", b"ICC_PROFILE", 22), "jpg", "published"),
        "no bytes": (b"", "jpg", "not the picture that its name says"),
        "a web page": (b"<html><script>alert(1)</script>", "jpg", "not the picture"), "a PDF": (b"%PDF-1.7\n", "png", "not the picture"),
        "HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0", "jpg", "not the picture"), "a bitmap": (b"P6 9 9 255 ", "jpg", "not the picture"),
        "a pointer": (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n", "jpg", "pointer of Git LFS"),
        "a PNG by the name of a JPEG": (whole()["plain.png"], "jpg", "published"),
        "a drawing by the name of a JPEG": (f"<svg {SVG}/>".encode(), "jpg", "not the picture"),
        "one pixel": (solid(1, 1), "png", "as it is"), "1 × 30,000": (solid(1, 30_000), "png", "as it is"),
        "100 × 65,500": (solid(100, 65_500), "png", "as it is"), "100 × 65,501": (solid(100, 65_501), "png", "a side of 65,501"),
        **{name: (whole()[name], name.rpartition(".")[2], "published") for name in ("ink.jpg", "deep.png", "clear.png")},
        "a drawing with entities": (entities, "svg", "a DOCTYPE"), "a drawing with script": (f"<svg {SVG}><script/></svg>".encode(), "svg", "<script>"),
    }  # fmt: skip


@pytest.mark.slow
def test_what_becomes_of_a_picture(portal: Portal) -> None:
    """Published whole, shown as it is, or refused with a sentence."""
    cases = table()
    found = verdicts(portal, {name: (data, ending) for name, (data, ending, _) in cases.items()})
    assert [f"{name}: {found[name]}" for name, (_, _, said) in cases.items() if said not in found[name]] == []


@pytest.mark.slow
def test_picture_bombs(portal: Portal) -> None:
    """What takes any memory or hours, if a decoder is let near it; all at once, in a real process."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()
    wide = pyvips.Image.black(6400, 6300, bands=4).cast("ushort").copy(interpretation="rgb16")
    scans = bytes(pyvips.Image.black(2000, 2000).jpegsave_buffer(interlace=True))
    last = scans[scans.rindex(b"\xff\xda") : -2]
    bombs = {
        "49 million pixels": (solid(7000, 7000, bands=1), "png"), "64 million pixels": (solid(8000, 8000, bands=1), "png"),
        "40 million of sixteen bits": (bytes(wide.pngsave_buffer()), "png"), "40 million, seven times": (solid(6400, 6300, interlace=True), "png"),
        "40 million, coarse to fine": (solid(6400, 6300, ".jpg", interlace=True), "jpg"), "5,000 scans": (scans[:-2] + last * 5000 + b"\xff\xd9", "jpg"),
        **{f"200 MB of {kind.decode()}": (with_chunks(whole()["plain.png"], [(kind, b"a\0\0" + packed)]), "png") for kind in (b"zTXt", b"iCCP")},
        "a drawing that is nested": (f"<svg {SVG}>".encode() + b"<g>" * 300_000, "svg"),
    }  # fmt: skip
    found = verdicts(portal, bombs, really=True)
    assert found["49 million pixels"] == found["40 million, seven times"] == "published"
    assert "more than 50 million" in found["64 million pixels"]
    assert "drawn over" in found["5,000 scans"]
    assert "broken" in found["a drawing that is nested"]


@pytest.mark.slow
def test_a_picture_that_is_cut_short_anywhere(portal: Portal) -> None:
    """At every quarter, and after its first bytes: never published. The whole one is."""
    cut = {
        f"{name} {part}": (data[:part], name.rpartition(".")[2])
        for name, data in whole().items()
        for part in (8, len(data) // 4, len(data) // 2, len(data) * 3 // 4)
    }
    found = verdicts(portal, cut | {name: (data, name.rpartition(".")[2]) for name, data in whole().items()})
    assert [name for name in cut if found[name] in ("published", "as it is")] == []
    for name in whole():
        assert found[name] == ("as it is" if name.startswith(("moving", "small")) else "published"), name


def damaged(dice: Random) -> tuple[bytes, str]:
    """Return a picture with one to three damages."""
    name = dice.choice([*whole()])
    data = bytearray(whole()[name])
    for _ in range(dice.choice((1, 1, 2, 3))):
        at, length = dice.randrange(len(data)), dice.randrange(1, 300)
        match dice.randrange(6):
            case 0:
                data[at] ^= 1 << dice.randrange(8)
            case 1:
                data[dice.randrange(min(80, len(data)))] = dice.randrange(256)
            case 2:
                data[at : at + 4] = dice.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\1"))
            case 3:
                data[at : at + length] = bytes(len(data[at : at + length]))
            case 4:
                data[at:at] = data[at : at + length] * dice.choice((1, 40))
            case 5:
                other = whole()[dice.choice([*whole()])]
                data[at:] = other[dice.randrange(len(other)) :]
    return bytes(data) or b"x", name.rpartition(".")[2]


@pytest.mark.slow
def test_damaged_pictures(portal: Portal) -> None:
    """Whatever is wrong: each is published whole, as it is, or refused, and nothing fails."""
    dice = Random(2024)
    found = set(verdicts(portal, {str(number): damaged(dice) for number in range(150)}, really=True).values())
    assert {"published", "as it is"} < found
