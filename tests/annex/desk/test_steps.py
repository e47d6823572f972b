"""The steps of the workflow: what stands in the files after each, and who may take it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.annex.desk_support import HEADERS, OTHER, PEOPLE, PUBLIC, Desk, desk
from tests.support import NOW, article

PATH, LIVE = "daerah/2024/10/naskah.md", "daerah/2024/10/langsung.md"
FOLDER = "content/daerah/2024/10"


def text(**keys: str) -> str:
    title = keys.pop("title", "Harga Ikan Turun")
    return article(title, "Isi naskah. ***(SW)", **{"status": "draft", "editor": ""} | keys)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    people = PEOPLE.replace("review: true\n", "review: true\n  live: authors\n")
    with desk(tmp_path_factory.mktemp("desk"), people, {"nasional/tetap.md": text()}, login="budi") as found:
        yield found


@pytest.fixture
def it(opened: Desk) -> Desk:
    """A desk as Budi sees it, an editor: a draft of Sari's, and what readers have, as they were at the beginning."""
    # Once all that was done before is in the history, and no file comes any more.
    opened.entries("nasional/tetap.md")
    opened.portal.remove("content/daerah")
    opened.portal.add(f"content/{PATH}", text())
    opened.portal.add(f"content/{PUBLIC}", article("Banjir Surut", "Isi pertama.", summary="Air surut."))
    opened.portal.add(f"content/{OTHER}", article("Pasar Dibuka", "Isi pasar."))
    return opened


def head(it: Desk, path: str) -> list[str]:
    return it.file(path).decode().split("---\n")[1].splitlines()


# ----------------------------------------------------------------------- who may what


def test_who_may_take_which_step(it: Desk) -> None:
    """By where an article is: editors all that it can take, reporters what is their own, others only what follows."""
    retracted = "{timestamp: 2024-10-10 10:00 WIB, reason: sara, text: Dicabut.}"
    states = {
        "draft": {"status": "draft"}, "review": {"status": "review"},
        "scheduled": {"timestamp": "2024-10-11 12:00 WIB"},
        "published": {}, "expired": {"expires": "2024-10-10 11:00 WIB"}, "withdrawn": {"retracted": retracted},
    }  # fmt: skip
    public = ["unpublish", "withdraw", "correct", "follow", "rename"]
    expected = {
        "draft": (["submit", "publish", "rename", "delete"], ["submit", "rename", "delete"], []),
        "review": (["return", "publish", "rename", "delete"], [], []),
        "scheduled": (["publish", "unpublish", "rename"], [], []),
        "published": (public, ["follow"], ["follow"]), "expired": (public, ["follow"], ["follow"]),
        "withdrawn": (["reinstate"], [], []),
    }  # fmt: skip
    for state, keys in states.items():
        it.portal.add(f"content/{PATH}", article("Banjir", **keys))
        found = [it.as_(login).open(PATH) for login in ("ratna", "budi", "sari", "dewi")]
        lead, editor, author, reporter = expected[state][0], *expected[state]
        assert [one["steps"] for one in found] == [lead, editor, author, reporter], state
        assert {one["state"] for one in found} == {state}


@pytest.mark.parametrize(
    ("author", "is_own"),
    [("Sari  wulan", True), ("[Dewi Lestari, Sari Wulan]", True), ("", True), ("SWN", True), ("DL", False), ("Sari", False)],
)  # fmt: skip
def test_whose_draft_it_is(it: Desk, author: str, is_own: bool) -> None:
    """That of whoever a byline names, by name or by initials, and anybody's where nobody is named."""
    it.portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\ninitials: SWN\n---\nWartawan.\n")
    it.settle()
    it.portal.add(f"content/{PATH}", text(author=author))
    assert it.as_("sari").open(PATH)["steps"] == (["submit", "rename", "delete"] if is_own else [])


