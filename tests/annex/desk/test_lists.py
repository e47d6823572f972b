"""The lists of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.annex.desk import forms, lists
from generator.annex.desk.desk import Nothing
from generator.annex.desk.lists import Asked, Suggest
from generator.annex.desk.words import words
from generator.base.sentences import ENGLISH
from tests.annex.desk_support import LEAD, REPORTER, Desk, Room, desk, room
from tests.support import article

REGIONS = "regions:\n  Jawa Tengah: [Kota Semarang, Kudus]\n  Bali: []\n"
CONTENT = {
    "daerah/2024/10/draf.md": article("Draf Jalan", draft="true", timestamp="2024-10-10 08:00 WIB"),
    "daerah/2024/10/serah.md": article("Serah Jembatan", status="review"),
    "daerah/2024/10/besok.md": article("Besok Terbit", timestamp="2024-10-11 06:00 WIB"),
    "nasional/2024/10/hari-ini.md": article("“Banjir” Hari Ini", timestamp="2024-10-10 07:00 WIB", author="Rustam Efendi"),
    "daerah/2024/10/semarang.md": article(
        "Rob Semarang", region="Jawa Tengah/Kota Semarang", timestamp="2024-10-08 07:00 WIB", tags="[rob, harga ikan]"
    ),
    "daerah/2024/10/kudus.md": article("Pasar Kudus", region="Jawa Tengah/Kudus", timestamp="2024-10-07 07:00 WIB"),
}  # fmt: skip


@pytest.fixture
def it(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, people=REGIONS, content=CONTENT) as found:
        found.served.until(lambda: found.get("suggest", what="article", q="rob")["items"])
        yield found


def titles(it: Desk, state: str, **asked: str) -> list[str]:
    return [one["title"] for one in it.get("list", state=state, **asked)["items"]]


def test_each_article_is_in_the_list_of_its_state(it: Desk) -> None:
    """Drafts, what was handed in, what is planned, what came out today, all that readers have."""
    assert titles(it, "drafts") == ["Draf Jalan"]
    assert titles(it, "review") == ["Serah Jembatan"]
    assert titles(it, "scheduled") == ["Besok Terbit"]
    assert titles(it, "today") == ["“Banjir” Hari Ini"]
    assert titles(it, "published")[:3] == ["“Banjir” Hari Ini", "Pasar Dibuka", "Banjir Surut"]
    assert titles(it, "withdrawn") == []
    found = it.get("list")
    assert found["counts"] == {"drafts": 1, "review": 1, "scheduled": 1, "today": 1, "withdrawn": 0, "problems": 0}
    assert [one["title"] for one in found["next"]] == ["Besok Terbit"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kanal": "nasional"}, ["“Banjir” Hari Ini"]),
        ({"author": "Rustam Efendi"}, ["“Banjir” Hari Ini"]),
        ({"region": "Jawa Tengah"}, ["Rob Semarang", "Pasar Kudus"]),
        ({"region": "Jawa Tengah/Kudus"}, ["Pasar Kudus"]),
        ({"region": "Bali"}, []),
        ({"region": "Atlantis"}, []),
        ({"region": "Jawa Tengah", "kanal": "daerah", "author": "Sari Wulan"}, ["Rob Semarang", "Pasar Kudus"]),
        ({"region": "Jawa Tengah", "kanal": "nasional"}, []),
        ({"q": "banj"}, ["“Banjir” Hari Ini", "Banjir Surut"]),
        ({"q": "hari banjir"}, ["“Banjir” Hari Ini"]),
        ({"q": "anjir"}, []),
        ({"q": "pasar", "region": "Jawa Tengah"}, ["Pasar Kudus"]),
        ({"q": "%_"}, []),
    ],
)
def test_what_is_published_is_filtered(it: Desk, asked: dict[str, str], expected: list[str]) -> None:
    """By kanal, author and region, alone or together, and by beginnings of words of the headline."""
    assert titles(it, "published", **asked) == expected


def test_drafts_are_filtered_too(it: Desk) -> None:
    """By the same rules."""
    assert titles(it, "drafts", q="jal") == ["Draf Jalan"]
    assert titles(it, "drafts", q="jem") == []
    assert titles(it, "drafts", kanal="nasional") == []


def test_pages_follow_each_other(it: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """No article is missed or shown twice, whether a list is filtered, searched, or neither."""
    monkeypatch.setattr("generator.annex.desk.lists._PAGE", 2)
    for asked in ({}, {"kanal": "daerah"}, {"q": "p"}):
        whole: list[Any] = []
        after = ""
        while True:
            found = it.get("list", state="published", after=after, **asked)
            whole += [one["path"] for one in found["items"]]
            after = found["after"]
            if not after:
                break
        assert len(whole) == len(set(whole))
        assert len(whole) == {(): 5, ("kanal",): 4, ("q",): 2}[tuple(asked)]


def test_suggestions(it: Desk) -> None:
    """Tags and authors by their beginnings, regions by any part, and a tag that is nearly another is told."""
    assert it.get("suggest", what="tag", q="har")["items"] == [
        {"value": "harga ikan", "label": "harga ikan", "count": 1}
    ]
    assert it.get("suggest", what="tag", q="harga ikam")["near"] == [{"value": "harga ikan", "count": 1}]
    assert [one["value"] for one in it.get("suggest", what="author", q="rus")["items"]] == ["Rustam Efendi"]
    assert [one["value"] for one in it.get("suggest", what="region", q="kud")["items"]] == ["Jawa Tengah/Kudus"]
    (found,) = it.get("suggest", what="article", q="rob")["items"]
    assert (found["value"], found["label"]) == ("/daerah/2024/10/semarang.md", "Rob Semarang")


def test_a_new_headline_is_found_at_once(it: Desk) -> None:
    """What is saved is in the search as soon as the preview has it, and what is gone is not."""
    path = "daerah/2024/10/kudus.md"
    version = it.get("article", path=path)["version"]
    it.post("save", path=path, version=version, values={"title": "Kirab Kudus"})
    it.served.until(lambda: titles(it, "published", q="kirab") == ["Kirab Kudus"])
    assert titles(it, "published", q="pasar kudus") == []
    (it.portal.folder / "content" / path).unlink()
    it.served.until(lambda: titles(it, "published", q="kirab") == [])


MORE = CONTENT | {
    "daerah/2024/10/dicabut.md": article("Berita Keliru", retracted="{timestamp: 2024-10-09 18:00 WIB, reason: sara, text: Dicabut., title: Dicabut}"),
    "daerah/2024/10/kemarin.md": article("Kemarin", timestamp="2024-10-09 23:59 WIB"),
    "olahraga/2024/10/tepat.md": article("Tepat Waktu", timestamp="2024-10-10 00:00 WIB", type="opini"),
    "olahraga/2024/10/kini.md": article("Kini", timestamp="2024-10-10 12:00 WIB", region="Bali", editor="[Budi Rahman, Ratna Ayu]"),
    "olahraga/2024/10/lusa.md": article("Lusa", timestamp="2024-10-12 06:00 WIB"),
    "olahraga/2024/10/buruk.md": article("Buruk", "[x](/tidak/ada/)", timestamp="2024-10-05 06:00 WIB"),
    "daerah/2024/10/serah-baru.md": article("Serah Baru", status="review", timestamp="2024-10-10 06:00 WIB"),
}  # fmt: skip


@pytest.fixture(scope="module")
def newsroom_(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A desk without a server, which these tests leave as it is."""
    with room(tmp_path_factory.mktemp("desk"), REGIONS, MORE) as found:
        yield found


