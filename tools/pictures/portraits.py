"""Portraits: the faces of the demo's writers."""

from __future__ import annotations

import math

import numpy as np

from tools.pictures.painter import Painter
from tools.pictures.pen import Pen, mix


def hair_style(pen: Pen, skin: str, hair: str, kind: str) -> None:
    """Draw what lies over the face of a portrait."""
    if kind == "hijab":
        pen.oval(200, 182, 98, 112, hair)
        pen.box(88, 236, 224, 150, hair, 74)
        pen.oval(200, 186, 64, 78, skin)
        fold = [(120 + t * 20, 292 + 34 * math.sin(t * math.pi / 8)) for t in range(9)]
        pen.line(fold, mix(hair, "#ffffff", 0.2), 4)
        pen.line([(x + 4, y + 26) for x, y in fold[1:-1]], mix(hair, "#000000", 0.16), 4)
    elif kind == "cap":
        pen.dome(200, 150, 82, 84, hair)
        pen.box(108, 138, 184, 20, mix(hair, "#000000", 0.2), 10)
    elif kind == "bun":
        pen.poly([(124, 170), (130, 110), (200, 78), (272, 112), (276, 172), (236, 122), (176, 112)], hair)
    elif kind == "curls":
        for k in range(7):
            pen.oval(134 + k * 22, 112 + abs(k - 3) * 7, 23, 22, mix(hair, "#ffffff", 0.06 * (k % 2)))
    else:
        pen.poly([(122, 190), (120, 120), (160, 82), (226, 76), (276, 112), (280, 190), (262, 140), (214, 126),
            (150, 134), (136, 156)], hair)
    if kind == "beard":
        jaw = [(200 + math.cos(t) * 75, 184 + math.sin(t) * 90) for t in np.linspace(0.12, math.pi - 0.12,
            30).tolist()]
        cheek = [(200 + math.cos(t) * 58, 206 + math.sin(t) * 34) for t in np.linspace(math.pi, 0, 30).tolist()]
        pen.poly([*jaw, *cheek], hair)


def portrait(p: Painter, ground: str, skin: str, shirt: str, hair: str, kind: str) -> None:
    """Draw a faceless portrait; kind is how the hair is worn: hijab, short, bun, curls, cap, beard or grey."""
    p.sky(mix(ground, "#ffffff", 0.3), ground, mix(ground, "#1a1a2a", 0.2))
    p.glow(120, 90, 260, "#fff6dc", 0.6)
    with p.layer(0.2, opacity=0.5) as pen:
        pen.oval(330, 330, 150, 150, mix(ground, "#ffffff", 0.25))
        pen.oval(50, 300, 90, 90, mix(ground, "#1a1a2a", 0.14))
    if kind in ("bun", "curls"):
        with p.layer(0.35) as pen:
            pen.oval(200, 170, 92, 104, hair)
            if kind == "bun":
                pen.oval(200, 66, 42, 38, hair)
            else:
                for k in range(16):
                    turn = math.pi * (0.85 + k * 1.3 / 15)
                    pen.oval(200 + math.cos(turn) * 88, 172 + math.sin(turn) * 94, 34, 34,
                        mix(hair, "#ffffff", 0.05 * (k % 2)))
                for side in (-1, 1):
                    pen.oval(200 + side * 92, 230, 36, 46, hair)
    with p.layer(0.4, dim=0.75) as pen:
        pen.box(70, 300, 260, 200, shirt, 90)
        pen.poly([(150, 300), (250, 300), (200, 372)], mix(shirt, "#ffffff", 0.35))
    with p.layer(0.35) as pen:
        pen.box(170, 230, 60, 92, mix(skin, "#2a1410", 0.16), 24)
        pen.poly([(170, 300), (230, 300), (200, 350)], mix(skin, "#2a1410", 0.16))
    with p.layer(0.35, dim=0.9) as pen:
        if kind != "hijab":
            for side in (-1, 1):
                pen.oval(200 + side * 74, 192, 15, 21, mix(skin, "#2a1410", 0.1))
        pen.oval(200, 180, 74, 90, skin)
    with p.layer(0.35, dim=0.85) as pen:
        hair_style(pen, skin, hair, kind)
    if kind == "grey":
        with p.layer(0.15) as pen:
            for side in (-1, 1):
                x = 200 + side * 32
                ring = [(x + math.cos(t * math.tau / 30) * 25,
                    184 + math.sin(t * math.tau / 30) * 22) for t in range(31)]
                pen.line(ring, "#33303a", 4.5)
            pen.line([(193, 182), (207, 182)], "#33303a", 4.5)


PORTRAITS = {
    "rangga-adiputra": ("#5f9fb0", "#b07a52", "#2f4f6f", "#241c1c", "short"),
    "nur-halimah": ("#e0a95f", "#c69068", "#6f4a7f", "#2f7f78", "hijab"),
    "dimas-wirayuda": ("#7fa36a", "#9a6540", "#d9843b", "#2f4f7a", "cap"),
    "yosefina-lembang": ("#d98a7a", "#7a4a31", "#f0d9a8", "#2a1a1a", "curls"),
    "andi-palewa": ("#8f8fc0", "#8d5a3b", "#4f8f7a", "#1f1a1c", "beard"),
    "ratna-kusumawardani": ("#c9a0a8", "#b98058", "#8f3f4f", "#332428", "bun"),
    "hamid-sarewang": ("#9fb0a0", "#a8704a", "#4a4f5f", "#b9b4ae", "grey"),
}
"""Ground, skin, shirt, hair or cloth, and kind of every portrait."""
