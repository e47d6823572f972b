"""The painter: skies, seas, hills and layers of paper that make a picture."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from tools.pictures.pen import SCALE, Pen, Point

WIDTH, HEIGHT = 1280, 720


class Painter:
    """A picture that is being painted; `name` seeds its random source."""

    def __init__(self, name: str, size: tuple[int, int] = (WIDTH, HEIGHT)) -> None:
        self.random = Random(name)
        self.size = size
        self.big = (size[0] * SCALE, size[1] * SCALE)
        self.image = Image.new("RGB", self.big)

    def sky(self, *colours: str, top: float = 0, bottom: float = 0) -> None:
        """Fill a band of the picture, all of it by default, with a vertical gradient."""
        bottom = bottom or self.size[1]
        rows = int((bottom - top) * SCALE)
        stops = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in colours], dtype=float)
        at = np.linspace(0, len(colours) - 1, rows)
        column = np.stack([np.interp(at, range(len(colours)), stops[:, i]) for i in range(3)], axis=1)
        strip = Image.fromarray(np.round(column).astype(np.uint8)[:, None, :])
        self.image.paste(strip.resize((self.big[0], rows)), (0, int(top * SCALE)))

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 0.8) -> None:
        """Add soft light around a point."""
        side = max(2, int(radius * 2 * SCALE))
        line = np.linspace(-1, 1, side)
        near = np.clip(1 - np.hypot(line[None, :], line[:, None]), 0, 1)
        mask = Image.fromarray(np.round(near**1.9 * 255 * strength).astype(np.uint8))
        self.image.paste(colour, (int(x * SCALE) - side // 2, int(y * SCALE) - side // 2), mask)

    def mist(self, top: float, bottom: float, colour: str, strength: float = 0.6) -> None:
        """Lay a haze over a band, thickest near its lower edge."""
        rows = int((bottom - top) * SCALE)
        at = np.linspace(0, 1, rows)
        fade = np.round(np.minimum(at**1.3, (1 - at) * 4).clip(0, 1) * 255 * strength).astype(np.uint8)
        mask = Image.fromarray(fade[:, None]).resize((self.big[0], rows))
        self.image.paste(colour, (0, int(top * SCALE)), mask)

    @contextmanager
    def layer(
        self,
        shadow: float = 0.3,
        *,
        blur: float = 9,
        dy: float = 5,
        dim: float = 1.0,
        rim: float = 0.22,
        opacity: float = 1.0,
    ) -> Iterator[Pen]:
        """Open a sheet of paper; it is laid on the picture with its shadow, darker by `dim` towards its foot."""
        sheet = Image.new("RGBA", self.big)
        yield Pen(sheet, self.random)
        alpha = sheet.getchannel("A")
        extent = alpha.getbbox()
        if extent is None:
            return
        if shadow:
            small = alpha.resize((self.big[0] // 4, self.big[1] // 4)).filter(
                ImageFilter.GaussianBlur(blur * SCALE / 4)
            )
            soft = small.resize(self.big, Image.Resampling.BILINEAR).point([round(v * shadow) for v in range(256)])
            self.image.paste("#15131f", (0, int(dy * SCALE)), soft)
        paper = sheet.convert("RGB")
        if dim < 1:
            rows = extent[3] - extent[1]
            shade = np.round(np.linspace(255, 255 * dim, rows)).astype(np.uint8)
            part = Image.fromarray(shade[:, None]).resize((self.big[0], rows)).convert("RGB")
            full = Image.new("RGB", self.big, "#ffffff")
            full.paste(part, (0, extent[1]))
            paper = ImageChops.multiply(paper, full)
        if rim:
            edge = ImageChops.subtract(alpha, ImageChops.offset(alpha, 0, SCALE))
            paper.paste("#fff4dc", (0, 0), edge.point([round(v * rim) for v in range(256)]))
        self.image.paste(
            paper, (0, 0), alpha if opacity == 1 else alpha.point([round(v * opacity) for v in range(256)])
        )

    def ridge(self, y: float, rise: float, *, waves: float = 2, rough: float = 0.25, tilt: float = 0) -> list[Point]:
        """Return the outline of a range of hills around the height y, closed below the picture."""
        phases = [self.random.uniform(0, math.tau) for _ in range(6)]
        points: list[Point] = []
        for x in range(-20, self.size[0] + 21, 10):
            t = x / self.size[0]
            value = sum(math.sin(math.tau * waves * t * 1.7**k + phases[k]) * (rough + 0.2) ** k for k in range(6))
            points.append((x, y - rise * value * 0.6 + tilt * (t - 0.5)))
        return [*points, (self.size[0] + 20, self.size[1] + 20), (-20, self.size[1] + 20)]

    def hills(
        self, y: float, rise: float, colour: str, *, waves: float = 2, dim: float = 0.72, rough: float = 0.25
    ) -> None:
        """Lay a range of hills."""
        with self.layer(dim=dim) as pen:
            pen.poly(self.ridge(y, rise, waves=waves, rough=rough), colour)

    def sea(self, top: float, *colours: str, light: str = "#ffffff", sparkle: int = 130, bottom: float = 0) -> None:
        """Fill a band with water: a gradient and glints that grow towards the viewer."""
        bottom = bottom or self.size[1]
        self.sky(*colours, top=top, bottom=bottom)
        with self.layer(0, rim=0, opacity=0.34) as pen:
            for _ in range(sparkle):
                depth = self.random.random() ** 1.5
                y, w = top + 3 + depth * (bottom - top), 12 + depth * 90 * self.random.random()
                x = self.random.uniform(-40, self.size[0])
                pen.oval(x, y, w, 0.8 + depth * 2.4, light)

    def clouds(self, count: int, low: float, high: float, colour: str = "#ffffff", opacity: float = 0.55) -> None:
        """Scatter flat clouds between two heights."""
        with self.layer(0, rim=0, opacity=opacity) as pen:
            for _ in range(count):
                x, y = self.random.uniform(0, self.size[0]), self.random.uniform(high, low)
                w = self.random.uniform(70, 170)
                pen.box(x - w, y, w * 2, w * 0.16, colour, w * 0.08)
                for k in range(3):
                    r = w * self.random.uniform(0.2, 0.34)
                    pen.dome(x + w * (k - 1) * 0.42, y + w * 0.09, r * 1.4, r, colour)

    def rain(self, count: int = 340, slant: float = 0.22, opacity: float = 0.28) -> None:
        """Draw streaks of rain over everything."""
        with self.layer(0, rim=0, opacity=opacity) as pen:
            for _ in range(count):
                x, y = self.random.uniform(-50, self.size[0] + 150), self.random.uniform(-40, self.size[1])
                reach = self.random.uniform(18, 60)
                pen.line([(x, y), (x - reach * slant, y + reach)], "#eef4f6", self.random.choice((1, 1, 1.6)))

    def stars(self, count: int, low: float) -> None:
        """Scatter stars above a height."""
        with self.layer(0, rim=0, opacity=0.8) as pen:
            for _ in range(count):
                r = self.random.choice((0.7, 0.9, 1.2, 1.8))
                pen.oval(self.random.uniform(0, self.size[0]), self.random.uniform(0, low), r, r, "#fff3d0")

    def sun(self, x: float, y: float, radius: float, disc: str = "#fff1c4", halo: str = "#ffdc9a") -> None:
        """Draw a sun or moon with its halo."""
        self.glow(x, y, radius * 6, halo, 0.6)
        self.glow(x, y, radius * 2.4, disc, 0.7)
        with self.layer(0, rim=0) as pen:
            pen.oval(x, y, radius, radius, disc)

    def save(self, path: Path) -> None:
        """Add grain and a soft vignette, reduce the picture and write it."""
        small = self.image.resize(self.size, Image.Resampling.LANCZOS)
        pixels = np.asarray(small, dtype=np.float32)
        noise = np.random.default_rng(self.random.getrandbits(32)).normal(0, 2.4, pixels.shape[:2])
        across = np.linspace(-1, 1, self.size[0])[None, :]
        down = np.linspace(-1, 1, self.size[1])[:, None]
        vignette = 1 - 0.13 * np.clip(across**2 * 0.6 + down**2 * 0.6 - 0.25, 0, 1)
        done = np.clip(pixels * vignette[..., None] + noise[..., None], 0, 255).astype(np.uint8)
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(done).save(path, quality=80, optimize=True, progressive=True)


Scene = Callable[[Painter], None]