def test_who_may_not(it: Desk) -> None:
    """A reporter publishes nothing, and nobody withdraws a draft; no save does what a step does; nothing is changed."""
    sari, draft, public = it.as_("sari"), it.file(PATH), it.file()
    for step, values in (("publish", {}), ("return", {}), ("withdraw", {"reason": "sara"})):
        sari.step(PATH, step, 403, **values)
    it.step(PATH, "withdraw", 403, reason="sara")
    it.step(PATH, "entry", 403, text="x")
    ready = {"draft": None, "status": "ready", "editor": "Budi Rahman"}
    for who in (sari, it):
        who.save(PATH, 403, values=ready)
        for given in ({"body": "Lain."}, {"values": {"draft": "true"}}):
            assert who.save(PUBLIC, **given)["kept"]
    assert sari.post("new", title="Punya Sari", category="daerah", values=ready)["state"] == "draft"
    it.portal.add(f"content/{PATH}", text(author="Budi Rahman"))
    sari.step(PATH, "delete", 403)
    it.portal.add(f"content/{PATH}", draft)
    assert (it.file(PATH), it.file()) == (draft, public)


# ------------------------------------------------------------------------ to readers


def test_from_the_reporter_to_the_readers(it: Desk) -> None:
    """Handed in, sent back with a note, handed in again, published by an editor, who is named; nothing else changes."""
    sari, before = it.as_("sari"), it.file(PATH).decode()
    done = sari.step(PATH, "submit", note="Mohon dicek angkanya.")
    assert (done["state"], done["steps"], done["notes"][0]["who"]) == ("review", ["recall"], "Sari Wulan")
    assert it.file(PATH).decode() == before.replace("status: draft", "status: review")
    assert it.step(PATH, "return", note="Sumbernya siapa?")["state"] == "draft"
    assert [one["text"] for one in it.open(PATH)["notes"]] == ["Mohon dicek angkanya.", "Sumbernya siapa?"]
    sari.step(PATH, "submit")
    done = it.step(PATH, "publish", at="2024-10-09 18:00")
    assert (done["state"], it.file(PATH).decode()) == (
        "published",
        before.replace("status: draft\n", "").replace("16:10", "18:00").replace("timestamp", "editor: Budi Rahman\ntimestamp"),
    )  # fmt: skip
    it.settle()
    assert "Harga Ikan Turun" in it.served.get(done["url"], it.headers).body.decode()


@pytest.mark.slow
def test_who_waits_for_whom(it: Desk) -> None:
    """What is handed in, of new texts and of what readers have, is seen by editors, and what came back by its author."""
    sari, before = it.as_("sari"), it.file()

    def listed(state: str) -> list[tuple[str, bool, Any]]:
        it.settle()
        found = it.get("list", state=state)["items"]
        return [
            (one["path"], one["changes"], one["mark"] and (one["mark"]["step"], one["mark"]["who"])) for one in found
        ]

    sari.step(PUBLIC, "submit", 403)
    assert sari.step(PATH, "submit")["steps"] == ["recall"]
    assert "discard" in sari.save(body="Isi kedua.")["steps"]
    assert (PUBLIC, True, None) in listed("drafts")
    assert sari.step(PUBLIC, "submit", note="Angka baru.")["steps"] == ["recall", "discard", "follow"]
    handed_in = ("submit", "Sari Wulan")
    assert listed("review") == [(PATH, False, handed_in), (PUBLIC, True, handed_in)]
    it.as_("dewi").step(PUBLIC, "recall", 403)
    assert sari.step(PATH, "recall")["state"] == "draft"
    for path in (PATH, PUBLIC):
        if path == PATH:
            sari.step(path, "submit")
        assert it.step(path, "return", note="Sumbernya siapa?")["mark"]["text"] == "Sumbernya siapa?"
    assert {(PATH, False, ("return", "Budi Rahman")), (PUBLIC, True, ("return", "Budi Rahman"))} <= {*listed("drafts")}
    assert it.file() == before
    sari.step(PUBLIC, "submit")
    sari.step(PUBLIC, "release", 403)
    done = it.step(PUBLIC, "release")
    assert (done["working"], done["mark"], b"Isi kedua." in it.file(), listed("review")) == (None, None, True, [])
    sari.save(body="Isi ketiga.")
    assert it.step(PUBLIC, "discard")["working"] is None
    assert it.unmerged() == [("Sari Wulan", "ketiga.")]


