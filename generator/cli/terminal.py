"""A command's terminal output, in the desk's language."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TextIO

import click

from generator.base.codes import Severity
from generator.base.errors import Problem, SiteError, UsageError
from generator.base.sentences import NOTHING, Language, Sentence, counted, language, sentence
from generator.base.state_files import write
from generator.cli import reporters
from generator.cli.command import language_name
from generator.engine.clock import format_outlook
from generator.engine.options import Report

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from generator.base.workers import Step

_PATIENCE = 0.5
"""Seconds of work after which a progress bar is worth showing."""

_WIDEST = 1000
_STEPS: Mapping[Step, Sentence] = {
    "reading": sentence("reading"), "making": sentence("making"), "read": sentence("reading"),
    "import": sentence("importing"), "media": sentence("pictures"), "sending": sentence("sending"),
    "comparing": sentence("comparing"), "telling": sentence("telling"),
}  # fmt: skip
"""What the bar says of each step."""


def language_of(site: str, unset: str = "") -> Language:
    return language(language_name(site, unset))


def tell(said: Sentence, language: Language, *, err: bool = False) -> None:
    click.echo(language.put(said), err=err)


def put_in_place(file: Path, text: str, language: Language, *, only_print: bool, force: bool) -> None:
    """Write a file that a portal's repository is to have, or only print it; one that says something else stays.

    Raises:
        UsageError: there is such a file, and it is not to be replaced by `force`.

    """
    there = file.read_bytes() if not only_print and file.exists() else b""
    if there not in (b"", text.encode()) and not force:
        raise UsageError(
            sentence("{file} is there already; look at the new one with --print, or replace it with --force", file=file)
        )
    if only_print:
        click.echo(text, nl=False)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    write(file, text.encode())
    tell(sentence("{file} is written; read it, then commit it", file=file), language, err=True)


def write_or_drop(stream: TextIO, text: str) -> None:
    """Write to a standard stream; if it cannot be written, all that follows is dropped, too."""
    try:
        stream.write(text)
        stream.flush()
    except OSError:
        # Python would flush what is left at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class Screen:
    """Shows progress and results: a progress bar on a terminal, plain lines elsewhere."""

    def __init__(self, language: Language, *, quiet: bool, list_all: bool = False) -> None:
        """With `quiet`, show only results and problems; with `list_all`, each of these in full."""
        self.language = language
        self.quiet = quiet
        self.list_all = list_all
        self._start = time.perf_counter()
        self._bar: Progress | None = None
        self._tasks: dict[Step, TaskID] = {}
        self._last = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar, self._tasks = None, {}

    def progress(self, stage: Step, done: int, total: int) -> None:
        now = time.perf_counter()
        if self.quiet or not sys.stderr.isatty() or now - self._start < _PATIENCE:
            return
        if done < total and now - self._last < 0.1:
            return
        self._last = now
        if self._bar is None:
            self._bar = _bar()
            self._bar.start()
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(self.language.put(_STEPS[stage]), total=total)
        self._bar.update(self._tasks[stage], completed=done, total=total)
        self._bar.refresh()

    def waiting(self) -> None:
        if not self.quiet:
            said = sentence("another build of this site is running; waiting for it to end …")
            sys.stderr.write(self.language.put(said) + "\n")
            sys.stderr.flush()

    def problems(self, error: SiteError) -> None:
        end = counted(
            "{count} problem; the output is as it was.", "{count} problems; the output is as it was.",
            reporters.count(error.problems),
        )  # fmt: skip
        self.write(f"{self._text(error.problems, 'error')}\n\n{self.language.put(end)}")

    def _text(self, problems: Iterable[Problem], severity: Severity) -> str:
        return (reporters.in_full if self.list_all else reporters.grouped)(problems, severity, self.language)

    def write(self, text: str) -> None:
        sys.stderr.write((coloured(text, self.language) if sys.stderr.isatty() else text) + "\n")

    def done(self, report: Report, faults: Iterable[Problem] = ()) -> None:
        """Show what a build did; `faults` are all warnings of the site, for `list_all`."""
        if self.list_all:
            for warning in faults:
                self.write(warning.text("warning", self.language) + "\n")
        elif report.warnings:
            self.write(self._text(report.warnings, "warning") + "\n")
            if report.more_warnings:
                more = sentence("and {more} more warnings (ssg build --all)", more=report.more_warnings)
                self.write(self.language.put(more) + "\n")
        if line := reporters.tolerated(report.tolerated, self.language):
            self.write(line)
        written = report.added + report.changed
        what = sentence("nothing to do: {pages} pages are as they should be", pages=report.pages)
        if written or report.deleted:
            what = sentence(
                "{written} pages written, {unchanged} unchanged, {deleted} deleted",
                written=written, unchanged=report.unchanged, deleted=report.deleted,
            )  # fmt: skip
        left: Sentence = NOTHING
        if report.pictures_left:
            left = counted(
                "{count} photo is left to the next build", "{count} photos are left to later builds",
                report.pictures_left,
            )  # fmt: skip
        seconds = self.language.decimal(report.seconds)
        parts = (
            counted("{count} article", "{count} articles", report.articles), format_outlook(report.ahead), left, what,
            sentence("{seconds} s", seconds=seconds),
        )  # fmt: skip
        sys.stdout.write(" · ".join(self.language.put(part) for part in parts if part) + "\n")
        self.held(report.held)

    def held(self, problems: Sequence[Problem]) -> None:
        if not problems:
            return
        if os.environ.get("GITHUB_ACTIONS") == "true":
            lines = (reporters.workflow_command("error", problem, self.language) for problem in problems)
            sys.stdout.write("\n".join(lines) + "\n")
        files = len({problem.where.path for problem in problems})
        end = counted(
            "HELD BACK: {count} file is not published until it is mended. Readers have everything else.",
            "HELD BACK: {count} files are not published until they are mended. Readers have everything else.",
            files,
        )
        self.write(f"\n{self._text(problems, 'error')}\n\n{self.language.put(end)}")


def _bar() -> Any:
    # Imported here: importing rich takes longer than a build that changes nothing.
    import shutil  # noqa: PLC0415

    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    # rich would accept any COLUMNS, and fails if it is not a number.
    columns, lines = shutil.get_terminal_size()
    console = Console(stderr=True, width=min(columns, _WIDEST), height=min(lines, _WIDEST))
    return Progress(
        TextColumn("{task.description:>8}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=console, auto_refresh=False, transient=True,
    )  # fmt: skip


def coloured(text: str, language: Language) -> str:
    words = {language.severity("error"): 31, language.severity("warning"): 33}
    begin = re.compile(f"(?:^|: )({'|'.join(words)}): ")
    hint = f"  {language.hint}: "
    return "\n".join(_coloured_line(line, begin, words, hint) for line in text.split("\n"))


def _coloured_line(line: str, begin: re.Pattern[str], words: Mapping[str, int], hint: str) -> str:
    if line.startswith(hint):
        return f"  \x1b[36m{hint.strip()}\x1b[0m {line.removeprefix(hint)}"
    if not line.startswith(" ") and (match := begin.search(line)):
        colour = words[match[1]]
        where, message = line[: match.start()], line[match.end() :]
        place = f"{where}: " if where else ""
        return f"\x1b[1m{place}\x1b[{colour}m{match[1]}:\x1b[39m {message}\x1b[0m"
    if line.rstrip().endswith("^") and "|" in line:
        return f"\x1b[31m{line}\x1b[0m"
    return line
