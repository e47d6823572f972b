"""Articles at the desk: how they begin, what is shown of them, what a save does, and what nobody may send."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.annex.desk_support import HEADERS, OTHER, PEOPLE, PERSON, PUBLIC, Desk, desk
from tests.preview_support import URL
from tests.support import article, tree

DRAFT = "daerah/2024/10/draf.md"


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk, in which each test writes what it needs."""
    with desk(tmp_path_factory.mktemp("desk"), speaking="en") as found:
        yield found


def put(it: Desk, text: str, path: str = DRAFT) -> Any:
    """Write an article, and open it before the preview has it."""
    it.portal.add(f"content/{path}", text)
    return it.open(path)


# ------------------------------------------------------------------------ beginning


@pytest.mark.slow
def test_a_new_article_is_a_draft(it: Desk) -> None:
    """Whatever is sent: it is in its kanal's folder, in the list of drafts, has a page, and waits for nobody."""
    new = it.post("new", title="  Jalan Desa:  Baru ", category="daerah", values={"draft": None, "tags": ["jalan"]})
    path = "daerah/2024/10/jalan-desa-baru.md"
    assert (new["path"], new["state"]) == (path, "draft")
    assert it.file(path).decode() == (
        f'---\ntitle: "Jalan Desa: Baru"\nauthor: {new["values"]["author"]}\ntimestamp: 2024-10-10 12:00 WIB\n'
        "draft: true\ntags:\n- jalan\n---\n\n"
    )
    it.settle()
    assert path in [one["path"] for one in it.get("list", state="drafts")["items"]]
    assert it.served.get(new["url"]).status == 200


def test_the_name_of_a_new_file(it: Desk) -> None:
    """However many articles of a month have the headline, one more gets a name of its own; none is that of a device."""
    for number in range(1, 121):
        it.portal.add(f"content/nasional/2024/10/harga-emas{f'-{number}' if number > 1 else ''}.md", "")
    names = ("Harga Emas", "Pasar, Desa", "PASAR DESA", "Con")
    found = [it.post("new", title=name, category="nasional")["path"].rpartition("/")[2] for name in names]
    assert found == ["harga-emas-121.md", "pasar-desa.md", "pasar-desa-2.md", "con-1.md"]
    for file in (it.portal.folder / "content/nasional/2024/10").glob("*.md"):
        file.unlink()


def articles(it: Desk) -> set[str]:
    """Return the files of articles, without what the desk keeps beside them."""
    return {path for path in tree(it.portal.folder / "content") if path.endswith(".md") and "/." not in path}


@pytest.mark.parametrize(("title", "category"), [(" ", "daerah"), ("—", "daerah"), ("Jalan", "gaib"), ("Jalan", "")])
def test_what_begins_no_article(it: Desk, title: str, category: str) -> None:
    """A headline without letters, or no kanal: that is said, and no file comes of it."""
    before = articles(it)
    assert it.post("new", 422, title=title, category=category)["message"]
    assert articles(it) == before


def test_an_advertorial_begins_with_its_sponsor(it: Desk) -> None:
    """Without one there is nothing that a build would take."""
    before = articles(it)
    assert it.post("new", 422, title="Simpan Pinjam", category="daerah", type="advertorial")["message"]
    assert articles(it) == before
    sponsor = {"name": "Bank Pesisir", "url": "https://bank.example/"}
    new = it.post("new", title="Simpan Pinjam", category="daerah", type="advertorial", values={"sponsor": sponsor})
    assert (new["state"], new["values"]["sponsor"]) == ("draft", sponsor)


def test_nothing_gets_to_readers_by_beginning(tmp_path: Path) -> None:
    """Whatever is sent: a draft that another spelling of its key publishes is refused."""
    with desk(tmp_path, PEOPLE, login="sari") as it:
        values = {"draft": False, "draf": "false", "editor": "Budi Rahman"}
        it.post("new", 422, title="Terbit Sendiri", category="daerah", values=values)
        assert not list(it.portal.folder.rglob("terbit-sendiri*"))


