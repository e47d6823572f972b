"""Salt ponds from a raised place, mirroring the sky."""

from __future__ import annotations

from tools.pictures.painter import Painter
from tools.pictures.pen import Point, mix


def draw(p: Painter) -> None:
    """Draw salt ponds from a raised place, mirroring the sky."""
    p.sky("#7fb0d0", "#f3cdb4", "#fbe8cc")
    p.sun(860, 230, 40)
    p.hills(285, 40, "#8c8fa8", waves=1.3)
    with p.layer(0, rim=0) as pen:
        pen.box(-10, 305, 1300, 430, "#8a7360")
    for row in range(5):
        y0, y1 = 315 + row * row * 17 + row * 22, 315 + (row + 1) ** 2 * 17 + (row + 1) * 20
        with p.layer(0.15) as pen:
            for k in range(-4, 6):
                def at(column: float, y: float) -> Point:
                    return 640 + column * (150 + (y - 305) * 0.9), y
                tone = mix(p.random.choice(("#a9cfe0", "#f3cdb8", "#cfe0dc", "#e9b9a0")), "#ffffff",
                    p.random.random() * 0.3)
                pen.poly([at(k + 0.04, y0 + 4), at(k + 0.95, y0 + 4), at(k + 0.95, y1 - 4), at(k + 0.04, y1 - 4)],
                    tone)
    with p.layer(0.35, dim=0.85) as pen:
        for x, y, w in ((140, 420, 46), (300, 400, 36), (420, 470, 62), (190, 600, 110), (960, 430, 50),
            (1120, 540, 90)):
            pen.poly([(x - w, y), (x - w * 0.15, y - w * 0.95), (x + w * 0.15, y - w * 0.95), (x + w, y)], "#fbf7ee")
            pen.poly([(x + w * 0.1, y - w * 0.95), (x + w, y), (x + w * 0.3, y)], "#ddd6d6")
    with p.layer(0.4) as pen:
        pen.person(640, 560, 170, "#2f7f86", hat="caping", arms=(45, 70))
        pen.line([(560, 430), (770, 580)], "#7a5538", 5)
        pen.box(752, 560, 16, 50, "#7a5538")
        pen.person(860, 440, 84, "#d9534f", hat="caping", arms=(40, 60))
