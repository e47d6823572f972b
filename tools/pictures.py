"""Draw the pictures of the demo site.

Every picture is a paper-cut scene made of layers with soft shadows, drawn at twice its size and then reduced. A scene
takes its chances from a random source seeded with its own name, so that the same Pillow draws the same picture.

Run from the root of the repository; without names, all pictures are drawn (Pillow and NumPy are needed):

    python tools/pictures.py [NAME ...]
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

ROOT = Path(__file__).resolve().parent.parent / "content" / "foto"
SCALE = 2
WIDTH, HEIGHT = 1280, 720

Point = tuple[float, float]
Scene = Callable[["Painter"], None]

SKINS = ("#8d5a3b", "#a8704a", "#b98058", "#7a4a31", "#c69068")
CLOTHES = ("#d9534f", "#2f7f86", "#e8a33d", "#4a5fa5", "#7b4b94", "#f2e6cf", "#3f8f5b", "#c8613c")


def mix(one: str, two: str, share: float) -> str:
    """Return the colour that lies `share` of the way from `one` to `two`."""
    pairs = ((int(one[i : i + 2], 16), int(two[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


class Pen:
    """Draws shapes on one layer, in the units of the finished picture."""

    def __init__(self, sheet: Image.Image, random: Random) -> None:
        self.draw = ImageDraw.Draw(sheet)
        self.random = random

    def poly(self, points: Iterable[Point], fill: str) -> None:
        """Fill a polygon."""
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: str) -> None:
        """Fill an ellipse around a centre."""
        self.draw.ellipse([(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE], fill=fill)

    def dome(self, x: float, y: float, rx: float, ry: float, fill: str) -> None:
        """Fill the upper half of an ellipse."""
        box = [(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE]
        self.draw.pieslice(box, 180, 360, fill=fill)

    def box(self, x: float, y: float, w: float, h: float, fill: str, round_: float = 0) -> None:
        """Fill a rectangle from its upper left corner."""
        right, low = max(x + w - 1 / SCALE, x), max(y + h - 1 / SCALE, y)
        corners = [x * SCALE, y * SCALE, right * SCALE, low * SCALE]
        self.draw.rounded_rectangle(corners, radius=round_ * SCALE, fill=fill)

    def line(self, points: Iterable[Point], fill: str, width: float = 2) -> None:
        """Draw a line with round ends."""
        path = [(x * SCALE, y * SCALE) for x, y in points]
        self.draw.line(path, fill=fill, width=max(1, round(width * SCALE)), joint="curve")
        if width > 3:
            half = width / 2
            for x, y in (path[0], path[-1]):
                self.oval(x / SCALE, y / SCALE, half, half, fill)

    def person(
        self, x: float, y: float, h: float, shirt: str, lower: str = "#3b3a4a", *,
        hat: str = "", arms: tuple[float, float] = (20, 20), skirt: bool = False, stride: float = 0.06,
        skin: str = "", cloth: str = "#2f3b4f",
    ) -> None:  # fmt: skip
        """Draw a person whose feet stand at (x, y); arms are angles; hat: hijab, caping, helm or cap."""
        skin = skin or self.random.choice(SKINS)
        if skirt:
            self.poly(
                [(x - 0.1 * h, y - 0.5 * h), (x + 0.1 * h, y - 0.5 * h), (x + 0.15 * h, y), (x - 0.15 * h, y)], lower
            )
        else:
            for side in (-1, 1):
                self.line(
                    [(x + side * 0.05 * h, y - 0.45 * h), (x + side * stride * h, y - 0.03 * h)], lower, 0.095 * h
                )
        for side, angle in zip((-1, 1), arms, strict=True):
            turn = math.radians(angle)
            elbow = (x + side * (0.12 * h + 0.17 * h * math.sin(turn)), y - 0.76 * h + 0.17 * h * math.cos(turn))
            hand = (elbow[0] + side * 0.15 * h * math.sin(turn * 1.1), elbow[1] + 0.15 * h * math.cos(turn * 1.1))
            self.line([(x + side * 0.11 * h, y - 0.76 * h), elbow], mix(shirt, "#000000", 0.12), 0.075 * h)
            self.line([elbow, hand], skin, 0.055 * h)
        self.box(x - 0.145 * h, y - 0.81 * h, 0.29 * h, 0.4 * h, shirt, 0.08 * h)
        self.box(x - 0.03 * h, y - 0.86 * h, 0.06 * h, 0.08 * h, skin)
        self.head(x, y - 0.92 * h, 0.085 * h, skin, hat, cloth)

    def head(self, x: float, y: float, r: float, skin: str, hat: str, cloth: str) -> None:
        """Draw a head without a face."""
        if hat == "hijab":
            self.oval(x, y, r * 1.25, r * 1.3, cloth)
            self.poly(
                [(x - r * 1.2, y), (x + r * 1.2, y), (x + r * 1.7, y + r * 2.4), (x - r * 1.7, y + r * 2.4)], cloth
            )
            self.oval(x, y + r * 0.12, r * 0.72, r * 0.82, skin)
            return
        self.oval(x, y, r, r * 1.1, skin)
        if hat == "caping":
            self.poly([(x - r * 2.5, y - r * 0.15), (x, y - r * 1.9), (x + r * 2.5, y - r * 0.15)], "#d8b36a")
            self.poly([(x, y - r * 1.9), (x + r * 2.5, y - r * 0.15), (x + r * 0.4, y - r * 0.15)], "#c09a54")
        elif hat == "helm":
            self.dome(x, y - r * 0.1, r * 1.2, r * 1.25, "#f2b632")
            self.box(x - r * 1.4, y - r * 0.3, r * 2.8, r * 0.25, "#e0a021")
        elif hat == "cap":
            self.dome(x, y - r * 0.15, r * 1.1, r * 1.1, cloth)
        else:
            self.dome(x, y - r * 0.05, r * 1.08, r * 1.2, "#2a211f")

    def palm(
        self, x: float, y: float, h: float, leaf: str = "#2f6b4f", trunk: str = "#6b4a35", lean: float = 0.12
    ) -> None:
        """Draw a coconut palm rooted at (x, y)."""
        path = [(x + lean * h * (t / 8) ** 2, y - h * t / 8) for t in range(9)]
        self.line(path, trunk, h * 0.035)
        top = path[-1]
        for number in range(11):
            angle = math.radians(-200 + number * 22 + self.random.uniform(-6, 6))
            reach = h * self.random.uniform(0.34, 0.44)
            tip = (top[0] + math.cos(angle) * reach, top[1] + math.sin(angle) * reach * 0.75 + reach * 0.35)
            bend = (top[0] + math.cos(angle) * reach * 0.55, top[1] + math.sin(angle) * reach * 0.75)
            low = (bend[0], bend[1] + h * 0.055)
            self.poly([top, bend, tip, low], mix(leaf, "#ffffff" if number % 2 else "#000000", 0.1))

    def tree(self, x: float, y: float, h: float, leaf: str = "#3d7a55", trunk: str = "#5b4334") -> None:
        """Draw a broad tree rooted at (x, y)."""
        self.line([(x, y), (x, y - h * 0.5)], trunk, h * 0.07)
        for number in range(7):
            angle = number * 0.9
            dx, dy = math.cos(angle) * h * 0.2, math.sin(angle) * h * 0.13
            self.oval(x + dx, y - h * 0.66 + dy, h * 0.2, h * 0.18, mix(leaf, "#102018", 0.05 + 0.04 * (number % 3)))
        self.oval(x - h * 0.06, y - h * 0.74, h * 0.19, h * 0.15, mix(leaf, "#f6e7a8", 0.18))

    def boat(self, x: float, y: float, w: float, hull: str, trim: str = "#f4ead2") -> None:
        """Draw a wooden boat; y is the line of the water, x its middle."""
        deck, keel = y - w * 0.09, y + w * 0.05
        shape = [
            (x - w * 0.5, deck - w * 0.07),
            (x - w * 0.3, deck),
            (x + w * 0.28, deck),
            (x + w * 0.5, deck - w * 0.1),
        ]
        self.poly([*shape, (x + w * 0.36, keel), (x - w * 0.38, keel)], hull)
        inner = [(x + w * 0.48, deck - w * 0.06), (x + w * 0.28, deck + w * 0.03), (x - w * 0.3, deck + w * 0.03)]
        self.poly([*shape, *inner, (x - w * 0.49, deck - w * 0.035)], trim)

    def house(self, x: float, y: float, w: float, h: float, wall: str, roof: str, *, stilts: float = 0) -> None:
        """Draw a house whose lower left corner is at (x, y)."""
        for number in range(4 if stilts else 0):
            self.line(
                [(x + w * (0.08 + 0.28 * number), y - stilts), (x + w * (0.08 + 0.28 * number), y)],
                "#4d392e",
                w * 0.035,
            )
        y -= stilts
        self.box(x, y - h, w, h, wall)
        self.box(x, y - h, w, h * 0.16, mix(wall, "#000000", 0.22))
        self.box(x + w * 0.42, y - h * 0.68, w * 0.17, h * 0.68, mix(roof, "#201510", 0.45))
        for left in (0.12, 0.7):
            self.box(x + w * left, y - h * 0.66, w * 0.18, h * 0.34, "#f6d98b")
            self.box(x + w * (left + 0.085), y - h * 0.66, w * 0.012, h * 0.34, mix(wall, "#000000", 0.4))
        rise = h * 0.75
        self.poly([(x - w * 0.1, y - h * 0.93), (x + w * 0.16, y - h - rise * 0.8), (x + w * 0.84, y - h - rise * 0.8),
                   (x + w * 1.1, y - h * 0.93)], roof)  # fmt: skip
        for number in range(1, 4):
            level = y - h * 0.93 - (rise * 0.8 + h * 0.07) * number / 4
            inset = w * (0.26 * number / 4 - 0.1)
            self.line([(x + inset, level), (x + w - inset, level)], mix(roof, "#000000", 0.14), 1.5)

    def flag(self, x: float, y: float, h: float, size: float) -> None:
        """Draw a flagpole with the red and white flag."""
        self.line([(x, y), (x, y - h)], "#e9e4d8", max(2, size * 0.07))
        top = y - h + 2
        for colour, low, high in (("#c8323a", 0, 0.33), ("#fbf6ea", 0.33, 0.66)):
            wave = [(x + size * t / 8, top + size * (low + 0.05 * math.sin(t * 0.9))) for t in range(9)]
            back = [(x + size * t / 8, top + size * (high + 0.05 * math.sin(t * 0.9))) for t in range(8, -1, -1)]
            self.poly([*wave, *back], colour)


class Painter:
    """A picture in the making."""

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


# A drawing is a list of shapes, which reads best in filled lines.
# fmt: off


# ------------------------------------------------------------------- the flood


def flooded_street(p: Painter) -> None:
    """Draw a boat between houses that stand in water."""
    p.sky("#5c6f7c", "#8fa2a5", "#bfc4b8")
    p.clouds(9, 150, 20, "#4d5c68", 0.5)
    p.hills(330, 50, "#5c7a74", dim=0.85)
    with p.layer(dim=0.75) as pen:
        for x, w, wall, roof in ((-60, 250, "#c9a77a", "#8e4a3c"), (560, 190, "#9db3a6", "#6f4b41"),
            (900, 300, "#d2b48a", "#7f3f36")):
            pen.house(x, 470, w, 110, wall, roof)
        for x in (250, 330, 800):
            pen.tree(x, 460, 190, "#4a705c")
    p.sea(420, "#8c8c74", "#77755c", "#5d5b48", light="#d8d6bf", sparkle=170)
    with p.layer(0.35, dim=0.8) as pen:
        pen.house(1010, 520, 340, 120, "#b99068", "#6b332e")
        for x in (180, 470):
            pen.line([(x, 560), (x, 180)], "#4b3f38", 7)
            pen.line([(x - 40, 205), (x + 40, 205)], "#4b3f38", 4)
    with p.layer(0, rim=0) as pen:
        pen.line([(180, 207), (325, 240), (470, 207), (780, 260), (1290, 190)], "#3d3630", 1.5)
    p.sea(528, "#7d7a60", "#55533f", light="#d0ceb6", sparkle=70)
    with p.layer(0.45) as pen:
        for x, shirt, hat in ((520, "#e07b39", "helm"), (610, "#e9dfc8", "hijab"), (680, "#cc4f55", "")):
            pen.person(x, 650, 165 if x != 680 else 115, shirt, hat=hat, cloth="#8a4b6d", arms=(18, 24))
        pen.person(770, 655, 190, "#e07b39", hat="helm", arms=(35, 70))
        pen.line([(845, 440), (880, 700)], "#7a5a3c", 7)
        pen.boat(640, 640, 420, "#2e6f77", "#e8c15a")
    p.sea(652, "#605d47", "#46442f", light="#c8c5aa", sparkle=26)
    p.rain(420)


def camp(p: Painter) -> None:
    """Draw tents in a field at the end of the day."""
    p.sky("#4a5d86", "#c98a7b", "#f3c58a")
    p.sun(980, 300, 46)
    p.hills(380, 70, "#7a6a80", waves=1.5)
    p.hills(430, 40, "#5c6a62", waves=2.5)
    p.hills(480, 14, "#8a9a58", waves=1)
    for row, (y, size) in enumerate(((500, 90), (560, 130), (660, 200))):
        with p.layer(0.4, dim=0.75) as pen:
            for k in range(7 - row * 2):
                x = 60 + row * 60 + k * size * 2.0
                cloth = ("#e8e3d2", "#3f7fa3", "#d98a3d")[(k + row) % 3]
                pen.poly([(x, y), (x + size * 0.55, y - size * 0.85), (x + size * 1.5, y - size * 0.85),
                    (x + size * 1.9, y)], cloth)
                pen.poly([(x, y), (x + size * 0.55, y - size * 0.85), (x + size * 1.05, y)],
                    mix(cloth, "#1a1a2a", 0.16))
                pen.poly([(x + size * 0.4, y), (x + size * 0.55, y - size * 0.6), (x + size * 0.7, y)], "#3a3340")
    with p.layer(0.4) as pen:
        for x, y, h, hat in ((60, 690, 150, "hijab"), (128, 694, 104, ""), (575, 700, 158, "cap"),
            (1000, 704, 160, "hijab"), (1062, 700, 166, "cap")):
            pen.person(x, y, h, p.random.choice(CLOTHES), hat=hat, cloth="#7d5ba6", skirt=hat == "hijab",
                lower="#5a3d5c")
        pen.box(1120, 560, 110, 120, "#e07b39", 14)
        pen.box(1140, 540, 70, 24, "#c96a2b", 6)


def levee(p: Painter) -> None:
    """Draw an excavator and a truck on a river bank."""
    p.sky("#a9c4cf", "#d8dccb", "#efe2c0")
    p.clouds(7, 190, 40)
    p.hills(330, 60, "#8aa68f")
    p.hills(390, 40, "#6f8f6a", waves=3)
    p.sea(430, "#9a9270", "#837a58", light="#e5dcb8", sparkle=80)
    with p.layer(0.4, dim=0.6) as pen:
        pen.poly([(-20, 520), (420, 500), (900, 540), (1300, 470), (1300, 740), (-20, 740)], "#a47a4e")
    with p.layer(0.3, dim=0.7) as pen:
        for k in range(15):
            for row in range(3):
                pen.box(40 + k * 62 + row * 30, 640 - row * 34, 58, 32,
                    mix("#cdbb95", "#8d7a58", p.random.random() * 0.6), 12)
    with p.layer(0.4) as pen:
        pen.box(720, 478, 190, 34, "#3a3a3f", 17)
        pen.box(745, 400, 140, 80, "#eeb02c", 10)
        pen.box(755, 352, 72, 60, "#e3a321", 8)
        pen.box(764, 360, 50, 36, "#bfe0e6", 4)
        pen.line([(870, 420), (1000, 250)], "#e3a321", 24)
        pen.line([(1000, 250), (1090, 400)], "#eeb02c", 18)
        pen.poly([(1060, 395), (1115, 385), (1125, 450), (1075, 458)], "#4a4a50")
        pen.box(150, 400, 210, 80, "#c6503c", 6)
        pen.box(360, 420, 76, 60, "#e9e1cf", 8)
        pen.box(385, 428, 42, 26, "#9cc3cf", 4)
        pen.poly([(160, 400), (230, 355), (310, 362), (350, 400)], "#7a5a3a")
        for x in (200, 260, 400):
            pen.oval(x, 486, 25, 25, "#2c2c31")
            pen.oval(x, 486, 10, 10, "#b9b4a8")
        for x in (560, 620):
            pen.person(x, 560, 110, "#e07b39", hat="helm", arms=(20, 75))


def kitchen(p: Painter) -> None:
    """Draw volunteers at large steaming pots under an awning."""
    p.sky("#3d4f4d", "#7d8a6a", "#d9bf86")
    p.glow(640, 430, 620, "#ffd68a", 0.65)
    with p.layer(0.3, dim=0.7) as pen:
        pen.box(-10, 170, 1300, 330, "#b8a47c")
        for k in range(6):
            pen.box(40 + k * 215, 240, 130, 130, "#6d8577", 4)
            pen.box(48 + k * 215, 248, 54, 114, "#a9c3b0")
            pen.box(108 + k * 215, 248, 54, 114, "#98b5a3")
    with p.layer(0.4) as pen:
        for k in range(9):
            pen.poly([(k * 150 - 40, 0), (k * 150 + 110, 0), (k * 150 + 90, 170), (k * 150 - 30, 170)],
                ("#d05a3f", "#f1e3c4")[k % 2])
            pen.oval(k * 150 + 30, 170, 60, 20, ("#d05a3f", "#f1e3c4")[k % 2])
    with p.layer(0.4) as pen:
        for x, hat, angle in ((150, "hijab", 40), (395, "cap", 60), (650, "hijab", 35), (900, "", 55),
            (1140, "hijab", 45)):
            pen.person(x, 690, 360, p.random.choice(CLOTHES), hat=hat, cloth=p.random.choice(CLOTHES),
                arms=(angle * 0.5, angle))
    with p.layer(0.45, dim=0.6) as pen:
        pen.box(-20, 610, 1320, 130, "#6a4a38")
    with p.layer(0.45, dim=0.55) as pen:
        for x, w in ((90, 210), (390, 250), (720, 230), (1020, 220)):
            pen.box(x, 500, w, 140, "#b5bcc0", 26)
            pen.oval(x + w / 2, 508, w / 2 + 8, 26, "#d7dcde")
            pen.oval(x + w / 2, 510, w / 2 - 10, 18, p.random.choice(("#d9a441", "#f4ecd8", "#7f9b4f")))
    with p.layer(0, rim=0, opacity=0.2) as pen:
        for x in (195, 515, 835, 1130):
            for k in range(9):
                pen.oval(x + math.sin(k * 0.9 + x) * 24, 480 - k * 36, 26 + k * 6, 20 + k * 3, "#fff6e0")


def stilt_river(p: Painter) -> None:
    """Draw stilt houses beside a calm river in the morning."""
    p.sky("#7ba3b8", "#f0cfae", "#f9e3bd")
    p.sun(300, 260, 40)
    p.hills(330, 60, "#8fa79c")
    p.hills(370, 40, "#6b8d78", waves=3)
    p.sea(400, "#e3c49c", "#9fa58c", "#5f7a78", light="#fff0cf")
    with p.layer(0.35, dim=0.7) as pen:
        pen.poly([(420, 470), (700, 420), (1300, 400), (1300, 560), (760, 520)], "#8b7a50")
        for x in (520, 620, 1210):
            pen.palm(x, 460, 240, lean=0.1)
        for k, (wall, roof) in enumerate((("#d9a066", "#7d4438"), ("#7fa3a0", "#54423f"), ("#e0c48a", "#8d3f35"))):
            pen.house(600 + k * 230, 510 - k * 8, 180, 90, wall, roof, stilts=56)
    p.sea(505, "#7d8f84", "#4d6668", light="#f7e6c4", sparkle=60)
    with p.layer(0.4) as pen:
        pen.person(330, 612, 120, "#f2e6cf", hat="caping", arms=(20, 50))
        pen.boat(290, 620, 260, "#8c4f35")
        pen.line([(385, 470), (410, 650)], "#5a4130", 5)
    with p.layer(0.4) as pen:
        for k in range(60):
            x = p.random.uniform(-20, 1300)
            pen.line([(x, 740), (x + p.random.uniform(-16, 16), 740 - p.random.uniform(30,
                100) - 40 * (k % 3 == 0))], "#3f5b3f", 4)


def upstream(p: Painter) -> None:
    """Draw layered hills, partly bare, around a winding river."""
    p.sky("#a8c0c8", "#dfe0cf", "#f0dfb8")
    p.glow(900, 170, 380, "#fff0c8", 0.7)
    for y, rise, colour in ((250, 90, "#9fb5ad"), (320, 90, "#82a08c"), (390, 80, "#a58e5f"), (470, 70, "#6a8a58")):
        p.hills(y, rise, colour, waves=p.random.uniform(1, 2.4))
        p.mist(y + 20, y + 110, "#e9e6d3", 0.3)
    with p.layer(0.15) as pen:
        for k in range(64):
            x, y = p.random.uniform(0, 1280), p.random.uniform(420, 470)
            if k % 2:
                pen.box(x, y, 7, 9, "#6b4b32")
    with p.layer(0.35, dim=0.7) as pen:
        pen.poly([(-20, 540), (380, 500), (700, 560), (1300, 470), (1300, 740), (-20, 740)], "#b28c58")
    with p.layer(0.2) as pen:
        pen.poly([(640, 540), (690, 545), (560, 590), (760, 640), (980, 740), (520, 740), (470, 660), (430, 600)],
            "#7fb0b8")
        pen.poly([(640, 548), (560, 596), (650, 640), (760, 740), (700, 740), (590, 650), (510, 598)], "#a9d0cf")
    with p.layer(0.35) as pen:
        for _ in range(26):
            x, y = p.random.choice((p.random.uniform(0, 400), p.random.uniform(860, 1270))), p.random.uniform(560,
                700)
            pen.box(x, y, 22, 24, "#7a5538", 4)
            pen.oval(x + 11, y, 11, 5, "#d9b98a")
        for x in (90, 1170, 1240):
            pen.tree(x, 600, 260, "#47744f")
        pen.person(300, 640, 105, "#c8613c", hat="caping")
        pen.person(352, 646, 100, "#e8e0cc", hat="cap", arms=(20, 80))


def rainy_road(p: Painter) -> None:
    """Draw a village road in the rain, with somebody under an umbrella."""
    p.sky("#56707a", "#8ea6a2", "#c2c9b4")
    p.hills(290, 60, "#67847c", dim=0.8)
    p.mist(250, 400, "#c8d2c8", 0.5)
    with p.layer(dim=0.7) as pen:
        pen.poly([(-20, 400), (560, 370), (720, 370), (1300, 400), (1300, 740), (-20, 740)], "#5f7f4f")
    with p.layer(0.2, dim=0.75) as pen:
        pen.poly([(610, 372), (668, 372), (1010, 740), (230, 740)], "#9a8a6c")
        for x, y, w in ((560, 620, 60), (700, 530, 40), (620, 690, 90), (640, 450, 18)):
            pen.oval(x, y, w, w * 0.16, "#b7c4c2")
    with p.layer(0.4, dim=0.7) as pen:
        pen.house(160, 470, 200, 90, "#d2a46b", "#84463a")
        pen.house(900, 500, 250, 110, "#8fb0a2", "#6b4038")
        pen.house(470, 402, 80, 36, "#cbb58a", "#7a4a3c")
    with p.layer(0.4) as pen:
        for x, y, h in ((60, 520, 330), (400, 450, 220), (820, 460, 250), (1210, 560, 400)):
            pen.palm(x, y, h, "#36634a", lean=0.08 if x < 600 else -0.1)
    with p.layer(0.45) as pen:
        pen.person(600, 640, 190, "#e3d7bd", skirt=True, lower="#6d3f57", hat="hijab", cloth="#4b6b8f",
            arms=(15, 130))
        pen.line([(650, 470), (632, 410)], "#4a3a30", 3)
        pen.dome(625, 440, 105, 80, "#d8483f")
        pen.dome(625, 440, 42, 80, "#e96a54")
    p.rain(480, 0.3, 0.34)


# ----------------------------------------------------------- the sea and the port


def container_port(p: Painter) -> None:
    """Draw cranes and stacked containers seen from the water."""
    p.sky("#2f6f8f", "#8fc0c4", "#f6dfb0")
    p.sun(1040, 330, 38)
    p.clouds(8, 230, 40, opacity=0.45)
    p.hills(400, 40, "#7f9fa0", waves=1.4)
    with p.layer(0.35) as pen:
        for x, colour in ((150, "#d8563f"), (520, "#e9a63c"), (860, "#d8563f")):
            for leg in (0, 110):
                pen.line([(x + leg, 500), (x + leg + (10 if leg == 0 else -10), 250)], colour, 12)
            pen.line([(x - 10, 360), (x + 120, 360)], colour, 9)
            pen.line([(x - 90, 250), (x + 330, 250)], colour, 12)
            pen.line([(x + 60, 250), (x + 60, 150)], colour, 10)
            pen.line([(x + 60, 150), (x + 320, 248)], colour, 4)
            pen.line([(x + 60, 150), (x - 85, 248)], colour, 4)
            pen.box(x + 215, 262, 34, 22, "#f4ead2")
            pen.line([(x + 232, 280), (x + 232, 330)], "#3c3c44", 2)
            pen.box(x + 200, 330, 66, 30, "#3f8f8b")
    with p.layer(0.35) as pen:
        for k in range(15):
            for level in range(p.random.randint(1, 4)):
                steel = p.random.choice(("#c94f3d", "#2f7f86", "#e3a23a", "#4a5fa5", "#8fae6a", "#d9d0bc"))
                pen.box(10 + k * 86, 478 - level * 32, 80, 30, steel)
                for rib in range(6):
                    pen.box(18 + k * 86 + rib * 12, 482 - level * 32, 2, 22, mix(steel, "#000000", 0.2))
    with p.layer(0.4, dim=0.7) as pen:
        pen.box(-10, 508, 1300, 50, "#8f8a80")
        for k in range(14):
            pen.box(20 + k * 98, 520, 44, 30, "#3f3d40", 8)
    p.sea(556, "#4f8f96", "#2b5f74", light="#fbe6bd", sparkle=90)
    with p.layer(0.4) as pen:
        pen.boat(330, 650, 200, "#c8613c")
        pen.person(320, 640, 84, "#f2e6cf", hat="caping", arms=(20, 60))


def cargo_ship(p: Painter) -> None:
    """Draw a heavy-lift ship with a crane aboard, low sun behind."""
    p.sky("#3b3f6b", "#b0627a", "#f29a6b", "#ffd591")
    p.sun(420, 400, 62, "#ffe9b0", "#ffb066")
    p.clouds(10, 250, 60, "#5c4670", 0.4)
    p.sea(430, "#f0a572", "#8f5f77", "#35385c", light="#ffe0a8", sparkle=190)
    with p.layer(0.4, dim=0.6) as pen:
        pen.poly([(330, 470), (1130, 470), (1210, 420), (1150, 590), (400, 590)], "#2b3550")
        pen.poly([(385, 560), (1160, 560), (1150, 592), (400, 592)], "#b0413e")
        pen.box(370, 330, 130, 142, "#ece2cf", 4)
        for row in range(3):
            pen.box(384, 346 + row * 40, 100, 14, "#4a5872")
        pen.box(410, 270, 46, 62, "#d8563f")
        pen.box(540, 440, 560, 32, "#6b7285")
        for x in (660, 860):
            pen.line([(x, 442), (x + 40, 190)], "#e9a63c", 12)
        pen.line([(560, 205), (1110, 185)], "#e9a63c", 13)
        pen.line([(700, 200), (790, 120), (1090, 186)], "#e9a63c", 5)
        pen.line([(690, 330), (880, 330)], "#e9a63c", 8)
    p.sea(585, "#5c4b6b", "#2b2f4f", light="#ffd9a0", sparkle=60)
    with p.layer(0.2, rim=0) as pen:
        for x, y, w in ((180, 180, 22), (230, 215, 15), (130, 230, 13), (980, 130, 16)):
            pen.line([(x - w, y - w * 0.4), (x, y), (x + w, y - w * 0.4)], "#2d2b45", 3)


def harbour(p: Painter) -> None:
    """Draw coloured boats in front of fishermen's houses, close to the water."""
    p.sky("#6fb7c9", "#c6e0d2", "#f7ecc8")
    p.clouds(7, 170, 30)
    p.hills(300, 80, "#7fae8a", waves=1.6)
    with p.layer(0.35, dim=0.8) as pen:
        for k in range(9):
            pen.house(-40 + k * 152, 420, 116, 66, p.random.choice(("#e9b35f", "#d77a61", "#7fb5b0", "#f0dcae",
                "#a9c48a")), p.random.choice(("#8b3f35", "#5c4a52", "#a3573c")), stilts=34)
        pen.palm(220, 420, 240)
        pen.palm(1010, 420, 270, lean=-0.1)
    p.sea(412, "#58a6a8", "#2f7f8f", "#1f5d78", light="#e9fbf0", sparkle=150)
    for y, w, count in ((470, 190, 5), (560, 290, 4), (675, 420, 3)):
        with p.layer(0.4) as pen:
            for k in range(count):
                x = 80 + (k + (0.5 if count == 4 else 0)) * 1240 / count
                hull = p.random.choice(("#d9534f", "#f0b23e", "#f4ead2", "#3f6fb0", "#3f9f83", "#e8743b"))
                pen.line([(x - w * 0.05, y), (x - w * 0.05, y - w * 0.6)], "#6b4a35", w * 0.014)
                pen.box(x - w * 0.2, y - w * 0.26, w * 0.24, w * 0.17, mix(hull, "#ffffff", 0.6), 4)
                pen.boat(x, y, w, hull, p.random.choice(("#f4ead2", "#2f4f6f", "#f0b23e")))
                pen.poly([(x - w * 0.045, y - w * 0.6), (x + w * 0.06, y - w * 0.56), (x - w * 0.045, y - w * 0.52)],
                    "#e0483f")


