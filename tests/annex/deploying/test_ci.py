"""`ssg ci`: the files are valid, and their steps publish from an empty folder."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploying_support import clean, git, rclone, shell_server
from tests.support import CONFIG, ROOT, Portal, article, site, ssg_here, tree

GOALS = {
    "github": ("utama", "awan", "github-pages", "cloudflare-pages", "netlify"),
    "gitlab": ("utama", "awan", "gitlab-pages", "cloudflare-pages", "netlify"),
}
TARGET = "{to: sftp, host: a.example, path: /srv/kabar, key_file: ~/.ssh/kunci}"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal with a server, a bucket and a folder as its targets."""
    lines = f"  utama: {TARGET}\n  awan: {{to: s3, path: kabar}}\n  sini: {{to: local, path: x}}\n"
    made = site(tmp_path, config=f"{CONFIG}deploy:\n{lines}")
    made.add("content/daerah/2024/10/a.md", article("Berita", timestamp="2024-10-08 10:00 WIB"))
    made.add("requirements.txt", "warta\n")
    return made


def printed(portal: Portal, *words: str) -> str:
    """Return the file that is printed."""
    done = ssg_here(portal, "ci", *words, "--print")
    assert done.returncode == 0, done.stderr
    return done.stdout


def steps(text: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load(text)["jobs"]["publish"]["steps"])


def recorded() -> dict[str, str]:
    parts = re.split(r"^=== (.+) ===\n", (ROOT / "tests/fixtures/ci.txt").read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("head", recorded())
def test_each_file_is_that_of_the_table(portal: Portal, head: str) -> None:
    """fixtures/ci.txt has them, but for the versions of the actions and the day on which they were looked up."""
    found = re.sub(r"(actions/\S+)@v\d+", r"\1", printed(portal, *head.split(": ")))
    assert re.sub(r"as of \d{4}-\d\d-\d\d\.", "as of DAY.", found) == recorded()[head]


@pytest.mark.slow
def test_they_are_valid(portal: Portal, tmp_path: Path) -> None:
    """The published schemas of both services take each file."""
    program = shutil.which("check-jsonschema", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip("check-jsonschema is not installed")
    for service, schema in (("github", "vendor.github-workflows"), ("gitlab", "vendor.gitlab-ci")):
        files = []
        for goal in GOALS[service]:
            files.append(tmp_path / f"{service}-{goal}.yml")
            files[-1].write_text(printed(portal, service, goal))
        more = ["--data-transform", "gitlab-ci"] if service == "gitlab" else []
        words = [program, "--builtin-schema", schema, *more, *map(str, files)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_secrets_are_given_to_what_needs_them(portal: Portal) -> None:
    """Neither the installation nor a change of somebody else sees a secret, and a key is for the step that needs it."""
    data = yaml.safe_load(printed(portal, "github", "awan"))
    assert all("env" not in step for job in ("due", "check") for step in data["jobs"][job]["steps"])
    assert "pull_request" not in data["jobs"]["publish"]["if"]
    assert data["permissions"] == {"contents": "read"}
    given = {
        goal: {
            step["name"]: {*step.get("env", {})} for step in steps(printed(portal, "github", goal)) if "name" in step
        }
        for goal in ("awan", "utama")
    }
    assert given["awan"]["Install"] == set()
    assert given["awan"]["Deploy"] == {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "SSG_STATE_PASSWORD"}
    assert given["utama"]["Key"] == {"SSG_DEPLOY_KEY", "SSG_KNOWN_HOSTS"}
    assert given["utama"]["Deploy"] == {"SSG_DEPLOY_PASSWORD"}


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("{remote: luar, path: kabar}", True),
        ("{to: sftp, host: a.example, path: kabar, state: kabar/.state}", True),
        ("{to: sftp, host: a.example, path: kabar}", False),
    ],
)
def test_the_state_is_encrypted_where_it_has_to_be(portal: Portal, line: str, wanted: bool) -> None:
    """A pipeline in which `ssg state push` can only fail is none."""
    portal.edit("site.yaml", "  utama:", f"  lain: {line}\n  utama:")
    assert ("SSG_STATE_PASSWORD: " in printed(portal, "github", "lain")) is wanted


def test_a_known_hosts_of_the_repository_is_no_secret(portal: Portal) -> None:
    portal.edit("site.yaml", "host: a.example", "host: a.example, known_hosts: known_hosts")
    assert not any("SSG_KNOWN_HOSTS" in printed(portal, service, "utama") for service in GOALS)


def test_a_path_of_a_key_is_no_expression_of_github(portal: Portal) -> None:
    """GitHub fills in expressions before the shell sees its quotation marks."""
    path = "~/a b'${{ toJSON(secrets) }}"
    portal.edit("site.yaml", "~/.ssh/kunci", f'"{path}"')
    written = printed(portal, "github", "utama")
    assert "toJSON" in written
    assert "${{ toJSON" not in written
    word = re.search(r'SSG_DEPLOY_KEY" > (.*)\)', written)
    assert word is not None
    done = subprocess.run(["sh", "-c", f"printf %s {word[1]}"], env={"HOME": "/h"}, capture_output=True, check=True)
    assert done.stdout.decode() == path.replace("~", "/h")


@pytest.mark.parametrize(
    "words", [("gitlab",), ("gitlab", "github-pages"), ("gitlab", "tidak-ada"), ("gitlab", "sini")]
)
def test_a_file_that_is_there_is_not_lost(portal: Portal, words: tuple[str, ...]) -> None:
    """Unless it is said that it need not stay; nor is one written that could not publish."""
    file = portal.add(".gitlab-ci.yml", b"milik: orang lain \xff\xfe\n")
    done = ssg_here(portal, "ci", *words)
    assert done.returncode == 2
    assert {"gitlab": "--force", "sini": "ssg build --wait"}.get(words[-1], "") in done.stderr
    assert file.read_bytes() == b"milik: orang lain \xff\xfe\n"
    if words == ("gitlab",):
        for force in (["--force"], []):
            assert ssg_here(portal, "ci", *words, *force).returncode == 0
        assert "ssg ci gitlab utama" in file.read_text()


def sftp(line: str, key_file: str) -> str:
    """Return the line of a target at a real server as the runners of a service have it: with keys in the home folder."""
    line = re.sub(r"key_file: \S+, known_hosts: [^\s}]+", f"key_file: {key_file}", line)
    return line.replace(", key_file: }", "}")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("service", "key_file", "runs"),
    # The third run takes what one has kept that had itself begun with what was kept; it is the same for both services.
    [("gitlab", "", 3), ("github", "~/.ssh/warta", 2)],
)
def test_the_steps_publish_from_an_empty_folder(
    service: str, key_file: str, runs: int, portal: Portal, tmp_path: Path
) -> None:
    """Run by run in a new clone, with nothing kept but what is at the target, readers get what was committed.

    The target is a real server that knows one key, which is in a secret, as is the server's own.
    """
    with shell_server(tmp_path / "server") as line:
        portal.add("site.yaml", f"{CONFIG}deploy:\n  utama: {sftp(line, key_file)}\n")
        script = script_of(service, printed(portal, service, "utama"))
        git(portal.folder, "init", "--quiet", "-b", "main")
        git(portal.folder, "config", "uploadpack.allowFilter", "true")
        for turn in range(runs):
            portal.add(f"content/daerah/2024/10/b-{turn}.md", article(f"Baru {turn}", timestamp="2024-10-08 11:00 WIB"))
            git(portal.folder, "add", "content", "site.yaml", "requirements.txt")
            git(portal.folder, "commit", "--quiet", "-m", "uji")
            clone = tmp_path / f"klon-{turn}"
            source = f"file://{portal.folder}"
            git(tmp_path, "clone", "--quiet", "--depth", "1", "--filter=blob:none", "--sparse", source, str(clone))
            said = publish(service, script, clone, tmp_path / "server", portal.now)
            assert ("Going on without the state" in said) == (turn == 0)
            assert not (clone / "content").exists()
            assert int((clone / ".warta-next").read_text()) > portal.now
            there = tree(tmp_path / "server/kabar")
            assert there == clean(portal)
            assert turn == 0 or len(tree(clone / "build")) < len(there) / 2


