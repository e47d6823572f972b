"""Pictures: the sizes in which a site shows its photos."""

from __future__ import annotations

import re
import zlib
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
import pyvips

from generator.images.encoding import Original
from tests.photos import BLUE, GREEN, RED, WHITE, jpeg, plain, quarters
from tests.serve_support import serving
from tests.support import Portal, article, png, site

A = "content/daerah/2024/10/a.md"
B = "content/daerah/2024/10/b.md"
PAGE = "daerah/2024/10/a/index.html"
PHOTO = "{src: /foto/a.jpg, caption: Air naik., credit: Sari}"
THEME = """\
name: uji
extends: kabar
pictures:
  lebar: {cut: "16:9", widths: [64, 128]}
  baris: {cut: "4:3", widths: [48]}
  utuh: {widths: [96]}
"""


def tagged(image, **fields: str) -> bytes:
    image = image.copy()
    for name, value in fields.items():
        image.set_type(pyvips.GValue.gstr_type, f"exif-ifd0-{name}", value)
    return bytes(image.jpegsave_buffer())


def moving() -> dict[str, bytes]:
    """Return a GIF, and an animated WebP and PNG."""
    frames = pyvips.Image.gaussnoise(160, 360, mean=128, sigma=40, seed=1).cast("uchar").copy()
    frames.set_type(pyvips.GValue.gint_type, "page-height", 120)
    still = bytes(plain(160, 120).pngsave_buffer())
    control = b"acTL" + (1).to_bytes(4, "big") + bytes(4)
    chunk = (8).to_bytes(4, "big") + control + zlib.crc32(control).to_bytes(4, "big")
    return {
        "gif": bytes(frames.gifsave_buffer()), "webp": bytes(frames.webpsave_buffer()),
        "png": still[:33] + chunk + still[33:],
    }  # fmt: skip


def opened(portal: Portal, path: str):
    return pyvips.Image.new_from_buffer((portal.output / path).read_bytes(), "")


def near(image, x: int, y: int) -> tuple[int, int, int]:
    """The name of the colour at a place: which of the four it is next to."""
    pixel = image(x, y)[:3]
    return min((RED, GREEN, BLUE, WHITE), key=lambda one: sum(abs(a - b) for a, b in zip(one, pixel, strict=True)))


def made(portal: Portal) -> list[str]:
    return sorted(path for path in portal.files() if path.startswith("gambar/"))


def notes(portal: Portal) -> set[str]:
    return {path.rpartition("/")[2].split(".", 2)[2] for path in made(portal)}


