"""`ssg check`: what a build would refuse or warn of, and what a good desk would improve."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator.base.errors import SiteError, UsageError, printable
from generator.base.sentences import Language, counted, sentence
from generator.check import Checked, check
from generator.cli import reporters
from generator.cli.clock import now_of
from generator.cli.command import JOBS, Command
from generator.cli.editing import confirmed
from generator.cli.terminal import Screen, language_of, tell
from generator.editing.changes import Change, apply, diff
from generator.editing.fixes import MENDED, changes
from generator.engine.options import Options
from generator.store.files import lock
from generator.theming.loading import read_site_yaml

_LOOKED_AT = 20
"""Number of problems to try before suggesting --fix."""


@click.command(cls=Command, epilog="ssg check content/daerah\nssg check --format github")
@click.argument("paths", nargs=-1, metavar="[FILE|FOLDER]...")
@click.option(
    "--format", "form", type=click.Choice(("text", *reporters.MACHINES)), default="text", show_default=True,
    help="How to tell it: for people, or for programs.",
)  # fmt: skip
@click.option("--now", metavar="TIME", help="Check as if it were this time.")
@click.option("--all", "list_all", is_flag=True, help="Show each problem, however many there are of its kind.")
@JOBS
@click.option("--fix", is_flag=True, help="Mend what has one right form; the difference is shown first.")
@click.option("--yes", is_flag=True, help="With --fix, do not ask.")
@click.pass_obj
def command(
    site: str, paths: tuple[str, ...], form: str, now: str | None, jobs: int | None, *, list_all: bool,
    fix: bool, yes: bool,
) -> int:  # fmt: skip
    """Say what is wrong, and what a good desk would mend, without building. Only --fix writes anything."""
    language = language_of(site)
    screen = Screen(language, quiet=form != "text")
    options = Options(site=site, output="", now=now_of(now), jobs=jobs or 0)
    below = _below(site, paths)
    with screen:
        checked = check(options, below, screen.progress, screen.waiting)
    if fix and _fixed(site, checked, language, yes=yes):
        with screen:
            checked = check(options, below, screen.progress, screen.waiting)
    if form == "text":
        if found := reporters.text(checked, language, list_all=list_all):
            screen.write(f"{found}\n")
        if not fix and next(_changes(Path(site), checked, _LOOKED_AT), None) is not None:
            tell(sentence("ssg check --fix mends some of this, after showing it"), language, err=True)
        sys.stdout.write(reporters.summary(checked, language) + "\n")
    else:
        sys.stdout.write(reporters.MACHINES[form](checked, language) + "\n")
    return 1 if checked.errors else 0


def _fixed(site: str, checked: Checked, language: Language, *, yes: bool) -> bool:
    """Show the fixes, ask, and apply them; return whether any were."""
    folder = Path(site)
    with lock(folder / ".ssg"):
        changed = list(_changes(folder, checked))
        if not changed:
            tell(sentence("there is nothing that has one right form"), language, err=True)
            return False
        click.echo("\n".join(map(printable, diff(changed).split("\n"))), err=True)
        question = counted("Change {count} file?", "Change {count} files?", len(changed))
        if not yes and not confirmed(language, question):
            return False
        apply(folder, changed)
    return True


def _changes(folder: Path, checked: Checked, most: int | None = None) -> Iterator[Change]:
    try:
        reading = read_site_yaml(folder).reading
    except SiteError:
        # Without it nobody can tell how to read the files.
        return iter(())
    problems = [problem for problem in (*checked.errors, *checked.warnings) if problem.code in MENDED]
    return changes(folder, reading, checked.fixable, problems[:most])


def _below(site: str, paths: tuple[str, ...]) -> tuple[str, ...]:
    found = []
    top = os.path.realpath(site)
    for path in paths:
        # As the shell completes it here, or as problems show it.
        full = next((place for place in (Path(path), Path(site, path)) if os.path.lexists(place)), None)
        if full is None:
            raise UsageError(sentence('there is no "{path}"', path=path))
        below = os.path.relpath(os.path.join(os.path.realpath(full.parent), full.name), top)
        if below.startswith(".."):
            raise UsageError(sentence('"{path}" is not in the folder of the site', path=path))
        found.append("" if below == "." else below.replace(os.sep, "/"))
    return tuple(found)
