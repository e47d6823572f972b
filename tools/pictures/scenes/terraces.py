"""Rice terraces from a high place."""

from __future__ import annotations

from tools.pictures.painter import Painter
from tools.pictures.pen import mix


def draw(p: Painter) -> None:
    """Draw rice terraces from a high place."""
    p.sky("#8fc3cf", "#e6ecd0", "#f9ebc0")
    p.sun(1010, 130, 36)
    p.hills(220, 90, "#8fb3a6", waves=1.5)
    p.mist(170, 290, "#f3f0d8", 0.5)
    for row in range(9):
        y = 262 + row * 22 + row * row * 3.6
        tone = ("#6fa354", "#8fb75c", "#b9cb6a", "#5f9560")[row % 4]
        shape = p.ridge(y, 26 + row * 5, waves=1.0 + 0.12 * row, rough=0.02, tilt=(-1) ** row * 46)
        with p.layer(0.42, dim=0.66) as pen:
            pen.poly(shape, tone)
            pen.line(shape[:-2], mix(tone, "#f5f0b4", 0.55), 3 + row * 0.5)
            if row % 3 == 1:
                band = [(x, level + 12 + row * 2) for x, level in shape[:-2]]
                pen.line(band, "#cfe5dc", 8 + row * 1.6)
    with p.layer(0.4) as pen:
        pen.palm(1130, 560, 330, lean=-0.14)
        pen.palm(1210, 590, 280)
        pen.house(170, 430, 90, 44, "#c99a62", "#7d4438")
        pen.person(560, 640, 130, "#d9534f", hat="caping", arms=(20, 60))
        pen.person(660, 655, 130, "#f2e6cf", hat="caping", arms=(60, 20))
