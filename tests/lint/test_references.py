"""References: all that a document refers to, and where in its file."""

from __future__ import annotations

from contextlib import closing

import pytest

from generator.base.errors import Where
from generator.lint.references import position, references_of, text_of, where
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
        assert text_of(store.content, "daerah/weg.md") == ""
    assert where("daerah/weg.md", "", Link("link", "banjir", "follows")) == Where("content/daerah/weg.md", 1, 0)


TEXT = """---
title: Satu
photo:
  src: /foto/a.jpg
tags:
  - Dua
  - Tiga
editor: [Empat, Lima]
---
Isi Dua. ***(XX)
"""


@pytest.mark.parametrize(
    ("key", "entry", "place"),
    [
        ("title", "", (2, 8)), ("title", "Satu", (2, 8)), ("photo.src", "", (4, 8)), ("tags", "Tiga", (7, 5)),
        ("editor", "Lima", (8, 17)), ("editor", "Enam", (8, 9)), ("summary", "", (1, 0)), ("", "Dua", (10, 5)),
        ("", "(XX)", (10, 13)), ("", "", (0, 0)), ("", "Enam", (0, 0)), ("tags.src", "", (1, 0)),
    ],
)  # fmt: skip
def test_a_place(key: str, entry: str, place: tuple[int, int]) -> None:
    """That of the value, or of the entry of a list; the first line for a key that is missing."""
    assert position(TEXT, key, entry) == place


LATER = """---
photo:
  src: a
# credit: catatan

  - lain
corrections:
  - credit: b
tags: {credit: c, tags: [Dua], \\a: d}
---
tags: Dua
Dua
"""


@pytest.mark.parametrize(
    ("key", "entry", "place"),
    [
        ("photo.credit", "", (1, 0)), ("corrections.credit", "b", (1, 0)), ("photo.src", "b", (3, 8)), ("tags.credit", "c", (9, 16)),
        ("tags.tags", "Dua", (9, 26)), ("photo.lain", "", (1, 0)), ("credit", "", (9, 16)), ("", "Dua", (12, 1)),
    ],
)  # fmt: skip
def test_a_place_in_a_group(key: str, entry: str, place: tuple[int, int]) -> None:
    """Ends where the next key begins."""
    assert position(LATER, key, entry) == place


def test_a_text_without_anything() -> None:
    """Has no line."""
    assert position("", "title", "") == (0, 0)
