"""A cluster of dask on this machine: scheduler and workers are processes, each with a folder of its own."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.servers import free_port


class Dask:
    """Scheduler and workers, until the end of the block."""

    def __init__(self, folder: Path, protocol: str = "tcp", **environment: str) -> None:
        self.folder = folder
        self.address = f"{protocol}://127.0.0.1:{free_port()}"
        self.workers: list[subprocess.Popen[bytes]] = []
        self._environment = {**os.environ, **environment}
        port = self.address.rpartition(":")[2]
        self._scheduler = self._begin("scheduler", "--protocol", protocol, "--host", "127.0.0.1", "--port", port)
        deadline = time.monotonic() + 60
        while not self._answers(int(port)):
            assert time.monotonic() < deadline, (folder / "scheduler.log").read_text()
            time.sleep(0.05)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait(60)

    def worker(self, path: str = "", most: int = 0) -> subprocess.Popen[bytes]:
        """Start a worker, with a folder of modules that come before others, and the most bytes that a file may have."""
        home = self.folder / f"w{len(self.workers)}"
        home.mkdir(parents=True)
        made = self._begin(
            "worker",
            self.address,
            "--nthreads",
            "1",
            "--no-nanny",
            "--local-directory",
            str(home),
            path=path,
            most=most,
        )
        self.workers.append(made)
        return made

    def stop(self) -> None:
        """Let the scheduler die."""
        self._scheduler.kill()

    def _begin(self, *words: str, path: str = "", most: int = 0) -> subprocess.Popen[bytes]:
        self.folder.mkdir(parents=True, exist_ok=True)
        environment = {**self._environment, **({"PYTHONPATH": path} if path else {})}
        with (self.folder / f"{words[0]}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *words, "--no-dashboard"], env=environment, stdout=log, stderr=log,
                cwd=self.folder,
            )  # fmt: skip
        if most:
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most, most))
        return process

    @staticmethod
    def _answers(port: int) -> bool:
        with socket.socket() as found:
            return found.connect_ex(("127.0.0.1", port)) == 0
