"""`ssg build`."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec
from msgspec.structs import replace

from generator.base.codes import CODES
from generator.base.errors import Problem, SiteError, UsageError
from generator.base.sentences import Language, sentence
from generator.base.state_files import claim_folder
from generator.build import build
from generator.cli import annexes
from generator.cli.clock import now_of
from generator.cli.command import JOBS, OUTPUT, Command, filled
from generator.cli.reporters import cause, failed, plain, say
from generator.cli.terminal import Screen, language_of
from generator.engine.options import Options, Report
from generator.lint.suggestions import with_suggestions
from generator.store import faults
from generator.store.database import STATE, open_reader
from generator.store.publication import Attempt

if TYPE_CHECKING:
    from concurrent.futures import Executor


def _processes(options: Options, cluster: str) -> AbstractContextManager[tuple[int, Executor | None]]:
    """Return how many processes may work, and an executor of them if they are the workers of a cluster."""
    if not cluster:
        return nullcontext((options.jobs, None))
    try:
        # A build without a cluster does not need dask.
        connected = annexes.cluster.connected
    except ModuleNotFoundError as error:
        said = sentence("--cluster needs dask; pip install distributed, in the environment of ssg")
        raise UsageError(said) from error
    return connected(cluster, claim_folder(Path(options.site, STATE)))


@click.command(cls=Command, epilog="ssg build --now '2024-10-09 16:10 WIB' --output public")
@OUTPUT
@click.option("--now", metavar="TIME", help="Build as if it were this time, which decides what is published.")
@JOBS
@click.option(
    "--cluster", metavar="ADDRESS", callback=filled,
    help="Let the workers of a dask cluster do it: tcp://HOST:PORT of its scheduler.",
)  # fmt: skip
@click.option(
    "--pictures", type=click.Choice(("now", "later")), default="now", show_default=True,
    help="When the smaller versions of photos are made: later publishes new photos as they are until another build.",
)  # fmt: skip
@click.option("--verify", is_flag=True, help="Read the whole output and mend what is not as it should be.")
@click.option(
    "--hold", is_flag=True, help="Leave out files with errors, each alone, and publish the rest (on_error: hold)."
)
@click.option("--strict-addresses", is_flag=True, help="Refuse to take the address of a published article away.")
@click.option("--all", "list_all", is_flag=True, help="Show each problem, and each warning of the whole site.")
@click.option("--json", "as_json", is_flag=True, help="Print the result, or the problems, as JSON.")
@click.option(
    "--wait", "waits", is_flag=True,
    help="Go on: build again whenever a file changes and at each hour at which the portal changes by itself.",
)  # fmt: skip
@click.option(
    "--deploy", "targets", multiple=True, is_flag=False, flag_value="", metavar="[TARGET]",
    help="Deploy what was built, to the first target of site.yaml or to one by its name; may be given several times.",
)  # fmt: skip
@click.option("--parent", type=int, default=0, hidden=True)
@click.pass_obj
def command(
    site: str, output: str | None, now: str | None, jobs: int | None, cluster: str | None,
    pictures: str, targets: tuple[str, ...], *, verify: bool, hold: bool, strict_addresses: bool,
    list_all: bool, as_json: bool, waits: bool, parent: int,
) -> int:  # fmt: skip
    """Build the portal. Only what is not as it should be is made again."""
    if targets:
        _check_targets(site, targets)

    def once(at: int, folders: frozenset[str] | None = None) -> Attempt:
        options = Options(
            site=site, output=built_in, now=at, jobs=jobs or 0, verify=verify,
            folders=folders, strict_addresses=strict_addresses, hold=hold,
            later=pictures == "later",
        )  # fmt: skip
        screen = Screen(language_of(site), quiet=as_json, list_all=list_all)
        try:
            report = _build(options, cluster or "", screen)
        except Exception as error:  # noqa: BLE001 - whoever waits for the next hour goes on
            return _failed(error, site, screen, as_json=as_json)
        _show(report, site, screen, as_json=as_json)
        # Of several mistakes in a file, the first.
        held = {one.where.path: screen.language.put(one.said) for one in reversed(report.held)}
        return Attempt(held=tuple(held.items()))

    def deploy() -> Attempt:
        return _deploy(site, built_in, targets, language_of(site), as_json=as_json)

    built_in = output or str(Path(site, "build"))
    if cluster:
        # Paths mean the same on all machines.
        site, built_in = os.path.abspath(site), os.path.abspath(built_in)
    if not waits:
        attempt = once(now_of(now))
        return attempt.code or (deploy().code if targets else 0)
    if now is not None or "SOURCE_DATE_EPOCH" in os.environ:
        raise UsageError(sentence("--wait goes by the clock: leave out --now, and unset SOURCE_DATE_EPOCH"))
    if cluster:
        raise UsageError(sentence("--wait makes what an edit changes, for which no cluster pays; leave out --cluster"))
    # Imported here: only --wait watches files.
    from generator.cli.watch import Work, wait  # noqa: PLC0415

    work = Work(once, parent=parent)
    if targets:
        work = Work(once, targets, deploy, parent, partial(_alarm, site, targets))
    return wait(site, work, language_of(site))


def _build(options: Options, cluster: str, screen: Screen) -> Report:
    with _processes(options, cluster) as (jobs, executor), screen:
        return build(replace(options, jobs=jobs), screen.progress, screen.waiting, executor)


def _failed(error: Exception, site: str, screen: Screen, *, as_json: bool) -> Attempt:
    if not isinstance(error, SiteError):
        said, code = cause(error, site)
        return Attempt(failed(said, screen.language, as_json=as_json, code=code), screen.language.put(said))
    if as_json:
        say({"ok": False, "problems": [plain(problem, screen.language) for problem in error.problems]})
    else:
        screen.problems(error)
    first = error.problems[0]
    return Attempt(1, f"{first.where.path}: {screen.language.put(first.said)}")


def _show(report: Report, site: str, screen: Screen, *, as_json: bool) -> None:
    warnings = _warnings(site, report) if screen.list_all else iter(report.warnings)
    if not as_json:
        screen.done(report, warnings)
        return
    fields = {name: getattr(report, name) for name in Report.__struct_fields__}
    fields["held"] = [plain(problem, screen.language) for problem in report.held]
    following = report.ahead.next and msgspec.structs.asdict(report.ahead.next)
    fields["ahead"] = {**msgspec.structs.asdict(report.ahead), "next": following}
    fields["warnings"] = [plain(warning, screen.language) for warning in warnings]
    fields |= {"unchanged": report.unchanged, "seconds": round(report.seconds, 3)}
    say({"ok": True, **msgspec.to_builtins(fields)})


def _check_targets(site: str, targets: Sequence[str]) -> None:
    """Check before the build that its result can be deployed; later nobody may be watching."""
    # Imported here, for a fast start: it reads YAML.
    from generator.theming.loading import read_site_yaml  # noqa: PLC0415

    # The build reports what is wrong with site.yaml.
    with contextlib.suppress(SiteError):
        annexes.deploy.targets_of(read_site_yaml(Path(site)), Path(site), list(filter(None, targets)), every=False)


def _deploy(site: str, output: str, targets: Sequence[str], language: Language, *, as_json: bool) -> Attempt:
    order = annexes.deploy.Order(site=site, output=output)
    try:
        outcomes = annexes.deploy.deploy_to(order, list(filter(None, targets)), language, as_json=as_json)
    except Exception as error:  # noqa: BLE001 - as above
        return _failed(error, site, Screen(language, quiet=as_json), as_json=as_json)
    code = annexes.deploy.code_of(outcomes)
    # One of several targets may be away for a while; with --wait the deploy is tried again.
    return Attempt(2 if code and len(outcomes) > 1 else code, annexes.deploy.trouble(outcomes, language))


def _alarm(site: str, targets: Sequence[str], since: int, why: str) -> None:
    # Whatever is wrong with the webhook, or with site.yaml, publishing goes on.
    with contextlib.suppress(SiteError, UsageError, OSError):
        annexes.deploy.alarm(Path(site), list(filter(None, targets)), since, why)


def _warnings(site: str, report: Report) -> Iterator[Problem]:
    """Yield the build's warnings that are not about content, and all warnings that the store has about content."""
    yield from (warning for warning in report.warnings if CODES[warning.code].fixed)
    with closing(open_reader(Path(site, STATE))) as store:
        yield from with_suggestions(store, list(faults.every(store)))
