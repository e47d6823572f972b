"""The right of one deploy to change a target, and what the target has.

To change a target, a process writes `begun.json` there, with its name and the files that it changes. S3 refuses a
second one; elsewhere one is not replaced, and is read again. On this machine a work folder lets only one deploy run.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import secrets
import shutil
import socket
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from generator.annex.deploying.editions import Edition
from generator.annex.deploying.manifest import (
    BEGUN,
    BEGUN_FILE,
    MANIFEST,
    UNKNOWN,
    Begun,
    DamagedError,
    Entry,
    Files,
    Manifest,
    decode_begun,
    decode_manifest,
    encode_manifest,
    encode_record,
)
from generator.annex.deploying.remote import Remote
from generator.base.errors import UsageError, printable
from generator.base.folder import MIXED, OWN, mixes
from generator.base.sentences import sentence
from generator.base.state_files import claim, claim_folder, discard, write
from generator.base.timestamps import LATEST, Stamp, short
from generator.store.files import lock

SECONDS = 15 * 60
"""How long a target is held without a renewal."""
_RENEWAL_SECONDS = SECONDS // 5


class Lease:
    """What a target says about itself and, once `acquired`, the right to change it."""

    def __init__(self, remote: Remote, site: str, state: Path, scratch: Path) -> None:
        """Take the target, base_url, the state folder, and a folder that does not last."""
        self._remote = remote
        self._site = site
        self._state = state
        self._own = state / "deploy" / "targets" / remote.target.name
        self._scratch = scratch
        self._found: dict[str, bytes] = {}
        """What was read at the target, by name."""
        self._begun: Begun | None = None
        self._renewed = 0.0
        self.manifest: Manifest | None = None
        """None if nothing was deployed, or the manifest is lost."""
        self.files: dict[str, Entry] = {}
        """What the target has, or may have."""
        self.is_lost = False
        """Whether the target does not say what it has, though it has something."""

    @property
    def is_settled(self) -> bool:
        """Whether the last deploy has ended well."""
        return self.manifest is not None and self._begun is None

    def inspect(self, zone: str, *, take_over: bool = False) -> None:
        """Read what the target says.

        Raise UsageError if it is another portal's, or, but for `take_over`, somebody deploys.
        """
        self._found = self._remote.read(MANIFEST, BEGUN_FILE)
        try:
            if BEGUN_FILE in self._found:
                self._begun = decode_begun(self._found[BEGUN_FILE])
            if MANIFEST in self._found:
                self.manifest = decode_manifest(self._found[MANIFEST], self._scratch)
        except DamagedError:
            self.manifest, self.is_lost = None, True
        if self.manifest:
            self._check_site(self.manifest)
            self.files = dict(self.manifest.files)
        elif self.is_lost or self._begun is None:
            remembered = self._remembered()
            self.is_lost = self.is_lost or bool(remembered) or self._remote.has_files()
            self.files = {path: Entry(UNKNOWN, entry.owners) for path, entry in remembered.items()}
        if self._begun:
            if not take_over and not self._has_ended(self._begun):
                raise UsageError(
                    sentence(
                        "{owner} is deploying to this target; wait for it to end. If you know that it has ended, use "
                        "--take-over; its right to the target ends by itself at {time}",
                        owner=printable(self._begun.owner), time=short(Stamp(min(self._begun.until, LATEST), zone)),
                    )
                )  # fmt: skip
            for path in self._begun.paths:
                entry = self.files.get(path)
                self.files[path] = Entry(UNKNOWN, entry.owners) if entry else Entry(BEGUN)

    def _remembered(self) -> Files:
        """Return what this machine has last sent there; nothing if it does not know."""
        try:
            manifest = decode_manifest(claim(self._own / MANIFEST).read_bytes(), self._scratch)
        except (FileNotFoundError, DamagedError):
            return {}
        return manifest.files if manifest.site == self._site else {}

    def _check_site(self, manifest: Manifest) -> None:
        if manifest.site != self._site:
            raise UsageError(
                sentence(
                    "this target has the portal {other}, not {site}; if it is the same one at a new address, delete "
                    "{state} there and deploy again",
                    other=printable(manifest.site), site=self._site, state=self._remote.target.state,
                )
            )  # fmt: skip

    def _has_ended(self, begun: Begun) -> bool:
        """Return whether a deploy has ended: its time is up, or it started in this folder, which is ours now."""
        if time.time() > begun.until:
            return True
        try:
            return claim(self._own / "token").read_text("utf-8") == begun.token
        except (FileNotFoundError, UnicodeDecodeError):
            return False

    def acquire(self, paths: Iterable[str]) -> None:
        """Begin to change files; raise UsageError if somebody else was quicker."""
        token = secrets.token_hex(16)
        # Written first: what we wrote before being killed must be recognized as ours.
        write(claim_folder(self._own) / "token", token.encode())
        number = self.manifest.number + 1 if self.manifest else 1
        before = self._found.get(MANIFEST)
        if BEGUN_FILE in self._found:
            self._remote.remove([BEGUN_FILE])
        self._begun = Begun(_owner(), token, self._until(), number, tuple(paths))
        self._write_begun(alone=True)
        self._check_place()
        found = self._remote.read(MANIFEST, BEGUN_FILE)
        self._check_ours(found)
        if found.get(MANIFEST) != before:
            # Another deploy has begun and ended since this one looked.
            self._remote.remove([BEGUN_FILE])
            raise UsageError(_CONFLICT)

    def _check_place(self) -> None:
        """Raise UsageError if the target is in this site, by way of a link or of a server on this machine.

        It is on this machine if what was begun there can be read here.
        """
        target, home = self._remote.target, Path(os.path.expanduser("~"))
        begun = home / target.state / BEGUN_FILE
        is_here = os.access(begun, os.R_OK) and begun.read_bytes() == self._found[BEGUN_FILE]
        if is_here and mixes(self._state.parent, home / target.path, *OWN, "build"):
            self._remote.remove([BEGUN_FILE])
            raise UsageError(sentence("{target}: {said}", target=target.path, said=MIXED))

    def renew(self) -> None:
        """Show a sign of life if the last one is long ago; called repeatedly while files are sent."""
        if self._is_due:
            self._check_ours(self._remote.read(BEGUN_FILE))
            self._write_begun()

    def record(self, files: Files, pending: Iterable[str], edition: Edition) -> None:
        """Note at the target what has been sent if that is long ago, so that another deploy need not send it again."""
        assert self._begun is not None
        if self._is_due:
            self._check_ours(self._remote.read(BEGUN_FILE))
            self._write_manifest("", files, edition)
            self._begun = msgspec.structs.replace(self._begun, paths=tuple(pending))
            self._write_begun()

    def end(self, tree: str, files: Files, edition: Edition) -> None:
        """Record that the target has these files, and is equal to the output with this digest, if any."""
        if self._is_due or not self._remote.can_refuse:
            self._check_ours(self._remote.read(BEGUN_FILE))
        self._write_manifest(tree, files, edition)
        self._remote.remove([BEGUN_FILE])

    @property
    def _is_due(self) -> bool:
        # Not by a clock that stands still while a laptop sleeps.
        return not 0 <= time.time() - self._renewed <= _RENEWAL_SECONDS

    def _until(self) -> int:
        self._renewed = time.time()
        return int(self._renewed) + SECONDS

    def _check_ours(self, found: dict[str, bytes]) -> None:
        if found.get(BEGUN_FILE) != self._found.get(BEGUN_FILE):
            raise UsageError(_CONFLICT)

    def _write_begun(self, *, alone: bool = False) -> None:
        assert self._begun is not None
        self._begun = msgspec.structs.replace(self._begun, until=self._until())
        self._found[BEGUN_FILE] = encode_record(self._begun)
        self._remote.write(BEGUN_FILE, self._found[BEGUN_FILE], alone=alone)

    def _write_manifest(self, tree: str, files: Files, edition: Edition) -> None:
        assert self._begun is not None
        manifest = Manifest(self._site, self._begun.number, edition, tree, dict(files))
        data = encode_manifest(manifest, self._scratch)
        self._remote.write(MANIFEST, data)
        write(self._own / MANIFEST, data)


_CONFLICT = sentence(
    "somebody else deploys to this target at the same time; theirs goes on, so run ssg deploy again when it has ended"
)


@contextlib.contextmanager
def workplace(state: Path) -> Iterator[Path]:
    """Give an empty folder below the state folder, deleted at the end; raise UsageError if it is taken."""
    top = state / "deploy"
    with lock(top, waiting=_refuse, patience=0.5):
        folder = claim_folder(discard(top / "work"))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _refuse() -> None:
    raise UsageError(sentence("another ssg deploy or ssg state is running in this folder; wait for it to end"))


def _owner() -> str:
    try:
        person = getpass.getuser()
    except (ImportError, KeyError, OSError):
        person = "?"
    return f"{person}@{socket.gethostname()}:{os.getpid()}"
