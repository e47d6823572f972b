"""Check that the tests notice when a mended fault comes back.

    python -m tools.mended list                commits that changed little of the program and can be taken back alone
    python -m tools.mended check [HASH …]      takes back each of tests/mended.txt in a copy, and runs the tests there

`list` finds candidates. A person decides whether a commit mended a fault that readers or editors could meet, and
adds it to tests/mended.txt. `check` prints a line for each: noticed, with the test, or NOT NOTICED.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIST = ROOT / "tests/mended.txt"
MOST = 150
"""Lines of the program that a mending changes; more is a feature."""
_COMMIT = re.compile(r"^([0-9a-f]{8}) ", re.MULTILINE)


def git(*words: str, at: Path = ROOT, check: bool = True) -> str:
    """Run git; return what it prints."""
    return subprocess.run(["git", *words], cwd=at, check=check, capture_output=True, text=True).stdout


def take_back(copy: Path, commit: str) -> bool:
    """Take back what a commit changed of the program; return whether nothing later stands in its way."""
    git("revert", "--no-commit", commit, at=copy, check=False)
    torn = git("diff", "--name-only", "--diff-filter=U", "--", "generator", ":!generator/locale", at=copy)
    # Tests, documents and catalogues stay as they are now.
    patch = git("diff", "--binary", "HEAD", "--", "generator", ":!generator/locale", at=copy)
    forget(copy)
    if torn or not patch:
        return False
    subprocess.run(["git", "apply", "--index"], cwd=copy, check=True, input=patch, text=True)
    return True


def forget(copy: Path) -> None:
    """Make a copy as it was."""
    git("revert", "--quit", at=copy, check=False)
    git("reset", "--quiet", "--hard", "HEAD", at=copy)
    git("clean", "--quiet", "-fd", at=copy)


def candidates(copy: Path, count: int) -> Iterator[str]:
    """Yield commits and their subjects, the newest first."""
    found = git("log", "--no-merges", "--format=%h %s", "--abbrev=8", "--", "generator").splitlines()
    for line in found:
        numbers = git("show", "--numstat", "--format=", line[:8], "--", "generator", ":!generator/locale").split("\n")
        lines = sum(int(part) for one in numbers for part in one.split("\t")[:2] if part.isdigit())
        if 0 < lines <= MOST:
            if take_back(copy, line[:8]):
                yield line
                count -= 1
            forget(copy)
        if not count:
            return


def nearest(copy: Path) -> list[str]:
    """Return the folders of tests that are called as those of the program in which something was taken back."""
    found = set()
    for path in git("diff", "HEAD", "--name-only", "--", "generator", at=copy).splitlines():
        folder = Path("tests", *Path(path).parts[1:-1])
        while not (copy / folder).is_dir():
            folder = folder.parent
        found.add(folder.as_posix())
    return sorted(found - {"tests"})


def noticed(copy: Path, python: str) -> str:
    """Return the first test that fails in a copy, or nothing; tests of the same folders first, slow ones last."""
    places = nearest(copy)
    for marks in ("not slow and not long", "slow and not long"):
        for where in (places, ["tests"]):
            words = [
                python,
                "-m",
                "pytest",
                "-x",
                "-n",
                "2",
                "--dist",
                "worksteal",
                "-p",
                "no:cacheprovider",
                "-m",
                marks,
            ]
            done = subprocess.run([*words, *where], cwd=copy, check=False, capture_output=True, text=True)
            if failed := re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE):
                return failed[1]
            if done.returncode not in (0, 5):
                return f"pytest ended with {done.returncode}"
    return ""


def main() -> int:
    """List or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("list", "check"))
    parser.add_argument("commits", nargs="*")
    parser.add_argument("--count", type=int, default=120, help="how many to list")
    given = parser.parse_args()
    missed = stuck = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        git("worktree", "add", "--quiet", "--detach", str(copy), "HEAD")
        try:
            if given.what == "list":
                for line in candidates(copy, given.count):
                    print(line, flush=True)
                return 0
            for commit in given.commits or _COMMIT.findall(LIST.read_text("utf-8")):
                start, subject = time.monotonic(), git("log", "-1", "--format=%s", commit).strip()
                if take_back(copy, commit):
                    test = noticed(copy, sys.executable)
                    missed += not test
                else:
                    test, stuck = "cannot be taken back alone any more", stuck + 1
                print(f"{commit} {test or 'NOT NOTICED'} ({time.monotonic() - start:.0f} s) {subject[:90]}", flush=True)
                forget(copy)
        finally:
            git("worktree", "remove", "--force", str(copy))
    print(f"{missed} not noticed, {stuck} cannot be taken back any more")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
