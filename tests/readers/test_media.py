"""Media: what is published as it is."""

from __future__ import annotations

import pytest

from generator.readers.media import is_refused


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
    assert is_refused(path, allowed) is no
