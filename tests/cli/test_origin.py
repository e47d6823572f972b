"""Where Warta is installed from: an address that is pinned, found or given, and never a mere name."""

from __future__ import annotations

import hashlib
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

from generator.base.errors import UsageError
from generator.base.sentences import as_it_is
from generator.cli import init
from generator.cli.init import REQUIREMENTS, SKELETON, UNKNOWN, create
from tests.pipelines import github_steps, gitlab
from tests.support import AFTER, ROOT, Portal, tree
from tests.support import run as ssg

COMMIT = "0123456789abcdef0123456789abcdef01234567"
DIGEST = "0" * 64

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

# ------------------------------------------------------------------- no mere name

_COMMAND = re.compile(
    r"\b(?:pip3?|pipx|uv|poetry|pdm|conda|easy_install)\b[^`]*?\b(?:install|add|run|download)\b([^`]*)|\buvx\b([^`]*)"
)
"""An installer at work, up to where a document ends the command."""
_MERE = re.compile(rf"(?<![\w./@+:-])(?i:{init.NAME})(?:\[[^]]*\])?(?![\w./:@-])(?!\s*@)")


def mere(line: str) -> bool:
    """Tell whether a line asks a package index for Warta by its name."""
    return any(_MERE.search(found[1] or found[2]) for found in _COMMAND.finditer(line))


@pytest.mark.parametrize(
    "words",
    ["", "[deploy]", "[import,deploy]", "==1.0", ">=1", " click", '"', " && ssg build", "\\n", "`", " -U", "~=1.0"],
)
@pytest.mark.parametrize(
    "begin", ["pip install ", "- python -m pip install -U ", 'pip install "', "uv tool install ", "uvx ", "pipx run "]
)
def test_a_mere_name_is_seen(begin: str, words: str) -> None:
    """The search finds the name in whatever form an installer takes it."""
    assert mere(f"{begin}{init.NAME}{words}")


@pytest.mark.parametrize(
    "line",
    [
        "pip install ./{}", "pip install -e ../{}/", "pip install '{} @ git+https://a.example/b@0'", "pip install -r requirements.txt",
        "pip install /srv/{}-1.0.whl", "{} is installed by pip", "pip install git+https://a.example/{}@0", "pip install {}-theme",
    ],
)  # fmt: skip
def test_an_address_is_not_taken_for_a_name(line: str) -> None:
    """Folders, files, addresses and other names are left alone."""
    assert not mere(line.format(init.NAME))


def test_nothing_in_the_repository_installs_warta_by_its_mere_name() -> None:
    """Neither a document nor a pipeline nor a message asks a package index for a package that others may register."""
    skipped = {
        ".git",
        ".venv",
        ".ssg",
        "build",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
        ".goldens",
        ".mutants",
        "__pycache__",
    }
    seen, found = 0, []
    for where, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in skipped]
        for name in names:
            file = Path(where, name)
            if file.suffix in (".webp", ".jpg", ".png") or name == Path(__file__).name:
                continue
            seen += 1
            for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), 1):
                if mere(line):
                    found.append(f"{file.relative_to(ROOT)}:{number}: {line.strip()}")
    assert seen > 200
    assert found == []


# ----------------------------------------------------------------- what is a source


@pytest.mark.parametrize(
    "source",
    [
        f"git+https://kode.example/redaksi/warta.git@{COMMIT}", f"git+ssh://git@kode.example:2222/warta@{COMMIT}", f"git+file://localhost/srv/warta.git@{COMMIT}",
        f"git+http://127.0.0.1:8080/warta@{COMMIT}", f"https://kode.example/warta-1.0-py3-none-any.whl#sha256={DIGEST}", f"git+https://a.example/b@{DIGEST}",
    ],
)  # fmt: skip
def test_a_pinned_address_is_a_source(source: str) -> None:
    """A repository at a whole commit, or a file with its digest."""
    assert init.check_source(source) == source


