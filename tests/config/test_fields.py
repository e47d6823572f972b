"""Fields: each key read into the type that it promises, each mistake noted with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.errors import MOST_SHOWN
from generator.base.sentences import sentence
from generator.config import yaml_text
from generator.config.entries import Source
from generator.config.fields import Fields
from generator.config.keys import Key, spelling_of
from generator.markup.documents import parse_article
from generator.model.records import Named
from generator.model.urls import is_address, is_web
from tests.support import READING, article


def fields(text: str, *rows: Key) -> tuple[Fields, Source]:
    """Return the fields of a text whose keys have these rows; without any, it may have all keys."""
    mapping, problems = yaml_text.parse(text, "a.yaml")
    assert mapping is not None
    assert problems == []
    source = Source("a.yaml", text)
    return Fields(mapping, source, "", spelling_of(rows)), source


NUMBER = Key("a", form="number", default="20", bounds=(1, 200))


def said(source: Source) -> list[str]:
    return [f"{one.where.line}:{one.where.column} {one.message} // {one.hint}" for one in source.problems]


def test_texts_are_on_one_line():
    """White space is squeezed; an empty text is the default."""
    rows = Key("a"), Key("b"), Key("c", default="d"), Key("e", default="f")
    found, source = fields("a: ' x\n   y '\nb: |\n  z\n\n  z\nc:\n", *rows)
    assert [found.text(key) for key in "abce"] == ["x y", "z z", "d", "f"]
    assert said(source) == []


@pytest.mark.parametrize("nothing", ["null", "NULL", "~", "Null  # belum"])
def test_what_says_that_there_is_nothing(nothing: str):
    """In quotation marks it is a text, for YAML too; in a list, it is left out."""
    found, _ = fields(
        f"title: {nothing}\ntags: [{nothing.partition(' ')[0]}, Pasar]\n", Key("title", default="kosong"), Key("tags")
    )
    assert (found.text("title"), found.texts("tags"), found.is_empty("title")) == ("kosong", ("Pasar",), True)
    word = nothing.partition(" ")[0]
    for mark in "'\"":
        found, _ = fields(f"title: {mark}{word}{mark}\ntags: [{mark}{word}{mark}, Pasar]\nauthor: {mark}-{mark}\n")
        assert (found.text("title"), found.texts("tags"), found.text("author")) == (word, (word, "Pasar"), "")


def test_a_text_that_is_something_else():
    """The value is the default, the problem says what is there instead."""
    found, source = fields("a: [x]\nb: {c: d}\n", Key("a", default="x"), Key("b"))
    assert (found.text("a"), found.text("b")) == ("x", "")
    assert said(source) == [
        '1:4 a must be text, not a list // write "a: …" on one line, without brackets',
        '2:4 b must be text, not a group of keys // write "b: …" on one line, without brackets',
    ]


def test_a_text_with_a_comment():
    """Readers would see it, so it is a mistake wherever the text stands."""
    found, source = fields("a: x <!-- y -->\nb: [z, '<!-- y -->']\nc: [<!-- y, {name: <!-- y -->}]\n")
    found.text("a"), found.texts("b"), found.named("c")
    hint = 'delete it; for a note, begin a line with "#"'
    assert said(source) == [
        f"{place} holds a comment, which would be shown to readers // {hint}"
        for place in ("1:4 a", "2:8 b", "3:5 c", "3:20 c.name")
    ]


def test_lists_of_texts():
    """A text alone is a list of one; empty ones and repetitions are left out."""
    found, source = fields("a: x\nb: [y, ' z  z ', '', y]\nc: [[d]]\n")
    assert (found.texts("a"), found.texts("b"), found.texts("c"), found.texts("d")) == (("x",), ("y", "z z"), (), ())
    assert said(source) == ["3:5 c must be text or a list of texts, not a list // write c: [one, two]"]


def test_a_list_that_is_too_long():
    """Each entry may stand for a page of the portal."""
    found, source = fields(f"a: [{', '.join(map(str, range(2000)))}]\n")
    assert len(found.texts("a")) == 100
    assert said(source) == ["1:4 a has 2,000 entries, more than 100 // shorten the list"]


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("Ya", True), ("tidak", False), ("NO", False), ("", True), ("0", False)]
)
def test_flags(text, value):
    """English and Indonesian words; nothing is the default."""
    found, source = fields(f"a: {text}\n", Key("a", form="flag", default="true"))
    assert found.flag("a") is value
    assert said(source) == []


def test_what_is_no_flag():
    """The value is the default."""
    found, source = fields("a: mungkin\n")
    assert found.flag("a") is False
    assert said(source) == ['1:4 a must be true or false, not "mungkin" // write true or false']


@pytest.mark.parametrize("text", ["0", "201", "-1", "1.5", "x", "٣", "9" * 5000])
def test_what_is_no_number(text):
    """Only a whole number in its range is one."""
    found, source = fields(f"a: '{text}'\n", NUMBER)
    assert found.number("a") == 20
    assert said(source)[0].startswith("1:4 a must be a whole number from 1 to 200, not ")
    assert len(said(source)[0]) < 200


def test_numbers():
    """In digits, or the default."""
    assert [fields(text, NUMBER)[0].number("a") for text in ("a: '007'\n", "b: 7\n")] == [7, 20]


def test_choices():
    """Letter case does not matter; the empty choice is not offered."""
    rows = [Key(name, form="choice", choices=("berita", "opini")) for name in "abcd"]
    found, source = fields("a: Berita\nb: opinni\nc: x\n", *rows)
    assert [found.choice(key) for key in "abcd"] == ["berita", "", "", ""]
    assert said(source) == [
        '2:4 "opinni" is not a known b // did you mean "opini"?',
        '3:4 "x" is not a known c // choose one of berita, opini',
    ]


def test_stamps_and_addresses():
    """Both say what is wrong with them."""
    found, source = fields("a: 2024-10-09 16:10\nb: besok\nc: https://a.example/x\nd: ftp://a.example\n")
    assert found.stamp("a", "WITA").zone == "WITA"
    assert (found.stamp("b", "WIB"), found.stamp("x", "WIB")) == (None, None)
    assert (found.web("c"), found.web("d")) == ("https://a.example/x", "")
    assert [line.split(" //")[0] for line in said(source)] == [
        '2:4 "besok" is not a timestamp',
        '4:4 "ftp://a.example" is not a web address',
    ]


def test_groups():
    """A group has fields of its own, whose names begin with its key."""
    found, source = fields("a: {b: [c]}\nd: e\nf:\n", Key("*", form="group", entry="b: c"))
    inner = found.mapping("a")
    assert inner is not None
    inner.text("b")
    assert [found.mapping(key) for key in "dfx"] == [None, None, None]
    assert said(source) == [
        '1:8 a.b must be text, not a list // write "b: …" on one line, without brackets',
        "2:4 d must be a group of keys, not text // write d: and below it, indented, b: c",
    ]


def test_lists_of_groups():
    """Each entry must be one."""
    found, source = fields("a: [{b: c}, d]\ne: {b: c}\nf:\n")
    assert [[one.text("b") for one in found.mappings(key)] for key in "aefx"] == [["c"], [], [], []]
    assert [line.split(" //")[0] for line in said(source)] == [
        "1:13 a must be a list of groups of keys, not text",
        "2:4 e must be a list, not a group of keys",
    ]


def test_names_with_addresses():
    """A text, a group, or a list of these."""
    found, source = fields(
        "a: x\nb: {name: y, url: https://y.example/}\nc: [x, {nama: y}, '', [z], {url: 'javascript:x'}]\n",
        *(Key(name, form="named") for name in "abcd"),
    )
    named = {key: found.named(key) for key in "abcd"}
    assert named == {"a": (Named("x"),), "b": (Named("y", "https://y.example/"),), "c": (Named("x"),), "d": ()}
    found.close()
    assert said(source) == [
        "3:23 c must be text, or name and url, not a list // write c: {name: …, url: https://…}",
        '3:34 "javascript:x" is not a web address // write it in full: https://…',
        '3:9 unknown key "c.nama" // write "name", or keys: id in site.yaml for Indonesian keys',
        '3:0 "c.name" is missing: an entry needs a name // write name: …',
    ]


def test_unknown_keys():
    """Words of other languages and slips of the finger are understood, whatever the letter case."""
    rows = Key("author", words="penulis"), Key("editor"), Key("alamat_baru")
    found, source = fields("Penulis: a\neditr: b\n'alamat lama': c\nxyz: d\nauthor\u200b: e\n", *rows)
    found.close({"alamat_lama": "alamat_baru"})
    assert said(source) == [
        '1:1 unknown key "Penulis" // did you mean "author"?',
        '2:1 unknown key "editr" // did you mean "editor"?',
        '3:1 unknown key "alamat lama" // did you mean "alamat_baru"?',
        '4:1 unknown key "xyz" // known keys: alamat_baru, author, editor',
        '5:1 unknown key "author\u200b" // delete the line and type it again: the key holds an invisible character',
    ]


def test_missing_keys():
    """They are said once: not when the key is misspelt, nor when its value is of the wrong kind."""
    rows = Key("title", words="judul"), Key("author"), Key("editor"), Key("timestamp", why="it is needed")
    found, source = fields("judul: a\nauthor: {b: c}\neditor: []\n", *rows)
    found.texts("author")
    for key in ("title", "author", "editor"):
        found.missing(key, "it is needed", sentence("add it"))
    found.close()
    assert said(source) == [
        "2:9 author must be text or a list of texts, not a group of keys // write author: [one, two]",
        '1:1 unknown key "judul" // did you mean "title"?',
        '3:9 "editor" is empty: it is needed // add it',
        '1:0 "timestamp" is missing: it is needed // write timestamp: …',
    ]


WORDPRESS = """---
Judul: Harga Ikan Naik
PENULIS: Sari
editor: Budi
date: 2024-10-09 16:10
status: {status}
categories: daerah
featured_image: /foto/a.jpg
warna: merah
---
Isi.
"""


@pytest.mark.parametrize(
    ("status", "hint"),
    [
        (
            "publish",
            "write {}, categories → category, featured_image → photo, and delete status; ssg check --fix does it",
        ),
        ("draft", "write {}, categories → category, featured_image → photo; ssg check --fix does it"),
        ("pending", "write {}, status → draft, categories → category, featured_image → photo; ssg check --fix does it"),
    ],
)
def test_keys_with_other_names_are_one_problem(status: str, hint: str) -> None:
    """With all of their names here, whatever system or language they are of; what means nothing is told by itself."""
    _, problems = parse_article(WORDPRESS.format(status=status).encode(), "daerah/2024/10/a.md", READING)
    first, second, *_ = problems
    assert (first.where.line, first.code) == (2, "missing-key")
    assert first.hint == hint.format("Judul → title, PENULIS → author, date → timestamp")
    assert second.message == 'unknown key "warna"'


def test_a_key_that_is_there_already_is_no_other_name_of_itself() -> None:
    """Of two that mean one, the second has to go, and a person says which is right."""
    text = article().replace("title: Judul", "title: Judul\njudul: Lain\ntanggal: 2024-10-09 16:10\nkategori: daerah")
    _, problems = parse_article(text.encode(), "daerah/2024/10/a.md", READING)
    assert [one.message for one in problems] == [f'unknown key "{key}"' for key in ("judul", "tanggal", "kategori")]


def test_very_many_problems():
    """After some fifty, nobody reads on."""
    found, source = fields("".join(f"k{n}: x\n" for n in range(5000)), Key("a"))
    found.close()
    assert len(source.problems) == MOST_SHOWN + 1


@pytest.mark.parametrize(
    ("text", "web"),
    [
        ("https://a.example", True), ("HTTP://a.example/x?y=z#f", True), ("https://kafé.example/é", True),
        ("https://a.example/'", True), ("//a.example", False), ("https:", False), ("https://", False), ("https:///x", False),
        ("https://?x", False), ("javascript://x", False), (" https://a.example", False), ("https://a.example/ b", False),
        ('https://a.example/"', False), ("https://a.example/<", False), ("https://a.example/\\", False),
        ("https://a.example/\0", False), ("https://a.example/\u2028", False), ("https://a.example/\x85", False), ("", False),
    ],
)  # fmt: skip
def test_what_is_a_web_address(text, web):
    """Http and https with a host, and nothing that could end an attribute or a line."""
    assert is_web(text) is web


@pytest.mark.parametrize(
    ("text", "address"),
    [("/", True), ("/a/", True), ("/a/?b#c", True), ("https://a.example/", True), ("//a.example/", False), ("/\\a.example", False),
     ("a", False), ("", False), ("/a b", False), ('/"', False), ("javascript:x", False), ("/\t/a.example", False)],
)  # fmt: skip
def test_what_is_an_address(text, address):
    """One of the site begins with one slash, and no browser reads it as another host's."""
    assert is_address(text) is address


@given(st.text(max_size=300))
def test_every_reader_returns_what_it_promises(text):
    """Whatever a file says."""
    mapping, _ = yaml_text.parse(text, "a.yaml")
    if mapping is None:
        return
    source = Source("a.yaml", text)
    row = Key("*", form="choice", choices=("1", "2"), default="1", bounds=(1, 9))
    found = Fields(mapping, source, "", spelling_of((row,)))
    for key in list(mapping.entries):
        assert isinstance(found.text(key), str)
        assert all(isinstance(one, str) for one in found.texts(key))
        assert isinstance(found.flag(key), bool)
        assert found.number(key) in range(1, 10)
        assert found.choice(key) in ("1", "2")
        found.stamp(key, "WIB")
        found.web(key)
        found.mapping(key)
        found.mappings(key)
        found.named(key)
    found.close()
    assert len(source.problems) <= MOST_SHOWN + 1
