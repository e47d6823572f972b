"""How closely two articles are related, and which are chosen."""

from __future__ import annotations

import pytest

from generator.model.keywords import WORDS, Terms
from generator.model.related import Candidate, choose, rarity, score

HOUR, DAY = 3600, 86400
NOW = 1_700_000_000


def about(*terms: int, names: dict[int, int] | None = None, kanal: int = 1, province: int = 0) -> Candidate:
    """Return an article that says each of some terms a little; `names` leads from their words to their first one."""
    return Candidate(kanal, 0, province, 0, False, Terms(dict.fromkeys(terms, 2), names or {}))


def at(seconds: int, place: int = 0) -> int:
    """Return the place in time of an article so many seconds before another one, and its place within the second."""
    return (NOW - seconds << 20) + place


SEQ = at(0)
VALUES = dict.fromkeys(range(1, 9), 300)
LONG = range(9, 9 + WORDS)
"""Terms of a long article that shares none of the others."""


def test_one_thing_alone_makes_nothing_related() -> None:
    """However rare it is, and however many words a name has; two things do."""
    own = about(1, 2, 3, 4, names={1: 1, 2: 1})
    related_by = {shared: choose([(score(own, VALUES, about(*shared), 0), at(DAY))], SEQ, 5)[0] for shared in SHARED}
    assert [shared for shared, found in related_by.items() if found] == [(1, 3), (3, 4)]


SHARED: list[tuple[int, ...]] = [(1,), (1, 2), (3,), (1, 3), (3, 4)]


def test_a_name_is_one_thing() -> None:
    """It is counted once, so that three other words in common say more than a name of two words and a third."""
    own = about(1, 2, 3, 4, *LONG, names={1: 1, 2: 1})
    assert score(own, VALUES, about(1, 2, 3, *LONG[3:]), 0) < score(own, VALUES, about(1, 3, 4, *LONG[3:]), 0)


def test_in_another_kanal_a_name_may_be_somebody_elses() -> None:
    """There it weighs no more than what else is shared, so it makes no namesake the nearest."""
    own = about(1, 2, 3, 4, 5, names={1: 1, 2: 1})
    namesake, related_one = about(1, 2, 3, kanal=2), about(3, 4, 5, kanal=2)
    assert score(own, VALUES, namesake, 0) < score(own, VALUES, related_one, 0)
    assert score(own, VALUES, about(1, 2, kanal=2), 0) == 0, "nothing but the name"


def test_a_short_article_shares_fewer_terms() -> None:
    """Two of eight say as much as eight of thirty-two; what has more, with many tags, is no longer than those."""
    own = about(1, 2, 3)
    short, long = about(1, 2, *LONG[:6]), about(1, 2, *LONG[2:])
    assert score(own, VALUES, short, 0) == 4 * score(own, VALUES, long, 0)
    assert score(own, VALUES, about(1, 2, *LONG), 0) == score(own, VALUES, long, 0)


def test_other_provinces_have_places_of_the_same_name() -> None:
    """What is shared with one of them has to be much, or it is nothing."""
    here, there = (about(*range(1, 9), province=number) for number in (1, 2))
    much = score(here, VALUES, here, 0)
    assert score(here, VALUES, there, 0) == much // 8
    assert score(here, dict.fromkeys(VALUES, 10), there, 0) == 0


def test_a_day_ends_nowhere() -> None:
    """Of the reports within 24 hours of each other there are two at most while others are related, past midnight too."""
    evening = [(900, at(3 * HOUR)), (800, at(HOUR)), (700, at(2 * HOUR)), (600, at(3 * DAY)), (500, at(9 * DAY))]
    assert choose(evening, SEQ, 4) == ([at(3 * HOUR), at(HOUR), at(3 * DAY), at(9 * DAY)], [at(2 * HOUR)])
    assert choose(evening, SEQ, 5)[0][-1] == at(2 * HOUR), "there is room for it"


def test_a_story_has_a_latest_turn() -> None:
    """What came last before an article has the last place, if it has a quarter of the points of the best one."""
    history = [(900 - place, at((100 + place) * DAY)) for place in range(4)]
    old = [seq for _, seq in history]
    assert choose([*history, (225, at(9 * DAY))], SEQ, 3)[0] == [*old[:2], at(9 * DAY)]
    assert choose([*history, (224, at(9 * DAY))], SEQ, 3)[0] == old[:3]
    assert choose([*history, (225, at(-DAY))], SEQ, 3)[0] == old[:3], "what came later is no turn that led here"
    assert choose([*history, (225, at(9 * DAY))], SEQ, 1)[0] == old[:1], "the only place is for the best"


def test_what_shares_less_fills_the_list() -> None:
    """It has less than a quarter of the points of the best one, and more than a tenth; or too few to be related."""
    found = [(1000, at(DAY)), (249, at(2 * DAY)), (101, at(3 * DAY)), (100, at(4 * DAY))]
    assert choose(found, SEQ, 5) == ([at(DAY)], [at(2 * DAY), at(3 * DAY)])
    assert choose([(99, at(DAY)), (0, at(2 * DAY))], SEQ, 5) == ([], [at(DAY)])


@pytest.mark.parametrize(
    ("carriers", "worth"), [(0, 77), (1, 65), (3, 54), (7, 44), (15, 35), (16, 27), (18, 13), (30, 13)]
)
@pytest.mark.parametrize("place", [0, 1_048_575])
def test_what_it_is_worth_to_share_a_term(carriers: int, worth: int, place: int) -> None:
    """The rarer it was lately, the more; of one that has just come up, by how often it was used."""
    seqs = [at(100 * number, place) for number in range(carriers, 0, -1)]
    assert rarity(seqs, at(0), 10) == (worth, carriers)
