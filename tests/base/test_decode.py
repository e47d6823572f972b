"""Text files: where what cannot be decoded stands."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.base.errors import Problem, Where
from generator.base.folder import read
from generator.base.sentences import sentence
from generator.base.text import decode


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(
    ("data", "place", "shown"),
    [
        ("satu\nharga “naik” ".encode() + b"Rp5\xa0juta\n", (2, 17), "harga “naik” Rp5\ufffdjuta"),
        (b"\xff", (1, 1), "\ufffd"),
    ],
)
def test_what_is_not_utf8_has_its_place(mark: bytes, data: bytes, place: tuple[int, int], shown: str) -> None:
    """In characters of its line, also behind a byte order mark, which nobody sees."""
    assert decode(mark + data, "content/a.md") == ("", [
        Problem(
            Where("content/a.md", *place), "not-utf8", sentence("this character is not UTF-8"),
            sentence("save the file with the encoding UTF-8"), shown,
        )
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("data", "place", "shown"), [(b"satu\r\ndu\0a\n", (2, 3), "du\ufffda"), (b"\0", (1, 1), "\ufffd"), (b"ab\0\0", (1, 3), "ab\ufffd\ufffd")]
)  # fmt: skip
def test_a_nul_byte_has_its_place(data: bytes, place: tuple[int, int], shown: str) -> None:
    """The first of them."""
    assert decode(data, "content/a.md") == ("", [
        Problem(
            Where("content/a.md", *place), "not-utf8", sentence("there is a NUL byte in the text"),
            sentence("save the file with the encoding UTF-8, or retype the line"), shown,
        )
    ])  # fmt: skip


def test_lines_end_with_a_line_feed() -> None:
    """Whatever program wrote the file, and without its mark."""
    assert decode("\ufeffsatu\r\ndua\rtiga\n".encode(), "a") == ("satu\ndua\ntiga\n", [])


def test_a_file_that_a_link_leads_to_is_read(tmp_path: Path) -> None:
    """But not a pipe, which would block."""
    (tmp_path / "a").write_bytes(b"isi")
    (tmp_path / "b").symlink_to("a")
    assert read(tmp_path / "b") == b"isi"
    os.mkfifo(tmp_path / "pipa")
    with pytest.raises(OSError, match="neither a file nor a folder"):
        read(tmp_path / "pipa")
