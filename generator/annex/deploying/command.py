"""`ssg deploy`: sends the portal to the given targets, one after the other."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from generator.annex.deploying import notifications
from generator.annex.deploying.changes import Phase
from generator.annex.deploying.run import Delivered, Order, deploy
from generator.base.crashes import explain
from generator.base.errors import MachineError, UsageError
from generator.base.sentences import Language, counted, sentence
from generator.base.text import suggest
from generator.cli.command import OUTPUT, Command
from generator.cli.reporters import failed, say
from generator.cli.terminal import Screen, language_of, tell
from generator.model.deploy_targets import FOLDER_HOSTS, Target
from generator.model.site import Site
from generator.theming.loading import read_site_yaml

__all__ = ["Order", "alarm", "code_of", "command", "deploy_to", "size_text", "target_of", "targets_of", "trouble"]
_PHASES = {
    Phase.ASSETS: sentence("pictures and assets"),
    Phase.PAGES: sentence("articles and pages"),
    Phase.LISTS: sentence("lists"),
    Phase.FEEDS: sentence("feeds and sitemaps"),
    None: sentence("deleted"),
}

_SHOWN = 20
"""Number of files listed of each kind."""


@click.command(cls=Command, epilog="ssg build && ssg deploy\nssg deploy production --dry-run")
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--all", "every", is_flag=True, help="Deploy to all targets of site.yaml.")
@OUTPUT
@click.option("--dry-run", is_flag=True, help="Only list what would be sent and deleted.")
@click.option("--verify", is_flag=True, help="Send all files again, and list what the portal does not have.")
@click.option("--delete-unknown", is_flag=True, help="With --verify, delete what the portal does not have.")
@click.option("--take-over", is_flag=True, help="Go on though another deploy to this target has not ended.")
@click.option(
    "--max-delete", type=click.IntRange(0), metavar="N",
    help="How many pages may be deleted; by default a tenth of those that readers have, or 100.",
)  # fmt: skip
@click.option("--older", is_flag=True, help="Send this though readers have something newer.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_obj
def command(
    site: str, targets: tuple[str, ...], output: str | None, *, every: bool, dry_run: bool, verify: bool,
    delete_unknown: bool, take_over: bool, max_delete: int | None, older: bool, as_json: bool,
) -> int:  # fmt: skip
    """Send what differs from the last deploy to where readers get the portal.

    Targets are the groups of `deploy` in site.yaml; without a name, the first. Of several, a bad one keeps nothing from
    the others. github-pages, gitlab-pages, cloudflare-pages and netlify are the folder public/, which the host's own
    tool uploads. What is new goes before what leads to it, and what is to be deleted goes last.
    """
    if delete_unknown and not verify:
        raise UsageError(sentence("--delete-unknown needs --verify, which lists the target"))
    order = Order(
        site=site, output=output or str(Path(site, "build")), dry=dry_run, verify=verify,
        delete_unknown=delete_unknown, take_over=take_over, most_deleted=max_delete, older=older,
    )  # fmt: skip
    return code_of(deploy_to(order, targets, language_of(site), every=every, as_json=as_json))


def target_of(site: Site, folder: Path, name: str | None) -> Target:
    """Return a target by name, by default the first, with its paths resolved in the site's folder."""
    names = [target.name for target in site.targets]
    if name in FOLDER_HOSTS and name not in names:
        return _at(folder, FOLDER_HOSTS[name])
    if not site.targets:
        raise UsageError(
            sentence(
                "site.yaml names no target; add deploy: and below it {example}",
                example="production: {to: s3, path: my-bucket}",
            )
        )
    if name is None:
        return _at(folder, site.targets[0])
    if name not in names:
        meant = suggest(name, names)
        hint = sentence("there are {names}", names=", ".join(names))
        if meant:
            hint = sentence("did you mean {meant}?", meant=meant)
        raise UsageError(sentence("there is no target {name} in site.yaml; {hint}", name=name, hint=hint))
    return _at(folder, site.targets[names.index(name)])


def targets_of(site: Site, folder: Path, names: Sequence[str], *, every: bool) -> list[Target]:
    """Return targets by name, each once; without names the first or, with `every`, all."""
    if every and names:
        raise UsageError(sentence("--all means each target; leave out the names"))
    wanted: Sequence[str | None] = [target.name for target in site.targets] if every else names
    return [target_of(site, folder, name) for name in dict.fromkeys(wanted or [None])]


def _at(folder: Path, target: Target) -> Target:
    """Make this machine's paths absolute, so that they do not depend on the current folder."""

    def whole(path: str) -> str:
        return os.path.abspath(folder / os.path.expanduser(path))

    changes = {"known_hosts": whole(target.known_hosts), "key_file": target.key_file and whole(target.key_file)}
    if target.via == "local" and not target.remote:
        changes |= {"path": whole(target.path), "state": whole(target.state)}
    return msgspec.structs.replace(target, **changes)


def size_text(count: int, language: Language) -> str:
    for unit, name in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")):
        if count >= unit:
            return f"{language.decimal(count / unit)} {name}"
    return f"{count} B"


