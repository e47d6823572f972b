"""Bodies of other systems become Markdown, and no word of them is lost in silence."""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import growth
from tests.importing_support import Archive, converted, post

TABLE = (Path(__file__).parents[2] / "fixtures/bodies.txt").read_text("utf-8")
CASES = {
    markup: re.findall(r"^== (.+)\n((?:.*\n)*?)=>\n((?:(?!== ).*\n)*)", cases, re.MULTILINE)
    for markup, cases in re.findall(r"^= (\w+)\n((?:(?!= ).*\n?)*)", TABLE, re.MULTILINE)
}
"""Name, body and Markdown of each case, by markup."""


@cache
def made(markup: str) -> dict[str, str]:
    """Return what becomes of each case."""
    names, bodies, _ = zip(*CASES[markup], strict=True)
    with TemporaryDirectory() as folder:
        return dict(zip(names, converted(Path(folder), markup, [body.rstrip("\n") for body in bodies]), strict=True))


@pytest.mark.parametrize(
    ("markup", "name", "written"), [(markup, name, text) for markup, cases in CASES.items() for name, _, text in cases]
)
def test_bodies(markup: str, name: str, written: str) -> None:
    """Each thing that newsrooms write has its form in Markdown, and what has none is told."""
    assert made(markup)[name].strip() == written.strip()


def notes_of(texts: list[str], *codes: str) -> list[str]:
    """Return the notes with some codes."""
    return [line for text in texts for line in text.split("\n") if line.startswith(tuple(f"@ {one}:" for one in codes))]


SIGNS = st.text(alphabet="xyz7 *_`[]()<>&!#+-=.~|\\:{}\"'“”\n/%", max_size=24)
WORDS = st.builds(
    lambda tag, text: f"<{tag}>{escape(text)}</{tag}>" if tag else escape(text),
    st.sampled_from(["", "", "b", "em", "strong", "i", "del", "span", "code"]), SIGNS,
)  # fmt: skip


@settings(max_examples=10)
@given(st.lists(st.lists(WORDS, max_size=4).map("".join), min_size=1, max_size=40))
def test_no_letter_is_lost_among_signs(paragraphs: list[str]) -> None:
    """Text that looks like markup, and bold words anywhere, are the same letters in the same order."""
    with TemporaryDirectory() as folder:
        texts = converted(Path(folder), "html", [f"<p>{one}</p>" for one in paragraphs])
    assert notes_of(texts, "words", "held-back") == []
    letters = [re.findall("[xyz7]", text.partition("\n@ ")[0]) for text in texts]
    assert letters == [re.findall("[xyz7]", unescape(re.sub("<[^>]*>", "", one))) for one in paragraphs]


SHORTCODES = "caption gallery embed youtube vimeo tweet video audio playlist vc_row vc_btn kutipan tabs sic php".split()
ATTRIBUTES = ("", ' id="8"', ' ids="8,9"', " https://vimeo.com/76979871", ' caption="Air"', " kata")
NESTED = st.recursive(
    st.sampled_from(["kata", "dua kata", '<img src="/a.jpg"> kata', "https://lain.example/a kata", "<b>kata</b>"]),
    lambda inner: st.builds("{} {}".format, inner, inner)
    | st.builds(
        "[{0}{1}]{2}[/{0}]".format, st.sampled_from(SHORTCODES), st.sampled_from(ATTRIBUTES), inner,
    ),
    max_leaves=4,
)  # fmt: skip


@settings(max_examples=10)
@given(st.lists(NESTED, min_size=1, max_size=40))
def test_no_word_within_shortcodes_is_lost_in_silence(bodies: list[str]) -> None:
    """However they are nested: each word is in the text, or in the report."""
    with TemporaryDirectory() as folder:
        texts = converted(Path(folder), "wordpress", [f"Awal {body} akhir." for body in bodies])
    for body, text in zip(bodies, texts, strict=True):
        wanted = len(re.findall(r"\bkata\b", re.sub(r"\[[^]]*\]", " ", body)))
        told = sum(len(re.findall(r"\bkata\b", note)) for note in notes_of([text], "words"))
        assert len(re.findall(r"\bkata\b", text.partition("\n@ ")[0])) + told >= wanted


TAGS = (
    "p div span b i a img br ul ol li table tr td blockquote pre code h1 h2 figure figcaption iframe script style "
    "video object embed form input svg math details dl dt dd noscript template hr"
).split()
SOUP = st.one_of(
    st.builds(
        "<{}{}>".format, st.sampled_from(TAGS),
        st.sampled_from(["", ' href="javascript:alert(1)"', ' src="x.jpg"', ' onclick="x()"', ' data-bare=""', " =",
                ' href="http://["']),
    ),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
    st.sampled_from(["[caption]", "[/caption]", "[gallery]", "[x a=1]", "[[", "]]", "<!--", "-->", "<!--nextpage-->",
            "<!-- wp:x /-->", "&#27;", "&lt;script&gt;", "\n\n", "Baca Juga: "]),
)  # fmt: skip


@settings(max_examples=10)
@given(
    st.sampled_from(["html", "wordpress", "markdown"]), st.lists(st.lists(SOUP, max_size=14).map("".join), max_size=30)
)
def test_any_body_is_converted(markup: str, bodies: list[str]) -> None:
    """No soup of tags, shortcodes and comments ends an import, and no script comes out of it."""
    with TemporaryDirectory() as folder:
        texts = converted(Path(folder), markup, [body.replace("]]>", "") for body in bodies])
    assert not any("](javascript:" in text for text in texts)


@pytest.mark.slow
def test_no_body_stalls_the_import(tmp_path: Path) -> None:
    """The worst texts that are known take time by their size alone."""
    units = ("<b>", "[a b=c]", "<ul><li>", "<a href='x'>", "*_`[")

    def work(number: int) -> object:
        archive = Archive(tmp_path)
        bodies = (f"<p>{unit * number}x{'[/a]' * unit.count('=c') * number}" for unit in units)
        archive.export(*(post(index, body) for index, body in enumerate(bodies, start=1)))
        return lambda: archive.run("--dry-run")

    growth.held(work, 3000)  # type: ignore[arg-type]


def test_as_many_pages_as_an_article_may_have(tmp_path: Path) -> None:
    """What is left is on the last one; of a standing page all are one, which is told."""
    archive = Archive(tmp_path)
    body = "<!--nextpage-->".join(f"h{number}" for number in range(600))
    page = {"wp:post_type": "page", "wp:post_name": "tentang"}
    archive.export(post(1, body), post(2, "Satu<!--nextpage-->Dua", **page))
    archive.run()
    parts = archive.body().split("<!-- halaman -->")
    assert 10 < len(parts) < 600
    assert parts[-1].split()[-1] == "h599"
    assert archive.body("tentang.md") == "Satu\n\nDua"
    assert [note["id"] for note in archive.notes("page-break")] == ["2"]
