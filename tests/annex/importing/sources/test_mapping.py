"""The map: which key, or column, is what; and what is taken by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.annex.importing.sources.front_matter import Plain
from generator.annex.importing.sources.lookups import Lookup
from generator.annex.importing.sources.mapping import FOLDERS, ROWS, Map, Taker, Value, at, read_map
from generator.annex.importing.sources.tables import Tables
from generator.base.errors import SiteError, UsageError
from generator.config.keys import Key


def read(folder: Path, text: str, table: tuple[Key, ...] = FOLDERS) -> Map:
    """Return a map of folders."""
    (folder / "peta.yaml").write_text(text, "utf-8")
    return read_map(str(folder / "peta.yaml"), table)


def told(folder: Path, text: str, table: tuple[Key, ...] = FOLDERS) -> list[str]:
    """Return the first lines and hints of a map's problems."""
    with pytest.raises(SiteError) as caught:
        read(folder, text, table)
    return [str(one).partition("/peta.yaml:")[2].split("\n")[0] + "; " + str(one.hint) for one in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("title: judul", "title", (Value("judul"),)),
        ("summary: [deck, description]", "summary", (Value("deck"), Value("description"))),
        ('tags: {column: topik, split: " "}', "tags", (Value("topik", split=" "),)),
        ("tags: [tag, {column: topik, split: ;}]", "tags", (Value("tag"), Value("topik", split=";"))),
        ("author: {column: id, in: p.csv, key: no, take: nama}", "author", (Value("id", table="p.csv", key="no", take="nama"),)),
        ("tags: []", "tags", ()), ("photo: foto", "src", (Value("foto"),)),
        ("photo: {src: [a, b], alt: c}", "src", (Value("a"), Value("b"))), ("photo: {src: a, alt: c}", "alt", (Value("c"),)),
    ],
)  # fmt: skip
def test_what_a_line_says(tmp_path: Path, text: str, name: str, values: tuple[Value, ...]) -> None:
    """A key, several, one that is split, one that is looked up, or none."""
    assert read(tmp_path, text).of[name] == values


def test_what_a_map_says_besides(tmp_path: Path) -> None:
    """The site, the prefix of pictures, which words mean published, and what stands for shortcodes."""
    found = read(
        tmp_path,
        "site: https://lama.example/\nname: Lama\nphoto: {src: a, prefix: /foto/}\nstate: {column: s, published: [x, y], trashed: [v, w]}\n"
        "shortcodes:\n  a: \"\\n> {inner}\"\n  b: {column: src, in: data, take: '{x}'}\n",
    )
    assert (found.site, found.name, found.prefix) == ("https://lama.example", "Lama", "/foto/")
    assert [found.state(word) for word in "xyzvw"] == ["published", "published", "draft", "trashed", "trashed"]
    assert Map().state("z") == "published"
    assert found.shortcodes == {"a": Value("", take="\n> {inner}"), "b": Value("src", table="data", take="{x}")}
    assert [found.whole(src) for src in ("a.jpg", "/a.jpg", "https://a.example/a.jpg", "")] == [
        "/foto/a.jpg", "/a.jpg", "https://a.example/a.jpg", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("judul: a", ['1:1: error: unknown key "judul" [unknown-key]; did you mean "title"?']),
        ("wartawan: a", ['1:1: error: unknown key "wartawan" [unknown-key]; did you mean "author"?']),
        ("tags: {from: a}", ['1:8: error: unknown key "tags.from" [missing-key]; did you mean "column"?']),
        ("title: a\nsummary: [b, a]", ['2:14: error: "a" would be title and summary [duplicate-key]; name it once']),
        ("photo: {caption: k}", ['1: error: "photo.src" is missing: a photo needs a file [missing-key]; write src: …']),
        ("photo: {src: a, caption: a}", ['1:8: error: "a" would be src and caption [duplicate-key]; name it once']),
        ("title: a\ntitle: b", ['2:1: error: the key "title" is given twice [duplicate-key]; keep one of them']),
        ("state: {column: a}", ['1: error: "state.published" is missing: some of its words mean that readers may see it [missing-key]; write published: …']),
        ("tags: [[a]]", ["1:8: error: tags must be a name or a group of keys, not a list [bad-value]; write tags: [one, two]"]),
        ("shortcodes: {a: {in: b}}", ['1: error: "shortcodes.a.take" is missing: something stands for the shortcode [missing-key]; write take: …']),
    ],
)  # fmt: skip
def test_a_mistake_in_a_map_is_told_with_its_place(tmp_path: Path, text: str, said: list[str]) -> None:
    """What nobody knows, what would be two things, and what lacks a part."""
    assert told(tmp_path, text) == said


