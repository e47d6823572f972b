"""Football: the pitch and the players that several scenes show."""

from __future__ import annotations

from tools.pictures.painter import HEIGHT, Painter
from tools.pictures.pen import SKINS, Pen, mix


def pitch(p: Painter, top: float) -> None:
    """Draw a striped football pitch in perspective."""
    for k in range(8):
        low, high = top + (HEIGHT - top) * (k / 8) ** 1.5, top + (HEIGHT - top) * ((k + 1) / 8) ** 1.5
        p.sky("#4f9a4f" if k % 2 else "#5caa58", "#4a9049" if k % 2 else "#57a253", top=low, bottom=high + 1)


def runner(pen: Pen, x: float, y: float, h: float, shirt: str, shorts: str, side: int) -> None:
    """Draw a player running to the right (side 1) or left (-1)."""
    skin = pen.random.choice(SKINS)
    for path in (((0, -0.42), (-0.14, -0.24), (-0.3, -0.2)), ((0, -0.42), (0.17, -0.28), (0.14, -0.02))):
        knee, foot = path[1], path[2]
        leg = [(x + side * dx * h, y + dy * h) for dx, dy in path]
        pen.line(leg[:2], shorts, h * 0.12)
        pen.line(leg[1:], skin, h * 0.075)
        calf = ((knee[0] + foot[0]) / 2, (knee[1] + foot[1]) / 2)
        pen.line([(x + side * calf[0] * h, y + calf[1] * h), leg[2]], "#fbfbf5", h * 0.08)
        pen.line([leg[2], (leg[2][0] + side * h * 0.07, leg[2][1] + h * 0.01)], "#2a2a33", h * 0.06)
    for path in (((0.1, -0.76), (-0.12, -0.66), (-0.16, -0.5)), ((0.1, -0.76), (0.26, -0.64), (0.38, -0.74))):
        arm = [(x + side * dx * h, y + dy * h) for dx, dy in path]
        pen.line(arm, skin, h * 0.055)
        pen.line(arm[:2], mix(shirt, "#000000", 0.14), h * 0.08)
    body = ((-0.1, -0.42), (-0.06, -0.62), (0.0, -0.83), (0.2, -0.8), (0.17, -0.6), (0.12, -0.41))
    pen.poly([(x + side * dx * h, y + dy * h) for dx, dy in body], shirt)
    pen.line([(x + side * 0.02 * h, y - 0.8 * h), (x + side * 0.17 * h, y - 0.78 * h)], shirt, h * 0.08)
    pen.line([(x + side * 0.11 * h, y - 0.84 * h), (x + side * 0.13 * h, y - 0.9 * h)], skin, h * 0.06)
    pen.head(x + side * 0.15 * h, y - 0.94 * h, h * 0.078, skin, "", "")
