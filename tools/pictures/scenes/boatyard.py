"""A wooden boat being built on the beach."""

from __future__ import annotations

from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
    """Draw a wooden boat being built on the beach."""
    p.sky("#8cc4d0", "#eadfbd")
    p.sea(330, "#6fb5b8", "#4f9aa8", light="#ffffff", sparkle=70, bottom=450)
    p.hills(330, 36, "#87aa94", waves=1.2)
    p.sea(352, "#6fb5b8", "#4f9aa8", light="#ffffff", sparkle=60, bottom=470)
    with p.layer(0.2, dim=0.8) as pen:
        pen.poly([(-20, 450), (500, 430), (1300, 470), (1300, 740), (-20, 740)], "#e3c793")
    with p.layer(0.4) as pen:
        pen.palm(110, 560, 430, lean=0.2)
        pen.palm(1180, 540, 400, lean=-0.16)
    with p.layer(0.4, dim=0.7) as pen:
        for x in (380, 560, 740, 900):
            pen.line([(x, 660), (x + 20, 540)], "#6b4a35", 12)
        pen.boat(640, 590, 760, "#b9783f", "#e2b06a")
        for k in range(1, 5):
            pen.line([(300 + k * 6, 560 + k * 13 - 25), (980 - k * 12, 560 + k * 13 - 25)], "#8f5a2e", 2)
        for k in range(9):
            x = 400 + k * 60
            pen.line([(x, 528), (x - 4, 430)], "#d09a58", 9)
        pen.line([(390, 436), (890, 436)], "#d09a58", 8)
    with p.layer(0.4) as pen:
        pen.person(300, 690, 190, "#3f8f5b", hat="cap", arms=(25, 80))
        pen.person(1030, 680, 180, "#c8613c", hat="caping", arms=(70, 20))
        for k in range(4):
            pen.line([(90 + k * 8, 690 - k * 9), (240 + k * 6, 676 - k * 9)], "#a26a38", 9)
