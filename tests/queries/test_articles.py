"""Queries for articles: the newest, and those of a range."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from generator.base import dates, timestamps
from generator.model.lookup_keys import file_key
from generator.model.ordinal import BEGINNING, END, last_ordinal
from generator.queries import articles
from generator.queries.archive import Archive, BulkArchive
from generator.queries.articles import entries, everything, latest, sequels, span, stretch
from generator.store import documents, names
from generator.store.database import open_reader
from generator.theming.loading import read_site
from tests.support import Portal, article, site


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


FIRST, SECOND, THIRD = (
    (day - date(1970, 1, 1)).days for day in (date(2024, 9, 1), date(2024, 9, 2), date(2024, 10, 1))
)


def test_days_of_a_month(archive: Archive) -> None:
    """Those with articles, oldest first; the last day is not counted."""
    start, end = timestamps.month_days(2024, 9)
    assert articles.counts(archive, start, end, "m:2024-09").value == [(FIRST, 1), (SECOND, 1)]


def test_months_have_sums(archive: Archive) -> None:
    """What is withdrawn or scheduled is in none."""
    assert articles.months(archive).value == [(2024, 9, 2), (2024, 10, 1)]


def test_neighbours_skip_days_without_articles(archive: Archive) -> None:
    """At either end there is none."""
    assert articles.neighbours(archive, SECOND).value == (FIRST, THIRD)
    assert articles.neighbours(archive, FIRST).value == (None, SECOND)
    assert articles.neighbours(archive, THIRD).value == (SECOND, None)


def test_neighbours_depend_on_the_days_between(archive: Archive) -> None:
    """So a day that gets its first article is noticed by the pages on both sides, and by no other."""
    (read,) = articles.neighbours(archive, SECOND).reads
    assert read == (archive.group("days", ""), FIRST, THIRD)


PATHS = {name: f"daerah/2024/09/{name}.md" for name in ("satu", "dua", "tiga", "besok")}


def portal(folder: Path) -> Portal:
    """Return a site in which two articles continue a third one, one of them at another hour, and one corrects it."""
    found = site(folder)
    found.add(f"content/{PATHS['satu']}", article("Satu"))
    found.add(f"content/{PATHS['dua']}", article("Dua", follows="satu"))
    found.add(f"content/{PATHS['besok']}", article("Besok", follows="satu", timestamp="2030-01-01 08:00 WIB"))
    correction = "{timestamp: 2024-10-09 20:00 WIB, text: Salah., link: /daerah/2024/10/satu/}"
    found.add(f"content/{PATHS['tiga']}", article("Tiga", corrections=f"[{correction}]"))
    found.build()
    return found


def told(built: Portal, name: str) -> list[tuple[list[str], list[str]]]:
    """Return the titles of those that continue an article and that answer it, as both ways of reading have them."""
    answers = []
    with closing(open_reader(built.folder / ".ssg")) as store:
        doc = names.doc_named(store, file_key(PATHS[name]))
        assert doc is not None
        assert documents.path(store, doc) == PATHS[name]
        for kind in (Archive, BulkArchive):
            answer = sequels(kind(store, read_site(built.folder)[0]), doc)
            answers.append(
                (answer, [[one.title for one in some] for some in (answer.value.continued, answer.value.answered)])
            )
    assert answers[0][0].digest == answers[1][0].digest
    return [tuple(titles) for _, titles in answers]


def test_what_is_published_is_told_of(tmp_path: Path) -> None:
    """Of an article that nothing is said of, nothing."""
    built = portal(tmp_path)
    assert told(built, "satu") == [(["Dua"], ["Tiga"])] * 2
    assert told(built, "dua") == [([], [])] * 2


def test_what_is_said_no_longer_is_told_no_longer(tmp_path: Path) -> None:
    """Nor what an article says that is gone."""
    built = portal(tmp_path)
    built.edit(f"content/{PATHS['dua']}", "follows: satu\n", "")
    built.remove(f"content/{PATHS['tiga']}")
    built.build()
    assert told(built, "satu") == [([], [])] * 2
    built.edit(f"content/{PATHS['dua']}", "title:", "follows: satu\ntitle:")
    built.build()
    assert told(built, "satu") == [(["Dua"], [])] * 2
