"""The page of a published article with what waits beside it; what becomes of that is in the tests of the history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.annex.desk import articles, files, history, waiting
from generator.annex.desk.articles import ByPath
from generator.annex.desk.desk import Desk, MissingError
from generator.annex.desk.people import Person
from generator.annex.desk.waiting import Page
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.editing.sources import kept_of
from tests.annex.desk_support import desk, unserved

PATH = "daerah/2024/10/banjir.md"


def test_page(tmp_path):
    """The page has what waits, and everything else as readers have it; the portal stays as it was."""
    with desk(tmp_path) as it:
        opened = it.get("article", path=PATH)
        public = it.served.get(opened["url"]).body
        body = f"{opened['body'].rstrip()}\n\n**Air surut** sore ini. Baca [ini](tiada.md).\n"
        values = {"title": "Banjir Sudah Surut", "tags": ["Surut"], "photo": {"src": "/tiada.jpg"}}
        told = it.post("save", path=PATH, version=opened["version"], body=body, values=values, working=True)
        page = it.get("page", path=PATH, waiting=told["waiting"])
        assert "<strong>Air surut</strong> sore ini." in page
        assert "<h1" in page
        assert page.count("Banjir Sudah Surut") > 1
        assert it.served.get(opened["url"]).body == public
        assert opened["values"]["title"] in public.decode()


def test_page_without_changes(tmp_path):
    """Where nothing waits, or cannot be read, the browser is led to the page of the article."""
    with desk(tmp_path) as it:
        opened = it.get("article", path=PATH)

        def place():
            answer = it.served.get(f"/_ssg/desk/api/page?path={PATH}")
            return answer.status, answer.headers["location"]

        assert place() == (302, opened["url"])
        it.post("save", path=PATH, version=opened["version"], text="---\ntitle: [\n---\n\nIsi.\n", working=True)
        assert it.get("article", path=PATH)["working"]
        assert place() == (302, opened["url"])


def test_page_of_nothing(tmp_path):
    """What is no article, or one that nobody can read, has no page."""
    with desk(tmp_path) as it:
        it.served.portal.add("content/daerah/2024/10/rusak.md", "---\ntitle: [\n---\n\nIsi.\n")
        for path in ("daerah/2024/10/rusak.md", "daerah/2024/10/tiada.md"):
            it.get("page", 404, path=path)
        it.get("page", 422, path="../site.yaml")


def test_page_with_a_new_photo(tmp_path):
    """A photo that no article had is on the page, too."""
    from tests.photos import jpeg

    with desk(tmp_path) as it:
        opened = it.get("article", path=PATH)
        file = it.portal.folder / "content/daerah/2024/10/surut.jpg"
        file.write_bytes(jpeg(1200, 800))
        it.settle()
        values = {"photo": {"src": "/daerah/2024/10/surut.jpg", "caption": "Air surut", "credit": "Dok. Uji"}}
        told = it.post("save", path=PATH, version=opened["version"], values=values, working=True)
        page = it.get("page", path=PATH, waiting=told["waiting"])
        sources = re.findall(r'<img[^>]* src="(/[^"]*surut[^"]*)"', page)
        assert sources
        assert [it.served.get(one).status for one in sources] == [200] * len(sources)


# ---------------------------------------------------------------- asked directly, without a server


SARI, BUDI = Person("Sari Wulan", "reporter"), Person("Budi Rahman", "editor")
ARTICLE = b"---\ntitle: Banjir\n---\nIsi.\n"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Desk]:
    with unserved(tmp_path) as made:
        yield made


def put(room: Desk, person: Person, text: bytes | None, after: bytes | None = None, article: bytes = ARTICLE) -> None:
    with room.writing:
        waiting.put(room, person, PATH, article, text, files.version_of(after))


def beside(room: Desk) -> dict[str, bytes]:
    """Return what waits beside the article, by the name of its file."""
    top = room.folder / "content/daerah/2024/10/.notes"
    return {one.name: one.read_bytes() for one in top.glob("*.md")} if top.exists() else {}


def versions(room: Desk) -> list[tuple[str, bytes | None, bool]]:
    """Return the texts that are not merged, the newest first: whose they are, and whether the writer goes on with it."""
    own = history.keeping(room).versions
    return [(one.who, own.read(PATH, one.id), one.id.endswith("w")) for one in own.entries(PATH)]


def name(article: bytes = ARTICLE) -> str:
    return kept_of(PATH, article).rpartition("/")[2]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/daerah/.notes/banjir.0123456789ab.md", True),
        ("content/.notes/banjir/20241010-101010-0w.md", True),
        ("content/.notes/banjir/20241010-101010-12w.md", True),
        ("content/.notes/banjir/waiting.jsonl", True),
        ("content/.notes/banjir/versions.jsonl", False),
        ("content/.notes/banjir/20241010-101010.md", False),
        ("content/.notes/banjir/20241010-101010-1.md", False),
        ("content/.notes/waiting.jsonl.md", False),
        ("content/.notes/banjir.0123456789a.md", False),
        ("content/.notes/banjir.0123456789AB.md", False),
        ("content/.notes/banjir.jsonl", False),
        ("content/daerah/banjir.0123456789ab.md", False),
        ("content/daerah/notes/banjir.0123456789ab.md", False),
    ],
)
def test_what_is_not_recorded(path: str, expected: bool) -> None:
    """What waits, and what its writer goes on with, is gone in a moment; all else beside a text is recorded."""
    assert waiting.is_waiting(path) is expected


def test_what_waits(room: Desk) -> None:
    """What waits lies beside the article, for its text as it is; beside another text nothing does."""
    assert waiting.read(room, PATH, ARTICLE) is None
    put(room, SARI, b"satu")
    assert beside(room) == {name(): b"satu"}
    assert waiting.read(room, PATH, ARTICLE) == b"satu"
    assert waiting.read(room, PATH, ARTICLE + b"x") is None
    assert versions(room) == []


def test_a_link_where_something_waits(room: Desk, tmp_path: Path) -> None:
    """An article can be opened whatever stands in the place of what waits."""
    put(room, SARI, b"satu")
    place = room.folder / "content" / kept_of(PATH, ARTICLE)
    place.unlink()
    place.symlink_to(tmp_path / "site.yaml")
    assert waiting.read(room, PATH, ARTICLE) is None


@pytest.mark.parametrize("is_folder", [False, True])
def test_whatever_stands_where_something_waited(room: Desk, tmp_path: Path, is_folder: bool) -> None:
    """What can be no text of the desk's stays, and refuses no save that has been written."""
    for article in (ARTICLE, b"lama"):
        place = room.folder / "content" / kept_of(PATH, article)
        place.parent.mkdir(exist_ok=True)
        if is_folder:
            place.mkdir()
        else:
            place.symlink_to(tmp_path / "site.yaml")
    put(room, SARI, None)
    assert len([*place.parent.iterdir()]) == 2
    with pytest.raises(UsageError):
        put(room, SARI, b"satu")


