"""Hosts: what each can take, and in which form it is told of addresses and headers."""

from __future__ import annotations

from typing import Literal

from generator.base.sentences import NOTHING, Sentence, sentence
from generator.portal.records import Record

READ = "2026-11"
"""Year and month in which the limits were looked up."""
_KB, _MB, _GB = 1 << 10, 1 << 20, 1 << 30

Form = Literal["", "lists", "nginx", "apache", "caddy"]
"""In which files a host is told: in none, in `_redirects` and `_headers`, in the language of a server."""


class Host(Record, frozen=True):
    """A host, or a plan of one; a limit of 0 is none that matters."""

    name: str
    """As `host` in site.yaml has it."""
    label: str
    form: Form = ""
    files: int = 0
    """Most files."""
    folder: int = 0
    """Most files of one folder."""
    counts_folders: bool = False
    """Whether folders are files to it."""
    size: int = 0
    """Most bytes of all files."""
    largest: int = 0
    """Most bytes of a file."""
    rules: int = 0
    """Most redirects. Of a host without a form, in a `_redirects` that the newsroom wrote itself."""
    traffic: int = 0
    """Bytes a month that readers may fetch before the host speaks up."""
    terms: Sentence = NOTHING
    """What its terms say of those who publish there."""
    knows_queries: bool = False
    """Whether it can be told of addresses with a query."""
    knows_gone: bool = False
    """Whether it can be told to answer 410."""

    @property
    def inside(self) -> bool:
        """Whether its files are part of the output; otherwise they are the configuration of a server."""
        return self.form in ("lists", "apache")


_BUSINESS = sentence(
    "its terms allow no online business and no shop: ask GitHub before a portal that lives on advertising depends on it"
)
_HOSTS = (
    # https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
    Host("github", "GitHub Pages", size=_GB, traffic=100 * _GB, terms=_BUSINESS),
    # https://docs.gitlab.com/user/gitlab_com/#gitlab-pages, https://docs.gitlab.com/user/project/pages/redirects/
    Host("gitlab", "GitLab Pages", files=200_000, counts_folders=True, size=_GB, rules=1_000),
    # https://developers.cloudflare.com/pages/platform/limits/
    Host("cloudflare", "Cloudflare Pages", "lists", files=20_000, largest=25 * _MB, rules=2_000),
    Host("cloudflare-paid", "Cloudflare Pages (paid)", "lists", files=100_000, largest=25 * _MB, rules=2_000),
    # https://docs.netlify.com/site-deploys/overview/#files-per-directory-limit; the number of rules is ours.
    Host("netlify", "Netlify", "lists", folder=54_000, rules=2_000, knows_queries=True),
    Host("s3", "S3, R2"),
    Host("nginx", "nginx", "nginx", knows_queries=True, knows_gone=True),
    # It reads .htaccess at each request, and compares line by line: this limit is ours.
    Host("apache", "Apache", "apache", rules=1_000, knows_queries=True, knows_gone=True),
    # It compares line by line, too, but reads its configuration once.
    Host("caddy", "Caddy", "caddy", rules=20_000, knows_queries=True, knows_gone=True),
)
HOSTS = {host.name: host for host in _HOSTS}
"""Name -> host."""
