"""The answers to requests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any
from urllib.parse import quote

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse

from generator.base import dates
from generator.base.dates import DateError
from generator.model.urls import FRAGMENT_FOLDER, on_host, on_site, output_path
from generator.model.variants import FOLDER
from generator.preview import bar, words
from generator.preview.events import Hub, Listener
from generator.preview.files import ASSETS, content_type, download, is_unchanged, policy
from generator.preview.guard import REMOTE
from generator.preview.live import Live
from generator.preview.view import Resource

_BODY_SECONDS = 10.0
"""Seconds that a client has to send the body of its request."""
PATIENCE = 0.5
"""Seconds that a request waits for the site to be read before the response shows progress."""
_WORDS = b"const words = {};"
_OWN = {"preview.js", "bar.css", "dashboard.css", "dashboard.js"}


class Views:
    """The responses of a preview, on the event loop; slow work is done in a thread pool."""

    def __init__(self, live: Live, hub: Hub) -> None:
        self.live = live
        self.hub = hub
        self.pages = live.preview.pages
        self.ready = asyncio.Event()
        """Set when there are pages to show."""
        self._one_picture = CapacityLimiter(1)
        """Pictures are made one at a time; requests that wait for one must not take all threads from the pages."""

    def _sees_hidden(self, request: Request) -> bool:
        return not request.scope[REMOTE] or self.live.preview.options.unpublished

    # --------------------------------------------------------------- the site itself

    async def page(self, request: Request) -> Response:
        """Respond with a page, a file, or the site's own page for unknown addresses."""
        if not self.pages.ready:
            try:
                await asyncio.wait_for(self.ready.wait(), PATIENCE)
            except TimeoutError:
                return self._waiting(request)
        base, path = self.pages.base_path, request.scope["path"]
        if base and path in ("/", base):
            return RedirectResponse(f"{base}/", 302, {"cache-control": "no-cache"})
        url = on_site(path, base)
        limiter = self._one_picture if url.startswith(f"/{FOLDER}/") else None
        find = partial(self.pages.find, url, hidden=self._sees_hidden(request))
        resource = await to_thread.run_sync(find, limiter=limiter)
        if resource.target:
            target = quote(on_host(resource.target, base), safe="/:?#[]@!$&'()*+,;=%")
            query = request.scope["query_string"].decode("latin-1")
            return RedirectResponse(f"{target}?{query}" if query else target, 301, {"cache-control": "no-cache"})
        if resource.source is not None:
            headers = policy(resource.source.path) if resource.kind != "asset" else {}
            return await download(request, resource.source, headers)
        return self._made(request, resource)

    def _made(self, request: Request, resource: Resource) -> Response:
        kind = "text/html; charset=utf-8" if resource.status != 200 else content_type(output_path(resource.url))
        body = resource.body
        if kind.startswith("text/html") and not resource.url.startswith(f"/{FRAGMENT_FOLDER}/"):
            body = bar.inject(body or words.page("empty.html", self.live.language), resource.digest)
        headers = {"cache-control": "no-cache", "content-type": kind}
        if resource.status == 200:
            headers["etag"] = f'"{resource.digest}"'
            if is_unchanged(request, headers["etag"]):
                return Response(None, 304, headers)
        return Response(body, resource.status, headers)

    def _waiting(self, request: Request) -> Response:
        headers = {"retry-after": "1", "cache-control": "no-store"}
        if "." in request.scope["path"].rpartition("/")[2]:
            return PlainTextResponse("The site is being read.\n", 503, headers)
        page = bar.inject(words.page("waiting.html", self.live.language), "")
        return Response(page, 503, {**headers, "content-type": "text/html; charset=utf-8"})

    # ------------------------------------------------------------------ the preview's own

    async def own_file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _OWN:
            return PlainTextResponse("There is nothing here.\n", 404)
        data = (ASSETS / name).read_bytes()
        if name == "preview.js":
            data = data.replace(_WORDS, b"const words = %s;" % msgspec.json.encode(words.words(self.live.language)))
        return Response(data, 200, {"content-type": content_type(name), "cache-control": "no-cache"})

    async def dashboard(self, request: Request) -> Response:
        make = partial(bar.dashboard, self.live, local=not request.scope[REMOTE], hidden=self._sees_hidden(request))
        headers = {"content-type": "text/html; charset=utf-8", "cache-control": "no-store"}
        return Response(await to_thread.run_sync(make), 200, headers)

    async def page_facts(self, request: Request) -> Response:
        base = self.pages.base_path
        url = on_site(request.query_params.get("url", f"{base}/"), base)
        local = not request.scope[REMOTE]
        make = partial(bar.facts_of, self.live, url, local=local, hidden=self._sees_hidden(request))
        return _json(await to_thread.run_sync(make))

    async def events(self, request: Request) -> Response:
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        if request.method == "HEAD":
            return Response(None, 200, {**headers, "content-type": "text/event-stream; charset=utf-8"})
        listener = Listener(
            on_site(request.query_params.get("url", ""), self.pages.base_path),
            request.query_params.get("seen", ""),
            hidden=self._sees_hidden(request),
            local=not request.scope[REMOTE],
        )
        return StreamingResponse(self._stream(listener), media_type="text/event-stream", headers=headers)

    async def _stream(self, listener: Listener) -> AsyncIterator[bytes]:
        events = self.hub.stream(listener)
        # The first event registers the browser as a listener; from then on nothing is missed.
        yield await anext(events)
        stage, done, total = self.live.progress
        base = self.pages.base_path
        listener.put(
            {
                "kind": "hello", "ready": self.pages.ready, "stage": stage, "done": done, "total": total,
                "assets": {on_host(url, base): known for url, known in self.live.preview.assets().items()},
            }
        )  # fmt: skip
        if self.pages.ready and listener.url:
            resource = await to_thread.run_sync(partial(self.pages.find, listener.url, hidden=listener.hidden))
            if resource.digest != listener.seen:
                listener.seen = resource.digest
                listener.put({"kind": "pages", "changed": [on_host(listener.url, base)]})
        listener.put(self.live.state(listener))
        try:
            async for data in events:
                yield data
        finally:
            await events.aclose()

    async def set_time(self, request: Request) -> Response:
        if request.scope[REMOTE]:
            return _refused()
        if int(request.headers.get("content-length") or 10_000) > 1000:
            return PlainTextResponse("Too long.\n", 413)
        try:
            text = (await asyncio.wait_for(request.body(), _BODY_SECONDS)).decode("utf-8", "replace").strip()
        except (TimeoutError, ClientDisconnect):
            return PlainTextResponse("Too slow.\n", 408, {"connection": "close"})
        try:
            pinned = dates.parse_now(text, self.live.stamp.zone) if text else None
        except DateError as error:
            return _json(
                {"message": self.live.language.put(error.said), "hint": self.live.language.put(error.advice)}, 400
            )
        self.live.set_time(pinned)
        return Response(None, 204)

    async def show_drafts(self, request: Request) -> Response:
        if request.scope[REMOTE]:
            return _refused()
        self.live.show_drafts(drafts=request.query_params.get("shown") == "1")
        return Response(None, 204)

    async def look_again(self, request: Request) -> Response:
        del request
        self.live.look_again()
        return Response(None, 204)


def _refused() -> Response:
    return PlainTextResponse("Only who sits at the machine can do this.\n", 403)


def _json(data: Any, status: int = 200) -> Response:
    headers = {"content-type": "application/json; charset=utf-8", "cache-control": "no-store"}
    return Response(msgspec.json.encode(data), status, headers)
