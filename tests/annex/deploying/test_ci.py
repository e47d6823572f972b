"""`ssg ci`: the files are valid, and their steps publish from an empty folder."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploying_support import clean, git, rclone, shell_server
from tests.pipelines import Service, without_versions
from tests.support import CONFIG, ROOT, Portal, article, site, ssg_here, tree

GOALS = {
    "github": ("utama", "awan", "github-pages", "cloudflare-pages", "netlify"),
    "gitlab": ("utama", "awan", "gitlab-pages", "cloudflare-pages", "netlify"),
}
TARGET = "{to: sftp, host: a.example, path: /srv/kabar, key_file: ~/.ssh/kunci, known_hosts: known_hosts}"


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
    assert without_versions(printed(portal, *head.split(": "))) == recorded()[head]


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
    assert given["utama"]["Key"] == {"SSG_DEPLOY_KEY"}
    assert given["utama"]["Deploy"] == {"SSG_DEPLOY_PASSWORD"}


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("{remote: luar, path: kabar}", True),
        ("{to: ftp, host: a.example, path: kabar, state: kabar/.state}", True),
        ("{to: ftp, host: a.example, path: kabar}", False),
    ],
)
def test_the_state_is_encrypted_where_it_has_to_be(portal: Portal, line: str, wanted: bool) -> None:
    """A pipeline in which `ssg state push` can only fail is none."""
    portal.edit("site.yaml", "  utama:", f"  lain: {line}\n  utama:")
    assert ("SSG_STATE_PASSWORD: " in printed(portal, "github", "lain")) is wanted


def test_a_path_of_a_key_is_no_expression_of_github(portal: Portal) -> None:
    """GitHub fills in expressions before the shell sees its quotation marks."""
    path = "~/a b'${{ toJSON(secrets) }}"
    portal.edit("site.yaml", "~/.ssh/kunci", f'"{path}"')
    written = printed(portal, "github", "utama")
    assert "toJSON" in written
    assert "${{ toJSON" not in written
    word = re.search(r" > (.*)\)$", written, re.MULTILINE)
    assert word is not None
    done = subprocess.run(["sh", "-c", f"printf %s {word[1]}"], env={"HOME": "/h"}, capture_output=True, check=True)
    assert done.stdout.decode() == path.replace("~", "/h")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("gitlab",), "--force"), (("gitlab", "github-pages"), ""), (("gitlab", "tidak-ada"), ""),
        (("gitlab", "sini"), "ssg build --wait"), (("gitlab", "lain"), "ssh-keyscan b.example > known_hosts"),
    ],
)  # fmt: skip
def test_a_file_that_is_there_is_not_lost(portal: Portal, words: tuple[str, ...], hint: str) -> None:
    """Unless it is said that it need not stay; nor is one written that could not publish."""
    portal.edit("site.yaml", "  utama:", "  lain: {to: sftp, host: b.example, path: kabar}\n  utama:")
    if words == ("gitlab",):
        words = ("gitlab", "utama")
    file = portal.add(".gitlab-ci.yml", b"milik: orang lain \xff\xfe\n")
    done = ssg_here(portal, "ci", *words)
    assert (done.returncode, hint in done.stderr) == (2, True)
    assert file.read_bytes() == b"milik: orang lain \xff\xfe\n"
    if hint == "--force":
        for force in (["--force"], []):
            assert ssg_here(portal, "ci", *words, *force).returncode == 0
        assert "ssg ci gitlab utama" in file.read_text()


def test_no_run_takes_the_place_of_one_that_waits(portal: Portal) -> None:
    """On GitHub what publishes waits in a queue, and the clock's look does not; on GitLab no run counts as outdated."""
    data = yaml.safe_load(printed(portal, "github", "utama"))
    assert "concurrency" not in data | data["jobs"]["due"]
    assert data["jobs"]["publish"]["concurrency"] == {"group": "publish", "queue": "max"}
    job = yaml.safe_load(printed(portal, "gitlab", "utama"))["publish"]
    assert (job["resource_group"], job["interruptible"], "environment" in job) == ("publish", False, False)


def commit(portal: Portal) -> None:
    if not (portal.folder / ".git").exists():
        git(portal.folder, "init", "--quiet", "-b", "main")
        portal.add(".gitignore", "/build/\n/.ssg/\n")
    git(portal.folder, "add", "--all")
    git(portal.folder, "commit", "--quiet", "-m", "uji")


