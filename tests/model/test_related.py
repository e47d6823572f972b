"""How closely two articles are related, and which are chosen."""

from __future__ import annotations

from struct import pack

import pytest

from generator.model import keywords, related
from generator.model.keywords import Terms
from generator.model.ordinal import SHIFT, first_ordinal
from generator.model.related import Candidate, Traits, changed, choose, rarity, score

HOUR, DAY = 3600, 86400
NOW = 1_700_000_000


def about(*terms: int, headline: frozenset[int] = frozenset(), joined: dict[int, int] | None = None) -> Candidate:
    """Return an article that says each of some terms a little."""
    return Candidate(1, 0, 0, False, Terms(dict.fromkeys(terms, 2), headline, joined or {}))


def at(seconds: int) -> int:
    """Return the place in time of an article so many seconds before another one."""
    return first_ordinal(NOW - seconds)


SEQ = at(0)
VALUES = dict.fromkeys(range(1, 9), 300)


def test_a_name_is_one_thing() -> None:
    """However many words it has: who shares a name and a surname shares no more than who shares the name."""
    own = about(1, 2, 3, joined={2: 1})
    assert score(own, VALUES, about(1, 2), 0) == score(own, VALUES, about(1), 0)
    assert score(own, VALUES, about(1, 3), 0) > score(own, VALUES, about(1), 0)
    assert score(own, VALUES, about(2), 0) == score(own, VALUES, about(1), 0), "the surname alone will do"


def test_headlines_tell_more() -> None:
    """A term that stands in both counts twice; in one of them it says no more than elsewhere."""
    own = about(1, 2, headline=frozenset({1}))
    plain = score(own, VALUES, about(1), 0)
    assert score(own, VALUES, about(1, headline=frozenset({1})), 0) == 2 * plain
    assert score(own, VALUES, about(2, headline=frozenset({2})), 0) == plain


def test_a_day_ends_nowhere() -> None:
    """Of the reports within 24 hours of each other there are two at most while others are related, past midnight too."""
    evening = [(900, at(3 * HOUR)), (800, at(HOUR)), (700, at(2 * HOUR)), (600, at(3 * DAY)), (500, at(9 * DAY))]
    assert choose(evening, SEQ, 4) == [at(3 * HOUR), at(HOUR), at(3 * DAY), at(9 * DAY)]
    assert choose(evening, SEQ, 5)[-1] == at(2 * HOUR), "there is room for it"


def test_a_story_has_a_latest_turn() -> None:
    """What came last before an article has the last place, if it has a third of the points of the best one."""
    history = [(900 - place, at((100 + place) * DAY)) for place in range(4)]
    old = [seq for _, seq in history]
    assert choose([*history, (300, at(9 * DAY))], SEQ, 3) == [*old[:2], at(9 * DAY)]
    assert choose([*history, (299, at(9 * DAY))], SEQ, 3) == old[:3]
    assert choose([*history, (300, at(-DAY))], SEQ, 3) == old[:3], "what came later is no turn that led here"
    assert choose([*history, (300, at(9 * DAY))], SEQ, 1) == old[:1], "the only place is for the best"


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (about(1, 2), about(1, 3), {2, 3}),
        (about(1, 2), about(1, 2, headline=frozenset({2})), {2}),
        (about(1, 2), about(1, 2, joined={2: 1}), set()),
        (about(1), Candidate(2, 0, 0, False, about(1).terms), None),
    ],
)
def test_what_others_see_of_a_change(before: Candidate, after: Candidate, found: set[int] | None) -> None:
    """The terms by which they are compared; all, if it moved to another kanal."""
    assert changed(before, after) == found


def test_traits_are_kept_whole() -> None:
    """What is packed is what is compared."""
    terms = pack("<3I", 1 << 4 | 1 | 4, 2 << 4 | 8, 3 << 4 | 3 | 8)
    assert related.unpack(related.pack(Traits(5, 6, 7, True, terms))) == Candidate(
        5, 6, 7, True, Terms({1: 3, 2: 2, 3: 5}, frozenset({1}), {2: 1, 3: 1})
    )
    assert keywords.unpack(b"") == Terms({}, frozenset(), {})


@pytest.mark.parametrize(
    ("carriers", "worth"),
    [(0, 77), (1, 65), (2, 54), (3, 54), (4, 44), (7, 44), (8, 35), (15, 35), (16, 27), (23, 27), (24, 13), (30, 13)],
)
def test_what_it_is_worth_to_share_a_term(carriers: int, worth: int) -> None:
    """The rarer it was lately, the more; of one that has just come up, by how often it was used."""
    seqs = [(1000 + 100 * number) << SHIFT for number in range(carriers)]
    assert rarity(seqs, (1000 + 100 * carriers) << SHIFT, 10) == (worth, carriers)


def test_worth_grows_faster_than_rarity() -> None:
    """As 1.155 times the bits to 1.75, up to fifteen bits; there is a worth for all numbers that the store holds."""
    assert tuple(round(1.155 * min(bits, 15) ** 1.75) for bits in range(64)) == related._WORTH
