"""Market stalls under coloured awnings."""

from __future__ import annotations

from tools.pictures.painter import Painter
from tools.pictures.pen import CLOTHES, mix


def draw(p: Painter) -> None:
    """Draw market stalls under coloured awnings."""
    p.sky("#f3d9a4", "#e9b98a", "#c98f6d")
    p.glow(200, 120, 480, "#fff3cf", 0.8)
    with p.layer(0.3, dim=0.75) as pen:
        for k in range(7):
            pen.box(-20 + k * 200, 120 + (k % 3) * 26, 196, 420, ("#d9a98a", "#c98d7a", "#e0bf95")[k % 3])
            for row in range(2):
                for column in range(3):
                    pen.box(8 + k * 200 + column * 58, 160 + row * 80 + (k % 3) * 26, 30, 48, "#8a6a6a", 14)
    for y, size, count in ((430, 0.62, 6), (600, 1.0, 4)):
        with p.layer(0.4) as pen:
            for k in range(count):
                x, w = k * 1320 / count - 20, 1200 / count
                for hat_x in (0.3, 0.7):
                    pen.person(x + w * hat_x, y + 60 * size, 230 * size, p.random.choice(CLOTHES), arms=(30, 45),
                        hat=p.random.choice(("hijab", "cap", "hijab", "")), cloth=p.random.choice(CLOTHES))
                pen.box(x, y, w, 130 * size, "#8a5a3c", 5)
                pen.box(x, y, w, 14 * size, "#a87449", 4)
                for pile in range(5):
                    colour = p.random.choice(("#d9413a", "#f0b23e", "#6f9f3f", "#e8743b", "#8f4a7a", "#f4ead2",
                        "#3f7f4f"))
                    for item in range(11):
                        level = 0 if item < 5 else 1 if item < 9 else 2
                        spot = item - (0, 5, 9)[level]
                        r = w * 0.018
                        pen.oval(x + w * (0.1 + pile * 0.2) + (spot - (2, 1.5, 0.5)[level]) * r * 1.9,
                            y - r * (1 + level * 1.6), r, r, mix(colour, "#ffffff" if item % 2 else "#000000", 0.1))
        with p.layer(0.45, dim=0.85) as pen:
            for k in range(count):
                x, w = k * 1320 / count - 20, 1200 / count
                tone = ("#d9534f", "#2f7f86", "#e8a33d", "#4a5fa5", "#7b9b4f", "#c8613c")[(k + count) % 6]
                pen.line([(x + 4, y), (x + 4, y - 200 * size)], "#5b4334", 6 * size)
                pen.line([(x + w - 4, y), (x + w - 4, y - 200 * size)], "#5b4334", 6 * size)
                for s in range(8):
                    left, step = x - 14 + s * (w + 28) / 8, (w + 28) / 8
                    colour = tone if s % 2 else "#f8ecd2"
                    pen.poly([(left + 12 - s * 2, y - 262 * size), (left + 12 + step - s * 2, y - 262 * size),
                        (left + step, y - 196 * size), (left, y - 196 * size)], colour)
                    pen.oval(left + step / 2, y - 196 * size, step / 2, 12 * size, colour)