def test_an_hour_to_come_is_waited_for(it: Desk) -> None:
    """Published at its own hour if that is to come, at another if one is said, or at once; and taken back."""
    assert it.step(PATH, "publish", at="2030-01-01 06.00 WIB")["state"] == "scheduled"
    assert "timestamp: 2030-01-01 06:00 WIB" in head(it, PATH)
    assert it.step(PATH, "publish")["state"] == "scheduled"
    assert it.step(PATH, "publish", at="now")["state"] == "published"
    stamp = next(line for line in head(it, PATH) if line.startswith("timestamp"))
    done = it.step(PATH, "unpublish", note="Salah foto.")
    assert (done["state"], done["notes"][-1]["text"]) == ("draft", "Salah foto.")
    # However many notes come later, a draft that readers had is known as one, and not deleted.
    it.portal.edit(f"{FOLDER}/.notes/naskah.jsonl", "}\n", "}\n" + '{"at": 1, "who": "A", "text": "x"}\n' * 300)
    assert "delete" not in it.open(PATH)["steps"]
    it.post("note", path=PATH, text="x" * 1900)
    assert "delete" not in it.open(PATH)["steps"]
    it.step(PATH, "publish")
    assert stamp in head(it, PATH)


@pytest.mark.slow
def test_whoever_looks_at_another_time_publishes_now(tmp_path: Path) -> None:
    """Whoever sits at the machine may look at another time; what is written, noted and listed has the present."""
    people = PEOPLE.partition("  person:")[0]
    with desk(tmp_path, people, {PATH: text(editor="Budi Rahman")}) as it:
        assert it.served.get("/_ssg/now", HEADERS, "POST", b"2024-10-13 12:00 WIB").status == 204
        it.settle()
        new = it.post("new", title="Jalan Desa", category="daerah")
        assert new["values"]["timestamp"] == "2024-10-10 12:00 WIB"
        done = it.step(PATH, "publish", at="now")
        assert (done["state"], done["values"]["timestamp"]) == ("published", "2024-10-10 12:00 WIB")
        assert it.step(PUBLIC, "correct", text="Bukan Muara.")["values"]["updated"] == "2024-10-10 12:00 WIB"
        assert it.post("note", path=PATH, text="Sudah.")["notes"][-1]["at"].endswith("12:00 WIB")


def test_nobody_publishes_what_he_alone_wrote(it: Desk) -> None:
    """With review: true an editor of the desk answers for it, chosen from a list; until then it stays as it is."""
    assert it.get("start")["site"]["editors"] == ["Budi Rahman", "Ratna Ayu"]
    for name in ("Siapa Saja", "Dewi Lestari"):
        it.portal.add(f"content/{PATH}", text(editor=name))
        assert [(one["code"], one["key"]) for one in it.step(PATH, "publish", 422)["problems"]] == [
            ("own-editor", "editor")
        ]
        it.save(values={"editor": name})
        assert it.step(PUBLIC, "release", 422)["problems"]
        it.step(PUBLIC, "discard")
    it.portal.add(f"content/{PATH}", text(author="Ratna Ayu"))
    told = it.as_("ratna").step(PATH, "publish", 422)
    assert {one["code"] for one in told["problems"]} == {"missing-editor"}
    it.portal.add(f"content/{PATH}", text(author="Ratna Ayu", editor="Ratna Ayu"))
    for who in (it, it.as_("ratna")):
        assert [one["code"] for one in who.step(PATH, "publish", 422)["problems"]] == ["own-editor"]
    assert b"status: draft" in it.file(PATH)
    it.portal.add(f"content/{PATH}", text(author="Ratna Ayu"))
    assert it.step(PATH, "publish")["values"]["editor"] == "Budi Rahman"


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
    it.settle()
    it.portal.add(f"content/{PATH}", text(**keys))
    before = it.file(PATH)
    told = it.step(PATH, "publish", 422)
    assert code in {one["code"] for one in told["problems"]}
    assert (bool(told["message"]), it.file(PATH)) == (True, before)


