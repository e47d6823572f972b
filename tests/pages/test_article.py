"""The pages of an article."""

from __future__ import annotations

from tests.support import CONFIG, Portal, article, ld


def test_an_article_holds_all_its_parts_in_order(portal: Portal) -> None:
    """Headline, reporter, date, photo, body, mark, editor, source, notice, tags, related and newest, in this order."""
    portal.add("site.yaml", CONFIG + "notice: Dilarang menyalin.\n")
    portal.add("content/foto/a.vtt", "")
    portal.add("content/foto/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>')
    photo = "{src: /foto/a.svg, caption: Air naik., credit: Sari}"
    portal.add(
        "content/daerah/2024/10/banjir.md",
        article(
            "Banjir Surut", "Satu.\n\nDua.***(SW)", photo=photo, source="Humas", tags="[Banjir]", summary="Ringkas."
        ),
    )
    portal.build()
    page = portal.read("daerah/2024/10/banjir/index.html")
    order = [
        "data-tanggal", "Beranda", "Daerah", "<h1>Banjir Surut</h1>", "Ringkas.", "Sari Wulan", "Rabu, 9 Oktober 2024 | 16:10 WIB",
        'src="/foto/a.svg"', "Air naik.", "(Foto: Sari)", "Satu.", "Dua.", '***(<a href="/penulis/sari-wulan/">SW</a>)',
        "Editor: Budi Rahman", "Sumber: Humas", "Dilarang menyalin.", "Tags", "/tag/banjir/", "wa.me", "Artikel Terkait", "Terkini",
    ]  # fmt: skip
    main = page[page.index("<body") :]
    at = 0
    for text in order:
        at = main.find(text, at)
        assert at >= 0, text
    assert page.count("***(") == 1


def test_the_page_top_date_is_not_in_the_html(portal: Portal) -> None:
    """The date of the day is written by the browser."""
    portal.build()
    assert '<span class="hari-ini" data-tanggal data-zona="WIB"></span>' in portal.read("index.html")


def test_a_split_article(portal: Portal) -> None:
    """Each page has its part; the one with everything is the canonical of all; the mark stands on the last."""
    body = "Satu.\n\n<!-- halaman -->\n\nDua.\n\n<!-- halaman -->\n\nTiga.***(SW)"
    portal.add("content/daerah/2024/10/a.md", article("A", body))
    portal.build()
    pages = [portal.read(f"daerah/2024/10/a/{name}index.html") for name in ("", "2/", "3/", "semua/")]
    for number, page in enumerate(pages, 1):
        assert '<link rel="canonical" href="https://uji.example/daerah/2024/10/a/semua/">' in page
        assert ("<p>Satu.</p>" in page, "<p>Dua.</p>" in page) == (number in (1, 4), number in (2, 4))
        assert ("***(" in page) == (number in (3, 4))
    assert 'href="/daerah/2024/10/a/2/" rel="next">Selanjutnya</a>' in pages[0]
    assert "Tampilkan semua" in pages[0]
    assert "Tampilkan semua" not in pages[3]
    assert '<link rel="prev" href="/daerah/2024/10/a/">' in pages[1]
    assert not (portal.output / "daerah/2024/10/a/4").exists()


def test_the_mark_comes_from_the_profile_when_the_body_has_none(portal: Portal) -> None:
    """An article without a closing mark gets the initials of its reporter, once."""
    portal.add("content/daerah/2024/10/a.md", article())
    portal.add("content/daerah/2024/10/b.md", article("B", author="Tono", initials="TN"))
    portal.build()
    assert '***(<a href="/penulis/sari-wulan/">SW</a>)' in portal.read("daerah/2024/10/a/index.html")
    assert '***(<a href="/penulis/tono/">TN</a>)' in portal.read("daerah/2024/10/b/index.html")


def test_the_mark_of_nobody_is_not_that_of_the_author(portal: Portal) -> None:
    """It leads to no profile."""
    portal.add("content/daerah/2024/10/a.md", article(body="Isi berita.***(LL)"))
    portal.build()
    assert "***(LL)</span>" in portal.read("daerah/2024/10/a/index.html")


def test_initials_as_author_are_the_person(portal: Portal) -> None:
    """An author given by initials or by slug is the person of the profile."""
    portal.add("content/daerah/2024/10/a.md", article(author="SW"))
    portal.add("content/daerah/2024/10/b.md", article("Berita B", author="sari-wulan"))
    portal.build()
    assert "Sari Wulan" in portal.read("daerah/2024/10/a/index.html")
    page = portal.read("penulis/sari-wulan/index.html")
    assert "Judul" in page
    assert "Berita B" in page
    assert "Meliput pesisir." in page


def test_editors_are_linked_where_they_have_a_profile(portal: Portal) -> None:
    """An editor without a profile is a name, one with a profile is a link."""
    portal.add("content/daerah/2024/10/a.md", article(editor="[Sari Wulan, Budi Rahman]"))
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert '<a href="/penulis/sari-wulan/">Sari Wulan</a>, Budi Rahman' in page


def test_aliases_lead_to_the_article(portal: Portal) -> None:
    """An old address is a page that leads to the new one and names it as canonical."""
    portal.add("content/daerah/2024/10/a.md", article(aliases="[/lama/berita-a/, /2019/a.html]"))
    portal.build()
    for path in ("lama/berita-a/index.html", "2019/a.html"):
        page = portal.read(path)
        assert '<link rel="canonical" href="https://uji.example/daerah/2024/10/a/">' in page
        assert 'content="0; url=/daerah/2024/10/a/"' in page.replace("0;url", "0; url")
        assert "noindex" in page


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


def test_corrections_and_unverified_news(portal: Portal) -> None:
    """A correction stands with its own time; unverified news says so at its end."""
    text = article("A", verification="pending").replace(
        "\n---\nIsi",
        "\ncorrections:\n  - {timestamp: 2024-10-10 08:00 WIB, type: ralat, text: Nama desa dibetulkan.}\n---\nIsi",
    )
    portal.add("content/daerah/2024/10/a.md", text)
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert "Nama desa dibetulkan." in page
    assert "Kamis, 10 Oktober 2024 | 08:00 WIB" in page
    assert "verifikasi lebih lanjut" in page
    assert ld(page)["NewsArticle"]["dateModified"] == "2024-10-10T08:00:00+07:00"


def test_a_withdrawn_article_is_a_notice_and_nothing_else(portal: Portal) -> None:
    """The address stays with the reason; body, photo and summary stand in no output, and no list has it."""
    text = article("Rahasia Keluarga", "Nama anak itu XYZZY.", tags="[Banjir]", summary="Ringkasan PLUGH.").replace(
        "\n---\nNama",
        "\nretracted: {timestamp: 2024-10-10 08:00 WIB, reason: masa-depan-anak, text: Demi anak.}\n---\nNama",
    )
    portal.add("content/daerah/2024/10/a.md", text)
    portal.add("content/daerah/2024/10/b.md", article("B", "Lihat [berita](a).", tags="[Banjir]"))
    portal.build()
    assert "noindex" in portal.read("daerah/2024/10/a/index.html")
    assert "Demi anak." in portal.read("daerah/2024/10/a/index.html")
    for path, data in portal.files().items():
        assert b"XYZZY" not in data, path
        assert b"PLUGH" not in data, path
        if path.endswith("index.html") and "2024/10/" not in path and path != "pencabutan/index.html":
            assert b"Rahasia Keluarga" not in data, path


def test_pictures_have_their_size(portal: Portal) -> None:
    """A picture of the site is shown with width and height, on the page and on cards; one elsewhere without."""
    portal.add("content/foto/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>')
    portal.add(
        "content/daerah/2024/10/a.md",
        article(photo="{src: /foto/a.svg, credit: X}", body='![Alt](/foto/a.svg "Teks.")'),
    )
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert page.count('width="1200" height="675"') == 2
    assert "<figcaption>Teks.</figcaption>" in page
    assert 'width="1200" height="675"' in portal.read("daerah/index.html")
    portal.add("site.yaml", CONFIG + "media: {base_url: 'https://foto.example'}\n")
    portal.remove("content/foto/a.svg")
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert 'src="https://foto.example/foto/a.svg"' in page
    assert page.count("https://foto.example/foto/a.svg") >= 3
