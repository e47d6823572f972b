"""Operations on groups, their members, and days."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.model.lookup_keys import url_key
from generator.model.ordinal import BEGINNING, END
from generator.model.page import Status
from generator.store import documents, groups, members, pages, reserved_addresses
from generator.store.database import Store
from generator.store.documents import Row
from generator.store.groups import Group, LedgerEntry
from generator.store.reserved_addresses import Claim
from tests.support import CONFIG, Portal, article, site


def test_a_group_is_made_once(store: Store) -> None:
    """Whoever asks for it again gets the same id; it is empty."""
    group = groups.ensure(store, "tag", "banjir")
    assert groups.ensure(store, "tag", "banjir") == group
    assert groups.ensure(store, "kanal", "banjir") != group
    assert groups.get(store, group) == Group(group, "tag", "banjir", 0, 0, 0)


def test_numbers_of_articles_are_added(store: Store) -> None:
    """Published, unpublished and scheduled ones, upwards and downwards."""
    group = groups.ensure(store, "tag", "banjir")
    groups.add_published(store, [(5, group)])
    groups.add_published(store, [(-2, group)])
    groups.add_unpublished(store, [(4, 1, group)])
    assert groups.get(store, group) == Group(group, "tag", "banjir", 3, 4, 1)


def test_the_group_of_an_address(store: Store) -> None:
    """Of a listing that is planned, or that unpublished articles bring; pages of articles are none."""
    first, second = groups.ensure(store, "tag", "a"), groups.ensure(store, "tag", "b")
    store.db.execute(
        "INSERT INTO pages (key, path, kind, ref, number) VALUES (?, 'tag/a/index.html', 'listing', ?, 0)",
        (url_key("/tag/a/"), first),
    )
    reserved_addresses.insert(
        store, [Claim(url_key("/tag/b/"), second, 1, 1), Claim(url_key("/c/"), reserved_addresses.OWN, 1, 1)]
    )
    found = [groups.listed_at(store, url_key(url)) for url in ("/tag/a/", "/tag/b/", "/c/", "/d/")]
    assert [group and group.id for group in found] == [first, second, None, None]
    assert not pages.is_empty(store)


def test_members_come_and_go(store: Store) -> None:
    """An article leaves the groups that are named, and no others."""
    members.add(store, [(1, 10), (1, 20), (2, 10)])
    members.remove(store, [1], 10)
    assert [members.between(store, group, BEGINNING, END) for group in (1, 2)] == [[20], [10]]


def test_days_without_articles_go(store: Store) -> None:
    """The number that a day has now is told with each step."""
    assert [groups.add_to_day(store, 5, step) for step in (2, 1, -3)] == [2, 3, 0]
    groups.add_to_day(store, 6, 1)
    groups.remove_empty_days(store)
    assert groups.days(store) == [(6, 1)]


SLUGS = st.sets(st.text("ab1-", min_size=1, max_size=5).filter(lambda text: text[0] != "-"), max_size=30)


@given(SLUGS, SLUGS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_prefixes_are_those_of_the_tags_that_are_there(store: Store, first: set[str], second: set[str]) -> None:
    """Whatever came and went; what no tag begins with any more is forgotten."""
    store.db.execute("DELETE FROM prefixes")
    groups.add_prefixes(store, first, 1)
    groups.add_prefixes(store, second - first, 1)
    groups.add_prefixes(store, first - second, -1)
    groups.remove_empty_prefixes(store, first - second)
    for prefix in ("", "a", "ab", "1-", "b1"):
        expected = {slug[: len(prefix) + 1] for slug in second if slug.startswith(prefix) and len(slug) > len(prefix)}
        assert groups.longer_prefixes(store, prefix) == sorted(expected)


def crowd(portal: Portal, articles: int) -> None:
    """Add articles with twenty tags each: half of them begin with "ka", half with "k" and other letters."""
    for number in range(articles):
        tags = [f"Ka{number} {n}" for n in range(10)] + [f"K{'eiou'[n % 4]}{number} {n}" for n in range(10)]
        stamp = f"2024-09-{number % 28 + 1:02d} 10:00 WIB"
        portal.add(f"content/daerah/k{number}.md", article(f"K {number}", tags=f"[{', '.join(tags)}]", timestamp=stamp))


@pytest.mark.slow
def test_a_letter_with_many_tags_leads_to_pages_of_two(tmp_path: Path) -> None:
    """One tag more or less decides it, and builds from nothing agree; a tag that is a prefix itself is not lost."""
    portal = site(tmp_path)
    portal.add("content/daerah/sisa.md", article("Sisa", tags="[K, Lain]", timestamp="2024-08-01 10:00 WIB"))
    crowd(portal, 19)
    portal.build()
    assert "indeks/tag/ka/index.html" not in portal.files()
    assert portal.read("indeks/tag/k/index.html").count("<small>") == 0
    crowd(portal, 20)
    portal.build()
    assert portal.files() == portal.clean()
    page = portal.read("indeks/tag/k/index.html")
    assert '<a href="/indeks/tag/ka/">KA</a>' in page
    assert [slug for slug in ("k", "ka0-0", "ke0-0") if f'href="/tag/{slug}/"' in page] == ["k"]
    assert portal.read("indeks/tag/ka/index.html").count('href="/tag/ka') == 200
    assert '<a href="/indeks/tag/k/">K</a>' in portal.read("indeks/tag/ka/index.html")
    portal.remove("content/daerah/k3.md")
    portal.build()
    assert "indeks/tag/ka/index.html" not in portal.files()
    assert portal.files() == portal.clean()


def test_a_page_of_two_letters_that_will_come_is_no_dead_link(tmp_path: Path) -> None:
    """Its tags are those of an article that expires, or comes out, at some hour when nobody edits anything."""
    portal = site(tmp_path)
    crowd(portal, 20)
    portal.edit("content/daerah/k3.md", "title:", "expires: 2024-10-12 10:00 WIB\ntitle:")
    last = ", ".join(f"Ka terakhir {n}" for n in range(3))
    portal.add("content/daerah/akhir.md", article("Akhir", "[A](/indeks/tag/ka/)", tags=f"[{last}]"))
    portal.build()
    assert 'href="/indeks/tag/ka/"' in portal.read("daerah/2024/10/akhir/index.html")
    portal.build(now=portal.now + 3 * 86400)
    assert "indeks/tag/ka/index.html" not in portal.files()
    assert 'href="/indeks/tag/ka/"' not in portal.read("daerah/2024/10/akhir/index.html")


def test_site_yaml_says_how_many_are_too_many(tmp_path: Path) -> None:
    """Pages are split and joined again when it says otherwise."""
    portal = site(tmp_path)
    portal.add("content/daerah/tetap.md", article("Tetap", tags="[Badai, Banjir, Cuaca]"))
    for most, tops in ((400, {"b", "c"}), (1, {"b", "ba", "bad", "ban", "c"}), (2, {"b", "c"})):
        portal.add("site.yaml", f"{CONFIG}tags_on_page: {most}\n")
        portal.build()
        assert {path.split("/")[2] for path in portal.files() if path.startswith("indeks/tag/")} == tops
        assert portal.files() == portal.clean()


def test_tags_that_begin_alike_are_below_those_of_each_letter_less(tmp_path: Path) -> None:
    """Their page leads to all of these, up to the first letter and the index."""
    portal = site(tmp_path, config=f"{CONFIG}tags_on_page: 1\n")
    portal.add("content/daerah/tetap.md", article("Tetap", tags="[Badai, Badak, Cuaca]"))
    portal.build()
    for prefix in ("c", "ba", "bad"):
        (crumbs,) = re.findall(
            r'<nav class="remah".*?</nav>', portal.read(f"indeks/tag/{prefix}/index.html"), re.DOTALL
        )
        wanted = ["/tag/", *(f"/indeks/tag/{prefix[:size]}/" for size in range(1, len(prefix)))]
        assert re.findall(r'href="(/[^"]+)"', crumbs) == wanted


def few(portal: Portal) -> None:
    """Let three tags begin with a letter, one of them until the next day."""
    portal.add("content/daerah/tetap.md", article("Tetap", tags="[Badai, Banjir]"))
    portal.add("content/daerah/sehari.md", article("Sehari", tags="[Buku]", expires="2024-10-11 00:00 WIB"))
    portal.add("content/daerah/nanti.md", article("Nanti", tags="[Cuaca]", timestamp="2024-10-11 00:00 WIB"))


@pytest.mark.parametrize("prefix", ["ba", "bu", "cu", "ban"])
def test_how_many_tags_there_are_decides_no_link(tmp_path: Path, prefix: str) -> None:
    """One to the tags that begin alike is right while there are any, at whatever hour; else it is dead."""
    portal = site(tmp_path, config=f"{CONFIG}tags_on_page: 2\nfooter: [{{name: X, url: /indeks/tag/{prefix}/}}]\n")
    few(portal)
    portal.add("content/daerah/tautan.md", article("Tautan", f"[x](/indeks/tag/{prefix}/)"))
    for hours in (0, 48, 0):
        portal.build(now=portal.now + hours * 3600)
        page = portal.read("daerah/2024/10/tautan/index.html")
        there = f"indeks/tag/{prefix}/index.html" in portal.files()
        assert (f'href="/indeks/tag/{prefix}/">x' in page) == there
    for name in ("tetap", "sehari", "nanti"):
        portal.remove(f"content/daerah/{name}.md")
    assert {(one.where.path, one.code) for one in portal.problems()} == {
        ("content/daerah/tautan.md", "dead-link"),
        ("site.yaml", "dead-site-link"),
    }


@pytest.mark.parametrize(
    "address", ["/indeks/tag/ba/", "/Indeks/Tag/B%61", "/indeks/tag/ban/", "/indeks/tag/z/index.html"]
)
def test_nothing_else_can_be_where_tags_begin_alike(tmp_path: Path, address: str) -> None:
    """A tag that a scheduled article brings may make a list of it at an hour when nobody edits anything."""
    portal = site(tmp_path)
    portal.add(
        "content/daerah/lama.md", article("Lama", aliases=f"['{address}', /indeks/tag/banjir/, /indeks/tag/ba.html]")
    )
    assert [(one.code, one.where.line) for one in portal.problems()] == [("reserved-address", 6)]
    portal.remove("content/daerah/lama.md")
    portal.edit("site.yaml", "timezone:", f"redirects: {{'{address}': /daerah/}}\ntimezone:")
    assert [one.where.path for one in portal.problems()] == ["site.yaml"]


def test_no_article_can_be_where_tags_begin_alike(tmp_path: Path) -> None:
    """With a permalink below the index of tags, those of up to three letters."""
    portal = site(tmp_path, config=f"{CONFIG}permalink: '/indeks/tag/{{slug}}'\n")
    portal.add("content/daerah/ban.md", article("Ban"))
    portal.add("content/daerah/banjir.md", article("Banjir"))
    assert [(one.where.path, one.code) for one in portal.problems()] == [("content/daerah/ban.md", "reserved-address")]


@pytest.fixture
def filled(store: Store) -> Store:
    for day, step in ((10, 2), (12, 1), (20, 3), (20, 1)):
        groups.add_to_day(store, day, step)
    return store


def test_days_between_two(filled: Store) -> None:
    """The first counts, the last does not."""
    assert groups.days(filled) == [(10, 2), (12, 1), (20, 4)]
    assert groups.days(filled, 10, 20) == [(10, 2), (12, 1)]
    assert groups.days(filled, 11, 21) == [(12, 1), (20, 4)]
    assert [groups.articles_between(filled, *span) for span in ((10, 20), (11, 21), (13, 20))] == [3, 5, 0]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(9, (None, 10)), (10, (None, 12)), (11, (10, 12)), (12, (10, 20)), (20, (12, None)), (21, (20, None))],
)
def test_the_nearest_days(filled: Store, day: int, expected: tuple[int | None, int | None]) -> None:
    """On either side, with articles."""
    assert groups.nearest_days(filled, day) == expected


def test_days_without_articles_go_days(filled: Store) -> None:
    """What is added is counted, and what is nothing any more is no day."""
    assert [groups.add_to_day(filled, 10, -1), groups.add_to_day(filled, 12, -1), groups.add_to_day(filled, 30, 5)] == [
        1,
        0,
        5,
    ]
    groups.remove_empty_days(filled)
    assert groups.days(filled) == [(10, 1), (20, 4), (30, 5)]


def test_entries_are_there_as_far_as_readers_see_them(store: Store) -> None:
    """Newest first, then by path and the newest of an article; those that are hidden are in no ledger."""
    for doc, path in ((1, "b.md"), (2, "a.md")):
        documents.put(store, Row(doc, "article", path, b"", None, Status.SHOWN), b"")
    rows = [
        LedgerEntry(5, 10, 1, 0, 0), LedgerEntry(5, 20, 1, 1, 0), LedgerEntry(5, 20, 2, 0, 0), LedgerEntry(5, 20, 2, 1, 0),
        LedgerEntry(5, 30, 1, 2, 1, 1), LedgerEntry(6, 20, 2, 2, 0),
    ]  # fmt: skip
    groups.add_entries(store, rows)
    assert groups.entries_between(store, 5, 10, 30) == [(2, 1), (2, 0), (1, 1), (1, 0)]
    assert groups.entries_between(store, 5, 11, 19) == []
    assert [groups.has_entry(store, *at) for at in ((5, 10), (5, 30), (6, 20), (6, 10))] == [True, False, True, False]
    assert {*groups.remove_entries(store, 1)} == {row for row in rows if row.doc == 1}
    assert groups.remove_entries(store, 1) == []
    assert groups.entries_between(store, 5, 0, 99) == [(2, 1), (2, 0)]
