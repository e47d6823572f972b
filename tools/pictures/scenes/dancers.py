"""Dancers with long scarves before the setting sun."""

from __future__ import annotations

import math

from tools.pictures.painter import Painter
from tools.pictures.pen import SKINS, mix


def draw(p: Painter) -> None:
    """Draw dancers with long scarves before the setting sun."""
    p.sky("#5a3a78", "#c25f7a", "#f49a66", "#ffd68a")
    p.sun(640, 390, 150, "#ffedb8", "#ffc36e")
    p.sea(470, "#f3a56b", "#a8607a", light="#ffe9b0", sparkle=90, bottom=570)
    with p.layer(0.35, dim=0.7) as pen:
        pen.poly([(-20, 560), (640, 545), (1300, 560), (1300, 740), (-20, 740)], "#6b3f55")
    for x, y, h, tone, lift in ((180, 640, 270, "#e8a33d", 1), (400, 670, 320, "#2f9a8f", -1),
        (640, 700, 390, "#d9413f", 1), (885, 670, 320, "#f2b84a", -1), (1100, 640, 270, "#3f7fb5", 1)):
        with p.layer(0.4) as pen:
            sway = lift * h * 0.06
            for side in (-1, 1):
                hand = (x + side * h * 0.36, y - h * (0.92 if side == lift else 0.6))
                scarf = [(hand[0] + side * t * h * 0.055,
                    hand[1] + h * 0.075 * math.sin(t * 0.85) + t * h * 0.04) for t in range(9)]
                low = [(sx + side * h * 0.012, sy + h * 0.075 * (1 - t / 11)) for t, (sx, sy) in enumerate(scarf)]
                pen.poly([*scarf, *reversed(low)], mix(tone, "#fff0c0", 0.35))
            pen.poly([(x - h * 0.1, y - h * 0.5), (x + h * 0.1, y - h * 0.5), (x + h * 0.2 + sway, y),
                (x - h * 0.2 + sway, y)], mix(tone, "#2a1030", 0.3))
            for k in range(4):
                pen.line([(x + h * (-0.07 + k * 0.047), y - h * 0.48), (x + h * (-0.15 + k * 0.1) + sway, y - 3)],
                    "#f2cf7a", h * 0.012)
            pen.poly([(x - h * 0.135, y - h * 0.8), (x + h * 0.135, y - h * 0.8), (x + h * 0.1, y - h * 0.47),
                (x - h * 0.1, y - h * 0.47)], tone)
            pen.box(x - h * 0.115, y - h * 0.52, h * 0.23, h * 0.05, "#f2cf7a", 3)
            skin = p.random.choice(SKINS)
            for side in (-1, 1):
                elbow = (x + side * h * 0.25, y - h * (0.78 if side == lift else 0.7))
                hand = (x + side * h * 0.36, y - h * (0.92 if side == lift else 0.6))
                pen.line([(x + side * h * 0.11, y - h * 0.77), elbow, hand], skin, h * 0.048)
            pen.box(x - h * 0.03, y - h * 0.86, h * 0.06, h * 0.08, skin)
            pen.head(x, y - h * 0.92, h * 0.08, skin, "", "")
            for k in range(5):
                turn = math.radians(-150 + k * 30)
                pen.line([(x, y - h * 0.96), (x + math.cos(turn) * h * 0.16,
                    y - h * 0.96 + math.sin(turn) * h * 0.14)], "#f2cf7a", h * 0.015)
                pen.oval(x + math.cos(turn) * h * 0.16, y - h * 0.96 + math.sin(turn) * h * 0.14, h * 0.018,
                    h * 0.018, "#fff0c0")
