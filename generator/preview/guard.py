"""Access control of the preview.

A page of another site can make an editor's browser send any request to this server, and must learn and change nothing.
Only known host names are answered, which stops DNS rebinding; nothing is shared across origins; requests that act or
stream must come from the preview's own pages. A visitor from another machine needs the printed token.
"""

from __future__ import annotations

import ipaddress
import secrets
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generator.base.errors import printable
from generator.base.sentences import Language, Sentence, sentence
from generator.preview import words

_HEADERS = {
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
}
REMOTE = "warta.remote"
"""Key of the scope: whether the visitor is on another machine."""
PERSON = "warta.person"
"""Key of the scope: who the visitor is, if the desk is open and knows."""
_LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


_STRANGER = sentence("This desk is for the colleagues whom site.yaml names. Ask whoever set it up to add you.")
_AWAY = sentence(
    "The desk opens on the machine alone on which it runs, or behind a proxy that says who asks (desk: person: in"
    " site.yaml)."
)


class Door(Protocol):
    """Knows who visitors are; see `annex.desk.people`."""

    def person(self, headers: Headers, address: str, *, remote: bool) -> Any:
        """Return the person who asks from an IP address; None for nobody who may come in."""

    @property
    def is_closed(self) -> bool:
        """Whether nobody comes in but whom a proxy names."""


class Guard:
    """Middleware that refuses all unauthorised requests."""

    def __init__(
        self, app: ASGIApp, *, token: str, hosts: tuple[str, ...], language: Language, door: Door | None = None
    ) -> None:
        self.app = app
        self._door = door
        self._token = token
        self._language = language
        self._hosts = {host.lower().rstrip(".") for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._check(scope)
        await (refusal or self.app)(scope, receive, with_headers)

    def _check(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = name_of(headers.get("host", ""))
        if len(headers.getlist("host")) != 1 or not self._known(host):
            return self._refused(sentence(
                "Nobody answers here to the name {name}. If it is yours, start ssg serve with --allow-host {name}.",
                name=printable(host),
            ))  # fmt: skip
        closed = self._door is not None and self._door.is_closed
        # Behind a proxy all come from its address, and what name they asked for is theirs to say.
        scope[REMOTE] = remote = closed or not (_loopback(scope.get("client")) and host in _LOCAL_NAMES)
        if self._door is not None:
            address = scope["client"][0] if scope.get("client") else ""
            scope[PERSON] = self._door.person(headers, address, remote=remote)
            if scope[PERSON] is None and (closed or scope["path"].startswith("/_ssg/desk")):
                return self._refused(_STRANGER if closed else _AWAY)
            # Who was named by the proxy needs no token.
            remote = remote and not closed
        if remote and (answer := self._admit(scope, headers)) is not None:
            return answer
        if scope["path"].startswith("/_ssg/") and not _own(scope, headers):
            return self._refused(sentence("Only pages that were opened here are answered. Load the page again."))
        return None

    def _known(self, host: str) -> bool:
        """Return whether a host name is answered; IP addresses are, since they cannot be rebound."""
        if host in _LOCAL_NAMES or host in self._hosts:
            return True
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return False
        return True

    def _admit(self, scope: Scope, headers: Headers) -> Response | None:
        """Return None for a visitor with the token: in the address on the first visit, then in a cookie."""
        if not self._token:
            return self._refused(sentence("This preview is for the machine alone on which it runs."))
        name = f"warta-{scope['server'][1]}"
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = dict(query).get("token")
        if given is not None and self._same(given):
            rest = urlencode([pair for pair in query if pair[0] != "token"])
            path = "/" + scope["path"].lstrip("/\\")
            answer = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
            answer.set_cookie(name, self._token, max_age=86400, httponly=True, samesite="lax")
            return answer
        if self._same(cookie_parser(headers.get("cookie", "")).get(name, "")):
            return None
        path = "/" + scope["path"].lstrip("/\\")
        return HTMLResponse(words.page("locked.html", self._language, path=path, wrong=given is not None), 401)

    def _refused(self, said: Sentence) -> Response:
        return PlainTextResponse(f"{self._language.put(said)}\n", 403)

    def _same(self, given: str) -> bool:
        return secrets.compare_digest(given.encode("utf-8", "replace"), self._token.encode())


def name_of(host: str) -> str:
    """Return the host name in a Host header, without the port."""
    host = host.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].rstrip(".") if host.count(":") < 2 else host


def _loopback(client: tuple[str, int] | None) -> bool:
    if client is None:
        return False
    try:
        address = ipaddress.ip_address(client[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def _own(scope: Scope, headers: Headers) -> bool:
    """Return whether a request comes from the preview's own page, or is a navigation by a person."""
    reading = scope["method"] in ("GET", "HEAD")
    origin = headers.get("origin")
    # A proxy that speaks https to browsers asks us by http.
    schemes = (scope["scheme"], "https") if scope.get(PERSON) is not None else (scope["scheme"],)
    if origin is not None and origin.lower() not in (f"{one}://{headers.get('host', '').lower()}" for one in schemes):
        return False
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return reading and headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return reading or origin is not None or site is not None
