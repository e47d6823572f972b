"""Articles at the desk, over its own server."""

from __future__ import annotations

import contextlib
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from generator.annex.desk import articles, files, history, lists
from generator.annex.desk.articles import ByPath, Look, New, Save
from generator.annex.desk.desk import Desk, MissingError, NotAllowedError, StaleError
from generator.annex.desk.people import Person
from generator.base.errors import MessageError, UsageError
from tests.annex.desk_support import HEADERS, LEAD, REPORTER, Room, desk, room, unserved
from tests.support import article

PATH = "daerah/2024/10/banjir.md"


def test_a_save_changes_what_was_edited(tmp_path: Path) -> None:
    """One word in the browser is one word in the file."""
    with desk(tmp_path) as it:
        before = it.file(PATH)
        opened = it.get("article", path=PATH)
        assert (opened["state"], opened["body"], opened["values"]["title"]) == (
            "published",
            "Isi pertama.",
            "Banjir Surut",
        )
        saved = it.post("save", path=PATH, version=opened["version"], body="Isi kedua.")
        assert it.file(PATH) == before.replace(b"pertama", b"kedua")
        assert saved["version"] != opened["version"]
        it.settle()
        assert "Isi kedua." in it.served.get(opened["url"]).body.decode()


def test_a_new_article_is_a_draft(tmp_path: Path) -> None:
    """What is begun at the desk is a draft in its kanal's folder, in the list of drafts, and has a page."""
    with desk(tmp_path) as it:
        new = it.post("new", title="Jalan Desa Diperbaiki", category="daerah")
        assert new["path"] == "daerah/2024/10/jalan-desa-diperbaiki.md"
        assert new["state"] == "draft"
        assert it.post("new", title="Jalan Desa Diperbaiki", category="daerah")["path"].endswith("-diperbaiki-2.md")
        it.served.until(lambda: it.get("list", state="drafts")["counts"]["drafts"] == 2)
        assert it.served.get(new["url"]).status == 200


def test_the_same_headline_every_day(tmp_path: Path) -> None:
    """However many articles of a month have the same headline, one more gets a name of its own."""
    names = [f"harga-emas{f'-{number}' if number > 1 else ''}" for number in range(1, 121)]
    with desk(tmp_path, content={f"daerah/2024/10/{name}.md": "" for name in names}) as it:
        assert it.post("new", title="Harga Emas", category="daerah")["path"] == "daerah/2024/10/harga-emas-121.md"


def test_a_headline_that_windows_keeps_for_a_device(tmp_path: Path) -> None:
    """Gets a file all the same, which every machine can store."""
    with desk(tmp_path) as it:
        assert it.post("new", title="Con", category="daerah")["path"] == "daerah/2024/10/con-1.md"


def test_letters_of_an_old_program_stay(tmp_path: Path) -> None:
    """A file that is not UTF-8 is shown with its letters, and a save keeps them, as UTF-8."""
    with desk(tmp_path) as it:
        text = article("Banjir", "Kaf\u00e9 \u201cSari\u201d satu \U0001f30a.", draft="true")
        data = text.encode().replace(b"\xc3\xa9", b"\xe9").replace("\u201c".encode(), b"\x93")
        (it.portal.folder / "content" / PATH).write_bytes(data)
        opened = it.get("article", path=PATH)
        assert opened["text"] == text
        it.post("save", path=PATH, version=opened["version"], body=opened["body"].replace("satu", "dua"))
        assert it.file(PATH).decode() == text.replace("satu", "dua")


def test_an_editor_program_beside_the_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another program writes while the desk writes the same file is not overwritten."""
    with desk(tmp_path) as it:
        opened, theirs = it.get("article", path=PATH), it.file(PATH).replace(b"pertama", b"dari luar")
        known = files.secrets.token_hex

        def written_meanwhile(count: int) -> str:
            (it.portal.folder / "content" / PATH).write_bytes(theirs)
            return known(count)

        monkeypatch.setattr(files.secrets, "token_hex", written_meanwhile)
        it.post("save", 409, path=PATH, version=opened["version"], body="Isi kedua.")
        assert it.file(PATH) == theirs


def test_a_stale_save_loses_nothing(tmp_path: Path) -> None:
    """Who saves over somebody else's save is told, and gets both texts."""
    with desk(tmp_path) as it:
        opened = it.get("article", path=PATH)
        it.post("save", path=PATH, version=opened["version"], body="Isi orang lain.")
        told = it.post("save", 409, path=PATH, version=opened["version"], body="Isi saya.")
        assert "Isi orang lain." in told["theirs"]
        told = it.post("save", 409, path=PATH, version=opened["version"], body="Isi saya.", base=opened["text"])
        assert "Isi saya." in told["mine"]
        assert b"Isi orang lain." in it.file(PATH)