def test_a_word_that_another_one_begins_with(room: Desk) -> None:
    """Only who typed a word may have finished it: of anybody else it is another word, and a shorter one always is."""
    put(room, SARI, b"korban 12")
    put(room, SARI, b"korban 125")
    assert versions(room) == []
    put(room, BUDI, b"korban 1256")
    assert versions(room) == [(SARI.name, b"korban 125", True)]
    put(room, BUDI, b"korban 12")
    assert (BUDI.name, b"korban 1256", True) in versions(room)


def test_an_article_that_another_program_has_changed(room: Desk) -> None:
    """Whoever opens it finds what waited for the text before as a version, and what waits for this text as it was."""
    file = room.folder / "content" / PATH
    before = file.read_bytes()
    put(room, SARI, b"lama", article=b"lama")
    put(room, BUDI, b"baru", article=before)
    opened = articles.shown(room, SARI, ByPath(PATH))
    why = room.put(sentence("its front matter cannot be read: mend it in the source text"))
    assert opened["working"] == {"text": "baru", "formable": False, "why": why, "values": {}, "body": "baru"}
    assert (beside(room), versions(room)) == ({name(before): b"baru"}, [(SARI.name, b"lama", False)])


def test_going_on(room: Desk) -> None:
    """Who goes on with what waits leaves no copy, be it told by its version or by its words."""
    put(room, SARI, b"satu")
    put(room, BUDI, b"lain", b"satu")
    put(room, SARI, b"lain lagi")
    assert (beside(room), versions(room)) == ({name(): b"lain lagi"}, [])


def test_taking_its_place(room: Desk) -> None:
    """Where somebody goes on with something else, what waited is a version of who typed it, which goes on for them."""
    put(room, SARI, b"satu")
    put(room, BUDI, b"lain")
    assert (beside(room), versions(room)) == ({name(): b"lain"}, [(SARI.name, b"satu", True)])
    put(room, SARI, b"satu dua", b"tiada")
    assert versions(room) == [(BUDI.name, b"lain", True), (SARI.name, b"satu", True)]


