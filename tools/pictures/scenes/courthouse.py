"""A court building with columns, seen from below."""

from __future__ import annotations

from tools.pictures.painter import Painter
from tools.pictures.pen import CLOTHES, mix


def draw(p: Painter) -> None:
    """Draw a court building with columns, seen from below."""
    p.sky("#35456b", "#a8707c", "#f0a877", "#fbd9a0")
    p.clouds(9, 260, 60, "#f6c9a8", 0.35)
    with p.layer(0.45, dim=0.8) as pen:
        pen.poly([(220, 220), (640, 60), (1060, 220)], "#efe0c6")
        pen.poly([(310, 206), (640, 84), (970, 206)], "#d3bd9c")
        pen.box(210, 216, 860, 44, "#f5ead4")
        pen.box(240, 258, 800, 250, "#8f6f66")
        for k in range(3):
            pen.box(400 + k * 200, 310, 84, 200, "#4d3a40", 4)
            pen.dome(442 + k * 200, 312, 42, 36, "#4d3a40")
    with p.layer(0.35) as pen:
        pen.line([(640, 108), (640, 186)], "#7a5a34", 6)
        pen.line([(574, 124), (706, 124)], "#7a5a34", 6)
        for x in (580, 700):
            pen.line([(x - 24, 166), (x, 126), (x + 24, 166)], "#7a5a34", 2)
            pen.oval(x, 168, 27, 7, "#7a5a34")
        pen.box(612, 184, 56, 9, "#7a5a34", 3)
    with p.layer(0.5, dim=0.86) as pen:
        for k in range(8):
            x = 250 + k * 104
            pen.box(x, 262, 52, 246, "#faf1df", 6)
            pen.box(x + 34, 262, 12, 246, "#dccab0")
            pen.box(x - 8, 256, 68, 16, "#f5ead4", 3)
            pen.box(x - 8, 496, 68, 16, "#f5ead4", 3)
    for k in range(8):
        with p.layer(0.22, blur=5, dim=0.9) as pen:
            pen.box(200 - k * 34, 510 + k * 27, 880 + k * 68, 240, mix("#f0e2c8", "#b08f7c", k / 9))
    with p.layer(0.4) as pen:
        pen.person(420, 640, 140, "#2a2833", "#2a2833", arms=(15, 30))
        pen.person(480, 646, 136, "#2a2833", "#2a2833", hat="hijab", cloth="#8f4a52")
        for k in range(4):
            pen.person(800 + k * 66, 680 - k % 2 * 12, 140, p.random.choice(CLOTHES),
                hat=("cap", "hijab", "", "caping")[k], cloth="#4b6b8f")
