"""The table of kinds."""

from __future__ import annotations

from generator.model import kinds
from generator.model.kinds import KINDS, Method, Owner
from generator.pages.context import page_function


def test_each_written_kind_has_a_function_and_no_other_has():
    """A row names it, and it is there."""
    for name, kind in KINDS.items():
        assert bool(kind.function) == (kind.method is Method.WRITTEN)
        assert not kind.function or callable(page_function(name))


def test_only_written_kinds_have_a_template():
    """What is copied or drawn is shown with none."""
    assert all(kind.method is Method.WRITTEN for kind in KINDS.values() if kind.template)


def test_each_kind_stands_in_the_table_once():
    """A second row of the same name would hide the first."""
    assert len(KINDS) == len(kinds._ALL)


def test_dated_kinds_belong_to_the_site():
    """They have no document or group to be found by; their address tells the day."""
    assert all(kind.owner is Owner.SITE for kind in KINDS.values() if kind.dated)


def test_every_kind_is_looked_up_in_one_way():
    """By its document, by its group, with the whole site, or by its date."""
    dated = {name for name, kind in KINDS.items() if kind.dated}
    groups = {name for name, kind in KINDS.items() if kind.owner is Owner.GROUP}
    assert sorted([*kinds.OF_DOCUMENT, *kinds.SITE_WIDE, *dated, *groups]) == sorted(KINDS)


def test_what_whoever_needs_a_list_of_kinds_gets():
    """Each in the order of the table."""
    assert kinds.OF_ARTICLE == ("article", "gone", "redirect")
    assert (*kinds.OF_ARTICLE, "alias", "standing", "media", "withheld", "picture") == kinds.OF_DOCUMENT
    assert kinds.REDIRECTS == ("redirect", "alias", "moved")
    assert kinds.LISTS == ("listing", "day", "month", "sitemap", "year", "tags")
    assert kinds.SUGGESTED == ("standing", "media", "tags", "archive", "asset")
    assert kinds.COPIED == ("media", "asset")
    assert kinds.OF_FILES == ("media", "picture", "asset", "rebased", "icon")
    assert set(KINDS) - set(kinds.WRITTEN) == {"media", "withheld", "picture", "asset", "icon"}
    assert {name for name, kind in KINDS.items() if kind.dated} == {"day", "month", "sitemap", "year"}


def test_kinds_of_which_the_site_has_one_at_a_fixed_address():
    """Where readers, feeds and search engines look for them."""
    assert {name: kind.url for name, kind in KINDS.items() if kind.url} == {
        "home": "/", "sitemaps": "/sitemap.xml", "sitemap-pages": "/sitemap-pages.xml", "404": "/404.html", "robots": "/robots.txt",
        "fragment": "/fragmen/terkini.html", "colours": "/aset/warna.css", "tags": "/{tag}/", "archive": "/{index}/", "feed": "/feed.xml",
        "feed-json": "/feed.json", "security": "/.well-known/security.txt", "humans": "/humans.txt", "opensearch": "/opensearch.xml",
    }  # fmt: skip


def test_what_each_kind_is_shown_with():
    """The preview has a name for those that a person opens."""
    assert {name: kind.template for name, kind in KINDS.items() if kind.template} == {
        "article": "article.html", "gone": "gone.html", "redirect": "redirect.html", "alias": "redirect.html", "standing": "standing.html",
        "listing": "listing.html", "day": "archive.html", "month": "archive.html", "year": "archive.html", "home": "home.html",
        "404": "not_found.html", "fragment": "fragment_terkini.html", "tags": "tags.html", "archive": "archive.html", "moved": "redirect.html",
    }  # fmt: skip
    assert {name: str(kind.label) for name, kind in KINDS.items() if kind.label} == {
        "gone": "Notice that an article is gone", "standing": "Standing page", "listing": "List", "day": "Archive of a day",
        "month": "Archive of a month", "year": "Archive of a year", "home": "Home page", "404": "Page for addresses that do not exist",
        "tags": "List of topics", "archive": "Archive",
    }  # fmt: skip
