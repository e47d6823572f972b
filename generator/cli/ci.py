"""`ssg ci`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.annex.deploying import github, gitlab
from generator.annex.deploying.pipelines import HOSTS, Goal, goal_of
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.state_files import write
from generator.cli.command import Command
from generator.cli.delivery import target_of
from generator.cli.terminal import language_of, tell
from generator.model.site import Site
from generator.theming.loading import read_site

_SERVICES = {"github": (github.FILE, github.workflow), "gitlab": (gitlab.FILE, gitlab.pipeline)}


@click.command(cls=Command, epilog="ssg ci github production\nssg ci gitlab cloudflare-pages --print")
@click.argument("service", type=click.Choice([*_SERVICES]))
@click.argument("goal", required=False, metavar="[TARGET]")
@click.option("--print", "only_print", is_flag=True, help="Print the file instead of writing it.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.pass_obj
def command(site: str, service: str, goal: str | None, *, only_print: bool, force: bool) -> int:
    """Write the file by which GitHub or GitLab publishes the portal: on every push, and at its hours.

    TARGET is a group of `deploy` in site.yaml, or github-pages, gitlab-pages, cloudflare-pages or netlify; without it,
    the first target, or the pages of the service itself.
    """
    language, folder = language_of(site), Path(site)
    path, made = _SERVICES[service]
    config, _ = read_site(folder)
    text = made(_goal(config, folder, service, goal))
    file = folder / path
    # Whatever else has its name is not deleted for it.
    there = file.read_bytes() if not only_print and file.exists() else b""
    if there not in (b"", text.encode()) and not force:
        raise UsageError(
            sentence("{file} is there already; look at the new one with --print, or replace it with --force", file=file)
        )
    if only_print:
        click.echo(text, nl=False)
        return 0
    file.parent.mkdir(parents=True, exist_ok=True)
    write(file, text.encode())
    tell(sentence("{file} is written; read it, then commit it", file=file), language, err=True)
    return 0


def _goal(site: Site, folder: Path, service: str, name: str | None) -> Goal:
    if name is None and not site.targets:
        name = f"{service}-pages"
    host = next((host for host in HOSTS if host.name == name), None)
    if host is None:
        wanted = target_of(site, folder, name).name
        return goal_of(site, next(target for target in site.targets if target.name == wanted))
    if host.name in ("github-pages", "gitlab-pages") and host.name != f"{service}-pages":
        raise UsageError(sentence("{name} belongs to the other service", name=host.name))
    return host
