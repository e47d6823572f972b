"""Time the pictures that are made of a photo, and print a table.

    python -m tools.bench_photos [--photos 8] [--efforts] [--hugo BINARY] [--sharp FOLDER]

The photos are made here, of 1600 × 900 pixels: surfaces that are as rough at all sizes as nature is, a sky that fades,
edges, and the grain of a sensor. Drawings would compress many times better. Below the files stand what the photo of an
article needs of them, and what that of a photo story does. `--efforts` compares what the AVIF encoder
could do instead: time and bytes of each width by how hard it tries, with the likeness to the picture that it was made
of, as mean squared difference of brightness. `--hugo` and `--sharp` let these make the same files in the same run; of
sharp it is the folder node_modules that it is in. Figures are of processor time, the least of three runs; compare
those of one run.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from generator.model.cards import Size
from generator.model.variants import Use, Variant, variants
from generator.pictures.making import Original
from generator.pictures.probing import vips
from generator.theming.loading import load
from generator.theming.theme import DEFAULT
from tools.photos_elsewhere import by_hugo, by_sharp

SIZE = Size(1600, 900)
EFFORTS = range(4)
RUNS = 3


def rough(strength: float, seed: int) -> Any:
    """Return a surface of the size of a photo that is rough at all sizes, with a mean of 0 and a deviation."""
    image = vips().Image
    total = image.black(SIZE.width, SIZE.height)
    for octave in range(9):
        wide, high = ((side >> octave) + 2 for side in (SIZE.width, SIZE.height))
        noise = image.gaussnoise(wide, high, mean=0, sigma=1.8**octave, seed=seed * 16 + octave)
        total = total.add(noise.resize(2**octave, kernel="cubic").crop(0, 0, SIZE.width, SIZE.height))
    total = total.copy_memory()
    return total.linear(strength / total.deviate(), -total.avg() * strength / total.deviate()).copy_memory()


def photo(seed: int) -> bytes:
    """Return a JPEG that is like a photograph to whoever compresses it."""
    image = vips().Image
    across, down = (image.xyz(SIZE.width, SIZE.height)[axis] for axis in (0, 1))
    light = rough(38, seed)
    ground = light.bandjoin([light.add(rough(9, seed + 100)), light.add(rough(14, seed + 200))]).add([118, 112, 100])
    fading = down.linear(60 / SIZE.height, 0)
    sky = fading.bandjoin([fading.linear(0.7, 0), fading.linear(0.3, 0)]).add([140, 175, 220]).add(rough(7, seed + 300))
    line = SIZE.height * (3 + seed % 4) // 10
    scene = down.subtract(rough(18, seed + 400)).relational_const("less", line).ifthenelse(sky, ground)
    stones = rough(8, seed + 500)
    for number in range(9):
        x, y = (seed * 397 + number * 653) % SIZE.width, (seed * 211 + number * 307) % SIZE.height
        colour = [(seed * 91 + number * 57 + part * 83) % 200 + 30 for part in range(3)]
        inside = across.subtract(x).abs().relational_const("less", 30 + 9 * number)
        inside = inside.boolean(down.subtract(y).abs().relational_const("less", 100), "and")
        scene = inside.ifthenelse(stones.bandjoin([stones, stones]).add(colour), scene)
    grain = image.gaussnoise(SIZE.width, SIZE.height, mean=0, sigma=3 + seed % 3, seed=seed)
    return bytes(scene.add(grain).cast("uchar").copy(interpretation="srgb").jpegsave_buffer(Q=92))


def least(call: Callable[..., object], *given: object) -> float:
    """Return the processor time of a call in seconds, the least of several."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        call(*given)
        times.append(time.process_time() - start)
    return min(times)


def needed() -> dict[str, list[Variant]]:
    """Return the files that a photo of kabar needs, by who shows it."""
    kabar, problems = load(Path.cwd(), DEFAULT)
    assert kabar is not None, problems
    recipes = kabar.recipes
    cut: tuple[Use, ...] = ("photo",)
    both: tuple[Use, ...] = ("photo", "whole")
    return {
        "article": list(dict.fromkeys(variants(SIZE, cut, "", recipes))),
        "photo story": list(dict.fromkeys(variants(SIZE, both, "", recipes))),
    }


