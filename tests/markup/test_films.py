"""The video of an article: its chapters, its length, its transcript. What is said of mistakes is in fixtures/problems.txt."""

from __future__ import annotations

import re
from itertools import product

from tests.support import article, indonesian, ld, site

FILM = "![Wawancara](/film/a.mp4)"
YOUTUBE = "https://youtu.be/dQw4w9WgXcQ"


def test_chapters_of_a_film_of_the_site_or_of_youtube(tmp_path):
    """Each with the second at which it begins; the keys may be Indonesian."""
    portal = site(tmp_path)
    portal.add("content/film/a.mp4", "film")
    written = '["00:00 Pembuka", "01:35 Wawancara", 62.30 - Tanya jawab, "1:02:31 — Penutup: 2026"]'
    for number, body in enumerate((FILM, f"Teks.\n\n{FILM}", YOUTUBE, f"Teks.\n\n{YOUTUBE}")):
        text = article("W", body, type="video", chapters=written, duration='"1:10:00"')
        portal.add(f"content/daerah/{number}.md", indonesian(text) if number % 2 else text)
    portal.build()
    for number in range(4):
        page = portal.read(f"daerah/2024/10/{number}/index.html")
        assert re.findall("Pembuka|Wawancara|Tanya jawab|Penutup: 2026", page.partition("</head>")[2])
        if number > 1:
            continue
        video = ld(page)["NewsArticle"]["video"]
        assert [(one["name"], one["startOffset"]) for one in video["hasPart"]] == [
            ("Pembuka", 0), ("Wawancara", 95), ("Tanya jawab", 3750), ("Penutup: 2026", 3751),
        ]  # fmt: skip
        assert video["duration"] == "PT4200S"


FOLDED = '<details class="transkrip"><summary><h2 id="transkrip">Transkrip</h2></summary>\n'


def bodies(portal, texts):
    """Return the bodies of videos as readers get them."""
    for number, text in enumerate(texts):
        portal.add(f"content/daerah/{number}.md", article("W", text, type="video"))
    portal.build()
    pages = [portal.read(f"daerah/2024/10/{number}/index.html") for number in range(len(texts))]
    return [page.partition('class="isi"')[2].partition(">")[2].partition("</article>")[0] for page in pages]


def test_a_transcript_is_folded(tmp_path):
    """Up to the next heading that is not below it, to the footnotes or to the end; none is within a quotation or a list, or empty."""
    folded = {
        "Teks.\n\n## Transkrip\n\nA: ya.": f"<p>Teks.</p>\n{FOLDED}<p>A: ya.</p>\n</details>\n",
        "# Transkrip\n\nA.\n\n### Dua\n\nB.": f'{FOLDED}<p>A.</p>\n<h3 id="dua">Dua</h3>\n<p>B.</p>\n</details>\n',
        "## Transkrip\n\nA.\n\n## Data\n\nB.": f'{FOLDED}<p>A.</p>\n</details>\n<h2 id="data">Data</h2>\n<p>B.</p>\n',
        "## Transkrip\n\nA[^1].\n\n[^1]: Catatan.": '</p>\n</details>\n<section class="catatan"',
    }
    others = (
        "Teks.\n\n## Transkrip",
        "## Transkrip\n\n## Data\n\nB.",
        "> ## Transkrip\n>\n> A.",
        "- ## Transkrip\n\n  A.",
        "## Isi transkrip\n\nA.",
    )
    shown = bodies(site(tmp_path), [*folded, *others])
    for html, expected in zip(shown, folded.values(), strict=False):
        assert expected in html
    assert not any("<details" in html for html in shown[len(folded) :])


def test_a_fold_never_crosses_another_element(tmp_path):
    """Whatever stands around it, elements are closed in the order in which they were opened."""
    around = ("> B.", "- satu\n- dua", "<blockquote>", "## Data", "<details>\n\nx\n\n</details>")
    parts = ("## Transkrip\n\nA.", "> ## Transkrip\n>\n> A.", "### Transcript\n\nA.\n\n<details>")
    texts = ["\n\n".join(("Awal.", *one, "Akhir.")) for one in product(around, parts, around)]
    for html in bodies(site(tmp_path), texts):
        opened: list[str] = []
        for name in re.findall(r"</?(?!br|hr|img|source)[a-z][a-z0-9]*", html.partition("Akhir.")[0]):
            if name.startswith("</"):
                assert opened.pop() == name[2:], html
            else:
                opened.append(name[1:])