def listed(it: Room, **asked: Any) -> dict[str, Any]:
    return lists.listed(it.desk, LEAD, Asked(**asked))


def paths(it: Room, **asked: Any) -> list[str]:
    return [one["path"].rpartition("/")[2].removesuffix(".md") for one in listed(it, **asked)["items"]]


LUSA = {
    "path": "olahraga/2024/10/lusa.md", "title": "Lusa", "kanal": "olahraga", "authors": ["Sari Wulan"],
    "editors": ["Budi Rahman"], "region": "", "at": "12 Okt 2024, 06:00 WIB", "epoch": 1728687600,
    "state": "scheduled", "type": "berita", "url": "/olahraga/2024/10/lusa/", "problems": 0,
}  # fmt: skip
BESOK = LUSA | {
    "path": "daerah/2024/10/besok.md", "title": "Besok Terbit", "kanal": "daerah", "at": "11 Okt 2024, 06:00 WIB",
    "epoch": 1728601200, "url": "/daerah/2024/10/besok/",
}  # fmt: skip
COUNTS = {"drafts": 1, "review": 2, "scheduled": 2, "today": 3, "withdrawn": 1, "problems": 1}


def test_a_list_whole(newsroom_: Room) -> None:
    """What is planned, the next one first, with the counts of all lists and what goes out next."""
    assert listed(newsroom_, state="scheduled") == {
        "items": [BESOK, LUSA], "after": "", "counts": COUNTS, "next": [BESOK | {"problems": 0}, LUSA],
    }  # fmt: skip


