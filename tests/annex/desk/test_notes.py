"""Notes of the newsroom: beside the text, for the newsroom alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.annex.desk_support import desk
from tests.support import CONFIG, article, site, ssg_here

PATH = "daerah/2024/10/banjir.md"
NOTES = "daerah/2024/10/.notes/banjir.jsonl"
SECRET = "RAHASIA-REDAKSI"


def test_a_note_is_a_line_beside_the_text(tmp_path: Path) -> None:
    """With who wrote it and when; the next comes behind it."""
    with desk(tmp_path) as it:
        it.headers = {}
        first = it.post("note", path=PATH, text="  Cek angka.\u202e\n\nBaris dua. ")["notes"]
        assert [(one["text"], one["at"]) for one in first] == [("Cek angka.\n\nBaris dua.", "10 Okt 2024, 12:00 WIB")]
        it.post("note", path=PATH, text="Sudah.")
        assert [one["text"] for one in it.get("article", path=PATH)["notes"]] == ["Cek angka.\n\nBaris dua.", "Sudah."]
        assert it.file(NOTES).count(b"\n") == 2


def test_what_is_damaged_is_passed_over(tmp_path: Path) -> None:
    """By a merge, by hand, by whoever: other lines are shown, and stay; a new note begins on a line of its own."""
    lines = (
        b'<<<<<<< HEAD\n{"at": 1728536400, "who": "Sari", "text": "Satu"}\n\xff\n{"at": 1e99, "who": 1}\n' + b"[" * 5000
    )
    with desk(tmp_path) as it:
        it.portal.add(f"content/{NOTES}", lines)
        assert [one["text"] for one in it.post("note", path=PATH, text="Dua")["notes"]] == ["Satu", "Dua"]
        assert it.file(NOTES).startswith(lines + b"\n")


def test_notes_have_bounds(tmp_path: Path) -> None:
    """A note, and the notes to an article; the oldest make room."""
    with desk(tmp_path) as it:
        it.post("note", 422, path=PATH, text="x" * 2001)
        it.post("note", 422, path=PATH, text=" \n ")
        it.post("note", 404, path="daerah/2024/10/tiada.md", text="x")
        it.post("note", 422, path=NOTES, text="x")
        it.portal.add(f"content/{NOTES}", b'{"at": 1, "who": "A", "text": "lama"}\n' * 7000)
        found = it.post("note", path=PATH, text="baru")["notes"]
        assert (len(found), found[-1]["text"]) == (200, "baru")
        assert len(it.file(NOTES)) <= 256 << 10
        it.portal.add(f"content/{NOTES}", b"x" * (5 << 20))
        assert it.get("article", path=PATH)["notes"] == []
        it.post("note", 422, path=PATH, text="x")


def test_a_link_in_place_of_notes_is_not_followed(tmp_path: Path) -> None:
    """Neither to read what is elsewhere, nor to write there."""
    secret = tmp_path / "rahasia"
    secret.write_text('{"at": 1, "who": "A", "text": "rahasia"}\n', "utf-8")
    with desk(tmp_path) as it:
        place = it.portal.folder / "content" / NOTES
        place.parent.mkdir()
        place.symlink_to(secret)
        assert it.get("article", path=PATH)["notes"] == []
        it.post("note", 422, path=PATH, text="x")
        assert secret.read_text("utf-8").count("\n") == 1


@pytest.mark.parametrize("beside", [NOTES, "daerah/2024/10/.notes/banjir.0123456789ab.md"])
def test_nobody_gets_them_from_the_preview(tmp_path: Path, beside: str) -> None:
    """By whatever address."""
    with desk(tmp_path, content={beside: f'{{"at": 1, "who": "A", "text": "{SECRET}"}}\n'}) as it:
        for url in (
            f"/{beside}",
            f"/content/{beside}",
            f"/{beside.replace('.notes', '%2enotes')}",
            f"/daerah/../{beside}",
        ):
            answer = it.served.get(url)
            assert (answer.status, SECRET in answer.body.decode()) == (404, False), url
        it.get("article", 422, path=beside)


def test_they_are_in_nothing_that_leaves_the_newsroom(tmp_path: Path) -> None:
    """No file of the output, of a target, or of what is kept beside it has a word of them, nor a name."""
    portal = site(tmp_path)
    target = tmp_path / "target"
    config = f"search: true\nmedia: {{allow: [.jsonl]}}\ndeploy: {{utama: {{to: local, path: {target}}}}}\n"
    portal.add("site.yaml", CONFIG + config)
    portal.add(f"content/{PATH}", article("Banjir", f"Lihat [catatan](/{NOTES})."))
    for name in (NOTES, "daerah/2024/10/.notes/banjir.0123456789ab.md", ".notes/front.jsonl", "foto/.notes/x.png"):
        portal.add(f"content/{name}", article(SECRET, f"{SECRET} banjir"))
    portal.add("site.yaml", CONFIG + config + "severity: {dead-link: warning}\n")
    portal.build()
    assert ssg_here(portal, "deploy", "utama").returncode == 0
    checked = ssg_here(portal, "check")
    assert ".notes" not in checked.stdout.replace(f"/{NOTES}", "")
    for top in (portal.folder / "build", target, target.parent / ".target.warta-deploy"):
        found = [file for file in top.rglob("*") if file.is_file()]
        assert found
        for file in found:
            assert SECRET.encode() not in file.read_bytes(), file
            assert ".notes" not in file.name
            assert b".notes/" not in file.read_bytes(), file