def test_what_readers_have_is_not_broken(tmp_path: Path) -> None:
    """A published article that rules refuse stays as it is; the text is kept beside it and told."""
    with desk(tmp_path) as it:
        before = it.file(PATH)
        opened = it.get("article", path=PATH)
        saved = it.post("save", path=PATH, version=opened["version"], values={"title": ""}, body="Isi baru.")
        assert saved["kept"]
        assert [one["key"] for one in saved["problems"]] == ["title"]
        assert it.file(PATH) == before
        assert "Isi baru." in it.get("article", path=PATH)["working"]["text"]


def test_problems_while_typing(tmp_path: Path) -> None:
    """A text that is not saved is judged by the same rules, at its field, with what has one right form."""
    with desk(tmp_path) as it:
        told = it.post("look", path=PATH, values={"timestamp": "9 Oktober 2024 16.10 WIB", "tags": "banjir, cuaca"})
        by_key = {one["key"]: one for one in told["problems"]}
        assert by_key["tags"]["fix"] == {"values": {"tags": ["banjir", "cuaca"]}, "body": None}
        told = it.post("look", path=PATH, body="Isi.\n\n**kata **lain")
        assert [one["key"] for one in told["problems"]] == ["body"]
        assert told["problems"][0]["body_line"] == 3


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("photo: {src: /a.jpg, Kredit: x, caption: a}", 'maksudnya "credit"?'), ("slug: 'Slug!'", 'tulis seperti "slug"'),
        ("source: {name: x, Url: 'https://x.id'}", 'maksudnya "url"?'), ("tags: 'tag: banjir, x'", "tulis tags: [tag: banjir, x]"),
    ],
)  # fmt: skip
def test_a_hint_has_the_words_of_the_file(tmp_path: Path, lines: str, told: str) -> None:
    """What is to be written there, and what somebody has written, is no label of the form."""
    text = f"---\ntitle: Banjir\nauthor: Sari\neditor: Budi\ntimestamp: 2024-10-09 16:10 WIB\n{lines}\n---\nIsi.\n"
    with desk(tmp_path) as it:
        assert told in [one["hint"] for one in it.post("look", path=PATH, text=text)["problems"]]


def test_what_word_brings_along_is_saved_without(tmp_path: Path) -> None:
    """Blanks and signs that no page shows, pasted into a field, hinder no save."""
    with desk(tmp_path) as it:
        opened = it.get("article", path=PATH)
        values = {"title": "Air\xa0naik\u200b", "photo": {"caption": "Satu\u2028dua"}}
        saved = it.post("save", path=PATH, version=opened["version"], values=values, body="Isi baru.")
        assert saved["values"]["title"] == "Air naik"
        assert saved["values"]["photo"]["caption"] == "Satu dua"
        assert "Isi baru." in saved["text"]


def test_a_draft_is_told_what_it_will_be_told(tmp_path: Path) -> None:
    """What is advice about a published article is advice about a draft at the desk, with its button."""
    with desk(tmp_path) as it:
        new = it.post("new", title="Jalan Desa", category="daerah")
        (told,) = it.post("look", path=new["path"], body="Isi ** tebal ** ya.")["problems"]
        assert (told["code"], told["level"], told["body_line"]) == ("markup-as-text", "warning", 1)
        assert told["fix"] == {"values": {}, "body": "Isi **tebal** ya."}


def test_paths_lead_nowhere_else(tmp_path: Path) -> None:
    """Nothing but articles is read or written: no way out, no hidden file, no link."""
    secret = tmp_path / "rahasia.md"
    with desk(tmp_path) as it:
        secret.write_text("rahasia", "utf-8")
        (it.portal.folder / "content/daerah/tautan.md").symlink_to(secret)
        (it.portal.folder / "content/daerah/luar").symlink_to(tmp_path)
        for path in (
            "../rahasia.md", "daerah/../../rahasia.md", "daerah/tautan.md", "daerah/luar/rahasia.md", "/etc/passwd.md",
            "daerah/.notes/x.md", "authors/sari.md", "daerah\\x.md", "daerah/\0.md", f"{'a' * 300}.md", "site.yaml", "",
        ):  # fmt: skip
            assert "rahasia\n" not in str(it.get("article", 422 if path != "x" else 404, path=path))
            it.post("save", 422, path=path, version="", body="x")
        assert secret.read_text("utf-8") == "rahasia"


def test_only_the_desk_itself_asks(tmp_path: Path) -> None:
    """A page of somebody else can neither read nor write, whatever it sends."""
    with desk(tmp_path) as it:
        for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://lain.example"}, {"host": "lain.example"}):
            it.headers = headers
            it.get("list", 403)
            it.post("new", 403, title="X", category="daerah")
        it.headers = {}
        answer = it.served.get("/_ssg/desk/api/new", {}, "POST", b'{"title": "X", "category": "daerah"}')
        assert answer.status == 403


