"""Rows of CSV and JSON Lines, with a file that says which column is what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.annex.importing.items import Census, Fault, Found, Item, Note, Options, Term
from generator.annex.importing.items import Portal as Site
from generator.annex.importing.report import Outcome
from generator.annex.importing.run import run
from generator.annex.importing.sources import lines
from generator.annex.importing.sources.mapping import ROWS, read_map
from generator.annex.importing.sources.rows import rows
from generator.base.errors import SiteError, UsageError
from generator.base.timestamps import Stamp
from tests.importing_support import asked
from tests.support import Portal

MAP = """\
site: https://lama.example
name: Kabar Baris
id: id_berita
title: judul
body: isi
published: tanggal
author: penulis
category: kategori
tags: {column: tag, split: ";"}
address: /berita/{id_berita}/{slug}.html
slug: slug
state: {column: status, published: [terbit]}
"""
CSV = """\
id_berita,judul,isi,tanggal,penulis,kategori,tag,slug,status
1,"Pasar, Buka","<p>Isi ""satu"".</p>",2019-10-09 16:10:00,Sari,ekonomi,pasar;ikan,pasar,terbit
2,Banjir,<p>Isi dua.</p>,1570612200,Sari,daerah,,banjir,konsep
"""


def imported(tmp_path: Path, name: str, text: str, table: str = MAP) -> Outcome:
    (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "peta.yaml").write_text(table, "utf-8")
    order = Options("rows", (str(tmp_path / name),), str(tmp_path / "portal"), mapping=str(tmp_path / "peta.yaml"))
    return run(order, lambda *_: None)[0]


def test_rows_of_csv_become_articles(tmp_path: Path) -> None:
    """Columns, lists in a column, an address put together from several, and which state is published."""
    imported(tmp_path, "berita.csv", CSV)
    text = (tmp_path / "portal/content/ekonomi/2019/10/pasar.md").read_text("utf-8")
    assert text.startswith(
        '---\ntitle: "Pasar, Buka"\nauthor: Sari\ntimestamp: 2019-10-09 16:10 WIB\ntags:\n- pasar\n- ikan\n'
    )
    assert text.endswith('\n\nIsi "satu".\n')
    assert "draft: true" in (tmp_path / "portal/content/daerah/2019/10/banjir.md").read_text("utf-8")
    assert Portal(tmp_path / "portal").build().articles == 1


def test_rows_of_json_lines_become_articles(tmp_path: Path) -> None:
    """Numbers, lists and null are read as texts; a line that is none is a fault, and the others come."""
    lines = '{"id_berita": 1, "judul": "Pasar", "isi": "Isi", "tanggal": "2019-10-09", "tag": ["a;b"], "kategori": null, "status": "terbit"}\nbukan json\n'
    outcome = imported(tmp_path, "berita.jsonl", lines)
    assert outcome.files["new"] >= 2
    assert outcome.faults[0].line == 2


def test_nothing_is_written_before_the_map_is_right(tmp_path: Path) -> None:
    """One that does not do ends the import."""
    with pytest.raises(SiteError, match='"word" is not a known markup'):
        imported(tmp_path, "berita.csv", CSV, MAP + "markup: word\n")
    assert not (tmp_path / "portal").exists()


def test_a_spreadsheet_in_utf_16_and_a_day_without_an_hour(tmp_path: Path) -> None:
    """Letters stay what they are, and no hour is invented for an article of which only the day is known."""
    imported(tmp_path, "berita.csv", CSV)
    text = CSV.replace("2019-10-09 16:10:00", "2019-10-09").replace("dua", "“dua”")
    (tmp_path / "lain.csv").write_bytes(text.encode("utf-16"))
    order = Options("rows", (str(tmp_path / "lain.csv"),), str(tmp_path / "lain"), mapping=str(tmp_path / "peta.yaml"))
    run(order, lambda *_: None)
    assert "“dua”" in (tmp_path / "lain/content/daerah/2019/10/banjir.md").read_text("utf-8")
    text = (tmp_path / "lain/content/ekonomi/2019/10/pasar.md").read_text("utf-8")
    assert '\ntimestamp: "2019-10-09"\ntime_unknown: true\n' in text
    assert Portal(tmp_path / "lain").build().articles == 1


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """They are what databases call latin1, and that is told."""
    imported(tmp_path, "berita.csv", CSV)
    (tmp_path / "rusak.csv").write_bytes(CSV.replace("dua", "d*a").encode().replace(b"*", b"\xff"))
    order = Options("rows", (str(tmp_path / "rusak.csv"),), str(tmp_path / "lain"), mapping=str(tmp_path / "peta.yaml"))
    outcome, _ = run(order, lambda *_: None)
    assert "dÿa" in (tmp_path / "lain/content/daerah/2019/10/banjir.md").read_text("utf-8")
    assert outcome.notes["broken-characters"] == 1


@pytest.mark.parametrize(
    ("time", "written"),
    [
        ("157061220", "1974-12-24 03:07 WIB"), ("1570612200", "2019-10-09 16:10 WIB"), ("15706122000", "2467-09-16 02:40 WIB"),
        ("2019-10-09T09:10:00Z", '"2019-10-09 09:10 +00:00"'),
    ],
)  # fmt: skip
def test_times(tmp_path: Path, time: str, written: str) -> None:
    """Seconds since 1970 have from nine to eleven digits."""
    imported(tmp_path, "berita.csv", CSV.replace("2019-10-09 16:10:00", time))
    (file,) = (tmp_path / "portal/content").rglob("pasar.md")
    assert f"timestamp: {written}\n" in file.read_text("utf-8")


@pytest.mark.parametrize("time", ["20191009", "157061220000", "157061220²"])
def test_fewer_digits_or_more_are_no_seconds(tmp_path: Path, time: str) -> None:
    """The time is made up then, and that is told."""
    assert "time" in imported(tmp_path, "berita.csv", CSV.replace("2019-10-09 16:10:00", time)).notes


ALL = """\
site: "https://lama.example/"
name: Kabar Baris
id: id
title: judul
body: isi
published: tayang
updated: ubah
author: {column: penulis, split: "/"}
category: {column: kanal, split: ","}
tags: {column: tag, split: ","}
editor: sunting
region: daerah
summary: ringkasan
photo: {src: foto, caption: kapsi, credit: kredit}
slug: slug
address: "/{slug}/{tiada}"
aliases: {column: lain, split: ","}
state: {column: status, published: [terbit, "1"]}
markup: markdown
kind: jenis
"""
AT = Stamp(1570612200, "WITA")


BARE = "id: a\ntitle: b\nbody: c\npublished: d\n"


def rows_of(folder: Path, table: str, *lines: str, name: str = "b.csv", zone: str = "WITA") -> list[Found]:
    """Return what rows say, with a map of their columns."""
    (folder / "peta.yaml").write_text(table, "utf-8")
    (folder / name).write_text("\n".join(lines), "utf-8", newline="")
    return list(rows(asked(str(folder / name), zone, str(folder / "peta.yaml"))))


def found(folder: Path, table: str, *lines: str, name: str = "b.csv", zone: str = "WITA") -> list[Found]:
    """Return the same without the account of the columns."""
    return [record for record in rows_of(folder, table, *lines, name=name, zone=zone) if not isinstance(record, Census)]


def one(folder: Path, table: str, **columns: str) -> Item:
    """Return the item of a row that has at least what every row has."""
    values = {"a": "1", "b": "B", "c": "C", "d": "2019-10-09 17:10", **columns}
    (item,) = found(
        folder,
        f"id: a\ntitle: b\nbody: c\npublished: d\n{table}",
        ",".join(values),
        ",".join(f'"{text}"' for text in values.values()),
    )[1:]
    assert isinstance(item, Item)
    return item


def test_a_row_is_an_item(tmp_path: Path) -> None:
    """With all that its columns say; a category is told of once."""
    head = "id,judul,isi,tayang,ubah,penulis,kanal,tag,sunting,daerah,ringkasan,foto,kapsi,kredit,slug,lain,status,jenis,tiada"
    row = '7, Air  naik ,Isi *x*,2019-10-09 17:10,2019-10-09 17:11,Sari / Made  W/,"daerah, laut","a, b,,",Putu,bali,R  s, f.jpg ,Kapsi,Kredit,air,"/x/, /y/",1,article'
    item = Item(
        kind="article", id="7", address="/air/", title="Air naik", slug="air", body="Isi *x*", markup="markdown", published=AT,
        updated=Stamp(AT.epoch + 60, "WITA"), authors=("Sari", "Made W"), categories=("daerah", "laut"), tags=("a", "b"),
        editors=("Putu",), region="bali", summary="R s", photo="f.jpg", caption="Kapsi", credit="Kredit", aliases=("/x/", "/y/"),
    )  # fmt: skip
    page = "8,Tentang,Kami,2019-10-09 17:10,2019-10-09 17:10,,laut,,,,,,,,,,konsep,page"
    assert found(tmp_path, ALL, head, row, page) == [
        Site("Kabar Baris", url="https://lama.example"), Term("category", "daerah", "daerah"), Term("category", "laut", "laut"), item,
        Item(
            kind="page", id="8", address="", title="Tentang", slug="", body="Kami", markup="markdown", published=AT, updated=AT, state="draft", categories=("laut",),
        ),
    ]  # fmt: skip


def test_what_a_table_leaves_out_is_empty(tmp_path: Path) -> None:
    """An article in HTML that is published, known by its place if its row has no number."""
    table = "id: a\ntitle: b\nbody: c\npublished: d\n"
    assert found(tmp_path, table, "a,b,c,d,e", ",B,C,2019-10-09 17:10,x") == [
        Site(),
        Item(kind="article", id=f"{tmp_path}/b.csv:1", address="", title="B", slug="", body="C", markup="html", published=AT),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "status", "state"),
    [
        ("", "x", "published"), ("state: {column: e, published: [x, '']}", "", "published"), ("state: {column: e, published: x}", "x", "published"),
        ("state: {column: e, published: x}", "y", "draft"), ("state: {column: e, published: [y, x]}", "x", "published"), ("state: {column: e, published: [y, x]}", "", "draft"),
        ("state: {column: e, published: y, trashed: [z, x]}", "x", "trashed"), ('state: {column: "{e}|{b}", published: x|B}', "x", "published"),
    ],
)  # fmt: skip
def test_which_rows_are_published(tmp_path: Path, table: str, status: str, state: str) -> None:
    """Those of which a column says one of some words; without a group, all."""
    assert one(tmp_path, table, e=status).state == state


@pytest.mark.parametrize(
    ("table", "written", "tags"),
    [
        ("tags: e", "a; b, c", ("a; b, c",)), ('tags: {column: e, split: ";"}', "a; b, c", ("a", "b, c")), ('tags: {column: e, split: ","}', "a , b,", ("a", "b")),
        ('tags: "{e},{a}"', "x", ("x,1",)), ("tags: [e, d]", "a", ("a", "2019-10-09 17:10")), ("tags: []", "a", ()),
    ],
)  # fmt: skip
def test_a_list_in_a_column(tmp_path: Path, table: str, written: str, tags: tuple[str, ...]) -> None:
    """Parted by what the map says, and by nothing that it does not: names have commas."""
    assert one(tmp_path, table, e=written).tags == tags


@pytest.mark.parametrize(
    ("time", "stamp", "day_only"),
    [
        ("12345678", None, False), ("123456789", Stamp(123456789, "WITA"), False), ("12345678901", Stamp(12345678901, "WITA"), False),
        ("123456789012", None, False), ("2019-10-09", Stamp(1570550400, "WITA"), True), ("9 Oktober 2019 17:10 WITA", AT, False), ("", None, False), ("kemarin", None, False),
    ],
)  # fmt: skip
def test_the_time_of_a_row(tmp_path: Path, time: str, stamp: Stamp | None, day_only: bool) -> None:
    """In seconds, as a day, or as people write it; one that is none is told, with what is written there."""
    item = one(tmp_path, "", d=time)
    assert (item.published, item.day_only) == (stamp, day_only)
    told = [(note.code, note.message, note.before) for note in item.notes]
    assert told == ([] if stamp else [("time", f"{tmp_path}/b.csv:1: there is no time in the row", time)])


@pytest.mark.parametrize(
    ("time", "stamp"),
    [
        ("2019-10-09 17:10:01", Stamp(AT.epoch + 1, "WITA")),
        ("", None),
    ],
)
def test_when_a_row_was_changed(tmp_path: Path, time: str, stamp: Stamp | None) -> None:
    """At any time; whether that is an update, the writer of the article decides."""
    assert one(tmp_path, "updated: e", e=time).updated == stamp


@pytest.mark.parametrize("markup", ["html", "wordpress", "markdown"])
def test_how_bodies_are_written(tmp_path: Path, markup: str) -> None:
    """As the table says."""
    assert one(tmp_path, f"markup: {markup}").markup == markup


@pytest.mark.parametrize("name", ["b.jsonl", "b.ndjson", "b.json"])
def test_lines_of_json(tmp_path: Path, name: str) -> None:
    """Each value as a text; what is no object is told with its line."""
    line = '{"a": 7, "b": ["x", 1], "c": null, "d": "2019-10-09 17:10", "e": true}'
    first, item, number, torn = found(
        tmp_path, "id: a\ntitle: b\nbody: c\npublished: d\nsummary: e\n", line, "", "[]", "{", name=name
    )
    assert (first, item) == (
        Site(),
        Item(kind="article", id="7", address="", title="x", slug="", body="", markup="html", published=AT, summary="true"),
    )  # fmt: skip
    assert isinstance(number, Fault)
    assert isinstance(torn, Fault)
    place = f"{tmp_path}/{name}"
    assert str(number) == f"{place}:3:1: it is not an object of JSON"
    assert str(torn) == f"{place}:4:1: this is not valid JSON"


def test_a_row_that_is_nested_without_end_is_a_fault_of_that_row(tmp_path: Path) -> None:
    """The others are read."""
    fields = "id: a\ntitle: a\nbody: b\npublished: d\n"
    first, deep, after = found(
        tmp_path, fields, '{"x": ' + "[" * 100_000, '{"a": "x", "b": "", "d": "2019-10-09 17:10"}', name="a.jsonl"
    )
    assert isinstance(first, Site)
    assert isinstance(deep, Fault)
    assert isinstance(after, Item)


def test_a_list_of_json_is_rows_too(tmp_path: Path) -> None:
    """As most programs write it, on one line or on many; one that is cut off is told with its line."""
    rows = [{"a": str(n), "b": "B", "c": "C", "d": "2019-10-09 17:10"} for n in range(3)]
    for text in (json.dumps(rows), json.dumps(rows, indent=2)):
        assert [one.id for one in found(tmp_path, BARE, text, name="b.json") if isinstance(one, Item)] == [
            "0",
            "1",
            "2",
        ]
    cut = found(tmp_path, BARE, json.dumps(rows, indent=2)[:-20], name="b.json")
    assert [one.id for one in cut if isinstance(one, Item)] == ["0", "1"]
    assert [str(one) for one in cut if isinstance(one, Fault)] == [f"{tmp_path}/b.json:14:1: this is not valid JSON"]


@pytest.mark.parametrize("name", ["b.csv", "b.jsonl"])
def test_a_row_without_an_end_ends_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """However large the file is, and it is told; the rows before come."""
    monkeypatch.setattr(lines, "MOST", 200)
    monkeypatch.setattr(lines, "_PIECE", 100)
    row = (
        '{"a": "1", "b": "B", "c": "C", "d": "2019-10-09 17:10"}'
        if name == "b.jsonl"
        else "a,b,c,d\n1,B,C,2019-10-09 17:10"
    )
    given = found(tmp_path, BARE, row, "\0" * 1000, name=name)
    assert [type(one) for one in given] == [Site, Item, Fault]
    assert str(given[-1]) == f"{tmp_path}/{name}: a row or text has no end within 64 million bytes"


TORN = (
    "cannot be read: a quotation mark is left open or stands within a value, or a value is longer than 64 million "
    "characters"
)


def test_a_csv_with_a_mistake_ends_there(tmp_path: Path) -> None:
    """The rows before come; cells without a column, and columns without a cell, are passed over."""
    table = "id: a\ntitle: b\nbody: c\npublished: d\nsummary: e\n"
    _, item, fault = found(tmp_path, table, "a,b,c,d,e", "1,B,C,2019-10-09 17:10", '2,"B"x,C,,,')
    assert isinstance(item, Item)
    assert (item.id, item.summary) == ("1", "")
    assert str(fault) == f"{tmp_path}/b.csv: row 2 {TORN}"
    _, fault = found(tmp_path, table, "a,b,c,d", '1,"B"x,C,')
    assert str(fault) == f"{tmp_path}/b.csv: row 1 {TORN}"
    _, item, _ = found(tmp_path, table, "a,b,c,d", "1,B,C,2019-10-09 17:10,x,y")
    assert isinstance(item, Item)
    assert item.id == "1"


@pytest.mark.parametrize(
    ("table", "name", "said"),
    [
        ("", "b.sql", "rows need --map FILE, which says which column is what; see docs/migration.md"),
        (f"{BARE}lookups: {{k: {{id: '{{x}}'}}}}\n", "b.csv", "{path}: it does not say which table: holds the articles"),
    ],
)  # fmt: skip
def test_a_dump_needs_a_map_and_look_ups_a_table(tmp_path: Path, table: str, name: str, said: str) -> None:
    """In one sentence."""
    path = tmp_path / "peta.yaml"
    path.write_text(table)
    with pytest.raises(UsageError) as caught:
        list(rows(asked(name, "WIB", str(path) if table else "")))
    assert str(caught.value) == said.format(path=path)


def test_without_a_map_the_beginning_of_one_is_shown(tmp_path: Path) -> None:
    """By the names of the columns, in which people who keep such tables are consistent; nothing is written."""
    (tmp_path / "berita.csv").write_text(CSV.replace("id_berita", "id"), "utf-8")
    with pytest.raises(UsageError) as caught:
        run(Options("rows", (str(tmp_path / "berita.csv"),), str(tmp_path / "portal")), lambda *_: None)
    said, text = str(caught.value).split("\n\n", 1)
    assert said == "rows need --map FILE, which says which column is what; this is the beginning of one:"
    assert '\n# - status: in 2 texts, as in "terbit"\n' in text
    (tmp_path / "peta.yaml").write_text(text, "utf-8")
    found = {
        name: [(value.source, value.split) for value in values]
        for name, values in read_map(str(tmp_path / "peta.yaml"), ROWS).of.items()
    }
    assert found == {
        "title": [("judul", "")], "body": [("isi", "")], "author": [("penulis", "")], "category": [("kategori", "")], "tags": [("tag", ";")], "published": [("tanggal", "")], "slug": [("slug", "")],
        "id": [("id", "")],
    }  # fmt: skip
    assert not (tmp_path / "portal").exists()


def test_the_report_has_the_columns_that_nothing_took(tmp_path: Path) -> None:
    """With a count and a sample; those that look-ups compare, and the rows of further tables, are none of it."""
    given = rows_of(tmp_path, DUMPED, DUMP, name="b.sql")
    (census,) = (record for record in given if isinstance(record, Census))
    assert {one.key for one in census.keys if one.left} == set()
    given = rows_of(
        tmp_path, DUMPED.replace("title: judul", "title: isi").replace("body: isi", "body: tanggal"), DUMP, name="b.sql"
    )
    (census,) = (record for record in given if isinstance(record, Census))
    assert [(one.key, one.left, one.sample) for one in census.keys if one.left] == [("judul", 3, "Air naik")]


def test_rows_that_cannot_be_read_are_one_sentence(tmp_path: Path) -> None:
    """With the name of their file."""
    (tmp_path / "peta.yaml").write_text(BARE)
    with pytest.raises(UsageError) as caught:
        list(rows(asked(f"{tmp_path}/tiada.csv", "WIB", f"{tmp_path}/peta.yaml")))
    assert str(caught.value) == f"{tmp_path}/tiada.csv cannot be read: it does not exist"


@pytest.mark.parametrize(
    ("table", "written", "photo"),
    [
        ("photo: {src: e, prefix: /foto/}", "a.jpg", "/foto/a.jpg"), ("photo: {src: e, prefix: /foto/}", "", ""), ("photo: {src: e, prefix: /foto/}", "/b/a.jpg", "/b/a.jpg"),
        ("photo: {src: e, prefix: /foto/}", "https://x.example/a.jpg", "https://x.example/a.jpg"), ('photo: {src: e, without: "public://", prefix: /f/}', "public://2019/a.jpg", "/f/2019/a.jpg"),
        ("photo: {src: [e.besar, e.kecil], prefix: /}", '{""besar"":"""",""kecil"":""a.jpg#x""}', "/a.jpg"), ("photo: e.besar", "bukan json", ""), ("photo: /foto/{e}", "", ""),
        ("photo: e.besar", "[1]", ""), ("photo: e.besar", '{""besar"": 1}', "1"), ("photo: e.besar", "{", ""), ("photo: e", "a.jpg", "a.jpg"),
    ],
)  # fmt: skip
def test_where_pictures_are(tmp_path: Path, table: str, written: str, photo: str) -> None:
    """In a folder that the map names, or within JSON."""
    assert one(tmp_path, table, e=written).photo == photo


