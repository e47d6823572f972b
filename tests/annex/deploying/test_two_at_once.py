"""Who is at a target: one at a time, and whatever a killed deploy or somebody else left there, the next one goes on."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.deploying_support import built, deploy, refused, until
from tests.servers import Bucket
from tests.support import Portal, copied, ssg, ssg_begun, ssg_here, tree


@contextmanager
def amid(portal: Portal, host: Bucket) -> Iterator[subprocess.Popen[bytes]]:
    """Begin a deploy that comes no further than a page; it is killed at the end."""
    free, stuck = threading.Event(), threading.Event()

    def refuse(method: str, path: str) -> None:
        if method == "PUT" and path.endswith(".html") and not free.is_set():
            stuck.set()
            free.wait(60)

    host.refuse = refuse
    process = ssg_begun(portal, "deploy", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(stuck.is_set)
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        free.set()


def ends_well(portal: Portal, *words: str) -> None:
    """Deploy; the target has what was built, and the next deploy has nothing to do."""
    deploy(portal, *words)
    assert tree(portal.folder / "terbit/publik") == built(portal)
    assert deploy(portal)["files"] == 0


@pytest.mark.slow
def test_a_deploy_holds_its_target_and_its_folder(afar: Portal, host: Bucket, tmp_path: Path) -> None:
    """Others are told so, at once; when it was killed, its own folder goes on by itself."""
    other = copied(afar, tmp_path / "lain")
    with amid(afar, host) as begun:
        for words in (("deploy", "utama"), ("state", "pull")):
            done = ssg_here(afar, *words)
            assert (done.returncode, "is running in this folder" in done.stderr) == (2, True)
        assert f":{begun.pid} is deploying" in refused(other)
    assert "--take-over" in refused(other)
    deploy(afar)
    assert host.public() == built(afar)


@pytest.mark.slow
def test_another_machine_takes_over_from_a_killed_deploy_when_it_is_told_to(
    afar: Portal, host: Bucket, tmp_path: Path
) -> None:
    """Only then, for it cannot know that the other has ended."""
    deploy(afar)
    other = copied(afar, tmp_path / "lain")
    afar.edit("content/daerah/2024/10/b-1.md", "berita", "berita lain")
    afar.build(now=afar.now + 60)
    with amid(afar, host):
        pass
    assert "is deploying" in refused(other, "--older")
    deploy(other, "--older", "--take-over")
    assert host.public() == built(other)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_no_rclone_outlives_a_deploy_that_was_killed(afar: Portal, host: Bucket) -> None:
    """It would go on sending after the next deploy has begun."""
    with amid(afar, host) as begun:
        (child,) = Path(f"/proc/{begun.pid}/task/{begun.pid}/children").read_text().split()
        assert b"rclone" in Path(f"/proc/{child}/cmdline").read_bytes()
    until(lambda: not Path(f"/proc/{child}/cmdline").exists() or not Path(f"/proc/{child}/cmdline").read_bytes())


@pytest.mark.slow
def test_who_was_overtaken_since_the_target_was_read_changes_nothing(
    afar: Portal, host: Bucket, tmp_path: Path
) -> None:
    """What was compared then says nothing of what is there now."""
    other = copied(afar, tmp_path / "lain")
    other.edit("content/daerah/2024/10/b-1.md", "berita", "berita lain")
    other.build(now=other.now + 60)
    done: list[int] = []

    def overtaking(method: str, path: str) -> None:
        if method == "PUT" and path == ".warta-deploy/begun.json":
            host.refuse = lambda *_: None
            done.append(ssg(other, "deploy").returncode)

    host.refuse = overtaking
    assert "somebody else" in refused(afar)
    assert done == [0]
    assert host.public() == built(other)


@pytest.mark.slow
def test_a_target_may_have_any_name(portal: Portal) -> None:
    """Those too that a deploy uses for files of its own."""
    names = ("work", "lock", "targets", "token")
    lines = "".join(f"  {name}: {{to: local, path: terbit/{name}}}\n" for name in names)
    portal.edit("site.yaml", "  utama:", f"{lines}  utama:")
    portal.build()
    for files in ([len(built(portal))] * 5, [0] * 5):
        assert [one["files"] for one in deploy(portal, "--all")["targets"]] == files


HARMS: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[: len(data) // 2],
    "deep": lambda _: b"[" * 5000,
    "zeroed": lambda data: bytes(len(data)),
    "elsewhere": lambda _: json.dumps(
        {"owner": "a", "token": "", "until": 0, "number": 1, "paths": ["../../x"]}
    ).encode(),
    "for ever": lambda _: json.dumps(
        {"owner": "\x1b[2Jsari@lain:1", "token": "", "until": 10**17, "number": 10**17, "paths": []}
    ).encode(),
}
"""What may have become of what a target says."""


@pytest.mark.slow
@pytest.mark.parametrize("file", ["manifest.json.zst", "begun.json"])
@pytest.mark.parametrize("name", HARMS)
def test_whatever_a_target_says_of_itself_is_a_sentence_at_most(published: Portal, name: str, file: str) -> None:
    """Who seems to hold a target for ever is named; --take-over goes on."""
    state = published.folder / "terbit/.publik.warta-deploy"
    whole = (state / file).read_bytes() if (state / file).exists() else b"{}"
    (state / file).write_bytes(HARMS[name](whole))
    (published.folder / "terbit/publik/index.html").unlink()
    published.edit("content/daerah/2024/10/b-1.md", "berita", "berita lain")
    published.build()
    done = ssg_here(published, "deploy")
    assert done.returncode in (0, 2), done.stderr
    assert "\x1b" not in done.stderr
    deploy(published, "--take-over", "--older")
    ends_well(published, "--verify")


@pytest.mark.slow
def test_what_is_kept_here_may_be_lost_or_damaged(published: Portal) -> None:
    """A folder in the place of a file too."""
    for file in [*(published.folder / ".ssg/deploy").rglob("*")]:
        if file.is_file():
            file.unlink()
            (file / "dalam").mkdir(parents=True)
    published.edit("content/daerah/2024/10/b-1.md", "berita", "berita lain")
    published.build()
    ends_well(published)
    shutil.rmtree(published.folder / ".ssg/deploy")
    assert deploy(published)["files"] == 0
