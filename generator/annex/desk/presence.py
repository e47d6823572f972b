"""Who else has an article open, and what happens to it: told at once to the browsers that show it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from generator.annex.desk.desk import Desk
from generator.annex.desk.people import Person
from generator.preview.events import Listener

_MAX_BROWSERS = 500
_MAX_BROWSERS_EACH = 40
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

    def has_room(self, person: Person, more: int = 1) -> bool:
        """Return whether so many more browsers may listen for a person."""
        seats = self._seats()
        own = sum(seat.person.name == person.name for seat in seats)
        return len(seats) + more <= _MAX_BROWSERS and own + more <= _MAX_BROWSERS_EACH

    async def stream(self, seat: Seat) -> AsyncIterator[bytes]:
        """Yield the events for a browser, and tell the others of it as it comes and goes."""
        events = self._hub.stream(seat)
        try:
            # The first event registers the browser as a listener.
            first = await anext(events)
            # Others may have come between being asked and being here.
            if not self.has_room(seat.person, 0):
                return
            self._gather(seat.path)
            yield first
            async for data in events:
                yield data
        finally:
            await events.aclose()
            self._gather(seat.path)

    def _seats(self) -> list[Seat]:
        return [one for one in self._hub.listeners() if isinstance(one, Seat)]

    def _gather(self, path: str) -> None:
        names = sorted({seat.person.name for seat in self._seats() if seat.path == path})

        def others(seat: Listener) -> dict[str, Any] | None:
            if not isinstance(seat, Seat) or seat.path != path:
                return None
            return {"kind": "others", "names": [name for name in names if name != seat.person.name]}

        if path:
            self._hub.publish(others)


def presence(desk: Desk) -> Presence:
    return desk.part(Presence)


async def events(desk: Desk, person: Person, request: Request) -> Response:
    here = presence(desk)
    if not here.has_room(person):
        return PlainTextResponse("Too many windows are open.\n", 429)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    seat = Seat(request.query_params.get("path", "")[:_MAX_PATH], person)
    return StreamingResponse(here.stream(seat), media_type="text/event-stream", headers=headers)