def test_odd_values_are_refused(tmp_path: Path) -> None:
    """What no key can have is refused with a sentence, and nothing is written."""
    with desk(tmp_path) as it:
        before = it.file(PATH)
        version = it.get("article", path=PATH)["version"]
        for value in (1.5, [None], [[[[[["x"]]]]]], {"a": {"b": 1.0}}):
            it.post("save", 422, path=PATH, version=version, values={"summary": value})
        it.post("save", 422, path=PATH, version=version, values={f"k{number}": "x" for number in range(5000)})
        it.post("save", 400, path=PATH, version=version, values=[])
        it.post("save", 400, path=PATH, version=version, neu=1)
        deep = it.served.get("/_ssg/desk/api/save", HEADERS, "POST", b'{"path":' + b"[" * 100_000)
        assert deep.status in (400, 413)
        assert it.file(PATH) == before


def test_a_reporter_changes_nothing_that_readers_have(tmp_path: Path) -> None:
    """Not by a save, not by taking it back to a draft, not by the text of the file: it waits beside the article."""
    people = "desk:\n  people:\n    - {login: sari, name: Sari Wulan, role: reporter}\n  person: {header: Remote-User, from: 127.0.0.1}\n"
    with desk(tmp_path, people=people) as it:
        it.headers = {"remote-user": "sari"}
        before = it.file(PATH)
        opened = it.get("article", path=PATH)
        sent = {"path": PATH, "version": opened["version"]}
        it.post("save", 403, **sent, body="Isi lain.")
        it.post("save", 403, **sent, values={"draft": "true"})
        it.post("save", 403, **sent, values={"status": "review"})
        it.post("save", 403, **sent, text=opened["text"].replace("title:", "draft: true\ntitle:"))
        assert it.post("save", **sent, body="Isi lain.", working=True)["kept"]
        assert it.file(PATH) == before
        ready = {"draft": None, "status": "ready", "editor": "Budi Rahman"}
        new = it.post("new", title="Punya Sari", category="daerah", values=ready)
        assert new["state"] == "draft"
        for working in (False, True):
            it.post("save", 403, path=new["path"], version=new["version"], values=ready, working=working)


def test_what_a_failure_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks learns that the desk failed, and nothing of the machine that it runs on; the terminal says more."""

    def listed(desk: Desk, person: Person, given: lists.Asked) -> None:
        raise RuntimeError(str(tmp_path))

    monkeypatch.setattr(lists, "listed", listed)
    with desk(tmp_path) as it:
        told = it.get("list", 500)
        assert "/" not in told["message"]
        assert any(str(tmp_path) in line for line in it.served.said)


def test_questions_are_bounded(tmp_path: Path) -> None:
    """A number that no list has, or a tag longer than all, is answered as soon as any other."""
    with desk(tmp_path) as it:
        for after in ("9" * 18, "9" * 19, "9" * 5000):
            assert it.get("list", state="published", after=after)
        assert it.get("suggest", what="tag", q="a1" * 20_000) == {"items": [], "near": []}
        assert it.served.get("/_ssg/desk/api/list?state=drafts", HEADERS, "HEAD").status == 200


def test_a_text_can_be_opened_again(tmp_path: Path) -> None:
    """More than a build would read of an article is not saved over it, nor beside it."""
    with desk(tmp_path) as it:
        before, sent = it.file(PATH), {"path": PATH, "body": "Isi panjang.\n\n" * 80_000}
        it.post("look", 422, **sent)
        version = it.get("article", path=PATH)["version"]
        for working in (False, True):
            it.post("save", 422, version=version, working=working, **sent)
        it.post("save", 422, version="lain", base="---\ntitle: A\n---\n\n", **sent)
        assert (it.file(PATH), it.get("article", path=PATH)["working"]) == (before, None)


def test_a_save_publishes_nothing(tmp_path: Path) -> None:
    """Not for an editor either, who would be the only one to have read it: that is a step of its own."""
    with desk(tmp_path, people="desk: {review: true}\n") as it:
        new = it.post("new", title="Punya Sendiri", category="daerah")
        before = it.file(new["path"])
        ready = {"draft": None, "status": "ready", "editor": new["values"]["author"]}
        it.post("save", 403, path=new["path"], version=new["version"], values=ready)
        assert it.file(new["path"]) == before


def test_half_a_question_of_one_is_not_waited_for_by_another(tmp_path: Path) -> None:
    """However many texts somebody begins to send and does not end, a colleague saves; and they fill no memory."""
    people = """desk:
  people: [{name: Sari, login: sari, role: reporter}, {name: Budi, login: budi, role: editor}]
  person: {header: Remote-User, from: 127.0.0.1}
