"""A cluster of dask on this machine: scheduler and workers are processes, each with a folder of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.servers import free_port
from tests.support import ROOT


class Dask:
    """Scheduler and workers, until the end of the block."""

    def __init__(self, folder: Path, protocol: str = "tcp", *, host: str = "127.0.0.1", **environment: str) -> None:
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        self._place = host, free_port()
        self.address = f"{protocol}://{host}:{self._place[1]}"
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        folder.mkdir(parents=True, exist_ok=True)
        self.scheduler = self._begin("scheduler", "--protocol", protocol, "--host", host, "--port", str(self._place[1]))
        deadline = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < deadline, (folder / "dask.log").read_text()
            time.sleep(0.05)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait(60)

    def worker(self, before: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
        """Start a worker by a command."""
        home = self.folder / f"w{len(self.workers)}"
        home.mkdir(exist_ok=True)
        words = ("worker", self.address, "--nthreads", "1", "--no-nanny", "--local-directory", str(home))
        self.workers.append(self._begin(*words, before=before))
        return self.workers[-1]

    def machine(self, workers: int) -> None:
        """Start several workers as on a machine of their own: copies of one process."""
        setup = ("--preload-nanny", "generator.annex.cluster.worker_setup")
        words = ("worker", self.address, "--nworkers", str(workers), "--nthreads", "1", *setup)
        self.workers.append(self._begin(*words, "--local-directory", str(self.folder / "w")))

    def stop(self) -> None:
        """Let the scheduler die."""
        self.scheduler.kill()

    def _begin(self, *words: str, before: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
        command = [*before, sys.executable, "-m", "dask", *words, "--no-dashboard"]
        with (self.folder / "dask.log").open("ab") as log:
            return subprocess.Popen(command, env=self._environment, stdout=log, stderr=log, cwd=self.folder)

    def _answers(self) -> bool:
        with socket.socket() as found:
            return found.connect_ex(self._place) == 0
