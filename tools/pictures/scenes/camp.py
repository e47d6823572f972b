"""Tents in a field at the end of the day."""

from __future__ import annotations

from tools.pictures.painter import Painter
from tools.pictures.pen import CLOTHES, mix


def draw(p: Painter) -> None:
    """Draw tents in a field at the end of the day."""
    p.sky("#4a5d86", "#c98a7b", "#f3c58a")
    p.sun(980, 300, 46)
    p.hills(380, 70, "#7a6a80", waves=1.5)
    p.hills(430, 40, "#5c6a62", waves=2.5)
    p.hills(480, 14, "#8a9a58", waves=1)
    for row, (y, size) in enumerate(((500, 90), (560, 130), (660, 200))):
        with p.layer(0.4, dim=0.75) as pen:
            for k in range(7 - row * 2):
                x = 60 + row * 60 + k * size * 2.0
                cloth = ("#e8e3d2", "#3f7fa3", "#d98a3d")[(k + row) % 3]
                pen.poly([(x, y), (x + size * 0.55, y - size * 0.85), (x + size * 1.5, y - size * 0.85),
                    (x + size * 1.9, y)], cloth)
                pen.poly([(x, y), (x + size * 0.55, y - size * 0.85), (x + size * 1.05, y)],
                    mix(cloth, "#1a1a2a", 0.16))
                pen.poly([(x + size * 0.4, y), (x + size * 0.55, y - size * 0.6), (x + size * 0.7, y)], "#3a3340")
    with p.layer(0.4) as pen:
        for x, y, h, hat in ((60, 690, 150, "hijab"), (128, 694, 104, ""), (575, 700, 158, "cap"),
            (1000, 704, 160, "hijab"), (1062, 700, 166, "cap")):
            pen.person(x, y, h, p.random.choice(CLOTHES), hat=hat, cloth="#7d5ba6", skirt=hat == "hijab",
                lower="#5a3d5c")
        pen.box(1120, 560, 110, 120, "#e07b39", 14)
        pen.box(1140, 540, 70, 24, "#c96a2b", 6)