def test_an_article_with_a_problem_says_how_many(newsroom_: Room) -> None:
    """In the list of such, and in every other."""
    found = listed(newsroom_, state="problems")["items"]
    assert found == [
        LUSA | {
            "path": "olahraga/2024/10/buruk.md", "title": "Buruk", "at": "5 Okt 2024, 06:00 WIB", "epoch": 1728082800,
            "state": "published", "url": "/olahraga/2024/10/buruk/", "problems": 1,
        },
    ]  # fmt: skip


def test_an_article_that_never_was_right_is_in_the_list_of_such(tmp_path: Path) -> None:
    """With those that were; what is no article, or cannot be read at all, is counted alone."""
    content = {
        "daerah/2024/10/rusak.md": "---\ntitle: [a\n---\n", "authors/x.md": "---\naneh: x\n---\n",
        "daerah/2024/10/tanpa.md": article("Tanpa Waktu", timestamp="", draft="true"), "olahraga/2024/10/buruk.md": MORE["olahraga/2024/10/buruk.md"],
    }  # fmt: skip
    with room(tmp_path, content=content) as it:
        found = listed(it, state="problems")
        assert [(one["path"], one["problems"]) for one in found["items"]] == [
            ("daerah/2024/10/tanpa.md", 1), ("olahraga/2024/10/buruk.md", 1),
        ]  # fmt: skip
        assert found["counts"]["problems"] == 4
        it.portal.edit("content/daerah/2024/10/pasar.md", "Isi pasar", "[x](/tidak/ada/)")
        it.take_in()
        assert paths(it, state="problems") == ["pasar", "tanpa", "buruk"]
        (one,) = listed(it, state="published", q="pasar")["items"]
        assert one["problems"] == 1


def test_where_and_by_whom_an_article_is(newsroom_: Room) -> None:
    """Its region, all of its editors, and its kanal."""
    (found,) = listed(newsroom_, state="published", q="kini")["items"]
    assert found == LUSA | {
        "path": "olahraga/2024/10/kini.md", "title": "Kini", "at": "10 Okt 2024, 12:00 WIB", "epoch": 1728536400,
        "state": "published", "url": "/olahraga/2024/10/kini/", "region": "Bali", "editors": ["Budi Rahman", "Ratna Ayu"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("drafts", ["draf"]), ("review", ["serah-baru", "serah"]), ("scheduled", ["besok", "lusa"]),
        ("today", ["kini", "hari-ini", "tepat"]), ("withdrawn", ["dicabut"]), ("problems", ["buruk"]),
    ],
)  # fmt: skip
def test_the_order_of_each_list(newsroom_: Room, state: str, expected: list[str]) -> None:
    """The newest first, but of what is planned; today begins at midnight and ends now."""
    assert paths(newsroom_, state=state) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"state": "scheduled", "kanal": "daerah"}, ["besok"]), ({"state": "scheduled", "author": "sari WULAN"}, ["besok", "lusa"]),
        ({"state": "scheduled", "author": "Rustam"}, []), ({"state": "today", "q": "kin"}, ["kini"]), ({"state": "today", "q": "INI hari"}, ["hari-ini"]),
        ({"state": "today", "region": "Bali"}, ["kini"]), ({"state": "today", "region": "Jawa Tengah"}, []),
        ({"state": "published", "q": "kini", "kanal": "daerah"}, []), ({"state": "published", "q": "kini", "region": "Bali", "author": "Sari Wulan"}, ["kini"]),
        ({"state": "published", "q": "kini", "author": "Rustam Efendi"}, []),
    ],
)  # fmt: skip
def test_each_list_is_filtered(newsroom_: Room, asked: dict[str, str], expected: list[str]) -> None:
    """Together by whatever is asked for."""
    assert paths(newsroom_, **asked) == expected