@pytest.fixture
def portal(tmp_path):
    portal = site(tmp_path)
    portal.add("site.yaml", (portal.folder / "site.yaml").read_text() + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", THEME)
    portal.add("content/foto/a.jpg", jpeg())
    portal.add(A, article("A", photo=PHOTO))
    return portal


# ------------------------------------------------------------------------------- pages


def test_pages_name_files_that_are_there(portal):
    """Everything that a page, its data for search engines and the feeds say of pictures leads to a file."""
    portal.add(A, article("A", '![Alt](/foto/b.jpg "Teks.")\n\n![Alt](/foto/b.jpg)', photo=PHOTO))
    portal.add("content/foto/b.jpg", jpeg(300, 200))
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\n![Alt](/foto/b.jpg)\n")
    portal.build()
    files = portal.files()
    found = set()
    for path, data in files.items():
        if path.endswith((".html", ".xml", ".json")):
            text = data.decode().replace("https://uji.example", "")
            found |= {url for url in re.findall(r"/(?:gambar|foto)/[\w./-]+", text) if not url.endswith("/")}
    assert {f"/{path}" for path in files if path.startswith("gambar/")} <= found
    assert {url[1:] for url in found} <= files.keys()


def test_a_page_offers_sizes_and_keeps_its_place(portal):
    """AVIF before WebP before JPEG, with true widths and the size of the cut; the lead alone is fetched first."""
    portal.build()
    page = portal.read(PAGE)
    sources = re.findall(r'<source type="image/(\w+)" srcset="([^"]+)" sizes="([^"]+)">', page)
    assert [form for form, _, _ in sources] == ["avif", "webp"]
    for form, srcset, sizes in sources:
        assert sizes == "(min-width: 62em) 46rem, 100vw"
        for entry in srcset.split(", "):
            url, width = entry.split(" ")
            assert url.endswith(f".{form}")
            image = opened(portal, url[1:])
            assert f"{image.width}w" == width
            assert (image.width, image.height) in ((64, 36), (128, 72))
    (img,) = re.findall(r"<picture>.*(<img [^>]*>)</picture>", page)
    assert re.search(r'src="/gambar/foto/a\.\w{12}\.16x9-0-30-128\.jpg" alt="Air naik\." width="128" height="72"', img)
    assert 'fetchpriority="high"' in img
    home = portal.read("index.html")
    assert home.count('fetchpriority="high"') == 1
    assert 'sizes="auto, ' not in re.findall(r"<picture>.*?</picture>", home)[0]
    # A browser measures a picture itself only where the element that waits says so too.
    portal.add(B, article("B", "![x](/foto/a.jpg)", photo=PHOTO, timestamp="2024-10-09 17:00 WIB"))
    portal.build()
    waiting = [one for path in ("index.html", "terkini/index.html", "daerah/2024/10/b/index.html")
               for one in re.findall(r"<picture>.*?</picture>", portal.read(path)) if 'loading="lazy"' in one]  # fmt: skip
    assert len(waiting) >= 4
    for one in waiting:
        assert one.count('sizes="auto, ') == 3
        assert re.search(r'<img src="(\S+)".* srcset="\1 \d+w" sizes="auto, ', one)


def test_search_engines_get_three_cuts(portal):
    """JSON-LD lists 16:9, 4:3 and 1:1, og:image is the first; feeds keep the original."""
    portal.build()
    page = portal.read(PAGE)
    (listed,) = re.findall(r'"image":\[([^]]*)\]', page)
    urls = [url.strip('"') for url in listed.split(",")]
    assert [re.sub(r".*\.\w{12}\.", "", url) for url in urls] == [
        "16x9-0-30-160.jpg", "4x3-0-0-160.jpg", "1x1-50-0-120.jpg",
    ]  # fmt: skip
    assert f'<meta property="og:image" content="{urls[0]}">' in page
    assert '<meta property="og:image:height" content="90">' in page
    assert 'url="https://uji.example/foto/a.jpg"' in portal.read("feed.xml")
    assert "<picture" not in portal.read("feed.xml")


def test_what_is_no_photo_is_shown_as_it_is(portal):
    """A drawing, an animation and a very small picture have no variants; neither have pictures elsewhere."""
    for name, data in {
        "a.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>',
        "b.gif": bytes(plain(160, 120).gifsave_buffer()), "c.png": bytes(plain(90, 400).pngsave_buffer()),
        **{f"d.{form}": data for form, data in moving().items()},
    }.items():  # fmt: skip
        portal.add(f"content/foto/{name}", data)
        portal.add(A, article("A", f"![x](/foto/{name})", photo=f"{{src: /foto/{name}, credit: X}}"))
        portal.build()
        assert made(portal) == []
        assert f'<img src="/foto/{name}"' in portal.read(PAGE)
        assert "<picture" not in portal.read(PAGE)
    portal.add(A, article("A", photo="{src: https://foto.example/a.jpg, credit: X}"))
    portal.build()
    assert made(portal) == []
    assert 'src="https://foto.example/a.jpg"' in portal.read(PAGE)


def test_a_long_infographic_is_published(portal):
    """It is taller than AVIF and WebP can be: its variants are narrower, and one that is far too tall is as it is."""
    portal.edit("themes/uji/theme.yaml", "{widths: [96]}", "{widths: [1440]}")
    portal.add("content/foto/b.png", bytes(plain(300, 17500).pngsave_buffer()))
    portal.add("content/foto/c.png", bytes(plain(300, 40000).pngsave_buffer()))
    portal.add(A, article("A", "![b](/foto/b.png)\n\n![c](/foto/c.png)"))
    portal.build()
    assert notes(portal) == {"280.avif", "280.webp", "280.jpg"}
    assert {(one.width, one.height) for one in (opened(portal, path) for path in made(portal))} == {(280, 16333)}
    assert 'width="280" height="16333"' in portal.read(PAGE)
    assert '<img src="/foto/c.png" alt="c" width="300" height="40000"' in portal.read(PAGE)


@pytest.mark.parametrize("size", [(100, 65500), (65500, 100), (100, 100)])
def test_the_most_extreme_shapes_are_published(portal, size):
    """With the most extreme cuts too."""
    text = "name: uji\nextends: kabar\npictures:\n" + "".join(
        f'  {name}: {{cut: "{cut}", widths: [16, 1600]}}\n' for name, cut in (("baris", "99:1"), ("lebar", "1:99"))
    )
    portal.add("themes/uji/theme.yaml", text)
    portal.add("content/foto/a.jpg", jpeg(*size))
    portal.add(A, article("A", "![b](/foto/a.jpg)", photo="{src: /foto/a.jpg, credit: X, focus: 99% 1%}"))
    portal.build()
    assert made(portal)
    for path in made(portal):
        assert opened(portal, path).avg() >= 0


def test_articles_with_one_photo_share_its_files(portal):
    """Where the eye rests counts in steps of ten percent: many articles cannot make any number of files of one photo."""
    for number in range(46, 55):
        photo = f"{{src: /foto/a.jpg, credit: X, focus: {number}% {number - 30}%}}"
        portal.add(f"content/daerah/2024/10/b{number}.md", article(str(number), photo=photo))
    portal.remove(A)
    portal.build()
    assert len(made(portal)) == 11
    assert 'data-fokus="46% 16%"' in portal.read("daerah/2024/10/b46/index.html")


def test_nothing_is_enlarged(portal):
    """A recipe that is wider than the picture gives all that there is."""
    portal.edit("themes/uji/theme.yaml", "[64, 128]", "[64, 400, 1200]")
    portal.build()
    assert notes(portal) == {
        "16x9-0-30-64.avif", "16x9-0-30-64.webp", "16x9-0-30-160.avif", "16x9-0-30-160.webp", "16x9-0-30-160.jpg",
        "4x3-0-0-48.avif", "4x3-0-0-48.webp", "4x3-0-0-48.jpg", "4x3-0-0-160.jpg", "1x1-50-0-120.jpg",
    }  # fmt: skip
    assert all(opened(portal, path).width <= 160 for path in made(portal))


def test_a_portrait_is_shown_whole_in_its_article(portal):
    """And cut in lists."""
    portal.add("content/foto/a.jpg", jpeg(120, 200))
    portal.build()
    assert re.search(
        r'<img src="/gambar/foto/a\.\w{12}\.96\.jpg" alt="Air naik." width="96" height="160"', portal.read(PAGE)
    )
    assert re.search(r"/gambar/foto/a\.\w{12}\.16x9-0-30-64\.avif 64w", portal.read("index.html"))


def test_a_withdrawn_article_shows_no_picture(portal):
    """Nothing is left of its photo but the file that was put into content/."""
    portal.build()
    assert made(portal)
    text = "retracted: {timestamp: 2024-10-09 18:00 WIB, reason: sara, text: Dicabut.}\n---\nIsi"
    portal.edit(A, "---\nIsi", text)
    portal.build()
    assert made(portal) == []


# ----------------------------------------------------------------------------- the bytes


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
        opened(portal, next(p for p in made(portal) if f"/{name}." in p and ".1x1-" in p)) for name in ("a", "b")
    )
    found = [near(tall, 50, 200), near(tall, 350, 200), near(wide, 200, 50)]
    assert found == colours