@pytest.mark.slow
def test_a_new_article_gets_an_address_of_its_own(tmp_path: Path) -> None:
    """Where addresses have no date, another article has one already, or an alias or a list."""
    there = {"olahraga/2019/05/lama.md": article("Lama", aliases="[/banjir-2/]")}
    with desk(tmp_path, "permalink: /{slug}/\n", there) as it:
        new = it.post("new", title="Banjir", category="nasional", type="video")
        assert new["path"] == "nasional/2024/10/banjir-3.md"
        assert b"title: Banjir\n" in it.file(new["path"])
        assert b"draft: true\ntype: video\n" in it.file(new["path"])
        it.post("new", 422, title="Terkini", category="daerah")
        (it.portal.folder / "content/olahraga/2024").symlink_to(it.portal.folder / "content/daerah/2024")
        it.post("new", 422, title="Jalan", category="olahraga")


# --------------------------------------------------------------------- what is shown


@pytest.mark.parametrize(
    ("keys", "state"),
    [
        ({}, "published"), ({"draft": "true"}, "draft"), ({"status": "draft"}, "draft"),
        ({"status": "review"}, "review"),
        ({"timestamp": "2024-10-10 12:00 WIB"}, "published"), ({"timestamp": "2024-10-10 12:01 WIB"}, "scheduled"),
        ({"expires": "2024-10-10 12:00 WIB"}, "expired"), ({"expires": "2024-10-10 12:01 WIB"}, "published"),
        ({"expires": "2024-10-10 12:00 WIB", "status": "review"}, "review"),
        ({"retracted": "{timestamp: 2024-10-10 10:00 WIB, reason: sara, text: Dicabut.}"}, "withdrawn"),
    ],
)  # fmt: skip
def test_where_an_article_is(it: Desk, keys: dict[str, str], state: str) -> None:
    """On its way to readers, and back: at its minute it is there, and at that of its end it is not any more."""
    assert put(it, article("Draf", **keys))["state"] == state


def test_an_article_that_no_form_can_show(it: Desk) -> None:
    """Has its text, and why there is no form; no step can be taken with it."""
    text = "---\ntitle: [a\n---\nIsi.\n"
    found = put(it, text)
    assert (found["state"], found["formable"], found["values"], found["steps"]) == ("broken", False, {}, [])
    assert (found["text"], found["body"], found["url"]) == (text, "Isi.", "")
    assert found["why"]
    assert [one["code"] for one in found["problems"]] == ["bad-yaml"]
    assert it.save(DRAFT, 422, values={"title": "Banjir"}, body="Isi.")["message"]


@pytest.mark.slow
def test_an_article_that_the_site_refuses_has_no_page(tmp_path: Path) -> None:
    """Beside it stands neither the page for wrong addresses nor that of the article at its address."""
    wrong = {
        "tautan": article("Baru", "Lihat [itu](/tidak/ada/)."), "ikut": article("Baru", follows="/tidak/ada.md"),
        "foto": article("Baru", photo="{src: /foto/tiada.jpg, alt: A, credit: X}"),
        "kunci": article("Baru", authors="x"),
        "sama": article("Baru", slug="banjir"), "salah": article("Baru", authors="x", slug="banjir"),
        "alias": article("Baru", aliases=f"[{URL}]"),
    }  # fmt: skip
    content = {f"daerah/2024/10/{name}.md": text for name, text in wrong.items()}
    with desk(tmp_path, content=content) as it:
        for path in content:
            it.served.until(lambda path=path: any(one["level"] == "error" for one in it.open(path)["problems"]))
            found = it.open(path)
            # Only an old address is somebody else's: that page can be shown.
            assert found["url"] == ("/daerah/2024/10/alias/" if "alias" in path else ""), path
        assert it.open()["url"] == URL
        it.portal.edit(f"content/{PUBLIC}", "author: ", "authors: ")
        it.settle()
        # Of what was right once, the last good page stands beside what is wrong.
        assert (bool(it.open()["problems"]), it.open()["url"]) == (True, URL)


# ------------------------------------------------------------------ problems while typing


def test_problems_while_typing(it: Desk) -> None:
    """What is saved is judged as a build would, at its field and line, with what has one right form."""
    before = it.file()
    told = it.save(values={"tags": "banjir, cuaca", "title": None}, body="Isi.\n\nIsi ** tebal ** ya.")
    assert it.get("reach", path=PUBLIC)["problems"] == told["problems"]
    assert [(one["code"], one["level"], one["key"], one["body_line"], one["line"]) for one in told["problems"]] == [
        ("missing-key", "error", "title", 0, 1), ("bad-tag", "error", "tags", 0, 6),
        ("markup-as-text", "warning", "body", 3, 10),
    ]  # fmt: skip
    assert [one["fix"] for one in told["problems"]] == [
        None, {"values": {"tags": ["banjir", "cuaca"]}, "body": None},
        {"values": {}, "body": "Isi.\n\nIsi **tebal** ya."},
    ]  # fmt: skip
    assert it.file() == before


