"""The steps of the workflow, over the desk's own server: what stands in the files after each, and who may take it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import pytest

from generator.annex.desk import steps
from generator.annex.desk.live_entries import with_entry
from generator.base.timestamps import Stamp
from generator.editing.sources import read
from generator.model.records import Article
from tests.annex.desk_support import HEADERS, Desk, desk
from tests.quick import sample
from tests.support import NOW, READING, article

PATH = "daerah/2024/10/naskah.md"
PUBLIC = "daerah/2024/10/banjir.md"
PEOPLE = """desk:
  review: true
  people:
    - {name: Sari Wulan, login: sari, role: reporter}
    - {name: Budi Rahman, login: budi, role: editor}
    - {name: Ratna Ayu, login: ratna, role: lead}
  person: {header: Remote-User, from: 127.0.0.1}
"""


def text(**keys: str) -> str:
    title = keys.pop("title", "Harga Ikan Turun")
    return article(title, "Isi naskah. ***(SW)", **{"status": "draft", "editor": ""} | keys)


@pytest.fixture
def it(tmp_path: Path) -> Iterator[Desk]:
    """A desk with three people, of whom Budi asks."""
    with desk(tmp_path, people=PEOPLE, content={PATH: text()}) as found:
        found.headers = {"remote-user": "budi"}
        yield found


def take(it: Desk, path: str, step: str, status: int = 200, **values: Any) -> Any:
    version = it.get("article", path=path)["version"]
    return it.post("step", status, path=path, version=version, step=step, values=values)


def as_(it: Desk, login: str) -> Desk:
    it.headers = {"remote-user": login}
    return it


def head(it: Desk, path: str) -> list[str]:
    return it.file(path).decode().split("---\n")[1].splitlines()


def waits(it: Desk, login: str, word: str) -> None:
    """Let somebody type into the article that readers have."""
    opened = as_(it, login).get("article", path=PUBLIC)
    it.post("save", path=PUBLIC, version=opened["version"], body=f"{opened['body']}\n\n{word}", working=True)


def test_a_step_while_a_colleague_types(it: Desk) -> None:
    """What waits beside an article becomes a version with a step that changes its text."""
    waits(it, "sari", "kata-sari")
    take(as_(it, "budi"), PUBLIC, "withdraw", reason="sara", text="Ditarik.")
    assert it.get("article", path=PUBLIC)["working"] is None
    (found,) = [one for one in it.get("history", path=PUBLIC)["entries"] if "belum digabung" in one["said"]]
    assert found["who"] == "Sari Wulan"
    assert "kata-sari" in it.get("version", path=PUBLIC, id=found["id"])["text"]


def test_a_new_address_while_a_colleague_types(it: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed while all texts are read for a new address waits beside the article under its new name."""
    known = steps.moving

    def typed_meanwhile(*given: Any) -> Any:
        found = known(*given)
        waits(it, "sari", "kata-sari")
        as_(it, "budi")
        return found

    monkeypatch.setattr(steps, "moving", typed_meanwhile)
    told = take(it, PUBLIC, "rename", slug="banjir-besar")
    assert "kata-sari" in told["working"]["body"]


def test_from_the_reporter_to_the_readers(it: Desk) -> None:
    """Handed in, sent back with a note, handed in again, published by an editor, who is named; nothing else changes."""
    before = it.file(PATH).decode()
    assert as_(it, "sari").get("article", path=PATH)["steps"] == ["submit", "rename", "delete"]
    done = take(it, PATH, "submit", note="Mohon dicek angkanya.")
    assert (done["state"], done["steps"], done["notes"][0]["who"]) == ("review", [], "Sari Wulan")
    assert it.file(PATH).decode() == before.replace("status: draft", "status: review")
    as_(it, "budi")
    assert "return" in it.get("article", path=PATH)["steps"]
    assert take(it, PATH, "return", note="Sumbernya siapa?")["state"] == "draft"
    assert [one["text"] for one in it.get("article", path=PATH)["notes"]] == [
        "Mohon dicek angkanya.",
        "Sumbernya siapa?",
    ]
    take(as_(it, "sari"), PATH, "submit")
    done = take(as_(it, "budi"), PATH, "publish", at="2024-10-09 18:00")
    assert done["state"] == "published"
    assert head(it, PATH) == [
        "title: Harga Ikan Turun", "author: Sari Wulan", "editor: Budi Rahman", "timestamp: 2024-10-09 18:00 WIB",
    ]  # fmt: skip
    it.settle()
    assert "Harga Ikan Turun" in it.served.get(done["url"], it.headers).body.decode()


