"""The lists of the desk, its suggestions, and what a browser needs once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.annex.desk_support import HEADERS, PEOPLE, Desk, desk
from tests.support import article

REGIONS = "regions:\n  Jawa Tengah: [Kota Semarang, Kudus]\n  Bali: []\nsearch: true\n"
RETRACTED = "{timestamp: 2024-10-09 18:00 WIB, reason: sara, text: Dicabut., title: Dicabut}"
CONTENT = {
    "daerah/2024/10/draf.md": article("Draf Jalan", draft="true", timestamp="2024-10-10 08:00 WIB"),
    "daerah/2024/10/serah.md": article("Serah Jembatan", status="review"),
    "daerah/2024/10/serah-baru.md": article("Serah Baru", status="review", timestamp="2024-10-10 06:00 WIB"),
    "daerah/2024/10/besok.md": article("Besok Terbit", timestamp="2024-10-11 06:00 WIB"),
    "olahraga/2024/10/lusa.md": article("Lusa", timestamp="2024-10-12 06:00 WIB"),
    "nasional/2024/10/hari-ini.md": article("“Banjir” Hari Ini", timestamp="2024-10-10 07:00 WIB", author="Rustam Efendi"),
    "olahraga/2024/10/tepat.md": article("Tepat Waktu", timestamp="2024-10-10 00:00 WIB"),
    "olahraga/2024/10/kini.md": article("Kini", timestamp="2024-10-10 12:00 WIB", region="Bali", editor="[Budi Rahman, Ratna Ayu]"),
    "daerah/2024/10/kemarin.md": article("Kemarin", timestamp="2024-10-09 23:59 WIB"),
    "daerah/2024/10/semarang.md": article("Rob Semarang-Demak", region="Jawa Tengah/Kota Semarang", timestamp="2024-10-08 07:00 WIB", tags="[rob, harga ikan]"),
    "daerah/2024/10/kudus.md": article("Pasar Kudus", region="Jawa Tengah/Kudus", timestamp="2024-10-07 07:00 WIB", tags="[Harga Ikan, harga ikam]"),
    "daerah/2024/10/ikan.md": article("Ikan Turun", timestamp="2024-10-06 07:00 WIB", tags="[harga ikan]"),
    "daerah/2024/10/dicabut.md": article("Berita Keliru", retracted=RETRACTED),
}  # fmt: skip


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk, which these tests leave as it is."""
    with desk(tmp_path_factory.mktemp("desk"), REGIONS, CONTENT, speaking="en") as found:
        found.served.until(lambda: found.get("suggest", what="article", q="rob")["items"])
        yield found


def paths(it: Desk, **asked: str) -> list[str]:
    return [one["path"].rpartition("/")[2].removesuffix(".md") for one in it.get("list", **asked)["items"]]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"state": "drafts"}, ["draf"]), ({"state": "review"}, ["serah-baru", "serah"]),
        ({"state": "scheduled"}, ["besok", "lusa"]),
        # Today begins at midnight and ends now.
        ({"state": "today"}, ["kini", "hari-ini", "tepat"]), ({"state": "withdrawn"}, ["dicabut"]),
        ({"state": "problems"}, []),
        ({"state": "published"}, ["kini", "hari-ini", "tepat", "kemarin", "pasar", "dicabut", "banjir", "semarang", "kudus", "ikan"]),
        ({"state": "published", "kanal": "olahraga"}, ["kini", "tepat"]),
        ({"state": "published", "author": "rustam EFENDI"}, ["hari-ini"]),
        ({"state": "published", "region": "Jawa Tengah"}, ["semarang", "kudus"]),
        ({"state": "published", "region": "Jawa Tengah/Kudus"}, ["kudus"]),
        ({"state": "published", "region": "Atlantis"}, []),
        ({"state": "published", "region": "Jawa Tengah", "kanal": "nasional"}, []),
        ({"state": "published", "region": "Jawa Tengah", "kanal": "daerah", "author": "Sari Wulan"}, ["semarang", "kudus"]),
        # By beginnings of words of the headline, in any order and case, whatever signs the headline has.
        ({"state": "published", "q": "BANJ"}, ["hari-ini", "banjir"]),
        ({"state": "published", "q": "hari banjir"}, ["hari-ini"]),
        ({"state": "published", "q": "anjir"}, []), ({"state": "published", "q": "demak rob"}, ["semarang"]),
        ({"state": "published", "q": "“Hari”, banjir:"}, ["hari-ini"]),
        ({"state": "published", "q": "pasar", "region": "Jawa Tengah"}, ["kudus"]),
        ({"state": "published", "q": "kini", "kanal": "daerah"}, []),
        ({"state": "drafts", "q": "jal"}, ["draf"]), ({"state": "drafts", "kanal": "nasional"}, []),
        ({"state": "scheduled", "kanal": "daerah"}, ["besok"]),
        ({"state": "today", "region": "Bali"}, ["kini"]), ({"state": "today", "author": "Rustam"}, []),
    ],
)  # fmt: skip
def test_what_a_list_has(it: Desk, asked: dict[str, str], expected: list[str]) -> None:
    """The articles of a state, the newest first, but of what is planned; filtered together by whatever is asked for."""
    assert sorted(paths(it, **asked)) == sorted(expected)
    if asked["state"] != "published" or len(asked) > 1:
        assert paths(it, **asked) == expected