def night_fishing(p: Painter) -> None:
    """Draw boats with bright lamps under the stars."""
    p.sky("#0e1533", "#1d2f57", "#2f5575")
    p.stars(240, 360)
    p.sun(1060, 120, 30, "#fdf3d0", "#8fa8d0")
    p.hills(390, 36, "#16233f", waves=1.2, dim=0.9)
    p.sea(410, "#2b5270", "#17304f", "#0b1830", light="#9fc3d8", sparkle=150)
    for x, y, w in ((220, 450, 110), (930, 470, 140), (540, 560, 300)):
        p.glow(x, y - w * 0.42, w * 1.15, "#ffe29a", 0.85)
        with p.layer(0, rim=0, opacity=0.35) as pen:
            for k in range(12):
                pen.oval(x + p.random.uniform(-w, w) * 0.3, y + w * 0.09 + k * w * 0.055, w * (0.3 - k * 0.016), 1.6,
                    "#ffe7a6")
        with p.layer(0.4) as pen:
            pen.line([(x, y), (x, y - w * 0.5)], "#4a3428", w * 0.018)
            pen.line([(x - w * 0.3, y - w * 0.36), (x + w * 0.3, y - w * 0.36)], "#4a3428", w * 0.014)
            for k in (-0.26, 0, 0.26):
                pen.oval(x + k * w, y - w * 0.32, w * 0.035, w * 0.045, "#fff6d0")
            if w > 200:
                pen.person(x - 70, y - 10, 110, "#d9534f", hat="cap", arms=(40, 70))
                pen.person(x + 60, y - 10, 104, "#e8a33d", hat="caping", arms=(60, 30))
            pen.boat(x, y, w, "#5b3b32", "#c9a15a")
    with p.layer(0, rim=0, opacity=0.5) as pen:
        for k in range(7):
            pen.line([(400 - k * 26, 555 + k * 18), (470 - k * 10, 560 + k * 22)], "#d8c99a", 1)


