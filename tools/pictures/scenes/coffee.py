"""People picking red coffee, close to the branches."""

from __future__ import annotations

import math

from tools.pictures.painter import Painter
from tools.pictures.pen import mix


def draw(p: Painter) -> None:
    """Draw people picking red coffee, close to the branches."""
    p.sky("#9fc0c0", "#e3e4cc", "#f6e3b4")
    p.sun(1000, 170, 40)
    p.hills(280, 90, "#8fae9f", waves=1.5)
    p.mist(220, 360, "#f4efd8", 0.6)
    p.hills(380, 60, "#6f9a6a", waves=2)
    for row in range(4):
        y = 440 + row * 62
        with p.layer(0.3, dim=0.75) as pen:
            pen.poly(p.ridge(y, 18, waves=1.2), ("#5f8f55", "#4f8250", "#447548", "#3a6842")[row])
            for k in range(22 - row * 3):
                x, r = k * (62 + row * 14) + row * 17, 24 + row * 10
                pen.oval(x, y + 4, r * 1.25, r * 0.85, ("#4f8a52", "#3f7a4a")[k % 2])
                for _ in range(4):
                    pen.oval(x + p.random.uniform(-r, r) * 0.8, y + p.random.uniform(-r, r) * 0.4, 2.4 + row,
                        2.4 + row, "#d9413a")
        if row in (1, 2):
            with p.layer(0.35) as pen:
                for k in range(2):
                    x = 300 + k * 470 + row * 70
                    pen.person(x, y + 100, 150 + row * 26, ("#e8a33d", "#d9534f", "#2f7f86",
                        "#f2e6cf")[row * 2 - 2 + k], hat="caping" if k else "hijab", cloth="#7b4b94", arms=(50, 75))
                    pen.box(x - 28, y + 30, 56, 44, "#c99a5c", 10)
                    pen.oval(x, y + 32, 27, 9, "#c93a34")
    with p.layer(0.5) as pen:
        pen.line([(-20, 690), (180, 640), (420, 660), (640, 730)], "#5b4030", 12)
        pen.line([(1300, 560), (1130, 610), (980, 700), (900, 740)], "#5b4030", 11)
        for x, y in ((60, 655), (170, 620), (290, 640), (400, 640), (520, 680), (1240, 560), (1140, 590),
            (1050, 640), (960, 700)):
            for side in (-1, 1):
                turn, reach = math.radians((-125, -35)[side > 0] + p.random.uniform(-18, 18)), p.random.uniform(84,
                    104)
                along, across = (math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))
                blade = [(t / 8, 0.19 * math.sin(math.pi * (t / 8) ** 0.8)) for t in range(9)]
                blade += [(t, -width) for t, width in reversed(blade)]
                leaf = [(x + (along[0] * t + across[0] * w) * reach,
                    y + (along[1] * t + across[1] * w) * reach) for t, w in blade]
                pen.poly(leaf, mix("#2f6b42", "#9fd07a", 0.22 if side > 0 else 0.04))
                pen.line([(x, y), (x + along[0] * reach * 0.9, y + along[1] * reach * 0.9)], "#8fbf7a", 1.5)
            for k in range(6):
                pen.oval(x + (k % 3) * 20 - 20, y + (k // 3) * 19 - 5, 12, 12,
                    ("#c9322f", "#e0483f", "#b52a2c", "#d93f38", "#e86a3c", "#c9322f")[k])
                pen.oval(x + (k % 3) * 20 - 24, y + (k // 3) * 19 - 9, 3, 3, "#f7b09a")
