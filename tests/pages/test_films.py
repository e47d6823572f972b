"""The video of an article on its page."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import CONFIG, Portal, article, ld, site

A = "content/daerah/2024/10/a.md"
BODY = "![Wawancara](/film/a.mp4)\n\nTeks.\n\n## Transkrip\n\nCamat: *air* surut.\n\nSari: ya.***(SW)"


def video(body: str = BODY, **keys: str) -> str:
    return article("Wawancara Camat", body, **{"type": "video", **keys})


ARTICLES = {
    "plain": video(), "caption": video('![Wawancara](/film/a.mp4 "Camat.")\n\nTeks.'), "report": video(type=""),
    "sound": video("![](/suara/a.mp3)", type=""),
    "photo": video(photo="{src: /foto/a.svg, caption: Camat., credit: Sari}"),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = site(tmp_path_factory.mktemp("film"), config=CONFIG + "permalink: /{slug}/\n")
    portal.add("content/film/a.mp4", "film")
    portal.add("content/suara/a.mp3", "suara")
    portal.add("content/foto/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>')
    for name, text in ARTICLES.items():
        portal.add(f"content/daerah/{name}.md", text)
    portal.build()
    return portal


def page(portal: Portal, name: str) -> str:
    return portal.read(f"{name}/index.html")


def told(portal: Portal, name: str) -> Any:
    """Return what search engines are told of the film of an article."""
    return ld(page(portal, name))["NewsArticle"].get("video")


def test_a_film_of_the_site_plays_on_its_page(built: Portal) -> None:
    """With what it shows said to those who do not see it; what cannot play it shows a link."""
    player = '<video src="/film/a.mp4" controls preload="metadata" playsinline aria-label="Wawancara"><a href="/film/a.mp4">Wawancara</a></video>'
    assert f'<div class="isi">\n<p>{player}</p>\n<p>Teks.</p>' in page(built, "plain")
    assert f"<figure>{player}<figcaption>Camat.</figcaption></figure>" in page(built, "caption")


def test_sound_plays_too(built: Portal) -> None:
    """In any article, as films do."""
    sound = '<audio src="/suara/a.mp3" controls preload="metadata"><a href="/suara/a.mp3">a.mp3</a></audio>'
    assert sound in page(built, "sound")


def test_a_film_that_is_not_there(portal: Portal) -> None:
    """It is missing as a picture is."""
    portal.add(A, video())
    assert [f"{one.place} {one.code}" for one in portal.problems()] == [f"{A}:8:14 missing-picture"]


def test_the_photo_is_shown_until_the_film_plays(built: Portal) -> None:
    """And not above it."""
    assert '<video src="/film/a.mp4" poster="/foto/a.svg" controls' in page(built, "photo")
    assert '<figure class="foto">' not in page(built, "photo")
    assert told(built, "photo")["thumbnailUrl"] == ["https://uji.example/foto/a.svg"]


def test_what_search_engines_are_told(built: Portal) -> None:
    """The film of a video article, and of no other."""
    assert told(built, "plain") == {
        "@type": "VideoObject", "name": "Wawancara Camat", "description": "Teks.", "uploadDate": "2024-10-09T16:10:00+07:00",
        "contentUrl": "https://uji.example/film/a.mp4", "thumbnailUrl": ["https://uji.example/aset/ikon-512.png"],
    }  # fmt: skip
    assert told(built, "report") is None


def test_below_a_path_and_withdrawn(portal: Portal) -> None:
    """The film is below the path of the host; with the article it goes."""
    portal.add("site.yaml", CONFIG.replace("uji.example", "uji.example/portal"))
    portal.add("content/film/a.mp4", "film")
    portal.add(A, video())
    portal.build()
    found = portal.read("daerah/2024/10/a/index.html")
    assert 'src="/portal/film/a.mp4"' in found
    assert ld(found)["NewsArticle"]["video"]["contentUrl"] == "https://uji.example/portal/film/a.mp4"  # type: ignore[index]
    retracted = "{timestamp: 2024-10-09 18:00 WIB, reason: sara, text: Maaf., title: Dicabut}"
    portal.add(A, video(retracted=retracted))
    portal.build()
    found = portal.read("daerah/2024/10/a/index.html")
    assert "surut" not in found
    assert not (portal.output / "film/a.mp4").exists()