@pytest.mark.parametrize(
    ("time", "stamp"), [("2019-10-09 09:10:00", AT), ("1570612200", AT), ("2019-10-09", Stamp(1570550400, "WITA")), ("2019-10-09T16:10:00+07:00", Stamp(AT.epoch, "WIB"))]
)  # fmt: skip
def test_times_in_utc(tmp_path: Path, time: str, stamp: Stamp) -> None:
    """Many databases keep them so; a day is a day."""
    assert one(tmp_path, "zone: UTC", d=time).published == stamp


def test_addresses_in_texts_without_a_beginning(tmp_path: Path) -> None:
    """They began where the page said; others stay."""
    body = "<img src='foto/a.jpg'> <a href='#b'>b</a> <a href='/c'>c</a> <a href='mailto:d@x'>d</a> <img src='data:x'>"
    assert one(tmp_path, "base: /", c=body).body == body.replace("foto/a", "/foto/a")
    assert one(tmp_path, "", c=body).body == body


def test_a_body_that_was_kept_as_text(tmp_path: Path) -> None:
    """Is HTML again; one that is about HTML stays."""
    assert one(tmp_path, "", c="&lt;p&gt;A &amp;amp; B&lt;/p&gt;").body == "<p>A &amp; B</p>"
    assert one(tmp_path, "", c="<p>&lt;p&gt;</p>").body == "<p>&lt;p&gt;</p>"
    assert one(tmp_path, "", c="a &lt; b").body == "a &lt; b"


