"""`ssg check`: what a build would refuse and warn of, and what a good desk would mend."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.checks.run import check
from generator.commands import formats
from generator.commands.build import now_of
from generator.commands.language import language_of
from generator.commands.screen import Screen
from generator.stages.options import Options


@click.command(epilog="Example: ssg check content/daerah   or   ssg check --format github")
@click.argument("paths", nargs=-1, metavar="[FILE|FOLDER]…")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", *formats.MACHINES)),
    default="text",
    show_default=True,
    help="How to tell it: for people, or for programs.",
)
@click.option("--now", metavar="TIME", help="Check as if it were this time.")
@click.option("--all", "list_all", is_flag=True, help="Show each problem, however many there are of its kind.")
@click.option(
    "--jobs", type=click.IntRange(1, 256), metavar="N", help="Number of processes; by default one a processor."
)
@click.pass_obj
def command(site: str, paths: tuple[str, ...], form: str, now: str | None, jobs: int | None, *, list_all: bool) -> int:
    """Say what is wrong, and what a good desk would mend, without building. Nothing is written."""
    language = language_of(site)
    screen = Screen(language, quiet=form != "text")
    try:
        options = Options(site=site, output="", now=now_of(now), jobs=jobs or 0)
        with screen:
            checked = check(options, _below(site, paths), screen.progress, screen.waiting)
    except UsageError as error:
        click.echo(language.failed(error.said), err=True)
        return 2
    if form == "text":
        screen.told(formats.text(checked, language, list_all=list_all))
        sys.stdout.write(formats.summary(checked, language) + "\n")
    else:
        sys.stdout.write(formats.MACHINES[form](checked, language) + "\n")
    return 1 if checked.errors else 0


def _below(site: str, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return paths as the site has them, from its folder on.

    Raises:
        UsageError: one of them does not exist, or is not in the site.

    """
    found = []
    top = os.path.realpath(site)
    for path in paths:
        # As the shell completes it here, or as problems show it.
        full = next((one for one in (Path(path), Path(site, path)) if os.path.lexists(one)), None)
        if full is None:
            raise UsageError(sentence('there is no "{path}"', path=path))
        below = os.path.relpath(os.path.join(os.path.realpath(full.parent), full.name), top)
        if below.startswith(".."):
            raise UsageError(sentence('"{path}" is not in the folder of the site', path=path))
        found.append("" if below == "." else below.replace(os.sep, "/"))
    return tuple(found)
