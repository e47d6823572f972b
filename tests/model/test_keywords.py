"""Telling words: what is found in hostile texts, and what is kept of them."""

from __future__ import annotations

import tracemalloc

import pytest

from generator.base.stemming import stem
from generator.markup.documents import parse_article
from generator.model import keywords
from generator.model.keywords import STOPWORDS
from tests.support import READING, article


def test_a_text_without_spaces_is_no_word() -> None:
    """Nor is it kept, though roots of words are: an archive of such texts would fill the memory."""
    tracemalloc.start()
    try:
        for number in range(8):
            body = f"x{number}" + "ab" * 250_000
            record, problems = parse_article(article("Banjir", body).encode(), "daerah/a.md", READING)
            assert record is not None, problems
            assert [(word.root, word.count) for word in keywords.keywords(record)] == [("banjir", 3)]
            del record
        assert tracemalloc.get_traced_memory()[0] < 2_500_000
    finally:
        tracemalloc.stop()


def words(title: str, body: str) -> dict[str, keywords.Word]:
    """Return the telling words of an article by their roots."""
    record, problems = parse_article(article(title, body).encode(), "daerah/a.md", READING)
    assert record is not None, problems
    return {word.root: word for word in keywords.keywords(record)}


def test_a_word_that_only_follows_another_is_joined_to_it() -> None:
    """A surname is; not one that also stands alone, nor what was said once, for any word follows another one then."""
    found = words(
        "Kiper Yusran Malewa Absen", "Yusran Malewa cedera. Yusran pulang ke Rawa Kelumpang. Warga Kelumpang menanti."
    )
    assert [root for root, word in found.items() if word.joined] == ["malewa"]
    roots = list(found)
    assert roots.index("malewa") == roots.index("yusran") + 1, "behind the word that it is joined to"


def test_a_word_that_is_said_alone_later_is_joined_to_none() -> None:
    """However often it stood behind the same word before, and whichever word stands before it then."""
    for body in (
        "Yusran Malewa, Yusran Malewa, Yusran Malewa, lalu Malewa.",
        "Yusran Malewa, Yusran Malewa, Rustam Malewa.",
    ):
        assert not any(word.joined for word in words("Kiper", body).values())


def test_names_of_three_words_are_one() -> None:
    """So are two names that begin alike: what they share has been said once."""
    body = "Karsa Bumi Lestari digugat. Direktur Karsa Bumi Lestari diam. Karsa Bumi Abadi dan Karsa Bumi Abadi juga."
    found = words("Gugatan", body)
    assert {root for root, word in found.items() if word.joined} == {"bumi", "lestari", "abadi"}
    assert list(found)[list(found).index("karsa") :][:4] == ["karsa", "bumi", "lestari", "abadi"]


def test_terms_are_kept_whole() -> None:
    """What is packed says of each term what was found of its word, and to which name it belongs."""
    text = article("Kiper Yusran Malewa", "Yusran Malewa cedera.", tags="[Liga]")
    record, problems = parse_article(text.encode(), "daerah/a.md", READING)
    assert record is not None, problems
    terms = keywords.unpack(keywords.packed_keywords(record))
    yusran, malewa = keywords.term("yusran"), keywords.term("malewa")
    assert terms.names == {yusran: yusran, malewa: yusran}
    assert terms.weights == {
        keywords.tag_term("liga"): 1, keywords.term("cedera"): 1, keywords.term("kiper"): 2, yusran: 3, malewa: 3,
    }  # fmt: skip


def test_typographic_signs_are_no_part_of_words() -> None:
    """They part what stands around them, as a slash does."""
    body = "Banjir{0}Bandang datang. Warga {1}Desa Muara{2} mengungsi {0} banjir. "
    plain = words("Judul", body.format("/", '"', '"') * 3)
    assert {"banjir", "muara", "ungsi"} <= plain.keys()
    for signs in ("–“”", "—‘’", "…“”"):
        assert words("Judul", body.format(*signs) * 3) == plain


def test_what_a_word_says_by_how_often_it_is_said() -> None:
    """One more whenever that doubles, up to seven."""
    for count, weight in {1: 1, 2: 2, 3: 2, 4: 3, 7: 3, 8: 4, 63: 6, 64: 7, 300: 7}.items():
        record, problems = parse_article(article("Rapat", "gempa " * count).encode(), "daerah/a.md", READING)
        assert record is not None, problems
        assert keywords.unpack(keywords.packed_keywords(record)).weights[keywords.term("gempa")] == weight, count


def test_what_the_headline_and_tags_say() -> None:
    """A word of the headline counts three times; a tag says as much as a word that is said once, in all spellings."""
    record, problems = parse_article(
        article("Gempa", "Banjir banjir, gempa, rob.", tags="[Pesisir Barat]").encode(), "daerah/a.md", READING
    )
    assert record is not None, problems
    assert [(word.root, word.count) for word in keywords.keywords(record)] == [("gempa", 4), ("banjir", 2), ("rob", 1)]
    assert keywords.unpack(keywords.packed_keywords(record)).weights[keywords.tag_term("pesisir  barat")] == 1


@pytest.mark.parametrize(
    "word", "yang dengan tersebut mengatakan ujarnya dikatakan adalah baca kepala November the would".lower().split()
)
def test_common_words_are_left_out(word):
    """Function words, what somebody said, and when: in Indonesian and in English."""
    assert stem(word) in STOPWORDS


@pytest.mark.parametrize(
    "word", "banjir bupati sekolah pelabuhan kecamatan korupsi nelayan puskesmas polisi flood".split()
)
def test_words_that_tell_what_happened_stay(word):
    """Places, offices and matters of public life are not left out, however often they stand in reports."""
    assert stem(word) not in STOPWORDS


def test_stop_words_are_stems():
    """A stem can be looked up as it is."""
    assert {stem(word) for word in STOPWORDS} == STOPWORDS