"""
    with desk(tmp_path, people=people) as it, contextlib.ExitStack() as lines:
        head = b"POST /_ssg/desk/api/look HTTP/1.1\r\nhost: localhost\r\nremote-user: sari\r\nsec-fetch-site: same-origin\r\ncontent-length: 4000000\r\n\r\n"
        for _ in range(60):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", it.served.port)))
            line.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                line.send(head + b" " * (3 << 20))
        it.headers = {"remote-user": "budi"}
        begun = time.monotonic()
        assert it.get("list", state="published")["items"]
        assert time.monotonic() - begun < 5


TEXT = article("Banjir Surut", "Isi pertama.", summary="Air surut.")
SHOWN = {
    "path": PATH, "version": files.version_of(TEXT.encode()), "state": "published",
    "values": {"title": "Banjir Surut", "author": "Sari Wulan", "editor": "Budi Rahman",
               "timestamp": "2024-10-09 16:10 WIB", "summary": "Air surut."},
    "body": "Isi pertama.", "formable": True, "why": "", "url": "/daerah/2024/10/banjir/",
    "public": "https://uji.example/daerah/2024/10/banjir/", "problems": [], "notes": [],
    "steps": ["unpublish", "withdraw", "correct", "follow", "rename"], "text": TEXT, "working": None, "waiting": "",
}  # fmt: skip


def shown(it: Room, path: str = PATH, person: Person = LEAD) -> dict[str, Any]:
    return articles.shown(it.desk, person, ByPath(path))


def save(it: Room, path: str = PATH, person: Person = LEAD, **given: Any) -> dict[str, Any]:
    version = files.version_of(it.file(path))
    return articles.save(it.desk, person, Save(**{"path": path, "version": version} | given))


def test_an_article_whole(tmp_path: Path) -> None:
    """All that the desk shows of one that readers have."""
    with room(tmp_path) as it:
        assert shown(it) == SHOWN


def test_an_article_below_a_folder_of_the_host(tmp_path: Path) -> None:
    """Has its address here, and the one that readers have."""
    with room(tmp_path) as it:
        it.portal.edit("site.yaml", "https://uji.example", "https://uji.example/berita")
        it.look()
        found = shown(it)
        assert (found["url"], found["public"]) == (
            "/berita/daerah/2024/10/banjir/",
            "https://uji.example/berita/daerah/2024/10/banjir/",
        )


def test_an_article_that_never_was_right_has_no_page(tmp_path: Path) -> None:
    """Until it is mended; one that was has its last good page beside what is wrong."""
    wrong = TEXT.replace("author: ", "authors: ")
    with room(tmp_path, content={PATH: wrong}) as it:
        assert shown(it)["problems"]
        assert (shown(it)["url"], shown(it)["public"]) == ("", "https://uji.example/daerah/2024/10/banjir/")
        assert save(it, text=TEXT)["url"] == "/daerah/2024/10/banjir/"
        it.look()
        it.portal.edit(f"content/{PATH}", "author: ", "authors: ")
        it.look()
        assert shown(it)["problems"]
        assert shown(it)["url"] == "/daerah/2024/10/banjir/"


@pytest.mark.parametrize(
    "text",
    [
        article("Baru", "Lihat [itu](/tidak/ada/)."), article("Baru", "Isi.", photo="{src: /foto/tiada.jpg, alt: A, credit: X}"),
        article("Baru", "Isi.", follows="/tidak/ada.md"),
        article("Baru", "Isi.", slug="banjir"), article("Baru", "Isi.", authors="x", slug="banjir"),
    ],
)  # fmt: skip
def test_an_article_that_only_the_site_refuses_has_no_page(tmp_path: Path, text: str) -> None:
    """Beside it stands neither the page for wrong addresses nor that of the article at its address."""
    with room(tmp_path, content={"daerah/2024/10/baru.md": text}) as it:
        assert any(one["level"] == "error" for one in shown(it, "daerah/2024/10/baru.md")["problems"])
        assert shown(it, "daerah/2024/10/baru.md")["url"] == ""
        assert shown(it)["url"] == "/daerah/2024/10/banjir/"


def test_an_article_without_its_old_address_has_its_page(tmp_path: Path) -> None:
    """Where another one has that, both are shown, and the problem is told."""
    text = article("Baru", "Isi.", aliases="[/daerah/2024/10/banjir/]")
    with room(tmp_path, content={"daerah/2024/10/baru.md": text}) as it:
        found = shown(it, "daerah/2024/10/baru.md")
        assert [(one["code"], one["level"]) for one in found["problems"]] == [("address-taken", "error")]
        assert (found["url"], shown(it)["url"]) == ("/daerah/2024/10/baru/", "/daerah/2024/10/banjir/")


def test_an_article_can_be_opened_before_there_is_any_page(tmp_path: Path) -> None:
    """As while a large site is read, or with a template that was wrong from the beginning."""
    with unserved(tmp_path, content={PATH: TEXT.replace("author: ", "authors: ")}) as desk:
        assert articles.shown(desk, LEAD, ByPath(PATH))["url"] == ""


def test_an_article_that_no_form_can_show(tmp_path: Path) -> None:
    """Has its text, and why there is no form; no step can be taken with it."""
    text = "---\ntitle: [a\n---\nIsi.\n"
    with room(tmp_path, content={"daerah/2024/10/rusak.md": text}) as it:
        found = shown(it, "daerah/2024/10/rusak.md")
        problems = found.pop("problems")
        assert found == {
            "path": "daerah/2024/10/rusak.md", "version": files.version_of(text.encode()), "state": "broken", "values": {},
            "body": "Isi.", "formable": False, "why": "its front matter cannot be read: mend it in the source text",
            "url": "", "public": "", "notes": [], "steps": [], "text": text, "working": None, "waiting": "",
        }  # fmt: skip
        assert [(one["code"], one["level"], one["fix"]) for one in problems] == [
            ("bad-yaml", "error", {"text": "---\ntitle: [a]\n---\nIsi.\n"}),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "state"),
    [
        ({}, "published"), ({"draft": "true"}, "draft"), ({"status": "draft"}, "draft"), ({"status": "review"}, "review"),
        ({"status": "ready"}, "published"), ({"timestamp": "2024-10-10 12:00 WIB"}, "published"),
        ({"timestamp": "2024-10-10 12:01 WIB"}, "scheduled"), ({"expires": "2024-10-10 12:00 WIB"}, "expired"),
        ({"expires": "2024-10-10 12:01 WIB"}, "published"), ({"expires": "2024-10-10 12:00 WIB", "status": "review"}, "review"),
        ({"retracted": "{timestamp: 2024-10-10 10:00 WIB, reason: sara, text: Dicabut.}"}, "withdrawn"),
        ({"timestamp": "2024-10-10 12:01 WIB", "expires": "2024-10-11 12:00 WIB"}, "scheduled"),
    ],
)  # fmt: skip
def test_where_an_article_is(tmp_path: Path, keys: dict[str, str], state: str) -> None:
    """On its way to readers, and back: at its minute it is there, and at that of its end it is not any more."""
    with room(tmp_path, content={PATH: article("Banjir", **keys)}) as it:
        assert shown(it)["state"] == state


def test_what_cannot_be_written_into_a_file_is_said(tmp_path: Path) -> None:
    """While it is typed, as when it is saved."""
    with room(tmp_path, content={PATH: "---\ntitle: [Banjir\n---\nIsi.\n"}) as it:
        told = articles.look(it.desk, LEAD, Look(PATH, {"title": "Banjir"}, "Isi."))
        assert told["problems"] == []
        assert told["message"]


def test_a_problem_whole(tmp_path: Path) -> None:
    """With its place in the file and in the text, the field that it is of, and what its correction changes."""
    with room(tmp_path) as it:
        told = articles.look(
            it.desk, LEAD, Look(PATH, {"tags": "banjir, cuaca", "title": None}, "Isi.\n\nIsi ** tebal ** ya.")
        )
        plain = {"open": "", "path": f"content/{PATH}"}
        assert told == {"problems": [
            plain | {
                "code": "missing-key", "level": "error", "line": 1, "column": 0, "place": f"content/{PATH}:1", "excerpt": "1 | ---",
                "message": '"Headline" is missing: an article has a headline', "hint": "write title: …", "key": "title", "body_line": 0, "fix": None,
            },
            plain | {
                "code": "bad-tag", "level": "error", "line": 6, "column": 7, "place": f"content/{PATH}:6:7",
                "excerpt": '6 | tags: "banjir, cuaca"\n  |       ^', "message": '"banjir, cuaca" are several tags in one text',
                "hint": "write tags: [banjir, cuaca]", "key": "tags", "body_line": 0,
                "fix": {"values": {"tags": ["banjir", "cuaca"]}, "body": None},
            },
            plain | {
                "code": "markup-as-text", "level": "warning", "line": 10, "column": 5, "place": f"content/{PATH}:10:5",
                "excerpt": "10 | Isi ** tebal ** ya.\n   |     ^", "message": "readers will see this markup as text",
                "hint": "write **bold** within one paragraph, without spaces inside of the asterisks", "key": "body", "body_line": 3,
                "fix": {"values": {}, "body": "Isi.\n\nIsi **tebal** ya."},
            },
        ]}  # fmt: skip
        assert it.file(PATH) == TEXT.encode()


@pytest.mark.parametrize(
    ("keys", "more", "expected"),
    [
        ({"editor": ""}, "", [("missing-editor", "editor")]), ({"author": ""}, "", [("missing-author", "author")]),
        ({"photo": "/foto/x.jpg"}, "", [("missing-credit", "photo"), ("missing-alt", "photo"), ("missing-picture", "photo")]), ({"editor": ""}, "require: {editor: false}\n", []),
        ({"judul": "B"}, "", [("unknown-key", "judul")]),
    ],
)  # fmt: skip
def test_the_field_of_a_problem(
    tmp_path: Path, keys: dict[str, str], more: str, expected: list[tuple[str, str]]
) -> None:
    """Is that of its line, or the one that is missing."""
    with room(tmp_path, more, content={PATH: article("Banjir", **keys)}) as it:
        found = [(one["code"], one["key"]) for one in shown(it)["problems"]]
        assert found == expected


def test_corrections_are_looked_for_so_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the first problems; of the others it is said that there are none."""
    monkeypatch.setattr(articles, "_MOST_FIXES", 1)
    with room(tmp_path) as it:
        told = articles.look(it.desk, LEAD, Look(PATH, {"tags": "a, b"}, "Isi ** tebal ** ya."))["problems"]
        assert [one["fix"] is not None for one in told] == [True, False]


