"""A boat with bookshelves and children waiting on a pier."""

from __future__ import annotations

from tools.pictures.painter import Painter
from tools.pictures.pen import CLOTHES


def draw(p: Painter) -> None:
    """Draw a boat with bookshelves and children waiting on a pier."""
    p.sky("#5fb8d0", "#bfe3dc", "#fdf0cc")
    p.clouds(6, 180, 30)
    p.hills(320, 60, "#7fb594", waves=1.6)
    p.sea(350, "#7fd0c8", "#3fa5ae", "#1f7890", light="#ffffff", sparkle=140)
    with p.layer(0.42, dim=0.9) as pen:
        pen.boat(520, 560, 760, "#c8503c", "#f4ead2")
        pen.box(270, 318, 430, 172, "#8a5a3c", 6)
        for row in range(3):
            pen.box(284, 330 + row * 52, 402, 44, "#5b3a28", 3)
            x = 288.0
            while x < 670:
                w, h = p.random.uniform(8, 17), p.random.uniform(28, 41)
                pen.box(x, 374 + row * 52 - h, w, h, p.random.choice((*CLOTHES, "#8fb5a0", "#d97a8a")), 1)
                x += w + 1.5
        pen.poly([(236, 322), (270, 262), (700, 262), (734, 322)], "#e8a33d")
        for k in range(6):
            pen.poly([(250 + k * 82, 322), (277 + k * 74, 262), (311 + k * 74, 262), (290 + k * 82, 322)], "#fbf0d6")
        pen.person(775, 500, 180, "#2f7f86", hat="cap", cloth="#2f4f7a", arms=(25, 80))
        pen.box(814, 396, 40, 28, "#e8743b", 3)
    p.sea(562, "#3f9fa8", "#1f7088", light="#ffffff", sparkle=40)
    with p.layer(0.45, dim=0.8) as pen:
        pen.poly([(820, 590), (1300, 560), (1300, 640), (760, 690)], "#b98a5a")
        for k in range(8):
            pen.line([(840 + k * 62, 588 - k * 4), (790 + k * 74, 686 - k * 7)], "#8f6640", 3)
        for x in (800, 980, 1160):
            pen.line([(x, 680 - (x - 800) * 0.1), (x, 740)], "#6b4a35", 15)
    with p.layer(0.4) as pen:
        for k, h in enumerate((112, 98, 120, 104, 90)):
            pen.person(890 + k * 82, 634 - k * 6, h, CLOTHES[(k * 3) % 8], hat=("", "hijab", "cap", "", "hijab")[k],
                cloth="#f2e6cf", arms=(20, 140 if k % 2 == 0 else 20))
