"""`ssg mv`: moves a file or folder of content/."""

from __future__ import annotations

from pathlib import Path

import click

from generator.base.sentences import counted, sentence
from generator.cli.command import Argument, Command, filled, texts
from generator.cli.editing import carry_out, place_of
from generator.cli.terminal import language_of, tell
from generator.editing.moving import moving, notes_beside
from generator.theming.loading import read_site_yaml


@click.command(
    cls=Command,
    epilog="ssg mv content/daerah/2026/11/banjir.md content/nasional/2026/11/banjir.md\nssg mv daerah lokal",
)
@click.argument("old", cls=Argument, metavar="OLD", callback=filled)
@click.argument("new", cls=Argument, metavar="NEW", callback=texts)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.pass_obj
def command(site: str, old: str, new: str, *, dry_run: bool) -> int:
    """Move or rename a file or folder of content/, so that no address is lost.

    Links to it are followed in all articles and in site.yaml, and each old address leads on, as one of the aliases.
    """
    language, folder = language_of(site), Path(site)
    configuration = read_site_yaml(folder)
    done = moving(folder, configuration, place_of(folder, old), place_of(folder, new))
    carry_out(folder, done.changes, (*done.moves, *notes_beside(folder, done)), dry_run=dry_run)
    if not dry_run:
        for before, after in done.addresses:
            click.echo(f"{before} → {after}")
        click.echo(
            language.put(
                counted("links followed in {count} other file", "links followed in {count} other files", done.linked)
            ),
            err=True,
        )
        if done.moves and not done.addresses:
            tell(sentence("a picture or file has no aliases: its old address is gone"), language, err=True)
    return 0
