"""The pen: shapes and figures on one layer of a picture."""

from __future__ import annotations

import math
from collections.abc import Iterable
from random import Random

from PIL import Image, ImageDraw

SCALE = 2
"""Pixels drawn for each of the finished picture."""

Point = tuple[float, float]

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
