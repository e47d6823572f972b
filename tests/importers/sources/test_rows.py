"""Rows of CSV and JSON Lines, with a file that says which column is what."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.errors import UsageError
from generator.importers.order import Order, Outcome
from generator.importers.run import run
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
    order = Order("rows", (str(tmp_path / name),), str(tmp_path / "portal"), mapping=str(tmp_path / "peta.yaml"))
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


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("id: a\ntitle: b\nbody: c\n", "published"),
        (MAP + "penulis: x\n", "penulis"),
        (MAP + "markup: word\n", "markup must be one of"),
    ],
)
def test_a_map_with_mistakes_is_one_sentence(tmp_path: Path, table: str, said: str) -> None:
    """Nothing is written before the map is right."""
    with pytest.raises(UsageError, match=said):
        imported(tmp_path, "berita.csv", CSV, table)
    assert not (tmp_path / "portal").exists()


def test_a_spreadsheet_in_utf_16_and_a_day_without_an_hour(tmp_path: Path) -> None:
    """Letters stay what they are, and no hour is invented for an article of which only the day is known."""
    imported(tmp_path, "berita.csv", CSV)
    text = CSV.replace("2019-10-09 16:10:00", "2019-10-09").replace("dua", "“dua”")
    (tmp_path / "lain.csv").write_bytes(text.encode("utf-16"))
    order = Order("rows", (str(tmp_path / "lain.csv"),), str(tmp_path / "lain"), mapping=str(tmp_path / "peta.yaml"))
    run(order, lambda *_: None)
    assert "“dua”" in (tmp_path / "lain/content/daerah/2019/10/banjir.md").read_text("utf-8")
    text = (tmp_path / "lain/content/ekonomi/2019/10/pasar.md").read_text("utf-8")
    assert '\ntimestamp: "2019-10-09"\ntime_unknown: true\n' in text
    assert Portal(tmp_path / "lain").build().articles == 1


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """They are shown as such; the rest comes."""
    imported(tmp_path, "berita.csv", CSV)
    (tmp_path / "rusak.csv").write_bytes(CSV.replace("dua", "d*a").encode().replace(b"*", b"\xff"))
    order = Order("rows", (str(tmp_path / "rusak.csv"),), str(tmp_path / "lain"), mapping=str(tmp_path / "peta.yaml"))
    run(order, lambda *_: None)
    assert "d\N{REPLACEMENT CHARACTER}a" in (tmp_path / "lain/content/daerah/2019/10/banjir.md").read_text("utf-8")


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


@pytest.mark.parametrize("time", ["20191009", "157061220000"])
def test_fewer_digits_or_more_are_no_seconds(tmp_path: Path, time: str) -> None:
    """The time is made up then, and that is told."""
    assert "time" in imported(tmp_path, "berita.csv", CSV.replace("2019-10-09 16:10:00", time)).notes