@pytest.mark.parametrize(
    "source",
    [
        "warta", "warta==1.0", "git+https://kode.example/warta", "git+https://kode.example/warta@main", "git+https://kode.example/warta@v1.0",
        f"git+https://kode.example/warta@{COMMIT[:12]}", "https://kode.example/warta.whl", "https://kode.example/warta.whl#sha256=0", f"https://kode.example/#sha256={DIGEST}",
        f"git+https://a.example/b@{COMMIT}\nclick", f"git+https://a.example/$(id)@{COMMIT}", f"git+https://a.example/${{HOME}}@{COMMIT}", f"git+https://a.example/b c@{COMMIT}",
        f"git+https://a.example/b@{COMMIT} --index-url x", f"git+https://a.example/'\"@{COMMIT}", f"git+file:///srv/b@{COMMIT}", f"git+ext::sh@{COMMIT}",
        f"-e git+https://a.example/b@{COMMIT}", f"git+https://a.example/b@{COMMIT} ; python_version", f"hg+https://a.example/b@{COMMIT}", f"git+https://a.example/b@{COMMIT.upper()}",
        f"git+https://sari:rahasia@kode.example/warta@{COMMIT}", f"git+https://token@kode.example/warta@{COMMIT}", f"git+ssh://git:rahasia@kode.example/warta@{COMMIT}",
    ],
)  # fmt: skip
def test_what_is_not_pinned_or_more_than_an_address_is_refused(tmp_path: Path, capsys, source: str) -> None:
    """A branch, a tag and a short commit can change; a password would be public; nothing else gets into the file."""
    with pytest.raises(UsageError):
        init.check_source(source)
    assert (
        ssg("init", str(tmp_path / "kabar"), f"--source={source}" if source else "--source= ") in (2, None)
        or not source
    )
    assert not (tmp_path / "kabar").exists()


# ------------------------------------------------------------------ how it is found


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=Sari", "-c", "user.email=sari@uji.example", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, "-C", str(folder), *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def checkout(folder: Path) -> Path:
    """Make a repository with all that is installed of Warta, and one commit."""
    folder.mkdir(parents=True)
    for name in ("generator", "pyproject.toml", "README.md", "LICENSE"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, folder / name, **({"ignore": shutil.ignore_patterns("__pycache__")} if source.is_dir() else {}))
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Warta")
    return folder


def copied(checked_out: Path, folder: Path) -> Path:
    """Return a copy of a checkout; its files are the same ones, since git replaces those that it changes."""
    return Path(shutil.copytree(checked_out, folder / "warta", symlinks=True, copy_function=os.link))


