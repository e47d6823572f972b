"""The front pages at the desk: pins and breaking news, in files that people write by hand, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.annex.desk_support import PERSON, Desk, desk, git
from tests.support import article

FRONT = """# Diatur oleh redaksi siang
lead: /daerah/2024/10/banjir.md   # sampai sore
picks:
  - article: pasar
    until: 2024-10-11 18:00 WIB
blocks: [daerah]
"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    content = {"daerah/2024/10/draf.md": article("Draf", status="review")}
    with desk(tmp_path_factory.mktemp("desk"), PERSON, content, login="budi", repository=True) as found:
        yield found


@pytest.fixture
def it(opened: Desk) -> Desk:
    """A desk as Budi sees it, with a front page that somebody wrote."""
    opened.portal.add("content/front.yaml", FRONT)
    for file in (opened.portal.folder / "content/front").glob("*"):
        file.unlink()
    return opened


def put(it: Desk, status: int = 200, kanal: str = "", **values: Any) -> Any:
    version = it.get("front", kanal=kanal)["version"]
    return it.post("front", status, kanal=kanal, version=version, values=values)


def test_what_stands_on_the_front_page(it: Desk) -> None:
    """By key, with the articles that it names, by whatever names them, each once and as it is now."""
    it.portal.add(
        "content/front.yaml",
        "lead: /daerah/2024/10/draf.md\nnext: [pasar, tiada, {article: banjir}, [pasar], {kanal: daerah}]\npicks: [pasar, '']\nblocks: [daerah]\n",
    )
    found = it.get("front")
    assert found["values"]["next"][:3] == ["pasar", "tiada", {"article": "banjir"}]
    assert (found["path"], found["values"]["blocks"]) == ("front.yaml", ["daerah"])
    assert [(one["value"], one["path"], one["title"], one["state"]) for one in found["articles"]] == [
        ("/daerah/2024/10/draf.md", "daerah/2024/10/draf.md", "Draf", "review"),
        ("pasar", "daerah/2024/10/pasar.md", "Pasar Dibuka", "published"),
        ("banjir", "daerah/2024/10/banjir.md", "Banjir Surut", "published"),
    ]  # fmt: skip
    assert it.get("front", kanal="daerah") == {"path": "front/daerah.yaml", "version": "", "values": {}, "articles": []}


@pytest.mark.slow
def test_a_change_leaves_the_rest_as_it_is(it: Desk) -> None:
    """Comments, order and quotation marks; the history says who changed it, and a build takes it."""
    put(it, lead="pasar", breaking={"text": "Gempa M 5,6 guncang Muara: waspada", "until": "2024-10-10 18:00 WIB"})
    text = it.file("front.yaml").decode()
    assert text.startswith("# Diatur oleh redaksi siang\nlead: pasar   # sampai sore\npicks:\n  - article: pasar\n")
    assert it.get("front")["values"]["breaking"]["text"] == "Gempa M 5,6 guncang Muara: waspada"
    put(it, breaking=None, picks=[{"article": "banjir"}, {"article": "pasar", "until": "2024-10-10 20:00 WIB"}])
    assert "breaking" not in it.get("front")["values"]
    it.entries()
    assert git(it.portal.folder, "log", "-1", "--format=%an", "--", "content/front.yaml") == "Budi Rahman\n"
    it.portal.build()


@pytest.mark.parametrize(
    ("before", "kanal", "values", "after"),
    [
        (None, "", {"lead": [{"article": "pasar", "until": ""}], "next": [{"article": "banjir"}, {"article": "pasar", "until": "2024-10-11 06:00"}],
                    "blocks": [{"kanal": "daerah"}], "picks": ["banjir"]},
         "lead: pasar\nnext:\n- banjir\n- article: pasar\n  until: 2024-10-11 06:00\npicks:\n- banjir\nblocks:\n- daerah\n"),
        ("lead: pasar\npicks:\n- banjir\n", "", {"lead": [{"article": "pasar", "until": "2024-10-11 06:00"}]},
         "lead: [{article: pasar, until: 2024-10-11 06:00}]\npicks:\n- banjir\n"),
        (None, "daerah", {"picks": ["pasar"]}, "picks:\n- pasar\n"),
        ("# Siang\nlead: pasar\n", "", {"lead": None}, "# Siang\n"),
        ("# kosong\n", "daerah", {"lead": "banjir"}, "# kosong\nlead: banjir\n"),
        ("# Siang\n\n", "", {"lead": None, "blocks": ["daerah"], "picks": ["pasar"]}, "# Siang\n\npicks:\n- pasar\nblocks:\n- daerah\n"),
        (FRONT, "", {"lead": "/daerah/2024/10/banjir.md"}, FRONT), (FRONT.replace("\n", "\r\n"), "", {"lead": "pasar"},
         FRONT.replace("\n", "\r\n").replace("/daerah/2024/10/banjir.md", "pasar")),
    ],
)  # fmt: skip
def test_what_is_written(it: Desk, before: str | None, kanal: str, values: dict[str, Any], after: str) -> None:
    """The first pin makes the file; an entry is written in the shortest way; line ends stay."""
    path = f"front/{kanal}.yaml" if kanal else "front.yaml"
    it.portal.remove("content/front.yaml")
    if before is not None:
        it.portal.add(f"content/{path}", before)
    told = put(it, kanal=kanal, **values)
    assert it.file(path).decode() == after
    assert told == it.get("front", kanal=kanal)


def test_nothing_is_written_where_nothing_changes(it: Desk) -> None:
    """And a file that is not there has another version than an empty one."""
    nothing = it.get("front", kanal="daerah")
    assert put(it, kanal="daerah", lead=None, picks=[]) == nothing == put(it, kanal="daerah", lead="")
    assert not (it.portal.folder / "content/front/daerah.yaml").exists()


@pytest.mark.parametrize(
    "values",
    [
        {"lead": ["banjir", "pasar"]}, {"next": ["banjir"] * 13}, {"blocks": ["gaib"]},
        {"breaking": {"text": "x" * 201}},
        {"breaking": {"text": "x", "link": "javascript:alert(1)"}}, {"picks": [{"article": "pasar", "until": "nanti"}]},
        {"gaib": "x"},
    ],
)  # fmt: skip
def test_what_no_front_page_can_have(it: Desk, values: dict[str, Any]) -> None:
    """It is refused as a build refuses it, and nothing is changed."""
    assert put(it, 422, **values)["message"]
    assert it.file("front.yaml") == FRONT.encode()


def test_what_is_no_text_is_not_rewritten(it: Desk) -> None:
    """A file of an old program stays as it is, and its problem is told."""
    it.portal.add("content/front.yaml", b"lead: \xff\n")
    assert [one["path"] for one in put(it, 422, lead="pasar")["problems"]] == ["content/front.yaml"]
    assert it.file("front.yaml") == b"lead: \xff\n"


def test_who_may_not(it: Desk) -> None:
    """A reporter sees it and changes nothing; nor does anybody who has an old version, or names no kanal."""
    put(it.as_("sari"), 403, lead="pasar")
    assert it.post("front", 409, kanal="", version="x", values={"lead": "pasar"})["theirs"] == FRONT
    assert it.post("front", 409, kanal="daerah", version="x", values={"lead": "pasar"})["theirs"] == ""
    for kanal in ("gaib", "../x"):
        it.get("front", 422, kanal=kanal)
        it.post("front", 422, kanal=kanal, version="", values={"lead": "pasar"})
    put(it, 422, kanal="daerah", blocks=["daerah"])
    assert it.file("front.yaml") == FRONT.encode()
