"""Making: variants by way of the cache, and pictures that cannot be decoded."""

from __future__ import annotations

import pytest

from generator.base.digest import digest
from generator.base.source import Source
from generator.model.records import Size
from generator.model.variants import Variant
from generator.pictures.making import (
    BrokenPictureError,
    Original,
    SourcePicture,
    VariantCache,
    VariantJob,
    VariantMaker,
    undecodable,
)
from tests.photos import jpeg

WIDE = Variant((16, 9), (0, 30), 128, "jpg")
OTHERS = (Variant((16, 9), (0, 30), 64, "jpg"), Variant((1, 1), (50, 50), 64, "avif"))


def source(content, name: str, data: bytes) -> SourcePicture:
    (content / name).write_bytes(data)
    return SourcePicture(name, digest(data), Size(160, 120), len(data))


def job(picture: SourcePicture, variant: Variant = WIDE) -> VariantJob:
    return VariantJob(f"gambar/{picture.path[:-4]}.0123456789ab.{variant.suffix}", variant, picture)


@pytest.fixture
def content(tmp_path):
    (tmp_path / "content").mkdir()
    return tmp_path / "content"


@pytest.fixture
def maker(content, tmp_path):
    return VariantMaker(Source(str(content)), VariantCache(tmp_path / "pictures"))


def test_a_variant_is_encoded_once(content, maker, tmp_path):
    """The second time it comes from the cache, though the picture is gone."""
    picture = source(content, "a.jpg", jpeg())
    data, file = maker.make(job(picture))
    assert file.read_bytes() == data
    (content / "a.jpg").unlink()
    assert VariantMaker(Source(str(content)), VariantCache(tmp_path / "pictures")).make(job(picture)) == (data, file)


def test_a_picture_is_decoded_once_for_its_variants(content, maker, monkeypatch):
    """One after the other."""
    decoded = []
    begin = Original.__init__

    def counted(self, data, shape):
        decoded.append(shape)
        begin(self, data, shape)

    monkeypatch.setattr(Original, "__init__", counted)
    picture = source(content, "a.jpg", jpeg())
    for variant in (WIDE, *OTHERS):
        maker.make(job(picture, variant))
    assert len(decoded) == 1


def test_a_broken_picture_is_not_tried_again(content, maker):
    """Each of its variants fails for the same reason."""
    picture = source(content, "a.jpg", jpeg()[:300])
    with pytest.raises(BrokenPictureError, match="it is damaged or cut short"):
        maker.make(job(picture))
    (content / "a.jpg").unlink()
    with pytest.raises(BrokenPictureError, match="it is damaged or cut short"):
        maker.make(job(picture, OTHERS[0]))


def test_a_picture_that_was_changed_is_read_again(content, maker):
    """It fails for now, and not for good."""
    picture = source(content, "a.jpg", jpeg())
    (content / "a.jpg").write_bytes(jpeg(160, 120, (1, 2, 3)))
    with pytest.raises(BrokenPictureError, match="it was changed while it was being read"):
        maker.make(job(picture))
    (content / "a.jpg").write_bytes(jpeg())
    assert maker.make(job(picture))[0].startswith(b"\xff\xd8")


def test_undecodable_pictures_are_named(content):
    """With what is wrong and what to do; whole ones are not."""
    whole, torn = source(content, "a.jpg", jpeg()), source(content, "b.jpg", jpeg()[:300])
    gone = SourcePicture("c.jpg", bytes(16), Size(160, 120), 100)
    assert [
        (path, str(fault), str(hint)) for path, fault, hint in undecodable(Source(str(content)), (whole, torn, gone))
    ] == [
        (
            "b.jpg",
            "cannot be shown: it is damaged or cut short",
            "open it in an image editor and export it again",
        ),
        ("c.jpg", "cannot be shown: the file cannot be read: No such file or directory", ""),
    ]


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