# ------------------------------------------------------------------------ beginning


def begun(
    it: Room, title: str = "Jalan Desa", category: str = "daerah", kind: str = "", **values: Any
) -> dict[str, Any]:
    return articles.begin(it.desk, REPORTER, New(title, category, kind, values))


def test_a_new_article_whole(tmp_path: Path) -> None:
    """The file as it is begun, what is shown of it, and what history is told."""
    calls: list[Any] = []
    with room(tmp_path) as it:
        it.desk.intend = lambda person, paths: calls.append((person, [*paths]))
        it.desk.told = [lambda *given: calls.append((*given[:-1], str(given[-1])))]
        path = "daerah/2024/10/jalan-desa-baru.md"
        text = (
            '---\ntitle: "Jalan Desa: Baru"\nauthor: Sari Wulan\ntimestamp: 2024-10-10 12:00 WIB\ndraft: true\n---\n\n'
        )
        assert begun(it, "  Jalan Desa:  Baru ") == SHOWN | {
            "path": path, "version": files.version_of(text.encode()), "state": "draft", "body": "", "text": text,
            "values": {"title": "Jalan Desa: Baru", "author": "Sari Wulan", "timestamp": "2024-10-10 12:00 WIB", "draft": "true"},
            "url": "/daerah/2024/10/jalan-desa-baru/", "public": "https://uji.example/daerah/2024/10/jalan-desa-baru/",
            "steps": ["submit", "rename", "delete"],
        }  # fmt: skip
        assert it.file(path).decode() == text
        assert calls == [
            (REPORTER, [f"content/{path}"]), (REPORTER, path, None, text.encode(), "Sari Wulan began “Jalan Desa: Baru”"),
        ]  # fmt: skip