@pytest.mark.slow
@pytest.mark.parametrize("service", ["github", "gitlab"])
def test_the_steps_publish_from_an_empty_folder(service: str, portal: Portal, tmp_path: Path) -> None:
    """Run by run on a new machine, with nothing kept but what is at the target, readers get what was committed.

    The target is a real server that knows one key, which is in a secret. A third run takes what one has kept that had
    itself begun with what was kept. What is read most is a file of the repository like any other.
    """
    with shell_server(tmp_path / "server") as line:
        target = re.sub("key_file: .*", "key_file: ~/.ssh/warta, known_hosts: known_hosts}", line)
        portal.add("site.yaml", f"{CONFIG}deploy:\n  utama: {target}\n")
        portal.add("known_hosts", (tmp_path / "server/known_hosts").read_text())
        key = (tmp_path / "server/key").read_text().replace("\n", "\r\n")
        runner = Service(printed(portal, service, "utama"), portal.folder, tmp_path / service, SSG_DEPLOY_KEY=key)
        for turn in range(3):
            portal.add(f"content/daerah/2024/10/b-{turn}.md", article(f"Baru {turn}", timestamp="2024-10-08 11:00 WIB"))
            if turn == 1:
                read = {"until": "2024-10-10 11:00 WIB", "views": {"/daerah/2024/10/a/": 9}}
                portal.add("data/popular.json", json.dumps(read))
            commit(portal)
            assert runner.run("push", portal.now) == "green", runner.said
            assert ("Going on without the state" in runner.said) == (turn == 0)
            there = tree(tmp_path / "server/kabar")
            assert there == clean(portal)
            (made,) = (tmp_path / service / f"run-{turn + 1}").glob("**/build")
            assert turn == 0 or len(tree(made)) < len(there) / 2


HELD = "daerah/2024/10/a/index.html"
PUSHED = "daerah/2024/10/b/index.html"
SOON = "daerah/2024/10/nanti/index.html"


@pytest.mark.slow
@pytest.mark.parametrize("service", ["github", "gitlab"])
def test_pushes_and_hours_reach_readers_whatever_else_runs(service: str, portal: Portal, tmp_path: Path) -> None:
    """Push, clock, push while one runs, an old run again, at a host that takes a folder as a whole.

    Its readers keep the page of an article that has a mistake; the run is red when they have the rest.
    """
    rclone()
    portal.add("site.yaml", CONFIG)
    portal.add("content/daerah/2024/10/nanti.md", article("Nanti", timestamp="2024-10-10 13:48 WIB"))
    folder = tmp_path / service
    runner = Service(printed(portal, service, f"{service}-pages"), portal.folder, folder)

    def run(source: str, seconds: int) -> tuple[str, set[str]]:
        portal.now = now + seconds
        end = runner.run(source, portal.now)
        return end, {path for path in (HELD, PUSHED, SOON) if (runner.pages / path).exists()}

    now = portal.now
    commit(portal)
    assert run("push", 0) == ("green", {HELD}), runner.said
    assert tree(runner.pages) == clean(portal)
    assert run("schedule", 60) == ("idle", {HELD}), runner.said

    portal.edit("content/daerah/2024/10/a.md", "title: Berita", "title: Berita: kabar")
    commit(portal)
    portal.add("content/daerah/2024/10/b.md", article("B", timestamp="2024-10-08 11:00 WIB"))
    (folder / "meanwhile").write_text(
        f"cd {portal.folder} && git add --all && git -c user.name=S -c user.email=s@uji.example commit -qm uji\n"
    )
    assert run("push", 120) == ("red", {HELD}), runner.said
    (folder / "meanwhile").unlink()
    assert "content/daerah/2024/10/a.md" in runner.said
    portal.edit("content/daerah/2024/10/a.md", "Berita: kabar", "Berita")
    commit(portal)
    # The clock comes before the runs of the pushes that wait; the last of these finds readers served.
    assert run("schedule", 180) == ("green", {HELD, PUSHED}), runner.said
    assert tree(runner.pages) == clean(portal)
    assert run("push", 240) == ({"github": "green", "gitlab": "idle"}[service], {HELD, PUSHED}), runner.said
    assert run("schedule", 86_400) == ("green", {HELD, PUSHED, SOON}), runner.said
    assert tree(runner.pages) == clean(portal)
