"""A boardwalk through a mangrove forest."""

from __future__ import annotations

import math

from tools.pictures.painter import Painter
from tools.pictures.pen import mix


def draw(p: Painter) -> None:
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
