"""The web application: all that the preview answers, assembled in one place."""

from __future__ import annotations

import asyncio
import errno
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from itertools import chain
from typing import Any
from urllib.parse import quote

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from generator.base import dates
from generator.base.dates import DateError
from generator.portal.urls import output_path
from generator.portal.variants import FOLDER
from generator.serve import bar
from generator.serve.dashboard import dashboard
from generator.serve.events import Hub, Listener
from generator.serve.files import ASSETS, content_type, policy
from generator.serve.guard import REMOTE, Guard
from generator.serve.handout import Copy, DiffersError, Handout, Source
from generator.serve.inject import inject
from generator.serve.live import Live
from generator.serve.resource import Resource
from generator.serve.server import HEAD_SECONDS

PATIENCE = 0.5
"""Seconds that a request waits for the site to be read before it is answered with the progress of that."""
_RANGE = re.compile(r"bytes=(?=-?[0-9])([0-9]{0,18})-([0-9]{0,18})")
_OWN = {"preview.js", "bar.css", "dashboard.css", "dashboard.js"}


def application(live: Live, hub: Hub, *, token: str, hosts: tuple[str, ...], started: Callable[[], None]) -> Starlette:
    """Return the application.

    Args:
        live: the preview.
        hub: the open browsers.
        token: what visitors from other machines have to show; empty when there are none.
        hosts: names under which it may be asked, beside this machine's own.
        started: called when requests are answered.

    """
    views = _Views(live, hub)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        hub.begin()
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_Trouble(live.say))
        live.start(partial(loop.call_soon_threadsafe, views.ready.set))
        started()
        yield
        hub.close()
        await to_thread.run_sync(live.stop)

    return Starlette(
        routes=[
            Route("/_ssg", lambda _: RedirectResponse("/_ssg/", 301, {"cache-control": "no-cache"})),
            Route("/_ssg/", views.dashboard),
            Route("/_ssg/events", views.events),
            Route("/_ssg/page", views.facts),
            Route("/_ssg/now", views.travel, methods=["POST"]),
            Route("/_ssg/look", views.look, methods=["POST"]),
            Route("/_ssg/{name:path}", views.own),
            Route("/{path:path}", views.page),
        ],
        middleware=[Middleware(Guard, token=token, hosts=hosts)],
        lifespan=lifespan,
    )


