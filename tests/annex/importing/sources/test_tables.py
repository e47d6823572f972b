"""Tables beside a source: of rows, of data, and folders with a file an entry."""

from __future__ import annotations

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