def test_an_hour_to_come_is_waited_for(it: Desk) -> None:
    """Published at its own hour if that is to come, at another if one is said, or at once; and taken back."""
    take(it, PATH, "publish", at="2030-01-01 06.00 WIB")
    assert it.get("article", path=PATH)["state"] == "scheduled"
    assert "timestamp: 2030-01-01 06:00 WIB" in head(it, PATH)
    assert take(it, PATH, "publish")["state"] == "scheduled"
    assert take(it, PATH, "publish", at="now")["state"] == "published"
    done = take(it, PATH, "unpublish", note="Salah foto.")
    assert (done["state"], done["notes"][-1]["text"]) == ("draft", "Salah foto.")
    assert "delete" not in done["steps"]
    stamp = next(line for line in head(it, PATH) if line.startswith("timestamp"))
    take(it, PATH, "publish")
    assert stamp in head(it, PATH)


def test_talk_does_not_let_a_public_text_be_deleted(it: Desk) -> None:
    """However many notes come later, a draft that readers had stays known as one."""
    take(it, PATH, "publish", at="now")
    take(it, PATH, "unpublish")
    for number in range(210):
        as_(it, "sari").post("note", path=PATH, text=f"{number} {'x' * 1900}")
    assert "delete" not in it.get("article", path=PATH)["steps"]
    assert len(it.file(PATH.replace("naskah.md", ".notes/naskah.jsonl"))) <= 256 << 10


@pytest.mark.parametrize(
    ("login", "step"),
    [("sari", "publish"), ("sari", "return"), ("sari", "withdraw"), ("budi", "entry"), ("budi", "withdraw")],
)
def test_who_may_not(it: Desk, login: str, step: str) -> None:
    """A reporter publishes nothing; and nobody withdraws a draft."""
    before = it.file(PATH)
    values = {"withdraw": {"reason": "sara"}, "entry": {"text": "x"}}.get(step, {})
    take(as_(it, login), PATH, step, 403, **values)
    assert it.file(PATH) == before


def test_nobody_publishes_what_he_alone_wrote(it: Desk) -> None:
    """With review: true an editor's own article waits for another, and stays as it is meanwhile."""
    it.portal.add(f"content/{PATH}", text(author="Ratna Ayu"))
    told = take(as_(it, "ratna"), PATH, "publish", 422)
    assert {one["code"] for one in told["problems"]} == {"missing-editor"}
    it.portal.add(f"content/{PATH}", text(author="Ratna Ayu", editor="Ratna Ayu"))
    told = take(it, PATH, "publish", 422)
    assert [(one["code"], one["key"]) for one in told["problems"]] == [("own-editor", "")]
    assert b"status: draft" in it.file(PATH)
    assert take(as_(it, "budi"), PATH, "publish", 422)["problems"]
    it.portal.add(f"content/{PATH}", text(author="Ratna Ayu"))
    assert take(it, PATH, "publish")["values"]["editor"] == "Budi Rahman"


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"title": ""}, "missing-key"), ({"tags": "a, b"}, "bad-tag"), ({"follows": "/tidak/ada/"}, "dead-link"),
        ({"photo": "/foto/tidak-ada.jpg"}, "missing-credit"), ({"slug": "banjir"}, "address-taken"),
        ({"category": "gaib"}, "unknown-category"),
    ],
)  # fmt: skip
def test_what_a_build_would_refuse_stays_a_draft(it: Desk, keys: dict[str, str], code: str) -> None:
    """Whatever it is, alone or beside the others; the file is as it was, and the problems are told."""
    it.portal.add(f"content/{PATH}", text(**keys))
    before = it.file(PATH)
    told = take(it, PATH, "publish", 422)
    assert code in {one["code"] for one in told["problems"]}
    assert told["message"]
    assert it.file(PATH) == before