class _Views:
    def __init__(self, live: Live, hub: Hub) -> None:
        self.live = live
        self.hub = hub
        self.pages = live.preview.pages
        self.ready = asyncio.Event()
        self.handout = Handout()
        self._easel = CapacityLimiter(1)
        """Pictures are made one after the other; those that wait for it must not take all threads from the pages."""

    def _hidden(self, request: Request) -> bool:
        """Tell whether a visitor may see what is not published: here always, elsewhere with --drafts."""
        return not request.scope[REMOTE] or self.live.preview.options.drafts

    # --------------------------------------------------------------- the site itself

    async def page(self, request: Request) -> Response:
        """Answer with a page, a file, or the site's own page for an address that does not exist."""
        if not self.pages.ready:
            try:
                await asyncio.wait_for(self.ready.wait(), PATIENCE)
            except TimeoutError:
                return await self._wait(request)
        url = request.scope["path"]
        easel = self._easel if url.startswith(f"/{FOLDER}/") else None
        find = partial(self.pages.find, url, hidden=self._hidden(request))
        resource = await to_thread.run_sync(find, limiter=easel)
        if resource.kind == "missing" and self.pages.partial:
            return await self._wait(request)
        if resource.target:
            target = quote(resource.target, safe="/:?#[]@!$&'()*+,;=%")
            query = request.scope["query_string"].decode("latin-1")
            return RedirectResponse(f"{target}?{query}" if query else target, 301, {"cache-control": "no-cache"})
        return (
            await self._file(request, resource, resource.source) if resource.source else self._page(request, resource)
        )

    def _page(self, request: Request, resource: Resource) -> Response:
        path = output_path(resource.url)
        kind = "text/html; charset=utf-8" if resource.status != 200 else content_type(path)
        body = resource.body
        if not body:
            body = (ASSETS / "empty.html").read_bytes()
        if kind.startswith("text/html") and resource.kind != "fragment":
            body = inject(body, resource.digest)
        headers = {"cache-control": "no-cache", "content-type": kind}
        if resource.status == 200:
            headers["etag"] = f'"{resource.digest}"'
            if _unchanged(request, headers["etag"]):
                return Response(None, 304, headers)
        return Response(body, resource.status, headers)

    async def _file(self, request: Request, resource: Resource, source: Source) -> Response:
        """Answer with a file as it was taken in, or with a part of it."""
        etag = f'"{source.digest}"'
        headers = {
            "cache-control": "no-cache", "content-type": content_type(source.path), "etag": etag,
            "accept-ranges": "bytes",
        }  # fmt: skip
        if resource.kind != "asset":
            headers |= policy(source.path)
        if _unchanged(request, etag):
            return Response(None, 304, headers)
        given = request.headers.get("range", "") if request.headers.get("if-range", etag) == etag else ""
        try:
            copy, part, first, rest = await to_thread.run_sync(_opened, self.handout, source, given)
        except (OSError, DiffersError):
            return PlainTextResponse("This file is gone, or another than the one that was taken in.\n", 404)
        status = 200 if len(part) == copy.size else 206
        if part.start >= copy.size > 0:
            status, headers["content-range"] = 416, f"bytes */{copy.size}"
        elif status == 206:
            headers["content-range"] = f"bytes {part.start}-{part.stop - 1}/{copy.size}"
        headers["content-length"] = str(len(part))
        if request.method == "HEAD" or status == 416:
            copy.close()
            return Response(None, status, headers)
        return _Handing(copy, chain((first,), rest), status, headers)

    async def _wait(self, request: Request) -> Response:
        """Answer with how far the reading of the site is."""
        headers = {"retry-after": "1", "cache-control": "no-store"}
        if "." in request.scope["path"].rpartition("/")[2]:
            return PlainTextResponse("The site is being read.\n", 503, headers)
        page = inject((ASSETS / "waiting.html").read_bytes(), "")
        return Response(page, 503, {**headers, "content-type": "text/html; charset=utf-8"})

    # ------------------------------------------------------------------ the preview's own

    async def own(self, request: Request) -> Response:
        """Answer with a file of the preview."""
        name = request.path_params["name"]
        if name not in _OWN:
            return PlainTextResponse("There is nothing here.\n", 404)
        data = (ASSETS / name).read_bytes()
        return Response(data, 200, {"content-type": content_type(name), "cache-control": "no-cache"})

    async def dashboard(self, request: Request) -> Response:
        """Answer with the list of drafts and of what is published next."""
        make = partial(dashboard, self.live, local=not request.scope[REMOTE], hidden=self._hidden(request))
        headers = {"content-type": "text/html; charset=utf-8", "cache-control": "no-store"}
        return Response(await to_thread.run_sync(make), 200, headers)

    async def facts(self, request: Request) -> Response:
        """Answer with what the bar shows."""
        url = request.query_params.get("url", "/")
        local = not request.scope[REMOTE]
        make = partial(bar.facts_of, self.live, url, local=local, hidden=self._hidden(request))
        return _json(await to_thread.run_sync(make))

    async def events(self, request: Request) -> Response:
        """Answer with a stream of what changes."""
        live = self.live
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        if request.method == "HEAD":
            return Response(None, 200, {**headers, "content-type": "text/event-stream; charset=utf-8"})
        hidden = self._hidden(request)
        url = request.query_params.get("url", "")
        seen = request.query_params.get("seen", "")
        listener = Listener(url, seen, hidden=hidden, local=not request.scope[REMOTE])

        async def stream() -> AsyncIterator[bytes]:
            events = self.hub.stream(listener)
            # The first event enters the browser among those who are told; from then on nothing is missed.
            yield await anext(events)
            stage, done, total = live.progress
            listener.put(
                {
                    "kind": "hello", "ready": self.pages.ready, "stage": stage, "done": done, "total": total,
                    "assets": live.preview.assets(),
                }
            )  # fmt: skip
            if self.pages.ready and url:
                resource = await to_thread.run_sync(partial(self.pages.find, url, hidden=hidden))
                if resource.digest != listener.seen and not (self.pages.partial and resource.kind == "missing"):
                    listener.seen = resource.digest
                    listener.put({"kind": "pages", "changed": [url]})
            listener.put(live.state(listener))
            try:
                async for data in events:
                    yield data
            finally:
                await events.aclose()

        return StreamingResponse(stream(), media_type="text/event-stream", headers=headers)

    async def travel(self, request: Request) -> Response:
        """Preview the site as it is at another time; an empty one means the present."""
        if request.scope[REMOTE]:
            return PlainTextResponse("Only who sits at the machine can do this.\n", 403)
        if int(request.headers.get("content-length") or 10_000) > 1000:
            return PlainTextResponse("Too long.\n", 413)
        try:
            text = (await asyncio.wait_for(request.body(), HEAD_SECONDS)).decode("utf-8", "replace").strip()
        except (TimeoutError, ClientDisconnect):
            return PlainTextResponse("Too slow.\n", 408, {"connection": "close"})
        site = self.live.preview.site
        try:
            to = dates.parse_now(text, site.zone if site is not None else "WIB") if text else None
        except DateError as error:
            return _json({"message": error.message, "hint": error.hint}, 400)
        self.live.travel(to)
        return Response(None, 204)

    async def look(self, request: Request) -> Response:
        """Walk the whole content folder again."""
        del request
        self.live.look_again()
        return Response(None, 204)


