"""An excavator and a truck on a river bank."""

from __future__ import annotations

from tools.pictures.painter import Painter
from tools.pictures.pen import mix


def draw(p: Painter) -> None:
    """Draw an excavator and a truck on a river bank."""
    p.sky("#a9c4cf", "#d8dccb", "#efe2c0")
    p.clouds(7, 190, 40)
    p.hills(330, 60, "#8aa68f")
    p.hills(390, 40, "#6f8f6a", waves=3)
    p.sea(430, "#9a9270", "#837a58", light="#e5dcb8", sparkle=80)
    with p.layer(0.4, dim=0.6) as pen:
        pen.poly([(-20, 520), (420, 500), (900, 540), (1300, 470), (1300, 740), (-20, 740)], "#a47a4e")
    with p.layer(0.3, dim=0.7) as pen:
        for k in range(15):
            for row in range(3):
                pen.box(40 + k * 62 + row * 30, 640 - row * 34, 58, 32,
                    mix("#cdbb95", "#8d7a58", p.random.random() * 0.6), 12)
    with p.layer(0.4) as pen:
        pen.box(720, 478, 190, 34, "#3a3a3f", 17)
        pen.box(745, 400, 140, 80, "#eeb02c", 10)
        pen.box(755, 352, 72, 60, "#e3a321", 8)
        pen.box(764, 360, 50, 36, "#bfe0e6", 4)
        pen.line([(870, 420), (1000, 250)], "#e3a321", 24)
        pen.line([(1000, 250), (1090, 400)], "#eeb02c", 18)
        pen.poly([(1060, 395), (1115, 385), (1125, 450), (1075, 458)], "#4a4a50")
        pen.box(150, 400, 210, 80, "#c6503c", 6)
        pen.box(360, 420, 76, 60, "#e9e1cf", 8)
        pen.box(385, 428, 42, 26, "#9cc3cf", 4)
        pen.poly([(160, 400), (230, 355), (310, 362), (350, 400)], "#7a5a3a")
        for x in (200, 260, 400):
            pen.oval(x, 486, 25, 25, "#2c2c31")
            pen.oval(x, 486, 10, 10, "#b9b4a8")
        for x in (560, 620):
            pen.person(x, 560, 110, "#e07b39", hat="helm", arms=(20, 75))