def test_a_step_with_another_version_changes_nothing(it: Desk) -> None:
    """Somebody saved meanwhile; of several at once one takes the step, and the others are told."""
    version = it.open(PATH)["version"]
    it.portal.add(f"content/{PATH}", text(summary="Lain"))
    told = it.post("step", 409, path=PATH, version=version, step="submit")
    assert "summary: Lain" in told["theirs"]
    assert b"status: draft" in it.file(PATH)
    sent = {"path": PATH, "version": it.open(PATH)["version"], "step": "submit", "values": {"note": "x"}}

    def ask(_: int) -> int:
        return it.served.get("/_ssg/desk/api/step", HEADERS | it.headers, "POST", json.dumps(sent).encode()).status

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(ask, range(6))) == [200, *[409] * 5]
    assert len(it.open(PATH)["notes"]) == 1


@pytest.mark.parametrize(
    ("step", "values", "status"),
    [
        ("fly", {}, 422), ("publish", {"at": 5}, 400), ("publish", {"hour": "x"}, 422),
        ("publish", {"at": "kemarin"}, 422), ("submit", {"note": "x" * 3000}, 422),
    ],
)  # fmt: skip
def test_what_no_browser_sends(it: Desk, step: str, values: dict[str, Any], status: int) -> None:
    """A step that there is not, a value of another kind, one that is too long."""
    before = it.file(PATH)
    assert it.step(PATH, step, status, **values)["message"]
    assert it.file(PATH) == before


# ------------------------------------------------------------------- what readers have


def test_a_correction_stands_where_the_others_do(it: Desk) -> None:
    """The first makes the list, the next comes behind it, or before where the newest is first; the others stay."""
    it.step(PUBLIC, "correct", type="ralat", text="Semula 46, yang benar 64: maaf.")
    values = it.open()["values"]
    assert [(one["type"], one["text"]) for one in values["corrections"]] == [
        ("ralat", "Semula 46, yang benar 64: maaf.")
    ]
    assert values["updated"] == values["corrections"][0]["timestamp"]
    one, two = "2024-10-09 17:00 WIB", "2024-10-09 18:00 WIB"
    for order, place in (((one, two), 2), ((two, one), 0)):
        lines = "".join(f"\n  - timestamp: {at}  # ya\n    text: 'Isi'" for at in order)
        it.portal.add(f"content/{PUBLIC}", article("Banjir", corrections=lines))
        it.step(PUBLIC, "correct", type="hak-jawab", text="Jawaban.")
        found = it.open()["values"]
        assert [one["text"] for one in found["corrections"]].index("Jawaban.") == place
        assert "updated" not in found
        assert [one["text"] for one in found["corrections"]].count("Isi") == 2
    it.portal.add(f"content/{PUBLIC}", article("Banjir", corrections=f"[{{timestamp: {one}, text: Isi}}]"))
    it.step(PUBLIC, "correct", text="Lagi, ya.", link="/tidak/ada/", status=422)
    it.step(PUBLIC, "correct", text="Lagi, ya.")
    assert len(it.open()["values"]["corrections"]) == 2


@pytest.mark.parametrize("when", ["now", "later"])
def test_a_correction_and_its_text_go_out_together(it: Desk, when: str) -> None:
    """Whichever is written first: readers have neither before the other."""
    before, given = it.file(), {"type": "ralat", "text": "Semula 46, yang benar 64."}
    if when == "later":
        it.as_("sari").save(body="Korban 60 orang.")
        waits = it.step(PUBLIC, "correct", when="later", **given)["working"]
        assert (waits["body"], len(waits["values"]["corrections"])) == ("Korban 60 orang.", 1)
    it.save(body="Korban 64 orang.", values=(it.open()["working"] or {}).get("values", {}))
    assert it.file() == before
    it.step(PUBLIC, "correct", **given) if when == "now" else it.step(PUBLIC, "release")
    assert it.open()["working"] is None
    assert (it.file().count(b"yang benar 64"), it.file().count(b"Korban 64")) == (1, 1)
    assert it.unmerged() == ([("Sari Wulan", "orang.")] if when == "later" else [])


