"""Connects to workers that share no files with this process, and has them run the batches of a build.

`Cluster._senders` says what goes with a batch, and handles its result. What a worker cannot do without the site's files
(copies, icons, unreadable files) is done here, by the same functions.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import resource_tracker
from pathlib import Path, PurePosixPath
from typing import Any

import dask
from distributed import Client, LocalCluster, Security
from distributed.comm import connect

from generator.annex.cluster import work
from generator.annex.cluster.messages import Snapshot
from generator.annex.cluster.worker_pool import DEATHS, Packet, WorkerPool, no_answer
from generator.base.errors import MachineError, UsageError
from generator.base.folder import Folder
from generator.base.sentences import Sentence, sentence
from generator.base.workers import ENOUGH
from generator.config.media import PICTURES
from generator.engine import batches
from generator.engine.batches import BatchRenderer, Result
from generator.engine.parse import Job, Parsed, kind_of, parse_batch, parse_file
from generator.engine.scan import Candidate
from generator.engine.staging import StagingFolder
from generator.model.kinds import OF_FILES
from generator.pictures.making import BrokenPictureError, SourcePicture, bytes_of, undecodable

_LARGEST = 64 << 20
"""Maximum bytes of pictures sent with a batch; the rest is read here."""


class SentBatch(Future[list[Any]]):
    """A batch on its way."""

    def __init__(self, pool: WorkerPool, packet: Packet | None, arrive: Callable[[Any], list[Any]]) -> None:
        super().__init__()
        self._pool = pool
        self._packet = packet
        self._arrive = arrive

    def result(self, timeout: float | None = None) -> list[Any]:
        """Return the batch's result. All local work happens now, in the order of the batches."""
        del timeout
        return self._arrive(None if self._packet is None else self._pool.fetch(self._packet))

    def cancel(self) -> bool:
        if self._packet is not None:
            self._packet.cancel()
        return True