@pytest.mark.parametrize("state", ["review", "scheduled", "today"])
def test_a_page_of_a_list_of_the_newsroom(newsroom_: Room, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has so many, and says where the next one begins; the last says nothing."""
    whole = paths(newsroom_, state=state)
    monkeypatch.setattr(lists, "_PAGE", 1)
    for place, name in enumerate(whole):
        after = str(place) if place else ""
        found = listed(newsroom_, state=state, after=after)
        assert paths(newsroom_, state=state, after=after) == [name]
        assert found["after"] == ("" if place == len(whole) - 1 else str(place + 1))
    assert paths(newsroom_, state=state, after=str(len(whole))) == []


def test_pages_of_what_is_published(newsroom_: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is just full is the last one if nothing follows it."""
    for asked in ({}, {"q": "s"}, {"kanal": "olahraga"}):
        monkeypatch.undo()
        whole = paths(newsroom_, state="published", **asked)
        monkeypatch.setattr(lists, "_PAGE", len(whole))
        found = listed(newsroom_, state="published", **asked)
        assert (len(found["items"]), found["after"]) == (len(whole), "")
        monkeypatch.setattr(lists, "_PAGE", len(whole) - 1)
        found = listed(newsroom_, state="published", **asked)
        assert (len(found["items"]), found["after"] != "") == (len(whole) - 1, True)
        assert paths(newsroom_, state="published", after=found["after"], **asked) == whole[-1:]


@pytest.mark.parametrize("after", ["x", "-1", "9" * 19])
def test_a_place_that_no_list_has(newsroom_: Room, after: str) -> None:
    """Is the beginning."""
    assert paths(newsroom_, state="published", after=after) == paths(newsroom_, state="published")


def test_no_more_than_ten_go_out_next(newsroom_: Room, tmp_path: Path) -> None:
    """The first of them."""
    content = {
        f"daerah/2024/10/n{number:02}.md": article("N", timestamp=f"2024-10-{11 + number} 06:00 WIB")
        for number in range(12)
    }
    with room(tmp_path, content=content) as it:
        found = listed(it, state="scheduled")
        assert len(found["items"]) == 12
        assert found["next"] == found["items"][:10]


@pytest.mark.parametrize(
    ("what", "q", "expected"),
    [
        ("tag", "har", {"items": [{"value": "harga ikan", "label": "harga ikan", "count": 1}], "near": []}),
        ("tag", "", {"items": [{"value": "harga ikan", "label": "harga ikan", "count": 1}, {"value": "rob", "label": "rob", "count": 1}], "near": []}),
        ("tag", "rop", {"items": [], "near": [{"value": "rob", "count": 1}]}),
        ("author", "rus", {"items": [{"value": "Rustam Efendi", "label": "Rustam Efendi", "count": 1}], "near": []}),
        ("author", "Rustam Efendo", {"items": [], "near": []}),
        ("region", "KU", {"items": [{"value": "Jawa Tengah/Kudus", "label": "Jawa Tengah/Kudus"}], "near": []}),
        ("region", "x", {"items": [], "near": []}),
        ("article", "rob", {"items": [{"value": "/daerah/2024/10/semarang.md", "label": "Rob Semarang", "path": "daerah/2024/10/semarang.md",
                                       "url": "/daerah/2024/10/semarang/", "at": "8 Okt 2024, 07:00 WIB"}], "near": []}),
        ("article", "tiada", {"items": [], "near": []}),
    ],
)  # fmt: skip
def test_suggestions_whole(newsroom_: Room, what: Any, q: str, expected: dict[str, Any]) -> None:
    """What may be meant, and of a tag those that are nearly the same."""
    assert lists.suggest(newsroom_.desk, LEAD, Suggest(what, q)) == expected


def test_suggestions_are_few(newsroom_: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked for; only so many letters of it are looked at."""
    monkeypatch.setattr(lists, "_SUGGESTED", 2)
    for what, q in (("tag", ""), ("author", ""), ("region", ""), ("article", "")):
        assert len(lists.suggest(newsroom_.desk, LEAD, Suggest(what, q))["items"]) == 2  # type: ignore[arg-type]
    monkeypatch.setattr(lists, "_LONGEST", 3)
    assert lists.suggest(newsroom_.desk, LEAD, Suggest("article", "robx"))["items"][0]["label"] == "Rob Semarang"


def test_what_a_browser_needs_once(newsroom_: Room) -> None:
    """The site, who one is, the words of the desk, and the form of an article."""
    site = newsroom_.desk.site
    assert lists.start(newsroom_.desk, REPORTER, Nothing()) == {
        "site": forms.site(site), "lang": "en", "words": words(ENGLISH),
        "person": {"name": "Sari Wulan", "role": "reporter", "publishes": False}, "fields": forms.fields(ENGLISH),
        "types": ["berita", "opini", "advertorial", "foto", "video", "infografik", "live"],
        "publish": "", "review": False, "clock": True, "history": "files",
    }  # fmt: skip


def test_what_site_yaml_says_of_the_desk(tmp_path: Path) -> None:
    """Where it publishes, whether another has to read it, and whether the clock at the machine is to be trusted."""
    more = "desk: {review: true, publish: push, people: [{name: Sari, role: lead}], person: {header: Remote-User, from: 127.0.0.1}}\n"
    with room(tmp_path, more) as it:
        found = lists.start(it.desk, LEAD, Nothing())
        assert {key: found[key] for key in ("publish", "review", "clock", "person")} == {
            "publish": "push", "review": True, "clock": False,
            "person": {"name": "Ratna Ayu", "role": "lead", "publishes": True},
        }  # fmt: skip
