"""A stadium under its lights from the top of a stand."""

from __future__ import annotations

import math

from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
    """Draw a stadium under its lights from the top of a stand."""
    p.sky("#0f1633", "#24365f", "#46608a")
    p.stars(120, 220)
    with p.layer(0.3, dim=0.8) as pen:
        pen.poly([(-20, 330), (180, 250), (1100, 250), (1300, 330), (1300, 500), (-20, 500)], "#27304f")
        for row in range(8):
            for k in range(110):
                x = k * 11.8 + row * 3
                pen.oval(x, 290 + row * 17 + abs(x - 640) * 0.06, 3.6, 4.6,
                    p.random.choice(("#f0b23e", "#cfc6b0", "#b0494a", "#44507a", "#5b6a94", "#39456b")))
        pen.poly([(-20, 300), (150, 222), (1130, 222), (1300, 300), (1300, 270), (1140, 200), (140, 200),
            (-20, 270)], "#4a5578")
    p.sky("#5fae58", "#3f8f4a", top=440)
    with p.layer(0, rim=0, opacity=0.4) as pen:
        for k in range(0, 12, 2):
            pen.poly([(k * 107, 440), (k * 107 + 107, 440), (640 + (k * 107 + 107 - 640) * 1.8, 720),
                (640 + (k * 107 - 640) * 1.8, 720)], "#7cc46a")
    with p.layer(0, rim=0, opacity=0.85) as pen:
        pen.line([(110, 460), (1170, 460)], "#f4f8ee", 3)
        pen.line([(640, 460), (640, 730)], "#f4f8ee", 4)
        for t in range(40):
            a, b = t * math.tau / 40, (t + 1) * math.tau / 40
            pen.line([(640 + 150 * math.cos(a), 570 + 46 * math.sin(a)),
                (640 + 150 * math.cos(b), 570 + 46 * math.sin(b))], "#f4f8ee", 4)
    with p.layer(0.3) as pen:
        for k in range(14):
            x, y = p.random.uniform(120, 1160), p.random.uniform(500, 650)
            pen.person(x, y, 26 + (y - 480) * 0.13, "#f0b23e" if k % 2 else "#e8e4da", "#2f3f5f", stride=0.14,
                arms=(40, 40))
    for x, y in ((110, 60), (1170, 60), (400, 110), (880, 110)):
        p.glow(x, y, 330, "#eaf4ff", 0.75)
        with p.layer(0.2) as pen:
            pen.line([(x, y), (x, y + 200)], "#333d5c", 9)
            pen.box(x - 52, y - 26, 104, 56, "#3d4868", 5)
            for k in range(8):
                pen.oval(x - 37 + (k % 4) * 25, y - 12 + (k // 4) * 27, 9, 9, "#ffffff")
    with p.layer(0, rim=0, opacity=0.1) as pen:
        for x, y in ((110, 60), (1170, 60)):
            pen.poly([(x - 40, y), (x + 40, y), (640 + 420, 730), (640 - 420, 730)], "#ffffff")
