"""A cable-stayed bridge under construction at dusk."""

from __future__ import annotations

from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
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