def pushed(folder: Path, url: str) -> str:
    """Give a checkout a remote that has its commit, as far as it knows; return the commit."""
    git(folder, "remote", "add", "origin", url)
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture(scope="module")
def cloned(tmp_path_factory) -> Path:
    if shutil.which("git") is None:
        pytest.skip("needs git")
    return checkout(tmp_path_factory.mktemp("asal") / "warta")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://kode.example/redaksi/warta.git", "https://kode.example/redaksi/warta.git"), ("https://sari:rahasia@kode.example/warta", "https://kode.example/warta"),
        ("https://token@kode.example:8443/warta", "https://kode.example:8443/warta"), ("git@github.com:redaksi/warta.git", "https://github.com/redaksi/warta.git"),
        ("ssh://git@gitlab.com/redaksi/warta.git", "https://gitlab.com/redaksi/warta.git"), ("git@kode.example:redaksi/warta", "ssh://git@kode.example/redaksi/warta"),
        ("ssh://git@kode.example:2222/warta", "ssh://git@kode.example:2222/warta"),
        ("git@bitbucket.org:redaksi/warta", "https://bitbucket.org/redaksi/warta"), ("git@codeberg.org:redaksi/warta", "https://codeberg.org/redaksi/warta"),
    ],
)  # fmt: skip
def test_a_checkout_knows_its_remote_and_commit(cloned: Path, tmp_path: Path, url: str, expected: str) -> None:
    """Names and passwords of the remote's address stay here; public hosts are asked by https."""
    here = copied(cloned, tmp_path)
    commit = pushed(here, url)
    assert init.running_from(here / "generator") == init.Origin(f"git+{expected}@{commit}")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda here: git(here, "remote", "remove", "origin"), "has no remote"),
        (lambda here: (here / "generator/new.py").write_text(""), "holds changes that are in no commit"),
        (lambda here: git(here, "commit", "-q", "--allow-empty", "-m", "x"), "was not pushed"),
        (lambda here: git(here, "remote", "set-url", "origin", "/srv/warta.git"), "on this machine alone"),
        (lambda here: git(here, "remote", "set-url", "origin", "file:///srv/warta.git"), "on this machine alone"),
        (lambda here: git(here, "remote", "set-url", "origin", "https://kode.example/a b$(id)"), "is not a source that is pinned"),
        (lambda here: shutil.rmtree(here / ".git/objects"), "not a checkout that git can read"),
    ],
)  # fmt: skip
def test_a_checkout_that_nobody_elsewhere_can_have(cloned: Path, tmp_path: Path, change, reason: str) -> None:
    """What is not pushed, or differs from its commit, is no source; the reason is said."""
    here = copied(cloned, tmp_path)
    pushed(here, "https://kode.example/warta")
    change(here)
    found = init.running_from(here / "generator")
    assert (found.source, reason in str(found.reason)) == ("", True), found


def test_a_hook_of_another_repository_does_not_mislead(cloned: Path, tmp_path: Path, monkeypatch) -> None:
    """Variables that git sets for its hooks mean that hook's repository, not the one that is asked for."""
    here = copied(cloned, tmp_path)
    commit = pushed(here, "https://kode.example/warta")
    (tmp_path / "portal").mkdir()
    git(tmp_path / "portal", "init", "-q")
    git(tmp_path / "portal", "commit", "-q", "--allow-empty", "-m", "x")
    pushed(tmp_path / "portal", "https://evil.example/portal")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "portal/.git"))
    assert init.running_from(here / "generator").source == f"git+https://kode.example/warta@{commit}"


def installed(folder: Path, told: dict | str | None) -> Path:
    """Make a folder of installed packages that has Warta, with what an installer writes down of it."""
    package = folder / "generator"
    shutil.copytree(ROOT / "generator", package, ignore=shutil.ignore_patterns("__pycache__", "skeleton", "themes"))
    notes = folder / "warta-1.0.dist-info"
    notes.mkdir()
    (notes / "METADATA").write_text("Metadata-Version: 2.1\nName: warta\nVersion: 1.0\n")
    if told is not None:
        (notes / "direct_url.json").write_text(told if isinstance(told, str) else json.dumps(told))
    return package


