"""What an article is found by."""

from __future__ import annotations

from generator.markup.documents import parse_article
from generator.model.records import Article
from generator.model.words_of_articles import words_of
from generator.search import words
from tests.support import READING, article


def found_by(title: str = "Kapal karam", body: str = "Isi.", **keys: str) -> dict[str, int]:
    """Return the terms of an article with their marks."""
    text = article(title, body, **keys).encode()
    record, problems = parse_article(text, "daerah/2024/10/a.md", READING, broken=True)
    assert isinstance(record, Article), problems
    terms, marks = words.unpacked(words_of(record))
    return dict(zip(map(bytes.decode, terms), marks, strict=True))


def test_all_that_readers_see_of_it_counts() -> None:
    """Headline, text, summary, tags, region and byline, on all of its pages."""
    found = found_by(
        "Kapal karam", "Nelayan.\n\n<!-- halaman -->\n\n## Pasar\n\nIkan **tuna**.", summary="Ombak besar.", tags="[Feri]",
        region="Teluk/Muara", author="Ani Putri",
    )  # fmt: skip
    assert found.keys() >= {
        "kapal",
        "karam",
        "nelayan",
        "pasar",
        "ikan",
        "tuna",
        "ombak",
        "besar",
        "feri",
        "teluk",
        "muara",
        "ani",
        "putri",
    }


def test_neither_markup_nor_addresses_are_words() -> None:
    """Nor what other articles are called."""
    found = found_by(
        body='[Laporan](https://contoh.example/rahasia/)\n\nBaca Juga: [Judul lain](/daerah/2024/10/b/)\n\n![Perahu](/foto/a.jpg "Dermaga")'
    )
    assert "lapor" in found or "laporan" in found
    assert not found.keys() & {"https", "contoh", "rahasia", "href", "judul", "img", "src", "amp"}


def test_signs_that_are_escaped_are_no_words() -> None:
    """The text is that which readers see."""
    assert not found_by(body="Toko A & B < C").keys() & {"amp", "lt"}
    assert "jumat" in found_by(body="Hari Jum'at.")
    assert "jumat" in found_by(body="Hari Jum’at.")


def test_filters_are_terms() -> None:
    """Kanal, type and each author; of a region site.yaml decides which it is."""
    assert found_by(author="[Ani Putri, Budi]", type="opini").keys() >= {"k:daerah", "j:opini", "p:ani-putri", "p:budi"}


def test_a_withdrawn_article_has_its_headline_and_its_filters() -> None:
    """No word of its text, its summary, its tags or its byline, and not who wrote it, as its page has none of these."""
    found = found_by(
        "Kapal karam", "Nelayan.", summary="Ombak.", tags="[Feri]", author="Ani", region="Teluk/Muara",
        retracted="{timestamp: 2024-10-09 20:00 WIB, reason: sara, text: Dicabut.}",
    )  # fmt: skip
    assert found.keys() == {"kapal", "karam", "k:daerah", "j:berita"}


def test_an_article_that_is_gone_has_none() -> None:
    """Nobody finds it."""
    record, _ = parse_article(article("A", gone="true").encode(), "daerah/2024/10/a.md", READING, broken=True)
    assert record is not None
    assert words_of(record) == b""
