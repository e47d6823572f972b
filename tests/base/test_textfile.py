"""Text files: where what cannot be decoded stands."""

from __future__ import annotations

import pytest

from generator.base.textfile import decode


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_what_is_not_utf8_has_its_place(mark: bytes) -> None:
    """In characters of its line, also behind a byte order mark, which nobody sees."""
    text, problems = decode(mark + "satu\nharga “naik” ".encode() + b"Rp5\xa0juta\n", "content/a.md")
    assert text == ""
    assert [(one.where.line, one.where.column, one.code) for one in problems] == [(2, 17, "not-utf8")]
