"""Making: variants by way of the cache, and pictures that cannot be decoded."""

from __future__ import annotations

from fnmatch import fnmatch
from importlib import metadata

import pytest
import pyvips

from generator.base.digest import digest
from generator.base.source import Source
from generator.model.cards import Size
from generator.model.variants import ENCODING, WHOLE, Variant
from generator.pictures.making import (
    BrokenPictureError,
    Original,
    SourcePicture,
    VariantCache,
    VariantJob,
    VariantMaker,
    _in_srgb,
    encoder_version,
    exif_text,
    undecodable,
)
from generator.pictures.probing import DAMAGED, EXPORT_AGAIN
from tests.photos import (
    BLUE,
    GREEN,
    PAGE,
    RED,
    WHITE,
    A,
    B,
    cut_short,
    jpeg,
    made,
    near,
    opened,
    plain,
    quarters,
    tagged,
)
from tests.support import article

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


@pytest.mark.parametrize(
    ("focus", "colours"),
    [("0% 0%", [RED, GREEN, RED]), ("100% 100%", [BLUE, WHITE, GREEN]), ("0% 100%", [BLUE, WHITE, RED])],
)
def test_cuts_keep_the_focus(portal, focus, colours):
    """The part that is kept holds the point where the eye should rest, in each direction."""
    portal.add("content/foto/a.jpg", bytes(quarters(400, 1200).jpegsave_buffer()))
    portal.add("content/foto/b.jpg", bytes(quarters(1200, 400).jpegsave_buffer()))
    portal.add(A, article("A", photo=f"{{src: /foto/a.jpg, credit: X, focus: {focus}}}"))
    portal.add(B, article("B", photo=f"{{src: /foto/b.jpg, credit: X, focus: {focus}}}"))
    portal.build()
    tall, wide = (
        opened(portal, next(p for p in made(portal) if fnmatch(p, f"*/{name}.*.16x9-*.jpg"))) for name in ("a", "b")
    )
    found = [near(tall, 50, 200), near(tall, 350, 200), near(wide, 200, 50)]
    assert found == colours


@pytest.mark.parametrize("form", [".avif", ".jpg"])
def test_a_photo_stands_upright(portal, form):
    """However the camera was held: its note is followed, and not repeated."""
    image = quarters(240, 120).rot90().copy()
    image.set_type(pyvips.GValue.gint_type, "orientation", 8)
    portal.add("content/foto/a.jpg", bytes(image.jpegsave_buffer()))
    portal.add(A, article("A", "![x](/foto/a.jpg)"))
    portal.build()
    whole = opened(portal, next(path for path in made(portal) if path.endswith(form)))
    assert (whole.width, whole.height) == (96, 48)
    assert [near(whole, *at) for at in ((20, 10), (80, 10), (20, 40), (80, 40))] == [RED, GREEN, BLUE, WHITE]
    assert not whole.get_typeof("orientation") or whole.get("orientation") == 1
    assert 'width="96" height="48"' in portal.read(PAGE)


@pytest.mark.parametrize(("width", "quality", "effort"), [(384, 50, 1), (736, 50, 0), (960, 44, 0)])
def test_how_hard_the_encoder_tries(width, quality, effort):
    """It searches longer only for files of which a page loads many; a variant of a width has the same bytes for all."""
    noise = pyvips.Image.gaussnoise(1000, 600, mean=128, sigma=20, seed=1).cast("uchar")
    picture = noise.bandjoin([noise, noise]).copy(interpretation="srgb")
    # First, for it sees to it that libvips has one thread.
    data = Original(bytes(picture.pngsave_buffer()), Size(1000, 600)).encode(Variant(WHOLE, (0, 0), width, "avif"))
    there = picture.thumbnail_image(width, height=round(width * 0.6), size="force")
    assert data == bytes(there.heifsave_buffer(compression="av1", Q=quality, effort=effort, keep="none"))


def test_only_the_copyright_is_kept(portal):
    """Where a photo was taken and with what is nobody's business; whose it is stays."""
    fields = {"Copyright": "(c) Kabar (Uji) Banjir", "Artist": "Sari", "Make": "Kamera", "ImageDescription": "Rahasia"}
    portal.add("content/foto/a.jpg", tagged(plain(160, 120), **fields))
    portal.build()
    for path in made(portal):
        data = (portal.output / path).read_bytes()
        assert data.count(b"(c) Kabar (Uji) Banjir\0") == 1
        assert b"Kamera" not in data
        assert b"Rahasia" not in data
    noted = plain(160, 120).copy()
    noted.set_type(
        pyvips.GValue.blob_type,
        "iptc-data",
        b"Photoshop 3.0\08BIM\4\4\0\0\0\0\0\x16\x1c\x02\x74\0\x08Kabar\xc3\xa9!\x1c\x02\x5a\0\x04Kota",
    )
    portal.add("content/foto/a.jpg", bytes(noted.jpegsave_buffer()))
    portal.build()
    for path in made(portal):
        data = (portal.output / path).read_bytes()
        assert b"Kabare!" in data
        assert b"Kota" not in data
    portal.add("content/foto/a.jpg", tagged(plain(160, 120), Make="Kamera"))
    portal.build()
    for path in made(portal):
        data = (portal.output / path).read_bytes()
        assert b"Exif" not in data
        assert b"EXIF" not in data


