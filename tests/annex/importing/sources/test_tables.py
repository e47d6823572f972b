"""Tables beside a source: of rows, of data, and folders with a file an entry."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from generator.annex.importing.sources.tables import Tables
from generator.base.errors import UsageError


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("t.csv", "id,name\nsari,Sari Wulan\n"), ("t.csv", "kode,name\nsari,Sari Wulan\n"), ("t.jsonl", '{"id": "sari", "name": "Sari Wulan"}\n'),
        ("t.json", '{"sari": {"name": "Sari Wulan"}}'), ("t.json", '{"sari": "Sari Wulan"}'), ("t.json", '[{"id": "sari", "name": "Sari Wulan"}]'),
        ("t.json", '{"orang": [{"id": "sari", "name": "Sari Wulan"}]}'), ("t.yml", "sari:\n  name: Sari Wulan\n"), ("t.toml", "[sari]\nname = 'Sari Wulan'\n"),
        ("t/sari.yaml", "name: Sari Wulan\n"), ("t/sari/_index.md", "---\nname: Sari Wulan\n---\n"), ("t/x.md", "---\nname: Sari Wulan\nslug: sari\n---\n"),
    ],
)  # fmt: skip
def test_an_entry_of_a_table(tmp_path: Path, path: str, text: str) -> None:
    """In whatever form it is kept, by its key in any letter case."""
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(text)
    tables = Tables(str(tmp_path))
    for name in ("sari", "SARI"):
        entry = tables.find(path.partition("/")[0], "id", name)
        assert entry
        assert entry["name"] == "Sari Wulan"
    assert tables.find(path.partition("/")[0], "id", "made", told=False) is None
    assert list(tables.notes()) == []


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("tiada.csv", "tiada.csv, in which the map looks something up, is not in {root}"),
        ("../lain.csv", "../lain.csv, in which the map looks something up, is not in {root}"),
        ("rusak.json", "rusak.json cannot be read: this is not valid JSON"),
        ("rusak.yml", "rusak.yml cannot be read: "),
    ],
)
def test_a_table_that_cannot_be_read_is_wrong_use(tmp_path: Path, table: str, said: str) -> None:
    """Nothing outside of the source is looked at, whoever wrote the map."""
    root = tmp_path / "lama"
    root.mkdir()
    (tmp_path / "lain.csv").write_text("id\n1\n")
    (root / "rusak.json").write_text("x")
    (root / "rusak.yml").write_text("a: [\n")
    with pytest.raises(UsageError) as caught:
        Tables(str(root)).find(table, "id", "1")
    assert str(caught.value).startswith(said.format(root=root))


def written(root: Path, files: dict[str, str]) -> Tables:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return Tables(str(root))


def test_tables_that_are_folders(tmp_path: Path) -> None:
    """By name; neither files nor what is hidden."""
    tables = written(tmp_path, {"data/b/x.yml": "a: 1", "data/a/x.yml": "a: 1", "data/.c/x.yml": "a: 1", "data/d.yml": "a: 1", "data/~e/x": ""})  # fmt: skip
    assert [one for one in tables.folders("data") if one != "data/~e"] == ["data/a", "data/b"]
    assert (tables.folders("tiada"), tables.folders("data/d.yml")) == ([], [])
    assert [tables.has(one) for one in ("data/a", "data/d.yml", "data/x")] == [True, True, False]


def test_what_is_an_entry_of_a_folder(tmp_path: Path) -> None:
    """Pages and data by their names or those of their folders, and by their slugs; what is hidden, none, or broken is not."""
    tables = written(tmp_path, {
        "t/a.md": "---\nname: A\n---\n", "t/b.markdown": "---\nname: B\n---\n", "t/c.html": "---\nname: C\nslug: cc\n---\n", "t/d.yml": "name: D", "t/e.yaml": "name: E", "t/f.json": '{"name": "F"}', "t/g.toml": "name = 'G'", "t/h/index.md": "---\nname: H\n---\n",
        "t/i/_index.md": "---\nname: I\n---\n", "t/h/dalam.md": "---\nname: J\n---\n", "t/.k.md": "---\nname: K\n---\n", "t/.l/m.md": "---\nname: M\n---\n", "t/n.txt": "name: N", "t/o.yml": "a: [", "t/p.json": "[1]", "t/q.csv": "name\nQ\n",
    })  # fmt: skip
    found = {name: (tables.find("t", "id", name, told=False) or {}).get("name", "") for name in [*"abcdefghijklmnopq", "cc", "dalam", ".k"]}  # fmt: skip
    assert found == {**{name: name.upper() for name in "abcdefghi"}, **dict.fromkeys("jklmnopq", ""), "cc": "C", "dalam": "J", ".k": ""}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("t.csv", "id,name,\na,A,x\n\nb\n", {"a": {"id": "a", "name": "A"}, "b": {"id": "b"}}), ("t.csv", "kode,name\na,A\n", {"a": {"kode": "a", "name": "A"}}), ("t.ndjson", '{"id": "a"}\n\n[1]\n{}\n{"id": 7}\n', {"a": {"id": "a"}, "7": {"id": "7"}, "1": None}),
        ("t.json", '{"a": {"x": 1}, "b": "B", "c": [1]}', {"a": {"x": "1"}, "b": {"name": "B"}, "c": {"name": ["1"]}}), ("t.json", '{"semua": [{"id": "a"}]}', {"a": {"id": "a"}, "semua": None}), ("t.json", '{"a": [{"id": "x"}], "b": [{"id": "y"}]}', {"x": None, "a": {"name": [{"id": "x"}]}}),
        ("t.json", '[{"x": " A  b "}, 1, {}]', {"A b": {"x": " A  b "}, "a-b": {"x": " A  b "}}),
    ],
)  # fmt: skip
def test_what_is_an_entry_of_a_file(tmp_path: Path, path: str, text: str, found: dict[str, object]) -> None:
    """A row by its key, else by its first value; a group by its name; of a file with one list, its entries."""
    tables = written(tmp_path, {path: text})
    assert {name: tables.find(path, "id", name) for name in found} == found


def test_the_first_entry_of_a_name_holds(tmp_path: Path) -> None:
    """As it is written before all else, then in small letters, then as a slug."""
    tables = written(tmp_path, {"t.csv": "id,n\nSatu Dua,1\nsatu-dua,2\nSATU DUA,3\nSatu Dua,4\n"})
    assert [(tables.find("t.csv", "id", name) or {})["n"] for name in ("Satu Dua", "satu-dua", "SATU DUA", "satu dua", "Satu-Dua")] == ["1", "2", "3", "1", "2"]  # fmt: skip


def test_what_was_not_found_is_told(tmp_path: Path) -> None:
    """How often; unless it was only asked whether it is there."""
    tables = written(tmp_path, {"t.csv": "id\na\n"})
    for name, told in (("b", True), ("c", True), ("b", True), ("d", False), ("a", True)):
        tables.find("t.csv", "id", name, told=told)
    assert [(note.code, note.message) for note in tables.notes()] == [("lookup", 't.csv has no "b": 2'), ("lookup", 't.csv has no "c": 1')]  # fmt: skip


def test_why_a_table_cannot_be_read(tmp_path: Path) -> None:
    """In one sentence, by the name that the map has for it."""
    written(tmp_path, {"a.csv": f"id\n{'x' * 2000}\n"})
    (tmp_path / "b.csv").symlink_to("/etc/hostname")
    # What is too long is one number for the whole process, which other readers raise.
    most = csv.field_size_limit(1000)
    try:
        with pytest.raises(UsageError) as caught:
            Tables(str(tmp_path)).find("./a.csv", "id", "a")
    finally:
        csv.field_size_limit(most)
    assert str(caught.value) == "./a.csv is not CSV: a quotation mark is left open, or a value is too long"
    with pytest.raises(UsageError) as caught:
        Tables(str(tmp_path)).find("b.csv", "id", "a")
    assert str(caught.value).startswith("b.csv cannot be read: ")
