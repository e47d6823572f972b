"""An old government building with a clock tower."""

from __future__ import annotations

from tools.pictures.painter import Painter
from tools.pictures.pen import CLOTHES


def draw(p: Painter) -> None:
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
