"""A cluster makes the same bytes as a build without one, and says the same of mistakes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploying_support import until
from tests.photos import jpeg
from tests.servers import free_port
from tests.support import ROOT, Portal, RefusedError, article, site, ssg_begun

pytestmark = pytest.mark.slow
MANY = 310
"""Articles: few enough for a test, and more than a build makes by itself."""


class Dask:
    """A scheduler and two workers, each a process, until the end of the block."""

    def __init__(self, folder: Path) -> None:
        pytest.importorskip("distributed", reason="dask is not installed")
        self._folder = folder
        self._port = str(free_port())
        self.address = f"tcp://127.0.0.1:{self._port}"
        self.scheduler = self._begin("scheduler", "--host", "127.0.0.1", "--port", self._port)
        self.workers = [
            self._begin("worker", self.address, "--no-nanny", "--nthreads", "2", "--name", name) for name in "ab"
        ]

    def _begin(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with (self._folder / "dask.log").open("ab") as log:
            return subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=self._folder)

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait(60)


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    (tmp_path / "dask").mkdir()
    found = Dask(tmp_path / "dask")
    yield found
    found.end()


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A site of many articles with photos; of files that are copied, and of drafts."""
    portal = site(tmp_path / "situs")
    portal.add("content/daerah/2024/10/c.md", article("C", draft="true"))
    for number in range(12):
        portal.add(f"content/foto/{number}.jpg", jpeg(200 + number, 150))
    for number in range(MANY):
        photo = f"{{src: /foto/{number % 12}.jpg, alt: A, credit: B}}"
        day = f"2024-{number % 9 + 1:02}-05 10:00 WIB"
        text = article(f"Berita {number}", tags=f"[T{number % 7}]", photo=photo, timestamp=day)
        portal.add(f"content/nasional/d-{number}.md", text)
    return portal


def test_it_makes_the_same_bytes_also_when_a_worker_dies(portal: Portal, dask: Dask) -> None:
    """Mistakes are told as they always are; the next build is as any other; without a scheduler a sentence says so."""
    begun = ssg_begun(portal, "build", "--now", str(portal.now), "--cluster", dask.address)
    until((portal.output / ".warta-stage/files").exists)
    dask.workers[0].send_signal(signal.SIGKILL)
    assert begun.wait(120) == 0
    assert portal.files() == portal.clean()
    for number in range(MANY):
        portal.edit(f"content/nasional/d-{number}.md", "Isi berita", "Kabar lain")
    portal.add("content/foto/3.jpg", jpeg()[:300])
    assert portal.problems(cluster=dask.address) == portal.problems()
    portal.add("content/foto/3.jpg", jpeg(210, 150))
    portal.build(cluster=dask.address)
    assert portal.files() == portal.clean()
    dask.scheduler.kill()
    with pytest.raises(RefusedError) as refused:
        portal.build(cluster=dask.address)
    assert dask.address in refused.value.said


def test_workers_without_the_folder_are_a_sentence(portal: Portal, dask: Dask) -> None:
    """It says which folder all machines must see, and nothing is written."""
    words = [sys.executable, "-m", "generator", "--site", "/proc/self/cwd", "build", "--cluster", dask.address]
    done = subprocess.run(
        words,
        cwd=portal.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "does not see /proc/self/cwd" in done.stderr) == (2, True), done.stderr
    assert not portal.output.exists()
