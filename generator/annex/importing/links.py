"""Rewrites addresses in bodies from the old site to the new one."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from generator.annex.importing.bodies.wording import Destination
from generator.annex.importing.items import File
from generator.annex.importing.old_addresses import bare, hosts_of, parts_of, spelled, split, views
from generator.annex.importing.plan import Plan
from generator.base.text import clean
from generator.config.media import HARMLESS, PICTURES
from generator.markup.inlines import reach, resolved
from generator.model.urls import is_web, media_address

_VARIANT = re.compile(r"-\d{2,4}x\d{2,4}(?=\.[A-Za-z]{3,4}$)")
_PROXIES = re.compile(r"i[0-3]\.wp\.com$|images\.weserv\.nl$")
"""Hosts that hand out smaller pictures of others, whose address is in theirs."""
_PAGES = frozenset({"php", "html", "htm", "asp", "aspx", "jsp"})
_END = re.compile(r"[?#]")
_DANGEROUS = re.compile(r"[\x00-\x20\x7f<>\"\\^`{|}]")


class Resolver:
    """Resolves addresses, and remembers which media files were used."""

    def __init__(self, plan: Plan, has: Callable[[str], object]) -> None:
        """Take the plan, and a function that says whether a media file has a copy, by its path."""
        survey = plan.seen
        self._plan, self._hosts = plan, plan.hosts
        self._has = has
        self.file = survey.files.get
        self._media_names = plan.hosts.names | hosts_of(file.url for file in survey.files.values()).names
        self._paths: dict[str, File] = {}
        self._shown: dict[str, File] = {}
        for file in survey.files.values():
            if path := self._path_of_file(file.url):
                self._paths[path] = file
            if file.address and (own := plan.hosts.own(file.address)):
                self._shown[spelled(own)] = file
        drafts = (item.id for item in survey.entries if item.state != "published")
        self._hidden = {route.url for key in drafts if (route := plan.routes.by_id.get(key))}
        self.needed: dict[str, str] = {}
        """Path below content/ of each media file that was asked for, and where the source has it."""

    def target(self, href: str, base: str) -> Destination:
        """Return a link's target; `base` is the old address of its article."""
        href = clean(href.strip())
        scheme = re.match(r"\s*([A-Za-z][A-Za-z0-9+.-]*):", href)
        if scheme and scheme[1].lower() not in {"http", "https"}:
            return Destination(href if reach(href) == "external" and "<" not in href else "")
        # Browsers read a backslash in a path as a slash.
        end = _END.search(href)
        href = href.replace("\\", "/", href.count("\\", 0, end.start() if end else None))
        path = self._hosts.own(_whole(href, base))
        if path is None:
            # The media may be on another host than the pages.
            return self.media(href, base, linked=True) if self._path_of_file(href) in self._paths else _external(href)
        fragment = href.partition("#")[2]
        behind = f"#{quote(fragment, safe='')}" if fragment else ""
        at = spelled(path)
        for view in views(at):
            if url := self._plan.routes.urls.get(view):
                return Destination(url + behind, note="dead-link" if url in self._hidden else "")
            if file := self._shown.get(view):
                return self.media(file.url, base, linked=True)
        if at == "/":
            return Destination("/")
        ending = path.partition("?")[0].rpartition("/")[2].rpartition(".")[2].lower()
        if f".{ending}" in HARMLESS or self._path_of_file(href) in self._paths:
            return self.media(href, base, linked=True)
        plain = "/" + quote(unquote(path.partition("?")[0]).strip("/"), safe="/-._~!$&'*+,;=@")
        plain = plain if "." in plain.rpartition("/")[2] or plain == "/" else f"{plain}/"
        # An impossible address would be refused, and hold back its whole article.
        return Destination(plain + behind if resolved(plain, "", "/") else "", note="dead-link")

    def media(self, source: str, base: str, *, linked: bool = False) -> Destination:
        """Return the address of a picture or media file that the article at `base` shows or, with `linked`, links."""
        source = clean(source.strip())
        try:
            parts = split(source)
        except ValueError:
            return Destination("", note="missing-media")
        if _PROXIES.search(parts.netloc.lower()):
            source = f"https:/{parts.path}"
        whole = _whole(source, base)
        path = self._path_of_file(whole)
        if not path:
            found = _external(source)
            if found.address.lower().startswith("http:"):
                return Destination(f"https:{found.address[5:]}", is_media=True, note="insecure-picture")
            return Destination(found.address, is_media=True, note=found.note)
        original = _VARIANT.sub("", path)
        if original != path and (original in self._paths or self._has(original)):
            path = original
        known = self._paths.get(path)
        if not media_address(path) or self._plan.paths.has(path) or path.rpartition(".")[2].lower() in _PAGES:
            return Destination(_external(whole).address, is_media=True, note="refused-media")
        self.needed.setdefault(path.strip("/"), known.url if known else whole)
        if self._plan.media_url and (linked or not path.lower().endswith(PICTURES)):
            # Only shown pictures are looked for at media.base_url.
            return Destination(self._plan.media_url + quote(path), is_media=True)
        return Destination(path, is_media=True)

    def _path_of_file(self, url: str) -> str:
        """Return the decoded path of an old media file; empty if it is on a foreign host."""
        parts = parts_of(url)
        if not parts.netloc and parts.scheme.lower() not in {"", "http", "https"}:
            return ""
        if parts.netloc and bare(parts.netloc) not in self._media_names:
            return ""
        return clean(unquote(self._hosts.inside(parts.path) or ""))


def _whole(href: str, base: str) -> str:
    """Return an address resolved against the page at `base`."""
    whole = href.startswith(("https://", "http://", "//"))
    if whole and "/." not in href:
        return href
    try:
        # Of an address with a host, only the path is joined: its ".." lead no further than to the root.
        return urljoin(href, urlunsplit(("", "", *urlsplit(href)[2:]))) if whole else urljoin(base or "/", href)
    except ValueError:
        return ""


def _external(href: str) -> Destination:
    """Return an external address, with forbidden characters escaped."""
    href = f"https:{href}" if href.startswith("//") else href
    href = _DANGEROUS.sub(lambda found: quote(found[0]), href)
    return Destination(href) if is_web(href) and reach(href) == "external" else Destination("", note="unsafe-link")
