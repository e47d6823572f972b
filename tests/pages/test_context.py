"""XML: texts of feeds and sitemaps."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.context import XML_HEAD, escaped


def test_markup_is_text() -> None:
    """Quotation marks need no escape outside of attributes."""
    assert escaped('<b> & "kata"') == '&lt;b&gt; &amp; "kata"'


@given(st.text())
def test_any_text_makes_well_formed_xml(text: str) -> None:
    """Also with characters that XML cannot hold."""
    ET.fromstring(f"{XML_HEAD}<a>{escaped(text)}</a>".encode())


def test_each_sign_of_markup_is_escaped_alone() -> None:
    """Beside no other, in plain text and beside letters that are not of ASCII."""
    for sign, expected in (
        ("<", "&lt;"),
        (">", "&gt;"),
        ("&", "&amp;"),
        ('"', '"'),
        ("'", "'"),
        ("\x00", ""),
        ("", ""),
    ):
        assert escaped(f"a{sign}b") == f"a{expected}b"
        assert escaped(f"é{sign}") == f"é{expected}"
