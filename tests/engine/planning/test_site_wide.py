"""Site-wide pages: which there are by site.yaml, by the theme and by the tags."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.config import site_yaml
from generator.engine.clock import NEWS_SECONDS
from generator.engine.planning import site_wide
from generator.model.ordinal import END, first_ordinal
from generator.model.page import Asset, Feed, IconSource, Manifest, Page, TagIndex
from generator.store import groups, members
from generator.store.database import Store, open_store
from tests.store import tables
from tests.support import CONFIG, NOW

SECURITY = "security: {contact: [mailto:aman@uji.example], expires: 2025-01-01 00:00 WIB}\n"
WHITE = "#ffffff"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / ".ssg")) as store:
        yield store


def planned(store: Store, more: str = "", assets: dict[str, str] | None = None) -> dict[str, Page]:
    """Return the pages of a site with some lines more in site.yaml, by path."""
    site, problems = site_yaml.parse(CONFIG + more)
    assert site is not None, problems
    return {one.page.path: one.page for one in site_wide.plan(store, site, assets or {}, WHITE, NOW).wanted}


def test_every_site_has_its_front_page_and_its_feeds(store: Store) -> None:
    """The feed of the site is of no kanal."""
    pages = planned(store)
    assert pages["index.html"].kind == "home"
    assert (pages["feed.xml"].detail, pages["feed.json"].detail) == (Feed(), Feed())


def test_every_kanal_has_its_feeds(store: Store) -> None:
    """As RSS and as JSON Feed."""
    pages = planned(store)
    assert pages["daerah/feed.xml"] == Page("daerah/feed.xml", "feed", detail=Feed("daerah"))
    assert pages["daerah/feed.json"] == Page("daerah/feed.json", "feed-json", detail=Feed("daerah"))


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        (".well-known/security.txt", SECURITY),
        ("humans.txt", "humans: [Sari Wulan]\n"),
        ("opensearch.xml", "search: https://cari.example/?q={query}\n"),
    ],
)
def test_some_pages_are_there_when_site_yaml_asks_for_them(store: Store, path: str, lines: str) -> None:
    """And only then."""
    assert path not in planned(store)
    assert path in planned(store, lines)


def test_the_index_of_tags_has_a_page_for_each_letter_with_articles(store: Store) -> None:
    """A tag that has lost them all has none."""
    groups.add_prefixes(store, ["banjir", "bandara", "zebra", "2024"], 1)
    groups.add_prefixes(store, ["zebra"], -1)
    groups.remove_empty_prefixes(store, ["zebra"])
    letters = {path: page.detail for path, page in planned(store).items() if page.kind == "tags"}
    assert letters == {
        "tag/index.html": TagIndex(),
        "indeks/tag/b/index.html": TagIndex("b"),
        "indeks/tag/2/index.html": TagIndex("2"),
    }


def test_no_page_of_a_letter_grows_with_the_archive(store: Store) -> None:
    """Of 50,000 tags with one letter each page names 400 at most; the others are on the pages of more letters."""
    longer = ["".join(("b", *rest)) for size in range(3) for rest in itertools.product("abcdefghijklmno", repeat=size)]
    counts = {prefix: 15 ** (5 - len(prefix)) for prefix in longer}
    tables.set_prefixes(store, counts)
    details = [page.detail for page in planned(store).values() if page.kind == "tags"]
    pages = [one.prefix for one in details if isinstance(one, TagIndex) and one.prefix]
    named = {prefix: counts[prefix] for prefix in pages if not groups.is_split(store, prefix, 400)}
    assert (len(pages), max(named.values()), sum(named.values())) == (1 + 15 + 225, 225, 50_625)


def test_the_news_sitemap_begins_with_the_oldest_article_that_is_new_enough(store: Store) -> None:
    """To the second; without any it is empty."""
    assert planned(store)["sitemap-news.xml"].lo == END
    group = groups.ensure(store, "all", "")
    limit = first_ordinal(NOW - NEWS_SECONDS)
    members.add(store, [(group, limit - 1), (group, limit + 5), (group, END - 1)])
    assert planned(store)["sitemap-news.xml"].lo == limit + 5


def test_the_files_of_the_theme_are_known_by_their_digests(store: Store) -> None:
    """A changed one is copied again."""
    assert planned(store, assets={"aset/a.css": "a1"})["aset/a.css"] == Page("aset/a.css", "asset", detail=Asset("a1"))


def test_without_a_picture_there_are_no_icons(store: Store) -> None:
    """The manifest is there and names none."""
    pages = planned(store)
    assert pages["manifest.webmanifest"].detail == Manifest()
    assert not any(page.kind == "icon" for page in pages.values())


def test_icons_are_made_of_the_picture_of_the_theme(store: Store) -> None:
    """All that they are made of is in their details, so that nothing else makes them again."""
    url = "/aset/favicon.svg"
    pages = planned(store, assets={url[1:]: "b2"})
    assert pages["manifest.webmanifest"].detail == Manifest(url)
    assert {page.detail for page in pages.values() if page.kind == "icon"} == {IconSource("b2", WHITE, url)}
