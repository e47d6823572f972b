"""A village road in the rain, with somebody under an umbrella."""

from __future__ import annotations

from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
    """Draw a village road in the rain, with somebody under an umbrella."""
    p.sky("#56707a", "#8ea6a2", "#c2c9b4")
    p.hills(290, 60, "#67847c", dim=0.8)
    p.mist(250, 400, "#c8d2c8", 0.5)
    with p.layer(dim=0.7) as pen:
        pen.poly([(-20, 400), (560, 370), (720, 370), (1300, 400), (1300, 740), (-20, 740)], "#5f7f4f")
    with p.layer(0.2, dim=0.75) as pen:
        pen.poly([(610, 372), (668, 372), (1010, 740), (230, 740)], "#9a8a6c")
        for x, y, w in ((560, 620, 60), (700, 530, 40), (620, 690, 90), (640, 450, 18)):
            pen.oval(x, y, w, w * 0.16, "#b7c4c2")
    with p.layer(0.4, dim=0.7) as pen:
        pen.house(160, 470, 200, 90, "#d2a46b", "#84463a")
        pen.house(900, 500, 250, 110, "#8fb0a2", "#6b4038")
        pen.house(470, 402, 80, 36, "#cbb58a", "#7a4a3c")
    with p.layer(0.4) as pen:
        for x, y, h in ((60, 520, 330), (400, 450, 220), (820, 460, 250), (1210, 560, 400)):
            pen.palm(x, y, h, "#36634a", lean=0.08 if x < 600 else -0.1)
    with p.layer(0.45) as pen:
        pen.person(600, 640, 190, "#e3d7bd", skirt=True, lower="#6d3f57", hat="hijab", cloth="#4b6b8f",
            arms=(15, 130))
        pen.line([(650, 470), (632, 410)], "#4a3a30", 3)
        pen.dome(625, 440, 105, 80, "#d8483f")
        pen.dome(625, 440, 42, 80, "#e96a54")
    p.rain(480, 0.3, 0.34)
