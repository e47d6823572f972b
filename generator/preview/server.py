"""The web server of the preview: its routes, its port, and a clean shutdown."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from types import FrameType

import uvicorn
from anyio import to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Route

from generator.base.errors import UsageError
from generator.base.sentences import Sentence, sentence
from generator.preview.events import Hub
from generator.preview.guard import Door, Guard
from generator.preview.live import Live
from generator.preview.views import Views

_TRIES = 50


def listen(host: str, port: int, *, search: bool) -> socket.socket:
    """Return a socket bound to an address, or with `search` to the next free port after it.

    Raises:
        UsageError: the address cannot be used.

    """
    end = min(port + _TRIES, 65536) if search else port + 1
    for number in range(port, end):
        try:
            return _bound(host, number)
        except (OSError, TypeError, UnicodeError) as error:
            # The latter two are for invalid letters in a name, or too many.
            if not search or getattr(error, "errno", 0) != errno.EADDRINUSE:
                raise UsageError(_refused(host, number, error)) from error
    raise UsageError(
        sentence("no port from {first} to {last} is free; name one with --port", first=str(port), last=str(end - 1))
    )


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The explicit protocol lets asyncio recognise TCP, for which it sends answers at once (TCP_NODELAY).
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(512)
    except BaseException:
        bound.close()
        raise
    return bound


def _refused(host: str, port: int, error: Exception) -> Sentence:
    code, said = getattr(error, "errno", 0), getattr(error, "strerror", "")
    if code == errno.EADDRINUSE:
        return sentence(
            "port {port} is used by another program; name another with --port {next}, or let ssg find a free one with "
            "--port auto",
            port=str(port),
            next=str(port + 1),
        )
    if code == errno.EACCES:
        return sentence("port {port} may not be used by you; choose one above 1023", port=str(port))
    return sentence("{host} is not an address of this machine: {why}", host=host, why=said or error)


class Server(uvicorn.Server):
    """Uvicorn, but it ends the event streams as soon as it is told to stop."""

    def __init__(self, app: Starlette, hub: Hub, ending: Callable[[], object] = lambda: None) -> None:
        """Serve an application; the signal that stops it calls `ending`."""
        super().__init__(
            uvicorn.Config(
                app, log_level="critical", access_log=False, server_header=False, proxy_headers=False, ws="none",
                loop="asyncio", http="h11", lifespan="on", timeout_graceful_shutdown=1, timeout_keep_alive=15,
                h11_max_incomplete_event_size=64 * 1024,
            )
        )  # fmt: skip
        self._hub = hub
        self._ending = ending

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._ending()
        self._hub.close()
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop and close all connections, even if clients have not received everything."""
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        # Aborted transports close in the loop's next iteration.
        await asyncio.sleep(0)


def addresses() -> list[str]:
    """Return the addresses of this machine in its network, the most likely first."""
    own: list[str] = []
    for family, target in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                # Nothing is sent: this only determines the source address.
                probe.connect((target, 9))
                own.append(probe.getsockname()[0])
            except OSError:
                continue
    return [address for address in own if not address.startswith(("127.", "::1"))]


def application(
    live: Live, hub: Hub, *, token: str, hosts: tuple[str, ...], started: Callable[[], None],
    door: Door | None = None, desk: Sequence[BaseRoute] = (),
) -> Starlette:  # fmt: skip
    """Return the application, which starts and stops the preview with itself.

    Visitors from other machines must present the token; if it is empty there are none. `hosts` are host names that are
    answered besides those of this machine. `desk` are the routes of the desk, and `door` knows who may use them.
    """
    views = Views(live, hub)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        hub.begin()
        live.start(partial(asyncio.get_running_loop().call_soon_threadsafe, views.ready.set))
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
            *desk,
            Route("/_ssg/{name:path}", views.own_file),
            Route("/{path:path}", views.page),
        ],
        middleware=[Middleware(Guard, token=token, hosts=hosts, language=live.language, door=door)],
        lifespan=lifespan,
    )