def salt_ponds(p: Painter) -> None:
    """Draw salt ponds from a raised place, mirroring the sky."""
    p.sky("#7fb0d0", "#f3cdb4", "#fbe8cc")
    p.sun(860, 230, 40)
    p.hills(285, 40, "#8c8fa8", waves=1.3)
    with p.layer(0, rim=0) as pen:
        pen.box(-10, 305, 1300, 430, "#8a7360")
    for row in range(5):
        y0, y1 = 315 + row * row * 17 + row * 22, 315 + (row + 1) ** 2 * 17 + (row + 1) * 20
        with p.layer(0.15) as pen:
            for k in range(-4, 6):
                def at(column: float, y: float) -> Point:
                    return 640 + column * (150 + (y - 305) * 0.9), y
                tone = mix(p.random.choice(("#a9cfe0", "#f3cdb8", "#cfe0dc", "#e9b9a0")), "#ffffff",
                    p.random.random() * 0.3)
                pen.poly([at(k + 0.04, y0 + 4), at(k + 0.95, y0 + 4), at(k + 0.95, y1 - 4), at(k + 0.04, y1 - 4)],
                    tone)
    with p.layer(0.35, dim=0.85) as pen:
        for x, y, w in ((140, 420, 46), (300, 400, 36), (420, 470, 62), (190, 600, 110), (960, 430, 50),
            (1120, 540, 90)):
            pen.poly([(x - w, y), (x - w * 0.15, y - w * 0.95), (x + w * 0.15, y - w * 0.95), (x + w, y)], "#fbf7ee")
            pen.poly([(x + w * 0.1, y - w * 0.95), (x + w, y), (x + w * 0.3, y)], "#ddd6d6")
    with p.layer(0.4) as pen:
        pen.person(640, 560, 170, "#2f7f86", hat="caping", arms=(45, 70))
        pen.line([(560, 430), (770, 580)], "#7a5538", 5)
        pen.box(752, 560, 16, 50, "#7a5538")
        pen.person(860, 440, 84, "#d9534f", hat="caping", arms=(40, 60))


def seaweed(p: Painter) -> None:
    """Draw seaweed lines in clear shallow water, from above."""
    p.sky("#8fd0dc", "#4fb3b8", "#2f93a0")
    p.sky("#7fc0dd", "#d9f0e4", bottom=190)
    p.clouds(5, 120, 30)
    p.hills(175, 30, "#5f9f7f", waves=2)
    p.sea(195, "#8fdccf", "#45b5b5", "#1f8a9c", light="#f0fff4", sparkle=90)
    for row in range(11):
        y = 225 + row * row * 3.6 + row * 10
        with p.layer(0.18, blur=5) as pen:
            path = [(x, y + math.sin(x / 130 + row) * (3 + row)) for x in range(-20, 1301, 20)]
            pen.line(path, "#f0e6c8", 1 + row * 0.15)
            for x, level in path[row % 2 :: 2]:
                r = 4 + row * 1.5
                pen.oval(x + p.random.uniform(-4, 4), level + r * 0.5, r * 1.3, r,
                    p.random.choice(("#7b6a34", "#94803a", "#5f6b34", "#a0573c")))
    with p.layer(0.4) as pen:
        pen.person(770, 560, 200, "#e8743b", hat="caping", arms=(50, 60))
        pen.person(560, 540, 170, "#f2e6cf", hat="hijab", cloth="#7b4b94", arms=(30, 60))
        pen.boat(660, 560, 520, "#2f5f8f", "#f0b23e")
        for _ in range(30):
            pen.oval(620 + p.random.uniform(-60, 110), 512 - p.random.uniform(0, 34), 20, 14,
                p.random.choice(("#7b6a34", "#94803a", "#5f6b34")))


def boatyard(p: Painter) -> None:
    """Draw a wooden boat being built on the beach."""
    p.sky("#8cc4d0", "#eadfbd")
    p.sea(330, "#6fb5b8", "#4f9aa8", light="#ffffff", sparkle=70, bottom=450)
    p.hills(330, 36, "#87aa94", waves=1.2)
    p.sea(352, "#6fb5b8", "#4f9aa8", light="#ffffff", sparkle=60, bottom=470)
    with p.layer(0.2, dim=0.8) as pen:
        pen.poly([(-20, 450), (500, 430), (1300, 470), (1300, 740), (-20, 740)], "#e3c793")
    with p.layer(0.4) as pen:
        pen.palm(110, 560, 430, lean=0.2)
        pen.palm(1180, 540, 400, lean=-0.16)
    with p.layer(0.4, dim=0.7) as pen:
        for x in (380, 560, 740, 900):
            pen.line([(x, 660), (x + 20, 540)], "#6b4a35", 12)
        pen.boat(640, 590, 760, "#b9783f", "#e2b06a")
        for k in range(1, 5):
            pen.line([(300 + k * 6, 560 + k * 13 - 25), (980 - k * 12, 560 + k * 13 - 25)], "#8f5a2e", 2)
        for k in range(9):
            x = 400 + k * 60
            pen.line([(x, 528), (x - 4, 430)], "#d09a58", 9)
        pen.line([(390, 436), (890, 436)], "#d09a58", 8)
    with p.layer(0.4) as pen:
        pen.person(300, 690, 190, "#3f8f5b", hat="cap", arms=(25, 80))
        pen.person(1030, 680, 180, "#c8613c", hat="caping", arms=(70, 20))
        for k in range(4):
            pen.line([(90 + k * 8, 690 - k * 9), (240 + k * 6, 676 - k * 9)], "#a26a38", 9)


def ferry(p: Painter) -> None:
    """Draw a large white ferry at the pier."""
    p.sky("#4f8fb0", "#a9d3d6", "#f4e7c6")
    p.clouds(9, 220, 30)
    p.hills(390, 60, "#6f9f94", waves=1.2)
    p.sea(420, "#5fa0aa", "#2f6f88", light="#ffffff", sparkle=140)
    with p.layer(0.4, dim=0.8) as pen:
        pen.poly([(180, 470), (1120, 470), (1200, 420), (1130, 580), (250, 580)], "#f4f0e4")
        pen.poly([(196, 500), (1164, 500), (1150, 534), (216, 534)], "#2f6fa0")
        pen.poly([(240, 558), (1136, 558), (1130, 584), (252, 584)], "#b8433c")
        pen.box(260, 390, 760, 82, "#faf7ee", 8)
        pen.box(330, 320, 600, 72, "#efeadb", 8)
        pen.box(700, 262, 170, 60, "#faf7ee", 8)
        pen.box(430, 230, 90, 92, "#e2713c", 6)
        pen.box(430, 256, 90, 20, "#f4ead2")
        for k in range(20):
            pen.box(284 + k * 36, 416, 22, 24, "#35566b", 5)
        for k in range(15):
            pen.box(350 + k * 38, 344, 24, 22, "#35566b", 5)
        pen.box(716, 276, 140, 20, "#35566b", 4)
    p.sea(578, "#3f8296", "#245a72", light="#ffffff", sparkle=60)
    with p.layer(0.45, dim=0.7) as pen:
        pen.poly([(-20, 610), (480, 640), (560, 740), (-20, 740)], "#9a8a74")
        for x, h, hat in ((70, 110, "hijab"), (130, 118, "cap"), (200, 80, ""), (310, 120, ""), (370, 112, "hijab")):
            pen.person(x, 690, h, p.random.choice(CLOTHES), hat=hat, cloth="#b0567a", arms=(20, 30))


def regatta(p: Painter) -> None:
    """Draw long boats racing, the camera low over the water."""
    p.sky("#3fa0c0", "#a9dbd8", "#fbeec4")
    p.clouds(6, 160, 30)
    p.hills(270, 60, "#6fa888", waves=2)
    with p.layer(0.3) as pen:
        for k in range(70):
            pen.oval(10 + k * 19, 322 - (k % 3) * 5, 8, 11, p.random.choice(CLOTHES))
        for k in range(12):
            pen.poly([(40 + k * 110, 250), (84 + k * 110, 262), (40 + k * 110, 276)],
                p.random.choice(("#d9534f", "#f0b23e", "#fbf3df")))
            pen.line([(40 + k * 110, 250), (40 + k * 110, 330)], "#7a5538", 3)
    p.sea(330, "#5fc0c0", "#2f8fa5", "#17607f", light="#ffffff", sparkle=180)
    for y, w, hull, shirt, lead in ((420, 520, "#e9a63c", "#4a5fa5", 280), (520, 760, "#3f8f5b", "#f2e6cf", 760),
        (650, 1050, "#c8413c", "#f0b23e", 560)):
        with p.layer(0.4) as pen:
            for k in range(9):
                x, h = lead - w * 0.36 + k * w * 0.082, w * 0.17
                pen.line([(x + h * 0.15, y - h * 0.5), (x - h * 0.28, y + h * 0.34)], "#f4e2b8", h * 0.05)
                pen.person(x, y + h * 0.28, h, shirt, arms=(15, 45), hat="cap", cloth=hull)
            pen.poly([(lead - w * 0.5, y - w * 0.1), (lead - w * 0.42, y - w * 0.03),
                (lead + w * 0.42, y - w * 0.03), (lead + w * 0.54, y - w * 0.14),
                      (lead + w * 0.45, y + w * 0.03), (lead - w * 0.44, y + w * 0.03)], hull)
            pen.line([(lead - w * 0.42, y - w * 0.015), (lead + w * 0.46, y - w * 0.02)], "#fbf3df", w * 0.008)
        with p.layer(0, rim=0, opacity=0.6) as pen:
            for _ in range(36):
                pen.oval(lead + p.random.uniform(-0.52, 0.5) * w, y + w * 0.035 + p.random.uniform(-4, 5),
                    p.random.uniform(4, 20), p.random.uniform(1.5, 4), "#ffffff")


# ------------------------------------------------------------ the town and its people


