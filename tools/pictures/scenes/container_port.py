"""Cranes and stacked containers seen from the water."""

from __future__ import annotations

from tools.pictures.painter import Painter
from tools.pictures.pen import mix


def draw(p: Painter) -> None:
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
