"""Boats with bright lamps under the stars."""

from __future__ import annotations

from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
    """Draw boats with bright lamps under the stars."""
    p.sky("#0e1533", "#1d2f57", "#2f5575")
    p.stars(240, 360)
    p.sun(1060, 120, 30, "#fdf3d0", "#8fa8d0")
    p.hills(390, 36, "#16233f", waves=1.2, dim=0.9)
    p.sea(410, "#2b5270", "#17304f", "#0b1830", light="#9fc3d8", sparkle=150)
    for x, y, w in ((220, 450, 110), (930, 470, 140), (540, 560, 300)):
        p.glow(x, y - w * 0.42, w * 1.15, "#ffe29a", 0.85)
        with p.layer(0, rim=0, opacity=0.35) as pen:
            for k in range(12):
                pen.oval(x + p.random.uniform(-w, w) * 0.3, y + w * 0.09 + k * w * 0.055, w * (0.3 - k * 0.016), 1.6,
                    "#ffe7a6")
        with p.layer(0.4) as pen:
            pen.line([(x, y), (x, y - w * 0.5)], "#4a3428", w * 0.018)
            pen.line([(x - w * 0.3, y - w * 0.36), (x + w * 0.3, y - w * 0.36)], "#4a3428", w * 0.014)
            for k in (-0.26, 0, 0.26):
                pen.oval(x + k * w, y - w * 0.32, w * 0.035, w * 0.045, "#fff6d0")
            if w > 200:
                pen.person(x - 70, y - 10, 110, "#d9534f", hat="cap", arms=(40, 70))
                pen.person(x + 60, y - 10, 104, "#e8a33d", hat="caping", arms=(60, 30))
            pen.boat(x, y, w, "#5b3b32", "#c9a15a")
    with p.layer(0, rim=0, opacity=0.5) as pen:
        for k in range(7):
            pen.line([(400 - k * 26, 555 + k * 18), (470 - k * 10, 560 + k * 22)], "#d8c99a", 1)