def test_other_kinds_of_pictures(portal):
    """Grey, transparent, sixteen bits deep, with four inks; PNG, WebP and AVIF."""
    grey = pyvips.Image.black(160, 120)
    pictures = {
        "grey.png": grey.pngsave_buffer(),
        "clear.png": plain(160, 120).bandjoin(0).pngsave_buffer(),
        "deep.png": (plain(160, 120).cast("ushort") * 256).cast("ushort").copy(interpretation="rgb16").pngsave_buffer(),
        "ink.jpg": (grey.bandjoin([grey, grey, grey])).copy(interpretation="cmyk").jpegsave_buffer(),
        "a.webp": plain(160, 120).webpsave_buffer(),
        "a.avif": plain(160, 120).heifsave_buffer(compression="av1"),
    }
    for name, data in pictures.items():
        portal.add(f"content/foto/{name}", bytes(data))
    portal.add(A, article("A", "\n\n".join(f"![x](/foto/{name})" for name in pictures)))
    portal.build()
    assert len(made(portal)) == 2 * len(pictures)
    for path in made(portal):
        image = opened(portal, path)
        assert (image.width, image.height) == (96, 72)
        assert image.format == "uchar"
        if "/clear." in path:
            assert image.hasalpha() == (not path.endswith(".jpg"))
            assert not path.endswith(".jpg") or near(image, 40, 40) == WHITE
        if "/deep." in path:
            assert near(image, 40, 40) == RED


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("Sari (Sari, ASCII, 5 components, 5 bytes)", "Sari"),
        ("(c) Sari, 2024 ((c) Sari, 2024, ASCII, 15 components, 15 bytes)", "(c) Sari, 2024"),
        ("a b(a b, ASCII, 1 component, 1 byte)", "a b"),
        (" (, ASCII, 1 component, 1 byte)", ""),
        ("Sari (Sri, ASCII, 5 components, 5 bytes)", "Sari (Sri, ASCII, 5 components, 5 bytes)"),
        ("Sari", "Sari"),
        ("", ""),
    ],
)
def test_the_text_of_an_exif_field(shown: str, text: str) -> None:
    """It is what stands twice; what libvips shows in no such way is taken as it is."""
    assert exif_text(shown) == text


def kept_of(iptc: bytes) -> str:
    """Return what a variant says of its owner, of a photo that says this in IPTC."""
    noted = plain(160, 120).copy()
    record = b"\x1c\x02\x74" + len(iptc).to_bytes(2, "big") + iptc
    block = b"Photoshop 3.0\08BIM\4\4\0\0" + len(record).to_bytes(4, "big") + record + b"\0" * (len(record) % 2)
    noted.set_type(pyvips.GValue.blob_type, "iptc-data", block)
    data = Original(bytes(noted.jpegsave_buffer()), Size(160, 120)).encode(Variant(WHOLE, (0, 0), 96, "jpg"))
    image = pyvips.Image.new_from_buffer(data, "")
    return exif_text(image.get("exif-ifd0-Copyright")).rstrip() if image.get_typeof("exif-ifd0-Copyright") else ""


@pytest.mark.parametrize(
    ("noted", "kept"),
    [
        ("© Kabar", "(c) Kabar"), ("Kabar\n\t Uji\0!", "Kabar Uji !"), ("Kabaré", "Kabare"), ("Kabar (Uji)", "Kabar (Uji)."),
        ("報", ""), (" ", ""), ("a" * 200, "a" * 200), ("a" * 201, "a" * 200),
    ],
)  # fmt: skip
def test_a_copyright_is_plain_and_short(noted: str, kept: str) -> None:
    """In ASCII, on one line; a mark of its own is written out."""
    assert kept_of(noted.encode()) == kept


def test_what_decides_the_bytes_of_a_variant_is_told() -> None:
    """With each new encoder, all are made anew."""
    assert encoder_version() == f"{ENCODING} {metadata.version('pyvips')} {metadata.version('pyvips-binary')}"


def test_a_picture_that_is_cut_short_cannot_be_encoded() -> None:
    """Whoever sees that is told what to do."""
    with pytest.raises(BrokenPictureError) as caught:
        Original(cut_short(), Size(400, 300))
    assert (str(caught.value.said), str(caught.value.advice)) == (str(DAMAGED), str(EXPORT_AGAIN))


@pytest.mark.parametrize(("profile", "most"), [("p3", 2), ("cmyk", 24), ("", 0)])
def test_colours_are_those_of_the_web(profile: str, most: int) -> None:
    """Whatever profile a picture has of its own: browsers show variants as sRGB. Ink has fewer colours."""
    red = plain(16, 16)
    image = red.icc_transform(profile, input_profile="srgb") if profile else red
    pixel = _in_srgb(image)(3, 3)
    assert max(abs(a - b) for a, b in zip(pixel, RED, strict=True)) <= most
    assert not profile or image(3, 3)[:3] != pixel


def test_ink_without_a_profile_keeps_its_depth() -> None:
    """What is printed full is black on the screen, not grey."""
    ink = pyvips.Image.black(16, 16, bands=4).linear(1, [255] * 4).cast("uchar").copy(interpretation="cmyk")
    assert max(_in_srgb(ink)(3, 3)) <= 5
    paper = pyvips.Image.black(16, 16, bands=4).copy(interpretation="cmyk")
    assert min(_in_srgb(paper)(3, 3)) >= 250