def market(p: Painter) -> None:
    """Draw market stalls under coloured awnings."""
    p.sky("#f3d9a4", "#e9b98a", "#c98f6d")
    p.glow(200, 120, 480, "#fff3cf", 0.8)
    with p.layer(0.3, dim=0.75) as pen:
        for k in range(7):
            pen.box(-20 + k * 200, 120 + (k % 3) * 26, 196, 420, ("#d9a98a", "#c98d7a", "#e0bf95")[k % 3])
            for row in range(2):
                for column in range(3):
                    pen.box(8 + k * 200 + column * 58, 160 + row * 80 + (k % 3) * 26, 30, 48, "#8a6a6a", 14)
    for y, size, count in ((430, 0.62, 6), (600, 1.0, 4)):
        with p.layer(0.4) as pen:
            for k in range(count):
                x, w = k * 1320 / count - 20, 1200 / count
                for hat_x in (0.3, 0.7):
                    pen.person(x + w * hat_x, y + 60 * size, 230 * size, p.random.choice(CLOTHES), arms=(30, 45),
                        hat=p.random.choice(("hijab", "cap", "hijab", "")), cloth=p.random.choice(CLOTHES))
                pen.box(x, y, w, 130 * size, "#8a5a3c", 5)
                pen.box(x, y, w, 14 * size, "#a87449", 4)
                for pile in range(5):
                    colour = p.random.choice(("#d9413a", "#f0b23e", "#6f9f3f", "#e8743b", "#8f4a7a", "#f4ead2",
                        "#3f7f4f"))
                    for item in range(11):
                        level = 0 if item < 5 else 1 if item < 9 else 2
                        spot = item - (0, 5, 9)[level]
                        r = w * 0.018
                        pen.oval(x + w * (0.1 + pile * 0.2) + (spot - (2, 1.5, 0.5)[level]) * r * 1.9,
                            y - r * (1 + level * 1.6), r, r, mix(colour, "#ffffff" if item % 2 else "#000000", 0.1))
        with p.layer(0.45, dim=0.85) as pen:
            for k in range(count):
                x, w = k * 1320 / count - 20, 1200 / count
                tone = ("#d9534f", "#2f7f86", "#e8a33d", "#4a5fa5", "#7b9b4f", "#c8613c")[(k + count) % 6]
                pen.line([(x + 4, y), (x + 4, y - 200 * size)], "#5b4334", 6 * size)
                pen.line([(x + w - 4, y), (x + w - 4, y - 200 * size)], "#5b4334", 6 * size)
                for s in range(8):
                    left, step = x - 14 + s * (w + 28) / 8, (w + 28) / 8
                    colour = tone if s % 2 else "#f8ecd2"
                    pen.poly([(left + 12 - s * 2, y - 262 * size), (left + 12 + step - s * 2, y - 262 * size),
                        (left + step, y - 196 * size), (left, y - 196 * size)], colour)
                    pen.oval(left + step / 2, y - 196 * size, step / 2, 12 * size, colour)


def terraces(p: Painter) -> None:
    """Draw rice terraces from a high place."""
    p.sky("#8fc3cf", "#e6ecd0", "#f9ebc0")
    p.sun(1010, 130, 36)
    p.hills(220, 90, "#8fb3a6", waves=1.5)
    p.mist(170, 290, "#f3f0d8", 0.5)
    for row in range(9):
        y = 262 + row * 22 + row * row * 3.6
        tone = ("#6fa354", "#8fb75c", "#b9cb6a", "#5f9560")[row % 4]
        shape = p.ridge(y, 26 + row * 5, waves=1.0 + 0.12 * row, rough=0.02, tilt=(-1) ** row * 46)
        with p.layer(0.42, dim=0.66) as pen:
            pen.poly(shape, tone)
            pen.line(shape[:-2], mix(tone, "#f5f0b4", 0.55), 3 + row * 0.5)
            if row % 3 == 1:
                band = [(x, level + 12 + row * 2) for x, level in shape[:-2]]
                pen.line(band, "#cfe5dc", 8 + row * 1.6)
    with p.layer(0.4) as pen:
        pen.palm(1130, 560, 330, lean=-0.14)
        pen.palm(1210, 590, 280)
        pen.house(170, 430, 90, 44, "#c99a62", "#7d4438")
        pen.person(560, 640, 130, "#d9534f", hat="caping", arms=(20, 60))
        pen.person(660, 655, 130, "#f2e6cf", hat="caping", arms=(60, 20))


def volcano(p: Painter) -> None:
    """Draw a smoking volcano at dawn above a sea of mist."""
    p.sky("#2b2f5c", "#7a5582", "#e58a6d", "#ffd28f")
    p.stars(70, 140)
    p.sun(330, 440, 44, "#ffeab8", "#ffb46b")
    with p.layer(0, rim=0, opacity=0.55) as pen:
        for k in range(24):
            pen.oval(742 + k * 13 + math.sin(k) * 16, 152 - k * 5.4, 22 + k * 3.2, 17 + k * 1.8,
                mix("#f0b79f", "#8a6a8f", k / 24))
    with p.layer(0.3, dim=0.6) as pen:
        left = [(270 + t * 43, 520 - 350 * (t / 10) ** 2.1) for t in range(11)]
        right = [(770 + t * 52, 520 - 350 * (1 - t / 10) ** 2.1) for t in range(11)]
        pen.poly([*left, (715, 178), (745, 172), *right], "#54486f")
    with p.layer(0, rim=0, opacity=0.5) as pen:
        pen.poly([(700, 172), (590, 370), (520, 460), (640, 410), (680, 300), (720, 180)], "#e08f7d")
        pen.poly([(740, 178), (780, 330), (850, 440), (775, 350)], "#3d365c")
    p.mist(380, 520, "#f6c6a2", 0.75)
    for y, rise, colour in ((470, 40, "#5d5a7c"), (530, 46, "#41506b"), (600, 50, "#2d4152"), (670, 40, "#1f2f3c")):
        p.hills(y, rise, colour, waves=p.random.uniform(1.5, 3))
        p.mist(y + 10, y + 80, "#e9b49a", 0.22 if y < 600 else 0.08)
    with p.layer(0.3) as pen:
        for _ in range(40):
            x, h = p.random.uniform(0, 1280), p.random.uniform(40, 100)
            pen.poly([(x - h * 0.22, 730), (x, 700 - h), (x + h * 0.22, 730)], "#17242f")


def school(p: Painter) -> None:
    """Draw a flag ceremony in a school yard."""
    p.sky("#7fc0d6", "#cfe6dc", "#f6edcf")
    p.clouds(6, 140, 30)
    p.hills(300, 60, "#86b08c", waves=2)
    with p.layer(0.35, dim=0.82) as pen:
        pen.box(90, 300, 1100, 150, "#f0d9a8")
        pen.box(90, 410, 1100, 44, "#b9593f")
        for k in range(9):
            pen.box(130 + k * 120, 330, 70, 62, "#5f8f98", 3)
            pen.box(130 + k * 120, 358, 70, 4, "#f0d9a8")
            pen.box(163 + k * 120, 330, 4, 62, "#f0d9a8")
        pen.poly([(60, 306), (150, 226), (1130, 226), (1220, 306)], "#b5543e")
        for k in range(10):
            pen.box(100 + k * 120, 300, 9, 154, "#fbf3df")
    with p.layer(0.2, dim=0.85) as pen:
        pen.box(-10, 452, 1300, 300, "#d9b98a")
    with p.layer(0.35) as pen:
        pen.tree(60, 520, 330, "#4b8a5c")
        pen.tree(1225, 520, 300, "#3f7d5a")
        pen.box(600, 500, 90, 18, "#c9c0ae", 3)
        pen.flag(640, 505, 400, 96)
    for row in range(3):
        with p.layer(0.35) as pen:
            h = 104 + row * 34
            for k in range(11):
                if 4 <= k <= 6 and row == 0:
                    continue
                pen.person(90 + k * 110 + (row % 2) * 24, 590 + row * 62, h, "#fbf7ea", "#c03a3f", arms=(10, 10),
                    hat=("hijab", "cap", "")[(k * 2 + row) % 3],
                    cloth="#c03a3f" if (k * 2 + row) % 3 == 1 else "#f3eee0", skirt=(k * 2 + row) % 3 == 0)


def clinic(p: Painter) -> None:
    """Draw a small clinic with visitors."""
    p.sky("#9fcbd4", "#dcebdc", "#f7f0d8")
    p.clouds(6, 150, 30)
    p.hills(330, 50, "#8fb79a", waves=2)
    with p.layer(0.4, dim=0.84) as pen:
        pen.box(180, 280, 920, 250, "#f7f3e6", 4)
        pen.box(180, 480, 920, 50, "#4f9a78")
        pen.poly([(140, 290), (230, 200), (1050, 200), (1140, 290)], "#3f8468")
        for x in (230, 350, 830, 950):
            pen.box(x, 340, 84, 84, "#8fc3cf", 6)
            pen.box(x + 39, 340, 6, 84, "#f7f3e6")
    with p.layer(0.45, dim=0.85) as pen:
        pen.poly([(470, 310), (640, 215), (810, 310)], "#5aa883")
        pen.box(490, 306, 300, 26, "#f7f3e6")
        for x in (500, 764):
            pen.box(x, 330, 16, 200, "#f7f3e6")
        pen.box(580, 360, 120, 170, "#5b7f8a", 4)
        pen.box(637, 360, 5, 170, "#f7f3e6")
        pen.box(626, 238, 28, 62, "#f7f3e6", 3)
        pen.box(609, 255, 62, 28, "#f7f3e6", 3)
    with p.layer(0.2, dim=0.8) as pen:
        pen.poly([(-20, 530), (1300, 530), (1300, 740), (-20, 740)], "#a3b878")
        pen.poly([(560, 530), (720, 530), (900, 740), (400, 740)], "#e0cda4")
    with p.layer(0.4) as pen:
        pen.tree(80, 560, 290)
        pen.palm(1200, 570, 340, lean=-0.1)
        for x, y, h, hat, shirt in ((610, 600, 130, "hijab", "#fbf7ea"), (690, 640, 150, "hijab", "#e8743b"),
            (752, 644, 84, "", "#4a5fa5"), (480, 690, 170, "cap", "#7b4b94"), (300, 640, 140, "", "#d9a441")):
            pen.person(x, y, h, shirt, hat=hat, cloth="#7fb5a0", skirt=hat == "hijab", lower="#5a4a6a")
        pen.box(880, 600, 190, 22, "#8a5a3c", 4)
        for x in (920, 1010):
            pen.person(x, 660, 140, p.random.choice(CLOTHES), hat="hijab", cloth="#b0567a", skirt=True,
                lower="#4b4a6a")


def floating_clinic(p: Painter) -> None:
    """Draw a white clinic boat near a small island."""
    p.sky("#4fb0c8", "#a9dfd8", "#fdf3d0")
    p.clouds(8, 200, 30)
    p.hills(360, 26, "#8fbfb0", waves=1.2)
    p.sea(380, "#6fd0c4", "#2fa0a8", "#17748f", light="#ffffff", sparkle=170)
    with p.layer(0.3, dim=0.8) as pen:
        pen.oval(250, 440, 330, 34, "#f3dcA8".lower())
        pen.oval(230, 425, 250, 34, "#5f9f68")
        for x, h in ((90, 200), (160, 250), (260, 230), (340, 190), (420, 150)):
            pen.palm(x, 430, h, lean=0.12 if x % 20 else -0.1)
        pen.house(190, 440, 90, 44, "#e9b35f", "#8b3f35", stilts=14)
    with p.layer(0.45, dim=0.85) as pen:
        pen.poly([(520, 520), (1130, 520), (1220, 470), (1140, 610), (600, 610)], "#fdfaf0")
        pen.poly([(585, 584), (1158, 584), (1142, 612), (600, 612)], "#2f8f80")
        pen.box(600, 420, 420, 102, "#f3efe2", 10)
        pen.box(690, 350, 210, 74, "#fdfaf0", 10)
        pen.box(580, 410, 470, 18, "#2f8f80", 8)
        for k in range(5):
            pen.box(630 + k * 80, 446, 44, 40, "#3f6f80", 20)
        pen.box(712, 366, 160, 26, "#3f6f80", 6)
        pen.line([(800, 352), (800, 260)], "#8a8a8a", 5)
        pen.box(1046, 500, 20, 66, "#3fa06a", 3)
        pen.box(1023, 523, 66, 20, "#3fa06a", 3)
        for k in range(4):
            pen.poly([(720 + k * 38, 352), (752 + k * 38, 352), (744 + k * 38, 330), (712 + k * 38, 330)], "#2f4f7a")
        pen.person(1090, 520, 110, "#fbf7ea", hat="hijab", cloth="#3fa06a", arms=(20, 130))
    p.sea(608, "#2f93a0", "#1a6f88", light="#ffffff", sparkle=50)


def governor(p: Painter) -> None:
    """Draw an old government building with a clock tower."""
    p.sky("#5f8fb8", "#b9d3d8", "#f7e2b8")
    p.clouds(8, 240, 40)
    with p.layer(0.2, dim=0.85) as pen:
        for k in range(16):
            pen.tree(k * 90 - 20, 500, 170 + (k * 37) % 60, "#6f9f7a")
    with p.layer(0.42, dim=0.84) as pen:
        pen.box(570, 110, 140, 400, "#f6ecd6")
        pen.poly([(550, 114), (640, 24), (730, 114)], "#9c4a3a")
        pen.oval(640, 190, 44, 44, "#5b4a44")
        pen.oval(640, 190, 38, 38, "#fdf9ec")
        pen.line([(640, 190), (640, 162)], "#33303a", 4)
        pen.line([(640, 190), (662, 200)], "#33303a", 4)
    with p.layer(0.42, dim=0.82) as pen:
        pen.box(130, 320, 1020, 200, "#f2e3c4")
        pen.poly([(100, 326), (170, 250), (1110, 250), (1180, 326)], "#a8523f")
        for k in range(14):
            x = 160 + k * 70
            for y in (346, 436):
                pen.dome(x + 19, y + 14, 19, 18, "#5f7f8f")
                pen.box(x, y + 13, 38, 46, "#5f7f8f")
    with p.layer(0.45, dim=0.86) as pen:
        pen.poly([(470, 340), (640, 262), (810, 340)], "#fbf4e2")
        pen.box(480, 338, 320, 22, "#efe2c6")
        for k in range(6):
            pen.box(492 + k * 56, 358, 20, 164, "#fdf8ea", 3)
        for k in range(3):
            pen.box(460 - k * 16, 516 + k * 12, 360 + k * 32, 13, "#d9cdb2")
    with p.layer(0.2, dim=0.75) as pen:
        pen.poly([(-20, 552), (1300, 552), (1300, 740), (-20, 740)], "#7fa35c")
        pen.poly([(560, 552), (720, 552), (960, 740), (320, 740)], "#dcc9a2")
    with p.layer(0.4) as pen:
        pen.flag(300, 640, 330, 84)
        for x in (90, 1160):
            pen.tree(x, 640, 250, "#3f7f5a")
        for x, y, h in ((600, 620, 90), (760, 650, 104), (500, 680, 120), (560, 684, 116)):
            pen.person(x, y, h, p.random.choice(CLOTHES), hat=p.random.choice(("hijab", "", "cap")), cloth="#4b6b8f")


