"""Rows of CSV and JSON: the result of a SELECT, or of a table whose columns a map names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.importing_support import Archive, rows

ROW = {"id": "n", "title": "B", "body": "C", "published": "2019-10-09 17:10", "slug": "n"}


def several(folder: Path, *columns: dict[str, object], zone: str = "WITA") -> tuple[Archive, list[str]]:
    """Import a row with some columns for each; return the names of their articles."""
    names = [f"n{number}" for number in range(len(columns))]
    archive = rows(
        folder, "", ({**ROW, "id": name, "slug": name, **one} for name, one in zip(names, columns, strict=True))
    )
    archive.run("--zone", zone)
    return archive, [f"{name}.md" for name in names]


def imported(folder: Path, data: str | bytes, name: str = "b.csv", code: int = 0) -> tuple[Archive, dict[str, Any]]:
    """Import a file of rows."""
    folder.mkdir(exist_ok=True)
    archive = Archive(folder, "rows", name)
    archive.file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return archive, archive.run(code=code)


TIMES = {
    "12345678": "1970", "123456789": "1973-11-30 05:33:09 WITA", "1570612200": "2019-10-09 17:10 WITA",
    "157061220²": "1970", "2019-10-09": "2019-10-09", "9 Oktober 2019 17:10 WITA": "2019-10-09 17:10 WITA",
    "2019-10-09T09:10:00Z": "2019-10-09 17:10 WITA", "": "1970", "kemarin": "1970",
}  # fmt: skip


def test_the_time_of_a_row(tmp_path: Path) -> None:
    """In seconds, as a day, or as people write it; one that is none is made up, and told with what is written there."""
    archive, names = several(tmp_path, *({"published": time} for time in TIMES))
    found = [str(archive.keys(name)["timestamp"]) for name in names]
    assert [one[:4] if one.startswith("1970") else one for one in found] == list(TIMES.values())
    told = [line.get("before", "") for line in archive.notes("time") if "in the row" in line["message"]]
    assert sorted(told) == sorted(time for time, written in TIMES.items() if written == "1970")


def test_which_rows_are_published(tmp_path: Path) -> None:
    """Those whose status is a word for that, and those without one; any other is a draft."""
    words = {"": "", "Y": "", "1": "", "Terbit": "", "publish": "", "N": "draft", "0": "draft", "arsip": "draft"}
    archive, names = several(tmp_path, *({"status": word} for word in words))
    assert ["draft" if "draft" in archive.keys(name) else "" for name in names] == list(words.values())


def test_several_in_a_column(tmp_path: Path) -> None:
    """Are parted by semicolons, tags by commas too; names have commas."""
    archive, (name,) = several(tmp_path, {"tags": "a; b, c", "author": "Sari, S.Sos; Made", "alamat_lama": "/x/;/y/"})
    keys = archive.keys(name)
    assert (keys["tags"], keys["author"], keys["aliases"]) == (["a", "b", "c"], ["Sari, S.Sos", "Made"], ["/x/", "/y/"])


def test_where_the_old_site_was(tmp_path: Path) -> None:
    """The addresses of its articles say so; what bodies show of it has the beginning that the page had."""
    body = "<p><img src='foto/a.jpg'> <a href='https://lama.example/n1.html'>b</a></p>"
    columns = ({"body": body, "address": "https://lama.example/n0.html"}, {"address": "https://lama.example/n1.html"})
    archive, names = several(tmp_path, *columns)
    assert archive.body(names[0]) == "![](/foto/a.jpg) [b](/n1.html)"
    assert "https://lama.example" in archive.read("site.yaml")


def test_html_that_a_system_keeps_as_text(tmp_path: Path) -> None:
    """Is HTML again; signs in a text stay signs, and captions have no markup."""
    bodies = {"&lt;p&gt;A &amp;amp; B&lt;/p&gt;": "A & B", "<p>&lt;p&gt;</p>": "\\<p>", "a &lt; b": "a < b"}
    caption = {"photo": "/a.jpg", "caption": "Warga <b>antre</b> &amp; <a href='/x/'>menunggu</a>"}
    archive, names = several(tmp_path, *({"body": body} for body in bodies), caption)
    assert [archive.body(name) for name in names[:3]] == list(bodies.values())
    assert archive.keys(names[3])["photo"]["caption"] == "Warga antre & menunggu"


PHPMYADMIN = """[
{"type":"header","version":"5.2.1","comment":"Export to JSON plugin for PHPMyAdmin"},
{"type":"database","name":"kabar"},
{"type":"table","name":"berita","database":"kabar","data":
[
%s
]
}
]
"""


@pytest.mark.parametrize(
    ("name", "form"),
    [("b.json", "[%s]"), ("c.json", PHPMYADMIN), ("d.json", "\n[\n  %s\n]\n"), ("e.ndjson", "%s"), ("f.json", "%s")],
)
def test_the_forms_of_json(tmp_path: Path, name: str, form: str) -> None:
    """A list, that of phpMyAdmin, and an object a line; numbers, lists and null are read as texts."""
    found = [
        {**ROW, "id": number, "slug": f"n{number}", "title": ["x", 1], "body": None, "summary": True}
        for number in (0, 1)
    ]
    between = ",\n" if "[" in form else "\n"
    archive, said = imported(tmp_path, form % between.join(map(json.dumps, found)), name)
    assert said["found"]["article"] == 2
    keys = archive.keys("n1.md")
    assert (keys["title"], keys["summary"], keys["id"], archive.body("n1.md")) == ("x", "true", "1", "")


def test_json_with_mistakes(tmp_path: Path) -> None:
    """Of lines, the others come; a list that is cut off is told with the place, and has to be exported again."""
    broken = f'{json.dumps(ROW)}\n\n[]\n"x"\n{{\n{{"x": {100_000 * "["}\n{json.dumps({**ROW, "id": 2, "slug": "b"})}\n'
    said = imported(tmp_path / "a", broken, "e.jsonl", code=1)[1]
    assert ([fault["line"] for fault in said["faults"]], said["found"]["article"]) == ([4, 5, 6], 2)
    (fault,) = imported(tmp_path / "b", PHPMYADMIN % json.dumps(ROW)[:-9], "e.json", code=1)[1]["faults"]
    assert (fault["line"], fault["message"]) == (6, "this is not valid JSON")


def test_a_csv_with_a_mistake_ends_there(tmp_path: Path) -> None:
    """The rows before come; cells without a column, and columns without a cell, are passed over."""
    head = "id,title,body,published,slug\nn0,B,NULL,2019-10-09 17:10,n0\nn1,B,C,2019-10-09 17:10,n1,x,y\n"
    archive, said = imported(tmp_path, f'{head}n2,"B"x,C,,,\n', code=1)
    assert [fault["message"].partition(" cannot")[0] for fault in said["faults"]] == ["row 3"]
    assert [archive.body("n0.md"), archive.body("n1.md")] == ["", "C"]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "latin-1"])
def test_what_spreadsheets_and_databases_write(tmp_path: Path, sign: str, encoding: str) -> None:
    """Bytes that are no UTF-8 are what databases call latin1, which is told; columns are parted by what the first line has."""
    text = (
        sign.join(("id", "judul", "isi", "tanggal", "slug"))
        + "\n"
        + sign.join(("n0", "B", "Café", "2019-10-09 17:10", "n0"))
    )
    archive, said = imported(tmp_path, text.encode(encoding))
    assert archive.body("n0.md") == "Café"
    assert ("broken-characters" in said["notes"]) is (encoding == "latin-1")


def test_a_row_without_an_end_ends_the_reading(tmp_path: Path) -> None:
    """However large the file is, and it is told; the rows before come."""
    archive = Archive(tmp_path, "rows", "b.csv")
    with archive.file.open("wb") as file:
        file.write(b"id,title,body,published,slug\nn0,B,C,2019-10-09 17:10,n0\n")
        file.truncate(40 << 20)
    (fault,) = archive.run(code=1)["faults"]
    assert "is longer than" in fault["message"]
    assert archive.body("n0.md") == "C"


def test_a_dump_is_no_table(tmp_path: Path) -> None:
    """Whoever has one is told what to do with it."""
    archive = Archive(tmp_path, "rows", "cadangan.sql")
    archive.file.write_text("INSERT INTO berita VALUES (1);\n")
    assert "load it into MariaDB" in archive.refused()


def test_a_table_whose_columns_a_map_names(tmp_path: Path) -> None:
    """Without it, the columns are shown with a value of each; what nothing takes is in the report."""
    archive = rows(
        tmp_path,
        "",
        [{"nomor": 7, "tajuk": "Pasar", "konten": "<p>Satu.</p>", "hari": "2019-10-09 16:10", "baca": 12}],
    )
    said = archive.refused()
    assert "no column is published; name it in the SELECT (AS published)" in said
    assert '# hari: "2019-10-09 16:10"' in said
    assert not archive.portal.exists()
    (tmp_path / "peta.yaml").write_text("published: hari\nslug: lama\n")
    archive.run("--map", str(tmp_path / "peta.yaml"))
    assert str(archive.keys("pasar.md")["timestamp"]) == "2019-10-09 16:10 WIB"
    assert archive.ways() == {}
    assert [line["message"] for line in archive.notes("unread-key")] == ["baca: in 1 text"]
    assert [line["message"] for line in archive.notes("column")] == ['the map names "lama", which no text has']
    (tmp_path / "peta.yaml").write_text("tittle: judul\n")
    assert 'did you mean "title"?' in archive.refused("--map", str(tmp_path / "peta.yaml"), code=1)
