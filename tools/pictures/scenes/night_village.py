"""A hamlet in a valley whose windows shine."""

from __future__ import annotations

from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
    """Draw a hamlet in a valley whose windows shine."""
    p.sky("#131a3a", "#27406b", "#4f6f8a")
    p.stars(260, 330)
    p.sun(240, 130, 28, "#fdf3d0", "#7f9fd0")
    for y, rise, colour in ((330, 110, "#22375a"), (420, 90, "#1b2d4a"), (500, 50, "#16253d")):
        p.hills(y, rise, colour, waves=p.random.uniform(1, 2), dim=0.85)
    spots = sorted(((p.random.uniform(60, 1160), p.random.uniform(440, 660)) for _ in range(26)), key=lambda s: s[1])
    for x, y in spots:
        w = 30 + (y - 420) * 0.32
        p.glow(x + w / 2, y - w * 0.2, w * 1.2, "#ffcf7a", 0.5)
        with p.layer(0.3, blur=6) as pen:
            pen.house(x, y, w, w * 0.46, "#6b5a5f", "#3a2f42")
    with p.layer(0.4) as pen:
        for k in range(16):
            x, h = (k * 83 + 20) % 1280, p.random.uniform(110, 230)
            if not 420 < x < 820:
                for step in range(3):
                    pen.poly([(x - h * 0.2 + step * 5, 740 - h * 0.26 * step), (x, 700 - h * (0.5 + step * 0.24)),
                        (x + h * 0.2 - step * 5, 740 - h * 0.26 * step)], "#0e1a2b")