def test_a_row_of_a_list(it: Desk) -> None:
    """What is known of an article, with the counts of all lists and what goes out next."""
    found = it.get("list", state="scheduled")
    assert found["items"][1] == {
        "path": "olahraga/2024/10/lusa.md", "title": "Lusa", "kanal": "olahraga", "authors": ["Sari Wulan"],
        "editors": ["Budi Rahman"], "region": "", "at": "12 Okt 2024, 06:00 WIB", "epoch": 1728687600,
        "state": "scheduled", "reach": "", "said": "",
        "type": "berita", "url": "/olahraga/2024/10/lusa/", "problems": 0,
        "mark": None, "changes": False,
    }  # fmt: skip
    assert found["counts"] == {"drafts": 1, "review": 2, "scheduled": 2, "today": 3, "withdrawn": 1, "problems": 0}
    assert [one["title"] for one in found["next"]] == ["Besok Terbit", "Lusa"]
    (kini,) = it.get("list", state="published", q="kini")["items"]
    assert (kini["region"], kini["editors"]) == ("Bali", ["Budi Rahman", "Ratna Ayu"])


@pytest.mark.parametrize(
    ("what", "q", "items", "near"),
    [
        ("tag", "har", [("harga ikan", 3), ("harga ikam", 1)], []),
        ("tag", "ika", [("harga ikan", 3), ("harga ikam", 1)], []),
        ("tag", "harga ikat", [], [("harga ikan", 3), ("harga ikam", 1)]), ("tag", "robo", [], [("rob", 1)]),
        ("tag", "kan", [], []),
        ("author", "rus", [("Rustam Efendi", 1)], []), ("author", "efe", [("Rustam Efendi", 1)], []),
        ("author", "Rustam Efendo", [], []),
        ("region", "KU", [("Jawa Tengah/Kudus", None)], []), ("region", "x", [], []),
        ("article", "rob", [("/daerah/2024/10/semarang.md", None)], []), ("article", "tiada", [], []),
    ],
)  # fmt: skip
def test_suggestions(
    it: Desk, what: str, q: str, items: list[tuple[str, int | None]], near: list[tuple[str, int]]
) -> None:
    """By the beginning of a word, the largest first, as most spell it; and tags that are nearly the same."""
    told = it.get("suggest", what=what, q=q)
    assert [(one["value"], one.get("count")) for one in told["items"]] == items
    assert [(one["value"], one["count"]) for one in told["near"]] == near


