"""A real cluster: the same bytes, whatever becomes of scheduler and workers."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from multiprocessing import get_all_start_methods
from pathlib import Path
from signal import SIGSTOP
from unittest import mock

import pytest

from generator.annex.cluster.executor import Cluster
from generator.base.errors import MachineError
from generator.build import build
from tests.annex.cluster.dask import Dask
from tests.servers import free_port
from tests.support import NOW, ROOT, Portal, article, png, site, ssg, ssg_here

Client = pytest.importorskip("distributed").Client
config = pytest.importorskip("dask.config")
pytestmark = [pytest.mark.slow, pytest.mark.unmeasured]


def newsroom(folder: Path, count: int = 60) -> Portal:
    """A site with an article for each of some days, and a photo."""
    portal = site(folder)
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\ninitials: SW\n---\nBio.\n")
    portal.add("content/daerah/foto/a.png", png(400, 300))
    for n in range(count):
        more = {"photo": "{src: /daerah/foto/a.png, caption: A, credit: B}"} if n == 7 else {}
        text = article(
            f"Berita {n}",
            f"Kata ke-{n}.\n\n![A](foto/a.png)" if n == 9 else f"Kata ke-{n}.",
            timestamp=f"2024-09-{n % 28 + 1:02d} 10:00 WIB",
            **more,
        )
        portal.add(f"content/daerah/b-{n}.md", text)
    return portal


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    portal = newsroom(tmp_path_factory.mktemp("biasa"))
    portal.build()
    return portal.files()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A site for which the command uses a cluster."""
    portal = newsroom(tmp_path_factory.mktemp("besar"), 301)
    portal.build()
    return portal


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A cluster of two workers, at least."""
    with Dask(tmp_path_factory.mktemp("dask")) as made:
        made.worker()
        made.worker()
        yield made


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return newsroom(tmp_path)


def built(portal: Portal, address: str, happen: Callable[[str], None] = lambda _: None, workers: int = 1) -> list[str]:
    """Build by a cluster as soon as it has so many workers; return what there is to say of them.

    Args:
        portal: the site.
        address: of the scheduler.
        happen: called with the stage, each time that something is done.
        workers: how many there must be.

    """
    from generator.annex.cluster.executor import connected

    with connected(address, portal.folder / ".ssg/workers") as found:
        end = time.monotonic() + 20
        while len(found._greeted) < workers:
            if time.monotonic() > end:
                raise TimeoutError(f"{len(found._greeted)} of {workers} workers came")
            time.sleep(0.05)
            found.look()
        executor = Cluster(found)
        executor.least = 0
        build(portal.options(jobs=found.size), lambda stage, *_: happen(stage), lambda: None, executor)
        return [str(said) for said in found.warnings]


def test_the_same_bytes(portal: Portal, dask: Dask, expected: dict[str, bytes]) -> None:
    """Workers that share no folder with the site make it as one machine does, and keep nothing of it."""
    assert built(portal, dask.address, workers=2) == []
    assert portal.files() == expected
    assert not list(dask.folder.rglob("store.db*"))


@pytest.mark.skipif("forkserver" not in get_all_start_methods(), reason="processes cannot be copied here")
def test_workers_of_one_machine(portal: Portal, tmp_path: Path, expected: dict[str, bytes]) -> None:
    """They have the program before anything is asked of them, and make the same bytes."""
    with Dask(tmp_path / "dask") as dask:
        dask.machine(2)
        with Client(dask.address, set_as_default=False) as client:
            client.wait_for_workers(2)
            knows = "all(name in __import__('sys').modules for name in ('generator.engine.batches', 'markdown_it'))"
            assert list(client.run(eval, knows).values()) == [True, True]
        assert built(portal, dask.address, workers=2) == []
    assert portal.files() == expected


def test_a_worker_dies(portal: Portal, dask: Dask, expected: dict[str, bytes]) -> None:
    """Its pages are made by another one, and the build says so."""
    dying = dask.worker()
    told = built(portal, dask.address, lambda stage: dying.kill() if stage == "making" else None, 3)
    assert portal.files() == expected
    assert told in ([], ["one worker was lost; others did its work"])


def test_all_workers_die_and_another_comes(portal: Portal, tmp_path: Path, expected: dict[str, bytes]) -> None:
    """It is given what the others had."""
    with Dask(tmp_path / "dask") as dask:
        first = dask.worker()

        def happen(stage: str) -> None:
            if stage == "making" and first.poll() is None:
                first.kill()
                first.wait()
                dask.worker()

        assert built(portal, dask.address, happen) == ["one worker was lost; others did its work"]
    assert portal.files() == expected


def test_a_worker_of_another_version(portal: Portal, tmp_path: Path, dask: Dask, expected: dict[str, bytes]) -> None:
    """It gets no work, and neither does one without Warta or without room; the others do it."""
    shutil.copytree(ROOT / "generator", tmp_path / "lain/generator", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "lain/generator/pages/listings.py").open("a") as file:
        file.write("# another version\n")
    (tmp_path / "tanpa/generator").mkdir(parents=True)
    (tmp_path / "tanpa/generator/__init__.py").write_text("")
    others = [dask.worker(str(tmp_path / "lain")), dask.worker(str(tmp_path / "tanpa")), dask.worker(most=20_000)]
    try:
        told = built(portal, dask.address, workers=3)
    finally:
        for process in others:
            process.kill()
    assert sorted(text.partition(" ")[2].partition(" ")[2].partition(" ")[2][:20] for text in told) == [
        "File too large", "has another version ", "has no Warta, or qui",
    ], told  # fmt: skip
    assert portal.files() == expected


@pytest.mark.long
def test_a_worker_that_hangs(portal: Portal, tmp_path: Path, expected: dict[str, bytes]) -> None:
    """When the scheduler takes it for dead, after the time that it is told, others do its work."""
    with Dask(tmp_path / "dask", DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL="4s") as dask:
        hanging, _ = dask.worker(), dask.worker()
        stop = partial(hanging.send_signal, SIGSTOP)
        told = built(portal, dask.address, lambda stage: stop() if stage == "reading" else None, 2)
    assert portal.files() == expected
    assert told == ["one worker was lost; others did its work"]


@pytest.mark.parametrize(
    ("what", "said"), [("nobody", "does not answer"), ("empty", "has no workers"), ("wrong", "has no Warta")]
)
def test_a_cluster_of_no_use(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, said: str
) -> None:
    """One sentence and exit code 2, and nothing was touched."""
    if what != "wrong":
        monkeypatch.setattr("generator.annex.cluster.executor._CONNECT", 1.0)
    portal.build()
    before = portal.files()
    with ExitStack() as stack:
        address = f"tcp://127.0.0.1:{free_port()}"
        if what != "nobody":
            dask = stack.enter_context(Dask(tmp_path / "dask"))
            address = dask.address
        if what == "wrong":
            (tmp_path / "tanpa/generator").mkdir(parents=True)
            (tmp_path / "tanpa/generator/__init__.py").write_text("")
            dask.worker(str(tmp_path / "tanpa"))
        done = ssg_here(portal, "build", "--now", str(NOW), "--cluster", address)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert said in done.stderr
    assert portal.files() == before


def test_the_scheduler_dies(portal: Portal, tmp_path: Path, expected: dict[str, bytes]) -> None:
    """The build ends with a sentence; the next one makes the clean bytes."""
    with Dask(tmp_path / "dask") as dask:
        dask.worker()
        with pytest.raises(MachineError, match="does not answer"):
            built(portal, dask.address, lambda stage: dask.stop() if stage == "making" else None)
    assert not portal.files()
    portal.build()
    assert portal.files() == expected


def test_local_workers(tmp_path: Path, large: Portal) -> None:
    """`local:2`: the real command, with workers of this machine, leaves none behind."""
    portal = newsroom(tmp_path, 301)
    done = ssg(portal, "build", "--now", str(NOW), "--cluster", "local:2")
    assert (done.returncode, done.stderr) == (0, "")
    assert portal.files() == large.files()
    assert not list((portal.folder / ".ssg/workers").rglob("store.db"))


def certificate(folder: Path) -> dict[str, str]:
    """Make an authority and a certificate; return the environment that names them."""
    folder.mkdir()
    for command in (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 -subj /CN=cluster -keyout ca.key -out ca.pem",
        "openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=worker -keyout node.key -out node.csr",
        "openssl x509 -req -in node.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 9 -out node.pem",
    ):
        subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    tls = "DASK_DISTRIBUTED__COMM__TLS__"
    return {
        "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "true", f"{tls}CA_FILE": str(folder / "ca.pem"),
        **{f"{tls}{who}__CERT": str(folder / "node.pem") for who in ("SCHEDULER", "WORKER", "CLIENT")},
        **{f"{tls}{who}__KEY": str(folder / "node.key") for who in ("SCHEDULER", "WORKER", "CLIENT")},
    }  # fmt: skip


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_certificates(tmp_path: Path, large: Portal) -> None:
    """With certificates of one authority everything is encrypted; with those of another nobody answers.

    The key may be in the file of the certificate.
    """
    portal = newsroom(tmp_path, 301)
    ours, others = certificate(tmp_path / "a"), certificate(tmp_path / "b")
    with Dask(tmp_path / "dask", "tls", **ours) as dask:
        dask.worker()
        refused = ssg(portal, "build", "--now", str(NOW), "--cluster", dask.address, **others)
        done = ssg(portal, "build", "--now", str(NOW), "--cluster", dask.address, **ours)
        both = tmp_path / "a/both.pem"
        both.write_bytes((tmp_path / "a/node.key").read_bytes() + (tmp_path / "a/node.pem").read_bytes())
        together = {name: value for name, value in ours.items() if name != f"{_CLIENT}KEY"} | {
            f"{_CLIENT}CERT": str(both)
        }
        again = ssg(portal, "build", "--now", str(NOW), "--verify", "--cluster", dask.address, **together)
    assert again.returncode == 0, again.stderr
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1), refused.stderr
    assert done.returncode == 0, done.stderr
    assert portal.files() == large.files()


@pytest.mark.parametrize("protocol", ["tcp", "tls"])
@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_whoever_listens_and_says_nothing_is_no_scheduler(tmp_path: Path, protocol: str) -> None:
    """It is waited for ten seconds, and not until somebody loses patience."""
    portal = newsroom(tmp_path, 301)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"{protocol}://127.0.0.1:{silent.getsockname()[1]}"
        begun = time.monotonic()
        done = ssg(
            portal,
            "build",
            "--now",
            str(NOW),
            "--cluster",
            address,
            **certificate(tmp_path / "a") if protocol == "tls" else {},
        )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "does not answer" in done.stderr
    assert 9 < time.monotonic() - begun < 40


_CLIENT = "DASK_DISTRIBUTED__COMM__TLS__CLIENT__"


@contextmanager
def configured(settings: dict[str, str]) -> Iterator[None]:
    """Let dask of this process be as in one that starts with these variables."""
    try:
        with mock.patch.dict(os.environ, settings):
            config.refresh()
            yield
    finally:
        config.refresh()


@pytest.mark.parametrize(
    ("protocol", "changes", "said"),
    [
        ("tls", None, "needs distributed.comm.tls.ca-file"),
        ("tls", {f"{_CLIENT}KEY": ""}, "needs distributed.comm.tls.client.key"),
        ("tls", {f"{_CLIENT}CERT": "hilang.pem"}, "distributed.comm.tls.client.cert: hilang.pem: No such file"),
        ("tls", {f"{_CLIENT}CERT": os.devnull}, os.devnull),
        ("tls", {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": os.devnull}, os.devnull),
        ("tls", {"DASK_DISTRIBUTED__COMM__TLS__MIN_VERSION": "9"}, "min-version"),
        ("tcp", {}, "so write tls://127.0.0.1:1"),
    ],
)
@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_wrong_settings_of_certificates(
    tmp_path: Path, protocol: str, changes: dict[str, str] | None, said: str
) -> None:
    """One sentence that names what is wrong, before anybody is asked; nothing was touched."""
    portal = site(tmp_path)
    settings = {} if changes is None else certificate(tmp_path / "a") | changes
    begun = time.monotonic()
    with configured(settings):
        done = ssg_here(portal, "build", "--now", str(NOW), "--cluster", f"{protocol}://127.0.0.1:1")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert said in done.stderr
    assert time.monotonic() - begun < 9
    assert not portal.output.exists()
