"""Lanterns over a crowded square at night."""

from __future__ import annotations

import math

from tools.pictures.painter import Painter
from tools.pictures.pen import CLOTHES, mix


def draw(p: Painter) -> None:
    """Draw lanterns over a crowded square at night."""
    p.sky("#1a1638", "#472a5c", "#8f4566")
    p.stars(90, 240)
    with p.layer(0.3, dim=0.8) as pen:
        for k in range(10):
            h = 130 + (k * 53) % 110
            pen.box(k * 134 - 20, 520 - h, 128, h, ("#3a2850", "#4a3058", "#2f2348")[k % 3])
            for w in range(6):
                pen.box(k * 134 + 4 + (w % 3) * 34, 540 - h + (w // 3) * 46, 17, 24,
                    "#ffcf7a" if p.random.random() < 0.6 else "#59406b", 3)
    spots = [(x, 90 + row * 96 + 46 * math.sin((x / 1280) * math.pi) + (row % 2) * 12,
        16 + row * 11) for row in range(3) for x in range(40 + row * 30, 1290, 96 + row * 44)]
    with p.layer(0, rim=0) as pen:
        for row in range(3):
            pen.line([(x, 62 + row * 92 + 46 * math.sin((x / 1280) * math.pi)) for x in range(-20, 1301, 20)],
                "#2a1a38", 2)
    for x, y, r in spots:
        p.glow(x, y, r * 3.6, "#ffb35c", 0.6)
    with p.layer(0.2) as pen:
        for x, y, r in spots:
            colour = p.random.choice(("#f2663f", "#ffb03b", "#e8486a", "#ffd77a", "#f08a3c"))
            pen.oval(x, y, r, r * 1.1, colour)
            pen.oval(x, y, r * 0.5, r * 1.1, mix(colour, "#fff2c4", 0.45))
            pen.box(x - r * 0.45, y - r * 1.22, r * 0.9, r * 0.24, "#6b2f2f", 2)
            pen.box(x - r * 0.45, y + r * 0.98, r * 0.9, r * 0.24, "#6b2f2f", 2)
            pen.line([(x, y + r * 1.2), (x, y + r * 1.8)], "#ffd77a", 2)
    for row, (y, h, tone) in enumerate(((600, 110, "#6b3a62"), (670, 150, "#45284f"), (760, 210, "#261a38"))):
        with p.layer(0.35) as pen:
            for k in range(22 - row * 4):
                colour = mix(tone, p.random.choice(CLOTHES), 0.3)
                pen.person(k * (60 + row * 24) + row * 17, y, h, colour, tone, hat=("hijab", "", "cap")[k * 7 % 3],
                    cloth=mix(tone, "#000000", 0.2), skin=mix("#a8704a", tone, 0.45), arms=(20, 20 if k % 5 else 150))
