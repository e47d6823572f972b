"""A white clinic boat near a small island."""

from __future__ import annotations

from tools.pictures.painter import Painter


def draw(p: Painter) -> None:
    """Draw a white clinic boat near a small island."""
    p.sky("#4fb0c8", "#a9dfd8", "#fdf3d0")
    p.clouds(8, 200, 30)
    p.hills(360, 26, "#8fbfb0", waves=1.2)
    p.sea(380, "#6fd0c4", "#2fa0a8", "#17748f", light="#ffffff", sparkle=170)
    with p.layer(0.3, dim=0.8) as pen:
        pen.oval(250, 440, 330, 34, "#f3dcA8".lower())
        pen.oval(230, 425, 250, 34, "#5f9f68")
        for x, h in ((90, 200), (160, 250), (260, 230), (340, 190), (420, 150)):
            pen.palm(x, 430, h, lean=0.12 if x % 20 else -0.1)
        pen.house(190, 440, 90, 44, "#e9b35f", "#8b3f35", stilts=14)
    with p.layer(0.45, dim=0.85) as pen:
        pen.poly([(520, 520), (1130, 520), (1220, 470), (1140, 610), (600, 610)], "#fdfaf0")
        pen.poly([(585, 584), (1158, 584), (1142, 612), (600, 612)], "#2f8f80")
        pen.box(600, 420, 420, 102, "#f3efe2", 10)
        pen.box(690, 350, 210, 74, "#fdfaf0", 10)
        pen.box(580, 410, 470, 18, "#2f8f80", 8)
        for k in range(5):
            pen.box(630 + k * 80, 446, 44, 40, "#3f6f80", 20)
        pen.box(712, 366, 160, 26, "#3f6f80", 6)
        pen.line([(800, 352), (800, 260)], "#8a8a8a", 5)
        pen.box(1046, 500, 20, 66, "#3fa06a", 3)
        pen.box(1023, 523, 66, 20, "#3fa06a", 3)
        for k in range(4):
            pen.poly([(720 + k * 38, 352), (752 + k * 38, 352), (744 + k * 38, 330), (712 + k * 38, 330)], "#2f4f7a")
        pen.person(1090, 520, 110, "#fbf7ea", hat="hijab", cloth="#3fa06a", arms=(20, 130))
    p.sea(608, "#2f93a0", "#1a6f88", light="#ffffff", sparkle=50)
