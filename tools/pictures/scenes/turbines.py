"""Wind turbines on savanna hills."""

from __future__ import annotations

import math

from tools.pictures.painter import Painter
from tools.pictures.pen import mix


def draw(p: Painter) -> None:
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
