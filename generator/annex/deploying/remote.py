"""Remote: what can be done with the files of a target."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator.annex.deploying.changes import above
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
"""The name that rclone gives to a file on its way, where the target can give it another at its end."""
_THERE = ("PreconditionFailed", "StatusCode: 412", "StatusCode: 409")


class Entry(Record, frozen=True):
    """A file at a target, as it is listed."""

    size: int
    md5: str
    """In hex; empty where the target keeps none."""


class Remote:
    """A target. Files of the portal are named by their paths below the output, those of the manifest by their own."""

    def __init__(self, target: Target, rclone: Rclone, scratch: Path, password: str = "") -> None:
        """Take the target, and a password if all that is there is encrypted."""
        self.target = target
        self._rclone = rclone
        self._scratch = scratch
        self._portal = rclone.place(target.path, password)
        self._state = rclone.place(target.state, password)
        self._gone = rclone.place_to_delete(target.state, password)

    def at(self, path: str) -> Remote:
        """Return the same target with another folder of the portal, and the manifest where it is."""
        return Remote(msgspec.structs.replace(self.target, path=path), self._rclone, self._scratch)

    def check_buckets(self) -> None:
        """Check that there are the buckets of the portal and of the manifest, where there are buckets.

        Raises:
            UsageError: there is one not.

        """
        if self.target.via != "s3" or self.target.remote:
            return
        for bucket in sorted({path.partition("/")[0] for path in (self.target.path, self.target.state)}):
            try:
                self._rclone.call("operations/list", fs=self._rclone.place(bucket), remote="", opt=_NAMES)
            except RemoteError as error:
                # Whoever may not look at all of it can have one all the same.
                if "not found" in error.raw or "NoSuchBucket" in error.raw:
                    raise UsageError(
                        sentence(
                            "there is no bucket {bucket} at {url}; make it there, or correct {target} in site.yaml",
                            bucket=bucket, url=self.target.url or "Amazon S3", target=self.target.name,
                        )
                    ) from error  # fmt: skip

    def listed(self, folder: str) -> dict[str, str]:
        """Return the names of the files in a folder of the manifest, in order, with their MD5 where that comes along.

        There are none if there is no such folder.
        """
        hashes = {"hashTypes": ["md5"]} if self.target.via == "s3" else {}
        try:
            found = self._rclone.call("operations/list", fs=self._state, remote=folder, opt={**_NAMES, **hashes})
        except RemoteError as error:
            if "not found" in error.raw:
                return {}
            raise
        return {one["Name"]: _md5(one) for one in sorted(found["list"] or (), key=lambda one: str(one["Name"]))}

    def read(self, path: str) -> bytes:
        """Return a file of the manifest.

        Raises:
            FileNotFoundError: there is none.

        """
        copy = self._scratch / "read"
        try:
            self._rclone.call(
                "operations/copyfile",
                srcFs=self._state,
                srcRemote=path,
                dstFs=here(self._scratch),
                dstRemote=copy.name,
                _config=_DIRECT,
            )
        except RemoteError as error:
            if self._is_gone(path, error):
                raise FileNotFoundError(path) from error
            raise
        data = copy.read_bytes()
        copy.unlink()
        return data

    def write(self, path: str, data: bytes, *, alone: bool = False) -> bool:
        """Write a file of the manifest.

        Args:
            path: of the file.
            data: its bytes.
            alone: whether it is not written if it is there, where the target can do so; else it is.

        Returns:
            Whether it was written.

        """
        source = self._scratch / "write"
        source.write_bytes(data)
        headers = [{"Key": "If-None-Match", "Value": "*"}] if alone and self.can_refuse else []
        try:
            self._rclone.call(
                "operations/copyfile", srcFs=here(self._scratch), srcRemote=source.name, dstFs=self._state,
                dstRemote=path,
                _config={**_DIRECT, "UploadHeaders": [*headers, {"Key": "Cache-Control", "Value": "no-store"}]},
            )  # fmt: skip
        except RemoteError as error:
            if headers and any(sign in error.raw for sign in _THERE):
                return False
            raise
        return True

    @property
    def can_refuse(self) -> bool:
        """Whether the target refuses to write a file that is there."""
        return self.target.via == "s3" and self.target.conditional and not self.target.remote

    def remove(self, paths: Iterable[str]) -> None:
        """Delete files of the manifest; it is no matter if they are gone."""
        for path in paths:
            try:
                self._rclone.call("operations/deletefile", fs=self._gone, remote=path)
            except RemoteError as error:
                if not self._is_gone(path, error):
                    raise

    def _is_gone(self, path: str, error: RemoteError) -> bool:
        """Return whether an order failed as a file of the manifest is gone, which FTP servers say in any words."""
        folder, name = posixpath.split(path)
        return "not found" in error.raw or name not in self.listed(folder)

    def send(self, folder: Path, headers: Headers | None, tell: Tell) -> None:
        """Send all files below a folder of this machine to their places in the portal."""
        sent = []
        if headers is not None:
            sent = [{"Key": "Cache-Control", "Value": headers.cache}]
            sent += [{"Key": "Content-Type", "Value": headers.kind}] if headers.kind else []
        self._rclone.work(
            "sync/copy", tell, srcFs=here(folder), dstFs=self._portal, createEmptySrcDirs=False,
            _config={**_DIRECT, "UploadHeaders": sent},
        )  # fmt: skip

    def delete(self, paths: Sequence[str], kept: Iterable[str], tell: Tell) -> None:
        """Delete files of the portal, and the folders in which nothing is left.

        Args:
            paths: of the files; it is no matter if they are gone.
            kept: the paths of all files that stay.
            tell: told how far it is.

        """
        # rclone reads names from a file, so that their number has no limit.
        names = self._scratch / "deleted"
        names.write_text("".join(f"{path}\n" for path in paths), "utf-8", newline="\n")
        self._rclone.work(
            "operations/delete",
            tell,
            fs=self._portal,
            _filter={"FilesFromRaw": [str(names)]},
            _config={"NoTraverse": True},
        )
        self._leave_empty(paths, kept)

    def make_way(self, paths: Sequence[str], kept: Iterable[str]) -> None:
        """Delete files of the portal in whose place there will be a folder, or in whose folder's place a file.

        Args:
            paths: of the files; it is no matter if they are gone, and in their place is what there will be.
            kept: the paths of all files that stay.

        """
        for path in paths:
            try:
                self._rclone.call("operations/deletefile", fs=self._portal, remote=path)
            except RemoteError:
                if self._is_file(path):
                    raise
        self._leave_empty(paths, kept)

    def _is_file(self, path: str) -> bool:
        folder, name = posixpath.split(path)
        try:
            found = self._rclone.call("operations/list", fs=self._portal, remote=folder, opt=_NAMES)["list"]
        except RemoteError:
            # Its folder is gone, or a file, which servers say in any words.
            return False
        return any(one["Name"] == name for one in found or ())

    def _leave_empty(self, paths: Iterable[str], kept: Iterable[str]) -> None:
        """Delete the folders in which nothing is left where files were."""
        if not self.target.has_folders:
            return
        left = {folder for path in kept for folder in above(path)}
        empty = {folder for path in paths for folder in above(path)} - left
        for folder in sorted(empty, key=lambda one: (-one.count("/"), one)):
            try:
                self._rclone.call("operations/rmdir", fs=self._portal, remote=folder)
            except RemoteError:
                # Somebody else's file is in it, or it is gone.
                continue

    def sweep(self, paths: Iterable[str]) -> None:
        """Delete what a killed deploy left of files that it had not sent to their ends, beside files of these paths."""
        wanted: dict[str, set[str]] = {}
        for path in paths:
            wanted.setdefault(os.path.dirname(path), set()).add(os.path.basename(path))
        for folder, names in wanted.items():
            try:
                found = self._rclone.call("operations/list", fs=self._portal, remote=folder, opt=_NAMES)["list"]
            except RemoteError:
                # It is not there, or a file has its name; whoever cannot reach the target will be told.
                continue
            for one in found or ():
                if whole(one["Name"]) in names:
                    self._rclone.call("operations/deletefile", fs=self._portal, remote=one["Path"])

    def listing(self) -> dict[str, Entry]:
        """Return all files of the portal's folder, but those of the manifest."""
        options = {**_NAMES, "recurse": True, "hashTypes": ["md5"]}
        try:
            found = self._rclone.call("operations/list", fs=self._portal, remote="", opt=options)
        except RemoteError as error:
            if "not found" in error.raw:
                return {}
            raise
        own = posixpath.relpath(self.target.state, self.target.path or ".") + "/"
        return {
            one["Path"]: Entry(one["Size"], _md5(one)) for one in found["list"] or () if not one["Path"].startswith(own)
        }

    def fetch(self, paths: Sequence[str], folder: Path, tell: Tell) -> None:
        """Bring files of the portal to a folder of this machine; those that are gone are left out."""
        names = self._scratch / "wanted"
        names.write_text("".join(f"{path}\n" for path in paths), "utf-8", newline="\n")
        self._rclone.work(
            "sync/copy", tell, srcFs=self._portal, dstFs=here(folder), _filter={"FilesFromRaw": [str(names)]},
            _config={**_DIRECT, "IgnoreTimes": True},
        )  # fmt: skip


def whole(path: str) -> str:
    """Return the path that an unfinished file gets when it is whole; nothing for any other file."""
    match = _UNFINISHED.fullmatch(path)
    return match[1] if match else ""


def _md5(listed: Mapping[str, Any]) -> str:
    return str((listed.get("Hashes") or {}).get("md5", ""))
