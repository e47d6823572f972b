"""Colours: a stylesheet of two settings, legible whatever they are."""

from __future__ import annotations

import re

import pytest

from generator.pages.colours import contrast, sheet

WHITE, NIGHT = (255, 255, 255), (17, 21, 26)


def found(text: bytes, name: str) -> list[tuple[int, ...]]:
    """Return the values of a variable, in light and in dark."""
    return [tuple(bytes.fromhex(value)) for value in re.findall(rf"{name}: #(\w+)", text.decode())]


def test_a_theme_without_these_settings_gets_a_sheet_without_effect() -> None:
    """Nor does a setting that is no colour have any."""
    assert sheet({}) == sheet({"accent": "merah", "bar": 3}) == b":root {}\n"


@pytest.mark.parametrize("accent", ["#ffff00", "#000000", "#ffffff", "#808080", "#c00000"])
def test_any_accent_can_be_read_in_light_and_in_dark(accent: str) -> None:
    """By the contrast that WCAG 2.2 asks of text."""
    light, dark = found(sheet({"accent": accent}), "--aksen")
    assert contrast(light, WHITE) >= 4.5
    assert contrast(dark, NIGHT) >= 4.5


def test_a_legible_accent_is_left_as_it_is() -> None:
    """In the light; a dark page needs a lighter one."""
    light, dark = found(sheet({"accent": "#a01010"}), "--aksen")
    assert light == (0xA0, 0x10, 0x10)
    assert dark != light


def test_white_can_be_read_on_any_bar() -> None:
    """So can the fainter links in it."""
    text = sheet({"bar": "#ffe000"})
    for bar, faint in zip(found(text, "--pita"), found(text, "--pita-redup"), strict=True):
        assert contrast(bar, WHITE) >= 4.5
        assert contrast(bar, faint) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    """Whichever of the two colours comes first."""
    assert contrast((0, 0, 0), WHITE) == contrast(WHITE, (0, 0, 0)) == pytest.approx(21)
    assert contrast((118, 118, 118), WHITE) == pytest.approx(4.54, abs=0.01)
