"""What several files of tests ask for by name, and what all of them run with."""

from __future__ import annotations

import fcntl
import gc
import importlib
import os
import pkgutil
import shutil
import signal
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, Phase, settings

import generator
from tests.browser_support import chromium
from tests.quick import LONG, examples
from tests.remembering import remembered

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tools.validate.portal import Portal

MEMORY, ROOM = Path("/dev/shm"), 3 << 30
LONGEST = (
    "test_incremental_equals_clean[", "test_the_demo_site_by_axe", "test_the_demo_site[", "test_killed_at_every_write",
)  # fmt: skip
"""How the names of tests begin that take longer than others by far."""

if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    # Tests make and delete folders by the ten thousand, for which a busy disk takes longer than for all else.
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

# A suite that a shell runs in the background ignores Ctrl-C, and so would each program that tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Hundreds of tests start the program, which is to be compiled once and not by each of them.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Sentences are compared in English, wherever the tests run.
os.environ["SSG_LANG"] = "en"

# A busy machine is no mistake of a test. What a quick run finds, it finds on every machine: nobody's change is refused
# for a fault that was there before it. It shows the example that it found, where the long tests look for the smallest
# one: that can take minutes, in which nothing is printed.
settings.register_profile(
    "warta", settings.default, max_examples=examples(100), derandomize=not LONG, deadline=None,
    suppress_health_check=[HealthCheck.too_slow], database=None,
    phases=tuple(Phase) if LONG else (Phase.explicit, Phase.reuse, Phase.generate, Phase.target),
)  # fmt: skip
settings.load_profile("warta")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without measuring, which takes twice as long; what modules do when they are imported is measured before."""
    measuring = Coverage.current()
    if measuring:
        for module in pkgutil.walk_packages(generator.__path__, "generator."):
            if not module.name.startswith(("generator.skeleton", "generator.__main__")):
                importlib.import_module(module.name)
        measuring.stop()
    try:
        return (yield)
    finally:
        if measuring:
            measuring.start()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker is at it when the others have ended."""
    items.sort(key=lambda item: not item.name.startswith(LONGEST))


def pytest_collection_finish() -> None:
    """Let the search for garbage pass over what was collected, all of which stays, and look less often for what tests leave."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that runs in this process sets the language for the rest of it."""
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture(scope="session", autouse=True)
def known_once() -> Iterator[None]:
    """Work out once for all sites of a process what is the same for all of them."""
    with remembered():
        yield


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Portal:
    """The demo site as it is built, once for all workers; tests leave it as it is."""
    from tools.validate.__main__ import DEMO_NOW
    from tools.validate.portal import ROOT, Portal, build

    top = tmp_path_factory.getbasetemp()
    work = (top if worker_id == "master" else top.parent) / "demo"
    work.mkdir(exist_ok=True)
    with (work / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (work / "done").exists():
            return Portal(work / "site/build", work / "site/site.yaml")
        found = build(ROOT, work, DEMO_NOW)
        (work / "done").touch()
        return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser, for all tests of a file."""
    with chromium() as started:
        yield started
