"""A heavy-lift ship with a crane aboard, low sun behind."""

from __future__ import annotations

from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
    """Draw a heavy-lift ship with a crane aboard, low sun behind."""
    p.sky("#3b3f6b", "#b0627a", "#f29a6b", "#ffd591")
    p.sun(420, 400, 62, "#ffe9b0", "#ffb066")
    p.clouds(10, 250, 60, "#5c4670", 0.4)
    p.sea(430, "#f0a572", "#8f5f77", "#35385c", light="#ffe0a8", sparkle=190)
    with p.layer(0.4, dim=0.6) as pen:
        pen.poly([(330, 470), (1130, 470), (1210, 420), (1150, 590), (400, 590)], "#2b3550")
        pen.poly([(385, 560), (1160, 560), (1150, 592), (400, 592)], "#b0413e")
        pen.box(370, 330, 130, 142, "#ece2cf", 4)
        for row in range(3):
            pen.box(384, 346 + row * 40, 100, 14, "#4a5872")
        pen.box(410, 270, 46, 62, "#d8563f")
        pen.box(540, 440, 560, 32, "#6b7285")
        for x in (660, 860):
            pen.line([(x, 442), (x + 40, 190)], "#e9a63c", 12)
        pen.line([(560, 205), (1110, 185)], "#e9a63c", 13)
        pen.line([(700, 200), (790, 120), (1090, 186)], "#e9a63c", 5)
        pen.line([(690, 330), (880, 330)], "#e9a63c", 8)
    p.sea(585, "#5c4b6b", "#2b2f4f", light="#ffd9a0", sparkle=60)
    with p.layer(0.2, rim=0) as pen:
        for x, y, w in ((180, 180, 22), (230, 215, 15), (130, 230, 13), (980, 130, 16)):
            pen.line([(x - w, y - w * 0.4), (x, y), (x + w, y - w * 0.4)], "#2d2b45", 3)