def test_a_new_article_with_more(tmp_path: Path) -> None:
    """Its sort and other values; whatever is sent, it is a draft."""
    with room(tmp_path, "keys: id\n") as it:
        begun(it, "Jalan", kind="video", draft=None, tags=["jalan"])
        assert it.file("daerah/2024/10/jalan.md").decode() == (
            "---\njudul: Jalan\npenulis: Sari Wulan\nwaktu: 2024-10-10 12:00 WIB\ndraf: true\ntag:\n- jalan\njenis: video\n---\n\n"
        )


def test_the_name_of_a_new_file(tmp_path: Path) -> None:
    """Has a number where another has it."""
    with room(tmp_path) as it:
        names = [
            begun(it, title)["path"].rpartition("/")[2]
            for title in ("Jalan Desa", "Jalan, desa", "Jalan", "JALAN DESA")
        ]
        assert names == ["jalan-desa.md", "jalan-desa-2.md", "jalan.md", "jalan-desa-3.md"]


@pytest.mark.parametrize(
    ("permalink", "name"),
    [
        ("/{slug}/", "banjir-3.md"),
        ("/{slug}", "banjir-3.md"),
        ("/{category}/{slug}/", "banjir.md"),
        ("/baca/{id}/", "banjir.md"),
    ],
)
def test_a_new_article_gets_an_address_of_its_own(tmp_path: Path, permalink: str, name: str) -> None:
    """Where addresses have no date, a headline of last year has one already, and so does an alias."""
    there = {"olahraga/2019/05/lama.md": article("Lama", id="1", aliases="[/banjir-2/]")}
    with room(tmp_path, f"permalink: {permalink}\n", content=there) as it:
        for path in (PATH, "daerah/2024/10/pasar.md"):
            it.portal.edit(f"content/{path}", "title:", f"id: {path[-5]}\ntitle:")
        it.look()
        assert begun(it, "Banjir", "nasional")["path"] == f"nasional/2024/10/{name}"


@pytest.mark.parametrize(
    ("title", "category", "said"),
    [
        (" ", "daerah", '"" has no letters to make an address of'), ("—", "daerah", '"—" has no letters to make an address of'),
        ("Jalan", "gaib", "choose a kanal first"), ("Jalan", "", "choose a kanal first"),
    ],
)  # fmt: skip
def test_what_begins_no_article(tmp_path: Path, title: str, category: str, said: str) -> None:
    """Is said, and no file comes of it."""
    with room(tmp_path) as it:
        with pytest.raises(UsageError) as refused:
            begun(it, title, category)
        assert str(refused.value.said) == said
        assert len([*(it.portal.folder / "content").rglob("*.md")]) == 2