def test_a_correction_stands_where_the_others_do(it: Desk) -> None:
    """The first makes the list, the next comes behind it, or before it where the newest is the first; what is there stays."""
    take(it, PUBLIC, "correct", type="ralat", text="Semula 46, yang benar 64: maaf.")
    values = it.get("article", path=PUBLIC)["values"]
    assert [(one["type"], one["text"]) for one in values["corrections"]] == [
        ("ralat", "Semula 46, yang benar 64: maaf.")
    ]
    assert values["updated"] == values["corrections"][0]["timestamp"]
    one, two = "2024-10-09 17:00 WIB", "2024-10-09 18:00 WIB"
    for order, place in (((one, two), 2), ((two, one), 0)):
        lines = "".join(f"\n  - timestamp: {at}  # ya\n    text: 'Isi'" for at in order)
        it.portal.add(f"content/{PUBLIC}", article("Banjir", corrections=lines))
        take(it, PUBLIC, "correct", type="hak-jawab", text="Jawaban.")
        found = it.get("article", path=PUBLIC)["values"]
        assert [one["text"] for one in found["corrections"]].index("Jawaban.") == place
        assert "updated" not in found
        assert it.file(PUBLIC).decode().count("  # ya\n    text: 'Isi'") == 2
    it.portal.add(f"content/{PUBLIC}", article("Banjir", corrections=f"[{{timestamp: {one}, text: Isi}}]"))
    take(it, PUBLIC, "correct", text="Lagi, ya.", link="/tidak/ada/", status=422)
    take(it, PUBLIC, "correct", text="Lagi, ya.")
    assert len(it.get("article", path=PUBLIC)["values"]["corrections"]) == 2


def test_a_withdrawal_names_its_reason(it: Desk) -> None:
    """One of the five, with what readers are told; nothing more can be done with it then."""
    before = it.file(PUBLIC)
    assert take(it, PUBLIC, "withdraw", 422, reason="malas")["problems"]
    assert it.file(PUBLIC) == before
    done = take(it, PUBLIC, "withdraw", reason="trauma-korban", text="Demi keluarga korban.", title="Berita Dicabut")
    assert (done["state"], done["steps"]) == ("withdrawn", [])
    assert {**done["values"]["retracted"], "timestamp": ""} == {
        "timestamp": "", "reason": "trauma-korban", "text": "Demi keluarga korban.", "title": "Berita Dicabut",
    }  # fmt: skip


def test_a_report_that_goes_on(it: Desk) -> None:
    """Anybody may begin the next one, a draft that leads back."""
    new = take(as_(it, "sari"), PUBLIC, "follow", title="Banjir Surut, Warga Kembali")
    assert new["path"] != PUBLIC
    assert (new["state"], new["values"]["follows"]) == ("draft", f"/{PUBLIC}")
    assert new["values"]["author"] == "Sari Wulan"


LIVE = "daerah/2024/10/langsung.md"


