"""Who else has an article open, and what happens to it: told at once to the browsers that show it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from generator.annex.desk.desk import Desk
from generator.annex.desk.people import Person
from generator.preview.events import Listener

_MAX_PATH = 1000
_KINDS = {"others", "saved", "publishing"}


class Seat(Listener):
    """A browser that shows an article, or a list, at the desk."""

    def __init__(self, path: str, person: Person) -> None:
        super().__init__("", "", hidden=True, local=False)
        self.path = path
        self.person = person

    def put(self, event: dict[str, Any] | None) -> None:
        """Send an event of the desk; those of the preview are for its own pages."""
        if event is None or event["kind"] in _KINDS:
            super().put(event)


class Presence:
    """The open browsers of a desk."""

    def __init__(self, desk: Desk) -> None:
        self._hub = desk.live.hub

    def tell(self, event: dict[str, Any]) -> None:
        self._hub.publish(lambda seat: event if isinstance(seat, Seat) else None)

    def saved(self, path: str, version: str, person: Person) -> None:
        """Tell whoever else shows an article, and who shows a list, what somebody has made of it."""
        event = {"kind": "saved", "path": path, "version": version, "who": person.name}

        def of_others(seat: Listener) -> dict[str, Any] | None:
            if not isinstance(seat, Seat) or (seat.path == path and seat.person.name == person.name):
                return None
            return event if seat.path in {path, ""} else None

        self._hub.publish(of_others)

    async def stream(self, seat: Seat) -> AsyncIterator[bytes]:
        """Yield the events for a browser, and tell the others of it as it comes and goes."""
        events = self._hub.stream(seat)
        try:
            # The first event registers the browser as a listener.
            first = await anext(events)
            self._gather(seat.path)
            yield first
            async for data in events:
                yield data
        finally:
            await events.aclose()
            self._gather(seat.path)

    def _gather(self, path: str) -> None:
        names = sorted(
            {seat.person.name for seat in self._hub.listeners() if isinstance(seat, Seat) and seat.path == path}
        )

        def others(seat: Listener) -> dict[str, Any] | None:
            if not isinstance(seat, Seat) or seat.path != path:
                return None
            return {"kind": "others", "names": [name for name in names if name != seat.person.name]}

        if path:
            self._hub.publish(others)


def presence(desk: Desk) -> Presence:
    return desk.part(Presence)


async def events(desk: Desk, person: Person, request: Request) -> Response:
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    seat = Seat(request.query_params.get("path", "")[:_MAX_PATH], person)
    return StreamingResponse(presence(desk).stream(seat), media_type="text/event-stream", headers=headers)
