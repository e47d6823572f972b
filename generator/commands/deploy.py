"""`ssg deploy`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from generator.base.crashes import explain
from generator.base.errors import MachineError, SiteError, UsageError
from generator.base.languages import Language
from generator.base.sentences import counted, sentence
from generator.commands.answers import failed, say
from generator.commands.language import language_of
from generator.commands.localized import Command
from generator.commands.options import filled
from generator.commands.screen import Screen
from generator.commands.targets import size, target_of
from generator.deploying.phases import Phase
from generator.deploying.run import Delivered, Order, deploy, roll_back
from generator.readers.site import read_site

_PHASES = {
    Phase.ASSETS: sentence("pictures and assets"),
    Phase.PAGES: sentence("articles and pages"),
    Phase.LISTS: sentence("lists"),
    Phase.FEEDS: sentence("feeds and sitemaps"),
    None: sentence("deleted"),
}

_SHOWN = 20
"""Files of a sort that are named."""


@click.command(cls=Command, epilog="ssg build && ssg deploy\nssg deploy production --dry-run")
@click.argument("target", required=False)
@click.option(
    "--output", metavar="DIR", callback=filled, help="The output folder; by default build/ in the site's folder."
)
@click.option("--dry-run", is_flag=True, help="Only list what would be sent and deleted.")
@click.option("--verify", is_flag=True, help="Compare all of the target with what was built, and mend what differs.")
@click.option(
    "--rollback",
    is_flag=True,
    help="Let readers get the release before this one again, and keep it until --lift, where there are releases.",
)
@click.option("--take-over", is_flag=True, help="Go on though another deploy to this target has not ended.")
@click.option(
    "--max-delete", type=click.IntRange(0), metavar="N",
    help="How many pages may be deleted; by default a tenth of those that readers have, or 100.",
)  # fmt: skip
@click.option("--older", is_flag=True, help="Send this though readers have something newer.")
@click.option("--lift", is_flag=True, help="End a --rollback: from now on deploys are sent again, this one first.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_obj
def command(
    site: str, target: str | None, output: str | None, *, dry_run: bool, verify: bool, rollback: bool, take_over: bool,
    max_delete: int | None, older: bool, lift: bool, as_json: bool,
) -> int:  # fmt: skip
    """Send what differs from the last deploy to where readers get the portal.

    Targets are the groups of `deploy` in site.yaml; without a name, the first. Pictures go first, then articles, then
    lists, then feeds, and what is to be deleted goes last.
    """
    language = language_of(site)
    order = Order(
        site=site, output=output or str(Path(site, "build")), dry=dry_run, verify=verify, over=take_over,
        most_deleted=max_delete, older=older, lift=lift,
    )  # fmt: skip
    screen = Screen(language, quiet=as_json)
    try:
        config, _ = read_site(Path(site))
        with screen:
            if rollback:
                release = roll_back(order, config, target_of(config, Path(site), target))
                return _went_back(release, language, dry=dry_run, as_json=as_json)
            found = deploy(order, config, target_of(config, Path(site), target), screen.progress, screen.waiting)
    except SiteError as error:
        if as_json:
            return failed(sentence("site.yaml has mistakes; ssg build names them"), language, as_json=True, code=1)
        screen.problems(error)
        return 1
    except (UsageError, MachineError) as error:
        return failed(error.said, language, as_json=as_json)
    except OSError as error:
        return failed(explain(error), language, as_json=as_json)
    if as_json:
        well = not (found.unhealthy or found.refused or found.held)
        say({"ok": well, "dry_run": dry_run, **_plain(found, language, dry=dry_run)})
    else:
        _show(found, language, dry=dry_run)
    return 2 if found.refused else 1 if found.unhealthy or found.held else 0


def _went_back(release: str, language: Language, *, dry: bool, as_json: bool) -> int:
    if as_json:
        say({"ok": True, "dry_run": dry, "release": release})
    elif dry:
        click.echo(language.put(sentence("readers would get release {release} again", release=release)))
    else:
        click.echo(language.put(sentence("readers get release {release} again", release=release)))
    return 0


def _show(found: Delivered, language: Language, *, dry: bool) -> None:
    if found.rebuilt:
        click.echo(language.put(sentence("the target did not say what it has; all of it was listed")), err=True)
    if found.foreign:
        click.echo(
            language.put(
                counted(
                    "{count} file at the target is not the portal's, and stays",
                    "{count} files at the target are not the portal's, and stay",
                    len(found.foreign),
                )
            ),
            err=True,
        )
        # One of them may be an article that was taken down while nobody knew what the target has.
        _list(sorted(found.foreign, key=lambda path: (not path.endswith(".html"), path)), language, err=True)
    for step in found.steps:
        files = counted("{count} file", "{count} files", step.files)
        bytes_sent = f" · {size(step.size, language)}" if step.size else ""
        click.echo(f"{language.put(_PHASES[step.phase]):<22} {language.put(files)}{bytes_sent}")
        if dry:
            _list(step.paths, language)
    if dry or not found.held:
        click.echo(" · ".join(_sum(found, language, dry=dry)))
    for said in (*found.unhealthy, *found.untold):
        click.echo(language.put(said), err=True)
    for stopped in (found.refused, found.held):
        if stopped:
            click.echo(language.failed(stopped), err=True)


def _list(paths: Sequence[str], language: Language, *, err: bool = False) -> None:
    """Print the first of some paths, and how many there are besides."""
    for path in paths[:_SHOWN]:
        click.echo(f"  {path}", err=err)
    if (more := len(paths) - _SHOWN) > 0:
        said = counted("and one more; --json has all", "and {count} more; --json has all", more)
        click.echo(f"  {language.put(said)}", err=err)


def _sum(found: Delivered, language: Language, *, dry: bool) -> list[str]:
    seconds = language.put(sentence("{seconds} s", seconds=language.decimal(found.seconds)))
    if not found.files:
        return [language.put(sentence("{target}: nothing to do, it is as it was built", target=found.target)), seconds]
    what = (
        counted("{count} file would be sent or deleted", "{count} files would be sent or deleted", found.files)
        if dry
        else counted("{count} file sent or deleted", "{count} files sent or deleted", found.files)
    )
    return [f"{found.target}: {language.put(what)}", size(found.size, language), seconds]


def _plain(found: Delivered, language: Language, *, dry: bool) -> dict[str, object]:
    steps = [
        {
            "phase": step.phase.name.lower() if step.phase else "deleted",
            "files": step.files,
            "bytes": step.size,
            **({"paths": step.paths} if dry else {}),
        }
        for step in found.steps
    ]
    return {
        "target": found.target, "steps": steps, "files": found.files, "bytes": found.size,
        "foreign": len(found.foreign), "foreign_files": found.foreign, "rebuilt": found.rebuilt,
        "seconds": round(found.seconds, 3),
        "untold": [language.put(said) for said in found.untold],
        "unhealthy": [language.put(said) for said in found.unhealthy],
        **({"error": language.put(found.refused)} if found.refused else {}),
        "held": language.put(found.held) if found.held else "",
    }  # fmt: skip
