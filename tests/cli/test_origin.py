"""Where Warta is installed from: an address that is pinned, and never a mere name."""

from __future__ import annotations

import os
import re
import shutil
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.deploying_support import process, rclone
from tests.pipelines import github_steps, gitlab
from tests.servers import free_port
from tests.support import AFTER, ROOT, Portal, run, tree

COMMIT = "0123456789abcdef0123456789abcdef01234567"
DIGEST = "0" * 64
NAME = "warta"
UNKNOWN = "the-source-of-Warta-is-not-known"

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
            if file.suffix in (".webp", ".jpg", ".png", ".mo") or name == Path(__file__).name:
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


# ---------------------------------------------- the steps of the pipelines, as written


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


class Clean:
    """A new machine: an environment without Warta, and an index in which a stranger has registered the name."""

    def __init__(self, folder: Path, index: Path) -> None:
        self.folder = folder
        self.index = index
        self.home = folder / "mesin"
        folder.mkdir(exist_ok=True)
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


def script_of(root: Path, service: str = "github") -> str:
    """Return the steps of a pipeline as it is written; of GitLab's, those behind its checkout."""
    if service == "gitlab":
        return "\n".join(gitlab(root)["script"][1:])
    return "\n".join(step["run"] for step in github_steps(root) if "run" in step)


def began(clean: Clean, portal: str) -> tuple[str, str]:
    """Begin a portal there; return where it says that Warta comes from, and what is warned of."""
    done = clean.run(f"SSG_LANG=en ssg init {portal}", clean.folder)
    assert done.returncode == 0, done.stderr
    return (clean.folder / portal / "requirements.txt").read_text("utf-8").splitlines()[-1], done.stderr


@pytest.mark.slow
def test_a_portal_names_what_warta_was_installed_from(clean: Clean, cloned: Path) -> None:
    """Address and commit of the clone; no secret, and none that pipelines cannot reach. What to change is said."""
    warta = clean.folder / "warta"
    git(clean.folder, "clone", "-q", str(cloned), "warta")
    done = clean.run("pip install ./warta", clean.folder)
    assert done.returncode == 0, done.stderr
    commit_of = git(warta, "rev-parse", "HEAD")
    line, warned = began(clean, "lokal")
    assert (line, f"pipelines cannot reach {warta}" in warned) == (f"-r {UNKNOWN}.txt", True)
    for number, (remote, address, said) in enumerate((
        ("https://kode.example/warta.git", "https://kode.example/warta.git", ""),
        ("https://sari:rahasia@kode.example/warta.git", "https://kode.example/warta.git", "need a key or password"),
        ("git@kode.example:redaksi/warta.git", "ssh://git@kode.example/redaksi/warta.git", "need a key or password"),
    )):  # fmt: skip
        git(warta, "remote", "set-url", "origin", remote)
        line, warned = began(clean, f"portal-{number}")
        assert line == f"warta @ git+{address}@{commit_of}"
        assert said in warned if said else not warned
        assert "rahasia" not in line + warned
    (warta / "generator/baru.py").write_text("")
    assert "changes or commits that are not pushed" in began(clean, "berubah")[1]
    # A folder without a repository of its own, in that of a newsroom.
    (warta / ".git").rename(clean.folder / ".git")
    assert began(clean, "unduhan")[0] == f"-r {UNKNOWN}.txt"


@pytest.mark.slow
@pytest.mark.parametrize("way", ["clone", "wheel"])
def test_the_way_of_the_readme_to_github_pages(clean: Clean, cloned: Path, tmp_path: Path, way: str) -> None:
    """From what one machine has installed to a pipeline on another, which installs the same, and nothing of a stranger's."""
    port, host = free_port(), tmp_path / "host"
    git(tmp_path, "clone", "-q", "--bare", str(cloned), str(host / "warta.git"))
    git(host / "warta.git", "update-server-info")
    serves = (sys.executable, "-m", "http.server", "-d", str(host), "-b", "127.0.0.1", str(port))
    install = f"git clone -q http://127.0.0.1:{port}/warta.git warta; pip install ./warta"
    if way == "wheel":
        make = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(clean.folder)]
        subprocess.run(make, cwd=cloned, check=True, capture_output=True)
        install = "pip install ./warta-*.whl"
    runner = Clean(tmp_path / "runner", clean.index)
    (runner.home / "bin/rclone").symlink_to(rclone())
    with process(*serves, port=port):
        done = clean.run(f"{install}; ssg init portal; cd portal; ssg ci github", clean.folder)
        assert done.returncode == 0, done.stdout + done.stderr
        commit(clean.folder / "portal")
        git(tmp_path, "clone", "-q", str(clean.folder / "portal"), str(runner.folder / "portal"))
        done = runner.run(script_of(runner.folder / "portal"), runner.folder / "portal")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 artikel" in done.stdout
    assert not runner.has_a_stranger
    made = Portal(runner.folder / "portal")
    made.now = AFTER
    assert tree(made.folder / "build") == made.clean(encoded=False)
    assert tree(made.folder / "public").keys() == tree(made.folder / "build").keys() - {".warta"}


@pytest.mark.slow
def test_a_pipeline_without_a_source_or_with_a_wrong_digest_stops(clean: Clean) -> None:
    """It installs nothing, above all not what a stranger has registered, which the name alone would bring."""
    [wheel] = clean.index.rglob("*.whl")
    portal = clean.folder / "kabar"
    assert run("init", str(portal), "--source", f"{wheel.as_uri()}#sha256={DIGEST}") == 0
    done = clean.run(script_of(portal), portal)
    assert (done.returncode != 0, "DO NOT MATCH THE HASHES" in done.stderr) == (True, True)
    (portal / "requirements.txt").write_bytes((ROOT / "generator/skeleton/requirements.txt").read_bytes())
    for service in ("github", "gitlab"):
        done = clean.run(script_of(portal, service), portal)
        assert (done.returncode != 0, UNKNOWN in done.stderr) == (True, True)
    assert not clean.has_a_stranger
    assert not (portal / "build").exists()
    assert clean.run(f"pip install --no-deps {NAME}", clean.folder).returncode == 0
    assert clean.has_a_stranger
