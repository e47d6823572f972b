"""SVG: which drawings are mere pictures, and which could run script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.sentences import Sentence
from generator.pictures.svg import MAX_SIZE, active_svg, slow_svg
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


@pytest.mark.parametrize(
    "name", ["script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video"]
)
def test_elements_that_do_more_than_show(name):
    """Wherever they are, in letters of any size."""
    for svg in (f"<svg {SVG}><g><{name}/></g></svg>", f"<svg {SVG}><{name.upper()}/></svg>"):
        assert str(active_svg(svg.encode())) == f"a <{name}> element"


@pytest.mark.parametrize(
    ("svg", "what"),
    [
        *((f"<svg {SVG}><set attributeName='{name}' to='x'/></svg>", f"an animation of {name}") for name in ("href", "src", "base", "onload")),
        *((f"<svg {SVG}><a {name}='/x'/></svg>", 'a link to "/x"') for name in ("href", "src", "xml:base", "xlink:href")),
        *((f"<svg {SVG}><image href='data:image/{kind}'/></svg>", "") for kind in ("png;x", "jpg,x", "jpeg;x", "gif;x", "webp,x", "PNG;x")),
        (f"<svg {SVG}><image href='data:image/png'/></svg>", 'a link to "data:image/png"'),
        (f"<!ENTITY a><svg {SVG}/>", "a DOCTYPE"), (f"<!doctype svg><svg {SVG}/>", "a DOCTYPE"), (f"<svg {SVG}><?a b?></svg>", "a processing instruction"),
        *((f"<?xml version='1.0' encoding='{name}'?><svg {SVG}/>", "") for name in ("utf-8", "UTF8", "us-ascii")),
        (f"<?xml version='1.0' encoding='{'a' * 21}'?><svg {SVG}/>", f"text in the encoding {'a' * 20}"),
        (f'<?xml  encoding="utf-16"  ?><svg {SVG}/>', "text in the encoding utf-16"),
    ],
)  # fmt: skip
def test_every_way_to_be_more_than_a_picture(svg, what):
    """And what is none."""
    assert str(active_svg(svg.encode())) == what


def test_the_largest_svg_is_published():
    """Not one of a byte more."""
    assert str(active_svg(b"<svg>" + b" " * (MAX_SIZE - 11) + b"</svg>")) == ""
    assert MAX_SIZE == 4_194_304


CLIP = "<clipPath><path {}/></clipPath>"


@pytest.mark.parametrize(
    ("inner", "what"),
    [
        ("<path d='M0 0'/><circle r='9'/><linearGradient/>", ""),
        *((f"<g><{name}/></g>", f"a <{name}> element") for name in ("filter", "image", "text", "pattern", "marker", "mask", "use")),
        ("<USE/>", "a <use> element"),
        ("<g filter='url(#a)'/>", 'a style with "filter"'), ("<g stroke-dasharray='1'/>", 'a style with "dash"'),
        ("<g style='stroke-DASHarray: 1'/>", 'a style with "DASH"'), ("<g style='fil\\ter: x'/>", 'a style with "\\"'), ("<g class='dash'/>", ""),
        ("<style>@import 'a'</style>", 'a style with "@"'), ("<style>a { fill: red }</style><style/>", ""), ("<desc>filter @</desc>", ""),
        ("<g clip-path='url(#a)'/>", ""), (CLIP.format(""), ""), (CLIP.format("clip-path='url(#a)'"), "a <clipPath> that is clipped itself"),
        (CLIP.format("style='CLIP-PATH: url(#a)'"), "a <clipPath> that is clipped itself"),
        (CLIP.format("") + "<style>a { clip-path: url(#a) }</style>", "a <clipPath> that is clipped itself"), ("<style>a { clip-path: url(#a) }</style>", ""),
        (CLIP.format("") + "<g clip-path='url(#a)'/>", ""),
    ],
)  # fmt: skip
def test_what_may_take_long_to_draw(inner, what):
    """By elements, attributes and styles; icons are drawn of the rest."""
    svg = f"<svg {SVG}>{inner}</svg>"
    for head in ("", "\ufeff", "<?xml version='1.0' encoding='us-ascii'?>\n"):
        assert str(slow_svg((head + svg).encode())) == what


def test_the_largest_svg_of_which_icons_are_drawn():
    """Not one of a byte more."""
    svg = b"<svg>" + b" " * ((64 << 10) - 11) + b"</svg>"
    assert str(slow_svg(svg)) == ""
    assert str(slow_svg(b" " + svg)) == "65,537 bytes, more than 65,536"
