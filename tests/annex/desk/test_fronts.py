"""The front pages at the desk: pins and breaking news, in files that people write by hand, too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.annex.desk import files, fronts
from generator.annex.desk.desk import NotAllowedError, RefusedError, StaleError
from generator.annex.desk.fronts import Asked, Save
from generator.base.errors import UsageError
from generator.base.sentences import Sentence
from tests.annex.desk_support import LEAD, Desk, Room, desk, room
from tests.annex.desk_support import REPORTER as SARI
from tests.support import article

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


def shown(it: Room, kanal: str = "") -> dict[str, Any]:
    return fronts.shown(it.desk, LEAD, Asked(kanal))


def save(it: Room, kanal: str = "", **values: Any) -> dict[str, Any]:
    return fronts.save(it.desk, LEAD, Save(kanal, shown(it, kanal)["version"], values))


def told(value: str, name: str, title: str, state: str = "published") -> dict[str, str]:
    return {
        "value": value, "path": f"daerah/2024/10/{name}.md", "title": title, "url": f"/daerah/2024/10/{name}/",
        "state": state,
    }  # fmt: skip


def test_a_front_page_whole(tmp_path: Path) -> None:
    """Where it stands, which version it is, what it says, and the articles in their order, each once, as they are now."""
    front = (
        "lead: /daerah/2024/10/draf.md\nnext: [pasar, tiada, {article: banjir}]\npicks: [pasar, '']\nblocks: [daerah]\n"
    )
    with room(
        tmp_path, content={"front.yaml": front, "daerah/2024/10/draf.md": article("Draf", status="review")}
    ) as it:
        assert shown(it) == {
            "path": "front.yaml", "version": files.version_of(front.encode()),
            "values": {"lead": "/daerah/2024/10/draf.md", "next": ["pasar", "tiada", {"article": "banjir"}], "picks": ["pasar", ""], "blocks": ["daerah"]},
            "articles": [told("/daerah/2024/10/draf.md", "draf", "Draf", "review"), told("pasar", "pasar", "Pasar Dibuka"), told("banjir", "banjir", "Banjir Surut")],
        }  # fmt: skip
        assert shown(it, "daerah") == {"path": "front/daerah.yaml", "version": "", "values": {}, "articles": []}


def test_an_entry_is_written_in_the_shortest_way(tmp_path: Path) -> None:
    """One without an end is a text; one lead is no list; what is empty is left out."""
    with room(tmp_path) as it:
        found = save(
            it, lead=[{"article": "pasar", "until": ""}], next=[{"article": "banjir"}, {"article": "pasar", "until": "2024-10-11 06:00"}],
            blocks=[{"kanal": "daerah"}], picks=["banjir"],
        )  # fmt: skip
        text = 'lead: pasar\nnext:\n- banjir\n- article: pasar\n  until: "2024-10-11 06:00"\npicks:\n- banjir\nblocks:\n- daerah\n'
        assert it.file("front.yaml").decode() == text
        assert found == shown(it)
        assert found["values"]["next"] == ["banjir", {"article": "pasar", "until": "2024-10-11 06:00"}]
        save(it, lead=[{"article": "pasar", "until": "2024-10-11 06:00"}])
        assert it.file("front.yaml").decode() == text.replace(
            "pasar\n", "[{article: pasar, until: 2024-10-11 06:00}]\n", 1
        )


def test_nothing_is_written_where_nothing_changes(tmp_path: Path) -> None:
    """Neither a file, nor a word in history."""
    said: list[str] = []
    with room(tmp_path, content={"front.yaml": FRONT}) as it:
        it.desk.told = [lambda *given: said.append(str(given[-1]))]
        assert save(it, lead="/daerah/2024/10/banjir.md") == shown(it)
        nothing = {"path": "front/daerah.yaml", "version": "", "values": {}, "articles": []}
        assert save(it, "daerah", lead=None, picks=[]) == nothing
        assert fronts.save(it.desk, LEAD, Save("daerah", nothing["version"], {"lead": ""})) == nothing
        assert not (it.portal.folder / "content/front").exists()
        assert (it.file("front.yaml"), said) == (FRONT.encode(), [])


def test_a_change_is_told(tmp_path: Path) -> None:
    """With who made it and with the bytes before and after; who writes is noted before."""
    with room(tmp_path, content={"front.yaml": FRONT}) as it:
        calls: list[Any] = []
        it.desk.intend = lambda person, paths: calls.append((person, [*paths], it.file("front.yaml") == FRONT.encode()))
        it.desk.told = [lambda *given: calls.append(given)]
        save(it, blocks=["nasional"])
        after = FRONT.replace("[daerah]", "[nasional]").encode()
        assert it.file("front.yaml") == after
        assert [*map(_readable, calls)] == [
            (LEAD, ["content/front.yaml"], True), (LEAD, "front.yaml", FRONT.encode(), after, "Ratna Ayu changed the front page"),
        ]  # fmt: skip


def _readable(call: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(str(one) if isinstance(one, Sentence) else one for one in call)


def test_comments_stay_above_the_first_key(tmp_path: Path) -> None:
    """Of a file that says nothing yet, in the language of the site's keys."""
    with room(tmp_path, "keys: id\n", content={"front.yaml": "# Siang\n\n"}) as it:
        save(it, lead=None, blocks=["daerah"], picks=["pasar"])
        assert it.file("front.yaml").decode() == "# Siang\npilihan: [pasar]\nblok:\n- daerah\n"
        assert shown(it)["values"] == {"picks": ["pasar"], "blocks": ["daerah"]}