DUMP = """\
CREATE TABLE `berita` (
  `id` int(5) NOT NULL,
  `judul` varchar(100), `isi` text, `tanggal` date, `jam` time, `id_kategori` int, `aktif` enum('Y','N')
);
INSERT INTO `berita` VALUES (1,'Air naik','<p>Isi</p>','2019-10-09','17:10:00',7,'Y'),(2,'Konsep','','2019-10-09','17:10',9,'N'),(3,'Bin','','2019-10-09','17:10',NULL,'X');
INSERT INTO `kategori` (`nomor`, `nama`, `bahasa`) VALUES (7, 'Daerah', 1), (7, 'Region', 2);
INSERT INTO `pasangan` (`berita`, `label`) VALUES (1, 11), (1, 12);
INSERT INTO `label` (`id`, `nama`) VALUES (12, 'Banjir, rob'), (11, 'Pasar');
"""
DUMPED = """\
table: berita
lookups:
  kategori: {nomor: "{id_kategori}", bahasa: "1"}
  pasangan: {berita: "{id}"}
  tag: {table: label, id: "{pasangan.label}"}
id: id
title: judul
body: isi
published: "{tanggal} {jam}"
category: kategori.nama
tags: tag.nama
state: {column: aktif, published: Y, trashed: [X]}
"""


