"""Notes of the newsroom: beside the text, for the newsroom alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.annex.desk_support import PERSON, PUBLIC, Desk, desk
from tests.support import CONFIG, article, site, ssg_here

NOTES = "daerah/2024/10/.notes/banjir.jsonl"
KEPT = "daerah/2024/10/.notes/banjir.0123456789ab.md"
SECRET = "RAHASIA-REDAKSI"
LATEST = 253_000_000_000
"""A second of the year 9987."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("desk"), PERSON, login="sari") as found:
        yield found


@pytest.fixture
def it(opened: Desk) -> Desk:
    """A desk as Sari sees it, without notes."""
    opened.entries()
    (opened.portal.folder / "content" / NOTES).unlink(missing_ok=True)
    return opened


def test_a_note_is_a_line_beside_the_text(it: Desk) -> None:
    """With who wrote it and when; the next comes behind it."""
    first = it.post("note", path=PUBLIC, text="  Cek angka.\u202e\n\nBaris dua. ")["notes"]
    assert [(one["who"], one["text"], one["at"]) for one in first] == [
        ("Sari Wulan", "Cek angka.\n\nBaris dua.", "10 Okt 2024, 12:00 WIB"),
    ]  # fmt: skip
    it.as_("budi").post("note", path=PUBLIC, text="Sudah.")
    assert [one["text"] for one in it.open()["notes"]] == ["Cek angka.\n\nBaris dua.", "Sudah."]
    assert it.file(NOTES).count(b"\n") == 2


def test_what_is_damaged_is_passed_over(it: Desk) -> None:
    """By a merge, by hand, by whoever: other lines are shown, and stay; a new note begins on a line of its own."""
    lines = b'<<<<<<< HEAD\n{"at": 1728536400, "who": "Sari", "text": "Satu"}\n[]\n{"at": 1, "who": "\xff", "text": "x"}\n{"at": 1e99}\n'
    times = b"".join(b'{"at": %d, "who": "A", "text": "%d"}\n' % (at, at) for at in (-1, 0, LATEST, 10**12))
    deep = b'{"x": ' + b"[" * 100_000
    it.portal.add(f"content/{NOTES}", lines + times + deep)
    found = it.post("note", path=PUBLIC, text="Dua")["notes"]
    # None has a time that no calendar has.
    assert [one["text"] for one in found] == ["0", "Satu", "Dua", f"{LATEST}"]
    assert it.file(NOTES).startswith(lines + times + deep + b"\n")


def test_notes_have_bounds(it: Desk) -> None:
    """A note, and what is read of the notes to an article."""
    for text in ("x" * 2001, " \n\u200b", ""):
        it.post("note", 422, path=PUBLIC, text=text)
    assert not (it.portal.folder / "content" / NOTES).exists()
    it.post("note", 404, path="daerah/2024/10/tiada.md", text="x")
    it.post("note", 422, path=NOTES, text="x")
    assert it.post("note", path=PUBLIC, text=f" {'x' * 2000} ")["notes"][0]["text"] == "x" * 2000
    it.portal.add(f"content/{NOTES}", b"x" * (5 << 20))
    assert it.open()["notes"] == []
    it.post("note", 422, path=PUBLIC, text="x")


def test_a_link_in_place_of_notes_is_not_followed(it: Desk, tmp_path: Path) -> None:
    """Neither to read what is elsewhere, nor to write there."""
    secret, place = tmp_path / "rahasia", it.portal.folder / "content" / NOTES
    secret.write_text('{"at": 1, "who": "A", "text": "rahasia"}\n', "utf-8")
    place.symlink_to(secret)
    assert it.open()["notes"] == []
    it.post("note", 422, path=PUBLIC, text="x")
    assert secret.read_text("utf-8").count("\n") == 1


@pytest.mark.parametrize("beside", [NOTES, KEPT])
def test_nobody_gets_them_from_the_preview(it: Desk, beside: str) -> None:
    """By whatever address."""
    it.portal.add(f"content/{beside}", f'{{"at": 1, "who": "A", "text": "{SECRET}"}}\n')
    for url in (f"/{beside}", f"/content/{beside}", f"/{beside.replace('.notes', '%2enotes')}", f"/daerah/../{beside}"):
        answer = it.served.get(url, it.headers)
        assert (answer.status, SECRET in answer.body.decode()) == (404, False), url
    it.get("article", 422, path=beside)
    it.portal.remove(f"content/{beside}")


@pytest.mark.slow
def test_they_are_in_nothing_that_leaves_the_newsroom(tmp_path: Path) -> None:
    """No file of the output, of a target, or of what is kept beside it has a word of them, nor a name."""
    target = tmp_path / "target"
    config = f"search: true\nmedia: {{allow: [.jsonl]}}\ndeploy: {{utama: {{to: local, path: {target}}}}}\n"
    portal = site(tmp_path, config=CONFIG + config + "severity: {dead-link: warning}\n")
    portal.add(f"content/{PUBLIC}", article("Banjir", f"Lihat [catatan](/{NOTES})."))
    for name in (NOTES, KEPT, ".notes/front.jsonl", "foto/.notes/x.png"):
        portal.add(f"content/{name}", article(SECRET, f"{SECRET} banjir"))
    portal.build()
    assert ssg_here(portal, "deploy", "utama").returncode == 0
    assert ".notes" not in ssg_here(portal, "check").stdout.replace(f"/{NOTES}", "")
    for top in (portal.folder / "build", target, target.parent / ".target.warta-deploy"):
        found = [file for file in top.rglob("*") if file.is_file()]
        assert found
        for file in found:
            assert SECRET.encode() not in file.read_bytes(), file
            assert ".notes" not in file.name
            assert b".notes/" not in file.read_bytes(), file