def script_of(service: str, text: str) -> str:
    """Return the commands of the job that publishes."""
    if service == "gitlab":
        return "\n".join(yaml.safe_load(text)["publish"]["script"])
    # Each step is a shell of its own, and leaves the next its environment in a file.
    commands = [step["run"] for step in steps(text) if "run" in step]
    return "\n".join(f'( set -e\n{one}\n)\nset -a; . "$GITHUB_ENV"; set +a' for one in commands)


def publish(service: str, script: str, clone: Path, server: Path, now: int) -> str:
    """Run the job in a clone on a machine that keeps nothing; return what it says."""
    home = clone.with_name(f"rumah-{clone.name}")
    for name, does in (
        ("ssg", f'exec {shlex.quote(sys.executable)} -m generator "$@"'),
        ("pip", "true"),
        ("python", f'exec {shlex.quote(sys.executable)} "$@"'),
    ):
        file = home / "alat" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\n{does}\n")
        file.chmod(0o755)
    (home / "env").touch()
    environment = {
        **os.environ, "PATH": f"{home}/alat:{Path(rclone()).parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT),
        "SOURCE_DATE_EPOCH": str(now), "STATUS": "success", "CI_PIPELINE_SOURCE": "push", "HOME": str(home),
        "GIT_CONFIG_GLOBAL": os.devnull, "SSG_KNOWN_HOSTS": (server / "known_hosts").read_text(),
        "SSG_DEPLOY_KEY": (server / "key").read_text().replace("\n", "\r\n"), "SSG_DEPLOY_PASSWORD": "",
        **({"GITHUB_ENV": f"{home}/env"} if service == "github" else {}),
    }  # fmt: skip
    environment.pop("SSH_AUTH_SOCK", None)
    words = ["bash", "-e", "-c", script]
    done = subprocess.run(words, cwd=clone, env=environment, capture_output=True, text=True, check=False)
    for agent in re.findall(r"Agent pid (\d+)", done.stdout):
        os.kill(int(agent), signal.SIGTERM)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
