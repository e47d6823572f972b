"""SVG: which drawings are mere pictures, and which could run script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.sentences import Sentence
from generator.images.svg import MAX_SIZE, active_svg
from tests import growth

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
XHTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'


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
    assert str(active_svg(svg.encode())) == ""


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
    assert str(active_svg(svg.encode())) == what


def test_svg_that_is_no_text():
    """Neither UTF-16 nor a picture of another format."""
    assert str(active_svg(f"<svg {SVG}/>".encode("utf-16"))) == "bytes that are not UTF-8"
    assert str(active_svg(b"\x89PNG")) == "bytes that are not UTF-8"


def test_svg_that_would_stall():
    """Size and depth are bounded, or cheap."""
    assert str(active_svg(b"<svg>" + b" " * MAX_SIZE + b"</svg>")) == f"{MAX_SIZE + 11:,} bytes, more than {MAX_SIZE:,}"

    def nested(depth: int) -> Callable[[], object]:
        data = f"<svg {SVG}>".encode() + b"<g>" * depth + b"</g>" * depth + b"</svg>"
        return lambda: active_svg(data)

    assert str(nested(100_000)()) == ""
    growth.held(nested, 100_000)


@given(
    st.one_of(
        st.binary(max_size=100),
        st.text(st.sampled_from(list("<>/=\"'?!- svgahref:xmln&;#\0")), max_size=60).map(str.encode),
    )
)
def test_any_bytes_are_judged(data):
    """Nothing is raised."""
    assert isinstance(active_svg(data), Sentence)
