"""Text as outlines: what is drawn of it, how it fits, and that no machine draws it otherwise."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from hashlib import sha256
from time import process_time

import pytest
import pyvips

from generator.pictures.drawing import drawn
from generator.pictures.lettering import MOST, Letters, lettered, letters
from generator.theming.theme import BUILT_IN
from tests.support import ROOT

FONT = (BUILT_IN / "kabar/templates/letters.svg").read_text("utf-8")
HEADLINE = (
    "Warga Tiga Desa di Pesisir Utara Mengungsi Setelah Tanggul Laut Jebol, Bupati Minta Bantuan Perahu Karet "
    "dan Dapur Umum Dibuka Sebelum Air Pasang Malam Ini Juga"
)
BOX = (1000, 400)


@pytest.fixture(scope="module")
def of() -> Letters:
    return letters(FONT)


def image(text: str, of: Letters, width: int = 1000, height: int = 400) -> bytes:
    """Return the PNG of a text in a box with margins of a hundred pixels."""
    inner = lettered(text, of, width, height, 128, 52)
    return drawn(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width + 200}" height="{height + 200}">'
        f'<g transform="translate(100 100)">{inner}</g></svg>'.encode(),
        width + 200, height + 200,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Banjir 🌊😱 di  Kota", "Banjir di Kota"),
        ("<b>A & B</b> &amp; C", "<b>A & B</b> &amp; C"),
        ("\x00A\x1b\x07\u202eB\u200b\ufeff\n\tC", "AB C"),
        ("العربية 漢字", ""), ("Dari العربية ke sini", "Dari ke sini"),
        ("Šibolga Ñandú café", "Sibolga Ñandú café"), ("cafe\u0301", "café"), ("ﬁsh №5", "fish No5"),
        ("", ""), ("\ud800A", "A"),
    ],
)  # fmt: skip
def test_what_is_drawn_of_a_text(text: str, known: str, of: Letters) -> None:
    """What the letters have, else a letter without its accents; never a box in place of it, and no markup."""
    assert of.known(text) == known
    assert re.sub(r'<(?:/?g|path)\b[^<>"]*(?:"[^<>"]*"[^<>"]*)*>', "", lettered(text, of, *BOX, 128, 52)) == ""


@pytest.mark.parametrize(
    "text", [HEADLINE, "A" * 10_000, "kata " * 2000, "W" * 40, "Politik", "i", "Penanggungjawabannya Dipertanyakan"]
)
def test_no_text_leaves_its_box(text: str, of: Letters) -> None:
    """However long it is: nothing is drawn in the margins, but for what hangs below the last line."""
    picture = pyvips.Image.new_from_buffer(image(text, of), "")
    left, top, width, height = picture.find_trim(background=[255])
    assert width > 0
    assert left >= 95
    assert left + width <= 1105
    assert top >= 85
    assert top + height <= 100 + 400 + 40


def test_long_texts_end_with_an_ellipsis_and_take_no_time(of: Letters) -> None:
    """Only the beginning of a text is looked at."""
    assert len(of.known("kata " * 1_000_000)) <= MOST + 1
    began = process_time()
    for text in ("A" * 1_000_000, "kata " * 100_000, "\u0301" * 1_000_000):
        lettered(text, of, *BOX, 128, 52)
    assert process_time() - began < 2


def test_no_word_is_left_alone(of: Letters) -> None:
    """Lines are about equally long, as long as there are no more of them."""
    words = "Satu Dua Tiga Empat"
    width = of.width("Satu Dua Tiga")
    assert of.lines(words, width) == ["Satu Dua Tiga", "Empat"]
    first, second = (part.count("<path") for part in lettered(words, of, width, 3000, 1000, 1000).split("</g>")[:2])
    assert (first, second) == (len("SatuDua"), len("TigaEmpat"))


def test_a_long_word_makes_a_text_smaller_before_it_is_cut(of: Letters) -> None:
    """A name is not broken in two while there is another way."""
    found = lettered("Ratna Kusumawardani", of, 1020, 400, 128, 52)
    assert [part.count("<path") for part in found.split("</g>")] == [len("Ratna"), len("Kusumawardani"), 0]


def test_letters_that_belong_together_are_kerned(of: Letters) -> None:
    """`AV` is narrower than its two letters."""
    assert of.width("AV") < of.width("A") + of.width("V")


def test_no_machine_draws_it_otherwise(of: Letters) -> None:
    """Neither its fonts nor its locale reach the picture: nothing asks for either."""
    made = sha256(image("Banjir di Kota, 12 Desa", of)).hexdigest()
    code = (
        "from tests.pictures.test_lettering import *; from hashlib import sha256;"
        "print(sha256(image('Banjir di Kota, 12 Desa', letters(FONT))).hexdigest())"
    )
    elsewhere = {
        **os.environ, "PYTHONPATH": str(ROOT), "FONTCONFIG_FILE": "/nowhere", "FONTCONFIG_PATH": "/nowhere",
        "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PANGO_LANGUAGE": "ar", "HOME": "/nowhere",
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], env=elsewhere, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == made


def test_a_font_of_another_program() -> None:
    """A usual advance stands at the font, and pairs are written by their letters."""
    of = letters(
        '<svg><font horiz-adv-x="500"><font-face units-per-em="1000" cap-height="700"/><glyph unicode=" "/>'
        '<glyph unicode="…" horiz-adv-x="900"/><glyph unicode="A" d="M0 0z"/><glyph unicode="ffi" d="M0 0z"/>'
        '<hkern u1="A,U+20" u2="A" k="40"/><hkern g1="A" g2="A" k="90"/></font></svg>'
    )
    assert (of.units, of.height, of.width("AA"), of.width(" A…"), set(of.glyphs)) == (1000, 700, 960, 1860, set(" …A"))


@pytest.mark.parametrize(
    "font", ["", "<svg", "<svg/>", '<svg><font-face units-per-em="1000"/></svg>', FONT.replace('unicode="…"', "")]
)
def test_a_file_that_is_no_font(font: str) -> None:
    """Is said to be none."""
    with pytest.raises(ValueError, match="SVG font"):
        letters(font)
