"""Cones and balls close by, players far away."""

from __future__ import annotations

import math

from tools.pictures.football import pitch
from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
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