def test_a_withdrawal_names_its_reason(it: Desk) -> None:
    """One of the five, with what readers are told."""
    before = it.file()
    assert it.step(PUBLIC, "withdraw", 422, reason="malas")["problems"]
    assert it.file() == before
    given = {"reason": "trauma-korban", "text": "Demi keluarga korban.", "title": "Berita Dicabut"}
    done = it.step(PUBLIC, "withdraw", **given)
    assert (done["state"], done["steps"]) == ("withdrawn", ["reinstate"])
    assert done["values"]["retracted"] == {"timestamp": "2024-10-10 12:00 WIB", **given}


def test_what_was_withdrawn_is_published_again(it: Desk) -> None:
    """By an editor, with a reason; readers are told when it was withdrawn, when it came back, and why."""
    retracted = "{timestamp: 2024-10-10 10:00 WIB, reason: sara, text: Dicabut., title: Berita Dicabut}"
    it.portal.add(f"content/{PUBLIC}", article("Banjir Surut", "Isi pertama.", retracted=retracted))
    assert it.as_("sari").open()["steps"] == []
    it.as_("sari").step(PUBLIC, "reinstate", 403, why="Keliru.")
    assert it.step(PUBLIC, "reinstate", 422, why=" ")["problems"]
    withdrawn = it.open()["version"]
    done = it.step(PUBLIC, "reinstate", why="Yang dimaksud berita lain.")
    assert (done["state"], "retracted" in done["values"]) == ("published", False)
    said = (
        "Berita ini dicabut (10 Okt 2024, 10:00 WIB) dan diterbitkan lagi (10 Okt 2024, 12:00 WIB): "
        "Yang dimaksud berita lain."
    )
    assert [one["text"] for one in done["values"]["corrections"]] == [said]
    assert it.entries()[0]["said"] == "Budi Rahman menerbitkan lagi “Banjir Surut”: Yang dimaksud berita lain."
    it.settle()
    for url in (done["url"], "/koreksi/"):
        assert said.encode() in it.served.get(url, it.headers).body
    ratna = it.as_("ratna")
    ratna.post("step", 409, path=PUBLIC, version=withdrawn, step="reinstate", values={"why": "x"})
    ratna.step(PUBLIC, "reinstate", 403, why="x")
    # Whom site.yaml lets nobody publish alone does not come back alone either.
    it.portal.add(f"content/{PUBLIC}", article("Banjir", author="Budi Rahman", retracted=retracted))
    assert [one["code"] for one in it.step(PUBLIC, "reinstate", 422, why="x")["problems"]] == ["own-editor"]


def test_a_report_that_goes_on(it: Desk) -> None:
    """Anybody may begin the next one, a draft that leads back."""
    new = it.as_("sari").step(PUBLIC, "follow", title="Banjir Surut, Warga Kembali")
    assert (new["path"], new["state"]) == ("daerah/2024/10/banjir-surut-warga-kembali.md", "draft")
    assert (new["values"]["follows"], new["values"]["author"]) == (f"/{PUBLIC}", "Sari Wulan")


