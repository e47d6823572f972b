"""A coral reef with shoals of fish."""

from __future__ import annotations

import math

from tools.pictures.painter import Painter
from tools.pictures.pen import mix


def draw(p: Painter) -> None:
    """Draw a coral reef with shoals of fish."""
    p.sky("#8fe0e0", "#2fa5bd", "#12608c", "#0d3f6b")
    p.glow(560, -60, 620, "#f0fff0", 0.75)
    with p.layer(0, rim=0, opacity=0.12) as pen:
        for k in range(7):
            x = 180 + k * 150
            pen.poly([(x, -10), (x + 46, -10), (x + 200 + (k - 3) * 90, 720), (x + 40 + (k - 3) * 90, 720)],
                "#ffffff")
    for y, rise, colour in ((470, 70, "#1f6f94"), (560, 60, "#185a7f")):
        p.hills(y, rise, colour, waves=p.random.uniform(1.5, 2.5), dim=0.8)
    for depth in range(2):
        with p.layer(0.35) as pen:
            for k in range(9):
                x, y, s = k * 155 + depth * 60 - 10, 600 + depth * 110, 0.75 + depth * 0.5
                colour = p.random.choice(("#f2766b", "#f2b04a", "#c96aa8", "#e85a7a", "#7fc9a0", "#f7d07a"))
                kind = (k + depth) % 4
                if kind == 0:
                    for r in range(9):
                        turn = math.radians(-160 + r * 17.5)
                        tip = (x + math.cos(turn) * 92 * s, y + math.sin(turn) * 118 * s)
                        pen.line([(x, y + 20), ((x + tip[0]) / 2, (y + tip[1]) / 2 + 6), tip], colour, 13 * s)
                elif kind == 1:
                    pen.dome(x, y + 30, 80 * s, 92 * s, colour)
                    for _ in range(16):
                        pen.oval(x + p.random.uniform(-54, 54) * s, y + 16 - p.random.uniform(0, 58) * s, 7 * s,
                            4 * s, mix(colour, "#000000", 0.16))
                elif kind == 2:
                    for r in range(5):
                        pen.oval(x + (r - 2) * 30 * s, y - 20 * s - (r % 3) * 26 * s, 64 * s, 13 * s,
                            mix(colour, "#ffffff", r * 0.07))
                    pen.box(x - 14 * s, y - 20 * s, 28 * s, 80 * s, mix(colour, "#000000", 0.2))
                else:
                    for r in range(6):
                        height = (60 + 14 * (r * 5 % 6)) * s
                        pen.box(x + (r - 3) * 25 * s, y + 20 - height, 21 * s, height + 30,
                            mix(colour, "#3a1f5a", 0.06 * r), 10 * s)
                        pen.oval(x + (r - 3) * 25 * s + 10.5 * s, y + 26 - height, 6 * s, 4 * s, "#5a2f4a")
    p.hills(690, 18, "#d9c08f", waves=3)
    with p.layer(0.3) as pen:
        fish = [(p.random.uniform(90, 620), p.random.uniform(170, 430), 20.0, "#f7c948") for _ in range(24)]
        fish += [(p.random.uniform(700, 1220), p.random.uniform(120, 320), 14.0, "#dff4f0") for _ in range(30)]
        fish += [(930, 450, 76, "#2fb5a8"), (700, 520, 52, "#e8743b"), (1120, 520, 46, "#3fa0d0"),
            (330, 500, 44, "#2fb5a8")]
        for x, y, s, colour in fish:
            pen.oval(x, y, s, s * 0.52, colour)
            pen.poly([(x + s * 0.75, y), (x + s * 1.5, y - s * 0.5), (x + s * 1.3, y), (x + s * 1.5, y + s * 0.5)],
                mix(colour, "#d9534f", 0.25))
            pen.poly([(x - s * 0.3, y - s * 0.42), (x + s * 0.5, y - s * 0.78), (x + s * 0.5, y - s * 0.34)],
                mix(colour, "#20405a", 0.25))
            if s > 30:
                pen.oval(x + s * 0.2, y, s * 0.1, s * 0.48, mix(colour, "#ffffff", 0.6))
                pen.poly([(x - s * 0.98, y - s * 0.08), (x - s * 0.7, y), (x - s * 0.98, y + s * 0.14)], "#f7d07a")
            pen.oval(x - s * 0.58, y - s * 0.12, s * 0.1, s * 0.1, "#12202a")
    with p.layer(0, rim=0, opacity=0.5) as pen:
        for k in range(30):
            pen.oval(p.random.uniform(0, 1280), p.random.uniform(0, 620), 2 + k % 5, 2 + k % 5, "#e8ffff")
