"""What front matter says beyond doubt, what a map says of it, and the account of all keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.annex.importing.items import Census
from generator.annex.importing.sources import front_matter
from generator.annex.importing.sources.mapping import Map, Value
from generator.annex.importing.sources.matters import Matters, Taken, usual
from generator.annex.importing.sources.tables import Tables


def matters(root: Path, config: str = "", own: Map | None = None) -> Matters:
    """Return a reader of the front matter of a folder."""
    tables, own = Tables(str(root)), own or Map()
    return Matters(tables, own, {**usual(tables, front_matter.yaml(config), "content"), **own.of})


def taken(root: Path, text: str, config: str = "", own: Map | None = None) -> Taken:
    """Return what one text says."""
    return matters(root, config, own).take(front_matter.yaml(text))


def census(root: Path, *texts: str, own: Map | None = None) -> Census:
    """Return the account of several texts."""
    reader = matters(root, own=own)
    for text in texts:
        reader.take(front_matter.yaml(text))
    return reader.census(())


@pytest.mark.parametrize(
    ("text", "photo"),
    [
        ("featured_image: a.jpg\nfeatured_image_caption: K\nfeatured_image_credit: C\nfeatured_image_alt: A", ("a.jpg", "K", "C", "A")),
        ("image: a.jpg\nimage_figcaption: K\nimage_alt_text: A\ncredit: C", ("a.jpg", "K", "C", "A")),
        ("cover: {image: a.jpg, caption: K, attribution: C, alt: A}", ("a.jpg", "K", "C", "A")),
        ("header: {overlay_image: a.jpg, image_description: A, caption: K}", ("a.jpg", "K", "", "A")),
        ("images: [a.jpg, b.jpg]", ("a.jpg", "", "", "")), ("primary_image: a.jpg\nimage: b.jpg", ("a.jpg", "", "", "")),
        ("image: kapal", ("", "", "", "")), ("params: {image: a.jpg}", ("a.jpg", "", "", "")),
    ],
)  # fmt: skip
def test_the_picture_with_what_stands_with_it(tmp_path: Path, text: str, photo: tuple[str, str, str, str]) -> None:
    """Caption, credit and alternative text are below its key, behind it, or alone."""
    found = taken(tmp_path, text)
    assert (found.photo, found.caption, found.credit, found.alt) == photo


def test_configured_taxonomies_with_the_names_of_their_terms(tmp_path: Path) -> None:
    """People by their pages, tags by theirs; one without a page keeps its name."""
    for path, text in (("authors/sw/_index.md", "display_name: Sari Wulan"), ("topics/air.md", "title: Air Bersih")):
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_text(f"---\n{text}\n---\n")
    reader = matters(tmp_path, "taxonomies: {author: authors, topic: topics}")
    found = reader.take(front_matter.yaml("authors: [sw, Made]\ntopics: [air, laut]\ntags: [x]"))
    assert (found.authors, found.tags) == (("Sari Wulan", "Made"), ("Air Bersih", "laut", "x"))
    assert reader.written["Sari Wulan"] == "sw"
    assert taken(tmp_path, "topics: [air]").tags == ()


@pytest.mark.parametrize("path", ["_data/authors.yml", "data/authors.yaml", "src/_data/authors.json"])
def test_people_of_data_files(tmp_path: Path, path: str) -> None:
    """Wherever these systems keep them."""
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(
        '{"sw": {"name": "Sari Wulan"}}' if path.endswith("json") else "sw:\n  name: Sari Wulan\n"
    )
    assert taken(tmp_path, "author: sw").authors == ("Sari Wulan",)


def test_a_map_goes_before_what_is_usual(tmp_path: Path) -> None:
    """Line by line: what it does not name is read as without it."""
    own = Map(
        {"summary": (Value("deck"),), "tags": (), "src": (Value("gambar.nama"),), "region": (Value("daerah"),)},
        prefix="/foto/",
    )
    found = taken(
        tmp_path,
        "title: T\ndescription: D\ndeck: S\ntags: [a]\nimage: x.jpg\ngambar: {nama: y.jpg, alt: A}\ndaerah: Riau",
        own=own,
    )
    assert (found.title, found.summary, found.tags, found.region) == ("T", "S", (), "Riau")
    assert (found.photo, found.alt) == ("/foto/y.jpg", "A")


def test_what_nothing_took_is_counted(tmp_path: Path) -> None:
    """By key, with a sample; a text that arrived by another key is no loss, and what systems read is none of it."""
    found = census(
        tmp_path,
        "title: A\nkicker: K\ndate: 2019-01-01\nexcerpt: S\ndescription: S",
        "title: B\nkicker: L\nexcerpt: S\ndescription: T",
    )
    left = {one.key: (one.files, one.left, one.sample) for one in found.keys if one.left}
    assert left == {"kicker": (2, 2, "K"), "excerpt": (2, 1, "S")}


@pytest.mark.parametrize(
    ("texts", "key", "guess"),
    [
        (["wartawan: A"], "wartawan", "author"), (["dek: A"], "dek", "summary"), (["foto_credit: A"], "foto_credit", "credit"),
        (["x: a.jpg"], "x", "src"), (["x: [a, b]", "x: [a]", "x: [b, a]"], "x", "tags"), (["x: [a]"], "x", ""), (["x: a"], "x", ""),
    ],
)  # fmt: skip
def test_what_a_key_looks_like(tmp_path: Path, texts: list[str], key: str, guess: str) -> None:
    """By its name, or by its values."""
    (one,) = (one for one in census(tmp_path, *texts).keys if one.key == key)
    assert one.guess == guess


def test_what_was_read_as_what(tmp_path: Path) -> None:
    """In the form of a map, with what was there alone."""
    own = Map({"author": (Value("oleh", table="p.csv", key="no", take="nama"),)})
    (tmp_path / "p.csv").write_text("no,nama\n1,Sari\n")
    found = census(tmp_path, "title: A\noleh: 1\ncover: {image: a.jpg}", own=own)
    assert found.of == {
        "title": ("title",), "author": ({"column": "oleh", "in": "p.csv", "key": "no", "take": "nama"},), "src": ("cover.image",),
    }  # fmt: skip


def test_the_table_that_has_the_values_of_a_key(tmp_path: Path) -> None:
    """Of folders of data, for what a map may look up."""
    for name in ("kapal", "pasar"):
        (tmp_path / "data/foto").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"data/foto/{name}.yml").write_text("format: png\n")
    found = census(tmp_path, "x: kapal\ny: a", "x: pasar\ny: b")
    assert {one.key: one.table for one in found.keys} == {"x": "data/foto", "y": ""}


def test_a_key_of_the_map_that_no_text_has_is_told_of(tmp_path: Path) -> None:
    """As it is misspelled, or of another version; one that is empty, or inside of another, is there."""
    own = Map({"author": (Value("oleh"), Value("penuls")), "slug": (Value("{a}-{b}"),), "src": (Value("cover.image"),)})
    reader = matters(tmp_path, own=own)
    reader.take(front_matter.yaml("oleh: Sari\na:\ncover: {alt: A}"))
    assert [(note.code, note.message) for note in reader.notes()] == [
        ("column", 'the map names "b", which no text has'), ("column", 'the map names "penuls", which no text has'),
    ]  # fmt: skip