def council(p: Painter) -> None:
    """Draw a council chamber from the public gallery."""
    p.sky("#4a3440", "#7a4f48", "#a9745a")
    with p.layer(0.35, dim=0.75) as pen:
        pen.box(-10, -10, 1300, 360, "#8f5f47")
        for k in range(17):
            pen.box(k * 80, -10, 6, 360, "#7a4d3a")
        pen.box(390, 60, 500, 290, "#c99a62", 6)
        pen.box(410, 80, 460, 270, "#6b3d36", 4)
    p.glow(640, 120, 420, "#ffdca0", 0.55)
    with p.layer(0.35) as pen:
        pen.oval(640, 160, 58, 58, "#e3b04b")
        for k in range(8):
            turn = k * math.tau / 8
            pen.poly([(640 + math.cos(turn) * 46, 160 + math.sin(turn) * 46),
                (640 + math.cos(turn + 0.39) * 20, 160 + math.sin(turn + 0.39) * 20), (640, 160),
                (640 + math.cos(turn - 0.39) * 20, 160 + math.sin(turn - 0.39) * 20)], "#a8453c")
        pen.flag(450, 350, 230, 56)
    with p.layer(0.4) as pen:
        for k in range(5):
            pen.person(480 + k * 80, 420, 150, "#2f3550", arms=(30, 30), hat=("", "hijab", "cap", "hijab", "")[k],
                cloth=("#1f1c22", "#c9a15a", "#1f1c22", "#7fa3a0", "#000000")[k])
    with p.layer(0.45, dim=0.7) as pen:
        pen.box(400, 330, 480, 80, "#5b3327", 8)
        pen.box(385, 322, 510, 16, "#c08a55", 6)
    for row in range(4):
        y, spread = 430 + row * 76, 420 + row * 130
        with p.layer(0.42, dim=0.75) as pen:
            arc = [(640 + spread * math.cos(t),
                y + 46 - (44 + row * 6) * math.sin(t) * -1) for t in np.linspace(math.pi, 0, 41).tolist()]
            for x, level in arc[2:-2:3 if row < 2 else 2]:
                pen.box(x - 22 - row * 4, level - 34 - row * 8, 44 + row * 8, 60 + row * 8, "#a8322f", 14)
                if p.random.random() < 0.72:
                    r = 13 + row * 3
                    pen.box(x - r * 1.5, level - 34 - row * 8, r * 3, r * 3,
                        p.random.choice(("#2f3550", "#51485f", "#3d5a5a", "#6b4a4a")), r)
                    pen.oval(x, level - 46 - row * 9, r, r * 1.15, p.random.choice(("#1f1c22", "#2a211f", "#7fa3a0",
                        "#c9a15a", "#b0567a")))
            pen.line([(x, level + 8) for x, level in arc], "#6b3f2c", 26 + row * 6)
            pen.line([(x, level - 4) for x, level in arc], "#b27a4c", 7)


def courthouse(p: Painter) -> None:
    """Draw a court building with columns, seen from below."""
    p.sky("#35456b", "#a8707c", "#f0a877", "#fbd9a0")
    p.clouds(9, 260, 60, "#f6c9a8", 0.35)
    with p.layer(0.45, dim=0.8) as pen:
        pen.poly([(220, 220), (640, 60), (1060, 220)], "#efe0c6")
        pen.poly([(310, 206), (640, 84), (970, 206)], "#d3bd9c")
        pen.box(210, 216, 860, 44, "#f5ead4")
        pen.box(240, 258, 800, 250, "#8f6f66")
        for k in range(3):
            pen.box(400 + k * 200, 310, 84, 200, "#4d3a40", 4)
            pen.dome(442 + k * 200, 312, 42, 36, "#4d3a40")
    with p.layer(0.35) as pen:
        pen.line([(640, 108), (640, 186)], "#7a5a34", 6)
        pen.line([(574, 124), (706, 124)], "#7a5a34", 6)
        for x in (580, 700):
            pen.line([(x - 24, 166), (x, 126), (x + 24, 166)], "#7a5a34", 2)
            pen.oval(x, 168, 27, 7, "#7a5a34")
        pen.box(612, 184, 56, 9, "#7a5a34", 3)
    with p.layer(0.5, dim=0.86) as pen:
        for k in range(8):
            x = 250 + k * 104
            pen.box(x, 262, 52, 246, "#faf1df", 6)
            pen.box(x + 34, 262, 12, 246, "#dccab0")
            pen.box(x - 8, 256, 68, 16, "#f5ead4", 3)
            pen.box(x - 8, 496, 68, 16, "#f5ead4", 3)
    for k in range(8):
        with p.layer(0.22, blur=5, dim=0.9) as pen:
            pen.box(200 - k * 34, 510 + k * 27, 880 + k * 68, 240, mix("#f0e2c8", "#b08f7c", k / 9))
    with p.layer(0.4) as pen:
        pen.person(420, 640, 140, "#2a2833", "#2a2833", arms=(15, 30))
        pen.person(480, 646, 136, "#2a2833", "#2a2833", hat="hijab", cloth="#8f4a52")
        for k in range(4):
            pen.person(800 + k * 66, 680 - k % 2 * 12, 140, p.random.choice(CLOTHES),
                hat=("cap", "hijab", "", "caping")[k], cloth="#4b6b8f")


def night_village(p: Painter) -> None:
    """Draw a hamlet in a valley whose windows shine."""
    p.sky("#131a3a", "#27406b", "#4f6f8a")
    p.stars(260, 330)
    p.sun(240, 130, 28, "#fdf3d0", "#7f9fd0")
    for y, rise, colour in ((330, 110, "#22375a"), (420, 90, "#1b2d4a"), (500, 50, "#16253d")):
        p.hills(y, rise, colour, waves=p.random.uniform(1, 2), dim=0.85)
    spots = sorted(((p.random.uniform(60, 1160), p.random.uniform(440, 660)) for _ in range(26)), key=lambda s: s[1])
    for x, y in spots:
        w = 30 + (y - 420) * 0.32
        p.glow(x + w / 2, y - w * 0.2, w * 1.2, "#ffcf7a", 0.5)
        with p.layer(0.3, blur=6) as pen:
            pen.house(x, y, w, w * 0.46, "#6b5a5f", "#3a2f42")
    with p.layer(0.4) as pen:
        for k in range(16):
            x, h = (k * 83 + 20) % 1280, p.random.uniform(110, 230)
            if not 420 < x < 820:
                for step in range(3):
                    pen.poly([(x - h * 0.2 + step * 5, 740 - h * 0.26 * step), (x, 700 - h * (0.5 + step * 0.24)),
                        (x + h * 0.2 - step * 5, 740 - h * 0.26 * step)], "#0e1a2b")