@pytest.mark.slow
def test_pages_follow_each_other(tmp_path: Path) -> None:
    """No article is missed or shown twice, whether a list is filtered, searched, or neither; suggestions are few."""
    content = {
        f"daerah/2024/0{number % 3 + 1}/n{number}.md": article(f"Kabar {number}", status="review" if number % 2 else "", tags=f"[tag {number}]")
        for number in range(230)
    }  # fmt: skip
    with desk(tmp_path, content=content) as it:
        it.served.until(lambda: it.get("suggest", what="article", q="kabar")["items"])
        for asked, count in (({"state": "published"}, 117), ({"state": "published", "kanal": "daerah"}, 117),
                             ({"state": "published", "q": "kab"}, 115), ({"state": "review"}, 115),
                             ({"state": "review", "q": "kab"}, 115)):  # fmt: skip
            whole: list[Any] = []
            after, pages = "", 0
            while not whole or after:
                found = it.get("list", after=after, **asked)
                whole += [one["path"] for one in found["items"]]
                after, pages = found["after"], pages + 1
            assert (len(whole), len({*whole}), pages) == (count, count, 3)
        for what in ("tag", "article"):
            assert 1 < len(it.get("suggest", what=what)["items"]) < 30


@pytest.mark.slow
def test_a_new_headline_is_found_at_once(tmp_path: Path) -> None:
    """What is saved is in the search as soon as the preview has it, and what is gone is not."""
    with desk(tmp_path) as it:
        path = "daerah/2024/10/pasar.md"
        it.change(path, values={"title": "Kirab Kudus", "tags": ["kirab"]})
        it.served.until(lambda: paths(it, state="published", q="kirab") == ["pasar"])
        assert paths(it, state="published", q="pasar") == []
        assert [one["value"] for one in it.get("suggest", what="tag", q="kir")["items"]] == ["kirab"]
        it.portal.remove(f"content/{path}")
        it.served.until(lambda: paths(it, state="published", q="kirab") == [])
        it.served.until(lambda: it.get("suggest", what="tag", q="kir")["items"] == [])
        it.portal.edit("site.yaml", "Kabar Uji", "Kabar Baru")
        it.served.until(lambda: it.get("start")["site"]["name"] == "Kabar Baru")


@pytest.mark.slow
def test_an_article_that_never_was_right_is_in_the_list_of_such(tmp_path: Path) -> None:
    """With those that were; what is no article, or cannot be read at all, is counted alone."""
    content = {
        "daerah/2024/10/rusak.md": "---\ntitle: [a\n---\n", "authors/x.md": "---\naneh: x\n---\n",
        "daerah/2024/10/tanpa.md": article("Tanpa Waktu", timestamp="", draft="true"),
    }  # fmt: skip
    with desk(tmp_path, content=content) as it:
        it.served.until(lambda: it.get("list", state="problems")["counts"]["problems"] == 3)
        assert paths(it, state="problems") == ["tanpa"]
        it.portal.edit("content/daerah/2024/10/pasar.md", "Isi pasar", "[x](/tidak/ada/)")
        it.served.until(lambda: paths(it, state="problems") == ["pasar", "tanpa"])
        (one,) = it.get("list", state="published", q="pasar")["items"]
        assert one["problems"] == 1


# -------------------------------------------------------------- what a browser needs once


@pytest.mark.slow
def test_what_a_browser_needs_once(it: Desk, tmp_path: Path) -> None:
    """The site, who one is, and what site.yaml says of the desk."""
    told = it.get("start")
    assert told["site"] == {
        "name": "Kabar Uji", "zone": "WIB", "base": "", "public": "https://uji.example", "search": "/cari/",
        "kanal": [{"slug": name.lower(), "name": name} for name in ("Daerah", "Nasional", "Olahraga")],
        "regions": ["Jawa Tengah", "Jawa Tengah/Kota Semarang", "Jawa Tengah/Kudus", "Bali"],
        "require_editor": True, "require_credit": True, "editors": [], "documents": [".pdf"],
    }  # fmt: skip
    names = ("lang", "publish", "review")
    assert [told[name] for name in names] == ["en", "", False]
    more = PEOPLE.replace("desk:\n", "desk:\n  publish: push\n")
    with desk(tmp_path, more, login="sari") as other:
        told = other.get("start")
        assert [told[name] for name in names] == ["id", "push", True]
        assert told["person"] == {"name": "Sari Wulan", "role": "reporter", "publishes": False}
        assert other.as_("ratna").get("start")["person"] == {"name": "Ratna Ayu", "role": "lead", "publishes": True}


