"""Volunteers at large steaming pots under an awning."""

from __future__ import annotations

import math

from tools.pictures.painter import Painter
from tools.pictures.pen import CLOTHES


def draw(p: Painter) -> None:
    """Draw volunteers at large steaming pots under an awning."""
    p.sky("#3d4f4d", "#7d8a6a", "#d9bf86")
    p.glow(640, 430, 620, "#ffd68a", 0.65)
    with p.layer(0.3, dim=0.7) as pen:
        pen.box(-10, 170, 1300, 330, "#b8a47c")
        for k in range(6):
            pen.box(40 + k * 215, 240, 130, 130, "#6d8577", 4)
            pen.box(48 + k * 215, 248, 54, 114, "#a9c3b0")
            pen.box(108 + k * 215, 248, 54, 114, "#98b5a3")
    with p.layer(0.4) as pen:
        for k in range(9):
            pen.poly([(k * 150 - 40, 0), (k * 150 + 110, 0), (k * 150 + 90, 170), (k * 150 - 30, 170)],
                ("#d05a3f", "#f1e3c4")[k % 2])
            pen.oval(k * 150 + 30, 170, 60, 20, ("#d05a3f", "#f1e3c4")[k % 2])
    with p.layer(0.4) as pen:
        for x, hat, angle in ((150, "hijab", 40), (395, "cap", 60), (650, "hijab", 35), (900, "", 55),
            (1140, "hijab", 45)):
            pen.person(x, 690, 360, p.random.choice(CLOTHES), hat=hat, cloth=p.random.choice(CLOTHES),
                arms=(angle * 0.5, angle))
    with p.layer(0.45, dim=0.6) as pen:
        pen.box(-20, 610, 1320, 130, "#6a4a38")
    with p.layer(0.45, dim=0.55) as pen:
        for x, w in ((90, 210), (390, 250), (720, 230), (1020, 220)):
            pen.box(x, 500, w, 140, "#b5bcc0", 26)
            pen.oval(x + w / 2, 508, w / 2 + 8, 26, "#d7dcde")
            pen.oval(x + w / 2, 510, w / 2 - 10, 18, p.random.choice(("#d9a441", "#f4ecd8", "#7f9b4f")))
    with p.layer(0, rim=0, opacity=0.2) as pen:
        for x in (195, 515, 835, 1130):
            for k in range(9):
                pen.oval(x + math.sin(k * 0.9 + x) * 24, 480 - k * 36, 26 + k * 6, 20 + k * 3, "#fff6e0")