def test_a_new_article_at_the_address_of_a_list(tmp_path: Path) -> None:
    """Is refused, as is one behind a link."""
    with room(tmp_path, "permalink: /{slug}/\n") as it:
        with pytest.raises(UsageError) as refused:
            begun(it, "Terkini")
        assert str(refused.value.said) == "/terkini/ is an address of site.yaml; nothing was changed"
        (it.portal.folder / "content/nasional").symlink_to(it.portal.folder / "content/daerah")
        with pytest.raises(UsageError) as refused:
            begun(it, "Jalan", "nasional")
        assert "is reached by a symbolic link" in str(refused.value.said)
        assert len([*(it.portal.folder / "content/daerah").rglob("*.md")]) == 2


# --------------------------------------------------------------------------- saving


def test_a_save_whole(tmp_path: Path) -> None:
    """What the article is then; who writes is noted before, and told after."""
    calls: list[Any] = []
    with room(tmp_path) as it:
        it.desk.intend = lambda person, paths: calls.append((person, [*paths]))
        it.desk.told = [lambda *given: calls.append((*given[:-1], str(given[-1])))]
        after = TEXT.replace("pertama", "kedua").replace("Air surut.", "Surut.")
        assert save(it, values={"summary": "Surut."}, body="Isi kedua.") == {
            key: value for key, value in SHOWN.items() if key != "working"
        } | {
            "version": files.version_of(after.encode()), "values": SHOWN["values"] | {"summary": "Surut."}, "body": "Isi kedua.",  # type: ignore[operator]
            "text": after, "merged": False, "kept": False,
        }  # fmt: skip
        assert it.file(PATH) == after.encode()
        assert calls == [(LEAD, [f"content/{PATH}"]), (LEAD, PATH, TEXT.encode(), after.encode(), "")]
        assert save(it, text=TEXT)["text"] == TEXT
        assert it.file(PATH) == TEXT.encode()


def test_what_waits_whole(tmp_path: Path) -> None:
    """A text that readers may not have as it is: its problems and its values are told, and the file stays."""
    calls: list[Any] = []
    with room(tmp_path) as it:
        it.desk.told = [lambda *given: calls.append(given)]
        kept = TEXT.replace("title: Banjir Surut\n", "")
        values = {key: value for key, value in SHOWN["values"].items() if key != "title"}  # type: ignore[attr-defined]
        found = save(it, values={"title": ""})
        (problem,) = found.pop("problems")
        assert (problem["code"], problem["key"]) == ("missing-key", "title")
        waiting = files.version_of(kept.encode())
        assert found == {key: value for key, value in SHOWN.items() if key not in ("working", "problems")} | {
            "values": values, "text": kept, "merged": False, "kept": True, "waiting": waiting,
        }  # fmt: skip
        assert (it.file(PATH), calls) == (TEXT.encode(), [])
        assert shown(it) == SHOWN | {
            "working": {"text": kept, "formable": True, "why": "", "values": values, "body": "Isi pertama."},
            "waiting": waiting,
        }
        assert save(it, body="Isi kedua.", waiting=waiting)["waiting"] == ""
        assert shown(it)["working"] is None


def test_a_text_that_no_form_shows_waits(tmp_path: Path) -> None:
    """Without values, since it has none that can be read; a draft, too."""
    with room(tmp_path, content={"daerah/2024/10/draf.md": article("Draf", draft="true")}) as it:
        for path in (PATH, "daerah/2024/10/draf.md"):
            before = it.file(path)
            found = save(it, path, text="---\ntitle: [a\n---\nIsi.\n")
            assert (found["kept"], it.file(path)) == (True, before)
            assert shown(it, path)["working"] == {
                "text": "---\ntitle: [a\n---\nIsi.\n", "formable": False, "values": {}, "body": "Isi.",
                "why": "its front matter cannot be read: mend it in the source text",
            }  # fmt: skip


def test_changes_are_thrown_away(tmp_path: Path) -> None:
    """Whoever may type beside what readers have may throw it away; what somebody else typed is a version then."""
    with room(tmp_path) as it:
        for person, kept in ((REPORTER, 0), (LEAD, 1)):
            waiting = save(it, person=REPORTER, body="Isi lain.", working=True)["waiting"]
            found = save(it, person=person, waiting=waiting)
            assert (found["kept"], found["waiting"], it.file(PATH)) == (False, "", TEXT.encode())
            entries = history.entries(it.desk, LEAD, ByPath(PATH))["entries"]
            assert [one["who"] for one in entries if "not merged" in one["said"]] == [REPORTER.name] * kept


def test_what_is_put_together_with_a_text_that_no_form_shows(tmp_path: Path) -> None:
    """The answer has the body with what was typed, so that a form loses none of it."""
    with room(tmp_path) as it:
        it.portal.add(f"content/{PATH}", TEXT.replace("title: ", "title: ["))
        found = save(it, body="Isi pertama, dan lagi.", version="lama", base=TEXT, working=True)
        assert (found["kept"], found["merged"], found["formable"]) == (True, True, False)
        assert (found["body"], found["values"]) == ("Isi pertama, dan lagi.", {})