BARE = "id: a\ntitle: b\nbody: c\npublished: d\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: b\nbody: c\npublished: d", ['1: error: "id" is missing: nothing else tells which column it is [missing-key]; write id: …']),
        ("id: a\njudul: b\nisi: c\ntanggal: d", ['2:1: error: unknown key "judul" [missing-key]; did you mean "title"?', '3:1: error: unknown key "isi" [missing-key]; did you mean "body"?', '4:1: error: unknown key "tanggal" [missing-key]; did you mean "published"?']),
        (f"{BARE}caption: k", ['5:1: error: unknown key "caption" [unknown-key]; did you mean "photo"?']),
        (f"{BARE}photo: {{column: f}}", ['5: error: "photo.src" is missing: a photo needs a file [missing-key]; write src: …', '5:9: error: unknown key "photo.column" [unknown-key]; known keys: alt, caption, credit, prefix, src, without']),
        (f"{BARE}photo: {{src: {{column: f, json: b}}}}", ['5:26: error: unknown key "photo.src.json" [unknown-key]; known keys: column, in, key, split, take']),
        (f"{BARE}summary: c", ['5:10: error: "c" would be body and summary [duplicate-key]; name it once']),
        (f"{BARE}zone: WIB", ['5:7: error: "WIB" is not a known zone [bad-value]; choose one of utc']),
        (f"{BARE}markup: word", ['5:9: error: "word" is not a known markup [bad-value]; choose one of html, wordpress, markdown']),
        (f"{BARE}state: e", ["5:8: error: state must be a group of keys, not text [bad-value]; write state: and below it, indented, column: status"]),
        *(
            (f"{BARE}lookups: {{k: {of}}}", ['5:14: error: a look-up compares one column with one of a row [bad-value]; write k: {id: "{id_k}"}'])
            for of in ("{}", '{id: "1"}', '{id: "{id}", ke: "{ke}"}')
        ),
        (f"{BARE}lookups: x", ["5:10: error: lookups must be a group of keys, not text [bad-value]; write lookups: and below it, indented, kategori: …"]),
    ],
)  # fmt: skip
def test_a_mistake_in_a_map_of_rows_is_told_as_in_one_of_folders(tmp_path: Path, text: str, said: list[str]) -> None:
    """What rows alone have, too: columns that nothing else can tell, settings, and look-ups."""
    assert told(tmp_path, text, ROWS) == said


def test_what_a_map_of_rows_says_besides(tmp_path: Path) -> None:
    """How bodies and times are written, and which rows of a dump belong together."""
    text = f"{BARE}markup: Markdown\nbase: /\nzone: UTC\ntable: t\nlookups: {{k: {{table: kat, id: '{{kat_id}}', aktif: Y}}, u: {{id: '{{u}}'}}}}\n"
    found = read(tmp_path, text, ROWS)
    assert (found.markup, found.base, found.is_utc, found.table) == ("markdown", "/", True, "t")
    assert found.lookups == (Lookup("k", "kat", "id", "{kat_id}", {"aktif": "Y"}), Lookup("u", "u", "id", "{u}", {}))
    assert read(tmp_path, f"{BARE}slug: '{{a}}-{{b}}'", ROWS).keys == {"a", "b", "c", "d"}


def test_what_means_that_nobody_may_see_it(tmp_path: Path) -> None:
    """A word may be none at all; what is neither published nor in the bin is a draft."""
    found = read(tmp_path, "state: {column: s, published: [Y, ''], trashed: X}")
    assert [found.state(word) for word in ("Y", "", "X", "N")] == ["published", "published", "trashed", "draft"]


