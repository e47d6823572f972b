"""The measuring of Artikel Terkait: archives of several forms are read, and the figures are those that one reckons by hand."""

from __future__ import annotations

from math import log, sqrt

import pytest

from tools.related_quality import portal
from tools.related_quality.__main__ import row
from tools.related_quality.archives import Article, plain, read
from tools.related_quality.similarity import cosine, reachable, shown, vectors

DAY = 86_400
TEXTS = ["banjir sungai", "banjir pasar", "pasar pasar sungai"]
"""Each word stands in two texts, so that all are equally rare."""
FAR = 1 / (sqrt(2) * sqrt((1 + log(2)) ** 2 + 1))
"""The first and the last share a word, which the last has once beside one that it has twice."""


def test_nearness_is_the_cosine_of_weighted_words():
    """A word twice in a text weighs 1 + ln 2, and texts of any length count alike."""
    one, two, three = vectors(TEXTS, most=1)
    assert cosine(one, two) == pytest.approx(1 / 2)
    assert cosine(one, three) == pytest.approx(FAR)
    assert cosine(three, three) == pytest.approx(1)


def test_words_of_one_text_or_of_most_do_not_count():
    """They make nothing near to anything."""
    assert vectors(["banjir agam", "banjir solok", "hujan solok"], most=0.5) == [{}, {}, {}]
    assert [list(vector) for vector in vectors(["banjir agam", "banjir solok", "hujan solok"], most=0.7)] == [
        ["banjir"], ["banjir", "solok"], ["solok"],
    ]  # fmt: skip


def test_an_empty_place_counts_nothing():
    """The mean is over five places, however many are filled."""
    assert shown(vectors(TEXTS, most=1), [[1], [], [0, 1]]) == pytest.approx(
        [0.1, 0, (FAR + (1 + log(2)) / (sqrt(2) * sqrt((1 + log(2)) ** 2 + 1))) / 5]
    )


def test_a_newer_article_can_be_reached_within_48_hours():
    """The best box is of the past, and of what came two days later at most."""
    found = vectors(TEXTS, most=1)
    near = cosine(found[1], found[2])
    assert reachable(found, [0, 2 * DAY, 4 * DAY + 1]) == pytest.approx([0.1, 0.1, (FAR + near) / 5])
    assert reachable(found, [0, 2 * DAY + 1, 4 * DAY + 1]) == pytest.approx([0, (0.5 + near) / 5, (FAR + near) / 5])


def test_the_figures_of_a_row():
    """Mean, share of the best, empty boxes, places filled, and full boxes from the sixth article on."""
    found = vectors(["banjir sungai"] * 7, most=1)
    boxes = [[], [0], [1, 0], [2, 1, 0], [3, 2, 1, 0], [4, 3, 2, 1, 0], [5]]
    assert row(found, boxes, 0.5) == "0.457 | 0.91 | 1 | 2.29 | 0.500"


def test_archives_of_others_are_read(tmp_path):
    """Front matter in YAML or TOML, times with and without a zone or in the name of the file, tags under several names."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.md").write_text(
        '+++\ntitle = "A  B"\npublished = 2024-01-02T07:00:00+07:00\ntopics = ["Air"]\nseries = ["air", "Kali"]\n+++\n\nSatu *dua*.\n'
    )
    (tmp_path / "2024-01-01-b.md").write_text(
        "---\ntitle: B\ntags: air kali\n---\n{{< foto >}}\n\n# Tiga [empat](/x) <b>lima</b>\n"
    )
    (tmp_path / "c.md").write_text(
        "---\ntitle: C\ntimestamp: 2024-01-03 07:00 WIB\ncategory: daerah\nregion: jawa-barat/garut\n---\n"
    )
    (tmp_path / "d.md").write_text("---\ntitle: tanpa waktu\n---\n")
    (tmp_path / "e.md").write_text("Tanpa apa-apa.\n")
    first = 1_704_067_200
    assert read(tmp_path) == [
        Article(first, "B", "Tiga empat lima", ("air", "kali"), "berita", address="2024-01-01-b"),
        Article(first + DAY, "A B", "Satu *dua*.", ("Air", "Kali"), "news", address="news/a"),
        Article(first + 2 * DAY, "C", "", (), "daerah", "jawa-barat/garut", "c"),
    ]


def test_what_is_no_text_is_left_out():
    """Addresses, code of templates, tags and rules say nothing about a story."""
    assert (
        plain("![foto](a.jpg)\n\n---\n\n{% include x %}\n\nLihat <https://a.example> &amp; baca")
        == "foto\n\nLihat & baca"
    )


@pytest.mark.slow
def test_boxes_of_a_built_site(tmp_path):
    """An archive becomes a site that builds, whatever its texts hold, and the boxes are found in its pages."""
    body = "Baca Juga: # <b> [x](/tidak/ada) *Sungai* \\ `meluap` & surut."
    articles = [Article(at * DAY, f'"Banjir": {{hari}} #{at} \\', body, ("Banjir Lindan",), "daerah") for at in (1, 2)]
    portal.write(tmp_path / "site", articles)
    assert portal.build(tmp_path / "site", articles) == [[1], [0]]
