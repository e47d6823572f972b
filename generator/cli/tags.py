"""`ssg tags`: lists tags, and merges two into one."""

from __future__ import annotations

from pathlib import Path

import click

from generator.base.errors import UsageError
from generator.base.sentences import Language, counted, sentence
from generator.cli.command import Command, texts
from generator.cli.editing import carry_out
from generator.cli.terminal import language_of, tell
from generator.editing.sources import sources
from generator.editing.tags import counts, renamed
from generator.lint.rules.duplicates import alike_tags
from generator.theming.loading import read_site_yaml


@click.command(cls=Command, epilog='ssg tags\nssg tags rename "Jateng" "Jawa Tengah"')
@click.argument("words", nargs=-1, metavar="[rename OLD NEW]", callback=texts)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.pass_obj
def command(site: str, words: tuple[str, ...], *, dry_run: bool) -> int:
    """List all tags with the number of their articles, and those that seem to mean the same; or rename one.

    All articles with the old tag get the new one, and the old list leads on to the new one.
    """
    language, folder = language_of(site), Path(site)
    if not words:
        _list(folder, language)
    elif words[0] == "rename" and len(words) == 3:
        _rename(folder, words[1].strip(), words[2].strip(), language, dry_run=dry_run)
    else:
        raise UsageError(sentence('write it like: ssg tags rename "Jateng" "Jawa Tengah"'))
    return 0


def _list(site: Path, language: Language) -> None:
    found = counts(sources(site, read_site_yaml(site).reading.article_bytes))
    for tag, number in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])):
        click.echo(f"{str(number).rjust(6)}  {tag}")
    for pair in alike_tags(found):
        said = sentence('these seem to be one: ssg tags rename "{other}" "{first}"', other=pair.tag, first=pair.other)
        tell(said, language, err=True)


def _rename(site: Path, old: str, new: str, language: Language, *, dry_run: bool) -> None:
    changes = renamed(site, read_site_yaml(site), old, new)
    if not changes:
        raise UsageError(sentence('no article has the tag "{tag}"', tag=old))
    carry_out(site, changes, dry_run=dry_run)
    if not dry_run:
        number = sum(change.path != "site.yaml" for change in changes)
        tell(counted("{count} article changed", "{count} articles changed", number), language, err=True)
