"""Pictures: the sizes in which a site shows its photos."""

from __future__ import annotations

import os
import re

import pytest

from tests.photos import BLUE, GREEN, PAGE, PHOTO, A, B, jpeg, made, moving, opened, plain
from tests.preview_support import serving
from tests.support import article


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


def test_a_picture_has_the_address_of_its_file_however_it_is_named(portal):
    """In whatever letter case, since many hosts tell it apart; a file that gets another name changes what shows it."""
    portal.add("content/Foto/B.jpg", jpeg(300, 200))
    portal.add("content/Foto/Unduh.jpg", jpeg(20, 10))
    portal.add("content/authors/sari.md", "---\nname: Sari Wulan\nphoto: /FOTO/b.jpg\n---\n![x](/foto/b.JPG)\n")
    body = "![x](/foto/b.jpg) [y](/foto/unduh.jpg)"
    portal.add(A, article("A", body, photo="{src: /foto/b.jpg, credit: X, alt: Air}"))
    portal.build()
    for path, data in portal.files().items():
        if path.endswith((".html", ".xml", ".json")):
            names = re.findall(r"/(?:foto|gambar/foto)/[\w./-]+", data.decode(), re.IGNORECASE)
            assert {name[1:] for name in names if not name.endswith("/")} <= portal.files().keys(), path
    os.rename(portal.folder / "content/Foto/B.jpg", portal.folder / "content/Foto/b.jpg")
    portal.build()
    assert portal.files() == portal.clean()


def test_a_page_offers_sizes_and_keeps_its_place(built):
    """AVIF before JPEG, with true widths and the size of the cut; the lead alone is fetched first."""
    page = built.read(PAGE)
    sources = re.findall(r'<source type="image/(\w+)" srcset="([^"]+)" sizes="([^"]+)">', page)
    assert [form for form, _, _ in sources] == ["avif"]
    for form, srcset, sizes in sources:
        assert sizes == "(min-width: 62em) 46rem, 100vw"
        for entry in srcset.split(", "):
            url, width = entry.split(" ")
            assert url.endswith(f".{form}")
            image = opened(built, url[1:])
            assert f"{image.width}w" == width
            assert (image.width, image.height) in ((64, 36), (128, 72))
    (img,) = re.findall(r"<picture>.*(<img [^>]*>)</picture>", page)
    assert re.search(r'src="/gambar/foto/a\.\w{12}\.16x9-0-30-128\.jpg" alt="Air naik\." width="128" height="72"', img)
    assert 'fetchpriority="high"' in img
    home = built.read("index.html")
    assert home.count('fetchpriority="high"') == 1
    assert 'sizes="auto, ' not in re.findall(r"<picture>.*?</picture>", home)[0]
    # A browser measures a picture itself only where the element that waits says so too.
    built.add(B, article("B", "![x](/foto/a.jpg)", photo=PHOTO, timestamp="2024-10-09 17:00 WIB"))
    built.build()
    waiting = [one for path in ("index.html", "terkini/index.html", "daerah/2024/10/b/index.html")
               for one in re.findall(r"<picture>.*?</picture>", built.read(path)) if 'loading="lazy"' in one]  # fmt: skip
    assert len(waiting) >= 4
    for one in waiting:
        assert one.count('sizes="auto, ') == 2
        assert re.search(r'<img src="(\S+)".* srcset="\1 \d+w" sizes="auto, ', one)


def test_search_engines_get_two_cuts(built):
    """JSON-LD lists 16:9 and 1:1, og:image is the first, feeds have it too."""
    page = built.read(PAGE)
    (listed,) = re.findall(r'"image":\[([^]]*)\]', page)
    urls = [url.strip('"') for url in listed.split(",")]
    assert [re.sub(r".*\.\w{12}\.", "", url) for url in urls] == ["16x9-0-30-160.jpg", "1x1-50-0-120.jpg"]
    assert f'<meta property="og:image" content="{urls[0]}">' in page
    assert '<meta property="og:image:height" content="90">' in page
    assert 'url="https://uji.example/gambar/' in built.read("feed.xml")
    assert "<picture" not in built.read("feed.xml")


