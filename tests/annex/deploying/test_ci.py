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

from generator.annex import deploying
from generator.store.files import PACKAGE
from tests.deploying_support import rclone, shell_server
from tests.quick import LONG
from tests.support import CONFIG, ROOT, Portal, article, run, site, tree

GOALS = {
    "github": ("utama", "awan", "github-pages", "cloudflare-pages", "netlify"),
    "gitlab": ("utama", "awan", "gitlab-pages", "cloudflare-pages", "netlify"),
}
WORKFLOW = Path(deploying.__file__).with_name("github.yml").read_text("utf-8")
ACTIONS = {name: int(version) for name, version in re.findall(r"actions/([a-z-]+)\S*@v(\d+)", WORKFLOW)}
LOOKED_UP = re.findall(r"as of (\S+)\.$", WORKFLOW, re.MULTILINE)[0]
EACH = [(service, goal) for service, goals in GOALS.items() for goal in goals]


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal with a server, a bucket and a folder as its targets."""
    lines = "  utama: {to: sftp, host: a.example, path: /srv/kabar}\n  awan: {to: s3, path: kabar}\n  sini: {to: local, path: x}\n"
    made = site(tmp_path, config=f"{CONFIG}deploy:\n{lines}")
    made.add("content/daerah/2024/10/a.md", article("Berita", timestamp="2024-10-08 10:00 WIB"))
    made.add("requirements.txt", "warta\n")
    return made


def printed(portal: Portal, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Return the file that is printed."""
    capsys.readouterr()
    assert run("--site", str(portal.folder), "ci", *words, "--print") == 0
    return capsys.readouterr().out


def commands(text: str) -> list[str]:
    """Return the commands of the job that publishes, in order."""
    data: dict[Any, Any] = yaml.safe_load(text)
    if "jobs" in data:
        return [step["run"] for step in data["jobs"]["publish"]["steps"] if "run" in step]
    return list((data.get("publish") or data["pages"])["script"])


@pytest.mark.parametrize(("service", "goal"), EACH)
def test_the_steps_come_in_their_order(
    service: str, goal: str, portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is not built is not sent, what does not fit is not sent, and the state is kept after what readers get."""
    said = "\n".join(commands(printed(portal, capsys, service, goal)))
    order = {
        "utama": ["pip install", "state pull", "ssg build --commit", "ssg deploy", "state push", "ssg next"],
        "github-pages": ["pip install", "ssg build", "budget --host github", "ssg next"],
        "gitlab-pages": ["pip install", "ssg build --output public", "budget --output public --host gitlab"],
        "cloudflare-pages": ["pip install", "ssg build", "budget --host cloudflare", "npx --yes wrangler@"],
        "netlify": ["pip install", "ssg build", "budget --host netlify", "npx --yes netlify-cli@"],
    }
    places = [said.index(word) for word in order[goal if goal != "awan" else "utama"]]
    assert places == sorted(places)


def test_secrets_are_given_to_what_needs_them(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the installation nor a change of somebody else sees a secret."""
    data = yaml.safe_load(printed(portal, capsys, "github", "awan"))
    assert all("env" not in step for job in ("due", "check") for step in data["jobs"][job]["steps"])
    steps = {step["name"]: step.get("env", {}) for step in data["jobs"]["publish"]["steps"] if "name" in step}
    assert steps["Install"] == {}
    assert {*steps["Deploy"]} == {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "SSG_STATE_PASSWORD"}
    assert "pull_request" not in data["jobs"]["publish"]["if"]
    assert data["permissions"] == {"contents": "read"}


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("{remote: luar, path: kabar}", True),
        ("{to: sftp, host: a.example, path: kabar, state: kabar/.state}", True),
        ("{to: sftp, host: a.example, path: kabar}", False),
    ],
)
def test_the_state_is_encrypted_where_it_has_to_be(
    portal: Portal, capsys: pytest.CaptureFixture[str], line: str, wanted: bool
) -> None:
    """A pipeline in which `ssg state push` can only fail is none."""
    portal.edit("site.yaml", "  utama:", f"  lain: {line}\n  utama:")
    assert ("SSG_STATE_PASSWORD: " in printed(portal, capsys, "github", "lain")) is wanted


