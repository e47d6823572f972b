"""References: all that a document refers to, and where in its file."""

from __future__ import annotations

from contextlib import closing

from generator.base.errors import Where
from generator.lint.references import references_of, text_of, where
from generator.model.lookup_keys import file_key, slug_key, url_key
from generator.model.records import Link
from generator.store import documents, names
from generator.store.database import open_store
from tests.support import article, site

SITE = """\
-- content/foto/a.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- content/authors/sari.md --
---
name: Sari
photo: /foto/a.svg
---
Lihat [a](a).
-- content/pages/tentang.md --
---
title: Tentang
---
![Air](/foto/a.svg)
"""


def test_references_of_each_kind_of_document(tmp_path):
    """Links and pictures of the body, then what the front matter names; a media file refers to nothing."""
    portal = site(tmp_path, SITE)
    portal.add(
        "content/daerah/2024/10/a.md",
        article("A", "[b](/daerah/)", slug="a", follows="b", photo="{src: /foto/a.svg, alt: A, credit: S}"),
    )
    portal.add("content/daerah/2024/10/b.md", article("B", slug="b"))
    portal.build()
    svg = url_key("/foto/a.svg")
    with closing(open_store(portal.folder / ".ssg")) as store:

        def keys(path: str) -> list[int]:
            doc = names.doc_named(store, file_key(path))
            assert doc is not None
            return [reference.key for reference in references_of(documents.get(store, doc))]

        assert keys("daerah/2024/10/a.md") == [url_key("/daerah/"), svg, slug_key("b")]
        assert keys("authors/sari.md") == [slug_key("a"), svg]
        assert keys("pages/tentang.md") == [svg]
        assert keys("foto/a.svg") == []


def test_a_reference_of_the_front_matter_is_found_by_its_key():
    """The parser keeps no place of such a value, so the file is looked through for its key."""
    text = "---\ntitle: A\nfollows: banjir\n---\n"
    assert where("a.md", text, Link("link", "banjir", "follows")) == Where("content/a.md", 3, 10)
    assert where("a.md", text, Link("link", "banjir", "x", line=7, column=2)) == Where("content/a.md", 7, 2)


def test_a_file_that_went_since_it_was_read(tmp_path):
    """Its problems have a place all the same."""
    portal = site(tmp_path)
    with closing(open_store(portal.folder / ".ssg")) as store:
        assert text_of(store, "daerah/weg.md") == ""
    assert where("daerah/weg.md", "", Link("link", "banjir", "follows")) == Where("content/daerah/weg.md", 1, 0)
