"""Drawings without what their program has noted."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest

from generator.annex.scrubbing import cleaned
from tests.photos import RED, jpeg
from tests.support import CONFIG, article, site

SPACES = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:ink="http://www.inkscape.org/namespaces/inkscape" xmlns:sp="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"'
)


@pytest.mark.parametrize(
    ("noted", "left"),
    [
        ("<!-- Sari TELL -->", ""), ("<!---->", ""), ("<metadata>TELL<a><metadata/>TELL</a></metadata>", ""),
        ("<metadata/><g/>", "<g/>"), ("<sp:namedview a='TELL'><ink:grid/><g>TELL</g></sp:namedview>", ""),
        ("<g><sp:x/></g>", "<g></g>"), ("<g ink:label='TELL &gt; >' id='g'/>", "<g id='g'/>"),
        ("<path d='M0 0'\n sp:nodetypes=\"TELL\"/>", "<path d='M0 0'/>"),
        ("<metadata><!-- x --></metadata><!-- y --><g/>", "<g/>"),
        ("<title>Peta</title><desc>Kota</desc>", "<title>Peta</title><desc>Kota</desc>"),
        ("<text xml:space='preserve'> a <tspan>&#38;</tspan><![CDATA[<!-- a -->]]></text>",) * 2,
        ("<a xlink:href='#x' d=' ink:label=\"a\"'/>",) * 2,
    ],
)  # fmt: skip
def test_what_a_program_has_noted_is_left_out(noted: str, left: str) -> None:
    """Comments, metadata, and whatever is of a namespace that no browser shows; all else stays letter for letter."""
    for head in ("", '<?xml version="1.0" encoding="UTF-8"?>\n', "\ufeff"):
        data = f'{head}<svg {SPACES} width="9">\n{noted}</svg>\n'.encode()
        assert cleaned(data).decode() == data.decode().replace(noted, left)


def test_the_element_itself_tells_nothing() -> None:
    """Inkscape writes names and paths of files into it."""
    data = f"<svg {SPACES} sp:docname='TELL.svg' ink:export-filename='/home/sari/TELL.png' width='9'/>".encode()
    assert cleaned(data).decode() == f"<svg {SPACES} width='9'/>"


def test_an_embedded_photo_is_cleaned() -> None:
    """It has a position of its own; one that has nothing to tell stays letter for letter."""
    photo = jpeg(9, 9, RED)
    telling = photo[:2] + b"\xff\xfe\0\x06TELL" + photo[2:]
    for given in (photo, telling):
        data = b"<svg><image href='data:image/jpeg;base64,%s'/><image href='data:image/png;base64,a'/></svg>"
        assert cleaned(data % b64encode(given)) == data % b64encode(cleaned(photo))


def test_what_is_no_drawing_stays() -> None:
    """Text that begins like one is not touched."""
    for data in (b"<", b"<svg", b"<svg><!-- a", b"<b>x</b> y", b"<svg/><svg/>"):
        assert cleaned(data) == data


def test_a_drawing_is_published_without_notes(tmp_path: Path) -> None:
    """Also with base_url for feeds, and after the file has changed; the file in content/ keeps everything."""
    drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><!-- {} TELL --><g/></svg>"
    portal = site(tmp_path, config=CONFIG)
    portal.add("content/foto/a.svg", drawing.format("a"))
    portal.add("content/daerah/2024/10/a.md", article("A", "![Peta](/foto/a.svg)"))
    portal.build()
    assert portal.files()["foto/a.svg"] == b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><g/></svg>"
    portal.add("content/foto/a.svg", drawing.format("b") + "\n")
    portal.build()
    assert portal.files()["foto/a.svg"].endswith(b"<g/></svg>\n")
    assert portal.files() == portal.clean()
