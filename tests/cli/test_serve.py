"""`ssg serve`: it says where the preview is, stops at once, and a sentence says what cannot be."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from generator.base.errors import Problem, Where
from generator.base.sentences import language, sentence
from generator.cli.serve import _Sayer
from generator.preview import state
from tests.preview_support import PATIENCE, URL, Ear, newsroom, serving
from tests.support import Portal, article, run, ssg_begun


def command(folder: Path, *arguments: str, apart: bool = False) -> subprocess.Popen[str]:
    heard = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return ssg_begun(Portal(folder), "serve", *arguments, start_new_session=apart, **heard)


def opened(process: subprocess.Popen[str]) -> str:
    """Return the address that a preview prints when it answers."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def ended(process: subprocess.Popen[str], with_signal: int = signal.SIGINT) -> str:
    """End a preview, which has to be clean, and return what it said; `make bench-serve` shows how soon it ends."""
    process.send_signal(with_signal)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in said
    assert said.count("stopped") == 1
    return said


def ask(port: int, path: str, host: str) -> int:
    """Return the status of an answer under a name."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path, headers={"Host": f"{host}:{port}"})
        return connection.getresponse().status


def test_it_stops_with_browsers_connected(tmp_path: Path):
    """Ctrl-C ends it with code 0, whoever is listening."""
    made = newsroom(tmp_path)
    process = command(made.folder, "--port", "0")
    assert process.stdout is not None
    port = int(process.stdout.readline().rsplit(":", 1)[1].strip("/\n"))
    ears = [Ear(port, URL, "") for _ in range(5)]
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in said
    for ear in ears:
        assert ear.ended.wait(PATIENCE)
        ear.close()


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
    port = int(found[1])
    for number in (1, 2):
        made.add(f"content/daerah/2024/10/baru-{number}.md", article(f"Baru {number}"))
        end = time.monotonic() + PATIENCE
        while ask(port, f"/daerah/2024/10/baru-{number}/", "localhost") != 200 and time.monotonic() < end:
            time.sleep(0.05)
        assert ask(port, f"/daerah/2024/10/baru-{number}/", "localhost") == 200
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize(
    ("words", "status"),
    [((), 200), (("--drafts",), 200), (("--published",), 404), (("--host", "0.0.0.0"), 404), (("--allow-host", "warta.test"), 404),
     (("--host", "0.0.0.0", "--drafts"), 200)],
)  # fmt: skip
def test_drafts_are_shown_where_nobody_else_looks_on(tmp_path: Path, words: tuple[str, ...], status: int):
    """And where that is asked for; else, and with --published, the portal is as readers have it."""
    made = newsroom(tmp_path)
    made.add("content/daerah/2024/10/rahasia.md", article("Rahasia", draft="true"))
    process = command(made.folder, "--port", "0", *words)
    port = int(opened(process).rsplit(":", 1)[1].strip("/\n"))
    end = time.monotonic() + PATIENCE
    while (found := ask(port, "/daerah/2024/10/rahasia/", "localhost")) == 503 and time.monotonic() < end:
        time.sleep(0.05)
    assert found == status
    assert ("--published" in ended(process)) == (status == 200)


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="reads the limits of a process in /proc")
def test_there_is_room_for_as_many_browsers_as_the_system_allows(tmp_path: Path):
    """Also where a shell gives programs few files."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    few = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))}
    process = ssg_begun(
        newsroom(tmp_path), "serve", "--port", "0", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **few
    )
    opened(process)
    limits = Path(f"/proc/{process.pid}/limits").read_text()
    ended(process)
    (soft,) = re.findall(r"(?m)^Max open files +(\d+)", limits)
    assert int(soft) == (8192 if hard == resource.RLIM_INFINITY else min(8192, hard))


def test_problems_are_told_at_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """With place and hint, above what is said of them; what is said alone has its time before it."""
    say = _Sayer(language("id"))
    say(sentence("stopped"), [Problem(Where("content/a.md", 3, 1), "bad-yaml", sentence("x"), sentence("y"))])
    say(sentence("stopped"))
    said = capsys.readouterr().err
    assert re.fullmatch(
        r"content/a\.md:3:1: kesalahan: x \[bad-yaml\]\n  saran: y\n\nberhenti\n\d\d:\d\d:\d\d berhenti\n", said
    ), said


@pytest.mark.slow
def test_it_stops_whatever_it_is_at(tmp_path: Path):
    """An endless template and a reading that is under way are cut off; a signal to end is as good as Ctrl-C."""
    made = newsroom(tmp_path)
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    made.add("themes/uji/templates/home.html", endless)
    process = command(made.folder, "--port", "0")
    port = int(opened(process).rsplit(":", 1)[1].strip("/"))
    with contextlib.closing(socket.create_connection(("127.0.0.1", port))) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(0.5)
        ended(process)
    made.remove("themes/uji/templates/home.html")
    process = command(made.folder, "--port", "0")
    opened(process)
    ended(process, signal.SIGTERM)