def lanterns(p: Painter) -> None:
    """Draw lanterns over a crowded square at night."""
    p.sky("#1a1638", "#472a5c", "#8f4566")
    p.stars(90, 240)
    with p.layer(0.3, dim=0.8) as pen:
        for k in range(10):
            h = 130 + (k * 53) % 110
            pen.box(k * 134 - 20, 520 - h, 128, h, ("#3a2850", "#4a3058", "#2f2348")[k % 3])
            for w in range(6):
                pen.box(k * 134 + 4 + (w % 3) * 34, 540 - h + (w // 3) * 46, 17, 24,
                    "#ffcf7a" if p.random.random() < 0.6 else "#59406b", 3)
    spots = [(x, 90 + row * 96 + 46 * math.sin((x / 1280) * math.pi) + (row % 2) * 12,
        16 + row * 11) for row in range(3) for x in range(40 + row * 30, 1290, 96 + row * 44)]
    with p.layer(0, rim=0) as pen:
        for row in range(3):
            pen.line([(x, 62 + row * 92 + 46 * math.sin((x / 1280) * math.pi)) for x in range(-20, 1301, 20)],
                "#2a1a38", 2)
    for x, y, r in spots:
        p.glow(x, y, r * 3.6, "#ffb35c", 0.6)
    with p.layer(0.2) as pen:
        for x, y, r in spots:
            colour = p.random.choice(("#f2663f", "#ffb03b", "#e8486a", "#ffd77a", "#f08a3c"))
            pen.oval(x, y, r, r * 1.1, colour)
            pen.oval(x, y, r * 0.5, r * 1.1, mix(colour, "#fff2c4", 0.45))
            pen.box(x - r * 0.45, y - r * 1.22, r * 0.9, r * 0.24, "#6b2f2f", 2)
            pen.box(x - r * 0.45, y + r * 0.98, r * 0.9, r * 0.24, "#6b2f2f", 2)
            pen.line([(x, y + r * 1.2), (x, y + r * 1.8)], "#ffd77a", 2)
    for row, (y, h, tone) in enumerate(((600, 110, "#6b3a62"), (670, 150, "#45284f"), (760, 210, "#261a38"))):
        with p.layer(0.35) as pen:
            for k in range(22 - row * 4):
                colour = mix(tone, p.random.choice(CLOTHES), 0.3)
                pen.person(k * (60 + row * 24) + row * 17, y, h, colour, tone, hat=("hijab", "", "cap")[k * 7 % 3],
                    cloth=mix(tone, "#000000", 0.2), skin=mix("#a8704a", tone, 0.45), arms=(20, 20 if k % 5 else 150))


def bridge(p: Painter) -> None:
    """Draw a cable-stayed bridge under construction at dusk."""
    p.sky("#4f5f95", "#c98a92", "#f9c58f")
    p.sun(260, 380, 48, "#fff0c4", "#ffc07a")
    p.hills(420, 50, "#7d6f92", waves=1.6)
    p.sea(440, "#e9a98a", "#8f7f98", "#4a5a80", light="#ffe3b8", sparkle=160)
    with p.layer(0.35) as pen:
        for x in (420, 900):
            for k in range(1, 8):
                pen.line([(x, 110 + k * 14), (x - k * 46, 402)], "#f4e6d2", 2)
                if x + k * 46 < 1240:
                    pen.line([(x, 110 + k * 14), (x + k * 32, 402)], "#f4e6d2", 2)
    with p.layer(0.42, dim=0.7) as pen:
        for x in (420, 900):
            pen.poly([(x - 44, 620), (x - 22, 400), (x - 10, 90), (x + 10, 90), (x + 22, 400), (x + 44, 620)],
                "#d9d0c4")
            pen.poly([(x + 4, 90), (x + 10, 90), (x + 22, 400), (x + 44, 620), (x + 22, 620), (x + 8, 400)],
                "#a89aa0")
            pen.oval(x, 622, 80, 18, "#8a7f84")
        pen.box(-10, 398, 645, 26, "#c9bfb4", 3)
        pen.box(690, 398, 610, 26, "#c9bfb4", 3)
        pen.box(-10, 420, 645, 8, "#8f8490")
        pen.box(690, 420, 610, 8, "#8f8490")
    with p.layer(0.4) as pen:
        pen.line([(600, 398), (600, 300)], "#e9a63c", 9)
        pen.line([(560, 306), (690, 282)], "#e9a63c", 8)
        pen.line([(662, 288), (662, 380)], "#3c3c44", 2)
        pen.box(638, 380, 50, 24, "#d8563f", 2)
        for x in (500, 530, 740):
            pen.person(x, 399, 50, "#e8743b", hat="helm", arms=(20, 70))
        pen.box(180, 590, 260, 34, "#6b4a4f", 5)
        pen.box(210, 552, 60, 42, "#d9d0bc", 4)
        pen.line([(360, 590), (360, 490), (430, 450)], "#e9a63c", 7)


def computers(p: Painter) -> None:
    """Draw an evening class in front of glowing screens."""
    p.sky("#26324f", "#3f4f6b", "#6b6f7a")
    with p.layer(0.3, dim=0.8) as pen:
        pen.box(-10, -10, 1300, 500, "#5b6b86")
        for x in (70, 1010):
            pen.box(x, 80, 200, 180, "#1a2342", 6)
            pen.box(x + 96, 80, 8, 180, "#c9b48f")
            pen.box(x - 10, 256, 220, 14, "#c9b48f")
        pen.box(390, 60, 500, 250, "#f0e8d4", 8)
        pen.box(404, 74, 472, 222, "#2f6f6b", 4)
        for k in range(4):
            pen.line([(450, 120 + k * 40), (450 + (340, 250, 300, 180)[k], 120 + k * 40)], "#d8ece0", 5)
    with p.layer(0.3) as pen:
        pen.person(950, 490, 320, "#e8a33d", hat="hijab", cloth="#8f3f52", arms=(20, 100), skirt=True,
            lower="#4a3a5c")
        for x in (110, 130, 240):
            pen.oval(x, 120 + (x % 40), 2, 2, "#fff3d0")
    p.glow(640, 20, 500, "#ffe9b0", 0.4)
    for y, h, count in ((560, 190, 5), (700, 270, 4)):
        for k in range(count):
            p.glow((k + 0.5) * 1280 / count, y - h * 0.6, h * 1.1, "#9fd6e6", 0.55)
        with p.layer(0.4) as pen:
            for k in range(count):
                x = (k + 0.5) * 1280 / count
                pen.box(x - h * 0.32, y - h * 0.86, h * 0.64, h * 0.44, "#2a2f3c", 8)
                pen.box(x - h * 0.29, y - h * 0.83, h * 0.58, h * 0.37, "#bfe6ef", 4)
                for line in range(4):
                    pen.line([(x - h * 0.22, y - h * (0.76 - line * 0.08)),
                        (x + h * (0.18 - 0.08 * (line % 2)), y - h * (0.76 - line * 0.08))], "#5f9fb5", 3)
            pen.box(-10, y - h * 0.38, 1300, h * 0.1, "#a8744a")
            for k in range(count):
                x = (k + 0.5) * 1280 / count + h * 0.1
                shirt = p.random.choice(CLOTHES)
                pen.box(x - h * 0.24, y - h * 0.42, h * 0.48, h * 0.7, shirt, h * 0.14)
                cloth = p.random.choice(("#2a211f", "#7fa3a0", "#b0567a", "#4a3f3a"))
                pen.oval(x, y - h * 0.54, h * 0.13, h * 0.15, cloth)
                if cloth in ("#7fa3a0", "#b0567a"):
                    pen.poly([(x - h * 0.12, y - h * 0.52), (x + h * 0.12, y - h * 0.52),
                        (x + h * 0.19, y - h * 0.28), (x - h * 0.19, y - h * 0.28)], cloth)


def turbines(p: Painter) -> None:
    """Draw wind turbines on savanna hills."""
    p.sky("#3f86b8", "#a8d0dc", "#f9e9bf")
    p.clouds(8, 250, 40, opacity=0.6)
    p.hills(440, 70, "#b9a86a", waves=1.3, dim=0.8)
    for x, y, h in ((180, 450, 190), (420, 440, 210), (690, 430, 240)):
        turbine(p, x, y, h)
    p.hills(510, 60, "#cdb263", waves=1.7, dim=0.78)
    turbine(p, 960, 520, 380)
    turbine(p, 1170, 500, 300)
    p.hills(600, 40, "#a98f4a", waves=2.2, dim=0.7)
    with p.layer(0.4) as pen:
        for x, y, s, colour in ((260, 640, 1.0, "#7a4a34"), (390, 660, 1.15, "#f0e2c4"), (560, 640, 0.95, "#5b4038")):
            pen.box(x, y - 56 * s, 96 * s, 40 * s, colour, 16 * s)
            for leg in (8, 24, 68, 84):
                pen.line([(x + leg * s, y - 24 * s), (x + leg * s, y)], mix(colour, "#000000", 0.2), 8 * s)
            pen.oval(x + 106 * s, y - 58 * s, 17 * s, 12 * s, colour)
            pen.line([(x + 98 * s, y - 68 * s), (x + 94 * s, y - 82 * s)], "#efe6d0", 4)
            pen.line([(x + 112 * s, y - 68 * s), (x + 118 * s, y - 82 * s)], "#efe6d0", 4)
        pen.person(760, 670, 130, "#d9534f", hat="caping", arms=(20, 60))
        for _ in range(70):
            x = p.random.uniform(0, 1280)
            pen.line([(x, 730), (x + p.random.uniform(4, 20), 730 - p.random.uniform(20, 60))], "#8f7a3a", 3)


def turbine(p: Painter, x: float, y: float, h: float) -> None:
    """Draw one wind turbine whose mast stands at (x, y)."""
    turn = p.random.uniform(0, 2)
    with p.layer(0.3) as pen:
        pen.poly([(x - h * 0.022, y + 40), (x - h * 0.01, y - h), (x + h * 0.01, y - h), (x + h * 0.022, y + 40)],
            "#eef0ec")
        for k in range(3):
            angle = turn + k * math.tau / 3
            tip = (x + math.cos(angle) * h * 0.52, y - h + math.sin(angle) * h * 0.52)
            side = (x + math.cos(angle + 0.16) * h * 0.16, y - h + math.sin(angle + 0.16) * h * 0.16)
            pen.poly([(x, y - h), side, tip], "#fbfbf5")
        pen.oval(x, y - h, h * 0.025, h * 0.025, "#cfd4d0")


# ---------------------------------------------------------------------- football


def pitch(p: Painter, top: float) -> None:
    """Draw a striped football pitch in perspective."""
    for k in range(8):
        low, high = top + (HEIGHT - top) * (k / 8) ** 1.5, top + (HEIGHT - top) * ((k + 1) / 8) ** 1.5
        p.sky("#4f9a4f" if k % 2 else "#5caa58", "#4a9049" if k % 2 else "#57a253", top=low, bottom=high + 1)


def runner(pen: Pen, x: float, y: float, h: float, shirt: str, shorts: str, side: int) -> None:
    """Draw a player running to the right (side 1) or left (-1)."""
    skin = pen.random.choice(SKINS)
    for path in (((0, -0.42), (-0.14, -0.24), (-0.3, -0.2)), ((0, -0.42), (0.17, -0.28), (0.14, -0.02))):
        knee, foot = path[1], path[2]
        leg = [(x + side * dx * h, y + dy * h) for dx, dy in path]
        pen.line(leg[:2], shorts, h * 0.12)
        pen.line(leg[1:], skin, h * 0.075)
        calf = ((knee[0] + foot[0]) / 2, (knee[1] + foot[1]) / 2)
        pen.line([(x + side * calf[0] * h, y + calf[1] * h), leg[2]], "#fbfbf5", h * 0.08)
        pen.line([leg[2], (leg[2][0] + side * h * 0.07, leg[2][1] + h * 0.01)], "#2a2a33", h * 0.06)
    for path in (((0.1, -0.76), (-0.12, -0.66), (-0.16, -0.5)), ((0.1, -0.76), (0.26, -0.64), (0.38, -0.74))):
        arm = [(x + side * dx * h, y + dy * h) for dx, dy in path]
        pen.line(arm, skin, h * 0.055)
        pen.line(arm[:2], mix(shirt, "#000000", 0.14), h * 0.08)
    body = ((-0.1, -0.42), (-0.06, -0.62), (0.0, -0.83), (0.2, -0.8), (0.17, -0.6), (0.12, -0.41))
    pen.poly([(x + side * dx * h, y + dy * h) for dx, dy in body], shirt)
    pen.line([(x + side * 0.02 * h, y - 0.8 * h), (x + side * 0.17 * h, y - 0.78 * h)], shirt, h * 0.08)
    pen.line([(x + side * 0.11 * h, y - 0.84 * h), (x + side * 0.13 * h, y - 0.9 * h)], skin, h * 0.06)
    pen.head(x + side * 0.15 * h, y - 0.94 * h, h * 0.078, skin, "", "")


def match(p: Painter) -> None:
    """Draw a match from low beside the pitch."""
    p.sky("#6fb5d8", "#cfe6e0", bottom=300)
    p.clouds(5, 110, 20)
    with p.layer(0.3, dim=0.75) as pen:
        pen.poly([(-20, 190), (640, 140), (1300, 190), (1300, 360), (-20, 360)], "#5b5f78")
        for row in range(6):
            for k in range(92):
                x = k * 14 + (row % 2) * 7
                y = 196 + row * 26 - 46 * math.sin(math.pi * x / 1280) * (1 - row / 7)
                pen.oval(x, y, 5.4, 6.8, p.random.choice(("#f0b23e", "#f2e6cf", "#d9534f", "#2f7f86", "#8a8fa8")))
    with p.layer(0.3) as pen:
        pen.box(-10, 338, 1300, 26, "#2f4f7a")
        for k in range(9):
            pen.box(20 + k * 146, 343, 90, 14, ("#f0b23e", "#f4ead2", "#e8743b")[k % 3], 3)
    pitch(p, 362)
    with p.layer(0, rim=0, opacity=0.75) as pen:
        pen.line([(-20, 640), (1300, 560)], "#f4f8ee", 7)
        pen.line([(900, 362), (1010, 578)], "#f4f8ee", 4)
    with p.layer(0.35) as pen:
        pen.line([(1130, 460), (1130, 330), (1260, 338), (1260, 480)], "#fbfbf5", 6)
        pen.person(1180, 470, 110, "#3fa06a", "#2a2a33", arms=(70, 70), stride=0.14)
        for x, y, h, shirt, lower in ((330, 470, 130, "#d9534f", "#f4ead2"), (560, 450, 116, "#f0b23e", "#2f4f7a"),
            (900, 480, 130, "#d9534f", "#f4ead2")):
            pen.person(x, y, h, shirt, lower, arms=(50, 40), stride=0.16)
    with p.layer(0.45) as pen:
        runner(pen, 430, 690, 350, "#f0b23e", "#2f4f7a", 1)
        runner(pen, 860, 672, 320, "#d9534f", "#f4ead2", -1)
        pen.oval(640, 672, 27, 27, "#fbfbf5")
        for x, y in ((640, 672), (622, 656), (660, 660), (632, 690), (655, 687)):
            pen.oval(x, y, 6, 6, "#2a2a33")


def training(p: Painter) -> None:
    """Draw cones and balls close by, players far away."""
    p.sky("#f0c58f", "#f9e0b0", "#d9e6c4", bottom=320)
    p.sun(960, 150, 40)
    p.hills(270, 50, "#8fae8a", waves=2)
    with p.layer(0.25) as pen:
        for k in range(14):
            pen.tree(20 + k * 98, 330, 130 + (k * 31) % 50, "#5f8f62")
    pitch(p, 322)
    with p.layer(0, rim=0, opacity=0.6) as pen:
        pen.line([(-20, 420), (1300, 420)], "#f4f8ee", 4)
        pen.line([(200, 322), (-160, 740)], "#f4f8ee", 6)
    with p.layer(0.35) as pen:
        for k in range(8):
            pen.person(170 + k * 130, 400 + (k % 3) * 28, 92 + (k % 3) * 14, "#f0b23e" if k % 2 else "#2f7f86",
                "#2f3f5f", arms=(20 + k * 8, 60), stride=0.13)
        pen.person(1120, 470, 140, "#d9534f", "#2a2a33", hat="cap", cloth="#d9534f", arms=(20, 120))
    for x, y, s in ((250, 500, 0.5), (420, 530, 0.65), (630, 570, 0.9), (900, 640, 1.3)):
        with p.layer(0.4) as pen:
            pen.poly([(x - 50 * s, y), (x - 12 * s, y - 105 * s), (x + 12 * s, y - 105 * s), (x + 50 * s, y)],
                "#f0713c")
            pen.poly([(x - 34 * s, y - 44 * s), (x - 25 * s, y - 70 * s), (x + 25 * s, y - 70 * s),
                (x + 34 * s, y - 44 * s)], "#fbf3df")
            pen.box(x - 62 * s, y - 10 * s, 124 * s, 16 * s, "#d85f2e", 6 * s)
    with p.layer(0.45) as pen:
        for x, y, r in ((300, 640, 74), (1130, 690, 46), (520, 690, 40)):
            pen.oval(x, y, r, r, "#fbfbf5")
            for k in range(6):
                turn = k * math.tau / 5 + 0.3
                spot = (x, y) if k == 5 else (x + math.cos(turn) * r * 0.74, y + math.sin(turn) * r * 0.74)
                size = r * (0.26 if k == 5 else 0.19)
                pen.poly([(spot[0] + math.cos(t * math.tau / 5) * size,
                    spot[1] + math.sin(t * math.tau / 5) * size) for t in range(5)], "#2a2a33")


def stadium(p: Painter) -> None:
    """Draw a stadium under its lights from the top of a stand."""
    p.sky("#0f1633", "#24365f", "#46608a")
    p.stars(120, 220)
    with p.layer(0.3, dim=0.8) as pen:
        pen.poly([(-20, 330), (180, 250), (1100, 250), (1300, 330), (1300, 500), (-20, 500)], "#27304f")
        for row in range(8):
            for k in range(110):
                x = k * 11.8 + row * 3
                pen.oval(x, 290 + row * 17 + abs(x - 640) * 0.06, 3.6, 4.6,
                    p.random.choice(("#f0b23e", "#cfc6b0", "#b0494a", "#44507a", "#5b6a94", "#39456b")))
        pen.poly([(-20, 300), (150, 222), (1130, 222), (1300, 300), (1300, 270), (1140, 200), (140, 200),
            (-20, 270)], "#4a5578")
    p.sky("#5fae58", "#3f8f4a", top=440)
    with p.layer(0, rim=0, opacity=0.4) as pen:
        for k in range(0, 12, 2):
            pen.poly([(k * 107, 440), (k * 107 + 107, 440), (640 + (k * 107 + 107 - 640) * 1.8, 720),
                (640 + (k * 107 - 640) * 1.8, 720)], "#7cc46a")
    with p.layer(0, rim=0, opacity=0.85) as pen:
        pen.line([(110, 460), (1170, 460)], "#f4f8ee", 3)
        pen.line([(640, 460), (640, 730)], "#f4f8ee", 4)
        for t in range(40):
            a, b = t * math.tau / 40, (t + 1) * math.tau / 40
            pen.line([(640 + 150 * math.cos(a), 570 + 46 * math.sin(a)),
                (640 + 150 * math.cos(b), 570 + 46 * math.sin(b))], "#f4f8ee", 4)
    with p.layer(0.3) as pen:
        for k in range(14):
            x, y = p.random.uniform(120, 1160), p.random.uniform(500, 650)
            pen.person(x, y, 26 + (y - 480) * 0.13, "#f0b23e" if k % 2 else "#e8e4da", "#2f3f5f", stride=0.14,
                arms=(40, 40))
    for x, y in ((110, 60), (1170, 60), (400, 110), (880, 110)):
        p.glow(x, y, 330, "#eaf4ff", 0.75)
        with p.layer(0.2) as pen:
            pen.line([(x, y), (x, y + 200)], "#333d5c", 9)
            pen.box(x - 52, y - 26, 104, 56, "#3d4868", 5)
            for k in range(8):
                pen.oval(x - 37 + (k % 4) * 25, y - 12 + (k // 4) * 27, 9, 9, "#ffffff")
    with p.layer(0, rim=0, opacity=0.1) as pen:
        for x, y in ((110, 60), (1170, 60)):
            pen.poly([(x - 40, y), (x + 40, y), (640 + 420, 730), (640 - 420, 730)], "#ffffff")


def supporters(p: Painter) -> None:
    """Draw a stand of supporters with scarves and flags."""
    p.sky("#2f4a78", "#6f7fa0", "#e9b07a")
    p.glow(640, 60, 600, "#ffe0a0", 0.5)
    for row in range(5):
        y, h = 330 + row * 96, 170 + row * 36
        with p.layer(0.4, dim=0.85) as pen:
            for k in range(15 - row * 2):
                x = (k + (0.5 if row % 2 else 0.1)) * 1300 / (15 - row * 2)
                raised = p.random.random()
                arms = (150.0, 150.0) if raised < 0.45 else (20.0, 140.0) if raised < 0.7 else (30.0, 30.0)
                shirt = p.random.choice(("#f0b23e", "#f0b23e", "#e9a12f", "#2f4f7a", "#f4ead2"))
                pen.person(x, y + h * 0.5, h, shirt, arms=arms, hat=p.random.choice(("", "cap", "hijab", "")),
                    cloth=p.random.choice(("#2f4f7a", "#f0b23e", "#d9534f")))
                if arms[0] > 100:
                    pen.box(x - h * 0.3, y - h * 0.52, h * 0.6, h * 0.1, "#2f4f7a", 3)
                    for band in range(3):
                        pen.box(x - h * 0.24 + band * h * 0.19, y - h * 0.52, h * 0.08, h * 0.1, "#f0b23e")
    with p.layer(0.45) as pen:
        for x, y, s, one, two in ((150, 70, 190, "#f0b23e", "#2f4f7a"), (830, 40, 240, "#2f4f7a", "#f0b23e")):
            pen.line([(x, y - 14), (x + 26, y + s * 1.9)], "#6b4a35", 8)
            for low, high, colour in ((0, 0.33, one), (0.33, 0.66, two), (0.66, 1, one)):
                wave = [(x + s * 1.5 * t / 12, y + s * low * 0.8 + math.sin(t * 0.8) * 13) for t in range(13)]
                back = [(x + s * 1.5 * t / 12, y + s * high * 0.8 + math.sin(t * 0.8) * 13) for t in range(12, -1,
                    -1)]
                pen.poly([*wave, *back], colour)
    with p.layer(0, rim=0, opacity=0.8) as pen:
        for _ in range(90):
            x, y = p.random.uniform(0, 1280), p.random.uniform(0, 520)
            pen.poly([(x, y), (x + 9, y + 3), (x + 6, y + 11)], p.random.choice(("#fbf3df", "#f0b23e", "#e8743b")))


# --------------------------------------------------- nature, harvest and the arts


def mangrove(p: Painter) -> None:
    """Draw a boardwalk through a mangrove forest."""
    p.sky("#bfe0c4", "#8fc4a4", "#5f9f8a")
    p.glow(640, 210, 420, "#fdf6cf", 0.85)
    for depth, (tone, y, h) in enumerate((("#8fbf98", 380, 210), ("#5f9f7a", 430, 290), ("#3f7d62", 500, 400))):
        with p.layer(0.3, dim=0.8) as pen:
            for k in range(11 - depth * 2):
                x = k * (130 + depth * 34) + depth * 30 - 30
                if depth == 2 and 430 < x < 850:
                    continue
                for r in range(9):
                    a = x + (r - 4) * h * 0.06
                    pen.line([(x, y - h * 0.3), ((x + a) / 2, y - h * 0.2), (a, y + h * 0.06)],
                        mix(tone, "#3a2a20", 0.55), 3 + depth * 1.5)
                pen.line([(x, y - h * 0.28), (x + h * 0.03, y - h * 0.75)], mix(tone, "#3a2a20", 0.55), 8 + depth * 4)
                for c in range(9):
                    turn = c * 0.75
                    pen.oval(x + math.cos(turn) * h * 0.24, y - h * 0.84 + math.sin(turn) * h * 0.17, h * 0.2,
                        h * 0.13, mix(tone, "#f2f0a4" if c % 3 == 0 else "#0f2a20", 0.1))
    p.sea(430, "#8fbfa8", "#4f8f86", "#2a5f62", light="#eaf7dc", sparkle=120)
    with p.layer(0.45, dim=0.85) as pen:
        pen.poly([(608, 432), (660, 432), (930, 740), (340, 740)], "#b98f5f")
        for k in range(16):
            t = (k / 16) ** 1.8
            y = 436 + t * 300
            pen.line([(608 - t * 268, y), (660 + t * 270, y)], "#8a6340", 1.5 + t * 4)
        for side in (-1, 1):
            for k in range(6):
                t = (k / 5.2) ** 1.8
                x, y = 634 + side * (28 + t * 290), 436 + t * 300
                pen.line([(x, y), (x, y - 24 - t * 130)], "#7a5638", 4 + t * 9)
            pen.line([(634 + side * 28, 414), (634 + side * 318, 586)], "#8f6a46", 7)
    with p.layer(0.4) as pen:
        pen.person(600, 590, 150, "#e8743b", hat="hijab", cloth="#f2e6cf", skirt=True, lower="#3f4f6f")
        pen.person(668, 598, 160, "#f4ead2", hat="caping", arms=(20, 50))
    with p.layer(0.3) as pen:
        for k in range(5):
            x, y = (70, 200, 300, 1040, 1180)[k], (650, 700, 610, 640, 700)[k]
            pen.line([(x, y), (x, y - 56)], "#4a6b3f", 7)
            pen.oval(x - 15, y - 62, 17, 9, "#7fb55c")
            pen.oval(x + 15, y - 66, 17, 9, "#94c46a")


def coffee(p: Painter) -> None:
    """Draw people picking red coffee, close to the branches."""
    p.sky("#9fc0c0", "#e3e4cc", "#f6e3b4")
    p.sun(1000, 170, 40)
    p.hills(280, 90, "#8fae9f", waves=1.5)
    p.mist(220, 360, "#f4efd8", 0.6)
    p.hills(380, 60, "#6f9a6a", waves=2)
    for row in range(4):
        y = 440 + row * 62
        with p.layer(0.3, dim=0.75) as pen:
            pen.poly(p.ridge(y, 18, waves=1.2), ("#5f8f55", "#4f8250", "#447548", "#3a6842")[row])
            for k in range(22 - row * 3):
                x, r = k * (62 + row * 14) + row * 17, 24 + row * 10
                pen.oval(x, y + 4, r * 1.25, r * 0.85, ("#4f8a52", "#3f7a4a")[k % 2])
                for _ in range(4):
                    pen.oval(x + p.random.uniform(-r, r) * 0.8, y + p.random.uniform(-r, r) * 0.4, 2.4 + row,
                        2.4 + row, "#d9413a")
        if row in (1, 2):
            with p.layer(0.35) as pen:
                for k in range(2):
                    x = 300 + k * 470 + row * 70
                    pen.person(x, y + 100, 150 + row * 26, ("#e8a33d", "#d9534f", "#2f7f86",
                        "#f2e6cf")[row * 2 - 2 + k], hat="caping" if k else "hijab", cloth="#7b4b94", arms=(50, 75))
                    pen.box(x - 28, y + 30, 56, 44, "#c99a5c", 10)
                    pen.oval(x, y + 32, 27, 9, "#c93a34")
    with p.layer(0.5) as pen:
        pen.line([(-20, 690), (180, 640), (420, 660), (640, 730)], "#5b4030", 12)
        pen.line([(1300, 560), (1130, 610), (980, 700), (900, 740)], "#5b4030", 11)
        for x, y in ((60, 655), (170, 620), (290, 640), (400, 640), (520, 680), (1240, 560), (1140, 590),
            (1050, 640), (960, 700)):
            for side in (-1, 1):
                turn, reach = math.radians((-125, -35)[side > 0] + p.random.uniform(-18, 18)), p.random.uniform(84,
                    104)
                along, across = (math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))
                blade = [(t / 8, 0.19 * math.sin(math.pi * (t / 8) ** 0.8)) for t in range(9)]
                blade += [(t, -width) for t, width in reversed(blade)]
                leaf = [(x + (along[0] * t + across[0] * w) * reach,
                    y + (along[1] * t + across[1] * w) * reach) for t, w in blade]
                pen.poly(leaf, mix("#2f6b42", "#9fd07a", 0.22 if side > 0 else 0.04))
                pen.line([(x, y), (x + along[0] * reach * 0.9, y + along[1] * reach * 0.9)], "#8fbf7a", 1.5)
            for k in range(6):
                pen.oval(x + (k % 3) * 20 - 20, y + (k // 3) * 19 - 5, 12, 12,
                    ("#c9322f", "#e0483f", "#b52a2c", "#d93f38", "#e86a3c", "#c9322f")[k])
                pen.oval(x + (k % 3) * 20 - 24, y + (k // 3) * 19 - 9, 3, 3, "#f7b09a")


def dancers(p: Painter) -> None:
    """Draw dancers with long scarves before the setting sun."""
    p.sky("#5a3a78", "#c25f7a", "#f49a66", "#ffd68a")
    p.sun(640, 390, 150, "#ffedb8", "#ffc36e")
    p.sea(470, "#f3a56b", "#a8607a", light="#ffe9b0", sparkle=90, bottom=570)
    with p.layer(0.35, dim=0.7) as pen:
        pen.poly([(-20, 560), (640, 545), (1300, 560), (1300, 740), (-20, 740)], "#6b3f55")
    for x, y, h, tone, lift in ((180, 640, 270, "#e8a33d", 1), (400, 670, 320, "#2f9a8f", -1),
        (640, 700, 390, "#d9413f", 1), (885, 670, 320, "#f2b84a", -1), (1100, 640, 270, "#3f7fb5", 1)):
        with p.layer(0.4) as pen:
            sway = lift * h * 0.06
            for side in (-1, 1):
                hand = (x + side * h * 0.36, y - h * (0.92 if side == lift else 0.6))
                scarf = [(hand[0] + side * t * h * 0.055,
                    hand[1] + h * 0.075 * math.sin(t * 0.85) + t * h * 0.04) for t in range(9)]
                low = [(sx + side * h * 0.012, sy + h * 0.075 * (1 - t / 11)) for t, (sx, sy) in enumerate(scarf)]
                pen.poly([*scarf, *reversed(low)], mix(tone, "#fff0c0", 0.35))
            pen.poly([(x - h * 0.1, y - h * 0.5), (x + h * 0.1, y - h * 0.5), (x + h * 0.2 + sway, y),
                (x - h * 0.2 + sway, y)], mix(tone, "#2a1030", 0.3))
            for k in range(4):
                pen.line([(x + h * (-0.07 + k * 0.047), y - h * 0.48), (x + h * (-0.15 + k * 0.1) + sway, y - 3)],
                    "#f2cf7a", h * 0.012)
            pen.poly([(x - h * 0.135, y - h * 0.8), (x + h * 0.135, y - h * 0.8), (x + h * 0.1, y - h * 0.47),
                (x - h * 0.1, y - h * 0.47)], tone)
            pen.box(x - h * 0.115, y - h * 0.52, h * 0.23, h * 0.05, "#f2cf7a", 3)
            skin = p.random.choice(SKINS)
            for side in (-1, 1):
                elbow = (x + side * h * 0.25, y - h * (0.78 if side == lift else 0.7))
                hand = (x + side * h * 0.36, y - h * (0.92 if side == lift else 0.6))
                pen.line([(x + side * h * 0.11, y - h * 0.77), elbow, hand], skin, h * 0.048)
            pen.box(x - h * 0.03, y - h * 0.86, h * 0.06, h * 0.08, skin)
            pen.head(x, y - h * 0.92, h * 0.08, skin, "", "")
            for k in range(5):
                turn = math.radians(-150 + k * 30)
                pen.line([(x, y - h * 0.96), (x + math.cos(turn) * h * 0.16,
                    y - h * 0.96 + math.sin(turn) * h * 0.14)], "#f2cf7a", h * 0.015)
                pen.oval(x + math.cos(turn) * h * 0.16, y - h * 0.96 + math.sin(turn) * h * 0.14, h * 0.018,
                    h * 0.018, "#fff0c0")


def library_boat(p: Painter) -> None:
    """Draw a boat with bookshelves and children waiting on a pier."""
    p.sky("#5fb8d0", "#bfe3dc", "#fdf0cc")
    p.clouds(6, 180, 30)
    p.hills(320, 60, "#7fb594", waves=1.6)
    p.sea(350, "#7fd0c8", "#3fa5ae", "#1f7890", light="#ffffff", sparkle=140)
    with p.layer(0.42, dim=0.9) as pen:
        pen.boat(520, 560, 760, "#c8503c", "#f4ead2")
        pen.box(270, 318, 430, 172, "#8a5a3c", 6)
        for row in range(3):
            pen.box(284, 330 + row * 52, 402, 44, "#5b3a28", 3)
            x = 288.0
            while x < 670:
                w, h = p.random.uniform(8, 17), p.random.uniform(28, 41)
                pen.box(x, 374 + row * 52 - h, w, h, p.random.choice((*CLOTHES, "#8fb5a0", "#d97a8a")), 1)
                x += w + 1.5
        pen.poly([(236, 322), (270, 262), (700, 262), (734, 322)], "#e8a33d")
        for k in range(6):
            pen.poly([(250 + k * 82, 322), (277 + k * 74, 262), (311 + k * 74, 262), (290 + k * 82, 322)], "#fbf0d6")
        pen.person(775, 500, 180, "#2f7f86", hat="cap", cloth="#2f4f7a", arms=(25, 80))
        pen.box(814, 396, 40, 28, "#e8743b", 3)
    p.sea(562, "#3f9fa8", "#1f7088", light="#ffffff", sparkle=40)
    with p.layer(0.45, dim=0.8) as pen:
        pen.poly([(820, 590), (1300, 560), (1300, 640), (760, 690)], "#b98a5a")
        for k in range(8):
            pen.line([(840 + k * 62, 588 - k * 4), (790 + k * 74, 686 - k * 7)], "#8f6640", 3)
        for x in (800, 980, 1160):
            pen.line([(x, 680 - (x - 800) * 0.1), (x, 740)], "#6b4a35", 15)
    with p.layer(0.4) as pen:
        for k, h in enumerate((112, 98, 120, 104, 90)):
            pen.person(890 + k * 82, 634 - k * 6, h, CLOTHES[(k * 3) % 8], hat=("", "hijab", "cap", "", "hijab")[k],
                cloth="#f2e6cf", arms=(20, 140 if k % 2 == 0 else 20))


def weaving(p: Painter) -> None:
    """Draw the pattern of a woven cloth from close by."""
    p.sky("#8f2a2e", "#7a2230", "#5f1c30")
    gold, ivory, indigo = "#e9b552", "#f6e8c9", "#26325c"
    bands = ((0, 36, indigo), (36, 30, gold), (66, 150, "#a8323a"), (216, 22, ivory), (238, 244, indigo),
        (482, 22, ivory), (504, 150, "#a8323a"), (654, 30, gold), (684, 40, indigo))
    for top, height, colour in bands:
        with p.layer(0.25, blur=5) as pen:
            pen.box(-10, top, 1300, height + 2, colour)
    with p.layer(0.18, blur=3, dy=2) as pen:
        for k in range(28):
            for y in (51, 669):
                pen.poly([(k * 48, y), (k * 48 + 14, y - 12), (k * 48 + 28, y), (k * 48 + 14, y + 12)], "#8f2a2e")
        for k in range(11):
            for y in (141, 579):
                x = k * 132 - 20
                for size, colour in ((62, gold), (44, "#7a2230"), (28, ivory), (13, indigo)):
                    pen.poly([(x - size, y), (x, y - size), (x + size, y), (x, y + size)], colour)
                for side in (-1, 1):
                    pen.poly([(x + 56, y + side * 60), (x + 76, y + side * 60), (x + 66, y + side * 34)], ivory)
        for k in range(6):
            x = 110 + k * 215
            for ring, colour in ((112, ivory), (96, "#a8323a"), (72, gold), (52, indigo), (33, ivory),
                (16, "#a8323a")):
                reach = (ring, ring * 0.8)
                turns = [t * math.tau / 16 for t in range(16)]
                star = [(math.cos(a) * reach[t % 2], math.sin(a) * reach[t % 2]) for t, a in enumerate(turns)]
                pen.poly([(x + dx, 360 + dy) for dx, dy in star], colour)
            for side in (-1, 1):
                for step in range(4):
                    pen.box(x + 107 - 7, 360 + side * (22 + step * 25) - 7, 14, 14,
                        (gold, ivory, "#d9604f", gold)[step], 2)
    with p.layer(0, rim=0, opacity=0.1) as pen:
        for x in range(0, 1280, 8):
            pen.line([(x, 0), (x, 720)], "#1a0a14" if x % 16 else "#ffe9c4", 2)
        for y in range(0, 720, 8):
            pen.line([(0, y), (1280, y)], "#1a0a14", 2)
    p.glow(300, 60, 900, "#ffe0a8", 0.26)


def reef(p: Painter) -> None:
    """Draw a coral reef with shoals of fish."""
    p.sky("#8fe0e0", "#2fa5bd", "#12608c", "#0d3f6b")
    p.glow(560, -60, 620, "#f0fff0", 0.75)
    with p.layer(0, rim=0, opacity=0.12) as pen:
        for k in range(7):
            x = 180 + k * 150
            pen.poly([(x, -10), (x + 46, -10), (x + 200 + (k - 3) * 90, 720), (x + 40 + (k - 3) * 90, 720)],
                "#ffffff")
    for y, rise, colour in ((470, 70, "#1f6f94"), (560, 60, "#185a7f")):
        p.hills(y, rise, colour, waves=p.random.uniform(1.5, 2.5), dim=0.8)
    for depth in range(2):
        with p.layer(0.35) as pen:
            for k in range(9):
                x, y, s = k * 155 + depth * 60 - 10, 600 + depth * 110, 0.75 + depth * 0.5
                colour = p.random.choice(("#f2766b", "#f2b04a", "#c96aa8", "#e85a7a", "#7fc9a0", "#f7d07a"))
                kind = (k + depth) % 4
                if kind == 0:
                    for r in range(9):
                        turn = math.radians(-160 + r * 17.5)
                        tip = (x + math.cos(turn) * 92 * s, y + math.sin(turn) * 118 * s)
                        pen.line([(x, y + 20), ((x + tip[0]) / 2, (y + tip[1]) / 2 + 6), tip], colour, 13 * s)
                elif kind == 1:
                    pen.dome(x, y + 30, 80 * s, 92 * s, colour)
                    for _ in range(16):
                        pen.oval(x + p.random.uniform(-54, 54) * s, y + 16 - p.random.uniform(0, 58) * s, 7 * s,
                            4 * s, mix(colour, "#000000", 0.16))
                elif kind == 2:
                    for r in range(5):
                        pen.oval(x + (r - 2) * 30 * s, y - 20 * s - (r % 3) * 26 * s, 64 * s, 13 * s,
                            mix(colour, "#ffffff", r * 0.07))
                    pen.box(x - 14 * s, y - 20 * s, 28 * s, 80 * s, mix(colour, "#000000", 0.2))
                else:
                    for r in range(6):
                        height = (60 + 14 * (r * 5 % 6)) * s
                        pen.box(x + (r - 3) * 25 * s, y + 20 - height, 21 * s, height + 30,
                            mix(colour, "#3a1f5a", 0.06 * r), 10 * s)
                        pen.oval(x + (r - 3) * 25 * s + 10.5 * s, y + 26 - height, 6 * s, 4 * s, "#5a2f4a")
    p.hills(690, 18, "#d9c08f", waves=3)
    with p.layer(0.3) as pen:
        fish = [(p.random.uniform(90, 620), p.random.uniform(170, 430), 20.0, "#f7c948") for _ in range(24)]
        fish += [(p.random.uniform(700, 1220), p.random.uniform(120, 320), 14.0, "#dff4f0") for _ in range(30)]
        fish += [(930, 450, 76, "#2fb5a8"), (700, 520, 52, "#e8743b"), (1120, 520, 46, "#3fa0d0"),
            (330, 500, 44, "#2fb5a8")]
        for x, y, s, colour in fish:
            pen.oval(x, y, s, s * 0.52, colour)
            pen.poly([(x + s * 0.75, y), (x + s * 1.5, y - s * 0.5), (x + s * 1.3, y), (x + s * 1.5, y + s * 0.5)],
                mix(colour, "#d9534f", 0.25))
            pen.poly([(x - s * 0.3, y - s * 0.42), (x + s * 0.5, y - s * 0.78), (x + s * 0.5, y - s * 0.34)],
                mix(colour, "#20405a", 0.25))
            if s > 30:
                pen.oval(x + s * 0.2, y, s * 0.1, s * 0.48, mix(colour, "#ffffff", 0.6))
                pen.poly([(x - s * 0.98, y - s * 0.08), (x - s * 0.7, y), (x - s * 0.98, y + s * 0.14)], "#f7d07a")
            pen.oval(x - s * 0.58, y - s * 0.12, s * 0.1, s * 0.1, "#12202a")
    with p.layer(0, rim=0, opacity=0.5) as pen:
        for k in range(30):
            pen.oval(p.random.uniform(0, 1280), p.random.uniform(0, 620), 2 + k % 5, 2 + k % 5, "#e8ffff")


def hair_style(pen: Pen, skin: str, hair: str, kind: str) -> None:
    """Draw what lies over the face of a portrait."""
    if kind == "hijab":
        pen.oval(200, 182, 98, 112, hair)
        pen.box(88, 236, 224, 150, hair, 74)
        pen.oval(200, 186, 64, 78, skin)
        fold = [(120 + t * 20, 292 + 34 * math.sin(t * math.pi / 8)) for t in range(9)]
        pen.line(fold, mix(hair, "#ffffff", 0.2), 4)
        pen.line([(x + 4, y + 26) for x, y in fold[1:-1]], mix(hair, "#000000", 0.16), 4)
    elif kind == "cap":
        pen.dome(200, 150, 82, 84, hair)
        pen.box(108, 138, 184, 20, mix(hair, "#000000", 0.2), 10)
    elif kind == "bun":
        pen.poly([(124, 170), (130, 110), (200, 78), (272, 112), (276, 172), (236, 122), (176, 112)], hair)
    elif kind == "curls":
        for k in range(7):
            pen.oval(134 + k * 22, 112 + abs(k - 3) * 7, 23, 22, mix(hair, "#ffffff", 0.06 * (k % 2)))
    else:
        pen.poly([(122, 190), (120, 120), (160, 82), (226, 76), (276, 112), (280, 190), (262, 140), (214, 126),
            (150, 134), (136, 156)], hair)
    if kind == "beard":
        jaw = [(200 + math.cos(t) * 75, 184 + math.sin(t) * 90) for t in np.linspace(0.12, math.pi - 0.12,
            30).tolist()]
        cheek = [(200 + math.cos(t) * 58, 206 + math.sin(t) * 34) for t in np.linspace(math.pi, 0, 30).tolist()]
        pen.poly([*jaw, *cheek], hair)


def portrait(p: Painter, ground: str, skin: str, shirt: str, hair: str, kind: str) -> None:
    """Draw a faceless portrait; kind is how the hair is worn: hijab, short, bun, curls, cap, beard or grey."""
    p.sky(mix(ground, "#ffffff", 0.3), ground, mix(ground, "#1a1a2a", 0.2))
    p.glow(120, 90, 260, "#fff6dc", 0.6)
    with p.layer(0.2, opacity=0.5) as pen:
        pen.oval(330, 330, 150, 150, mix(ground, "#ffffff", 0.25))
        pen.oval(50, 300, 90, 90, mix(ground, "#1a1a2a", 0.14))
    if kind in ("bun", "curls"):
        with p.layer(0.35) as pen:
            pen.oval(200, 170, 92, 104, hair)
            if kind == "bun":
                pen.oval(200, 66, 42, 38, hair)
            else:
                for k in range(16):
                    turn = math.pi * (0.85 + k * 1.3 / 15)
                    pen.oval(200 + math.cos(turn) * 88, 172 + math.sin(turn) * 94, 34, 34,
                        mix(hair, "#ffffff", 0.05 * (k % 2)))
                for side in (-1, 1):
                    pen.oval(200 + side * 92, 230, 36, 46, hair)
    with p.layer(0.4, dim=0.75) as pen:
        pen.box(70, 300, 260, 200, shirt, 90)
        pen.poly([(150, 300), (250, 300), (200, 372)], mix(shirt, "#ffffff", 0.35))
    with p.layer(0.35) as pen:
        pen.box(170, 230, 60, 92, mix(skin, "#2a1410", 0.16), 24)
        pen.poly([(170, 300), (230, 300), (200, 350)], mix(skin, "#2a1410", 0.16))
    with p.layer(0.35, dim=0.9) as pen:
        if kind != "hijab":
            for side in (-1, 1):
                pen.oval(200 + side * 74, 192, 15, 21, mix(skin, "#2a1410", 0.1))
        pen.oval(200, 180, 74, 90, skin)
    with p.layer(0.35, dim=0.85) as pen:
        hair_style(pen, skin, hair, kind)
    if kind == "grey":
        with p.layer(0.15) as pen:
            for side in (-1, 1):
                x = 200 + side * 32
                ring = [(x + math.cos(t * math.tau / 30) * 25,
                    184 + math.sin(t * math.tau / 30) * 22) for t in range(31)]
                pen.line(ring, "#33303a", 4.5)
            pen.line([(193, 182), (207, 182)], "#33303a", 4.5)


PICTURES: dict[str, dict[str, Scene]] = {
    "2025/08": {"lomba-perahu": regatta},
    "2025/12": {"dusun-malam": night_village},
    "2026/02": {"pelabuhan-feri": ferry},
    "2026/03": {"rumput-laut": seaweed},
    "2026/11": {
        "banjir-perahu-lindan": flooded_street, "posko-pengungsian": camp, "tanggul-lindan": levee,
        "dapur-umum": kitchen,
        "sungai-surut": stilt_river, "hulu-lindan": upstream, "jalan-desa-hujan": rainy_road,
        "dermaga-tanjung-sera": container_port, "kapal-kargo": cargo_ship, "kampung-nelayan": harbour,
        "nelayan-malam": night_fishing, "tambak-garam": salt_ponds, "perahu-baru": boatyard,
        "pasar-pagi": market, "sawah-terasering": terraces, "gunung-selasar-fajar": volcano,
        "halaman-sekolah": school, "puskesmas": clinic, "puskesmas-apung": floating_clinic, "kantor-gubernur": governor,
        "sidang-dprd": council, "pengadilan": courthouse, "festival-lampion": lanterns, "jembatan": bridge,
        "kelas-komputer": computers, "kincir-angin": turbines, "laga-persangka": match, "latihan-persangka": training,
        "stadion-malam": stadium, "suporter-persangka": supporters, "mangrove": mangrove, "panen-kopi": coffee,
        "penari": dancers, "perahu-pustaka": library_boat, "tenun": weaving, "terumbu": reef,
    },
}
"""Folder below content/foto, name and scene of every picture."""

PORTRAITS = {
    "rangga-adiputra": ("#5f9fb0", "#b07a52", "#2f4f6f", "#241c1c", "short"),
    "nur-halimah": ("#e0a95f", "#c69068", "#6f4a7f", "#2f7f78", "hijab"),
    "dimas-wirayuda": ("#7fa36a", "#9a6540", "#d9843b", "#2f4f7a", "cap"),
    "yosefina-lembang": ("#d98a7a", "#7a4a31", "#f0d9a8", "#2a1a1a", "curls"),
    "andi-palewa": ("#8f8fc0", "#8d5a3b", "#4f8f7a", "#1f1a1c", "beard"),
    "ratna-kusumawardani": ("#c9a0a8", "#b98058", "#8f3f4f", "#332428", "bun"),
    "hamid-sarewang": ("#9fb0a0", "#a8704a", "#4a4f5f", "#b9b4ae", "grey"),
}
"""Ground, skin, shirt, hair or cloth, and kind of every portrait."""
# fmt: on


def main(names: list[str]) -> None:
    """Draw the pictures of these names, or all of them."""
    for folder, scenes in PICTURES.items():
        for name, scene in scenes.items():
            if not names or name in names:
                painter = Painter(name)
                scene(painter)
                painter.save(ROOT / folder / f"{name}.jpg")
                print(f"{folder}/{name}.jpg")
    for name, look in PORTRAITS.items():
        if not names or name in names:
            painter = Painter(name, (400, 400))
            portrait(painter, *look)
            painter.save(ROOT / "penulis" / f"{name}.jpg")
            print(f"penulis/{name}.jpg")


if __name__ == "__main__":
    main(sys.argv[1:])