def test_once_it_is_saved(room: Desk) -> None:
    """A save that knows what waits takes it away; one that does not leaves it as a version."""
    put(room, SARI, b"satu")
    put(room, SARI, None, b"satu")
    assert (beside(room), versions(room)) == ({}, [])
    put(room, SARI, b"satu")
    put(room, BUDI, None)
    assert (beside(room), versions(room)) == ({}, [(SARI.name, b"satu", True)])
    put(room, BUDI, None)
    assert (beside(room), len(versions(room))) == ({}, 1)


def test_once_another_text_is_saved(room: Desk) -> None:
    """What waited for a text that is not there any more is a version for good, as soon as something is saved."""
    put(room, SARI, b"satu", article=b"lama")
    put(room, BUDI, b"dua")
    assert beside(room) == {name(b"lama"): b"satu", name(): b"dua"}
    assert waiting.read(room, PATH, ARTICLE) == b"dua"
    put(room, BUDI, None, b"dua")
    assert (beside(room), versions(room)) == ({}, [(SARI.name, b"satu", False)])


def test_thrown_away(room: Desk) -> None:
    """Whoever typed it and has seen it all throws it away; of others, and of what was not seen, a version stays."""
    for person, seen, left in ((SARI, b"satu", []), (SARI, b"lama", [b"satu"]), (BUDI, b"satu", [b"satu"])):
        put(room, SARI, b"satu")
        with room.writing:
            waiting.discard(room, person, PATH, ARTICLE, files.version_of(seen))
        assert (beside(room), versions(room)) == ({}, [(SARI.name, one, True) for one in left])


def test_whose_it_is_when_nobody_knows(room: Desk) -> None:
    """What lay there when the desk began is the newsroom's, with all that it had, letter for letter."""
    file = room.folder / "content" / kept_of(PATH, ARTICLE)
    file.parent.mkdir()
    file.write_bytes(b"satu\xff\r\n")
    put(room, BUDI, b"lain")
    assert versions(room) == [("Redaksi", "satu\ufffd\r\n".encode(), True)]


def test_who_typed_is_known_of_so_many_texts(room: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more texts than it remembers, the desk begins to remember anew."""
    monkeypatch.setattr(waiting, "_MOST", 1)
    put(room, SARI, b"satu")
    for path in ("daerah/2024/10/a.md", "daerah/2024/10/b.md"):
        with room.writing:
            waiting.put(room, SARI, path, ARTICLE, b"x", "")
    put(room, SARI, b"lain")
    assert versions(room) == [("Redaksi", b"satu", True)]


def test_nothing_waits_any_more(room: Desk) -> None:
    """What waits becomes a version for good, and what it has taken the place of stays what it is."""
    put(room, SARI, b"satu")
    put(room, BUDI, b"lain")
    with room.writing:
        waiting.drop(room, PATH)
    assert beside(room) == {}
    assert sorted(versions(room)) == [(BUDI.name, b"lain", False), (SARI.name, b"satu", True)]


@pytest.mark.parametrize("is_saved", [False, True])
def test_the_article_is_about_to_go(room: Desk, is_saved: bool) -> None:
    """Then what others have taken the place of becomes a version for good, too, in the name of who typed it."""
    put(room, SARI, b"satu")
    put(room, BUDI, b"lain")
    if is_saved:
        put(room, BUDI, None, b"lain")
    with room.writing:
        waiting.drop(room, PATH, displaced=True)
    assert beside(room) == {}
    found = sorted((text, who) for who, text, goes_on in versions(room) if text is not None and not goes_on)
    assert found == ([(b"satu", SARI.name)] if is_saved else [(b"lain", BUDI.name), (b"satu", SARI.name)])


def test_the_page_of_what_cannot_be_shown(room: Desk) -> None:
    """Of a file that is no article there is no page yet, of an article that the preview does not have its own address."""
    place = room.folder / "content/daerah/2024/10/rusak.md"
    place.write_text("---\ntitle: [\n---\n")
    with pytest.raises(MissingError, match=r"^The page appears as soon as nothing is wrong with the article\.$"):
        waiting.page(room, SARI, Page("daerah/2024/10/rusak.md"))
    answer = waiting.page(room, SARI, Page(PATH))
    assert (answer.status_code, answer.headers["location"], answer.headers["cache-control"]) == (
        302, "/daerah/2024/10/banjir/", "no-store",
    )  # fmt: skip
