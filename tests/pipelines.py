"""The pipelines that publish a portal, and what GitHub and GitLab do around their steps."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.support import ROOT


def github(root: Path) -> dict[Any, Any]:
    return dict(yaml.safe_load((root / ".github/workflows/deploy.yml").read_text("utf-8")))


def gitlab(root: Path) -> dict[Any, Any]:
    return dict(yaml.safe_load((root / ".gitlab-ci.yml").read_text("utf-8"))["pages"])


def github_steps(root: Path) -> list[dict[str, Any]]:
    return list(github(root)["jobs"]["publish"]["steps"])


class Service:
    """GitHub or GitLab: a machine that knows nothing for each run, the secrets, and caches that outlive it."""

    def __init__(self, text: str, repository: Path, folder: Path, **secrets: str) -> None:
        self.data = yaml.safe_load(text)
        self.repository, self.folder, self.secrets = repository, folder, secrets
        self.runs, self.said, self.pages = 0, "", folder / "pages"
        self.caches: dict[str, Path] = {}
        programs = {
            "ssg": f'exec {shlex.quote(sys.executable)} -m generator "$@"',
            "python": f'exec {shlex.quote(sys.executable)} "$@"',
            # While this step lasts, a file of the test may say that something else happens.
            "pip": f'echo "$@" > {folder}/pip; [ ! -f {folder}/meanwhile ] || sh {folder}/meanwhile',
            "date": 'echo "$SOURCE_DATE_EPOCH"',
        }
        for name, does in programs.items():
            file = folder / "bin" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"#!/bin/sh\n{does}\n")
            file.chmod(0o755)

    def run(self, source: str, now: int) -> str:
        """Run the pipeline for a push or by the clock (`schedule`); return how it ends: red, green or idle."""
        self.runs += 1
        self.said = ""
        place = self.folder / f"run-{self.runs}"
        place.mkdir()
        way = self._github if "jobs" in self.data else self._gitlab
        return way(place, source, {"SOURCE_DATE_EPOCH": str(now), "HOME": str(place)})

    def _github(self, place: Path, source: str, known: dict[str, str]) -> str:
        newest = self._git("rev-parse", "main")
        known |= {"GITHUB_EVENT_NAME": source, "GITHUB_SHA": newest, "GITHUB_OUTPUT": str(place / "output")}
        for job in ("due", "publish"):
            folder = place / job
            folder.mkdir()
            for step in self.data["jobs"][job]["steps"]:
                what, how = step.get("uses", "").partition("@")[0], step.get("with", {})
                if what == "actions/checkout":
                    self._git("clone", "-q", "--depth", "1", "-b", how["ref"], f"file://{self.repository}", str(folder))
                elif what.startswith("actions/cache/"):
                    self._cache(what, folder, how["key"].partition("-$")[0], how["path"].split())
                elif what == "actions/upload-pages-artifact":
                    replaced(folder / how["path"], self.pages)
                elif "run" in step and not self._shell(step["run"], folder, {**known, **self._given(step)}):
                    return "red"
            if job == "due" and "now=false" in (place / "output").read_text():
                return "idle"
        return "green"

    def _given(self, step: dict[str, Any]) -> dict[str, str]:
        names = step.get("env", {})
        assert all(value == f"${{{{ secrets.{name} }}}}" for name, value in names.items())
        return {name: self.secrets.get(name, "") for name in names}

    def _gitlab(self, place: Path, source: str, known: dict[str, str]) -> str:
        job = self.data.get("pages") or self.data["publish"]
        cached = [path.rstrip("/") for path in job["cache"]["paths"]]
        known |= {
            "CI_PIPELINE_SOURCE": source, "CI_DEFAULT_BRANCH": "main", "CI_REPOSITORY_URL": f"file://{self.repository}",
            **self.secrets,
        }  # fmt: skip
        self._cache("restore", place, job["cache"]["key"], cached)
        good = self._shell("\n".join(job["script"]), place, known)
        self._cache("save", place, job["cache"]["key"], cached)
        if good and "public" in job["artifacts"]["paths"]:
            replaced(place / "public", self.pages)
        good = good and self._shell("\n".join(self.data["held"]["script"]), place, known)
        return ("green" if (place / ".git").exists() else "idle") if good else "red"

    def _cache(self, what: str, place: Path, key: str, paths: list[str]) -> None:
        for path in paths:
            at = self.folder / "caches" / key / path
            replaced(*((at, place / path) if what.endswith("restore") else (place / path, at)))

    def _shell(self, script: str, folder: Path, known: Mapping[str, str]) -> bool:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("SSG_", "SSH_", "AWS_"))},
            "PATH": f"{self.folder}/bin:{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT),
            "GIT_CONFIG_GLOBAL": os.devnull, **known,
        }  # fmt: skip
        words = ["bash", "-e", "-c", script]
        done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        self.said += done.stdout + done.stderr
        return done.returncode == 0

    def _git(self, *words: str) -> str:
        words = ("git", "-C", str(self.repository), *words)
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def replaced(source: Path, target: Path) -> None:
    """Put a copy of a file or folder in the place of another; of what is not there, none. Times stay."""
    if target.is_dir():
        shutil.rmtree(target)
    target.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    elif source.exists():
        shutil.copy2(source, target)


def without_versions(text: str) -> str:
    """Return a workflow without the versions of its actions, and the day on which they were looked up."""
    return re.sub(r"as of \d{4}-\d\d-\d\d\.", "as of DAY.", re.sub(r"(actions/\S+)@v\d+", r"\1", text))