@pytest.mark.parametrize(
    ("begun", "body", "title", "expected"),
    [
        ("10-10 08:00 WIB", "Pembuka.\n\n\n", "", "Pembuka.\n\n## 12.00 WIB\n\nIsi."),
        ("10-10 08:00 WIB", "", "  ## Air\n Naik ", "## 12.00 WIB – Air Naik\n\nIsi."),
        ("10-10 08:00 WIB", "## 09.00 WIB – Satu\n\nSatu.***(SW)", "Air", "## 09.00 WIB – Satu\n\nSatu.\n\n## 12.00 WIB – Air\n\nIsi.***(SW)"),
        ("10-10 08:00 WIB", "Pembuka.\n\n\\*\\*\\*(SW)  \n", "", "Pembuka.\n\n## 12.00 WIB\n\nIsi.\\*\\*\\*(SW)"),
        ("10-10 08:00 WIB", "***(SW)\n\nSatu lagi.", "", "***(SW)\n\nSatu lagi.\n\n## 12.00 WIB\n\nIsi."),
        ("10-10 08:00 WIB", f"Pembuka.{' ' * 50_000}Isi. ***(SW)", "", f"Pembuka.{' ' * 50_000}Isi.\n\n## 12.00 WIB\n\nIsi.***(SW)"),
        ("10-09 20:00 WIB", "## 20.30 WIB – Satu\n\nSatu.", "", "## 20.30 WIB – Satu\n\nSatu.\n\n## 10 Oktober 2024, 12.00 WIB\n\nIsi."),
        ("10-09 13:00 WIB", "Pembuka.", "", "Pembuka.\n\n## 10 Oktober 2024, 12.00 WIB\n\nIsi."),
        ("10-10 12:00 WIB", "Pembuka.", "", "Pembuka.\n\n## 12.00 WIB\n\nIsi."),
        ("10-10 08:00 WIT", "Pembuka.", "", "Pembuka.\n\n## 14.00 WIT\n\nIsi."),
    ],
)  # fmt: skip
def test_an_entry_comes_last_with_its_hour(it: Desk, begun: str, body: str, title: str, expected: str) -> None:
    """Above the closing mark, with its day where the hour alone would be another, and with whoever did not begin it."""
    it.portal.add(f"content/{LIVE}", article("Banjir", body, type="live", timestamp=f"2024-{begun}"))
    for who, name in ((it.as_("sari"), ""), (it, " (Budi Rahman)")):
        assert "entry" in who.open(LIVE)["steps"]
        told = who.step(LIVE, "entry", title=title, text=" \r\nIsi.\u200b\r\n")
        lines = expected.split("\n")
        at = next(number for number, line in enumerate(reversed(lines)) if line.startswith("##"))
        lines[-1 - at] += name
        assert told["body"] == "\n".join(lines)
        it.portal.add(f"content/{LIVE}", article("Banjir", body, type="live", timestamp=f"2024-{begun}"))


def test_a_live_report_begins_at_the_desk(it: Desk) -> None:
    """Without an entry it is a draft as any other, and nobody can publish it; its time is that of its first entry."""
    sari = it.as_("sari")
    path = sari.post("new", title="Banjir Muara", category="daerah", type="live")["path"]
    it.portal.edit(f"content/{path}", "12:00 WIB", "11:00 WIB")
    assert "entry" in sari.open(path)["steps"]
    assert it.step(path, "publish", 422)["problems"][0]["code"] == "bad-entry"
    sari.step(path, "entry", text="Air naik.")
    assert "## 12.00 WIB" in it.file(path).decode()
    done = it.step(path, "publish", at="now")
    assert (done["state"], done["values"]["timestamp"]) == ("published", "2024-10-10 12:00 WIB")


def test_an_entry_of_a_reporter_waits_unless_site_yaml_says_more(it: Desk) -> None:
    """It is handed in with those before it, and readers have them once an editor publishes them."""
    it.portal.add(f"content/{LIVE}", article("Banjir", "Pembuka.", type="live", timestamp="2024-10-10 08:00 WIB"))
    sari, before = it.as_("sari"), it.file(LIVE)
    it.portal.edit("site.yaml", "  live: authors\n", "")
    it.served.until(lambda: sari.get("start")["steps"]["entry"]["changes"])
    sari.step(LIVE, "entry", text="Satu.")
    done = sari.step(LIVE, "entry", text="Dua.")
    assert (done["mark"]["step"], done["working"]["body"].count("## 12.00 WIB"), it.file(LIVE)) == ("submit", 2, before)
    it.step(LIVE, "release")
    assert (it.file(LIVE).count(b"Satu."), it.file(LIVE).count(b"Dua.")) == (1, 1)
    it.portal.edit("site.yaml", "  review: true\n", "  review: true\n  live: authors\n")
    it.served.until(lambda: not sari.get("start")["steps"]["entry"]["changes"])


