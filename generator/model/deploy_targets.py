"""Deploy targets, and the limits of hosts."""

from __future__ import annotations

import posixpath
from typing import Literal

from generator.model.records import Record

Via = Literal["local", "s3", "sftp", "ftp", "webdav"]
VIAS: tuple[Via, ...] = ("local", "s3", "sftp", "ftp", "webdav")


class Announce(Record, frozen=True):
    """Services to notify of changed addresses; an empty text turns one off."""

    indexnow: str = ""
    indexnow_at: str = "https://api.indexnow.org/indexnow"
    websub: str = ""
    cloudflare_at: str = ""
    """The address for purging a zone's cache."""
    webhook: str = ""

    @property
    def cloudflare(self) -> bool:
        return bool(self.cloudflare_at)


class Target(Record, frozen=True):
    """A deploy target. It never contains passwords or keys."""

    name: str
    via: Via
    path: str
    """The folder, from the root of the target; for s3, the bucket and perhaps a folder in it."""
    state: str
    """The folder of the manifest, likewise; beside the portal if the target allows it."""
    host: str = ""
    port: int = 0
    """0 for the default."""
    user: str = ""
    url: str = ""
    """For webdav; for s3, the address of a service other than Amazon's."""
    region: str = ""
    key_file: str = ""
    """For sftp: the private key file; empty for the agent's keys."""
    known_hosts: str = "~/.ssh/known_hosts"
    """For sftp: the file of known host keys."""
    remote: str = ""
    """A remote from rclone's own configuration, instead of all of the above."""
    check: bool = False
    """Whether some files are requested at the public address afterwards."""
    public: str = ""
    """That address, if it is not base_url."""
    announce: Announce = Announce()
    conditional: bool = True
    """For s3: whether it refuses to overwrite a file (If-None-Match), as all current services do."""

    @property
    def keeps_headers(self) -> bool:
        return self.via == "s3"

    def opens_state(self, base_path: str) -> bool:
        """Return whether readers may be able to open what is kept in `state`.

        If the portal is below a path of its host, the host serves the folder above it, too.
        """
        path, state = posixpath.normpath(self.path), posixpath.normpath(self.state)
        shown = f"/{path}".removesuffix(base_path)[1:].rstrip("/")
        top = path.partition("/")[0] if self.via == "s3" else shown
        if top in ("", "."):
            inside = state.startswith("/") == path.startswith("/")
        else:
            inside = f"{state}/".startswith(f"{top}/")
        # For a remote of rclone's own, nobody knows what lies beside the portal.
        return inside or bool(self.remote)

    @property
    def has_folders(self) -> bool:
        """Whether an empty folder remains when its last file is deleted."""
        return self.via != "s3"


FOLDER_HOSTS = {
    name: Target(name, "local", path="public", state=".public.warta-deploy")
    for name in ("github-pages", "gitlab-pages", "cloudflare-pages", "netlify")
}
"""The targets of hosts that take a folder as a whole: that folder, for the host's own tool to upload."""
READ = "2026-11"
"""Year and month when the limits were looked up."""
_KB, _MB, _GB = 1 << 10, 1 << 20, 1 << 30

Form = Literal["", "lists", "nginx", "apache", "caddy"]
"""How a host is configured: not at all, by `_redirects` and `_headers`, or as a server is."""


class Host(Record, frozen=True):
    """A host, or a plan of one; a limit of 0 means none that matters."""

    name: str
    label: str
    form: Form = ""
    files: int = 0
    folder: int = 0
    counts_folders: bool = False
    size: int = 0
    """In bytes, of all files."""
    largest: int = 0
    """In bytes, of one file."""
    rules: int = 0
    """The most redirects; for a host without a form, in a `_redirects` that the newsroom wrote itself."""
    knows_queries: bool = False
    knows_gone: bool = False


_HOSTS = (
    # https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
    Host("github", "GitHub Pages", size=_GB),
    # https://docs.gitlab.com/user/gitlab_com/#gitlab-pages, https://docs.gitlab.com/user/project/pages/redirects/
    Host("gitlab", "GitLab Pages", files=200_000, counts_folders=True, size=_GB, rules=1_000),
    # https://developers.cloudflare.com/pages/platform/limits/
    Host("cloudflare", "Cloudflare Pages", "lists", files=20_000, largest=25 * _MB, rules=2_000),
    Host("cloudflare-paid", "Cloudflare Pages (paid)", "lists", files=100_000, largest=25 * _MB, rules=2_000),
    # https://docs.netlify.com/site-deploys/overview/#files-per-directory-limit; the limit on rules is ours.
    Host("netlify", "Netlify", "lists", folder=54_000, rules=2_000, knows_queries=True),
    Host("s3", "S3, R2"),
    Host("nginx", "nginx", "nginx", knows_queries=True, knows_gone=True),
    # It reads .htaccess on each request and compares line by line: this limit is ours.
    Host("apache", "Apache", "apache", rules=1_000, knows_queries=True, knows_gone=True),
    # It compares line by line, too, but reads its configuration once.
    Host("caddy", "Caddy", "caddy", rules=20_000, knows_queries=True, knows_gone=True),
)
HOSTS = {host.name: host for host in _HOSTS}
UNTOLD = frozenset(host.name for host in _HOSTS if not host.form)
"""Hosts that take no rules, and tell addresses apart by letter case."""
_OUTPUT_FILES: dict[Form, tuple[str, ...]] = {"lists": ("_redirects", "_headers"), "apache": (".htaccess",)}


def host_files(name: str) -> tuple[str, ...]:
    """Return the output files that a host reads; the files of other hosts configure a server."""
    return _OUTPUT_FILES.get(HOSTS[name].form, ()) if name in HOSTS else ()