@pytest.mark.slow
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


def test_articles_with_one_photo_share_its_files(portal):
    """Where the eye rests counts in steps of ten percent: many articles cannot make any number of files of one photo."""
    for number in range(46, 55):
        photo = f"{{src: /foto/a.jpg, credit: X, focus: {number}% {number - 30}%}}"
        portal.add(f"content/daerah/2024/10/b{number}.md", article(str(number), photo=photo))
    portal.remove(A)
    portal.build()
    assert len(made(portal)) == 5
    assert 'data-fokus="46% 16%"' in portal.read("daerah/2024/10/b46/index.html")


def test_a_portrait_is_shown_whole_in_its_article(portal):
    """And cut in lists."""
    portal.add("content/foto/a.jpg", jpeg(120, 200))
    portal.build()
    assert re.search(
        r'<img src="/gambar/foto/a\.\w{12}\.96\.jpg" alt="Air naik." width="96" height="160"', portal.read(PAGE)
    )
    assert re.search(r"/gambar/foto/a\.\w{12}\.16x9-0-30-120\.avif 120w", portal.read("index.html"))


# ----------------------------------------------------------------------------- preview


@pytest.mark.slow
def test_a_preview_makes_variants_when_they_are_asked_for(portal):
    """The bytes of a build; also of an article that is not published yet, and none before they are asked for."""
    portal.add(B, article("B", photo="{src: /foto/b.jpg, credit: X}", timestamp="2024-10-11 10:00 WIB"))
    portal.add("content/foto/b.jpg", jpeg(colour=BLUE))
    with serving(portal, drafts=True) as server:
        page = server.get("/daerah/2024/10/a/").body.decode()
        assert not (portal.folder / ".ssg/pictures").exists()
        urls = set(re.findall(r"/gambar/foto/a[\w./-]+", page))
        shown = {url: server.get(url) for url in urls}
        later = set(re.findall(r"/gambar/foto/b[\w./-]+", server.get("/daerah/2024/10/b/").body.decode()))
        assert len(later) == 5
        assert all(server.get(url).status == 200 for url in later)
        assert server.get("/gambar/foto/a.000000000000.16x9-0-30-64.avif").status == 404
        portal.add("content/foto/a.jpg", jpeg(colour=GREEN))
        server.until(lambda: not urls & set(re.findall(r"/gambar/[\w./-]+", server.get("/").body.decode())))
    portal.add("content/foto/a.jpg", jpeg())
    portal.build()
    assert len(urls) == 5
    for url, answer in shown.items():
        assert (answer.status, answer.body) == (200, (portal.output / url[1:]).read_bytes())
        assert answer.headers["content-type"] == f"image/{url.rpartition('.')[2].replace('jpg', 'jpeg')}"
    assert not any(path.startswith("gambar/foto/b") for path in made(portal))


def test_nothing_of_the_site_lies_among_the_variants(built):
    """Hosts let browsers keep what is there for a year, so what may be replaced is elsewhere."""
    before = built.files()
    built.add("content/gambar/peta.vtt", "x")
    built.add("content/GAMBAR/a/b.png", "x")
    built.add("content/pages/gambar.md", "---\ntitle: Gambar\n---\nTeks.\n")
    built.add(B, article("B", "[peta](/gambar/peta.vtt)", aliases="[/lama/, /Gambar/lama/]"))
    found = built.problems()
    assert {one.place for one in found} == {
        "content/gambar/",
        "content/GAMBAR/a/",
        "content/pages/gambar.md:1",
        f"{B}:6:19",
    }
    assert all("portal's own files" in one.message for one in found)
    assert built.files() == before