def test_what_is_no_entry(it: Desk) -> None:
    """One without letters, at another time, behind the end of a report, or of a colleague who does not publish."""
    live = article("Banjir", "Pembuka.", type="live", timestamp="2024-10-10 08:00 WIB")
    it.portal.add(f"content/{LIVE}", live)
    for entry in (" \n\t", "\u200b", "x" * 50_000):
        it.step(LIVE, "entry", 422, text=entry)
    it.step(LIVE, "entry", 422, text="## Kemarin\n\nIsi.")
    it.as_("dewi").step(LIVE, "entry", 403, text="Isi.")
    assert it.file(LIVE).decode() == live
    it.portal.add(f"content/{LIVE}", f"{live}\n```\nkode")
    assert "```" in it.step(LIVE, "entry", 422, text="Isi.")["message"]
    it.step(LIVE, "entry", 422, text="Isi.\n\n## 11.00\n\nDua sekaligus.")
    it.portal.add(f"content/{LIVE}", live)
    it.portal.edit(f"content/{LIVE}", "type: live", "type: live\nlive_until: 2024-10-10 11:59 WIB")
    it.step(LIVE, "entry", 403, text="Terlambat.")


# -------------------------------------------------------------------- another address


def test_another_address_leads_on(it: Desk) -> None:
    """It is a key of the file, so what names the file still does; the old one redirects if readers may have it."""
    it.portal.edit(f"content/{OTHER}", "Isi pasar.", "Baca Juga: [](/daerah/2024/10/banjir.md)")
    it.portal.edit(f"content/{PUBLIC}", "title:", "aliases: /lama/\ntitle:")
    it.settle()
    done = it.step(PUBLIC, "rename", slug="surut")
    assert (done["path"], done["values"]["slug"]) == (PUBLIC, "surut")
    assert done["values"]["aliases"] == ["/lama/", "/daerah/2024/10/banjir/"]
    assert " /daerah/2024/10/surut/" in it.entries()[0]["said"]
    it.settle()
    assert (it.open(OTHER)["problems"], it.step(PUBLIC, "rename", slug="banjir")["values"].get("slug")) == ([], None)
    for slug in ("../x", "a" * 300, "con", "", "Slug"):
        it.step(PUBLIC, "rename", 422, slug=slug)
    it.step(PATH, "rename", 422, slug="pasar")
    assert "aliases" not in it.step(PATH, "rename", slug="ikan")["values"]
    it.portal.add(f"{FOLDER}/lain.md", article("Lain", "Baca Juga: [](banjir)"))
    it.settle()
    assert "lain.md" in it.step(PUBLIC, "rename", 422, slug="lain-lagi")["message"]


# --------------------------------------------------------------------- words that stay


def test_a_deleted_draft_is_in_the_bin_for_30_days(it: Desk) -> None:
    """With its notes, for those who may delete it; it comes back where it was, or beside what is there now."""
    folder, path = it.portal.folder / "content/daerah/2023/01", "daerah/2023/01/lama.md"
    sari = it.as_("sari")

    def bin_of(who: Desk) -> list[tuple[str, str, str]]:
        found = who.get("list", state="deleted")["items"]
        return [(one["title"], one["mark"]["who"], one["mark"]["at"]) for one in found]

    for _ in range(2):
        it.portal.add(f"content/{path}", text())
        it.post("note", path=path, text="Tunggu data.")
        assert sari.step(path, "delete") == {"path": path, "deleted": True}
    assert not folder.parent.exists()
    there = ("Harga Ikan Turun", "Sari Wulan", "10 Okt 2024, 12:00 WIB")
    assert (bin_of(it), bin_of(sari), bin_of(it.as_("dewi"))) == ([there] * 2, [there] * 2, [])
    it.as_("dewi").post("undelete", 403, path=path)
    it.get("article", 422, path=f".trash/{path}")
    it.portal.add(f"content/{path}", text(title="Lain"))
    back = sari.post("undelete", path=path)["path"]
    assert (back, it.file(back).decode()) == ("daerah/2023/01/lama-2.md", text())
    assert [one["text"] for one in it.open(back)["notes"]] == ["Tunggu data."]
    for wrong, status in ((path, 404), ("../site.yaml", 422), ("daerah", 422)):
        it.post("undelete", status, path=wrong)
    it.portal.edit("content/.trash/daerah/2023/01/.notes/lama-2.jsonl", '"at":1728', '"at":1725')
    assert bin_of(it) == []
    it.step(PATH, "delete")
    trash = it.portal.folder / "content/.trash"
    assert ([*trash.rglob("lama*")], [*trash.rglob("naskah.md")]) == ([], [trash / PATH])


