"""content/front.yaml is read into what editors want; a mistake in it has its place, sentence and hint."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.base import dates
from generator.config.front_keys import FRONT
from generator.config.front_yaml import parse
from generator.model.front import Front
from tests.fuzz.samples import values_of
from tests.support import READING


def read(text: str, path: str = "front.yaml") -> Front:
    front, problems = parse(text.encode(), path, READING)
    assert not problems, [str(problem) for problem in problems]
    return front


def told(text: str, path: str = "front.yaml") -> list[str]:
    """Return place, code, sentence and hint of what is wrong."""
    _, problems = parse(text.encode(), path, READING)
    return [f"{one.where.line}:{one.where.column} {one.code}: {one.message} ({one.hint})" for one in problems]


def test_places_hold_articles_in_order() -> None:
    """A place takes a name, a list of them, or groups with an end; names are paths, addresses and slugs."""
    front = read(
        "lead: {article: banjir, until: 2024-10-11 18:00}\nnext: [/daerah/2024/10/a.md, {article: b}]\npicks: c\n"
    )
    assert [[pin.link.target for pin in place] for place in (front.lead, front.next, front.picks)] == [
        ["banjir"],
        ["/daerah/2024/10/a.md", "b"],
        ["c"],
    ]
    assert front.lead[0].until == dates.parse("2024-10-11 18:00 WIB", "WIB").epoch
    assert (front.next[1].link.line, front.next[1].link.column) == (2, 40)


def test_a_day_ends_with_its_last_minute() -> None:
    """An end without an hour includes the day, by the clock of the site, as `expires` does."""
    until = read("picks: [{article: a, until: 11 Oktober 2024}]").picks[0].until
    assert until == dates.parse("2024-10-11 23:59 WIB", "WIB").epoch
    wita = parse(b"picks: [{article: a, until: 2024-10-11 10:00}]", "front.yaml", replace(READING, zone="WITA"))[0]
    assert wita.picks[0].until == dates.parse("2024-10-11 09:00 WIB", "WIB").epoch


def test_what_has_ended_is_left_out() -> None:
    """At its end a place is free, not before."""
    front = read("lead: {article: a, until: 2024-10-11 18:00}\nnext: b\nbreaking: {text: A, until: 2024-10-11 17:00}\n")
    end = front.lead[0].until
    assert front.at(end - 3601) == front
    assert [front.at(end - 1).lead, front.at(end - 1).breaking] == [front.lead, ()]
    assert [front.at(end).lead, front.at(end).next] == [(), front.next]


@pytest.mark.parametrize("end", ["1970-01-01 07:00", "1969-12-31", "1900-01-01 00:00"])
def test_an_end_long_ago_is_one(end: str) -> None:
    """A mistyped year does not give a place for ever: what ends at second 0 of 1970 or before it is over."""
    front = read(f"lead: {{article: a, until: {end}}}\n")
    assert front.at(1).lead == ()


def test_keys_may_be_indonesian() -> None:
    """With `keys: id` the keys are those of the desk's language."""
    text = "utama: {berita: a, sampai: 2024-10-11}\nblok: [{kanal: daerah, jumlah: 3}]\npenting: {teks: Gempa, tautan: /daerah/}\n"
    front, problems = parse(text.encode(), "front.yaml", replace(READING, indonesian_keys=True))
    assert not problems
    assert (front.lead[0].link.target, front.blocks[0].count, front.breaking[0].text) == ("a", 3, "Gempa")


@pytest.mark.parametrize("text", ["", "\n", "# nanti\n", "lead:\nnext: []\nbreaking:\n"])
def test_an_empty_file_steers_nothing(text: str) -> None:
    """Whoever comments everything out is where one is without the file."""
    assert read(text) == Front("front.yaml")


