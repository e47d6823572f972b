"""Connects to the workers: through a scheduler somewhere, or on this machine."""

from __future__ import annotations

import asyncio
import logging
import shutil
import signal
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import resource_tracker
from pathlib import Path

import dask
from distributed import Client, LocalCluster, Security
from distributed.comm import connect

from generator.annex.cluster.worker_pool import DEATHS, WorkerPool, no_answer
from generator.base.errors import MachineError, UsageError
from generator.base.sentences import Sentence, sentence

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
