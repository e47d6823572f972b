"""Where Warta is installed from: an address that is pinned, found or given, and never a mere name."""

from __future__ import annotations

import json
import os
import re
import shutil
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.pipelines import github_steps, gitlab
from tests.support import AFTER, ROOT, Portal, run, tree

COMMIT = "0123456789abcdef0123456789abcdef01234567"
DIGEST = "0" * 64
NAME = "warta"
UNKNOWN = "the-source-of-Warta-is-not-known"

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

_COMMAND = re.compile(
    r"\b(?:pip3?|pipx|uv|poetry|pdm|conda|easy_install)\b[^`]*?\b(?:install|add|run|download)\b([^`]*)|\buvx\b([^`]*)"
)
"""An installer at work, up to where a document ends the command."""
_MERE = re.compile(rf"(?<![\w./@+:-])(?i:{NAME})(?:\[[^]]*\])?(?![\w./:@-])(?!\s*@)")


def mere(line: str) -> bool:
    """Tell whether a line asks a package index for Warta by its name."""
    return any(_MERE.search(found[1] or found[2]) for found in _COMMAND.finditer(line))


@pytest.mark.slow
def test_nothing_in_the_repository_installs_warta_by_its_mere_name() -> None:
    """Neither a document nor a pipeline nor a message asks a package index for a package that others may register."""
    for line in ("pip install {}", "- python -m pip install -U {}[deploy]", 'uv tool install "{}==1.0"', "uvx {} && a"):
        assert mere(line.format(NAME)), line
    for line in ("pip install ./{}", "pip install '{} @ git+https://a.example/b@0'", "{} is installed by pip"):
        assert not mere(line.format(NAME)), line
    seen, found = 0, []
    for where, folders, names in os.walk(ROOT):
        folders[:] = [
            name for name in folders if name in (".ci", ".github") or (name[0] not in "._" and name != "build")
        ]
        for name in names:
            file = Path(where, name)
            if file.suffix in (".webp", ".jpg", ".png") or name == Path(__file__).name:
                continue
            seen += 1
            lines = enumerate(file.read_text("utf-8", "replace").splitlines(), 1)
            found += [f"{file.relative_to(ROOT)}:{number}: {line.strip()}" for number, line in lines if mere(line)]
    assert seen > 200
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        f"git+https://kode.example/redaksi/warta.git@{COMMIT}", f"git+ssh://git@kode.example:2222/warta@{COMMIT}",
        f"git+file://localhost/srv/warta.git@{COMMIT}", f"https://kode.example/warta-1.0-py3-none-any.whl#sha256={DIGEST}",
    ],
)  # fmt: skip
def test_a_pinned_address_is_a_source(tmp_path: Path, capsys, source: str) -> None:
    """One file has it, from which the pipelines and the README install; it is said."""
    assert run("init", str(tmp_path / "kabar"), "--source", source) == 0
    lines = (tmp_path / "kabar/requirements.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [f"warta @ {source}"]
    told = capsys.readouterr()
    assert (source in told.out, told.err) == (True, "")
    for name in (".github/workflows/deploy.yml", ".gitlab-ci.yml", "README.md"):
        assert "pip install -r requirements.txt" in (tmp_path / "kabar" / name).read_text("utf-8")


@pytest.mark.parametrize(
    "source",
    [
        "warta", "warta==1.0", "git+https://kode.example/warta", "git+https://kode.example/warta@v1.0", f"git+https://kode.example/warta@{COMMIT[:12]}",
        "https://kode.example/warta.whl#sha256=0", f"git+https://a.example/b@{COMMIT}\nclick", f"git+https://a.example/$(id)@{COMMIT}",
        f"git+https://a.example/b@{COMMIT} --index-url x", f"git+https://a.example/'\"@{COMMIT}", f"git+ext::sh@{COMMIT}", f"-e git+https://a.example/b@{COMMIT}",
        f"git+https://a.example/b@{COMMIT} ; python_version", f"git+https://sari:rahasia@kode.example/warta@{COMMIT}", f"git+ssh://git:rahasia@kode.example/warta@{COMMIT}",
    ],
)  # fmt: skip
def test_what_is_not_pinned_or_more_than_an_address_is_refused(tmp_path: Path, source: str) -> None:
    """A branch, a tag and a short commit can change; a password would be public; nothing else gets into the file."""
    assert run("init", str(tmp_path / "kabar"), f"--source={source}") == 2
    assert not (tmp_path / "kabar").exists()


# ------------------------------------------------------------------ how it is found


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=Sari", "-c", "user.email=sari@uji.example", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, "-C", str(folder), *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder: Path) -> str:
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "--allow-empty", "-m", "Warta")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture(scope="module")
def cloned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with all that is installed of Warta, and one commit."""
    folder = tmp_path_factory.mktemp("asal") / "warta"
    folder.mkdir()
    shutil.copytree(ROOT / "generator", folder / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, folder / name)
    commit(folder)
    return folder


def found(package: Path, folder: Path, **environment: str) -> tuple[str, str]:
    """Begin a portal by the copy of Warta in a folder; return the source that it has, and what is said."""
    shutil.rmtree(folder / "kabar", ignore_errors=True)
    surroundings = {**os.environ, "PYTHONPATH": str(package), "PYTHONDONTWRITEBYTECODE": "1", **environment}
    line = [sys.executable, "-m", "generator", "init", str(folder / "kabar")]
    done = subprocess.run(line, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    last = (folder / "kabar/requirements.txt").read_text("utf-8").splitlines()[-1]
    return ("" if UNKNOWN in last else last.removeprefix("warta @ ")), done.stderr


@needs_git
@pytest.mark.long
def test_a_checkout_knows_its_remote_and_commit(cloned: Path, tmp_path: Path) -> None:
    """If others can have it, without names and passwords; else there is none, and it is said why."""
    here = Path(shutil.copytree(cloned, tmp_path / "warta", symlinks=True))
    assert "has no remote" in found(here, tmp_path)[1]
    git(here, "remote", "add", "origin", "https://sari:rahasia@kode.example/warta")
    assert "was not pushed" in found(here, tmp_path)[1]
    git(here, "update-ref", "refs/remotes/origin/main", "HEAD")
    pinned = git(here, "rev-parse", "HEAD")
    # Variables that git sets for its hooks mean that hook's repository, not the one that is asked for.
    (tmp_path / "portal").mkdir()
    commit(tmp_path / "portal")
    hook = {"GIT_DIR": str(tmp_path / "portal/.git")}
    assert found(here, tmp_path, **hook) == (f"git+https://kode.example/warta@{pinned}", "")
    for url, public in (
        ("git@github.com:redaksi/warta.git", "https://github.com/redaksi/warta.git"),
        ("git@kode.example:redaksi/warta", "ssh://git@kode.example/redaksi/warta"),
        ("ssh://git@kode.example:2222/warta", "ssh://git@kode.example:2222/warta"),
    ):
        git(here, "remote", "set-url", "origin", url)
        assert found(here, tmp_path)[0] == f"git+{public}@{pinned}"
    git(here, "remote", "set-url", "origin", "/srv/warta.git")
    source, said = found(here, tmp_path)
    assert (source, "on this machine alone" in said) == ("", True)
    (here / "generator/new.py").write_text("")
    source, said = found(here, tmp_path)
    assert (source, "changes that are in no commit" in said) == ("", True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("told", "source", "reason"),
    [
        ({"url": "https://${USER}:${KUNCI}@kode.example/warta", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, f"git+https://kode.example/warta@{COMMIT}", ""),
        ({"url": "https://kode.example/warta-1.0.whl", "archive_info": {"hashes": {"sha256": DIGEST}}}, f"https://kode.example/warta-1.0.whl#sha256={DIGEST}", ""),
        ({"url": "https://kode.example/warta-1.0.whl", "archive_info": {}}, "", "is not a source that is pinned"),
        ({"url": "file:///tidak/ada", "dir_info": {}}, "", "which has other files now"), ("rusak", "", "nothing was written down"), (None, "", "nothing was written down"),
    ],
)  # fmt: skip
def test_what_the_installer_wrote_down(tmp_path: Path, told: object, source: str, reason: str) -> None:
    """A repository and its commit, or a file and its digest, as PEP 610 has them; a repository around it is not Warta's."""
    commit(tmp_path)
    packages = tmp_path / ".venv/lib"
    shutil.copytree(ROOT / "generator", packages / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    notes = packages / "warta-1.0.dist-info"
    notes.mkdir()
    (notes / "METADATA").write_text("Metadata-Version: 2.1\nName: warta\nVersion: 1.0\n")
    if told is not None:
        (notes / "direct_url.json").write_text(told if isinstance(told, str) else json.dumps(told))
    pinned, said = found(packages, tmp_path)
    assert (pinned, reason in said, bool(said)) == (source, True, not source)


# ---------------------------------------------- the steps of the pipelines, as written


class Clean:
    """A new machine: an environment without Warta, and an index in which a stranger has registered the name."""

    def __init__(self, folder: Path, index: Path) -> None:
        self.folder = folder
        self.index = index
        self.home = folder / "mesin"
        venv.create(self.home, symlinks=True)
        # Warta's libraries and pip are there, as if the index had given them; Warta is not.
        libraries = folder / "pustaka"
        libraries.mkdir()
        for place in site.getsitepackages():
            for entry in Path(place).iterdir() if Path(place).is_dir() else ():
                if NAME not in entry.name.lower() and not (libraries / entry.name).exists():
                    (libraries / entry.name).symlink_to(entry)
        [packages] = self.home.glob("lib/python*/site-packages")
        (packages / "pustaka.pth").write_text(f"{libraries}\n")
        (self.home / "bin/pip").write_text(f'#!/bin/sh\nexec "{self.home}/bin/python" -m pip "$@"\n')
        (self.home / "bin/pip").chmod(0o755)

    def run(self, script: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run the steps of a pipeline as its service does."""
        env = {
            "PATH": f"{self.home}/bin:/usr/local/bin:/usr/bin:/bin", "HOME": str(self.folder), "GITHUB_OUTPUT": str(self.folder / "output"),
            "SOURCE_DATE_EPOCH": str(AFTER), "LC_ALL": "C.UTF-8", "PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": self.index.as_uri(),
            # hatchling is there; pip's word for "no isolation" is "no".
            "PIP_NO_BUILD_ISOLATION": "no", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_CACHE_DIR": "1", "PIP_ROOT_USER_ACTION": "ignore",
        }  # fmt: skip
        line = ["bash", "-e", "-o", "pipefail", "-c", script]
        return subprocess.run(line, cwd=folder, env=env, capture_output=True, text=True, check=False)

    @property
    def has_a_stranger(self) -> bool:
        return any(self.home.glob("lib/python*/site-packages/stranger.py"))


@pytest.fixture
def clean(tmp_path: Path) -> Clean:
    for needed in ("git", "bash"):
        if shutil.which(needed) is None:
            pytest.skip(f"needs {needed}")
    for needed in ("hatchling", "pip"):
        pytest.importorskip(needed, reason=f"needs {needed}")
    package = tmp_path / "orang-lain"
    package.mkdir()
    (package / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        '[project]\nname = "warta"\nversion = "99.0"\n[tool.hatch.build.targets.wheel]\ninclude = ["stranger.py"]\n'
    )
    (package / "stranger.py").write_text("print('a stranger was here')\n")
    shelf = package / "indeks/warta"
    make = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(shelf)]
    subprocess.run(make, cwd=package, check=True, capture_output=True)
    [wheel] = shelf.glob("*.whl")
    (shelf / "index.html").write_text(f'<!DOCTYPE html><a href="{wheel.name}">{wheel.name}</a>')
    return Clean(tmp_path, shelf.parent)


def script_of(root: Path, service: str) -> str:
    """Return the steps of a pipeline as it is written."""
    if service == "gitlab":
        return "\n".join(gitlab(root)["script"])
    return "\n".join(step["run"] for step in github_steps(root) if "run" in step)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("service", "output"), [("github", "build"), pytest.param("gitlab", "public", marks=pytest.mark.long)]
)
def test_a_pipeline_installs_this_warta_and_builds(clean: Clean, cloned: Path, service: str, output: str) -> None:
    """The steps as they are written, on a clean machine: what is pinned is installed, not what an index has by that name."""
    portal = clean.folder / "kabar"
    source = f"git+file://localhost{cloned}@{git(cloned, 'rev-parse', 'HEAD')}"
    assert run("init", str(portal), "--source", source) == 0
    done = clean.run(script_of(portal, service), portal)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 artikel" in done.stdout
    assert not clean.has_a_stranger
    made = Portal(portal)
    made.now = AFTER
    assert tree(portal / output) == made.clean(encoded=False)


@pytest.mark.slow
def test_a_pipeline_without_a_source_or_with_a_wrong_digest_stops(clean: Clean) -> None:
    """It installs nothing, above all not what a stranger has registered, which the name alone would bring."""
    [wheel] = clean.index.rglob("*.whl")
    portal = clean.folder / "kabar"
    assert run("init", str(portal), "--source", f"{wheel.as_uri()}#sha256={DIGEST}") == 0
    done = clean.run(script_of(portal, "github"), portal)
    assert (done.returncode != 0, "DO NOT MATCH THE HASHES" in done.stderr) == (True, True)
    (portal / "requirements.txt").write_bytes((ROOT / "generator/skeleton/requirements.txt").read_bytes())
    for service in ("github", "gitlab"):
        done = clean.run(script_of(portal, service), portal)
        assert (done.returncode != 0, UNKNOWN in done.stderr) == (True, True)
    assert not clean.has_a_stranger
    assert not (portal / "build").exists()
    assert clean.run(f"pip install --no-deps {NAME}", clean.folder).returncode == 0
    assert clean.has_a_stranger
