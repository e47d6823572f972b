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

from tests.deploying_support import built, git, shell_server, until
from tests.support import ROOT, Portal, article, ssg_begun, ssg_here, tree


@contextmanager
def waiting(portal: Portal, *words: str, **environment: str) -> Iterator[Path]:
    """Run `ssg build --wait` in an office whose machine has another zone; gives the file with its log."""
    log = portal.folder.with_name("log.txt")
    with log.open("w") as file:
        surroundings = {**os.environ, "TZ": "America/New_York", **environment}
        process = ssg_begun(portal, "build", "--wait", *words, stdout=file, stderr=file, env=surroundings)
    try:
        yield log
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0, log.read_text()
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_a_scheduled_article_is_online_with_nobody_there(portal: Portal, tmp_path: Path) -> None:
    """On a real server, at its hour and not before, with the lists that show it; one target that is away keeps nothing back."""
    with shell_server(tmp_path / "server") as line:
        bad = "{to: sftp, host: 127.0.0.1, port: 1, path: x, known_hosts: /dev/null}"
        portal.edit("site.yaml", "utama: {to: local, path: terbit/publik}", f"mati: {bad}\n  utama: {line}")
        top = tmp_path / "server/kabar"
        with waiting(portal, "--deploy", "mati", "--deploy", "utama", SSG_DEPLOY_PASSWORD="x") as log:
            until((top / "index.html").exists)
            at = int(time.time()) + 12
            stamp = datetime.fromtimestamp(at, UTC).isoformat()
            portal.add("content/daerah/2024/10/malam.md", article("Berita malam", timestamp=stamp))
            until(lambda: "Berita malam" in log.read_text())
            assert not [*top.glob("daerah/*/*/malam/index.html")]
            # After a target that was away the hour is looked at within a minute.
            until(lambda: [*top.glob("daerah/*/*/malam/index.html")], patience=100)
            assert time.time() >= at
            until(lambda: "malam" in (top / "index.html").read_text())
            until(lambda: log.read_text().rstrip().endswith("mati"))
        said = log.read_text()
    assert "mati: the target cannot be reached" in said
    assert {*re.findall(r"(?m)^\d\d:\d\d:\d\d (.*?) (?:waiting|stopped|files)", said)} == {"WIB"}


@pytest.mark.long
def test_a_deploy_that_failed_is_tried_again_within_a_minute(portal: Portal) -> None:
    """Though no file changes and no hour comes."""
    (portal.folder / "terbit").write_text("di sini tidak ada tempat")
    with waiting(portal, "--deploy", "utama") as log:
        until(lambda: "error" in log.read_text())
        portal.remove("terbit")
        until((portal.folder / "terbit/publik/index.html").exists, patience=90)


def test_build_deploys_only_what_was_built(portal: Portal) -> None:
    """Nothing after problems; to the first target without a name."""
    portal.add("content/daerah/2024/10/b-9.md", article("Rusak", author=""))
    assert ssg_here(portal, "build", "--deploy").returncode == 1
    assert not (portal.folder / "terbit").exists()
    portal.remove("content/daerah/2024/10/b-9.md")
    assert ssg_here(portal, "build", "--deploy").returncode == 0
    assert tree(portal.folder / "terbit/publik") == built(portal)


def test_what_cannot_be_deployed_is_said_before_anything_is_built(portal: Portal) -> None:
    """For nobody may be there later."""
    before = tree(portal.output)
    portal.edit("content/daerah/2024/10/b-1.md", "berita", "berita lain")
    done = ssg_here(portal, "build", "--wait", "--deploy", "tiada")
    assert (done.returncode, "no target tiada" in done.stderr) == (2, True)
    assert tree(portal.output) == before


@pytest.mark.parametrize(("targets", "code"), [(["mati", "utama"], 2), (["utama", "utama"], 0)])
def test_the_code_of_a_build_that_deploys(portal: Portal, targets: list[str], code: int) -> None:
    """It is 2 as soon as one of several targets is away; the others have what was built."""
    portal.edit("site.yaml", "deploy:\n", "deploy:\n  mati: {to: local, path: /proc/tidak/ada}\n")
    words = [word for target in targets for word in ("--deploy", target)]
    assert ssg_here(portal, "build", *words).returncode == code
    assert (portal.folder / "terbit/publik/index.html").exists() == ("utama" in targets)


def units() -> dict[str, str]:
    """Return the units of the guides, by their file names."""
    text = "".join((ROOT / f"docs/{guide}.md").read_text("utf-8") for guide in ("deploy", "desk"))
    return dict(re.findall(r"`/etc/systemd/system/([\w.-]+)`[^\n]*:\n\n```ini\n(.*?)```", text, re.DOTALL))


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
def test_what_the_units_of_the_guide_start_publishes(portal: Portal, tmp_path: Path) -> None:
    """Their commands as they stand, from their folder: the one of the timer to its end, the other until it is stopped."""
    portal.edit("site.yaml", "utama:", "production:")
    git(portal.folder, "init", "-q", "-b", "main")
    git(portal.folder, "add", "site.yaml")
    git(portal.folder, "commit", "-qm", "a")
    git(tmp_path, "clone", "-q", "--bare", str(portal.folder), str(tmp_path / "pusat.git"))
    git(portal.folder, "remote", "add", "origin", str(tmp_path / "pusat.git"))
    git(portal.folder, "fetch", "-q")
    git(portal.folder, "branch", "-q", "--set-upstream-to=origin/main")

    def here(unit: str) -> list[list[str]]:
        exe = str(Path(sys.executable).with_name("ssg"))
        found = re.findall(r"(?m)^ExecStart=-?(.*)$", units()[unit])
        return [shlex.split(line.replace("/home/deploy/portal/.venv/bin/ssg", exe)) for line in found]

    top = portal.folder / "terbit/publik"
    for words in here("warta-publish.service"):
        subprocess.run(words, cwd=portal.folder, check=True)
    assert (top / "index.html").is_file()
    portal.add("content/daerah/2024/10/b-9.md", article("Berita sembilan"))
    (words,) = here("warta.service")
    process = subprocess.Popen(words, cwd=portal.folder)
    try:
        until((top / "daerah/2024/10/b-9/index.html").exists)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
