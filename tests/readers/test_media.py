"""Media: what is published as it is, and what could run script."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.readers.media import MAX_SVG, active_svg, dimensions, refused

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
XHTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'


@pytest.mark.parametrize(
    ("path", "allowed", "no"),
    [
        ("foto/a.jpg", (), False), ("foto/A.JPG", (), False), ("a.tar.zip", (), False), ("dokumen/a.pdf", (), False),
        ("a.html", (), True), ("a.HTML", (), True), ("a.jpg.html", (), True), ("a.svgz", (), True), ("a.xml", (), True),
        ("a.js", (), True), ("a.", (), True), ("a", (), True), ("jpg", (), True), ("a.html", (".html",), False),
        ("x/google1.html", ("google1.html",), False), ("a.html", ("google1.html",), True), ("CNAME", ("cname",), False),
    ],
)  # fmt: skip
def test_endings(path, allowed, no):
    """Only what no browser executes, unless site.yaml allows an ending or a name."""
    assert refused(path, allowed) is no


@pytest.mark.parametrize(
    "svg",
    [
        f"<svg {SVG}><path d='M0 0'/></svg>",
        f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<svg {SVG}/>',
        f"\ufeff<?xml version='1.0'?><svg {SVG}/>",
        f'<!-- gambar --><svg {SVG}><style>a {{ fill: red }}</style><use href="#a"/><use xlink:href=" #a "/></svg>',
        f'<svg {SVG}><image href="data:image/png;base64,AAAA"/><animate attributeName="x" to="1"/></svg>',
        "<svg width='1'/>",
    ],
)
def test_svg_that_is_a_picture(svg):
    """Shapes, styles, inner references and pictures inside are fine."""
    assert active_svg(svg.encode()) == ""


@pytest.mark.parametrize(
    ("svg", "what"),
    [
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
        ("<svg>", "XML that is broken: no element found: line 1, column 5"),
        ("", "XML that is broken: no element found: line 1, column 0"),
    ],
)
def test_svg_that_is_more_than_a_picture(svg, what):
    """Whatever could run script, load from elsewhere or be read differently by a browser."""
    assert active_svg(svg.encode()) == what


def test_svg_that_is_no_text():
    """Neither UTF-16 nor a picture of another format."""
    assert active_svg(f"<svg {SVG}/>".encode("utf-16")) == "bytes that are not UTF-8"
    assert active_svg(b"\x89PNG") == "bytes that are not UTF-8"


def test_svg_that_would_stall():
    """Size and depth are bounded, or cheap."""
    start = time.process_time()
    assert active_svg(b"<svg>" + b" " * MAX_SVG + b"</svg>") == f"{MAX_SVG + 11:,} bytes, more than {MAX_SVG:,}"
    assert active_svg(f"<svg {SVG}>".encode() + b"<g>" * 100_000 + b"</g>" * 100_000 + b"</svg>") == ""
    assert time.process_time() - start < 5


@given(
    st.one_of(
        st.binary(max_size=100),
        st.text(st.sampled_from(list("<>/=\"'?!- svgahref:xmln&;#\0")), max_size=60).map(str.encode),
    )
)
def test_any_bytes_are_judged(data):
    """Nothing is raised."""
    assert isinstance(active_svg(data), str)


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PNG + b"\0\0\0\x28\0\0\0\x1e\x08\x02\0\0\0", (40, 30)),
        (b"GIF89a\x28\0\x1e\0\0\0\0", (40, 30)),
        (b"GIF89a\xff\xff\0\x80\0\0\0", (65535, 32768)),
        (b"GIF89a", (0, 0)),
        (b"\xff\xd8\xff\xc0\0\x11\x08\0\x1e\0\x28\x03" + b"\0" * 20, (40, 30)),
        (PNG + b"\xff" * 8, (0, 0)),
        (PNG + b"\0\0\0\x28\0\0\0\0", (0, 0)),
        (PNG, (0, 0)),
        (b"\xff\xd8\xff\xe0\0\0\xff\xe0\0\0", (0, 0)),
        (b"<svg width='1e999' height='5'/>", (0, 0)),
        (b"<html>", (0, 0)),
        (b"", (0, 0)),
    ],
)
def test_sizes(data, size):
    """In pixels; 0 for a file that is broken or says what cannot be."""
    assert dimensions(data) == size


@settings(deadline=2000)
@given(
    st.sampled_from(
        [
            PNG,
            b"\xff\xd8\xff\xe0",
            b"GIF89a",
            b"II*\0\x08\0\0\0",
            b"MM\0*\0\0\0\x08",
            b"RIFF\x20\0\0\0WEBPVP8 ",
            b"\0\0\0\x18ftypavif\0\0\0\0avifmif1",
            b"<svg ",
            b"P5\n",
        ]
    ),
    st.binary(max_size=80),
)
def test_any_picture_is_measured(head, tail):
    """Nothing is raised, and nothing takes long."""
    width, height = dimensions(head + tail)
    assert (width > 0) == (height > 0)