@pytest.mark.slow
def test_another_name_is_answered_to_who_has_the_token(tmp_path: Path):
    """--allow-host opens the preview for that name, with the token that is printed, and for no other."""
    made = newsroom(tmp_path)
    process = command(made.folder, "--port", "0", "--allow-host", "kabar.test")
    port = int(opened(process).rsplit(":", 1)[1].strip("/"))
    said = ""
    assert process.stderr is not None
    while "token=" not in said:
        line = process.stderr.readline()
        assert line, said
        said += line
    token = re.search(r"http://kabar\.test:\d+/\?token=(\S+)", said)[1]  # type: ignore[index]
    assert ask(port, "/", "kabar.test") == 401
    assert ask(port, f"/?token={token}", "kabar.test") == 303
    assert ask(port, "/", "lain.test") == 403
    assert ask(port, "/", "localhost") in (200, 503)
    ended(process)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A site that takes processes to read, which was never read when a test begins."""
    made = newsroom(tmp_path_factory.mktemp("besar"))
    for number in range(1200):
        made.add(f"content/daerah/2024/09/n{number}.md", article(f"Berita {number}", timestamp="2024-09-01 10:00 WIB"))
    return made


@pytest.mark.slow
@pytest.mark.parametrize("moment", [0.0, 0.2, 0.5])
def test_ctrl_c_while_the_site_is_read_is_quiet(large: Portal, moment: float):
    """A terminal sends Ctrl-C to all processes; those that read for the preview end without a word."""
    shutil.rmtree(large.folder / ".ssg", ignore_errors=True)
    process = command(large.folder, "--port", "0", apart=True)
    opened(process)
    time.sleep(moment)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in said, said
    assert "failed" not in said


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
def test_a_kill_leaves_no_process_behind(large: Portal):
    """The processes that read for a preview end with it, even if it is killed; the next preview is as good as new."""
    shutil.rmtree(large.folder / ".ssg", ignore_errors=True)
    process = command(large.folder, "--port", "0")
    opened(process)

    def children() -> list[int]:
        files = Path(f"/proc/{process.pid}/task").glob("*/children")
        return [int(pid) for file in files for pid in file.read_text().split()]

    end = time.monotonic() + PATIENCE
    while len(workers := children()) < 2 and time.monotonic() < end and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    end = time.monotonic() + PATIENCE
    while any(Path(f"/proc/{pid}/stat").exists() for pid in workers):
        assert time.monotonic() < end, "processes stay"
        time.sleep(0.05)
    with serving(large) as server:
        assert server.get("/daerah/2024/09/n7/").status == 200


def refused(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> str:
    """Return what a preview says that ends with code 2 before it serves anything."""
    assert run("--site", str(folder), "serve", *arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def test_a_second_preview_is_told_where_the_first_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Two previews of one site do not run; the second names the address of the first, whatever port it was given."""
    made = newsroom(tmp_path)
    with state.alone(made.folder), contextlib.closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        state.note_address(made.folder, f"http://localhost:{port}/")
        for given in (str(port), "0"):
            assert refused(capsys, made.folder, "--port", given) == (
                f"error: another `ssg serve` of this site is running at http://localhost:{port}/; use that one, or stop"
                " it first\n"
            )


def test_a_state_that_cannot_be_kept_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A sentence, not a trace."""
    made = newsroom(tmp_path)
    (made.folder / ".ssg").symlink_to("nowhere")
    said = refused(capsys, made.folder, "--port", "0")
    assert re.fullmatch("error: .*is a link to nowhere, which does not exist; .*\n", said)


def test_the_address_that_is_printed_can_be_opened(tmp_path: Path):
    """Bound to an address of the network, the preview names that, with the token, and the token opens it."""
    made = newsroom(tmp_path)
    process = command(made.folder, "--port", "0", "--host", "127.0.0.2")
    match = re.fullmatch(r"http://127\.0\.0\.2:(\d+)/\?token=(\S+)", opened(process))
    assert match
    with contextlib.closing(http.client.HTTPConnection("127.0.0.2", int(match[1]), timeout=PATIENCE)) as connection:
        connection.request("GET", f"/?token={match[2]}")
        assert connection.getresponse().status == 303
    ended(process)
    assert state.token_of(made.folder) == match[2]


def test_a_used_port_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """It ends with code 2 and a sentence."""
    made = newsroom(tmp_path)
    with contextlib.closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert refused(capsys, made.folder, "--port", str(port)) == (
            f"error: port {port} is used by another program; name another with --port {port + 1}, or let ssg find"
            " a free one with --port auto\n"
        )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("--port", "x"), '"x" is not a port'), (("--now", "besok"), "besok"), (("--allow-host", "a:1"), "--allow-host")],
)
def test_wrong_use_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
):
    """A port that is none, a time that is none and a name that is none end with code 2 and a sentence."""
    said = refused(capsys, newsroom(tmp_path).folder, *arguments)
    assert said.startswith("error: ")
    assert message in said


def test_a_folder_without_a_site_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """There is nothing to show, and nothing is written there."""
    assert refused(capsys, tmp_path).startswith("error: there is no site.yaml")
    assert list(tmp_path.iterdir()) == []
