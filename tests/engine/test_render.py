"""Render: which pages are made, where, and what comes of it."""

from __future__ import annotations

import json
from array import array
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.base import workers
from generator.base.errors import Problem, Where
from generator.base.sentences import as_it_is
from generator.build import build
from generator.engine import render
from generator.engine.render import StalePages, _counted
from generator.store import outputs
from tests.support import Portal, article, site

A = "content/daerah/2024/10/a.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    for name in "abc":
        made.add(f"content/daerah/2024/10/{name}.md", article(name.upper()))
    return made


def break_articles(portal: Portal) -> None:
    """Let the template of articles fail on each of them."""
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.edit("site.yaml", "categories:", "theme: uji\ncategories:")
    portal.add("themes/uji/templates/article.html", "{{ 1 // 0 }}")


def test_a_variant_counts_for_many_pages():
    """To resize a picture takes as long as ten pages."""
    stale = StalePages(array("q", (1, 2, 3)), ((4, 5), (6,)))
    assert (stale.files, stale.weight) == (3, 33)


def test_what_is_only_to_be_checked_is_no_reason_to_start_processes():
    """Nobody knows before whether any of it is made."""
    assert StalePages(array("q", (1, 2, 3)), (), 2).weight == 1


@pytest.mark.parametrize("asks", [True, False])
def test_processes_start_when_enough_of_what_was_checked_had_to_be_made(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, *, asks: bool
):
    """Pages that get another list and no more are not made, however many there are; else the pool makes the rest."""
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.edit("site.yaml", "categories:", "theme: uji\ncategories:")
    block = "{{ latest(n=3) | length }}" if asks else ""
    text = f'{{% extends "kabar/article.html" %}}{{% block terkait %}}{block}{{% endblock %}}'
    portal.add("themes/uji/templates/article.html", text)
    for number in range(80):
        portal.add(f"content/daerah/2024/10/n-{number}.md", article(f"N {number}", tags="[]", author="Lain"))
    portal.build(jobs=1)
    for module in (render, workers):
        monkeypatch.setattr(module, "ENOUGH", 40)
    started: list[int] = []
    monkeypatch.setattr(workers, "pool", lambda jobs: started.append(jobs) or ThreadPoolExecutor(1))
    new = article("Baru", tags="[]", author="Sendiri", timestamp="2024-10-10 11:00 WIB")
    portal.add("content/nasional/2024/10/baru.md", new)
    portal.build(jobs=2)
    assert bool(started) is asks
    assert portal.files() == portal.clean()


def test_processes_have_ended_when_it_is_listed_what_changed(portal: Portal, monkeypatch: pytest.MonkeyPatch):
    """The paths of a large output take as much memory as two of them."""
    running: list[ThreadPoolExecutor] = []
    monkeypatch.setattr(render, "ENOUGH", 1)
    monkeypatch.setattr(workers, "ENOUGH", 1)
    monkeypatch.setattr(workers, "pool", lambda _: running.append(ThreadPoolExecutor(1)) or running[-1])
    listed: list[bool] = []
    real = outputs.written
    monkeypatch.setattr(
        outputs, "written", lambda *given: listed.append(any(not pool._shutdown for pool in running)) or real(*given)
    )
    portal.build(jobs=2)
    assert running
    assert listed == [False, False]
    told = json.loads((portal.folder / ".ssg/changed.json").read_text("utf-8"))
    assert told["added"].keys() == portal.files().keys() - {".warta"}


def test_progress_is_told_page_by_page(portal: Portal):
    """To the last one."""
    told: list[tuple[str, int, int]] = []
    report = build(portal.options(), lambda *step: told.append(step), lambda: None)
    made = [step for step in told if step[0] == "making"]
    assert made[-1][1:] == (report.rendered, report.rendered)


def test_a_template_that_fails_is_one_problem(portal: Portal):
    """It names the first page that it fails on, and how many more there are; the output is as it was."""
    break_articles(portal)
    (problem,) = portal.problems()
    assert problem.where == Where("themes/uji/templates/article.html", 1)
    assert problem.hint == "while making content/daerah/2024/10/a.md, and 2 more pages"
    assert not portal.output.exists() or not portal.files()


def test_a_problem_of_a_file_is_not_counted():
    """A broken picture has its own place, on however many pages it is shown."""
    problem = Problem(
        Where("content/foto/a.jpg"),
        "broken-picture",
        as_it_is("this picture cannot be shown"),
        as_it_is("export it again"),
    )
    assert _counted(problem, 7) == problem
