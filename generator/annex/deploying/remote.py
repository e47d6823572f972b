"""Operations on the files of a target."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from generator.annex.deploying.hosts.headers import Headers
from generator.annex.deploying.rclone import Rclone, Tell, here
from generator.annex.deploying.target_errors import RemoteError
from generator.model.deploy_targets import Target

_DIRECT = ("--no-check-dest", "--no-traverse", "--no-update-dir-modtime")
"""What is sent is known to differ, so that the target is not asked; and nobody asks when a folder was changed."""
_THERE = ("PreconditionFailed", "StatusCode: 412", "StatusCode: 409")


class Remote:
    """A target. The portal's files are named by path in the output, the manifest's by their own.

    Deleting a file that is gone is no error.
    """

    def __init__(self, target: Target, rclone: Rclone, scratch: Path, password: str = "") -> None:
        self.target = target
        self._rclone = rclone
        self._scratch = scratch
        self._portal = rclone.place(target.path, password)
        self._state = rclone.place(target.state, password)

    # ---------------------------------------------------------------- the manifest

    def read(self, *names: str) -> dict[str, bytes]:
        """Return those of some manifest files that there are."""
        folder = self._scratch / "read"
        shutil.rmtree(folder, ignore_errors=True)
        self._fetch(self._state, names, folder)
        return {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}

    def write(self, name: str, data: bytes, *, alone: bool = False) -> None:
        """Write a manifest file; if it is to be `alone` and one exists, that one stays."""
        source = self._scratch / "write"
        source.write_bytes(data)
        words = ["copyto", here(source), f"{self._state}{name}", "--header-upload", "Cache-Control: no-store"]
        if not alone or self.can_refuse:
            words += _DIRECT
        if alone:
            words += ["--header-upload", "If-None-Match: *"] if self.can_refuse else ["--ignore-existing"]
        try:
            self._rclone.run(*words, retries=1 if alone and self.can_refuse else 3)
        except RemoteError as error:
            if not alone or not any(sign in error.raw for sign in _THERE):
                raise

    @property
    def can_refuse(self) -> bool:
        return self.target.via == "s3" and self.target.conditional and not self.target.remote

    def remove(self, names: Iterable[str]) -> None:
        """Delete manifest files."""
        self._rclone.run("delete", self._state, *self._only(names), "--no-traverse")

    # ------------------------------------------------------------------ the portal

    def send(
        self, folder: Path, files: int, tell: Tell, headers: Headers | None = None, *, checked: bool = False
    ) -> None:
        """Send a folder with so many files.

        With `checked` without those that are there already, where the target has checksums.
        """
        # Each of the transfers makes a connection, which takes longer than sending some pages.
        words = ["copy", here(folder), self._portal, f"--transfers={min(16, 2 + files // 8)}"]
        if headers is not None:
            words += ["--header-upload", f"Cache-Control: {headers.cache}"]
            words += ["--header-upload", f"Content-Type: {headers.kind}"] if headers.kind else []
        has_sums = self.target.via in ("s3", "local") and not self.target.remote
        self._rclone.run(*words, *(["--checksum"] if checked and has_sums else _DIRECT), tell=tell)

    def fetch(self, names: Iterable[str], folder: Path) -> None:
        """Copy some of the portal's files here, skipping missing ones."""
        self._fetch(self._portal, names, folder)

    def pages(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the texts of those of some pages that are there."""
        folder = self._scratch / "pages"
        shutil.rmtree(folder, ignore_errors=True)
        self._rclone.run("copy", self._portal, here(folder), *self._only(paths), *_DIRECT)
        files = (file for file in folder.rglob("*") if file.is_file())
        return {file.relative_to(folder).as_posix(): file.read_text("utf-8", "replace") for file in files}

    def _fetch(self, place: str, names: Iterable[str], folder: Path) -> None:
        # Listed, since S3 says no reason where it is asked for a file alone.
        words = [word for name in names for word in ("--include", f"/{name}")]
        try:
            self._rclone.run("copy", place, here(folder), *words, "--max-depth", "1", *_DIRECT)
        except RemoteError as error:
            if "directory not found" not in error.raw:
                raise

    def delete(self, paths: Iterable[str], kept: Iterable[str], tell: Tell) -> None:
        """Delete the portal's files, and folders that hold none of those kept."""
        self._rclone.run("delete", self._portal, *self._only(paths), "--no-traverse", tell=tell)
        if not self.target.has_folders:
            return
        left = {folder for path in kept for folder in above(path)}
        empty = {folder for path in paths for folder in above(path)} - left
        if empty:
            rules = "".join(f"+ /{_literal(folder)}/**\n" for folder in sorted(empty))
            filters = self._scratch / "filters"
            filters.write_text(f"{rules}- *\n", "utf-8", newline="\n")
            # A folder that is not empty, or gone, is an error that does not matter.
            with suppress(RemoteError):
                self._rclone.run("rmdirs", self._portal, "--leave-root", "--filter-from", str(filters), retries=1)

    def has_files(self) -> bool:
        """Return whether something lies at the top of the portal's folder."""
        return bool(self._list("--max-depth", "1"))

    def listing(self) -> set[str]:
        """Return the paths of all files below the portal's folder."""
        return self._list("--files-only", "--recursive", "--fast-list")

    def _list(self, *words: str) -> set[str]:
        """Return what is in the portal's folder but the manifest; nothing if there is no such folder."""
        own = posixpath.relpath(self.target.state, self.target.path or ".") + "/"
        try:
            found = self._rclone.run("lsf", self._portal, *words).splitlines()
        except RemoteError as error:
            if "not found" in error.raw:
                return set()
            raise
        return {path for path in found if not path.startswith(own)}

    def _only(self, paths: Iterable[str]) -> tuple[str, str]:
        """Return the words that name these files; rclone reads any number from a file."""
        names = self._scratch / "names"
        names.write_text("".join(f"{path}\n" for path in paths), "utf-8", newline="\n")
        return "--files-from-raw", str(names)


def above(path: str) -> Iterator[str]:
    """Yield a file's folders, innermost first."""
    while path := os.path.dirname(path):
        yield path


def _literal(path: str) -> str:
    """Return a path as a pattern of rclone that fits nothing else."""
    return re.sub(r"([\\*?\[\]{}])", r"\\\1", path)
