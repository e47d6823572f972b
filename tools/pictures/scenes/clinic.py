"""A small clinic with visitors."""

from __future__ import annotations

from tools.pictures.painter import Painter
from tools.pictures.pen import CLOTHES


def draw(p: Painter) -> None:
    """Draw a small clinic with visitors."""
    p.sky("#9fcbd4", "#dcebdc", "#f7f0d8")
    p.clouds(6, 150, 30)
    p.hills(330, 50, "#8fb79a", waves=2)
    with p.layer(0.4, dim=0.84) as pen:
        pen.box(180, 280, 920, 250, "#f7f3e6", 4)
        pen.box(180, 480, 920, 50, "#4f9a78")
        pen.poly([(140, 290), (230, 200), (1050, 200), (1140, 290)], "#3f8468")
        for x in (230, 350, 830, 950):
            pen.box(x, 340, 84, 84, "#8fc3cf", 6)
            pen.box(x + 39, 340, 6, 84, "#f7f3e6")
    with p.layer(0.45, dim=0.85) as pen:
        pen.poly([(470, 310), (640, 215), (810, 310)], "#5aa883")
        pen.box(490, 306, 300, 26, "#f7f3e6")
        for x in (500, 764):
            pen.box(x, 330, 16, 200, "#f7f3e6")
        pen.box(580, 360, 120, 170, "#5b7f8a", 4)
        pen.box(637, 360, 5, 170, "#f7f3e6")
        pen.box(626, 238, 28, 62, "#f7f3e6", 3)
        pen.box(609, 255, 62, 28, "#f7f3e6", 3)
    with p.layer(0.2, dim=0.8) as pen:
        pen.poly([(-20, 530), (1300, 530), (1300, 740), (-20, 740)], "#a3b878")
        pen.poly([(560, 530), (720, 530), (900, 740), (400, 740)], "#e0cda4")
    with p.layer(0.4) as pen:
        pen.tree(80, 560, 290)
        pen.palm(1200, 570, 340, lean=-0.1)
        for x, y, h, hat, shirt in ((610, 600, 130, "hijab", "#fbf7ea"), (690, 640, 150, "hijab", "#e8743b"),
            (752, 644, 84, "", "#4a5fa5"), (480, 690, 170, "cap", "#7b4b94"), (300, 640, 140, "", "#d9a441")):
            pen.person(x, y, h, shirt, hat=hat, cloth="#7fb5a0", skirt=hat == "hijab", lower="#5a4a6a")
        pen.box(880, 600, 190, 22, "#8a5a3c", 4)
        for x in (920, 1010):
            pen.person(x, 660, 140, p.random.choice(CLOTHES), hat="hijab", cloth="#b0567a", skirt=True,
                lower="#4b4a6a")
