"""Links to what was withdrawn, and old addresses that lead on and on."""

from __future__ import annotations

from pathlib import Path

from tests.checks_support import LONG, found, said
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
