"""A smoking volcano at dawn above a sea of mist."""

from __future__ import annotations

import math

from tools.pictures.painter import Painter
from tools.pictures.pen import mix


def draw(p: Painter) -> None:
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