def test_the_same_key_may_be_looked_up_for_several(tmp_path: Path) -> None:
    """And be a part of a text: neither makes it two things."""
    text = "title: a\nphoto: {src: {column: a, in: t}, alt: {column: a, in: t, take: alt}}\nid: a\nslug: x-{a}"
    assert read(tmp_path, text).of["alt"] == (Value("a", table="t", take="alt"),)


def test_a_map_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    """In one sentence; one that is no text has its code."""
    with pytest.raises(UsageError) as caught:
        read_map(f"{tmp_path}/tiada.yaml", FOLDERS)
    assert str(caught.value) == f"{tmp_path}/tiada.yaml cannot be read: it does not exist"
    (tmp_path / "peta.yaml").write_bytes(b"title: \xff\n")
    with pytest.raises(SiteError) as wrong:
        read_map(f"{tmp_path}/peta.yaml", FOLDERS)
    assert [one.code for one in wrong.value.problems] == ["not-utf8"]


def test_a_map_without_an_end_is_not_read_to_it(tmp_path: Path) -> None:
    """However large it is; what is wrong with its beginning is told."""
    with (tmp_path / "peta.yaml").open("wb") as file:
        file.write(b"title: a\n")
        file.truncate(8 << 30)
    with pytest.raises(SiteError, match="there is a NUL byte in the text"):
        read_map(f"{tmp_path}/peta.yaml", FOLDERS)


