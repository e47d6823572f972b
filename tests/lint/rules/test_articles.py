"""Lengths of headlines and summaries, and articles without a text."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.config.article_keys import spelled
from generator.lint.rules.articles import (
    alias_chain,
    empty_body,
    headline_length,
    summary_length,
    unannounced_end,
    unlikely_time,
    withdrawn_link,
)
from generator.lint.rules.evidence import Withdrawal
from generator.model.records import Link
from generator.model.site import Named, Site
from tests.lint_support import LONG, evidence, found, row, said, told
from tests.support import CONFIG, NOW, article, site


@pytest.mark.parametrize(("length", "message"), [(19, "fewer than 20"), (20, ""), (110, ""), (111, "more than 110")])
def test_a_headline_has_20_to_110_characters(tmp_path: Path, length: int, message: str) -> None:
    """Of one that has not, the number is said, at its line."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("a" * length))
    whole = [f"a.md:2: the headline has {length} characters, {message}"] if message else []
    assert said(portal, "headline-length") == whole


@pytest.mark.parametrize(("length", "message"), [(39, "fewer than 40"), (40, ""), (250, ""), (251, "more than 250")])
def test_a_summary_has_40_to_250_characters(tmp_path: Path, length: int, message: str) -> None:
    """If there is one."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, summary="a" * length))
    portal.add("content/daerah/b.md", article(LONG))
    whole = [f"a.md:6: the summary has {length} characters, {message}"] if message else []
    assert said(portal, "summary-length") == whole


def test_an_article_has_a_text(tmp_path: Path) -> None:
    """A picture is none that readers could read, but it is something; photo essays may be without."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, ""))
    portal.add("content/daerah/b.md", article(LONG, "![Perahu](https://uji.example/perahu.jpg)"))
    portal.add("content/daerah/c.md", article(LONG, "", type="foto"))
    portal.add("content/daerah/d.md", article(LONG, "", draft="true"))
    assert said(portal, "empty-body") == ["a.md:0: this article has no text"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            {"title": 19 * "a", "summary": 39 * "a"},
            """\
headline-length daerah/a.md:0:0 title <>
  the headline has 19 characters, fewer than 20
  > say who did what, or where it happened
summary-length daerah/a.md:0:0 summary <>
  the summary has 39 characters, fewer than 40
  > say the news in one sentence, or leave the key out: the first sentences are taken then
""",
        ),
        (
            {"title": 20 * "a", "summary": 40 * "a"},
            "",
        ),
        (
            {"title": 110 * "a", "summary": 250 * "a"},
            "",
        ),
        (
            {"title": 111 * "a", "summary": 251 * "a"},
            """\
headline-length daerah/a.md:0:0 title <>
  the headline has 111 characters, more than 110
  > shorten it; what is cut may stand in the summary
summary-length daerah/a.md:0:0 summary <>
  the summary has 251 characters, more than 250
  > one or two sentences are enough
""",
        ),
        (
            {"title": "a", "summary": "a", "silent": True, "withdrawn": True},
            "",
        ),
        (
            {"silent": True, "textless": True},
            "",
        ),
        (
            {"silent": True},
            """\
empty-body daerah/a.md:0:0  <>
  this article has no text
  > write it below the second line of hyphens, or set draft: true
""",
        ),
        (
            {"silent": True, "written": spelled(indonesian=True).written},
            """\
empty-body daerah/a.md:0:0  <>
  this article has no text
  > write it below the second line of hyphens, or set draf: true
""",
        ),
    ],
)
def test_all_that_is_said_of_lengths(configuration: Site, parts: dict[str, object], expected: str) -> None:
    """With what to do; of what is withdrawn nothing."""
    one = evidence(configuration, row(**parts))
    assert told([*headline_length(one), *summary_length(one), *empty_body(one)]) == expected


