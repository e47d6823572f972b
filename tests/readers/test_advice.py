"""What the writer of a file is told though it is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import Portal, article, site

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"/>'
A = "content/daerah/2024/10/a.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add("content/foto/a.svg", SVG)
    return portal


def told(portal: Portal) -> list[str]:
    """Build, and return the places of the warnings."""
    return [str(one.where) for one in portal.build().warnings]


def test_a_photo_without_words(portal: Portal) -> None:
    """A photo has alt text, else a caption; with neither its writer is told where, and what to do."""
    for photo, expected in (
        ("{src: /foto/a.svg, credit: S}", [f"{A}:6:14"]),
        ("{src: https://foto.example/a.jpg, credit: S}", [f"{A}:6:14"]),
        ("{src: /foto/a.svg, credit: S, caption: Air naik.}", []),
        ("{src: /foto/a.svg, credit: S, alt: Air di jalan}", []),
        ("{src: /foto/a.svg, caption: '(Foto: S)'}", [f"{A}:6:14"]),
    ):
        portal.add(A, article("A", photo=photo))
        assert told(portal) == expected, photo
    warning = portal.report.warnings[0]  # type: ignore[union-attr]
    assert warning.text("warning").startswith(f"{A}:6:14: warning: this picture has neither alt text nor caption")
    assert warning.excerpt == "photo: {src: /foto/a.svg, caption: '(Foto: S)'}"
    assert "add alt:" in warning.hint


def test_pictures_of_a_body_without_words(portal: Portal) -> None:
    """The same holds for pictures in the text, of the site and of other hosts, in standing pages and profiles too."""
    body = (
        "Teks ![](/foto/a.svg) teks.\n\n![Air](/foto/a.svg)\n\n![](/foto/a.svg 'Air naik.')\n\n"
        "![](https://foto.example/a.jpg)\n\n![Air](https://foto.example/a.jpg)\n\n![]( /foto/a.svg )"
    )
    portal.add(A, article("A", body))
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\n![](/foto/a.svg)\n")
    portal.add("content/authors/sari.md", "---\nname: Sari\n---\n![](/foto/a.svg)\n")
    assert told(portal) == [
        "content/authors/sari.md:4:5", "content/pages/tentang.md:4:5", f"{A}:7:10", f"{A}:13:5", f"{A}:17:1",
    ]  # fmt: skip


def test_what_has_no_readers_is_not_warned_of(portal: Portal) -> None:
    """A draft is not finished, and a withdrawn article shows no picture."""
    photo = "{src: /foto/a.svg, credit: S}"
    portal.add(A, article("A", "![](/foto/a.svg)", photo=photo, draft="true"))
    gone = "{timestamp: 2024-10-10 09:00 WIB, reason: sara, text: Dicabut.}"
    portal.add("content/daerah/2024/10/b.md", article("B", photo=photo, retracted=gone))
    assert told(portal) == []


def test_a_warning_is_told_by_the_build_that_reads_the_file(portal: Portal) -> None:
    """Whoever saves a file is told of it, once; a build from nothing tells all, and a portal is built all the same."""
    for n in range(25):
        portal.add(f"content/daerah/2024/10/b-{n:02d}.md", article(f"B{n}", "![](/foto/a.svg)"))
    report = portal.build()
    assert (len(report.warnings), report.more_warnings) == (25, 0)
    assert told(portal) == []
    portal.edit("content/daerah/2024/10/b-07.md", "B7", "B tujuh")
    assert told(portal) == ["content/daerah/2024/10/b-07.md:7:5"]
    # A build that fails takes nothing in, and the next one reads the file again.
    portal.edit("content/daerah/2024/10/b-07.md", "B tujuh", "B VII")
    portal.add("content/daerah/2024/10/salah.md", article("X", author=""))
    portal.problems()
    portal.remove("content/daerah/2024/10/salah.md")
    assert told(portal) == ["content/daerah/2024/10/b-07.md:7:5"]
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ({"tags": "[Bank, Advertorial]"}, "Advertorial"), ({"title": "'[ADV] Bank Pesisir Buka Tabungan'"}, "[ADV]"),
        ({"title": "'Advertorial: Bank Pesisir'"}, "Advertorial"), ({"title": "'Pariwara | Bank Pesisir'"}, "Pariwara"),
        ({"title": "Advertorial di Media Dibahas"}, ""), ({"title": "Iklan Rokok Dilarang", "tags": "[iklan]"}, ""),
        ({"tags": "[advertorial]", "type": "advertorial", "sponsor": "Bank"}, ""),
    ],
)  # fmt: skip
def test_a_word_is_no_label_of_what_is_paid_for(portal: Portal, keys: dict[str, str], word: str) -> None:
    """Other systems label by a tag or in the headline; here no list, feed or search engine would know."""
    portal.add(A, article(**{"title": "Bank Pesisir", **keys}))
    told = [one.message for one in portal.build().warnings if one.code == "unlabelled-sponsor"]
    assert told == ([f'"{word}" stands here as a word alone, so readers are not told who pays'] if word else [])


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"sponsor": "PT Dermaga"}, True), ({"sponsor": "PT Dermaga", "type": "advertorial"}, False),
        ({"sponsor": "PT Dermaga", "retracted": "{timestamp: 2024-10-09 17:00 WIB, reason: sara, text: Dicabut.}"}, False), ({}, False),
    ],
)  # fmt: skip
def test_what_is_paid_for_is_labelled(portal: Portal, keys: dict[str, str], told: bool) -> None:
    """Unless nobody reads it any more."""
    portal.add(A, article(**keys))
    assert [one.code for one in portal.build().warnings if one.code == "unlabelled-sponsor"] == [
        "unlabelled-sponsor"
    ] * told
