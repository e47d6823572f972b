"""Queries for articles: the newest, and those of a range."""

from __future__ import annotations

import pytest

from generator.base import dates
from generator.model.ordinal import BEGINNING, END, last_ordinal
from generator.queries.archive import Archive
from generator.queries.articles import entries, everything, latest, span, stretch


def horizon(text: str) -> int:
    return last_ordinal(dates.parse(text, "WIB").epoch)


@pytest.mark.parametrize(
    ("group", "titles"),
    [
        (("all", ""), ["Tiga", "Dua", "Satu"]), (("kanal", "daerah"), ["Dua", "Satu"]), (("type", "opini"), ["Tiga"]),
        (("kanal", "olahraga"), []), (("type", "tak-ada"), []),
    ],
)  # fmt: skip
def test_the_newest_of_a_group(archive: Archive, group: tuple[str, str], titles: list[str]) -> None:
    """Newest first; what is withdrawn or scheduled is in no group."""
    assert [card.title for card in latest(archive, 10, *group, END).value] == titles


def test_nothing_newer_than_the_horizon_is_seen(archive: Archive) -> None:
    """The article at the horizon itself is."""
    cards = latest(archive, 10, "all", "", horizon("2024-09-02 08:00 WIB")).value
    assert [card.title for card in cards] == ["Dua", "Satu"]


def test_as_much_is_read_as_is_needed(archive: Archive) -> None:
    """When there are more, the range ends at the oldest that is shown; else it goes back to the beginning."""
    group = archive.group("all", "")
    (two,) = latest(archive, 2, "all", "", END).reads
    (ten,) = latest(archive, 10, "all", "", END).reads
    assert two == (group, archive.newest(group, END, 2)[0][-1], END)
    assert ten == (group, BEGINNING, END)


def test_a_range_has_its_ends(archive: Archive) -> None:
    """From the lowest to the highest seq, both of them in it, newest first."""
    group = archive.group("all", "")
    satu, dua, _ = archive.between(group, BEGINNING, END)
    assert [card.title for card in span(archive, group, satu, dua).value] == ["Dua", "Satu"]
    assert everything(archive, satu, dua) == span(archive, group, satu, dua)


@pytest.mark.parametrize(
    ("start", "count", "titles", "ends"),
    [(0, 1, ["Satu"], 0), (1, 1, ["Dua"], 1), (1, 2, ["Dua", "Tiga"], 2), (2, 2, ["Tiga"], None), (3, 2, [], None)],
)
def test_some_articles_of_a_range(archive: Archive, start: int, count: int, titles: list[str], ends: int) -> None:
    """Read from the beginning of the range as far as they go: to its end where an article more would be one of them."""
    group = archive.group("all", "")
    seqs = archive.between(group, BEGINNING, END)
    answer = stretch(archive, BEGINNING, END, start, count)
    assert [card.title for card in answer.value] == titles
    assert answer.reads == ((group, BEGINNING, END if ends is None else seqs[ends]),)


def test_the_digest_tells_answers_apart(archive: Archive) -> None:
    """By their articles and the order of these."""
    digests = {latest(archive, count, "all", "", END).digest for count in (1, 2, 3)}
    assert len(digests) == 3


def test_a_feed_has_the_bodies(archive: Archive) -> None:
    """It reads the range of the bodies beside that of the cards, so that an edit of a body is noticed."""
    answer = entries(archive, 1, "kanal", "daerah", END)
    (entry,) = answer.value
    assert (entry[0].title, entry[1].body.parts) == ("Dua", (("<p>Isi dua.</p>\n",),))
    assert {group for group, _, _ in answer.reads} == {archive.group("kanal", "daerah"), archive.group("body", "")}