def test_the_form_of_an_article(it: Desk) -> None:
    """A field for each key that no step writes, with a word of the newsroom, its form, and the sorts that it is for."""
    fields = {one["key"]: one for one in it.get("start")["fields"]}
    assert [*fields] == [
        "title", "author", "editor", "timestamp", "summary", "tags", "region", "photo", "source", "category", "type",
        "live_until",
        "sponsor", "initials", "updated", "expires", "time_unknown", "slug", "id", "aliases",
        "verification", "follows", "related", "unrelated",
    ]  # fmt: skip
    assert {key: one["types"] for key, one in fields.items() if one["types"]} == {
        "live_until": ["live"], "sponsor": ["advertorial"],
    }  # fmt: skip
    title = fields["title"]
    assert [title[name] for name in ("label", "form", "required")] == ["Headline", "text", True]
    assert [one["key"] for one in fields["photo"]["fields"]] == [
        "src",
        "caption",
        "credit",
        "alt",
        "focus",
        "fit",
        "ai",
    ]
    assert all(one["label"] not in (key, "") for key, one in fields.items())


@pytest.mark.slow
def test_each_word_that_a_script_says_is_there(it: Desk, tmp_path: Path) -> None:
    """In every language; no script or style names another host, or makes markup of what it is told."""
    shell = it.served.get("/_ssg/desk/", HEADERS)
    assert "default-src 'none'" in shell.headers["content-security-policy"]
    files: dict[str, str] = {}
    wanted = {*re.findall(r'"files/([\w.-]+)"', shell.body.decode())}
    while wanted:
        name = wanted.pop()
        answer = it.served.get(f"/_ssg/desk/files/{name}", HEADERS)
        assert answer.status == 200, name
        files[name] = answer.body.decode()
        wanted |= {*re.findall(r'(?:from|import\()\s*"\./([\w.-]+)"', files[name])} - {*files}
    words = it.get("start")["words"]
    with desk(tmp_path) as other:
        indonesian = other.get("start")["words"]
    assert {name: sorted(re.findall(r"\{\w+\}", text)) for name, text in words.items()} == {
        name: sorted(re.findall(r"\{\w+\}", text)) for name, text in indonesian.items()
    }
    scripts = "".join(text for name, text in files.items() if name.endswith(".js") and name != "editor.js")
    said = {*re.findall(r'\bsay\("(\w+)"', scripts)}
    assert len(said) > 100
    assert said <= {*words}
    for begin in re.findall(r"\bsay\([^\"()]*`(\w+_)\$\{", scripts):
        assert any(word.startswith(begin) for word in words), begin
    for state in ("draft", "review", "scheduled", "published", "expired", "withdrawn", "broken"):
        assert words[f"state_{state}"], state
    for step in it.get("start")["steps"].values():
        assert step["label"]
        assert step["done"]
    for name, text in {**files, "desk.html": shell.body.decode()}.items():
        assert {*re.findall(r"https?://[\w.-]+", text)} <= {"http://www.w3.org", "https://www.youtube.com"}, name
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", scripts)


def test_the_files_of_the_desk(it: Desk) -> None:
    """What the browser has is not sent again; the page is at its own address alone; there is no way out."""
    first = it.served.get("/_ssg/desk/files/editor.js", HEADERS)
    assert (first.status, 300_000 < len(first.body) <= 400_000, b"licence MIT" in first.body[:300]) == (200, True, True)
    again = it.served.get("/_ssg/desk/files/editor.js", HEADERS | {"if-none-match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    for name in ("..%2Fdesk.py", "desk.html", ".js", "tiada.js"):
        assert it.served.get(f"/_ssg/desk/files/{name}", HEADERS).status == 404, name
