"""Text as outlines of letters, which look the same wherever they are drawn.

Text that libvips sets depends on the fonts, the settings and the language of a machine. So a theme has the outlines of
its letters: an SVG font, with the glyphs of single characters and the kerning of pairs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from generator.model.records import Record

MOST = 200
"""Characters of a text that are looked at."""
_SMALLER = 0.9
_LEADING = 1.2
"""Distance of lines, in sizes."""
_MORE = "…"


class Glyph(Record, frozen=True):
    """What is drawn of a character, in units of its font."""

    advance: int
    outline: str
    """Path data of SVG; empty for a space."""


class Letters(Record, frozen=True):
    """The letters of a theme."""

    units: int
    """Of the font, to a size."""
    height: int
    """Of capital letters."""
    glyphs: dict[str, Glyph]
    kerning: dict[tuple[str, str], int]
    """By how much the second of two characters comes nearer."""

    def known(self, text: str) -> str:
        """Return what can be drawn of a text: other letters without their accents, and nothing of emoji."""
        found = []
        words = " ".join(text.split())
        for character in unicodedata.normalize("NFC", words if len(words) <= MOST else f"{words[:MOST]}{_MORE}"):
            if character in self.glyphs:
                found.append(character)
            else:
                found += [part for part in unicodedata.normalize("NFKD", character) if part in self.glyphs]
        return " ".join("".join(found).split())

    def width(self, text: str) -> int:
        return sum(self.glyphs[character].advance for character in text) - sum(
            self.kerning.get(pair, 0) for pair in pairwise(text)
        )

    def lines(self, text: str, width: float) -> list[str]:
        """Break a text into lines of at most `width` units, and words that are longer within."""
        lines, line = [], ""
        for word in text.split():
            longer = f"{line} {word}" if line else word
            if self.width(longer) <= width:
                line = longer
                continue
            lines += [line] if line else []
            *full, line = self._cut(word, width)
            lines += full
        return [*lines, *([line] if line else [])]

    def _cut(self, word: str, width: float) -> list[str]:
        """Break a word into pieces of at most `width` units, and one letter at least."""
        pieces, start, used, before = list[str](), 0, 0, ""
        for at, character in enumerate(word):
            used += self.glyphs[character].advance - self.kerning.get((before, character), 0)
            if used > width and at > start:
                pieces.append(word[start:at])
                start, used = at, self.glyphs[character].advance
            before = character
        return [*pieces, word[start:]]


@lru_cache(maxsize=2)
def letters(font: str) -> Letters:
    """Read an SVG font; raises ValueError if it is none."""
    # Imported here: few builds draw, and it takes longer than a page.
    from xml.etree import ElementTree as ET  # noqa: PLC0415

    units, height, usual, glyphs, kerning = 0, 0, "0", dict[str, Glyph](), dict[tuple[str, str], int]()
    try:
        for element in ET.fromstring(font).iter():  # noqa: S314 - of a theme, which is trusted
            given, name = element.attrib, element.tag.rpartition("}")[2]
            if name == "font":
                usual = given.get("horiz-adv-x", usual)
            elif name == "font-face":
                units, height = int(given["units-per-em"]), int(given["cap-height"])
            elif name == "glyph" and len(given.get("unicode", "")) == 1:
                glyphs[given["unicode"]] = Glyph(int(given.get("horiz-adv-x", usual)), given.get("d", ""))
            elif name == "hkern" and "u1" in given and "u2" in given:
                pairs = ((one, other) for one in _characters(given["u1"]) for other in _characters(given["u2"]))
                kerning.update(dict.fromkeys(pairs, int(given["k"])))
    except (ET.ParseError, KeyError) as error:
        raise ValueError(f"not an SVG font: {error}") from error
    if units <= 0 or not {" ", _MORE} <= glyphs.keys():
        raise ValueError("an SVG font has units-per-em, and glyphs for the space and the ellipsis")
    return Letters(units, height, glyphs, kerning)


def _characters(listed: str) -> Iterator[str]:
    """Yield the characters of a list like `U+41,U+42` or `A,B`."""
    for one in listed.split(","):
        if one.startswith("U+") and one[2:]:
            yield chr(int(one.removeprefix("U+"), 16))
        elif len(one) == 1:
            yield one


def lettered(text: str, of: Letters, width: int, height: int, size: int, least: int) -> str:
    """Return a text as SVG elements, in lines in the middle of a box whose upper left corner is at 0, 0.

    It is as large as `size` allows in pixels. Only if it does not fit at `least`, words are cut, and it ends with an
    ellipsis.
    """
    text = of.known(text)
    while True:
        scale = size / of.units
        lines = of.lines(text, width / scale)
        whole = len(" ".join(lines)) == len(text)
        room = max(1, int((height / size - of.height / of.units) / _LEADING) + 1)
        if (len(lines) <= room and whole) or size <= least:
            break
        size = max(least, int(size * _SMALLER))
    if len(lines) > room:
        lines = [*lines[: room - 1], _shortened(lines[room - 1], of, width / scale)]
    else:
        lines = _balanced(text, of, lines, width / scale)
    block = of.height * scale + (len(lines) - 1) * size * _LEADING
    top = (height - block) / 2 + of.height * scale
    return "".join(
        f'<g transform="translate(0 {round(top + number * size * _LEADING)}) scale({scale:.4f} -{scale:.4f})">'
        f"{''.join(_outlines(line, of))}</g>"
        for number, line in enumerate(lines)
    )


def _balanced(text: str, of: Letters, lines: list[str], width: float) -> list[str]:
    """Return as many lines of about the same length, so that no word is left alone at the end."""
    for part in range(95, 45, -5):
        narrower = of.lines(text, width * part / 100)
        if len(narrower) > len(lines) or "".join(narrower).count(" ") != "".join(lines).count(" "):
            break
        lines = narrower
    return lines


def _shortened(line: str, of: Letters, width: float) -> str:
    while line and of.width(line + _MORE) > width:
        line = line[:-1].rstrip()
    return line + _MORE


def _outlines(line: str, of: Letters) -> Iterator[str]:
    at, before = 0, ""
    for character in line:
        at -= of.kerning.get((before, character), 0)
        glyph = of.glyphs[character]
        if glyph.outline:
            yield f'<path transform="translate({at} 0)" d="{glyph.outline}"/>'
        at, before = at + glyph.advance, character
