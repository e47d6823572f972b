"""Links to what was withdrawn, and old addresses that lead on and on."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from generator.config.article_keys import spelled
from generator.lint.rules.ended_links import alias_chain, unannounced_end, withdrawn_link
from generator.lint.rules.evidence import Withdrawal
from generator.model.records import Link
from generator.model.site import Named, Site
from tests.lint_support import LONG, desk, found, look, said, told
from tests.support import CONFIG, article, site

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
        told(withdrawn_link(desk(configuration, withdrawals=withdrawals)))
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
    looks = look("a.md", unannounced=True), look("b.md", unannounced=True, words=spelled(indonesian=True)), look("c.md")
    assert (
        told(unannounced_end(desk(configuration, *looks)))
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
        told(alias_chain(desk(site, aliases=frozenset({"/lama/", "/lama/?p#q"}))))
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
