"""Media: what is published as it is. What is said of the rest is in fixtures/problems.txt."""

from __future__ import annotations

import re

import pytest

from tests.lint_support import checked
from tests.support import CONFIG, article, png, site

PUBLISHED = (
    ".jpg .jpeg .png .gif .webp .avif .mp4 .webm .mov .mp3 .m4a .ogg .oga .ogv .opus .wav .flac .ico .vtt .woff .woff2"
)
REFUSED = (
    ".pdf .csv .json .zip .docx .md.bak .tmp .heic .tiff .avi .aac .srt .html .htm .js .css .php .xml .exe .svgz .wasm "
    ".jpg.html"
)
ARTICLES = ".markdown .mdown .mkd .mdx .md.txt"


def test_each_ending_is_published_or_told_why_not(tmp_path):
    """However it is written; what may be an article is told by itself."""
    portal = site(tmp_path)
    for ending in f"{PUBLISHED} {REFUSED} {ARTICLES}".split():
        portal.add(f"content/foto/kecil{ending}", png(4, 3))
        portal.add(f"content/foto/BESAR{ending.upper()}", png(4, 3))
    told = {one.path: one.message for one in checked(portal).errors if one.code == "refused-file"}
    kinds = ((REFUSED, "unless site.yaml allows it"), (ARTICLES, "ends in .md"))
    expected = {
        f"content/foto/{name}": said
        for endings, said in kinds
        for ending in endings.split()
        for name in (f"kecil{ending}", f"BESAR{ending.upper()}")
    }
    assert told.keys() == expected.keys()
    assert [path for path, message in told.items() if expected[path] not in message] == []


@pytest.mark.parametrize(
    ("allow", "published"),
    [
        ("[.HTML, CNAME]", "a.html dokumen/b.HTML CNAME"), ("[google1.html]", "google1.html x/google1.html"),
        ("{/content/dokumen: [.PDF], /: [CNAME]}", "dokumen/a.PDF dokumen/2026/b.pdf CNAME"),
        ("{arsip/2024/: .zip}", "arsip/2024/a.zip"),
    ],
)  # fmt: skip
def test_what_site_yaml_allows_is_published(tmp_path, allow, published):
    """By ending or name; what is allowed in a folder is allowed below it and nowhere else."""
    others = "b.html.bak c.pdf dokumenlain/d.pdf dokumen/e.zip arsip/f.zip"
    portal = site(tmp_path, config=f"{CONFIG}media: {{allow: {allow}, public: ['**']}}\n")
    for path in f"{published} {others}".split():
        portal.add(f"content/{path}", "x")
    assert sorted(one.path for one in portal.problems()) == sorted(f"content/{path}" for path in others.split())
    for path in others.split():
        portal.remove(f"content/{path}")
    portal.build()
    assert [path for path in published.split() if portal.read(path) != "x"] == []


def test_the_line_of_the_hint_is_all_that_is_needed(tmp_path):
    """A site that has documents builds with it, as before."""
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/a.md", article("A", "[APBD](/dokumen/apbd.pdf)"))
    portal.add("content/dokumen/apbd.pdf", b"%PDF-1.4\n")
    (said,) = [one for one in checked(portal).errors if one.code == "refused-file"]
    line = re.findall("site.yaml: (.*)", said.hint)[0]
    portal.add("site.yaml", f"{CONFIG}{line}\n")
    portal.build()
    assert portal.files()["dokumen/apbd.pdf"] == b"%PDF-1.4\n"
    portal.edit("site.yaml", "[.pdf]", "[.xlsx]")
    assert [one.code for one in portal.problems()] == ["refused-file"]
