"""What several files of tests ask for by name, and what all of them run with."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.browser_support import chromium
from tests.support import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tools.validate.portal import Portal

MEMORY, ROOM = Path("/dev/shm"), 3 << 30
OWN, THERE = pytest.StashKey[str](), pytest.StashKey[set[str]]()
LONGEST = (
    "test_two_hundred_newsrooms", "test_incremental_equals_clean[", "test_every_page_on_the_smallest_phone",
    "test_pushes_and_hours_reach_readers", "test_the_steps_publish_from", "test_a_scheduled_article_is_online",
    "test_the_demo_site_by_axe", "test_every_screen_can_be_used", "test_it_makes_the_same_bytes_also", "test_picture_bombs",
    "test_a_target_becomes_what_was_built", "test_a_lost_manifest_lets", "test_killed_at_every_write", "test_an_archive_grows",
)  # fmt: skip
"""How the names of tests begin that take longer than others by far."""

# A suite that a shell runs in the background ignores Ctrl-C, and so would each program that tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Hundreds of tests start the program, which is to be compiled once and not by each of them.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A busy machine is no mistake of a test. Properties are tried with the same examples on every machine: nobody's change is
# refused for a fault that was there before it. What explores draws its own seeds: the newsroom, and `make fuzz`.
settings.register_profile(
    "warta", settings.default, max_examples=20, derandomize=True, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow], phases=(Phase.explicit, Phase.generate, Phase.target),
)  # fmt: skip
settings.load_profile("warta")


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a folder of its own in memory: tests make and delete folders by the ten thousand, which disks are slow at."""
    if not hasattr(config, "workerinput"):
        config.stash[THERE] = outside()
        if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
            config.stash[OWN] = os.environ["TMPDIR"] = tempfile.tempdir = tempfile.mkdtemp(prefix="warta-", dir=MEMORY)
            # Some tests are run by a user without rights.
            os.chmod(tempfile.tempdir, 0o755)


def outside() -> set[str]:
    """Return what lies where tests must leave nothing: at home, and in the project but for what its .gitignore names."""
    words = ["git", "-C", str(ROOT), "status", "--porcelain", "--untracked-files=all"]
    lines = subprocess.run(words, capture_output=True, text=True, check=False).stdout.splitlines()
    return {*(line for line in lines if line.startswith("??")), *map(str, Path.home().iterdir())}


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail when tests have left something, and take away their folder."""
    if hasattr(session.config, "workerinput"):
        return
    if left := outside() - session.config.stash[THERE]:
        print("\nTests have left", *sorted(left), sep="\n")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if own := session.config.stash.get(OWN, None):
        shutil.rmtree(own, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each worker begin with some of what takes longest, so that none is at it when the others have ended.

    Workers begin with parts of the list that are equally long.
    """
    longest = [item for item in items if item.name.startswith(LONGEST)]
    others = [item for item in items if not item.name.startswith(LONGEST)]
    count = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    items.clear()
    for number in range(count):
        items += longest[number::count]
        items += others[len(others) * number // count : len(others) * (number + 1) // count]


def pytest_collection_finish() -> None:
    """Let the search for garbage pass over what was collected, all of which stays, and look less often for what tests leave."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests want printed though they passed, such as the seeds that they drew."""
    for report in terminalreporter.stats.get("passed", []):
        for name, text in report.user_properties:
            if name == "printed":
                terminalreporter.write_line(text)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that runs in this process sets the language for the rest of it."""
    monkeypatch.setenv("LANGUAGE", "en")


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
