"""An evening class in front of glowing screens."""

from __future__ import annotations

from tools.pictures.painter import Painter
from tools.pictures.pen import CLOTHES


def draw(p: Painter) -> None:
    """Draw an evening class in front of glowing screens."""
    p.sky("#26324f", "#3f4f6b", "#6b6f7a")
    with p.layer(0.3, dim=0.8) as pen:
        pen.box(-10, -10, 1300, 500, "#5b6b86")
        for x in (70, 1010):
            pen.box(x, 80, 200, 180, "#1a2342", 6)
            pen.box(x + 96, 80, 8, 180, "#c9b48f")
            pen.box(x - 10, 256, 220, 14, "#c9b48f")
        pen.box(390, 60, 500, 250, "#f0e8d4", 8)
        pen.box(404, 74, 472, 222, "#2f6f6b", 4)
        for k in range(4):
            pen.line([(450, 120 + k * 40), (450 + (340, 250, 300, 180)[k], 120 + k * 40)], "#d8ece0", 5)
    with p.layer(0.3) as pen:
        pen.person(950, 490, 320, "#e8a33d", hat="hijab", cloth="#8f3f52", arms=(20, 100), skirt=True,
            lower="#4a3a5c")
        for x in (110, 130, 240):
            pen.oval(x, 120 + (x % 40), 2, 2, "#fff3d0")
    p.glow(640, 20, 500, "#ffe9b0", 0.4)
    for y, h, count in ((560, 190, 5), (700, 270, 4)):
        for k in range(count):
            p.glow((k + 0.5) * 1280 / count, y - h * 0.6, h * 1.1, "#9fd6e6", 0.55)
        with p.layer(0.4) as pen:
            for k in range(count):
                x = (k + 0.5) * 1280 / count
                pen.box(x - h * 0.32, y - h * 0.86, h * 0.64, h * 0.44, "#2a2f3c", 8)
                pen.box(x - h * 0.29, y - h * 0.83, h * 0.58, h * 0.37, "#bfe6ef", 4)
                for line in range(4):
                    pen.line([(x - h * 0.22, y - h * (0.76 - line * 0.08)),
                        (x + h * (0.18 - 0.08 * (line % 2)), y - h * (0.76 - line * 0.08))], "#5f9fb5", 3)
            pen.box(-10, y - h * 0.38, 1300, h * 0.1, "#a8744a")
            for k in range(count):
                x = (k + 0.5) * 1280 / count + h * 0.1
                shirt = p.random.choice(CLOTHES)
                pen.box(x - h * 0.24, y - h * 0.42, h * 0.48, h * 0.7, shirt, h * 0.14)
                cloth = p.random.choice(("#2a211f", "#7fa3a0", "#b0567a", "#4a3f3a"))
                pen.oval(x, y - h * 0.54, h * 0.13, h * 0.15, cloth)
                if cloth in ("#7fa3a0", "#b0567a"):
                    pen.poly([(x - h * 0.12, y - h * 0.52), (x + h * 0.12, y - h * 0.52),
                        (x + h * 0.19, y - h * 0.28), (x - h * 0.19, y - h * 0.28)], cloth)