def test_a_correction_names_keys_in_the_order_of_the_file(it: Desk) -> None:
    """What goes first, and then what comes."""
    wrong, right = ["sumary", "expirs", "intials", "regon"], ["summary", "expires", "initials", "region"]
    told = it.save(text=article("Draf", **dict.fromkeys(wrong, "A")))["problems"]
    assert [*told[0]["fix"]["values"]] == wrong + right


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"editor": ""}, [("missing-editor", "editor")]), ({"author": ""}, [("missing-author", "author")]),
        ({"judul": "B"}, [("duplicate-key", "title")]),
        ({"photo": "/foto/x.jpg"}, [("missing-credit", "photo"), ("missing-alt", "photo")]),
    ],
)  # fmt: skip
def test_the_field_of_a_problem(it: Desk, keys: dict[str, str], expected: list[tuple[str, str]]) -> None:
    """Is that of its line, or the one that is missing."""
    told = it.save(text=article("Banjir", **keys))["problems"]
    assert [(one["code"], one["key"]) for one in told] == expected


# --------------------------------------------------------------------------- saving


@pytest.mark.slow
def test_a_save_changes_what_was_edited(tmp_path: Path) -> None:
    """One word in the browser is one word in the file, which keeps its rights, and in the page."""
    with desk(tmp_path) as it:
        before = it.file()
        (it.portal.folder / "content" / PUBLIC).chmod(0o604)
        opened = it.open()
        saved = it.change(body="Isi kedua.")
        assert it.file() == before.replace(b"pertama", b"kedua")
        assert (it.portal.folder / "content" / PUBLIC).stat().st_mode & 0o777 == 0o604
        assert saved["version"] == it.open()["version"] != opened["version"]
        it.settle()
        assert "Isi kedua." in it.served.get(opened["url"]).body.decode()


def test_letters_of_an_old_program_stay(it: Desk) -> None:
    """A file that is not UTF-8 is shown with its letters, and a save keeps them, as UTF-8."""
    text = article("Banjir", "Kaf\u00e9 \u201cSari\u201d satu \U0001f30a.", draft="true")
    data = text.encode().replace(b"\xc3\xa9", b"\xe9").replace("\u201c".encode(), b"\x93")
    it.portal.add(f"content/{DRAFT}", data)
    assert it.open(DRAFT)["text"] == text
    it.typed("satu", "dua", DRAFT)
    assert it.file(DRAFT).decode() == text.replace("satu", "dua")


BESIDE = """
import os, sys
folder, other, file = sys.argv[1:]
while True:
    if any(name.endswith(".new") for name in os.listdir(folder)) and os.path.exists(other):
        os.replace(other, file)
"""
"""A program that writes a file as soon as the desk begins to."""


@pytest.mark.slow
def test_an_editor_program_beside_the_desk(it: Desk) -> None:
    """What another program writes while the desk writes the same file is not overwritten."""
    file, other = it.portal.folder / "content" / DRAFT, it.portal.folder / "lain.md"
    theirs = article("Dari luar", draft="true").encode()
    program = subprocess.Popen([sys.executable, "-c", BESIDE, file.parent, other, file])
    lost = 0
    for number in range(8):
        opened = put(it, article("Draf", f"Isi {number}.", draft="true"))
        other.write_bytes(theirs)
        sent = {"path": DRAFT, "version": opened["version"], "body": ("Isi panjang. " * 60 + "\n\n") * 900}
        it.served.get("/_ssg/desk/api/save", HEADERS, "POST", json.dumps(sent).encode())
        lost += not other.exists() and file.read_bytes() != theirs
    program.kill()
    program.wait()
    other.unlink(missing_ok=True)
    # The desk looks a last time before it writes; between the two nobody can be kept out.
    assert lost < 5


