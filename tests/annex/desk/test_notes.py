"""Notes of the newsroom: beside the text, for the newsroom alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.annex.desk import notes
from generator.annex.desk.desk import Desk
from generator.annex.desk.notes import Note
from generator.annex.desk.people import Person
from generator.base.errors import UsageError
from generator.base.timestamps import LATEST
from tests.annex.desk_support import desk, unserved
from tests.support import CONFIG, NOW, article, site, ssg_here

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


SARI, BUDI = Person("Sari Wulan", "reporter"), Person("Budi Rahman", "editor")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Desk]:
    with unserved(tmp_path) as made:
        yield made


def put(room: Desk, *lines: bytes) -> Path:
    """Put notes beside the article, as somebody else has written them."""
    file = room.folder / "content" / NOTES
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"".join(lines))
    return file


def test_the_lines(room: Desk) -> None:
    """A note is a line of JSON, which says its step only where it has one."""
    notes.add(room, SARI, PATH, "Satu “x”\t")
    notes.add(room, BUDI, PATH, "Dua\nbaris", "return")
    assert (room.folder / "content" / NOTES).read_text("utf-8") == (
        f'{{"at":{NOW},"who":"Sari Wulan","text":"Satu “x”"}}\n'
        f'{{"at":{NOW},"who":"Budi Rahman","text":"Dua\\nbaris","step":"return"}}\n'
    )
    assert notes.of(room, PATH) == [
        Note(NOW, "Sari Wulan", "Satu “x”"), Note(NOW, "Budi Rahman", "Dua\nbaris", "return"),
    ]  # fmt: skip
    assert notes.of(room, "daerah/2024/10/pasar.md") == []


def test_lines_that_are_none(room: Desk) -> None:
    """What is no note is passed over, and those before and behind it are not; a new one comes behind them all."""
    lines = b'{"at":1,"who":"A","text":"x"}\n', b'<<<<\n[]\n\xff\n{"at":"2"}\n', b'{"at":3,"who":"A","text":"z"}\n'
    file = put(room, *lines)
    assert notes.of(room, PATH) == [Note(1, "A", "x"), Note(3, "A", "z")]
    notes.add(room, SARI, PATH, "baru")
    assert file.read_bytes().startswith(b"".join(lines))
    assert notes.of(room, PATH)[-1] == Note(NOW, "Sari Wulan", "baru")


def test_what_the_browser_has(room: Desk) -> None:
    """The browser has each note with its time in the site's zone, but none of a time that no calendar has."""
    put(room, *(f'{{"at":{at},"who":"A","text":"x"}}\n'.encode() for at in (-1, 0, LATEST, LATEST + 1)))
    assert notes.shown(room, PATH) == [
        {"at": "1 Jan 1970, 07:00 WIB", "epoch": 0, "who": "A", "text": "x"},
        {"at": "3 Apr 9987, 00:46 WIB", "epoch": LATEST, "who": "A", "text": "x"},
    ]  # fmt: skip
    assert [note.at for note in notes.of(room, PATH)] == [-1, 0, LATEST, LATEST + 1]


def test_what_a_note_may_be(room: Desk) -> None:
    """A note has some letters and at most two thousand; what is refused leaves no file."""
    said = []
    for text in ("", " \n\u200b", "x" * 2001):
        with pytest.raises(UsageError) as told:
            notes.add(room, SARI, PATH, text)
        said.append(str(told.value))
    assert said == ["the note is empty", "the note is empty", "a note has at most 2,000 characters"]
    assert not (room.folder / "content" / NOTES).exists()
    notes.add(room, SARI, PATH, f" {'x' * 2000} ")
    assert notes.of(room, PATH) == [Note(NOW, "Sari Wulan", "x" * 2000)]


def test_how_many_are_shown(room: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest are shown, and before them what steps have said, however old that is."""
    monkeypatch.setattr(notes, "_MOST", 2)
    lines = [b'{"at":%d,"who":"A","text":"x"%s}\n' % (at, b',"step":"return"' if at == 1 else b"") for at in range(5)]
    for count, expected in ((0, []), (2, [0, 1]), (3, [1, 2]), (5, [1, 3, 4])):
        put(room, *lines[:count])
        assert [note.at for note in notes.of(room, PATH)] == expected


def test_which_make_room(room: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file would be too large the oldest notes go, as many as have to, but none that a step came with."""
    lines = [
        b'{"at":1,"who":"A","text":"x","step":"return"}\n',
        *(b'{"at":%d,"who":"A","text":"x"}\n' % at for at in (2, 3, 4)),
    ]
    line = f'{{"at":{NOW},"who":"Sari Wulan","text":"baru"}}\n'.encode()
    whole = sum(map(len, [*lines, line]))
    for less, expected in ((0, lines), (1, [lines[0], *lines[2:]]), (len(lines[1]), [lines[0], *lines[2:]]),
                           (len(lines[1]) + 1, [lines[0], lines[3]]), (whole, lines[:1])):  # fmt: skip
        file = put(room, *lines)
        monkeypatch.setattr(notes, "_MOST_BYTES", whole - less)
        notes.add(room, SARI, PATH, "baru")
        assert file.read_bytes() == b"".join([*expected, line])


def test_a_file_that_is_too_large(room: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that somebody has filled is not looked at beyond a limit, and stays as it is."""
    line = b'{"at":1,"who":"A","text":"x"}\n'
    file = put(room, line)
    monkeypatch.setattr(notes, "READ_BYTES", len(line))
    assert notes.of(room, PATH) == [Note(1, "A", "x")]
    monkeypatch.setattr(notes, "READ_BYTES", len(line) - 1)
    assert notes.of(room, PATH) == []
    with pytest.raises(UsageError) as told:
        notes.add(room, SARI, PATH, "baru")
    assert str(told.value) == f"{NOTES} is larger than the desk can open"
    assert file.read_bytes() == line


def test_a_last_line_without_its_end(room: Desk) -> None:
    """A new note begins on a line of its own."""
    file = put(room, b'{"at":1,"who":"A","text":"x"}')
    notes.add(room, SARI, PATH, "baru")
    assert file.read_bytes().splitlines() == [
        b'{"at":1,"who":"A","text":"x"}', f'{{"at":{NOW},"who":"Sari Wulan","text":"baru"}}'.encode(),
    ]  # fmt: skip


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
