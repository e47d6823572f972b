"""Truncation: the structure of a picture tells whether it is all there."""

from __future__ import annotations

import pytest

from generator.images.truncation import is_truncated
from tests.photos import jpeg, plain

PICTURES = {
    "gif": bytes(plain(9, 9).gifsave_buffer()), "png": bytes(plain(9, 9).pngsave_buffer()), "jpeg": jpeg(9, 9),
    "webp": bytes(plain(9, 9).webpsave_buffer()), "avif": bytes(plain(64, 64).heifsave_buffer(compression="av1")),
}  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_a_whole_picture_ends(name):
    """In each format."""
    assert not is_truncated(PICTURES[name])


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_is_cut_anywhere_does_not_end(name):
    """Whichever byte is the last one that is there."""
    data = PICTURES[name]
    assert [end for end in range(len(data) - 1) if not is_truncated(data[:end])] == []


def test_a_png_whose_bytes_were_changed_is_noticed():
    """By the checksum of its chunk."""
    data = bytearray(PICTURES["png"])
    data[20] ^= 1
    assert is_truncated(bytes(data))


def test_bytes_of_no_known_format_do_not_end():
    """They are taken for the boxes of an AVIF, and there are none."""
    assert is_truncated(b"")
    assert is_truncated(b"<html></html>")
