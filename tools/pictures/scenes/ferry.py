"""A large white ferry at the pier."""

from __future__ import annotations

from tools.pictures.painter import Painter
from tools.pictures.pen import CLOTHES


def draw(p: Painter) -> None:
    """Draw a large white ferry at the pier."""
    p.sky("#4f8fb0", "#a9d3d6", "#f4e7c6")
    p.clouds(9, 220, 30)
    p.hills(390, 60, "#6f9f94", waves=1.2)
    p.sea(420, "#5fa0aa", "#2f6f88", light="#ffffff", sparkle=140)
    with p.layer(0.4, dim=0.8) as pen:
        pen.poly([(180, 470), (1120, 470), (1200, 420), (1130, 580), (250, 580)], "#f4f0e4")
        pen.poly([(196, 500), (1164, 500), (1150, 534), (216, 534)], "#2f6fa0")
        pen.poly([(240, 558), (1136, 558), (1130, 584), (252, 584)], "#b8433c")
        pen.box(260, 390, 760, 82, "#faf7ee", 8)
        pen.box(330, 320, 600, 72, "#efeadb", 8)
        pen.box(700, 262, 170, 60, "#faf7ee", 8)
        pen.box(430, 230, 90, 92, "#e2713c", 6)
        pen.box(430, 256, 90, 20, "#f4ead2")
        for k in range(20):
            pen.box(284 + k * 36, 416, 22, 24, "#35566b", 5)
        for k in range(15):
            pen.box(350 + k * 38, 344, 24, 22, "#35566b", 5)
        pen.box(716, 276, 140, 20, "#35566b", 4)
    p.sea(578, "#3f8296", "#245a72", light="#ffffff", sparkle=60)
    with p.layer(0.45, dim=0.7) as pen:
        pen.poly([(-20, 610), (480, 640), (560, 740), (-20, 740)], "#9a8a74")
        for x, h, hat in ((70, 110, "hijab"), (130, 118, "cap"), (200, 80, ""), (310, 120, ""), (370, 112, "hijab")):
            pen.person(x, 690, h, p.random.choice(CLOTHES), hat=hat, cloth="#b0567a", arms=(20, 30))