def test_a_link_to_the_portal_itself_is_one_of_the_site() -> None:
    """A whole address, copied from the browser, names the article."""
    reading = replace(READING, base_url="https://uji.example")
    front, problems = parse(b"lead: https://uji.example/daerah/2024/10/a/\n", "front.yaml", reading)
    assert not problems
    assert front.lead[0].link.target == "/daerah/2024/10/a/"


TIME = 'write it like "2024-10-09 16:10 WIB" or "Rabu, 9 Oktober 2024 | 16:10 WIB"'
WRONG = {
    "two leads": ("lead: [a, b]", ["1:7 bad-value: one article leads a page (keep one, and put the others into next)"]),
    "another key": ("leda: a", ['1:1 unknown-key: unknown key "leda" (did you mean "lead"?)']),
    "no article": (
        "next: [{until: 2024-10-11}]",
        ['1:0 missing-key: "next.article" is missing: a place is given to an article (write article: …)'],
    ),
    "no time": (
        "picks: [{article: a, until: besok}]",
        [f'1:29 bad-date: "besok" is not a timestamp ({TIME})'],
    ),
    "no kanal": (
        "blocks: [derah]", ['1:10 unknown-category: "derah" is not a kanal of this site (did you mean "daerah"?)'],
    ),
    "a kanal twice": ("blocks: [daerah, {kanal: daerah}]", ['1:26 duplicate-key: "daerah" is given twice (keep one of them)']),
    "too many": (
        "blocks: [{kanal: daerah, count: 99}]",
        ['1:33 bad-value: blocks.count must be a whole number from 1 to 12, not "99" (write count: 4)'],
    ),
    "a comma in a text": (
        "breaking: {text: Gempa M 5,6 di laut}",
        [
            ('1:28 unknown-key: unknown key "breaking.6 di laut" (a comma ends a text in {…}: put all of it in quotation '
            "marks; known keys: link, text, until)")
        ],
    ),
    "no text": (
        "breaking: {link: /daerah/}",
        ['1:0 missing-key: "breaking.text" is missing: breaking news is told in one line (write text: …)'],
    ),
    "a script": (
        "breaking: {text: A, link: 'javascript:alert(1)'}",
        ['1:27 bad-address: "javascript:alert(1)" is not an address (write "/kanal/2024/10/x/" or "https://…")'],
    ),
    "a long text": (
        f"breaking: {{text: {'a' * 201}}}",
        ["1:18 over-limit: breaking has 201 characters, more than 200 (shorten it: it stands on every page)"],
    ),
    "a long list": (
        f"next: [{', '.join(map(str, range(13)))}]",
        ["1:7 over-limit: next has 13 entries, more than 12 (shorten the list)"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_mistakes_have_place_sentence_and_hint(name: str) -> None:
    """Each mistake is told by line and column, with what to write instead."""
    text, expected = WRONG[name]
    assert told(text) == expected


def test_a_kanal_has_no_blocks_and_no_breaking_news() -> None:
    """These belong to the home page alone, so that one kanal's desk cannot put anything on every page."""
    assert [
        one.partition(" (")[0] for one in told("lead: a\nblocks: [daerah]\nbreaking: {text: A}\n", "front/daerah.yaml")
    ] == [
        '2:1 unknown-key: unknown key "blocks"',
        '3:1 unknown-key: unknown key "breaking"',
    ]


def test_a_file_of_no_kanal_is_told() -> None:
    """A misspelled name of a file would steer nothing, in silence."""
    assert told("lead: a", "front/derah.yaml") == [
        '0:0 unknown-category: there is no kanal "derah" whose page this file could steer (did you mean "daerah"?)'
    ]


@pytest.mark.parametrize("key", [row.name for row in FRONT])
def test_every_key_is_read_as_its_table_says(key: str) -> None:
    """What the table of keys gives as an example is read."""
    row = next(row for row in FRONT if row.name == key)
    for value in values_of(row):
        told_ = [one for one in told(f"{key}: {value}") if "unknown-category" not in one and "bad-address" not in one]
        assert not told_, (value, told_)
