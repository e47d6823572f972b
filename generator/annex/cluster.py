"""Runs the batches of a build on the workers of a dask cluster (`ssg build --cluster`); it needs the extra `cluster`.

All machines see the folder of the portal at one path, so workers do what processes of this machine would: they read
the site, write into the staging folder, and ask a copy of the store, whose own log serves one machine alone.
"""

from __future__ import annotations

import os
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from distributed import Client, KilledWorker
from msgspec.structs import replace

from generator.base.errors import MachineError, UsageError
from generator.base.sentences import sentence
from generator.engine import batches
from generator.store import database
from generator.store.files import program

_SECONDS = 10
"""How long the scheduler has to answer."""
_PROGRAM = program()
"""The program that this process has imported."""
_WORK = threading.Lock()
"""A worker does one thing at a time, however many threads it has."""


@contextmanager
def connected(address: str, state: Path) -> Iterator[tuple[int, Executor]]:
    """Yield the number of workers of the scheduler at an address, and an executor for `build`."""
    try:
        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, TypeError, ValueError) as error:
        raise MachineError(
            sentence(
                "no scheduler of dask answers at {address} ({error}); --cluster takes its address, as "
                "tcp://HOST:PORT or tls://HOST:PORT",
                address=address, error=error,
            )
        ) from error  # fmt: skip
    with client, tempfile.TemporaryDirectory(prefix="cluster.", dir=state) as witness:
        try:
            client.wait_for_workers(1, timeout=_SECONDS)
            yield len(client.nthreads()), _SharedFolder(client, witness)
        except TimeoutError as error:
            raise MachineError(sentence("the cluster has no workers: {address}", address=address)) from error
        except KilledWorker as error:
            raise MachineError(
                sentence("workers died over the same pages again and again; give them more memory")
            ) from error
        except CancelledError as error:
            raise MachineError(
                sentence("the scheduler of the cluster has ended: {address}", address=address)
            ) from error


class _SharedFolder(Executor):
    """The workers of a cluster, for work on files that they see, too."""

    def __init__(self, client: Client, witness: str) -> None:
        """Take a folder of the site that only machines with the same site see."""
        self._client = client
        self._workers = client.get_executor(pure=False)
        self._witness = witness
        self._copies: dict[str, tuple[str, str]] = {}
        """Of each build, by its token: the folder with the copy of its store, and the token of that."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        witness = self._witness
        if work is batches.render_batch:
            state, token, batch = args
            witness, copied = self._copy(state, token)
            args = (witness, copied, batch)
        # As one value: dask would look through arguments of its own.
        future: Future[Any] = self._workers.submit(partial(_at_worker, _PROGRAM, witness, work, *args))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as it is
        """Wait for what workers do, and have them close the copy; more work may follow."""
        del wait, cancel_futures
        with suppress(OSError):
            self._client.run(_rest)
        self._copies.clear()

    def _copy(self, state: str, token: str) -> tuple[str, str]:
        """Copy the store as of the plan into the staging folder, which workers must see in any case."""
        if token not in self._copies:
            settings = batches.settings_of(state)
            folder = Path(settings.stage, f"state.{token}")
            folder.mkdir(parents=True)
            database.copy(Path(state), folder)
            self._copies[token] = str(folder), batches.prepare(replace(settings, state=str(folder)))
        return self._copies[token]


def _at_worker(expected: str, witness: str, work: Callable[..., Any], *args: Any) -> Any:
    """Do some work, if this process runs the expected program and sees the folder of the client."""
    if expected != _PROGRAM:
        raise UsageError(
            sentence(
                "the worker on {host} runs another version of Warta or of a library; install the same one there, and "
                "start it again",
                host=socket.gethostname(),
            )
        )
    if not os.path.isdir(witness):
        raise UsageError(
            sentence(
                "the worker on {host} does not see {folder}; all machines of a cluster must see the folders of the "
                "portal and of its output at the same paths",
                host=socket.gethostname(), folder=os.path.dirname(witness),
            )
        )  # fmt: skip
    with _WORK:
        return work(*args)


def _rest() -> None:
    with _WORK:
        batches.rest()