def test_a_link_is_put_in_place_of_what_is_written(it: Desk, tmp_path: Path) -> None:
    """Of the draft, or of the folder of its notes: neither is followed, and nothing is changed."""
    content, elsewhere = it.portal.folder / "content", tmp_path / "luar"
    elsewhere.mkdir()
    (elsewhere / "naskah.jsonl").write_text("{}\n", "utf-8")
    notes, there = content / "daerah/2024/10/.notes", it.portal.folder / "notes"
    if notes.exists():
        notes.rename(there)
    notes.symlink_to(elsewhere)
    for step, values in (("delete", {}), ("submit", {"note": "x"})):
        it.step(PATH, step, 422, **values)
    assert (elsewhere / "naskah.jsonl").read_text("utf-8") == "{}\n"
    version = it.open(PATH)["version"]
    (content / PATH).rename(elsewhere / "naskah.md")
    (content / PATH).symlink_to(elsewhere / "naskah.md")
    it.post("step", 422, path=PATH, version=version, step="submit")
    assert b"status: draft" in (elsewhere / "naskah.md").read_bytes()
    notes.unlink()


HOSTILE = (
    "", "x", "Semula 46, yang benar 64: maaf.", "'", '"', "# a", "---", "- a: b", "{a: [", "]}", "\u2028", "\u202e\x00",
    "\n---\n", "|", ">-\n x",
    "&a", "*b", "!x", "null", "ya", "true", "16:10", "<script>", "x" * 500, "## 14.05 WIB \u2013 A", "## A", "***(SA)",
    "/tidak/ada/",
    f"/{PUBLIC}", "../..", "\ud83d\ude31", "2024-10-09 17:00 WIB", "now", "kemarin", "2030-01-01 00:00 WIB",
    "1900-01-01 00:00 WIB", "sara", "dewan-pers",
    "ralat", "hak-jawab", "koreksi", "banjir", "pasar", "ikan-turun",
)  # fmt: skip
VALUES = {
    "submit": ("note",), "return": ("note",), "publish": ("at",), "unpublish": ("note",),
    "withdraw": ("reason", "text", "title"), "reinstate": ("why",),
    "correct": ("type", "text", "link", "when"), "recall": (), "release": (), "discard": (), "follow": ("title",), "entry": ("text", "title"), "delete": (),
    "rename": ("slug",),
}  # fmt: skip


@pytest.mark.slow
def test_no_step_writes_what_a_build_refuses(it: Desk) -> None:
    """Whoever takes it, with whatever is sent: what comes of it is built."""
    r = Random(1)
    it.portal.add(
        f"content/{LIVE}",
        article("Banjir", "## 09.00 WIB \u2013 Satu\n\nIsi.", type="live", timestamp="2024-10-10 08:00 WIB"),
    )
    it.portal.add(
        f"{FOLDER}/aneh.md",
        "---\r\n\"title\": 'Satu'  # ya\r\nauthor: [SW, 'Tono']\r\neditor: Budi Rahman\r\ntimestamp: 2024-10-09\r\ntime_unknown: ya\r\n---\r\nIsi.",
    )
    content = it.portal.folder / "content"
    taken = dict.fromkeys(VALUES, 0)
    for _ in range(45):
        who = it.as_(r.choice(("sari", "budi", "budi", "ratna")))
        path = r.choice(sorted(file.relative_to(content).as_posix() for file in content.glob("*/2024/10/*.md")))
        opened = who.open(path)
        step = r.choice([*opened["steps"]] * 3 + [*VALUES])
        values = {name: r.choice(HOSTILE) for name in VALUES[step] if r.random() < 0.8}
        sent = {"path": path, "version": opened["version"], "step": step, "values": values}
        answer = who.served.get("/_ssg/desk/api/step", HEADERS | who.headers, "POST", json.dumps(sent).encode())
        assert answer.status in (200, 403, 422), (sent, answer.body)
        taken[step] += answer.status == 200
    assert sum(taken.values()) > 10, taken
    it.portal.build(now=NOW)
