"""Who gets a batch: nobody but those who were greeted."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from threading import get_ident
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("distributed")

from distributed.comm import CommClosedError

from generator.annex.cluster import executor, work, worker_pool
from generator.annex.cluster.messages import packed, unpacked
from generator.annex.cluster.worker_pool import WorkerPool, at_worker


class Done:
    """A future that is over."""

    status = "finished"

    def __init__(self, reply: object) -> None:
        self.reply = reply

    def result(self, timeout: float) -> Any:
        del timeout
        if isinstance(self.reply, Exception):
            self.status = "error"
            raise self.reply
        return self.reply


class Desk:
    """What a pool sees of dask: workers that are there, and what each answers to a greeting."""

    def __init__(self, **answers: object) -> None:
        self.answers = answers
        self.replies: list[object] = []
        """What becomes of the next packets; by default they are done."""
        self.sent: list[list[str]] = []
        """Who may do each packet."""

    def nthreads(self) -> dict[str, int]:
        return dict.fromkeys(self.answers, 1)

    def run(self, *_: object, workers: list[str], **__: object) -> dict[str, object]:
        return {address: self.answers[address] for address in workers}

    def submit(self, *_: object, workers: list[str], **__: object) -> Done:
        self.sent.append(workers)
        return Done(self.replies.pop(0) if self.replies else (worker_pool._DONE, workers[0], packed("made")))


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_pool, "_LOOK", 0.01)


def of(desk: Desk) -> WorkerPool:
    return WorkerPool(desk, "tcp://x:1")  # type: ignore[arg-type]


def test_a_worker_that_went() -> None:
    """What there is to do is done by the others."""
    desk = Desk(a=work.IDENTITY, b=work.IDENTITY)
    found = of(desk)
    del desk.answers["a"]
    found.look()
    found.send(work.make)
    assert desk.sent == [["b"]]


def test_strangers() -> None:
    """Where one is that runs another program, only those who were greeted may do anything."""
    desk = Desk(a=work.IDENTITY, b=work.IDENTITY, c=("another", "3.13"))
    of(desk).send(work.make)
    assert desk.sent == [["a", "b"]]


def test_a_stranger_that_came_meanwhile() -> None:
    """What came to another program is done by those who were greeted; what they cannot do is an error."""
    desk = Desk(a=work.IDENTITY, b=work.IDENTITY)
    found = of(desk)
    desk.replies = [(worker_pool._STRANGER, "c", b"")]
    assert found.fetch(found.send(work.make)) == "made"
    assert desk.sent == [["a", "b"]] * 2
    desk.replies = [ValueError("a mistake")]
    with pytest.raises(ValueError, match="a mistake"):
        found.fetch(found.send(work.make))


@pytest.mark.skipif(sys.platform == "win32", reason="there are no masks of signals")
def test_ctrl_c_while_local_workers_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """They are ended as later, and not by dask when Python ends, which has much to say then."""
    closed: list[bool] = []

    class Starting:
        def __init__(self, **_: object) -> None:
            # To this thread, as if there were no other one: those of the test run take it, too.
            signal.pthread_kill(get_ident(), signal.SIGINT)

        scheduler_address = "tls://127.0.0.1:1"

        def close(self) -> None:
            closed.append(True)
            raise CommClosedError

    monkeypatch.setattr(executor, "LocalCluster", Starting)
    with pytest.raises(KeyboardInterrupt), executor.connected("local:2", tmp_path):
        pass
    assert closed


def test_a_batch_that_is_given_up_late() -> None:
    """It is thrown away in silence when dask has ended before."""
    packet = worker_pool.Packet(len, b"")

    def ended() -> None:
        raise RuntimeError("IOLoop is closed")

    packet.future = SimpleNamespace(cancel=ended)  # type: ignore[assignment]
    packet.cancel()


def test_another_program_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker looks whose work it is."""
    monkeypatch.setattr(worker_pool, "get_worker", lambda: SimpleNamespace(local_directory="/x", address="a"))
    assert at_worker(len, packed(()), ("another", "3.13")) == (worker_pool._STRANGER, "a", b"")
    status, _, data = at_worker(str, packed(()), work.IDENTITY)
    assert (status, unpacked(data)) == (worker_pool._DONE, "/x/warta")
