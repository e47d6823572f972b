"""Stilt houses beside a calm river in the morning."""

from __future__ import annotations

from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
    """Draw stilt houses beside a calm river in the morning."""
    p.sky("#7ba3b8", "#f0cfae", "#f9e3bd")
    p.sun(300, 260, 40)
    p.hills(330, 60, "#8fa79c")
    p.hills(370, 40, "#6b8d78", waves=3)
    p.sea(400, "#e3c49c", "#9fa58c", "#5f7a78", light="#fff0cf")
    with p.layer(0.35, dim=0.7) as pen:
        pen.poly([(420, 470), (700, 420), (1300, 400), (1300, 560), (760, 520)], "#8b7a50")
        for x in (520, 620, 1210):
            pen.palm(x, 460, 240, lean=0.1)
        for k, (wall, roof) in enumerate((("#d9a066", "#7d4438"), ("#7fa3a0", "#54423f"), ("#e0c48a", "#8d3f35"))):
            pen.house(600 + k * 230, 510 - k * 8, 180, 90, wall, roof, stilts=56)
    p.sea(505, "#7d8f84", "#4d6668", light="#f7e6c4", sparkle=60)
    with p.layer(0.4) as pen:
        pen.person(330, 612, 120, "#f2e6cf", hat="caping", arms=(20, 50))
        pen.boat(290, 620, 260, "#8c4f35")
        pen.line([(385, 470), (410, 650)], "#5a4130", 5)
    with p.layer(0.4) as pen:
        for k in range(60):
            x = p.random.uniform(-20, 1300)
            pen.line([(x, 740), (x + p.random.uniform(-16, 16), 740 - p.random.uniform(30,
                100) - 40 * (k % 3 == 0))], "#3f5b3f", 4)
