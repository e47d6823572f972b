"""What a rule says of several articles, or of site.yaml; what is said of one is in fixtures/advice.txt."""

from __future__ import annotations

from tests.lint_support import LONG, found, said
from tests.support import CONFIG, article, indonesian, site

GONE = "{timestamp: 2024-10-09 17:00 WIB, reason: trauma-korban, text: Dicabut.}"


def test_what_the_front_matter_says_of_an_article_that_is_over(tmp_path):
    """A report that goes on from it, or wants it in Artikel Terkait or out of it; what is over itself shows neither."""
    portal = site(tmp_path, config=f"{CONFIG}keys: id\n")
    portal.add("content/daerah/a.md", article(LONG, retracted=GONE))
    portal.add("content/daerah/b.md", article(LONG, gone="Selesai."))
    portal.add("content/daerah/c.md", article(LONG, follows="a", related="\n- b", unrelated="[/daerah/a.md]"))
    portal.add("content/daerah/d.md", article(LONG, follows="a", retracted=GONE))
    portal.add("content/daerah/e.md", indonesian(article(LONG, follows="b")))
    portal.add("content/daerah/f.md", article(LONG, "Baca Juga: [](b)"))
    assert said(portal, "withdrawn-link") == [
        "c.md:6: follows leads readers to an article that is withdrawn or gone",
        "c.md:8: related names an article that is withdrawn or gone, so it has no effect",
        "c.md:9: unrelated names an article that is withdrawn or gone, so it has no effect",
        "e.md:6: lanjutan leads readers to an article that is withdrawn or gone",
        "f.md:7: this Baca Juga leads to an article that is gone, and is left out",
    ]


def test_old_addresses_that_lead_to_others_or_in_a_round(tmp_path):
    """Each is told at its line, one that comes back to itself with all of its steps."""
    leads = {
        "/a/": "/b/", "/b/": "/c/#atas", "/c/": "/daerah/?x", "/d/": "/e/", "/e/": "/f/", "/f/": "/d/", "/g/": "/d/",
        "/h/": "/h/", "/i/": "/lama/", "/j/": "/daerah/",
    }  # fmt: skip
    portal = site(tmp_path, config=CONFIG + "redirects:\n" + "".join(f"  {old}: {url}\n" for old, url in leads.items()))
    portal.add("content/daerah/a.md", article(LONG, aliases="[/lama/]"))
    assert [(one.line, one.message) for one in found(portal, "alias-chain")] == [
        (10, 'this leads to another old address, "/b/"'), (11, 'this leads to another old address, "/c/"'),
        (13, "this leads back to itself: /d/ → /e/ → /f/ → /d/"), (14, "this leads back to itself: /e/ → /f/ → /d/ → /e/"),
        (15, "this leads back to itself: /f/ → /d/ → /e/ → /f/"), (16, 'this leads to another old address, "/d/"'),
        (17, "this leads back to itself: /h/ → /h/"), (18, 'this leads to another old address, "/lama/"'),
    ]  # fmt: skip
