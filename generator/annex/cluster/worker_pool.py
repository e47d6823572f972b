"""Crew: the workers of a dask cluster, and all that can become of them.

Packets go to workers that have been greeted, and are this very program; others are told of once, and left alone. What a
worker was at when it died goes to another one.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, Security, get_worker
from distributed.comm import CommClosedError

from generator.annex.cluster import work
from generator.annex.cluster.executor import reach, silent
from generator.annex.cluster.messages import packed, unpacked
from generator.annex.cluster.snapshot import Snapshot
from generator.annex.cluster.work import LackingError
from generator.base.errors import MachineError
from generator.base.sentences import Sentence, counted, sentence

_LOOK = 1.0
"""Seconds after which it is looked who is there, while nothing comes back."""
_PATIENCE = 30.0
"""Seconds without any worker after which the build is given up."""
_CONNECT = 10.0
_DEATHS = 10
"""Workers that may die over one packet before it is thought to be its fault: in a cluster they die of other things."""
_DONE, _LACKS, _REFUSED, _STRANGER, _NOTHING = range(5)
_CONFIG = {
    "distributed.scheduler.allowed-failures": _DEATHS,
    # What a packet carries is ours to decide.
    "distributed.admin.large-graph-warning-threshold": "1GiB",
    # What a cluster draws charts of, which takes a fortieth of a processor in each process that waits.
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
}

_AWAY = (CommClosedError, TimeoutError)
"""What is said of workers that do not answer; if they are gone, they will be missed."""

Reply = tuple[int, str, bytes]
"""What became of a packet, the address of the worker, and what came of it."""


def at_worker(function: Callable[..., Any], data: bytes, whose: tuple[str, str]) -> Reply:
    """Do something in the place of the worker that runs this, if it is the program whose work it is."""
    worker = get_worker()
    if whose != work.IDENTITY:
        return _STRANGER, worker.address, b""
    try:
        found = function(Path(worker.local_directory, "warta"), *unpacked(data))
    except LackingError:
        return _LACKS, worker.address, b""
    except OSError as error:
        # Its disk is full, or it may not write there: another one may do better.
        return _REFUSED, worker.address, str(error.strerror or error).encode()
    return _DONE, worker.address, packed(found)


class Packet:
    """Work on its way to a worker."""

    def __init__(self, function: Callable[..., Any], data: bytes, turn: int | None) -> None:
        self.function = function
        self.data = data
        self.turn = turn
        """Which worker has made the neighbours of what is made here; None if that does not matter."""
        self.workers: set[str] = set()
        """The addresses of those who may do it."""
        self.future: Future | None = None

    def cancel(self) -> None:
        """Let nobody begin it any more."""
        if self.future is not None:
            # What is in flight when Ctrl-C comes may be thrown away only after dask has ended.
            with suppress(RuntimeError):
                self.future.cancel()


class Crew:
    """The workers of a dask cluster."""

    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self._address = address
        self._greeted: set[str] = set()
        self._refused: dict[str, Sentence] = {}
        self._strangers = False
        """Whether there are others than those who were greeted."""
        self._order: list[str] = []
        """All who were ever greeted, in that order."""
        self._given: tuple[str, Snapshot] | None = None
        self._seen = time.monotonic()
        self._name = f"warta-{secrets.token_hex(8)}"
        self._count = 0
        self.lost = 0
        """Workers that went while they were needed."""
        self.moved = 0
        """Bytes that went to workers and came back, as this process sent and received them."""
        self._gather()
        self.size = len(self._greeted)

    @property
    def told(self) -> list[Sentence]:
        """What there is to say of the workers."""
        said = [*self._refused.values()]
        if self.lost:
            said.append(
                counted(
                    "one worker was lost; others did its work", "{count} workers were lost; others did their work",
                    self.lost,
                )
            )  # fmt: skip
        return said

    def _gather(self) -> None:
        """Wait for the workers, which may have been started together with the scheduler, until no more come."""
        deadline = time.monotonic() + _CONNECT
        while True:
            before = len(self._greeted)
            self.look()
            if before and len(self._greeted) == before:
                return
            if not self._greeted and (self._refused or time.monotonic() > deadline):
                raise MachineError(next(iter(self._refused.values()), None) or self._nobody())
            time.sleep(_LOOK / 4)

    def look(self) -> None:
        """Greet the workers that came, and forget those that went.

        Raises:
            MachineError: the scheduler is gone, or there has been no worker for long.

        """
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
                self._order.append(address)
            elif not isinstance(answer, _AWAY):
                self._refused[address] = _refusal(address, answer)
        self._strangers = there != self._greeted
        if self._greeted:
            self._seen = time.monotonic()
        elif time.monotonic() > self._seen + _PATIENCE:
            raise MachineError(self._nobody())

    def send(self, function: Callable[..., Any], *args: object, turn: int | None = None) -> Packet:
        """Let a worker do something with its folder and these arguments; return what `fetch` takes."""
        packet = Packet(function, packed(args), turn)
        self.moved += len(packet.data)
        self._submit(packet)
        return packet

    def fetch(self, packet: Packet) -> Any:
        """Return what came of a packet, once it is done.

        Raises:
            MachineError: nobody is there to do it, or workers die of it.

        """
        while True:
            status, address, data = self._reply(packet)
            if status == _DONE:
                self.moved += len(data)
                return unpacked(data)
            if status == _LACKS:
                self._supply({address})
            elif status == _STRANGER:
                packet.turn = None
            elif status == _REFUSED:
                self._refuse(address, sentence("the worker {address}: {why}", address=address, why=data.decode()))
            self.look()
            self._submit(packet)

    def give(self, build: str, snapshot: Snapshot) -> None:
        """Give each worker the store that pages are made from; whoever comes later gets it when he needs it."""
        self.look()
        self._given = build, snapshot
        self._supply(self._greeted)

    def drop(self, build: str) -> None:
        """Let them forget it."""
        self._given = None
        with suppress(OSError, MachineError):
            # To call one that is gone takes long.
            if self._greeted:
                self.look()
            self._call(self._greeted, work.drop, build)

    def _submit(self, packet: Packet) -> None:
        packet.future = None
        packet.workers = set(self._greeted)
        if not packet.workers:
            return
        self._count += 1
        best = None if packet.turn is None or self._strangers else self._order[packet.turn % len(self._order)]
        if best not in packet.workers:
            # Nobody else than these may do it, and it does not matter who.
            packet.turn = best = None
        packet.future = self._client.submit(
            at_worker, packet.function, packet.data, work.IDENTITY, pure=False, key=f"{self._name}-{self._count}",
            workers=[best] if best else sorted(packet.workers), allow_other_workers=best is not None,
        )  # fmt: skip

    def _reply(self, packet: Packet) -> Reply:
        """Return what came of a packet; if nothing does, that it is to be sent again."""
        while packet.future is not None and packet.workers & self._greeted:
            try:
                reply: Reply = packet.future.result(timeout=_LOOK)
            except KilledWorker as error:
                raise MachineError(
                    sentence("workers died over the same pages again and again; give them more memory")
                ) from error
            except Exception as error:
                if packet.future.status == "error" and packet.turn is not None:
                    # It may have come to one who was not greeted: a newcomer with another program.
                    packet.turn = None
                    break
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
        """Send the store that pages are made from to some workers, piece by piece."""
        if self._given is None:
            return
        build, snapshot = self._given
        left = set(addresses)
        for number, piece in enumerate(snapshot):
            beside = {} if number else snapshot.beside
            answers = self._call(left, work.take, build, snapshot.digests, number, piece, beside)
            self.moved += len(piece) * len(left)
            for address, answer in answers.items():
                if isinstance(answer, Exception) and not isinstance(answer, _AWAY):
                    self._refuse(address, _told(address, answer))
                if answer is not None:
                    # It will say what it lacks, if it is there again.
                    left.discard(address)

    def _refuse(self, address: str, said: Sentence) -> None:
        self._refused[address] = said
        self._greeted.discard(address)
        if not self._greeted:
            raise MachineError(said)

    def _call(self, addresses: set[str], function: Callable[..., Any], *args: object) -> dict[str, Any]:
        """Let workers do something at once, besides what they are at; return what each answers, errors too."""
        if not addresses:
            return {}
        return dict(self._client.run(_called, function, args, workers=sorted(addresses), on_error="return"))

    def _gone(self) -> MachineError:
        self._greeted.clear()
        return MachineError(silent(self._address))

    def _nobody(self) -> Sentence:
        return sentence("the cluster has no workers: {address}", address=self._address)


def _called(function: Callable[..., Any], args: tuple[object, ...], dask_worker: Any) -> Any:
    return function(Path(dask_worker.local_directory, "warta"), *args)


def _told(address: str, error: Exception) -> Sentence:
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return sentence("the worker {address}: {why}", address=address, why=why)


def _refusal(address: str, answer: object) -> Sentence:
    """Return why a worker is of no use, from what it answered to a greeting."""
    if isinstance(answer, OSError):
        return _told(address, answer)
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


@contextmanager
def crew(address: str, folder: Path) -> Iterator[Crew]:
    """Be in touch with the workers of a cluster.

    Args:
        address: of its scheduler, `tcp://…` or `tls://…`; or `local:N` for N workers of this machine.
        folder: where those of this machine have theirs.

    Raises:
        MachineError: nobody answers, or no worker is of use.

    """
    # What is wrong is said in a sentence.
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "asyncio", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
    with dask.config.set(_CONFIG), warnings.catch_warnings(), ExitStack() as stack:
        # Versions are compared by us.
        warnings.simplefilter("ignore")
        kind, _, number = address.partition(":")
        security = None
        if kind == "local":
            security = Security.temporary()
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            place = _local(stack, int(number), folder, security)
        else:
            reach(address, _CONNECT)
            place = address
        try:
            client = stack.enter_context(Client(place, timeout=_CONNECT, set_as_default=False, security=security))
        except (OSError, ValueError) as error:
            raise MachineError(silent(address)) from error
        yield Crew(client, address)


def _end(cluster: LocalCluster) -> None:
    # What its workers were at when they had just started may fail by this, and leave dask something to end with Python.
    cluster.shutdown_on_close = False
    with suppress(OSError):
        cluster.close()


def _local(stack: ExitStack, workers: int, folder: Path, security: Security) -> str:
    """Have a cluster on this machine, with a certificate of its own: whoever can speak to one runs what he likes.

    Args:
        stack: ends it.
        workers: how many.
        folder: where they have theirs.
        security: the certificate.

    Returns:
        The address of its scheduler.

    """
    # It takes SIGINT off the list of what a thread does not take when it starts, so it starts before.
    resource_tracker.ensure_running()
    # Ctrl-C is for this process, which ends the others; those that a thread starts later have its mask, too.
    if sys.platform != "win32":
        before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        # Ctrl-C that came meanwhile is told of when the mask is taken off, and then it has to be ended.
        cluster = LocalCluster(
            n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, security=security,
            protocol="tls", silence_logs=logging.CRITICAL, local_directory=str(folder),
            preload_nanny=["generator.annex.cluster.worker_setup"],
        )  # fmt: skip
        stack.callback(_end, cluster)
        return str(cluster.scheduler_address)
    finally:
        if sys.platform != "win32":
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