def test_an_sql_dump(tmp_path: Path) -> None:
    """Its rows, with those of further tables that belong to them, directly or by way of others."""
    given = found(tmp_path, DUMPED, DUMP, name="b.sql")
    assert given[1] == Term("category", "Daerah", "Daerah")
    items = [record for record in given if isinstance(record, Item)]
    assert [item.state for item in items] == ["published", "draft", "trashed"]
    assert items[0] == Item(
        kind="article", id="1", address="", title="Air naik", slug="", body="<p>Isi</p>", markup="html", published=AT, categories=("Daerah",), tags=("Pasar", "Banjir, rob"),
    )  # fmt: skip
    assert items[1].categories == items[1].tags == ()


def test_tables_of_a_dump_in_several_files(tmp_path: Path) -> None:
    """In any order."""
    (tmp_path / "peta.yaml").write_text(DUMPED)
    head, *tables = DUMP.split("INSERT INTO `kategori`")
    (tmp_path / "a.sql").write_text(head)
    (tmp_path / "b.sql").write_text(f"INSERT INTO `kategori`{tables[0]}")
    options = Options(
        "rows", (str(tmp_path / "b.sql"), str(tmp_path / "a.sql")), "", mapping=str(tmp_path / "peta.yaml")
    )
    assert [record.categories for record in rows(options) if isinstance(record, Item)] == [("Daerah",), (), ()]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (DUMPED.replace("table: berita", "table: artikel"), "there is no table artikel; there are: berita, kategori, label, pasangan"),
        ("table: artikel\nid: id\ntitle: judul\nbody: isi\npublished: jam\n", "there is no table artikel; there are: berita, kategori, label, pasangan"),
        (DUMPED.replace("table: label", "table: tags"), "there is no table tags; there are: berita, kategori, label, pasangan"),
        (DUMPED.partition("\n")[2].replace("lookups:", "#").replace("\n  ", "\n# "), "peta.yaml: it does not say which table: holds the articles"),
    ],
)  # fmt: skip
def test_a_table_that_is_not_there_is_told_of(tmp_path: Path, table: str, said: str) -> None:
    """With those that are, before anything is written."""
    with pytest.raises(UsageError) as caught:
        found(tmp_path, table, DUMP, name="b.sql")
    assert str(caught.value).removeprefix(f"{tmp_path}/") == said


