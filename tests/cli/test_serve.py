"""`ssg serve`: it says where the preview is, stops at once, and a sentence says what cannot be."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.preview_support import PATIENCE, URL, Ear, newsroom, serving
from tests.support import Portal, article, run, ssg_begun


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not become so"
        time.sleep(0.02)


def begun(portal: Portal, *arguments: str, **how: object) -> subprocess.Popen[str]:
    heard = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **how}
    return ssg_begun(portal, "serve", "--port", "0", *arguments, **heard)


def opened(process: subprocess.Popen[str]) -> tuple[str, int]:
    """Return the address that a preview prints when it answers, and its port."""
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    found = re.search(r":(\d+)/", address)
    assert found, address
    return address, int(found[1])


def ended(process: subprocess.Popen[str], with_signal: int = signal.SIGINT) -> str:
    """End a preview, which has to be clean, and return what it said; `make bench-serve` shows how soon it ends."""
    process.send_signal(with_signal)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in said
    assert said.count("stopped") == 1
    return said


def ask(port: int, path: str, host: str = "localhost", at: str = "127.0.0.1") -> int:
    """Return the status of an answer under a name."""
    with contextlib.closing(http.client.HTTPConnection(at, port, timeout=PATIENCE)) as connection:
        connection.request("GET", path, headers={"Host": f"{host}:{port}"})
        return connection.getresponse().status


@pytest.mark.slow
def test_it_stops_with_browsers_connected(tmp_path: Path) -> None:
    """Ctrl-C ends it with code 0, whoever is listening."""
    process = begun(newsroom(tmp_path))
    _, port = opened(process)
    ears = [Ear(port, URL, "") for _ in range(5)]
    ended(process)
    for ear in ears:
        assert ear.ended.wait(PATIENCE)
        ear.close()


@pytest.mark.slow
def test_it_goes_on_when_nobody_can_read_what_it_says(tmp_path: Path) -> None:
    """With a full disk behind its output, or a reader of its words that has gone: pages are shown, and change."""
    made = newsroom(tmp_path)
    reading, writing = os.pipe()
    with open("/dev/full", "wb") as full:
        process = ssg_begun(made, "serve", "--port", "auto", stdout=full, stderr=writing)
    os.close(writing)
    seen = b""
    while b"stop with" not in seen:
        said = os.read(reading, 1000)
        assert said, process.wait(PATIENCE)
        seen += said
    os.close(reading)
    found = re.search(rb":(\d+)/", seen)
    assert found is not None
    for number in (1, 2):
        made.add(f"content/daerah/2024/10/baru-{number}.md", article(f"Baru {number}"))
        until(lambda: ask(int(found[1]), f"/daerah/2024/10/baru-{number}/") == 200)  # noqa: B023 - called at once
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "status"),
    [((), 200), (("--published",), 404), (("--host", "0.0.0.0"), 404), (("--allow-host", "warta.test"), 404),
     (("--host", "0.0.0.0", "--drafts"), 200)],
)  # fmt: skip
def test_drafts_are_shown_where_nobody_else_looks_on(tmp_path: Path, words: tuple[str, ...], status: int) -> None:
    """And where that is asked for; else, and with --published, the portal is as readers have it."""
    made = newsroom(tmp_path)
    made.add("content/daerah/2024/10/rahasia.md", article("Rahasia", draft="true"))
    process = begun(made, *words)
    _, port = opened(process)
    until(lambda: ask(port, "/daerah/2024/10/rahasia/") != 503)
    assert ask(port, "/daerah/2024/10/rahasia/") == status
    assert ("--published" in ended(process)) == (status == 200)


@pytest.mark.slow
def test_problems_are_told_at_the_terminal(tmp_path: Path) -> None:
    """With place, excerpt and hint, in the language of the desk, above what is said of them."""
    made = newsroom(tmp_path)
    made.add("content/daerah/2024/10/rusak.md", article("Rusak").replace("author:", "autor:"))
    process = begun(made, env={**os.environ, "SSG_LANG": "id"})
    assert process.stderr is not None
    said = ""
    while "saran: " not in said:
        line = process.stderr.readline()
        assert line, said
        said += line
    assert 'rusak.md:3:1: kesalahan: kunci "autor" tidak dikenal [missing-author]\n  3 | autor: Sari Wulan\n' in said
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=PATIENCE)
    assert re.search(r"\n\d\d:\d\d:\d\d berhenti\n$", said + rest)


@pytest.mark.slow
def test_it_stops_whatever_it_is_at(tmp_path: Path) -> None:
    """An endless template and a reading that is under way are cut off; a signal to end is as good as Ctrl-C."""
    made = newsroom(tmp_path)
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    made.add("themes/uji/templates/home.html", endless)
    process = begun(made)
    _, port = opened(process)
    until(lambda: ask(port, URL) == 200)
    with contextlib.closing(socket.create_connection(("127.0.0.1", port))) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        ended(process)
    made.remove("themes/uji/templates/home.html")
    process = begun(made)
    opened(process)
    ended(process, signal.SIGTERM)


@pytest.mark.slow
def test_another_name_is_answered_to_who_has_the_token(tmp_path: Path) -> None:
    """--allow-host opens the preview for that name, with the token that is printed, and for no other."""
    process = begun(newsroom(tmp_path), "--allow-host", "kabar.test")
    _, port = opened(process)
    assert process.stderr is not None
    said = ""
    while "token=" not in said:
        line = process.stderr.readline()
        assert line, said
        said += line
    token = re.search(r"http://kabar\.test:\d+/\?token=(\S+)", said)[1]  # type: ignore[index]
    assert ask(port, "/", "kabar.test") == 401
    assert ask(port, f"/?token={token}", "kabar.test") == 303
    assert ask(port, "/", "lain.test") == 403
    assert ask(port, "/") in (200, 503)
    ended(process)


@pytest.mark.slow
def test_the_address_that_is_printed_can_be_opened(tmp_path: Path) -> None:
    """Bound to an address of the network, the preview names that, with a token that opens it, also after a new start."""
    made, tokens = newsroom(tmp_path), set()
    for _ in range(2):
        process = begun(made, "--host", "127.0.0.2")
        address, port = opened(process)
        match = re.fullmatch(r"http://127\.0\.0\.2:\d+/\?token=(\S+)", address)
        assert match
        tokens.add(match[1])
        assert ask(port, f"/?token={match[1]}", "127.0.0.2", "127.0.0.2") == 303
        ended(process)
    assert len(tokens) == 1


@pytest.mark.slow
def test_the_printed_address_of_a_desk_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Behind a proxy it is that of the proxy; where the desk would let nobody in, it does not begin."""
    made = newsroom(tmp_path)
    assert "let nobody in" in refused(capsys, made.folder, "--desk", "--host", "127.0.0.2")
    made.add(
        "site.yaml",
        (made.folder / "site.yaml").read_text() + "desk: {person: {header: Remote-User, from: 127.0.0.1}}\n",
    )
    process = begun(made, "--desk", "--allow-host", "meja.test")
    assert process.stdout is not None
    assert process.stdout.readline() == "https://meja.test/\n"
    assert "https://meja.test/_ssg/desk/" in ended(process)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A site that takes processes to read, which was never read when a test begins."""
    made = newsroom(tmp_path_factory.mktemp("besar"))
    for number in range(1200):
        made.add(f"content/daerah/2024/09/n{number}.md", article(f"Berita {number}", timestamp="2024-09-01 10:00 WIB"))
    return made


def readers(process: subprocess.Popen[str]) -> list[int]:
    """Return the processes that read for a preview, once there are some."""

    def children() -> list[int]:
        files = Path(f"/proc/{process.pid}/task").glob("*/children")
        return [int(pid) for file in files for pid in file.read_text().split()]

    until(lambda: len(children()) > 1 or process.poll() is not None)
    return children()


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")


@pytest.mark.slow
@needs_proc
@pytest.mark.parametrize("begins", [True, False])
def test_ctrl_c_while_the_site_is_read_is_quiet(large: Portal, begins: bool) -> None:
    """A terminal sends Ctrl-C to all processes; those that read for the preview end without a word."""
    shutil.rmtree(large.folder / ".ssg", ignore_errors=True)
    process = begun(large, start_new_session=True)
    opened(process)
    if not begins:
        readers(process)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert not re.search("Traceback|failed", said), said


@pytest.mark.slow
@needs_proc
def test_a_kill_leaves_no_process_behind(large: Portal) -> None:
    """The processes that read for a preview end with it, even if it is killed; the next preview is as good as new."""
    shutil.rmtree(large.folder / ".ssg", ignore_errors=True)
    process = begun(large)
    opened(process)
    workers = readers(process)
    process.kill()
    process.communicate()
    until(lambda: not any(Path(f"/proc/{pid}/stat").exists() for pid in workers))
    with serving(large) as server:
        assert server.get("/daerah/2024/09/n7/").status == 200


def refused(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> str:
    """Return what a preview says that ends with code 2 before it serves anything."""
    assert run("--site", str(folder), "serve", *arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("error: ")
    return said.err


@pytest.mark.slow
def test_a_second_preview_is_told_where_the_first_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two previews of one site do not run; the second names the address of the first, whatever port it was given."""
    made = newsroom(tmp_path)
    process = begun(made)
    address, port = opened(process)
    for given in (str(port), "0"):
        assert f"another `ssg serve` of this site is running at {address};" in refused(
            capsys, made.folder, "--port", given
        )
    ended(process)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("--port", "x"), '"x" is not a port'), (("--now", "besok"), "besok"), (("--allow-host", "a:1"), "--allow-host"),
     (("--editor", "a\x1b"), "--editor"), (("--port", "TAKEN"), "is used by another program")],
)  # fmt: skip
def test_wrong_use_is_said(tmp_path: Path, capsys, arguments: tuple[str, str], message: str) -> None:
    """A port that is none or is used, a time that is none and a name that is none end with a sentence."""
    with contextlib.closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        arguments = (arguments[0], arguments[1].replace("TAKEN", str(taken.getsockname()[1])))
        assert message in refused(capsys, newsroom(tmp_path).folder, *arguments)


def test_where_no_state_can_be_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is said, also of a folder without a site, in which nothing is written."""
    assert refused(capsys, tmp_path).startswith("error: there is no site.yaml")
    assert list(tmp_path.iterdir()) == []
    made = newsroom(tmp_path)
    (made.folder / ".ssg").symlink_to("nowhere")
    assert "is a link to nowhere, which does not exist" in refused(capsys, made.folder, "--port", "0")
