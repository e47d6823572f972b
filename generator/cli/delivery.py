"""A portal goes to the targets that were named, one after the other, and what came of each is shown."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from generator.annex.deploying.changes import Phase
from generator.annex.deploying.run import Delivered, Order, deploy, roll_back
from generator.base.crashes import explain
from generator.base.errors import MachineError, SiteError, UsageError
from generator.base.languages import Language
from generator.base.sentences import Sentence, counted, sentence
from generator.base.text import suggest
from generator.cli.reporters import failed, say
from generator.cli.terminal import Screen, tell
from generator.model.deploy_targets import Target
from generator.model.records import Record
from generator.model.site import Site
from generator.theming.loading import read_configuration


def target_of(site: Site, folder: Path, name: str | None) -> Target:
    """Return the target that is meant, the first one without a name; its paths begin in the site's folder.

    Raises:
        UsageError: there is none of that name, or none at all.

    """
    if not site.targets:
        raise UsageError(
            sentence(
                "site.yaml names no target; add deploy: and below it {example}",
                example="production: {to: s3, path: my-bucket}",
            )
        )
    if name is None:
        return _at(folder, site.targets[0])
    names = [target.name for target in site.targets]
    if name not in names:
        meant = suggest(name, names)
        hint = sentence("there are {names}", names=", ".join(names))
        if meant:
            hint = sentence("did you mean {meant}?", meant=meant)
        raise UsageError(sentence("there is no target {name} in site.yaml; {hint}", name=name, hint=hint))
    return _at(folder, site.targets[names.index(name)])


def targets_of(site: Site, folder: Path, names: Sequence[str], *, every: bool) -> list[Target]:
    """Return the targets that are meant, each once; without a name the first, with `every` all.

    Raises:
        UsageError: there is none of a name, or none at all.

    """
    if every and names:
        raise UsageError(sentence("--all means each target; leave out the names"))
    wanted: Sequence[str | None] = [target.name for target in site.targets] if every else names
    return [target_of(site, folder, name) for name in dict.fromkeys(wanted or [None])]


def _at(folder: Path, target: Target) -> Target:
    """Return a target whose paths of this machine are whole, wherever the command was called."""

    def whole(path: str) -> str:
        return os.path.abspath(folder / os.path.expanduser(path))

    changes = {"known_hosts": whole(target.known_hosts), "key_file": target.key_file and whole(target.key_file)}
    if target.via == "local" and not target.remote:
        changes |= {"path": whole(target.path), "state": whole(target.state)}
    return msgspec.structs.replace(target, **changes)


def size(count: int, language: Language) -> str:
    """Return a number of bytes for people."""
    for unit, name in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")):
        if count >= unit:
            return f"{language.decimal(count / unit)} {name}"
    return f"{count} B"


_PHASES = {
    Phase.ASSETS: sentence("pictures and assets"),
    Phase.PAGES: sentence("articles and pages"),
    Phase.LISTS: sentence("lists"),
    Phase.FEEDS: sentence("feeds and sitemaps"),
    None: sentence("deleted"),
}

_SHOWN = 20
"""Files of a sort that are named."""


class Outcome(Record, frozen=True):
    """What came of a target."""

    target: str
    found: Delivered | None = None
    release: str = ""
    """The one that readers get again."""
    error: Sentence | None = None

    @property
    def code(self) -> int:
        """The exit code that this is."""
        found = self.found
        if self.error is not None or (found and found.refused):
            return 2
        return 1 if found and (found.unhealthy or found.held) else 0


def deploy_to(
    order: Order, names: Sequence[str], language: Language, *, every: bool = False, back: bool = False,
    as_json: bool = False,
) -> int:  # fmt: skip
    """Deploy to the targets that are meant, say what came of it, and return the exit code.

    Without names it is the first target, with `every` all; with `back`, readers get the release before again.
    """
    screen = Screen(language, quiet=as_json)
    try:
        config = read_configuration(Path(order.site))
        goals = targets_of(config, Path(order.site), names, every=every)
    except SiteError as error:
        if as_json:
            return failed(sentence("site.yaml has mistakes; ssg build names them"), language, as_json=True, code=1)
        screen.problems(error)
        return 1
    except UsageError as error:
        return failed(error.said, language, as_json=as_json)
    outcomes = deliver(order, config, goals, screen, back=back)
    code = code_of(outcomes)
    if as_json:
        found = [plain(outcome, language, dry=order.dry) for outcome in outcomes]
        say(found[0] if len(found) == 1 else {"ok": not code, "targets": found})
    return code


def deliver(
    order: Order, site: Site, targets: Sequence[Target], screen: Screen, *, back: bool = False
) -> list[Outcome]:
    """Deploy to targets, whatever becomes of the others, and say it unless the screen is quiet; see `deploy_to`."""
    outcomes = []
    for target in targets:
        outcome = _outcome(order, site, target, screen, back=back)
        outcomes.append(outcome)
        if not screen.quiet:
            _tell(outcome, screen.language, dry=order.dry, one=len(targets) == 1)
    bad = [outcome.target for outcome in outcomes if outcome.code]
    if bad and len(targets) > 1 and not screen.quiet:
        said = sentence("not deployed as they were built: {targets}", targets=", ".join(bad))
        failed(said, screen.language)
    return outcomes


def code_of(outcomes: Sequence[Outcome]) -> int:
    """Return the exit code of a command: that of the target, if there is one."""
    codes = {outcome.code for outcome in outcomes}
    return codes.pop() if len(codes) == 1 else 1


def _outcome(order: Order, site: Site, target: Target, screen: Screen, *, back: bool) -> Outcome:
    try:
        with screen:
            if back:
                return Outcome(target.name, release=roll_back(order, site, target))
            return Outcome(target.name, deploy(order, site, target, screen.progress, screen.waiting))
    except (UsageError, MachineError) as error:
        return Outcome(target.name, error=error.said)
    except OSError as error:
        return Outcome(target.name, error=explain(error))


def _tell(outcome: Outcome, language: Language, *, dry: bool, one: bool) -> None:
    if outcome.error:
        said = outcome.error if one else sentence("{target}: {said}", target=outcome.target, said=outcome.error)
        failed(said, language)
    elif outcome.found:
        _show(outcome.found, language, dry=dry)
    elif dry:
        tell(sentence("readers would get release {release} again", release=outcome.release), language)
    else:
        tell(sentence("readers get release {release} again", release=outcome.release), language)


def plain(outcome: Outcome, language: Language, *, dry: bool) -> dict[str, object]:
    """Return what came of a target for programs."""
    if outcome.error:
        return {"ok": False, "target": outcome.target, "error": language.put(outcome.error)}
    if outcome.found:
        return {"ok": not outcome.code, "dry_run": dry, **_plain(outcome.found, language, dry=dry)}
    return {"ok": True, "dry_run": dry, "target": outcome.target, "release": outcome.release}


def _show(found: Delivered, language: Language, *, dry: bool) -> None:
    if found.rebuilt:
        tell(sentence("the target did not say what it has; all of it was listed"), language, err=True)
    if found.foreign:
        said = counted(
            "{count} file at the target is not the portal's, and stays",
            "{count} files at the target are not the portal's, and stay",
            len(found.foreign),
        )
        tell(said, language, err=True)
        # One of them may be an article that was taken down while nobody knew what the target has.
        _list(sorted(found.foreign, key=_pages_first), language, err=True)
    if found.kept:
        said = counted(
            "{count} file stays at the target for readers of what is held back",
            "{count} files stay at the target for readers of what is held back",
            len(found.kept),
        )
        tell(said, language, err=True)
        _list(sorted(found.kept, key=_pages_first), language, err=True)
    for step in found.steps:
        files = counted("{count} file", "{count} files", step.files)
        bytes_sent = f" · {size(step.size, language)}" if step.size else ""
        click.echo(f"{language.put(_PHASES[step.phase]):<22} {language.put(files)}{bytes_sent}")
        if dry:
            _list(step.paths, language)
    if dry or not found.held:
        click.echo(" · ".join(_sum(found, language, dry=dry)))
    for said in (*found.unhealthy, *found.untold):
        tell(said, language, err=True)
    for stopped in (found.refused, found.held):
        if stopped:
            failed(stopped, language)


def _pages_first(path: str) -> tuple[bool, str]:
    return not path.endswith(".html"), path


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
    return [f"{found.target}: {language.put(what)}", size(found.size, language), seconds]


def _plain(found: Delivered, language: Language, *, dry: bool) -> dict[str, object]:
    steps = [
        {
            "phase": step.phase.name.lower() if step.phase else "deleted", "files": step.files, "bytes": step.size,
            **({"paths": step.paths} if dry else {}),
        }
        for step in found.steps
    ]  # fmt: skip
    return {
        "target": found.target, "steps": steps, "files": found.files, "bytes": found.size,
        "kept": found.kept, "foreign": len(found.foreign), "foreign_files": found.foreign, "rebuilt": found.rebuilt,
        "seconds": round(found.seconds, 3),
        "untold": [language.put(said) for said in found.untold],
        "unhealthy": [language.put(said) for said in found.unhealthy],
        **({"error": language.put(found.refused)} if found.refused else {}),
        "held": language.put(found.held) if found.held else "",
    }  # fmt: skip