def test_a_column_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    """The rows come all the same; versions of a system differ."""
    notes = [
        record
        for record in found(tmp_path, f"{DUMPED}summary: kredit\n", DUMP, name="b.sql")
        if isinstance(record, Note)
    ]
    assert [(note.code, note.message) for note in notes] == [("column", 'the map names "kredit", which no text has')]


def test_a_dump_in_latin1_with_utf_8_in_it(tmp_path: Path) -> None:
    """Each letter is what was meant, and that is told; what cannot be read is told once."""
    (tmp_path / "peta.yaml").write_text(DUMPED)
    data = (
        DUMP.replace("Air naik", "Caf* “a” €†").encode().replace(b"*", b"\xe9").replace("€†".encode(), "â€œ".encode())
    )
    (tmp_path / "b.sql").write_bytes(data.replace(b"'X')", b"'X',4)"))
    given = list(rows(asked(str(tmp_path / "b.sql"), "WITA", str(tmp_path / "peta.yaml"))))
    assert next(record.title for record in given if isinstance(record, Item)) == "Café “a” “"
    assert [str(record) for record in given if isinstance(record, Fault)] == [
        f"{tmp_path}/b.sql:5:1: a row of berita has 8 values for 7 columns"
    ]
    assert [record.message for record in given if isinstance(record, Note)] == [
        f"{tmp_path}/b.sql: 2 places in another encoding, read as Windows-1252"
    ]


