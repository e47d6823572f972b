"""Publishing from the desk, to a target and for a pipeline."""

from __future__ import annotations

import contextlib
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.annex.desk_support import OTHER, PERSON, PUBLIC, Desk, desk, git
from tests.preview_support import OTHER as OTHER_URL
from tests.support import article

PUSH = PERSON.replace("desk:\n", "desk:\n  publish: push\n")
TARGET = PERSON.replace("desk:\n", "desk:\n  publish: uji\n").replace("{", "{{").replace("}", "}}") + (
    "deploy: {{uji: {{to: local, path: {}, public: '{}'}}}}\n"
)
LONG = "Satu kata.\n\nDua kata.\n\nTiga kata.\n"
NOTES = "content/daerah/2024/10/.notes/banjir.jsonl"


def line(it: Desk, state: str, words: str = "") -> str:
    """Wait until the line above all screens says how publishing is, and return it."""
    it.served.until(lambda: (told := it.get("publishing"))["state"] == state and words in told["text"])
    return str(it.get("publishing")["text"])


def reaches(it: Desk, reach: str, path: str = PUBLIC) -> str:
    """Wait until an article has come so far on its way to readers, and return what is said of it."""
    it.served.until(lambda: it.get("reach", path=path)["reach"] == reach)
    return str(it.get("reach", path=path)["said"])


class Elsewhere:
    """A colleague who uses git on another machine, and the place where all meet."""

    def __init__(self, it: Desk, work: Path) -> None:
        self.bare, self.folder = work / "tempat.git", work / "lain"
        git(work, "init", "-q", "--bare", "-b", "main", str(self.bare))
        git(it.portal.folder, "remote", "add", "origin", str(self.bare))
        git(it.portal.folder, "push", "-q", "origin", "main")
        git(work, "clone", "-q", str(self.bare), str(self.folder))

    def push(self, path: str, old: str, new: str) -> None:
        """Replace something in a file, or add it to a new one, and send it."""
        git(self.folder, "pull", "-q", "--no-rebase", "--no-edit")
        file = self.folder / path
        file.parent.mkdir(exist_ok=True)
        text = file.read_text("utf-8") if old else ""
        assert old in text
        file.write_text(text.replace(old, new) if old else new, "utf-8")
        git(self.folder, "add", path)
        git(self.folder, "commit", "-qm", "dari lain")
        git(self.folder, "push", "-q")

    def shows(self, path: str = f"content/{PUBLIC}") -> str:
        return shown(self.bare, path)


def shown(repository: Path, path: str = f"content/{PUBLIC}") -> str:
    """Return a file as its last commit has it; empty if there is none."""
    with contextlib.suppress(subprocess.CalledProcessError):
        return git(repository, "show", f"main:{path}")
    return ""


def is_clean(it: Desk) -> bool:
    """Return whether nothing is half done in a repository."""
    own = it.portal.folder / ".git"
    left = [name for name in ("MERGE_HEAD", "index.lock", "HEAD.lock") if (own / name).exists()]
    return not left


@pytest.mark.slow
def test_no_place(tmp_path: Path) -> None:
    """Where site.yaml names no place, nothing is called published, and it is said where to name one."""
    with desk(tmp_path, PERSON, login="budi") as it:
        assert "desk: publish:" in line(it, "nowhere")
        assert (it.open()["reach"], it.open()["said"]) == ("ready", "Siap terbit")


@pytest.mark.slow
def test_one_act(tmp_path: Path) -> None:
    """What is published, changed or taken back goes to readers by itself, and nothing says so before they have it."""
    place = tmp_path / "pembaca"
    with readers_at(place) as address, desk(tmp_path / "situs", TARGET.format(place, address), login="budi") as it:
        line(it, "idle")
        reaches(it, "public")
        draft = it.as_("sari").post("new", title="Jembatan Dibuka", category="daerah")["path"]
        line(it, "idle")
        it.save(draft, body="Jembatan baru dibuka.\n")
        it.settle()
        # A draft that is typed was never with readers.
        assert it.get("reach", path=draft)["reach"] == ""
        page = place / "daerah" / Path(draft).parts[1] / Path(draft).parts[2] / "jembatan-dibuka/index.html"
        shown = it.step(draft, "publish")
        assert shown["reach"] in ("waiting", "sending")
        said = reaches(it, "public", draft)
        assert ("Jembatan baru dibuka." in page.read_text(), "Di pembaca sejak" in said) == (True, True)
        # A broken file of somebody else is held back, and keeps nobody else from readers.
        it.portal.add("content/daerah/2024/10/rusak.md", "---\ntitle: [\n---\n")
        line(it, "idle", "ditahan")
        it.step(draft, "unpublish")
        it.served.until(lambda: not page.exists())
        reaches(it, "", draft)
        # An hour that comes, with nobody there.
        soon = datetime.fromtimestamp(time.time() + 8, UTC).astimezone(timezone(timedelta(hours=7)))
        url = it.step(draft, "publish", at=f"{soon:%Y-%m-%d %H:%M:%S} WIB")["url"]
        it.served.until((place / url[1:] / "index.html").exists)


