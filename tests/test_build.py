"""The build: what it reports, and what it leaves as it was."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.support import Portal, RefusedError, article, site

A = "content/daerah/2024/10/a.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    made.add(A, article("A"))
    return made


def test_a_report_counts_what_was_done(portal: Portal) -> None:
    """A first build adds all files; the next one leaves them unchanged."""
    before = time.perf_counter()
    first = portal.build()
    assert 0 < first.seconds <= time.perf_counter() - before
    assert first.articles == 1
    assert first.pages == first.added == len(portal.files()) - 1
    again = portal.build()
    assert (again.rendered, again.added, again.changed, again.deleted) == (0, 0, 0, 0)
    assert again.unchanged == first.pages


def test_a_problem_leaves_the_output_as_it_was(portal: Portal) -> None:
    """Nothing of what a failed build has begun is seen."""
    portal.build()
    before = portal.files()
    portal.edit(A, "title: A", "title: AA")
    portal.add("content/daerah/2024/10/b.md", "rusak")
    with pytest.raises(RefusedError):
        portal.build()
    assert portal.files() == before
