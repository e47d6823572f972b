"""Targets: where a portal is deployed to."""

from __future__ import annotations

import posixpath
from typing import Literal

from generator.portal.records import Record

Via = Literal["local", "s3", "sftp", "ftp", "webdav"]
FORMS = ("gz", "br")
"""The endings of texts that are packed by gzip and by brotli."""
VIAS: tuple[Via, ...] = ("local", "s3", "sftp", "ftp", "webdav")


class Announce(Record, frozen=True):
    """Who is told which addresses differ; an empty text for nobody."""

    indexnow: str = ""
    """The key of IndexNow, a file of the portal."""
    indexnow_at: str = "https://api.indexnow.org/indexnow"
    websub: str = ""
    """The address of a hub."""
    cloudflare_at: str = ""
    """The address at which a zone's cache is purged."""
    webhook: str = ""

    @property
    def cloudflare(self) -> bool:
        """Whether a cache is purged."""
        return bool(self.cloudflare_at)


class Target(Record, frozen=True):
    """A place that readers get the portal from. Passwords and keys are never in it."""

    name: str
    via: Via
    """How it is reached."""
    path: str
    """The folder, from the root of the target; of s3, the bucket and perhaps a folder in it."""
    state: str
    """The folder of the manifest, likewise; beside the portal where the target has such a place."""
    host: str = ""
    port: int = 0
    """0 for the usual one."""
    user: str = ""
    url: str = ""
    """Of webdav; of s3, the address of a service that is not Amazon's."""
    region: str = ""
    """Of s3."""
    key_file: str = ""
    """Of sftp: the file of the private key; empty for those of the agent."""
    known_hosts: str = "~/.ssh/known_hosts"
    """Of sftp: the file of the keys by which servers are known."""
    remote: str = ""
    """A remote of rclone's own configuration, in the place of all of the above."""
    releases: int = 0
    """Of sftp: how many deploys are kept, each in a folder of its own and shown as a whole; 0 for one folder."""
    check: bool = False
    """Whether the public address is asked for some files afterwards."""
    public: str = ""
    """That address, if it is not base_url."""
    announce: Announce = Announce()
    compress: tuple[str, ...] = ()
    """The endings of the packed twins that texts have beside them: gz, br."""
    conditional: bool = True
    """Of s3: whether it refuses to write a file that is there (If-None-Match), as all that is current does."""

    @property
    def keeps_headers(self) -> bool:
        """Whether each file has headers of its own there."""
        return self.via == "s3"

    def opens_state(self, base_path: str) -> bool:
        """Return whether readers may be able to open what is kept in `state`.

        Args:
            base_path: the path of base_url. Where the portal is below one, the host shows the folder above it, too.

        """
        path, state = posixpath.normpath(self.path), posixpath.normpath(self.state)
        shown = f"/{path}".removesuffix(base_path)[1:].rstrip("/")
        top = path.partition("/")[0] if self.via == "s3" else shown
        if top in ("", "."):
            inside = state.startswith("/") == path.startswith("/")
        else:
            inside = f"{state}/".startswith(f"{top}/")
        # Of a remote of rclone's own nobody knows what is beside the portal there.
        return inside or bool(self.remote)

    @property
    def has_folders(self) -> bool:
        """Whether a folder stays there when its last file goes."""
        return self.via != "s3"