@pytest.mark.parametrize(
    ("told", "source", "reason"),
    [
        ({"url": "https://kode.example/warta.git", "vcs_info": {"vcs": "git", "requested_revision": "main", "commit_id": COMMIT}}, f"git+https://kode.example/warta.git@{COMMIT}", ""),
        ({"url": "https://${USER}:${KUNCI}@kode.example/warta", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, f"git+https://kode.example/warta@{COMMIT}", ""),
        ({"url": "https://kode.example/warta-1.0.whl", "archive_info": {"hashes": {"sha256": DIGEST}}}, f"https://kode.example/warta-1.0.whl#sha256={DIGEST}", ""),
        ({"url": "https://kode.example/warta-1.0.whl", "archive_info": {"hash": f"sha256={DIGEST}"}}, f"https://kode.example/warta-1.0.whl#sha256={DIGEST}", ""),
        ({"url": "https://kode.example/warta-1.0.whl", "archive_info": {}}, "", "is not a source that is pinned"),
        ({"url": "file:///srv/warta-1.0.whl", "archive_info": {"hashes": {"sha256": DIGEST}}}, "", "on this machine alone"),
        ({"url": "file:///tidak/ada", "dir_info": {}}, "", "which has other files now"),
        ({"url": "https://kode.example/warta.git", "vcs_info": {"vcs": "hg", "commit_id": "1"}}, "", "is not a source that is pinned"),
        (None, "", "nothing was written down"), ("rusak", "", "nothing was written down"), ("[]", "", "nothing was written down"), ({}, "", "nothing was written down"),
    ],
)  # fmt: skip
def test_what_the_installer_wrote_down(tmp_path: Path, monkeypatch, told, source: str, reason: str) -> None:
    """A repository and its commit, or a file and its digest, as PEP 610 has them; an index says nothing of the sort."""
    package = installed(tmp_path, told)
    monkeypatch.syspath_prepend(str(tmp_path))
    found = init.running_from(package)
    assert found.source == source
    assert reason in str(found.reason)
    assert bool(found.source) != bool(found.reason)


@needs_git
def test_a_folder_that_was_installed_is_the_checkout_it_was(cloned: Path, tmp_path: Path, monkeypatch) -> None:
    """`pip install ./warta` leads to the checkout, as long as it still has the code that was installed."""
    here = copied(cloned, tmp_path)
    commit = pushed(here, "https://kode.example/warta")
    package = installed(tmp_path / "pakai", {"url": here.as_uri(), "dir_info": {}})
    monkeypatch.syspath_prepend(str(tmp_path / "pakai"))
    assert init.running_from(package).source == f"git+https://kode.example/warta@{commit}"
    changed = here / "generator/cli/main.py"
    # The copy shares it with other tests.
    changed.unlink()
    changed.write_text("lain")
    assert "has other files now" in str(init.running_from(package).reason)


def test_the_notes_of_another_copy_are_not_ours(tmp_path: Path, monkeypatch) -> None:
    """What was written down of a copy elsewhere on the path is not said of this one."""
    installed(tmp_path / "lain", {"url": "https://kode.example/w.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}})
    monkeypatch.syspath_prepend(str(tmp_path / "lain"))
    (tmp_path / "generator").mkdir()
    assert init.running_from(tmp_path / "generator").source == ""


@needs_git
def test_the_repository_around_an_environment_is_not_warta(cloned: Path, tmp_path: Path) -> None:
    """A portal's own repository, in whose .venv Warta is installed, is not taken for Warta's."""
    git(tmp_path, "init", "-q")
    package = installed(tmp_path / ".venv/lib", None)
    assert init.running_from(package).source == ""


# --------------------------------------------------------------------------- init


def test_init_writes_the_source_into_one_file(tmp_path: Path, capsys) -> None:
    """requirements.txt has it, and the pipelines and the README install from that file."""
    source = f"git+https://kode.example/warta.git@{COMMIT}"
    assert ssg("init", str(tmp_path / "kabar"), "--source", source) == 0
    lines = (tmp_path / "kabar" / REQUIREMENTS).read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [f"warta @ {source}"]
    told = capsys.readouterr()
    assert source in told.out
    assert told.err == ""
    for name in (".github/workflows/deploy.yml", ".gitlab-ci.yml", "README.md"):
        assert "pip install -r requirements.txt" in (tmp_path / "kabar" / name).read_text("utf-8")


def test_init_says_that_it_knows_no_source(tmp_path: Path, capsys, monkeypatch) -> None:
    """Plainly and with the reason; the portal is there all the same."""
    monkeypatch.setattr(init, "running_from", lambda: init.Origin(reason=as_it_is("nobody wrote it down")))
    assert ssg("init", str(tmp_path / "kabar")) == 0
    assert "is not known, because nobody wrote it down." in capsys.readouterr().err
    assert (tmp_path / "kabar" / REQUIREMENTS).read_text("utf-8").endswith(UNKNOWN)


def test_the_skeleton_itself_knows_no_source() -> None:
    """Who copies it by hand installs nothing."""
    assert (SKELETON / REQUIREMENTS).read_text("utf-8").count(UNKNOWN) == 1


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
                if init.NAME not in entry.name.lower() and not (libraries / entry.name).exists():
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
        return subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def has_a_stranger(self) -> bool:
        return any(self.home.glob("lib/python*/site-packages/stranger.py"))


def wheel_of(package: Path, folder: Path) -> Path:
    """Make a wheel."""
    make = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(make, cwd=package, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> Path:
    """A package index in which a stranger has registered Warta's name."""
    pytest.importorskip("hatchling", reason="needs hatchling, which makes the wheel")
    package = tmp_path_factory.mktemp("orang-lain")
    (package / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        '[project]\nname = "warta"\nversion = "99.0"\n[tool.hatch.build.targets.wheel]\ninclude = ["stranger.py"]\n'
    )
    (package / "stranger.py").write_text("print('a stranger was here')\n")
    shelf = package / "indeks/warta"
    wheel = wheel_of(package, shelf)
    (shelf / "index.html").write_text(f'<!DOCTYPE html><a href="{wheel.name}">{wheel.name}</a>')
    return shelf.parent


@pytest.fixture
def clean(tmp_path: Path, index: Path) -> Clean:
    for needed in ("git", "bash"):
        if shutil.which(needed) is None:
            pytest.skip(f"needs {needed}")
    pytest.importorskip("pip", reason="needs pip")
    return Clean(tmp_path, index)


def from_repository(folder: Path, cloned: Path) -> str:
    """Return the source of a repository, at its newest commit."""
    return f"git+file://localhost{cloned}@{git(cloned, 'rev-parse', 'HEAD')}"


def from_wheel(folder: Path, cloned: Path) -> str:
    """Return the source of a wheel, with its digest."""
    wheel = wheel_of(cloned, folder / "rak")
    return f"{wheel.as_uri()}#sha256={hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def github_script(root: Path) -> str:
    return "\n".join(step["run"] for step in github_steps(root) if "run" in step)


def gitlab_script(root: Path) -> str:
    return "\n".join(gitlab(root)["script"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "output", "source"), [(github_script, "build", from_repository), (gitlab_script, "public", from_wheel)]
)
def test_a_pipeline_installs_this_warta_and_builds(clean: Clean, cloned: Path, script, output: str, source) -> None:
    """The steps as they are written, on a clean machine: what is pinned is installed, not what an index has by that name."""
    portal = clean.folder / "kabar"
    assert ssg("init", str(portal), "--source", source(clean.folder, cloned)) == 0
    done = clean.run(script(portal), portal)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 artikel" in done.stdout
    assert not clean.has_a_stranger
    made = Portal(portal)
    made.now = AFTER
    assert tree(portal / output) == made.clean(encoded=False)


@pytest.mark.slow
@pytest.mark.parametrize("script", [github_script, gitlab_script])
def test_a_pipeline_without_a_source_stops_and_says_so(clean: Clean, script) -> None:
    """It installs nothing, above all not what a stranger has registered, and its last words say what is missing."""
    portal = clean.folder / "kabar"
    create(portal)
    done = clean.run(script(portal), portal)
    assert done.returncode != 0
    assert "the-source-of-Warta-is-not-known" in done.stderr
    assert not clean.has_a_stranger
    assert not (portal / "build").exists()


@pytest.mark.slow
def test_pip_takes_a_stranger_by_name_and_nothing_by_a_wrong_digest(clean: Clean) -> None:
    """The digest in the source is what pip compares; and the tests above can fail, as the name alone brings the stranger."""
    [wheel] = clean.index.rglob("*.whl")
    create(clean.folder / "kabar", init.check_source(f"{wheel.as_uri()}#sha256={DIGEST}"))
    done = clean.run("pip install -r requirements.txt", clean.folder / "kabar")
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert not clean.has_a_stranger
    assert clean.run(f"pip install --no-deps {init.NAME}", clean.folder).returncode == 0
    assert clean.has_a_stranger
