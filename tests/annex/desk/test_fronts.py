"""The front pages at the desk: pins and breaking news, in files that people write by hand, too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.annex.desk_support import Desk, desk

FRONT = """# Diatur oleh redaksi siang
lead: /daerah/2024/10/banjir.md   # sampai sore
picks:
  - article: pasar
    until: 2024-10-11 18:00 WIB
blocks: [daerah]
"""
REPORTER = "desk: {people: [{name: Sari, role: reporter}], person: {header: Remote-User, from: 127.0.0.1}}\n"


def put(it: Desk, status: int = 200, kanal: str = "", **values: Any) -> Any:
    version = it.get("front", kanal=kanal)["version"]
    return it.post("front", status, kanal=kanal, version=version, values=values)


def test_what_stands_on_the_front_page(tmp_path: Path) -> None:
    """By key, with the articles that it names."""
    with desk(tmp_path, content={"front.yaml": FRONT}) as it:
        found = it.get("front")
        assert found["values"] == {
            "lead": "/daerah/2024/10/banjir.md", "picks": [{"article": "pasar", "until": "2024-10-11 18:00 WIB"}],
            "blocks": ["daerah"],
        }  # fmt: skip
        assert [(one["value"], one["path"]) for one in found["articles"]] == [
            ("/daerah/2024/10/banjir.md", "daerah/2024/10/banjir.md"), ("pasar", "daerah/2024/10/pasar.md"),
        ]  # fmt: skip


def test_a_change_leaves_the_rest_as_it_is(tmp_path: Path) -> None:
    """Comments, order and quotation marks."""
    with desk(tmp_path, content={"front.yaml": FRONT}) as it:
        put(it, lead="pasar", breaking={"text": "Gempa M 5,6 guncang Muara: waspada", "until": "2024-10-10 18:00 WIB"})
        text = it.file("front.yaml").decode()
        assert text.startswith("# Diatur oleh redaksi siang\nlead: pasar   # sampai sore\npicks:\n  - article: pasar\n")
        assert it.get("front")["values"]["breaking"]["text"] == "Gempa M 5,6 guncang Muara: waspada"
        put(it, breaking=None, picks=[{"article": "banjir"}, {"article": "pasar", "until": "2024-10-10 20:00 WIB"}])
        assert "breaking" not in it.get("front")["values"]
        it.settle()
        it.portal.build()


def test_the_first_pin_makes_the_file(tmp_path: Path) -> None:
    """Of the home page or of a kanal, also where a file has comments alone."""
    with desk(tmp_path) as it:
        put(it, lead=[{"article": "/daerah/2024/10/banjir.md"}], next=[{"article": "pasar"}])
        assert it.file("front.yaml").decode() == "lead: /daerah/2024/10/banjir.md\nnext:\n- pasar\n"
        put(it, lead={"article": "pasar", "until": "2024-10-11 06:00"})
        assert it.get("front")["values"]["lead"] == {"article": "pasar", "until": "2024-10-11 06:00"}
        put(it, lead={"article": "pasar", "until": "2024-10-11 07:00"}, next=None)
        assert it.get("front")["values"] == {"lead": {"article": "pasar", "until": "2024-10-11 07:00"}}
        put(it, kanal="daerah", picks=["pasar"])
        assert it.get("front", kanal="daerah")["values"] == {"picks": ["pasar"]}
        it.portal.add("content/front/nasional.yaml", "# kosong\n")
        put(it, kanal="nasional", lead="banjir")
        assert it.file("front/nasional.yaml").startswith(b"# kosong\nlead: banjir")


@pytest.mark.parametrize(
    "values",
    [
        {"lead": ["banjir", "pasar"]}, {"next": ["banjir"] * 13}, {"blocks": ["gaib"]}, {"breaking": {"text": "x" * 201}},
        {"breaking": {"text": "x", "link": "javascript:alert(1)"}}, {"picks": [{"article": "pasar", "until": "nanti"}]}, {"gaib": "x"}, {"picks": 5.5},
        {"picks": {"a": {"b": "c"}}},
    ],
)  # fmt: skip
def test_what_no_front_page_can_have(tmp_path: Path, values: dict[str, Any]) -> None:
    """It is refused as a build refuses it, and nothing is changed."""
    with desk(tmp_path, content={"front.yaml": FRONT}) as it:
        assert put(it, 422, **values)["message"]
        assert it.file("front.yaml") == FRONT.encode()


def test_other_line_ends_and_bytes(tmp_path: Path) -> None:
    """Those of Windows stay; what is not UTF-8 is not rewritten."""
    with desk(tmp_path, content={"front.yaml": FRONT.replace("\n", "\r\n")}) as it:
        put(it, lead="pasar")
        assert (
            it.file("front.yaml") == FRONT.replace("/daerah/2024/10/banjir.md", "pasar").replace("\n", "\r\n").encode()
        )
        it.portal.add("content/front.yaml", b"lead: \xff\n")
        put(it, 422, lead="pasar")
        assert it.file("front.yaml") == b"lead: \xff\n"


def test_who_may_not(tmp_path: Path) -> None:
    """A reporter sees it and changes nothing; nor does anybody who has an old version, or names no kanal."""
    with desk(tmp_path, people=REPORTER, content={"front.yaml": FRONT}) as it:
        it.headers = {"remote-user": "Sari"}
        put(it, 403, lead="pasar")
    with desk(tmp_path / "lain", content={"front.yaml": FRONT}) as it:
        told = it.post("front", 409, kanal="", version="x", values={"lead": "pasar"})
        assert told["theirs"] == FRONT
        it.get("front", 422, kanal="gaib")
        it.get("front", 422, kanal="../x")
