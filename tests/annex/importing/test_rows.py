"""Rows of CSV, JSON and dumps, with a map that says which column is what, beyond those that are recorded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.importing_support import Archive, rows

BARE = "id: a\ntitle: b\nbody: c\npublished: d\nslug: a\n"
ROW = {"a": "n", "b": "B", "c": "C", "d": "2019-10-09 17:10"}


def several(folder: Path, table: str, *columns: dict[str, object]) -> tuple[Archive, list[str]]:
    """Import a row with some columns for each; return the names of their articles, and what was said."""
    archive = rows(folder, BARE + table, ({**ROW, "a": f"n{number}", **one} for number, one in enumerate(columns)))
    archive.run("--map", str(folder / "peta.yaml"), "--zone", "WITA")
    return archive, [f"n{number}.md" for number in range(len(columns))]


def imported(
    folder: Path, table: str, data: str | bytes, name: str = "b.csv", code: int = 0
) -> tuple[Archive, dict[str, Any]]:
    """Import a file of rows."""
    archive = Archive(folder, "rows", name)
    archive.file.write_bytes(data if isinstance(data, bytes) else data.encode())
    (folder / "peta.yaml").write_text(table, "utf-8")
    return archive, archive.run("--map", str(folder / "peta.yaml"), "--zone", "WITA", code=code)


TIMES = {
    "12345678": "1970", "123456789": "1973-11-30 05:33:09 WITA", "1570612200": "2019-10-09 17:10 WITA",
    "12345678901": "2361-03-22 03:15:01 WITA", "123456789012": "1970", "157061220²": "1970",
    "2019-10-09": "2019-10-09", "9 Oktober 2019 17:10 WITA": "2019-10-09 17:10 WITA",
    "2019-10-09T09:10:00Z": "2019-10-09 09:10 +00:00", "": "1970", "kemarin": "1970",
}  # fmt: skip


def test_the_time_of_a_row(tmp_path: Path) -> None:
    """In seconds, as a day, or as people write it; one that is none is made up, and told with what is written there."""
    archive, names = several(tmp_path, "", *({"d": time} for time in TIMES))
    found = [str(archive.keys(name)["timestamp"]) for name in names]
    assert [one[:4] if one.startswith("1970") else one for one in found] == list(TIMES.values())
    told = [line.get("before", "") for line in archive.notes("time") if "in the row" in line["message"]]
    assert sorted(told) == sorted(time for time, written in TIMES.items() if written == "1970")


def test_times_in_utc(tmp_path: Path) -> None:
    """Many databases keep them so; a day is a day."""
    archive, names = several(
        tmp_path, "zone: UTC\n", *({"d": time} for time in ("2019-10-09 09:10:00", "1570612200", "2019-10-09"))
    )
    assert [str(archive.keys(name)["timestamp"]) for name in names] == ["2019-10-09 17:10 WITA"] * 2 + ["2019-10-09"]


@pytest.mark.parametrize(
    ("table", "values", "states"),
    [
        ("state: {column: e, published: [x, '']}", ["x", "", "y"], "++-"),
        ("state: {column: e, published: x, trashed: [z]}", ["x", "z", "y"], "+ -"),
        ('state: {column: "{e}|{b}", published: x|B}', ["x", "y"], "+-"), ("", ["x"], "+"),
    ],
)  # fmt: skip
def test_which_rows_are_published(tmp_path: Path, table: str, values: list[str], states: str) -> None:
    """Those of which a column says one of some words; without a group, all."""
    archive, names = several(tmp_path, table, *({"e": value} for value in values))
    found = {name: "-" if "draft" in archive.keys(name) else "+" for name in names if list(archive.portal.rglob(name))}
    assert "".join(found.get(name, " ") for name in names) == states


@pytest.mark.parametrize(
    ("table", "written", "tags"),
    [
        ("tags: e", "a; b, c", ["a; b, c"]), ('tags: {column: e, split: ";"}', "a; b, c", ["a", "b, c"]),
        ('tags: {column: e, split: ","}', "a , b,", ["a", "b"]), ('tags: "{e},{b}"', "x", ["x,B"]),
    ],
)  # fmt: skip
def test_a_list_in_a_column(tmp_path: Path, table: str, written: str, tags: list[str]) -> None:
    """Parted by what the map says, and by nothing that it does not: names have commas."""
    archive, (name,) = several(tmp_path, table, {"e": written})
    assert archive.keys(name)["tags"] == tags


@pytest.mark.parametrize(
    ("table", "written", "photo"),
    [
        ("photo: {src: e, prefix: /foto/}", "a.jpg", "/foto/a.jpg"), ("photo: {src: e, prefix: /foto/}", "", None),
        ("photo: {src: e, prefix: /foto/}", "https://x.example/a.jpg", "https://x.example/a.jpg"),
        ('photo: {src: e, without: "public://", prefix: /f/}', "public://2019/a.jpg", "/f/2019/a.jpg"),
        ("photo: {src: [e.besar, e.kecil], prefix: /}", '{"besar":"","kecil":"a.jpg#x"}', "/a.jpg"),
        ("photo: e.besar", "bukan json", None), ("photo: /foto/{e}", "", None),
    ],
)  # fmt: skip
def test_where_pictures_are(tmp_path: Path, table: str, written: str, photo: str | None) -> None:
    """In a folder that the map names, or within JSON."""
    archive, (name,) = several(tmp_path, table, {"e": written})
    assert archive.keys(name).get("photo", {}).get("src") == photo


def test_bodies_of_databases(tmp_path: Path) -> None:
    """Addresses without a beginning began where the page said; a body that was kept as text is HTML again."""
    bodies = {
        "<p><img src='foto/a.jpg'> <a href='#b'>b</a> <a href='mailto:d@x.example'>d</a></p>": "![](/foto/a.jpg) b [d](mailto:d@x.example)",
        "&lt;p&gt;A &amp;amp; B&lt;/p&gt;": "A & B", "<p>&lt;p&gt;</p>": "\\<p>", "a &lt; b": "a < b",
    }  # fmt: skip
    archive, names = several(tmp_path, "base: /\n", *({"c": body} for body in bodies))
    assert [archive.body(name) for name in names] == list(bodies.values())


def test_lines_and_lists_of_json(tmp_path: Path) -> None:
    """Numbers, lists and null are read as texts; what is no object is told with its line, and the others come."""
    found = [{**ROW, "a": f"n{number}", "b": ["x", 1], "c": None, "e": True} for number in range(3)]
    for name, text in (
        ("b.json", json.dumps(found)),
        ("c.json", json.dumps(found, indent=2)),
        ("d.ndjson", "\n".join(map(json.dumps, found))),
    ):
        folder = tmp_path / name
        folder.mkdir()
        archive, said = imported(folder, f"{BARE}summary: e\n", text, name)
        assert said["found"]["article"] == 3
        assert (archive.keys("n0.md")["title"], archive.keys("n0.md")["summary"], archive.body("n0.md")) == (
            "x",
            "true",
            "",
        )
    broken = f'{json.dumps(found[0])}\n\n[]\n{{\n{{"x": {100_000 * "["}\n{json.dumps(found[1])}\n'
    said = imported(tmp_path, BARE, broken, "e.jsonl", code=1)[1]
    assert ([fault["line"] for fault in said["faults"]], said["found"]["article"]) == ([3, 4, 5], 2)


def test_a_csv_with_a_mistake_ends_there(tmp_path: Path) -> None:
    """The rows before come; cells without a column, and columns without a cell, are passed over."""
    text = 'a,b,c,d,e\nn0,B,C,2019-10-09 17:10\nn1,B,C,2019-10-09 17:10,x,y\nn2,"B"x,C,,,\n'
    archive, said = imported(tmp_path, BARE, text, code=1)
    assert [fault["message"].partition(" cannot")[0] for fault in said["faults"]] == ["row 3"]
    assert archive.body("n0.md") == archive.body("n1.md") == "C"


@pytest.mark.parametrize(
    ("encoding", "code"), [("utf-16", None), ("utf-8-sig", None), ("latin-1", "broken-characters")]
)
def test_letters_of_spreadsheets_and_databases(tmp_path: Path, encoding: str, code: str | None) -> None:
    """Are what they were meant to be; bytes that are no UTF-8 are what databases call latin1, which is told."""
    archive, said = imported(tmp_path, BARE, "a,b,c,d\nn0,B,Café,2019-10-09 17:10\n".encode(encoding))
    assert archive.body("n0.md") == "Café"
    assert [one for one in said["notes"] if one == "broken-characters"] == [code] * bool(code)


def test_a_row_without_an_end_ends_the_reading(tmp_path: Path) -> None:
    """However large the file is, and it is told; the rows before come."""
    archive = Archive(tmp_path, "rows", "b.csv")
    with archive.file.open("wb") as file:
        file.write(b"a,b,c,d\nn0,B,C,2019-10-09 17:10\n")
        file.truncate(80 << 20)
    (tmp_path / "peta.yaml").write_text(BARE)
    (fault,) = archive.run("--map", str(tmp_path / "peta.yaml"), code=1)["faults"]
    assert "no end" in fault["message"]
    assert archive.body("n0.md") == "C"


def test_without_a_map_the_beginning_of_one_is_shown(tmp_path: Path) -> None:
    """By the names of the columns, in which people who keep such tables are consistent; it does, and tells what is left."""
    archive = Archive(tmp_path, "rows", "berita.csv")
    archive.file.write_text(
        'id,judul,isi,tanggal,penulis,kategori,tag,slug,status\n1,"Pasar, Buka",<p>Satu.</p>,2019-10-09 16:10:00,Sari,ekonomi,pasar;ikan,pasar,terbit\n2,Banjir,Dua.,1570612200,Sari,daerah,,banjir,terbit\n'
    )
    said, text = archive.refused().split("\n\n", 1)
    assert "rows need --map FILE" in said
    assert not archive.portal.exists()
    (tmp_path / "peta.yaml").write_text(text)
    archive.run("--map", str(tmp_path / "peta.yaml"))
    keys = archive.keys("pasar.md")
    assert (keys["title"], keys["author"], keys["tags"], keys["id"]) == ("Pasar, Buka", "Sari", ["pasar", "ikan"], "1")
    assert [line["message"] for line in archive.notes("unread-key")] == ["status: in 2 texts"]
    assert archive.built().report.articles == 2


@pytest.mark.parametrize(
    ("table", "code", "said"),
    [
        (f"{BARE}markup: word\n", 1, '"word" is not a known markup'),
        (f"{BARE}lookups: {{k: {{id: '{{x}}'}}}}\n", 2, "table:"), ("title: a\n", 1, ""),
    ],
)  # fmt: skip
def test_nothing_is_written_before_the_map_is_right(tmp_path: Path, table: str, code: int, said: str) -> None:
    """One that does not do ends the import."""
    archive, found = imported(tmp_path, table, "a,b,c,d\n1,B,C,2019-10-09\n", code=code)
    assert said in found["error"]
    assert not archive.portal.exists()


DUMP = """\
CREATE TABLE `berita` (`id` int(5) NOT NULL, `judul` varchar(100), `isi` text, `tanggal` date, `Id_Kategori` int, `aktif` enum('Y','N'));
INSERT INTO `berita` VALUES (1,'Air naik','<p>Isi</p>','2019-10-09',7,'Y'),(2,'Konsep','','2019-10-09',9,'N');
INSERT INTO `kategori` (`nomor`, `nama`) VALUES (7, 'Daerah'), (8, 'Lain');
"""
DUMPED = """\
table: berita
lookups: {kategori: {nomor: "{Id_Kategori}"}}
id: id
title: judul
body: isi
published: tanggal
category: kategori.nama
state: {column: aktif, published: Y}
"""


def test_an_sql_dump(tmp_path: Path) -> None:
    """Its rows with those of further tables; columns that look-ups compare are none that nothing took, in any letter case."""
    archive, said = imported(tmp_path, DUMPED, DUMP, "b.sql")
    assert "unread-key" not in said["notes"]
    assert (archive.portal / "content/daerah/2019/10/air-naik.md").exists()
    assert archive.keys("konsep.md")["draft"] is True
    assert (
        "there is no table artikel"
        in imported(tmp_path, DUMPED.replace("table: berita", "table: artikel"), DUMP, "b.sql", code=2)[1]["error"]
    )


@pytest.mark.parametrize(
    "end", ["\n/* tanpa akhir", "\nINSERT INTO lain\nVALUES ('x;\n", "INSERT INTO `berita` VALUES (3,'x"]
)
def test_a_dump_that_is_cut_off(tmp_path: Path, end: str) -> None:
    """It is told, also where it ends within a text or comment; the rows before come."""
    archive, said = imported(tmp_path, DUMPED, DUMP + end, "b.sql", code=1)
    assert ["it ends within" in fault["message"] for fault in said["faults"]] == [True]
    assert archive.body("air-naik.md") == "Isi"