def test_a_stale_save_loses_nothing(it: Desk) -> None:
    """Who saves over somebody else's save is told, and gets both texts; the first one stays."""
    opened = put(it, article("Draf", "Isi pertama.", draft="true"))
    it.save(DRAFT, body="Isi orang lain.")
    told = it.save(DRAFT, 409, version=opened["version"], body="Isi saya.")
    assert "Isi orang lain." in told["theirs"]
    told = it.save(DRAFT, 409, version=opened["version"], body="Isi saya.", base=opened["text"])
    assert told["conflict"]
    assert "Isi saya." in told["mine"]
    assert "Isi saya." in it.text({"id": told["kept"]}, DRAFT)
    assert b"Isi orang lain." in it.file(DRAFT)


def test_a_last_line_without_its_end_glues_nothing(it: Desk) -> None:
    """What one writes below it stays a paragraph of its own when the other's program left the end out."""
    opened = put(it, article("Draf", "Satu.\n\nDua.", draft="true"))
    it.save(DRAFT, version=opened["version"], text=opened["text"].rstrip("\n"), base=opened["text"])
    text = opened["text"] + "\nBaca Juga: [](pasar)\n"
    it.save(DRAFT, version=opened["version"], text=text, base=opened["text"])
    assert b"Dua.\n\nBaca Juga" in it.file(DRAFT)


def test_what_readers_have_is_not_broken(it: Desk) -> None:
    """A published article that rules refuse stays as it is; the text waits beside it, and is gone once it is right."""
    before = it.file(OTHER)
    saved = it.save(OTHER, values={"title": ""}, body="Isi baru.")
    assert (saved["kept"], [one["key"] for one in saved["problems"]]) == (True, ["title"])
    assert it.file(OTHER) == before
    assert "Isi baru." in it.open(OTHER)["working"]["text"]
    it.save(OTHER, text="---\ntitle: [a\n---\nIsi.\n")
    working = it.open(OTHER)["working"]
    assert (working["formable"], working["values"], working["body"]) == (False, {}, "Isi.")
    assert it.file(OTHER) == before
    assert it.save(OTHER, text=before.decode())["waiting"] == ""
    assert (it.open(OTHER)["working"], it.file(OTHER)) == (None, before)


def test_only_what_readers_have_is_worked_on_beside_it(it: Desk) -> None:
    """A draft is saved, whatever is asked for, unless no build could read it; a published text stays."""
    put(it, article("Draf", draft="true"))
    assert it.save(DRAFT, body="Isi lain.")["kept"] is False
    assert b"Isi lain." in it.file(DRAFT)
    before = it.file()
    assert it.save(body="Isi lain.")["kept"] is True
    assert it.file() == before
    broken = it.save(DRAFT, text="---\ntitle: [a\n---\nIsi.\n")
    assert (broken["kept"], b"Isi lain." in it.file(DRAFT)) == (True, True)


def test_what_is_put_together_with_a_text_that_no_form_shows(it: Desk) -> None:
    """The answer has the body with what was typed, so that a form loses none of it."""
    base = article("Baru", "Isi pertama.")
    put(it, base.replace("title: ", "title: ["), "daerah/2024/10/rusak.md")
    found = it.save("daerah/2024/10/rusak.md", version="x", base=base, body="Isi pertama, dan lagi.")
    assert (found["kept"], found["merged"], found["formable"]) == (True, True, False)
    assert (found["body"], found["values"]) == ("Isi pertama, dan lagi.", {})


@pytest.mark.slow
def test_a_text_can_be_opened_again(it: Desk) -> None:
    """More than a build would read of an article is not saved over it, nor beside it, nor as a version."""
    before, body = it.file(), "Isi panjang.\n\n" * 80_000
    it.save(PUBLIC, 422, body=body)
    versions = len(it.entries())
    it.save(PUBLIC, 422, version="lain", base=before.decode().replace("Isi", "Berita"), body=body)
    assert (it.file(), len(it.entries())) == (before, versions)
    assert "panjang" not in str(it.open()["working"])


# -------------------------------------------------------------------------- hostile


