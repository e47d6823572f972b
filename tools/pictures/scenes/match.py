"""A match from low beside the pitch."""

from __future__ import annotations

import math

from tools.pictures.football import pitch, runner
from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
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