def test_only_what_readers_have_is_worked_on_beside_it(tmp_path: Path) -> None:
    """A draft is saved, whatever is asked for; a published text stays."""
    with room(tmp_path, content={"daerah/2024/10/draf.md": article("Draf", draft="true")}) as it:
        assert save(it, "daerah/2024/10/draf.md", body="Isi lain.", working=True)["kept"] is False
        assert b"Isi lain." in it.file("daerah/2024/10/draf.md")
        assert save(it, body="Isi lain.", working=True)["kept"] is True
        assert it.file(PATH) == TEXT.encode()


def test_two_people_and_one_text(tmp_path: Path) -> None:
    """What they changed in different places is put together; where in the same, both texts are told and kept."""
    with room(tmp_path) as it:
        old = TEXT.replace("Isi pertama.", "Satu.\n\nDua.\n\nTiga.")
        it.portal.add(f"content/{PATH}", old.replace("Satu", "Satu lain"))
        sent = {"version": "lama", "base": old}
        found = save(it, body="Satu.\n\nDua.\n\nTiga saya.", **sent)
        assert (found["merged"], found["kept"], found["body"]) == (True, False, "Satu lain.\n\nDua.\n\nTiga saya.")
        theirs = it.file(PATH).decode()
        mine = old.replace("Satu", "Satu saya")
        with pytest.raises(StaleError) as stale:
            save(it, body="Satu saya.\n\nDua.\n\nTiga.", **sent)
        assert (
            str(stale.value.said)
            == "you and somebody else changed the same lines; choose what is to stay, both texts are kept"
        )
        kept = stale.value.told.pop("kept")
        assert kept
        assert stale.value.told == {
            "conflict": True,
            "theirs": theirs,
            "mine": mine,
            "version": files.version_of(theirs.encode()),
        }
        with pytest.raises(StaleError) as unmerged:
            save(it, body="x", version="lama")
        assert str(unmerged.value.said) == "somebody else has saved this article meanwhile; your text is not lost"
        assert unmerged.value.told == {"theirs": theirs, "version": files.version_of(theirs.encode())}
        assert it.file(PATH).decode() == theirs


READY = {"draft": None, "status": "ready", "editor": "Budi Rahman"}


@pytest.mark.parametrize(
    ("person", "draft", "given", "said"),
    [
        (REPORTER, False, {"body": "Lain."}, "an editor publishes this; hand it in"),
        (REPORTER, False, {"values": {"draft": "true"}}, "an editor publishes this; hand it in"),
        (REPORTER, True, {"values": READY}, "an editor publishes this; hand it in"),
        (REPORTER, True, {"values": READY, "working": True}, "an editor publishes this; hand it in"),
        (LEAD, True, {"values": READY}, "saving publishes nothing; press the button for that"),
    ],
)  # fmt: skip
def test_who_may_not_save(tmp_path: Path, person: Person, draft: bool, given: dict[str, Any], said: str) -> None:
    """What only a step does, or only an editor; nothing is changed."""
    with room(tmp_path, content={PATH: article("Banjir", draft="true") if draft else TEXT}) as it:
        before = it.file(PATH)
        with pytest.raises(NotAllowedError) as refused:
            save(it, person=person, **given)
        assert str(refused.value.said) == said
        assert (it.file(PATH), shown(it)["working"]) == (before, None)


@pytest.mark.parametrize("path", ["authors/sari.md", "pages/x.md", "topics/x.md", "iklan/x.md", "daerah/.notes/x.md", ".notes/x.md", "front.yaml", ""])  # fmt: skip
def test_what_is_no_article(tmp_path: Path, path: str) -> None:
    """Is said of what is something else, and what is missing is not there any more."""
    with room(tmp_path) as it:
        if path == "iklan/x.md":
            path = f"{articles.ADVERTISEMENTS}/x.md"
        with pytest.raises(UsageError) as refused:
            shown(it, path)
        assert str(refused.value.said) == f"{path} is no article"
        with pytest.raises(UsageError) as refused:
            shown(it, "x" * 300)
        assert str(refused.value.said) == f"{'x' * 200} is no article"
        with pytest.raises(MissingError) as missing:
            shown(it, "daerah/2024/10/tiada.md")
        assert str(missing.value.said) == "daerah/2024/10/tiada.md is not there any more"


def test_the_longest_article(tmp_path: Path) -> None:
    """As long as a build reads is saved, and a byte more is refused with how long it may be."""
    with room(tmp_path, "limits: {article: 4KB}\n") as it:
        most = it.desk.site.reading.article_bytes
        room_left = most - len(TEXT) + len("Isi pertama.")
        assert save(it, body="x" * room_left)["kept"] is False
        assert len(it.file(PATH)) == most
        with pytest.raises(MessageError) as refused:
            save(it, body="x" * (room_left + 1))
        assert str(refused.value) == f"the text would be longer than an article can be: {most >> 10} KB"
