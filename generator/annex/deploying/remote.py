"""Operations on the files of a target."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.annex.deploying.hosts.headers import Headers
from generator.annex.deploying.rclone import Rclone, here
from generator.annex.deploying.target_errors import RemoteError
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.model.deploy_targets import Target
from generator.model.records import Record

Tell = Callable[[int, int], None]
"""Called with how many files and bytes of a batch are sent."""
_DIRECT = {"NoCheckDest": True, "NoTraverse": True, "NoUpdateDirModTime": True}
"""What is sent is known to differ, so that the target is not asked; and nobody asks when a folder was changed."""
_NAMES = {"filesOnly": True, "noModTime": True, "noMimeType": True}
_UNFINISHED = re.compile(r"(.+)\.[0-9a-f]{8}\.partial", re.DOTALL)
"""rclone's name for a file being sent, where the target can rename it when done."""
_THERE = ("PreconditionFailed", "StatusCode: 412", "StatusCode: 409")


class ListedFile(Record, frozen=True):
    """A file in a target's listing."""

    size: int
    md5: str
    """In hex; empty where the target keeps none."""


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
        self._gone = rclone.place_to_delete(target.state, password)

    def check_buckets(self) -> None:
        """Raise UsageError if the bucket of the portal or manifest does not exist."""
        if self.target.via != "s3" or self.target.remote:
            return
        for bucket in sorted({path.partition("/")[0] for path in (self.target.path, self.target.state)}):
            try:
                self._rclone.call("operations/list", fs=self._rclone.place(bucket), remote="", opt=_NAMES)
            except RemoteError as error:
                # It may exist without the right to list it.
                if "not found" in error.raw or "NoSuchBucket" in error.raw:
                    raise UsageError(
                        sentence(
                            "there is no bucket {bucket} at {url}; make it there, or correct {target} in site.yaml",
                            bucket=bucket, url=self.target.url or "Amazon S3", target=self.target.name,
                        )
                    ) from error  # fmt: skip

    # ---------------------------------------------------------------- the manifest

    def listed(self, folder: str) -> dict[str, str]:
        """Return the names of the files in a manifest folder, in order, with their MD5 on S3."""
        hashes = {"hashTypes": ["md5"]} if self.target.via == "s3" else {}
        found = self._list(self._state, folder, {**_NAMES, **hashes})
        return {file["Name"]: _md5(file) for file in sorted(found, key=lambda file: str(file["Name"]))}

    def read(self, path: str) -> bytes:
        """Return a manifest file; raise FileNotFoundError if there is none."""
        copy = self._scratch / "read"
        try:
            self._copy(self._state, path, here(self._scratch), copy.name, _DIRECT)
        except RemoteError as error:
            if self._is_gone(path, error):
                raise FileNotFoundError(path) from error
            raise
        data = copy.read_bytes()
        copy.unlink()
        return data

    def write(self, path: str, data: bytes, *, alone: bool = False) -> bool:
        """Write a manifest file; return False if it was to be `alone` and one exists.

        A target that cannot refuse overwriting is always written.
        """
        source = self._scratch / "write"
        source.write_bytes(data)
        headers = [{"Key": "If-None-Match", "Value": "*"}] if alone and self.can_refuse else []
        upload = [*headers, {"Key": "Cache-Control", "Value": "no-store"}]
        try:
            self._copy(here(self._scratch), source.name, self._state, path, {**_DIRECT, "UploadHeaders": upload})
        except RemoteError as error:
            if headers and any(sign in error.raw for sign in _THERE):
                return False
            raise
        return True

    @property
    def can_refuse(self) -> bool:
        return self.target.via == "s3" and self.target.conditional and not self.target.remote

    def remove(self, paths: Iterable[str]) -> None:
        for path in paths:
            try:
                self._rclone.call("operations/deletefile", fs=self._gone, remote=path)
            except RemoteError as error:
                if not self._is_gone(path, error):
                    raise

    def _is_gone(self, path: str, error: RemoteError) -> bool:
        """Return whether a command failed because a manifest file is gone; FTP servers word that freely."""
        folder, name = posixpath.split(path)
        return "not found" in error.raw or name not in self.listed(folder)

    # ------------------------------------------------------------------ the portal

    def send(self, folder: Path, headers: Headers | None, tell: Tell) -> None:
        upload = []
        if headers is not None:
            upload = [{"Key": "Cache-Control", "Value": headers.cache}]
            upload += [{"Key": "Content-Type", "Value": headers.kind}] if headers.kind else []
        self._rclone.work(
            "sync/copy", tell, srcFs=here(folder), dstFs=self._portal, createEmptySrcDirs=False,
            _config={**_DIRECT, "UploadHeaders": upload},
        )  # fmt: skip

    def fetch(self, paths: Sequence[str], folder: Path, tell: Tell) -> None:
        """Copy the portal's files here, skipping missing ones."""
        self._rclone.work(
            "sync/copy", tell, srcFs=self._portal, dstFs=here(folder), _filter=self._only(paths),
            _config={**_DIRECT, "IgnoreTimes": True},
        )  # fmt: skip

    def delete(self, paths: Sequence[str], kept: Iterable[str], tell: Tell) -> None:
        """Delete the portal's files, and folders that hold none of those kept."""
        self._rclone.work(
            "operations/delete", tell, fs=self._portal, _filter=self._only(paths), _config={"NoTraverse": True}
        )
        self._delete_empty_folders(paths, kept)

    def make_way(self, paths: Sequence[str], kept: Iterable[str]) -> None:
        """Delete the portal's files that give way to a folder, or whose folder gives way to a file.

        The replacement may be there already. Empty folders are deleted as in `delete`.
        """
        for path in paths:
            try:
                self._rclone.call("operations/deletefile", fs=self._portal, remote=path)
            except RemoteError:
                folder, name = posixpath.split(path)
                if any(file["Name"] == name for file in self._files_in(folder)):
                    raise
        self._delete_empty_folders(paths, kept)

    def _delete_empty_folders(self, paths: Iterable[str], kept: Iterable[str]) -> None:
        if not self.target.has_folders:
            return
        left = {folder for path in kept for folder in above(path)}
        empty = {folder for path in paths for folder in above(path)} - left
        for folder in sorted(empty, key=lambda folder: (-folder.count("/"), folder)):
            try:
                self._rclone.call("operations/rmdir", fs=self._portal, remote=folder)
            except RemoteError:
                # Somebody else's file is in it, or it is gone.
                continue

    def sweep(self, paths: Iterable[str]) -> None:
        """Delete a killed deploy's unfinished files for these paths."""
        wanted: dict[str, set[str]] = {}
        for path in paths:
            wanted.setdefault(os.path.dirname(path), set()).add(os.path.basename(path))
        for folder, names in wanted.items():
            for file in self._files_in(folder):
                if whole(file["Name"]) in names:
                    self._rclone.call("operations/deletefile", fs=self._portal, remote=file["Path"])

    def listing(self) -> dict[str, ListedFile]:
        found = self._list(self._portal, "", {**_NAMES, "recurse": True, "hashTypes": ["md5"]})
        own = posixpath.relpath(self.target.state, self.target.path or ".") + "/"
        return {
            file["Path"]: ListedFile(file["Size"], _md5(file)) for file in found if not file["Path"].startswith(own)
        }

    # -------------------------------------------------------------------- by rclone

    def _only(self, paths: Iterable[str]) -> dict[str, list[str]]:
        """Return the filter for these files; rclone reads any number from a file."""
        names = self._scratch / "names"
        names.write_text("".join(f"{path}\n" for path in paths), "utf-8", newline="\n")
        return {"FilesFromRaw": [str(names)]}

    def _copy(self, source: object, path: str, goal: object, new: str, config: Mapping[str, object]) -> None:
        self._rclone.call(
            "operations/copyfile", srcFs=source, srcRemote=path, dstFs=goal, dstRemote=new, _config=config
        )

    def _list(self, place: object, folder: str, options: Mapping[str, object]) -> list[dict[str, Any]]:
        """Return the files in a folder; none if there is no such folder."""
        try:
            return self._rclone.call("operations/list", fs=place, remote=folder, opt=options)["list"] or []
        except RemoteError as error:
            if "not found" in error.raw:
                return []
            raise

    def _files_in(self, folder: str) -> list[dict[str, Any]]:
        """Return the files in a portal folder; none if it does not exist, which servers word freely.

        An unreachable target is reported later.
        """
        try:
            return self._rclone.call("operations/list", fs=self._portal, remote=folder, opt=_NAMES)["list"] or []
        except RemoteError:
            return []


def above(path: str) -> Iterator[str]:
    """Yield a file's folders, innermost first."""
    while path := os.path.dirname(path):
        yield path


def whole(path: str) -> str:
    """Return the path that an unfinished file is for; empty for any other file."""
    match = _UNFINISHED.fullmatch(path)
    return match[1] if match else ""


def _md5(listed: Mapping[str, Any]) -> str:
    return str((listed.get("Hashes") or {}).get("md5", ""))
