"""One rclone for all deploys of a process to folders of this machine, which takes as long to start as these; keys."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import pytest

from generator.annex.deploying.rclone import Rclone, running
from generator.model.deploy_targets import Target

Running = Callable[[Target], contextlib.AbstractContextManager[Rclone]]


@pytest.fixture
def bucket_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the keys by which the buckets of the tests are opened."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")


@pytest.fixture(scope="session")
def kept() -> Iterator[Running]:
    """What stands in for `running`; other targets have an rclone of their own, as ever."""
    with contextlib.ExitStack() as stack:
        begun: list[Rclone] = []

        @contextlib.contextmanager
        def at(target: Target) -> Iterator[Rclone]:
            if target.remote or target.via != "local":
                with running(target) as own:
                    yield own
                return
            if not begun:
                begun.append(stack.enter_context(running(target)))
            yield Rclone(target, begun[0]._connection)

        yield at


@pytest.fixture(autouse=True)
def _one_rclone(kept: Running, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.path.name != "test_rclone.py":
        for module in ("deploying.run", "remote_state.push_pull"):
            monkeypatch.setattr(f"generator.annex.{module}.running", kept)