def test_tables_that_there_are_are_named(tmp_path: Path) -> None:
    """By name, as many as people read; where there is none, a line says so."""
    (tmp_path / "peta.yaml").write_text("table: a\nid: id\ntitle: judul\nbody: isi\npublished: jam\n")
    dump = tmp_path / "b.sql"
    for count in (0, 30, 31):
        dump.write_text("".join(f"INSERT INTO t{n:02} (id) VALUES (1);\n" for n in reversed(range(count))))
        with pytest.raises(UsageError) as caught:
            list(rows(asked(str(dump), mapping=str(tmp_path / "peta.yaml"))))
        there = ", ".join(f"t{n:02}" for n in range(min(count, 30))) or "-"
        assert str(caught.value) == f"there is no table a; there are: {there}"


def test_columns_of_pictures_are_left_to_a_map(tmp_path: Path) -> None:
    """Without one, they are told of like any other, and what they look like is guessed."""
    (tmp_path / "a.csv").write_text("id,image\n1,a.jpg\n2,b.jpg\n")
    (census,) = rows(asked(str(tmp_path / "a.csv")))
    assert isinstance(census, Census)
    assert {one.key: (one.files, one.left, one.guess) for one in census.keys} == {"id": (2, 2, "id"), "image": (2, 2, "src")}  # fmt: skip
    assert census.of == {}
