"""A council chamber from the public gallery."""

from __future__ import annotations

import math

import numpy as np

from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
    """Draw a council chamber from the public gallery."""
    p.sky("#4a3440", "#7a4f48", "#a9745a")
    with p.layer(0.35, dim=0.75) as pen:
        pen.box(-10, -10, 1300, 360, "#8f5f47")
        for k in range(17):
            pen.box(k * 80, -10, 6, 360, "#7a4d3a")
        pen.box(390, 60, 500, 290, "#c99a62", 6)
        pen.box(410, 80, 460, 270, "#6b3d36", 4)
    p.glow(640, 120, 420, "#ffdca0", 0.55)
    with p.layer(0.35) as pen:
        pen.oval(640, 160, 58, 58, "#e3b04b")
        for k in range(8):
            turn = k * math.tau / 8
            pen.poly([(640 + math.cos(turn) * 46, 160 + math.sin(turn) * 46),
                (640 + math.cos(turn + 0.39) * 20, 160 + math.sin(turn + 0.39) * 20), (640, 160),
                (640 + math.cos(turn - 0.39) * 20, 160 + math.sin(turn - 0.39) * 20)], "#a8453c")
        pen.flag(450, 350, 230, 56)
    with p.layer(0.4) as pen:
        for k in range(5):
            pen.person(480 + k * 80, 420, 150, "#2f3550", arms=(30, 30), hat=("", "hijab", "cap", "hijab", "")[k],
                cloth=("#1f1c22", "#c9a15a", "#1f1c22", "#7fa3a0", "#000000")[k])
    with p.layer(0.45, dim=0.7) as pen:
        pen.box(400, 330, 480, 80, "#5b3327", 8)
        pen.box(385, 322, 510, 16, "#c08a55", 6)
    for row in range(4):
        y, spread = 430 + row * 76, 420 + row * 130
        with p.layer(0.42, dim=0.75) as pen:
            arc = [(640 + spread * math.cos(t),
                y + 46 - (44 + row * 6) * math.sin(t) * -1) for t in np.linspace(math.pi, 0, 41).tolist()]
            for x, level in arc[2:-2:3 if row < 2 else 2]:
                pen.box(x - 22 - row * 4, level - 34 - row * 8, 44 + row * 8, 60 + row * 8, "#a8322f", 14)
                if p.random.random() < 0.72:
                    r = 13 + row * 3
                    pen.box(x - r * 1.5, level - 34 - row * 8, r * 3, r * 3,
                        p.random.choice(("#2f3550", "#51485f", "#3d5a5a", "#6b4a4a")), r)
                    pen.oval(x, level - 46 - row * 9, r, r * 1.15, p.random.choice(("#1f1c22", "#2a211f", "#7fa3a0",
                        "#c9a15a", "#b0567a")))
            pen.line([(x, level + 8) for x, level in arc], "#6b3f2c", 26 + row * 6)
            pen.line([(x, level - 4) for x, level in arc], "#b27a4c", 7)
