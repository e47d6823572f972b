"""A boat between houses that stand in water."""

from __future__ import annotations

from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
    """Draw a boat between houses that stand in water."""
    p.sky("#5c6f7c", "#8fa2a5", "#bfc4b8")
    p.clouds(9, 150, 20, "#4d5c68", 0.5)
    p.hills(330, 50, "#5c7a74", dim=0.85)
    with p.layer(dim=0.75) as pen:
        for x, w, wall, roof in ((-60, 250, "#c9a77a", "#8e4a3c"), (560, 190, "#9db3a6", "#6f4b41"),
            (900, 300, "#d2b48a", "#7f3f36")):
            pen.house(x, 470, w, 110, wall, roof)
        for x in (250, 330, 800):
            pen.tree(x, 460, 190, "#4a705c")
    p.sea(420, "#8c8c74", "#77755c", "#5d5b48", light="#d8d6bf", sparkle=170)
    with p.layer(0.35, dim=0.8) as pen:
        pen.house(1010, 520, 340, 120, "#b99068", "#6b332e")
        for x in (180, 470):
            pen.line([(x, 560), (x, 180)], "#4b3f38", 7)
            pen.line([(x - 40, 205), (x + 40, 205)], "#4b3f38", 4)
    with p.layer(0, rim=0) as pen:
        pen.line([(180, 207), (325, 240), (470, 207), (780, 260), (1290, 190)], "#3d3630", 1.5)
    p.sea(528, "#7d7a60", "#55533f", light="#d0ceb6", sparkle=70)
    with p.layer(0.45) as pen:
        for x, shirt, hat in ((520, "#e07b39", "helm"), (610, "#e9dfc8", "hijab"), (680, "#cc4f55", "")):
            pen.person(x, 650, 165 if x != 680 else 115, shirt, hat=hat, cloth="#8a4b6d", arms=(18, 24))
        pen.person(770, 655, 190, "#e07b39", hat="helm", arms=(35, 70))
        pen.line([(845, 440), (880, 700)], "#7a5a3c", 7)
        pen.boat(640, 640, 420, "#2e6f77", "#e8c15a")
    p.sea(652, "#605d47", "#46442f", light="#c8c5aa", sparkle=26)
    p.rain(420)