class _Handing(StreamingResponse):
    """Sends pieces of a file, and closes it; whoever waits for more than there is loses the connection."""

    def __init__(self, copy: Copy, pieces: Iterable[bytes], status: int, headers: dict[str, str]) -> None:
        super().__init__(pieces, status, headers)
        self._copy = copy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._copy.close()


def _opened(handout: Handout, source: Source, given: str) -> tuple[Copy, range, bytes, Iterator[bytes]]:
    """Open a file; return with it the part of it that is asked for, its first piece, and what follows."""
    copy = handout.open(source)
    try:
        part = asked_part(given, copy.size)
        pieces = copy.read(part.start, part.stop)
        return copy, part, next(pieces, b""), pieces
    except BaseException:
        copy.close()
        raise


def asked_part(given: str, size: int) -> range:
    """Return the part of a file that the header Range asks for: all of it if that has no known form."""
    match = _RANGE.fullmatch(given.strip())
    first, last = match.groups() if match else ("", "")
    if not match or (first and last and int(last) < int(first)):
        return range(size)
    if first:
        return range(int(first), min(int(last) + 1 if last else size, size))
    return range(max(size - int(last), 0), size)


class _Trouble:
    """What the event loop cannot do, as a sentence and not more than once."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._said: set[str] = set()

    def __call__(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        text = f"a connection failed: {error or context.get('message', '')}"
        if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
            text = "no more connections can be taken at once; close some browser tabs"
        if text not in self._said and not loop.is_closed():
            self._said.add(text)
            self._say(text)


def _unchanged(request: Request, etag: str) -> bool:
    given = request.headers.get("if-none-match", "")
    return given == "*" or etag in (one.strip().removeprefix("W/") for one in given.split(","))


def _json(data: Any, status: int = 200) -> Response:
    headers = {"content-type": "application/json; charset=utf-8", "cache-control": "no-store"}
    return Response(msgspec.json.encode(data), status, headers)