MATTER: dict[str, Plain] = {
    "a": "x y", "b": ["1", "2"], "c": {"d": "in", "e": [{"f": "deep"}]}, "kosong": "", "orang": [{"name": "Sari"}, "Made"],
    "json": '{"d": {"e": "dalam"}}', "rusak": "{d: ", "isi": ["Satu  x", "Dua"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("values", "text", "texts"),
    [
        ((Value("a"),), "x y", ("x y",)), ((Value("kosong"), Value("b")), "1", ("1", "2")), ((Value("c.d"),), "in", ("in",)),
        ((Value("c.e.f"),), "deep", ("deep",)), ((Value("a", split=" "),), "x", ("x", "y")), ((Value("/{b}/{tiada}{a}/"),), "/1/x y/", ("/1/x y/",)),
        ((Value("orang"),), "Sari", ("Sari", "Made")), ((Value("c"),), "", ()), ((Value("a.b"),), "", ()), ((), "", ()),
        ((Value("/{tiada}/{kosong}/"),), "", ()), ((Value("json.d.e"),), "dalam", ("dalam",)), ((Value("json.x"),), "", ()), ((Value("rusak.d"),), "", ()),
    ],
)  # fmt: skip
def test_what_is_taken(values: tuple[Value, ...], text: str, texts: tuple[str, ...]) -> None:
    """The first text that there is, or all of them."""
    taker = Taker({"n": values}, MATTER, Tables("."))
    assert (taker.text("n"), taker.texts("n")) == (text, texts)


def test_a_body_of_several_texts() -> None:
    """All of the first place where there are any, as they are."""
    taker = Taker({"body": (Value("kosong"), Value("isi"), Value("a"))}, MATTER, Tables("."))
    assert taker.whole("body") == "Satu  x\n\nDua"
    assert taker.whole("title") == ""


def test_what_is_looked_up(tmp_path: Path) -> None:
    """A field of the entry, or a text with fields; what no table has stays among several, and is told of."""
    (tmp_path / "p.csv").write_text("no,nama,akhir\n1,Sari,png\n2,,jpg\n")
    tables = Tables(str(tmp_path))
    of = {
        "author": (Value("b", table="p.csv", key="no", take="nama"),), "src": (Value("b", table="p.csv", key="no", take="{no}.{akhir}"),),
        "x": (Value("a", table="p.csv", key="no", take="nama"),), "quiet": (Value("c.d", table="p.csv", sure=False),),
    }  # fmt: skip
    taker = Taker(of, MATTER, tables)
    assert taker.texts("author") == ("Sari", "2")
    assert taker.text("src") == "1.png"
    assert (taker.text("x"), taker.text("quiet")) == ("x y", "in")
    assert [str(note.said) for note in tables.notes()] == ['p.csv has no "x y": 1']
    assert taker.taken == {"b": "author", "a": "x", "c.d": "quiet"}
    assert taker.written["Sari"] == "1"


@pytest.mark.parametrize(
    ("ours", "words"),
    [
        ("title", "headline judul post_title tajuk"), ("summary", "description deskripsi excerpt ringkasan teras"), ("author", "authors by penulis post_author reporter wartawan"), ("editor", "editors penyunting redaktur"),
        ("category", "categories kanal kategori post_category rubrik section"), ("tags", "keywords label post_tag tag topik"), ("region", "daerah lokasi wilayah"), ("published", "date post_date pubdate publish_date tanggal terbit timestamp waktu"),
        ("updated", "diperbarui last_modified lastmod modified pembaruan post_modified"), ("photo", "alt caption credit featured_image foto gambar image picture thumbnail"), ("aliases", "alamat_lama alias"), ("slug", "post_name"), ("state", "status"), ("site", "base_url url"),
    ],
)  # fmt: skip
def test_each_word_that_somebody_may_use_has_its_hint(tmp_path: Path, ours: str, words: str) -> None:
    """In Indonesian, or as another system calls it."""
    for word in words.split():
        said = f'1:1: error: unknown key "{word}" [unknown-key]; did you mean "{ours}"?'
        assert told(tmp_path, f"{word}: a") == [said]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        *((f"tags: {{column: a, {word}: b}}", (word, ours)) for ours, words in (("split", "pisah"), ("in", "table tabel"), ("key", "kunci"), ("take", "ambil")) for word in words.split()),
        *((f"tags: {{{word}: b}}", (word, "column")) for word in ("from", "kolom", "dari")),
    ],
)  # fmt: skip
def test_words_of_a_value_have_their_hints(tmp_path: Path, text: str, hint: tuple[str, str]) -> None:
    """As those of a map itself."""
    (said,) = told(tmp_path, text)
    assert said.startswith(f'1:{text.index(hint[0] + ":") + 1}: error: unknown key "tags.{hint[0]}" [')
    assert said.endswith(f'; did you mean "{hint[1]}"?')


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"a": []}, ""), ({"a": [{"b": "x"}, {"b": "y"}]}, "x"), ({"a": {"b": "x"}}, "x"), ({"a": '{"b": "x"}'}, "x"), ({"a": "b"}, ""),
        ({"a.b": "y", "a": {"b": "x"}}, "y"), ({"a": ['{"b": "x"}']}, "x"), ({"a": "{b"}, ""), ({}, ""),
    ],
)  # fmt: skip
def test_what_is_inside_of_a_value(values: dict[str, Plain], found: str) -> None:
    """Of a group, of the first of several, or of a text in JSON; nothing of a list without entries."""
    assert at(values, "a.b") == found


def test_what_a_map_does_not_say() -> None:
    """Is nothing, so that all is published, and pictures are where they were."""
    assert Map() == Map({}, "", "", "", "", (), (), {}, "html", "", False, "", ())
    assert Value("a") == Value("a", "", "", "id", "", True)
    assert [Map().state(word) for word in ("", "draft")] == ["published", "published"]
    own = Map({"state": (Value("s"),)}, published=("1", ""), trashed=("x",), prefix="/foto/", without="lama/")
    assert [own.state(word) for word in ("1", "", "x", "2")] == ["published", "published", "trashed", "draft"]
    assert [own.whole(one) for one in ("a.jpg", "lama/a.jpg", "/lama/a.jpg", "https://a/b", "http:b", "", "lama/")] == ["/foto/a.jpg", "/foto/a.jpg", "/a.jpg", "https://a/b", "http:b", "", ""]  # fmt: skip
    assert Map({"slug": (Value("{a}-{b}"), Value("c"))}).keys == {"a", "b", "c"}
