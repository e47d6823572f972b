"""Operations on the files of a target."""

from __future__ import annotations

import os
import posixpath
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.annex.deploying.rclone import Rclone, Tell, local_place
from generator.annex.deploying.target_errors import RemoteError
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.hosts.headers import Headers
from generator.model.deploy_targets import Target

_DIRECT = {"NoCheckDest": True, "NoTraverse": True, "NoUpdateDirModTime": True}
"""What is sent is known to differ, so that the target is not asked; and nobody asks when a folder was changed."""
_NAMES = {"noModTime": True, "noMimeType": True}
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

    def check_buckets(self, *, has_manifest: bool) -> None:
        """Raise UsageError if the bucket of the portal, or of a manifest that was not found, does not exist."""
        if self.target.via != "s3" or self.target.remote:
            return
        portal, state = (path.partition("/")[0] for path in (self.target.path, self.target.state))
        for bucket in sorted({portal, state} - ({state} if has_manifest else set())):
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

    def read(self, *names: str) -> dict[str, bytes]:
        """Return those of some manifest files that there are."""
        folder = self._scratch / "read"
        shutil.rmtree(folder, ignore_errors=True)
        try:
            self._fetch(self._state, names, folder)
        except RemoteError as error:
            if "directory not found" not in error.raw:
                raise
        return {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}

    def write(self, name: str, data: bytes, *, alone: bool = False) -> None:
        """Write a manifest file; if it is to be `alone` and one exists, that one stays."""
        source = self._scratch / "write"
        source.write_bytes(data)
        headers = [{"Key": "If-None-Match", "Value": "*"}] if alone and self.can_refuse else []
        upload = [*headers, {"Key": "Cache-Control", "Value": "no-store"}]
        config = {"IgnoreExisting": True} if alone and not self.can_refuse else _DIRECT
        try:
            self._rclone.call(
                "operations/copyfile", srcFs=local_place(self._scratch), srcRemote=source.name, dstFs=self._state,
                dstRemote=name, _config={**config, "UploadHeaders": upload},
            )  # fmt: skip
        except RemoteError as error:
            if not headers or not any(sign in error.raw for sign in _THERE):
                raise

    @property
    def can_refuse(self) -> bool:
        return self.target.via == "s3" and self.target.conditional and not self.target.remote

    def remove(self, names: Sequence[str]) -> None:
        """Delete manifest files."""
        self._delete(self._state, names)

    # ------------------------------------------------------------------ the portal

    def send(
        self, folder: Path, headers: Headers | None, tell: Tell = lambda *_: None, *, checked: bool = False
    ) -> None:
        """Send a folder; with `checked` without the files that are there already, where the target has checksums."""
        upload = []
        if headers is not None:
            upload = [{"Key": "Cache-Control", "Value": headers.cache}]
            upload += [{"Key": "Content-Type", "Value": headers.kind}] if headers.kind else []
        checked = checked and self.target.via in ("s3", "local") and not self.target.remote
        self._rclone.work(
            "sync/copy", tell, srcFs=local_place(folder), dstFs=self._portal, createEmptySrcDirs=False,
            _config={**({"CheckSum": True} if checked else _DIRECT), "UploadHeaders": upload},
        )  # fmt: skip

    def fetch(self, paths: Sequence[str], folder: Path) -> None:
        """Copy the portal's files here, skipping missing ones."""
        self._fetch(self._portal, paths, folder)

    def delete(self, paths: Sequence[str], remaining: Iterable[str], tell: Tell) -> None:
        """Delete the portal's files, and folders that hold none of those that remain."""
        self._delete(self._portal, paths, tell)
        self._delete_empty_folders(paths, remaining)

    def make_way(self, paths: Sequence[str], remaining: Iterable[str]) -> None:
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
        self._delete_empty_folders(paths, remaining)

    def _delete_empty_folders(self, paths: Iterable[str], remaining: Iterable[str]) -> None:
        if not self.target.has_folders:
            return
        needed = {folder for path in remaining for folder in above(path)}
        empty = {folder for path in paths for folder in above(path)} - needed
        for folder in sorted(empty, key=lambda folder: (-folder.count("/"), folder)):
            try:
                self._rclone.call("operations/rmdir", fs=self._portal, remote=folder)
            except RemoteError:
                # Somebody else's file is in it, or it is gone.
                continue

    def has_files(self) -> bool:
        """Return whether something lies at the top of the portal's folder."""
        return any(not f"{file['Path']}/".startswith(self._own) for file in self._list("", _NAMES))

    def listing(self) -> set[str]:
        """Return the paths of all files below the portal's folder."""
        found = self._list("", {**_NAMES, "recurse": True, "filesOnly": True})
        return {file["Path"] for file in found if not file["Path"].startswith(self._own)}

    @property
    def _own(self) -> str:
        return posixpath.relpath(self.target.state, self.target.path or ".") + "/"

    # -------------------------------------------------------------------- by rclone

    def _fetch(self, place: object, names: Iterable[str], folder: Path) -> None:
        self._rclone.work(
            "sync/copy", srcFs=place, dstFs=local_place(folder), _filter=self._only(names), _config=_DIRECT
        )

    def _delete(self, place: object, names: Iterable[str], tell: Tell = lambda *_: None) -> None:
        self._rclone.work("operations/delete", tell, fs=place, _filter=self._only(names), _config={"NoTraverse": True})

    def _only(self, paths: Iterable[str]) -> dict[str, list[str]]:
        """Return the filter for these files; rclone reads any number from a file."""
        names = self._scratch / "names"
        names.write_text("".join(f"{path}\n" for path in paths), "utf-8", newline="\n")
        return {"FilesFromRaw": [str(names)]}

    def _list(self, folder: str, options: Mapping[str, object]) -> list[dict[str, Any]]:
        """Return what is in a folder of the portal; nothing if there is no such folder."""
        try:
            return self._rclone.call("operations/list", fs=self._portal, remote=folder, opt=options)["list"] or []
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
