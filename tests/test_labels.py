"""What readers are told beside a report, wherever it is shown: artificial pictures, places, corrections."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.photos import RED, jpeg
from tests.support import Portal, article, copied, site

A, PAGE = "content/daerah/2024/10/a.md", "daerah/2024/10/a/index.html"
SHOWS = "{src: /foto/a.jpg, caption: Banjir., credit: X}"
MADE = SHOWS.replace("credit: X", "ai: Mesin Gambar")
LABEL = '<span class="label">Ilustrasi AI</span>'
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
MEDIA = "{http://search.yahoo.com/mrss/}"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = site(tmp_path_factory.mktemp("awal"))
    portal.add("content/foto/a.jpg", jpeg(1800, 1200, RED))
    portal.add(A, article("A", photo=MADE))
    portal.build()
    return portal


@pytest.fixture
def portal(begun: Portal, tmp_path: Path) -> Portal:
    return copied(begun, tmp_path)


def item(portal: Portal) -> ET.Element:
    found = ET.fromstring(portal.read("feed.xml")).find("channel/item")
    assert found is not None
    return found


@pytest.mark.slow
def test_artificial_pictures_are_labelled_on_cards_and_in_feeds(portal: Portal) -> None:
    """On every card that shows one, and nowhere else; the label goes with what it is about."""
    assert LABEL in portal.read("index.html")
    assert LABEL in portal.read("daerah/index.html")
    said = item(portal).findtext(f"{MEDIA}content/{MEDIA}description")
    assert said == "Banjir. (Ilustrasi dibuat dengan AI: Mesin Gambar)"
    portal.add(A, article("A", photo=SHOWS))
    portal.build()
    assert LABEL not in portal.read("index.html")
    assert item(portal).findtext(f"{MEDIA}content/{MEDIA}description") == "Banjir."
    assert portal.files() == portal.clean()


def test_artificial_pictures_in_a_text_are_labelled(portal: Portal) -> None:
    """By the end of their captions, as the main picture is; with nothing before it too; any other bracket stays."""
    written = ("(AI: Mesin Gambar)", "(Ilustrasi AI: Mesin Gambar)", "(dibuat dengan AI: Mesin Gambar)")
    captions = [*(f"Banjir. {one}" for one in written), *written, "Aksi (AIR: satu)", "Kota (AI: )"]
    portal.add(A, article("A", "\n\n".join(f'![Air](/foto/a.jpg "{caption}")' for caption in captions)))
    portal.build()
    credit = '<span class="kredit">(Ilustrasi dibuat dengan AI: Mesin Gambar)</span>'
    shown = re.findall("<figcaption>(.*?)</figcaption>", portal.read(PAGE))
    assert shown == [f"Banjir. {credit}"] * 3 + [credit] * 3 + captions[-2:]


def test_feeds_and_sitemaps_tell_corrections(portal: Portal) -> None:
    """At the head of the text, newest first, with times and links; readers elsewhere have the mistake already."""
    portal.add("content/daerah/2024/10/b.md", article("B", timestamp="2024-10-08 10:00 WIB"))
    portal.add(A, article("A", "Isi."))
    portal.build()
    plain = item(portal).findtext(CONTENT)
    month = portal.read("sitemap-2024-10.xml")
    first = "{timestamp: 2024-10-09 17:00 WIB, type: ralat, text: 'Nama <desa>.'}"
    second = "{timestamp: 2024-10-10 09:00 WIB, type: hak-jawab, text: Tanggapan., link: /daerah/2024/10/b/}"
    portal.edit(A, "title:", f"corrections: [{first}, {second}]\ntitle:")
    portal.build()
    told = (
        "<p><strong>Hak Jawab</strong> (Kamis, 10 Oktober 2024 | 09:00 WIB): Tanggapan."
        ' <a href="https://uji.example/daerah/2024/10/b/">Baca selengkapnya</a></p>\n'
        "<p><strong>Ralat</strong> (Rabu, 9 Oktober 2024 | 17:00 WIB): Nama &lt;desa&gt;.</p>\n"
    )
    assert item(portal).findtext(CONTENT) == f"{told}{plain}"
    assert item(portal).findtext("{http://www.w3.org/2005/Atom}updated") == "2024-10-10T09:00:00+07:00"
    assert month.count("2024-10-10T09:00:00") == 0
    assert portal.read("sitemap-2024-10.xml").count("<lastmod>2024-10-10T09:00:00+07:00</lastmod>") == 1
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("photo", [SHOWS, SHOWS.replace("credit", "fit: whole, credit")])
def test_nobody_elsewhere_is_given_the_original(portal: Portal, photo: str) -> None:
    """Feeds, sitemaps, structured data and what platforms show name a large variant, which is there."""
    portal.add(A, article("A", photo=photo))
    portal.build()
    for path in ("feed.xml", "sitemap-2024-10.xml", PAGE):
        text = portal.read(path)
        assert "https://uji.example/foto/a.jpg" not in text, path
        assert 'src="/foto/a.jpg"' not in text, path
        start = text.index("https://uji.example/gambar/foto/a.")
        name = text[start:].partition(".jpg")[0].removeprefix("https://uji.example/") + ".jpg"
        assert name in portal.files()
