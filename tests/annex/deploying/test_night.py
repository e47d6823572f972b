"""A portal that nobody looks after: builds and deploys by the clock, and by the units of the guide."""

from __future__ import annotations

import getpass
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.base.sentences import ENGLISH
from generator.cli.watch import wait
from tests.cli.test_watch import until
from tests.deploying_support import newsroom, shell_server
from tests.support import ROOT, Portal, article, run, ssg_begun, tree

GUIDE = ROOT / "docs/deploy.md"


@contextmanager
def waiting(portal: Portal, *words: str, **environment: str) -> Iterator[Path]:
    """Run `ssg build --wait` in an office whose machine has another zone; gives the file with its log."""
    log = portal.folder.with_name("log.txt")
    with log.open("w") as file:
        surroundings = {**os.environ, "TZ": "America/New_York", "SSG_LANG": "en", **environment}
        process = ssg_begun(portal, "build", "--wait", *words, stdout=file, stderr=file, env=surroundings)
    try:
        yield log
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        assert process.returncode == 0, log.read_text()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def schedule(portal: Portal, name: str, seconds: int) -> float:
    """Add an article for a moment to come, and return that."""
    at = int(time.time()) + seconds
    stamp = datetime.fromtimestamp(at, UTC).isoformat()
    portal.add(f"content/daerah/2024/10/{name}.md", article(f"Berita {name}", timestamp=stamp))
    return at


def shown(top: Path, name: str) -> list[Path]:
    return [*top.glob(f"daerah/*/*/{name}/index.html")]


@pytest.mark.slow
def test_a_scheduled_article_is_online_with_nobody_there(tmp_path: Path) -> None:
    """On a real server, at its hour and not before, with the lists that show it; one target that is away keeps nothing back."""
    with shell_server(tmp_path / "server") as line:
        portal = newsroom(tmp_path, line)
        bad = "{to: sftp, host: 127.0.0.1, port: 1, path: x, known_hosts: /dev/null}"
        portal.edit("site.yaml", "deploy:\n", f"deploy:\n  mati: {bad}\n")
        top = tmp_path / "server/kabar/current"
        with waiting(portal, "--deploy", "mati", "--deploy", "utama", SSG_DEPLOY_PASSWORD="x") as log:
            until((top / "index.html").exists)
            at = schedule(portal, "malam", 12)
            until(lambda: "Berita malam" in log.read_text())
            assert not shown(top, "malam")
            until(lambda: shown(top, "malam"))
            assert time.time() >= at
            assert "malam" in (top / "index.html").read_text()
            until(lambda: log.read_text().rstrip().endswith("mati"))
        said = log.read_text()
    assert "mati: the target cannot be reached" in said
    stamped = re.findall(r"(?m)^\d\d:\d\d:\d\d (.*?) (?:waiting|stopped|files)", said)
    assert stamped
    assert set(stamped) == {"WIB"}
    # The article named another zone.
    assert "1 scheduled (next: " in said
    assert "UTC" not in said


def test_a_deploy_that_failed_is_tried_again_within_a_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though no file changes and no hour comes."""
    monkeypatch.setattr("generator.cli.watch._RETRY", 1)
    portal = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'publik'}}}")
    codes, begun = [2, 2, 0], list[float]()

    def build(_now: int, _folders: frozenset[str] | None) -> int:
        begun.append(time.monotonic())
        if len(begun) > len(codes):
            raise KeyboardInterrupt
        if len(begun) == len(codes):
            portal.add("content/daerah/2024/10/lagi.md", article("Lagi"))
        return codes[len(begun) - 1]

    with pytest.raises(KeyboardInterrupt):
        wait(str(portal.folder), build, ENGLISH, drafts=False)
    assert begun[2] - begun[0] < 10


def test_build_deploys_only_what_was_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --wait too: nothing after problems, to the first target without a name; the worse exit code counts."""
    portal = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'publik'}}}")
    words = ("--site", str(portal.folder), "build")
    portal.add("content/daerah/2024/10/b-9.md", article("Rusak", author=""))
    assert run(*words, "--deploy") == 1
    assert not (tmp_path / "publik").exists()
    portal.remove("content/daerah/2024/10/b-9.md")
    assert run(*words, "--deploy") == 0
    assert (tmp_path / "publik/index.html").is_file()
    before = tree(portal.output)
    portal.edit("content/daerah/2024/10/b-1.md", "berita", "berita lain")
    # Before anything is built, for nobody may be there later.
    for wrong, said in ((["tiada"], "there is no target tiada"), (["--drafts"], "leave out --drafts")):
        assert run(*words, "--wait", "--deploy", *wrong) == 2
        assert said in capsys.readouterr().err
    assert tree(portal.output) == before