def test_paths_lead_nowhere_else(it: Desk, tmp_path: Path) -> None:
    """Nothing but articles is read or written: no way out, no hidden file, no link, wherever it leads."""
    secret, content = tmp_path / "rahasia.md", it.portal.folder / "content"
    secret.write_text("rahasia", "utf-8")
    places = {"tautan.md": secret, "luar": tmp_path, "dalam": content / "daerah/2024/10", "sini.md": content / PUBLIC}
    for name, place in places.items():
        (content / name).symlink_to(place)
    before = it.file()
    for path in (
        "../rahasia.md", "daerah/../../rahasia.md", "tautan.md", "luar/rahasia.md", "dalam/banjir.md", "sini.md",
        "/etc/passwd.md",
        "daerah/.notes/x.md", ".notes/x.md", "authors/sari.md", "pages/x.md", "topics/x.md", "daerah\\x.md",
        "daerah/\0.md", "daerah//x.md",
        "a/./b.md", "a/.b.md", "a\u202eb.md", f"{'a' * 300}.md", f"{'é' * 128}.md", "/".join("a" * 99) + ".md",
        "site.yaml", "front.yaml", "", ".",
    ):  # fmt: skip
        assert "rahasia\n" not in str(it.get("article", 422, path=path)), path
        it.post("save", 422, path=path, version="", body="x")
    it.get("article", 404, path="daerah/2024/10/tiada.md")
    assert (secret.read_text("utf-8"), it.file()) == ("rahasia", before)
    for name in places:
        (content / name).unlink()


@pytest.mark.slow
def test_a_site_elsewhere(tmp_path: Path) -> None:
    """The folder of the content may be a link, as to another disk; a portal may lie below a folder of its host."""
    with desk(tmp_path) as it:
        content = it.portal.folder / "content"
        content.rename(tmp_path / "lain")
        content.symlink_to(tmp_path / "lain")
        it.typed("pertama", "kedua")
        assert b"Isi kedua." in (tmp_path / "lain" / PUBLIC).read_bytes()
        it.portal.edit("site.yaml", "https://uji.example", "https://uji.example/berita")
        it.served.until(lambda: it.open()["url"] == f"/berita{URL}")
        assert it.open()["public"] == f"https://uji.example/berita{URL}"


def test_only_the_desk_itself_asks(it: Desk) -> None:
    """A page of somebody else can neither read nor write, whatever it sends."""
    new = b'{"title": "X", "category": "daerah"}'
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://lain.example"}, {"host": "lain.example"}):
        assert it.served.get("/_ssg/desk/api/list", HEADERS | headers).status == 403
        assert it.served.get("/_ssg/desk/api/new", HEADERS | headers, "POST", new).status == 403
    assert it.served.get("/_ssg/desk/api/new", {}, "POST", new).status == 403


def test_odd_questions(it: Desk) -> None:
    """Are refused, or answered as soon as any other, and change nothing."""
    before = it.file()
    it.save(PUBLIC, 400, values=[])
    it.save(PUBLIC, 400, neu=1)
    for data in (b"", b"[", b'{"path":' + b"[" * 100_000, b"x" * (5 << 20)):
        answer = it.served.get("/_ssg/desk/api/save", HEADERS, "POST", data)
        assert answer.status in (400, 413)
    for after in ("x", "-1", "9" * 18, "9" * 19, "9" * 5000):
        assert it.get("list", state="published", after=after)["items"]
    assert it.get("suggest", what="tag", q="a1" * 20_000) == {"items": [], "near": []}
    assert it.served.get("/_ssg/desk/api/list?state=drafts", HEADERS, "HEAD").status == 200
    assert it.file() == before


@pytest.mark.slow
def test_half_a_question_of_one_is_not_waited_for_by_another(tmp_path: Path) -> None:
    """However many texts and photos somebody begins to send and does not end, a colleague saves."""
    with desk(tmp_path, PERSON) as it, contextlib.ExitStack() as lines:
        for name, length in (("save", 4_000_000), ("photos", 9000)):
            head = (
                f"POST /_ssg/desk/api/{name} HTTP/1.1\r\nhost: localhost\r\nremote-user: sari\r\n"
                f"sec-fetch-site: same-origin\r\ncontent-length: {length}\r\n\r\n"
            )
            for _ in range(40):
                line = lines.enter_context(socket.create_connection(("127.0.0.1", it.served.port)))
                line.setblocking(False)
                with contextlib.suppress(BlockingIOError):
                    line.send(head.encode() + b" " * min(length - 10, 1 << 20))
        begun = time.monotonic()
        assert it.as_("budi").get("list", state="published")["items"]
        assert it.as_("budi").typed("pertama", "kedua")
        assert time.monotonic() - begun < 20