def test_a_year_that_was_mistyped(tmp_path: Path) -> None:
    """An article of next month is scheduled; one of the year after next is a slip of the pen."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, timestamp="2026-10-09 16:10 WIB"))
    portal.add("content/daerah/b.md", article(LONG, timestamp="2024-11-09 16:10 WIB"))
    message = "this appears on Friday, 9 October 2026, 16:10 WIB, more than a year from now"
    assert said(portal, "unlikely-time") == [f"a.md:5: {message}"]


def test_an_update_to_come(tmp_path: Path) -> None:
    """But for an article that is to come itself."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, updated="2024-10-11 08:00 WIB"))
    portal.add("content/daerah/b.md", article(LONG, timestamp="2024-10-11 07:00 WIB", updated="2024-10-11 08:00 WIB"))
    message = "this was updated on Friday, 11 October 2024, 08:00 WIB, which is still to come"
    assert said(portal, "unlikely-time") == [f"a.md:6: {message}"]


def test_an_amendment_to_come(tmp_path: Path) -> None:
    """A correction or a withdrawal has happened when it is written; of a withdrawn article, neither is lost for that."""
    portal = site(tmp_path)
    portal.add(
        "content/daerah/a.md", article(LONG, corrections="[{timestamp: 2024-10-11 08:00 WIB, text: Dua perahu.}]")
    )
    portal.add("content/daerah/b.md", article(LONG, retracted="{timestamp: 2024-10-11 08:00 WIB, reason: sara}"))
    portal.add(
        "content/daerah/c.md", article(LONG, corrections="[{timestamp: 2024-10-10 08:00 WIB, text: Dua perahu.}]")
    )
    when = "speaks of Friday, 11 October 2024, 08:00 WIB, which is still to come"
    assert said(portal, "unlikely-time") == [f"a.md:6: corrections {when}", f"b.md:6: retracted {when}"]


def test_a_year_from_now_is_no_slip_yet(tmp_path: Path) -> None:
    """Nor is an update, a correction or a withdrawal of this minute; a minute later all of them are."""
    portal = site(tmp_path)
    fits = {"a": "2025-10-11 12:00 WIB", "b": "2025-10-11 12:01 WIB"}
    for name, at in fits.items():
        portal.add(f"content/daerah/{name}.md", article(LONG, timestamp=at))
    for name, at in (("c", "2024-10-10 12:00 WIB"), ("d", "2024-10-10 12:01 WIB")):
        portal.add(f"content/daerah/{name}.md", article(LONG, updated=at))
        portal.add(f"content/daerah/{name}2.md", article(LONG, corrections=f"[{{timestamp: {at}, text: Dua perahu.}}]"))
    assert [line[:6] for line in said(portal, "unlikely-time")] == ["b.md:5", "d.md:6", "d2.md:"]


def test_what_appears_this_minute_may_not_be_updated_later(tmp_path: Path) -> None:
    """It has readers from now on, who would be told of what is still to come."""
    portal = site(tmp_path)
    for name, later in (
        ("a", {"updated": "2024-10-11 08:00 WIB"}),
        ("b", {"corrections": "[{timestamp: 2024-10-11 08:00 WIB, text: Dua.}]"}),
    ):
        portal.add(f"content/daerah/{name}.md", article(LONG, timestamp="2024-10-10 12:00 WIB", **later))
    assert [line[:4] for line in said(portal, "unlikely-time")] == ["a.md", "b.md"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            {"at": -366 * 86400},
            "",
        ),
        (
            {"at": -366 * 86400 - 1, "updated": NOW + 9 * 86400 * 366},
            """\
unlikely-time daerah/a.md:0:0 timestamp <>
  this appears on Saturday, 11 October 2025, 12:00 WIB, more than a year from now
  > check the year
""",
        ),
        (
            {"at": 0, "amended": NOW, "updated": NOW},
            "",
        ),
        (
            {"at": 0, "amended": NOW + 1, "updated": NOW + 60},
            """\
unlikely-time daerah/a.md:0:0 corrections <>
  corrections speaks of Thursday, 10 October 2024, 12:00 WIB, which is still to come
  > check the time
unlikely-time daerah/a.md:0:0 updated <>
  this was updated on Thursday, 10 October 2024, 12:01 WIB, which is still to come
  > write when it was updated; an article that appears later has timestamp: for that
""",
        ),
        (
            {"at": 5, "amended": NOW + 1, "withdrawn": True, "written": spelled(indonesian=True).written},
            """\
unlikely-time daerah/a.md:0:0 dicabut <>
  dicabut speaks of Thursday, 10 October 2024, 12:00 WIB, which is still to come
  > check the time
""",
        ),
        (
            {"at": 5, "updated": NOW + 1, "written": spelled(indonesian=True).written, "zone": "WIT"},
            """\
unlikely-time daerah/a.md:0:0 updated <>
  this was updated on Thursday, 10 October 2024, 14:00 WIT, which is still to come
  > write when it was updated; an article that appears later has waktu: for that
""",
        ),
        (
            {"at": -1, "amended": NOW + 2, "updated": NOW + 2},
            "",
        ),
    ],
)
def test_all_that_is_said_of_times(configuration: Site, parts: dict[str, object], expected: str) -> None:
    """In the words of the file, and in its zone."""
    assert told(unlikely_time(evidence(configuration, row(**parts)))) == expected