@pytest.mark.slow
def test_a_place_that_fails(tmp_path: Path) -> None:
    """Why readers get nothing, since when, and when it is tried again; what is sent but not shown is not called public."""
    place = tmp_path / "berkas"
    place.write_text("")
    with desk(tmp_path / "situs", TARGET.format(place, "http://127.0.0.1:9"), login="budi") as it:
        assert "dicoba lagi pukul" in line(it, "failing")
        assert reaches(it, "waiting").startswith("Menunggu dikirim sejak")
        place.unlink()
        it.typed("pertama", "kedua")
        it.change(body="Isi ketiga.\n")
        line(it, "idle")
        reaches(it, "sent")


@pytest.mark.slow
def test_a_list_waits_for_no_network(tmp_path: Path) -> None:
    """However slow the public address is; few pages are asked about for one list, and what is known is said."""
    asked = []

    class Slow(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            time.sleep(1)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    content = {f"daerah/2024/10/b{number}.md": article(f"Berita {number}", "Isi.") for number in range(20)}
    with (
        readers_at(tmp_path / "pembaca", Slow) as address,
        desk(tmp_path / "situs", TARGET.format(tmp_path / "pembaca", address), content, login="budi") as it,
    ):
        line(it, "idle")
        begun = time.monotonic()
        items = it.get("list", state="published")["items"]
        assert time.monotonic() - begun < 10
        assert {one["reach"] for one in items} == {"sent"}
        time.sleep(7)
        assert 0 < len({*asked}) <= 5


@contextlib.contextmanager
def readers_at(place: Path, handler: type[SimpleHTTPRequestHandler] = SimpleHTTPRequestHandler) -> Iterator[str]:
    """Serve a folder as readers get it."""
    place.mkdir(exist_ok=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(place)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.slow
def test_push(tmp_path: Path) -> None:
    """What is recorded here and elsewhere is put together and pushed, also uncommitted typing and notes."""
    with desk(tmp_path / "situs", PUSH, repository=True, login="budi") as it:
        assert "git remote add" in line(it, "failing")
        other = Elsewhere(it, tmp_path)
        ratna = it.as_("ratna")
        ratna.typed("Isi pertama.", LONG)
        it.post("note", path=PUBLIC, text="Awal.")
        it.served.until(lambda: "Tiga kata" in other.shows())
        reaches(it, "sent")
        other.push(f"content/{PUBLIC}", "Satu kata", "Satu kata dari lain")
        other.push(f"content/{OTHER}", "Isi pasar", "Isi pasar dari lain")
        # Lines end at line feeds alone.
        notes = "".join(f'{{"at":{at},"who":"Tono","text":"{at}\u2028sama"}}\n' for at in (1, 2))
        other.push(NOTES, 'Awal."}\n', 'Awal."}\n' + notes)
        it.post("note", path=PUBLIC, text="Dari Budi.")
        ratna.typed("Tiga kata", "Tiga kata dari Ratna")
        it.served.until(lambda: "Tiga kata dari Ratna" in other.shows() and "Dari Budi" in other.shows(NOTES))
        for text in (other.shows(), it.file().decode()):
            assert "Satu kata dari lain" in text
            assert "Tiga kata dari Ratna" in text
        assert "dari lain" in it.file(OTHER).decode()
        assert [one["text"] for one in it.open()["notes"]] == ["1\u2028sama", "2\u2028sama", "Awal.", "Dari Budi."]
        assert notes in other.shows(NOTES)
        it.served.until(lambda: is_clean(it))
        assert {"Ratna Ayu", "Budi Rahman"} <= {*git(it.portal.folder, "log", "--format=%an").splitlines()}
        it.served.until(lambda: "dari lain" in it.served.get(OTHER_URL, it.headers).body.decode())


@pytest.mark.slow
def test_push_conflict(tmp_path: Path) -> None:
    """Where the same words were changed, the headline is named, both texts are there, and the next save decides."""
    with desk(tmp_path / "situs", PUSH, repository=True, login="budi") as it:
        other = Elsewhere(it, tmp_path)
        other.push(f"content/{PUBLIC}", "pertama", "dari lain")
        it.as_("ratna").typed("pertama", "dari Ratna")
        line(it, "failing", "Banjir Surut")
        assert ("Isi dari Ratna." in it.file().decode(), "Isi dari lain." in other.shows()) == (True, True)
        it.served.until(lambda: is_clean(it))
        assert it.unmerged() == [("Tono", "lain.")]
        it.typed("dari Ratna", "dari Ratna dan dari lain")
        it.served.until(lambda: "dari Ratna dan dari lain" in other.shows())


@pytest.mark.slow
def test_what_is_no_text_stops_nobody(tmp_path: Path) -> None:
    """A file that is no UTF-8 stays as it is here, which is said with its name; all else goes out."""
    with desk(tmp_path / "situs", PUSH, repository=True, login="budi") as it:
        other = Elsewhere(it, tmp_path)
        (other.folder / "content" / PUBLIC).write_bytes(it.file().replace(b"pertama", b"caf\xe9"))
        git(other.folder, "commit", "-qam", "dari lain")
        git(other.folder, "push", "-q")
        it.typed("pertama", "kedua")
        it.typed("Isi pasar", "Isi pasar baru", OTHER)
        it.served.until(lambda: "Isi pasar baru" in other.shows(f"content/{OTHER}"))
        assert "Isi kedua" in other.shows()
        it.served.until(lambda: f"content/{PUBLIC}" in it.get("publishing")["text"])


@pytest.mark.slow
def test_a_shallow_copy_and_one_that_others_wrote_anew(tmp_path: Path) -> None:
    """What a shallow clone lacks is fetched; a history without a common beginning is a sentence, and nothing is lost."""
    with desk(tmp_path / "situs", PUSH, repository=True, login="budi") as it:
        other = Elsewhere(it, tmp_path)
        for number in range(3):
            other.push(f"content/{OTHER}", "Isi pasar", f"Isi pasar {number}")
        git(it.portal.folder, "fetch", "-q", "--depth", "1", f"file://{other.bare}", "main")
        git(it.portal.folder, "remote", "set-url", "origin", f"file://{other.bare}")
        it.typed("pertama", "kedua")
        it.served.until(lambda: "Isi kedua" in other.shows() and "Isi pasar 2 1 0" in it.file(OTHER).decode())
        git(other.folder, "checkout", "-q", "--orphan", "baru")
        git(other.folder, "commit", "-qm", "Semua")
        git(other.folder, "push", "-qf", "origin", "baru:main")
        it.typed("kedua", "ketiga")
        line(it, "failing")
        assert "Isi ketiga" in it.file().decode()


@pytest.mark.slow
def test_push_refused(tmp_path: Path) -> None:
    """No remote that is there, none that lets us in: each is a sentence with what to do, and names no place."""
    with desk(tmp_path / "situs", PUSH, repository=True, login="budi") as it:
        site, closed = it.portal.folder, tmp_path / "tutup.git"
        git(site, "init", "-q", "--bare", "-b", "main", str(closed))
        hook = closed / "hooks/pre-receive"
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
        told = {line(it, "failing")}
        git(site, "remote", "add", "origin", "x")
        for number, address in enumerate((tmp_path / "tidak-ada.git", closed)):
            git(site, "remote", "set-url", "origin", str(address))
            it.change(body=f"Isi {number}.\n")
            it.served.until(lambda: it.get("publishing")["text"].split(": ", 1)[-1] not in str(told))
            told.add(line(it, "failing"))
        assert "pre-receive hook declined" in str(told)
        assert str(tmp_path) not in str(told)
        it.served.until(lambda: is_clean(it))
        hook.unlink()
        it.change(body="Isi akhir.\n")
        it.served.until(lambda: "Isi akhir." in shown(closed))
