"""`ssg state`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from generator.annex.remote_state.push_pull import pull, push
from generator.base.sentences import counted, sentence
from generator.cli.command import OUTPUT, Command
from generator.cli.delivery import size, target_of
from generator.cli.terminal import Screen, language_of, tell
from generator.model.deploy_targets import Target
from generator.model.site import Site
from generator.theming.loading import read_site


@click.command(cls=Command, epilog="ssg state pull production\nssg build && ssg deploy production && ssg state push")
@click.argument("direction", type=click.Choice(["push", "pull"]))
@click.argument("target", required=False, metavar="[TARGET]")
@OUTPUT
@click.pass_obj
def command(site: str, direction: str, target: str | None, output: str | None) -> int:
    """Send what builds know of the portal to a target, or bring it from there, for machines that keep nothing.

    TARGET is a group of `deploy` in site.yaml, or a folder of this machine; without it, the first group. After pull, a
    build makes what an edit changed, and ssg deploy sends it, though build/ has nothing else.
    """
    language, folder = language_of(site), Path(site)
    screen = Screen(language, quiet=False)
    config, _ = read_site(folder)
    goal = _goal(config, folder, target)
    if direction == "push":
        moved = push(config, folder, goal, screen.waiting)
    else:
        moved = pull(config, folder, Path(output or folder / "build"), goal, screen.waiting)
    parts = counted("{count} part", "{count} parts", moved.files)
    seconds = sentence("{seconds} s", seconds=language.decimal(moved.seconds))
    words = [f"{goal.name}: {language.put(parts)}", size(moved.size, language), language.put(seconds)]
    click.echo(" · ".join(words))
    if moved.differ:
        said = counted(
            "the target has {count} file otherwise; the next build makes it",
            "the target has {count} files otherwise; the next build makes them",
            moved.differ,
        )
        tell(said, language, err=True)
    if moved.over:
        taken = sentence(
            "it took the place of a state that somebody else had sent since this one came; what that one knew beyond "
            "it is built again by whoever begins with this one"
        )
        tell(taken, language, err=True)
    return 0


def _goal(site: Site, folder: Path, name: str | None) -> Target:
    if name and (os.sep in name or "/" in name):
        path = os.path.abspath(name)
        return Target(name="folder", via="local", path=f"{path}/portal", state=path)
    return target_of(site, folder, name)
