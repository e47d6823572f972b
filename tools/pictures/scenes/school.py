"""A flag ceremony in a school yard."""

from __future__ import annotations

from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
    """Draw a flag ceremony in a school yard."""
    p.sky("#7fc0d6", "#cfe6dc", "#f6edcf")
    p.clouds(6, 140, 30)
    p.hills(300, 60, "#86b08c", waves=2)
    with p.layer(0.35, dim=0.82) as pen:
        pen.box(90, 300, 1100, 150, "#f0d9a8")
        pen.box(90, 410, 1100, 44, "#b9593f")
        for k in range(9):
            pen.box(130 + k * 120, 330, 70, 62, "#5f8f98", 3)
            pen.box(130 + k * 120, 358, 70, 4, "#f0d9a8")
            pen.box(163 + k * 120, 330, 4, 62, "#f0d9a8")
        pen.poly([(60, 306), (150, 226), (1130, 226), (1220, 306)], "#b5543e")
        for k in range(10):
            pen.box(100 + k * 120, 300, 9, 154, "#fbf3df")
    with p.layer(0.2, dim=0.85) as pen:
        pen.box(-10, 452, 1300, 300, "#d9b98a")
    with p.layer(0.35) as pen:
        pen.tree(60, 520, 330, "#4b8a5c")
        pen.tree(1225, 520, 300, "#3f7d5a")
        pen.box(600, 500, 90, 18, "#c9c0ae", 3)
        pen.flag(640, 505, 400, 96)
    for row in range(3):
        with p.layer(0.35) as pen:
            h = 104 + row * 34
            for k in range(11):
                if 4 <= k <= 6 and row == 0:
                    continue
                pen.person(90 + k * 110 + (row % 2) * 24, 590 + row * 62, h, "#fbf7ea", "#c03a3f", arms=(10, 10),
                    hat=("hijab", "cap", "")[(k * 2 + row) % 3],
                    cloth="#c03a3f" if (k * 2 + row) % 3 == 1 else "#f3eee0", skirt=(k * 2 + row) % 3 == 0)
