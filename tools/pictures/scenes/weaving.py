"""The pattern of a woven cloth from close by."""

from __future__ import annotations

import math

from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
    """Draw the pattern of a woven cloth from close by."""
    p.sky("#8f2a2e", "#7a2230", "#5f1c30")
    gold, ivory, indigo = "#e9b552", "#f6e8c9", "#26325c"
    bands = ((0, 36, indigo), (36, 30, gold), (66, 150, "#a8323a"), (216, 22, ivory), (238, 244, indigo),
        (482, 22, ivory), (504, 150, "#a8323a"), (654, 30, gold), (684, 40, indigo))
    for top, height, colour in bands:
        with p.layer(0.25, blur=5) as pen:
            pen.box(-10, top, 1300, height + 2, colour)
    with p.layer(0.18, blur=3, dy=2) as pen:
        for k in range(28):
            for y in (51, 669):
                pen.poly([(k * 48, y), (k * 48 + 14, y - 12), (k * 48 + 28, y), (k * 48 + 14, y + 12)], "#8f2a2e")
        for k in range(11):
            for y in (141, 579):
                x = k * 132 - 20
                for size, colour in ((62, gold), (44, "#7a2230"), (28, ivory), (13, indigo)):
                    pen.poly([(x - size, y), (x, y - size), (x + size, y), (x, y + size)], colour)
                for side in (-1, 1):
                    pen.poly([(x + 56, y + side * 60), (x + 76, y + side * 60), (x + 66, y + side * 34)], ivory)
        for k in range(6):
            x = 110 + k * 215
            for ring, colour in ((112, ivory), (96, "#a8323a"), (72, gold), (52, indigo), (33, ivory),
                (16, "#a8323a")):
                reach = (ring, ring * 0.8)
                turns = [t * math.tau / 16 for t in range(16)]
                star = [(math.cos(a) * reach[t % 2], math.sin(a) * reach[t % 2]) for t, a in enumerate(turns)]
                pen.poly([(x + dx, 360 + dy) for dx, dy in star], colour)
            for side in (-1, 1):
                for step in range(4):
                    pen.box(x + 107 - 7, 360 + side * (22 + step * 25) - 7, 14, 14,
                        (gold, ivory, "#d9604f", gold)[step], 2)
    with p.layer(0, rim=0, opacity=0.1) as pen:
        for x in range(0, 1280, 8):
            pen.line([(x, 0), (x, 720)], "#1a0a14" if x % 16 else "#ffe9c4", 2)
        for y in range(0, 720, 8):
            pen.line([(0, y), (1280, y)], "#1a0a14", 2)
    p.glow(300, 60, 900, "#ffe0a8", 0.26)
