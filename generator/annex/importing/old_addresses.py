"""Addresses of the old site: which belong to it, and their one canonical form."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from generator.base.text import clean, fold
from generator.config.addresses import names_content
from generator.model.records import Record
from generator.model.urls import is_address, is_ours, is_web, media_address

_BY_NUMBER = frozenset({"p", "page_id", "attachment_id", "m", "cat", "tag", "author"})
"""Parameters by which systems name what they show; any other says only how a reader came."""
_NO_FOLDER = re.compile(
    r"\.(?:(?!(?:php|aspx?|jsp|cgi|cfm|do|shtml)$)[a-z]\w{1,6}|webmanifest)$", re.IGNORECASE | re.ASCII
)
_SIMPLE = re.compile(
    r"(?:(https?)://([a-z0-9.-]+)|(?!//))((?:/[\w/.~%-]*)?)(?:\?([\w=&.~%-]*))?(?:#([\w.~%-]*))?", re.ASCII
)
"""Most addresses, of which `urlsplit` would find the same parts in five times the time."""
_VIEW = re.compile(r"/(?:amp|feed|trackback|embed|(?:page|comment-page-|halaman/?)/?\d+|\d{1,3}|semua)$")
"""What an address may end in that shows the same thing in another way."""


class Hosts(Record, frozen=True):
    """Where the old site was: its host names, without www, and its base path."""

    names: frozenset[str]
    base: str = ""
    """Without a slash at its end; empty for a site at the root of its host."""

    def own(self, address: str) -> str | None:
        """Return the path and query of an old site's address; None for any other, and for none."""
        if not address.strip():
            return None
        try:
            parts = split(address.strip())
        except ValueError:
            return None
        if parts.scheme and parts.scheme.lower() not in {"http", "https"}:
            return None
        if parts.netloc and bare(parts.netloc) not in self.names:
            return None
        path = self.inside(parts.path or "/")
        return None if path is None else path + (f"?{parts.query}" if parts.query else "")

    def inside(self, path: str) -> str | None:
        """Return a host's path relative to the site; None if it is outside."""
        if not self.base or not path.startswith("/"):
            return path
        return path[len(self.base) :] or "/" if f"{path}/".startswith(f"{self.base}/") else None


def split(address: str) -> SplitResult:
    """Return an address's parts; raise ValueError for an invalid one."""
    found = _SIMPLE.fullmatch(address)
    return SplitResult(*found.groups("")) if found else urlsplit(address)


def parts_of(address: str) -> SplitResult:
    """Return an address's parts; all empty for an invalid one."""
    try:
        return split(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def bare(host: str) -> str:
    """Return a host without user, http's port and www."""
    host = host.rpartition("@")[2].lower().removesuffix(":80").removesuffix(":443")
    return host.removeprefix("www.")


def hosts_of(addresses: Iterable[str], base: str = "") -> Hosts:
    """Return the hosts of addresses or host names; the path of `base`, the front page, applies to all."""
    found = {bare(parts_of(address if "//" in address else f"//{address}").netloc) for address in addresses}
    return Hosts(frozenset(found - {""}), urlsplit(base_url(base)).path if base else "")


def spelled(path: str, fold: Callable[[str], str] = fold) -> str:
    """Return a path's canonical form: decoded, folded, without trailing slash; and what its query names."""
    path, _, query = path.partition("#")[0].partition("?")
    named = sorted((key, value) for key, value in parse_qsl(query) if key in _BY_NUMBER) if query else []
    kept = "?" + "&".join(f"{key}={value}" for key, value in named) if named else ""
    path = "/" + fold(clean(unquote(path))).strip("/").removesuffix("index.php").removesuffix("index.html").strip("/")
    return path + kept


def views(path: str) -> Iterable[str]:
    """Yield a spelled path, and that of the thing of which it is a further page or a feed."""
    yield path
    plain = path.partition("?")[0]
    while found := _VIEW.search(plain):
        plain = plain[: found.start()]
        yield plain or "/"


def is_part(path: str, urls: Container[str]) -> bool:
    """Return whether a path is a numbered page of something at one of some folded addresses."""
    above, _, number = fold(path).rstrip("/").rpartition("/")
    return bool(above) and number.isdecimal() and f"{above}/" in urls


def alias(address: str) -> str:
    """Return an old address's path as front matter or site.yaml may have it; empty if nothing can redirect from there.

    Front matter may not have one that belongs to lists.
    """
    written, asked, query = address.partition("#")[0].partition("?")
    path = unquote(written)
    # A folder's index is at the folder's own address.
    path = path[: -len("index.html")] if path.lower().endswith("/index.html") else path
    if clean(path) != path or len(address) > 380:
        return ""
    if asked:
        known = is_address(f"{path}?{query}") and (path == "/" or bool(media_address(path.strip("/"))))
        return f"{path}?{query}" if known and names_content(f"{path}?{query}") else ""
    inner = path.strip("/")
    html = inner.endswith((".html", ".htm")) and not path.endswith("/")
    folders = inner.split("/")[: -1 if html else None]
    if not inner or not media_address(inner) or any(map(_NO_FOLDER.search, folders)):
        return ""
    url = f"/{inner}" if html else f"/{inner}/"
    return "" if is_ours(url) else url


def base_url(url: str) -> str:
    """Return a portal's address as site.yaml has it: https, host, and base path; empty for none."""
    parts = parts_of(url)
    host = parts.netloc.rpartition("@")[2]
    path = "/".join(part for part in parts.path.split("/") if part)
    inner = f"/{path}" if re.fullmatch(r"[\w/.~-]+", path) and ".." not in path else ""
    return f"https://{host}{inner}" if is_web(f"https://{host}") else ""
