"""App: the web application, all that the preview answers assembled in one place."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from anyio import to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.routing import Route

from generator.base.sentences import Sentence, sentence
from generator.preview.events import Hub
from generator.preview.guard import Guard
from generator.preview.live import Live
from generator.preview.views import Views


def application(live: Live, hub: Hub, *, token: str, hosts: tuple[str, ...], started: Callable[[], None]) -> Starlette:
    """Return the application.

    Args:
        live: the preview; it is started and stopped with the application.
        hub: the open browsers.
        token: what visitors from other machines have to show; empty when there are none.
        hosts: names that are answered beside this machine's own.
        started: called when requests are answered.

    """
    views = Views(live, hub)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        hub.begin()
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_LoopTrouble(live.say))
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
            Route("/_ssg/page", views.page_facts),
            Route("/_ssg/now", views.set_time, methods=["POST"]),
            Route("/_ssg/drafts", views.show_drafts, methods=["POST"]),
            Route("/_ssg/look", views.look_again, methods=["POST"]),
            Route("/_ssg/{name:path}", views.own_file),
            Route("/{path:path}", views.page),
        ],
        middleware=[Middleware(Guard, token=token, hosts=hosts, language=live.language)],
        lifespan=lifespan,
    )


class _LoopTrouble:
    """Says what the event loop failed at, each sentence once."""

    def __init__(self, say: Callable[[Sentence], None]) -> None:
        self._say = say
        self._said: set[Sentence] = set()

    def __call__(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        said = sentence("a connection failed: {why}", why=error or context.get("message", ""))
        if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
            said = sentence("no more connections can be taken at once; close some browser tabs")
        if said not in self._said and not loop.is_closed():
            self._said.add(said)
            self._say(said)
