"""Long boats racing, the camera low over the water."""

from __future__ import annotations

from tools.pictures.painter import Painter
from tools.pictures.pen import CLOTHES


def draw(p: Painter) -> None:
    """Draw long boats racing, the camera low over the water."""
    p.sky("#3fa0c0", "#a9dbd8", "#fbeec4")
    p.clouds(6, 160, 30)
    p.hills(270, 60, "#6fa888", waves=2)
    with p.layer(0.3) as pen:
        for k in range(70):
            pen.oval(10 + k * 19, 322 - (k % 3) * 5, 8, 11, p.random.choice(CLOTHES))
        for k in range(12):
            pen.poly([(40 + k * 110, 250), (84 + k * 110, 262), (40 + k * 110, 276)],
                p.random.choice(("#d9534f", "#f0b23e", "#fbf3df")))
            pen.line([(40 + k * 110, 250), (40 + k * 110, 330)], "#7a5538", 3)
    p.sea(330, "#5fc0c0", "#2f8fa5", "#17607f", light="#ffffff", sparkle=180)
    for y, w, hull, shirt, lead in ((420, 520, "#e9a63c", "#4a5fa5", 280), (520, 760, "#3f8f5b", "#f2e6cf", 760),
        (650, 1050, "#c8413c", "#f0b23e", 560)):
        with p.layer(0.4) as pen:
            for k in range(9):
                x, h = lead - w * 0.36 + k * w * 0.082, w * 0.17
                pen.line([(x + h * 0.15, y - h * 0.5), (x - h * 0.28, y + h * 0.34)], "#f4e2b8", h * 0.05)
                pen.person(x, y + h * 0.28, h, shirt, arms=(15, 45), hat="cap", cloth=hull)
            pen.poly([(lead - w * 0.5, y - w * 0.1), (lead - w * 0.42, y - w * 0.03),
                (lead + w * 0.42, y - w * 0.03), (lead + w * 0.54, y - w * 0.14),
                      (lead + w * 0.45, y + w * 0.03), (lead - w * 0.44, y + w * 0.03)], hull)
            pen.line([(lead - w * 0.42, y - w * 0.015), (lead + w * 0.46, y - w * 0.02)], "#fbf3df", w * 0.008)
        with p.layer(0, rim=0, opacity=0.6) as pen:
            for _ in range(36):
                pen.oval(lead + p.random.uniform(-0.52, 0.5) * w, y + w * 0.035 + p.random.uniform(-4, 5),
                    p.random.uniform(4, 20), p.random.uniform(1.5, 4), "#ffffff")