def test_what_packs_texts_is_installed(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """A target that wants brotli cannot be deployed to without its library."""
    portal.edit("site.yaml", "  utama: {", "  utama: {compress: [gz, br], ")
    for service in GOALS:
        assert "brotli" in printed(portal, capsys, service, "utama")
        assert "brotli" not in printed(portal, capsys, service, "awan")


def test_a_file_that_is_there_is_not_lost(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Another file stays, unless it is said that it need not; the same one is written again."""
    file = portal.add(".gitlab-ci.yml", "milik: orang lain\n")
    assert run("--site", str(portal.folder), "ci", "gitlab") == 2
    assert "--force" in capsys.readouterr().err
    assert file.read_text() == "milik: orang lain\n"
    file.write_bytes(b"\xff\xfe")
    assert run("--site", str(portal.folder), "ci", "gitlab") == 2
    for words in (("--force",), ()):
        assert run("--site", str(portal.folder), "ci", "gitlab", *words) == 0
    assert "ssg ci gitlab utama" in file.read_text()
    assert run("--site", str(portal.folder), "ci", "gitlab", "github-pages") == 2
    folder = portal.add(".github/workflows/deploy.yml/milik.txt", "orang lain").parent
    assert run("--site", str(portal.folder), "ci", "github", "--force") == 2
    assert folder.is_dir()
    assert run("--site", str(portal.folder), "ci", "gitlab", "tidak-ada") == 2


@pytest.mark.slow
def test_they_are_valid(portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The published schemas of both services take each file."""
    program = shutil.which("check-jsonschema", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip("check-jsonschema is not installed")
    for service, schema in (("github", "vendor.github-workflows"), ("gitlab", "vendor.gitlab-ci")):
        files = []
        for goal in GOALS[service]:
            files.append(tmp_path / f"{service}-{goal}.yml")
            files[-1].write_text(printed(portal, capsys, service, goal))
        more = ["--data-transform", "gitlab-ci"] if service == "gitlab" else []
        done = subprocess.run(
            [program, "--builtin-schema", schema, *more, *map(str, files)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


def test_a_folder_of_this_machine_is_no_target_of_a_pipeline(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    """A runner of a service would publish into its own disk, and be green."""
    for service in GOALS:
        assert run("--site", str(portal.folder), "ci", service, "sini", "--print") == 2
        assert "ssg build --wait" in capsys.readouterr().err


def test_the_key_is_given_to_the_step_that_needs_it(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Not to the build, nor to what deploys by it; a known_hosts of the repository is no secret."""
    data = yaml.safe_load(printed(portal, capsys, "github", "utama"))
    given = {step["name"]: {*step.get("env", {})} for step in data["jobs"]["publish"]["steps"] if "name" in step}
    assert given["Key"] == {"SSG_DEPLOY_KEY", "SSG_KNOWN_HOSTS"}
    assert given["Deploy"] == {"SSG_DEPLOY_PASSWORD"}
    portal.edit("site.yaml", "host: a.example", "host: a.example, known_hosts: known_hosts")
    for service in GOALS:
        assert "SSG_KNOWN_HOSTS" not in printed(portal, capsys, service, "utama")


def test_a_path_of_a_key_is_no_expression_of_github(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """GitHub fills in expressions before the shell sees its quotation marks."""
    path = "~/a b'${{ toJSON(secrets) }}"
    portal.add("site.yaml", f'{CONFIG}deploy:\n  utama: {{to: sftp, host: a.example, path: /x, key_file: "{path}"}}\n')
    written = printed(portal, capsys, "github", "utama")
    assert "toJSON" in written
    assert "${{ toJSON" not in written
    word = re.search(r'SSG_DEPLOY_KEY" > (.*)\)', written)
    assert word is not None
    done = subprocess.run(["sh", "-c", f"printf %s {word[1]}"], env={"HOME": "/h"}, capture_output=True, check=True)
    assert done.stdout.decode() == path.replace("~", "/h")


@pytest.mark.parametrize(("service", "goal"), [one for one in EACH if one[0] == "github"])
def test_no_action_is_older_than_the_table(
    service: str, goal: str, portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the workflows that are written, in that of this repository, and in the guides."""
    texts = [printed(portal, capsys, service, goal)]
    texts += [path.read_text("utf-8") for path in (ROOT / ".github").rglob("*.y*ml")]
    texts += [path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md")]
    used = [found.groups() for text in texts for found in re.finditer(r"\bactions/([a-z-]+)[a-z/-]*@v?(\w+)", text)]
    assert used
    assert [(name, version) for name, version in used if int(version) < ACTIONS[name]] == []
    assert not any(re.search(r"uses: (?!actions/[a-z/-]+@v\d+$).*$", text, re.MULTILINE) for text in texts)
    assert f"as of {LOOKED_UP}" in texts[0]


def sftp(line: str, key_file: str) -> str:
    """Return the line of a target at a real server as the runners of a service have it: with keys in the home folder."""
    line = re.sub(r"key_file: \S+, known_hosts: \S+, releases: 3", f"key_file: {key_file}", line)
    return line.replace(", key_file: }", "}")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("service", "key_file", "runs"),
    # The third takes what a run has kept that had itself begun with what was kept; it is the same for both services.
    [("github", "", LONG + 2), ("gitlab", "", 3), ("github", "~/.ssh/warta", LONG + 2)],
)
def test_the_steps_publish_from_an_empty_folder(
    service: str, key_file: str, runs: int, portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Run by run in a new clone, with nothing kept but what is at the target, readers get what was committed.

    The target is a real server that knows one key, which is in a secret, as is the server's own.
    """
    with shell_server(tmp_path / "server") as line:
        portal.add("site.yaml", f"{CONFIG}deploy:\n  utama: {sftp(line, key_file)}\n")
        _publish(service, runs, portal, tmp_path, capsys)


def _publish(service: str, runs: int, portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = commands(printed(portal, capsys, service, "utama"))
    if service == "github":
        # Each step is a shell of its own, and leaves the next its environment in a file.
        steps = [f'( set -e\n{one}\n)\nset -a; . "$GITHUB_ENV"; set +a' for one in steps]
    script = "\n".join(steps)
    tools = tmp_path / "alat"
    tools.mkdir()
    for name, does in (
        ("ssg", f'exec {shlex.quote(sys.executable)} -m generator "$@"'),
        ("pip", "true"),
        ("python", f'exec {shlex.quote(sys.executable)} "$@"'),
    ):
        (tools / name).write_text(f"#!/bin/sh\n{does}\n")
        (tools / name).chmod(0o755)
    environment = {
        **os.environ, "PATH": f"{tools}:{Path(rclone()).parent}:{os.environ['PATH']}", "PYTHONPATH": str(PACKAGE.parent),
        "SOURCE_DATE_EPOCH": str(portal.now), "STATUS": "success", "CI_PIPELINE_SOURCE": "push",
        "GIT_CONFIG_GLOBAL": os.devnull, "SSG_KNOWN_HOSTS": (tmp_path / "server/known_hosts").read_text(),
        "SSG_DEPLOY_KEY": (tmp_path / "server/key").read_text().replace("\n", "\r\n"), "SSG_DEPLOY_PASSWORD": "",
    }  # fmt: skip
    environment.pop("SSH_AUTH_SOCK", None)
    published = tmp_path / "server/kabar"

    def git(*words: str) -> None:
        who = ["-c", "user.name=Uji", "-c", "user.email=u@x.example", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", "-C", str(portal.folder), *who, *words], check=True, capture_output=True)

    git("init", "--quiet")
    git("config", "uploadpack.allowFilter", "true")
    for turn in range(runs):
        portal.add(f"content/daerah/2024/10/b-{turn}.md", article(f"Baru {turn}", timestamp="2024-10-08 11:00 WIB"))
        git("add", "content", "site.yaml", "requirements.txt")
        git("commit", "--quiet", "-m", "uji")
        clone = tmp_path / f"klon-{turn}"
        subprocess.run(
            ["git", "clone", "--quiet", "--depth", "1", "--filter=blob:none", "--sparse", f"file://{portal.folder}", clone],
            check=True, capture_output=True,
        )  # fmt: skip
        home = tmp_path / f"rumah-{turn}"
        home.mkdir()
        environment |= {"HOME": str(home)} | ({"GITHUB_ENV": f"{home}/env"} if service == "github" else {})
        (home / "env").touch()
        done = subprocess.run(
            ["bash", "-e", "-c", script], cwd=clone, env=environment, capture_output=True, text=True, check=False
        )
        for agent in re.findall(r"Agent pid (\d+)", done.stdout):
            os.kill(int(agent), signal.SIGTERM)
        assert done.returncode == 0, done.stdout + done.stderr
        assert ("Going on without the state" in done.stdout) == (turn == 0)
        assert not (clone / "content").exists()
        assert int((clone / ".warta-next").read_text()) > portal.now
        assert tree(published) == {path: data for path, data in portal.clean().items() if path != ".warta"}
        if turn:
            assert len(tree(clone / "build")) < len(tree(published)) / 2


@pytest.mark.parametrize("goal", GOALS["gitlab"])
def test_gitlab_knows_which_run_is_outdated(portal: Portal, capsys: pytest.CaptureFixture[str], goal: str) -> None:
    """By the environment, one run at a time, none of which is cut off."""
    data = yaml.safe_load(printed(portal, capsys, "gitlab", goal))
    job = data.get("publish") or data["pages"]
    assert job["environment"] == {"name": goal}
    assert (job["resource_group"], job["interruptible"]) == ("publish", False)


@pytest.mark.parametrize("goal", GOALS["github"])
def test_a_run_of_github_that_is_run_again_publishes_the_newest_commit(
    portal: Portal, capsys: pytest.CaptureFixture[str], goal: str
) -> None:
    """Pushes and the clock share one place, in which nothing that publishes is cut off."""
    data = yaml.safe_load(printed(portal, capsys, "github", goal))
    checkout = next(
        step for step in data["jobs"]["publish"]["steps"] if step.get("uses", "").startswith("actions/checkout")
    )
    assert checkout["with"]["ref"] == "main"
    assert "|| 'publish'" in data["concurrency"]["group"]
    assert data["concurrency"]["cancel-in-progress"] == "${{ github.event_name == 'pull_request' }}"


@pytest.mark.parametrize(("service", "goal"), EACH)
def test_nothing_is_left_to_fill_in(
    service: str, goal: str, portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each job installs what it needs, in the same way."""
    said = printed(portal, capsys, service, goal)
    assert not re.search(r"\[\[|\]\]|\[%|\[#|^%%", said, re.MULTILINE)
    assert said.count("pip install -r requirements.txt") == 2


@pytest.mark.parametrize(
    ("service", "goal"),
    [
        ("github", "utama"), ("github", "github-pages"), ("github", "netlify"),
        ("gitlab", "utama"), ("gitlab", "gitlab-pages"), ("gitlab", "cloudflare-pages"),
    ],
)  # fmt: skip
def test_each_file_letter_by_letter(
    service: str, goal: str, portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    """As fixtures/ci.txt has it, but for the versions of the actions and the day on which they were looked up."""
    target = "{to: sftp, host: a.example, path: /srv/kabar, compress: [gz, br], key_file: ~/.ssh/kunci}"
    portal.add("site.yaml", f"{CONFIG}deploy:\n  utama: {target}\n")
    parts = re.split(r"^=== (.+) ===\n", (ROOT / "tests/fixtures/ci.txt").read_text("utf-8"), flags=re.MULTILINE)
    wanted = dict(zip(parts[1::2], parts[2::2], strict=True))
    found = re.sub(r"(actions/\S+)@v\d+", r"\1", printed(portal, capsys, service, goal))
    assert found.replace(LOOKED_UP, "DAY") == wanted[f"{service}: {goal}"]