@pytest.mark.parametrize(
    ("timestamp", "body", "expected"),
    [
        ("2024-10-10 08:00 WIB", "Pembuka.", "Pembuka.\n\n## 12.00 WIB – Air Naik\n\nWarga mengungsi."),
        (
            "2024-10-10 08:00 WIB", "## 09.00 WIB – Satu\n\nIsi.***(SW)",
            "## 09.00 WIB – Satu\n\nIsi.\n\n## 12.00 WIB – Air Naik\n\nWarga mengungsi.***(SW)",
        ),
        (
            "2024-10-09 20:00 WIB", "## 20.30 WIB – Satu\n\nIsi.",
            "## 20.30 WIB – Satu\n\nIsi.\n\n## 10 Oktober 2024, 12.00 WIB – Air Naik\n\nWarga mengungsi.",
        ),
    ],
)  # fmt: skip
def test_an_entry_comes_last_with_its_hour(it: Desk, timestamp: str, body: str, expected: str) -> None:
    """Above the closing mark; and with its day where the hour alone would be another."""
    it.portal.add(f"content/{LIVE}", article("Banjir", body, type="live", timestamp=timestamp))
    take(it, LIVE, "entry", title="Air Naik", text="Warga mengungsi.")
    found = it.get("article", path=LIVE)["body"]
    assert found.replace(" (Budi Rahman)", "") == expected


def test_an_entry_below_many_spaces() -> None:
    """The closing mark of a text is found at once, however many spaces are in it."""
    body = f"## 08.00 WIB\n\nIsi.{' ' * 50_000}Isi. ***(SW)\n"
    text_ = article("Banjir", body, type="live", timestamp="2024-10-10 08:00 WIB")
    begun = time.process_time()
    with_entry(text_, LIVE, READING, Stamp(NOW, "WIB"), "", "Warga mengungsi.", "")
    assert time.process_time() - begun < 3


def test_a_reporter_tells_a_live_report_of_their_own(it: Desk) -> None:
    """Without a name, since it stands above; nothing is told there when it is over."""
    it.portal.add(
        f"content/{LIVE}", article("Banjir", "Pembuka. \\*\\*\\*(SW)", type="live", timestamp="2024-10-10 08:00 WIB")
    )
    assert as_(it, "sari").get("article", path=LIVE)["steps"] == ["follow", "entry"]
    take(it, LIVE, "entry", text="Warga mengungsi.")
    assert it.get("article", path=LIVE)["body"] == "Pembuka.\n\n## 12.00 WIB\n\nWarga mengungsi.\\*\\*\\*(SW)"
    before = it.file(LIVE)
    assert take(it, LIVE, "entry", 422, text="## Kemarin\n\nIsi.")["problems"]
    assert it.file(LIVE) == before
    it.portal.edit(f"content/{LIVE}", "type: live", "type: live\nlive_until: 2024-10-10 11:00 WIB")
    take(it, LIVE, "entry", 403, text="Terlambat.")


def test_an_address_that_the_front_matter_says(it: Desk) -> None:
    """Is changed there, and the old one leads on, unless others know it by the slug alone."""
    it.portal.edit(f"content/{PUBLIC}", "title:", "slug: surut\ntitle:")
    it.settle()
    done = take(it, PUBLIC, "rename", slug="banjir-surut")
    assert (done["path"], done["values"]["slug"], done["values"]["aliases"]) == (
        PUBLIC, "banjir-surut", ["/daerah/2024/10/surut/"],
    )  # fmt: skip
    it.portal.add("content/daerah/2024/10/lain.md", article("Lain", "Baca Juga: [](banjir-surut)"))
    it.settle()
    it.served.until(lambda: not it.served.live.problems)
    take(it, PUBLIC, "rename", 422, slug="lain-lagi")


