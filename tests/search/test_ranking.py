"""Which results come first."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.search import files, ranking, words
from generator.search.query import both_ways, parse
from generator.search.ranking import Segment

SYNONYMS = both_ways({"jateng": "jawa-tengah"})


def _segment(articles: Sequence[bytes], month: int = 202611) -> Segment:
    found = files.inverted(articles)
    return Segment(
        len(articles), ((month, len(articles)),), {term.decode(): posting for term, posting in found.items()}
    )


def _order(
    query: str, *segments: Segment, filters: Sequence[str] = (), newest_first: bool = False
) -> list[tuple[int, int]]:
    hits = ranking.rank(parse(query, SYNONYMS), segments, filters, newest_first=newest_first)
    return [(hit.segment, hit.document) for hit in hits]


def test_fields_in_order_of_weight() -> None:
    """Headline, tags, region, byline, summary, text: in this order."""
    articles = [
        words.packed("lain", "banjir"), words.packed("lain", summary="banjir"), words.packed("lain", byline=["banjir"]),
        words.packed("lain", region="banjir"), words.packed("lain", tags=["banjir"]), words.packed("banjir"),
    ]  # fmt: skip
    assert [document for _, document in _order("banjir", _segment(articles))] == [5, 4, 3, 2, 1, 0]


def test_all_words_before_some() -> None:
    """An article with both words in its text comes before one with the rarer in the headline."""
    articles = [
        words.packed("Banjir bandang", "air"),
        words.packed("Kabar lain", "banjir di pasar"),
        *[words.packed("Pasar", "lain")] * 3,
    ]
    assert _order("banjir pasar", _segment(articles))[0] == (0, 1)


def test_many_words_of_a_sentence_before_one_in_a_headline() -> None:
    """Of articles with some of the words, one with four in its text comes before one with one in its headline."""
    articles = [
        words.packed("Perahu terbalik", "lain"),
        words.packed("Kabar", "nelayan menolong penumpang di pelabuhan"),
        *[words.packed("Lain", "cuaca")] * 3,
    ]
    query = "nelayan menolong penumpang perahu pelabuhan malam"
    assert _order(query, _segment(articles)) == [(0, 1)]
    assert _order("perahu karam nelayan", _segment(articles))[0] == (0, 0)


def test_less_than_a_third_of_a_query_is_nothing() -> None:
    """Of five words that are as rare, an article with one is no result, one with two is."""
    articles = [words.packed(headline) for headline in ("satu", "dua tiga", "empat", "enam")]
    assert _order("satu dua tiga empat enam", _segment(articles)) == [(0, 1)]


def test_stop_words_beside_one_other_word() -> None:
    """They raise headlines that have them, and no article is missed without them."""
    articles = [words.packed("Virus juga ada di Bali"), words.packed("Virus di Jakarta"), words.packed("Bali ramai")]
    assert _order("juga ada di bali", _segment(articles)) == [(0, 0), (0, 2)]
    hits = ranking.rank(parse("juga ada di bali", {}), [_segment(articles)])
    assert all(hit.whole for hit in hits)


def test_stop_words_beside_an_unknown_word() -> None:
    """They find nothing on their own then."""
    assert _order("juga qwerty", _segment([words.packed("Virus juga ada")])) == []


def test_a_phrase_in_the_headline_first() -> None:
    """Words side by side in the headline come before the same words apart, and these before words of the text."""
    articles = [
        words.packed("Kabar", "Feri tenggelam di selat. " * 3),
        words.packed("Feri yang lama tak jalan tenggelam"),
        words.packed("Feri tenggelam"),
    ]
    assert [document for _, document in _order("feri tenggelam", _segment(articles))] == [2, 1, 0]


def test_a_stop_word_keeps_its_place_in_a_phrase() -> None:
    """Words of a phrase may have a stop word between them, as the headline has."""
    articles = [words.packed("Kapal tenggelam di dekat Selat Sunda"), words.packed("Kapal tenggelam di Selat Sunda")]
    assert _order("tenggelam di selat", _segment(articles))[0] == (0, 1)


def test_an_exact_old_headline_is_not_buried() -> None:
    """The headline of eleven years ago comes before newer articles that mention its words."""
    old = _segment([words.packed("Jembatan Sirah ambruk", "jembatan")], 201511)
    new = _segment([words.packed("Kabar hari ini", "jembatan sirah yang ambruk " * 5)] * 4)
    assert _order("jembatan sirah ambruk", new, old)[0] == (1, 0)


def test_of_equals_the_newer_first() -> None:
    """Articles that say the same come newest first, within a segment and between two."""
    same = [words.packed("Banjir lagi")] * 2
    assert _order("banjir", _segment(same), _segment(same, 202511)) == [(0, 1), (0, 0), (1, 1), (1, 0)]


def test_newest_first() -> None:
    """With that choice only time counts, among articles with all words."""
    articles = [words.packed("Pasar banjir"), words.packed("Lain", "pasar dan banjir"), words.packed("Pasar")]
    assert _order("pasar banjir", _segment(articles), newest_first=True) == [(0, 1), (0, 0)]


def test_filters() -> None:
    """Only articles with the filter's term are found."""
    articles = [words.packed("Banjir", filters=["k:daerah"]), words.packed("Banjir", filters=["k:olahraga"])]
    assert _order("banjir", _segment(articles), filters=["k:olahraga"]) == [(0, 1)]


