"""Coloured boats in front of fishermen's houses, close to the water."""

from __future__ import annotations

from tools.pictures.painter import Painter
from tools.pictures.pen import mix


def draw(p: Painter) -> None:
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