@pytest.mark.parametrize(
    ("config", "path", "keys", "url", "old"),
    [
        ("", "daerah/naskah.md", {"status": "draft"}, "/daerah/2024/10/air/", None),
        ("permalink: /{category}/{slug}\n", "daerah/2024/10/naskah.md", {"status": "draft"}, "/daerah/air", None),
        ("", "daerah/x.md", {"slug": "daerah"}, "/daerah/2024/10/air/", ["/daerah/2024/10/daerah/"]),
        ("permalink: /baca/{id}.html\n", "daerah/x.md", {"slug": "daerah", "id": "7"}, "/baca/7.html", None),
        ("keys: id\n", "daerah/x.md", {"slug": "satu", "alamat_lama": "/lama/"}, "/daerah/2024/10/air/", ["/lama/", "/daerah/2024/10/satu/"]),
    ],
)  # fmt: skip
def test_the_address_that_an_article_gets_is_told_and_the_one_before_leads_on(
    tmp_path: Path, config: str, path: str, keys: dict[str, str], url: str, old: list[str] | None
) -> None:
    """As site.yaml forms addresses; one that stays is no old one."""
    text = article("Banjir", **({} if "status" in keys else {"editor": "Budi Rahman"}), **keys)
    if "keys: id" in config:
        text = text.replace("title:", "judul:").replace("author:", "penulis:").replace("timestamp:", "waktu:")
    with desk(tmp_path, people=PEOPLE + config, content={path: text}) as it:
        it.headers = {"remote-user": "budi"}
        for other in (PUBLIC, "daerah/2024/10/pasar.md"):
            it.portal.edit(f"content/{other}", "title:", f"id: {other[-8]}\ntitle:")
        it.settle()
        done = take(it, path, "rename", slug="air")
        assert f" {url}" in it.get("history", path=done["path"])["entries"][0]["said"]
        assert done["values"].get("aliases") == old


def test_whoever_looks_at_another_time_publishes_now(it: Desk) -> None:
    """The page at another time is one person's to look at; what is written, noted and listed has the time that it is."""
    it.served.live.set_time(NOW + 3 * 86400)
    it.settle()
    begun = it.post("new", title="Jalan Desa", category="daerah")
    assert begun["values"]["timestamp"] == "2024-10-10 12:00 WIB"
    as_(it, "ratna")
    done = take(it, PATH, "publish", at="now")
    assert (done["state"], done["values"]["timestamp"]) == ("published", "2024-10-10 12:00 WIB")
    assert take(it, PUBLIC, "correct", text="Bukan Muara.")["values"]["updated"] == "2024-10-10 12:00 WIB"
    assert it.post("note", path=PATH, text="Sudah.")["notes"][-1]["at"].endswith("12:00 WIB")


def test_a_draft_ends_with_its_notes(it: Desk) -> None:
    """A reporter deletes a draft of his own, no other, and none that readers had."""
    it.post("note", path=PATH, text="Tunggu data.")
    folder = it.portal.folder / "content/daerah/2024/10"
    assert (folder / ".notes/naskah.jsonl").is_file()
    assert take(as_(it, "sari"), PATH, "delete") == {"path": PATH, "deleted": True}
    assert not (folder / "naskah.md").exists()
    assert not [*folder.glob(".notes/*")]
    it.portal.add(f"content/{PATH}", text(author="Budi Rahman"))
    take(it, PATH, "delete", 403)


def test_a_link_is_put_in_place_of_what_is_written(it: Desk, tmp_path: Path) -> None:
    """Of the draft, or of the folder of its notes: neither is followed, and nothing is changed."""
    content = it.portal.folder / "content"
    elsewhere = tmp_path / "luar"
    elsewhere.mkdir()
    (elsewhere / "naskah.jsonl").write_text("{}\n", "utf-8")
    (content / "daerah/2024/10/.notes").symlink_to(elsewhere)
    for step, values in (("delete", {}), ("rename", {"slug": "lain"}), ("submit", {"note": "x"})):
        take(it, PATH, step, 422, **values)
    assert (elsewhere / "naskah.jsonl").read_text("utf-8") == "{}\n"
    opened = it.get("article", path=PATH)
    (content / PATH).rename(elsewhere / "naskah.md")
    (content / PATH).symlink_to(elsewhere / "naskah.md")
    it.post("step", 422, path=PATH, version=opened["version"], step="submit")
    assert b"status: draft" in (elsewhere / "naskah.md").read_bytes()


