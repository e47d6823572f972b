"""Layered hills, partly bare, around a winding river."""

from __future__ import annotations

from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
    """Draw layered hills, partly bare, around a winding river."""
    p.sky("#a8c0c8", "#dfe0cf", "#f0dfb8")
    p.glow(900, 170, 380, "#fff0c8", 0.7)
    for y, rise, colour in ((250, 90, "#9fb5ad"), (320, 90, "#82a08c"), (390, 80, "#a58e5f"), (470, 70, "#6a8a58")):
        p.hills(y, rise, colour, waves=p.random.uniform(1, 2.4))
        p.mist(y + 20, y + 110, "#e9e6d3", 0.3)
    with p.layer(0.15) as pen:
        for k in range(64):
            x, y = p.random.uniform(0, 1280), p.random.uniform(420, 470)
            if k % 2:
                pen.box(x, y, 7, 9, "#6b4b32")
    with p.layer(0.35, dim=0.7) as pen:
        pen.poly([(-20, 540), (380, 500), (700, 560), (1300, 470), (1300, 740), (-20, 740)], "#b28c58")
    with p.layer(0.2) as pen:
        pen.poly([(640, 540), (690, 545), (560, 590), (760, 640), (980, 740), (520, 740), (470, 660), (430, 600)],
            "#7fb0b8")
        pen.poly([(640, 548), (560, 596), (650, 640), (760, 740), (700, 740), (590, 650), (510, 598)], "#a9d0cf")
    with p.layer(0.35) as pen:
        for _ in range(26):
            x, y = p.random.choice((p.random.uniform(0, 400), p.random.uniform(860, 1270))), p.random.uniform(560,
                700)
            pen.box(x, y, 22, 24, "#7a5538", 4)
            pen.oval(x + 11, y, 11, 5, "#d9b98a")
        for x in (90, 1170, 1240):
            pen.tree(x, 600, 260, "#47744f")
        pen.person(300, 640, 105, "#c8613c", hat="caping")
        pen.person(352, 646, 100, "#e8e0cc", hat="cap", arms=(20, 80))
