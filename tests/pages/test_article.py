"""The pages of an article."""

from __future__ import annotations

import pytest

from tests.pages_support import PROFILE
from tests.support import CONFIG, Portal, article, ld, site

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>'
PHOTO = "{src: /foto/a.svg, caption: Air naik., credit: Sari}"
BREAK = "\n\n<!-- halaman -->\n\n"
RALAT = "[{timestamp: 2024-10-10 08:00 WIB, type: ralat, text: Nama desa dibetulkan.}]"
GONE = "{timestamp: 2024-10-10 08:00 WIB, reason: masa-depan-anak, text: Demi anak.}"
ARTICLES = {
    "banjir": article("Banjir Surut", "Satu.\n\nDua.***(SW)", photo=PHOTO, source="Humas", tags="[Banjir]", summary="Ringkas."),
    "split": article("Terpisah", f"Satu.{BREAK}Dua.{BREAK}Tiga.***(SW)"),
    "plain": article("Tanpa Tanda", editor="[Sari Wulan, Budi Rahman]"), "guest": article("Tamu", author="Tono", initials="TN"),
    "nobody": article("Lain", "Isi berita.***(LL)", author="SW"), "slug": article("Dengan Slug", author="sari-wulan"),
    "moved": article("Pindah", aliases="[/lama/berita-a/, /2019/a.html]"),
    "corrected": article("Dibetulkan", verification="pending", corrections=RALAT),
    "withdrawn": article("Rahasia Keluarga", "Nama anak itu XYZZY.", tags="[Banjir]", summary="Ringkasan PLUGH.", retracted=GONE),
    "picture": article("Bergambar", 'Lihat [berita](withdrawn).\n\n![Alt](/foto/a.svg "Teks.")', photo=PHOTO, tags="[Banjir]"),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = site(tmp_path_factory.mktemp("artikel"), config=CONFIG + "notice: Dilarang menyalin.\n")
    portal.add("content/foto/a.svg", SVG)
    portal.add("content/authors/sari-wulan.md", PROFILE)
    for name, text in ARTICLES.items():
        portal.add(f"content/daerah/{name}.md", text)
    portal.build()
    return portal


def page(portal: Portal, name: str) -> str:
    return portal.read(f"daerah/2024/10/{name}/index.html")


def test_an_article_holds_all_its_parts_in_order(built: Portal) -> None:
    """Headline, reporter, date, photo, body, mark, editor, source, notice, tags, related and newest, in this order."""
    order = [
        '<span class="hari-ini" data-tanggal data-zona="WIB"></span>', "Beranda", "Daerah", "<h1>Banjir Surut</h1>", "Ringkas.",
        "Sari Wulan", "Rabu, 9 Oktober 2024 | 16:10 WIB", 'src="/foto/a.svg"', "Air naik.", "(Foto: Sari)", "Satu.", "Dua.",
        '***(<a href="/penulis/sari-wulan/">SW</a>)', "Editor: Budi Rahman", "Sumber: Humas", "Dilarang menyalin.", "Tags",
        "/tag/banjir/", "wa.me", "Artikel Terkait", "Terkini",
    ]  # fmt: skip
    text = page(built, "banjir")
    at = text.index("<body")
    for part in order:
        at = text.find(part, at)
        assert at >= 0, part
    assert text.count("***(") == 1


def test_a_split_article(built: Portal) -> None:
    """Each page has its part; the one with everything is the canonical of all; the mark stands on the last."""
    pages = [page(built, f"split{name}") for name in ("", "/2", "/3", "/semua")]
    for number, text in enumerate(pages, 1):
        assert '<link rel="canonical" href="https://uji.example/daerah/2024/10/split/semua/">' in text
        assert ("<p>Satu.</p>" in text, "<p>Dua.</p>" in text) == (number in (1, 4), number in (2, 4))
        assert ("***(" in text) == (number in (3, 4))
    assert 'href="/daerah/2024/10/split/2/" rel="next">Selanjutnya</a>' in pages[0]
    assert "Tampilkan semua" in pages[0]
    assert "Tampilkan semua" not in pages[3]
    assert '<link rel="prev" href="/daerah/2024/10/split/">' in pages[1]
    assert not (built.output / "daerah/2024/10/split/4").exists()


def test_whose_mark_it_is(built: Portal) -> None:
    """An article without one gets the initials of its reporter; that of nobody known leads nowhere."""
    assert '***(<a href="/penulis/sari-wulan/">SW</a>)' in page(built, "plain")
    assert '***(<a href="/penulis/tono/">TN</a>)' in page(built, "guest")
    assert "***(LL)</span>" in page(built, "nobody")


def test_a_person_by_initials_or_slug(built: Portal) -> None:
    """Is the person of the profile, whose page lists their articles; an editor with a profile is a link."""
    assert "Sari Wulan" in page(built, "nobody")
    text = built.read("penulis/sari-wulan/index.html")
    assert all(title in text for title in ("Banjir Surut", ">Lain<", "Dengan Slug", "Meliput pesisir."))
    assert '<a href="/penulis/sari-wulan/">Sari Wulan</a>, Budi Rahman' in page(built, "plain")


def test_aliases_lead_to_the_article(built: Portal) -> None:
    """An old address is a page that leads to the new one and names it as canonical."""
    for path in ("lama/berita-a/index.html", "2019/a.html"):
        text = built.read(path)
        assert '<link rel="canonical" href="https://uji.example/daerah/2024/10/moved/">' in text
        assert 'content="0; url=/daerah/2024/10/moved/"' in text.replace("0;url", "0; url")
        assert "noindex" in text


@pytest.mark.slow
def test_an_article_leads_back_to_what_it_follows(portal: Portal) -> None:
    """At its end, and in the structured data, while that is published; with its headline and time as they are now."""
    target = "content/daerah/2024/09/a.md"
    earlier = article("Hilang & Dicari", timestamp="2024-09-09 16:10 WIB")
    portal.add(target, earlier)
    portal.add(
        "content/daerah/2024/10/b.md",
        article("Ditemukan", "Satu.\n\n<!-- halaman -->\n\nDua.", follows="/daerah/2024/09/a.md"),
    )
    portal.build()
    box = (
        '<aside class="baca-juga sebelumnya"><span>Berita sebelumnya</span> <a href="/daerah/2024/09/a/">Hilang &amp; Dicari</a>'
        ' <time datetime="2024-09-09T16:10:00+07:00">Senin, 9 September 2024 | 16:10 WIB</time></aside>'
    )
    pages = {path: portal.read(f"daerah/2024/10/b/{path}index.html") for path in ("", "2/", "semua/")}
    assert {path for path, text in pages.items() if box in text} == {"2/", "semua/"}
    assert ld(pages[""])["NewsArticle"]["citation"] == {
        "@type": "CreativeWork", "headline": "Hilang & Dicari", "url": "https://uji.example/daerah/2024/09/a/",
        "datePublished": "2024-09-09T16:10:00+07:00",
    }  # fmt: skip
    for text, shown in (
        (earlier.replace("Hilang", "Raib"), 'Raib &amp; Dicari</a> <time datetime="2024-09-09T16:10'),
        (earlier.replace("09-09 16:10", "09-10 07:00"), '<time datetime="2024-09-10T07:00:00+07:00">'),
        (earlier.replace("title:", "draft: true\ntitle:"), ""),
        (
            earlier.replace("title:", "retracted: {timestamp: 2024-09-09 17:00, reason: sara, text: X}\ntitle:"),
            "Hilang &amp; Dicari</a>",
        ),
        (earlier.replace("title:", "expires: 2024-10-01 00:00\ntitle:"), ""),
        (earlier, box),
    ):
        portal.add(target, text)
        portal.build()
        page = portal.read("daerah/2024/10/b/semua/index.html")
        assert ("sebelumnya" in page, "citation" in page) == (bool(shown), bool(shown))
        assert shown in page
    assert portal.files() == portal.clean()
    portal.add("content/pages/garis-waktu.md", "---\ntitle: Garis Waktu\n---\nIsi.\n")
    portal.edit("content/daerah/2024/10/b.md", "/daerah/2024/09/a.md", "/garis-waktu/")
    portal.build()
    page = portal.read("daerah/2024/10/b/semua/index.html")
    assert '<a href="/garis-waktu/">Garis Waktu</a></aside>' in page
    assert "datePublished" not in ld(page)["NewsArticle"]["citation"]  # type: ignore[operator]


def test_corrections_and_unverified_news(built: Portal) -> None:
    """A correction stands with its own time; unverified news says so at its end."""
    text = page(built, "corrected")
    assert "Nama desa dibetulkan." in text
    assert "Kamis, 10 Oktober 2024 | 08:00 WIB" in text
    assert "verifikasi lebih lanjut" in text
    assert ld(text)["NewsArticle"]["dateModified"] == "2024-10-10T08:00:00+07:00"


def test_a_withdrawn_article_is_a_notice_and_nothing_else(built: Portal) -> None:
    """The address stays with the reason; body, photo and summary stand in no output, and no list has it."""
    assert "noindex" in page(built, "withdrawn")
    assert "Demi anak." in page(built, "withdrawn")
    for path, data in built.files().items():
        assert b"XYZZY" not in data, path
        assert b"PLUGH" not in data, path
        if path.endswith("index.html") and "2024/10/" not in path and path != "pencabutan/index.html":
            assert b"Rahasia Keluarga" not in data, path


def test_pictures_have_their_size(built: Portal, portal: Portal) -> None:
    """A picture of the site is shown with width and height, on the page and on cards; one elsewhere without."""
    assert page(built, "picture").count('width="1200" height="675"') >= 2
    assert "<figcaption>Teks.</figcaption>" in page(built, "picture")
    assert 'width="1200" height="675"' in built.read("daerah/index.html")
    portal.add("content/daerah/picture.md", ARTICLES["picture"].replace("withdrawn", "/daerah/"))
    portal.add("site.yaml", CONFIG + "media: {base_url: 'https://foto.example'}\n")
    portal.build()
    assert page(portal, "picture").count("https://foto.example/foto/a.svg") >= 3
