"""The caches of what was used lately."""

from __future__ import annotations

from collections.abc import Iterator

from generator.queries.recent import Recent, RecentCache


class Source:
    """Doubles each seq, and remembers in what portions it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def __call__(self, seqs: list[int]) -> Iterator[tuple[int, int]]:
        self.asked.append(seqs)
        return ((seq, 2 * seq) for seq in reversed(seqs))


def test_values_come_in_the_order_of_the_question() -> None:
    """However they are read, and each as often as it is wanted."""
    assert RecentCache(10, Source()).load([3, 1, 3, 2]) == [6, 2, 6, 4]


def test_only_what_is_missing_is_read() -> None:
    """In one go."""
    source = Source()
    cache = RecentCache(10, source)
    cache.load([1, 2])
    cache.load([1, 2, 3, 4])
    assert cache.get(4) == 8
    assert source.asked == [[1, 2], [3, 4]]


def test_what_was_not_asked_for_lately_is_dropped() -> None:
    """At most two halves are in memory; what is in use goes on from the older into the newer one."""
    source = Source()
    cache = RecentCache(4, source)
    for seq in range(100):
        cache.load([seq, max(seq - 1, 0)])
        assert len(cache._newer) + len(cache._older) <= 2 * (4 + 2)
    assert len(source.asked) == 100
    cache.get(0)
    assert source.asked[-1] == [0]


def test_large_questions_are_read_in_parts() -> None:
    """No statement of the store has more than 500 values."""
    source = Source()
    RecentCache(10, source).load(range(1200))
    assert [len(seqs) for seqs in source.asked] == [500, 500, 200]


def test_what_is_used_goes_on_and_the_rest_is_dropped() -> None:
    """With two values in each half."""
    cache: Recent[str, int] = Recent(2)
    for number, key in enumerate("abcde"):
        assert cache.keep(key, number) == number
        assert cache.get("a") == 0
    assert sorted(cache._newer) == ["a", "e"]
    assert [cache.get(key) for key in "bcd"] == [None, None, 3]
