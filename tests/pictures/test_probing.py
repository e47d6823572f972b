"""Probing: what a picture, a drawing or a recording is, and how it is seen that one is broken."""

from __future__ import annotations

from pathlib import Path

import pytest
import pyvips
from hypothesis import given
from hypothesis import strategies as st

from generator.pictures.probing import probe
from tests.photos import jpeg, moving, plain
from tests.support import Portal, png, site, ssg

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
HEADS = (
    PNG,
    b"\xff\xd8\xff\xe0",
    b"GIF89a",
    b"II*\0\x08\0\0\0",
    b"RIFF\x20\0\0\0WEBPVP8 ",
    b"\0\0\0\x18ftypavif\0\0\0\0avifmif1",
    b"P5\n",
)


@given(st.sampled_from(HEADS), st.binary(max_size=80))
def test_any_picture_is_measured(head: bytes, tail: bytes) -> None:
    """Nothing is raised; what cannot be shown has a fault and no size."""
    seen = probe(head + tail)
    assert (seen.width > 0) == (seen.height > 0) == (not str(seen.fault))


@pytest.mark.parametrize("orientation", [1, 3, 5, 6, 8])
def test_a_sideways_photo_is_measured_as_it_is_seen(orientation: int) -> None:
    """Width and height change places when the camera was held upright."""
    image = plain(160, 120).copy()
    image.set_type(pyvips.GValue.gint_type, "orientation", orientation)
    seen = probe(bytes(image.jpegsave_buffer()))
    assert (seen.width, seen.height) == ((120, 160) if orientation >= 5 else (160, 120))


def test_pictures_that_are_large_enough_have_variants() -> None:
    """In both directions; an animation has none, however large it is."""
    for width, height, variable in ((100, 100, True), (99, 400, False), (400, 99, False)):
        seen = probe(bytes(plain(width, height).pngsave_buffer()))
        assert (seen.width, seen.height, seen.variable) == (width, height, variable)
    assert {(seen.width, seen.height, seen.variable) for seen in map(probe, moving().values())} == {(160, 120, False)}


def claiming(width: int, height: int) -> bytes:
    """Return a PNG that says how large it is, and ends."""
    return PNG + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (claiming(65_500, 700), "damaged"), (claiming(65_501, 700), "a side of 65,501 pixels, more than 65,500"),
        (claiming(10_000, 5_000), "damaged"), (claiming(5_001, 10_000), "5,001 × 10,000 pixels, more than 50 million"),
        (b"GIF89a\0\0\0\0\0\0\0", "damaged"), (b"version https://git-lfs.github.com/spec/v1", "pointer of Git LFS"),
        (b"", "not the picture that its name says"), (b"<html>", "not the picture that its name says"), (jpeg()[:200], "damaged"),
    ],
)  # fmt: skip
def test_a_fault_and_what_to_do(data: bytes, fault: str) -> None:
    """At the limits of what is opened, too."""
    seen = probe(data)
    assert (seen.width, seen.height, seen.variable, bool(str(seen.hint))) == (0, 0, False, True)
    assert fault in str(seen.fault)


PICTURES = {
    "gif": bytes(plain(9, 9).gifsave_buffer()), "png": bytes(plain(9, 9).pngsave_buffer()), "jpeg": jpeg(9, 9),
    "webp": bytes(plain(9, 9).webpsave_buffer()), "avif": bytes(plain(64, 64).heifsave_buffer(compression="av1")),
}  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_a_small_picture_that_is_cut_anywhere(name: str) -> None:
    """It is published as it is, so its structure tells whether it is all there, whichever byte is the last."""
    data = PICTURES[name]
    assert not str(probe(data).fault)
    assert [end for end in range(len(data) - 1) if not str(probe(data[:end]).fault)] == []


