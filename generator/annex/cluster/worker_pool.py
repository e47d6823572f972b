"""The workers of a dask cluster, and their failures.

Packets go to workers that were greeted and run this very program; others are reported once, then ignored. When a worker
dies, its packets go to another one.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path
from typing import Any

from distributed import Client, Future, KilledWorker, get_worker
from distributed.comm import CommClosedError

from generator.annex.cluster import work
from generator.annex.cluster.messages import Snapshot, packed, unpacked
from generator.annex.cluster.work import LackingError
from generator.base.errors import MachineError
from generator.base.sentences import Sentence, counted, sentence

_LOOK = 1.0
"""Seconds without a reply after which the workers are counted."""
_PATIENCE = 30.0
"""Seconds without a worker after which the build fails."""
DEATHS = 10
"""Workers that may die over one packet before it is thought to be its fault: in a cluster they die of other things."""
_DONE, _LACKS, _REFUSED, _STRANGER, _NOTHING = range(5)
_NO_ANSWER = (CommClosedError, ConnectionError, TimeoutError)
"""Of workers that may be gone; if they are, they will be missed."""
Reply = tuple[int, str, bytes]
"""A packet's outcome, the worker's address, and the result."""


def at_worker(function: Callable[..., Any], data: bytes, identity: tuple[str, str]) -> Reply:
    """Run a function on the current worker, if its program has this identity."""
    worker = get_worker()
    if identity != work.IDENTITY:
        return _STRANGER, worker.address, b""
    try:
        result = function(Path(worker.local_directory, "warta"), *unpacked(data))
    except LackingError:
        return _LACKS, worker.address, b""
    except OSError as error:
        # Its disk is full or not writable: another worker may do better.
        return _REFUSED, worker.address, str(error.strerror or error).encode()
    return _DONE, worker.address, packed(result)


def _called(function: Callable[..., Any], args: tuple[object, ...], dask_worker: Any) -> Any:
    return function(Path(dask_worker.local_directory, "warta"), *args)


class Packet:
    """Work on its way to a worker."""

    def __init__(self, function: Callable[..., Any], data: bytes) -> None:
        self.function = function
        self.data = data
        self.workers: set[str] = set()
        """The addresses of the workers that may run it."""
        self.future: Future | None = None

    def cancel(self) -> None:
        if self.future is not None:
            # What is in flight at Ctrl-C may be discarded only after dask has ended.
            with suppress(RuntimeError):
                self.future.cancel()


class WorkerPool:
    """The workers of a dask cluster."""

    def __init__(self, client: Client, address: str, patience: float = 10.0) -> None:
        """Greet the workers, for `patience` seconds at most; raise MachineError if none is there, or of use."""
        self._client = client
        self._address = address
        self._greeted: set[str] = set()
        self._refused: dict[str, Sentence] = {}
        self._snapshot: tuple[str, Snapshot] | None = None
        self._seen = time.monotonic()
        self._name = f"warta-{secrets.token_hex(8)}"
        self._count = 0
        self.lost = 0
        """Workers lost while needed."""
        self.moved = 0
        """Bytes sent to workers and received from them."""
        self._gather(patience)
        self.size = len(self._greeted)

    @property
    def warnings(self) -> list[Sentence]:
        lost = counted(
            "one worker was lost; others did its work", "{count} workers were lost; others did their work", self.lost
        )
        return [*self._refused.values(), *([lost] if self.lost else [])]

    def _gather(self, patience: float) -> None:
        """Wait until no more workers come; they may have been started together with the scheduler."""
        deadline = time.monotonic() + patience
        while True:
            before = len(self._greeted)
            self.look()
            if before and len(self._greeted) == before:
                return
            if not self._greeted and (self._refused or time.monotonic() > deadline):
                raise MachineError(next(iter(self._refused.values()), None) or self._nobody())
            time.sleep(_LOOK / 4)

    def look(self) -> None:
        """Greet newcomers and forget who went; raise MachineError without scheduler, or long without workers."""
        try:
            there = set(self._client.nthreads())
        except OSError as error:
            raise self._gone() from error
        gone = self._greeted - there
        self.lost += len(gone)
        self._greeted -= gone
        new = there - self._greeted - self._refused.keys()
        for address, answer in self._call(new, work.greet).items():
            if answer == work.IDENTITY:
                self._greeted.add(address)
            elif not isinstance(answer, _NO_ANSWER):
                self._refused[address] = _refusal(address, answer)
        if self._greeted:
            self._seen = time.monotonic()
        elif time.monotonic() > self._seen + _PATIENCE:
            raise MachineError(self._nobody())

    def send(self, function: Callable[..., Any], *args: object) -> Packet:
        """Run a function on a worker, with its folder and these arguments; return what `fetch` accepts."""
        packet = Packet(function, packed(args))
        self.moved += len(packet.data)
        self._submit(packet)
        return packet

    def fetch(self, packet: Packet) -> Any:
        """Wait for the result; raise MachineError if no worker is there, or workers die of it."""
        while True:
            status, address, data = self._reply(packet)
            if status == _DONE:
                self.moved += len(data)
                return unpacked(data)
            if status == _LACKS:
                self._supply({address})
            elif status == _REFUSED:
                self._refuse(address, sentence("the worker {address}: {why}", address=address, why=data.decode()))
            self.look()
            self._submit(packet)

    def give(self, build: str, snapshot: Snapshot) -> None:
        """Send each worker the store for rendering; workers that join later fetch it on demand."""
        self.look()
        self._snapshot = build, snapshot
        self._supply(self._greeted)

    def drop(self, build: str) -> None:
        self._snapshot = None
        with suppress(OSError, MachineError):
            # Calling a lost one takes long.
            if self._greeted:
                self.look()
            self._call(self._greeted, work.drop, build)

    def _submit(self, packet: Packet) -> None:
        packet.future = None
        packet.workers = set(self._greeted)
        if not packet.workers:
            return
        self._count += 1
        packet.future = self._client.submit(
            at_worker, packet.function, packet.data, work.IDENTITY, pure=False, key=f"{self._name}-{self._count}",
            workers=sorted(packet.workers),
        )  # fmt: skip

    def _reply(self, packet: Packet) -> Reply:
        """Wait for the reply to a packet; `_NOTHING` if it must be sent again."""
        while packet.future is not None and packet.workers & self._greeted:
            try:
                reply: Reply = packet.future.result(timeout=_LOOK)
            except KilledWorker as error:
                raise MachineError(
                    sentence("workers died over the same pages again and again; give them more memory")
                ) from error
            except Exception as error:
                if packet.future.status == "error" or not isinstance(error, (CancelledError, OSError)):
                    raise
                if not isinstance(error, TimeoutError):
                    raise self._gone() from error
                # It stays where it is as long as anybody there may do it.
                self.look()
            else:
                return reply
        time.sleep(_LOOK / 4)
        return _NOTHING, "", b""

    def _supply(self, addresses: set[str]) -> None:
        if self._snapshot is None:
            return
        build, snapshot = self._snapshot
        left = set(addresses)
        for number, piece in enumerate(snapshot):
            beside = {} if number else snapshot.beside
            answers = self._call(left, work.take, build, snapshot.digests, number, piece, beside)
            self.moved += len(piece) * len(left)
            for address, answer in answers.items():
                if isinstance(answer, Exception) and not isinstance(answer, _NO_ANSWER):
                    self._refuse(address, _failure(address, answer))
                if answer is not None:
                    # When it is back, it reports what it lacks.
                    left.discard(address)

    def _refuse(self, address: str, said: Sentence) -> None:
        self._refused[address] = said
        self._greeted.discard(address)
        if not self._greeted:
            raise MachineError(said)

    def _call(self, addresses: set[str], function: Callable[..., Any], *args: object) -> dict[str, Any]:
        """Run a function on workers at once, beside their work; return each answer, errors too."""
        if not addresses:
            return {}
        try:
            return dict(self._client.run(_called, function, args, workers=sorted(addresses), on_error="return"))
        except CommClosedError as error:
            # The scheduler closed this connection; `look` finds out whether it is gone.
            return dict.fromkeys(addresses, error)

    def _gone(self) -> MachineError:
        self._greeted.clear()
        return MachineError(no_answer(self._address))

    def _nobody(self) -> Sentence:
        return sentence("the cluster has no workers: {address}", address=self._address)


def no_answer(address: str) -> Sentence:
    return sentence("the scheduler of the cluster does not answer: {address}", address=address)


def _failure(address: str, error: Exception) -> Sentence:
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return sentence("the worker {address}: {why}", address=address, why=why)


def _refusal(address: str, answer: object) -> Sentence:
    if isinstance(answer, OSError):
        return _failure(address, answer)
    if isinstance(answer, Exception):
        return sentence(
            "the worker {address} has no Warta, or quite another one ({why}); install the one of this machine there",
            address=address, why=answer,
        )  # fmt: skip
    return sentence(
        "the worker {address} has another version of Warta, of a library or of Python; install the same one there, and "
        "start it again",
        address=address,
    )
