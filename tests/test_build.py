"""The build: its stages in order, and what it reports."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from generator import build as story
from generator.base.errors import SiteError, UsageError
from generator.build import build
from generator.store.files import lock
from tests.support import Portal, article, site

A = "content/daerah/2024/10/a.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    made.add(A, article("A"))
    return made


def test_a_report_counts_what_was_done(portal: Portal):
    """A first build adds all files; the next one leaves them unchanged."""
    before = time.perf_counter()
    first = portal.build()
    assert 0 < first.seconds <= time.perf_counter() - before
    assert first.articles == 1
    assert first.pages == first.added == len(portal.files()) - 1
    again = portal.build()
    assert (again.rendered, again.added, again.changed, again.deleted) == (0, 0, 0, 0)
    assert again.unchanged == first.pages


def test_the_stages_come_in_order(portal: Portal, monkeypatch: pytest.MonkeyPatch):
    """The output is looked at, then come the seven stages, and what they need in between."""
    order: list[str] = []

    def watched(owner: object, name: str) -> None:
        called = getattr(owner, name)

        def call(*args: object, **named: object) -> object:
            order.append(name)
            return called(*args, **named)

        monkeypatch.setattr(owner, name, call)

    stages = [
        "read_configuration", "open_output", "reconcile", "scan", "parse", "index", "plan", "accept", "render", "commit", "seal",
        "write", "forget_unused", "close",
    ]  # fmt: skip
    for name in stages:
        watched(story, name)
    portal.build()
    assert order == stages


def test_a_problem_leaves_the_output_as_it_was(portal: Portal):
    """Nothing of what a failed build has begun is seen."""
    portal.build()
    before = portal.files()
    portal.edit(A, "title: A", "title: AA")
    portal.add("content/daerah/2024/10/b.md", "rusak")
    with pytest.raises(SiteError):
        portal.build()
    assert portal.files() == before


def test_an_output_inside_the_content_is_refused(portal: Portal):
    """It would be read as content the next time."""
    with pytest.raises(UsageError, match="lies inside content/"):
        portal.build(output=str(portal.folder / "content/build"))


def test_a_second_build_waits(portal: Portal):
    """It says so once, and goes on when the first one has ended."""
    waiting = threading.Event()
    with lock(portal.folder / ".ssg"):
        second = threading.Thread(target=build, args=(portal.options(), lambda *_: None, waiting.set))
        second.start()
        assert waiting.wait(30)
        assert not portal.output.exists()
    second.join(60)
    assert portal.output.exists()
