"""Ways: old addresses, and those of articles that are gone."""

from __future__ import annotations

from generator.model.page import Status
from generator.store import documents, redirects
from generator.store.database import Store
from generator.store.documents import Row
from generator.store.redirects import QueryAddress, Redirect


def test_ways_as_hosts_are_told_of_them(store: Store) -> None:
    """Those of site.yaml first, then the others by path, at most so many; each with what it leads to."""
    for doc, path in ((1, "a.md"), (2, "pages/b.md")):
        documents.put(store, Row(doc, "article", path, b"", None, Status.SHOWN), b"")
    rows = [
        ("z.html", "moved", None, 0, '["moved","/ke/"]'), ("y.html", "moved", None, 0, '["moved","/sana/"]'), ("m.html", "moved", 1, 0, '["moved","/bukan/"]'),
        ("lama/index.html", "redirect", 1, 0, ""), ("Lama/index.html", "redirect", 1, 1, "x"), ("x.html", "alias", 2, 0, ""),
        ("a/index.html", "article", 1, 1, ""), ("a/2/index.html", "article", 1, 2, ""), ("g.html", "gone", 2, 2, ""),
        ("f.html", "gone", 2, 3, ""),
    ]  # fmt: skip
    sql = "INSERT INTO pages (key, path, kind, ref, number, note) VALUES (?, ?, ?, ?, ?, ?)"
    store.db.executemany(sql, [(key, *row) for key, row in enumerate(rows)])
    own = [Redirect("y.html", False, "/sana/", "", ""), Redirect("z.html", False, "/ke/", "", "")]
    others = [
        Redirect("Lama/index.html", True, "", "a.md", "a/index.html"), Redirect("lama/index.html", False, "", "a.md", "a/index.html"),
        Redirect("x.html", False, "", "pages/b.md", ""),
    ]  # fmt: skip
    assert redirects.all_redirects(store) == [*own, *others]
    assert redirects.all_redirects(store, 1) == [*own, others[0]]
    assert (redirects.gone_pages(store), redirects.gone_pages(store, 1)) == (["f.html", "g.html"], ["f.html"])
    assert redirects.count(store) == 5


def test_old_addresses_with_a_query(store: Store) -> None:
    """Of documents that readers may see, in order; at most so many, and of two with one address both."""
    rows = (("b.md", "article", Status.SHOWN), ("c.md", "article", Status.HIDDEN), ("authors/a.md", "profile", Status.HIDDEN), ("d.md", "article", Status.NOTICE))  # fmt: skip
    for doc, (path, kind, state) in enumerate(rows, 1):
        documents.put(store, Row(doc, kind, path, b"", None, state), b"")
    assert redirects.has_no_query_address(store)
    redirects.add_query_addresses(store, 1, ["/?p=2", "/?p=1"], "/b/")
    redirects.add_query_addresses(store, 1, ["/?p=1"], "/lain/")
    redirects.add_query_addresses(store, 2, ["/?p=3"], "/c/")
    redirects.add_query_addresses(store, 3, ["/?p=2"], "")
    redirects.add_query_addresses(store, 4, ["/?p=4"], "/d/")
    found = [
        QueryAddress("/?p=1", "b.md", "/b/"), QueryAddress("/?p=2", "authors/a.md", ""),
        QueryAddress("/?p=2", "b.md", "/b/"), QueryAddress("/?p=4", "d.md", "/d/"),
    ]  # fmt: skip
    assert redirects.query_addresses(store) == found
    assert redirects.query_addresses(store, 2) == found[:2]
    redirects.remove_query_addresses(store, 1)
    assert redirects.query_addresses(store) == [found[1], found[3]]
    for doc in (2, 3, 4):
        assert not redirects.has_no_query_address(store)
        redirects.remove_query_addresses(store, doc)
    assert redirects.has_no_query_address(store)


def test_the_list_of_these_addresses_is_due_after_any_change(store: Store) -> None:
    """Until it was written."""
    assert not redirects.is_due(store)
    for change in (
        lambda: redirects.add_query_addresses(store, 1, ["/?p=1"], "/a/"),
        lambda: redirects.remove_query_addresses(store, 1),
        lambda: redirects.touch(store),
    ):
        change()
        assert redirects.is_due(store)
        redirects.settle(store)
        assert not redirects.is_due(store)
