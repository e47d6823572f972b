"""What people see of a build: problems in colour, results, and a bar."""

from __future__ import annotations

import re
import sys
from types import SimpleNamespace
from typing import get_args

import pytest

from generator.base.errors import Problem, SiteError, Where
from generator.base.sentences import ENGLISH, Name, as_it_is, language
from generator.base.workers import Step
from generator.cli.terminal import Screen, coloured
from generator.engine.clock import Coming, Outlook
from generator.engine.options import Report
from tests.support import NOW


@pytest.mark.parametrize(("name", "error", "hint"), [("id", "kesalahan", "saran"), ("en", "error", "hint")])
def test_a_hint_begins_with_its_word_whatever_it_says(name: Name, error: str, hint: str) -> None:
    """Only the first line of a problem has a place; neither a hint nor an excerpt is taken for one."""
    said = as_it_is(f"tulis dead-link: {error}: bukan peringatan")
    problem = Problem(Where("site.yaml", 3, 1), "bad-value", said, said, f"dead-link: {error}: ya")
    first, excerpt, caret, last = coloured(problem.text("error", language(name)), language(name)).split("\n")
    assert first.startswith(f"\x1b[1msite.yaml:3:1: \x1b[31m{error}:\x1b[39m tulis")
    assert excerpt == f"  3 | dead-link: {error}: ya"
    assert caret == "\x1b[31m    | ^\x1b[0m"
    assert last == f"  \x1b[36m{hint}:\x1b[0m tulis dead-link: {error}: bukan peringatan"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("error: salah", "\x1b[1m\x1b[31merror:\x1b[39m salah\x1b[0m"),
        ("a.md: error: salah", "\x1b[1ma.md: \x1b[31merror:\x1b[39m salah\x1b[0m"),
        ("a.md:1: warning: b: error: c", "\x1b[1ma.md:1: \x1b[33mwarning:\x1b[39m b: error: c\x1b[0m"),
        ("  a: error: b", "  a: error: b"),
        ("xerror: a", "xerror: a"),
        ("  hint: a", "  \x1b[36mhint:\x1b[0m a"),
        ("hint: a", "hint: a"),
        ("    |   ^  ", "\x1b[31m    |   ^  \x1b[0m"),
        ("    |   ^ x", "    |   ^ x"),
        ("    ^", "    ^"),
        ("a\nb", "a\nb"),
    ],
)
def test_what_is_in_which_colour(text: str, seen: str) -> None:
    """Severities at the beginning of a problem, carets below an excerpt, and hints; nothing else."""
    assert coloured(text, ENGLISH) == seen


PROBLEM = Problem(Where("a.md", 3), "bad-value", as_it_is("hati-hati"))
OTHER = Problem(Where("b.md", 4), "bad-value", as_it_is("awas"))
COMING = Coming(NOW + 3600, "published", "Nanti", "content/daerah/n.md", "WIB")
NOTHING_TO_DO = "2 articles · nothing to do: 10 pages are as they should be · 0.25 s\n"