# ---------------------------------------------------------------------------- drawings

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
XHTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'
FINE = [
    f"<svg {SVG}><path d='M0 0'/></svg>",
    f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<svg {SVG}/>',
    f"\ufeff<?xml version='1.0'?><svg {SVG}/>",
    f'<!-- gambar --><svg {SVG}><style>a {{ fill: red }}</style><use href="#a"/><use xlink:href=" #a "/></svg>',
    f'<svg {SVG}><image href="data:image/png;base64,AAAA"/><animate attributeName="x" to="1"/></svg>',
    "<svg width='1'/>",
    *(f"<svg {SVG}><image href='data:image/{kind}'/></svg>" for kind in ("png;x", "jpg,x", "webp,x", "PNG;x")),
    f"<?xml version='1.0' encoding='us-ascii'?><svg {SVG}/>",
]
"""Shapes, styles, inner references and pictures inside are fine."""
MORE = [
    (f"<svg {SVG}><script>alert(1)</script></svg>", "a <script> element"),
    (f"<svg {SVG}><SCRIPT/></svg>", "a <script> element"),
    (f'<svg {SVG} xmlns:x="http://www.w3.org/2000/svg"><x:script/></svg>', "a <script> element"),
    (f"<svg {SVG} {XHTML}><h:meta http-equiv='refresh' content='0;url=javascript:x'/></svg>", "a <meta> element"),
    (f"<svg {SVG} {XHTML}><h:p/></svg>", "a <p> element"),
    (f"<svg {SVG}><foreignObject/></svg>", "a <foreignobject> element"),
    (f"<svg {SVG} onload='x'/>", "the attribute onload"),
    (f"<svg {SVG}><a OnClick='x'/></svg>", "the attribute onclick"),
    (f"<svg {SVG}><a href='javascript:x'/></svg>", 'a link to "javascript:x"'),
    (f"<svg {SVG}><a xlink:href='&#106;avascript:x'/></svg>", 'a link to "javascript:x"'),
    (f"<svg {SVG}><image href='https://evil.example/x.png'/></svg>", 'a link to "https://evil.example/x.png"'),
    (f"<svg {SVG}><image href='data:image/svg+xml,x'/></svg>", 'a link to "data:image/svg+xml,x"'),
    (f"<svg {SVG} xml:base='javascript:x'/>", 'a link to "javascript:x"'),
    (f"<svg {SVG}><set attributeName='onclick' to='x'/></svg>", "an animation of onclick"),
    (f"<svg {SVG}><animate attributeName=' xlink:href ' to='javascript:x'/></svg>", "an animation of href"),
    (f"<?xml-stylesheet type='text/xsl' href='/foto/x.txt'?><svg {SVG}/>", "a processing instruction"),
    (f"<?xml version='1.0'?><?xml-stylesheet href='x'?><svg {SVG}/>", "a processing instruction"),
    (f"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg {SVG}>&a;</svg>", "a DOCTYPE"),
    (f"<?xml version='1.0' encoding='iso-2022-jp'?><svg {SVG}/>", "text in the encoding iso-2022-jp"),
    ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "no <svg> element"),
    ("<p/>", "no <svg> element"),
    ("<svg>", "XML that is broken"),
    *((f"<svg {SVG}><g><{name}/></g></svg>", f"a <{name}> element") for name in ("iframe", "embed", "object", "handler", "listener", "audio", "video")),
    (f"<svg {SVG}><image href='data:image/png'/></svg>", 'a link to "data:image/png"'), (f"<!ENTITY a><svg {SVG}/>", "a DOCTYPE"),
    (f"<svg {SVG}><?a b?></svg>", "a processing instruction"), (f'<?xml  encoding="utf-16"  ?><svg {SVG}/>', "text in the encoding utf-16"),
    (f"<svg {SVG}/>".encode("utf-16"), "bytes that are not UTF-8"), (b"\x89PNG", "bytes that are not UTF-8"),
    (b"<svg>" + b" " * (4 << 20) + b"</svg>", "more than 4,194,304"),
]  # fmt: skip


def test_drawings(tmp_path: Path) -> None:
    """One that is more than a picture is refused: whatever could run script, load from elsewhere or be read differently."""
    portal = site(tmp_path)
    for number, text in enumerate(FINE):
        portal.add(f"content/foto/f{number}.svg", text)
    for number, (data, _) in enumerate(MORE):
        portal.add(f"content/foto/m{number}.svg", data)
    found = {one.path.removeprefix("content/foto/"): one for one in portal.problems()}
    assert not [name for name in found if name.startswith("f")]
    assert {one.code for one in found.values()} == {"refused-file"}
    for number, (_, what) in enumerate(MORE):
        assert what in found[f"m{number}.svg"].message, what


@pytest.mark.slow
def test_a_missing_library_is_told_once_and_not_of_each_picture(tmp_path: Path) -> None:
    """The pictures are whole; before, each of them was one that could not be read."""
    (tmp_path / "pyvips.py").write_text("raise OSError('cannot load library libvips.so.42')\n", "utf-8")
    portal: Portal = site(tmp_path)
    for n in range(3):
        portal.add(f"content/foto/{n}.png", png(300 + n, 200))
    result = ssg(portal, "build", "--jobs", "1", PYTHONPATH=str(tmp_path), SSG_LANG="en")
    assert result.returncode == 2
    assert "error: libvips, which reads pictures, cannot be loaded" in result.stderr
    assert result.stderr.count("libvips.so.42") == 1