@pytest.mark.parametrize(
    ("targets", "code"),
    [(["utama"], 0), (["mati"], 2), (["mati", "utama"], 2), (["utama", "mati"], 2), (["utama", "utama"], 0)],
)
def test_the_code_of_a_build_that_deploys(tmp_path: Path, targets: list[str], code: int) -> None:
    """It is 2 as soon as one of several targets is away, whichever; the others have what was built."""
    portal = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'publik'}}}")
    portal.edit("site.yaml", "deploy:\n", "deploy:\n  mati: {to: local, path: /proc/tidak/ada}\n")
    words = [word for target in targets for word in ("--deploy", target)]
    assert run("--site", str(portal.folder), "build", *words) == code
    assert (tmp_path / "publik/index.html").exists() == ("utama" in targets)


def units() -> dict[str, str]:
    """Return the units of the guide, by their file names."""
    text = GUIDE.read_text("utf-8")
    return dict(re.findall(r"`/etc/systemd/system/([\w.-]+)`[^\n]*:\n\n```ini\n(.*?)```", text, re.DOTALL))


def test_the_guide_has_a_unit_that_waits_and_a_timer_with_its_unit() -> None:
    assert {*units()} == {"warta.service", "warta-publish.service", "warta-publish.timer"}


def settings(unit: str, key: str) -> list[str]:
    return [line.partition("=")[2] for line in unit.splitlines() if line.startswith(f"{key}=")]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_takes_the_units_of_the_guide(tmp_path: Path) -> None:
    """With the paths and the user of this machine in the place of those of the guide."""
    for name, text in units().items():
        here = text.replace("/home/deploy/portal/.venv/bin/ssg", str(Path(sys.executable).with_name("ssg")))
        here = here.replace("/home/deploy/portal", str(tmp_path)).replace("User=deploy", f"User={getpass.getuser()}")
        (tmp_path / name).write_text(here)
    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in units())],
        capture_output=True, text=True, check=False, env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"},
    )  # fmt: skip
    own = [line for line in (done.stdout + done.stderr).splitlines() if str(tmp_path) in line or "warta" in line]
    assert (done.returncode, own) == (0, [])


@pytest.mark.slow
def test_what_the_units_of_the_guide_start_publishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their commands as they stand, from their folder: the one of the timer to its end, the other until it is stopped."""
    portal = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'publik'}}}")
    portal.edit("site.yaml", "utama:", "production:")
    git = ["git", "-C", str(portal.folder), "-c", "user.name=a", "-c", "user.email=a@b.example"]
    for words in (["init", "-q"], ["add", "site.yaml"], ["commit", "-qm", "a"]):
        subprocess.run([*git, *words], check=True)
    subprocess.run([*git, "clone", "-q", "--bare", str(portal.folder), str(tmp_path / "pusat.git")], check=True)
    branch = subprocess.run(
        [*git, "branch", "--show-current"], check=True, capture_output=True, text=True
    ).stdout.strip()
    subprocess.run([*git, "remote", "add", "origin", str(tmp_path / "pusat.git")], check=True)
    subprocess.run([*git, "fetch", "-q"], check=True)
    subprocess.run([*git, "branch", "-q", f"--set-upstream-to=origin/{branch}"], check=True)

    def here(unit: str, key: str) -> list[list[str]]:
        exe = str(Path(sys.executable).with_name("ssg"))
        # A hyphen in front: the unit goes on if that fails.
        lines = [line.removeprefix("-") for line in settings(unit, key)]
        return [shlex.split(line.replace("/home/deploy/portal/.venv/bin/ssg", exe)) for line in lines]

    timer, service = units()["warta-publish.service"], units()["warta.service"]
    assert settings(timer, "WorkingDirectory") == settings(service, "WorkingDirectory") == ["/home/deploy/portal"]
    for words in here(timer, "ExecStart"):
        subprocess.run(words, cwd=portal.folder, check=True)
    assert (tmp_path / "publik/index.html").is_file()
    portal.add("content/daerah/2024/10/b-9.md", article("Berita sembilan"))
    (words,) = here(service, "ExecStart")
    process = subprocess.Popen(words, cwd=portal.folder)
    try:
        until((tmp_path / "publik/daerah/2024/10/b-9/index.html").exists)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