def test_another_address_leads_on(it: Desk) -> None:
    """The old address of a published article leads to the new one; links and notes follow."""
    it.post("note", path=PUBLIC, text="Catatan.")
    done = take(it, PUBLIC, "rename", slug="banjir-muara-surut")
    new = "daerah/2024/10/banjir-muara-surut.md"
    assert (done["path"], done["notes"][0]["text"]) == (new, "Catatan.")
    assert done["values"]["aliases"] == ["/daerah/2024/10/banjir/"]
    assert not (it.portal.folder / "content" / PUBLIC).exists()
    take(it, new, "rename", 422, slug="../x")
    take(it, new, "rename", 422, slug="a" * 300)
    take(it, new, "rename", 422, slug="con")
    take(it, PATH, "rename", slug="ikan")
    draft = "daerah/2024/10/ikan.md"
    assert "aliases" not in it.get("article", path=draft)["values"]
    assert " /daerah/2024/10/ikan/" in it.get("history", path=draft)["entries"][0]["said"]


def test_another_address_of_a_draft_that_is_saved_meanwhile(it: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save that comes in between is told, and leaves no second file with the text before it."""
    known = steps._has_users

    def saved_meanwhile(work: Any) -> bool:
        it.portal.add(f"content/{PATH}", text(summary="Lain"))
        return known(work)

    monkeypatch.setattr(steps, "_has_users", saved_meanwhile)
    version = it.get("article", path=PATH)["version"]
    it.post("step", 409, path=PATH, version=version, step="rename", values={"slug": "ikan"})
    assert b"summary: Lain" in it.file(PATH)
    assert not (it.portal.folder / "content/daerah/2024/10/ikan.md").exists()


def test_another_address_while_somebody_publishes(it: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was a draft when its links were looked for, and is public when they are written, keeps its address."""
    known = steps.moving

    def published_meanwhile(*given: Any) -> Any:
        found = known(*given)
        it.portal.add(f"content/{PATH}", text(status="ready", editor="Budi Rahman"))
        return found

    monkeypatch.setattr(steps, "moving", published_meanwhile)
    monkeypatch.setattr(steps, "_has_users", lambda _: True)
    version = as_(it, "sari").get("article", path=PATH)["version"]
    it.post("step", 409, path=PATH, version=version, step="rename", values={"slug": "ikan"})
    assert b"status: ready" in it.file(PATH)


def test_another_address_that_a_kill_cuts_off(it: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """All files that get another name are noted before the first does, so that the next desk records them."""
    it.post("note", path=PATH, text="Catatan.")

    def killed(*_: Any) -> None:
        raise OSError

    monkeypatch.setattr(steps.history, "record", killed)
    version = it.get("article", path=PATH)["version"]
    it.post("step", 507, path=PATH, version=version, step="rename", values={"slug": "ikan"})
    noted = json.loads((it.portal.folder / ".ssg/desk/typed.json").read_bytes())
    names = ("naskah.md", ".notes/naskah.jsonl", "ikan.md", ".notes/ikan.jsonl")
    assert {f"content/daerah/2024/10/{name}" for name in names} <= {*noted}


def test_a_step_with_another_version_changes_nothing(it: Desk) -> None:
    """Somebody saved meanwhile."""
    version = it.get("article", path=PATH)["version"]
    it.portal.add(f"content/{PATH}", text(summary="Lain"))
    told = it.post("step", 409, path=PATH, version=version, step="submit")
    assert "summary: Lain" in told["theirs"]
    assert b"status: draft" in it.file(PATH)


def test_of_two_at_once_one_is_told(it: Desk) -> None:
    """A step is taken by whoever comes first; the others have an old version."""
    version = it.get("article", path=PATH)["version"]
    sent = json.dumps({"path": PATH, "version": version, "step": "submit", "values": {"note": "x"}}).encode()

    def ask(_: int) -> int:
        return it.served.get("/_ssg/desk/api/step", HEADERS | it.headers, "POST", sent).status

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(ask, range(6))) == [200, *[409] * 5]
    assert len(it.get("article", path=PATH)["notes"]) == 1


@pytest.mark.parametrize(
    ("step", "values"),
    [
        ("fly", {}),
        ("publish", {"at": 5}),
        ("publish", {"hour": "x"}),
        ("publish", {"at": "kemarin"}),
        ("submit", {"note": "x" * 3000}),
    ],
)
def test_what_no_browser_sends(it: Desk, step: str, values: dict[str, Any]) -> None:
    """A step that there is not, a value of another kind, one that is too long."""
    before = it.file(PATH)
    assert take(it, PATH, step, 422, **values)["message"]
    assert it.file(PATH) == before


HOSTILE = (
    "", "x", "Semula 46, yang benar 64: maaf.", "'", '"', "# a", "---", "- a: b", "{a: [", "]}", "\u2028", "\u202e\x00", "\n---\n", "|", ">-\n x",
    "&a", "*b", "!x", "null", "ya", "true", "16:10", "<script>", "x" * 500, "## 14.05 WIB \u2013 A", "## A", "***(SA)", "/tidak/ada/",
    f"/{PUBLIC}", "../..", "\ud83d\ude31", "2024-10-09 17:00 WIB", "now", "kemarin", "2030-01-01 00:00 WIB", "1900-01-01 00:00 WIB", "sara", "dewan-pers",
    "ralat", "hak-jawab", "koreksi", "banjir", "pasar", "ikan-turun",
)  # fmt: skip
VALUES = {
    "submit": ("note",), "return": ("note",), "publish": ("at",), "unpublish": ("note",), "withdraw": ("reason", "text", "title"),
    "correct": ("type", "text", "link"), "follow": ("title",), "entry": ("text", "title"), "delete": (), "rename": ("slug",),
}  # fmt: skip


@pytest.mark.parametrize("seed", sample([1, 2, 3], 3))
def test_no_step_writes_what_the_reader_refuses(it: Desk, seed: int) -> None:
    """Whoever takes it, with whatever is sent: each text is read as it was meant to be, and the site is built."""
    r = Random(seed)
    it.portal.add(
        f"content/{LIVE}",
        article("Banjir", "## 09.00 WIB \u2013 Satu\n\nIsi.", type="live", timestamp="2024-10-10 08:00 WIB"),
    )
    it.portal.add(
        "content/daerah/2024/10/aneh.md",
        "---\r\n\"title\": 'Satu'  # ya\r\nauthor: [SW, 'Tono']\r\neditor: Budi Rahman\r\ntimestamp: 2024-10-09\r\ntime_unknown: ya\r\n---\r\nIsi.",
    )
    content = it.portal.folder / "content"
    taken = dict.fromkeys(VALUES, 0)
    for _ in range(150):
        as_(it, r.choice(("sari", "budi", "budi", "ratna")))
        path = r.choice(sorted(file.relative_to(content).as_posix() for file in content.rglob("2024/10/*.md")))
        opened = it.get("article", path=path)
        step = r.choice([*opened["steps"]] * 3 + [*VALUES])
        values = {name: r.choice(HOSTILE) for name in VALUES[step] if r.random() < 0.8}
        sent = {"path": path, "version": opened["version"], "step": step, "values": values}
        answer = it.served.get("/_ssg/desk/api/step", HEADERS | it.headers, "POST", json.dumps(sent).encode())
        assert answer.status in (200, 403, 422), (sent, answer.body)
        taken[step] += answer.status == 200
        for file in content.rglob("2024/10/*.md"):
            record, problems = read(file.relative_to(content).as_posix(), file.read_bytes(), READING)
            assert record is not None, (sent, problems)
            assert not isinstance(record, Article) or record.matter.draft or not problems, (sent, problems)
    assert sum(taken.values()) > 30, taken
    it.portal.build(now=NOW)
