"""Articles at the desk, over its own server."""

from __future__ import annotations

import contextlib
import socket
import time
from pathlib import Path

import pytest

from generator.annex.desk import files, lists
from generator.annex.desk.desk import Desk
from generator.annex.desk.people import Person
from tests.annex.desk_support import HEADERS, desk
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
