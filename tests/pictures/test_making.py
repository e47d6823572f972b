"""Making: variants by way of the cache, and pictures that cannot be decoded."""

from __future__ import annotations

import pytest

from generator.base.digest import digest
from generator.base.source import Source
from generator.model.records import Size
from generator.model.variants import Variant
from generator.pictures.cache import VariantCache
from generator.pictures.encoding import BrokenPictureError, Original
from generator.pictures.making import SourcePicture, VariantJob, VariantMaker, undecodable
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
