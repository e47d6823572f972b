"""A stand of supporters with scarves and flags."""

from __future__ import annotations

import math

from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
    """Draw a stand of supporters with scarves and flags."""
    p.sky("#2f4a78", "#6f7fa0", "#e9b07a")
    p.glow(640, 60, 600, "#ffe0a0", 0.5)
    for row in range(5):
        y, h = 330 + row * 96, 170 + row * 36
        with p.layer(0.4, dim=0.85) as pen:
            for k in range(15 - row * 2):
                x = (k + (0.5 if row % 2 else 0.1)) * 1300 / (15 - row * 2)
                raised = p.random.random()
                arms = (150.0, 150.0) if raised < 0.45 else (20.0, 140.0) if raised < 0.7 else (30.0, 30.0)
                shirt = p.random.choice(("#f0b23e", "#f0b23e", "#e9a12f", "#2f4f7a", "#f4ead2"))
                pen.person(x, y + h * 0.5, h, shirt, arms=arms, hat=p.random.choice(("", "cap", "hijab", "")),
                    cloth=p.random.choice(("#2f4f7a", "#f0b23e", "#d9534f")))
                if arms[0] > 100:
                    pen.box(x - h * 0.3, y - h * 0.52, h * 0.6, h * 0.1, "#2f4f7a", 3)
                    for band in range(3):
                        pen.box(x - h * 0.24 + band * h * 0.19, y - h * 0.52, h * 0.08, h * 0.1, "#f0b23e")
    with p.layer(0.45) as pen:
        for x, y, s, one, two in ((150, 70, 190, "#f0b23e", "#2f4f7a"), (830, 40, 240, "#2f4f7a", "#f0b23e")):
            pen.line([(x, y - 14), (x + 26, y + s * 1.9)], "#6b4a35", 8)
            for low, high, colour in ((0, 0.33, one), (0.33, 0.66, two), (0.66, 1, one)):
                wave = [(x + s * 1.5 * t / 12, y + s * low * 0.8 + math.sin(t * 0.8) * 13) for t in range(13)]
                back = [(x + s * 1.5 * t / 12, y + s * high * 0.8 + math.sin(t * 0.8) * 13) for t in range(12, -1,
                    -1)]
                pen.poly([*wave, *back], colour)
    with p.layer(0, rim=0, opacity=0.8) as pen:
        for _ in range(90):
            x, y = p.random.uniform(0, 1280), p.random.uniform(0, 520)
            pen.poly([(x, y), (x + 9, y + 3), (x + 6, y + 11)], p.random.choice(("#fbf3df", "#f0b23e", "#e8743b")))