GONE = "{timestamp: 2024-10-09 17:00 WIB, reason: trauma-korban, text: Dicabut.}"


def test_a_box_that_leads_to_a_withdrawn_article(tmp_path: Path) -> None:
    """By whatever name; other links may lead to the notice."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, retracted=GONE, aliases="[/lama/]"))
    portal.add("content/daerah/b.md", article(LONG, "Isi.\n\nBaca Juga: [Satu](/lama/)\n\n[Dua](/lama/)"))
    portal.add("content/daerah/c.md", article(LONG, "Baca Juga: [](daerah/a.md)"))
    assert said(portal, "withdrawn-link") == [
        "b.md:9: this Baca Juga leads to a withdrawn article",
        "c.md:7: this Baca Juga leads to a withdrawn article",
    ]


def test_what_the_front_matter_says_of_an_article_that_is_over(tmp_path: Path) -> None:
    """A report that goes on from it, or wants it in Artikel Terkait or out of it; what is over itself shows neither."""
    portal = site(tmp_path, config=f"{CONFIG}keys: id\n")
    portal.add("content/daerah/a.md", article(LONG, retracted=GONE))
    portal.add("content/daerah/b.md", article(LONG, gone="Selesai."))
    portal.add("content/daerah/c.md", article(LONG, follows="a", related="\n- b", unrelated="[/daerah/a.md]"))
    portal.add("content/daerah/d.md", article(LONG, follows="a", retracted=GONE))
    text = article(LONG, follows="b").replace("title", "judul").replace("author", "penulis")
    portal.add("content/daerah/e.md", text.replace("timestamp", "waktu").replace("follows", "lanjutan"))
    assert said(portal, "withdrawn-link") == [
        "c.md:6: follows leads readers to an article that is withdrawn or gone",
        "c.md:8: related names an article that is withdrawn or gone, so it has no effect",
        "c.md:9: unrelated names an article that is withdrawn or gone, so it has no effect",
        "e.md:6: lanjutan leads readers to an article that is withdrawn or gone",
    ]


def test_an_old_address_that_leads_to_another(tmp_path: Path) -> None:
    """In site.yaml, or of an article."""
    config = f"{CONFIG}redirects:\n  /satu/: /dua/\n  /dua/: /daerah/\n  /tiga/: /lama/\n"
    portal = site(tmp_path, config=config)
    portal.add("content/daerah/a.md", article(LONG, aliases="[/lama/]"))
    told = {(one.where.line, one.message) for one in found(portal, "alias-chain")}
    assert told == {
        (10, 'this leads to another old address, "/dua/"'),
        (12, 'this leads to another old address, "/lama/"'),
    }


def test_old_addresses_that_lead_in_a_round(tmp_path: Path) -> None:
    """Each of them, with all of its steps."""
    portal = site(tmp_path, config=f"{CONFIG}redirects:\n  /satu/: /dua/\n  /dua/: /satu/\n")
    assert [one.message for one in found(portal, "alias-chain")] == [
        "this leads back to itself: /satu/ → /dua/ → /satu/",
        "this leads back to itself: /dua/ → /satu/ → /dua/",
    ]


def test_all_that_is_said_of_what_leads_to_what_is_over(configuration: Site) -> None:
    """A box, which is left out if the article is gone, and entries, each in the words of its file."""
    link = Link("baca", "/daerah/x/", line=7, column=3)
    entry = Link("link", "daerah/x.md", line=4, column=11)
    withdrawals = (
        Withdrawal("a.md", link, gone=False), Withdrawal("b.md", link, gone=True),
        Withdrawal("c.md", entry, gone=False, key="follows", follows=True), Withdrawal("d.md", entry, gone=True, key="lanjutan", follows=True),
        Withdrawal("e.md", entry, gone=False, key="terkait"),
    )  # fmt: skip
    assert (
        told(withdrawn_link(evidence(configuration, withdrawals=withdrawals)))
        == """\
