"""A stylesheet made of two settings, legible in light and dark whatever they are."""

from __future__ import annotations

from collections.abc import Mapping

from generator.pages.context import Context
from generator.theming.theme import COLOUR

_LEGIBLE = 4.5
"""Contrast that WCAG 2.2 asks of text, level AA."""
_GROUNDS = {"light": ((255, 255, 255), (238, 241, 245)), "dark": ((17, 21, 26), (30, 37, 45))}
"""The page and its boxes, as kabar.css has them, the boxes a little further off for themes with other ones."""

Colour = tuple[int, ...]
_WHITE = (255, 255, 255)


def colours(context: Context) -> bytes:
    return sheet(context.settings)


def sheet(settings: Mapping[str, object]) -> bytes:
    """Make the stylesheet of the settings `accent` and `bar`, or one without effect for a theme that has neither."""
    accent, bar = (_read(settings.get(key)) for key in ("accent", "bar"))
    light, dark = [], []
    if accent:
        light.append(f"--aksen: {_hex(_against(accent, _GROUNDS['light']))}")
        dark.append(f"--aksen: {_hex(_against(accent, _GROUNDS['dark']))}")
    if bar:
        ground = _against(bar, (_WHITE,))
        # A bar that is nearly black in the light would be lost on a dark page.
        for variables, shade in ((light, ground), (dark, _against(_mix(ground, _WHITE, 0.08), (_WHITE,)))):
            variables.append(f"--pita: {_hex(shade)}")
            variables.append(f"--pita-redup: {_hex(_against(_mix(shade, _WHITE, 0.8), (shade,)))}")
    if not light:
        return b":root {}\n"
    return (
        f":root {{ {'; '.join(light)} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {'; '.join(dark)} }} }}\n"
    ).encode()


def _read(setting: object) -> Colour | None:
    return tuple(bytes.fromhex(setting[1:])) if isinstance(setting, str) and COLOUR.fullmatch(setting) else None


def _hex(colour: Colour) -> str:
    return f"#{bytes(colour).hex()}"


def _mix(colour: Colour, other: Colour, part: float) -> Colour:
    return tuple(round(a + (b - a) * part) for a, b in zip(colour, other, strict=True))


def _against(colour: Colour, grounds: tuple[Colour, ...]) -> Colour:
    """Return a colour, darkened or lightened until it is just legible on all of some grounds."""
    goal = (0, 0, 0) if _luminance(grounds[0]) > 0.5 else (255, 255, 255)
    for step in range(51):
        tried = _mix(colour, goal, step / 50)
        if all(contrast(tried, ground) >= _LEGIBLE for ground in grounds):
            return tried
    return goal


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast by the formula of WCAG, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
