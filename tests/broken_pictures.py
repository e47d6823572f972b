"""Damaged pictures by the thousand: each is published whole, or refused with a sentence, in little time and memory.

    python -m tests.broken_pictures --count 2000 --seed 1

Every picture is judged as a build judges it, in a process of its own kind: one
that a decoder brings down is found too. What is printed for a failure, seed
and number, makes the same picture again.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from multiprocessing import get_context
from random import Random
from typing import NamedTuple

import pyvips

from generator.model import variants
from generator.model.cards import Size
from generator.model.variants import Recipe
from generator.pictures.making import BrokenPictureError, Original
from generator.pictures.probing import probe, vips
from generator.pictures.svg import active_svg

SECONDS = 60.0
"""Processor time that no picture may take on any machine, whatever it claims to be: decoded once, and a few small variants."""
MEMORY = 1200 << 20
"""Bytes that a process may have used at any time."""
_RECIPES = (Recipe("cut", (16, 9), (96,)), Recipe("whole", variants.WHOLE, (64,)))


class Verdict(NamedTuple):
    """What became of a picture."""

    outcome: str
    """published, as it is, or refused."""
    said: str
    """Why it was refused."""
    seconds: float
    memory: int
    """The most that the process has used so far, in bytes."""


def judge(data: bytes, name: str = "a.jpg") -> Verdict:
    """Treat a picture as a build treats one that is shown, and look at what is made of it.

    Raises:
        AssertionError: what was made of it is no picture.

    """
    start = time.process_time()
    outcome, said = _judged(data, name)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Verdict(outcome, said, time.process_time() - start, peak)


def _judged(data: bytes, name: str) -> tuple[str, str]:
    if name.endswith(".svg"):
        active = active_svg(data)
        return ("refused", f"it holds {active}") if active else ("as it is", "")
    seen = probe(data)
    if seen.fault:
        return "refused", str(seen.fault)
    if not seen.variable:
        return "as it is", ""
    try:
        shape = Size(seen.width, seen.height)
        original = Original(data, shape)
        # Without those for search engines, which make up most of the time.
        wanted = [
            one for use in variants.USES for one in variants.variants(shape, (use,), "", _RECIPES) if one.width <= 96
        ]
        made = [original.encode(variant) for variant in wanted]
    except BrokenPictureError as error:
        return "refused", str(error)
    for one in made:
        assert vips().Image.new_from_buffer(one, "", fail_on="error").avg() >= 0
    return "published", ""


# ------------------------------------------------------------------- pictures to begin with


def noise(width: int, height: int, bands: int = 3) -> pyvips.Image:
    """Return a picture that is hard to compress, the same one every time."""
    parts = [pyvips.Image.gaussnoise(width, height, mean=128, sigma=40, seed=seed) for seed in range(bands)]
    image = parts[0].bandjoin(parts[1:]) if bands > 1 else parts[0]
    return image.cast("uchar").copy(interpretation="srgb" if bands > 2 else "b-w")


@cache
def makers() -> dict[str, Callable[[], bytes]]:
    """Return what makes a whole picture of each form, by a name with its ending."""
    image, grey = noise(140, 120), noise(140, 120, 1)
    deep = (grey.cast("ushort") * 256).copy(interpretation="grey16")
    ink = noise(140, 120, 4).copy(interpretation="cmyk")
    frames = noise(140, 360).copy()
    frames.set_type(pyvips.GValue.gint_type, "page-height", 120)
    tagged = image.copy()
    tagged.set_type(pyvips.GValue.gstr_type, "exif-ifd0-Copyright", "Kabar Uji")
    tagged.set_type(pyvips.GValue.gint_type, "orientation", 6)
    # Every form has a profile and notes of its own.
    coloured = image.icc_transform("srgb", input_profile="srgb")
    clear = noise(140, 120, 4)
    return {
        "plain.jpg": image.jpegsave_buffer, "progressive.jpg": partial(image.jpegsave_buffer, interlace=True),
        "grey.jpg": grey.jpegsave_buffer, "ink.jpg": ink.jpegsave_buffer, "tagged.jpg": tagged.jpegsave_buffer,
        "profile.jpg": coloured.jpegsave_buffer, "plain.png": image.pngsave_buffer, "deep.png": deep.pngsave_buffer,
        "interlaced.png": partial(image.pngsave_buffer, interlace=True),
        "palette.png": partial(image.pngsave_buffer, palette=True), "profile.png": coloured.pngsave_buffer,
        "clear.png": clear.pngsave_buffer, "plain.webp": image.webpsave_buffer,
        "exact.webp": partial(image.webpsave_buffer, lossless=True), "tagged.webp": tagged.webpsave_buffer,
        "plain.avif": partial(image.heifsave_buffer, compression="av1", effort=0),
        "clear.avif": partial(clear.heifsave_buffer, compression="av1", effort=0),
        "moving.gif": frames.gifsave_buffer, "moving.webp": frames.webpsave_buffer,
        "moving.png": lambda: with_chunks(whole("plain.png"), [(b"acTL", (1).to_bytes(4, "big") + bytes(4))]),
        "small.png": noise(40, 30).pngsave_buffer, "small.jpg": noise(40, 30).jpegsave_buffer,
        "plain.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0L9 9"/></svg>',
    }  # fmt: skip


@cache
def whole(name: str) -> bytes:
    """Return a whole picture by its name."""
    return bytes(makers()[name]())


def with_chunks(png: bytes, chunks: list[tuple[bytes, bytes]]) -> bytes:
    """Return a PNG with more chunks after its first."""
    found = b"".join(
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big") for kind, data in chunks
    )
    return png[:33] + found + png[33:]


# ------------------------------------------------------------------------- damages


def _cut(data: bytearray, dice: Random) -> None:
    del data[dice.randrange(len(data)) :]


def _flip(data: bytearray, dice: Random) -> None:
    for _ in range(dice.choice((1, 1, 2, 5, 50))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _head(data: bytearray, dice: Random) -> None:
    for _ in range(dice.randrange(1, 6)):
        data[dice.randrange(min(80, len(data)))] = dice.choice((0, 1, 127, 128, 255, dice.randrange(256)))


def _number(data: bytearray, dice: Random) -> None:
    at = dice.randrange(len(data))
    size = dice.choice((2, 4, 8))
    value = dice.choice((0, 1, (1 << 8 * size) - 1, 1 << 8 * size - 1, dice.getrandbits(8 * size)))
    data[at : at + size] = value.to_bytes(size, dice.choice(("big", "little")))


def _blank(data: bytearray, dice: Random) -> None:
    at, length = dice.randrange(len(data)), dice.randrange(1, 400)
    data[at : at + length] = bytes([dice.choice((0, 255))]) * len(data[at : at + length])


def _twice(data: bytearray, dice: Random) -> None:
    at, length = dice.randrange(len(data)), dice.randrange(1, 2000)
    data[at:at] = data[at : at + length] * dice.choice((1, 2, 40))


def _lose(data: bytearray, dice: Random) -> None:
    at = dice.randrange(len(data))
    del data[at : at + dice.randrange(1, 300)]


def _splice(data: bytearray, dice: Random) -> None:
    other = whole(dice.choice(list(makers())))
    data[dice.randrange(len(data)) :] = other[dice.randrange(len(other)) :]


DAMAGES: tuple[Callable[[bytearray, Random], None], ...] = (
    _cut, _flip, _flip, _head, _head, _number, _number, _blank, _twice, _lose, _splice,
)  # fmt: skip


def damaged(seed: int, number: int) -> tuple[str, str, bytes]:
    """Return the name, the damage and the bytes of one damaged picture, the same for the same numbers."""
    dice = Random(f"{seed} {number}")
    name = dice.choice(sorted(makers()))
    data, done = bytearray(whole(name)), []
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        if data:
            damage = dice.choice(DAMAGES)
            damage(data, dice)
            done.append(damage.__name__[1:])
    return name, "+".join(done), bytes(data)


def judge_numbered(seed: int, number: int) -> tuple[str, str, Verdict]:
    """Judge one damaged picture; return its name and damage too."""
    name, damage, data = damaged(seed, number)
    verdict = judge(data, name)
    if damage == "cut" and len(data) < 0.9 * len(whole(name)):
        assert verdict.outcome == "refused", f"{len(data)} of {len(whole(name))} bytes are {verdict.outcome}"
    assert verdict.outcome != "refused" or verdict.said
    assert verdict.seconds < SECONDS, f"{verdict.seconds:.1f} s"
    assert verdict.memory < MEMORY, f"{verdict.memory >> 20} MB"
    return name, damage, verdict


def run(seed: int, count: int, jobs: int) -> Iterator[tuple[int, str, str, Verdict | str]]:
    """Yield number, name, damage and verdict of each picture, or what went wrong with it."""
    number = 0
    while number < count:
        # A process that was brought down takes its pool with it; the next one goes on behind the picture that did it.
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            futures = [pool.submit(judge_numbered, seed, one) for one in range(number, min(count, number + 500))]
            for future in futures:
                name, damage, _ = damaged(seed, number)
                try:
                    yield number, name, damage, future.result()[2]
                except BrokenProcessPool:
                    yield number, name, damage, "the process died"
                    number += 1
                    break
                except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
                    yield number, name, damage, f"{type(error).__name__}: {error}"
                number += 1


def main() -> int:
    """Judge pictures, say how far it is, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000, help="how many pictures (2000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    given = parser.parse_args()
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    slowest, largest = 0.0, 0
    for number, name, damage, verdict in run(given.seed, given.count, given.jobs):
        if isinstance(verdict, str):
            failures.append(f"--seed {given.seed}, number {number}, {name} ({damage}): {verdict}")
            print(f"\n{failures[-1]}", file=sys.stderr)
        else:
            outcomes[verdict.outcome] += 1
            slowest, largest = max(slowest, verdict.seconds), max(largest, verdict.memory)
        if number % 50 == 49:
            print(f"\r{number + 1:,} of {given.count:,}, {len(failures)} failures", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    for outcome, count in sorted(outcomes.items()):
        print(f"{outcome:12}{count:>8,}")
    print(f"failures    {len(failures):>8,}\nslowest     {slowest:>8.2f} s\nmost memory {largest >> 20:>8} MB")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
