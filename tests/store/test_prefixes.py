"""Prefixes: which pages the index of tags has, and that none of them grows with the archive."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.store import prefixes
from generator.store.database import Store
from tests.support import Portal, article, site

SLUGS = st.sets(st.text("ab1-", min_size=1, max_size=5).filter(lambda text: text[0] != "-"), max_size=30)


@given(SLUGS, SLUGS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_prefixes_are_those_of_the_tags_that_are_there(store: Store, first: set[str], second: set[str]) -> None:
    """Whatever came and went; what no tag begins with any more is forgotten."""
    store.db.execute("DELETE FROM prefixes")
    prefixes.add(store, first, 1)
    prefixes.add(store, second - first, 1)
    prefixes.add(store, first - second, -1)
    prefixes.remove_empty(store, first - second)
    for prefix in ("", "a", "ab", "1-", "b1"):
        expected = {slug[: len(prefix) + 1] for slug in second if slug.startswith(prefix) and len(slug) > len(prefix)}
        assert prefixes.longer(store, prefix) == sorted(expected)


def crowd(portal: Portal, articles: int) -> None:
    """Add articles with twenty tags each: half of them begin with "ka", half with "k" and other letters."""
    for number in range(articles):
        tags = [f"Ka{number} {n}" for n in range(10)] + [f"K{'eiou'[n % 4]}{number} {n}" for n in range(10)]
        stamp = f"2024-09-{number % 28 + 1:02d} 10:00 WIB"
        portal.add(f"content/daerah/k{number}.md", article(f"K {number}", tags=f"[{', '.join(tags)}]", timestamp=stamp))


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
