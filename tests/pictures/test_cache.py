"""The cache of variants: what was encoded once, and nothing that was altered."""

from __future__ import annotations

import pytest

from generator.pictures.cache import VariantCache

CONTENT, OTHER = b"c" * 16, b"d" * 16
PATH = "gambar/foto/a.0123456789ab.16x9-0-30-128.jpg"
WIDER = "gambar/foto/a.0123456789ab.16x9-0-30-256.jpg"
ANOTHER = "gambar/foto/b.ba9876543210.16x9-0-30-128.jpg"


@pytest.fixture
def cache(tmp_path):
    return VariantCache(tmp_path / "pictures")


def test_what_was_put_is_got(cache):
    """The bytes, and the file that holds them; another picture's are not."""
    file = cache.put(PATH, CONTENT, b"bytes")
    assert cache.get(PATH, CONTENT) == (b"bytes", file)
    assert cache.get(PATH, OTHER) is None
    assert cache.get(WIDER, CONTENT) is None


def test_a_variant_is_held_once(cache, tmp_path):
    """New bytes take the place of those from an older picture or encoder."""
    cache.put(PATH, OTHER, b"old")
    file = cache.put(PATH, CONTENT, b"new")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]


@pytest.mark.parametrize("data", [b"", b"byte", b"altered"])
def test_an_altered_file_is_not_believed(cache, data):
    """It goes, since nothing could use it."""
    file = cache.put(PATH, CONTENT, b"bytes")
    file.write_bytes(data)
    assert cache.get(PATH, CONTENT) is None
    assert not file.exists()


def test_forgotten_variants_leave_no_folder(cache, tmp_path):
    """Those of the same picture stay; paths that are no variants are passed over."""
    cache.put(PATH, CONTENT, b"one")
    cache.put(WIDER, CONTENT, b"two")
    cache.forget([PATH, "index.html", "gambar/logo.png"])
    assert cache.get(PATH, CONTENT) is None
    assert cache.get(WIDER, CONTENT) is not None
    cache.forget([WIDER])
    assert list((tmp_path / "pictures").iterdir()) == []


def test_a_sweep_keeps_what_the_output_has(cache):
    """All variants of a picture stay as long as one of them does."""
    for path in (PATH, WIDER, ANOTHER):
        cache.put(path, CONTENT, b"bytes")
    cache.sweep([PATH])
    assert [cache.get(path, CONTENT) is not None for path in (PATH, WIDER, ANOTHER)] == [True, True, False]


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path):
    """Then nothing is kept, and the variant is made again the next time."""
    (tmp_path / "file").write_bytes(b"")
    assert VariantCache(tmp_path / "file" / "pictures").put(PATH, CONTENT, b"bytes") is None