@pytest.mark.parametrize("form", [".avif", ".webp", ".jpg"])
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
    assert len(made(portal)) == 3 * len(pictures)
    for path in made(portal):
        image = opened(portal, path)
        assert (image.width, image.height) == (96, 72)
        assert image.format == "uchar"
        if "/clear." in path:
            assert image.hasalpha() == (not path.endswith(".jpg"))
            assert not path.endswith(".jpg") or near(image, 40, 40) == WHITE
        if "/deep." in path:
            assert near(image, 40, 40) == RED


# ------------------------------------------------------------------------ what goes wrong


def only(portal: Portal) -> str:
    (problem,) = portal.problems()
    return str(problem)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 ...", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html></html>", b"", b"GIF", b"P6 9 9 255 ",
        b"\0\0\0\x18ftypheic\0\0\0\0",
    ],
)  # fmt: skip
def test_a_name_that_lies(portal, data):
    """It is told where the picture is shown, and no other decoder is tried on it."""
    portal.add("content/foto/a.jpg", data)
    said = only(portal)
    assert said.startswith(f'{A}:6:14: error: the picture "/foto/a.jpg" is not the picture that its name says')
    assert "hint: export it again" in said


def test_a_picture_that_is_cut_short(portal, capfd):
    """An error at the place where it is shown, once, and the output stays as it was."""
    portal.build()
    before = portal.files()
    noise = pyvips.Image.gaussnoise(400, 300, mean=128, sigma=40, seed=1).cast("uchar")
    for name, data in {
        "a.jpg": bytes(noise.jpegsave_buffer()), "b.png": bytes(noise.pngsave_buffer()),
        "c.webp": bytes(noise.webpsave_buffer()), "d.avif": bytes(noise.heifsave_buffer(compression="av1")),
    }.items():  # fmt: skip
        portal.add(f"content/foto/{name}", data[: len(data) // 2])
        portal.add(A, article("A", f"Satu.\n\n![x](/foto/{name})"))
        said = only(portal)
        assert capfd.readouterr().err == ""
        assert said.startswith(f'{A}:9:6: error: the picture "/foto/{name}" cannot be '), said
        assert "hint: open it in an image editor" in said
        assert portal.files() == before
        portal.remove(f"content/foto/{name}")
        portal.add("content/foto/a.jpg", jpeg())


@pytest.mark.parametrize("form", ["gif", "webp", "png"])
def test_an_animation_that_is_cut_short(portal, form):
    """It is published as it is, so its structure tells whether it is all there."""
    data = moving()[form]
    for part in range(1, 20):
        portal.add(f"content/foto/b.{form}", data[: len(data) * part // 20])
        portal.add(A, article("A", f"![x](/foto/b.{form})"))
        said = only(portal)
        assert said.startswith(f'{A}:7:6: error: the picture "/foto/b.{form}" '), said
    portal.add(f"content/foto/b.{form}", data)
    portal.build()


def test_a_small_picture_that_is_cut_short(portal):
    """It is published as it is, so its structure tells whether it is all there."""
    data = bytes(pyvips.Image.gaussnoise(400, 90, mean=128, sigma=40, seed=1).cast("uchar").pngsave_buffer())
    portal.add("content/foto/b.png", data[: len(data) // 2])
    portal.add(A, article("A", "![x](/foto/b.png)"))
    assert "cannot be read: it is damaged or cut short" in only(portal)


def test_a_picture_that_claims_to_be_larger_than_any_memory(portal):
    """It is refused by its header, in no time."""
    portal.add("content/foto/a.png", png(50_000, 50_000) + bytes(50))
    portal.add(A, article("A", "![x](/foto/a.png)"))
    assert "more than 50 million" in only(portal)
    portal.add("content/foto/a.png", bytes(pyvips.Image.black(9000, 9000).pngsave_buffer()))
    said = only(portal)
    assert "has 9,000 × 9,000 pixels, more than 50 million" in said
    assert "hint: make it smaller" in said


def test_a_broken_picture_that_nobody_shows(portal):
    """It is published like any file; nobody's build stops."""
    portal.add("content/foto/b.jpg", b"bukan gambar")
    portal.build()
    assert portal.read("foto/b.jpg") == "bukan gambar"
    portal.add(B, article("B", "Unduh [berkas](/foto/b.jpg)."))
    portal.build()
    portal.add(B, article("B", "![x](/foto/b.jpg)"))
    assert "b.md:7:6: " in only(portal)


# -------------------------------------------------------------------------- incremental


def same(portal: Portal) -> set[str]:
    """Build, hold the output against a clean build, and return the paths of the variants."""
    portal.build()
    kept = {path for path in portal.files() if path != ".warta"}
    clean = portal.clean()
    assert kept == {path for path in clean if path != ".warta"}
    assert portal.files() == clean
    return set(made(portal))


def test_incremental_equals_clean(portal):
    """Whatever happens to a photo, its focus, its recipe and those who show it."""
    portal.build()
    first = same(portal)
    portal.add("content/foto/a.jpg", jpeg(colour=BLUE))
    replaced = same(portal)
    assert not first & replaced
    portal.add(B, article("B", photo="{src: /foto/a.jpg, credit: X}"))
    assert same(portal) == replaced
    portal.add(B, article("B", photo="{src: /foto/a.jpg, credit: X, focus: 10% 90%}"))
    both = same(portal)
    assert replaced < both
    portal.add(B, article("B", "![x](/foto/a.jpg)", photo="{src: /foto/a.jpg, credit: X, focus: 10% 90%}"))
    assert both < same(portal)
    portal.edit("themes/uji/theme.yaml", "widths: [48]", "widths: [56]")
    assert any("-56.avif" in path for path in same(portal))
    portal.remove(A)
    assert not any(".16x9-0-30-" in path for path in same(portal))
    portal.remove(B)
    assert same(portal) == set()
    portal.add("content/foto/c.jpg", jpeg(colour=GREEN))
    portal.add(A, article("A", photo="{src: /foto/c.jpg, credit: X}"))
    assert same(portal)
    portal.remove("content/foto/c.jpg")
    portal.add(A, article("A"))
    assert same(portal) == set()


def test_variants_follow_the_clock(portal):
    """They come with their article, and go with it; drafts have none."""
    portal.add(A, article("A", photo=PHOTO, timestamp="2024-10-10 13:00 WIB", expires="2024-10-10 15:00 WIB"))
    assert same(portal) == set()
    portal.now += 2 * 3600
    assert same(portal)
    portal.now += 3 * 3600
    assert same(portal) == set()
    portal.add(A, article("A", photo=PHOTO, draft="true"))
    assert same(portal) == set()
    portal.build(drafts=True)
    assert made(portal)
    assert same(portal) == set()


def test_a_replaced_photo_makes_the_pages_that_show_it(portal):
    """The article, and the lists with its card."""
    portal.add(B, article("B", "![x](/foto/b.jpg)"))
    portal.add("content/foto/b.jpg", jpeg())
    portal.build()
    before = portal.read(PAGE), portal.read("index.html"), portal.read("daerah/2024/10/b/index.html")
    portal.add("content/foto/a.jpg", jpeg(colour=BLUE))
    portal.build()
    after = portal.read(PAGE), portal.read("index.html"), portal.read("daerah/2024/10/b/index.html")
    assert before[0] != after[0]
    assert before[1] != after[1]
    assert re.findall("/gambar/foto/b.*", before[2]) == re.findall("/gambar/foto/b.*", after[2])


def stamps(portal: Portal) -> dict[str, int]:
    return {path: (portal.output / path).stat().st_mtime_ns for path in made(portal)}


def encodings(monkeypatch) -> list[str]:
    """Count what is encoded from here on, in this process."""
    done: list[str] = []
    encode = Original.encode

    def counted(self, variant):
        done.append(variant.suffix)
        return encode(self, variant)

    monkeypatch.setattr("generator.images.encoding.Original.encode", counted)
    return done


def test_nothing_is_made_twice(portal, monkeypatch):
    """Neither for an edit, nor for another configuration, nor by another program, nor for an output that was lost."""
    portal.build()
    before = stamps(portal)
    done = encodings(monkeypatch)
    portal.edit(A, "Isi berita.", "Isi lain.")
    portal.build()
    portal.edit("site.yaml", "Kabar Uji", "Kabar Lain")
    portal.build()
    portal.edit("site.yaml", "name: Kabar", "per_page: 3\nname: Kabar")
    portal.build()
    portal.add("themes/uji/templates/_slot.html", "")
    portal.build()
    assert stamps(portal) == before
    monkeypatch.setattr("generator.store.database.program", lambda: "another")
    portal.build()
    assert stamps(portal) == before
    portal.remove("build")
    portal.build()
    assert made(portal) == sorted(before)
    assert done == []
    assert portal.files() == portal.clean()


def test_a_failed_build_keeps_its_pictures(portal, monkeypatch):
    """The next one begins where it stopped."""
    portal.add("themes/uji/templates/_slot.html", "{{ tiada }}")
    assert portal.problems()
    done = encodings(monkeypatch)
    portal.remove("themes/uji/templates/_slot.html")
    portal.build()
    assert made(portal)
    assert done == []


def test_an_altered_variant_is_mended(portal):
    """In the output, though what is kept for the next build may be the same file, and was altered with it."""
    portal.build()
    before = portal.files()
    for path in made(portal):
        with open(portal.output / path, "r+b") as file:
            file.write(b"lain")
    portal.build(verify=True)
    assert portal.files() == before
    for file in (portal.folder / ".ssg/pictures").rglob("*.*"):
        if file.is_file():
            file.write_bytes(b"")
    portal.build(verify=True)
    assert portal.files() == before
    assert portal.files() == portal.clean()


def test_what_is_kept_goes_with_what_it_was_kept_for(portal):
    """The folder does not grow for ever."""
    portal.build()
    kept = portal.folder / ".ssg/pictures"
    assert len([file for file in kept.rglob("*") if file.is_file()]) == len(made(portal))
    portal.add(A, article("A"))
    portal.build()
    assert not [file for file in kept.rglob("*") if file.is_file()]


def test_the_same_bytes_with_any_number_of_processes(portal):
    """Libvips has one thread in each, and the encoders are told so."""
    noise = pyvips.Image.gaussnoise(900, 700, mean=128, sigma=40, seed=1).cast("uchar")
    portal.add("content/foto/a.jpg", bytes(noise.jpegsave_buffer()))
    portal.edit("themes/uji/theme.yaml", "[64, 128]", "[64, 900]")
    portal.build()
    one = portal.files()
    portal.remove("build")
    portal.remove(".ssg")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        portal.build(executor=executor, jobs=2)
    assert portal.files() == one


def test_a_site_without_local_photos_does_without_libvips(tmp_path):
    """It is not imported, and there is not a row more."""
    import subprocess
    import sys

    portal = site(tmp_path)
    portal.add(A, article("A", photo="{src: https://foto.example/a.jpg, credit: X}"))
    # Its icons are made once.
    portal.build()
    portal.add("content/daerah/2024/10/lain.md", article("Lain"))
    program = (
        "import sys; from tests.support import Portal; from pathlib import Path;"
        f" Portal(Path({str(portal.folder)!r})).build(); print('pyvips' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
    assert made(portal) == []


# ----------------------------------------------------------------------------- preview


def test_a_preview_makes_variants_when_they_are_asked_for(portal):
    """The bytes of a build; also of an article that is not published yet, and none before they are asked for."""
    portal.add(B, article("B", photo="{src: /foto/b.jpg, credit: X}", timestamp="2024-10-11 10:00 WIB"))
    portal.add("content/foto/b.jpg", jpeg(colour=BLUE))
    with serving(portal) as server:
        page = server.get("/daerah/2024/10/a/").body.decode()
        assert not (portal.folder / ".ssg/pictures").exists()
        urls = set(re.findall(r"/gambar/[\w./-]+", page))
        shown = {url: server.get(url) for url in urls}
        later = set(re.findall(r"/gambar/foto/b[\w./-]+", server.get("/daerah/2024/10/b/").body.decode()))
        assert len(later) >= 7
        assert all(server.get(url).status == 200 for url in later)
        assert server.get("/gambar/foto/a.000000000000.16x9-0-30-64.avif").status == 404
        portal.add("content/foto/a.jpg", jpeg(colour=GREEN))
        server.until(lambda: not urls & set(re.findall(r"/gambar/[\w./-]+", server.get("/").body.decode())))
    portal.add("content/foto/a.jpg", jpeg())
    portal.build()
    assert len(urls) >= 7
    for url, answer in shown.items():
        assert (answer.status, answer.body) == (200, (portal.output / url[1:]).read_bytes())
        assert answer.headers["content-type"] == f"image/{url.rpartition('.')[2].replace('jpg', 'jpeg')}"
    assert not any(path.startswith("gambar/foto/b") for path in made(portal))


def test_a_preview_lives_with_a_broken_picture(portal):
    """Its page is shown, and the picture is an error of its own."""
    data = bytes(pyvips.Image.gaussnoise(400, 300, mean=128, sigma=40, seed=1).cast("uchar").jpegsave_buffer())
    portal.add("content/foto/a.jpg", data[:9000])
    with serving(portal) as server:
        page = server.get("/daerah/2024/10/a/")
        assert page.status == 200
        url = re.findall(r"/gambar/[\w./-]+", page.body.decode())[0]
        assert server.get(url).status == 500
        portal.add("content/foto/a.jpg", data)
        server.until(lambda: url not in server.get("/daerah/2024/10/a/").body.decode())
        url = re.findall(r"/gambar/[\w./-]+", server.get("/daerah/2024/10/a/").body.decode())[0]
        assert server.get(url).status == 200


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("content/gambar/peta.pdf", "x", "content/gambar/"), ("content/GAMBAR/a/b.png", "x", "content/GAMBAR/a/"),
        ("content/pages/gambar.md", "---\ntitle: Gambar\n---\nTeks.\n", "content/pages/gambar.md:1"),
        (B, article("B", aliases="[/lama/, /gambar/lama/]"), f"{B}:6:19"),
        (B, article("B", aliases="/Gambar/x.html"), f"{B}:6:10"),
    ],
)  # fmt: skip
def test_nothing_of_the_site_lies_among_the_variants(portal, path, text, place):
    """Hosts let browsers keep what is there for a year, so what may be replaced is elsewhere; links there are no second problem."""
    portal.build()
    before = portal.files()
    portal.add(path, text)
    portal.add(A, article("A", "[peta](/gambar/peta.pdf)" if path.endswith(".pdf") else "Isi.", photo=PHOTO))
    (problem,) = portal.problems()
    assert str(problem.where) == place
    assert "portal's own files" in problem.message
    assert portal.files() == before


def test_slugs_and_permalinks_lead_to_no_folder_of_the_portal(portal):
    """Where an article's address begins with its slug, or with a word of the pattern."""
    config = (portal.folder / "site.yaml").read_text()
    portal.add("site.yaml", config + 'permalink: "/{slug}/"\n')
    portal.add(B, article("B", slug="gambar"))
    assert str(portal.problems()[0]).startswith(f'{B}:6:7: error: "/gambar/" is in a folder of the portal')
    portal.add(B, article("B", slug="gambar-lama"))
    portal.build()
    portal.add("site.yaml", config + 'permalink: "/aset/{slug}/"\n')
    assert str(portal.problems()[0]).startswith('site.yaml:10:12: error: "/aset/{slug}/" is in a folder of the portal')


def test_no_media_can_be_in_the_way_of_what_an_article_brings_at_its_hour(portal):
    """Neither at the address of a variant of its photo, nor among lists and sitemaps, whatever kinds of files are allowed."""
    config = (portal.folder / "site.yaml").read_text()
    portal.build()
    variant = made(portal)[0]
    portal.add("site.yaml", config + "media: {allow: [.html, .xml]}\n")
    portal.add(A, article("A", photo=PHOTO, timestamp="2024-10-11 10:00 WIB", tags="[Zebra]"))
    for path in (
        variant, "tag/zebra/index.html", "indeks/2024/10/11/index.html", "penulis/sari-wulan/index.html",
        "terkini/2/index.html", "sitemap-2024-10.xml", "Sitemap-2024-10-2.XML",
    ):  # fmt: skip
        file = portal.add(f"content/{path}", "x")
        folder = path.rpartition("/")[0]
        # What the article brings to that address at its hour is told as well.
        places = {str(one.where) for one in portal.problems()}
        assert places - {f"content/{path}"} == ({f"content/{folder}/"} if folder else set())
        assert places
        file.unlink()
    portal.build()