class Cluster(Executor):
    """An executor for `build`."""

    least = ENOUGH
    """Number of items that make remote workers worthwhile."""

    def __init__(self, pool: WorkerPool) -> None:
        self._pool = pool
        self._build: tuple[str, BatchRenderer, StagingFolder, Snapshot] | None = None
        self._senders: dict[Callable[..., Any], Callable[..., SentBatch]] = {
            parse_batch: self._parse, undecodable: self._decode, batches.render_batch: self._render,
        }  # fmt: skip

    def submit(self, work: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        return self._senders[work](*args)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as it is
        """Release what is held here and on the workers."""
        del wait, cancel_futures
        self.rest()

    def rest(self) -> None:
        """Release the store that pages were rendered from; another build may follow."""
        if self._build is not None:
            build, _, _, snapshot = self._build
            self._build = None
            batches.rest()
            snapshot.close()
            self._pool.drop(build)

    def _sent(self, arrive: Callable[[Any], list[Any]], work: Callable[..., Any], *args: Any) -> SentBatch:
        return SentBatch(self._pool, self._pool.send(work, *args), arrive)

    # --------------------------------------------------------------------- parsing

    def _parse(self, job: Job, batch: tuple[Candidate, ...]) -> SentBatch:
        files: dict[str, bytes] = {}
        room = _LARGEST
        with Folder(job.content) as folder:
            for path in (file.path for file in batch):
                text = kind_of(path) != "media"
                if not text and (PurePosixPath(path).suffix.lower() not in PICTURES or room <= 0):
                    continue
                try:
                    files[path] = folder.read(path, job.reading.article_bytes if text else job.reading.media_bytes)
                    room -= len(files[path])
                except OSError:
                    # It is reported below.
                    continue

        def arrive(reply: tuple[list[Parsed], dict[str, set[str]]]) -> list[Parsed]:
            done, asked = reply
            found = {parsed.path: parsed for parsed in done}
            with Folder(job.content) as folder:
                known: dict[str, bool] = {}
                while asked:
                    known |= {path: folder.has(path) for path in set().union(*asked.values())}
                    again = {path: files[path] for path in asked}
                    done, asked = self._pool.fetch(self._pool.send(work.read, away, again, known))
                    found |= {parsed.path: parsed for parsed in done}
                return [found.get(file.path) or parse_file(job, folder, file.path) for file in batch]

        # The site's folder means nothing to workers.
        away = Job("", job.reading, job.severities, job.decode, job.trial)
        return self._sent(arrive, work.read, away, files, {})

    # -------------------------------------------------------------------- pictures

    def _decode(self, content: str, batch: tuple[SourcePicture, ...]) -> SentBatch:
        sent: list[tuple[SourcePicture, bytes]] = []
        here: list[SourcePicture] = []
        for picture in batch:
            try:
                sent.append((picture, bytes_of(content, picture)))
            except BrokenPictureError:
                here.append(picture)
        return self._sent(lambda found: found + undecodable(content, tuple(here)), work.decode, sent)

    def _draw(self, renderer: BatchRenderer, batch: tuple[int, ...]) -> SentBatch:
        jobs = renderer.unmade(batch)
        data = b""
        if jobs:
            try:
                data = bytes_of(renderer.settings.content, jobs[0].source)
            except BrokenPictureError:
                jobs = []

        def arrive(made: list[bytes] | None) -> list[Result]:
            for job, variant in zip(jobs, made or (), strict=False):
                renderer.keep(job, variant)
            # The renderer finds those; it decodes broken ones again, and reports them.
            return renderer.render_all(batch)

        return (
            self._sent(arrive, work.draw, jobs[0].source, data, jobs) if jobs else SentBatch(self._pool, None, arrive)
        )

    # ----------------------------------------------------------------------- pages

    def _render(self, state: str, token: str, batch: tuple[int, ...]) -> SentBatch:
        build, renderer, staging = self._begun(state, token)
        kinds = renderer.kinds(batch)
        if batch and kinds[batch[0]] == "picture":
            return self._draw(renderer, batch)
        away = tuple(page for page in batch if kinds[page] not in OF_FILES)

        def arrive(made: list[work.Rendered] | None) -> list[Result]:
            results: dict[int, Result] = {}
            for result, data, replaces in made or ():
                if data is not None:
                    staging.write(result.path, data, replaces=replaces)
                results[result.page] = result
            here = tuple(page for page in batch if page not in results)
            results |= {result.page: result for result in renderer.render_all(here)}
            return [results[page] for page in batch]

        return self._sent(arrive, work.make, build, away) if away else SentBatch(self._pool, None, arrive)

    def _begun(self, state: str, token: str) -> tuple[str, BatchRenderer, StagingFolder]:
        """Return what this process needs for a build's pages; the first time, send the workers what they need."""
        if self._build is None or self._build[0] != token:
            self.rest()
            snapshot = Snapshot(Path(state))
            renderer = batches.worker(state, token)
            self._build = token, renderer, StagingFolder(renderer.settings.stage), snapshot
            self._pool.give(token, snapshot)
        return self._build[:3]


_CONNECT = 10.0
"""Seconds."""
_CONFIG = {
    "distributed.scheduler.allowed-failures": DEATHS,
    # Packets are compressed by us, if at all.
    "distributed.admin.large-graph-warning-threshold": "1GiB",
    # For the dashboard, which costs a fortieth of a processor in each idle process.
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
}
_TLS = "distributed.comm.tls"
"""The key of the settings in dask's configuration."""


@contextmanager
def connected(address: str, folder: Path) -> Iterator[WorkerPool]:
    """Yield the workers of a cluster: `tcp://…`, `tls://…`, or `local:N` for N on this machine, working in `folder`."""
    # Errors are reported as sentences.
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "asyncio", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
    with dask.config.set(_CONFIG), warnings.catch_warnings(), ExitStack() as stack:
        # We compare versions ourselves.
        warnings.simplefilter("ignore")
        kind, _, number = address.partition(":")
        security = None
        place = address
        if kind == "local":
            security = Security.temporary()
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            place = _local(stack, int(number), folder, security)
        else:
            _reach(address)
        try:
            client = stack.enter_context(Client(place, timeout=_CONNECT, set_as_default=False, security=security))
        except (OSError, ValueError) as error:
            raise MachineError(no_answer(address)) from error
        yield WorkerPool(client, address, _CONNECT)


def _local(stack: ExitStack, workers: int, folder: Path, security: Security) -> str:
    """Start a cluster on this machine, which the stack ends; return its scheduler's address.

    It has its own certificate: whoever can talk to a cluster can run code in it.
    """
    # It takes SIGINT off the list of what a thread does not take when it starts, so it starts before.
    resource_tracker.ensure_running()
    # Ctrl-C is for this process, which ends the others; those that a thread starts later have its mask, too.
    if sys.platform != "win32":
        before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        # Ctrl-C that came meanwhile arrives when the mask is taken off, and then it has to be ended.
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


def _end(cluster: LocalCluster) -> None:
    # What its workers did when they had just started may fail by this, and leave dask something to end with Python.
    cluster.shutdown_on_close = False
    with suppress(OSError):
        cluster.close()


def _reach(address: str) -> None:
    """Speak to a scheduler once; raise MachineError if it does not answer, UsageError if TLS settings are wrong."""
    try:
        security = Security()
    except ValueError as error:
        raise UsageError(_wrong(str(error))) from error
    secret = address.startswith("tls://")
    if security.require_encryption and not secret:
        raise UsageError(
            sentence(
                "--cluster {address}: dask's configuration asks for encryption (require-encryption), so write {tls}",
                address=address, tls=address.replace("tcp://", "tls://"),
            )
        )  # fmt: skip
    arguments = _certificates(security) if secret else {}
    try:
        asyncio.run(asyncio.wait_for(_speak(address, arguments), _CONNECT))
    except Exception as error:
        # Other servers answer in their own way, and dask fails on that in any way.
        raise MachineError(no_answer(address)) from error


async def _speak(address: str, arguments: dict[str, object]) -> None:
    comm = await connect(address, timeout=_CONNECT, **arguments)
    comm.abort()


def _certificates(security: Security) -> dict[str, object]:
    settings = security.get_tls_config_for_role("client")
    for name, key in (("ca-file", "ca_file"), ("client.cert", "cert"), ("client.key", "key")):
        value = settings[key]
        if not value and key != "key":
            raise UsageError(_lacking(name))
        try:
            # A multi-line text is the certificate itself; a key may be in its certificate's file.
            if value and "\n" not in value:
                Path(value).read_bytes()
        except OSError as error:
            raise UsageError(_wrong(f"{_TLS}.{name}: {value}: {error.strerror}")) from error
    try:
        return dict(security.get_connection_args("client"))
    except (OSError, ValueError) as error:
        files = ", ".join(settings[key].partition("\n")[0] for key in ("ca_file", "cert", "key") if settings[key])
        why = f"{getattr(error, 'reason', '') or error} ({files})"
        said = _wrong(why) if settings["key"] else _lacking("client.key")
        raise UsageError(said) from error


def _lacking(name: str) -> Sentence:
    return sentence(
        "tls:// needs {name} in dask's configuration; docs/cluster.md has the variables", name=f"{_TLS}.{name}"
    )


def _wrong(why: str) -> Sentence:
    return sentence("the TLS settings of dask on this machine are wrong: {why}", why=why)