@pytest.mark.parametrize(
    ("query", "headline"),
    [("jateng", "Kabar Jawa Tengah"), ("jawa tengah", "Kabar Jateng"), ("banjir jateng", "Banjir di Jawa Tengah")],
)
def test_synonyms(query: str, headline: str) -> None:
    """A short name finds the long one, and the other way round."""
    assert _order(query, _segment([words.packed("Lain"), words.packed(headline)])) == [(0, 1)]


@pytest.mark.parametrize(
    ("query", "headline"),
    [("membangun", "Pembangunan gedung"), ("kebanjiran", "Banjir"), ("jumat", "Jum'at sore"), ("covid 19", "Covid-19")],
)
def test_inflected_words(query: str, headline: str) -> None:
    """Words are found in any of their forms."""
    assert _order(query, _segment([words.packed("Lain"), words.packed(headline)])) == [(0, 1)]


def test_a_name_as_it_is_written_comes_first() -> None:
    """Of two words with one stem the one that was typed comes first."""
    articles = [words.packed("Berani membela"), words.packed("Memberanikan diri")]
    assert _order("memberanikan", _segment(articles))[0] == (0, 1)


def test_stop_words_alone_find_headlines() -> None:
    """A query of nothing else finds headlines with them, and no text."""
    articles = [words.packed("Aku dan dia"), words.packed("Lain", "aku dan dia")]
    assert _order("aku dan dia", _segment(articles)) == [(0, 0)]


@pytest.mark.parametrize("query", ["", "?!<>", "   ", "x" * 5000, "<script>alert(1)</script>"])
def test_what_nothing_has_finds_nothing(query: str) -> None:
    """A query of signs, of markup or of one endless word finds nothing and does not fail."""
    assert _order(query, _segment([words.packed("Banjir")])) == []


def test_a_long_query_is_cut() -> None:
    """Beyond twelve words, each is counted as left out."""
    query = parse(" ".join(f"kata{number}" for number in range(40)), {})
    assert (len(query.slots), query.left_out) == (12, 28)


def test_one_term_of_a_filter_is_enough() -> None:
    """But one of each filter."""
    articles = [words.packed("banjir", filters=[f"p:{name}", f"k:{kanal}"]) for name, kanal in ("aa", "ba", "ca", "bb")]
    segment = _segment(articles)
    assert _order("banjir", segment, filters=["p:a p:b"]) == [(0, 3), (0, 1), (0, 0)]
    assert _order("banjir", segment, filters=["p:a p:b", "k:a"]) == [(0, 1), (0, 0)]