def deploy_to(
    order: Order, names: Sequence[str], language: Language, *, every: bool = False, as_json: bool = False
) -> list[Delivered]:
    """Deploy, and report. Without names the first target gets it or, with `every`, all."""
    config = read_site_yaml(Path(order.site))
    goals = targets_of(config, Path(order.site), names, every=every)
    screen = Screen(language, quiet=as_json)
    outcomes = deliver(order, config, goals, screen)
    if as_json:
        found = [plain(outcome, language, dry=order.dry) for outcome in outcomes]
        say(found[0] if len(found) == 1 else {"ok": not code_of(outcomes), "targets": found})
    return outcomes


def deliver(order: Order, site: Site, targets: Sequence[Target], screen: Screen) -> list[Delivered]:
    """Deploy to each target, even if others fail, and print the result unless the screen is quiet."""
    outcomes = []
    for target in targets:
        outcome = _outcome(order, site, target, screen)
        outcomes.append(outcome)
        if not screen.quiet:
            _tell(outcome, screen.language, dry=order.dry, one=len(targets) == 1)
    bad = [outcome.target for outcome in outcomes if outcome.code]
    if bad and len(targets) > 1 and not screen.quiet:
        said = sentence("not deployed as they were built: {targets}", targets=", ".join(bad))
        failed(said, screen.language)
    return outcomes


def code_of(outcomes: Sequence[Delivered]) -> int:
    codes = {outcome.code for outcome in outcomes}
    return codes.pop() if len(codes) == 1 else 1


def trouble(outcomes: Sequence[Delivered], language: Language) -> str:
    """Return the first thing that went wrong; empty if nothing did."""
    found = (said for one in outcomes for said in (one.error, one.refused, *one.unhealthy) if said)
    return next((language.put(said) for said in found), "")


def alarm(site: Path, names: Sequence[str], since: int, why: str) -> None:
    """Tell the webhook of each target that readers have got nothing since a time; with 0, that they do again."""
    config = read_site_yaml(site)
    for target in targets_of(config, site, names, every=False):
        notifications.alarm(target.announce, config.base_url, since, why)


def _outcome(order: Order, site: Site, target: Target, screen: Screen) -> Delivered:
    try:
        with screen:
            return deploy(order, site, target, screen.progress, screen.waiting)
    except (UsageError, MachineError) as error:
        return Delivered(target.name, (), error=error.said)
    except OSError as error:
        return Delivered(target.name, (), error=explain(error))


def _tell(found: Delivered, language: Language, *, dry: bool, one: bool) -> None:
    if found.error:
        said = found.error if one else sentence("{target}: {said}", target=found.target, said=found.error)
        failed(said, language)
    else:
        _show(found, language, dry=dry)


def _show(found: Delivered, language: Language, *, dry: bool) -> None:
    if found.lost:
        said = sentence(
            "the target did not say what it has, so everything is sent, and nothing is deleted but what this machine "
            "knows of. This lists files that the portal does not have: ssg deploy {target} --verify",
            target=found.target,
        )
        tell(said, language, err=True)
    unknown = counted(
        "{count} file at the target is none of the portal's, and stays; ssg deploy {target} --verify --delete-unknown "
        "deletes it",
        "{count} files at the target are none of the portal's, and stay; ssg deploy {target} --verify --delete-unknown "
        "deletes them",
        len(found.unknown),
        target=found.target,
    )
    kept = counted(
        "{count} file stays at the target for readers of what is held back",
        "{count} files stay at the target for readers of what is held back",
        len(found.kept),
    )
    for said, paths in ((unknown, found.unknown), (kept, found.kept)):
        if paths:
            tell(said, language, err=True)
            # Pages first: one may be an article that was taken down while the target's content was unknown.
            _list(sorted(paths, key=lambda path: (not path.endswith(".html"), path)), language, err=True)
    for step in found.steps:
        files = counted("{count} file", "{count} files", step.files)
        bytes_sent = f" · {size_text(step.size, language)}" if step.size else ""
        click.echo(f"{language.put(_PHASES[step.phase]):<22} {language.put(files)}{bytes_sent}")
        if dry:
            _list(step.paths, language)
    click.echo(" · ".join(_sum(found, language, dry=dry)))
    for said in (*found.unhealthy, *found.untold):
        tell(said, language, err=True)
    if found.refused:
        failed(found.refused, language)


def _list(paths: Sequence[str], language: Language, *, err: bool = False) -> None:
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
    return [f"{found.target}: {language.put(what)}", size_text(found.size, language), seconds]


def plain(found: Delivered, language: Language, *, dry: bool) -> dict[str, object]:
    if found.error:
        return {"ok": False, "target": found.target, "error": language.put(found.error)}
    steps = [
        {
            "phase": step.phase.name.lower() if step.phase else "deleted", "files": step.files, "bytes": step.size,
            **({"paths": step.paths} if dry else {}),
        }
        for step in found.steps
    ]  # fmt: skip
    return {
        "ok": not found.code, "dry_run": dry, "target": found.target, "steps": steps, "files": found.files,
        "bytes": found.size, "kept": found.kept, "unknown": found.unknown, "lost": found.lost,
        "seconds": round(found.seconds, 3),
        "untold": [language.put(said) for said in found.untold],
        "unhealthy": [language.put(said) for said in found.unhealthy],
        **({"error": language.put(found.refused)} if found.refused else {}),
    }  # fmt: skip