@pytest.mark.parametrize(
    ("report", "every", "out", "err"),
    [
        (Report(1, 10, 2, 3, 4, 9, 1.5), False, "1 article · 5 pages written, 5 unchanged, 4 deleted · 1.50 s\n", ""),
        (Report(2, 10, 0, 0, 1, 9, 0.25), False, "2 articles · 0 pages written, 10 unchanged, 1 deleted · 0.25 s\n", ""),
        (Report(2, 10, 0, 0, 0, 9, 0.25), False, NOTHING_TO_DO, ""),
        (
            Report(2, 10, 0, 0, 0, 0, 0.25, ahead=Outlook(NOW, 1, 2, COMING), pictures_left=1), False,
            "2 articles · 1 draft, 2 scheduled (next: 13:00 WIB: Nanti) · 1 photo is left to the next build · nothing to do: 10 pages are as they should be · 0.25 s\n", "",
        ),
        (
            Report(2, 10, 0, 0, 0, 0, 0.25, ahead=Outlook(NOW, 2), pictures_left=2), False,
            "2 articles · 2 drafts · 2 photos are left to later builds · nothing to do: 10 pages are as they should be · 0.25 s\n", "",
        ),
        (Report(2, 10, 0, 0, 0, 0, 0.25, (PROBLEM,)), False, NOTHING_TO_DO, "a.md:3: warning: hati-hati [bad-value]\n\n"),
        (
            Report(2, 10, 0, 0, 0, 0, 0.25, (PROBLEM,), 1, {"dead-link": 2}), False, NOTHING_TO_DO,
            "a.md:3: warning: hati-hati [bad-value]\n\nand 1 more warnings (ssg build --all)\n\ntolerated: 2 dead links (list: ssg build --all)\n",
        ),
        (Report(2, 10, 0, 0, 0, 0, 0.25, (PROBLEM,), 1), True, NOTHING_TO_DO, "b.md:4: warning: awas [bad-value]\n\n"),
        (
            Report(2, 10, 0, 0, 0, 0, 0.25, held=(PROBLEM, PROBLEM)), False, NOTHING_TO_DO,
            ("\na.md:3: error: hati-hati [bad-value]\n\na.md:3: error: hati-hati [bad-value]\n\n"
            "HELD BACK: 1 file is not published until it is mended. Readers have everything else.\n"),
        ),
        (
            Report(2, 10, 0, 0, 0, 0, 0.25, held=(PROBLEM, OTHER)), True, NOTHING_TO_DO,
            ("b.md:4: warning: awas [bad-value]\n\n\na.md:3: error: hati-hati [bad-value]\n\nb.md:4: error: awas [bad-value]\n\n"
            "HELD BACK: 2 files are not published until they are mended. Readers have everything else.\n"),
        ),
    ],
)  # fmt: skip
def test_what_a_build_did(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, report: Report, every: bool, out: str, err: str
) -> None:
    """Warnings, then one line of results, then what is held back, where nobody overlooks it."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    Screen(ENGLISH, quiet=False, list_all=every).done(report, [OTHER])
    assert capsys.readouterr() == (out, err)


@pytest.mark.parametrize(("value", "out"), [("true", "::error file=a.md,line=3"), ("false", "")])
def test_github_shows_what_is_held_back_beside_its_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, value: str, out: str
) -> None:
    """On its runners alone."""
    monkeypatch.setenv("GITHUB_ACTIONS", value)
    Screen(ENGLISH, quiet=False).held([PROBLEM])
    found = capsys.readouterr().out
    assert found.startswith(out) if out else not found


def test_problems_of_the_site(capsys: pytest.CaptureFixture[str]) -> None:
    """In groups, or with `list_all` each; then how many things there are to mend."""
    many = [Problem(Where(f"{n}.md"), "missing-picture", as_it_is('tidak ada "a.jpg"')) for n in range(7)]
    Screen(ENGLISH, quiet=False).problems(SiteError([*many, PROBLEM]))
    said = capsys.readouterr().err
    assert said.startswith(
        'a.md:3: error: hati-hati [bad-value]\n\nerror: tidak ada "a.jpg" [missing-picture]: in 7 places\n'
    )
    assert said.endswith("\n\n2 problems; the output is as it was.\n")
    Screen(ENGLISH, quiet=True, list_all=True).problems(SiteError([PROBLEM, OTHER]))
    assert capsys.readouterr().err == (
        "a.md:3: error: hati-hati [bad-value]\n\nb.md:4: error: awas [bad-value]\n\n2 problems; the output is as it was.\n"
    )
    Screen(ENGLISH, quiet=False).problems(SiteError([PROBLEM]))
    assert capsys.readouterr().err.endswith("\n\n1 problem; the output is as it was.\n")


def test_what_else_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A text of problems as it is; nothing of nothing. Who waits for another build is told so, unless it is quiet."""
    screen = Screen(ENGLISH, quiet=False)
    screen.write("a\nb\n")
    screen.held([])
    screen.waiting()
    Screen(ENGLISH, quiet=True).waiting()
    assert capsys.readouterr() == ("", "a\nb\n\nanother build of this site is running; waiting for it to end …\n")


@pytest.mark.parametrize(
    ("at", "done", "seen"),
    [(0.49, 1, ""), (0.5, 1, "1/3"), (0.59, 2, "1/3"), (0.61, 2, "2/3"), (0.51, 3, "3/3")],
)
def test_how_often_a_bar_moves(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, at: float, done: int, seen: str
) -> None:
    """From half a second on, ten times a second, and at the end of a stage."""
    shown = on_a_terminal(monkeypatch, [0.0, *([0.5] if at > 0.5 else []), at], quiet=False)
    if at > 0.5:
        shown.progress("making", 1, 3)
    shown.progress("making", done, 3)
    said = capsys.readouterr().err
    assert re.findall(r"\d/3", said)[-1:] == ([seen] if seen else [])
    assert ("making" in said) is bool(seen)
    shown.__exit__(None, None, None)


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, times: list[float], *, quiet: bool) -> Screen:
    """Return a screen that has a terminal and finds its clock at some times."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    for key, value in {"COLUMNS": "100", "LINES": "30", "TERM": "xterm"}.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setattr("generator.cli.terminal.time", SimpleNamespace(perf_counter=iter(times).__next__))
    return Screen(ENGLISH, quiet=quiet)


def test_each_step_has_its_words(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all that may be told, none ends a command."""
    steps = get_args(Step)
    with on_a_terminal(monkeypatch, [*map(float, range(len(steps) + 2))], quiet=False) as shown:
        for step in steps:
            shown.progress(step, 1, 1)
    told = capsys.readouterr().err
    words = "reading", "making", "following links", "importing", "pictures", "comparing", "sending", "telling"
    assert [word for word in words if word not in told] == []


def test_a_bar_for_each_stage(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """By the name that the desk knows it by."""
    with on_a_terminal(monkeypatch, [0.0, 1.0, 2.0], quiet=False) as shown:
        shown.progress("import", 1, 3)
        shown.progress("media", 2, 4)
    said = re.sub(r"\x1b\[[?\d;]*[a-zA-Z]", "", capsys.readouterr().err)
    assert re.findall(r"(importing|pictures) .*? (\d/\d)", said)[-2:] == [("importing", "1/3"), ("pictures", "2/4")]
    with on_a_terminal(monkeypatch, [0.0, 1.0], quiet=True) as shown:
        shown.progress("making", 1, 3)
    with on_a_terminal(monkeypatch, [0.0, 1.0], quiet=False) as shown:
        monkeypatch.setattr(sys.stderr, "isatty", lambda: False)
        shown.progress("making", 1, 3)
    assert capsys.readouterr().err == ""