@pytest.mark.parametrize(
    ("kanal", "values", "said"),
    [
        ("gaib", {"lead": "pasar"}, "choose a kanal first"), ("", {"lead": 1.5}, "the browser sent a value that no key can have"),
        ("", {"zz": "x", "aa": "y", "lead": "z"}, "no front page has aa, zz"), ("daerah", {"blocks": ["daerah"]}, "no front page has blocks"),
    ],
)  # fmt: skip
def test_what_is_no_change_of_a_front_page(tmp_path: Path, kanal: str, values: dict[str, Any], said: str) -> None:
    """Is refused with a sentence, and nothing is written."""
    with room(tmp_path) as it:
        with pytest.raises(UsageError) as refused:
            fronts.save(it.desk, LEAD, Save(kanal, "", values))
        assert str(refused.value.said) == said
        assert not (it.portal.folder / "content/front.yaml").exists()


def test_who_may_change_a_front_page(tmp_path: Path) -> None:
    """No reporter, and nobody against a version that is not there any more; the new one is told."""
    with room(tmp_path, content={"front.yaml": FRONT}) as it:
        with pytest.raises(NotAllowedError) as refused:
            fronts.save(it.desk, SARI, Save("", shown(it)["version"], {"lead": "pasar"}))
        assert str(refused.value.said) == "an editor decides what stands on the front page"
        with pytest.raises(StaleError) as stale:
            fronts.save(it.desk, LEAD, Save("", "", {"lead": "pasar"}))
        assert str(stale.value.said) == "somebody else has changed the front page meanwhile; open it again"
        assert stale.value.told == {"theirs": FRONT, "version": files.version_of(FRONT.encode())}
        with pytest.raises(StaleError) as gone:
            fronts.save(it.desk, LEAD, Save("daerah", "x", {"lead": "pasar"}))
        assert gone.value.told == {"theirs": "", "version": ""}
        assert it.file("front.yaml") == FRONT.encode()


def test_a_front_page_that_no_build_takes(tmp_path: Path) -> None:
    """Is refused with the first of its problems, and all of them as the browser shows them."""
    with room(tmp_path, content={"front.yaml": FRONT}) as it:
        with pytest.raises(RefusedError) as refused:
            save(it, blocks=["gaib"])
        assert [(one["message"], one["place"]) for one in refused.value.told["problems"]] == [
            (str(refused.value.said), "content/front.yaml:6:10"),
        ]  # fmt: skip
        it.portal.add("content/front.yaml", b"lead: \xff\n")
        with pytest.raises(RefusedError) as unreadable:
            save(it, lead="pasar")
        assert [(one["message"], one["path"]) for one in unreadable.value.told["problems"]] == [
            (str(unreadable.value.said), "content/front.yaml"),
        ]  # fmt: skip
        assert it.file("front.yaml") == b"lead: \xff\n"


def test_what_names_no_article(tmp_path: Path) -> None:
    """A group where a text should be, or nothing at all, is shown as it is, and leads to none."""
    front = "lead: {article: {a: b}}\nnext: [[pasar], {kanal: daerah}]\npicks:\n"
    with room(tmp_path, content={"front.yaml": front}) as it:
        found = shown(it)
        assert (found["articles"], found["values"]["lead"]) == ([], {"article": {"a": "b"}})
