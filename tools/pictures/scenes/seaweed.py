"""Seaweed lines in clear shallow water, from above."""

from __future__ import annotations

import math

from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
    """Draw seaweed lines in clear shallow water, from above."""
    p.sky("#8fd0dc", "#4fb3b8", "#2f93a0")
    p.sky("#7fc0dd", "#d9f0e4", bottom=190)
    p.clouds(5, 120, 30)
    p.hills(175, 30, "#5f9f7f", waves=2)
    p.sea(195, "#8fdccf", "#45b5b5", "#1f8a9c", light="#f0fff4", sparkle=90)
    for row in range(11):
        y = 225 + row * row * 3.6 + row * 10
        with p.layer(0.18, blur=5) as pen:
            path = [(x, y + math.sin(x / 130 + row) * (3 + row)) for x in range(-20, 1301, 20)]
            pen.line(path, "#f0e6c8", 1 + row * 0.15)
            for x, level in path[row % 2 :: 2]:
                r = 4 + row * 1.5
                pen.oval(x + p.random.uniform(-4, 4), level + r * 0.5, r * 1.3, r,
                    p.random.choice(("#7b6a34", "#94803a", "#5f6b34", "#a0573c")))
    with p.layer(0.4) as pen:
        pen.person(770, 560, 200, "#e8743b", hat="caping", arms=(50, 60))
        pen.person(560, 540, 170, "#f2e6cf", hat="hijab", cloth="#7b4b94", arms=(30, 60))
        pen.boat(660, 560, 520, "#2f5f8f", "#f0b23e")
        for _ in range(30):
            pen.oval(620 + p.random.uniform(-60, 110), 512 - p.random.uniform(0, 34), 20, 14,
                p.random.choice(("#7b6a34", "#94803a", "#5f6b34")))