withdrawn-link a.md:7:3  <>
  this Baca Juga leads to a withdrawn article
  > delete it, or lead to another article
withdrawn-link b.md:7:3  <>
  this Baca Juga leads to an article that is gone, and is left out
  > delete it, or lead to another article
withdrawn-link c.md:4:11 follows <daerah/x.md>
  follows leads readers to an article that is withdrawn or gone
  > take "daerah/x.md" out of follows
withdrawn-link d.md:4:11 lanjutan <daerah/x.md>
  lanjutan leads readers to an article that is withdrawn or gone
  > take "daerah/x.md" out of lanjutan
withdrawn-link e.md:4:11 terkait <daerah/x.md>
  terkait names an article that is withdrawn or gone, so it has no effect
  > take "daerah/x.md" out of terkait
"""
    )


def test_all_that_is_said_of_a_report_that_is_gone(configuration: Site) -> None:
    """In the words of its file."""
    rows = (
        row("a.md", unannounced=True),
        row("b.md", unannounced=True, written=spelled(indonesian=True).written),
        row("c.md"),
    )
    assert (
        told(unannounced_end(evidence(configuration, *rows)))
        == """\
unannounced-end a.md:0:0 gone <>
  this report is gone, and readers are not told why
  > if it was news, withdraw it with retracted: …; gone is for what was to end, as a contest
unannounced-end b.md:0:0 gone <>
  this report is gone, and readers are not told why
  > if it was news, withdraw it with dicabut: …; selesai is for what was to end, as a contest
"""
    )


def test_all_that_is_said_of_old_addresses(configuration: Site) -> None:
    """Those that lead in a round, by way of another, or to what is but an old address of an article."""
    leads = {
        "/a/": "/b/", "/b/": "/c/#atas", "/c/": "/daerah/?x", "/d/": "/e/", "/e/": "/f/", "/f/": "/d/", "/g/": "/d/",
        "/h/": "/h/", "/i/": "/lama/?p#q", "/j/": "/daerah/",
    }  # fmt: skip
    site = replace(configuration, redirects=tuple(Named(old, url) for old, url in leads.items()))
    assert (
        told(alias_chain(evidence(site, aliases=frozenset({"/lama/", "/lama/?p#q"}))))
        == """\
alias-chain :0:0 redirects./a/ <>
  this leads to another old address, "/b/"
  > write where that one leads
alias-chain :0:0 redirects./b/ <>
  this leads to another old address, "/c/"
  > write where that one leads
alias-chain :0:0 redirects./d/ <>
  this leads back to itself: /d/ → /e/ → /f/ → /d/
  > delete one of them
alias-chain :0:0 redirects./e/ <>
  this leads back to itself: /e/ → /f/ → /d/ → /e/
  > delete one of them
alias-chain :0:0 redirects./f/ <>
  this leads back to itself: /f/ → /d/ → /e/ → /f/
  > delete one of them
alias-chain :0:0 redirects./g/ <>
  this leads to another old address, "/d/"
  > write where that one leads
alias-chain :0:0 redirects./h/ <>
  this leads back to itself: /h/ → /h/
  > delete one of them
alias-chain :0:0 redirects./i/ <>
  this leads to another old address, "/lama/"
  > write where that one leads
"""
    )
