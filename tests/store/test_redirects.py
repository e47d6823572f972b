"""Ways: old addresses, and those of articles that are gone."""

from __future__ import annotations

from generator.model.page import Status
from generator.store import documents, redirects
from generator.store.database import Store
from generator.store.documents import Row
from generator.store.redirects import Redirect


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