def encoded(originals: list[Original], variant: Variant) -> list[bytes]:
    """Return a variant of each photo."""
    return [original.encode(variant) for original in originals]


def made(photos: list[bytes], wanted: dict[str, list[Variant]]) -> Iterator[str]:
    """Yield a row for each file that is made of a photo, and one for all that somebody needs."""
    decoding = least(lambda: [Original(data, SIZE) for data in photos]) / len(photos)
    originals = [Original(data, SIZE) for data in photos]
    costs: dict[Variant, tuple[float, int]] = {}
    yield f"| decoded | {decoding * 1000:.0f} ms | {sum(map(len, photos)) / len(photos) / 1024:.1f} KB |"
    for variant in dict.fromkeys(one for files in wanted.values() for one in files):
        spent = least(encoded, originals, variant) / len(photos)
        size = sum(map(len, encoded(originals, variant))) // len(photos)
        costs[variant] = spent, size
        yield f"| {variant.suffix} | {spent * 1000:.0f} ms | {size / 1024:.1f} KB |"
    for who, files in wanted.items():
        seconds = decoding + sum(costs[one][0] for one in files)
        total = sum(costs[one][1] for one in files)
        yield f"| **{who}: {len(files)} files** | **{seconds * 1000:.0f} ms** | **{total / 1024:.1f} KB** |"


def efforts(photos: list[bytes], wanted: Collection[Variant]) -> Iterator[str]:
    """Yield a row for each width and each effort of the AVIF encoder."""
    for variant in wanted:
        if variant.form == "avif":
            images = [Original(data, SIZE)._crop(variant).copy_memory() for data in photos]  # noqa: SLF001 - a bench of its parts
            for quality in (44, 50):
                for effort in EFFORTS:

                    def save(image: Any, quality: int = quality, effort: int = effort) -> bytes:
                        return bytes(image.heifsave_buffer(compression="av1", Q=quality, effort=effort, keep="none"))

                    spent = least(lambda images, save: [*map(save, images)], images, save) / len(images)
                    files = [save(image) for image in images]
                    likeness = sum(map(difference, images, files)) / len(files)
                    size = sum(map(len, files)) / len(files) / 1024
                    figures = f"{spent * 1000:.0f} ms | {size:.1f} KB | {likeness:.1f}"
                    yield f"| {variant.width} | {quality} | {effort} | {figures} |"


def difference(image: Any, data: bytes) -> float:
    """Return the mean squared difference in brightness between an image and what an encoder made of it."""
    grey, other = (one.colourspace("b-w") for one in (image, vips().Image.new_from_buffer(data, "")))
    return float(((grey - other) ** 2).avg())


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="bench_photos", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--photos", type=int, default=8, help="how many are made, and measured")
    parser.add_argument("--efforts", action="store_true", help="compare the efforts of the AVIF encoder too")
    parser.add_argument("--hugo", type=Path, help="the binary of Hugo")
    parser.add_argument("--sharp", type=Path, help="the folder node_modules that sharp is in")
    arguments = parser.parse_args()
    wanted = needed()
    photos = [photo(seed) for seed in range(arguments.photos)]
    print("| file | time | bytes |\n|---|---|---|")
    for line in made(photos, wanted):
        print(line, flush=True)
    for name, way, where in (("Hugo", by_hugo, arguments.hugo), ("sharp", by_sharp, arguments.sharp)):
        who = "article"
        if where:
            seconds, size = way(where, photos, wanted[who], SIZE)
            files = f"{name}, {who}: {len(wanted[who])} files"
            print(f"| **{files}** | **{seconds * 1000:.0f} ms** | **{size / 1024:.1f} KB** |", flush=True)
    if arguments.efforts:
        print("\n| width | quality | effort | time | bytes | difference |\n|---|---|---|---|---|---|")
        for line in efforts(photos, wanted["article"]):
            print(line, flush=True)


if __name__ == "__main__":
    main()
