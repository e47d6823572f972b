"""Targets of deploys that are folders of this machine: an rclone and an ssh that note what they are asked."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import md5
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired
from types import SimpleNamespace
from typing import Any
from unittest import mock

from generator.annex.deploying import releases
from generator.annex.deploying.rclone import Rclone, password_of
from generator.annex.deploying.target_errors import check_means
from generator.model.deploy_targets import Target

AWAY = Path("jauh")
"""The folder whose folders are the targets of other machines."""


class Served:
    """A connection to an rclone, which carries out on folders what it is asked; all that it is asked is noted."""

    def __init__(self) -> None:
        self.noted: list[str] = []
        self._answer: tuple[int, Any] = (200, {})

    def close(self) -> None:
        """Do nothing: no socket is open."""

    def request(self, _: str, order: str, body: str, __: Mapping[str, str]) -> None:
        given = json.loads(body)
        try:
            self._answer = 200, self._done(order, given)
        except FileExistsError:
            self._answer = 500, {"error": "PreconditionFailed"}
        except OSError as error:
            self._answer = 500, {"error": f"object not found: {type(error).__name__}"}
        self.noted.append(f"{order} {body} {self._answer[0]}")

    def getresponse(self) -> SimpleNamespace:
        status, data = self._answer
        return SimpleNamespace(status=status, read=json.dumps(data).encode)

    def _done(self, order: str, given: dict[str, Any]) -> Any:
        match order:
            case "/core/obscure":
                return {"obscured": f"~{given['clear']}"}
            case "/operations/list":
                return {"list": [*_listed(_place(given["fs"]), given["remote"], given["opt"])]}
            case "/operations/copyfile":
                self._copy(_place(given["srcFs"]) / given["srcRemote"], given)
            case "/operations/deletefile":
                (_place(given["fs"]) / given["remote"]).unlink()
            case "/operations/rmdir":
                (_place(given["fs"]) / given["remote"]).rmdir()
            case "/operations/delete":
                for path in self._names(given):
                    (_place(given["fs"]) / path).unlink(missing_ok=True)
            case "/sync/copy":
                source, goal = _place(given["srcFs"]), _place(given["dstFs"])
                found = self._names(given) if "_filter" in given else [*_files(source)]
                for path in (path for path in found if (source / path).is_file()):
                    (goal / path).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(source / path, goal / path)
                self.noted += found
        return {"jobid": 1} if "_async" in given else {"finished": True, "success": True}

    def _copy(self, source: Path, given: dict[str, Any]) -> None:
        goal, data = _place(given["dstFs"]) / given["dstRemote"], source.read_bytes()
        if goal.exists() and any(one["Key"] == "If-None-Match" for one in given["_config"].get("UploadHeaders", ())):
            raise FileExistsError
        if goal.suffix == ".json":
            self.noted.append(re.sub(r'"parts":\[[^]]*\]', lambda found: str(found[0].count(",")), data.decode()))
        goal.parent.mkdir(parents=True, exist_ok=True)
        goal.write_bytes(data)

    def _names(self, given: dict[str, Any]) -> list[str]:
        return Path(given["_filter"]["FilesFromRaw"][0]).read_text("utf-8").splitlines()


def _place(remote: Mapping[str, str] | str) -> Path:
    """Return the folder that stands for one of rclone's."""
    if isinstance(remote, str):
        return AWAY / remote.replace(":", "/")
    if remote["type"] == "crypt":
        return AWAY / re.sub(r"[^\w/]+", "-", remote["remote"].rpartition(":")[2])
    return Path(remote["_root"]) if remote["type"] == "local" else AWAY / remote["type"] / remote["_root"].lstrip("/")


def _files(folder: Path) -> Iterator[str]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix()


def _listed(folder: Path, below: str, options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    top = folder / below
    if not top.is_dir():
        raise FileNotFoundError
    for path in (path for path in _files(top) if "recurse" in options or "/" not in path):
        data = (top / path).read_bytes()
        hashes = {"Hashes": {"md5": md5(data).hexdigest()}} if "hashTypes" in options else {}
        yield {"Name": Path(path).name, "Path": f"{below}/{path}".lstrip("/"), "Size": len(data), **hashes}


class Shell:
    """A server of releases, which knows what is current and which there are."""

    TimeoutExpired = TimeoutExpired

    def __init__(self, noted: list[str]) -> None:
        self.current, self.names, self._noted = "", set[str](), noted

    def run(self, words: Sequence[str], **_: object) -> CompletedProcess[str]:
        """Carry out the commands of `Releases`."""
        self._noted.append(" ".join(words))
        script = words[-1]
        numbers = re.findall(r"releases/(\d{6,18})", script)
        if script.startswith("set -e; mkdir"):
            self.names.add(numbers[0])
        elif script.startswith("set -e; ln"):
            self.current = numbers[0]
        elif script.startswith("rm"):
            self.names -= {*numbers}
        current = f"ssg current: releases/{self.current}\n" if self.current else "ssg current: \n"
        return CompletedProcess(words, 0, f"selamat datang\n{current}{' '.join(sorted(self.names))} lain", "")


@contextmanager
def served() -> Iterator[list[str]]:
    """Let all targets be folders, while this lasts; gives what they are asked, line by line."""
    connection = Served()

    @contextmanager
    def running(target: Target) -> Iterator[Rclone]:
        check_means(target, password_of(target))
        yield Rclone(target, connection)  # type: ignore[arg-type]

    with (
        mock.patch("generator.annex.deploying.run.running", running),
        mock.patch("generator.annex.remote_state.push_pull.running", running),
        mock.patch.object(releases, "subprocess", Shell(connection.noted)),
        mock.patch.object(releases, "shutil", SimpleNamespace(which=lambda name: f"/usr/bin/{name}")),
    ):
        yield connection.noted
