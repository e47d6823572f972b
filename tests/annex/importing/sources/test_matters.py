"""What front matter says beyond doubt, what a map says of it, and the account of all keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.annex.importing.items import Census, SeenKey
from generator.annex.importing.sources import front_matter
from generator.annex.importing.sources import matters as module
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
    "key",
    (
        "date publishdate pubdate published_at created lastmod updated last_modified_at modified expirydate unpublishdate expires "
        "draft published url permalink path headless layout comments comment_status ping_status post_type guid"
    ).split(),
)
def test_what_systems_read(tmp_path: Path, key: str) -> None:
    """Is nothing that a map has to say."""
    assert [one.key for one in census(tmp_path, f"title: A\n{key}: x\nlain: x").keys if one.left] == ["lain"]


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


def test_pictures_by_how_often_a_key_has_them(tmp_path: Path) -> None:
    """The one that most texts have comes first."""
    texts = ["image: a.jpg", "cover: {image: b.jpg}", "cover: {image: c.jpg}"]
    assert census(tmp_path, *texts).of["src"] == ("cover.image", "image")


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


NAMES = (
    "title: T\ndescription: S\nauthor: A\neditor: E\ncategory: C\ntags: [X]\nwilayah: R\nimage: p.jpg\nimage_caption: K\nimage_credit: F\nimage_alt: L\naliases: [/x/]\nslug: s\nid: 7\nterbit: 2019-01-05\n"
    "diubah: 2019-01-06\nkeadaan: draft\nisi: 'B  b'\nalamat: /a/\njenis: page\n"
)  # fmt: skip


def test_all_that_front_matter_says(tmp_path: Path) -> None:
    """Each by our names, as far as a map or what is usual says so."""
    own = Map({name: (Value(key),) for name, key in (("region", "wilayah"), ("published", "terbit"), ("updated", "diubah"), ("state", "keadaan"), ("body", "isi"), ("address", "alamat"), ("kind", "jenis"))})  # fmt: skip
    assert taken(tmp_path, NAMES, own=own) == Taken(
        "T", "S", ("A",), ("E",), ("C",), ("X",), "R", "p.jpg", "K", "F", "L", ("/x/",), "s", "7", "2019-01-05", "2019-01-06", "draft", "B  b", "/a/", "page",
    )  # fmt: skip
    assert taken(tmp_path, "x: y") == Taken(
        "", "", (), (), (), (), "", "", "", "", "", (), "", "", "", "", "published", "", "", ""
    )


@pytest.mark.parametrize(
    ("field", "keys"),
    [
        ("title", ("title", "linkTitle")), ("summary", ("description", "summary", "excerpt", "subtitle", "deck", "standfirst")), ("authors", ("author", "authors", "penulis")), ("editors", ("editor", "editors", "penyunting")),
        ("categories", ("categories", "category")), ("tags", ("tags", "tag", "keywords")), ("aliases", ("aliases", "alias", "redirect_from")), ("slug", ("slug",)), ("id", ("id", "uuid")),
    ],
)  # fmt: skip
def test_each_usual_name(tmp_path: Path, field: str, keys: tuple[str, ...]) -> None:
    """By itself, in a group of Zola or of a theme; of several that hold one text, the first in the list."""
    is_several = isinstance(getattr(taken(tmp_path, "x: y"), field), tuple)
    for key in keys:
        for text in (f"{key}: isi", f"extra: {{{key}: isi}}", f"params: {{{key}: isi}}", f"taxonomies: {{{key}: isi}}"):
            assert getattr(taken(tmp_path, text), field) == (("isi",) if is_several else "isi")
    if not is_several:
        whole = "".join(f"{key}: {key}\n" for key in reversed(keys))
        assert getattr(taken(tmp_path, whole), field) == keys[0]


@pytest.mark.parametrize(
    "key",
    ["primary_image", "featured_image", "featureImage", "featuredImage", "image", "images", "featured", "cover", "hero", "thumbnail", "header", "photo", "banner", "foto", "gambar"],
)  # fmt: skip
def test_each_key_of_a_picture(tmp_path: Path, key: str) -> None:
    """Alone, in a list, or as a group that names its file in any of the ways."""
    assert [taken(tmp_path, f"{key}: {value}").photo for value in ("a.jpg", "[a.jpg, b.jpg]", "[]", "a", "[{src: c.jpg}]")] == ["a.jpg", "a.jpg", "", "", "c.jpg"]  # fmt: skip
    for name in ("src", "url", "path", "image", "file", "overlay_image", "teaser", "relative"):
        assert taken(tmp_path, f"{key}: {{{name}: a.jpg}}").photo == "a.jpg"
    assert taken(tmp_path, f"{key}: {{lain: a.jpg, src: a}}").photo == ""


@pytest.mark.parametrize(
    ("field", "words"),
    [("caption", ("caption", "figcaption", "description")), ("credit", ("credit", "attribution", "photographer", "author")), ("alt", ("alt", "alt_text", "alttext", "image_description"))],
)  # fmt: skip
def test_each_word_beside_a_picture(tmp_path: Path, field: str, words: tuple[str, ...]) -> None:
    """Below its group, or behind its key with a sign or a capital between; the first of them holds, and alone but one."""
    for word in words:
        for text in (f"foto: {{src: a.jpg, {word}: K}}", f"foto: a.jpg\nfoto_{word}: K", f"foto: a.jpg\nfoto-{word}: K", f"foto: a.jpg\nfoto{word.title()}: K"):  # fmt: skip
            assert getattr(taken(tmp_path, text), field) == "K"
    whole = "".join(f", {word}: {word}" for word in reversed(words))
    assert getattr(taken(tmp_path, f"foto: {{src: a.jpg{whole}}}"), field) == words[0]
    assert getattr(taken(tmp_path, f"foto: a.jpg\n{words[0]}: K"), field) == "K"
    assert getattr(taken(tmp_path, f"foto: a.jpg\n{words[1]}: K"), field) == ""
    assert getattr(taken(tmp_path, f"{words[0]}: K"), field) == ""


@pytest.mark.parametrize(
    ("texts", "guess", "split"),
    [
        (["x: a.jpg", "x: b"], "", ""), (["x: a.jpg", "x: b.PNG", "x: c"], "src", ""), (["x: [a]"] * 3, "tags", ""), (["x: [a]"] * 2, "", ""), (["x: [a, b]", "x: [a]", "x: [c]"], "", ""), (["x: [a]", "x: [a]", "x: a", "x: a"], "", ""), (["x: [a]", "x: [a]", "x: [a]", "x: a"], "tags", ""),
        (["x: ['a;b']"] * 3, "tags", ";"), (["x: ['a|b']"] * 3, "tags", "|"), (["x: ['a,b']"] * 3, "tags", ","), (["x: ['a,b;c']"] * 3, "tags", ";"), ([f"x: [{40 * 'a'}]"] * 3, "tags", ""), ([f"x: [{41 * 'a'}]"] * 3, "", ""),
        *(([f"{key}: A"], "summary", "") for key in ("deck", "dek", "standfirst", "subhead", "subheading", "lead", "lede", "teaser", "intro", "a.lead") if key not in {"deck", "standfirst"}),
    ],
)  # fmt: skip
def test_what_the_values_of_a_key_look_like(tmp_path: Path, texts: list[str], guess: str, split: str) -> None:
    """Pictures where most are, tags where most texts have a list of few short words, in parts if most have a sign between."""
    (one,) = census(tmp_path, *(text.replace("a.lead: A", "a: {lead: A}") for text in texts)).keys
    assert (one.guess, one.split) == (guess, split)


def test_a_table_has_the_values_of_a_key_if_it_has_most_of_them(tmp_path: Path) -> None:
    """More than four in five, of at least two; hidden folders are no tables."""
    for name in ("a", "b", "c", "d", "e"):
        for folder in ("data/.foto", "_data/foto"):
            (tmp_path / folder).mkdir(parents=True, exist_ok=True)
            (tmp_path / folder / f"{name}.yml").write_text("format: png\n")
    for values, table in (("abcde", "_data/foto"), ("abcdx", ""), ("abcdex", "_data/foto"), ("a", ""), ("ab", "_data/foto")):  # fmt: skip
        (one,) = census(tmp_path, *(f"x: {value}" for value in values)).keys
        assert one.table == table


def test_keys_are_counted_to_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The most frequent first, those of one number by name; what comes beyond is not counted, and a sample is cut."""
    monkeypatch.setattr(module, "_MOST", 2)
    found = census(tmp_path, f"b: {201 * 'x'}", "a: 1\nb: 2", "a: 1\nc: 3\nb: 2")
    assert found.keys == (SeenKey("b", 3, 3, 200 * "x"), SeenKey("a", 2, 2, "1"))


def test_a_column_that_is_looked_up_has_a_key_only_if_it_is_another(tmp_path: Path) -> None:
    """In the form of a map, what is usual is not said."""
    own = Map({"author": (Value("oleh", table="p.csv"), Value("oleh", split=";", key="no"))})
    (tmp_path / "p.csv").write_text("id,name\n1,Sari\n")
    assert census(tmp_path, "oleh: 1", own=own).of == {
        "author": ({"column": "oleh", "in": "p.csv"}, {"column": "oleh", "split": ";", "key": "no"}),
    }  # fmt: skip
