"""The headers that files are served with, for all hosts and uploads."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from generator.model.records import Record
from generator.model.site import Site
from generator.model.third_parties import hosts_of, writes_styles

MINUTE, HOUR, MONTH, FOREVER = (
    "public, max-age=60", "public, max-age=3600", "public, max-age=2592000", "public, max-age=31536000, immutable",
)  # fmt: skip
FOLDERS = (("aset/", HOUR), ("gambar/", FOREVER))
"""Folders of the output whose files are cached otherwise than pages, and how. What is in gambar/ never changes."""
LASTING = (
    "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "ico", "mp4", "webm", "mov", "mp3", "m4a", "ogg", "pdf", "woff",
    "woff2",
)  # fmt: skip
"""Extensions of files cached for a month, wherever they are."""
NAMED = {"feed.xml": "application/rss+xml"}
"""Content-Type by file name."""
TYPES = {
    "html": "text/html", "css": "text/css", "js": "text/javascript", "mjs": "text/javascript", "xml": "application/xml",
    "json": "application/json", "txt": "text/plain", "csv": "text/csv", "vtt": "text/vtt", "svg": "image/svg+xml",
    "webmanifest": "application/manifest+json",
}  # fmt: skip
"""Content-Type of texts by their endings; all of them are UTF-8. Of other files hosts know it."""
INDEX = r"^(/(?:[^/?\\.][^/?\\]*/)*)index[.]html([?].*)?$"
"""An address that names the file that its folder shows. One that begins like another host's (`//…`, `/\\…`) is none,
since readers are sent to the folder, and neither is one in a hidden folder."""
_FRAMES = "https://www.youtube-nocookie.com https://player.vimeo.com"
_NAME = r"[A-Za-z0-9.-]+"
_FOLDER = r"(?:/[A-Za-z0-9._@+-]+)+"


class Headers(Record, frozen=True):
    """The headers of a file."""

    kind: str
    """Content-Type; empty if the extension implies it."""
    cache: str
    """Cache-Control."""


def headers_of(path: str) -> Headers:
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2].lower()
    kind = NAMED.get(name) or TYPES.get(ending, "")
    cache = next((cache for folder, cache in FOLDERS if path.startswith(folder)), "")
    return Headers(f"{kind}; charset=utf-8" if kind else "", cache or (MONTH if ending in LASTING else MINUTE))


def fixed(site: Site) -> tuple[tuple[str, str], ...]:
    return (
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Content-Security-Policy", policy(site)),
        *([("Strict-Transport-Security", f"max-age={site.hsts}")] if site.hsts else []),
    )


def policy(site: Site) -> str:
    """Return the Content-Security-Policy.

    The theme has no inline script or style, and loads an embedded video only after a click. Everything else that a page
    loads from others, `third_parties` names.
    """
    more = "".join(f" {host}" for host in hosts_of(site.third_parties))
    styles = f"{more} 'unsafe-inline'" if writes_styles(site.third_parties) else more
    return (
        f"default-src 'none'; style-src 'self'{styles}; script-src 'self'{more}; img-src 'self' https: data:;"
        f" media-src 'self' https:; font-src 'self'{more}; connect-src 'self'{more}; frame-src {_FRAMES}{more};"
        f" manifest-src 'self'; base-uri 'none'; form-action 'self'{more}; frame-ancestors 'self'"
    )


def host_name(site: Site) -> str:
    name = urlsplit(site.base_url).hostname or ""
    return name if re.fullmatch(_NAME, name) else "localhost"


def web_root(site: Site) -> str:
    """Return the server folder that is the root of the portal's host.

    It is the path of the first target that has one, or a parent of it if base_url has a path.
    """
    for target in site.targets:
        path = target.path
        if target.via in ("sftp", "local") and re.fullmatch(_FOLDER, path) and path.endswith(site.base_path):
            return path.removesuffix(site.base_path)
    return f"/srv/{host_name(site).removeprefix('www.').partition('.')[0]}"
