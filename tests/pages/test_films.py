"""The video of an article on its page."""

from __future__ import annotations

import pytest

from generator.pages.films import clock
from tests.support import CONFIG, Portal, article, ld

A = "content/daerah/2024/10/a.md"
CHAPTERS = '["00:00 Pembuka", "01:35 Wawancara & <b>"]'
BODY = "![Wawancara](/film/a.mp4)\n\nTeks.\n\n## Transkrip\n\nCamat: *air* surut.\n\nSari: ya.***(SW)"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>'


@pytest.fixture
def film(portal: Portal) -> Portal:
    """Have a film in the site."""
    portal.add("content/film/a.mp4", "film")
    return portal


def page(portal: Portal, body: str = BODY, **keys: str) -> str:
    """Return the page of a video article with a body and more keys, which an incremental build makes as a first one does."""
    portal.add(A, article("Wawancara Camat", body, **{"type": "video", **keys}))
    portal.build()
    assert portal.files() == portal.clean()
    return portal.read("daerah/2024/10/a/index.html")


def test_a_film_of_the_site_plays_on_its_page(film: Portal) -> None:
    """With what it shows said to those who do not see it; what cannot play it shows a link."""
    player = '<video src="/film/a.mp4" controls preload="metadata" playsinline aria-label="Wawancara"><a href="/film/a.mp4">Wawancara</a></video>'
    assert f'<div class="isi">\n<p>{player}</p>\n<p>Teks.</p>' in page(film)
    with_caption = f"<figure>{player}<figcaption>Camat.</figcaption></figure>"
    assert with_caption in page(film, '![Wawancara](/film/a.mp4 "Camat.")\n\nTeks.')


def test_sound_plays_too(portal: Portal) -> None:
    """In any article, as films do."""
    portal.add("content/suara/a.mp3", "suara")
    found = page(portal, "![](/suara/a.mp3)", type="")
    assert '<audio src="/suara/a.mp3" controls preload="metadata"><a href="/suara/a.mp3">a.mp3</a></audio>' in found


def test_a_film_that_is_not_there(portal: Portal) -> None:
    """It is missing as a picture is."""
    portal.add(A, article("W", BODY, type="video"))
    assert [f"{one.where} {one.code}" for one in portal.problems()] == [f"{A}:8:14 missing-picture"]


def test_chapters_are_links_into_the_film(film: Portal) -> None:
    """To a time of the file, which browsers know without script."""
    found = page(film, chapters=CHAPTERS)
    assert (
        '</video></p>\n<details class="bab" open><summary>Bab</summary><ol>\n'
        '<li><a href="/film/a.mp4#t=0" data-detik="0"><time datetime="PT0S">0:00</time> Pembuka</a></li>\n'
        '<li><a href="/film/a.mp4#t=95" data-detik="95"><time datetime="PT95S">1:35</time> Wawancara &amp; &lt;b&gt;</a></li>\n'
        "</ol></details>\n<p>Teks.</p>" in found
    )


def test_chapters_of_youtube_lead_there(portal: Portal) -> None:
    """Behind the box, with its caption."""
    found = page(portal, '[Camat](https://youtu.be/dQw4w9WgXcQ "Wawancara.")\n\nTeks.', chapters=CHAPTERS)
    assert '</figcaption></figure>\n<details class="bab" open>' in found
    assert '<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=95s" rel="noopener nofollow"><time' in found


def test_chapters_stand_where_the_film_does(film: Portal) -> None:
    """On that page of a split article, and on the one with all of it."""
    page(film, f"Satu.\n\n<!-- halaman -->\n\n{BODY}", chapters=CHAPTERS)
    shown = ['class="bab"' in film.read(f"daerah/2024/10/a/{name}index.html") for name in ("", "2/", "semua/")]
    assert shown == [False, True, True]


def test_the_photo_is_shown_until_the_film_plays(film: Portal) -> None:
    """And not above it."""
    film.add("content/foto/a.svg", SVG)
    found = page(film, photo="{src: /foto/a.svg, caption: Camat., credit: Sari}")
    assert '<video src="/film/a.mp4" poster="/foto/a.svg" controls' in found
    assert '<figure class="foto">' not in found
    assert ld(found)["NewsArticle"]["video"]["thumbnailUrl"] == ["https://uji.example/foto/a.svg"]  # type: ignore[index]


def test_a_portal_below_a_path(film: Portal) -> None:
    """Film, chapters and photo are there."""
    film.add("site.yaml", CONFIG.replace("uji.example", "uji.example/portal"))
    found = page(film, chapters=CHAPTERS)
    assert 'src="/portal/film/a.mp4"' in found
    assert 'href="/portal/film/a.mp4#t=95"' in found
    assert ld(found)["NewsArticle"]["video"]["contentUrl"] == "https://uji.example/portal/film/a.mp4"  # type: ignore[index]


def test_the_mark_stands_below_the_transcript(film: Portal) -> None:
    """It closes the article, not what somebody says in it."""
    found = page(film)
    assert '<p>Sari: ya.</p>\n</details>\n<p><span class="inisial">***(' in found


def test_what_search_engines_are_told(film: Portal) -> None:
    """The film, its chapters as clips with beginning, end and address, and what is said in it."""
    data = ld(page(film, chapters=CHAPTERS, duration='"12:30"'))["NewsArticle"]["video"]
    url = "https://uji.example/daerah/2024/10/a/?t="
    assert data == {
        "@type": "VideoObject", "name": "Wawancara Camat", "description": "Teks.", "uploadDate": "2024-10-09T16:10:00+07:00",
        "contentUrl": "https://uji.example/film/a.mp4", "thumbnailUrl": ["https://uji.example/daerah/bagikan.png"], "duration": "PT750S",
        "hasPart": [
            {"@type": "Clip", "name": "Pembuka", "startOffset": 0, "url": f"{url}0", "endOffset": 95},
            {"@type": "Clip", "name": "Wawancara & <b>", "startOffset": 95, "url": f"{url}95", "endOffset": 750},
        ],
        "transcript": "Camat: air surut. Sari: ya.",
    }  # fmt: skip


def test_the_last_chapter_has_no_end_if_nobody_says_it(film: Portal) -> None:
    """And without a transcript there is none."""
    data = ld(page(film, "![W](/film/a.mp4)", chapters=CHAPTERS))["NewsArticle"]["video"]
    assert "endOffset" not in data["hasPart"][1]  # type: ignore[index]
    assert not {"duration", "transcript"}.intersection(data)  # type: ignore[arg-type]


def test_of_another_sort_of_article_nothing_is_told(film: Portal) -> None:
    """A film may stand in any report."""
    assert "video" not in ld(page(film, type=""))["NewsArticle"]


def test_a_withdrawn_video_is_gone(film: Portal) -> None:
    """With film, chapters and transcript."""
    film.add("content/daerah/2024/10/b.md", article("B"))
    found = page(
        film,
        chapters=CHAPTERS,
        retracted="{timestamp: 2024-10-09 18:00 WIB, reason: sara, text: Maaf., title: Dicabut}",
    )
    assert "Pembuka" not in found
    assert "surut" not in found
    assert not (film.output / "film/a.mp4").exists()


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (95, "1:35"), (3599, "59:59"), (3600, "1:00:00"), (37230, "10:20:30")]
)
def test_a_time_of_a_film(seconds: int, shown: str) -> None:
    """As players show it."""
    assert clock(seconds) == shown
